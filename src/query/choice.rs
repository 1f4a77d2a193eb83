//! Fields whose values are words from a fixed list: kinds of log, events, outcomes, findings, versions of TLS.

use crate::entry::{Event, LogType};
use crate::exchange::TlsVersion;
use crate::finding::{FindingKind, FindingSeverity};
use crate::store::{CertificateState, Deferral, Noise, Outcome};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use chrono::Weekday;

/// A value that is written as a word from a fixed list.
pub trait Choice: Copy + PartialEq + 'static {
    /// Everything that can be chosen.
    const ALL: &'static [Self];

    /// The word that a query is written with.
    fn word(self) -> &'static str;

    /// Other words that a query may use for it.
    fn aliases(self) -> &'static [&'static str] {
        &[]
    }

    /// Its name on the page, where that is another one.
    fn name(self) -> &'static str {
        self.word()
    }

    /// Whether the help lists it.
    fn is_listed(self) -> bool {
        true
    }

    /// Those that one word means.
    fn several(_: &str) -> &'static [Self] {
        &[]
    }

    /// The one with this word, alias or name, ignoring case, blanks, hyphens and commas.
    fn read(text: &str) -> Option<Self> {
        let words = |choice: Self| choice.aliases().iter().copied().chain([choice.word(), choice.name()]);
        Self::ALL.iter().copied().find(|&choice| words(choice).any(|word| is_same(word, text)))
    }
}

fn is_same(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| !matches!(c, ' ' | '-' | ',')).map(|c| c.to_ascii_lowercase())
    }
    one == other || (!other.starts_with('-') && letters(one).eq(letters(other)))
}

impl Choice for LogType {
    const ALL: &'static [LogType] = LogType::ALL;

    fn word(self) -> &'static str {
        LogType::word(self)
    }

    fn aliases(self) -> &'static [&'static str] {
        self.word_aliases()
    }

    fn name(self) -> &'static str {
        LogType::name(self)
    }

    fn is_listed(self) -> bool {
        self != LogType::Unknown
    }
}

impl Choice for Event {
    const ALL: &'static [Event] = &[Event::Connect, Event::Disconnect, Event::Send, Event::Receive, Event::Information];

    fn word(self) -> &'static str {
        self.as_str()
    }

    fn aliases(self) -> &'static [&'static str] {
        match self {
            Event::Connect => &["connect"],
            Event::Disconnect => &["disconnect"],
            Event::Send => &["sent"],
            Event::Receive => &["received"],
            Event::Information => &["information", "info"],
        }
    }
}

impl Choice for Outcome {
    const ALL: &'static [Outcome] = Outcome::ALL;

    fn word(self) -> &'static str {
        self.key()
    }

    /// As the page shows them, for each kind of log.
    fn aliases(self) -> &'static [&'static str] {
        match self {
            Outcome::Accepted => &["logged on"],
            Outcome::Guessed => &["logged on after failures", "logon retried"],
            Outcome::Tested => &["logged on then left", "logon only"],
            Outcome::Empty => &["no mail", "no logon"],
            _ => &[],
        }
    }
}

impl Choice for CertificateState {
    const ALL: &'static [CertificateState] = CertificateState::ALL;

    fn word(self) -> &'static str {
        self.key()
    }
}

impl Choice for FindingKind {
    const ALL: &'static [FindingKind] = FindingKind::ALL;

    fn word(self) -> &'static str {
        FindingKind::word(self)
    }
}

impl Choice for FindingSeverity {
    const ALL: &'static [FindingSeverity] = FindingSeverity::ALL;

    fn word(self) -> &'static str {
        FindingSeverity::word(self)
    }

    fn aliases(self) -> &'static [&'static str] {
        match self {
            FindingSeverity::Problem => &["problems"],
            FindingSeverity::Warning => &["warnings"],
            FindingSeverity::Note => &["notes"],
        }
    }
}

impl Choice for Noise {
    const ALL: &'static [Noise] = Noise::ALL;

    fn word(self) -> &'static str {
        self.key()
    }

    fn several(text: &str) -> &'static [Noise] {
        if is_same("*", text) || is_same("any", text) { Noise::ANY } else { &[] }
    }
}

impl Choice for Deferral {
    const ALL: &'static [Deferral] = Deferral::ALL;

    fn word(self) -> &'static str {
        self.key()
    }

    fn several(text: &str) -> &'static [Deferral] {
        if is_same("*", text) || is_same("any", text) { Deferral::ALL } else { &[] }
    }
}

impl Choice for TlsVersion {
    const ALL: &'static [TlsVersion] = &[
        TlsVersion::Ssl2,
        TlsVersion::Ssl3,
        TlsVersion::Tls10,
        TlsVersion::Tls11,
        TlsVersion::Tls12,
        TlsVersion::Tls13,
    ];

    fn word(self) -> &'static str {
        match self {
            TlsVersion::Ssl2 => "ssl2",
            TlsVersion::Ssl3 => "ssl3",
            version => version.name(),
        }
    }

    /// Also `tls1.2`, `TLS 1.2`, `TLSv1.2`, `TLS1_2`, `SSL3.0`.
    fn read(text: &str) -> Option<TlsVersion> {
        let text = text.to_ascii_lowercase().replace('_', ".");
        let plain = text.strip_prefix("tls").map_or(text.as_str(), |rest| {
            let rest = rest.trim_start_matches([' ', '-']);
            rest.strip_prefix('v').unwrap_or(rest)
        });
        let plain = if plain.starts_with("ssl") { plain.trim_end_matches(".0") } else { plain };
        Self::ALL.iter().copied().find(|version| version.word() == plain)
    }
}

impl Choice for Weekday {
    const ALL: &'static [Weekday] =
        &[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

    fn word(self) -> &'static str {
        match self {
            Weekday::Mon => "monday",
            Weekday::Tue => "tuesday",
            Weekday::Wed => "wednesday",
            Weekday::Thu => "thursday",
            Weekday::Fri => "friday",
            Weekday::Sat => "saturday",
            Weekday::Sun => "sunday",
        }
    }

    fn aliases(self) -> &'static [&'static str] {
        match self {
            Weekday::Mon => &["mon"],
            Weekday::Tue => &["tue", "tues"],
            Weekday::Wed => &["wed"],
            Weekday::Thu => &["thu", "thur", "thurs"],
            Weekday::Fri => &["fri"],
            Weekday::Sat => &["sat"],
            Weekday::Sun => &["sun"],
        }
    }
}

/// Those that are chosen, in the order of all and each once.
pub(super) fn in_order<T: Choice>(chosen: &[T]) -> Vec<T> {
    T::ALL.iter().copied().filter(|choice| chosen.contains(choice)).collect()
}

/// What the help says a field of such values takes: `a`, `b` or `c`.
pub(super) fn listed<T: Choice>() -> String {
    let words: Vec<String> =
        T::ALL.iter().filter(|choice| choice.is_listed()).map(|choice| format!("`{}`", choice.word())).collect();
    match words.split_last() {
        Some((last, words)) => format!("{} or {last}", words.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_aliases_are_read_in_any_case() {
        assert_eq!(Outcome::read("Failed"), Some(Outcome::Failed));
        assert_eq!(LogType::read("smtpReceive"), Some(LogType::SmtpReceive));
        assert_eq!(LogType::read("RECEIVE"), Some(LogType::SmtpReceive));
        assert_eq!(LogType::read("Internet Mail Service"), Some(LogType::InternetMail));
        assert_eq!(Outcome::read("no-mail"), Some(Outcome::Empty));
        assert_eq!(Event::read("info"), Some(Event::Information));
        assert_eq!(Outcome::read("smtpReceive"), None);
        assert_eq!((Noise::several("Any"), Noise::several("probe")), (Noise::ANY, &[][..]));
    }

    #[test]
    fn tls_versions_in_many_spellings() {
        for text in ["1.0", "tls1.0", "TLSv1.0", "TLS1_0", "tlsv1_0"] {
            assert_eq!(TlsVersion::read(text), Some(TlsVersion::Tls10), "{text}");
        }
        assert_eq!(TlsVersion::read("ssl3.0"), Some(TlsVersion::Ssl3));
        for text in ["", "tls", "1", "1.4", "ssl", "ssl1", "tls1.0.0", "pct 1.0"] {
            assert_eq!(TlsVersion::read(text), None, "{text}");
        }
    }

    #[test]
    fn choices_are_in_the_order_of_the_list_and_each_once() {
        use Outcome::{Accepted, Failed};
        assert_eq!(in_order(&[Failed, Accepted, Failed]), [Accepted, Failed]);
    }

    #[test]
    fn the_help_lists_what_can_be_chosen() {
        assert_eq!(listed::<Event>(), "`+`, `-`, `>`, `<` or `*`");
        assert!(listed::<LogType>().starts_with("`receive`, `send`, ") && listed::<LogType>().ends_with(" or `table`"));
    }
}

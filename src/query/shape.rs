//! What a word is by its shape, though no field is named: people type `tls1.0` and `last 2h`, and paste addresses and ids.

use super::choice::Choice;
use super::recent::recent;
use super::time::{is_date, is_date_and_time};
use super::value::read_nets;
use crate::entry::LogType;
use crate::exchange::TlsVersion;
use crate::store::Outcome;
use alloc::string::{String, ToString};
use chrono::Weekday;
use core::net::IpAddr;
use ipnet::IpNet;
use serde::Serialize;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "QueryShape"))]
#[serde(rename_all = "camelCase")]
pub enum Shape {
    /// The name of an outcome: `rejected`.
    Outcome,
    /// A word for whatever goes wrong: `error`.
    Trouble,
    /// The name of a log: `imap4`.
    Log,
    /// A day of the week: `monday`.
    Weekday,
    /// A version of TLS: `tls1.0`.
    Tls,
    /// Time before the last entry: `last 2h`.
    Recent,
    /// `today` or `yesterday`.
    Day,
    /// A date.
    Date,
    /// A date with a time of day.
    Time,
    /// An IP address.
    Ip,
    /// A network, or a range of addresses: `192.0.2.0/24`, `192.0.2.10-20`.
    Network,
    /// An IP address with a port.
    Endpoint,
    /// An e-mail address, or a Message-ID without its angle brackets.
    Mailbox,
    /// An e-mail address or a Message-ID in angle brackets.
    Bracketed,
    /// A session-id: 16 hexadecimal digits.
    SessionId,
    /// An enhanced status code.
    Status,
    /// A reply code.
    Code,
    /// A whole reply, with code and text.
    Reply,
    /// A whole line of a log.
    LogLine,
}

/// A shape, and whether a word has it.
type Test = (Shape, fn(&str) -> bool);

/// Words for whatever goes wrong.
const TROUBLE: &[&str] = &["error", "errors", "fail", "failure", "failures"];

impl Shape {
    /// The shape of a word; `None` if it is like any other. Whole replies and lines are not words.
    pub fn of(word: &str) -> Option<Shape> {
        let tests: [Test; 17] = [
            (Shape::Outcome, |word| Outcome::read(word).is_some()),
            (Shape::Trouble, |word| TROUBLE.iter().any(|known| known.eq_ignore_ascii_case(word))),
            (Shape::Log, |word| LogType::read(word).is_some_and(Choice::is_listed)),
            (Shape::Weekday, |word| Weekday::ALL.iter().any(|day| day.word().eq_ignore_ascii_case(word))),
            (Shape::Tls, |word| tls_version(word).is_some()),
            (Shape::Recent, |word| recent(word).is_some_and(|recent| recent.length == word.len())),
            (Shape::Day, |word| days_ago(word).is_some()),
            (Shape::Code, is_code),
            (Shape::Status, is_status),
            (Shape::SessionId, is_session_id),
            (Shape::Ip, |word| ip(word).is_some()),
            (Shape::Network, |word| network(word).is_some()),
            (Shape::Endpoint, |word| endpoint(word).is_some()),
            (Shape::Bracketed, |word| bracketed(word).is_some()),
            (Shape::Mailbox, is_mailbox),
            (Shape::Date, is_date),
            (Shape::Time, is_date_and_time),
        ];
        tests.into_iter().find(|(_, is_of)| is_of(word)).map(|(shape, _)| shape)
    }

    /// Whether a word of that shape is text for all that: logs have it in these letters, so text finds it.
    pub fn is_text(self, word: &str) -> bool {
        match self {
            // Logs write `SP_PROT_TLS1_2_SERVER`: there `tls1` and `ssl3` are found, `tls1.2` and `tlsv1` are not.
            Shape::Tls => !word.contains('.') && !word.get(3..4).is_some_and(|sign| sign.eq_ignore_ascii_case("v")),
            Shape::Recent
            | Shape::Day
            | Shape::Time
            | Shape::Ip
            | Shape::Network
            | Shape::Bracketed
            | Shape::LogLine => false,
            _ => true,
        }
    }
}

/// The length of a version of TLS in two words that a text begins with: `TLS 1.2`, `SSL 3.0`.
pub(super) fn tls_in_words(text: &str) -> Option<usize> {
    let (name, rest) = text.split_at_checked(3).filter(|(_, rest)| rest.starts_with(char::is_whitespace))?;
    let version = rest.split_whitespace().next()?.trim_end_matches(')');
    let length = text.len() - rest.trim_start().len() + version.len();
    tls_version(&[name, version].concat()).filter(|_| version.contains('.')).map(|_| length)
}

/// The version of TLS that `tls1.0`, `TLSv1.2`, `tlsv1`, `TLS 1.2` and `sslv3` are.
pub(super) fn tls_version(word: &str) -> Option<TlsVersion> {
    let word: String = word.split_whitespace().map(str::to_ascii_lowercase).collect();
    let is_tls = word.starts_with("tls");
    let version = word.get(3..).filter(|_| is_tls || word.starts_with("ssl"))?;
    let version = version.strip_prefix(['v', '-']).unwrap_or(version);
    let is_version = version.starts_with(|sign: char| sign.is_ascii_digit()) && version.len() <= 3;
    let name = match version {
        "1" if is_tls => String::from("tls1.0"),
        version => [word.get(..3)?, version].concat(),
    };
    is_version.then(|| TlsVersion::read(&name)).flatten()
}

/// How many days before the last one `today` and `yesterday` are.
pub(super) fn days_ago(word: &str) -> Option<i64> {
    ["today", "yesterday"].iter().zip(0..).find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, ago)| ago)
}

/// An IP address, perhaps in brackets and with a zone. `a::b` is more likely a name in a program.
pub(super) fn ip(word: &str) -> Option<IpAddr> {
    let bare = word.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(word);
    let bare = bare.split_once('%').map_or(bare, |(address, _)| address);
    bare.parse().ok().filter(|_| bare.contains(|sign: char| sign.is_ascii_digit()))
}

/// A network with the length of its prefix, or a range of addresses, as a query has it.
pub(super) fn network(word: &str) -> Option<String> {
    let network = word.parse::<IpNet>().ok().filter(|_| word.contains(|sign: char| sign.is_ascii_digit()));
    let is_range = || word.contains('.') && matches!(read_nets(word), Ok(Some(_)));
    network.map(|network| network.to_string()).or_else(|| is_range().then(|| String::from(word)))
}

/// An IP address and a port: `192.0.2.1:25`, `[2001:db8::1]:25`.
pub(super) fn endpoint(word: &str) -> Option<(IpAddr, u16)> {
    let (address, port) = word.rsplit_once(':')?;
    let is_marked = address.ends_with(']') || !address.contains(':');
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    Some((ip(address).filter(|_| is_marked && digits)?, port.parse().ok()?))
}

/// The address or id in angle brackets.
pub(super) fn bracketed(word: &str) -> Option<&str> {
    let inner = word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'))?;
    let (local, domain) = inner.rsplit_once('@')?;
    (!local.is_empty() && !domain.is_empty() && inner.chars().all(is_of_address)).then_some(inner)
}

fn is_mailbox(word: &str) -> bool {
    let is_domain = |domain: &str| {
        let labels = || domain.split('.');
        labels().count() > 1 && labels().all(|label| !label.is_empty() && label.chars().all(is_of_label))
    };
    let halves = word.rsplit_once('@').filter(|(local, _)| !local.is_empty() && !local.starts_with('@'));
    word.chars().all(is_of_address) && halves.is_some_and(|(_, domain)| is_domain(domain))
}

fn is_of_label(character: char) -> bool {
    character.is_alphanumeric() || character == '-'
}

fn is_of_address(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !"<>()[],;:\"\\*".contains(character)
}

/// Exchange counts sessions in 64 bits; a number of 16 digits is more likely something else.
pub(super) fn is_session_id(word: &str) -> bool {
    let is_id = word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id && word.contains(|sign: char| sign.is_ascii_digit()) && (word.starts_with('0') || !is_number(word))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// RFC 5321, section 4.2: the first digit is 2 to 5, the second 0 to 5.
fn is_code(word: &str) -> bool {
    matches!(word.as_bytes(), [b'2'..=b'5', b'0'..=b'5', b'0'..=b'9'] | [b'2'..=b'5', b'x' | b'X', b'x' | b'X'])
}

/// RFC 3463, section 2: `class.subject.detail`.
fn is_status(word: &str) -> bool {
    let mut parts = word.split('.');
    let mut number = |most: usize| parts.next().is_some_and(|part| part.len() <= most && is_number(part));
    let is_status = word.starts_with(['2', '4', '5']) && number(1) && number(3) && number(3);
    is_status && parts.next().is_none()
}

/// The code and the status with which a whole reply begins: `550 5.7.1 Unable to relay`.
pub(super) fn reply(text: &str) -> Option<(&str, &str)> {
    let (code, rest) = (text.get(..3)?, text.get(3..)?);
    let (status, words) = rest.strip_prefix([' ', '-'])?.split_once(' ')?;
    (is_code(code) && is_status(status) && !words.trim().is_empty()).then_some((code, status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_shapes() {
        for (shape, words) in [
            (Some(Shape::Outcome), &["rejected", "Deferred", "failed", "accepted"][..]),
            (Some(Shape::Trouble), &["error", "Errors", "failure"]),
            (Some(Shape::Log), &["imap4", "receive", "tracking"]),
            (Some(Shape::Weekday), &["monday", "Sunday"]),
            (Some(Shape::Tls), &["tls1.0", "TLS1.2", "tlsv1", "TLSv1.3", "tls-1.1", "ssl3", "sslv3", "tls1", "TLS1_2"]),
            (Some(Shape::Recent), &["last 2h", "LAST 3 days", "past week", "last hour"]),
            (Some(Shape::Day), &["today", "Yesterday"]),
            (Some(Shape::Date), &["2026-03-01", "01.03.2026"]),
            (Some(Shape::Ip), &["192.0.2.1", "2001:db8::1", "[2001:DB8::1]", "fe80::1%3", "::1", "::ffff:192.0.2.1"]),
            (Some(Shape::Network), &["192.0.2.0/24", "2001:db8::/32"]),
            (Some(Shape::Endpoint), &["192.0.2.1:25", "[2001:db8::1]:25"]),
            (Some(Shape::Mailbox), &["ann@contoso.com", "o'brien+x=y@mail.contoso.com"]),
            (Some(Shape::Bracketed), &["<ann@contoso.com>", "<1234.5$6@EX01>"]),
            (Some(Shape::SessionId), &["08DE4C1234567890", "08de4c12345678ab", "0812345678901234"]),
            (Some(Shape::Status), &["5.7.1", "4.4.316"]),
            (Some(Shape::Code), &["550", "421"]),
            (
                None,
                &[
                    "relay",
                    "550x",
                    "600",
                    "999",
                    "5.7",
                    "5.7.1.1000",
                    "3.7.1",
                    "a::b",
                    "192.0.2",
                    "192.0.2.256",
                    "192.0.2.1:x",
                    "192.0.2.1:70000",
                    "1234567890123456",
                    "ABCDEFABCDEFABCD",
                    "ann@contoso",
                    "@contoso.com",
                    "a@b@",
                    "<>",
                    "<a b@c>",
                    "a@.com",
                    "tls",
                    "tls1.4",
                    "tls12",
                    "last",
                    "last h",
                    "2h",
                    "15.1.2507.6",
                    "-",
                    "",
                ],
            ),
        ] {
            for word in words {
                assert_eq!(Shape::of(word), shape, "{word}");
            }
        }
    }

    #[test]
    fn what_logs_have_in_these_letters_is_text() {
        let is_text = |word| Shape::of(word).map(|shape| shape.is_text(word));
        for word in
            ["rejected", "error", "tls1", "ssl3", "550", "5.7.1", "ann@contoso.com", "08DE4C1234567890", "192.0.2.1:25"]
        {
            assert_eq!(is_text(word), Some(true), "{word}");
        }
        for word in ["tls1.0", "TLSv1", "sslv3", "today", "last 2h", "192.0.2.1", "2001:db8::1", "10.0.0.0/8", "<a@b>"]
        {
            assert_eq!(is_text(word), Some(false), "{word}");
        }
    }

    #[test]
    fn replies_have_a_code_a_status_and_words() {
        assert_eq!(reply("550 5.7.1 Unable to relay"), Some(("550", "5.7.1")));
        assert_eq!(reply("550-5.7.26 This mail"), Some(("550", "5.7.26")));
        for text in ["550 5.7.1", "550 5.7.1 ", "550 Unable to relay", "5.7.1 Unable", "é50 5.7.1 x", ""] {
            assert_eq!(reply(text), None, "{text}");
        }
    }
}

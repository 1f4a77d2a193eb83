//! How a reply finds its sentence.
//!
//! The tables are asked in this order, and within a table the first matching row wins:
//!
//! 1. [`EXCHANGE`], [`ACCESS`] and [`ONLINE`]: replies of Exchange on premises and of Exchange Online, by code, status and text;
//! 2. [`STATUS_CODES`]: enhanced status codes with a detail, by RFC 3463 and its registry (RFC 5248);
//! 3. [`SUBJECTS`]: the subject of a status code, when the detail is 0 or not registered;
//! 4. [`REPLY_CODES`]: the code alone, by RFC 5321, 4.2;
//! 5. [`DIGITS`]: the second digit, and at last the first one. Every 4xx and 5xx reply has a sentence here at the latest.
//!
//! The sentences of 2 to 5 know nothing of the situation, so one about the class is added to them.
//!
//! A reply may quote another server's answer (`responded with: "…"`) or name a socket error. Then that is explained as
//! well, and that part is the useful one. A quotation is followed once; what it quotes in turn is only part of its text.

use alloc::borrow::Cow;
use alloc::format;

use super::access_replies::ACCESS;
use super::exchange_replies::EXCHANGE;
use super::online_replies::ONLINE;
use super::reply_codes::{DIGITS, REPLY_CODES};
use super::status_codes::{STATUS_CODES, SUBJECTS};
use crate::exchange::winsock;
use crate::smtp::bytes::{contains, leading_decimal, split_once};
use crate::smtp::{Class, Reply, Status};

/// One row: which replies it is for, one of them, and what to say.
pub(super) struct Row {
    codes: (u16, u16),
    status: StatusPattern,
    text: &'static str,
    /// A reply that this row must explain; a test holds it to that.
    #[cfg_attr(not(test), allow(dead_code))]
    sample: &'static str,
    sentence: &'static str,
}

/// Which enhanced status codes a row is for.
enum StatusPattern {
    /// Any, and none.
    Any,
    /// Those with this subject and a detail in this range, whatever the class.
    Details(u16, u16, u16),
    /// All of a subject.
    Subject(u16),
}

impl StatusPattern {
    fn matches(&self, status: Option<Status>) -> bool {
        match (self, status) {
            (StatusPattern::Any, _) => true,
            (StatusPattern::Details(subject, from, to), Some(status)) => {
                status.subject == *subject && (*from..=*to).contains(&status.detail)
            }
            (StatusPattern::Subject(subject), Some(status)) => status.subject == *subject,
            (_, None) => false,
        }
    }
}

/// A row for one code or a range of codes, `(421, 421)`, whatever the status and the text.
pub(super) const fn on(codes: (u16, u16), sample: &'static str, sentence: &'static str) -> Row {
    Row { codes, status: StatusPattern::Any, text: "", sample, sentence }
}

/// A row for 4xx and 5xx replies with a status of that subject and detail.
pub(super) const fn detail(subject: u16, detail: u16, sample: &'static str, sentence: &'static str) -> Row {
    details(subject, detail, detail, sample, sentence)
}

/// A row for 4xx and 5xx replies with a status of that subject and a detail in the range.
pub(super) const fn details(subject: u16, from: u16, to: u16, sample: &'static str, sentence: &'static str) -> Row {
    Row { codes: (400, 599), status: StatusPattern::Details(subject, from, to), text: "", sample, sentence }
}

/// A row for 4xx and 5xx replies with any status of that subject.
pub(super) const fn subject(subject: u16, sample: &'static str, sentence: &'static str) -> Row {
    Row { codes: (400, 599), status: StatusPattern::Subject(subject), text: "", sample, sentence }
}

impl Row {
    /// The same row for replies of other codes.
    pub(super) const fn codes(self, codes: (u16, u16)) -> Row {
        Row { codes, ..self }
    }

    /// The same row for replies that hold a text, compared without case.
    pub(super) const fn text(self, text: &'static str) -> Row {
        Row { text, ..self }
    }

    fn matches(&self, reply: &Reply<'_>) -> bool {
        (self.codes.0..=self.codes.1).contains(&reply.code)
            && self.status.matches(reply.status)
            && contains(reply.text, self.text.as_bytes())
    }
}

/// The tables in the order in which they are asked, and whether the sentences of one know nothing of the situation.
static TABLES: &[(&[Row], bool)] = &[
    (EXCHANGE, false),
    (ACCESS, false),
    (ONLINE, false),
    (STATUS_CODES, true),
    (SUBJECTS, true),
    (REPLY_CODES, true),
    (DIGITS, true),
];

/// The first row for a reply.
fn find(reply: &Reply<'_>) -> Option<(&'static Row, bool)> {
    TABLES.iter().find_map(|(rows, general)| Some((rows.iter().find(|row| row.matches(reply))?, *general)))
}

/// What a reply means, what usually causes it and where to look.
///
/// Every 4xx and 5xx reply has an explanation. Of the others only those have one that Exchange words in its own way.
pub fn explain_reply(reply: &Reply<'_>) -> Option<Cow<'static, str>> {
    let outer = sentence(reply)?;
    if let Some(inner) = quoted_reply(reply.text).and_then(|quoted| sentence(&quoted)) {
        return Some(Cow::Owned(format!("{outer} The quoted answer means: {inner}")));
    }
    Some(match socket_error(reply.text) {
        Some(error) => {
            Cow::Owned(format!("{outer} Socket error {} ({}): {}", error.code, error.name, error.explanation))
        }
        None => outer,
    })
}

/// The sentence for a reply by itself.
fn sentence(reply: &Reply<'_>) -> Option<Cow<'static, str>> {
    let (row, general) = find(reply)?;
    Some(match (general, reply.class()) {
        (true, Class::Transient) => Cow::Owned(format!("{} {TRANSIENT}", row.sentence)),
        (true, Class::Permanent) => Cow::Owned(format!("{} {PERMANENT}", row.sentence)),
        _ => Cow::Borrowed(row.sentence),
    })
}

const TRANSIENT: &str = "This is for now only: a mail server tries again later by itself.";
const PERMANENT: &str = "This is final: trying again without a change will not help.";

/// The other server's reply in `responded with: "…"`. The closing quote may be missing when the log cut the text.
fn quoted_reply(text: &[u8]) -> Option<Reply<'_>> {
    let (_, rest) = split_once(text, b"responded with")?;
    let (_, quoted) = split_once(rest, b"\"")?;
    Reply::parse(split_once(quoted, b"\"").map_or(quoted, |(quoted, _)| quoted).trim_ascii())
}

/// The Winsock error that a text names in one of Exchange's ways.
fn socket_error(text: &[u8]) -> Option<&'static winsock::WinsockError> {
    let names: [&[u8]; 4] = [b"Winsock error code: ", b"Socket error code ", b"ErrorCode ", b"ErrorCode: "];
    let number = |name: &&[u8]| leading_decimal(split_once(text, name)?.1);
    let (code, _) = names.iter().find_map(number)?;
    winsock::error(u32::try_from(code).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(line: &str) -> String {
        explain_reply(&Reply::parse(line.as_bytes()).expect("a reply")).unwrap_or_default().into_owned()
    }

    #[test]
    fn every_sample_is_explained_by_its_own_row() {
        let rows = TABLES.iter().flat_map(|(rows, _)| rows.iter());
        let hidden: Vec<_> = rows
            .filter_map(|row| {
                let reply = Reply::parse(row.sample.as_bytes()).expect("a sample is a reply");
                let (found, _) = find(&reply).expect("a sample is explained");
                (!core::ptr::eq(found, row)).then_some((row.sample, "is explained by", found.sample))
            })
            .collect();
        assert!(hidden.is_empty(), "{hidden:#?}");
    }

    #[test]
    fn every_sentence_ends_as_one_and_is_short_enough_to_read() {
        for row in TABLES.iter().flat_map(|(rows, _)| rows.iter()) {
            assert!(row.sentence.ends_with('.') && !row.sentence.contains("  "), "{}", row.sentence);
            assert!((20..=420).contains(&row.sentence.len()), "{}", row.sentence);
        }
    }

    #[test]
    fn every_failure_has_a_sentence() {
        for code in 400..=599 {
            for status in ["", " 5.0.0", " 4.99.999", " 5.7.0", " 4.4.999", " 2.0.0"] {
                assert_ne!(explain(&format!("{code}{status}")), "", "{code}{status}");
                assert_ne!(explain(&format!("{code}{status} \u{fc}")), "");
            }
        }
    }

    #[test]
    fn other_replies_have_one_only_where_exchange_has_its_own_words() {
        assert_eq!(explain("250 ok 1666169082 30910"), "");
        assert_ne!(explain("220 2.0.0 SMTP server ready"), "");
    }

    #[test]
    fn a_quoted_answer_is_explained_once() {
        let wrapped = explain(
            "451 4.4.0 Primary target IP address responded with: \"550 5.7.54 SMTP; Unable to relay recipient in \
             non-accepted domain\". Attempted failover to alternate host, but that did not succeed.",
        );
        assert!(
            wrapped.contains(&explain("550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain")),
            "{wrapped}"
        );
        let proxied = explain(
            "450 4.7.0 Proxy session setup failed on Frontend with '451 4.4.0 Primary target IP address responded with \
             \"421 4.3.2 Service not active\". The last endpoint attempted was 192.0.2.5:2525'",
        );
        assert!(proxied.contains(&explain("421 4.3.2 Service not active")), "{proxied}");
        let nested = explain("451 4.4.0 x responded with: \"451 4.4.0 y responded with: \"550 5.1.1 z\"\"");
        assert!(!nested.contains(&explain("550 5.1.1 z")), "{nested}");
        let cut = explain("451 4.4.0 Primary target IP address responded with: \"421 4.3.2 Service not active");
        assert!(cut.contains("The quoted answer means"), "{cut}");
    }

    #[test]
    fn a_socket_error_is_named() {
        let refused = explain("450 4.4.316 Connection refused [Message=Socket error code 10061]");
        assert!(refused.contains("WSAECONNREFUSED"), "{refused}");
        let winsock = explain(
            "451 4.4.0 Primary target IP address responded with: \"Failed to connect. Winsock error code: 10060, \
             Win32 error code: 10060.\"",
        );
        assert!(winsock.contains("WSAETIMEDOUT"), "{winsock}");
        assert!(!explain("451 4.4.0 Socket error code 1").contains("Socket error 1"));
    }

    #[test]
    fn a_general_sentence_says_whether_it_is_final() {
        assert!(explain("452 4.2.2 x").ends_with(TRANSIENT));
        assert!(explain("599 x").ends_with(PERMANENT));
        assert!(!explain("550 5.7.1 Unable to relay").contains(PERMANENT));
    }
}

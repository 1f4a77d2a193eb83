//! Enhanced status codes, `class.subject.detail` (RFC 3463).
//!
//! The trap is an address that looks like one: `250 5.6.7.8 Hello` has no status. A status ends with its third number;
//! if a full stop and a digit follow, it is not a status.

use crate::bytes::leading_decimal;
use core::fmt;

/// An enhanced status code such as `5.7.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Status {
    /// 2 success, 4 persistent transient failure, 5 permanent failure.
    pub class: u8,
    /// The subject: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 security; up to 999.
    pub subject: u16,
    /// The detail within the subject, up to 999.
    pub detail: u16,
}

impl Status {
    /// Reads the status at the start of a text, and returns the rest unchanged.
    pub fn split(text: &[u8]) -> Option<(Status, &[u8])> {
        let (class, rest) = text.split_first()?;
        let class = class.checked_sub(b'0').filter(|class| matches!(class, 2 | 4 | 5))?;
        let (subject, rest) = number(rest.strip_prefix(b".")?)?;
        let (detail, rest) = number(rest.strip_prefix(b".")?)?;
        ends_here(rest).then_some((Status { class, subject, detail }, rest))
    }
}

/// A number of one to three digits.
fn number(text: &[u8]) -> Option<(u16, &[u8])> {
    let (number, rest) = leading_decimal(text)?;
    let number = u16::try_from(number).ok().filter(|_| text.len() - rest.len() <= 3)?;
    Some((number, rest))
}

/// Whether a status may end before this text.
fn ends_here(rest: &[u8]) -> bool {
    match rest {
        [b'.', next, ..] => !next.is_ascii_digit(),
        [next, ..] => !next.is_ascii_alphanumeric(),
        [] => true,
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The status, if the text is nothing else.
    fn parse(text: &[u8]) -> Option<Status> {
        Status::split(text).filter(|(_, rest)| rest.is_empty()).map(|(status, _)| status)
    }

    fn status(class: u8, subject: u16, detail: u16) -> Option<Status> {
        Some(Status { class, subject, detail })
    }

    #[test]
    fn reads_three_numbers() {
        assert_eq!(parse(b"5.7.1"), status(5, 7, 1));
        assert_eq!(parse(b"4.4.317"), status(4, 4, 317));
        assert_eq!(parse(b"2.0.0"), status(2, 0, 0));
        assert_eq!(parse(b"5.999.999").map(|status| status.to_string()), Some("5.999.999".into()));
    }

    #[test]
    fn the_rest_is_unchanged() {
        assert_eq!(Status::split(b"5.7.1 Unable").map(|(_, rest)| rest), Some(&b" Unable"[..]));
        assert_eq!(Status::split(b"5.7.1: no").map(|(_, rest)| rest), Some(&b": no"[..]));
        assert_eq!(Status::split(b"5.7.1. No").map(|(_, rest)| rest), Some(&b". No"[..]));
    }

    #[test]
    fn lookalikes_of_a_status_are_rejected() {
        for text in [
            &b"5.6.7.8"[..],
            b"3.7.1",
            b"1.0.0",
            b"5.7",
            b"5..1",
            b"5.7.",
            b"5.7.1000",
            b"5.7.1x",
            b"",
            b".",
            b"5",
            b"\xff.1.1",
            b"5.7.1 ",
        ] {
            assert_eq!(parse(text), None, "{}", text.escape_ascii());
        }
    }
}

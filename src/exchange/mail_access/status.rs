//! The status of a reply: `+OK` and `-ERR` in POP3, `OK`, `NO` and `BAD` in IMAP4, with or without the tag.

use crate::bytes::{begins_with, contains, first_word};

/// The status of a command in POP3 or IMAP4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum AccessStatus {
    /// Not in the log.
    #[default]
    None,
    /// `OK`
    Ok,
    /// Refused temporarily: the response code is one of a temporary condition.
    Deferred,
    /// `NO`, `BAD`, `-ERR`
    Refused,
}

/// Response codes of temporary conditions: RFC 2449 and 3206 for POP3, RFC 5530 for IMAP4.
const TEMPORARY: &[&[u8]] = &[b"IN-USE", b"LOGIN-DELAY", b"SYS/TEMP", b"UNAVAILABLE", b"INUSE"];

/// Exchange's words, before a number, where it cannot open the mailbox although nothing is said against the logon; from a POP3 log of
/// Exchange 2010 that was published.
const UNAVAILABLE: &[u8] = b"Server Unavailable";

/// Exchange's words for a command of POP3 that is unknown, or not allowed before STLS, or a mechanism that is not offered.
const NOT_HERE: &[&str] = &[
    "not valid in this state",
    "Protocol error",
    "not supported",
    "Unrecognized",
    "Unknown command",
    "Invalid command",
    "Invalid syntax",
    "Invalid number of arguments",
];

impl AccessStatus {
    /// Reads a reply: `OK`, `+OK 3 messages`, `a1 NO LOGIN failed.`. Untagged responses and continuation requests
    /// (`* 3 EXISTS`, `+ ready`) complete no command: [`AccessStatus::None`].
    pub fn parse(reply: &[u8]) -> AccessStatus {
        let (word, rest) = first_word(reply);
        if matches!(word, b"*" | b"+") {
            return AccessStatus::None;
        }
        AccessStatus::of_word(word, rest).unwrap_or_else(|| {
            let (word, rest) = first_word(rest);
            AccessStatus::of_word(word, rest).unwrap_or_default()
        })
    }

    fn of_word(word: &[u8], rest: &[u8]) -> Option<AccessStatus> {
        let is = |known: &[&[u8]]| known.iter().any(|known| known.eq_ignore_ascii_case(word));
        if is(&[b"OK", b"+OK"]) {
            Some(AccessStatus::Ok)
        } else if is(&[b"NO", b"BAD", b"-ERR"]) {
            Some(if response_code(rest).is_some_and(is_temporary) || begins_with(rest, UNAVAILABLE) {
                AccessStatus::Deferred
            } else {
                AccessStatus::Refused
            })
        } else {
            None
        }
    }

    /// Whether a reply is about the command itself: `BAD` (RFC 3501, 7.1.3), for which POP3 has no word of its own.
    pub fn is_bad(reply: &[u8]) -> bool {
        let (first, rest) = first_word(reply);
        let is_word = [first, first_word(rest).0].iter().any(|word| word.eq_ignore_ascii_case(b"BAD"));
        is_word || NOT_HERE.iter().any(|words| contains(reply, words.as_bytes()))
    }

    /// Whether the command was refused, temporarily or permanently.
    pub fn is_refusal(self) -> bool {
        self >= AccessStatus::Deferred
    }
}

/// The response code: the word in brackets at the start of the text.
pub(super) fn response_code(text: &[u8]) -> Option<&[u8]> {
    let inner = text.strip_prefix(b"[")?;
    inner.get(..memchr::memchr2(b']', b' ', inner)?)
}

fn is_temporary(code: &[u8]) -> bool {
    TEMPORARY.iter().any(|known| known.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_of_both_protocols_are_read() {
        for (reply, status) in [
            (&b"ok"[..], AccessStatus::Ok),
            (b"OK", AccessStatus::Ok),
            (b"+OK 3 messages", AccessStatus::Ok),
            (b"a1 ok done", AccessStatus::Ok),
            (b"aXSV NO LOGIN failed.", AccessStatus::Refused),
            (b"2 BAD Command", AccessStatus::Refused),
            (b"-ERR Logon failure", AccessStatus::Refused),
            (b"-ERR [AUTH] no", AccessStatus::Refused),
            (b"-ERR [IN-USE] locked", AccessStatus::Deferred),
            (b"a1 NO [unavailable] later", AccessStatus::Deferred),
            (b"-ERR Server Unavailable. 21", AccessStatus::Deferred),
            (b"a1 NO Server Unavailable. 15", AccessStatus::Deferred),
            (b"* NO warning", AccessStatus::None),
            (b"+ YWJj", AccessStatus::None),
            (b"", AccessStatus::None),
            (b"x y NO", AccessStatus::None),
        ] {
            assert_eq!(AccessStatus::parse(reply), status, "{}", reply.escape_ascii());
        }
    }
}

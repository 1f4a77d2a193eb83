//! How a server answered a command: `+OK` and `-ERR` of POP3, `OK`, `NO` and `BAD` of IMAP4, with or without the tag.

use crate::bytes::first_word;

/// How a command was answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Answer {
    /// The log does not tell.
    #[default]
    None,
    /// `OK`
    Ok,
    /// Refused for now: a response code says that it may go well later.
    Deferred,
    /// `NO`, `BAD`, `-ERR`
    Refused,
}

/// Response codes that speak of a state that passes: RFC 2449 and 3206 for POP3, RFC 5530 for IMAP4.
const PASSING: &[&[u8]] = &[b"IN-USE", b"LOGIN-DELAY", b"SYS/TEMP", b"UNAVAILABLE", b"INUSE"];

impl Answer {
    /// Reads a reply, `OK`, `+OK 3 messages`, `a1 NO LOGIN failed.`. Lines that answer no command (`* 3 EXISTS`, `+ go on`)
    /// are [`Answer::None`].
    pub fn parse(reply: &[u8]) -> Answer {
        let (word, rest) = first_word(reply);
        if matches!(word, b"*" | b"+") {
            return Answer::None;
        }
        Answer::of_word(word, rest).unwrap_or_else(|| {
            let (word, rest) = first_word(rest);
            Answer::of_word(word, rest).unwrap_or_default()
        })
    }

    fn of_word(word: &[u8], rest: &[u8]) -> Option<Answer> {
        let is = |known: &[&[u8]]| known.iter().any(|known| known.eq_ignore_ascii_case(word));
        if is(&[b"OK", b"+OK"]) {
            Some(Answer::Ok)
        } else if is(&[b"NO", b"BAD", b"-ERR"]) {
            Some(if response_code(rest).is_some_and(passes) { Answer::Deferred } else { Answer::Refused })
        } else {
            None
        }
    }

    /// Whether the command was refused, for now or for good.
    pub fn is_refusal(self) -> bool {
        self >= Answer::Deferred
    }
}

/// The word in brackets at the beginning of a reply's text.
pub(super) fn response_code(text: &[u8]) -> Option<&[u8]> {
    let inner = text.strip_prefix(b"[")?;
    inner.get(..memchr::memchr2(b']', b' ', inner)?)
}

fn passes(code: &[u8]) -> bool {
    PASSING.iter().any(|known| known.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_of_both_protocols_are_read() {
        for (reply, answer) in [
            (&b"ok"[..], Answer::Ok),
            (b"OK", Answer::Ok),
            (b"+OK 3 messages", Answer::Ok),
            (b"a1 ok done", Answer::Ok),
            (b"aXSV NO LOGIN failed.", Answer::Refused),
            (b"2 BAD Command", Answer::Refused),
            (b"-ERR Logon failure", Answer::Refused),
            (b"-ERR [AUTH] no", Answer::Refused),
            (b"-ERR [IN-USE] locked", Answer::Deferred),
            (b"a1 NO [unavailable] later", Answer::Deferred),
            (b"* NO warning", Answer::None),
            (b"+ YWJj", Answer::None),
            (b"", Answer::None),
            (b"x y NO", Answer::None),
        ] {
            assert_eq!(Answer::parse(reply), answer, "{}", reply.escape_ascii());
        }
    }
}

//! One line of a reply: code, enhanced status code, text (RFC 5321, 4.2; RFC 2034).
//!
//! A reply of several lines takes several calls: `250-` lines have [`Reply::continued`] set, the last line does not.
//! Some logs join the lines with blanks; that is one reply with all of the text.
//!
//! Servers deviate from the grammar: a code without text, two blanks after the code, a `#` before the status. All of
//! that is accepted. A line that does not begin with a code from 200 to 599 is not a reply.

use super::status::Status;
use crate::bytes::decimal;
use alloc::borrow::Cow;

/// One line of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply<'a> {
    /// The reply code, 200 to 599.
    pub code: u16,
    /// Whether more lines of the same reply follow (`250-…`).
    pub continued: bool,
    /// The enhanced status code at the start of the text, if there is one.
    pub status: Option<Status>,
    /// The text after code and status, without the blanks around it.
    pub text: &'a [u8],
}

/// The meaning of the first digit of a reply code (RFC 5321, 4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// 2xx: completed.
    Positive,
    /// 3xx: continue, the server expects more.
    Intermediate,
    /// 4xx: rejected temporarily.
    Transient,
    /// 5xx: rejected permanently.
    Permanent,
}

impl Class {
    /// The class of a reply code; `None` outside 200 to 599.
    pub const fn of(code: u16) -> Option<Class> {
        match code {
            200..=299 => Some(Class::Positive),
            300..=399 => Some(Class::Intermediate),
            400..=499 => Some(Class::Transient),
            500..=599 => Some(Class::Permanent),
            _ => None,
        }
    }

    /// Whether the command was rejected, temporarily or permanently.
    pub const fn is_failure(self) -> bool {
        matches!(self, Class::Transient | Class::Permanent)
    }
}

impl<'a> Reply<'a> {
    /// Reads one line without its line end; `None` if it does not begin with a reply code.
    pub fn parse(line: &'a [u8]) -> Option<Reply<'a>> {
        let (code, rest) = code(line)?;
        let (continued, rest) = match rest {
            [b'-', rest @ ..] => (!has_last_line(rest, line.get(..3)?), rest),
            [byte, ..] if byte.is_ascii_alphanumeric() => return None,
            rest => (false, rest),
        };
        let text = rest.trim_ascii();
        let (status, text) = match Status::split(text.strip_prefix(b"#").unwrap_or(text)) {
            Some((status, rest)) => (Some(status), rest.trim_ascii_start()),
            None => (None, text),
        };
        Some(Reply { code, continued, status, text })
    }

    /// The meaning of the first digit.
    pub fn class(&self) -> Class {
        Class::of(self.code).unwrap_or(Class::Permanent)
    }
}

/// The lines of a reply as one: code and enhanced status code of the first, and the text of all of them.
pub fn joined<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Cow<'a, [u8]> {
    let mut lines = lines.into_iter();
    let mut whole = Cow::Borrowed(lines.next().unwrap_or_default());
    for line in lines {
        let whole = whole.to_mut();
        // The first line is not the last.
        if let Some(sign) = whole.get_mut(3).filter(|sign| **sign == b'-') {
            *sign = b' ';
        }
        whole.truncate(whole.trim_ascii_end().len());
        whole.push(b' ');
        whole.extend_from_slice(Reply::parse(line).map_or(line, |reply| reply.text));
    }
    whole
}

/// Whether a text has the last line of the reply with that code, as a tool has joined its lines: after a line break, or after a blank with an
/// enhanced status code of the same class.
#[cold]
fn has_last_line(text: &[u8], code: &[u8]) -> bool {
    memchr::memmem::find_iter(text, code).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let after = text.get(at + code.len()..).and_then(|rest| rest.strip_prefix(b" "));
        match (before, after) {
            (Some(b'\r' | b'\n'), Some(_)) => true,
            (Some(b' ' | b'\t'), Some(rest)) => rest.first() == code.first() && Status::split(rest).is_some(),
            _ => false,
        }
    })
}

/// The reply code that a line begins with, and the rest.
fn code(line: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, rest) = line.split_at_checked(3)?;
    let code = u16::try_from(decimal(digits)?).ok()?;
    (200..=599).contains(&code).then_some((code, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reply as one text, so that a case is one line.
    fn read(line: &[u8]) -> Option<String> {
        let reply = Reply::parse(line)?;
        let sign = if reply.continued { '-' } else { ' ' };
        let status = reply.status.map_or("none".to_string(), |status| status.to_string());
        Some(format!("{}{sign}{status}|{}", reply.code, reply.text.escape_ascii()))
    }

    #[test]
    fn reads_the_forms_that_servers_send() {
        for (line, expected) in [
            (&b"250-SIZE"[..], "250-none|SIZE"),
            (b"250 CHUNKING", "250 none|CHUNKING"),
            (b"250  mail.contoso.com Hello [192.0.2.1] SIZE 1", "250 none|mail.contoso.com Hello [192.0.2.1] SIZE 1"),
            (b"334 <authentication response>", "334 none|<authentication response>"),
            (b"550 5.7.1 Unable to relay", "550 5.7.1|Unable to relay"),
            (b"550-5.7.1 Blocked", "550-5.7.1|Blocked"),
            (b"550 #5.1.0 Address rejected", "550 5.1.0|Address rejected"),
            (b"250 2.6.0", "250 2.6.0|"),
            (b"250", "250 none|"),
            (b"250 ", "250 none|"),
            (b"250-", "250-none|"),
            (b"220 192.0.2.5 ESMTP", "220 none|192.0.2.5 ESMTP"),
            (b"250 \xe9t\xe9", "250 none|\\xe9t\\xe9"),
        ] {
            assert_eq!(read(line).as_deref(), Some(expected), "{}", line.escape_ascii());
        }
    }

    #[test]
    fn anything_else_is_not_a_reply() {
        for line in [&b""[..], b"25", b"150 x", b"650 x", b"25x", b"2500", b"250OK", b" 250 ok", b"\xff\xff\xff"] {
            assert_eq!(read(line), None, "{}", line.escape_ascii());
        }
    }

    #[test]
    fn lines_of_a_reply_are_joined_without_their_codes() {
        let join = |lines: &[&str]| {
            let lines = lines.iter().map(|line| line.as_bytes());
            String::from_utf8_lossy(&joined(lines)).into_owned()
        };
        let blocked = ["550-5.7.1 [192.0.2.10] This message is", "550-5.7.1 blocked. ", "550 5.7.1 j1"];
        assert_eq!(join(&blocked), "550 5.7.1 [192.0.2.10] This message is blocked. j1");
        assert_eq!(join(&["550-", "550 no"]), "550 no");
        assert_eq!(join(&["550-5.7.1 cut"]), "550-5.7.1 cut");
        assert_eq!(join(&[]), "");
    }

    #[test]
    fn the_first_digit_is_the_class() {
        let class = |line| Reply::parse(line).map(|reply| reply.class());
        assert_eq!(class(b"250 ok"), Some(Class::Positive));
        assert_eq!(class(b"354 go on"), Some(Class::Intermediate));
        assert_eq!(class(b"451 later"), Some(Class::Transient));
        assert_eq!(class(b"554 no"), Some(Class::Permanent));
        assert_eq!(Class::of(600), None);
        assert!(Class::Transient.is_failure() && Class::Permanent.is_failure() && !Class::Intermediate.is_failure());
    }
}

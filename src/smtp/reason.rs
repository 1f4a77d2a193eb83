//! The reason that a reply gives, without what differs from one session to the next.
//!
//! Servers put the address of the recipient, that of the client, their own name, and the number of their log line
//! into the text of a refusal. Without these, equal refusals are equal: `550 5.7.1 <ann@contoso.com>: Relay access
//! denied` and the same for ben. What is taken out is replaced by an ellipsis; code and enhanced status code stay.

use crate::bytes::is_ascii;
use alloc::vec::Vec;
use core::net::IpAddr;

/// What is put in place of what was taken out.
const ELLIPSIS: &[u8] = "…".as_bytes();

/// From this length in bytes a word of letters and digits is an id and no abbreviation (`TLS13`, `X509`).
const MIN_ID: usize = 6;

/// A reply without addresses, host names, ids and numbers. Words are parted by one blank.
pub fn reason(reply: &[u8]) -> Vec<u8> {
    let mut reason = Vec::with_capacity(reply.len());
    let words = || reply.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    // The tag of an IMAP4 reply is the client's own (RFC 3501, section 2.2.1).
    for (place, word) in words().skip(usize::from(is_tagged(words()))).enumerate() {
        if place > 0 {
            reason.push(b' ');
        }
        if place == 0 || is_status(word) {
            reason.extend_from_slice(word);
        } else {
            push(word, &mut reason);
        }
    }
    reason
}

/// Whether the words are those of a tagged reply of IMAP4: `a1 NO LOGIN failed.` A reply of SMTP has a code there.
fn is_tagged<'r>(mut words: impl Iterator<Item = &'r [u8]>) -> bool {
    let (tag, status) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_code = tag.len() == 3 && tag.iter().all(u8::is_ascii_digit);
    let is_status = [&b"OK"[..], b"NO", b"BAD"].iter().any(|known| known.eq_ignore_ascii_case(status));
    is_status && !is_code && tag != b"*"
}

/// A word, without what is variable in it.
fn push(word: &[u8], reason: &mut Vec<u8>) {
    let begin = word.iter().position(|byte| !is_around(*byte)).unwrap_or(word.len());
    let end = word.iter().rposition(|byte| !is_around(*byte)).map_or(begin, |last| last + 1);
    let (before, rest) = word.split_at(begin);
    let (core, after) = rest.split_at(end - begin);
    let name = core.iter().position(|byte| *byte == b'=').map_or(0, |sign| sign + 1);
    let (name, value) = core.split_at(name);
    if !is_variable(value) {
        reason.extend_from_slice(word);
        return;
    }
    // Brackets around an address go with it, so that `<ann@contoso.com>` and `ann@contoso.com` are the same.
    reason.extend(before.iter().filter(|byte| **byte == b'('));
    reason.extend_from_slice(name);
    reason.extend_from_slice(ELLIPSIS);
    reason.extend(after.iter().filter(|byte| b"),.;:!?".contains(byte)));
}

/// Whether a character may be around a word without being part of it.
fn is_around(byte: u8) -> bool {
    b"<>[](){}\"'`,.;:!?".contains(&byte)
}

/// Whether a word is an address, a host name, a link, an id or a number.
fn is_variable(word: &[u8]) -> bool {
    if word.is_empty() || is_status(word) {
        return false;
    }
    word.contains(&b'@') || word.windows(3).any(|three| three == b"://") || is_ip(word) || is_host(word) || is_id(word)
}

fn is_ip(word: &[u8]) -> bool {
    // A port may follow, and brackets may be around the address.
    let address = word.split(|byte| *byte == b']').next().unwrap_or_default();
    core::str::from_utf8(address).is_ok_and(|text| text.parse::<IpAddr>().is_ok())
}

/// `mx1.contoso.com`, also in lists of several parts: labels with dots between them, the last one of letters.
fn is_host(word: &[u8]) -> bool {
    let mut labels = word.rsplit(|byte| *byte == b'.');
    let top = labels.next().unwrap_or_default();
    let is_label = |label: &[u8]| {
        !label.is_empty() && label.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte))
    };
    let mut others = labels.peekable();
    top.len() >= 2 && top.iter().all(u8::is_ascii_alphabetic) && others.peek().is_some() && others.all(is_label)
}

/// A number, a GUID, or a word in which letters and digits alternate.
fn is_id(word: &[u8]) -> bool {
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = word.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    is_ascii(word) && digits > 0 && (letters == 0 || word.len() >= MIN_ID)
}

/// An enhanced status code (RFC 3463), also one that is not at its place.
fn is_status(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"#").unwrap_or(word);
    let mut parts = word.split(|byte| *byte == b'.');
    let is_number = |part: &[u8]| (1..=3).contains(&part.len()) && part.iter().all(u8::is_ascii_digit);
    let has_class = parts.next().is_some_and(|class| matches!(class, b"2" | b"4" | b"5"));
    has_class && parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn of(reply: &str) -> String {
        String::from_utf8(reason(reply.as_bytes())).unwrap()
    }

    #[test]
    fn what_differs_from_session_to_session_is_taken_out() {
        for (reply, expected) in [
            ("550 5.7.1 Unable to relay", "550 5.7.1 Unable to relay"),
            ("aXSV NO LOGIN failed.", "NO LOGIN failed."),
            ("7 BAD Command", "BAD Command"),
            ("550 No such user", "550 No such user"),
            ("550 5.7.1 <ann@contoso.com>: Relay access denied", "550 5.7.1 …: Relay access denied"),
            ("550 5.1.1 ann@contoso.com User unknown", "550 5.1.1 … User unknown"),
            (
                "550 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.example",
                "550 5.7.1 Service unavailable; Client host … blocked using …",
            ),
            (
                "421 4.7.0 [TSS04] Messages from 203.0.113.9 temporarily deferred due to unexpected volume - 4.16.55.1; see https://postmaster.example/421.html",
                "421 4.7.0 [TSS04] Messages from … temporarily deferred due to unexpected volume - …; see …",
            ),
            (
                "552 5.3.4 Message size exceeds fixed maximum message size 10240000",
                "552 5.3.4 Message size exceeds fixed maximum message size …",
            ),
            (
                "451 4.7.0 Temporary server error. Please try again later. PRX5  [Hostname=EX01.contoso.com]",
                "451 4.7.0 Temporary server error. Please try again later. PRX5 Hostname=…",
            ),
            (
                "550-5.7.26 Unauthenticated q12-20020a05620a24cc00b0076ce061f44dsi1234567qkn.123 - gsmtp",
                "550-5.7.26 Unauthenticated … - gsmtp",
            ),
            ("454 4.7.0 TLS not available (e.g. EHLO first)", "454 4.7.0 TLS not available (e.g. EHLO first)"),
            ("550 #5.1.0 Address rejected", "550 #5.1.0 Address rejected"),
            ("535 5.7.3 Authentication unsuccessful", "535 5.7.3 Authentication unsuccessful"),
            (
                "550 connection from [2001:db8::7]:25 refused (id=08DE4C1234567890)",
                "550 connection from … refused (id=…)",
            ),
            ("", ""),
        ] {
            assert_eq!(of(reply), expected, "{reply}");
        }
    }

    #[test]
    fn a_reason_has_none_of_its_own() {
        for reply in
            ["550 5.7.1 <ann@contoso.com>: a (1.2.3.4), b=12 \u{E9}7 [x", "550 \u{2026} <>", "@ @@ =1 =", "550 a=b=c@d"]
        {
            let once = of(reply);
            assert_eq!(of(&once), once, "{reply}");
        }
    }
}

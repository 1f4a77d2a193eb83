//! The reply in a recipient's status, in tracking and agent logs.
//!
//! The field has a reply (`550 5.1.1 User unknown`), one for each recipient separated by `;`, a reply in a bracketed
//! list (`[{LED=550 5.1.10 …};{FQDN=…}]`), or no reply at all (`To`, `Cc`). In `source-context` of a tracking log a reply
//! has other values around it (`08DE…;250 2.0.0 OK;ClientSubmitTime:`).

use crate::bytes::decimal;
use alloc::vec::Vec;

/// The separator between a reply and a reason that is appended to it.
pub const BEFORE_REASON: &str = " · ";

/// The worst reply, the first among equals: from its code to the end of its text. `None` if the field has none.
pub fn worst_reply(field: &[u8]) -> Option<&[u8]> {
    let mut worst: Option<usize> = None;
    for start in replies(field) {
        if worst.is_none_or(|worst| field[start] > field[worst]) {
            worst = Some(start);
        }
    }
    let start = worst?;
    let reply = field.get(start..end_of_reply(field, start))?.trim_ascii_end();
    // A reply in quotes ends before the closing one.
    let quote = start.checked_sub(1).map(|before| field[before]).filter(|before| matches!(before, b'"' | b'\''));
    Some(quote.and_then(|quote| reply.strip_suffix(&[quote])).unwrap_or(reply))
}

/// The code of the worst reply; 0 without one.
pub fn worst_code(field: &[u8]) -> u16 {
    let code = worst_reply(field).and_then(|reply| decimal(reply.get(..3)?));
    code.and_then(|code| u16::try_from(code).ok()).unwrap_or_default()
}

/// The statuses in a field about so many recipients: one for each, one for all of them, or none where the field does
/// not show whose they are.
pub fn statuses(field: &[u8], recipients: usize) -> Vec<&[u8]> {
    let splits = [true, false].map(|respects_brackets| split(field, respects_brackets));
    if let Some(parts) = splits.iter().find(|parts| parts.len() == recipients) {
        return parts.clone();
    }
    let joined = joined_statuses(field);
    if recipients > 1 && joined.len() == recipients {
        return joined;
    }
    let are_equal = |parts: &&Vec<&[u8]>| parts.iter().all(|part| Some(part) == parts.first());
    match splits.iter().find(are_equal) {
        Some(parts) => parts.iter().copied().take(1).collect(),
        None if replies(field).count() == 1 => Vec::from([field]),
        None => Vec::new(),
    }
}

/// The parts of a field, separated by `;`. A `;` with a blank after it belongs to the text of a reply, and one in
/// brackets to a list.
fn split(field: &[u8], respects_brackets: bool) -> Vec<&[u8]> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0u32);
    for (at, byte) in field.iter().enumerate() {
        match byte {
            b'[' | b'{' => depth += u32::from(respects_brackets),
            b']' | b'}' => depth = depth.saturating_sub(1),
            b';' if depth == 0 && field.get(at + 1) != Some(&b' ') => {
                parts.extend(field.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    // A separator after the last one starts nothing.
    parts.extend(field.get(start..).filter(|last| !last.is_empty()));
    parts
}

/// The replies in a field that PowerShell has printed (`{550 5.1.1 Gone, 250 2.1.5 OK}`) or joined by commas, blanks or bars: each
/// with its enhanced status code, as texts of replies have commas, too.
fn joined_statuses(field: &[u8]) -> Vec<&[u8]> {
    let is_between = |byte: u8| matches!(byte, b' ' | b',' | b'|' | b'\r' | b'\n' | b'\t');
    let inner = field.strip_prefix(b"{").and_then(|inner| inner.strip_suffix(b"}")).unwrap_or(field);
    let begins = |&at: &usize| {
        let after_code = inner.get(at..).and_then(after_code);
        after_code.is_some_and(has_status)
            && at.checked_sub(1).is_none_or(|before| inner.get(before).is_some_and(|&byte| is_between(byte)))
    };
    let starts: Vec<usize> = (0..inner.len()).filter(begins).collect();
    if starts.first() != Some(&0) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([inner.len()]);
    let parts = starts.iter().zip(ends).filter_map(|(&start, end)| inner.get(start..end));
    parts
        .map(|part| {
            part.get(..part.len() - part.iter().rev().take_while(|&&byte| is_between(byte)).count()).unwrap_or(part)
        })
        .collect()
}

/// Where the replies in a field begin.
fn replies(field: &[u8]) -> impl Iterator<Item = usize> {
    (0..field.len()).filter(|&start| begins_reply(field, start))
}

/// Whether a reply begins at `start`: a code from 200 to 599 where a value can begin; after a blank only with an
/// enhanced status code, since text may contain numbers.
fn begins_reply(field: &[u8], start: usize) -> bool {
    let Some(rest) = after_code(&field[start..]) else { return false };
    let before = start.checked_sub(1).map_or(b';', |before| field[before]);
    match before {
        b';' | b'=' | b'{' | b'[' => matches!(rest, [] | [b' ' | b'-' | b';' | b'}' | b']', ..]),
        b' ' | b'"' | b'\'' | b':' => has_status(rest),
        _ => false,
    }
}

/// What follows the code, from 200 to 599, that a text begins with.
fn after_code(text: &[u8]) -> Option<&[u8]> {
    match text {
        [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', rest @ ..] => Some(rest),
        _ => None,
    }
}

/// Whether an enhanced status code follows the code of a reply.
fn has_status(after_code: &[u8]) -> bool {
    matches!(after_code, [b' ' | b'-', b'2' | b'4' | b'5', b'.', b'0'..=b'9', ..])
}

/// A reply ends where another one begins, at its closing bracket, or before the next value.
fn end_of_reply(field: &[u8], start: usize) -> usize {
    let ends = |&at: &usize| match field[at] {
        b'}' => true,
        b' ' => field[at..].starts_with(BEFORE_REASON.as_bytes()),
        b';' => {
            begins_reply(field, at + 1) || field.get(at + 1..).is_some_and(|rest| rest.is_empty() || is_named(rest))
        }
        _ => false,
    };
    (start..field.len()).find(ends).unwrap_or(field.len())
}

/// Whether a named value begins here: `ClientSubmitTime:`.
fn is_named(text: &[u8]) -> bool {
    let name = text.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    name > 0 && text.get(name) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worst(field: &str) -> Option<&str> {
        worst_reply(field.as_bytes()).map(|reply| core::str::from_utf8(reply).unwrap())
    }

    #[test]
    fn a_reply_is_found_in_every_shape() {
        assert_eq!(worst("550 5.1.1 User unknown"), Some("550 5.1.1 User unknown"));
        assert_eq!(worst("250 2.1.5 Recipient OK;550 5.1.1 User unknown;"), Some("550 5.1.1 User unknown"));
        assert_eq!(
            worst("[{LRT=};{LED=550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found};{FQDN=};{IP=}]"),
            Some("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found")
        );
        let both = "451 4.4.0 Primary target responded with: \"421 4.3.2 Busy\"";
        assert_eq!(worst(both), Some(both), "of equally bad ones the first counts");
        assert_eq!(worst("550 5.7.1 Rejected · Scl · 9"), Some("550 5.7.1 Rejected"));
        assert_eq!(worst("08DE4C1234567890;250 2.6.0 <a@b> Queued"), Some("250 2.6.0 <a@b> Queued"));
        assert_eq!(worst(";250 2.0.0 OK;ClientSubmitTime:"), Some("250 2.0.0 OK"));
        assert_eq!(worst("'550 5.1.1 User unknown'"), Some("550 5.1.1 User unknown"));
        assert_eq!(worst(";250 2.0.0 OK; see:x;ClientSubmitTime:2026"), Some("250 2.0.0 OK; see:x"));
    }

    #[test]
    fn other_text_is_not_a_reply() {
        for field in ["", "To", "Cc;Bcc", "took 250 ms", "1550 5.1.1", "08DE;2026-01-05T10:00:00.000Z;0", "2026-01-05"]
        {
            assert_eq!(worst(field), None, "{field}");
        }
        assert_eq!(worst_code(b"550"), 550);
        assert_eq!(worst_code(b"To"), 0);
    }

    #[test]
    fn every_recipient_has_its_own_status() {
        let of = |field: &'static str, recipients| -> Vec<&str> {
            statuses(field.as_bytes(), recipients).into_iter().map(|part| core::str::from_utf8(part).unwrap()).collect()
        };
        assert_eq!(of("250 2.1.5 OK;550 5.1.1 Gone", 2), ["250 2.1.5 OK", "550 5.1.1 Gone"]);
        assert_eq!(of("250 2.1.5 OK;550 5.1.1 a; b;", 2), ["250 2.1.5 OK", "550 5.1.1 a; b"]);
        assert_eq!(
            of("[{LED=550 a};{MSG=}];[{LED=451 b};{MSG=}]", 2),
            ["[{LED=550 a};{MSG=}]", "[{LED=451 b};{MSG=}]"]
        );
        assert_eq!(of("250 <a [x> OK;550 5.1.1 Gone", 2), ["250 <a [x> OK", "550 5.1.1 Gone"], "a lone bracket");
        assert_eq!(of("'250 2.1.5 OK';'550 5.1.1 Gone'", 2), ["'250 2.1.5 OK'", "'550 5.1.1 Gone'"]);
        for joined in [
            "{250 2.1.5 OK, 550 5.1.1 Gone, for ever}",
            "250 2.1.5 OK,550 5.1.1 Gone, for ever",
            "250 2.1.5 OK|550 5.1.1 Gone, for ever",
            "250 2.1.5 OK 550 5.1.1 Gone, for ever",
        ] {
            assert_eq!(of(joined, 2), ["250 2.1.5 OK", "550 5.1.1 Gone, for ever"], "{joined}");
        }
        assert_eq!(of("550 5.1.1 Gone", 3), ["550 5.1.1 Gone"], "one for all");
        assert_eq!(of("250 OK;250 OK", 3), ["250 OK"], "all the same");
        assert_eq!(of("550 x;y", 3), ["550 x;y"], "one reply, whose text has a separator");
        assert!(of("250 OK;550 Gone", 3).is_empty(), "whose is unknown");
        assert!(of("", 2).is_empty());
    }
}

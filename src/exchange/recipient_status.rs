//! The reply in a recipient's status, in tracking and agent logs.
//!
//! The field has a reply (`550 5.1.1 User unknown`), one for each recipient separated by `;`, a reply in a bracketed
//! list (`[{LED=550 5.1.10 …};{FQDN=…}]`), or no reply at all (`To`, `Cc`).

use crate::bytes::decimal;

/// The separator between a reply and a reason that is appended to it.
pub const BEFORE_REASON: &str = " · ";

/// The worst reply, the first among equals: from its code to the end of its text. `None` if the field has none.
pub fn worst_reply(field: &[u8]) -> Option<&[u8]> {
    let mut worst: Option<usize> = None;
    for start in (0..field.len()).filter(|&start| begins_reply(field, start)) {
        if worst.is_none_or(|worst| field[start] > field[worst]) {
            worst = Some(start);
        }
    }
    let start = worst?;
    Some(field.get(start..end_of_reply(field, start))?.trim_ascii_end())
}

/// The code of the worst reply; 0 without one.
pub fn worst_code(field: &[u8]) -> u16 {
    let code = worst_reply(field).and_then(|reply| decimal(reply.get(..3)?));
    code.and_then(|code| u16::try_from(code).ok()).unwrap_or_default()
}

/// Whether a reply begins at `start`: a code from 200 to 599 where a value can begin; after a blank only with an
/// enhanced status code, since text may contain numbers.
fn begins_reply(field: &[u8], start: usize) -> bool {
    let [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', rest @ ..] = &field[start..] else { return false };
    let before = start.checked_sub(1).map_or(b';', |before| field[before]);
    let has_status = matches!(rest, [b' ' | b'-', b'2' | b'4' | b'5', b'.', b'0'..=b'9', ..]);
    match before {
        b';' | b'=' | b'{' | b'[' => matches!(rest, [] | [b' ' | b'-' | b';' | b'}' | b']', ..]),
        b' ' | b'"' | b'\'' | b':' => has_status,
        _ => false,
    }
}

/// A reply ends where another one begins, or at its closing bracket.
fn end_of_reply(field: &[u8], start: usize) -> usize {
    let ends = |&at: &usize| match field[at] {
        b'}' => true,
        b' ' => field[at..].starts_with(BEFORE_REASON.as_bytes()),
        b';' => begins_reply(field, at + 1) || field.get(at + 1..).is_some_and(<[u8]>::is_empty),
        _ => false,
    };
    (start..field.len()).find(ends).unwrap_or(field.len())
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
}

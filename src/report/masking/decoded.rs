//! What responses to AUTH encode.

use crate::bytes::base64;
use alloc::vec::Vec;
use core::ops::Range;

/// What base64 that a client sent contains of a secret: the password of PLAIN (RFC 4616), the token of XOAUTH2, the
/// digest of CRAM-MD5 (RFC 2195), the password after the name in `Basic` (RFC 7617), or all of it; nothing where it is
/// not text. `user` is who logged on: a response that is nothing but this name is no secret.
pub fn decoded(response: &[u8], user: &[u8]) -> Vec<Vec<u8>> {
    let text = match base64::decoded(response.trim_ascii()) {
        Some(text) if is_text(&text) => text,
        _ => return Vec::new(),
    };
    let after = |separator: u8| memchr::memrchr(separator, &text).and_then(|at| text.get(at + 1..));
    if let Some(password) = after(0) {
        return Vec::from([password.to_vec()]);
    }
    let parts = text.split(|byte| *byte == 1).filter(|part| part.starts_with(b"auth="));
    let tokens: Vec<Vec<u8>> =
        parts.filter_map(|part| part.rsplit(|byte| *byte == b' ').next()).map(<[u8]>::to_vec).collect();
    if !tokens.is_empty() {
        return tokens;
    }
    let basic = memchr::memchr(b':', &text).and_then(|at| text.get(at + 1..));
    let digest = after(b' ').filter(|digest| digest.len() == 32 && digest.iter().all(u8::is_ascii_hexdigit));
    let all = Some(text.as_slice()).filter(|text| !text.eq_ignore_ascii_case(user));
    [basic, digest, all].into_iter().flatten().map(<[u8]>::to_vec).collect()
}

/// Where a text has the response of PLAIN or XOAUTH2, which the separators in it tell from any other word.
#[inline(never)]
pub fn response_in(text: &[u8]) -> Option<Range<usize>> {
    let mut end = 0;
    text.split(|byte| !base64::is_mail_digit(*byte)).find_map(|word| {
        let start = end;
        end += word.len() + 1;
        let is_response = |decoded: Vec<u8>| is_text(&decoded) && decoded.iter().any(|byte| *byte <= 1);
        let is_long = word.len() >= MIN_RESPONSE;
        (is_long && base64::decoded(word).is_some_and(is_response)).then_some(start..start + word.len())
    })
}

/// Minimum length of such a response in bytes.
const MIN_RESPONSE: usize = 8;

/// Whether bytes are text, in UTF-8 or, where letters beyond ASCII are few, in Latin-1, but for the separators of
/// mechanisms.
#[inline(never)]
fn is_text(bytes: &[u8]) -> bool {
    let is_sign = |byte: &u8| (*byte >= b' ' && *byte != 0x7F) || *byte <= 1 || byte.is_ascii_whitespace();
    let is_latin = || bytes.iter().filter(|byte| !byte.is_ascii()).count() * 3 < bytes.len();
    bytes.iter().all(is_sign) && (core::str::from_utf8(bytes).is_ok() || is_latin())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    #[test]
    fn responses_are_decoded() {
        let of = |text: &str| {
            decoded(text.as_bytes(), b"ann")
                .into_iter()
                .map(|part| String::from_utf8(part).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(of("AGFubgBodW50ZXIy"), ["hunter2"]);
        assert_eq!(of("aHVudGVyMg=="), ["hunter2"]);
        assert_eq!(of("YW5uOmh1bnRlcjI="), ["hunter2", "ann:hunter2"]);
        assert_eq!(of("dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHRva2VuLTEBAQ=="), ["token-1"]);
        assert_eq!(of("TlRMTVNTUAABAAAAB4IIAAAA"), [""; 0]);
        assert_eq!(of("no base64!"), [""; 0]);
        assert_eq!(of("QW5u"), [""; 0], "the name of the user");
        assert_eq!(decoded(b"AGFubgBa6WJyYQ==", b""), [b"Z\xE9bra"], "Latin-1");
    }

    #[test]
    fn a_response_is_found_among_other_words() {
        let found = |text: &str| response_in(text.as_bytes()).map(|range| String::from(&text[range]));
        assert_eq!(found("R=\"-ERR\";Blob=AGFubgBodW50ZXIy;x"), Some("AGFubgBodW50ZXIy".into()));
        assert_eq!(
            found("dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHRva2VuLTEBAQ=="),
            Some("dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHRva2VuLTEBAQ".into())
        );
        for text in ["R=ok", "R=\"-ERR\";Msg=AuthFailed:LogonDenied,User:ann", "Kerberos aHVudGVyMg=="] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}

//! What responses to AUTH encode.

use crate::bytes::base64;
use alloc::vec::Vec;

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

/// Whether bytes are text, but for the separators of mechanisms.
fn is_text(bytes: &[u8]) -> bool {
    let is_sign = |byte: &u8| (*byte >= b' ' && *byte != 0x7F) || *byte <= 1 || byte.is_ascii_whitespace();
    core::str::from_utf8(bytes).is_ok() && bytes.iter().all(is_sign)
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
    }
}

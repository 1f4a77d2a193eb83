//! Base64 (RFC 4648, 4 and 5), as far as it is needed to recognise what was encoded.

use alloc::vec::Vec;

/// Whether a byte is a digit of base64 in the alphabet of mail (RFC 4648, 4).
pub(crate) fn is_mail_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// Whether a byte is a digit of base64, in either alphabet.
pub(crate) fn is_digit(byte: u8) -> bool {
    value(byte).is_some()
}

fn value(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

/// The bytes that a word encodes, with or without its padding. What is left of an incomplete group is dropped, as the end
/// of a word may be missing; `None` for a word with other bytes.
pub(crate) fn decoded(word: &[u8]) -> Option<Vec<u8>> {
    let padding = word.iter().rev().take(2).take_while(|byte| **byte == b'=').count();
    let digits = word.get(..word.len() - padding)?;
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for group in digits.chunks(4) {
        let mut bits = 0u32;
        for digit in group {
            bits = bits << 6 | u32::from(value(*digit)?);
        }
        let [_, one, two, three] = (bits << (6 * (4 - group.len()))).to_be_bytes();
        bytes.extend([one, two, three].into_iter().take(group.len() * 6 / 8));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_decoded() {
        for (word, bytes) in [
            ("", &b""[..]),
            ("Zg==", b"f"),
            ("Zm8=", b"fo"),
            ("Zm9v", b"foo"),
            ("Zm9vYmFy", b"foobar"),
            ("Zm9vYg", b"foob"),
            ("Zm9vYmF", b"fooba"),
            ("_-8", b"\xFF\xEF"),
            ("/+8=", b"\xFF\xEF"),
        ] {
            assert_eq!(decoded(word.as_bytes()).as_deref(), Some(bytes), "{word}");
        }
        assert_eq!(decoded(b"Zm9 v"), None);
        assert_eq!(decoded(b"===="), None);
    }
}

//! Passwords in addresses: `https://user:password@host` (RFC 3986, 3.2.1), and tokens: `;urlauth=user+ann:internal:9135…`
//! (RFC 4467, 3).

use crate::bytes::{Trigrams, strip_suffix};
use core::ops::Range;

/// Longest user name with its password in bytes.
const MAX_USER_INFO: usize = 512;

/// The only mechanism of tokens, with the colon before it.
const MECHANISM: &[u8] = b":internal";

/// Least digits of a token; it has at least 32.
const MIN_TOKEN: usize = 16;

/// Adds what is between scheme and user, and letters of `urlauth`.
pub(super) const fn with_stems(stems: Trigrams) -> Trigrams {
    stems.with(&["://", "rlauth"])
}

/// The token after the colon at `at`, which gives access to a message of IMAP4.
pub(super) fn token(text: &[u8], at: usize) -> Option<Range<usize>> {
    strip_suffix(text.get(..at)?, MECHANISM)?;
    let start = at + 1;
    let length = text.get(start..)?.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    (length >= MIN_TOKEN).then_some(start..start + length)
}

/// The password after the colon at `at`, if the colon is that of a scheme.
pub(super) fn password(text: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at + 3;
    let rest = text.get(at + 1..)?.strip_prefix(b"//")?;
    let rest = rest.get(..rest.len().min(MAX_USER_INFO))?;
    let address = rest.get(..rest.iter().position(|byte| b" \t\r\n\"<>".contains(byte)).unwrap_or(rest.len()))?;
    let authority = address.get(..address.iter().position(|byte| b"/?#".contains(byte)).unwrap_or(address.len()))?;
    let colon = memchr::memchr(b':', authority)?;
    // A password may contain a slash, but then it is no number of a port.
    let is_port = authority.get(colon + 1..)?.iter().all(u8::is_ascii_digit);
    let end = match memchr::memrchr(b'@', authority) {
        None if is_port => return None,
        None => memchr::memrchr(b'@', address)?,
        Some(end) => end,
    };
    (colon < end).then_some(start + colon + 1..start + end)
}

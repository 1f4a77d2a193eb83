//! Texts of web requests: `verb path status`.

use crate::bytes::decimal_u32;

/// The HTTP status at the end of a request; 0 if there is none.
pub(super) fn status(data: &[u8]) -> u16 {
    let last = data.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
    let status = decimal_u32(last).filter(|status| (100..=999).contains(status));
    status.and_then(|status| u16::try_from(status).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_is_the_last_word() {
        assert_eq!(status(b"GET /owa/ 302"), 302);
        assert_eq!([&b"GET /owa/ 99"[..], b"GET /2020", b"", b"GET / 1000"].map(status), [0; 4]);
    }
}

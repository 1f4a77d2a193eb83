//! Endpoints as Exchange writes them: `192.0.2.7:25`, `[2001:db8::1]:25`, and in some rows without a port.
//!
//! An IPv6 address holds colons itself. So the port is what follows the last colon, and only when the address before it
//! stands in brackets or has no colon; the last group of a bare IPv6 address is no port.

use crate::bytes::{decimal, rsplit_once};
use core::net::IpAddr;

/// Address and port of an endpoint, `192.0.2.7:25`, `[2001:db8::1]:25`, `2001:db8::1`; the port is `None` without one.
pub fn endpoint(text: &[u8]) -> (&[u8], Option<u16>) {
    let text = text.trim_ascii();
    let Some((address, port)) = rsplit_once(text, b":") else {
        return (without_brackets(text), None);
    };
    // Of a bare IPv6 address the last group is no port.
    let bare = address.contains(&b':') && !address.ends_with(b"]");
    match decimal(port).and_then(|port| u16::try_from(port).ok()) {
        Some(port) if !bare => (without_brackets(address), Some(port)),
        _ => (without_brackets(text), None),
    }
}

/// The address of an endpoint; `None` where it is none.
pub fn address(text: &[u8]) -> Option<IpAddr> {
    let text = core::str::from_utf8(endpoint(text).0).ok()?;
    // The zone of a link-local address says which network card: not part of the address.
    text.split('%').next()?.parse().ok()
}

fn without_brackets(address: &[u8]) -> &[u8] {
    let inner = address.strip_prefix(b"[").and_then(|inner| inner.strip_suffix(b"]"));
    inner.unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_endpoints_at_the_last_colon() {
        assert_eq!(endpoint(b"192.0.2.7:25"), (&b"192.0.2.7"[..], Some(25)));
        assert_eq!(endpoint(b"[fe80::1%3]:2525"), (&b"fe80::1%3"[..], Some(2525)));
        assert_eq!(endpoint(b"[2001:db8::1]"), (&b"2001:db8::1"[..], None));
        assert_eq!(endpoint(b"2001:db8::25"), (&b"2001:db8::25"[..], None));
        assert_eq!(endpoint(b"192.0.2.7"), (&b"192.0.2.7"[..], None));
        assert_eq!(endpoint(b"mx:99999"), (&b"mx:99999"[..], None));
        assert_eq!(endpoint(b""), (&b""[..], None));
    }
}

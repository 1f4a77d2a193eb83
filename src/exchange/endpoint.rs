//! Endpoints as Exchange logs them: `192.0.2.7:25`, `[2001:db8::1]:25`, and in some rows without a port.
//!
//! IPv6 addresses contain colons. So the text after the last colon is a port only if the address before it is in
//! brackets or has no colon; the last group of a bare IPv6 address is not a port.

use crate::bytes::{decimal, rsplit_once};
use alloc::vec::Vec;
use core::net::IpAddr;

/// Address and port of an endpoint, `192.0.2.7:25`, `[2001:db8::1]:25`, `2001:db8::1`; the port is `None` without one.
pub fn endpoint(text: &[u8]) -> (&[u8], Option<u16>) {
    let text = text.trim_ascii();
    let Some((address, port)) = rsplit_once(text, b":") else {
        return (without_brackets(text), None);
    };
    // The last group of a bare IPv6 address is not a port.
    let bare = address.contains(&b':') && !address.ends_with(b"]");
    match decimal(port).and_then(|port| u16::try_from(port).ok()) {
        Some(port) if !bare => (without_brackets(address), Some(port)),
        _ => (without_brackets(text), None),
    }
}

/// The IP address of an endpoint; `None` if it is not one.
pub fn address(text: &[u8]) -> Option<IpAddr> {
    let text = endpoint(text).0;
    // Most names of hosts begin with another letter.
    if !text.first().is_some_and(|first| first.is_ascii_hexdigit() || *first == b':') {
        return None;
    }
    // The zone of a link-local address names the network adapter and is not part of the address.
    core::str::from_utf8(text).ok()?.split('%').next()?.parse().ok()
}

/// The name of a server without its domain, in lower case, as logs write it with or without one. An address stays whole.
pub fn server_label(server: &[u8]) -> Vec<u8> {
    let is_address = address(server).is_some();
    let end = server.iter().position(|&byte| byte == b'.' && !is_address).unwrap_or(server.len());
    server.get(..end).unwrap_or_default().to_ascii_lowercase()
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

    #[test]
    fn a_server_is_the_same_with_and_without_its_domain() {
        assert_eq!(
            ["MBX01.contoso.com", "mbx01", "192.0.2.7", ""].map(|name| server_label(name.as_bytes())),
            [&b"mbx01"[..], b"mbx01", b"192.0.2.7", b""]
        );
    }
}

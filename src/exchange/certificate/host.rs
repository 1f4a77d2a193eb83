//! Whether a certificate is for a host.

use super::Certificate;
use super::name::common_name;
use crate::bytes::split_once;

/// Whether a certificate is for the host of that name: by its alternate names or, as in old certificates, by the common
/// name if it has none (RFC 9525, 6.3; RFC 6125, 6.4.4). `None` if the certificate names no host in this log, or `host`
/// is no name of one.
pub fn is_for_host(certificate: &Certificate<'_>, host: &[u8]) -> Option<bool> {
    let host = host.strip_suffix(b".").unwrap_or(host);
    if !is_host_name(host) {
        return None;
    }
    let mut names = certificate.names().peekable();
    if names.peek().is_some() {
        return Some(names.any(|name| is_name_of(name, host)));
    }
    let name = common_name(certificate.subject?)?;
    Some(is_name_of(name, host))
}

/// Whether a text is the name of a host, and not an address or a phrase.
pub fn is_host_name(text: &[u8]) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') || *byte >= 0x80;
    let is_address = text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    !text.is_empty() && text.iter().all(is_letter) && !is_address && !text.starts_with(b".")
}

/// Compares without case. A `*` stands for the whole first label and for nothing else (RFC 9525, 6.3).
fn is_name_of(name: &[u8], host: &[u8]) -> bool {
    let name = name.strip_suffix(b".").unwrap_or(name);
    match name.strip_prefix(b"*.") {
        Some(domain) => split_once(host, b".").is_some_and(|(_, parent)| parent.eq_ignore_ascii_case(domain)),
        None => name.eq_ignore_ascii_case(host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_for(names: &str, host: &str) -> Option<bool> {
        let certificate = Certificate { alternate_names: names.as_bytes(), ..Certificate::default() };
        is_for_host(&certificate, host.as_bytes())
    }

    #[test]
    fn a_wildcard_is_one_label() {
        assert_eq!(is_for("*.fabrikam.com", "mx1.fabrikam.com"), Some(true));
        assert_eq!(is_for("*.FABRIKAM.com", "mx1.fabrikam.COM."), Some(true));
        for host in ["fabrikam.com", "a.mx1.fabrikam.com", "mx1fabrikam.com", "mx1"] {
            assert_eq!(is_for("*.fabrikam.com", host), Some(false), "{host}");
        }
        assert_eq!(is_for("mx*.fabrikam.com", "mx1.fabrikam.com"), Some(false), "a part of a label");
    }

    #[test]
    fn any_alternate_name_fits() {
        assert_eq!(is_for("a.com;MX.fabrikam.com;b.com", "mx.fabrikam.com"), Some(true));
        assert_eq!(is_for("EX01;EX01.contoso.com", "ex01"), Some(true));
        assert_eq!(is_for("a.com;b.com", "c.com"), Some(false));
    }

    #[test]
    fn the_common_name_counts_only_without_alternate_names() {
        let subject: &[u8] = b"CN=mx.fabrikam.com, O=Fabrikam";
        let old = Certificate { subject: Some(subject), ..Certificate::default() };
        assert_eq!(is_for_host(&old, b"mx.fabrikam.com"), Some(true));
        assert_eq!(is_for_host(&old, b"mx.contoso.com"), Some(false));
        let new = Certificate { alternate_names: b"a.com", ..old };
        assert_eq!(is_for_host(&new, b"mx.fabrikam.com"), Some(false));
    }

    #[test]
    fn what_is_not_named_is_unknown() {
        assert_eq!(is_for("", "mx.fabrikam.com"), None);
        for host in ["", "[192.0.2.1]", "192.0.2.1", "****", "a b", ".com"] {
            assert_eq!(is_for("a.com", host), None, "{host}");
        }
    }
}

//! Values that reveal nothing where they are repeated, although a client gave them as a credential: addresses and names.
//!
//! A client chooses its password. Were each one looked for everywhere, a client could hide who it was by naming its
//! address, its server or its victim as a password, and a subject such as `Password reset - bob@contoso.com` would hide
//! Bob. So what has the shape of an address, or is logged beside it anyway, is masked at its place only.

use crate::exchange::address;
use crate::smtp::Status;
use crate::text::secret::is_host;

/// Whether a word is an IP address or endpoint, the name of a host in a domain, a mail address or an enhanced status code.
pub fn is_public(word: &[u8]) -> bool {
    address(word).is_some()
        || is_host(word)
        || is_mail_address(word)
        || Status::split(word).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether a word is a mail address in a domain, as it is mostly written: without quotes, and with no other signs than
/// points, hyphens and those of subaddresses.
fn is_mail_address(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"<").unwrap_or(word);
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_+='".contains(byte);
    memchr::memchr(b'@', word).is_some_and(|at| {
        let (local, domain) = word.split_at(at);
        !local.is_empty() && local.iter().all(is_of_name) && is_host(domain.get(1..).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hosts_and_status_codes_are_public() {
        for word in [
            "198.51.100.7",
            "198.51.100.7:4711",
            "[2001:db8::1]:25",
            "mail.fabrikam.com",
            "bob@contoso.com",
            "<bob+x@contoso.com>",
            "5.7.54",
        ] {
            assert!(is_public(word.as_bytes()), "{word}");
        }
        for word in [
            "",
            "EX01",
            "hunter2",
            "P@ssw0rd",
            "ann:pw@contoso.com",
            "24.12.1980",
            "198.51",
            "Zebra-Quilt.77",
            "@a.com",
        ] {
            assert!(!is_public(word.as_bytes()), "{word}");
        }
    }
}

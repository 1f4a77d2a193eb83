//! The result of a TLS negotiation, with the names that Windows (Schannel) uses.
//!
//! Windows names protocols `SP_PROT_…` and algorithms `CALG_…`. The names are kept as logged and translated only for
//! display, so that a name missing from the table below is still shown. A new protocol or algorithm is a new row.
//!
//! With AES-GCM the MAC is part of the cipher, and Windows reports a MAC of 0 bits: that is normal and not a weakness.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::bytes::{leading_decimal, split_once, strip_prefix};

/// The result of a successful TLS negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TlsResult<'a> {
    /// Protocol in Windows' naming, `SP_PROT_TLS1_2_SERVER`.
    pub protocol: &'a [u8],
    /// Bulk cipher in Windows' naming, `CALG_AES_256`.
    pub cipher: &'a [u8],
    /// Key length of the cipher in bits.
    pub cipher_bits: u32,
    /// Hash of the message authentication code, `CALG_SHA_384`.
    pub mac: &'a [u8],
    /// Its length in bits; 0 with AES-GCM, which needs no separate MAC.
    pub mac_bits: u32,
    /// Key exchange, `CALG_ECDH_EPHEM`.
    pub key_exchange: &'a [u8],
    /// Its strength in bits.
    pub key_exchange_bits: u32,
}

impl<'a> TlsResult<'a> {
    /// Reads `TLS protocol … negotiation succeeded using …`.
    pub fn parse(text: &'a [u8]) -> Option<TlsResult<'a>> {
        let rest = strip_prefix(text.trim_ascii(), b"TLS protocol ")?;
        let (protocol, rest) = split_once(rest, b" negotiation succeeded using bulk encryption algorithm ")?;
        let (cipher, cipher_bits, rest) = algorithm(rest)?;
        let (_, rest) = split_once(rest, b"MAC hash algorithm ")?;
        let (mac, mac_bits, rest) = algorithm(rest)?;
        let (_, rest) = split_once(rest, b"key exchange algorithm ")?;
        let (key_exchange, key_exchange_bits, _) = algorithm(rest)?;
        Some(TlsResult { protocol, cipher, cipher_bits, mac, mac_bits, key_exchange, key_exchange_bits })
    }

    /// The version, `1.2` or `SSL 3.0`; Windows' name if it is unknown.
    pub fn version(&self) -> Cow<'a, str> {
        self.known_version().map_or_else(|| lossy(self.protocol), |version| Cow::Borrowed(version.name()))
    }

    /// The version; `None` if it is unknown.
    pub fn known_version(&self) -> Option<TlsVersion> {
        let name = without_side(self.protocol);
        let known = PROTOCOLS.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name));
        known.map(|(_, version)| *version)
    }

    /// Whether the version is deprecated: anything before TLS 1.2 (RFC 8996).
    pub fn is_outdated(&self) -> bool {
        self.known_version().is_some_and(|version| version < TlsVersion::Tls12)
    }

    /// The cipher in readable form, `AES-256`.
    pub fn cipher_name(&self) -> Cow<'a, str> {
        algorithm_name(self.cipher)
    }

    /// The hash of the MAC in readable form, `SHA-384`.
    pub fn mac_name(&self) -> Cow<'a, str> {
        algorithm_name(self.mac)
    }

    /// The key exchange in readable form, `ECDH ephemeral`.
    pub fn key_exchange_name(&self) -> Cow<'a, str> {
        algorithm_name(self.key_exchange)
    }
}

/// `CALG_AES_256 with strength 256 bits…`: name, bits, rest.
fn algorithm(text: &[u8]) -> Option<(&[u8], u32, &[u8])> {
    let (name, rest) = split_once(text, b" with strength ")?;
    let (bits, rest) = leading_decimal(rest)?;
    Some((name, u32::try_from(bits).ok()?, rest))
}

fn without_side(protocol: &[u8]) -> &[u8] {
    let protocol = protocol.strip_suffix(b"_SERVER").unwrap_or(protocol);
    protocol.strip_suffix(b"_CLIENT").unwrap_or(protocol)
}

/// The readable name of an algorithm; Windows' name if it is unknown.
pub fn algorithm_name(name: &[u8]) -> Cow<'_, str> {
    let known = ALGORITHMS.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name));
    known.map_or_else(|| lossy(name), |(_, readable)| Cow::Borrowed(*readable))
}

fn lossy(text: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(text)
}

/// A version of TLS or one of its predecessors, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(clippy::missing_docs_in_private_items, reason = "each is the version of that name")]
pub enum TlsVersion {
    Pct1,
    Ssl2,
    Ssl3,
    Tls10,
    Tls11,
    Tls12,
    Tls13,
}

impl TlsVersion {
    /// `1.2`, `SSL 3.0`.
    pub fn name(self) -> &'static str {
        match self {
            TlsVersion::Pct1 => "PCT 1.0",
            TlsVersion::Ssl2 => "SSL 2.0",
            TlsVersion::Ssl3 => "SSL 3.0",
            TlsVersion::Tls10 => "1.0",
            TlsVersion::Tls11 => "1.1",
            TlsVersion::Tls12 => "1.2",
            TlsVersion::Tls13 => "1.3",
        }
    }
}

/// Protocols by their names in `SecPkgContext_ConnectionInfo`, without `_CLIENT` or `_SERVER`.
const PROTOCOLS: &[(&str, TlsVersion)] = &[
    ("SP_PROT_PCT1", TlsVersion::Pct1),
    ("SP_PROT_SSL2", TlsVersion::Ssl2),
    ("SP_PROT_SSL3", TlsVersion::Ssl3),
    ("SP_PROT_TLS1", TlsVersion::Tls10),
    ("SP_PROT_TLS1_0", TlsVersion::Tls10),
    ("SP_PROT_TLS1_1", TlsVersion::Tls11),
    ("SP_PROT_TLS1_2", TlsVersion::Tls12),
    ("SP_PROT_TLS1_3", TlsVersion::Tls13),
];

/// Algorithms by their names in `ALG_ID`.
const ALGORITHMS: &[(&str, &str)] = &[
    ("CALG_AES_128", "AES-128"),
    ("CALG_AES_192", "AES-192"),
    ("CALG_AES_256", "AES-256"),
    ("CALG_AES", "AES"),
    ("CALG_3DES", "3DES"),
    ("CALG_3DES_112", "3DES with two keys"),
    ("CALG_DES", "DES"),
    ("CALG_RC2", "RC2"),
    ("CALG_RC4", "RC4"),
    ("CALG_MD5", "MD5"),
    ("CALG_SHA", "SHA-1"),
    ("CALG_SHA1", "SHA-1"),
    ("CALG_SHA_256", "SHA-256"),
    ("CALG_SHA_384", "SHA-384"),
    ("CALG_SHA_512", "SHA-512"),
    ("CALG_RSA_KEYX", "RSA"),
    ("CALG_DH_EPHEM", "Diffie-Hellman ephemeral"),
    ("CALG_ECDH", "ECDH"),
    ("CALG_ECDH_EPHEM", "ECDH ephemeral"),
    ("CALG_ECDHE", "ECDH ephemeral"),
];

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &[u8] = b"TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm \
        CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange \
        algorithm CALG_ECDH_EPHEM with strength 255 bits";

    #[test]
    fn reads_the_row() {
        let tls = TlsResult::parse(ROW).expect("a TLS row");
        assert_eq!(tls.version(), "1.2");
        assert_eq!((tls.cipher_name(), tls.cipher_bits), ("AES-256".into(), 256));
        assert_eq!((tls.mac_name(), tls.mac_bits), ("SHA-384".into(), 0));
        assert_eq!((tls.key_exchange_name(), tls.key_exchange_bits), ("ECDH ephemeral".into(), 255));
        assert!(!tls.is_outdated());
    }

    fn with(from: &str, to: &str) -> Vec<u8> {
        String::from_utf8_lossy(ROW).replace(from, to).into_bytes()
    }

    #[test]
    fn names_every_version() {
        for (protocol, version, outdated) in
            [("SSL3", "SSL 3.0", true), ("TLS1_0", "1.0", true), ("TLS1_1", "1.1", true), ("TLS1_3", "1.3", false)]
        {
            let row = with("TLS1_2_SERVER", &format!("{protocol}_CLIENT"));
            let tls = TlsResult::parse(&row).expect("a TLS row");
            assert_eq!((&*tls.version(), tls.is_outdated()), (version, outdated));
        }
    }

    #[test]
    fn an_unknown_name_is_shown_unchanged() {
        let row = with("CALG_AES_256", "CALG_FUTURE");
        assert_eq!(TlsResult::parse(&row).map(|tls| tls.cipher_name()), Some("CALG_FUTURE".into()));
        let row = with("SP_PROT_TLS1_2_SERVER", "12288");
        let tls = TlsResult::parse(&row).expect("a TLS row");
        assert_eq!(tls.version(), "12288");
    }

    #[test]
    fn a_truncated_row_is_none() {
        assert!((0..ROW.len() - 8).all(|end| TlsResult::parse(&ROW[..end]).is_none()));
        assert_eq!(TlsResult::parse(&with("255 bits", "99999999999 bits")), None);
    }
}

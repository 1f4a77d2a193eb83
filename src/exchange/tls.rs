//! The result of a TLS negotiation, with the names that Windows (Schannel) uses.
//!
//! Windows names protocols `SP_PROT_…` and algorithms `CALG_…`. The names are kept as logged and translated only for
//! display, so that a name missing from the table below is still shown. A new protocol or algorithm is a new row.
//!
//! With AES-GCM the MAC is part of the cipher, and Windows reports a MAC of 0 bits: that is normal and not a weakness.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::bytes::{decimal_u32, leading_decimal, split_once, strip_prefix, strip_suffix};

/// The result of a successful TLS negotiation. What is not in the row is empty, or 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Key exchange, `CALG_ECDH_EPHEM`; in TLS 1.3 it is not part of the cipher suite.
    pub key_exchange: &'a [u8],
    /// Its strength in bits.
    pub key_exchange_bits: u32,
}

impl<'a> TlsResult<'a> {
    /// Reads `TLS protocol … negotiation succeeded using …`. The row may be cut after the word `succeeded`, or lack
    /// algorithms: the version is known all the same.
    pub fn parse(text: &'a [u8]) -> Option<TlsResult<'a>> {
        let rest = strip_prefix(text.trim_ascii(), b"TLS protocol ")?;
        let (protocol, rest) = split_once(rest, b" negotiation succeeded")?;
        let (cipher, cipher_bits) = algorithm(rest, b"bulk encryption algorithm ");
        let (mac, mac_bits) = algorithm(rest, b"MAC hash algorithm ");
        let (key_exchange, key_exchange_bits) = algorithm(rest, b"key exchange algorithm ");
        let protocol = protocol.trim_ascii();
        Some(TlsResult { protocol, cipher, cipher_bits, mac, mac_bits, key_exchange, key_exchange_bits })
    }

    /// The version, `1.2` or `SSL 3.0`; Windows' name if it is unknown.
    pub fn version(&self) -> Cow<'a, str> {
        self.known_version().map_or_else(|| lossy(self.protocol), |version| Cow::Borrowed(version.name()))
    }

    /// The version; `None` if it is unknown.
    pub fn known_version(&self) -> Option<TlsVersion> {
        TlsVersion::of_name(self.protocol)
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

/// Name and bits after `words`: `CALG_AES_256 with strength 256 bits`.
fn algorithm<'a>(text: &'a [u8], words: &[u8]) -> (&'a [u8], u32) {
    let read = || {
        let (_, rest) = split_once(text, words)?;
        let (name, rest) = split_once(rest, b"with strength ")?;
        let (bits, rest) = leading_decimal(rest)?;
        // Without the unit, the number may be cut.
        let bits = u32::try_from(bits).ok().filter(|_| rest.starts_with(b" bit"))?;
        Some((name.trim_ascii(), bits))
    };
    read().unwrap_or_default()
}

/// The readable name of an algorithm; Windows' name if it is unknown.
pub fn algorithm_name(name: &[u8]) -> Cow<'_, str> {
    let number = decimal_u32(name);
    let is = |known: &Algorithm| number == Some(known.0) || known.1.as_bytes().eq_ignore_ascii_case(name);
    ALGORITHMS.iter().find(|known| is(known)).map_or_else(|| lossy(name), |known| Cow::Borrowed(known.2))
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
    /// The version of that name: `SP_PROT_TLS1_2_SERVER`, `Tls12`, `TLSv1.2`, or the number of such a constant.
    fn of_name(name: &[u8]) -> Option<TlsVersion> {
        if let Some(number) = decimal_u32(name) {
            return PROTOCOL_BITS.iter().find(|(bits, _)| number != 0 && number & !bits == 0).map(|known| known.1);
        }
        let name = strip_prefix(name, b"SP_PROT_").unwrap_or(name);
        let name = strip_suffix(name, b"_SERVER").or_else(|| strip_suffix(name, b"_CLIENT")).unwrap_or(name);
        let letters = || name.iter().filter(|byte| !matches!(byte, b'_' | b'.' | b' ')).map(u8::to_ascii_lowercase);
        PROTOCOLS.iter().find(|(known, _)| known.bytes().eq(letters())).map(|(_, version)| *version)
    }

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

/// Protocols by their names in `SecPkgContext_ConnectionInfo`, without the side, and by those of .NET (`SslProtocols`)
/// and OpenSSL; in lower case and without separators.
const PROTOCOLS: &[(&str, TlsVersion)] = &[
    ("pct1", TlsVersion::Pct1),
    ("ssl2", TlsVersion::Ssl2),
    ("sslv2", TlsVersion::Ssl2),
    ("ssl3", TlsVersion::Ssl3),
    ("sslv3", TlsVersion::Ssl3),
    ("tls", TlsVersion::Tls10),
    ("tls1", TlsVersion::Tls10),
    ("tls10", TlsVersion::Tls10),
    ("tlsv1", TlsVersion::Tls10),
    ("tlsv10", TlsVersion::Tls10),
    ("tls11", TlsVersion::Tls11),
    ("tlsv11", TlsVersion::Tls11),
    ("tls12", TlsVersion::Tls12),
    ("tlsv12", TlsVersion::Tls12),
    ("tls13", TlsVersion::Tls13),
    ("tlsv13", TlsVersion::Tls13),
];

/// The bits of client and server of each version in `grbitEnabledProtocols` (`schannel.h`).
const PROTOCOL_BITS: &[(u32, TlsVersion)] = &[
    (0x3, TlsVersion::Pct1),
    (0xC, TlsVersion::Ssl2),
    (0x30, TlsVersion::Ssl3),
    (0xC0, TlsVersion::Tls10),
    (0x300, TlsVersion::Tls11),
    (0xC00, TlsVersion::Tls12),
    (0x3000, TlsVersion::Tls13),
];

/// An algorithm: its number and its name in `ALG_ID` (`wincrypt.h`), and a readable name.
type Algorithm = (u32, &'static str, &'static str);

const ALGORITHMS: &[Algorithm] = &[
    (0x660E, "CALG_AES_128", "AES-128"),
    (0x660F, "CALG_AES_192", "AES-192"),
    (0x6610, "CALG_AES_256", "AES-256"),
    (0x6611, "CALG_AES", "AES"),
    (0x6603, "CALG_3DES", "3DES"),
    (0x6609, "CALG_3DES_112", "3DES with two keys"),
    (0x6601, "CALG_DES", "DES"),
    (0x6602, "CALG_RC2", "RC2"),
    (0x6801, "CALG_RC4", "RC4"),
    (0x8003, "CALG_MD5", "MD5"),
    (0x8004, "CALG_SHA", "SHA-1"),
    (0x8004, "CALG_SHA1", "SHA-1"),
    (0x800C, "CALG_SHA_256", "SHA-256"),
    (0x800D, "CALG_SHA_384", "SHA-384"),
    (0x800E, "CALG_SHA_512", "SHA-512"),
    (0xA400, "CALG_RSA_KEYX", "RSA"),
    (0xAA02, "CALG_DH_EPHEM", "Diffie-Hellman ephemeral"),
    (0xAA05, "CALG_ECDH", "ECDH"),
    (0xAE06, "CALG_ECDH_EPHEM", "ECDH ephemeral"),
    (0xAE06, "CALG_ECDHE", "ECDH ephemeral"),
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
        let row = with("SP_PROT_TLS1_2_SERVER", "4097");
        let tls = TlsResult::parse(&row).expect("a TLS row");
        assert_eq!(tls.version(), "4097");
    }

    #[test]
    fn versions_and_algorithms_may_be_numbers_or_other_names() {
        for (name, version) in
            [("12288", "1.3"), ("4096", "1.3"), ("2048", "1.2"), ("Tls12", "1.2"), ("TLSv1.3", "1.3")]
        {
            let row = with("SP_PROT_TLS1_2_SERVER", name);
            assert_eq!(TlsResult::parse(&row).map(|tls| tls.version()).as_deref(), Some(version), "{name}");
        }
        let row = with("CALG_AES_256", "26128");
        assert_eq!(TlsResult::parse(&row).map(|tls| tls.cipher_name()), Some("AES-256".into()));
    }

    #[test]
    fn tls_1_3_has_no_key_exchange() {
        let row = with("algorithm CALG_ECDH_EPHEM with strength 255", "algorithm  with strength 0");
        let tls = TlsResult::parse(&row).expect("a TLS row");
        assert_eq!((&*tls.key_exchange_name(), tls.key_exchange_bits, tls.cipher_bits), ("", 0, 256));
    }

    #[test]
    fn a_cut_row_has_what_is_whole() {
        let whole = TlsResult::parse(ROW).expect("a TLS row");
        for end in 0..ROW.len() {
            let cut = TlsResult::parse(&ROW[..end]);
            let has_version = end >= b"TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded".len();
            assert_eq!(cut.map(|tls| tls.protocol), has_version.then_some(whole.protocol));
            let same = |tls: TlsResult<'_>| {
                (tls.cipher_bits == 0 || (tls.cipher, tls.cipher_bits) == (whole.cipher, 256))
                    && (tls.key_exchange_bits == 0 || tls.key_exchange_bits == 255)
            };
            assert!(cut.is_none_or(same), "{end}");
        }
        let odd = with("255 bits", "99999999999 bits");
        assert_eq!(TlsResult::parse(&odd).map(|tls| tls.key_exchange_bits), Some(0));
    }
}

//! What the rows about TLS mean, and what to do.
//!
//! Sources: RFC 8996; Microsoft's pages on TLS in Exchange and on Schannel errors; `winerror.h` for the results of
//! validating certificates. Codes of Windows' security providers are in [`crate::exchange::security_status`].

use alloc::borrow::Cow;
use alloc::format;

use crate::exchange::TlsResult;
use crate::exchange::security_status::SecurityStatus;

/// What a version means if it is deprecated (RFC 8996).
pub(super) fn explain_tls(tls: &TlsResult<'_>) -> Option<Cow<'static, str>> {
    tls.is_outdated().then(|| {
        let name = if tls.version().starts_with(|digit: char| digit.is_ascii_digit()) { "TLS " } else { "" };
        Cow::Owned(format!(
            "The session is encrypted, but with {name}{}, which is deprecated (RFC 8996). If it is disabled, this client \
             or server can no longer use TLS.",
            tls.version()
        ))
    })
}

/// Why a negotiation failed, by the error that Exchange names.
pub(super) fn explain_tls_failure(error: &[u8]) -> Cow<'static, str> {
    let is = |word: &[u8]| error.eq_ignore_ascii_case(word);
    if is(b"SocketError") {
        // Microsoft's article on SocketError when mail is sent to Microsoft 365.
        Cow::Borrowed(
            "TLS failed: the connection broke during the negotiation. Usually one side does not accept the TLS \
             versions or ciphers of the other; Exchange Online, for example, no longer accepts TLS 1.0 and 1.1.",
        )
    } else if let Some(status) = SecurityStatus::parse(error) {
        Cow::Owned(format!("TLS failed ({}). {}", status.name, status.tls))
    } else if let Some(sentence) = explain_chain(error) {
        Cow::Owned(format!("TLS failed. {sentence}"))
    } else {
        Cow::Borrowed(
            "TLS failed; the last word is the error. Check the TLS versions and ciphers of both sides, and the \
             certificate that is enabled for SMTP.",
        )
    }
}

/// What the result of validating a certificate means: the error codes of `winerror.h` for certificates (CERT_E_…,
/// CRYPT_E_…), as Exchange words them.
pub(super) fn explain_chain(status: &[u8]) -> Option<&'static str> {
    let letters = || status.iter().filter(|byte| **byte != b'_').map(u8::to_ascii_lowercase);
    let is = |word: &&str| word.bytes().map(|byte| byte.to_ascii_lowercase()).eq(letters());
    CHAIN_STATUSES.iter().find(|(words, _)| words.iter().any(is)).map(|(_, sentence)| *sentence)
}

const CHAIN_STATUSES: &[(&[&str], &str)] = &[
    (
        &["EmptyCertificate"],
        "The other side presented no certificate. That is normal for clients and for most servers.",
    ),
    (&["Valid"], "The other side's certificate and its chain are valid."),
    (
        &["ValidSelfSigned"],
        "The other side's certificate is self-signed and trusted, as those between Exchange servers of an organisation.",
    ),
    (
        &["UntrustedRoot", "CertEUntrustedRoot", "0x800B0109"],
        "The other side's certificate was issued by an authority that this server does not trust.",
    ),
    (
        &["PartialChain", "InternalChainFailure", "CertEChaining", "0x800B010A"],
        "The chain of the other side's certificate is incomplete: the other side does not send the certificate of the \
         authority in between, and this server does not have it.",
    ),
    (
        &["CertificateExpired", "CertExpired", "Expired", "CertEExpired", "0x800B0101"],
        "The other side's certificate has expired, or is not valid yet. Check its dates and the clock of this server.",
    ),
    (
        &["SubjectMismatch", "CNNoMatch", "CertECNNoMatch", "0x800B010F"],
        "The other side's certificate is for another name than the one that this server connected to.",
    ),
    (
        &["Revoked", "CertificateRevoked", "CertRevoked", "CryptERevoked", "CertERevoked", "0x80092010"],
        "The other side's certificate has been revoked by its authority.",
    ),
    (
        &[
            "RevocationOffline",
            "CryptERevocationOffline",
            "RevocationServerOffline",
            "RevocationStatusUnknown",
            "0x80092013",
        ],
        "This server could not ask whether the other side's certificate has been revoked. Check that it can reach the \
         address of the revocation list, through a proxy if need be.",
    ),
    (
        &["WrongUsage", "CertEWrongUsage", "0x800B0110"],
        "The other side's certificate is not meant for this purpose (server or client authentication).",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_explained_by_its_error() {
        for (error, expected) in [
            ("UnknownCredentials", "certificate could not be used"),
            ("SEC_E_ALGORITHM_MISMATCH", "cipher suite in common"),
            ("AlgorithmMismatch", "SEC_E_ALGORITHM_MISMATCH"),
            ("0x80090326", "SEC_E_ILLEGAL_MESSAGE"),
            ("-2146893018", "SEC_E_ILLEGAL_MESSAGE"),
            ("SocketError", "broke during the negotiation"),
            ("CertificateExpired", "has expired"),
            ("Odd", "last word is the error"),
        ] {
            let sentence = explain_tls_failure(error.as_bytes());
            assert!(sentence.contains(expected) && sentence.ends_with('.'), "{error}: {sentence}");
        }
    }

    #[test]
    fn a_chain_is_explained_by_word_name_and_number() {
        assert_eq!(explain_chain(b"UntrustedRoot"), explain_chain(b"CERT_E_UNTRUSTEDROOT"));
        assert_eq!(explain_chain(b"0x800b0109"), explain_chain(b"UntrustedRoot"));
        assert_eq!(explain_chain(b"CRYPT_E_REVOCATION_OFFLINE"), explain_chain(b"RevocationOffline"));
        assert_eq!(explain_chain(b"Odd"), None);
    }
}

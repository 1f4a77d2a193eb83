//! Status codes of Windows' security providers (SSPI), with which logons and TLS negotiations fail.
//!
//! A code appears as a name (`SEC_E_NO_CREDENTIALS`), as Exchange's word for it (`NoCredentials`), or as a number that
//! is hexadecimal, unsigned or signed (`0x8009030E`, `2148074254`, `-2146893042`). The names are those of `winerror.h`;
//! what they mean is from Microsoft's list of SSPI status codes and of Schannel error codes.

use crate::bytes::{decimal, strip_prefix};

/// A status of a security provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityStatus {
    /// The code.
    pub code: u32,
    /// Its name in `winerror.h`.
    pub name: &'static str,
    /// What it means when a logon fails, and what to do.
    pub logon: &'static str,
    /// What it means when TLS fails, and what to do.
    pub tls: &'static str,
}

impl SecurityStatus {
    /// The status of that number or name; `None` if it is not in the table.
    pub fn parse(text: &[u8]) -> Option<&'static SecurityStatus> {
        let text = text.trim_ascii();
        let number = code(text);
        STATUSES.iter().find(|status| number == Some(status.code) || status.is_called(text))
    }

    /// The status with that code.
    pub fn of(code: u32) -> Option<&'static SecurityStatus> {
        STATUSES.iter().find(|status| status.code == code)
    }

    /// Whether it is the first step of a logon with Negotiate or NTLM, and no failure.
    pub fn asks_for_credentials(&self) -> bool {
        self.code == NO_CREDENTIALS
    }

    /// Whether name or password was wrong, or the account may not log on.
    pub fn denies_logon(&self) -> bool {
        self.code == LOGON_DENIED
    }

    /// Compares the name without `SEC_E_` and underscores, as Exchange writes it.
    fn is_called(&self, text: &[u8]) -> bool {
        let letters = |name: &'static str| name.bytes().skip("SEC_E_".len()).filter(|byte| *byte != b'_');
        let text = strip_prefix(text, b"SEC_E_").unwrap_or(text);
        let wanted = text.iter().filter(|byte| **byte != b'_').map(u8::to_ascii_uppercase);
        letters(self.name).eq(wanted)
    }
}

/// The code in a number that is decimal (`2148074254`), signed (`-2146893042`) or hexadecimal (`0x8009030E`,
/// `8009030E`). An HRESULT of a Windows error (`0x8007…`) is that error.
pub fn code(text: &[u8]) -> Option<u32> {
    let hexadecimal = |digits: &[u8]| u32::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok();
    let number = match text {
        [b'0', b'x' | b'X', digits @ ..] if digits.len() <= 8 => hexadecimal(digits)?,
        [b'-', digits @ ..] => u32::try_from(decimal(digits)?).ok().filter(|number| *number <= 1 << 31)?.wrapping_neg(),
        digits => match decimal(digits) {
            Some(number) => u32::try_from(number).ok()?,
            None if digits.len() == 8 && digits.first() == Some(&b'8') => hexadecimal(digits)?,
            None => return None,
        },
    };
    Some(if number >> 16 == 0x8007 { number & 0xFFFF } else { number })
}

const NO_CREDENTIALS: u32 = 0x8009_030E;
const LOGON_DENIED: u32 = 0x8009_030C;

const fn row(code: u32, name: &'static str, logon: &'static str, tls: &'static str) -> SecurityStatus {
    SecurityStatus { code, name, logon, tls }
}

const NO_AGREEMENT: &str = "Client and server have no TLS version or cipher suite in common. Compare the versions and cipher suites that \
     both sides have enabled.";
const DAMAGED: &str = "What the other side sent is no TLS, or was changed on the way. Check firewalls and proxies in between, and that \
     the port is right.";

const STATUSES: &[SecurityStatus] = &[
    row(0x8009_0300, "SEC_E_INSUFFICIENT_MEMORY", "The server was out of memory.", "The server was out of memory."),
    row(
        0x8009_0302,
        "SEC_E_UNSUPPORTED_FUNCTION",
        "The client asked for something that this server does not support, such as a mechanism that a policy \
         disables.",
        NO_AGREEMENT,
    ),
    row(
        0x8009_0303,
        "SEC_E_TARGET_UNKNOWN",
        "No account has the service principal name that the client asked for. Check the SPNs with setspn -Q.",
        "The name of the other side is unknown to Windows. Check the host name of the connector.",
    ),
    row(
        0x8009_0304,
        "SEC_E_INTERNAL_ERROR",
        "The security provider of Windows failed. See the Security and System event logs of this time.",
        "Windows could not use the certificate or its private key. Check that the key exists and that Network Service \
         may read it, and the Schannel events in the System log.",
    ),
    row(
        0x8009_0305,
        "SEC_E_SECPKG_NOT_FOUND",
        "The server does not have the authentication package that the client asked for.",
        "Windows has no provider for this kind of connection. See the Schannel events in the System log.",
    ),
    row(
        0x8009_0308,
        "SEC_E_INVALID_TOKEN",
        "What the client sent for the logon is not valid for the mechanism. Usually it is configured for another one, \
         a device in between changed the data, or it sent an old Kerberos ticket.",
        DAMAGED,
    ),
    row(
        LOGON_DENIED,
        "SEC_E_LOGON_DENIED",
        "The user name or password is wrong, or the account is locked, disabled or may not log on here.",
        "The other side's certificate does not map to an account that may log on.",
    ),
    row(
        0x8009_030D,
        "SEC_E_UNKNOWN_CREDENTIALS",
        "The credentials were not recognised.",
        "This server's certificate could not be used. Check that the certificate named by the connector exists, is \
         valid, has a private key, and is enabled for SMTP.",
    ),
    row(
        NO_CREDENTIALS,
        "SEC_E_NO_CREDENTIALS",
        "The request had no credentials yet: the first step of Negotiate and NTLM.",
        "This server had no certificate to present. Check that a certificate is enabled for SMTP and that Exchange can \
         read its private key.",
    ),
    row(
        0x8009_030F,
        "SEC_E_MESSAGE_ALTERED",
        "The data of the logon was changed on the way. Check proxies that inspect the connection.",
        DAMAGED,
    ),
    row(
        0x8009_0310,
        "SEC_E_OUT_OF_SEQUENCE",
        "The steps of the logon came in the wrong order, usually through a load balancer without affinity.",
        DAMAGED,
    ),
    row(
        0x8009_0311,
        "SEC_E_NO_AUTHENTICATING_AUTHORITY",
        "No domain controller could be reached for the logon. Check DNS and the connection to the domain controllers.",
        "No domain controller could be reached.",
    ),
    row(
        0x8009_0317,
        "SEC_E_CONTEXT_EXPIRED",
        "The logon has expired; the client logs on again.",
        "The other side closed the TLS session.",
    ),
    row(
        0x8009_0318,
        "SEC_E_INCOMPLETE_MESSAGE",
        "The logon broke off in the middle.",
        "The negotiation broke off in the middle of a message. Check firewalls in between, and the MTU of the way.",
    ),
    row(
        0x8009_0320,
        "SEC_E_INCOMPLETE_CREDENTIALS",
        "The credentials were incomplete.",
        "The other side asks for a client certificate, and this server has none that suits. Check TlsCertificateName \
         of the connector.",
    ),
    row(
        0x8009_0322,
        "SEC_E_WRONG_PRINCIPAL",
        "The client used the name of another service or server. Check SPNs and host names; two accounts may have the \
         same SPN.",
        "The certificate is for another name than the one this server connected to. Check smart host and TlsDomain of \
         the connector.",
    ),
    row(
        0x8009_0324,
        "SEC_E_TIME_SKEW",
        "The clocks of client and server differ by more than five minutes. Check their time source.",
        "The clocks of both sides differ. Check their time source.",
    ),
    row(
        0x8009_0325,
        "SEC_E_UNTRUSTED_ROOT",
        "The certificate was issued by an authority that this server does not trust.",
        "The other side's certificate was issued by an authority that this server does not trust.",
    ),
    row(
        0x8009_0326,
        "SEC_E_ILLEGAL_MESSAGE",
        "What the client sent does not match the mechanism. Usually it is configured for another one, or a device in \
         between changes the data.",
        "The other side rejected the offer or sent something unexpected. Usually the two sides have no TLS version or \
         cipher suite in common.",
    ),
    row(
        0x8009_0327,
        "SEC_E_CERT_UNKNOWN",
        "The certificate could not be checked.",
        "The certificate could not be checked. See the Schannel events in the System log.",
    ),
    row(
        0x8009_0328,
        "SEC_E_CERT_EXPIRED",
        "The certificate has expired.",
        "A certificate has expired. Check the dates of both sides' certificates and the clocks.",
    ),
    row(0x8009_0330, "SEC_E_DECRYPT_FAILURE", "The data of the logon could not be decrypted.", DAMAGED),
    row(0x8009_0331, "SEC_E_ALGORITHM_MISMATCH", "Client and server have no algorithm in common.", NO_AGREEMENT),
    row(
        0x8009_0346,
        "SEC_E_BAD_BINDINGS",
        "The logon does not belong to this TLS connection (Extended Protection). Usually a proxy or load balancer ends \
         TLS in between; Exchange does not support Extended Protection with SSL offloading.",
        "The channel binding does not match this connection: a device in between ends TLS.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_found_by_name_word_and_number() {
        for text in [
            "SEC_E_NO_CREDENTIALS",
            "NoCredentials",
            "0x8009030E",
            "8009030e",
            "2148074254",
            "-2146893042",
            " NoCredentials ",
        ] {
            let found = SecurityStatus::parse(text.as_bytes()).map(|status| status.name);
            assert_eq!(found, Some("SEC_E_NO_CREDENTIALS"), "{text}");
        }
        assert!(SecurityStatus::of(0x8009_030E).is_some_and(SecurityStatus::asks_for_credentials));
        assert!(SecurityStatus::parse(b"LogonDenied").is_some_and(SecurityStatus::denies_logon));
        for text in ["", "SEC_E_", "NoCredential", "5", "SocketError"] {
            assert_eq!(SecurityStatus::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_code_is_read_in_every_form() {
        for text in ["2148074254", "-2146893042", "0x8009030E", "0X8009030e", "8009030E"] {
            assert_eq!(code(text.as_bytes()), Some(0x8009_030E), "{text}");
        }
        for text in ["1326", "0x52E", "0x8007052E", "2147943726", "-2147023570"] {
            assert_eq!(code(text.as_bytes()), Some(1326), "{text}");
        }
        for text in ["", "-", "x", "0x", "4294967296", "-4294967296", "0x100000000"] {
            assert_eq!(code(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_complete() {
        assert!(STATUSES.is_sorted_by(|one, next| one.code < next.code));
        assert!(STATUSES.iter().all(|status| status.logon.ends_with('.') && status.tls.ends_with('.')));
    }
}

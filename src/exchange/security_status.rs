//! Status codes of Windows' security providers (SSPI), with which logons and TLS negotiations fail.
//!
//! A code appears as a name (`SEC_E_NO_CREDENTIALS`), as Exchange's word for it (`NoCredentials`), or as a number that
//! is hexadecimal, unsigned or signed (`0x8009030E`, `2148074254`, `-2146893042`). The names are those of `winerror.h`;
//! what they mean is from Microsoft's list of SSPI status codes and of Schannel error codes, from event 1035 of
//! MSExchangeTransport and MSExchangeFrontEndTransport, and from the article on 454 4.7.0 "Temporary authentication
//! failure" (KB 979174).

use crate::bytes::{decimal, strip_prefix};

/// A status of a security provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityStatus {
    /// The code.
    pub code: u32,
    /// Its name in `winerror.h`.
    pub name: &'static str,
    /// What it means when AUTH fails in SMTP, and what to do.
    pub smtp: &'static str,
    /// What it means when a logon to a web site fails, and what to do.
    pub web: &'static str,
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
        matches!(self.code, NO_IMPERSONATION | LOGON_DENIED | UNKNOWN_CREDENTIALS)
    }

    /// Compares the name without `SEC_E_` and underscores, as Exchange writes it.
    fn is_called(&self, text: &[u8]) -> bool {
        let letters = |name: &'static str| name.bytes().skip("SEC_E_".len()).filter(|byte| *byte != b'_');
        let text = strip_prefix(text, b"SEC_E_").unwrap_or(text);
        let wanted = text.iter().filter(|byte| **byte != b'_').map(u8::to_ascii_uppercase);
        let is_renamed = |(name, word): &(&str, &[u8])| *name == self.name && word.eq_ignore_ascii_case(text);
        letters(self.name).eq(wanted) || RENAMED.iter().any(is_renamed)
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

const NO_IMPERSONATION: u32 = 0x8009_030B;
const LOGON_DENIED: u32 = 0x8009_030C;
const UNKNOWN_CREDENTIALS: u32 = 0x8009_030D;
const NO_CREDENTIALS: u32 = 0x8009_030E;

/// Exchange's words that are more or less than the name of the constant.
const RENAMED: [(&str, &[u8]); 2] =
    [("SEC_E_SECPKG_NOT_FOUND", b"SecurityPackageNotFound"), ("SEC_E_BAD_BINDINGS", b"BadBinding")];

const fn row(
    code: u32,
    name: &'static str,
    smtp: &'static str,
    web: &'static str,
    tls: &'static str,
) -> SecurityStatus {
    SecurityStatus { code, name, smtp, web, tls }
}

const HANDSHAKE: &str = "Authentication failed: what the client sent does not match the mechanism. Usually the client \
    is configured for another mechanism, or something in between modifies the data.";
const NO_DOMAIN_CONTROLLER: &str = "Authentication failed: no domain controller could be reached to check the logon. \
    Check the network and DNS between this server and the domain controllers.";
const NO_AGREEMENT: &str = "Client and server have no TLS version or cipher suite in common. Compare the versions and cipher suites that \
     both sides have enabled.";
const DAMAGED: &str = "What the other side sent is no TLS, or was changed on the way. Check firewalls and proxies in between, and that \
     the port is right.";

const STATUSES: &[SecurityStatus] = &[
    row(
        0x8009_0300,
        "SEC_E_INSUFFICIENT_MEMORY",
        "The server was out of memory.",
        "The server was out of memory.",
        "The server was out of memory.",
    ),
    row(
        0x8009_0301,
        "SEC_E_INVALID_HANDLE",
        HANDSHAKE,
        "The steps of the logon do not belong together, usually because of a load balancer without affinity.",
        "The security provider of Windows failed. See the Schannel events in the System log.",
    ),
    row(
        0x8009_0302,
        "SEC_E_UNSUPPORTED_FUNCTION",
        "Authentication failed: the mechanism is not available with these settings. Check which versions of NTLM and \
         which encryption types of Kerberos client and server allow.",
        "The client asked for something that this server does not support, such as a mechanism that a policy \
         disables.",
        NO_AGREEMENT,
    ),
    row(
        0x8009_0303,
        "SEC_E_TARGET_UNKNOWN",
        "Kerberos authentication failed: Active Directory does not know the name of the server. Check its service \
         principal names (SPN) for SMTP and SMTPSVC with setspn.",
        "No account has the service principal name that the client asked for. Check the SPNs with setspn -Q.",
        "The name of the other side is unknown to Windows. Check the host name of the connector.",
    ),
    row(
        0x8009_0304,
        "SEC_E_INTERNAL_ERROR",
        "Authentication failed: Windows could not process the logon. Check the system and security logs of this \
         server and of the domain controller for the same time.",
        "The security provider of Windows failed. See the Security and System event logs of this time.",
        "Windows could not use the certificate or its private key. Check that the key exists and that Network Service \
         may read it, and the Schannel events in the System log.",
    ),
    row(
        0x8009_0305,
        "SEC_E_SECPKG_NOT_FOUND",
        "Authentication failed: the mechanism is not installed on this server. Configure the client for another one.",
        "The server does not have the authentication package that the client asked for.",
        "Windows has no provider for this kind of connection. See the Schannel events in the System log.",
    ),
    row(
        0x8009_0308,
        "SEC_E_INVALID_TOKEN",
        "Authentication failed: the client's response could not be read, so name and password were not checked. For \
         LOGIN and PLAIN it is not valid base64 or lacks a part; for NTLM and GSSAPI it belongs to another mechanism \
         or was modified on the way. Check the client's settings and devices in between.",
        "What the client sent for the logon is not valid for the mechanism. Usually it is configured for another one, \
         a device in between changed the data, or it sent an old Kerberos ticket.",
        DAMAGED,
    ),
    row(
        NO_IMPERSONATION,
        "SEC_E_NO_IMPERSONATION",
        "The password is right, but Windows does not let this account act on the server. Check the user rights \
         assignment, for example \"Access this computer from the network\".",
        "The password is right, but Windows does not let this account act on the server. Check the user rights \
         assignment, for example \"Access this computer from the network\".",
        "Windows does not let the account that the certificate maps to act on the server.",
    ),
    row(
        LOGON_DENIED,
        "SEC_E_LOGON_DENIED",
        "Authentication failed: wrong user name or password, or the account is locked, disabled or not allowed to use \
         SMTP. Many of these from one address with different names are an attack.",
        "The user name or password is wrong, or the account is locked, disabled or may not log on here.",
        "The other side's certificate does not map to an account that may log on.",
    ),
    row(
        UNKNOWN_CREDENTIALS,
        "SEC_E_UNKNOWN_CREDENTIALS",
        "Authentication failed: Windows did not accept the credentials that it was given. Check the user name, with \
         its domain, and the password.",
        "The credentials were not recognised.",
        "This server's certificate could not be used. Check that the certificate named by the connector exists, is \
         valid, has a private key, and is enabled for SMTP.",
    ),
    row(
        NO_CREDENTIALS,
        "SEC_E_NO_CREDENTIALS",
        "Authentication failed: there were no credentials to use. The client sent an empty name or password, or, \
         between servers, Windows had no Kerberos ticket. Check what is configured for the logon.",
        "The request had no credentials yet: the first step of Negotiate and NTLM.",
        "This server had no certificate to present. Check that a certificate is enabled for SMTP and that Exchange can \
         read its private key.",
    ),
    row(
        0x8009_030F,
        "SEC_E_MESSAGE_ALTERED",
        HANDSHAKE,
        "The data of the logon was changed on the way. Check proxies that inspect the connection.",
        DAMAGED,
    ),
    row(
        0x8009_0310,
        "SEC_E_OUT_OF_SEQUENCE",
        HANDSHAKE,
        "The steps of the logon came in the wrong order, usually through a load balancer without affinity.",
        DAMAGED,
    ),
    row(
        0x8009_0311,
        "SEC_E_NO_AUTHENTICATING_AUTHORITY",
        NO_DOMAIN_CONTROLLER,
        "No domain controller could be reached for the logon. Check DNS and the connection to the domain controllers.",
        "No domain controller could be reached.",
    ),
    row(
        0x8009_0317,
        "SEC_E_CONTEXT_EXPIRED",
        "The logon has expired; the client logs on again.",
        "The logon has expired; the client logs on again.",
        "The other side closed the TLS session.",
    ),
    row(
        0x8009_0318,
        "SEC_E_INCOMPLETE_MESSAGE",
        HANDSHAKE,
        "The logon broke off in the middle.",
        "The negotiation broke off in the middle of a message. Check firewalls in between, and the MTU of the way.",
    ),
    row(
        0x8009_0320,
        "SEC_E_INCOMPLETE_CREDENTIALS",
        "The credentials were incomplete.",
        "The credentials were incomplete.",
        "The other side asks for a client certificate, and this server has none that suits. Check TlsCertificateName \
         of the connector.",
    ),
    row(
        0x8009_0322,
        "SEC_E_WRONG_PRINCIPAL",
        "Kerberos authentication failed: the ticket is for another account than the one that the service runs under. \
         Check for a duplicate or wrong service principal name (SPN) with setspn -X.",
        "The client used the name of another service or server. Check SPNs and host names; two accounts may have the \
         same SPN.",
        "The certificate is for another name than the one this server connected to. Check smart host and TlsDomain of \
         the connector.",
    ),
    row(
        0x8009_0324,
        "SEC_E_TIME_SKEW",
        "Kerberos authentication failed: the clocks of the two computers differ by more than five minutes. Check time \
         synchronisation.",
        "The clocks of client and server differ by more than five minutes. Check their time source.",
        "The clocks of both sides differ. Check their time source.",
    ),
    row(
        0x8009_0325,
        "SEC_E_UNTRUSTED_ROOT",
        "The certificate was issued by an authority that this server does not trust.",
        "The certificate was issued by an authority that this server does not trust.",
        "The other side's certificate was issued by an authority that this server does not trust.",
    ),
    row(
        0x8009_0326,
        "SEC_E_ILLEGAL_MESSAGE",
        HANDSHAKE,
        "What the client sent does not match the mechanism. Usually it is configured for another one, or a device in \
         between changes the data.",
        "The other side rejected the offer or sent something unexpected. Usually the two sides have no TLS version or \
         cipher suite in common.",
    ),
    row(
        0x8009_0327,
        "SEC_E_CERT_UNKNOWN",
        "The certificate could not be checked.",
        "The certificate could not be checked.",
        "The certificate could not be checked. See the Schannel events in the System log.",
    ),
    row(
        0x8009_0328,
        "SEC_E_CERT_EXPIRED",
        "The certificate has expired.",
        "The certificate has expired.",
        "A certificate has expired. Check the dates of both sides' certificates and the clocks.",
    ),
    row(
        0x8009_0330,
        "SEC_E_DECRYPT_FAILURE",
        "Authentication failed: the client's response could not be decrypted. Between servers, the password of a \
         computer account may differ between domain controllers: check replication.",
        "The data of the logon could not be decrypted.",
        DAMAGED,
    ),
    row(
        0x8009_0331,
        "SEC_E_ALGORITHM_MISMATCH",
        "Client and server have no algorithm in common.",
        "Client and server have no algorithm in common.",
        NO_AGREEMENT,
    ),
    row(
        0x8009_033E,
        "SEC_E_SMARTCARD_LOGON_REQUIRED",
        "The account may only log on with a smart card, so it cannot log on with a password.",
        "The account may only log on with a smart card, so it cannot log on with a password.",
        "The account may only log on with a smart card.",
    ),
    row(
        0x8009_0346,
        "SEC_E_BAD_BINDINGS",
        "Authentication failed: extended protection found that the logon was made for another TLS connection. A device \
         between client and server ends TLS, or the client is outdated. Check ExtendedProtectionPolicy of the receive \
         connector.",
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
            "nocredentials",
        ] {
            let found = SecurityStatus::parse(text.as_bytes()).map(|status| status.name);
            assert_eq!(found, Some("SEC_E_NO_CREDENTIALS"), "{text}");
        }
        assert!(SecurityStatus::of(0x8009_030E).is_some_and(SecurityStatus::asks_for_credentials));
        assert!(SecurityStatus::parse(b"LogonDenied").is_some_and(SecurityStatus::denies_logon));
        let renamed = SecurityStatus::parse(b"SecurityPackageNotFound").map(|status| status.code);
        assert_eq!(renamed, SecurityStatus::parse(b"SEC_E_SECPKG_NOT_FOUND").map(|status| status.code));
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
        for status in STATUSES {
            for sentence in [status.smtp, status.web, status.tls] {
                assert!(sentence.ends_with('.') && sentence.len() <= 420, "{}", status.name);
            }
        }
    }
}

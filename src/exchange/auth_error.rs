//! The words with which Exchange says why an attempt to authenticate failed.
//!
//! They are statuses of Windows' security packages, by the names of their constants without `SEC_E_`
//! (`LogonDenied` for `SEC_E_LOGON_DENIED`), or words of Exchange's own. Other programs log the constant or its number.
//!
//! Sources: Microsoft's list of SSPI status codes (winerror.h, "SSPI Status Codes"); event 1035 of MSExchangeTransport
//! and MSExchangeFrontEndTransport; the article on 454 4.7.0 "Temporary authentication failure" (KB 979174).

use crate::bytes::strip_prefix;

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthError {
    /// Exchange's word.
    word: &'static str,
    /// The number of Windows' status; 0 for a word of Exchange's own.
    status: u32,
    /// Whether name or password was refused; otherwise they were not checked.
    pub is_denial: bool,
    /// What it means and what to do.
    pub explanation: &'static str,
}

const fn denial(word: &'static str, status: u32, explanation: &'static str) -> AuthError {
    AuthError { word, status, is_denial: true, explanation }
}

const fn trouble(word: &'static str, status: u32, explanation: &'static str) -> AuthError {
    AuthError { word, status, is_denial: false, explanation }
}

const HANDSHAKE: &str = "Authentication failed: what the client sent does not match the mechanism. Usually the client \
    is configured for another mechanism, or something in between modifies the data.";
const NO_DOMAIN_CONTROLLER: &str = "Authentication failed: no domain controller could be reached to check the logon. \
    Check the network and DNS between this server and the domain controllers.";

static ERRORS: &[AuthError] = &[
    denial(
        "LogonDenied",
        0x8009_030C,
        "Authentication failed: wrong user name or password, or the account is locked, disabled or not allowed to use \
         SMTP. Many of these from one address with different names are an attack.",
    ),
    denial(
        "UnknownCredentials",
        0x8009_030D,
        "Authentication failed: Windows did not accept the credentials that it was given. Check the user name, with \
         its domain, and the password.",
    ),
    denial(
        "NoImpersonation",
        0x8009_030B,
        "The password is right, but Windows does not let this account act on the server. Check the user rights \
         assignment, for example \"Access this computer from the network\".",
    ),
    trouble("IllegalMessage", 0x8009_0326, HANDSHAKE),
    trouble(
        "InvalidToken",
        0x8009_0308,
        "Authentication failed: the client's response could not be read, so name and password were not checked. For \
         LOGIN and PLAIN it is not valid base64 or lacks a part; for NTLM and GSSAPI it belongs to another mechanism \
         or was modified on the way. Check the client's settings and devices in between.",
    ),
    trouble("MessageAltered", 0x8009_030F, HANDSHAKE),
    trouble("OutOfSequence", 0x8009_0310, HANDSHAKE),
    trouble("IncompleteMessage", 0x8009_0318, HANDSHAKE),
    trouble("InvalidHandle", 0x8009_0301, HANDSHAKE),
    trouble(
        "UnsupportedFunction",
        0x8009_0302,
        "Authentication failed: the mechanism is not available with these settings. Check which versions of NTLM and \
         which encryption types of Kerberos client and server allow.",
    ),
    trouble(
        "NoCredentials",
        0x8009_030E,
        "Authentication failed: there were no credentials to use. The client sent an empty name or password, or, \
         between servers, Windows had no Kerberos ticket. Check what is configured for the logon.",
    ),
    trouble("NoAuthenticatingAuthority", 0x8009_0311, NO_DOMAIN_CONTROLLER),
    trouble(
        "InternalError",
        0x8009_0304,
        "Authentication failed: Windows could not process the logon. Check the system and security logs of this \
         server and of the domain controller for the same time.",
    ),
    trouble(
        "SecurityPackageNotFound",
        0x8009_0305,
        "Authentication failed: the mechanism is not installed on this server. Configure the client for another one.",
    ),
    trouble(
        "TargetUnknown",
        0x8009_0303,
        "Kerberos authentication failed: Active Directory does not know the name of the server. Check its service \
         principal names (SPN) for SMTP and SMTPSVC with setspn.",
    ),
    trouble(
        "WrongPrincipal",
        0x8009_0322,
        "Kerberos authentication failed: the ticket is for another account than the one that the service runs under. \
         Check for a duplicate or wrong service principal name (SPN) with setspn -X.",
    ),
    trouble(
        "TimeSkew",
        0x8009_0324,
        "Kerberos authentication failed: the clocks of the two computers differ by more than five minutes. Check time \
         synchronisation.",
    ),
    trouble(
        "SmartcardLogonRequired",
        0x8009_033E,
        "The account may only log on with a smart card, so it cannot log on with a password.",
    ),
    trouble(
        "DecryptFailure",
        0x8009_0330,
        "Authentication failed: the client's response could not be decrypted. Between servers, the password of a \
         computer account may differ between domain controllers: check replication.",
    ),
    trouble(
        "BadBinding",
        0x8009_0346,
        "Authentication failed: extended protection found that the logon was made for another TLS connection. A device \
         between client and server ends TLS, or the client is outdated. Check ExtendedProtectionPolicy of the receive \
         connector.",
    ),
    // Exchange's own words. Send connectors log on with LOGIN or between Exchange servers with Kerberos, not with PLAIN
    // (Set-SendConnector, SmartHostAuthMechanism).
    trouble(
        "AuthPlain",
        0,
        "The other server offers only AUTH PLAIN, which Exchange's send connectors cannot use: they log on with LOGIN. \
         Ask its operator for LOGIN, or set the connector to another smart host or to a relay that needs no logon.",
    ),
    trouble(
        "UnexpectedExchangeAuthBlob",
        0,
        "Two Exchange servers could not authenticate to each other: the Kerberos ticket does not match this server. \
         Check clocks and replication; purging the tickets (klist purge) or restarting the sending server renews them.",
    ),
];

impl AuthError {
    /// The error that a text names: by its word, by the constant of Windows, or by its number, first in the text.
    pub fn of(text: &[u8]) -> Option<&'static AuthError> {
        let name = |byte: &u8| !(byte.is_ascii_alphanumeric() || *byte == b'_');
        let word = text.trim_ascii().split(name).next()?;
        let constant = strip_prefix(word, b"SEC_E_");
        ERRORS.iter().find(|error| match constant {
            Some(constant) => is_same_without_underscores(constant, error.word.as_bytes()),
            None => error.word.as_bytes().eq_ignore_ascii_case(word) || error.has_number(word),
        })
    }

    fn has_number(&self, word: &[u8]) -> bool {
        let digits = strip_prefix(word, b"0x").unwrap_or(word);
        let number = core::str::from_utf8(digits).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.status != 0 && digits.len() == 8 && number == Some(self.status)
    }
}

/// Whether `LOGON_DENIED` is `LogonDenied`.
fn is_same_without_underscores(constant: &[u8], word: &[u8]) -> bool {
    let letters = constant.iter().filter(|byte| **byte != b'_').map(u8::to_ascii_lowercase);
    letters.eq(word.iter().map(u8::to_ascii_lowercase)) || is_renamed(constant, word)
}

/// Constants whose words are abbreviated.
fn is_renamed(constant: &[u8], word: &[u8]) -> bool {
    const RENAMED: [(&[u8], &[u8]); 3] = [
        (b"SECPKG_NOT_FOUND", b"SecurityPackageNotFound"),
        (b"BAD_BINDINGS", b"BadBinding"),
        (b"NO_IMPERSONATION", b"NoImpersonation"),
    ];
    RENAMED.iter().any(|(from, to)| from.eq_ignore_ascii_case(constant) && *to == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_found_by_word_constant_and_number() {
        let word = |text: &str| AuthError::of(text.as_bytes()).map(|error| error.word);
        for text in ["LogonDenied", "logondenied", " LogonDenied.", "SEC_E_LOGON_DENIED", "0x8009030C", "8009030c"] {
            assert_eq!(word(text), Some("LogonDenied"), "{text}");
        }
        assert_eq!(word("SEC_E_INVALID_TOKEN (0x80090308)"), Some("InvalidToken"));
        assert_eq!(word("SEC_E_SECPKG_NOT_FOUND"), Some("SecurityPackageNotFound"));
        for text in ["", "Odd", "SEC_E_", "SEC_E_ODD", "0x8009", "00000000", "SEC_E", "\u{fc}"] {
            assert_eq!(word(text), None, "{text}");
        }
    }

    #[test]
    fn every_error_is_found_by_its_word_and_explained_in_sentences() {
        for error in ERRORS {
            assert_eq!(AuthError::of(error.word.as_bytes()), Some(error));
            assert!(error.explanation.ends_with('.') && error.explanation.len() <= 420, "{}", error.word);
        }
        assert!(AuthError::of(b"LogonDenied").is_some_and(|error| error.is_denial));
        assert!(AuthError::of(b"InvalidToken").is_some_and(|error| !error.is_denial));
    }
}

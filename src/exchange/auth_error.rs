//! The words with which Exchange says why an attempt to authenticate failed: those of Windows' security packages
//! ([`SecurityStatus`]), and words of its own.

use super::security_status::SecurityStatus;

/// Why an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthError {
    /// Whether name or password was refused; otherwise they were not checked.
    pub is_denial: bool,
    /// What it means and what to do.
    pub explanation: &'static str,
}

/// Exchange's own words. Send connectors log on with LOGIN, or between Exchange servers with Kerberos, not with PLAIN
/// (Set-SendConnector, SmartHostAuthMechanism).
const OWN: [(&[u8], &str); 2] = [
    (
        b"AuthPlain",
        "The other server offers only AUTH PLAIN, which Exchange's send connectors cannot use: they log on with LOGIN. \
         Ask its operator for LOGIN, or set the connector to another smart host or to a relay that needs no logon.",
    ),
    (
        b"UnexpectedExchangeAuthBlob",
        "Two Exchange servers could not authenticate to each other: the Kerberos ticket does not match this server. \
         Check clocks and replication; purging the tickets (klist purge) or restarting the sending server renews them.",
    ),
];

impl AuthError {
    /// The error that a text names first: by Exchange's word, by the constant of Windows, or by its number.
    pub fn of(text: &[u8]) -> Option<AuthError> {
        let name = |byte: &u8| !(byte.is_ascii_alphanumeric() || *byte == b'_');
        let word = text.trim_ascii().split(name).next()?;
        if let Some((_, explanation)) = OWN.iter().find(|(own, _)| own.eq_ignore_ascii_case(word)) {
            return Some(AuthError { is_denial: false, explanation });
        }
        let status = SecurityStatus::parse(word)?;
        Some(AuthError { is_denial: status.denies_logon(), explanation: status.smtp })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_found_by_word_constant_and_number() {
        let denied = AuthError::of(b"LogonDenied");
        assert!(denied.is_some_and(|error| error.is_denial));
        for text in ["logondenied", " LogonDenied.", "SEC_E_LOGON_DENIED", "0x8009030C", "8009030c"] {
            assert_eq!(AuthError::of(text.as_bytes()), denied, "{text}");
        }
        let invalid = AuthError::of(b"SEC_E_INVALID_TOKEN (0x80090308)");
        assert!(invalid.is_some_and(|error| !error.is_denial));
        assert_eq!(invalid, AuthError::of(b"InvalidToken"));
        for text in ["AuthPlain", "authplain only", "UnexpectedExchangeAuthBlob"] {
            assert!(AuthError::of(text.as_bytes()).is_some_and(|error| error.explanation.ends_with('.')), "{text}");
        }
        for text in ["", "Odd", "SEC_E_", "SEC_E_ODD", "0x8009", "00000000", "SEC_E", "\u{fc}"] {
            assert_eq!(AuthError::of(text.as_bytes()), None, "{text}");
        }
    }
}

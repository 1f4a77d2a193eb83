//! Error codes of Windows, which IIS logs as `sc-win32-status`.
//!
//! The names are those of `winerror.h`; what they mean for a request is from Microsoft's documents on system error
//! codes and on troubleshooting with IIS logs. Codes of security providers are in [`super::security_status`], those of
//! sockets in [`super::winsock`].

use super::security_status::SecurityStatus;
use super::winsock;

/// An error of Windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Win32Error {
    /// The code.
    pub code: u32,
    /// Its name.
    pub name: &'static str,
    /// What it means for a request, one or two sentences.
    pub explanation: &'static str,
}

/// The error with that code; `None` if it is in no table.
pub fn of(code: u32) -> Option<Win32Error> {
    let own = || ERRORS.iter().find(|error| error.code == code).copied();
    let status =
        || SecurityStatus::of(code).map(|status| Win32Error { code, name: status.name, explanation: status.web });
    let socket =
        || winsock::error(code).map(|error| Win32Error { code, name: error.name, explanation: error.explanation });
    own().or_else(status).or_else(socket)
}

/// Whether a code says that name or password was wrong, or that the account may not log on.
pub fn denies_logon(code: u32) -> bool {
    LOGON_FAILURES.contains(&code) || SecurityStatus::of(code).is_some_and(SecurityStatus::denies_logon)
}

/// Whether a code belongs to the first step of a logon, in which the client has not sent credentials.
pub fn asks_for_credentials(code: u32) -> bool {
    SecurityStatus::of(code).is_some_and(SecurityStatus::asks_for_credentials)
}

/// ERROR_LOGON_FAILURE to ERROR_ACCOUNT_DISABLED, then: logon type not granted, account expired, password must change,
/// account locked out.
const LOGON_FAILURES: &[u32] = &[1326, 1327, 1328, 1329, 1330, 1331, 1385, 1793, 1907, 1909];

const fn row(code: u32, name: &'static str, explanation: &'static str) -> Win32Error {
    Win32Error { code, name, explanation }
}

const ERRORS: &[Win32Error] = &[
    row(2, "ERROR_FILE_NOT_FOUND", "The file does not exist."),
    row(3, "ERROR_PATH_NOT_FOUND", "The folder does not exist."),
    row(5, "ERROR_ACCESS_DENIED", "Access was denied: without credentials, or for this account."),
    row(13, "ERROR_INVALID_DATA", "The request or its data is not valid."),
    row(50, "ERROR_NOT_SUPPORTED", "The server does not support the request."),
    row(
        64,
        "ERROR_NETNAME_DELETED",
        "The client closed the connection before it had the whole response. Normal when a user closes a window, a \
         phone changes networks, or a device on the way ends idle connections.",
    ),
    row(
        121,
        "ERROR_SEM_TIMEOUT",
        "The client did not take the response in time: its network is slow or was interrupted.",
    ),
    row(123, "ERROR_INVALID_NAME", "The address has characters that are not allowed. Scanners send such addresses."),
    row(
        995,
        "ERROR_OPERATION_ABORTED",
        "The request was aborted: the client went away, or the application pool was restarted.",
    ),
    row(1003, "ERROR_CAN_NOT_COMPLETE", "The server could not complete the request."),
    row(
        1229,
        "ERROR_CONNECTION_INVALID",
        "The connection no longer existed when the response was to be sent: the client had closed it.",
    ),
    row(1231, "ERROR_NETWORK_UNREACHABLE", "The network of the client could no longer be reached."),
    row(
        1236,
        "ERROR_CONNECTION_ABORTED",
        "The connection was aborted on this server: the client no longer answered, or a limit of IIS was reached.",
    ),
    row(1314, "ERROR_PRIVILEGE_NOT_HELD", "The account lacks a right that this needs."),
    row(1326, "ERROR_LOGON_FAILURE", "The user name or password is wrong."),
    row(
        1327,
        "ERROR_ACCOUNT_RESTRICTION",
        "The password is right, but the account is restricted: an empty password, or a policy forbids this logon.",
    ),
    row(1328, "ERROR_INVALID_LOGON_HOURS", "The account may not log on at this hour."),
    row(1329, "ERROR_INVALID_WORKSTATION", "The account may not log on from this computer."),
    row(1330, "ERROR_PASSWORD_EXPIRED", "The password has expired."),
    row(1331, "ERROR_ACCOUNT_DISABLED", "The account is disabled."),
    row(
        1355,
        "ERROR_NO_SUCH_DOMAIN",
        "The domain of the user does not exist or no domain controller could be reached.",
    ),
    row(
        1311,
        "ERROR_NO_LOGON_SERVERS",
        "No domain controller was available for the logon. Check DNS and the connection to the domain controllers.",
    ),
    row(1385, "ERROR_LOGON_TYPE_NOT_GRANTED", "The account may not log on to this server in this way."),
    row(1396, "ERROR_WRONG_TARGET_NAME", "The client used the name of another server. Check SPNs and host names."),
    row(
        1398,
        "ERROR_TIME_SKEW",
        "The clocks of client and server differ by more than five minutes. Check their time source.",
    ),
    row(
        1460,
        "ERROR_TIMEOUT",
        "The operation took longer than allowed. Check what the server waited for at that time.",
    ),
    row(
        1726,
        "RPC_S_CALL_FAILED",
        "The RPC call failed, usually as the client (Outlook Anywhere) closed the connection. Normal in small numbers.",
    ),
    row(
        1722,
        "RPC_S_SERVER_UNAVAILABLE",
        "The RPC server could not be reached. Check that the service runs and that nothing blocks the connection.",
    ),
    row(1787, "ERROR_NO_TRUST_SAM_ACCOUNT", "The domain does not have an account for this computer."),
    row(1789, "ERROR_TRUSTED_RELATIONSHIP_FAILURE", "The trust between this computer and the domain is broken."),
    row(1793, "ERROR_ACCOUNT_EXPIRED", "The account has expired."),
    row(1907, "ERROR_PASSWORD_MUST_CHANGE", "The user must change the password before the first logon."),
    row(
        1909,
        "ERROR_ACCOUNT_LOCKED_OUT",
        "The account is locked out after too many wrong passwords. Look for the device that has an old password, or \
         for an attack.",
    ),
    row(0x8009_2010, "CRYPT_E_REVOKED", "The certificate has been revoked."),
    row(
        0x8009_2013,
        "CRYPT_E_REVOCATION_OFFLINE",
        "The revocation list of the certificate could not be reached. Check that this server can reach its address.",
    ),
    row(0x800B_0101, "CERT_E_EXPIRED", "A certificate has expired or is not valid yet."),
    row(
        0x800B_0109,
        "CERT_E_UNTRUSTEDROOT",
        "The certificate was issued by an authority that this server does not trust.",
    ),
    row(0x800B_010A, "CERT_E_CHAINING", "The chain of the certificate is incomplete."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_every_table_are_found() {
        let name = |code: u32| of(code).map(|error| error.name);
        assert_eq!(name(64), Some("ERROR_NETNAME_DELETED"));
        assert_eq!(name(0x8009_030C), Some("SEC_E_LOGON_DENIED"));
        assert_eq!(name(10054), Some("WSAECONNRESET"));
        assert_eq!((name(0), name(99999)), (None, None));
    }

    #[test]
    fn a_wrong_password_and_the_first_step_are_told_apart() {
        assert!(denies_logon(1326) && denies_logon(1909) && denies_logon(0x8009_030C));
        assert!(!denies_logon(5) && !denies_logon(0x8009_030E) && asks_for_credentials(0x8009_030E));
        assert!(LOGON_FAILURES.iter().all(|known| ERRORS.iter().any(|error| error.code == *known)));
    }
}

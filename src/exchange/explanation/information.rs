//! What an information row means.
//!
//! Sources: Microsoft's pages on protocol logging, receive connectors (permissions, tarpitting, TlsDomainCapabilities),
//! shadow redundancy, back pressure and transport events; RFC 8996 on outdated versions of TLS.
//!
//! If the meaning of a row depends on one word (an error, a status), there is a table of words, and a default for any
//! other word. `Valid`, `Success` and `UntrustedRoot` have not been seen in public logs in these rows; they are in the
//! tables because the words are self-explanatory. Self-explanatory rows have no explanation.

use alloc::borrow::Cow;
use alloc::format;

use super::auth_replies::explain_auth_reply;
use super::replies::explain_reply;
use super::tls::{explain_chain, explain_tls, explain_tls_failure};
use crate::exchange::information::{ConnectFailure, Information};
use crate::exchange::{
    AuthError, CertificateDirection, CertificatePart, PermissionGroup, Tarpit, TarpitReason, winsock,
};

/// What an information row means, what usually causes it and where to look; `None` if the row is self-explanatory.
pub fn explain_information(information: &Information<'_>) -> Option<Cow<'static, str>> {
    match information {
        Information::Permissions { names } => explain_permissions(names),
        Information::FailedToConnect(failure) => Some(explain_connect_failure(failure)),
        Information::Certificate(part) => explain_certificate(part).map(Cow::Borrowed),
        Information::TlsSucceeded(tls) => explain_tls(tls),
        Information::TlsFailed { error } => Some(explain_tls_failure(error)),
        Information::Tarpit(tarpit) => Some(explain_tarpit(tarpit)),
        other => explain_by_word(other).map(Cow::Borrowed),
    }
}

/// The rows whose explanation depends on one word at most.
fn explain_by_word(information: &Information<'_>) -> Option<&'static str> {
    Some(match information {
        Information::AttemptingToConnect => {
            "Exchange opens a connection; until it is established, the local endpoint is empty."
        }
        Information::ChainValidation { status } => explain_chain(status).unwrap_or(
            "The result of validating the other side's certificate. It matters only where a connector requires a \
             certificate.",
        ),
        Information::TlsDomainCapabilities { status, .. } => word(CAPABILITY_STATUSES, status),
        Information::Authenticated { .. } => {
            "The client has authenticated as this user, which determines the permissions of the session."
        }
        Information::BackendLocator { .. } => {
            "Front End Transport looks up which server holds the active copy of this user's mailbox database."
        }
        Information::ProxySettingUp { .. } => {
            "Front End Transport opens a session of its own to the server that is to accept the mail."
        }
        Information::ProxyEstablished { .. } => {
            "From here on Front End Transport only proxies the session: its commands are in the receive log of the \
             destination server, and this log has no more rows until the connection ends."
        }
        Information::InboundAuthenticationFailed { error, .. } => explain_inbound_failure(error),
        Information::OutboundAuthenticationFailed { error } => explain_outbound_failure(error),
        Information::UserName { .. } => "The user name of the failed logon.",
        Information::ProxiedClient(_) => {
            "The client of the original session, which another Exchange server has passed on to this one."
        }
        Information::ReceivingMessage { .. } => {
            "A message begins. Message tracking has this reference in source-context of its RECEIVE event."
        }
        Information::ProxyDestinations { .. } => {
            "Front End Transport has selected the destination server for the message. It does not queue mail itself."
        }
        Information::ProxyingInboundSession { .. } => {
            "This session proxies an inbound session, which is in the receive log of this server under this \
             session-id."
        }
        _ => return None,
    })
}

type Words = (&'static [(&'static str, &'static str)], &'static str);

/// The explanation for a word, or the default for the kind of row.
fn word((words, otherwise): Words, text: &[u8]) -> &'static str {
    let known = words.iter().find(|(word, _)| word.as_bytes().eq_ignore_ascii_case(text));
    known.map_or(otherwise, |(_, sentence)| sentence)
}

const CAPABILITY_STATUSES: Words = (
    &[
        (
            "NoRemoteCertificate",
            "The other side presented no certificate, so TlsDomainCapabilities grants it no additional permissions. \
             That is normal.",
        ),
        (
            "Success",
            "The other side's certificate was checked against TlsDomainCapabilities of the connector; the session is \
             granted the capabilities listed here.",
        ),
    ],
    "Whether the other side's certificate grants the session additional permissions, according to \
     TlsDomainCapabilities of the receive connector.",
);

const UNKNOWN_AUTH_ERROR: &str =
    "Authentication failed; the last word is the error. Event 1035 in the application log has the details.";

/// The words are those of [`AuthError`], which names their sources.
fn explain_inbound_failure(error: &[u8]) -> &'static str {
    AuthError::of(error).map_or(UNKNOWN_AUTH_ERROR, |error| error.explanation)
}

/// Here the name and the password are those of this server (event 2017 in the application log).
fn explain_outbound_failure(error: &[u8]) -> &'static str {
    match AuthError::of(error) {
        Some(error) if !error.is_denial => error.explanation,
        _ => {
            "This server could not authenticate to the other server. Check the user name and password of the send \
             connector; between Exchange servers, check Kerberos and which receive connector the session matched on \
             the other side."
        }
    }
}

fn explain_permissions(names: &[u8]) -> Option<Cow<'static, str>> {
    if names.eq_ignore_ascii_case(b"None") {
        return Some(Cow::Borrowed("The session has no permissions on the connector."));
    }
    let group = PermissionGroup::of(names)?;
    Some(Cow::Owned(format!("These are the permissions of the permission group {}.", group.name())))
}

fn explain_connect_failure(failure: &ConnectFailure<'_>) -> Cow<'static, str> {
    match failure.winsock.or(failure.win32).and_then(winsock::error) {
        Some(error) => {
            Cow::Owned(format!("The connection could not be opened ({}). {}", error.name, error.explanation))
        }
        None => Cow::Borrowed("The connection could not be opened; the error message is from Windows."),
    }
}

fn explain_certificate(part: &CertificatePart<'_>) -> Option<&'static str> {
    let direction = match part {
        CertificatePart::Begin(direction) => *direction,
        CertificatePart::Whole(certificate) => certificate.direction?,
        CertificatePart::Attribute(..) => return None,
    };
    Some(match direction {
        CertificateDirection::Sent => "The certificate that this server presented to the other side.",
        CertificateDirection::Received | CertificateDirection::Remote => {
            "The certificate that the other side presented."
        }
    })
}

fn explain_tarpit(tarpit: &Tarpit<'_>) -> Cow<'static, str> {
    match tarpit.reason() {
        Some(TarpitReason::DelayedAck) => Cow::Borrowed(
            "Shadow redundancy: the sender does not support shadow copies, so Exchange acknowledges the message only \
             after delivering it, or when MaxAcknowledgementDelay has passed. This is not an error.",
        ),
        Some(TarpitReason::BackPressure) => Cow::Borrowed(
            "Back pressure: the server is short of disk space, memory or queue capacity, and delays senders. Check \
             free space on the disk of the queue database, memory, and events 15004 to 15007.",
        ),
        // 535 answers nothing but an attempt to authenticate.
        Some(TarpitReason::Reply(reply)) if reply.code == 535 => delayed(explain_auth_reply(&reply)),
        Some(TarpitReason::Reply(reply)) if reply.class().is_failure() => delayed(explain_reply(&reply)),
        Some(TarpitReason::Reply(_)) => Cow::Borrowed(
            "Exchange delays this reply because the client behaves like an attacker, for example by sending commands \
             that no mail client needs (TarpitInterval of the connector).",
        ),
        Some(TarpitReason::Other(_)) | None => {
            Cow::Borrowed("Exchange delays a reply to slow the client down (TarpitInterval of the connector).")
        }
    }
}

/// A rejection that is delayed, with its cause.
fn delayed(cause: Option<Cow<'static, str>>) -> Cow<'static, str> {
    cause.map_or(Cow::Borrowed(TARPIT_FAILURE), |cause| Cow::Owned(format!("{TARPIT_FAILURE} {cause}")))
}

const TARPIT_FAILURE: &str = "Exchange delays this rejection to slow down password guessing and address harvesting (TarpitInterval of the \
     connector).";

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(data: &str, context: &str) -> String {
        let information = Information::parse(data.as_bytes(), context.as_bytes());
        explain_information(&information).unwrap_or_default().into_owned()
    }

    /// A row of each kind, with words that only its own explanation contains.
    const SAMPLES: &[(&str, &str, &str)] = &[
        ("None", "Set Session Permissions", "no permissions"),
        ("SMTPSubmit AcceptRoutingHeaders", "Set Session Permissions", "group Partners"),
        ("", "attempting to connect", "local endpoint is empty"),
        ("", "Failed to connect. Winsock error code: 10061, Win32 error code: 10061", "WSAECONNREFUSED"),
        ("", "Failed to connect. Winsock error code: 1, Win32 error code: 1", "is from Windows"),
        ("", "Sending certificate", "this server presented"),
        ("", "Received certificate", "other side presented"),
        ("CN=a CN=b", "Remote certificate Subject Issuer name", "other side presented"),
        ("", "TLS negotiation failed with error Odd", "last word is the error"),
        ("", "Client certificate chain validation status: 'Odd'", "requires a certificate"),
        ("", "TlsDomainCapabilities='None'; Status='Odd'", "grants the session additional permissions"),
        ("anna@contoso.com", "authenticated", "authenticated as this user"),
        ("", "AsyncBackendLocator.EndGetDatabaseToServerMappingInfo for user a", "active copy"),
        ("", "Setting up client proxy session to destination(s): a", "session of its own"),
        ("", "Proxy session was successfully set up. Session for a will now be proxied", "only proxies the session"),
        ("", "Inbound AUTH NTLM failed because of Odd", "Event 1035"),
        ("", "Outbound Authentication failed with LogonDenied", "authenticate to the other server"),
        ("", "Outbound Authentication failed with AuthPlain only", "set the connector to another"),
        ("", "Outbound Authentication failed with TimeSkew", "clocks of the two"),
        ("", "Inbound AUTH LOGIN failed because of LogonDenied", "wrong user name or password"),
        ("", "Inbound AUTH GSSAPI failed because of SEC_E_TARGET_UNKNOWN", "setspn"),
        ("", "ProxiedClientIPAddress=192.0.2.7", "original session"),
        ("", "User Name: exctest", "user name of the failed logon"),
        ("Tarpit for '0.00:00:05'", "", "slow the client down"),
        ("Tarpit for '0.00:00:05' due to 'DelayedAck'", "Delivered", "Shadow redundancy"),
        ("Tarpit for '0.00:00:55' due to 'Back Pressure'", "", "Back pressure"),
        ("Tarpit for '0.00:00:05' due to '250 2.0.0 Resetting'", "", "behaves like an attacker"),
        ("Tarpit for '0.00:00:05' due to '535 5.7.3 Authentication unsuccessful'", "", "wrong user name or password"),
        ("08DC42C8FF236A1F;2024-03-13T09:01:18.723Z;1", "receiving message", "source-context"),
        ("", "Proxy destination(s) obtained from OnProxyInboundMessage event", "destination server for the message"),
        ("", "Proxying inbound session with session id 08D54162A04116F1", "proxies an inbound session"),
    ];

    #[test]
    fn every_sample_gets_the_explanation_of_its_kind() {
        for (data, context, expected) in SAMPLES {
            let sentence = explain(data, context);
            assert!(sentence.contains(expected) && sentence.ends_with('.'), "{data}|{context}: {sentence}");
        }
    }

    #[test]
    fn every_word_has_its_own_explanation() {
        for ((words, otherwise), before, after) in
            [(CAPABILITY_STATUSES, "TlsDomainCapabilities='None'; Status='", "'")]
        {
            for (word, sentence) in words {
                assert_eq!(explain("", &format!("{before}{word}{after}")), *sentence);
                assert_ne!(*sentence, otherwise);
            }
        }
    }

    #[test]
    fn only_a_deprecated_version_is_explained() {
        let row = |protocol: &str| {
            format!(
                "TLS protocol {protocol} negotiation succeeded using bulk encryption algorithm CALG_AES_128 with strength 128 \
                 bits, MAC hash algorithm CALG_SHA1 with strength 160 bits and key exchange algorithm CALG_ECDHE with \
                 strength 256 bits"
            )
        };
        assert!(explain("", &row("SP_PROT_TLS1_0_CLIENT")).contains("with TLS 1.0, which"));
        assert!(explain("", &row("SP_PROT_SSL3_SERVER")).contains("with SSL 3.0, which"));
        assert_eq!(explain("", &row("SP_PROT_TLS1_2_SERVER")), "");
    }

    #[test]
    fn a_self_explanatory_row_has_no_explanation() {
        assert_eq!(explain("", "sending message"), "");
        assert_eq!(explain("CN=a", "Certificate subject"), "");
        assert_eq!(explain("SMTPSubmit", "Set Session Permissions"), "");
        assert_eq!(explain("odd", "odd"), "");
    }
}

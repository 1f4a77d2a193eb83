//! What an information row means.
//!
//! Kinds of rows whose meaning hangs on one word (an error, a status) have a table of words; a word that is not in it gets
//! the sentence for the kind. `Valid`, `Success` and `UntrustedRoot` were not seen in public logs in these rows; they are in the
//! tables because the words themselves say what they mean. Rows that speak for themselves get none.

use alloc::borrow::Cow;
use alloc::format;

use super::replies::explain_reply;
use crate::exchange::information::{ConnectFailure, Information};
use crate::exchange::{
    CertificateDirection, CertificatePart, PermissionGroup, Tarpit, TarpitReason, TlsResult, winsock,
};

/// What an information row means, what usually causes it and where to look; `None` where there is nothing to say.
pub fn explain_information(information: &Information<'_>) -> Option<Cow<'static, str>> {
    match information {
        Information::Permissions { names } => explain_permissions(names),
        Information::FailedToConnect(failure) => Some(explain_connect_failure(failure)),
        Information::Certificate(part) => explain_certificate(part).map(Cow::Borrowed),
        Information::TlsSucceeded(tls) => explain_tls(tls),
        Information::Tarpit(tarpit) => Some(explain_tarpit(tarpit)),
        other => explain_by_word(other).map(Cow::Borrowed),
    }
}

/// The rows whose sentence depends on one word at most.
fn explain_by_word(information: &Information<'_>) -> Option<&'static str> {
    Some(match information {
        Information::AttemptingToConnect => {
            "Exchange opens a connection; until it stands, the local endpoint is empty."
        }
        Information::TlsFailed { error } => word(TLS_ERRORS, error),
        Information::ChainValidation { status } => word(CHAIN_STATUSES, status),
        Information::TlsDomainCapabilities { status, .. } => word(CAPABILITY_STATUSES, status),
        Information::Authenticated { .. } => {
            "The client has logged on as this user; the rights of the session follow from that."
        }
        Information::BackendLocator { .. } => {
            "The front end asks which server holds the active copy of this user's mailbox database."
        }
        Information::ProxySettingUp { .. } => {
            "The front end opens a session of its own to the server that is to take the mail."
        }
        Information::ProxyEstablished { .. } => {
            "From here on the front end only passes the session through: its commands are in the receive log of the \
             server behind it, and this log has nothing more until the connection ends."
        }
        Information::InboundAuthenticationFailed { error, .. } => word(INBOUND_ERRORS, error),
        Information::OutboundAuthenticationFailed { .. } => {
            "This server could not log on to the other one. Look at the user name and password of the send connector, \
             or, between Exchange servers, at Kerberos and at the connector that the other side chose."
        }
        Information::UserName { .. } => "The name that the client tried to log on with.",
        Information::ReceivingMessage { .. } => {
            "A message begins. Message tracking repeats this reference in source-context of its RECEIVE row."
        }
        Information::ProxyDestinations { .. } => {
            "The front end has decided which server the message goes to. It does not queue mail itself."
        }
        Information::ProxyingInboundSession { .. } => {
            "This session passes on a session that came in: the receive log of the same server has it under this session-id."
        }
        _ => return None,
    })
}

type Words = (&'static [(&'static str, &'static str)], &'static str);

/// The sentence for a word, else the one for the kind of row.
fn word((words, otherwise): Words, text: &[u8]) -> &'static str {
    let known = words.iter().find(|(word, _)| word.as_bytes().eq_ignore_ascii_case(text));
    known.map_or(otherwise, |(_, sentence)| sentence)
}

const TLS_ERRORS: Words = (
    &[
        (
            "UnknownCredentials",
            "TLS failed: the certificate of this side could not be used. Look whether the certificate that the connector \
             names is there, valid, has its private key, and is enabled for SMTP.",
        ),
        (
            "NoCredentials",
            "TLS failed: this side had no certificate to show. Look whether a certificate is enabled for SMTP and whether \
             Exchange may read its private key.",
        ),
        (
            "SocketError",
            "TLS failed: the connection broke during the negotiation. Mostly one side refuses the TLS versions or ciphers of \
             the other one; Exchange Online, for example, no longer takes TLS 1.0 and 1.1.",
        ),
        (
            "UntrustedRoot",
            "TLS failed: the other side's certificate comes from an authority that this server does not trust.",
        ),
    ],
    "TLS failed; the word at the end is the error. Look at the TLS versions and ciphers of both sides, and at the certificate \
     that is enabled for SMTP.",
);

const CHAIN_STATUSES: Words = (
    &[
        (
            "EmptyCertificate",
            "The other side showed no certificate of its own. That is normal for clients and for most servers.",
        ),
        ("Valid", "The other side's certificate is valid, and so is its chain."),
        ("UntrustedRoot", "The other side's certificate comes from an authority that this server does not trust."),
    ],
    "What checking the other side's certificate gave. It matters only where a connector demands a certificate.",
);

const CAPABILITY_STATUSES: Words = (
    &[
        (
            "NoRemoteCertificate",
            "Without a certificate of the other side no extra rights can be given to it (TlsDomainCapabilities). That is normal.",
        ),
        (
            "Success",
            "The other side's certificate was compared with TlsDomainCapabilities of the connector; the session gets the rights \
             named here.",
        ),
    ],
    "Whether the other side's certificate gives the session extra rights, by TlsDomainCapabilities of the receive connector.",
);

const INBOUND_ERRORS: Words = (
    &[
        (
            "LogonDenied",
            "The client could not log on: wrong user name or password, or an account that is locked, disabled or not allowed \
             to use SMTP. Many of these from one address with different names are an attack.",
        ),
        (
            "IllegalMessage",
            "The client could not log on: what it sent does not belong to the mechanism. Mostly the client is set to another \
             mechanism, or something in between changes the data.",
        ),
    ],
    "The client could not log on; the word at the end is the error. Event 1035 in the application log has the details.",
);

fn explain_permissions(names: &[u8]) -> Option<Cow<'static, str>> {
    if names.eq_ignore_ascii_case(b"None") {
        return Some(Cow::Borrowed("This session has no rights that a connector grants."));
    }
    let group = PermissionGroup::of(names)?;
    Some(Cow::Owned(format!("These are the rights of the permission group {}.", group.name())))
}

fn explain_connect_failure(failure: &ConnectFailure<'_>) -> Cow<'static, str> {
    match failure.winsock.or(failure.win32).and_then(winsock::error) {
        Some(error) => {
            Cow::Owned(format!("The connection could not be opened ({}). {}", error.name, error.explanation))
        }
        None => Cow::Borrowed("The connection could not be opened; the message at the end comes from Windows."),
    }
}

fn explain_certificate(part: &CertificatePart<'_>) -> Option<&'static str> {
    let direction = match part {
        CertificatePart::Begin(direction) => *direction,
        CertificatePart::Whole(certificate) => certificate.direction?,
        CertificatePart::Attribute(..) => return None,
    };
    Some(match direction {
        CertificateDirection::Sent => "The certificate that this server showed to the other side.",
        CertificateDirection::Received | CertificateDirection::Remote => "The certificate that the other side showed.",
    })
}

fn explain_tls(tls: &TlsResult<'_>) -> Option<Cow<'static, str>> {
    tls.is_outdated().then(|| {
        Cow::Owned(format!(
            "The session is encrypted, but by {}, which should no longer be used (RFC 8996). If it is switched off, this \
             client or server can no longer encrypt.",
            if tls.version().starts_with(|digit: char| digit.is_ascii_digit()) {
                format!("TLS {}", tls.version())
            } else {
                tls.version().into_owned()
            }
        ))
    })
}

fn explain_tarpit(tarpit: &Tarpit<'_>) -> Cow<'static, str> {
    match tarpit.reason() {
        Some(TarpitReason::DelayedAck) => Cow::Borrowed(
            "Shadow redundancy: the sender does not support shadow copies, so Exchange acknowledges the message only when it \
             was delivered or the waiting time is over (MaxAcknowledgementDelay). It is no fault.",
        ),
        Some(TarpitReason::BackPressure) => Cow::Borrowed(
            "Back pressure: the server is short of disk space, memory or room in its queues, and slows senders down. Look at \
             free space on the queue's disk, at memory, and at events 15004 to 15007.",
        ),
        Some(TarpitReason::Reply(reply)) if reply.class().is_failure() => match explain_reply(&reply) {
            Some(cause) => Cow::Owned(format!("{TARPIT_FAILURE} {cause}")),
            None => Cow::Borrowed(TARPIT_FAILURE),
        },
        Some(TarpitReason::Reply(_)) => Cow::Borrowed(
            "Exchange holds back this reply because the client acts like an attacker, for example by commands that no mail \
             client needs (TarpitInterval of the connector).",
        ),
        Some(TarpitReason::Other(_)) | None => {
            Cow::Borrowed("Exchange holds back a reply to slow the client down (TarpitInterval of the connector).")
        }
    }
}

const TARPIT_FAILURE: &str = "Exchange holds back this refusal, to slow down those who try out passwords or addresses (TarpitInterval of the connector).";

#[cfg(test)]
mod tests {
    use super::*;

    fn explain(data: &str, context: &str) -> String {
        let information = Information::parse(data.as_bytes(), context.as_bytes());
        explain_information(&information).unwrap_or_default().into_owned()
    }

    /// A row of each kind, with words that only its own sentence has.
    const SAMPLES: &[(&str, &str, &str)] = &[
        ("None", "Set Session Permissions", "no rights"),
        ("SMTPSubmit AcceptRoutingHeaders", "Set Session Permissions", "group Partners"),
        ("", "attempting to connect", "local endpoint is empty"),
        ("", "Failed to connect. Winsock error code: 10061, Win32 error code: 10061", "WSAECONNREFUSED"),
        ("", "Failed to connect. Winsock error code: 1, Win32 error code: 1", "comes from Windows"),
        ("", "Sending certificate", "this server showed"),
        ("", "Received certificate", "other side showed"),
        ("CN=a CN=b", "Remote certificate Subject Issuer name", "other side showed"),
        ("", "TLS negotiation failed with error Odd", "word at the end"),
        ("", "Client certificate chain validation status: 'Odd'", "demands a certificate"),
        ("", "TlsDomainCapabilities='None'; Status='Odd'", "gives the session extra rights"),
        ("anna@contoso.com", "authenticated", "logged on as this user"),
        ("", "AsyncBackendLocator.EndGetDatabaseToServerMappingInfo for user a", "active copy"),
        ("", "Setting up client proxy session to destination(s): a", "session of its own"),
        ("", "Proxy session was successfully set up. Session for a will now be proxied", "passes the session through"),
        ("", "Inbound AUTH NTLM failed because of Odd", "Event 1035"),
        ("", "Outbound Authentication failed with LogonDenied", "log on to the other one"),
        ("", "User Name: exctest", "tried to log on with"),
        ("Tarpit for '0.00:00:05'", "", "slow the client down"),
        ("Tarpit for '0.00:00:05' due to 'DelayedAck'", "Delivered", "Shadow redundancy"),
        ("Tarpit for '0.00:00:55' due to 'Back Pressure'", "", "Back pressure"),
        ("Tarpit for '0.00:00:05' due to '250 2.0.0 Resetting'", "", "acts like an attacker"),
        ("Tarpit for '0.00:00:05' due to '535 5.7.3 Authentication unsuccessful'", "", "Wrong user name or password"),
        ("08DC42C8FF236A1F;2024-03-13T09:01:18.723Z;1", "receiving message", "source-context"),
        ("", "Proxy destination(s) obtained from OnProxyInboundMessage event", "which server the message goes to"),
        ("", "Proxying inbound session with session id 08D54162A04116F1", "passes on a session"),
    ];

    #[test]
    fn every_sample_gets_the_sentence_of_its_row() {
        for (data, context, expected) in SAMPLES {
            let sentence = explain(data, context);
            assert!(sentence.contains(expected) && sentence.ends_with('.'), "{data}|{context}: {sentence}");
        }
    }

    #[test]
    fn every_word_gets_its_own_sentence() {
        for ((words, otherwise), before, after) in [
            (TLS_ERRORS, "TLS negotiation failed with error ", ""),
            (CHAIN_STATUSES, "Client certificate chain validation status: '", "'"),
            (CAPABILITY_STATUSES, "TlsDomainCapabilities='None'; Status='", "'"),
            (INBOUND_ERRORS, "Inbound AUTH LOGIN failed because of ", ""),
        ] {
            for (word, sentence) in words {
                assert_eq!(explain("", &format!("{before}{word}{after}")), *sentence);
                assert_ne!(*sentence, otherwise);
            }
        }
    }

    #[test]
    fn only_an_outdated_version_needs_words() {
        let row = |protocol: &str| {
            format!(
                "TLS protocol {protocol} negotiation succeeded using bulk encryption algorithm CALG_AES_128 with strength 128 \
                 bits, MAC hash algorithm CALG_SHA1 with strength 160 bits and key exchange algorithm CALG_ECDHE with \
                 strength 256 bits"
            )
        };
        assert!(explain("", &row("SP_PROT_TLS1_0_CLIENT")).contains("by TLS 1.0, which"));
        assert!(explain("", &row("SP_PROT_SSL3_SERVER")).contains("by SSL 3.0, which"));
        assert_eq!(explain("", &row("SP_PROT_TLS1_2_SERVER")), "");
    }

    #[test]
    fn what_speaks_for_itself_has_no_sentence() {
        assert_eq!(explain("", "sending message"), "");
        assert_eq!(explain("CN=a", "Certificate subject"), "");
        assert_eq!(explain("SMTPSubmit", "Set Session Permissions"), "");
        assert_eq!(explain("odd", "odd"), "");
    }
}

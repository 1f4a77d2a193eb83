//! Information rows: the rows with event `*`, in which Exchange reports what it does.
//!
//! A row is a pair of data and context. Usually one of them is the statement and the other its value, or empty:
//! `user@contoso.com` / `authenticated`, nothing / `attempting to connect`. Tarpit rows have them the other way round.
//! So the kind is decided by the context or, if it is empty, by the data.
//!
//! There are two entry points. [`InformationKind::of`] returns one byte and runs once for each distinct row of a log.
//! [`Information::parse`] parses the row, for facts and for display. A row that begins like a known one but cannot be
//! parsed is `Unknown` to the latter only. To add a kind of row: a variant of the same name in both enums, a row in
//! `STATEMENTS`, an arm in `parse`, and an explanation in [`super::explanation`]. The trap is a statement that is the
//! beginning of another one: the longer one must come first in `STATEMENTS`.

use super::certificate::{CertificatePart, is_chain_status};
use super::proxied_client::ProxiedClient;
use super::tarpit::{Tarpit, quoted};
use super::tls::TlsResult;
use crate::bytes::{begins_with, decimal, first_word, split_once, strip_prefix, strip_suffix};

/// The kind of an information row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum InformationKind {
    /// Unknown: shown as logged.
    Unknown,
    /// `SMTPSubmit …` / `Set Session Permissions`
    Permissions,
    /// `attempting to connect`
    AttemptingToConnect,
    /// `Failed to connect. Winsock error code: …`
    FailedToConnect,
    /// A certificate, or one attribute of it.
    Certificate,
    /// `TLS protocol … negotiation succeeded …`
    TlsSucceeded,
    /// `TLS negotiation failed with error …`
    TlsFailed,
    /// `Client certificate chain validation status: '…'`
    ChainValidation,
    /// `TlsDomainCapabilities='…'; Status='…'`
    TlsDomainCapabilities,
    /// `user` / `authenticated`
    Authenticated,
    /// `AsyncBackendLocator.…GetDatabaseToServerMappingInfo for user …`
    BackendLocator,
    /// `Setting up client proxy session to destination(s): …`
    ProxySettingUp,
    /// `Proxy session was successfully set up. …`
    ProxyEstablished,
    /// `Inbound AUTH … failed because of …`
    InboundAuthenticationFailed,
    /// `Outbound Authentication failed with …`
    OutboundAuthenticationFailed,
    /// `User Name: …`
    UserName,
    /// `Tarpit for '…'`
    Tarpit,
    /// `receiving message`
    ReceivingMessage,
    /// `sending message`
    SendingMessage,
    /// `Proxy destination(s) obtained from …`
    ProxyDestinations,
    /// `Proxying inbound session with session id …`
    ProxyingInboundSession,
    /// `ProxiedClientIPAddress`, `ProxiedClientHostname`
    ProxiedClient,
}

/// The statements that are recognised by their beginning. `Certificate`, `Tarpit` and `ChainValidation` have functions
/// of their own, next to their parsers.
const STATEMENTS: &[(&[u8], InformationKind)] = &[
    (PERMISSIONS, InformationKind::Permissions),
    (ATTEMPTING, InformationKind::AttemptingToConnect),
    (AUTHENTICATED, InformationKind::Authenticated),
    (BACKEND_LOCATOR, InformationKind::BackendLocator),
    (FAILED_TO_CONNECT, InformationKind::FailedToConnect),
    (INBOUND_FAILED, InformationKind::InboundAuthenticationFailed),
    (OUTBOUND_FAILED, InformationKind::OutboundAuthenticationFailed),
    (PROXY_ESTABLISHED, InformationKind::ProxyEstablished),
    (PROXY_DESTINATIONS, InformationKind::ProxyDestinations),
    (PROXYING, InformationKind::ProxyingInboundSession),
    (PROXY_SETTING_UP, InformationKind::ProxySettingUp),
    (RECEIVING, InformationKind::ReceivingMessage),
    (SENDING, InformationKind::SendingMessage),
    (TLS_SUCCEEDED, InformationKind::TlsSucceeded),
    (TLS_FAILED, InformationKind::TlsFailed),
    (DOMAIN_CAPABILITIES, InformationKind::TlsDomainCapabilities),
    (USER_NAME, InformationKind::UserName),
];

const PERMISSIONS: &[u8] = b"Set Session Permissions";
const ATTEMPTING: &[u8] = b"attempting to connect";
const AUTHENTICATED: &[u8] = b"authenticated";
const BACKEND_LOCATOR: &[u8] = b"AsyncBackendLocator.";
const FAILED_TO_CONNECT: &[u8] = b"Failed to connect";
const INBOUND_FAILED: &[u8] = b"Inbound AUTH ";
const OUTBOUND_FAILED: &[u8] = b"Outbound Authentication failed";
const PROXY_ESTABLISHED: &[u8] = b"Proxy session was successfully set up";
const PROXY_DESTINATIONS: &[u8] = b"Proxy destination(s) obtained from";
const PROXYING: &[u8] = b"Proxying inbound session with session id ";
const PROXY_SETTING_UP: &[u8] = b"Setting up client proxy session to destination(s):";
const RECEIVING: &[u8] = b"receiving message";
const SENDING: &[u8] = b"sending message";
const TLS_SUCCEEDED: &[u8] = b"TLS protocol ";
const TLS_FAILED: &[u8] = b"TLS negotiation failed";
const DOMAIN_CAPABILITIES: &[u8] = b"TlsDomainCapabilities=";
const USER_NAME: &[u8] = b"User Name:";

impl InformationKind {
    /// The kind of a row, by its first words.
    pub fn of(data: &[u8], context: &[u8]) -> InformationKind {
        if Tarpit::is_announced_by(data) {
            return InformationKind::Tarpit;
        }
        if CertificatePart::is_announced_by(context) {
            return InformationKind::Certificate;
        }
        let statement = statement(data, context);
        if is_chain_status(statement) {
            return InformationKind::ChainValidation;
        }
        if ProxiedClient::is_announced_by(statement) {
            return InformationKind::ProxiedClient;
        }
        let first = statement.first().map(u8::to_ascii_lowercase);
        let same_letter = |text: &[u8]| text.first().map(u8::to_ascii_lowercase) == first;
        let known = STATEMENTS.iter().find(|(text, _)| same_letter(text) && begins_with(statement, text));
        known.map_or(InformationKind::Unknown, |(_, kind)| *kind)
    }
}

/// The part with the statement: the context, or the data if the context is empty.
fn statement<'a>(data: &'a [u8], context: &'a [u8]) -> &'a [u8] {
    match context.trim_ascii() {
        [] => data.trim_ascii(),
        context => context,
    }
}

/// A parsed information row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Information<'a> {
    /// The permissions of the session, as short names of `ms-Exch-…` rights, separated by blanks; `None` is one of
    /// them.
    Permissions {
        /// See [`super::permission`].
        names: &'a [u8],
    },
    /// A connection is being opened.
    AttemptingToConnect,
    /// A connection could not be opened.
    FailedToConnect(ConnectFailure<'a>),
    /// A certificate, or one attribute of it.
    Certificate(CertificatePart<'a>),
    /// The session is encrypted from here on.
    TlsSucceeded(TlsResult<'a>),
    /// The session could not be encrypted.
    TlsFailed {
        /// Exchange's word for it, `UnknownCredentials`.
        error: &'a [u8],
    },
    /// The result of validating the client's certificate.
    ChainValidation {
        /// `EmptyCertificate`, `Valid` …
        status: &'a [u8],
    },
    /// The permissions granted by the client's certificate.
    TlsDomainCapabilities {
        /// `None`, `AcceptCloudServicesMail` …
        capabilities: &'a [u8],
        /// `NoRemoteCertificate`, `Success` …
        status: &'a [u8],
        /// The domain of the certificate; empty if the row has none.
        domain: &'a [u8],
    },
    /// A client has authenticated.
    Authenticated {
        /// Address or `DOMAIN\user`.
        user: &'a [u8],
    },
    /// Front End Transport looks up the server with the user's mailbox.
    BackendLocator {
        /// Whether the lookup begins or ends.
        step: Step,
        /// The user.
        user: &'a [u8],
    },
    /// Front End Transport opens a proxy session.
    ProxySettingUp {
        /// Server names.
        destinations: &'a [u8],
    },
    /// From here on the session is proxied, and its commands are not in this log.
    ProxyEstablished {
        /// The user.
        user: &'a [u8],
    },
    /// A client could not authenticate.
    InboundAuthenticationFailed {
        /// `LOGIN`, `NTLM` …
        mechanism: &'a [u8],
        /// `LogonDenied` …
        error: &'a [u8],
    },
    /// This server could not authenticate to another.
    OutboundAuthenticationFailed {
        /// `LogonDenied` …
        error: &'a [u8],
    },
    /// The user name of a failed logon.
    UserName {
        /// As the client gave it.
        name: &'a [u8],
    },
    /// A reply is delayed.
    Tarpit(Tarpit<'a>),
    /// A message is received.
    ReceivingMessage {
        /// The reference, also in message tracking; `None` if the row has none.
        reference: Option<MessageReference<'a>>,
        /// The Message-ID with its angle brackets; empty if the row has none.
        message_id: &'a [u8],
    },
    /// A message is sent.
    SendingMessage {
        /// Number of the message in the queue database.
        record_id: Option<u64>,
        /// The Message-ID with its angle brackets; empty if the row has none.
        message_id: &'a [u8],
    },
    /// Front End Transport has selected the destination of the message.
    ProxyDestinations {
        /// A GUID; empty in older logs.
        correlation_id: &'a [u8],
    },
    /// This session proxies an inbound session.
    ProxyingInboundSession {
        /// The session-id in the receive log of the same server.
        session_id: &'a [u8],
    },
    /// The client whose session another server has passed on.
    ProxiedClient(ProxiedClient<'a>),
    /// Unknown: shown as logged.
    Unknown,
}

/// Whether a row is about the begin or the end of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It begins.
    Begin,
    /// It has ended.
    End,
}

/// A connection that could not be opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectFailure<'a> {
    /// Winsock error code, see [`super::winsock`].
    pub winsock: Option<u32>,
    /// Win32 error code, usually the same number.
    pub win32: Option<u32>,
    /// The destination domain; empty if it is not in the row.
    pub destination: &'a [u8],
    /// The error message of Windows in the server's language, with the address at its end.
    pub message: &'a [u8],
}

/// `session-id;session start;n`: identifies a message of a session, in the protocol log and in message tracking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageReference<'a> {
    /// The session-id.
    pub session_id: &'a [u8],
    /// Start of the session, ISO 8601 UTC.
    pub session_start: &'a [u8],
    /// Number of the message in the session. Services start at different numbers, so do not compare it between logs.
    pub number: Option<u64>,
}

impl<'a> Information<'a> {
    /// Parses a row; `Unknown` if its form is unknown.
    pub fn parse(data: &'a [u8], context: &'a [u8]) -> Information<'a> {
        let statement = statement(data, context);
        let parsed = match InformationKind::of(data, context) {
            InformationKind::Permissions => Some(Information::Permissions { names: data.trim_ascii() }),
            InformationKind::AttemptingToConnect => Some(Information::AttemptingToConnect),
            InformationKind::FailedToConnect => Some(Information::FailedToConnect(connect_failure(statement))),
            InformationKind::Certificate => CertificatePart::parse(data, context).map(Information::Certificate),
            InformationKind::TlsSucceeded => TlsResult::parse(statement).map(Information::TlsSucceeded),
            InformationKind::TlsFailed => Some(Information::TlsFailed { error: after(statement, b" with error ") }),
            InformationKind::ChainValidation => quoted(statement).map(|status| Information::ChainValidation { status }),
            InformationKind::TlsDomainCapabilities => Some(domain_capabilities(statement)),
            InformationKind::Authenticated => Some(Information::Authenticated { user: data.trim_ascii() }),
            InformationKind::BackendLocator => backend_locator(statement),
            InformationKind::ProxySettingUp => proxy_setting_up(statement),
            InformationKind::ProxyEstablished => Some(proxy_established(statement)),
            InformationKind::InboundAuthenticationFailed => inbound_failure(statement),
            InformationKind::OutboundAuthenticationFailed => Some(outbound_failure(statement)),
            InformationKind::UserName => user_name(statement),
            InformationKind::Tarpit => Tarpit::parse(data, context).map(Information::Tarpit),
            InformationKind::ReceivingMessage => Some(receiving(data, statement)),
            InformationKind::SendingMessage => Some(sending(statement)),
            InformationKind::ProxyDestinations => Some(proxy_destinations(statement)),
            InformationKind::ProxyingInboundSession => proxying(statement),
            InformationKind::ProxiedClient => ProxiedClient::in_row(data, context).map(Information::ProxiedClient),
            InformationKind::Unknown => None,
        };
        parsed.unwrap_or(Information::Unknown)
    }
}

/// The text after some words; empty without them.
fn after<'a>(text: &'a [u8], words: &[u8]) -> &'a [u8] {
    split_once(text, words).map(|(_, rest)| rest.trim_ascii()).unwrap_or_default()
}

/// `Failed to connect. Winsock error code: 10061, Win32 error code: 10061, Destination domain: …, Error Message: …`.
/// The message comes last because it may contain commas.
fn connect_failure(text: &[u8]) -> ConnectFailure<'_> {
    let (head, message) = split_once(text, b"Error Message:").unwrap_or((text, b""));
    let code = |name: &[u8]| {
        let digits = after(head, name).split(|byte| !byte.is_ascii_digit()).next()?;
        u32::try_from(decimal(digits)?).ok()
    };
    let destination = after(head, b"Destination domain:");
    ConnectFailure {
        winsock: code(b"Winsock error code:"),
        win32: code(b"Win32 error code:"),
        destination: destination.strip_suffix(b",").unwrap_or(destination),
        message: message.trim_ascii(),
    }
}

fn domain_capabilities(text: &[u8]) -> Information<'_> {
    let value = |name: &[u8]| split_once(text, name).and_then(|(_, rest)| quoted(rest)).unwrap_or_default();
    Information::TlsDomainCapabilities {
        capabilities: value(b"TlsDomainCapabilities="),
        status: value(b"Status="),
        domain: value(b"Domain="),
    }
}

/// `AsyncBackendLocator.EndGetDatabaseToServerMappingInfo for user user@contoso.com`
fn backend_locator(text: &[u8]) -> Option<Information<'_>> {
    let task = strip_prefix(text, BACKEND_LOCATOR)?;
    let step = if begins_with(task, b"End") { Step::End } else { Step::Begin };
    let user = after(task, b" for user ");
    Some(Information::BackendLocator { step, user: user.strip_suffix(b".").unwrap_or(user) })
}

fn proxy_setting_up(text: &[u8]) -> Option<Information<'_>> {
    let destinations = strip_prefix(text, PROXY_SETTING_UP)?.trim_ascii();
    Some(Information::ProxySettingUp { destinations })
}

/// `… Session foruser@contoso.com will now be proxied`: Exchange omits the blank after `for`.
fn proxy_established(text: &[u8]) -> Information<'_> {
    let sentence = after(text, b"Session for");
    let user = strip_suffix(sentence, b"will now be proxied").unwrap_or(sentence).trim_ascii();
    Information::ProxyEstablished { user }
}

fn inbound_failure(text: &[u8]) -> Option<Information<'_>> {
    let (mechanism, rest) = first_word(strip_prefix(text, INBOUND_FAILED)?);
    let error = strip_prefix(rest, b"failed because of")?.trim_ascii();
    Some(Information::InboundAuthenticationFailed { mechanism, error })
}

fn outbound_failure(text: &[u8]) -> Information<'_> {
    let rest = strip_prefix(text, OUTBOUND_FAILED).unwrap_or_default().trim_ascii();
    let rest = strip_prefix(rest, b"with ").unwrap_or(rest);
    Information::OutboundAuthenticationFailed { error: strip_prefix(rest, b"error ").unwrap_or(rest) }
}

fn user_name(text: &[u8]) -> Option<Information<'_>> {
    Some(Information::UserName { name: strip_prefix(text, USER_NAME)?.trim_ascii() })
}

/// Either the data has the reference, or the statement has the Message-ID.
fn receiving<'a>(data: &'a [u8], statement: &'a [u8]) -> Information<'a> {
    let message_id = after(statement, b"InternetMessageId ");
    Information::ReceivingMessage { reference: message_reference(data), message_id }
}

fn message_reference(data: &[u8]) -> Option<MessageReference<'_>> {
    let (session_id, rest) = split_once(data.trim_ascii(), b";")?;
    let (session_start, number) = split_once(rest, b";")?;
    Some(MessageReference { session_id, session_start, number: decimal(number) })
}

fn sending(text: &[u8]) -> Information<'_> {
    let (record_id, _) = first_word(after(text, b"RecordId "));
    Information::SendingMessage { record_id: decimal(record_id), message_id: after(text, b"InternetMessageId ") }
}

fn proxy_destinations(text: &[u8]) -> Information<'_> {
    Information::ProxyDestinations { correlation_id: after(text, b"Correlation Id:") }
}

fn proxying(text: &[u8]) -> Option<Information<'_>> {
    let (session_id, _) = first_word(strip_prefix(text, PROXYING)?);
    Some(Information::ProxyingInboundSession { session_id })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::hostile::variant;
    use crate::exchange::{CertificateDirection, TarpitReason};

    fn parse<'a>(data: &'a str, context: &'a str) -> Information<'a> {
        let parsed = Information::parse(data.as_bytes(), context.as_bytes());
        let kind = InformationKind::of(data.as_bytes(), context.as_bytes());
        assert_eq!(variant(&parsed), variant(&kind), "{data}|{context}");
        parsed
    }

    #[test]
    fn reads_permissions() {
        let names = b"SMTPSubmit SMTPAcceptAnySender AcceptRoutingHeaders";
        let row = parse("SMTPSubmit SMTPAcceptAnySender AcceptRoutingHeaders", "Set Session Permissions");
        assert_eq!(row, Information::Permissions { names });
        assert_eq!(parse("None", "Set Session Permissions"), Information::Permissions { names: b"None" });
    }

    #[test]
    fn reads_connecting() {
        assert_eq!(parse("", "attempting to connect"), Information::AttemptingToConnect);
        let failure = parse(
            "",
            "Failed to connect. Winsock error code: 10061, Win32 error code: 10061, Destination domain: internalproxy, \
             Error Message: No connection could be made, because it was refused 192.0.2.7:2525.",
        );
        let expected = ConnectFailure {
            winsock: Some(10061),
            win32: Some(10061),
            destination: b"internalproxy",
            message: b"No connection could be made, because it was refused 192.0.2.7:2525.",
        };
        assert_eq!(failure, Information::FailedToConnect(expected));
        assert_eq!(parse("", "Failed to connect"), Information::FailedToConnect(ConnectFailure::default()));
    }

    #[test]
    fn reads_certificates_of_both_shapes() {
        let part = |data, context| match parse(data, context) {
            Information::Certificate(part) => part,
            other => panic!("{other:?}"),
        };
        assert_eq!(part("", "Sending certificate"), CertificatePart::Begin(CertificateDirection::Sent));
        assert!(matches!(part("CN=a, O=b", "Certificate subject"), CertificatePart::Attribute(..)));
        assert!(matches!(part(" CN=a CN=b", "Remote certificate Subject Issuer name"), CertificatePart::Whole(_)));
    }

    #[test]
    fn reads_tls() {
        let succeeded = "TLS protocol SP_PROT_TLS1_0_CLIENT negotiation succeeded using bulk encryption algorithm \
            CALG_AES_128 with strength 128 bits, MAC hash algorithm CALG_SHA1 with strength 160 bits and key exchange \
            algorithm CALG_ECDHE with strength 256 bits";
        assert!(matches!(parse("", succeeded), Information::TlsSucceeded(tls) if tls.is_outdated()));
        let failed = parse("", "TLS negotiation failed with error UnknownCredentials");
        assert_eq!(failed, Information::TlsFailed { error: b"UnknownCredentials" });
        let chain = parse("", "Client certificate chain validation status: 'EmptyCertificate'");
        assert_eq!(chain, Information::ChainValidation { status: b"EmptyCertificate" });
        let capabilities = parse("", "TlsDomainCapabilities='None'; Status='Success'; Domain='mail.fabrikam.com'");
        let (none, success, domain) = (&b"None"[..], &b"Success"[..], &b"mail.fabrikam.com"[..]);
        let expected = Information::TlsDomainCapabilities { capabilities: none, status: success, domain };
        assert_eq!(capabilities, expected);
    }

    #[test]
    fn reads_authentication() {
        let user = b"CONTOSO\\_svc";
        assert_eq!(parse("CONTOSO\\_svc", "authenticated"), Information::Authenticated { user });
        let failed = parse("", "Inbound AUTH LOGIN failed because of LogonDenied");
        let (mechanism, error) = (&b"LOGIN"[..], &b"LogonDenied"[..]);
        assert_eq!(failed, Information::InboundAuthenticationFailed { mechanism, error });
        let failed = parse("", "Outbound Authentication failed with LogonDenied");
        assert_eq!(failed, Information::OutboundAuthenticationFailed { error });
        assert_eq!(parse("", "User Name: exctest"), Information::UserName { name: b"exctest" });
        assert_eq!(parse("", "User Name:"), Information::UserName { name: b"" });
    }

    #[test]
    fn reads_client_proxy() {
        let user = b"user@contoso.com";
        let begin = parse("", "ASyncBackendLocator.BeginGetDatabaseToServerMappingInfo for user user@contoso.com.");
        assert_eq!(begin, Information::BackendLocator { step: Step::Begin, user });
        let end = parse("", "AsyncBackendLocator.EndGetDatabaseToServerMappingInfo for user user@contoso.com");
        assert_eq!(end, Information::BackendLocator { step: Step::End, user });
        let set_up = parse("", "Setting up client proxy session to destination(s): srv-xch03.contoso.com");
        assert_eq!(set_up, Information::ProxySettingUp { destinations: b"srv-xch03.contoso.com" });
        let row = "Proxy session was successfully set up. Session foruser@contoso.com will now be proxied";
        assert_eq!(parse("", row), Information::ProxyEstablished { user });
        let with_blank = "Proxy session was successfully set up. Session for user@contoso.com will now be proxied";
        assert_eq!(parse("", with_blank), Information::ProxyEstablished { user });
    }

    #[test]
    fn reads_tarpits() {
        let row = parse("Tarpit for '0.00:00:25.639' due to 'DelayedAck'", "Delivered");
        let Information::Tarpit(tarpit) = row else { panic!("{row:?}") };
        assert_eq!((tarpit.duration_ms, tarpit.reason()), (Some(25_639), Some(TarpitReason::DelayedAck)));
    }

    #[test]
    fn reads_messages() {
        let reference = MessageReference {
            session_id: b"08DC42C8FF236A1F",
            session_start: b"2024-03-13T09:01:18.723Z",
            number: Some(1),
        };
        let numbered = parse("08DC42C8FF236A1F;2024-03-13T09:01:18.723Z;1", "receiving message");
        assert_eq!(numbered, Information::ReceivingMessage { reference: Some(reference), message_id: b"" });
        let named = parse("", "receiving message with InternetMessageId <a@contoso.com>");
        assert_eq!(named, Information::ReceivingMessage { reference: None, message_id: b"<a@contoso.com>" });
        let sent = parse("", "sending message with RecordId 167503004549 and InternetMessageId <a@contoso.com>");
        let record_id = Some(167_503_004_549);
        assert_eq!(sent, Information::SendingMessage { record_id, message_id: b"<a@contoso.com>" });
        assert_eq!(parse("", "sending message"), Information::SendingMessage { record_id: None, message_id: b"" });
    }

    #[test]
    fn reads_proxied_messages() {
        let plain = parse("", "Proxy destination(s) obtained from OnProxyInboundMessage event");
        assert_eq!(plain, Information::ProxyDestinations { correlation_id: b"" });
        let correlated =
            parse("", "Proxy destination(s) obtained from OnProxyInboundMessage event. Correlation Id:80a8d7bd");
        assert_eq!(correlated, Information::ProxyDestinations { correlation_id: b"80a8d7bd" });
        let proxying = parse("", "Proxying inbound session with session id 08D54162A04116F1");
        assert_eq!(proxying, Information::ProxyingInboundSession { session_id: b"08D54162A04116F1" });
    }

    #[test]
    fn a_statement_may_be_in_the_data() {
        assert_eq!(parse("attempting to connect", ""), Information::AttemptingToConnect);
        assert_eq!(parse("User Name: anna", " "), Information::UserName { name: b"anna" });
    }

    #[test]
    fn anything_else_is_unknown() {
        for (data, context) in [("", ""), ("x", "y"), ("\u{fc}", "\u{fc}"), ("authenticat", ""), ("", "Certificate")] {
            assert_eq!(parse(data, context), Information::Unknown);
        }
    }

    #[test]
    fn a_row_that_only_begins_like_a_known_one_cannot_be_read() {
        assert_eq!(Information::parse(b"", b"TLS protocol x"), Information::Unknown);
        assert_eq!(Information::parse(b"Tarpit for '5", b""), Information::Unknown);
        assert_eq!(Information::parse(b"", b"Inbound AUTH LOGIN"), Information::Unknown);
    }
}

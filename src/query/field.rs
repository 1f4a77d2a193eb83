//! The table of fields: the one place to add or describe a field.
//!
//! The lexer takes the names from it, the parser the kind of value, and the help page everything else. A test parses
//! the sample of every row.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use chrono::Weekday;

use super::choice::listed;
use super::distance::distance;
use super::value::Unit;
use crate::entry::{Event, LogType};
use crate::finding::{FindingKind, FindingSeverity};
use crate::format::Property;
use crate::store::{CertificateState, Deferral, Noise, Outcome};

/// A field whose value is text: matched without case, anywhere in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    /// The endpoint of the other side, or the original client.
    Remote,
    /// The endpoint of the server that wrote the log.
    Local,
    /// Connector-id.
    Connector,
    /// Session-id.
    Session,
    /// Client name of EHLO or HELO.
    Helo,
    /// Sender of a transaction (reverse-path), without angle brackets; empty for the null reverse-path.
    From,
    /// Recipient of a transaction (forward-path), without angle brackets.
    To,
    /// Message-ID of a transaction, without angle brackets.
    MessageId,
    /// The worst reply.
    Reply,
    /// A reply that refuses something.
    Refusal,
    /// Cipher of the TLS session, its key exchange and its MAC.
    Cipher,
    /// User who authenticated or tried to.
    User,
    /// Verb of a command.
    Verb,
    /// How the connection was closed, in Exchange's words: `Local`, `Remote(ConnectionReset)`.
    Ended,
    /// Host or address returned by DNS (connectivity log).
    Dns,
    /// Destination (connectivity log).
    Destination,
    /// Source (connectivity log).
    Source,
    /// Server that wrote the log.
    Server,
    /// Service that wrote the log.
    Service,
    /// Name of a file that entries of the session come from, with its folder.
    File,
    /// Path of a request.
    Url,
    /// User agent of a request; in an agent log the agent.
    UserAgent,
    /// What happened to a message: event of a tracking log, action of an agent.
    EventId,
    /// Subject of a message.
    Subject,
    /// Peculiarities of the session, in words.
    Flags,
    /// Domain of a sender.
    SenderDomain,
    /// Domain of a recipient.
    RecipientDomain,
    /// The worst reply, without what differs from session to session.
    Reason,
    /// Key exchange of the TLS session.
    KeyExchange,
    /// Mechanism of an attempt to authenticate.
    Mechanism,
    /// Subject of a presented certificate.
    Certificate,
    /// Issuer of a presented certificate.
    Issuer,
    /// What else than SMTP was spoken.
    Protocol,
    /// A permission of the session.
    Permissions,
    /// An extension that a server offers in its reply to EHLO.
    Capability,
    /// What a device between client and server has replaced.
    Rewritten,
    /// What Exchange notes beside the dialogue, or a step of a connectivity log.
    Information,
}

impl TextField {
    /// Whether a cell may hold several of its values, parted by `;` and perhaps in angle brackets, as addresses are.
    pub(super) fn is_listed_in_cells(self) -> bool {
        use TextField::{From, MessageId, RecipientDomain, SenderDomain, Server, Service, To};
        matches!(self, From | To | MessageId | Server | Service | SenderDomain | RecipientDomain)
    }
}

impl TextField {
    /// Whether nothing between angle brackets is a value: the null reverse-path is a sender.
    pub(super) fn has_empty_values(self) -> bool {
        matches!(self, TextField::From | TextField::To)
    }
}

/// A field whose value is a whole number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberField {
    /// Port of the local or the remote endpoint.
    Port,
    /// Reply code of an entry.
    Code,
    /// Milliseconds from the first entry to the last.
    Duration,
    /// Milliseconds of the largest pause between two entries.
    Gap,
    /// Milliseconds of the longest pause in which one side waited for the other.
    Wait,
    /// Bytes of mail in the session.
    Size,
    /// Transactions that ended in a message, or messages of a connectivity session.
    Messages,
    /// Recipients in the session.
    Recipients,
    /// Entries in the session.
    Entries,
    /// Attempts to authenticate in the session.
    Attempts,
    /// Attempts of these that failed.
    FailedAttempts,
    /// Attempts of these in which name or password was refused.
    DeniedAttempts,
    /// Those of these that come before the first success.
    Guesses,
    /// Sequence-numbers missing within the session.
    MissingEntries,
    /// Milliseconds of the delays that Exchange announced.
    Tarpit,
    /// HTTP status of an entry.
    HttpStatus,
    /// Milliseconds that a request took.
    TimeTaken,
}

impl NumberField {
    pub(super) fn unit(self) -> Unit {
        match self {
            NumberField::Duration
            | NumberField::Gap
            | NumberField::Wait
            | NumberField::Tarpit
            | NumberField::TimeTaken => Unit::Milliseconds,
            NumberField::Size => Unit::Bytes,
            NumberField::Code | NumberField::HttpStatus => Unit::ReplyCode,
            _ => Unit::Plain,
        }
    }

    /// The units that its values are written with; `None` if they have none.
    pub(super) fn units(self) -> Option<Unit> {
        Some(self.unit()).filter(|unit| !unit.names().is_empty())
    }
}

/// A field whose value is a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeField {
    /// The first entry of the session.
    Start,
    /// The last entry of the session.
    End,
    /// The end of the validity of a presented certificate.
    CertificateExpires,
    /// The same of a certificate of the server that wrote the log.
    OwnCertificateExpires,
}

/// A field whose value is an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IpField {
    /// Any address of the session.
    Any,
    /// That of the client.
    Client,
    /// One that this server connected to, or tried to.
    Target,
}

/// What a field or a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// One entry; entries that match are marked.
    Entry,
    /// The session as a whole; nothing is marked.
    Session,
}

/// What kind of value a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text(TextField),
    Number(NumberField),
    Log,
    Event,
    Outcome,
    Finding,
    Severity,
    Noise,
    Deferral,
    Ip(IpField),
    Status,
    Tls,
    CertificateState,
    Auth,
    Time(TimeField),
    Weekday,
    After,
    Before,
}

impl Kind {
    /// The values it takes, as the rest of a sentence that begins with "takes".
    pub fn takes(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Kind::Log => return Cow::Owned(listed::<LogType>()),
            Kind::Event => return Cow::Owned(listed::<Event>()),
            Kind::Outcome => return Cow::Owned(listed::<Outcome>()),
            Kind::CertificateState => return Cow::Owned(listed::<CertificateState>()),
            Kind::Finding => return Cow::Owned(listed::<FindingKind>()),
            Kind::Severity => return Cow::Owned(listed::<FindingSeverity>()),
            Kind::Noise => return Cow::Owned(format!("{}; `*` finds any noise", listed::<Noise>())),
            Kind::Deferral => return Cow::Owned(format!("{}; `*` finds any", listed::<Deferral>())),
            Kind::Weekday => return Cow::Owned(listed::<Weekday>()),
            Kind::Text(TextField::Url) => {
                "a path such as `/owa`, `<…>` for an exact match, text with `*`, or a `/regex/`"
            }
            Kind::Text(_) => "text, `<…>` for an exact match, text with `*`, or a `/regex/`",
            Kind::Number(field) => match field.unit() {
                Unit::Plain => "a number such as `25`, a range such as `1..10`, or a comparison",
                Unit::ReplyCode if field == NumberField::HttpStatus => {
                    "a status such as `404`, a class such as `5xx`, a range such as `500..503`, or a comparison"
                }
                Unit::ReplyCode => {
                    "a reply code such as `550`, a class such as `5xx`, a range such as `500..559`, \
                                    or a comparison"
                }
                Unit::Milliseconds => {
                    "a duration with a unit (ms, s, m, h, d) such as `30s`, a range such as \
                                       `1s..5s`, or a comparison"
                }
                Unit::Bytes => "a size in b, kb, mb or gb such as `10mb`, a range such as `1mb..5mb`, or a comparison",
            },
            Kind::Ip(_) => {
                "an address such as `192.0.2.1` or `2001:db8::1`, a network such as `192.0.2.0/24`, or a range such as `192.0.2.10-192.0.2.20`"
            }
            Kind::Status => {
                "an enhanced status code such as `5.7.1` or `5.7.*` (for other codes use `code` or `http-status`)"
            }
            Kind::Tls => {
                "a version (`1.0`, `1.1`, `1.2`, `1.3`, `ssl2`, `ssl3`), `none`, `unknown` (TLS, but no row says which), `failed`, `*` for any \
                          version, or a comparison such as `tls<1.2`"
            }
            Kind::Auth => {
                "`ok`, `failed`, `denied` (name or password was refused), `failed-only`, `guessed` (logged on after a wrong name or password), `tested` (logged \
                          on and did nothing else), `none`, or a mechanism such as `login`"
            }
            Kind::After | Kind::Before => {
                "a time such as `2026-03-01`, `2026-03-01 14:30`, `01.03.2026`, `14:30`, `today` or `yesterday`"
            }
            Kind::Time(_) => {
                "a time such as `2026-03-01`, `2026-03-01 14:30`, `01.03.2026`, `14:30`, `today` or `yesterday`, a range \
                          such as `14:30..14:45`, or a comparison"
            }
        })
    }

    /// Whether `<`, `<=`, `>` and `>=` make sense.
    pub fn compares(self) -> bool {
        matches!(self, Kind::Number(_) | Kind::Tls | Kind::Time(_))
    }

    /// Whether it takes a number of something, neither a length nor a code.
    pub fn counts(self) -> bool {
        matches!(self, Kind::Number(number) if number.unit() == Unit::Plain && number != NumberField::Port)
    }

    /// Whether it takes text, so that `<…>` is exactly this text.
    pub fn takes_text(self) -> bool {
        matches!(self, Kind::Text(_) | Kind::Auth)
    }

    /// Whether it takes times.
    pub fn takes_time(self) -> bool {
        matches!(self, Kind::Time(_) | Kind::After | Kind::Before)
    }

    /// The columns of tables that it also asks.
    pub fn properties(self) -> &'static [Property] {
        match self {
            Kind::Text(TextField::From | TextField::SenderDomain) => &[Property::Sender],
            Kind::Text(TextField::To | TextField::RecipientDomain) => &[Property::Recipient],
            Kind::Text(TextField::MessageId) => &[Property::MessageId],
            Kind::Text(TextField::Subject) => &[Property::Subject],
            Kind::Text(TextField::User) => &[Property::User],
            Kind::Text(TextField::Server) => &[Property::Server],
            Kind::Text(TextField::Connector) => &[Property::Connector],
            Kind::Text(TextField::Source) => &[Property::Source],
            Kind::Text(TextField::EventId) => &[Property::EventId],
            Kind::Text(TextField::Url) => &[Property::Url],
            Kind::Text(TextField::Verb) => &[Property::Method],
            Kind::Text(TextField::UserAgent) => &[Property::UserAgent],
            Kind::Number(NumberField::Code | NumberField::HttpStatus) => &[Property::Status],
            Kind::Number(NumberField::TimeTaken) => &[Property::TimeTaken],
            Kind::Number(NumberField::Size) => &[Property::MessageSize],
            Kind::Ip(IpField::Any) => &[Property::ClientAddress, Property::OriginalClient, Property::ServerAddress],
            Kind::Ip(IpField::Client) => &[Property::ClientAddress, Property::OriginalClient],
            _ => &[],
        }
    }

    /// Whether it describes one entry or the whole session.
    pub fn level(self) -> Level {
        match self {
            Kind::Text(TextField::From | TextField::To | TextField::MessageId | TextField::Verb)
            | Kind::Text(TextField::Url | TextField::UserAgent | TextField::EventId | TextField::Subject)
            | Kind::Text(TextField::SenderDomain | TextField::RecipientDomain | TextField::Mechanism)
            | Kind::Text(TextField::Certificate | TextField::Issuer | TextField::Permissions)
            | Kind::Text(TextField::Protocol | TextField::Refusal | TextField::Capability)
            | Kind::Text(TextField::Rewritten | TextField::Information)
            | Kind::Time(TimeField::CertificateExpires | TimeField::OwnCertificateExpires)
            | Kind::Number(NumberField::Code | NumberField::HttpStatus | NumberField::TimeTaken)
            | Kind::Event
            | Kind::Status => Level::Entry,
            _ => Level::Session,
        }
    }
}

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    pub kind: Kind,
    pub sample: &'static str,
    pub help: &'static str,
}

const fn field(
    name: &'static str,
    aliases: &'static [&'static str],
    kind: Kind,
    sample: &'static str,
    help: &'static str,
) -> Field {
    Field { name, aliases, kind, sample, help }
}

use NumberField as N;
use TextField as T;
use TimeField as When;

#[rustfmt::skip]
pub(super) static FIELDS: &[Field] = &[
    field("log", &[], Kind::Log, "log:receive", "The log that the session was read from."),
    field("server", &[], Kind::Text(T::Server), "server:ex01", "The server that wrote the log, if known, or a server that an entry names."),
    field("service", &[], Kind::Text(T::Service), "service:frontend", "The service that wrote the log, such as Front End Transport."),
    field("file", &["folder"], Kind::Text(T::File), "file:RECV2026030108", "A file that entries of the session come from, with its folder."),
    field("connector", &["connector-id"], Kind::Text(T::Connector), "connector:\"Default Frontend\"", "The Receive or Send connector."),
    field("session", &["session-id"], Kind::Text(T::Session), "session:08D7D4D2EFBC4CC6", "The session-id."),
    field("ip", &["address"], Kind::Ip(IpField::Any), "ip:192.0.2.0/24", "The address of either endpoint, of the original client where a server or proxy passed it on, or an address that a connection was attempted to."),
    field("client", &["client-address", "client-ip"], Kind::Ip(IpField::Client), "client:192.0.2.0/24", "The address of the client, or of the original client where a server or proxy passed it on; not of this server."),
    field("target", &["target-address"], Kind::Ip(IpField::Target), "target:198.51.100.7", "An address that this server connected to, or tried to."),
    field("remote", &["remote-endpoint", "remote-address"], Kind::Text(T::Remote), "remote:198.51.100", "The endpoint of the other side, or the original client, as the list shows it; for networks use `ip`."),
    field("local", &["local-endpoint", "local-address"], Kind::Text(T::Local), "local:192.0.2.10", "The endpoint of this server."),
    field("port", &[], Kind::Number(N::Port), "port:25,587", "The port of either endpoint."),
    field("helo", &["ehlo", "client-name"], Kind::Text(T::Helo), "helo:printer", "The name that the client gave in EHLO or HELO."),
    field("user", &[], Kind::Text(T::User), "user:CONTOSO\\scanner", "A user who authenticated or tried to, in any attempt; `user:*` finds any user."),
    field("auth", &[], Kind::Auth, "auth:failed", "The result of any attempt to authenticate, of all of them, or a mechanism."),
    field("mechanism", &[], Kind::Text(T::Mechanism), "mechanism:NTLM", "The mechanism of an attempt to authenticate."),
    field("attempts", &["logons-tried"], Kind::Number(N::Attempts), "attempts>3", "The number of attempts to authenticate in the session."),
    field("failed-attempts", &[], Kind::Number(N::FailedAttempts), "failed-attempts>3", "The number of those that failed."),
    field("denied-attempts", &[], Kind::Number(N::DeniedAttempts), "denied-attempts>3", "The number of those in which name or password was refused."),
    field("guesses", &[], Kind::Number(N::Guesses), "guesses>=5", "The number of those that come before the first logon that succeeded."),
    field("tls", &[], Kind::Tls, "tls<1.2", "The negotiated TLS version; `none` finds unencrypted sessions."),
    field("cipher", &[], Kind::Text(T::Cipher), "cipher:AES_128", "The cipher, MAC or key exchange of the TLS session."),
    field("key-exchange", &[], Kind::Text(T::KeyExchange), "key-exchange:RSA", "The key exchange of the TLS session."),
    field("certificate", &["certificate-subject"], Kind::Text(T::Certificate), "certificate:mail.contoso.com", "The subject of a certificate that either side presented."),
    field("issuer", &["certificate-issuer"], Kind::Text(T::Issuer), "issuer:Contoso-CA", "The issuer of a certificate that either side presented."),
    field("certificate-state", &[], Kind::CertificateState, "certificate-state:expired", "Whether a certificate that either side presented was valid at that time, was issued by its own holder, names other hosts than the one in EHLO or the greeting, or is the own one of a server that presented several on one connector, or has replaced it since."),
    field("certificate-expires", &["certificate-expiry"], Kind::Time(When::CertificateExpires), "certificate-expires<2026-04-01", "When a certificate that either side presented expires."),
    field("own-certificate-expires", &["own-certificate-expiry"], Kind::Time(When::OwnCertificateExpires), "own-certificate-expires<2026-04-01", "When a certificate that this server presented expires."),
    field("permissions", &["permission"], Kind::Text(T::Permissions), "permissions:SMTPAcceptAnyRecipient", "A permission that the session had, in the words of the log."),
    field("from", &["sender"], Kind::Text(T::From), "from:*@contoso.com", "A sender (MAIL FROM); `from:<>` finds the null sender of bounces."),
    field("to", &["recipient"], Kind::Text(T::To), "to:<ann@fabrikam.com>", "A recipient (RCPT TO)."),
    field("sender-domain", &["from-domain"], Kind::Text(T::SenderDomain), "sender-domain:<contoso.com>", "The domain of a sender."),
    field("recipient-domain", &["to-domain"], Kind::Text(T::RecipientDomain), "recipient-domain:<fabrikam.com>", "The domain of a recipient."),
    field("message-id", &["messageid", "msgid"], Kind::Text(T::MessageId), "message-id:<1234@contoso.com>", "The Message-ID of a message."),
    field("subject", &[], Kind::Text(T::Subject), "subject:invoice", "The subject of a message (message tracking log)."),
    field("event-id", &["action"], Kind::Text(T::EventId), "event-id:FAIL", "The event of a message tracking log, or the action of an agent."),
    field("verb", &["command", "method"], Kind::Text(T::Verb), "verb:BDAT", "The verb of a command, or the method of an HTTP request."),
    field("event", &[], Kind::Event, "event:*", "The event of an entry: connect, disconnect, sent, received, information."),
    field("reply", &["worst-reply"], Kind::Text(T::Reply), "reply:\"Unable to relay\"", "The worst reply in the session, with its text."),
    field("refusal", &[], Kind::Text(T::Refusal), "refusal:greylist", "Any reply of 4xx or 5xx, with its text; `reply` is only the worst of the session."),
    field("reason", &[], Kind::Text(T::Reason), "reason:\"Unable to relay\"", "The worst reply without addresses, names of hosts, ids and numbers, so that equal reasons are equal."),
    field("code", &["reply-code", "worst-reply-code"], Kind::Number(N::Code), "code:550,4xx", "The reply code of an entry; in HTTP logs the HTTP status."),
    field("http-status", &["sc-status"], Kind::Number(N::HttpStatus), "http-status:5xx", "The HTTP status of a request."),
    field("url", &["uri"], Kind::Text(T::Url), "url:/owa", "The path of a request."),
    field("user-agent", &["agent"], Kind::Text(T::UserAgent), "user-agent:Outlook", "The user agent of a request; in agent logs the agent."),
    field("time-taken", &["took"], Kind::Number(N::TimeTaken), "time-taken>1s", "The time that a request or a command took, as measured by the server; not that of IDLE, which waits on purpose."),
    field("protocol", &[], Kind::Text(T::Protocol), "protocol:HTTP", "What a client spoke instead of SMTP: TLS without STARTTLS, HTTP, SSH and others; `protocol:*` finds any."),
    field("capability", &["ehlo-keyword"], Kind::Text(T::Capability), "capability:STARTTLS", "An extension that the server offers in its reply to EHLO, with its parameters."),
    field("rewritten", &[], Kind::Text(T::Rewritten), "rewritten:extensions", "What a firewall has overwritten with X or asterisks: the `greeting`, `extensions` in the reply to EHLO, a `command`; `rewritten:*` finds any."),
    field("information", &["info"], Kind::Text(T::Information), "information:\"Failed to connect\"", "What Exchange notes beside the dialogue (event `*`), a step of a connectivity log, or why a session ended."),
    field("status", &[], Kind::Status, "status:5.7.*", "The enhanced status code of an entry."),
    field("outcome", &[], Kind::Outcome, "outcome:rejected,deferred", "The outcome of the session."),
    field("deferral", &[], Kind::Deferral, "deferral:unresolved", "What became of mail that was put off in the session: mail of the same sender for the same recipient was accepted later in these logs (`recovered`) or not (`unresolved`), or that is not known (`unknown`), since they were not logged, or as the null sender `<>` is that of other reports too. A session with several recipients may have several."),
    field("finding", &[], Kind::Finding, "finding:relay-denied", "What deserves attention about the session, as the overview says it."),
    field("severity", &[], Kind::Severity, "severity:problem,warning", "How much the worst of these matters."),
    field("noise", &[], Kind::Noise, "noise:probe", "Whether the session did nothing and nothing went wrong in it: the client said nothing (`silent`), it was the health check of a load balancer or monitor (`probe`) or Exchange's own monitoring (`health`). A health mailbox that fails is not noise."),
    field("ended", &[], Kind::Text(T::Ended), "ended:ConnectionReset", "Which side closed the connection (`local`, `remote`), or why it was closed."),
    field("duration", &["duration-ms"], Kind::Number(N::Duration), "duration:1s..5s", "The time from the first entry to the last."),
    field("gap", &["largest-gap", "largest-gap-ms"], Kind::Number(N::Gap), "gap>30s", "The longest pause between two entries."),
    field("wait", &["longest-wait", "longest-wait-ms"], Kind::Number(N::Wait), "wait>30s", "The longest pause in which one side waited for the other: not those between messages, nor what Exchange announced as a tarpit, nor the time that a slow line (64 KB a second) takes for a message."),
    field("tarpit", &["tarpit-ms"], Kind::Number(N::Tarpit), "tarpit>5s", "The sum of the delays that Exchange announced as tarpits."),
    field("size", &[], Kind::Number(N::Size), "size>=10mb", "The bytes of mail in the session, the size of the message in a tracking log, or the bytes sent to a POP3 or IMAP4 client; 1 kb is 1024 bytes."),
    field("messages", &["msgs"], Kind::Number(N::Messages), "messages=0", "The number of messages in the session."),
    field("recipients", &[], Kind::Number(N::Recipients), "recipients>100", "The number of recipients in the session."),
    field("entries", &[], Kind::Number(N::Entries), "entries<=3", "The number of entries in the session."),
    field("missing-entries", &[], Kind::Number(N::MissingEntries), "missing-entries>0", "The number of sequence-numbers that are missing within the session."),
    field("flags", &["not-logged"], Kind::Text(T::Flags), "flags:incomplete", "What is peculiar about the session, in the words of the export, such as `holes` or `incomplete beginning`."),
    field("start", &["time", "start-utc"], Kind::Time(When::Start), "start:2026-03-01T14:30", "The session began at this time."),
    field("end", &["end-utc"], Kind::Time(When::End), "end>2026-03-01T14:30", "The session ended at this time."),
    field("weekday", &[], Kind::Weekday, "weekday:saturday,sunday", "The session began on this day of the week."),
    field("after", &["since"], Kind::After, "after:2026-03-01T14:30", "The session began at or after this time."),
    field("before", &["until"], Kind::Before, "before:2026-03-02", "The session began before this time."),
    field("destination", &[], Kind::Text(T::Destination), "destination:internalproxy", "The destination in a connectivity log."),
    field("source", &[], Kind::Text(T::Source), "source:MapiSubmission", "The source in a connectivity or message tracking log."),
    field("dns", &[], Kind::Text(T::Dns), "dns:mx1.fabrikam.com", "A host or address returned by DNS, in a connectivity log."),
];

/// The field of that name or alias, without case; hyphens may be underscores.
pub(super) fn field_named(name: &str) -> Option<&'static Field> {
    let is_same = |(known, own): (u8, u8)| known.eq_ignore_ascii_case(&own) || (known, own) == (b'-', b'_');
    let is_named = |known: &str| known.len() == name.len() && known.bytes().zip(name.bytes()).all(is_same);
    FIELDS.iter().find(|field| names(field).any(is_named))
}

/// Columns of exports that are no fields, each with the advice what to write instead.
const NO_FIELDS: &[(&[&str], &str)] = &[
    (&["local-port", "remote-port"], "`port` asks for the port of either endpoint"),
    (&["time-zone"], "times after `start` and `end` are in the zone that the page shows"),
    (&["message-number"], "`messages` asks for their number in a session"),
    (&["recipient-outcome"], "`outcome` asks for the outcome of the session, `code` for the code of any reply"),
    (&["recipient-reply"], "`code` asks for the code of any reply, `reply` for the worst one"),
];

/// What to write instead of the name of an exported column that is no field.
pub(super) fn instead_of(name: &str) -> Option<&'static str> {
    let is_named = |(names, _): &&(&[&str], &str)| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    NO_FIELDS.iter().find(is_named).map(|(_, advice)| *advice)
}

/// Name of the field with this kind.
pub(super) fn name_of(kind: Kind) -> &'static str {
    FIELDS.iter().find(|field| field.kind == kind).map_or("", |field| field.name)
}

/// The field, or the column, that somebody who wrote `name` may have meant.
pub(super) fn similar_name<'c>(name: &str, columns: &'c [String]) -> Option<&'c str> {
    let allowed = if name.len() <= 4 { 1 } else { 2 };
    let names = FIELDS.iter().flat_map(names).map(|name| -> &'c str { name }).chain(columns.iter().map(String::as_str));
    let near = names.filter_map(|known| Some((distance(name.as_bytes(), known.as_bytes(), allowed)?, known)));
    // Of two that are equally near, the field comes first.
    near.min_by_key(|&(distance, _)| distance).map(|(_, known)| known).filter(|_| name.len() > 1)
}

fn names(field: &'static Field) -> impl Iterator<Item = &'static str> {
    core::iter::once(field.name).chain(field.aliases.iter().copied())
}

/// What the help page says about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldHelp {
    /// The name to write before the colon.
    pub name: &'static str,
    /// Other names of the same field.
    pub aliases: &'static [&'static str],
    /// The values it takes, as the rest of a sentence that begins with "takes"; code is between backticks.
    pub takes: Cow<'static, str>,
    /// A query that uses it.
    pub sample: &'static str,
    /// What it means, one sentence.
    pub help: &'static str,
    /// Whether entries that match are marked in the conversation.
    pub marks: bool,
}

/// All fields, in the order to show them.
pub fn help() -> Vec<FieldHelp> {
    let row = |field: &Field| FieldHelp {
        name: field.name,
        aliases: field.aliases,
        takes: field.kind.takes(),
        sample: field.sample,
        help: field.help,
        marks: field.kind.level() == Level::Entry,
    };
    FIELDS.iter().map(row).collect()
}

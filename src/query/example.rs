//! Examples for the help page: questions that administrators ask, as queries. A test parses each.
//!
//! Their names, addresses and times are those of [`Name`], so that those of the open logs can take their place.

use alloc::string::String;

/// One question and the query that answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The question that it belongs to: index into [`QUESTIONS`].
    pub question: u8,
    /// What it finds, one sentence.
    pub answer: &'static str,
    /// The query.
    pub query: &'static str,
}

/// The questions, in the order of the help page.
pub const QUESTIONS: &[&str] = &[
    "Who still sends through this server or connector?",
    "What did the two servers say, in order?",
    "Who rejects whom, with which code?",
    "Which TLS versions are used, and who sends unencrypted mail?",
    "Which certificate was presented, and why does STARTTLS fail?",
    "Where is a message?",
    "Why is it slow?",
    "Who authenticates, how, and who attacks?",
    "Which requests fail, and which are slow?",
    "Which sessions did nothing?",
];

const fn example(question: u8, answer: &'static str, query: &'static str) -> Example {
    Example { question, answer, query }
}

#[rustfmt::skip]
static EXAMPLES: &[Example] = &[
    example(0, "Mail received through one connector since a given day.", "log:receive connector:\"Default Frontend\" messages>0 after:2026-03-01"),
    example(0, "What one network or one kind of device sends.", "ip:192.0.2.0/24 OR helo:*printer*"),
    example(0, "Mail from hosts other than the known ones.", "log:receive messages>0 -ip:192.0.2.10,192.0.2.11"),
    example(1, "One session, by its session-id.", "session:08D7D4D2EFBC4CC6"),
    example(1, "Conversations with one host within one hour.", "ip:198.51.100.25 after:2026-03-01T14 before:2026-03-01T15"),
    example(2, "Sessions with recipients in one domain and a rejection.", "code:5xx to:*@fabrikam.com"),
    example(2, "What remote servers reject or defer.", "log:send code:4xx,5xx"),
    example(2, "Denied relaying, in either wording.", "\"Unable to relay\" OR status:5.7.54"),
    example(3, "What breaks when TLS 1.0 and 1.1 are disabled.", "tls<1.2"),
    example(3, "Unencrypted mail from outside.", "log:receive tls:none messages>0 -ip:10.0.0.0/8"),
    example(3, "Who uses a certain cipher.", "cipher:CALG_3DES OR cipher:/_RC4/"),
    example(4, "Sessions in which the TLS negotiation failed.", "tls:failed"),
    example(4, "Sessions in which a certificate with this name was presented.", "certificate \"CN=mail.contoso.com\""),
    example(4, "Sessions rejected because TLS or a certificate was not accepted.", "starttls code:4xx status:4.7.*,5.7.*"),
    example(5, "All sessions that carried one message.", "message-id:<1234@contoso.com>"),
    example(5, "Messages with a certain subject that failed or were deferred (message tracking log).", "log:tracking subject:invoice event-id:FAIL,DEFER"),
    example(5, "Sessions of one sender within a period, when the Message-ID is not known.", "from:<ann@contoso.com> after:2026-03-01T14:00 before:2026-03-01T14:30"),
    example(6, "Pauses of 30 seconds or more that are not delayed acknowledgements.", "gap>=30s -DelayedAck"),
    example(6, "Clients that were tarpitted.", "Tarpit"),
    example(6, "Long sessions that the remote side aborted.", "duration>5m ended:/remote\\(/"),
    example(7, "Failed logons of one user, or from one network.", "auth:failed (user:CONTOSO\\scanner OR ip:203.0.113.0/24)"),
    example(7, "Guessed passwords: a logon that succeeded after failed ones.", "auth:guessed"),
    example(7, "Clients that tried to log on more than three times in one session.", "attempts>3"),
    example(7, "Who logs on with LOGIN and without TLS.", "auth:login auth:ok tls:none"),
    example(7, "Everyone who authenticated.", "auth:ok user:*"),
    example(7, "Failed IMAP4 logons of one user.", "log:imap4 auth:failed user:ann@contoso.com"),
    example(7, "Who uses POP3 on port 110, which is unencrypted until STLS.", "log:pop3 auth:ok port:110"),
    example(8, "Requests of one kind that failed on the server.", "url:/ews http-status:5xx"),
    example(8, "Refused logons, except for load balancer probes.", "url:/owa code:401 -user-agent:probe"),
    example(8, "Requests and commands that took longer than two seconds.", "time-taken>2s"),
    example(9, "Health checks, Exchange's own monitoring, and clients that said nothing.", "noise:*"),
    example(9, "Load balancers and monitors by their health checks alone.", "noise:probe log:receive"),
];

/// The examples, in the order of [`QUESTIONS`].
pub fn examples() -> &'static [Example] {
    EXAMPLES
}

/// What the examples and the samples of fields name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// A day of the logs.
    Day,
    /// The day after it.
    NextDay,
    /// A connector, as a value.
    Connector,
    /// A session-id.
    Session,
    /// A server.
    Server,
    /// The address of the other side.
    Remote,
    /// The addresses of two other sides, as a list.
    Remotes,
    /// The network of another side.
    Network,
    /// A sender.
    Sender,
    /// The domain of a sender, after `@`.
    SenderDomain,
    /// A recipient.
    Recipient,
    /// The domain of a recipient, after `@`.
    RecipientDomain,
    /// A Message-ID without its brackets.
    MessageId,
    /// A user, as a value.
    User,
}

/// The names as the examples write them. Where one begins with another, the longer one comes first.
const NAMES: &[(&str, Name)] = &[
    ("2026-03-01", Name::Day),
    ("2026-03-02", Name::NextDay),
    ("\"Default Frontend\"", Name::Connector),
    ("08D7D4D2EFBC4CC6", Name::Session),
    ("ex01", Name::Server),
    ("198.51.100.25", Name::Remote),
    ("192.0.2.10,192.0.2.11", Name::Remotes),
    ("192.0.2.0/24", Name::Network),
    ("203.0.113.0/24", Name::Network),
    ("1234@contoso.com", Name::MessageId),
    ("ann@contoso.com", Name::Sender),
    ("@contoso.com", Name::SenderDomain),
    ("ann@fabrikam.com", Name::Recipient),
    ("@fabrikam.com", Name::RecipientDomain),
    ("CONTOSO\\scanner", Name::User),
];

/// An example, or the sample of a field, with other names. `named` gives what to write for a name; without it, the
/// invented one stays.
pub fn with_names<'n>(query: &str, named: impl Fn(Name) -> Option<&'n str>) -> String {
    let mut text = String::with_capacity(query.len());
    let mut rest = query;
    while let Some(character) = rest.chars().next() {
        let known = NAMES.iter().find(|(name, _)| rest.starts_with(name));
        let (length, written) = match known {
            Some((name, kind)) => (name.len(), named(*kind).unwrap_or(name)),
            None => (character.len_utf8(), rest.get(..character.len_utf8()).unwrap_or_default()),
        };
        text.push_str(written);
        rest = rest.get(length..).unwrap_or_default();
    }
    text
}

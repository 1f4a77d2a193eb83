//! Worked examples for the help page: the questions administrators ask, as queries. A test parses each.

use serde::Serialize;

/// One question and the query that answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "QueryExample"))]
pub struct Example {
    /// Under which heading it belongs: index into [`QUESTIONS`].
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
    "Which TLS versions are used, and who sends in clear?",
    "Which certificate was presented, and why does STARTTLS fail?",
    "Where is a message?",
    "Why is it slow?",
    "Who authenticates, how, and who attacks?",
    "Which requests fail, and which are slow?",
];

const fn example(question: u8, answer: &'static str, query: &'static str) -> Example {
    Example { question, answer, query }
}

#[rustfmt::skip]
static EXAMPLES: &[Example] = &[
    example(0, "Mail that came in through one connector since a day.", "log:receive connector:\"Default Frontend\" messages>0 after:2026-03-01"),
    example(0, "What one network or one kind of device sends.", "ip:192.0.2.0/24 OR helo:*printer*"),
    example(0, "All but the hosts that are known already.", "log:receive messages>0 -ip:192.0.2.10,192.0.2.11"),
    example(1, "One session out of the mix.", "session:08D7D4D2EFBC4CC6"),
    example(1, "What was said with one host in one hour.", "ip:198.51.100.25 after:2026-03-01T14 before:2026-03-01T15"),
    example(2, "Sessions with a rejection for one domain's recipients.", "code:5xx to:*@fabrikam.com"),
    example(2, "What remote servers refuse or put off.", "log:send code:4xx,5xx"),
    example(2, "Relaying that was denied, in either wording.", "\"Unable to relay\" OR status:5.7.54"),
    example(3, "What breaks when TLS 1.0 and 1.1 are switched off.", "tls<1.2"),
    example(3, "Mail that came in clear from outside.", "log:receive tls:none messages>0 -ip:10.0.0.0/8"),
    example(3, "Who needs a certain cipher.", "cipher:CALG_3DES OR cipher:/_RC4/"),
    example(4, "Sessions in which the TLS negotiation failed.", "tls:failed"),
    example(4, "Where a certificate of this name was shown.", "certificate \"CN=mail.contoso.com\""),
    example(4, "Rejected because TLS or a certificate was not accepted.", "starttls code:4xx status:4.7.*,5.7.*"),
    example(5, "All sessions that carried one message.", "message-id:<1234@contoso.com>"),
    example(5, "What became of the messages of one subject, in a tracking log.", "log:tracking subject:invoice event-id:FAIL,DEFER"),
    example(5, "The same when only the sender and the time are known.", "from:<ann@contoso.com> after:2026-03-01T14:00 before:2026-03-01T14:30"),
    example(6, "Pauses of half a minute and more that are not delayed acknowledgements.", "gap>=30s -DelayedAck"),
    example(6, "Clients that were slowed down on purpose.", "Tarpit"),
    example(6, "Long sessions that the other side cut off.", "duration>5m ended:/remote\\(/"),
    example(7, "Failed logons of one user, or from one network.", "auth:failed (user:scanner OR ip:203.0.113.0/24)"),
    example(7, "Who logs on with LOGIN and without TLS.", "auth:login auth:ok tls:none"),
    example(7, "Everybody who authenticated.", "auth:ok user:*"),
    example(7, "Failed IMAP4 logons of one user.", "log:imap4 auth:failed user:ann@contoso.com"),
    example(7, "Who reads mail through the POP3 port that is in clear until STLS.", "log:pop3 auth:ok port:110"),
    example(8, "Requests of one kind that the server failed.", "url:/ews http-status:5xx"),
    example(8, "Logons that were refused, but for probes of the load balancer.", "url:/owa code:401 -user-agent:probe"),
    example(8, "Whatever took longer than two seconds.", "time-taken>2s"),
];

/// The worked examples, in the order of [`QUESTIONS`].
pub fn examples() -> &'static [Example] {
    EXAMPLES
}

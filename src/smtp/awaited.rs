//! What can be waiting for a reply, and which of these a reply can answer.
//!
//! Two facts narrow it down: the reply code (RFC 5321, 4.2), and the enhanced status code (RFC 3463, RFC 5248) or the
//! wording. Only what cannot be is excluded: servers use enhanced codes freely (`250 2.0.0` for anything, `2.6.0` for a
//! chunk), and a refusal with a code of the protocol, the system or the policy can answer every command. A sender may
//! be refused when the recipient is named, and a recipient when the message has arrived.

use super::command::Verb;
use super::reply::Reply;
use super::status::Status;
use crate::bytes::contains;

/// A set of things that can be waiting for a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited(u16);

impl Awaited {
    /// The connection: the greeting is its reply.
    pub const GREETING: Awaited = Awaited(1);
    /// HELO and EHLO.
    pub const HELLO: Awaited = Awaited(1 << 1);
    /// MAIL.
    pub const MAIL: Awaited = Awaited(1 << 2);
    /// RCPT.
    pub const RCPT: Awaited = Awaited(1 << 3);
    /// DATA, until `354`.
    pub const DATA: Awaited = Awaited(1 << 4);
    /// The message after `354`, or the last chunk of one.
    pub const MESSAGE: Awaited = Awaited(1 << 5);
    /// A chunk of a message, other than the last.
    pub const CHUNK: Awaited = Awaited(1 << 6);
    /// AUTH and verbs with the same grammar.
    pub const AUTH: Awaited = Awaited(1 << 7);
    /// STARTTLS and X-ANONYMOUSTLS.
    pub const TLS: Awaited = Awaited(1 << 8);
    /// RSET.
    pub const RSET: Awaited = Awaited(1 << 9);
    /// QUIT.
    pub const QUIT: Awaited = Awaited(1 << 10);
    /// NOOP, VRFY, EXPN, HELP, ETRN.
    pub const INQUIRY: Awaited = Awaited(1 << 11);
    /// XEXCH50, and IHAVE of NNTP, which like DATA are followed by data.
    pub const EXCH50: Awaited = Awaited(1 << 12);
    /// The other verbs of Exchange.
    pub const EXTENSION: Awaited = Awaited(1 << 13);
    /// A word that is not in the table of verbs.
    pub const OTHER: Awaited = Awaited(1 << 14);
    /// Not something that waits, but a property of the reply: it complains about the sequence of commands, and so
    /// follows from an earlier refusal if there was one.
    const OUT_OF_SEQUENCE: Awaited = Awaited(1 << 15);

    /// Everything.
    pub const ALL: Awaited = Awaited(Awaited::OUT_OF_SEQUENCE.0 - 1);
    /// What a client sends alone: it waits for the reply before it sends anything else (RFC 2920, 3.1).
    pub const ALONE: Awaited = Awaited::GREETING
        .or(Awaited::HELLO)
        .or(Awaited::DATA)
        .or(Awaited::AUTH)
        .or(Awaited::TLS)
        .or(Awaited::QUIT)
        .or(Awaited::INQUIRY);
    /// What a client may send without waiting for the reply, after other commands.
    pub const PIPELINED: Awaited = Awaited::ALL.without(Awaited::ALONE);
    /// With what a group of commands begins that are sent together. RCPT follows MAIL, which is sent with it.
    pub const FIRST_OF_GROUP: Awaited = Awaited::PIPELINED.without(Awaited::RCPT).without(Awaited::MESSAGE);
    /// The message, whether or not `354` is logged.
    pub const DELIVERY: Awaited = Awaited::DATA.or(Awaited::MESSAGE);

    const fn or(self, other: Awaited) -> Awaited {
        Awaited(self.0 | other.0)
    }

    const fn without(self, other: Awaited) -> Awaited {
        Awaited(self.0 & !other.0)
    }

    /// What both sets have.
    const fn and(self, other: Awaited) -> Awaited {
        Awaited(self.0 & other.0)
    }

    /// Whether the sets have something in common.
    pub const fn meets(self, other: Awaited) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is nothing in this set but what the other one has.
    pub const fn is_within(self, other: Awaited) -> bool {
        self.0 & Awaited::ALL.0 & !other.0 == 0
    }

    /// Whether the reply complains about the sequence of commands.
    pub const fn is_out_of_sequence(self) -> bool {
        self.meets(Awaited::OUT_OF_SEQUENCE)
    }

    /// What waits after a command.
    pub const fn of_verb(verb: Verb) -> Awaited {
        match verb {
            Verb::Helo | Verb::Ehlo => Awaited::HELLO,
            Verb::Mail => Awaited::MAIL,
            Verb::Rcpt => Awaited::RCPT,
            Verb::Data => Awaited::DATA,
            Verb::Bdat => Awaited::CHUNK,
            Verb::Auth | Verb::XExps | Verb::XExchangeAuth | Verb::AuthInfo => Awaited::AUTH,
            Verb::StartTls | Verb::XAnonymousTls => Awaited::TLS,
            Verb::Rset => Awaited::RSET,
            Verb::Quit => Awaited::QUIT,
            Verb::Noop | Verb::Vrfy | Verb::Expn | Verb::Help | Verb::Etrn => Awaited::INQUIRY,
            Verb::XExch50 | Verb::IHave => Awaited::EXCH50,
            Verb::Other => Awaited::OTHER,
            _ => Awaited::EXTENSION,
        }
    }

    /// What a reply with this code can answer.
    pub const fn by_code(code: u16) -> Awaited {
        match code {
            220 => Awaited::GREETING.or(Awaited::TLS),
            // 205 in NNTP (RFC 3977, 5.4).
            221 | 205 => Awaited::QUIT,
            // In NNTP also the article that IHAVE transferred (RFC 3977, 6.3.2).
            235 => Awaited::AUTH.or(Awaited::EXCH50),
            // The latter three in NNTP (RFC 4643, 2.3.2 and 2.4.2).
            334 | 281 | 381 | 383 => Awaited::AUTH,
            // Also instead of 530, by servers that want authentication first (RFC 4954, 6).
            535 => Awaited::AUTH.or(Awaited::MAIL).or(Awaited::RCPT).or(Awaited::DATA).or(Awaited::MESSAGE),
            250 => Awaited::ALL
                .without(Awaited::GREETING)
                .without(Awaited::AUTH)
                .without(Awaited::TLS)
                .without(Awaited::QUIT),
            353 => Awaited::EXCH50,
            354 => Awaited::DATA.or(Awaited::EXCH50),
            200..=299 => Awaited::RCPT
                .or(Awaited::MESSAGE)
                .or(Awaited::CHUNK)
                .or(Awaited::INQUIRY)
                .or(Awaited::EXCH50)
                .or(Awaited::EXTENSION)
                .or(Awaited::OTHER),
            300..=399 => Awaited::EXCH50.or(Awaited::EXTENSION).or(Awaited::OTHER),
            503 => Awaited::ALL.without(Awaited::GREETING).or(Awaited::OUT_OF_SEQUENCE),
            _ => Awaited::ALL,
        }
    }

    /// What a reply can answer, by its code and its enhanced status code or wording.
    pub fn by_reply(reply: &Reply<'_>) -> Awaited {
        let by_code = Awaited::by_code(reply.code);
        match reply.code {
            250 => by_code
                .and(reply.status.map_or_else(|| by_wording(reply.text), |status| by_success(status, reply.text))),
            354 if contains(reply.text, b"binary") => Awaited::EXCH50,
            354 => Awaited::DATA,
            // `554 5.5.1 Error: no valid recipients`.
            500..=599 if reply.status.is_none_or(|status| status.subject == 5) && lacks_recipients(reply.text) => {
                by_code.or(Awaited::OUT_OF_SEQUENCE)
            }
            400..=599 => by_code.and(reply.status.map_or(Awaited::ALL, by_refusal).or(Awaited::OUT_OF_SEQUENCE)),
            _ => by_code,
        }
    }
}

/// What `250` with an enhanced status code can answer.
fn by_success(status: Status, text: &[u8]) -> Awaited {
    match (status.class, status.subject, status.detail) {
        (2, 1, 0) => Awaited::MAIL,
        (2, 1, 5) => Awaited::RCPT.or(Awaited::INQUIRY),
        (2, 6, 0) if contains(text, b"chunk") || contains(text, b"octets") => Awaited::CHUNK.or(Awaited::MESSAGE),
        (2, 6, 0) if contains(text, b"queued") => Awaited::DELIVERY,
        (2, 6, 0) => Awaited::DELIVERY.or(Awaited::CHUNK),
        _ if contains(text, b"queued") => Awaited::DELIVERY,
        _ => Awaited::ALL,
    }
}

/// What `250` without an enhanced status code can answer: `250 OK - Recipient <bob@contoso.com>`, `250 ok queued as 1`.
fn by_wording(text: &[u8]) -> Awaited {
    let wordings: [(&[u8], Awaited); 4] = [
        (b"queued", Awaited::DELIVERY),
        (b"hello [", Awaited::HELLO),
        (b"recipient", Awaited::RCPT),
        (b"sender", Awaited::MAIL),
    ];
    let known = wordings.into_iter().find(|(words, _)| contains(text, words));
    known.map_or(Awaited::ALL, |(_, awaited)| awaited)
}

/// What a refusal can answer: of the subjects of RFC 3463, only address and mailbox exclude anything.
fn by_refusal(status: Status) -> Awaited {
    let addressed = Awaited::RCPT.or(Awaited::DELIVERY);
    match (status.subject, status.detail) {
        // The address of the recipient.
        (1, 1..=6 | 10) => addressed.or(Awaited::INQUIRY),
        // The address of the sender, or of either.
        (1, 0 | 7..=9) => addressed.or(Awaited::MAIL).or(Awaited::INQUIRY),
        // The size may be refused when it is announced.
        (2, 3) => addressed.or(Awaited::MAIL),
        (2, _) => addressed.or(Awaited::INQUIRY),
        _ => Awaited::ALL,
    }
}

/// Whether a refusal says that no recipient is left.
fn lacks_recipients(text: &[u8]) -> bool {
    [&b"valid recipients"[..], b"no recipients", b"valid rcpt", b"need rcpt"].iter().any(|words| contains(text, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Awaited {
        Awaited::by_reply(&Reply::parse(line.as_bytes()).unwrap())
    }

    #[test]
    fn replies_answer_what_their_codes_allow() {
        for (line, answered, others) in [
            ("250 2.1.0 Sender OK", Awaited::MAIL, Awaited::RCPT),
            ("250 2.1.5 Recipient OK", Awaited::RCPT, Awaited::MAIL.or(Awaited::DELIVERY)),
            ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", Awaited::RCPT, Awaited::MAIL.or(Awaited::HELLO)),
            ("450 4.1.8 Sender address rejected", Awaited::MAIL.or(Awaited::RCPT), Awaited::AUTH.or(Awaited::HELLO)),
            ("250 2.6.0 <a@b> Queued mail for delivery", Awaited::DELIVERY, Awaited::CHUNK.or(Awaited::RCPT)),
            ("250 2.6.0 Chunk received OK, 9 octets", Awaited::CHUNK, Awaited::MAIL),
            ("250 2.0.0 Ok: queued as 4XYZ", Awaited::DELIVERY, Awaited::RSET),
            ("250 2.0.0 OK 1234 - gsmtp", Awaited::DELIVERY.or(Awaited::MAIL).or(Awaited::RSET), Awaited::QUIT),
            ("250 OK - Recipient <a@b>", Awaited::RCPT, Awaited::MAIL),
            ("354 Send binary data", Awaited::EXCH50, Awaited::DATA),
            ("235 2.7.0 yes", Awaited::AUTH, Awaited::MAIL),
            ("550 5.7.1 no", Awaited::MAIL.or(Awaited::RCPT).or(Awaited::DELIVERY), Awaited(0)),
            ("220 2.0.0 SMTP server ready", Awaited::TLS, Awaited::HELLO),
        ] {
            assert!(answered.is_within(of(line)), "{line}");
            assert!(!of(line).meets(others), "{line}");
        }
    }

    #[test]
    fn complaints_about_the_sequence_are_recognised() {
        for line in ["503 5.5.2 Need rcpt command", "503 Bad sequence", "554 5.5.1 Error: no valid recipients"] {
            assert!(of(line).is_out_of_sequence(), "{line}");
        }
        for line in ["550 5.1.1 no such recipients", "554 5.7.1 no", "452 4.5.3 Too many recipients", "250 ok"] {
            assert!(!of(line).is_out_of_sequence(), "{line}");
        }
    }

    #[test]
    fn the_code_alone_never_excludes_more_than_the_whole_reply() {
        for line in ["250 2.1.0 x", "550 5.1.1 x", "354 x", "220 x", "421 4.3.2 x", "503 x", "535 5.7.3 x", "334 "] {
            let code = Reply::parse(line.as_bytes()).unwrap().code;
            assert!(of(line).is_within(Awaited::by_code(code)), "{line}");
        }
    }
}

//! Decides whether a session is noise, from what its log shows and nothing else.
//!
//! Noise can be hidden, so a session is noise only if nothing went wrong in it and all of it is in the log: no refusal, no
//! failed logon or TLS, no missing row, begin or end. A health mailbox that fails is not noise.
//!
//! - *Silent* and *probe* are sessions of clients that connected to this server (SMTP Receive, POP3, IMAP4); of those that
//!   it began itself, and of logs that show both, it cannot be said. A client that sends no command counts as silent if it
//!   closed the connection itself, and had been greeted or left within a second: a server that does not greet is at fault.
//!   On a port where TLS begins at once a failed handshake looks the same, so nothing is silent there. A probe says
//!   QUIT, or closes in good order; a client that leaves because it is not offered what it needs looks the same.
//! - *Health* is mail from a sender of probes to health mailboxes only, in SMTP, message tracking and agent logs, or a
//!   logon of a health mailbox; of the web, also user agents of Managed Availability that come from the server itself,
//!   as everybody may send them.

use super::view::SessionView;
use crate::content::smtp::{recipient, sender};
use crate::entry::LogType;
use crate::exchange::disconnect::Closer;
use crate::exchange::monitoring::{is_health_mailbox, is_probe_sender};
use crate::exchange::{AccessCommand, AccessVerb, Disconnect, endpoint};
use crate::smtp::Verb;
use crate::smtp::conversation::Transaction;
use crate::store::sessions::Flags;
use crate::store::{EntryIndex, Noise, Outcome, Session, Store};

/// Milliseconds within which a client may leave before it is greeted.
const GREETING_MS: i64 = 1000;

/// Ports on which a mailbox session begins without TLS.
const PLAIN_PORTS: [u16; 2] = [110, 143];

/// Commands of POP3 and IMAP4 that only ask whether the server is there, and what it can do.
const QUESTIONS: [&[u8]; 3] = [b"capa", b"capability", b"noop"];

/// What was said in a session, as far as it shows what the client wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Speech {
    /// The client sent a command.
    pub has_command: bool,
    /// It sent one that is more than a greeting or a question whether the server is there.
    pub has_purpose: bool,
    /// It said QUIT or LOGOUT.
    pub has_quit: bool,
    /// The server greeted it.
    pub is_greeted: bool,
}

impl Speech {
    /// A command of SMTP.
    pub fn command(&mut self, verb: Verb) {
        self.has_command = true;
        self.has_quit |= verb == Verb::Quit;
        self.has_purpose |=
            !matches!(verb, Verb::Helo | Verb::Ehlo | Verb::Noop | Verb::Rset | Verb::Help | Verb::Quit);
    }

    /// A command of POP3 or IMAP4.
    pub fn access(&mut self, verb: AccessVerb, line: &[u8]) {
        let asks = |name: &[u8]| QUESTIONS.iter().any(|question| question.eq_ignore_ascii_case(name));
        self.has_command = true;
        self.has_quit |= verb == AccessVerb::Logout;
        self.has_purpose |= match verb {
            AccessVerb::Logout => false,
            AccessVerb::Other => !asks(AccessCommand::parse(line).name),
            _ => true,
        };
    }
}

/// A session whose facts are known.
#[derive(Clone, Copy)]
pub struct Spoken<'a> {
    /// Where it is.
    pub store: &'a Store,
    /// The session.
    pub session: &'a Session,
    /// Its entries in order.
    pub order: &'a [EntryIndex],
    /// Its mail transactions.
    pub transactions: &'a [Transaction],
    /// What was said.
    pub speech: Speech,
}

impl Spoken<'_> {
    /// Whether it is noise, and why.
    pub fn noise(self) -> Noise {
        let Session { facts, flags, log_type, .. } = self.session;
        let is_part = [Flags::NO_BEGIN, Flags::NO_END, Flags::HOLES].into_iter().any(|flag| flags.has(flag));
        if is_part || facts.worst_code > 0 || facts.worst_reply.is_some() || facts.failed_attempts > 0 {
            return Noise::None;
        }
        match (log_type, facts.outcome) {
            (LogType::SmtpReceive, Outcome::Empty) => self.of_receive(),
            (LogType::Pop3 | LogType::Imap4, Outcome::Empty) => self.of_mail_access(),
            (
                LogType::SmtpReceive | LogType::SmtpSend | LogType::Pop3 | LogType::Imap4,
                Outcome::Accepted | Outcome::Proxied | Outcome::Tested,
            ) => self.health(),
            _ => Noise::None,
        }
    }

    fn of_receive(self) -> Noise {
        let Speech { has_command, has_purpose, has_quit, is_greeted } = self.speech;
        let view = SessionView::new(self.store, self.session);
        let Some(end) = Disconnect::parse(view.ended()) else { return Noise::None };
        let is_closed = end.closer == Closer::Remote && end.is_orderly();
        let is_reset = end.closer == Closer::Remote && end.reason.eq_ignore_ascii_case(b"ConnectionReset");
        let was_quick = view.duration_ms() <= GREETING_MS;
        match (has_command, has_purpose || self.session.facts.tls.is_some()) {
            (true, false) if has_quit || is_closed => Noise::Probe,
            (false, false) if (is_closed || is_reset) && (is_greeted || was_quick) => Noise::Silent,
            _ => Noise::None,
        }
    }

    fn of_mail_access(self) -> Noise {
        let Speech { has_command, has_purpose, has_quit, .. } = self.speech;
        let port = endpoint(self.store.strings.get(self.session.labels.local)).1;
        match has_command {
            true if has_quit && !has_purpose => Noise::Probe,
            false if port.is_some_and(|port| PLAIN_PORTS.contains(&port)) => Noise::Silent,
            _ => Noise::None,
        }
    }

    fn health(self) -> Noise {
        let is_health = match self.transactions {
            [] => {
                let user = SessionView::new(self.store, self.session).user();
                self.session.facts.logon.succeeded() && is_health_mailbox(user)
            }
            mails => mails.iter().all(|mail| self.is_probe(mail)),
        };
        if is_health { Noise::Health } else { Noise::None }
    }

    fn is_probe(self, mail: &Transaction) -> bool {
        mail.mail.is_some_and(|place| is_probe_sender(sender(self.line(place))))
            && !mail.recipients.is_empty()
            && mail.recipients.iter().all(|to| is_health_mailbox(recipient(self.line(to.place))))
    }

    fn line(&self, place: u32) -> &[u8] {
        let entry = self.order.get(place as usize);
        entry.map_or(b"", |&entry| self.store.texts.get(self.store.entries.text(entry)).data)
    }
}

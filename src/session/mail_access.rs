//! The facts of a POP3 or IMAP4 session: logons and their results, refusals, bytes sent.
//!
//! Since Exchange 2010 a row contains command and reply. In logs of Exchange 2007 and in L-files, a reply has a row of
//! its own and answers the command before it; unsolicited messages of the server answer none.

use super::authentication::Attempts;
use super::noise::Speech;
use crate::bytes::decimal;
use crate::content::TextKind;
use crate::exchange::{AccessCommand, AccessContext, AccessStatus, AccessVerb};
use crate::format::Property;
use crate::store::{AuthResult, EntryIndex, Facts, Store, StringIndex, Tables, TextIndex};

/// What has been found in the entries of a session, in order.
#[derive(Debug)]
pub struct MailAccess<'a> {
    /// A front end proxied the session to a back end.
    pub proxied: bool,
    /// The worst status of a command other than a logon.
    pub worst: AccessStatus,
    /// The client used the mailbox after its logon.
    pub is_used: bool,
    /// What the client said.
    pub speech: Speech,
    attempts: &'a mut Attempts,
    /// The worst status of all, and the row that contains it.
    worst_of_all: (AccessStatus, TextIndex),
    user_name: StringIndex,
    hello: TextIndex,
    sent: u64,
    logged_on: bool,
    /// The command that has not been answered yet.
    pending: Option<AccessVerb>,
    /// The place of USER, to which PASS belongs.
    named: Option<u32>,
}

impl<'a> MailAccess<'a> {
    /// For a session whose attempts to log on are collected in `attempts`.
    pub fn new(attempts: &'a mut Attempts) -> Self {
        MailAccess {
            proxied: false,
            worst: AccessStatus::None,
            is_used: false,
            speech: Speech::default(),
            attempts,
            worst_of_all: (AccessStatus::None, TextIndex::NONE),
            user_name: StringIndex::EMPTY,
            hello: TextIndex::NONE,
            sent: 0,
            logged_on: false,
            pending: None,
            named: None,
        }
    }

    /// Takes the next entry, whose position in the session is `place`.
    pub fn entry(&mut self, store: &Store, tables: &Tables, entry: EntryIndex, place: u32) {
        let text = store.entries.text(entry);
        if let Some((table, row)) = tables.of_entry(entry) {
            let sent = decimal(store.strings.get(table.property(row, Property::SentBytes)));
            self.sent = self.sent.saturating_add(sent.unwrap_or(0));
            let user = table.property(row, Property::User);
            self.user_name = if user.is_empty() { self.user_name } else { user };
        }
        match store.texts.kind(text) {
            TextKind::Access { verb, status } => {
                let row = store.texts.get(text);
                let context = AccessContext::new(row.context);
                self.command(verb, text, place);
                self.speech.access(verb, row.data);
                self.is_used = self.is_used || (self.logged_on && uses_mailbox(verb, row.data));
                // A line that is not a command continues an authentication.
                if (verb, self.pending) != (AccessVerb::Unknown, Some(AccessVerb::Auth)) {
                    self.pending = Some(verb);
                }
                // Only a refusal says who was refused.
                if status != AccessStatus::Ok && !context.user().is_empty() {
                    self.attempts.user(place);
                }
                self.answer(status, text, place, || context.is_denial());
                self.proxied |= context.proxy().is_some_and(|to| to.succeeded);
            }
            TextKind::AccessReply(status) => {
                self.answer(status, text, place, || !AccessStatus::is_bad(store.texts.get(text).data));
            }
            _ => {}
        }
    }

    fn command(&mut self, verb: AccessVerb, text: TextIndex, place: u32) {
        match verb {
            AccessVerb::Id => self.hello = text,
            AccessVerb::User => self.named = Some(place),
            AccessVerb::Pass => self.begin(place, self.named),
            AccessVerb::Apop | AccessVerb::Login => self.begin(place, Some(place)),
            AccessVerb::Auth => self.begin(place, None),
            _ => {}
        }
    }

    fn begin(&mut self, place: u32, user: Option<u32>) {
        self.attempts.command(place);
        if let Some(user) = user {
            self.attempts.user(user);
        }
    }

    /// Takes the status of the command that has not been answered yet. `is_denial`: a refusal is because of name or password.
    fn answer(&mut self, status: AccessStatus, text: TextIndex, place: u32, is_denial: impl FnOnce() -> bool) {
        if status == AccessStatus::None {
            return;
        }
        let verb = self.pending.take();
        if status.is_refusal() && status > self.worst_of_all.0 {
            self.worst_of_all = (status, text);
        }
        match (verb, status) {
            // USER alone is not a logon.
            (Some(AccessVerb::User), AccessStatus::Ok) => {}
            (Some(AccessVerb::User), _) => {
                self.begin(self.named.unwrap_or(place), self.named);
                self.refused(status, place, is_denial);
            }
            (Some(verb), AccessStatus::Ok) if verb.is_logon() => {
                self.attempts.replied(place, AuthResult::Ok, false);
                self.logged_on = true;
            }
            (Some(verb), _) if verb.is_logon() => self.refused(status, place, is_denial),
            _ if status.is_refusal() => self.worst = self.worst.max(status),
            _ => {}
        }
    }

    /// A logon was refused. A temporary refusal (RFC 2449, 3206, 5530) does not say that name or password was wrong.
    fn refused(&mut self, status: AccessStatus, place: u32, is_denial: impl FnOnce() -> bool) {
        self.attempts.replied(place, AuthResult::Failed, status == AccessStatus::Refused && is_denial());
    }

    /// The facts, completed with what was found.
    pub fn facts(&self, facts: Facts) -> Facts {
        Facts {
            hello: self.hello,
            user_name: self.user_name,
            size: self.sent,
            worst_reply: self.worst_of_all.1,
            ..facts
        }
    }
}

/// Commands that every client sends after its logon, whatever it wants.
const IDLE_COMMANDS: [&[u8]; 6] = [b"capa", b"capability", b"noop", b"enable", b"namespace", b"id"];

/// Whether a command uses the mailbox.
fn uses_mailbox(verb: AccessVerb, data: &[u8]) -> bool {
    match verb {
        AccessVerb::Other => {
            let name = AccessCommand::parse(data).name;
            !IDLE_COMMANDS.iter().any(|idle| idle.eq_ignore_ascii_case(name))
        }
        AccessVerb::Idle | AccessVerb::Unknown => true,
        _ => false,
    }
}

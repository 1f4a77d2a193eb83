//! The course of a POP3 or IMAP4 session: who logged on and how it came out, what was refused, how much was sent.
//!
//! In the layout since Exchange 2010 a row has its reply with it. In the layout of 2007, and in L-files, replies stand in
//! rows of their own, and answer the command before them; what a server says unasked answers none.

use crate::bytes::decimal;
use crate::content::TextKind;
use crate::exchange::{AccessContext, AccessStatus, AccessVerb};
use crate::format::Property;
use crate::store::{AuthResult, EntryIndex, Facts, Store, StringIndex, Tables, TextIndex};

/// What the entries of one session tell, in order.
#[derive(Debug, Default)]
pub struct MailAccess {
    /// A front end passed the session on to a back end.
    pub proxied: bool,
    /// The worst answer to a command that is no logon.
    pub worst: AccessStatus,
    /// The worst answer of all, and the row that it stands in.
    worst_of_all: (AccessStatus, TextIndex),
    auth: TextIndex,
    auth_result: AuthResult,
    user: TextIndex,
    user_name: StringIndex,
    hello: TextIndex,
    sent: u64,
    /// The command that has no answer yet.
    pending: Option<AccessVerb>,
}

impl MailAccess {
    /// Takes the next entry.
    pub fn entry(&mut self, store: &Store, tables: &Tables, entry: EntryIndex) {
        let text = store.entries.get(entry).text;
        if let Some((table, row)) = tables.of_entry(entry) {
            let sent = decimal(store.strings.get(table.property(row, Property::SentBytes)));
            self.sent = self.sent.saturating_add(sent.unwrap_or(0));
            let user = table.property(row, Property::User);
            self.user_name = if user.is_empty() { self.user_name } else { user };
        }
        match store.texts.kind(text) {
            TextKind::Access { verb, status } => {
                self.command(verb, text);
                // A line that is no command goes on with an authentication.
                if (verb, self.pending) != (AccessVerb::Unknown, Some(AccessVerb::Auth)) {
                    self.pending = Some(verb);
                }
                self.answer(status, text);
                self.proxied |=
                    AccessContext::new(store.texts.get(text).context).proxy().is_some_and(|to| to.succeeded);
            }
            TextKind::AccessReply(status) => self.answer(status, text),
            _ => {}
        }
    }

    fn command(&mut self, verb: AccessVerb, text: TextIndex) {
        match verb {
            AccessVerb::Id => self.hello = text,
            // Who is logged on stays so: what is tried after that is refused.
            _ if self.auth_result == AuthResult::Ok => {}
            AccessVerb::User => (self.user, self.auth) = (text, text),
            AccessVerb::Pass | AccessVerb::Apop | AccessVerb::Login | AccessVerb::Auth => {
                self.auth = text;
                self.user = if verb == AccessVerb::Pass { self.user } else { text };
                self.auth_result = self.auth_result.max(AuthResult::Unknown);
            }
            _ => {}
        }
    }

    fn answer(&mut self, status: AccessStatus, text: TextIndex) {
        if status == AccessStatus::None {
            return;
        }
        let verb = self.pending.take();
        let is_logon = verb.is_some_and(AccessVerb::is_logon);
        if status.is_refusal() && status > self.worst_of_all.0 {
            self.worst_of_all = (status, text);
        }
        match (is_logon, status) {
            // The name alone is no logon.
            (true, AccessStatus::Ok) if verb == Some(AccessVerb::User) => {}
            (true, AccessStatus::Ok) => self.auth_result = AuthResult::Ok,
            (true, _) => self.auth_result = self.auth_result.max(AuthResult::Failed),
            (false, _) if status.is_refusal() => self.worst = self.worst.max(status),
            _ => {}
        }
    }

    /// The facts, with what was found.
    pub fn facts(&self, facts: Facts) -> Facts {
        Facts {
            hello: self.hello,
            auth: self.auth,
            auth_result: self.auth_result,
            user: self.user,
            user_name: self.user_name,
            size: self.sent,
            worst_reply: self.worst_of_all.1,
            ..facts
        }
    }
}

//! The facts of a POP3 or IMAP4 session: logons and their results, refusals, bytes sent.
//!
//! Since Exchange 2010 a row contains command and reply. In logs of Exchange 2007 and in L-files, a reply has a row of
//! its own and answers the command before it; unsolicited messages of the server answer none.

use crate::bytes::decimal;
use crate::content::TextKind;
use crate::exchange::{AccessContext, AccessStatus, AccessVerb};
use crate::format::Property;
use crate::store::{AuthResult, EntryIndex, Facts, Store, StringIndex, Tables, TextIndex};

/// What has been found in the entries of a session, in order.
#[derive(Debug, Default)]
pub struct MailAccess {
    /// A front end proxied the session to a back end.
    pub proxied: bool,
    /// The worst status of a command other than a logon.
    pub worst: AccessStatus,
    /// The worst status of all, and the row that contains it.
    worst_of_all: (AccessStatus, TextIndex),
    auth: TextIndex,
    auth_result: AuthResult,
    user: TextIndex,
    user_name: StringIndex,
    hello: TextIndex,
    sent: u64,
    /// The command that has not been answered yet.
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
                // A line that is not a command continues an authentication.
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
            // Once logged on, a client stays so: further attempts are refused.
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
            // USER alone is not a logon.
            (true, AccessStatus::Ok) if verb == Some(AccessVerb::User) => {}
            (true, AccessStatus::Ok) => self.auth_result = AuthResult::Ok,
            (true, _) => self.auth_result = self.auth_result.max(AuthResult::Failed),
            (false, _) if status.is_refusal() => self.worst = self.worst.max(status),
            _ => {}
        }
    }

    /// The facts, completed with what was found.
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

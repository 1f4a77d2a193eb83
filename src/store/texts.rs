//! The distinct texts of entries: event, `data` and `context` together, each stored once and understood once.
//!
//! A text is the unit that search looks through and that classification runs over. Its bytes lie in an [`Arena`] as
//! `data` and `context`, with a separator between where both have text, so that no match reaches from one to the other.

use super::arena::Arena;
use super::blocks::Blocks;
use super::index::TextIndex;
use super::strings::{Slot, hash};
use crate::bytes::decimal_u32;
use crate::bytes::same;
use crate::entry::{Event, LogType, Meaning, Role};
use crate::exchange::information::InformationKind;
use crate::exchange::{AccessCommand, AccessContext, AccessStatus, AccessVerb, worst_code};
use crate::smtp::command::{Command, Verb};
use crate::smtp::reply::Reply;
use hashbrown::HashTable;

/// What a text is, as far as it can be told without looking into it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// The connection begins.
    Connect,
    /// The connection ends.
    Disconnect,
    /// A command of the client.
    Command(Verb),
    /// A reply of the server; `code` is 0 when it does not begin with one.
    Reply {
        /// The three digits.
        code: u16,
        /// Whether more lines of the same reply follow (`250-`).
        continued: bool,
    },
    /// A command of the client together with the status that answered it, as IIS logs both in one row.
    Answered {
        /// The verb.
        verb: Verb,
        /// The reply code; 0 where the status is none (QUIT has 240).
        status: u16,
    },
    /// What the client answers while it authenticates: a credential.
    Credential,
    /// What Exchange notes beside the dialogue of an SMTP session.
    Information(InformationKind),
    /// A row of a connectivity log between `+` and `-`.
    Delivery,
    /// A record that stands for itself.
    Record {
        /// Its reply code or HTTP status, 0 without one.
        code: u16,
    },
    /// A command of a POP3 or IMAP4 client, with its reply where the layout of the log has both in one row.
    Access {
        /// What it is about.
        verb: AccessVerb,
        /// The status in its reply.
        status: AccessStatus,
    },
    /// A reply to such a command in a row of its own.
    AccessReply(AccessStatus),
}

const SEPARATOR: &[u8] = b"\x1F";

fn separator(text: Text<'_>) -> &'static [u8] {
    if text.data.is_empty() || text.context.is_empty() { b"" } else { SEPARATOR }
}

/// All distinct texts.
#[derive(Debug, Default)]
pub struct Texts {
    arena: Arena,
    slots: HashTable<Slot>,
    rows: Blocks<TextRow>,
}

/// What is known of a text beside its bytes; together, since they are asked together.
#[derive(Clone, Copy, Debug)]
struct TextRow {
    /// Bytes of `data`; the rest of the text is `context`.
    data_length: u32,
    kind: TextKind,
    event: Event,
}

/// One text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// Field `event`.
    pub event: Event,
    /// Field `data`.
    pub data: &'a [u8],
    /// Field `context`.
    pub context: &'a [u8],
}

impl Texts {
    /// The index of a text, and whether it is new.
    #[inline]
    pub fn intern(&mut self, log_type: LogType, text: Text<'_>, meaning: Meaning) -> (TextIndex, bool) {
        let role = speaker(log_type, text, meaning);
        let hash = hash([&[role as u8, text.event as u8], text.data, text.context]);
        let access = log_type.is_mail_access();
        let same = |slot: &Slot| slot.hash == hash && self.is(slot.index, role, access, meaning, text);
        if let Some(slot) = self.slots.find(Slot::spread(hash), same) {
            return (TextIndex(slot.index), false);
        }
        (self.add(log_type, text, meaning, hash), true)
    }

    fn is(&self, index: u32, role: Role, access: bool, meaning: Meaning, text: Text<'_>) -> bool {
        let row = &self.rows[index as usize];
        if row.data_length as usize != text.data.len() || row.event != text.event || row.kind.role() != role {
            return false;
        }
        // The same word may be a command of SMTP, a command of POP3, or a password.
        let same_meaning = match role {
            Role::Client => {
                let access = access && meaning == Meaning::AsWritten;
                row.kind.meaning() == meaning && row.kind.is_mail_access() == access
            }
            Role::Server => row.kind.is_mail_access() == access,
            _ => true,
        };
        if !same_meaning {
            return false;
        }
        let bytes = self.arena.get(index);
        let context = text.data.len() + separator(text).len();
        bytes.len() == context + text.context.len()
            && same(&bytes[..text.data.len()], text.data)
            && same(&bytes[context..], text.context)
    }

    fn add(&mut self, log_type: LogType, text: Text<'_>, meaning: Meaning, hash: u32) -> TextIndex {
        let index = self.arena.push([text.data, separator(text), text.context]);
        let (data_length, kind) = (text.data.len() as u32, TextKind::of(log_type, text, meaning));
        self.rows.push(TextRow { data_length, kind, event: text.event });
        self.slots.insert_unique(Slot::spread(hash), Slot { hash, index }, Slot::rehash);
        TextIndex(index)
    }

    /// The text at `index`; an empty information text for [`TextIndex::NONE`].
    pub fn get(&self, index: TextIndex) -> Text<'_> {
        let bytes = self.arena.get(index.0);
        let Some(&TextRow { data_length, event, .. }) = self.rows.get(index.0 as usize) else {
            return Text { event: Event::Information, data: b"", context: b"" };
        };
        let (data, context) = bytes.split_at(data_length as usize);
        // Data alone, context alone, or both with the separator between.
        let context = if data.is_empty() { context } else { context.get(SEPARATOR.len()..).unwrap_or_default() };
        Text { event, data, context }
    }

    /// What the text at `index` is.
    #[inline]
    pub fn kind(&self, index: TextIndex) -> TextKind {
        self.rows[index.0 as usize].kind
    }

    /// Calls `see` with every text and what it is, in order.
    pub fn each_kind(&self, mut see: impl FnMut(TextIndex, TextKind)) {
        let mut index = 0;
        for rows in self.rows.slices() {
            for row in rows {
                see(TextIndex(index), row.kind);
                index += 1;
            }
        }
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.arena.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.arena.is_empty()
    }

    /// The texts, to search them.
    pub fn arena(&self) -> &Arena {
        &self.arena
    }
}

/// What IIS writes for QUIT; no reply code, since SMTP has none that begins so.
const SESSION_ENDED: u16 = 240;

/// The reply code in the field `context`.
fn status(text: Text<'_>) -> u16 {
    Reply::parse(text.context).map(|reply| reply.code).filter(|&code| code != SESSION_ENDED).unwrap_or(0)
}

/// Who says a text. Where the log does not tell, a reply is what begins with a reply code.
#[inline]
fn speaker(log_type: LogType, text: Text<'_>, meaning: Meaning) -> Role {
    let says = matches!(text.event, Event::Send | Event::Receive);
    if says && log_type.has_both_sides() && meaning == Meaning::AsWritten && Reply::parse(text.data).is_some() {
        return Role::Server;
    }
    log_type.role(text.event)
}

impl<'a> Text<'a> {
    /// Where a reply stands in a text of that kind: in `data`, or in `context` beside the command.
    pub fn answer(&self, kind: TextKind) -> &'a [u8] {
        if matches!(kind, TextKind::Answered { .. }) { self.context } else { self.data }
    }

    /// The reply in a text of that kind.
    pub fn reply(&self, kind: TextKind) -> Option<Reply<'a>> {
        Reply::parse(self.answer(kind))
    }
}

impl TextKind {
    fn of(log_type: LogType, text: Text<'_>, meaning: Meaning) -> TextKind {
        match speaker(log_type, text, meaning) {
            Role::Connect => TextKind::Connect,
            Role::Disconnect => TextKind::Disconnect,
            Role::Client if meaning == Meaning::Credential => TextKind::Credential,
            Role::Client if log_type.is_mail_access() => {
                let status = AccessContext::new(text.context).status();
                TextKind::Access { verb: AccessCommand::parse(text.data).verb, status }
            }
            Role::Server if log_type.is_mail_access() => TextKind::AccessReply(AccessStatus::parse(text.data)),
            Role::Client if meaning == Meaning::AnsweredCommand => {
                TextKind::Answered { verb: Command::parse(text.data).verb, status: status(text) }
            }
            Role::Client => TextKind::Command(Command::parse(text.data).verb),
            Role::Server => match Reply::parse(text.data) {
                // Of a reply of several lines IIS logs the first one alone.
                Some(reply) if log_type == LogType::SmtpService => {
                    TextKind::Reply { code: reply.code, continued: false }
                }
                Some(reply) => TextKind::Reply { code: reply.code, continued: reply.continued },
                None => TextKind::Reply { code: 0, continued: false },
            },
            Role::Information if log_type == LogType::Connectivity => TextKind::Delivery,
            Role::Information => TextKind::Information(InformationKind::of(text.data, text.context)),
            Role::Record if log_type == LogType::Http => TextKind::Record { code: http_status(text.data) },
            Role::Record => TextKind::Record { code: worst_code(text.context) },
        }
    }

    /// The verb of a command.
    pub fn verb(self) -> Option<Verb> {
        match self {
            TextKind::Command(verb) | TextKind::Answered { verb, .. } => Some(verb),
            _ => None,
        }
    }

    /// The reply code; 0 for what has none.
    pub fn code(self) -> u16 {
        match self {
            TextKind::Reply { code, .. } | TextKind::Answered { status: code, .. } | TextKind::Record { code } => code,
            _ => 0,
        }
    }

    /// What a command was marked as.
    fn meaning(self) -> Meaning {
        match self {
            TextKind::Credential => Meaning::Credential,
            TextKind::Answered { .. } => Meaning::AnsweredCommand,
            _ => Meaning::AsWritten,
        }
    }

    /// Whether it was understood as POP3 or IMAP4.
    fn is_mail_access(self) -> bool {
        matches!(self, TextKind::Access { .. } | TextKind::AccessReply(_))
    }

    /// Who speaks.
    pub fn role(self) -> Role {
        match self {
            TextKind::Connect => Role::Connect,
            TextKind::Disconnect => Role::Disconnect,
            TextKind::Command(_) | TextKind::Answered { .. } | TextKind::Credential | TextKind::Access { .. } => {
                Role::Client
            }
            TextKind::Reply { .. } | TextKind::AccessReply(_) => Role::Server,
            TextKind::Information(_) | TextKind::Delivery => Role::Information,
            TextKind::Record { .. } => Role::Record,
        }
    }
}

/// The status behind the path of a request; 0 when there is none.
fn http_status(data: &[u8]) -> u16 {
    let last = data.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
    let status = decimal_u32(last).filter(|status| (100..=999).contains(status));
    status.and_then(|status| u16::try_from(status).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<'a>(event: Event, data: &'a str, context: &'a str) -> Text<'a> {
        Text { event, data: data.as_bytes(), context: context.as_bytes() }
    }

    #[test]
    fn a_text_is_its_event_and_both_fields() {
        let mut texts = Texts::default();
        let quit = text(Event::Receive, "QUIT", "");
        let (index, new) = texts.intern(LogType::SmtpReceive, quit, Meaning::AsWritten);
        assert!(new && texts.get(index) == quit);
        assert_eq!(texts.intern(LogType::SmtpReceive, quit, Meaning::AsWritten), (index, false));
        let others = [
            (LogType::SmtpSend, quit),
            (LogType::SmtpReceive, text(Event::Send, "QUIT", "")),
            (LogType::SmtpReceive, text(Event::Receive, "QUI", "T")),
            (LogType::SmtpReceive, text(Event::Receive, "", "QUIT")),
        ];
        for (log_type, other) in others {
            let (other_index, new) = texts.intern(log_type, other, Meaning::AsWritten);
            assert!(new && other_index != index, "{other:?}");
            assert_eq!(texts.get(other_index), other);
        }
        assert_eq!(texts.len(), 5);
        assert_eq!(texts.get(TextIndex::NONE).data, b"");
    }

    #[test]
    fn a_text_is_understood_by_the_side_that_speaks() {
        let mut texts = Texts::default();
        let mut kind = |log_type, event, data| {
            let (index, _) = texts.intern(log_type, text(event, data, ""), Meaning::AsWritten);
            texts.kind(index)
        };
        assert_eq!(kind(LogType::SmtpReceive, Event::Receive, "quit"), TextKind::Command(Verb::Quit));
        assert_eq!(kind(LogType::SmtpSend, Event::Send, "RCPT TO:<a@b>"), TextKind::Command(Verb::Rcpt));
        let reply = TextKind::Reply { code: 250, continued: true };
        assert_eq!(kind(LogType::SmtpSend, Event::Receive, "250-SIZE"), reply);
        assert_eq!(kind(LogType::Connectivity, Event::Send, "x[192.0.2.1]"), TextKind::Delivery);
        assert_eq!(kind(LogType::SmtpReceive, Event::Disconnect, ""), TextKind::Disconnect);
        let logout = TextKind::Access { verb: AccessVerb::Logout, status: AccessStatus::None };
        assert_eq!(kind(LogType::Pop3, Event::Receive, "quit"), logout, "the same bytes in another log");
        assert_eq!(kind(LogType::Pop3, Event::Send, "+OK"), TextKind::AccessReply(AccessStatus::Ok));
        let reply = TextKind::Reply { code: 250, continued: false };
        for event in [Event::Send, Event::Receive] {
            assert_eq!(kind(LogType::InternetMail, event, "250 ok"), reply);
            assert_eq!(kind(LogType::InternetMail, event, "quit"), TextKind::Command(Verb::Quit));
            assert_eq!(kind(LogType::SmtpService, event, "250-first line"), reply);
        }
    }

    #[test]
    fn a_command_may_stand_beside_its_status() {
        let mut texts = Texts::default();
        let mut kind = |log_type, data, context| {
            let row = text(Event::Receive, data, context);
            let (index, _) = texts.intern(log_type, row, Meaning::AnsweredCommand);
            texts.kind(index)
        };
        let answered = |verb, status| TextKind::Answered { verb, status };
        assert_eq!(kind(LogType::SmtpService, "RCPT TO:<a@b>", "550"), answered(Verb::Rcpt, 550));
        assert_eq!(kind(LogType::SmtpService, "DATA <x@y>", "250 29518 bytes"), answered(Verb::Data, 250));
        assert_eq!(kind(LogType::SmtpService, "QUIT", "240 6219 ms"), answered(Verb::Quit, 0));
        assert_eq!(kind(LogType::NntpService, "250 x", ""), answered(Verb::Other, 0));
    }

    #[test]
    fn the_same_bytes_are_different_texts_by_what_they_mean() {
        let mut texts = Texts::default();
        let said = text(Event::Receive, "quit", "");
        let mut kind = |log_type, meaning| {
            let (index, is_new) = texts.intern(log_type, said, meaning);
            (texts.kind(index), is_new)
        };
        let credential = TextKind::Credential;
        let answered = TextKind::Answered { verb: Verb::Quit, status: 0 };
        assert_eq!(kind(LogType::InternetMail, Meaning::AsWritten), (TextKind::Command(Verb::Quit), true));
        assert_eq!(kind(LogType::InternetMail, Meaning::Credential), (credential, true));
        assert_eq!(kind(LogType::SmtpService, Meaning::AnsweredCommand), (answered, true));
        assert_eq!(kind(LogType::Pop3, Meaning::Credential), (credential, false), "the same in every protocol");
        assert_eq!(kind(LogType::InternetMail, Meaning::Credential), (credential, false));
        let literal = text(Event::Receive, "x", "authentication response");
        let (index, _) = texts.intern(LogType::SmtpReceive, literal, Meaning::AsWritten);
        assert_eq!(texts.kind(index), TextKind::Command(Verb::Other), "what a log holds is no mark");
    }
}

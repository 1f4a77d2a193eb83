//! Replays the entries of a session, in order, into a [`Conversation`]: which reply answers which command, and the mail
//! transactions.
//!
//! There is one replay, so that facts, the report of a session and exports agree. Entries are fed one by one, because
//! the facts of a session are computed in the same pass and must not allocate for each session. What an entry means to
//! the conversation is decided in [`Replay::entry`] alone.

use crate::content::smtp::chunk;
use crate::content::{Text, TextKind};
use crate::smtp::conversation::{Answer, Conversation, Transaction};
use crate::smtp::{Awaited, Verb, is_command};

/// A replay in progress. Keeps its buffers from session to session.
#[derive(Debug, Default)]
pub struct Replay {
    conversation: Conversation,
    /// Place of the next entry: its position in the session.
    next: u32,
    /// The sequence-number that the next entry should have.
    expected: u32,
}

impl Replay {
    /// Begins another session.
    pub fn clear(&mut self) {
        self.conversation.clear();
        self.next = 0;
        self.expected = 0;
    }

    /// Replays the next entry. Returns what its reply answers; as a rule that is the entry itself where command and
    /// status are logged in one row. `sequence` is its sequence-number in logs that have them: where numbers are
    /// missing, so are rows.
    #[inline]
    pub fn entry<'t>(&mut self, kind: TextKind, sequence: Option<u32>, text: impl Fn() -> Text<'t>) -> Answer {
        let place = self.next;
        self.next += 1;
        if let Some(sequence) = sequence {
            if sequence > self.expected {
                self.conversation.missing(sequence - self.expected);
            }
            self.expected = sequence.saturating_add(1);
        }
        match kind {
            TextKind::Connect => self.conversation.connected(place),
            TextKind::Command(verb) => self.command(verb, text, place),
            TextKind::Answered { verb, status } => {
                return self.conversation.answered_command(verb, chunk_of(verb, text), status, place);
            }
            TextKind::Reply { code, continued } if code > 0 => {
                let exact = || text().reply(kind).map_or(Awaited::ALL, |reply| Awaited::by_reply(&reply));
                return self.conversation.reply(code, continued, place, exact);
            }
            // POP3 and IMAP4 have no transactions; the other kinds are not part of the dialogue.
            TextKind::Reply { .. }
            | TextKind::Access { .. }
            | TextKind::AccessReply(_)
            | TextKind::Credential
            | TextKind::Delivery
            | TextKind::Disconnect
            | TextKind::Information(_)
            | TextKind::Record { .. } => {}
        }
        Answer::default()
    }

    /// Number of the queues of commands that are possible; 0 where it is certain which commands wait.
    pub fn possible_queues(&self) -> usize {
        self.conversation.possible_queues()
    }

    /// Ends the session: what is still undecided stays unfinished.
    pub fn finish(&mut self) {
        self.conversation.finish();
    }

    /// Whether a message is on its way.
    pub fn is_in_message(&self) -> bool {
        self.conversation.is_in_transaction()
    }

    /// Whether a message was on its way at the end, and nothing was said about it.
    pub fn is_sending(&self) -> bool {
        self.conversation.is_sending()
    }

    /// The place of the temporary refusal that came last while a message was on its way, if the client sent nothing after it.
    pub fn interrupted(&self) -> Option<u32> {
        self.conversation.interrupted()
    }

    /// The transactions in order of their first entries.
    pub fn transactions(&self) -> &[Transaction] {
        self.conversation.transactions()
    }

    /// The places of replies and of the commands that they answer, where only entries after the reply showed it.
    pub fn late(&self) -> &[(u32, u32)] {
        self.conversation.late()
    }

    fn command<'t>(&mut self, verb: Verb, text: impl Fn() -> Text<'t>, place: u32) {
        if verb != Verb::Other || is_command(text().data) {
            self.conversation.command(verb, chunk_of(verb, text), place);
        }
    }
}

fn chunk_of<'t>(verb: Verb, text: impl Fn() -> Text<'t>) -> Option<(u64, bool)> {
    if verb == Verb::Bdat { chunk(text().data) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Event;
    use crate::exchange::{AccessStatus, AccessVerb, InformationKind};
    use crate::smtp::conversation::TransactionOutcome;
    use alloc::vec;
    use alloc::vec::Vec;

    /// Replays rows of a kind and a text; returns the place of the command that each answers.
    fn answers(replay: &mut Replay, rows: &[(TextKind, &str)]) -> Vec<Option<u32>> {
        replay.clear();
        let mut answers = vec![];
        for (kind, data) in rows {
            let text = Text { event: Event::Receive, data: data.as_bytes(), context: b"" };
            answers.push(replay.entry(*kind, None, || text).command);
        }
        replay.finish();
        answers
    }

    fn command(verb: Verb) -> (TextKind, &'static str) {
        (TextKind::Command(verb), "")
    }

    fn reply(code: u16) -> (TextKind, &'static str) {
        (TextKind::Reply { code, continued: false }, "")
    }

    #[test]
    fn places_count_all_entries_and_only_replies_answer() {
        let note = (TextKind::Information(InformationKind::Unknown), "");
        let rows = [(TextKind::Connect, ""), note, reply(220), command(Verb::Ehlo), note, reply(250), reply(0)];
        assert_eq!(answers(&mut Replay::default(), &rows), [None, None, None, None, None, Some(3), None]);
    }

    #[test]
    fn every_line_of_a_reply_answers_the_same_command() {
        let line = (TextKind::Reply { code: 250, continued: true }, "");
        let rows = [command(Verb::Ehlo), line, line, reply(250), command(Verb::Quit), reply(221)];
        assert_eq!(answers(&mut Replay::default(), &rows), [None, Some(0), Some(0), Some(0), None, Some(4)]);
    }

    #[test]
    fn a_row_with_command_and_status_answers_itself() {
        let answered = |verb, status| (TextKind::Answered { verb, status }, "");
        let rows = [
            answered(Verb::Mail, 250),
            answered(Verb::Rcpt, 550),
            answered(Verb::Rcpt, 250),
            answered(Verb::Data, 250),
            answered(Verb::Quit, 0),
        ];
        let mut replay = Replay::default();
        assert_eq!(answers(&mut replay, &rows), [Some(0), Some(1), Some(2), Some(3), None]);
        let [mail] = replay.transactions() else { panic!("one transaction") };
        assert_eq!((mail.outcome, mail.recipients.len(), mail.last), (TransactionOutcome::Accepted, 2, 3));
        assert_eq!(mail.recipients[0].reply.map(|reply| reply.code), Some(550));
    }

    #[test]
    fn chunks_are_read_from_the_text_of_bdat() {
        let chunk = |data| (TextKind::Command(Verb::Bdat), data);
        let rows = [command(Verb::Mail), chunk("BDAT 1000"), chunk("BDAT 24 LAST"), reply(250), reply(250), reply(250)];
        let mut replay = Replay::default();
        assert_eq!(answers(&mut replay, &rows)[3..], [Some(0), Some(1), Some(2)]);
        assert_eq!(replay.transactions()[0].chunk_bytes, 1024);
        assert_eq!(replay.transactions()[0].outcome, TransactionOutcome::Accepted);
    }

    #[test]
    fn a_replay_can_be_reused() {
        let mut replay = Replay::default();
        let unfinished = [command(Verb::Mail), reply(250), command(Verb::Rcpt)];
        assert_eq!(answers(&mut replay, &unfinished), [None, Some(0), None]);
        assert_eq!(replay.transactions()[0].outcome, TransactionOutcome::Unfinished);
        assert_eq!(answers(&mut replay, &[reply(250), command(Verb::Quit), reply(221)]), [None, None, Some(1)]);
        assert!(replay.transactions().is_empty());
    }

    #[test]
    fn mailbox_sessions_and_records_have_no_transactions() {
        let access = TextKind::Access { verb: AccessVerb::Auth, status: AccessStatus::Ok };
        let rows =
            [(access, "MAIL"), (TextKind::AccessReply(AccessStatus::Ok), ""), (TextKind::Record { code: 550 }, "")];
        let mut replay = Replay::default();
        assert_eq!(answers(&mut replay, &rows), [None; 3]);
        assert!(replay.transactions().is_empty());
    }
}

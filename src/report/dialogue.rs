//! Commands, replies and mail transactions of one session.

use super::masking::DisplayText;
use super::opened::Opened;
use super::records::{self, Recipients};
use super::reply::{ReplyFact, consequence, reply_fact, rows_of};
use super::transaction::{RecipientFact, TransactionFact, message_fact, message_id, recipient_fact};
use crate::content::TextKind;
use crate::session::authentication::{Attempt, Attempts};
use crate::session::logons;
use crate::session::replay::Replay;
use crate::smtp::Verb;
use crate::smtp::conversation::{Answer, ReplyRef, Transaction};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cell::{OnceCell, RefCell};
use core::ops::Range;

/// The replayed conversation of a session.
#[derive(Debug, Default)]
pub struct Dialogue {
    replay: Replay,
    /// What each reply answers, by the place of the reply, as far as the session has been read.
    answers: Vec<Answer>,
    /// The sequence-number of the last one, in a log that has them.
    sequence: Option<u32>,
    /// Whether the session has been read to its end.
    is_read: bool,
    /// The attempts to authenticate in an SMTP or NNTP session.
    attempts: Attempts,
    /// The attempts in a session of records, once they were asked for.
    record_attempts: OnceCell<Option<Vec<Attempt>>>,
    /// The replies of several rows that were asked for, by the place that was asked for: one may be the reply to
    /// thousands of recipients, or the reason why thousands of commands were refused.
    long_replies: RefCell<BTreeMap<u32, Option<ReplyFact>>>,
    /// The message of a session of records, and its recipients, once they were asked for: all records are read for them.
    recorded: OnceCell<Option<(TransactionFact, Vec<RecipientFact>)>>,
    /// How far these have been read before.
    recipients: Recipients,
}

/// Most recipients of a message that are reported with it; there may be a million.
pub const MAX_RECIPIENTS: usize = 20;

/// Whether replies are reported with what they are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replies {
    /// They are.
    With,
    /// They are not: to explain them takes most of the time.
    Without,
}

impl Dialogue {
    /// Replays as many further entries as there is room for, which they take: after missing rows each as much as there are
    /// queues of commands that are possible. Returns whether all have been.
    pub fn read_on(&mut self, opened: &Opened<'_>, room: &mut usize) -> bool {
        while *room > 0 && self.answers.len() < opened.order.len() {
            self.entry(opened, self.answers.len() as u32);
            *room = room.saturating_sub(1 + self.replay.possible_queues());
        }
        if !self.is_read && self.answers.len() == opened.order.len() {
            self.finish(opened);
        }
        self.is_read
    }

    fn entry(&mut self, opened: &Opened<'_>, place: u32) {
        let Dialogue { replay, attempts, .. } = self;
        let (text, kind) = opened.text(place);
        let sequence = opened.sequence(place).filter(|_| opened.session.log_type.has_sequence());
        let answer = replay.entry(kind, sequence, || text);
        let last = core::mem::replace(&mut self.sequence, sequence);
        let missing = |sequence: u32| last.map_or(0, |last| sequence.saturating_sub(last.saturating_add(1)));
        logons::note_hole(attempts, sequence.map_or(0, missing));
        logons::note(attempts, place, kind, || text, || opened.text(answer.command?).1.verb());
        // A command and its status in one row need no link from one to the other.
        let is_reply = matches!(kind, TextKind::Reply { .. });
        self.answers.push(Answer { command: answer.command.filter(|_| is_reply), ..answer });
    }

    fn finish(&mut self, opened: &Opened<'_>) {
        self.replay.finish();
        for &(reply, command) in self.replay.late() {
            // The rows of a reply answer the same command.
            for place in rows_of(opened, reply) {
                if let Some(answer) = self.answers.get_mut(place as usize) {
                    answer.command = Some(command);
                }
            }
        }
        self.is_read = true;
    }

    /// Reads the message of a session of records as far as there is room, which that takes. Returns whether it is known, or
    /// there is none.
    pub fn read_recorded(&mut self, opened: &Opened<'_>, room: &mut usize) -> bool {
        if self.recorded.get().is_none() && self.recipients.read_on(opened, room) {
            let recipients = core::mem::take(&mut self.recipients).found;
            self.recorded = OnceCell::from(records::transaction(opened).map(|message| (message, recipients)));
        }
        self.recorded.get().is_some()
    }

    /// Number of entries that have been replayed.
    pub fn read_entries(&self) -> usize {
        self.answers.len()
    }

    /// The attempts to authenticate, in order.
    pub fn attempts(&self, opened: &Opened<'_>) -> &[Attempt] {
        let archive = opened.archive;
        let of_records = || logons::of_records(&archive.store, &archive.tables, opened.session, &opened.order);
        self.record_attempts.get_or_init(of_records).as_deref().unwrap_or(self.attempts.list())
    }

    /// The place of the command that the reply at `place` answers; `None` if both are one entry.
    pub fn answers(&self, place: u32) -> Option<u32> {
        self.answers.get(place as usize)?.command
    }

    /// The place of the refusal that the refusal at `place` follows from.
    fn cause(&self, place: u32) -> Option<u32> {
        self.answers.get(place as usize)?.cause
    }

    /// The verb of the command that the reply at `place` answers.
    pub fn answered_verb(&self, opened: &Opened<'_>, place: u32) -> Option<Verb> {
        opened.text(self.answers(place)?).1.verb()
    }

    /// The number of transactions; in a session of records, where there is at most one, always 1.
    pub fn transaction_count(&self, opened: &Opened<'_>) -> usize {
        if opened.session.log_type.is_grouped() { 1 } else { self.replay.transactions().len() }
    }

    /// Some of the transactions, in order, each with its first recipients.
    pub fn transactions_in(&self, opened: &Opened<'_>, range: Range<usize>) -> Vec<TransactionFact> {
        let recipient = |number, index| self.recipient(opened, number, index, Replies::With);
        let fact = |number| {
            let message = self.message(opened, number, Replies::With)?;
            let recipients: Vec<_> = (0..MAX_RECIPIENTS).map_while(|index| recipient(number, index)).collect();
            let more = self.recipient_count(opened, number).saturating_sub(recipients.len()) as u32;
            let more_recipients = Some(more).filter(|more| *more > 0);
            Some(TransactionFact { recipients, more_recipients, ..message })
        };
        range.filter_map(fact).collect()
    }

    fn recipient_count(&self, opened: &Opened<'_>, number: usize) -> usize {
        if opened.session.log_type.is_grouped() {
            return self.recorded(opened).map_or(0, |(_, recipients)| recipients.len());
        }
        self.replay.transactions().get(number).map_or(0, |transaction| transaction.recipients.len())
    }

    /// A transaction without its recipients, of which there may be a million.
    pub fn message(&self, opened: &Opened<'_>, number: usize, replies: Replies) -> Option<TransactionFact> {
        if opened.session.log_type.is_grouped() {
            return Some(self.recorded(opened)?.0.clone());
        }
        let (transaction, places) = self.placed(number..number + 1).next()?;
        Some(message_fact(opened, transaction, places, |reply| self.fact_of(opened, reply, replies)))
    }

    /// A recipient of a transaction.
    pub fn recipient(
        &self,
        opened: &Opened<'_>,
        number: usize,
        index: usize,
        replies: Replies,
    ) -> Option<RecipientFact> {
        if opened.session.log_type.is_grouped() {
            return self.recorded(opened)?.1.get(index).cloned();
        }
        let taken = self.replay.transactions().get(number)?.recipients.get(index)?;
        Some(recipient_fact(opened, taken, |reply| self.fact_of(opened, reply, replies)))
    }

    fn recorded(&self, opened: &Opened<'_>) -> Option<&(TransactionFact, Vec<RecipientFact>)> {
        let read = || {
            let (mut recipients, mut all) = (Recipients::default(), usize::MAX);
            recipients.read_on(opened, &mut all);
            Some((records::transaction(opened)?, recipients.found))
        };
        self.recorded.get_or_init(read).as_ref()
    }

    fn fact_of(&self, opened: &Opened<'_>, reply: ReplyRef, replies: Replies) -> Option<ReplyFact> {
        let fact = (replies == Replies::With).then(|| self.reply(opened, reply.place))??;
        let explanation = self.consequence(opened, reply.place).unwrap_or(fact.explanation);
        Some(ReplyFact { explanation, ..fact })
    }

    /// The reply of which the entry at `place` is a row.
    fn reply(&self, opened: &Opened<'_>, place: u32) -> Option<ReplyFact> {
        if let Some(known) = self.long_replies.borrow().get(&place) {
            return known.clone();
        }
        let reply = reply_fact(opened, place, None);
        if rows_of(opened, place).count() > 1 {
            self.long_replies.borrow_mut().insert(place, reply.clone());
        }
        reply
    }

    /// The explanation of the refusal at `place`, if it follows from another one.
    pub fn consequence(&self, opened: &Opened<'_>, place: u32) -> Option<DisplayText<'static>> {
        self.cause(place).map(|cause| consequence(self.reply(opened, cause)))
    }

    /// The Message-IDs of the transactions as logged; empty for a transaction without a known one.
    pub fn message_ids<'a>(&self, opened: &Opened<'a>) -> Vec<&'a [u8]> {
        let all = 0..self.replay.transactions().len();
        self.placed(all).map(|(transaction, places)| message_id(opened, transaction, places)).collect()
    }

    /// Some of the transactions, each with the places from the end of the previous one to the beginning of the next.
    pub fn placed(&self, range: Range<usize>) -> impl Iterator<Item = (&Transaction, Range<u32>)> {
        let transactions = self.replay.transactions();
        let end_before = |index: usize| index.checked_sub(1).map_or(0, |before| transactions[before].last);
        let next_begin = |index: usize| transactions.get(index + 1).map_or(u32::MAX, |next| next.first);
        let some = transactions.iter().enumerate().skip(range.start).take(range.len());
        some.map(move |(index, one)| (one, end_before(index)..next_begin(index)))
    }

    /// The worst reply: the first one with the worst first digit that does not follow from another one.
    pub fn worst_reply(&self, opened: &Opened<'_>) -> Option<ReplyFact> {
        if opened.session.log_type.is_grouped() {
            return records::worst_refusal(opened);
        }
        let refusals = opened.kinds().filter_map(|(place, kind)| match kind.code() {
            code @ 400.. if self.cause(place).is_none() => Some((code / 100, place)),
            _ => None,
        });
        let (_, place) = refusals.min_by_key(|&(digit, place)| (core::cmp::Reverse(digit), place))?;
        reply_fact(opened, place, self.answered_verb(opened, place))
    }
}

//! Commands, replies and mail transactions of one session.

use super::opened::Opened;
use super::records;
use super::reply::{ReplyFact, reply_fact};
use super::transaction::{TransactionFact, message_id, transaction_fact};
use crate::content::TextKind;
use crate::exchange::explanation::explain_auth_reply;
use crate::session::replay::Replay;
use crate::smtp::conversation::Transaction;
use crate::smtp::{Verb, authenticates};
use alloc::vec::Vec;
use core::ops::Range;

/// The replayed conversation of a session.
pub struct Dialogue {
    replay: Replay,
    /// The place of the command that each reply answers, by the place of the reply.
    answers: Vec<Option<u32>>,
}

impl Dialogue {
    /// Replays a session.
    pub fn read(opened: &Opened<'_>) -> Dialogue {
        let mut replay = Replay::default();
        let answer = |(_, text, kind)| {
            let answered = replay.entry(kind, || text);
            // A command and its status in one row need no link from one to the other.
            if matches!(kind, TextKind::Reply { .. }) { answered } else { None }
        };
        let answers = opened.texts().map(answer).collect();
        replay.finish();
        Dialogue { replay, answers }
    }

    /// The place of the command that the reply at `place` answers; `None` if both are one entry.
    pub fn answers(&self, place: u32) -> Option<u32> {
        self.answers.get(place as usize).copied().flatten()
    }

    /// The verb of the command that the reply at `place` answers.
    pub fn answered_verb(&self, opened: &Opened<'_>, place: u32) -> Option<Verb> {
        opened.text(self.answers(place)?).1.verb()
    }

    /// The transactions in order.
    pub fn transactions(&self, opened: &Opened<'_>) -> Vec<TransactionFact> {
        if opened.session.log_type.is_grouped() {
            return records::transaction(opened).into_iter().collect();
        }
        self.placed().map(|(transaction, places)| transaction_fact(opened, transaction, places)).collect()
    }

    /// The Message-IDs of the transactions as logged; empty for a transaction without a known one.
    pub fn message_ids<'a>(&self, opened: &Opened<'a>) -> Vec<&'a [u8]> {
        self.placed().map(|(transaction, places)| message_id(opened, transaction, places)).collect()
    }

    /// The transactions, each with the places from the end of the previous one to the beginning of the next.
    fn placed(&self) -> impl Iterator<Item = (&Transaction, Range<u32>)> {
        let transactions = self.replay.transactions();
        let end_before = |index: usize| index.checked_sub(1).map_or(0, |before| transactions[before].last);
        let next_begin = |index: usize| transactions.get(index + 1).map_or(u32::MAX, |next| next.mail);
        transactions.iter().enumerate().map(move |(index, one)| (one, end_before(index)..next_begin(index)))
    }

    /// The worst reply: the first one with the worst first digit.
    pub fn worst_reply(&self, opened: &Opened<'_>) -> Option<ReplyFact> {
        if opened.session.log_type.is_grouped() {
            return records::worst_refusal(opened);
        }
        let refusals = opened.texts().filter_map(|(place, _, kind)| match kind.code() {
            code @ 400.. => Some((code / 100, place)),
            _ => None,
        });
        let (_, place) = refusals.min_by_key(|&(digit, place)| (core::cmp::Reverse(digit), place))?;
        let mut fact = reply_fact(opened, place)?;
        let refuses_logon = self.answered_verb(opened, place).is_some_and(authenticates);
        if refuses_logon
            && let Some(sentence) =
                opened.text(place).0.reply(opened.text(place).1).and_then(|reply| explain_auth_reply(&reply))
        {
            fact.explanation = opened.mask().sentence(sentence);
        }
        Some(fact)
    }
}

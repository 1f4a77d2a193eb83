//! Commands, replies and mail transactions of one session.

use super::opened::Opened;
use super::records;
use super::reply::{ReplyFact, reply_fact};
use super::transaction::{TransactionFact, transaction_fact};
use crate::session::facts::chunk;
use crate::smtp::Verb;
use crate::smtp::conversation::{Conversation, Transaction};
use crate::store::texts::TextKind;
use alloc::vec;
use alloc::vec::Vec;

/// The conversation of a session, played through.
pub struct Dialogue {
    conversation: Conversation,
    /// For each place of a reply the place of the command that it answers.
    answers: Vec<Option<u32>>,
}

impl Dialogue {
    /// Plays a session through.
    pub fn read(opened: &Opened<'_>) -> Dialogue {
        let mut conversation = Conversation::default();
        let mut answers = vec![None; opened.order.len()];
        for ((place, text, kind), answer) in opened.texts().zip(&mut answers) {
            match kind {
                TextKind::Connect => conversation.connected(place),
                TextKind::Command(verb) | TextKind::Answered { verb, .. } => {
                    let chunk = if verb == Verb::Bdat { chunk(text.data) } else { None };
                    conversation.command(verb, chunk, place);
                    // It may stand beside its answer.
                    if kind.code() != 0 {
                        conversation.reply(kind.code(), false, place);
                    }
                }
                TextKind::Reply { code, continued } if code != 0 => {
                    *answer = conversation.reply(code, continued, place)
                }
                _ => {}
            }
        }
        conversation.finish();
        Dialogue { conversation, answers }
    }

    /// The place of the command that the reply at a place answers.
    pub fn answers(&self, place: u32) -> Option<u32> {
        self.answers.get(place as usize).copied().flatten()
    }

    /// The transactions in order.
    pub fn transactions(&self, opened: &Opened<'_>) -> Vec<TransactionFact> {
        if opened.session.log_type.is_grouped() {
            return records::transaction(opened).into_iter().collect();
        }
        let transactions = self.conversation.transactions();
        let begin_of_next = |index: usize| transactions.get(index + 1).map_or(u32::MAX, |next| next.mail);
        let previous_end = |index: usize| index.checked_sub(1).map_or(0, |before| transactions[before].last);
        let fact = |(index, transaction): (usize, &Transaction)| {
            transaction_fact(opened, transaction, previous_end(index), begin_of_next(index))
        };
        transactions.iter().enumerate().map(fact).collect()
    }

    /// The reply that refuses most: the first one with the worst first digit.
    pub fn worst_reply(&self, opened: &Opened<'_>) -> Option<ReplyFact> {
        if opened.session.log_type.is_grouped() {
            return records::worst_reply(opened);
        }
        let refusals = opened.texts().filter_map(|(place, _, kind)| match kind.code() {
            code @ 400.. => Some((code / 100, place)),
            _ => None,
        });
        let (_, place) = refusals.min_by_key(|&(digit, place)| (core::cmp::Reverse(digit), place))?;
        reply_fact(opened, place)
    }
}

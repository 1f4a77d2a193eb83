//! Commands, replies and mail transactions of one session.

use super::detail::{Opened, lossy};
use super::masking::masked;
use super::records;
use super::rows::explain_refusal;
use crate::exchange::{Acceptance, Information};
use crate::session::facts::{chunk, message_size};
use crate::session::reading::{logged_message_id, recipient, sender};
use crate::smtp::conversation::{Answer, Conversation, Transaction, TransactionOutcome};
use crate::smtp::{Reply, Verb};
use crate::store::texts::TextKind;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

/// A reply and what it means; see the contract.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct ReplyFact {
    pub code: u16,
    pub status: String,
    pub text: String,
    pub explanation: String,
    pub entry: u32,
}

/// One mail transaction; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct TransactionFact {
    pub sender: String,
    pub recipients: Vec<RecipientFact>,
    pub size: Option<f64>,
    pub message_id: String,
    pub outcome: &'static str,
    pub reply: Option<ReplyFact>,
    pub first_entry: u32,
    pub last_entry: u32,
}

/// One recipient; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct RecipientFact {
    pub address: String,
    pub reply: Option<ReplyFact>,
}

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

/// What the reply at a place says.
pub fn reply_fact(opened: &Opened<'_>, place: u32) -> Option<ReplyFact> {
    let (text, kind) = opened.text(place);
    reply_of(opened, text.answer(kind), place)
}

/// What a reply says that stands in the entry at a place.
pub fn reply_of(opened: &Opened<'_>, line: &[u8], place: u32) -> Option<ReplyFact> {
    let line = masked(opened.archive.credentials, line);
    let reply = Reply::parse(line.as_bytes())?;
    let explanation = if reply.class().is_failure() { explain_refusal(opened.session.log_type, &reply) } else { None };
    Some(ReplyFact {
        code: reply.code,
        status: reply.status.map(|status| status.to_string()).unwrap_or_default(),
        text: lossy(reply.text),
        explanation: explanation.map(String::from).unwrap_or_default(),
        entry: place,
    })
}

fn transaction_fact(opened: &Opened<'_>, transaction: &Transaction, after: u32, before: u32) -> TransactionFact {
    let fact_of = |answer: Answer| reply_fact(opened, answer.place);
    let mail = opened.text(transaction.mail).0.data;
    let decision = transaction.decision.and_then(|answer| {
        let (text, kind) = opened.text(answer.place);
        text.reply(kind)
    });
    let recipients = transaction.recipients.iter().map(|taken| RecipientFact {
        address: lossy(recipient(opened.text(taken.place).0.data)),
        reply: taken.answer.and_then(fact_of),
    });
    TransactionFact {
        sender: lossy(sender(mail)),
        recipients: recipients.collect(),
        size: message_size(mail, decision, transaction.chunk_bytes).map(|size| size as f64),
        message_id: message_id(opened, decision, transaction.mail, after..before),
        outcome: outcome_name(transaction.outcome),
        reply: transaction.decision.and_then(fact_of),
        first_entry: transaction.mail,
        last_entry: transaction.last,
    }
}

fn outcome_name(outcome: TransactionOutcome) -> &'static str {
    match outcome {
        TransactionOutcome::Accepted => "accepted",
        TransactionOutcome::Rejected => "rejected",
        TransactionOutcome::Deferred => "deferred",
        TransactionOutcome::Reset => "reset",
        TransactionOutcome::Unfinished => "unfinished",
    }
}

/// The Message-ID: from the reply that took the message, else from an information row. A send log names a message before
/// its MAIL, a receive log behind it; `places` reaches from the end of the transaction before to the begin of the next.
fn message_id(opened: &Opened<'_>, decision: Option<Reply<'_>>, mail: u32, places: core::ops::Range<u32>) -> String {
    let taken = decision.and_then(|reply| Acceptance::parse(&reply));
    if let Some(taken) = taken.filter(|taken| !taken.message_id.is_empty()) {
        return lossy(taken.message_id);
    }
    let places = places.start..places.end.min(opened.order.len() as u32);
    let mut named = places.filter_map(|place| match opened.text(place) {
        (text, TextKind::Information(_)) => match Information::parse(text.data, text.context) {
            Information::SendingMessage { message_id, .. } if place < mail => Some(message_id),
            Information::ReceivingMessage { message_id, .. } if place > mail => Some(message_id),
            _ => None,
        },
        (text, TextKind::Answered { verb: Verb::Data | Verb::Bdat, .. }) if place > mail => {
            logged_message_id(text.data)
        }
        _ => None,
    });
    named.rfind(|id| !id.is_empty()).map(lossy).unwrap_or_default()
}

//! A mail transaction: sender, recipients with their replies, and how it came out.

use super::opened::{Opened, lossy};
use super::reply::{ReplyFact, reply_fact};
use crate::exchange::{Acceptance, Information};
use crate::session::facts::message_size;
use crate::session::view::{logged_message_id, recipient, sender};
use crate::smtp::conversation::{ReplyRef, Transaction, TransactionOutcome};
use crate::smtp::{Reply, Verb};
use crate::store::texts::TextKind;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use serde::Serialize;

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

/// What is known of a transaction that lies between the places `after` and `before`.
pub fn transaction_fact(opened: &Opened<'_>, transaction: &Transaction, after: u32, before: u32) -> TransactionFact {
    let fact_of = |reply: ReplyRef| reply_fact(opened, reply.place);
    let mail = opened.text(transaction.mail).0.data;
    let decision = transaction.decision.and_then(|reply| {
        let (text, kind) = opened.text(reply.place);
        text.reply(kind)
    });
    let recipients = transaction.recipients.iter().map(|taken| RecipientFact {
        address: lossy(recipient(opened.text(taken.place).0.data)),
        reply: taken.reply.and_then(fact_of),
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
fn message_id(opened: &Opened<'_>, decision: Option<Reply<'_>>, mail: u32, places: Range<u32>) -> String {
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

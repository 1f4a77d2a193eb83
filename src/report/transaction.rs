//! A mail transaction: sender, recipients with their replies, and result.

use super::masking::DisplayText;
use super::opened::Opened;
use super::reply::ReplyFact;
use super::reportable::{report_type, report_words};
use super::units::ByteCount;
use crate::content::TextKind;
use crate::content::message::message_size;
use crate::content::smtp::{recipient, sender};
use crate::content::virtual_server::logged_message_id;
use crate::exchange::{Acceptance, Information};
use crate::smtp::conversation::{Recipient, ReplyRef, Transaction, TransactionOutcome};
use crate::smtp::{Reply, Verb};
use alloc::vec::Vec;
use core::ops::Range;

report_type! {
    /// A mail transaction; for tracking or agent records, the message.
    pub struct TransactionFact {
        /// Address of the sender; `<>` for the null sender, empty if unknown.
        pub sender: DisplayText<'static>,
        /// Whether its MAIL is not in the log, so that the sender is unknown and recipients may be missing; omitted if not.
        #[serde(skip_serializing_if = "core::ops::Not::not")]
        #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
        pub fragment: bool,
        /// The recipients, in the order of the RCPT commands; of many, the first.
        pub recipients: Vec<RecipientFact>,
        /// How many more there are; omitted if none.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        pub more_recipients: Option<u32>,
        /// Size of the message as declared by the client or counted by the server; null if unknown.
        pub size: Option<ByteCount>,
        /// The Message-ID; empty if unknown.
        pub message_id: DisplayText<'static>,
        /// The result.
        pub outcome: TransactionOutcome,
        /// The reply that determined the result.
        pub reply: Option<ReplyFact>,
        /// Position of its first entry in the session.
        pub first_entry: u32,
        /// Position of its last entry in the session.
        pub last_entry: u32,
    }
}

report_type! {
    /// A recipient of a message.
    pub struct RecipientFact {
        /// Its address.
        pub address: DisplayText<'static>,
        /// The reply to its RCPT command; for records, the last reply about it.
        pub reply: Option<ReplyFact>,
        /// What became of the message for it; only in message tracking.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        pub result: Option<RecipientResult>,
    }
}

report_words! {
    /// What became of a message for a recipient.
    pub enum RecipientResult {
        /// It was delivered, or handed over to another server.
        Delivered,
        /// It waits for the next attempt.
        Deferred,
        /// It could not be delivered.
        Failed,
        /// It was dropped, and nobody was notified.
        Dropped,
        /// Others get it instead: the members of a group, another address.
        Replaced,
    }
}

/// The report of a transaction without its recipients; for `places` see [`message_id`].
pub fn message_fact(
    opened: &Opened<'_>,
    transaction: &Transaction,
    places: Range<u32>,
    fact_of: impl Fn(ReplyRef) -> Option<ReplyFact>,
) -> TransactionFact {
    let mask = opened.mask();
    let mail = transaction.mail.map(|mail| opened.text(mail).0.data);
    let size = message_size(mail.unwrap_or_default(), decision(opened, transaction), transaction.chunk_bytes);
    TransactionFact {
        sender: mail.map(|mail| mask.name(sender(mail)).into_owned()).unwrap_or_default(),
        fragment: mail.is_none(),
        recipients: Vec::new(),
        more_recipients: None,
        size: size.map(ByteCount::from),
        message_id: mask.name(message_id(opened, transaction, places)).into_owned(),
        outcome: transaction.outcome,
        reply: transaction.decision.and_then(&fact_of),
        first_entry: transaction.first,
        last_entry: transaction.last,
    }
}

/// The report of a recipient.
pub fn recipient_fact(
    opened: &Opened<'_>,
    taken: &Recipient,
    fact_of: impl Fn(ReplyRef) -> Option<ReplyFact>,
) -> RecipientFact {
    RecipientFact {
        address: opened.mask().name(recipient(opened.text(taken.place).0.data)).into_owned(),
        reply: taken.reply.and_then(fact_of),
        result: None,
    }
}

/// The reply that determined the result of a transaction.
pub fn decision<'a>(opened: &Opened<'a>, transaction: &Transaction) -> Option<Reply<'a>> {
    let (text, kind) = opened.text(transaction.decision?.place);
    text.reply(kind)
}

/// The Message-ID: from the reply that accepted the message, or else from an information row; empty if unknown. A send
/// log names a message before its MAIL command, a receive log after it; `places` spans from the end of the previous
/// transaction to the beginning of the next.
pub fn message_id<'a>(opened: &Opened<'a>, transaction: &Transaction, places: Range<u32>) -> &'a [u8] {
    let taken = decision(opened, transaction).and_then(|reply| Acceptance::parse(&reply));
    if let Some(taken) = taken.filter(|taken| !taken.message_id.is_empty()) {
        return taken.message_id;
    }
    let first = transaction.first;
    let places = places.start..places.end.min(opened.order.len() as u32);
    let mut named = places.filter_map(|place| match opened.text(place) {
        (text, TextKind::Information(_)) => match Information::parse(text.data, text.context) {
            Information::SendingMessage { message_id, .. } if place < first => Some(message_id),
            Information::ReceivingMessage { message_id, .. } if place >= first => Some(message_id),
            _ => None,
        },
        (text, TextKind::Answered { verb: Verb::Data | Verb::Bdat, .. }) if place >= first => {
            logged_message_id(text.data)
        }
        _ => None,
    });
    named.rfind(|id| !id.is_empty()).unwrap_or_default()
}

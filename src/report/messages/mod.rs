//! Messages: found by what an administrator knows of one, and followed over all logs and servers.
//!
//! ```text
//!  text ──query──▶ sessions ──read──▶ steps ──by Message-ID──▶ messages with their outcome        (found)
//!  key ──discover──▶ steps ──chain──▶ what continues what ──▶ hops, places, missing, clocks       (follow)
//! ```
//!
//! [`delays`] measures the hops of all messages in message tracking.
//!
//! A [`step`] is what one log shows: a transaction, a connection, an event. [`read`] takes steps from sessions, [`chain`]
//! says which one continues which and why, [`outcome`] what became of the message. The types are what the page shows of a
//! message ([`FoundMessages`]) and of its way ([`way::MessageWay`]).
//!
//! Nothing grows faster than the logs: sessions are found by one pass over texts or sessions for all ids together, and
//! the steps that are compared with each other are bounded, which the answer then says.

mod chain;
mod clocks;
pub mod clocks_of_all;
pub mod delays;
mod discover;
pub mod follow;
pub mod found;
mod header;
mod header_fields;
mod linked;
mod missing;
mod outcome;
mod places;
mod read;
mod shown;
mod step;
pub mod way;

use super::masking::DisplayText;
use super::reportable::{report_type, report_words};
use super::units::{ByteCount, Count, TimeMs};
use alloc::vec::Vec;

report_type! {
    /// The messages that a text asks for.
    pub struct FoundMessages {
        /// What the text was taken for.
        pub understood: MessageSearch,
        /// What a pasted block of headers says; null for any other text.
        pub header: Option<HeaderBlock>,
        /// The messages, the latest activity first; not more than were asked for.
        pub messages: Vec<FoundMessage>,
        /// How many there are, as far as sessions were looked at.
        pub total: Count,
        /// Whether there are so many sessions, or so many steps of a message, that only a part was looked at.
        pub truncated: bool,
    }
}

report_words! {
    /// What a text was taken for.
    pub enum MessageSearch {
        /// A Message-ID.
        MessageId,
        /// The address of a sender or recipient.
        Address,
        /// Words of a subject, which only message tracking logs.
        Subject,
        /// The headers of a message.
        Header,
        /// Nothing: it is empty, and the latest messages are listed.
        Latest,
    }
}

report_type! {
    /// The headers of a message, unfolded (RFC 5322, 2.2).
    pub struct HeaderBlock {
        /// The Message-ID in angle brackets; empty without one.
        pub message_id: DisplayText<'static>,
        /// `From`; empty without one.
        pub from: DisplayText<'static>,
        /// `To`; empty without one.
        pub to: DisplayText<'static>,
        /// `Subject`; empty without one.
        pub subject: DisplayText<'static>,
        /// `Date`; null if there is none, or none that can be read.
        pub date: Option<TimeMs>,
        /// The `Received` fields in the order of travel: each server adds its own above the others.
        pub received: Vec<ReceivedLine>,
    }
}

report_type! {
    /// A `Received` field (RFC 5321, 4.4). What it does not say is empty.
    pub struct ReceivedLine {
        /// The host that sent the message.
        pub from: DisplayText<'static>,
        /// The host that received it.
        pub by: DisplayText<'static>,
        /// The protocol.
        pub with: DisplayText<'static>,
        /// The id under which the host received it.
        pub id: DisplayText<'static>,
        /// The recipient.
        #[serde(rename = "for")]
        pub recipient: DisplayText<'static>,
        /// When it was received; null if that cannot be read.
        pub time: Option<TimeMs>,
    }
}

report_type! {
    /// A message, with what the open logs show of it.
    pub struct FoundMessage {
        /// What the question about its way takes. Valid while the same logs are open.
        pub key: DisplayText<'static>,
        /// Its Message-ID in angle brackets; empty if the logs show none.
        pub message_id: DisplayText<'static>,
        /// The address of its sender; `<>` for the null sender, empty if unknown.
        pub sender: DisplayText<'static>,
        /// Addresses of its recipients; a few.
        pub recipients: Vec<DisplayText<'static>>,
        /// Number of its recipients.
        pub recipient_count: Count,
        /// Its subject; empty if unknown.
        pub subject: DisplayText<'static>,
        /// When it was first logged.
        pub first: TimeMs,
        /// When it was last logged.
        pub last: TimeMs,
        /// Its size; null if unknown.
        pub bytes: Option<ByteCount>,
        /// The servers that logged something of it, the first one first.
        pub servers: Vec<DisplayText<'static>>,
        /// What became of it.
        pub outcome: MessageOutcome,
        /// What happened to it, in the order of time; equal facts are one, and there are only a few.
        pub parts: Vec<OutcomePart>,
        /// Number of sessions that show something of it.
        pub session_count: Count,
    }
}

report_words! {
    /// What became of a message, as far as the open logs show it.
    pub enum MessageOutcome {
        /// Delivered to all recipients that are known.
        Delivered,
        /// Delivered to some recipients, refused or given up for others.
        Partly,
        /// Handed over for some recipients, refused or given up for others; that it was delivered to any is not logged.
        PartlySent,
        /// Handed over to a host that is not in these logs.
        Sent,
        /// Accepted; no later step is in these logs.
        Accepted,
        /// Refused.
        Refused,
        /// Given up.
        Failed,
        /// Refused for the time being, and not accepted since.
        Deferred,
        /// Unknown.
        Unknown,
    }
}

report_type! {
    /// Something that happened to a message.
    pub struct OutcomePart {
        /// What.
        pub what: PartKind,
        /// Whom it concerns: the host that sent, took or deferred it, otherwise the recipient, if it is a single one.
        pub whom: DisplayText<'static>,
        /// The recipient, if it is a single one; empty otherwise.
        pub recipient: DisplayText<'static>,
        /// The number of recipients.
        pub count: Count,
        /// When it happened first.
        pub time: TimeMs,
        /// The reply or the reason; empty if there is none.
        pub reply: DisplayText<'static>,
    }
}

report_words! {
    /// What happened to a message.
    pub enum PartKind {
        /// A server accepted it from a client.
        Accepted,
        /// It was submitted from a mailbox.
        Submitted,
        /// It was handed over to another server or host.
        Handed,
        /// It was delivered to mailboxes.
        Delivered,
        /// It was refused.
        Refused,
        /// It was refused for the time being.
        Deferred,
        /// It was given up.
        Failed,
        /// A distribution group was replaced by its members.
        Expanded,
        /// Another recipient got it instead.
        Redirected,
        /// It was submitted again, from the safety net or as a shadow copy.
        Resubmitted,
        /// A copy was dropped, as the mailbox had the message.
        Duplicate,
        /// It was put into quarantine.
        Quarantined,
        /// It waits for the decision of a moderator.
        Moderated,
        /// Not known: there is no later step for these recipients.
        Open,
        /// Not known: there is no later success for these recipients.
        Pending,
    }
}

//! The way of a message: its hops over all logs and servers.

use super::FoundMessage;
use crate::entry::LogType;
use crate::report::masking::DisplayText;
use crate::report::reportable::{report_type, report_words};
use crate::report::units::{Count, DurationMs, TimeMs};
use crate::smtp::conversation::TransactionOutcome;
use alloc::vec::Vec;

report_type! {
    /// The way of a message.
    pub struct MessageWay {
        /// The message.
        pub message: FoundMessage,
        /// Where it was, in the order of travel.
        pub places: Vec<Place>,
        /// The hops, each after the one that it continues, otherwise by time.
        pub hops: Vec<Hop>,
        /// The hops that must have been, but are not in the open logs.
        pub missing: Vec<MissingHop>,
        /// How far clocks of servers are apart, where both ends of a transfer show that they are.
        pub offsets: Vec<ClockOffset>,
        /// Messages that delivery status notifications join to this one, by the time of the notification; the first twenty.
        pub linked: Vec<LinkedMessage>,
        /// Index of the hop with the largest delay, without delays between clocks that differ; null if none is known.
        pub slowest: Option<u32>,
        /// Whether there are more hops than are listed.
        pub truncated: bool,
    }
}

report_type! {
    /// A message that a delivery status notification joins to another one, as message tracking logs it (event DSN).
    pub struct LinkedMessage {
        /// What it is.
        pub link: MessageLink,
        /// Its Message-ID in angle brackets.
        pub message_id: DisplayText<'static>,
        /// When the notification was generated.
        pub time: TimeMs,
        /// Whether open logs show something of it, so that it can be followed.
        pub known: bool,
    }
}

report_words! {
    /// What a message is to the one that is followed.
    pub enum MessageLink {
        /// The message that this one, a notification, is about.
        Original,
        /// A notification about it.
        Notification,
    }
}

report_type! {
    /// A place that a message was at.
    pub struct Place {
        /// What it is.
        pub kind: PlaceKind,
        /// Its name or address; empty if unknown.
        pub name: DisplayText<'static>,
        /// The service; empty if unknown, and outside.
        pub service: DisplayText<'static>,
    }
}

report_words! {
    /// What a place is.
    pub enum PlaceKind {
        /// The client that the message came from.
        Client,
        /// Front End Transport of a server.
        FrontEnd,
        /// The Transport service of a mailbox server.
        Hub,
        /// The Mailbox Transport services of a server, or its mailboxes.
        Mailbox,
        /// The Transport service of an Edge Transport server.
        Edge,
        /// A server whose service is unknown.
        Server,
        /// A host whose logs are not here.
        Outside,
    }
}

report_type! {
    /// A step of a message that a log shows.
    pub struct Hop {
        /// What it is.
        pub kind: HopKind,
        /// Index of the place that it begins at.
        pub from: u32,
        /// Index of the place that it leads to; the same for what happened at one place.
        pub to: u32,
        /// The type of the log.
        pub log: LogType,
        /// The name of the log type.
        pub log_type_name: &'static str,
        /// The server that wrote the log, named alike in all hops and offsets; empty if unknown.
        pub server: DisplayText<'static>,
        /// The service that wrote the log; empty if unknown.
        pub service: DisplayText<'static>,
        /// The event as message tracking names it; empty in other logs.
        pub event: DisplayText<'static>,
        /// Handle of the session.
        pub session: u32,
        /// Position in the session of the entry that shows it.
        pub entry: u32,
        /// When it began.
        pub time: TimeMs,
        /// When it ended: the reply to the end of the data.
        pub end: TimeMs,
        /// The reply that decided it, or the status of an event; empty if there is none.
        pub reply: DisplayText<'static>,
        /// How the transfer ended; null for what is none.
        pub outcome: Option<TransactionOutcome>,
        /// Number of recipients.
        pub recipients: Count,
        /// Index of the hop that it continues; null for the first ones.
        pub previous: Option<u32>,
        /// From the end of that hop to the beginning of this one, or from its beginning if this one happens within it: a
        /// front end passes a message on while it receives it, and both ends of a transfer log the same one. Null if
        /// unknown, negative if clocks differ.
        pub delay_ms: Option<DurationMs>,
        /// What joins the two.
        pub join: Join,
        /// The id that is in both; empty if no id joins them.
        pub join_id: DisplayText<'static>,
        /// How sure it is that they belong together.
        pub certainty: Certainty,
        /// How the message came onto this branch.
        pub branch: Branch,
    }
}

report_words! {
    /// What a hop is.
    pub enum HopKind {
        /// A server received the message.
        Receive,
        /// A front end passed it on while it was being received.
        Proxy,
        /// A server sent it.
        Send,
        /// It was delivered to mailboxes.
        Deliver,
        /// A server connected to send it.
        Connect,
        /// Something happened to it on a server.
        Event,
    }
}

report_words! {
    /// What joins two hops, the most certain first.
    pub enum Join {
        /// Nothing: it is the first one.
        First,
        /// The session-id.
        SessionId,
        /// A session names the one that it proxies.
        ProxiedId,
        /// The addresses and ports of one connection, as both ends log them.
        Endpoints,
        /// The field `internal-message-id`.
        InternalMessageId,
        /// The InternalId in the reply of the server that accepted the message.
        QueueId,
        /// The Message-ID.
        MessageId,
        /// The field `network-message-id`.
        NetworkMessageId,
        /// Sender, recipients and time.
        Envelope,
    }
}

report_words! {
    /// How sure it is that two hops belong together.
    pub enum Certainty {
        /// An id says so.
        Logged,
        /// Inferred; nothing else fits.
        Likely,
        /// Inferred; other sessions fit as well.
        Possible,
    }
}

report_words! {
    /// How a message came onto a branch.
    pub enum Branch {
        /// It is the message itself.
        Main,
        /// It is a copy for other recipients.
        Copy,
        /// It goes to the members of a distribution group.
        Expansion,
        /// It goes to another recipient instead.
        Redirect,
        /// It was submitted again.
        Resubmit,
        /// It is a shadow copy, kept until the message has been delivered.
        Shadow,
    }
}

report_type! {
    /// A hop that is not in the open logs.
    pub struct MissingHop {
        /// Index of the hop that it follows; null if it comes before the first one.
        pub after: Option<u32>,
        /// What is missing.
        pub kind: HopKind,
        /// Where it happened.
        pub place: Place,
        /// The type of the log that would show it.
        pub log: LogType,
        /// The name of the log type.
        pub log_type_name: &'static str,
        /// The server that would have written the log; empty if unknown.
        pub server: DisplayText<'static>,
        /// Why it may not be there.
        pub why: MissingWhy,
    }
}

report_words! {
    /// Why a log does not show a hop.
    pub enum MissingWhy {
        /// No such log of the server is open.
        NotOpened,
        /// Such a log is open, but does not cover that time.
        Hole,
        /// Such a log is open and covers that time, but does not show the hop.
        NotThere,
        /// The connectors within an organization do not log unless an administrator turns that on.
        OffByDefault,
        /// It is the server of another organization.
        Outside,
    }
}

report_type! {
    /// How far the clocks of two servers are apart.
    pub struct ClockOffset {
        /// One server.
        pub a: DisplayText<'static>,
        /// The other one.
        pub b: DisplayText<'static>,
        /// How far the clock of `b` is ahead of that of `a`: the median.
        pub offset_ms: DurationMs,
        /// The range of what the pairs show, without the least and the largest tenth.
        pub spread_ms: DurationMs,
        /// Number of transfers that both servers logged.
        pub pairs: Count,
    }
}

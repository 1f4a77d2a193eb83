//! A step of a message as one log shows it, before it is known how steps belong together. Everything in it is as logged:
//! it is compared, and masked before it is shown.

use super::way::{HopKind, PlaceKind};
use crate::entry::LogType;
use crate::exchange::origin::service::is_between_servers;
use crate::exchange::{Handling, endpoint};
use crate::smtp::conversation::TransactionOutcome;
use crate::sort;
use crate::store::SessionIndex;
use alloc::vec::Vec;

/// What a log shows: a transaction, a connection, or a record.
#[derive(Clone)]
pub struct Step {
    /// The session.
    pub session: SessionIndex,
    /// Its log.
    pub log: LogType,
    /// What it is.
    pub kind: HopKind,
    /// Place of the first entry about it.
    pub first: u32,
    /// Place of the entry that shows it.
    pub entry: u32,
    /// When it began.
    pub time: i64,
    /// When it ended.
    pub end: i64,
    /// The server that wrote the log; empty if unknown.
    pub server: Vec<u8>,
    /// The same, to be compared ([`server_label`](crate::exchange::server_label)).
    pub label: Vec<u8>,
    /// The service that wrote the log; empty if unknown.
    pub service: Vec<u8>,
    /// What the server is by its service.
    pub role: PlaceKind,
    /// Endpoint or address of the server that wrote the log.
    pub local: Vec<u8>,
    /// Endpoint or address of the other side.
    pub remote: Vec<u8>,
    /// The name of the other side.
    pub remote_name: Vec<u8>,
    /// The name or else the address of the client whose message another server passes on; empty if unknown.
    pub origin: Vec<u8>,
    /// Whether a record says that a front end passed it on.
    pub came_through: bool,
    /// The connector.
    pub connector: Vec<u8>,
    /// The Message-ID without angle brackets.
    pub message_id: Vec<u8>,
    /// The number of the message on a server, and that server.
    pub internal: Option<(u64, Vec<u8>)>,
    /// The same, as the reply of the server says that accepted the message.
    pub queued: Option<(u64, Vec<u8>)>,
    /// The `network-message-id`.
    pub network_id: Vec<u8>,
    /// The session-id; of a record, that of the connection that it names.
    pub session_id: Vec<u8>,
    /// The id of the receive session that is proxied.
    pub proxied: Vec<u8>,
    /// The address of the sender; `<>` for the null sender.
    pub sender: Vec<u8>,
    /// The addresses of the recipients in lower case, in order.
    pub recipients: Vec<Vec<u8>>,
    /// The same as they are logged, each at the same place: only so they are what is masked.
    pub written: Vec<Vec<u8>>,
    /// The server that accepted the message, as the reply names it.
    pub taken_by: Vec<u8>,
    /// The recipients that were refused, as logged, each with the reply.
    pub refused: Vec<(Vec<u8>, Vec<u8>)>,
    /// What a record says of its recipients, in lower case, where that differs.
    pub told: Vec<(Vec<u8>, Vec<u8>)>,
    /// The recipients that a record replaces by others, as logged.
    pub replaced: Vec<Vec<u8>>,
    /// How a transfer ended.
    pub outcome: Option<TransactionOutcome>,
    /// Whether it is about a shadow copy, which another server keeps until the message has been delivered.
    pub is_shadow: bool,
    /// The name of an event.
    pub event: Vec<u8>,
    /// The component that wrote an event.
    pub source: Vec<u8>,
    /// What an event means.
    pub handling: Handling,
    /// The reply that decided, or the reason.
    pub reply: Vec<u8>,
    /// The Message-ID of the message that a report is about, without angle brackets; empty for other events.
    pub reference: Vec<u8>,
    /// The subject.
    pub subject: Vec<u8>,
    /// Its size in bytes.
    pub bytes: Option<u64>,
}

impl Step {
    /// A step that says nothing but where it is.
    pub fn new(session: SessionIndex, log: LogType, kind: HopKind) -> Step {
        Step {
            session,
            log,
            kind,
            first: 0,
            entry: 0,
            time: 0,
            end: 0,
            server: Vec::new(),
            label: Vec::new(),
            service: Vec::new(),
            role: PlaceKind::Server,
            local: Vec::new(),
            remote: Vec::new(),
            remote_name: Vec::new(),
            origin: Vec::new(),
            came_through: false,
            connector: Vec::new(),
            message_id: Vec::new(),
            internal: None,
            queued: None,
            network_id: Vec::new(),
            session_id: Vec::new(),
            proxied: Vec::new(),
            sender: Vec::new(),
            recipients: Vec::new(),
            written: Vec::new(),
            taken_by: Vec::new(),
            refused: Vec::new(),
            told: Vec::new(),
            replaced: Vec::new(),
            outcome: None,
            is_shadow: false,
            event: Vec::new(),
            source: Vec::new(),
            handling: Handling::Other,
            reply: Vec::new(),
            reference: Vec::new(),
            subject: Vec::new(),
            bytes: None,
        }
    }

    /// Whether it is of the tracking log.
    pub fn is_tracked(&self) -> bool {
        self.log == LogType::Tracking
    }

    /// Whether it is that event of the tracking log.
    pub fn is_event(&self, names: &[&str]) -> bool {
        self.is_tracked() && names.iter().any(|name| self.event.eq_ignore_ascii_case(name.as_bytes()))
    }

    /// Whether it is the sending end of a transfer, as the protocol log shows it.
    pub fn is_sent(&self) -> bool {
        matches!(self.kind, HopKind::Send | HopKind::Proxy)
    }

    /// Whether a front end receives it.
    pub fn is_at_front_end(&self) -> bool {
        self.kind == HopKind::Receive && self.role == PlaceKind::FrontEnd
    }

    /// Whether a front end sends it to a server outside, for the Transport service.
    pub fn leaves(&self) -> bool {
        let is_to_hub = endpoint(&self.remote).1 == Some(2525) || is_between_servers(&self.connector);
        self.kind == HopKind::Proxy && self.proxied.is_empty() && !is_to_hub
    }

    /// Whether both are ends of one connection.
    pub fn is_other_end_of(&self, other: &Step) -> bool {
        let is_known = !self.remote.is_empty() && !self.local.is_empty();
        is_known && self.remote == other.local && self.local == other.remote
    }

    /// Whether a tracking log says that the message was handed over to another server.
    pub fn is_sent_event(&self) -> bool {
        let is_of_mailbox = self.role == PlaceKind::Mailbox;
        self.kind == HopKind::Event && self.is_tracked() && self.handling == Handling::Delivered && !is_of_mailbox
    }

    /// Whether a tracking log says that it arrived.
    pub fn is_arrival(&self) -> bool {
        self.is_tracked() && (self.handling == Handling::Arrived || self.is_event(&["HARECEIVE"]))
    }

    /// Whether it is how a server got the message from another one.
    pub fn is_received(&self) -> bool {
        self.kind == HopKind::Receive || self.is_arrival()
    }

    /// Whether the service that submits mail has taken it from a mailbox, which is where the message begins.
    pub fn is_from_mailbox(&self) -> bool {
        self.is_arrival() && self.role == PlaceKind::Mailbox
    }

    /// Whether a tracking log says that it was submitted from a mailbox.
    pub fn is_submission(&self) -> bool {
        self.is_event(&["SUBMIT", "SUBMITDEFER", "SUBMITFAIL"])
    }

    /// Whether nothing that happens on the server later continues it.
    pub fn is_final(&self) -> bool {
        let is_over =
            !matches!(self.handling, Handling::Arrived | Handling::Deferred | Handling::Redirected | Handling::Other);
        is_over || self.is_submission() || self.is_event(&["HAREDIRECT", "HAREDIRECTFAIL", "NOTIFYMAPI"])
    }

    /// The order of steps on one server at the same time.
    pub fn stage(&self) -> u8 {
        match self.kind {
            HopKind::Receive => 0,
            HopKind::Event if self.log == LogType::Agent => 1,
            HopKind::Event if self.is_arrival() || self.is_submission() => 2,
            HopKind::Event if self.is_sent_event() => 6,
            HopKind::Event => 3,
            HopKind::Connect => 4,
            HopKind::Proxy | HopKind::Send => 5,
            HopKind::Deliver => 6,
        }
    }

    /// Whether two steps happened in one service of one server.
    pub fn is_beside(&self, other: &Step) -> bool {
        let is_server = |step: &Step| step.role == PlaceKind::Server;
        self.label == other.label && (self.role == other.role || is_server(self) || is_server(other))
    }

    /// Takes recipients as they are logged.
    pub fn set_recipients<'r>(&mut self, logged: impl Iterator<Item = &'r [u8]>) {
        let mut all: Vec<(Vec<u8>, Vec<u8>)> = logged.map(|one| (one.to_ascii_lowercase(), one.to_vec())).collect();
        sort::by(&mut all, Ord::cmp);
        all.dedup_by(|one, other| one.0 == other.0);
        (self.recipients, self.written) = all.into_iter().unzip();
    }

    /// A recipient as it is logged; empty if it is none of the step.
    pub fn written(&self, recipient: &[u8]) -> &[u8] {
        let place = self.recipients.binary_search_by(|one| one.as_slice().cmp(recipient));
        place.ok().and_then(|place| self.written.get(place)).map_or(b"", Vec::as_slice)
    }

    /// Whether they share a recipient, as far as both name some.
    pub fn shares_recipient(&self, other: &Step) -> bool {
        let (few, many) = if self.recipients.len() < other.recipients.len() { (self, other) } else { (other, self) };
        let is_there = |one: &Vec<u8>| many.recipients.binary_search(one).is_ok();
        few.recipients.is_empty() || few.recipients.iter().take(MOST_COMPARED).any(is_there)
    }
}

/// Most recipients of one step that are looked for in another one: a newsletter has thousands.
const MOST_COMPARED: usize = 64;

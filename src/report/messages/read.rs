//! Reads the steps of a message in a session.

use super::step::Step;
use super::way::{HopKind, PlaceKind};
use crate::archive::Archive;
use crate::bytes::{contains, decimal, first_word};
use crate::content::TextKind;
use crate::content::message::message_size;
use crate::content::smtp::{recipient, sender};
use crate::entry::LogType;
use crate::exchange::connectivity::Direction;
use crate::exchange::{
    Acceptance, Connectivity, Handling, Information, InformationKind, ProxyCommand, Service, Transfer, is_trace_status,
    server_label,
};
use crate::format::Property;
use crate::report::dialogue::Dialogue;
use crate::report::joins::{bare, proxied_session, session_in_context};
use crate::report::opened::Opened;
use crate::report::records::Record;
use crate::report::reply::rows_of;
use crate::report::transaction::{decision, message_id};
use crate::session::records::addresses;
use crate::session::view::SessionView;
use crate::smtp::conversation::{Transaction, TransactionOutcome};
use crate::smtp::{Verb, joined};
use crate::store::{Outcome, SessionIndex};
use crate::work::{PART, Tally, rest};
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::ops::Range;
use core::pin::Pin;

/// Which of the transactions of a session are wanted.
#[derive(Clone, Copy)]
pub enum Wanted<'w> {
    /// All.
    All,
    /// Those of these Message-IDs, which have no angle brackets.
    Ids(&'w BTreeSet<Vec<u8>>),
    /// Those from or to an address.
    Address(&'w [u8]),
    /// The one that begins at a place.
    Place(u32),
    /// The one that goes with a step in another log, the nearest in time.
    Beside(&'w Step),
}

/// Most entries that are read for one question: a relay may send a hundred thousand messages in a session.
const MOST_ENTRIES: usize = 1 << 18;
/// Most steps that are read for one question.
const MOST_STEPS: usize = 20_000;
/// Most recipients of all of them together. A message to all of a company names thousands in each of its first events.
const MOST_RECIPIENTS: usize = 1 << 18;
/// Longest reply that is kept, in bytes.
const LONGEST_REPLY: usize = 2_000;

/// The column of message tracking in which a report has the Message-ID of the message that it is about.
pub const REFERENCE: &str = "reference";

/// What has been read.
pub struct Reader<'a> {
    /// Where it is read from.
    pub archive: &'a Archive,
    /// The steps.
    pub steps: Vec<Step>,
    /// Whether there was more than there is room for.
    pub is_full: bool,
    known: BTreeSet<(SessionIndex, u32)>,
    /// The messages of the tracking log that have been read.
    tracked: BTreeSet<SessionIndex>,
    room: usize,
    /// How many more recipients there is room for.
    recipient_room: usize,
    /// Entries that have been read without a rest.
    tally: Tally,
}

impl<'a> Reader<'a> {
    /// Nothing.
    pub fn new(archive: &'a Archive) -> Reader<'a> {
        Reader {
            archive,
            steps: Vec::new(),
            is_full: false,
            known: BTreeSet::new(),
            tracked: BTreeSet::new(),
            room: MOST_ENTRIES,
            recipient_room: MOST_RECIPIENTS,
            tally: Tally::default(),
        }
    }

    /// Reads the steps in a session, in steps of the work: a piece of code of its own, as it is asked for in many places.
    pub fn read<'r>(&'r mut self, session: SessionIndex, wanted: Wanted<'r>) -> Pin<Box<dyn Future<Output = ()> + 'r>> {
        Box::pin(self.read_session(session, wanted))
    }

    async fn read_session(&mut self, session: SessionIndex, wanted: Wanted<'_>) {
        if session.0 as usize >= self.archive.published() {
            return;
        }
        let row = self.archive.store.sessions.get(session);
        if row.log_type == LogType::Tracking && !self.tracked.insert(session) {
            return;
        }
        if self.room == 0 || self.steps.len() >= MOST_STEPS {
            self.is_full = true;
            return;
        }
        self.room = self.room.saturating_sub(row.entry_count as usize);
        match row.log_type {
            LogType::Tracking | LogType::Agent => self.records(session, wanted),
            LogType::Connectivity => self.connection(session, wanted),
            LogType::SmtpReceive | LogType::SmtpSend | LogType::SmtpService | LogType::InternetMail => {
                self.transactions(session, wanted).await;
            }
            _ => {}
        }
        self.tally.add(row.entry_count as usize).await;
    }

    /// Reads the transaction of a session that has the envelope of a step and no Message-ID, if `fits` says so of it.
    pub async fn read_unnamed(&mut self, session: SessionIndex, step: &Step, fits: fn(&Step, &Step) -> bool) {
        let mut unnamed = Reader::new(self.archive);
        unnamed.read(session, Wanted::Beside(step)).await;
        let is_it =
            |found: &Step| found.message_id.is_empty() && found.recipients == step.recipients && fits(found, step);
        unnamed.steps.into_iter().filter(is_it).for_each(|found| self.add(found));
    }

    fn add(&mut self, step: Step) {
        if self.steps.len() >= MOST_STEPS || self.recipient_room == 0 {
            self.is_full = true;
        } else if self.known.insert((step.session, step.first)) {
            self.recipient_room = self.recipient_room.saturating_sub(step.recipients.len());
            self.steps.push(step);
        }
    }

    async fn transactions(&mut self, session: SessionIndex, wanted: Wanted<'_>) {
        let opened = Opened::new(self.archive, session);
        let mut dialogue = Dialogue::default();
        let next_part = |dialogue: &Dialogue| PART.min(MOST_ENTRIES - dialogue.read_entries());
        while !dialogue.read_on(&opened, &mut next_part(&dialogue)) {
            if dialogue.read_entries() == MOST_ENTRIES {
                self.is_full = true;
                break;
            }
            rest().await;
        }
        let all = 0..dialogue.transaction_count(&opened);
        let base = base(&opened);
        let mut beside: Option<(i64, Step)> = None;
        for (transaction, places) in dialogue.placed(all) {
            if let Wanted::Place(place) = wanted
                && transaction.first != place
            {
                continue;
            }
            let id = bare(message_id(&opened, transaction, places.clone()));
            if let Wanted::Ids(ids) = wanted
                && !ids.contains(id)
            {
                continue;
            }
            let step = transfer(&opened, transaction, places, Step { message_id: id.to_vec(), ..base.clone() });
            match wanted {
                Wanted::Address(address) if !concerns(&step, address) => {}
                Wanted::Beside(other) => {
                    let distance = (step.time - other.time).abs();
                    let is_nearer = beside.as_ref().is_none_or(|(least, _)| distance < *least);
                    if is_nearer && fits(&step, other) {
                        beside = Some((distance, step));
                    }
                }
                _ => self.add(step),
            }
        }
        match (beside, wanted) {
            (Some((_, step)), _) => self.add(step),
            (None, Wanted::Beside(other)) => {
                passed_on(&opened, other, base).into_iter().for_each(|step| self.add(step))
            }
            _ => {}
        }
    }

    fn connection(&mut self, session: SessionIndex, wanted: Wanted<'_>) {
        // It names no message, so only what led to it shows that it is about this one.
        let Wanted::Beside(step) = wanted else { return };
        let opened = Opened::new(self.archive, session);
        let own = base(&opened);
        let established = opened.texts().find(|(_, text, _)| {
            let description = Connectivity::parse(Direction::Progress, text.data);
            matches!(description, Connectivity::Established { .. })
        });
        let entry = established.map_or(0, |(place, ..)| place);
        let view = SessionView::new(&self.archive.store, opened.session);
        let is_fine = opened.session.facts.outcome == Outcome::Accepted;
        let reply = if is_fine { Vec::new() } else { view.ended().to_vec() };
        let (time, end) = (opened.time(0), opened.time(entry as usize));
        let (message_id, internal) = (step.message_id.clone(), step.internal.clone());
        let (recipients, written, proxied) = (step.recipients.clone(), step.written.clone(), step.proxied.clone());
        self.add(Step { entry, time, end, reply, message_id, internal, recipients, written, proxied, ..own });
    }

    fn records(&mut self, session: SessionIndex, wanted: Wanted<'_>) {
        let opened = Opened::new(self.archive, session);
        let own = base(&opened);
        for (place, &entry) in (0..).zip(&opened.order) {
            let Some(record) = Record::of(&opened, place, entry) else { continue };
            let step = event(&record, own.clone());
            let is_wanted = match wanted {
                Wanted::Beside(other) if own.log == LogType::Agent => is_about(&step, other),
                Wanted::Ids(ids) if own.log == LogType::Agent => ids.contains(&step.message_id),
                _ => true,
            };
            if is_wanted {
                self.add(step);
            }
            if self.is_full {
                return;
            }
        }
    }
}

/// The session of a client that has logged on: the front end passes on all of it, and logs no transactions.
fn passed_on(opened: &Opened<'_>, other: &Step, own: Step) -> Option<Step> {
    let established = TextKind::Information(InformationKind::ProxyEstablished);
    let (place, _) = opened.kinds().find(|(_, kind)| *kind == established)?;
    let time = opened.time(place as usize);
    let (message_id, recipients, written) = (other.message_id.clone(), other.recipients.clone(), other.written.clone());
    let is_it = other.proxied == own.session_id;
    is_it.then_some(Step { first: place, entry: place, time, end: time, message_id, recipients, written, ..own })
}

/// Whether an address is the sender or a recipient.
pub fn concerns(step: &Step, address: &[u8]) -> bool {
    let address = address.to_ascii_lowercase();
    step.sender.eq_ignore_ascii_case(&address) || step.recipients.binary_search(&address).is_ok()
}

/// Whether a transaction can be that of a step in another log.
fn fits(step: &Step, other: &Step) -> bool {
    let same_id = step.message_id == other.message_id;
    let one_unknown = step.message_id.is_empty() || other.message_id.is_empty();
    let same_sender =
        step.sender.eq_ignore_ascii_case(&other.sender) || step.sender.is_empty() || other.sender.is_empty();
    (same_id && !step.message_id.is_empty()) || (one_unknown && same_sender && step.shares_recipient(other))
}

/// Whether what an agent did was about the message of a transaction.
fn is_about(step: &Step, transaction: &Step) -> bool {
    let same = !step.message_id.is_empty() && step.message_id == transaction.message_id;
    let within = transaction.time <= step.time && step.time <= transaction.end;
    same || (within && (step.message_id.is_empty() || transaction.message_id.is_empty()))
}

/// What all steps of a session have in common.
fn base(opened: &Opened<'_>) -> Step {
    let strings = &opened.archive.store.strings;
    let view = SessionView::new(&opened.archive.store, opened.session);
    let (service, log) = (view.service(), opened.session.log_type);
    let role = role(&service);
    let kind = match log {
        LogType::SmtpSend if role == PlaceKind::FrontEnd => HopKind::Proxy,
        LogType::SmtpSend => HopKind::Send,
        LogType::Connectivity => HopKind::Connect,
        LogType::Tracking | LogType::Agent => HopKind::Event,
        _ => HopKind::Receive,
    };
    let labels = opened.session.labels;
    let [local, remote, connector] =
        [labels.local, labels.remote, labels.connector].map(|label| strings.get(label).to_vec());
    let remote_name = match kind {
        HopKind::Receive => view.client_name().to_vec(),
        HopKind::Send | HopKind::Proxy => banner(opened).to_vec(),
        _ => Vec::new(),
    };
    Step {
        label: server_label(view.server().as_bytes()),
        server: view.server().as_bytes().to_vec(),
        service: service.as_bytes().to_vec(),
        role,
        local,
        remote,
        remote_name,
        connector,
        session_id: view.session_id().into_bytes(),
        ..Step::new(opened.index, log, kind)
    }
}

/// The name with which the server on the other side greets.
fn banner<'a>(opened: &Opened<'a>) -> &'a [u8] {
    let greeting = opened.kinds().find(|(_, kind)| matches!(kind, TextKind::Reply { code: 220, .. }));
    let reply = greeting.and_then(|(place, kind)| opened.text(place).0.reply(kind));
    let name = reply.map(|reply| first_word(reply.text).0).unwrap_or_default();
    if name.contains(&b'.') { name } else { b"" }
}

/// What a server is by the service that wrote a log.
fn role(service: &str) -> PlaceKind {
    match service {
        "Front End Transport" => PlaceKind::FrontEnd,
        "Transport" => PlaceKind::Hub,
        "Edge Transport" => PlaceKind::Edge,
        "Mailbox Transport Delivery" | "Mailbox Transport Submission" => PlaceKind::Mailbox,
        _ => PlaceKind::Server,
    }
}

/// A transaction as a step.
fn transfer(opened: &Opened<'_>, transaction: &Transaction, places: Range<u32>, own: Step) -> Step {
    let mail = transaction.mail.map(|mail| opened.text(mail).0.data);
    let reply = decision(opened, transaction);
    let accepted = reply.as_ref().and_then(Acceptance::parse);
    let queued = accepted.and_then(|taken| Some((taken.internal_id?, server_label(taken.hostname))));
    let bytes = message_size(mail.unwrap_or_default(), reply, transaction.chunk_bytes);
    let address = |place: u32| recipient(opened.text(place).0.data);
    let refused = transaction.recipients.iter().filter_map(|one| {
        let refusal = one.reply.filter(|reply| reply.code >= 400)?;
        Some((address(one.place).to_vec(), reply_line(opened, refusal.place)))
    });
    let entry = transaction.decision.map_or(transaction.first, |decision| decision.place);
    // The number of the message on the server that logs this: a front end has no queue.
    let internal = match own.kind {
        HopKind::Receive if own.role != PlaceKind::FrontEnd => queued.clone(),
        HopKind::Send => record_id(opened, transaction, places.start).map(|id| (id, own.label.clone())),
        _ => None,
    };
    let at_end = if transaction.outcome == TransactionOutcome::Unfinished { transaction.last } else { entry };
    let mut step = Step {
        refused: refused.collect(),
        taken_by: accepted.map(|taken| taken.hostname.to_vec()).unwrap_or_default(),
        is_shadow: before(transaction.first)
            .any(|place| opened.text(place).1 == TextKind::Command(Verb::XShadowRequest)),
        first: transaction.first,
        entry,
        time: opened.time(transaction.first as usize),
        end: opened.time(at_end as usize),
        internal,
        queued,
        proxied: proxied(opened, transaction.first).to_vec(),
        origin: origin(opened, transaction.first).to_vec(),
        sender: mail.map(sender).unwrap_or_default().to_vec(),
        outcome: Some(transaction.outcome),
        reply: transaction.decision.map(|decision| reply_line(opened, decision.place)).unwrap_or_default(),
        bytes,
        ..own
    };
    step.set_recipients(transaction.recipients.iter().map(|one| address(one.place)));
    step
}

/// The lines of a reply as one.
fn reply_line(opened: &Opened<'_>, place: u32) -> Vec<u8> {
    let lines = rows_of(opened, place).map(|row| {
        let (text, kind) = opened.text(row);
        text.answer(kind)
    });
    let mut line = joined(lines).into_owned();
    line.truncate(LONGEST_REPLY);
    line
}

/// The number of a message in the queue of the server that sends it, which a row before its MAIL names.
fn record_id(opened: &Opened<'_>, transaction: &Transaction, from: u32) -> Option<u64> {
    let named = (from..transaction.first).filter_map(|place| match opened.text(place) {
        (text, TextKind::Information(_)) => match Information::parse(text.data, text.context) {
            Information::SendingMessage { record_id, .. } => record_id,
            _ => None,
        },
        _ => None,
    });
    named.last().filter(|&id| id > 0)
}

/// The id of the receive session that is proxied, as the last row says before a transaction: a note of the front end, or its
/// command to the server behind it.
fn proxied<'a>(opened: &Opened<'a>, first: u32) -> &'a [u8] {
    let named = before(first).find_map(|place| match opened.text(place) {
        (text, TextKind::Command(Verb::XProxyFrom | Verb::XProxy)) => {
            Some(ProxyCommand::parse(text.data).get("SID")).filter(|id| !id.is_empty())
        }
        (text, kind) => proxied_session(text, kind),
    });
    named.unwrap_or_default()
}

/// The name or else the address of the original client, as the last command before a transaction says that passes it on.
fn origin<'a>(opened: &Opened<'a>, first: u32) -> &'a [u8] {
    let named = before(first).find_map(|place| match opened.text(place) {
        (text, TextKind::Command(Verb::XProxyFrom | Verb::XProxy)) => Some(ProxyCommand::parse(text.data).client()),
        _ => None,
    });
    named.map_or(&b""[..], |client| if client.name.is_empty() { client.address } else { client.name })
}

/// The rows before a transaction, the last one first, as many as may be about it.
fn before(first: u32) -> impl Iterator<Item = u32> {
    const MOST: usize = 200;
    (0..first).rev().take(MOST)
}

/// A record as a step.
fn event(record: &Record<'_>, own: Step) -> Step {
    let opened = record.opened;
    let time = opened.time(record.place as usize);
    let cell = |property| record.cell(property).to_vec();
    let mut step = Step {
        first: record.place,
        entry: record.place,
        time,
        end: time,
        message_id: bare(record.cell(Property::MessageId)).to_vec(),
        network_id: record.named("network-message-id").to_vec(),
        sender: cell(Property::Sender),
        event: cell(Property::EventId),
        source: cell(Property::Source),
        subject: cell(Property::Subject),
        bytes: decimal(record.cell(Property::MessageSize)),
        ..own
    };
    step.set_recipients(addresses(record.cell(Property::Recipient)));
    if step.log == LogType::Agent {
        let reply = opened.text(record.place).0.context.to_vec();
        let sender = addresses(&step.sender).next().unwrap_or_default().to_vec();
        return Step { reply, sender, ..step };
    }
    let (sides, _) = record.sides();
    let text = |index| record.string(index).to_vec();
    let server = record.writer().to_vec();
    let internal = decimal(record.named("internal-message-id")).filter(|&id| id > 0);
    let handling = record.handling();
    let reference = if handling == Handling::Report { bare(record.named(REFERENCE)) } else { b"" };
    let reply = if handling.has_reason() { record.reason() } else { record.reply().unwrap_or_default() };
    let queued = record.acceptance().and_then(|taken| Some((taken.internal_id?, server_label(taken.hostname))));
    let is_of_store =
        [&b"STOREDRIVER"[..], b"PUBLICFOLDER"].iter().any(|store| step.source.eq_ignore_ascii_case(store));
    let delivers = is_of_store && Transfer::of(&step.event, &step.source) == Transfer::Sent;
    let edge = step.role == PlaceKind::Edge;
    // Since Exchange 2013 a service of its own takes mail from mailboxes and submits it to the hub (Microsoft, *Mail flow and the
    // transport pipeline*).
    let submits = record.service() == Service::MailboxSubmission.name().as_bytes();
    let role = match () {
        () if delivers || submits => PlaceKind::Mailbox,
        () if edge => PlaceKind::Edge,
        () => PlaceKind::Hub,
    };
    let service = match role {
        PlaceKind::Mailbox if submits || step.event.starts_with(b"SUBMIT") => "Mailbox Transport Submission",
        PlaceKind::Mailbox => "Mailbox Transport Delivery",
        PlaceKind::Edge => "Edge Transport",
        _ => "Transport",
    };
    // The statuses of a message trace have no source, and an export may be without that column.
    let is_deliver = step.event.eq_ignore_ascii_case(b"DELIVER");
    let is_delivery = match step.source.is_empty() {
        true => handling == Handling::Delivered && (is_deliver || is_trace_status(&step.event)),
        false => delivers && is_deliver,
    };
    let kind = if is_delivery { HopKind::Deliver } else { HopKind::Event };
    let server = if server.is_empty() { step.server.clone() } else { server };
    Step {
        kind,
        is_shadow: step.event.starts_with(b"HA"),
        reference: reference.to_vec(),
        label: server_label(&server),
        internal: internal.map(|id| (id, server_label(&server))),
        queued,
        session_id: session_in_context(record.cell(Property::SourceContext)).unwrap_or_default().to_vec(),
        told: if handling.has_reason() { record.told() } else { Vec::new() },
        replaced: record.replaced().map(<[u8]>::to_vec).collect(),
        local: text(sides.local.address),
        remote: text(sides.remote.address),
        remote_name: text(sides.remote.name),
        origin: record.named("original-client-ip").to_vec(),
        came_through: [&b"ProxyHop1="[..], b"ProxiedClientIPAddress="]
            .iter()
            .any(|name| contains(record.named("custom-data"), name)),
        connector: cell(Property::Connector),
        server,
        service: service.as_bytes().to_vec(),
        role,
        handling,
        reply: reply.to_vec(),
        ..step
    }
}

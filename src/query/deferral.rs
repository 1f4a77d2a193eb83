//! Mail that was put off: whether it was accepted later.
//!
//! After a temporary refusal the client keeps the message and sends it again with the same envelope (RFC 5321, section 4.5.4.1). What a
//! server receives and refuses has no Message-ID in the log, so a recipient that was put off has recovered once a message of the same
//! sender is accepted for it. Of what is sent a row before MAIL has the Message-ID: where both rows have one, it has to be the same, as
//! programs send all their mail from one address to another one. Who tries again, and through which connector, does not matter: large senders have many hosts, and a
//! message may be given to another server. Only a hop between servers of one organization says nothing of one that leaves it, as
//! both have the same envelope. The null sender is that of everybody's reports (RFC 5321, section 4.5.5): one that is accepted later
//! may be another, unless the log names both.
//!
//! Only sessions with a temporary refusal are replayed, and those with a sender and a recipient whose mail was put off; of each envelope
//! only the latest acceptance matters, so that neither the order of files nor that of sessions does.

use super::scope::sessions_with;
use super::source::domain;
use super::uncommon::each_text;
use crate::archive::{Archive, worked_out_once};
use crate::bytes::HashMap;
use crate::content::TextKind;
use crate::content::message::message_id;
use crate::content::smtp::{recipient, sender};
use crate::entry::LogType;
use crate::exchange::endpoint;
use crate::exchange::information::InformationKind;
use crate::exchange::origin::service::{OUTBOUND_PROXY_PORT, is_between_servers};
use crate::session::replay::Replay;
use crate::smtp::Verb;
use crate::smtp::conversation::{Transaction, TransactionOutcome};
use crate::sort;
use crate::store::{Deferral, Deferrals, EntryIndex, Outcome, Session, SessionIndex, TextIndex};
use crate::work::{Tally, each};
use alloc::rc::Rc;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// A sender and a recipient, in lower case, and which way.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Envelope {
    way: Way,
    from: Vec<u8>,
    to: Vec<u8>,
}

/// A message for a recipient.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Message {
    envelope: Envelope,
    /// The Message-ID; `None` if the log does not have it.
    id: Option<Vec<u8>>,
}

/// When mail was accepted, in milliseconds since 1970 UTC: the latest of all, and the latest of which the log does not have the
/// Message-ID.
#[derive(Clone, Copy)]
struct Latest {
    of_all: i64,
    of_unnamed: i64,
}

/// Acceptances of mail that was put off before.
struct Accepted {
    of_envelopes: HashMap<Envelope, Latest>,
    /// Of messages that the log names.
    of_messages: HashMap<Message, i64>,
}

impl Accepted {
    fn new(archive: &Archive) -> Accepted {
        let (of_envelopes, of_messages) =
            (HashMap::with_hasher(archive.hash_key.clone()), HashMap::with_hasher(archive.hash_key.clone()));
        Accepted { of_envelopes, of_messages }
    }

    /// A message that was put off: when it is accepted is noted.
    fn want(&mut self, message: &Message) {
        self.of_envelopes.insert(message.envelope.clone(), Latest { of_all: i64::MIN, of_unnamed: i64::MIN });
        if message.id.is_some() {
            self.of_messages.insert(message.clone(), i64::MIN);
        }
    }

    /// A message that was accepted.
    fn see(&mut self, message: &Message, time: i64) {
        let Some(latest) = self.of_envelopes.get_mut(&message.envelope) else { return };
        latest.of_all = latest.of_all.max(time);
        if message.id.is_none() {
            latest.of_unnamed = latest.of_unnamed.max(time);
        } else if let Some(latest) = self.of_messages.get_mut(message) {
            *latest = time.max(*latest);
        }
    }

    /// What became of a message that was put off at that time.
    fn became(&self, message: &Message, time: i64) -> Deferral {
        let is_later = |latest: Option<i64>| latest.is_some_and(|latest| latest > time);
        let of_envelope = self.of_envelopes.get(&message.envelope);
        let is_named = message.id.is_some();
        if is_named && is_later(self.of_messages.get(message).copied()) {
            return Deferral::Recovered;
        }
        let may_be_another = message.envelope.from == b"<>";
        match is_later(of_envelope.map(|latest| if is_named { latest.of_unnamed } else { latest.of_all })) {
            false => Deferral::Unresolved,
            true if may_be_another => Deferral::Unknown,
            true => Deferral::Recovered,
        }
    }
}

/// Which way a message goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    In,
    Within,
    Out,
}

/// What became of the mail that was put off in each session that has been published; worked out once until more is read.
pub async fn deferrals(archive: &Archive) -> Rc<Deferrals> {
    worked_out_once(&archive.worked_out.deferrals, work_out(archive)).await
}

async fn work_out(archive: &Archive) -> Deferrals {
    let mut deferrals = Deferrals::new(archive.published());
    let mut accepted = Accepted::new(archive);
    let mut put_off = Vec::new();
    let mut addressed = Addressed::new(archive);
    let mut reader = Reader { archive, replay: Replay::default(), order: Vec::new(), named: Vec::new() };
    let mut tally = Tally::default();
    for index in smtp_sessions_with(archive, &put_off_by(archive).await).await.ones() {
        reader.each(index, |what, time, message| match (what, message) {
            (What::PutOff, Some(message)) => {
                addressed.add(&message.envelope);
                accepted.want(&message);
                put_off.push((index, time, message));
            }
            (What::PutOff, None) => deferrals.sessions.add(Deferral::Unknown, index),
            (What::Accepted, _) => {}
        });
        tally.add(reader.order.len()).await;
    }
    if !put_off.is_empty() {
        addressed.find_texts().await;
    }
    for index in addressed.sessions().await.ones() {
        tally.add(archive.store.sessions.get(SessionIndex(index as u32)).entry_count as usize).await;
        // Most mail of these senders is for others.
        if !addressed.may_have(index) {
            continue;
        }
        reader.each(index, |what, time, message| {
            message.filter(|_| what == What::Accepted).into_iter().for_each(|message| accepted.see(&message, time));
        });
    }
    for (index, time, message) in put_off {
        deferrals.add(accepted.became(&message, time), index, domain(&message.envelope.to));
    }
    deferrals.complete();
    let see = |(index, session): (SessionIndex, &Session)| {
        // Refused before there was an envelope.
        if is_smtp(session) && session.facts.outcome == Outcome::Deferred && !deferrals.sessions.has(index.0 as usize) {
            deferrals.sessions.add(Deferral::Unknown, index.0 as usize);
        }
    };
    each(archive.store.sessions.iter().take(archive.published()), see).await;
    deferrals
}

fn is_smtp(session: &Session) -> bool {
    matches!(session.log_type, LogType::SmtpReceive | LogType::SmtpSend)
}

/// The published SMTP sessions that have one of these texts.
async fn smtp_sessions_with(archive: &Archive, texts: &FixedBitSet) -> FixedBitSet {
    let is_smtp = |index: &usize| is_smtp(archive.store.sessions.get(SessionIndex(*index as u32)));
    sessions_with(archive, texts).await.ones().filter(is_smtp).collect()
}

fn no_texts(archive: &Archive) -> FixedBitSet {
    FixedBitSet::with_capacity(archive.store.texts.len())
}

/// The texts that refuse something for now.
async fn put_off_by(archive: &Archive) -> FixedBitSet {
    let mut found = no_texts(archive);
    let wanted = |kind: TextKind| matches!(kind.code(), 400..=499);
    each_text(archive, &wanted, &mut |text, _| found.insert(text.0 as usize)).await;
    found
}

/// Most rows from the one that names a message to its MAIL.
const ROWS_TO_MAIL: u32 = 8;

/// More senders of a session than this are many.
const MANY_SENDERS: usize = 8;

/// Addresses without case, each with a number, and the texts of commands that have them.
struct Addresses {
    numbers: HashMap<Vec<u8>, u32>,
    lowered: Vec<u8>,
    /// The texts that have one: in less memory, as it is asked for every entry.
    texts: FixedBitSet,
    of_texts: HashMap<TextIndex, u32>,
}

impl Addresses {
    fn new(archive: &Archive) -> Addresses {
        Addresses {
            numbers: HashMap::with_hasher(archive.hash_key.clone()),
            lowered: Vec::new(),
            texts: no_texts(archive),
            of_texts: HashMap::with_hasher(archive.hash_key.clone()),
        }
    }

    /// The number of an address in lower case, which is added if it is new.
    fn add(&mut self, address: &[u8]) -> u32 {
        if let Some(number) = self.numbers.get(address) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(address.to_vec(), number);
        number
    }

    /// Notes a text, if its address is one of these.
    fn see(&mut self, text: TextIndex, address: &[u8]) {
        self.lowered.clear();
        self.lowered.extend(address.iter().map(u8::to_ascii_lowercase));
        if let Some(number) = self.numbers.get(self.lowered.as_slice()) {
            self.texts.insert(text.0 as usize);
            self.of_texts.insert(text, *number);
        }
    }

    /// The number of the address of a text, if it is one of these.
    fn of(&self, text: TextIndex) -> Option<u32> {
        if self.texts.contains(text.0 as usize) { self.of_texts.get(&text).copied() } else { None }
    }
}

/// The senders and the recipients whose mail was put off, and who writes to whom.
struct Addressed<'a> {
    archive: &'a Archive,
    senders: Addresses,
    recipients: Addresses,
    pairs: HashMap<(u32, u32), ()>,
}

impl<'a> Addressed<'a> {
    fn new(archive: &'a Archive) -> Addressed<'a> {
        let pairs = HashMap::with_hasher(archive.hash_key.clone());
        Addressed { archive, senders: Addresses::new(archive), recipients: Addresses::new(archive), pairs }
    }

    fn add(&mut self, envelope: &Envelope) {
        self.pairs.insert((self.senders.add(&envelope.from), self.recipients.add(&envelope.to)), ());
    }

    /// Finds the commands with these addresses.
    async fn find_texts(&mut self) {
        let texts = &self.archive.store.texts;
        let wanted = |kind: TextKind| matches!(kind.verb(), Some(Verb::Mail | Verb::Rcpt));
        let mut see = |text: TextIndex, kind: TextKind| match kind.verb() {
            Some(Verb::Mail) => self.senders.see(text, sender(texts.get(text).data)),
            _ => self.recipients.see(text, recipient(texts.get(text).data)),
        };
        each_text(self.archive, &wanted, &mut see).await;
    }

    /// The sessions with one of the senders and one of the recipients.
    async fn sessions(&self) -> FixedBitSet {
        let mut sessions = smtp_sessions_with(self.archive, &self.senders.texts).await;
        if !sessions.is_clear() {
            sessions.intersect_with(&smtp_sessions_with(self.archive, &self.recipients.texts).await);
        }
        sessions
    }

    /// Whether a session names a sender and a recipient between whom mail was put off. Of a session with many senders that is assumed.
    fn may_have(&self, index: usize) -> bool {
        let entries = &self.archive.store.entries;
        let texts = || {
            let last = self.archive.store.sessions.get(SessionIndex(index as u32)).last;
            entries.chain(last).map(|entry| entries.text(entry))
        };
        let mut from: Vec<u32> = texts().filter_map(|text| self.senders.of(text)).collect();
        sort::by(&mut from, Ord::cmp);
        from.dedup();
        // Each is compared with every recipient, which of many takes longer than to read the session.
        if from.len() > MANY_SENDERS {
            return true;
        }
        let writes = |to: u32| from.iter().any(|from| self.pairs.contains_key(&(*from, to)));
        texts().filter_map(|text| self.recipients.of(text)).any(writes)
    }
}

/// What happened to a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    PutOff,
    Accepted,
}

struct Reader<'a> {
    archive: &'a Archive,
    replay: Replay,
    order: Vec<EntryIndex>,
    /// The places of the rows that name a message before it is sent.
    named: Vec<u32>,
}

impl Reader<'_> {
    /// Calls `see` for each recipient of a session that was put off or accepted, with the time; without a message if its envelope
    /// is not in the log.
    fn each(&mut self, index: usize, mut see: impl FnMut(What, i64, Option<Message>)) {
        let store = &self.archive.store;
        let index = SessionIndex(index as u32);
        let session = store.sessions.get(index);
        store.entries_of(index, &mut self.order);
        self.replay.clear();
        self.named.clear();
        for (place, entry) in (0..).zip(&self.order) {
            let row = store.entries.get(*entry);
            let kind = store.texts.kind(row.text);
            if kind == TextKind::Information(InformationKind::SendingMessage) {
                self.named.push(place);
            }
            let sequence = session.log_type.has_sequence().then_some(row.sequence);
            self.replay.entry(kind, sequence, || store.texts.get(row.text));
        }
        self.replay.finish();
        let way = way(self.archive, session);
        let text = |place: u32| {
            let entry = self.order.get(place as usize)?;
            Some(store.texts.get(store.entries.text(*entry)).data)
        };
        let time = |place: u32| self.order.get(place as usize).map_or(0, |entry| store.entries.time(*entry).0);
        let known = |address: &[u8]| Some(lower(address)).filter(|address| !address.is_empty());
        for transaction in self.replay.transactions() {
            let from = transaction.mail.and_then(text).and_then(|mail| known(sender(mail)));
            let id = transaction.mail.and_then(|mail| self.message_id(mail));
            let mut is_seen = false;
            for (what, recipient_at, decided_at) in happened(transaction) {
                let to = text(recipient_at).and_then(|rcpt| known(recipient(rcpt)));
                let envelope = from.clone().zip(to).map(|(from, to)| Envelope { way, from, to });
                is_seen |= what == What::PutOff;
                see(what, time(decided_at), envelope.map(|envelope| Message { envelope, id: id.clone() }));
            }
            if transaction.outcome == TransactionOutcome::Deferred && !is_seen {
                see(What::PutOff, time(transaction.last), None);
            }
        }
    }
}

impl Reader<'_> {
    /// The Message-ID in the row before the MAIL at a place. Exchange may write other rows between them, but no command.
    fn message_id(&self, mail: u32) -> Option<Vec<u8>> {
        let place = *self.named.get(self.named.partition_point(|place| *place < mail).checked_sub(1)?)?;
        if mail - place > ROWS_TO_MAIL {
            return None;
        }
        let texts = &self.archive.store.texts;
        let between = self.order.get(place as usize..mail as usize)?;
        let text_of = |entry: &EntryIndex| self.archive.store.entries.text(*entry);
        if between.iter().any(|entry| texts.kind(text_of(entry)).verb() == Some(Verb::Mail)) {
            return None;
        }
        let named = text_of(between.first()?);
        Some(message_id(texts.kind(named), texts.get(named)).to_vec()).filter(|id| !id.is_empty())
    }
}

/// What happened to the recipients of a transaction, with the places of its RCPT and of the reply that decided it.
fn happened(transaction: &Transaction) -> impl Iterator<Item = (What, u32, u32)> + '_ {
    let decided_at = transaction.decision.map_or(transaction.last, |reply| reply.place);
    // Where one recipient was refused and the client gave up, nothing was said of the others.
    let is_of_one = transaction.recipients.iter().filter_map(|own| own.reply).any(|reply| reply.place == decided_at);
    transaction.recipients.iter().filter_map(move |recipient| {
        let own = recipient.reply.filter(|reply| !reply.follows && reply.code >= 400);
        let (what, at) = match (own, transaction.outcome) {
            (Some(reply), _) if reply.code < 500 => (What::PutOff, reply.place),
            (Some(_), _) => return None,
            (None, TransactionOutcome::Accepted) if recipient.reply.is_some() => (What::Accepted, decided_at),
            (None, TransactionOutcome::Deferred) if !is_of_one => (What::PutOff, decided_at),
            (None, _) => return None,
        };
        Some((what, recipient.place, at))
    })
}

fn way(archive: &Archive, session: &Session) -> Way {
    let strings = &archive.store.strings;
    match session.log_type {
        // What the front end answers there, the server outside has answered.
        LogType::SmtpReceive if endpoint(strings.get(session.labels.local)).1 == Some(OUTBOUND_PROXY_PORT) => Way::Out,
        LogType::SmtpSend if is_between_servers(strings.get(session.labels.connector)) => Way::Within,
        LogType::SmtpSend => Way::Out,
        _ => Way::In,
    }
}

fn lower(text: &[u8]) -> Vec<u8> {
    text.to_ascii_lowercase()
}

//! Mail that was put off: whether it was accepted later.
//!
//! After a temporary refusal the client keeps the message and sends it again with the same envelope (RFC 5321, section 4.5.4.1). What is
//! refused has no Message-ID in the log, so a recipient that was put off has recovered once a message of the same sender is
//! accepted for it. Who tries again, and through which connector, does not matter: large senders have many hosts, and a
//! message may be given to another server. Only a hop between servers of one organization says nothing of one that leaves it, as
//! both have the same envelope. The null sender is that of everybody's reports (RFC 5321, section 4.5.5): one that is accepted later
//! may be another.
//!
//! Only sessions with a temporary refusal are replayed, and those with a sender and a recipient whose mail was put off; of each envelope
//! only the latest acceptance matters, so that neither the order of files nor that of sessions does.

use super::scope::sessions_with;
use super::uncommon::each_text;
use crate::archive::{Archive, worked_out_once};
use crate::bytes::HashMap;
use crate::content::TextKind;
use crate::content::smtp::{recipient, sender};
use crate::entry::LogType;
use crate::exchange::endpoint;
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
    let mut latest: HashMap<Envelope, i64> = HashMap::with_hasher(archive.hash_key.clone());
    let mut put_off = Vec::new();
    let mut addressed = Addressed::new(archive);
    let mut reader = Reader { archive, replay: Replay::default(), order: Vec::new() };
    let mut tally = Tally::default();
    for index in smtp_sessions_with(archive, &put_off_by(archive).await).await.ones() {
        reader.each(index, |what, time, envelope| match (what, envelope) {
            (What::PutOff, Some(envelope)) => {
                addressed.add(&envelope);
                latest.insert(envelope.clone(), i64::MIN);
                put_off.push((index, time, envelope));
            }
            (What::PutOff, None) => deferrals.add(Deferral::Unknown, index),
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
        reader.each(index, |what, time, envelope| {
            let known = envelope.filter(|_| what == What::Accepted).and_then(|envelope| latest.get_mut(&envelope));
            known.into_iter().for_each(|latest| *latest = time.max(*latest));
        });
    }
    for (index, time, envelope) in put_off {
        let is_later = latest.get(&envelope).is_some_and(|latest| *latest > time);
        deferrals.add(became(&envelope, is_later), index);
    }
    let see = |(index, session): (SessionIndex, &Session)| {
        // Refused before there was an envelope.
        if is_smtp(session) && session.facts.outcome == Outcome::Deferred && !deferrals.has(index.0 as usize) {
            deferrals.add(Deferral::Unknown, index.0 as usize);
        }
    };
    each(archive.store.sessions.iter().take(archive.published()), see).await;
    deferrals
}

fn became(envelope: &Envelope, is_accepted_later: bool) -> Deferral {
    match (is_accepted_later, envelope.from == b"<>") {
        (false, _) => Deferral::Unresolved,
        (true, false) => Deferral::Recovered,
        (true, true) => Deferral::Unknown,
    }
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
}

impl Reader<'_> {
    /// Calls `see` for each recipient of a session that was put off or accepted, with the time; without an envelope if it is not
    /// in the log.
    fn each(&mut self, index: usize, mut see: impl FnMut(What, i64, Option<Envelope>)) {
        let store = &self.archive.store;
        let index = SessionIndex(index as u32);
        let session = store.sessions.get(index);
        store.entries_of(index, &mut self.order);
        self.replay.clear();
        for entry in &self.order {
            let row = store.entries.get(*entry);
            let kind = store.texts.kind(row.text);
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
            let mut is_seen = false;
            for (what, recipient_at, decided_at) in happened(transaction) {
                let to = text(recipient_at).and_then(|rcpt| known(recipient(rcpt)));
                let envelope = from.clone().zip(to).map(|(from, to)| Envelope { way, from, to });
                is_seen |= what == What::PutOff;
                see(what, time(decided_at), envelope);
            }
            if transaction.outcome == TransactionOutcome::Deferred && !is_seen {
                see(What::PutOff, time(transaction.last), None);
            }
        }
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

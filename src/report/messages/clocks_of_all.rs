//! How far the clocks of servers are apart, from whatever is open.
//!
//! A connection has the same two endpoints in the log of the server that sent and in that of the one that received, each the other
//! way round, and its transfers are in the same order in both. Where clocks are hours apart, ports are used again in the meantime, so
//! there the ends of a connection are those that have the same messages. Where two servers have no such logs, events of message
//! tracking show when a message left the one and arrived at the other. Between two servers only a few hundred are read, spread over
//! the time.

use super::chain::{chain, servers_of};
use super::clocks::{Clocks, Pair, clocks, pairs};
use super::found::in_order;
use super::read::{Reader, Wanted};
use super::step::Step;
use crate::archive::Archive;
use crate::entry::LogType;
use crate::exchange::server_label;
use crate::report::joins::NEAR_MS;
use crate::report::numbers::Numbers;
use crate::report::tracked::each_transfer;
use crate::session::view::SessionView;
use crate::store::{Session, SessionIndex, StringIndex};
use crate::work;
use alloc::vec;
use alloc::vec::Vec;

/// What one server logged of a transfer.
pub struct End {
    /// The session.
    pub session: SessionIndex,
    /// The name of the server as logged.
    pub server: Vec<u8>,
    /// When it began.
    pub time: i64,
}

/// Most connections, or messages, that are read of two servers.
const MOST_OF_TWO: usize = 200;
/// The same of connections whose ends are far apart by the clocks of both: most of what may be one is none.
const MOST_FAR_OF_TWO: usize = 40;
/// Most events of a message that are compared with each other.
const MOST_EVENTS: usize = 64;

/// The clocks of servers that differ by more than the transfers may be off, with what the numbers of their ends stand for.
pub async fn clocks_of_all(archive: &Archive) -> (Vec<Clocks>, Vec<End>) {
    let mut labels = Numbers::default();
    let Connections { near, far } = connections(archive, &mut labels).await;
    let mut messages = messages(archive, &mut labels).await;
    let (pairs, ends, compared) = Default::default();
    let mut search = Search { archive, pairs, ends, compared };
    let ways: [(Vec<u128>, usize, IsOne); 2] =
        [(near, MOST_OF_TWO, is_likely_one), (far, MOST_FAR_OF_TWO, is_surely_one)];
    for (mut connections, most, is_one) in ways {
        connections.retain(|connection| !search.has_compared(*connection));
        for connection in some(&connections, most) {
            search.connection(connection, is_one).await;
        }
    }
    messages.retain(|message| !search.has_compared(*message));
    let mut reader = Reader::new(archive);
    for message in some(&messages, MOST_OF_TWO) {
        search.message(&mut reader, sessions(message)[1]).await;
    }
    (clocks(search.pairs), search.ends)
}

/// Whether two transfers, each of the same number in one of the two ends of a connection, are one.
type IsOne = fn(&Step, &Step) -> bool;

fn is_likely_one(one: &Step, other: &Step) -> bool {
    is_surely_one(one, other) || one.message_id.is_empty() || other.message_id.is_empty()
}

fn is_surely_one(one: &Step, other: &Step) -> bool {
    one.message_id == other.message_id && !one.message_id.is_empty()
}

/// What two servers may both have logged: the numbers of their labels, and two sessions. Of a message both are the same.
fn candidate(one: usize, other: usize, sessions: [SessionIndex; 2]) -> u128 {
    let two = (one.min(other) as u128) << 96 | (one.max(other) as u128) << 64;
    two | u128::from(sessions[0].0) << 32 | u128::from(sessions[1].0)
}

fn servers(candidate: &u128) -> u64 {
    (candidate >> 64) as u64
}

fn sessions(candidate: u128) -> [SessionIndex; 2] {
    [SessionIndex((candidate >> 32) as u32), SessionIndex(candidate as u32)]
}

/// Some of those of any two servers, spread over all. Where ports are used again, every second one has the ends of two connections,
/// so the step is odd.
fn some(candidates: &[u128], most: usize) -> impl Iterator<Item = u128> {
    let of_two = candidates.chunk_by(|one, other| servers(one) == servers(other));
    of_two.flat_map(move |all| all.iter().copied().step_by(all.len().div_ceil(most) | 1))
}

/// The end of a connection in one of the logs: its endpoints, that of the client first, half of the seconds since 1970, the
/// session, and whether it is the receiving one.
fn half(index: SessionIndex, session: &Session) -> Option<u128> {
    let receives = session.log_type == LogType::SmtpReceive;
    let (local, remote) = (session.labels.local, session.labels.remote);
    let is_half = (receives || session.log_type == LogType::SmtpSend) && session.facts.messages > 0;
    let [client, server] = if receives { [remote, local] } else { [local, remote] };
    let time = (session.start.0 / SLOT_MS).clamp(0, SLOTS);
    let packed = u128::from(client.0) << 96 | u128::from(server.0) << 64 | (time as u128) << 33;
    let is_known = is_half && !local.is_empty() && !remote.is_empty();
    is_known.then_some(packed | u128::from(index.0) << 1 | u128::from(receives))
}

/// How exactly the start of a connection is known, in milliseconds, and the last that can be told apart.
const SLOT_MS: i64 = 2_000;
const SLOTS: i64 = (1 << 31) - 1;

/// The connections that both servers logged: the session that sent, and the one that received.
#[derive(Default)]
struct Connections {
    /// Those whose ends are near by the clocks of both.
    near: Vec<u128>,
    /// Those of other ends that may be of one connection, if the clocks are far apart.
    far: Vec<u128>,
}

async fn connections(archive: &Archive, labels: &mut Numbers) -> Connections {
    let all = &archive.store.sessions;
    let mut halves: Vec<u128> = Vec::new();
    work::each(all.of(0..archive.published()), |(index, session)| halves.extend(half(index, session))).await;
    work::sort(&mut halves).await;
    // Ports are used again, and only two ends that are alone at their time are surely those of one connection.
    let is_near = |one: &u128, other: &u128| {
        let slot = |half: &u128| (half >> 33) as i64 & SLOTS;
        one >> 64 == other >> 64 && slot(other) - slot(one) <= NEAR_MS / SLOT_MS
    };
    let mut candidate_of = |one: u128, other: u128| {
        let [sent, received] = if one & 1 == 0 { [one, other] } else { [other, one] };
        let both = [sent, received].map(|half| SessionIndex((half >> 1) as u32));
        let label = |index| server_label(SessionView::new(&archive.store, all.get(index)).server().as_bytes());
        let [one, other] = both.map(|index| labels.of(label(index)));
        candidate(one, other, both)
    };
    let is_pair = |one: u128, other: u128| one >> 64 == other >> 64 && one & 1 != other & 1;
    let (mut found, mut alone) = (Connections::default(), None);
    work::each(halves.chunk_by(is_near), |together| match *together {
        [one, other] if is_pair(one, other) => found.near.push(candidate_of(one, other)),
        [one] => {
            let before = alone.replace(one).filter(|before| is_pair(*before, one));
            found.far.extend(before.map(|before| candidate_of(before, one)));
        }
        _ => {}
    })
    .await;
    work::sort(&mut found.near).await;
    work::sort(&mut found.far).await;
    found
}

/// The messages of which message tracking shows something on two servers.
async fn messages(archive: &Archive, labels: &mut Numbers) -> Vec<u128> {
    let strings = &archive.store.strings;
    let mut first = vec![StringIndex::EMPTY; archive.published()];
    let mut found = Vec::new();
    each_transfer(archive, |record| {
        let Some(first) = first.get_mut(record.session.0 as usize).filter(|_| !record.writer.is_empty()) else {
            return;
        };
        if first.is_empty() {
            *first = record.writer;
        } else if *first != record.writer {
            let [one, other] = [*first, record.writer].map(|name| labels.of(server_label(strings.get(name))));
            found.push(candidate(one, other, [record.session; 2]));
        }
    })
    .await;
    work::sort(&mut found).await;
    found.dedup();
    found
}

/// The transfers of a session.
async fn transfers(reader: &mut Reader<'_>, session: SessionIndex) -> Vec<Step> {
    reader.read(session, Wanted::All).await;
    let mut steps = core::mem::take(&mut reader.steps);
    steps.retain(|step| step.outcome.is_some());
    steps
}

struct Search<'a> {
    archive: &'a Archive,
    pairs: Vec<Pair>,
    ends: Vec<End>,
    /// The servers of which pairs were found in connections, in order.
    compared: Vec<u64>,
}

impl Search<'_> {
    fn has_compared(&self, candidate: u128) -> bool {
        self.compared.binary_search(&servers(&candidate)).is_ok()
    }

    /// Compares the transfers of a connection, in their order.
    async fn connection(&mut self, candidate: u128, is_one: IsOne) {
        let [sent, received] = sessions(candidate);
        // A session that may be an end of several is read for each.
        let mut reader = Reader::new(self.archive);
        let before = transfers(&mut reader, sent).await;
        let after = transfers(&mut reader, received).await;
        if before.len() != after.len() {
            return;
        }
        for (one, other) in before.iter().zip(&after).filter(|(one, other)| is_one(one, other)) {
            let next = self.ends.len();
            if let Some(pair) = Pair::of(one, other, [next, next + 1]) {
                self.pairs.push(pair);
                let servers = servers(&candidate);
                if let Err(place) = self.compared.binary_search(&servers) {
                    self.compared.insert(place, servers);
                }
            }
            self.add_ends(&[one, other]);
        }
    }

    /// Compares the events of a message on servers.
    async fn message(&mut self, reader: &mut Reader<'_>, session: SessionIndex) {
        reader.read(session, Wanted::All).await;
        let mut steps = core::mem::take(&mut reader.steps);
        steps.truncate(MOST_EVENTS);
        in_order(self.archive, &mut steps);
        let links = chain(&steps, &servers_of(&steps));
        let next = self.ends.len();
        for mut pair in pairs(&steps, &links) {
            pair.ends = pair.ends.map(|end| next + end);
            self.pairs.push(pair);
        }
        self.add_ends(&steps.iter().collect::<Vec<_>>());
    }

    fn add_ends(&mut self, steps: &[&Step]) {
        let end = |step: &&Step| End { session: step.session, server: step.server.clone(), time: step.time };
        self.ends.extend(steps.iter().map(end));
    }
}

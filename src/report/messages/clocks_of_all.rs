//! How far the clocks of servers are apart, from whatever is open.
//!
//! A connection has the same two endpoints in the log of the server that sent and in that of the one that received, each the other
//! way round, and its transfers are in the same order in both. Where two servers have no such logs, events of message tracking
//! show when a message left the one and arrived at the other. Between two servers only a few hundred are read, spread over the time.

use super::chain::{chain, servers_of};
use super::clocks::{Clocks, Pair, clocks, pairs};
use super::found::in_order;
use super::read::{Reader, Wanted};
use super::step::{Step, label};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::report::joins::NEAR_MS;
use crate::report::tracked::each_transfer;
use crate::session::view::SessionView;
use crate::sort;
use crate::store::{SessionIndex, StringIndex};
use crate::work;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// What one server logged of a transfer.
#[derive(Clone)]
pub struct End {
    /// The session.
    pub session: SessionIndex,
    /// The name of the server as logged.
    pub server: Vec<u8>,
    /// When it began.
    pub time: i64,
}

impl End {
    fn of(step: &Step) -> End {
        End { session: step.session, server: step.server.clone(), time: step.time }
    }
}

/// Most connections, or messages, that are read of two servers.
const MOST_OF_TWO: usize = 200;
/// Most events of a message that are compared with each other.
const MOST_EVENTS: usize = 64;

/// The labels of two servers, in their order.
type Two = [Vec<u8>; 2];

/// Candidates by the servers that they are of.
type ByServers<T> = BTreeMap<Two, Vec<T>>;

/// The clocks of servers that differ by more than what the transfers may be off.
pub async fn clocks_of_all(archive: &Archive) -> Vec<Clocks<End>> {
    let connections = connections(archive).await;
    let known: BTreeSet<Two> = sort::set(connections.keys().cloned());
    let mut found = of_connections(archive, connections).await;
    let mut messages = messages(archive).await;
    messages.retain(|two, _| !known.contains(two));
    found.extend(of_messages(archive, messages).await);
    clocks(found)
}

fn two(one: Vec<u8>, other: Vec<u8>) -> Two {
    if one < other { [one, other] } else { [other, one] }
}

/// Some of them, spread over all.
fn some<T>(all: Vec<T>) -> impl Iterator<Item = T> {
    let every = all.len().div_ceil(MOST_OF_TWO).max(1);
    all.into_iter().step_by(every)
}

/// The connections that both servers logged: the session that sent, and the one that received.
async fn connections(archive: &Archive) -> ByServers<[SessionIndex; 2]> {
    let sessions = &archive.store.sessions;
    // The endpoints of the client and the server, the start, whether it is the receiving end, and the session.
    let mut halves: Vec<u128> = Vec::new();
    let mut ends: Vec<(StringIndex, StringIndex)> = Vec::new();
    let mut numbers: BTreeMap<(StringIndex, StringIndex), u32> = BTreeMap::new();
    work::each(sessions.of(0..archive.published()), |(index, session)| {
        let receives = session.log_type == LogType::SmtpReceive;
        let (local, remote) = (session.labels.local, session.labels.remote);
        let is_known = !local.is_empty() && !remote.is_empty();
        if is_known && (receives || session.log_type == LogType::SmtpSend) && session.facts.messages > 0 {
            let key = if receives { (remote, local) } else { (local, remote) };
            let next = ends.len() as u32;
            let number = *numbers.entry(key).or_insert_with(|| {
                ends.push(key);
                next
            });
            let start = work::ascending(session.start.0) >> 1;
            halves.push(
                u128::from(number) << 96 | u128::from(start) << 33 | u128::from(index.0) << 1 | u128::from(receives),
            );
        }
    })
    .await;
    work::sort(&mut halves).await;
    let mut found = ByServers::new();
    let half =
        |half: u128| (half >> 96, (half >> 33) as i64 & i64::MAX, SessionIndex((half >> 1) as u32), half & 1 == 1);
    // Ports are used again, and only two ends that are alone at their time are surely those of one connection.
    let is_same = |one: &u128, other: &u128| {
        let (one, other) = (half(*one), half(*other));
        one.0 == other.0 && other.1 - one.1 <= NEAR_MS / 2
    };
    work::each(halves.chunk_by(is_same), |together| {
        let &[one, other] = together else { return };
        let (one, other) = (half(one), half(other));
        let (sent, received) = if one.3 { (other, one) } else { (one, other) };
        if sent.3 == received.3 {
            return;
        }
        let server = |index| label(SessionView::new(&archive.store, sessions.get(index)).server().as_bytes());
        let two = two(server(sent.2), server(received.2));
        found.entry(two).or_default().push([sent.2, received.2]);
    })
    .await;
    found
}

async fn of_connections(archive: &Archive, connections: ByServers<[SessionIndex; 2]>) -> Vec<Pair<End>> {
    let mut found = Vec::new();
    let mut reader = Reader::new(archive);
    for [sent, received] in connections.into_values().flat_map(some) {
        let mut transfers = [Vec::new(), Vec::new()];
        for (session, of_one) in [sent, received].into_iter().zip(&mut transfers) {
            reader.read(session, Wanted::All).await;
            of_one.extend(reader.steps.drain(..).filter(|step| step.outcome.is_some()));
        }
        let [before, after] = transfers;
        if before.len() == after.len() {
            found.extend(before.iter().zip(&after).filter(|(one, other)| is_one(one, other)).filter_map(pair));
        }
    }
    found
}

fn pair((before, step): (&Step, &Step)) -> Option<Pair<End>> {
    Pair::of(before, step, [End::of(before), End::of(step)])
}

/// Whether two ends of a connection can be those of one transfer.
fn is_one(one: &Step, other: &Step) -> bool {
    one.message_id == other.message_id || one.message_id.is_empty() || other.message_id.is_empty()
}

/// The messages of which message tracking shows something on two servers.
async fn messages(archive: &Archive) -> ByServers<SessionIndex> {
    let strings = &archive.store.strings;
    let mut first: BTreeMap<SessionIndex, StringIndex> = BTreeMap::new();
    let mut several: BTreeMap<SessionIndex, StringIndex> = BTreeMap::new();
    each_transfer(archive, |record| {
        let writer = record.writer;
        if !writer.is_empty() && *first.entry(record.session).or_insert(writer) != writer {
            several.entry(record.session).or_insert(writer);
        }
    })
    .await;
    let mut found = ByServers::new();
    for (session, other) in several {
        let one = first.get(&session).copied().unwrap_or_default();
        found.entry(two(label(strings.get(one)), label(strings.get(other)))).or_default().push(session);
    }
    found
}

async fn of_messages(archive: &Archive, messages: ByServers<SessionIndex>) -> Vec<Pair<End>> {
    let mut found = Vec::new();
    let mut reader = Reader::new(archive);
    for session in messages.into_values().flat_map(some) {
        reader.read(session, Wanted::All).await;
        let mut steps: Vec<Step> = reader.steps.drain(..).take(MOST_EVENTS).collect();
        in_order(archive, &mut steps);
        let links = chain(&steps, &servers_of(&steps));
        found.extend(pairs(&steps, &links).into_iter().map(|pair| pair.map(|index| End::of(&steps[index]))));
    }
    found
}

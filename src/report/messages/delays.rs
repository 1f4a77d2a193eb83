//! Delay by hop: how long all messages together took within each server and from one to the next, as message tracking shows
//! it.
//!
//! A hop begins when a message arrives at a server (event RECEIVE), and ends with what that leads to: it arrives at the next
//! server, whose event names the first one as the client; it leaves the server (SEND, SENDEXTERNAL); or it is delivered to
//! mailboxes (DELIVER), on the same server or on another one, to which an event of the first one sent it. So the queues of a server are in all
//! of its hops. Events that an older Exchange numbers do not say whom a message came from, and are left out.
//!
//! Of several arrivals at a server, as of a message that was submitted again, the last one before the event counts. If all of
//! those at another server are later, the clocks differ, and the delay is negative, as far as clocks of a domain may differ;
//! hops between servers are as exact as their clocks. Messages of one Message-ID are told apart by `network-message-id`. Times are those of the events, and the delays of one message are in its [way](super::way).

use crate::archive::Archive;
use crate::entry::LogType;
use crate::exchange::server_label;
use crate::format::Property;
use crate::report::masking::{DisplayText, Mask};
use crate::report::numbers::{Numbers, set};
use crate::report::opened::Opened;
use crate::report::reportable::{report_type, report_words};
use crate::report::units::{Count, DurationMs};
use crate::session::sides::ranked_sides;
use crate::sort;
use crate::store::tables::Table;
use crate::store::{EntryIndex, SessionIndex, StringIndex, Strings};
use crate::summarise::nearest_rank;
use crate::work::{self, Tally, ascending, number};
use alloc::vec::Vec;
use core::cmp::Reverse;

report_type! {
    /// How long messages took, hop by hop.
    pub struct DelayReport {
        /// The hops, the slowest one by its 95th percentile first; at most a hundred.
        pub hops: Vec<HopDelay>,
        /// Number of hops after these.
        pub more: Count,
    }
}

report_type! {
    /// How long messages took over one hop.
    pub struct HopDelay {
        /// The server at which the messages had arrived.
        pub from: DisplayText<'static>,
        /// The server that logged the end of the hop: the same one, or the next.
        pub to: DisplayText<'static>,
        /// What the hop ended with.
        pub end: HopEnd,
        /// Whether it is between two servers, whose clocks may differ.
        pub between: bool,
        /// How often messages took it.
        pub count: Count,
        /// The median.
        pub median_ms: DurationMs,
        /// The 95th percentile.
        pub high_ms: DurationMs,
        /// The largest delay.
        pub largest_ms: DurationMs,
        /// The key of the message with the largest delay, which can be followed.
        pub slowest: DisplayText<'static>,
    }
}

report_words! {
    /// What a hop ended with.
    pub enum HopEnd {
        /// The message arrived at the next server (RECEIVE).
        Arrived,
        /// The message left the server (SEND, SENDEXTERNAL).
        Sent,
        /// The message was delivered to mailboxes (DELIVER).
        Delivered,
    }
}

/// Most hops that are listed.
const MOST: usize = 100;

/// Most milliseconds by which the clocks of two servers of a domain differ: Kerberos refuses more (RFC 4120, 1.6; five minutes
/// by default in Active Directory).
const MOST_OFF: i64 = 300_000;

/// The delays of all messages, hop by hop.
pub async fn delays(archive: &Archive) -> DelayReport {
    let mut events = Events::default();
    events.read(archive).await;
    let mut order = core::mem::take(&mut events.order);
    work::sort(&mut order).await;
    let mut delays = Delays::default();
    let mut tally = Tally::default();
    for of_id in order.chunk_by_mut(|one, other| session(*one) == session(*other)) {
        tally.add(of_id.len()).await;
        sort::by_key(of_id, |&ordered| (events.network(ordered), ordered));
        for of_message in of_id.chunk_by(|one, other| events.network(*one) == events.network(*other)) {
            delays.add(&events, of_message);
        }
    }
    work::sort(&mut delays.sorted).await;
    let mut hops: Vec<Measured> = Vec::new();
    let at_event = |event| events.time(archive, event);
    work::each(delays.sorted.chunk_by(|one, other| one >> 96 == other >> 96), |one| {
        hops.extend(measured(one, at_event))
    })
    .await;
    let name = |server: u32| archive.store.strings.get(events.name(server));
    let places = |hop: u32| delays.hops.get(hop as usize).map(|hop| (name(hop.from), name(hop.to), hop.end));
    sort::by_key(&mut hops, |hop| (Reverse(hop.high), Reverse(hop.count), places(hop.hop)));
    let more = hops.len().saturating_sub(MOST) as u64;
    let mask = Mask::of(archive).of_exchange();
    let shown = |server: u32| mask.string(events.name(server)).into_owned();
    let mut listed = Vec::new();
    for measured in hops.iter().take(MOST) {
        let Some(&hop) = delays.hops.get(measured.hop as usize) else { continue };
        work::rest().await;
        listed.push(HopDelay {
            from: shown(hop.from),
            to: shown(hop.to),
            end: hop.end,
            between: hop.from != hop.to,
            count: measured.count.into(),
            median_ms: measured.median.into(),
            high_ms: measured.high.into(),
            largest_ms: measured.largest.into(),
            slowest: events.key(archive, measured.slowest),
        });
    }
    DelayReport { hops: listed, more: more.into() }
}

/// An event of a message.
#[derive(Clone, Copy)]
struct Event {
    /// The number of the server that wrote it.
    local: u32,
    /// The number of the server on the other side.
    remote: u32,
    /// Its `network-message-id`; empty before Exchange 2013.
    network: StringIndex,
    entry: EntryIndex,
    end: HopEnd,
}

/// The number of a server whose name is not logged.
const UNKNOWN: u32 = u32::MAX;

/// The events of all messages.
#[derive(Default)]
struct Events {
    all: Vec<Event>,
    /// Session, time and number of each event as one number, to be sorted.
    order: Vec<u128>,
    labels: Numbers,
    /// The names of servers by their numbers: of several spellings the shortest, whatever was read first.
    names: Vec<StringIndex>,
}

fn session(ordered: u128) -> u32 {
    (ordered >> 96) as u32
}

fn time(ordered: u128) -> i64 {
    number((ordered >> 32) as u64)
}

impl Events {
    async fn read(&mut self, archive: &Archive) {
        // Of each string the number of the server that it names, as it is in many rows.
        let mut known: Vec<Option<u32>> = alloc::vec![None; archive.store.strings.arena().len()];
        let mut tally = Tally::default();
        for table in archive.tables.iter().filter(|table| table.log_type == LogType::Tracking) {
            let network = table.column_named("network-message-id", &archive.store.strings);
            for (row, entry) in table.rows_of_entries() {
                tally.add(1).await;
                let network = network.map_or(StringIndex::EMPTY, |column| table.cell(row, column));
                self.add(archive, (table, row, entry), network, &mut known);
            }
        }
    }

    fn add(
        &mut self,
        archive: &Archive,
        (table, row, entry): (&Table, usize, EntryIndex),
        network: StringIndex,
        known: &mut [Option<u32>],
    ) {
        let (strings, entries) = (&archive.store.strings, &archive.store.entries);
        let session = entries.session(entry);
        let Some(end) = end_of(strings.get(table.property(row, Property::EventId))) else { return };
        if session.0 as usize >= archive.published() {
            return;
        }
        let (sides, _) = ranked_sides(table, row, strings);
        let [local, remote] = [sides.local.name, sides.remote.name].map(|name| match known.get_mut(name.0 as usize) {
            _ if name.is_empty() => UNKNOWN,
            Some(known) => *known.get_or_insert_with(|| self.number(name, strings)),
            None => UNKNOWN,
        });
        let place = self.all.len() as u32;
        self.all.push(Event { local, remote, network, entry, end });
        let time = u128::from(ascending(entries.time(entry).0));
        self.order.push(u128::from(session.0) << 96 | time << 32 | u128::from(place));
    }

    /// The number of a server, whatever the domain with which it is logged.
    fn number(&mut self, name: StringIndex, strings: &Strings) -> u32 {
        let number = self.labels.of(server_label(strings.get(name)));
        let rank = |name: StringIndex| (strings.get(name).len(), strings.get(name));
        match self.names.get_mut(number) {
            Some(known) if rank(name) < rank(*known) => *known = name,
            Some(_) => {}
            None => self.names.push(name),
        }
        number as u32
    }

    /// The name of a server; empty if it is not logged.
    fn name(&self, server: u32) -> StringIndex {
        self.names.get(server as usize).copied().unwrap_or_default()
    }

    /// The time of an event, by its number.
    fn time(&self, archive: &Archive, event: u32) -> i64 {
        self.all.get(event as usize).map_or(0, |event| archive.store.entries.time(event.entry).0)
    }

    fn get(&self, ordered: u128) -> Option<Event> {
        self.all.get(ordered as u32 as usize).copied()
    }

    fn network(&self, ordered: u128) -> StringIndex {
        self.get(ordered).map_or(StringIndex::EMPTY, |event| event.network)
    }

    /// The key of the message that an event is about: its session, and its place there.
    fn key(&self, archive: &Archive, event: u32) -> DisplayText<'static> {
        let entry = self.all.get(event as usize).map_or(EntryIndex::NONE, |event| event.entry);
        let session: SessionIndex = archive.store.entries.session(entry);
        let place = Opened::new(archive, session).order.iter().position(|one| *one == entry).unwrap_or(0);
        DisplayText::concat([u64::from(session.0).into(), ".".into(), (place as u64).into()])
    }
}

/// What an event is the end of; `None` for other events.
fn end_of(event: &[u8]) -> Option<HopEnd> {
    let is = |names: &[&str]| names.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(event));
    match () {
        () if is(&["RECEIVE"]) => Some(HopEnd::Arrived),
        () if is(&["SEND", "SENDEXTERNAL"]) => Some(HopEnd::Sent),
        () if is(&["DELIVER"]) => Some(HopEnd::Delivered),
        () => None,
    }
}

/// From one server to the same or another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hop {
    from: u32,
    to: u32,
    end: HopEnd,
}

/// The delays of all messages.
#[derive(Default)]
struct Delays {
    numbers: Numbers,
    /// The hops by their numbers.
    hops: Vec<Hop>,
    /// The number of its hop, the delay and the number of the event at its end, for each time that a message took a hop, as one number.
    sorted: Vec<u128>,
    /// The arrivals of a message: server and time of each as one number, in order.
    arrivals: Vec<u128>,
    /// The servers that sent a message: the next server, the time, and the one that sent it, as one number, in order.
    senders: Vec<u128>,
}

impl Delays {
    /// Adds the hops of a message, of which these are the events in the order of time.
    fn add(&mut self, events: &Events, of_message: &[u128]) {
        self.arrivals.clear();
        self.senders.clear();
        for &ordered in of_message {
            match events.get(ordered) {
                Some(Event { local, end: HopEnd::Arrived, .. }) => self.arrivals.push(at(local, time(ordered))),
                Some(Event { local, remote, end: HopEnd::Sent, .. }) => {
                    self.senders.push(sent(remote, time(ordered)) | u128::from(local));
                }
                _ => {}
            }
        }
        self.arrivals.sort_unstable();
        self.senders.sort_unstable();
        for &ordered in of_message {
            let Some(Event { local, remote, end, .. }) = events.get(ordered) else { continue };
            let arrived_at = |server| self.arrival(server, local, time(ordered)).map(|arrival| (server, arrival));
            let begin = match end {
                _ if local == UNKNOWN => None,
                HopEnd::Arrived => Some(remote).filter(|remote| *remote != local).and_then(arrived_at),
                HopEnd::Sent => arrived_at(local),
                HopEnd::Delivered => arrived_at(local).or_else(|| arrived_at(self.sender(local, time(ordered))?)),
            };
            if let Some((from, arrival)) = begin {
                let number = self.number(Hop { from, to: local, end });
                let delay = ascending(time(ordered).saturating_sub(arrival));
                self.sorted.push((number as u128) << 96 | u128::from(delay) << 32 | u128::from(ordered as u32));
            }
        }
    }

    /// When the message arrived at a server: the last time before an event, or else the first time after one of another
    /// server, as far as clocks may differ.
    fn arrival(&self, server: u32, local: u32, before: i64) -> Option<i64> {
        let later = self.arrivals.partition_point(|&arrival| arrival <= at(server, before));
        let find = |place: usize| {
            let arrival = *self.arrivals.get(place)?;
            (server != UNKNOWN && arrival >> 64 == u128::from(server)).then(|| number(arrival as u64))
        };
        let may_be_off = |arrival: &i64| server != local && arrival.saturating_sub(before) <= MOST_OFF;
        later.checked_sub(1).and_then(find).or_else(|| find(later).filter(may_be_off))
    }

    /// The server that sent the message to another one: the last one before an event there, or else the first.
    fn sender(&self, to: u32, before: i64) -> Option<u32> {
        let later = self.senders.partition_point(|&sender| sender <= sent(to, before) | u128::from(u32::MAX));
        let find = |place: usize| {
            let sender = *self.senders.get(place)?;
            (sender >> 96 == u128::from(to)).then_some(sender as u32)
        };
        later.checked_sub(1).and_then(find).or_else(|| find(later))
    }

    fn number(&mut self, hop: Hop) -> usize {
        let [from, to] = [hop.from, hop.to].map(u32::to_be_bytes);
        let number = self.numbers.of([&from[..], &to, &[hop.end as u8]].concat());
        set(&mut self.hops, number, hop);
        number
    }
}

fn at(server: u32, time: i64) -> u128 {
    u128::from(server) << 64 | u128::from(ascending(time))
}

/// What was sent to a server at a time, without the sender.
fn sent(to: u32, time: i64) -> u128 {
    u128::from(to) << 96 | u128::from(ascending(time)) << 32
}

/// What was measured of a hop.
struct Measured {
    hop: u32,
    count: u64,
    median: i64,
    high: i64,
    largest: i64,
    /// The number of the event at the end of the largest delay, of several the earliest.
    slowest: u32,
}

/// Of the delays of one hop, in order, and the times of events.
fn measured(delays: &[u128], at_event: impl Fn(u32) -> i64) -> Option<Measured> {
    let last = *delays.last()?;
    let largest = delays.iter().rev().take_while(|&&delay| time(delay) == time(last)).map(|&delay| delay as u32);
    let at = |share| delays.get(nearest_rank(delays.len(), share)).map_or(0, |&delay| time(delay));
    Some(Measured {
        hop: session(last),
        count: delays.len() as u64,
        median: at(50),
        high: at(95),
        largest: time(last),
        slowest: largest.min_by_key(|&event| at_event(event))?,
    })
}

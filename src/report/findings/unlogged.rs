//! Connectors that message tracking names and of which no protocol log is open at that time.
//!
//! Protocol logging is a setting of each connector and off by default on most (Microsoft, *Configure protocol logging*), while
//! message tracking is on (*Message tracking*), so a connector may be used without a session in any log.

use super::super::coverage::defaults::UNLOGGED;
use super::super::masking::Mask;
use super::super::messages::label;
use super::super::tracked::each_transfer;
use super::super::units::Count;
use super::log::{FindingLog, Shown};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::session::view::SessionView;
use crate::store::{SessionIndex, StringIndex};
use crate::time::HOUR;
use crate::work;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// A connector of a server, as the names are compared, and whether it receives.
type Connector = (Vec<u8>, Vec<u8>, bool);

/// Connectors by the strings that name them: server, connector, and whether it receives. There are few of them.
type Named<T> = BTreeMap<(StringIndex, StringIndex, bool), T>;

/// What is tracked of a connector: the number of records, and the time of the first and the last.
struct Tracked {
    count: u64,
    times: (i64, i64),
}

/// These connectors, and the messages that name them.
pub async fn unlogged(archive: &Archive) -> Shown {
    let logged = logged(archive).await;
    let strings = &archive.store.strings;
    let mut known: Named<Option<(i64, i64)>> = Named::new();
    let mut found: Named<Tracked> = Named::new();
    let mut sessions: Vec<SessionIndex> = Vec::new();
    each_transfer(archive, |record| {
        if record.writer.is_empty() || record.connector.is_empty() {
            return;
        }
        let named = (record.writer, record.connector, record.is_arrival);
        let times = *known.entry(named).or_insert_with(|| {
            let connector = strings.get(record.connector).to_ascii_lowercase();
            logged.get(&(label(strings.get(record.writer)), connector, record.is_arrival)).copied()
        });
        if times.is_some_and(|(first, last)| (hour(first)..=hour(last)).contains(&hour(record.time))) {
            return;
        }
        let Tracked { count, times } =
            found.entry(named).or_insert(Tracked { count: 0, times: (record.time, record.time) });
        *count += 1;
        *times = (times.0.min(record.time), times.1.max(record.time));
        if sessions.last() != Some(&record.session) {
            sessions.push(record.session);
        }
    })
    .await;
    let mask = Mask::of(archive);
    let log = |((writer, connector, is_arrival), tracked): ((StringIndex, StringIndex, bool), Tracked)| {
        let log = if is_arrival { LogType::SmtpReceive } else { LogType::SmtpSend };
        FindingLog {
            server: mask.string(writer).into_owned(),
            log: log.name().into(),
            connector: mask.string(connector).into_owned(),
            count: Count::from(tracked.count),
            first: Some(tracked.times.0.into()),
            last: Some(tracked.times.1.into()),
            note: UNLOGGED,
            ..FindingLog::default()
        }
    };
    (found.into_iter().map(log).collect(), sessions)
}

/// Exchange begins a new log file every hour, so a file covers the hours of its entries.
fn hour(time: i64) -> i64 {
    time.div_euclid(HOUR)
}

/// The connectors that protocol logs name, with the first and the last time.
async fn logged(archive: &Archive) -> BTreeMap<Connector, (i64, i64)> {
    let store = &archive.store;
    let mut logged: BTreeMap<Connector, (i64, i64)> = BTreeMap::new();
    work::each(store.sessions.of(0..archive.published()), |(_, session)| {
        let is_arrival = session.log_type == LogType::SmtpReceive;
        if is_arrival || session.log_type == LogType::SmtpSend {
            let server = label(SessionView::new(store, session).server().as_bytes());
            let connector = store.strings.get(session.labels.connector).to_ascii_lowercase();
            let (start, end) = (session.start.0, session.end.0);
            let times = logged.entry((server, connector, is_arrival)).or_insert((start, end));
            *times = (times.0.min(start), times.1.max(end));
        }
    })
    .await;
    logged
}

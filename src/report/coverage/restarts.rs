//! Restarts of services.
//!
//! A session-id is the time at which the service started, plus a consecutive number. So if the time in an id is later
//! than the previous session, the service was started in between. Ids that follow no such scheme, as in anonymised
//! logs, are recognised because they yield too many starts.

use super::super::reportable::report_type;
use super::super::units::TimeMs;
use super::rows::Rows;
use crate::archive::Archive;
use crate::entry::LogType;
use crate::sort;
use crate::store::Session;
use crate::store::SessionId;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

report_type! {
    /// A restart of a service, between two sessions.
    #[derive(PartialEq)]
    pub struct Restart {
        /// Indices of the rows whose logs show the restart.
        pub rows: Vec<u32>,
        /// Time at which the service started.
        pub time: TimeMs,
        /// Start of the last session before it.
        pub before: TimeMs,
        /// Start of the first session after it.
        pub after: TimeMs,
    }
}

/// Ticks of 100 nanoseconds in a millisecond.
const TICKS: u64 = 10_000;
/// Milliseconds from 0001-01-01 to 1970-01-01.
const EPOCH: i64 = 62_135_596_800_000;
/// The components of a service that number sessions start within this many milliseconds.
const ONE_START: f64 = 60_000.0;

/// Start of the service, and start of the session.
type Numbered = (i64, i64);

/// All restarts, in chronological order.
pub(super) fn restarts(archive: &Archive, rows: &Rows) -> Vec<Restart> {
    let mut found: Vec<(usize, Restart)> = Vec::new();
    for (row, mut sessions) in numbered_sessions(archive, rows).into_iter().enumerate() {
        sessions.sort_unstable_by_key(|&(base, start)| (start, base));
        let starts = starts(&sessions);
        if starts.len() * 2 <= sessions.len() {
            found.extend(starts.into_iter().map(|times| (row, restart(row, times))));
        }
    }
    sort::by(&mut found, |a, b| a.1.time.0.total_cmp(&b.1.time.0));
    merged(rows, found)
}

fn restart(row: usize, times: [i64; 3]) -> Restart {
    let [time, before, after] = times.map(TimeMs::from);
    Restart { rows: [row as u32].into(), time, before, after }
}

/// The sessions whose ids are ticks, by row.
fn numbered_sessions(archive: &Archive, rows: &Rows) -> Vec<Vec<Numbered>> {
    let mut sessions: Vec<Vec<Numbered>> = rows.list.iter().map(|_| Vec::new()).collect();
    for (_, session) in archive.store.sessions.iter() {
        let file = archive.files.of_entry(session.last);
        let row = rows.place(file, session.log_type);
        let base = base_of(session);
        if let Some((own, base)) = row.and_then(|row| sessions.get_mut(row)).zip(base) {
            own.push((base, session.start.0));
        }
    }
    sessions
}

/// The start of the service according to a session-id, if plausible: before the session.
fn base_of(session: &Session) -> Option<i64> {
    let counts = matches!(session.log_type, LogType::SmtpReceive | LogType::SmtpSend | LogType::Connectivity);
    let SessionId::Ticks(ticks) = session.id else { return None };
    let base = i64::try_from(ticks / TICKS).ok()? - EPOCH;
    (counts && base > 0 && base <= session.start.0).then_some(base)
}

/// The starts between sessions: the time, and the start of the sessions before and after it.
fn starts(sessions: &[Numbered]) -> Vec<[i64; 3]> {
    let pairs = sessions.windows(2).filter_map(|pair| match pair {
        [before, after] => Some((before, after)),
        _ => None,
    });
    pairs.filter(|(before, after)| after.0 > before.1).map(|(before, after)| [after.0, before.1, after.1]).collect()
}

/// Merges a restart that several logs of one service show.
fn merged(rows: &Rows, found: Vec<(usize, Restart)>) -> Vec<Restart> {
    let services = services(rows);
    let mut merged: Vec<Restart> = Vec::new();
    // The last one of each row of a service: a service has few logs, and any number of restarts in a minute.
    let mut last: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (row, restart) in found {
        let service = services.get(row).copied().flatten();
        let of_others = service.map(|service| last.range((service, 0)..=(service, usize::MAX)));
        let others = of_others.into_iter().flatten().filter(|((_, other), _)| *other != row).map(|(_, &index)| index);
        let known = others.max().and_then(|index| merged.get_mut(index));
        match known.filter(|known| restart.time.0 - known.time.0 <= ONE_START) {
            Some(known) => {
                known.before = TimeMs(known.before.0.max(restart.before.0));
                known.after = TimeMs(known.after.0.min(restart.after.0));
                known.rows.push(row as u32);
            }
            None => {
                if let Some(service) = service {
                    last.insert((service, row), merged.len());
                }
                merged.push(restart);
            }
        }
    }
    merged
}

/// For each row, the first row of its service, which stands for the service; `None` where server or service is unknown.
fn services(rows: &Rows) -> Vec<Option<usize>> {
    let mut first: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut services = Vec::with_capacity(rows.list.len());
    for (index, row) in rows.list.iter().enumerate() {
        let is_known = !row.server.is_empty() && !row.service.is_empty();
        let service = (row.server.to_ascii_lowercase(), row.service.as_str());
        services.push(is_known.then(|| *first.entry(service).or_insert(index)));
    }
    services
}

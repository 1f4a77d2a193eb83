//! Connectors that message tracking names and of which no protocol log is open at that time.
//!
//! Protocol logging is a setting of each connector and off by default on most (Microsoft, *Configure protocol logging*), while
//! message tracking is on (*Message tracking*), so a connector may be used without a session in any log.

use super::super::coverage::defaults::UNLOGGED;
use super::super::masking::Mask;
use super::super::numbers::Numbers;
use super::super::tracked::each_transfer;
use super::log::{FindingLog, Shown};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::exchange::server_label;
use crate::session::view::SessionView;
use crate::store::SessionIndex;
use crate::time::HOUR;
use crate::work;
use alloc::vec::Vec;

/// The key of a connector of a server, as the names are compared.
fn key(server: &[u8], connector: &[u8], is_arrival: bool) -> Vec<u8> {
    [&server_label(server)[..], b"\0", &connector.to_ascii_lowercase(), &[u8::from(is_arrival)]].concat()
}

/// These connectors, and the messages that name them.
pub async fn unlogged(archive: &Archive) -> Shown {
    let (logged, times) = logged(archive).await;
    let (strings, mask) = (&archive.store.strings, Mask::of(archive));
    let (mut found, mut logs): (Numbers, Vec<FindingLog>) = Default::default();
    let mut sessions: Vec<SessionIndex> = Vec::new();
    each_transfer(archive, |record| {
        if record.writer.is_empty() || record.connector.is_empty() {
            return;
        }
        let key = key(strings.get(record.writer), strings.get(record.connector), record.is_arrival);
        let covered = logged.known(&key).and_then(|number| times.get(number));
        if covered.is_some_and(|(first, last)| (hour(*first)..=hour(*last)).contains(&hour(record.time))) {
            return;
        }
        let number = found.of(key);
        if number == logs.len() {
            let log = if record.is_arrival { LogType::SmtpReceive } else { LogType::SmtpSend };
            logs.push(FindingLog {
                server: mask.string(record.writer).into_owned(),
                log: log.name().into(),
                connector: mask.string(record.connector).into_owned(),
                note: UNLOGGED,
                ..FindingLog::default()
            });
        }
        if let Some(log) = logs.get_mut(number) {
            log.add(1, Some(record.time.into()), Some(record.time.into()));
        }
        if sessions.last() != Some(&record.session) {
            sessions.push(record.session);
        }
    })
    .await;
    (logs, sessions)
}

/// Exchange begins a new log file every hour, so a file covers the hours of its entries.
fn hour(time: i64) -> i64 {
    time.div_euclid(HOUR)
}

/// The connectors that protocol logs name, with the first and the last time of each.
async fn logged(archive: &Archive) -> (Numbers, Vec<(i64, i64)>) {
    let store = &archive.store;
    let (mut logged, mut times): (Numbers, Vec<(i64, i64)>) = Default::default();
    work::each(store.sessions.of(0..archive.published()), |(_, session)| {
        let is_arrival = session.log_type == LogType::SmtpReceive;
        if is_arrival || session.log_type == LogType::SmtpSend {
            let server = SessionView::new(store, session).server();
            let connector = store.strings.get(session.labels.connector);
            let number = logged.of(key(server.as_bytes(), connector, is_arrival));
            let (start, end) = (session.start.0, session.end.0);
            match times.get_mut(number) {
                Some((first, last)) => (*first, *last) = ((*first).min(start), (*last).max(end)),
                None => times.push((start, end)),
            }
        }
    })
    .await;
    (logged, times)
}

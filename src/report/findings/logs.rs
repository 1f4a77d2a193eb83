//! Findings about logs, from their coverage: what is missing, silent, incomplete or unusual in them, and restarts of services.
//!
//! Exchange deletes the oldest files where a folder is larger or a file older than is set, 250 MB and 30 days by default for
//! protocol and connectivity logs (Microsoft, *Configure protocol logging* and *Configure connectivity logging*), 1,000 MB for
//! message tracking (*Configure message tracking*). Kinds without sessions hold none: `finding:log-silent` finds nothing.

use super::super::coverage::hours::Hours;
use super::super::coverage::{Coverage, FileTrouble};
use super::super::numbers::Numbers;
use super::log::{FindingLog, LOGS};
use super::offsets::offsets;
use super::reasons::{NewReasons, new_reasons};
use super::unlogged::unlogged;
use super::unusual::unusual;
use super::{FindingReport, SERVERS, finding};
use crate::archive::Archive;
use crate::finding::FindingKind;
use crate::findings::{Found, Thresholds};
use crate::sort;
use crate::store::FileIndex;
use crate::summarise::Assignments;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// A finding about logs or clocks: what was found, and how it is reported.
pub async fn log_finding(
    archive: &Archive,
    assignments: &Assignments,
    coverage: &Coverage,
    hours: &Hours,
    thresholds: &Thresholds,
    kind: FindingKind,
) -> (Found, FindingReport) {
    let mut reasons = NewReasons::default();
    let (mut logs, shown_by) = match kind {
        FindingKind::LogMissingFiles => (missing_files(coverage), Vec::new()),
        FindingKind::LogSilent => (silent(coverage), Vec::new()),
        FindingKind::LogIncomplete => (incomplete(archive, coverage), Vec::new()),
        FindingKind::ServiceRestarted => (restarted(coverage), Vec::new()),
        FindingKind::LogNotWritten => unlogged(archive).await,
        FindingKind::ClockOffset => offsets(archive, thresholds).await,
        FindingKind::SessionBurst | FindingKind::FailureBurst | FindingKind::FewSessions => {
            unusual(archive, coverage, hours, thresholds, kind).await
        }
        FindingKind::NewReason => {
            reasons = new_reasons(archive, coverage, hours, thresholds).await;
            (Vec::new(), core::mem::take(&mut reasons.sessions))
        }
        _ => (Vec::new(), Vec::new()),
    };
    let mut sessions = FixedBitSet::with_capacity(archive.published());
    sessions.extend(shown_by.into_iter().map(|session| session.0 as usize));
    let found = Found::of_sessions(archive, assignments, sessions, grouped_by(kind)).await;
    logs.extend(reasons.named(archive, &found).await);
    let report = finding(archive, assignments, kind, &found).await;
    (found, about(report, logs))
}

/// The dimensions by which the sessions of such a finding are grouped.
fn grouped_by(kind: FindingKind) -> &'static [&'static str] {
    match kind {
        FindingKind::SessionBurst => &["log", "client"],
        FindingKind::FailureBurst | FindingKind::NewReason => &["reason", "log"],
        _ => &[],
    }
}

/// A finding about these logs.
fn about(report: FindingReport, mut logs: Vec<FindingLog>) -> FindingReport {
    let (mut servers, mut known, mut times) = (Vec::new(), Numbers::default(), FindingLog::default());
    for log in &logs {
        times.add(0, log.first, log.last);
        for name in [&log.server, &log.other].into_iter().filter(|name| !name.is_empty()) {
            if known.of(name.as_bytes().to_ascii_uppercase()) == servers.len() {
                servers.push(name.clone());
            }
        }
    }
    let (log_count, server_count) = (logs.len() as u64, servers.len() as u64);
    logs.truncate(LOGS);
    servers.truncate(SERVERS);
    FindingReport {
        first: report.first.or(times.first),
        last: report.last.or(times.last),
        servers,
        server_count: server_count.into(),
        logs,
        log_count: log_count.into(),
        ..report
    }
}

/// What is said of rows of the coverage.
struct ByRow<'c> {
    coverage: &'c Coverage,
    numbers: Numbers,
    logs: Vec<(u32, FindingLog)>,
}

impl<'c> ByRow<'c> {
    fn new(coverage: &'c Coverage) -> ByRow<'c> {
        ByRow { coverage, numbers: Numbers::default(), logs: Vec::new() }
    }

    /// What is said of a row with this note.
    #[inline(never)]
    fn of(&mut self, row: u32, note: &'static str) -> &mut FindingLog {
        let number = self.numbers.of([&row.to_le_bytes(), note.as_bytes()].concat());
        if number == self.logs.len() {
            let origin = self.coverage.rows.get(row as usize);
            let origin = origin.map(|row| (row.server.clone(), row.service.clone(), row.log.clone()));
            let (server, service, log) = origin.unwrap_or_default();
            self.logs.push((row, FindingLog { server, service, log, note, ..FindingLog::default() }));
        }
        &mut self.logs[number].1
    }

    /// In the order of the rows.
    fn finish(mut self) -> Vec<FindingLog> {
        sort::by(&mut self.logs, |one, other| one.0.cmp(&other.0));
        self.logs.into_iter().map(|(_, log)| log).collect()
    }
}

/// Missing numbers, but not those before the oldest files, and days without a file.
fn missing_files(coverage: &Coverage) -> Vec<FindingLog> {
    let mut rows = ByRow::new(coverage);
    for hole in coverage.missing.iter().filter(|hole| !hole.oldest) {
        rows.of(hole.row, "").add(u64::from(hole.last - hole.first) + 1, hole.time, hole.time);
    }
    for silence in coverage.silences.iter().filter(|silence| silence.whole_days) {
        let log = rows.of(silence.row, "");
        log.days = silence.count;
        log.add(0, Some(silence.first), Some(silence.last));
    }
    rows.finish()
}

fn silent(coverage: &Coverage) -> Vec<FindingLog> {
    let mut rows = ByRow::new(coverage);
    for silence in coverage.silences.iter().filter(|silence| !silence.whole_days) {
        let log = rows.of(silence.row, "");
        log.count = silence.count;
        log.add(0, Some(silence.first), Some(silence.last));
    }
    rows.finish()
}

/// Files of logs, by what is wrong with them; one with several such places counts once.
fn incomplete(archive: &Archive, coverage: &Coverage) -> Vec<FindingLog> {
    let mut rows = ByRow::new(coverage);
    let mut known = Numbers::default();
    for FileTrouble { file, row, sentence, .. } in &coverage.troubles {
        let Some(row) = *row else { continue };
        let before = known.len();
        if known.of([&file.to_le_bytes(), sentence.as_bytes()].concat()) == before {
            let times = archive.files.get(FileIndex(*file)).times;
            let [first, last] = [times.map(|times| times.0), times.map(|times| times.1)];
            rows.of(row, sentence).add(1, first.map(|time| time.0.into()), last.map(|time| time.0.into()));
        }
    }
    rows.finish()
}

/// Restarts by service: the first of its logs stands for it. Logs of which server or service is unknown stand for themselves.
fn restarted(coverage: &Coverage) -> Vec<FindingLog> {
    let (mut services, mut first): (Numbers, Vec<u32>) = Default::default();
    let mut rows = ByRow::new(coverage);
    for restart in &coverage.restarts {
        let Some(&shown_by) = restart.rows.first() else { continue };
        let Some(row) = coverage.rows.get(shown_by as usize) else { continue };
        let is_known = !row.server.is_empty() && !row.service.is_empty();
        let own = if is_known { [row.server.as_bytes(), b"\0", row.service.as_bytes()].concat() } else { Vec::new() };
        let key = if is_known { own.to_ascii_uppercase() } else { shown_by.to_le_bytes().into() };
        let number = services.of(key);
        if number == first.len() {
            first.push(shown_by);
        }
        rows.of(first[number], "").add(1, Some(restart.time), Some(restart.time));
    }
    rows.finish()
}

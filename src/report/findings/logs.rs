//! Findings about logs, from their coverage: what is missing, silent or incomplete in them, and restarts of services.
//!
//! Exchange deletes the oldest files where a folder is larger or a file older than is set, 250 MB and 30 days by default for
//! protocol and connectivity logs (Microsoft, *Configure protocol logging* and *Configure connectivity logging*), 1,000 MB for
//! message tracking (*Configure message tracking*). Kinds without sessions hold none: `finding:log-silent` finds nothing.

use super::super::coverage::{Coverage, CoverageRow, FileTrouble};
use super::super::masking::DisplayText;
use super::super::units::TimeMs;
use super::log::FindingLog;
use super::offsets::offsets;
use super::unlogged::unlogged;
use super::{FindingReport, SERVERS, finding};
use crate::archive::Archive;
use crate::finding::FindingKind;
use crate::findings::{Found, Thresholds};
use crate::sort;
use crate::store::FileIndex;
use crate::summarise::Assignments;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// Most logs that a finding names.
const LOGS: usize = 10;

/// A finding about logs or clocks: what was found, and how it is reported.
pub async fn log_finding(
    archive: &Archive,
    assignments: &Assignments,
    coverage: &Coverage,
    thresholds: &Thresholds,
    kind: FindingKind,
) -> (Found, FindingReport) {
    let (logs, shown_by) = match kind {
        FindingKind::LogMissingFiles => (missing_files(coverage), Vec::new()),
        FindingKind::LogSilent => (silent(coverage), Vec::new()),
        FindingKind::LogIncomplete => (incomplete(archive, coverage), Vec::new()),
        FindingKind::ServiceRestarted => (restarted(coverage), Vec::new()),
        FindingKind::LogNotWritten => unlogged(archive).await,
        FindingKind::ClockOffset => offsets(archive, thresholds).await,
        _ => (Vec::new(), Vec::new()),
    };
    let mut sessions = FixedBitSet::with_capacity(archive.published());
    sessions.extend(shown_by.into_iter().map(|session| session.0 as usize));
    let found = Found::of_sessions(archive, assignments, sessions).await;
    let report = finding(archive, assignments, kind, &found).await;
    (found, about(report, logs))
}

/// A finding about these logs.
fn about(report: FindingReport, mut logs: Vec<FindingLog>) -> FindingReport {
    let named = logs.iter().flat_map(|log| [&log.server, &log.other]).filter(|name| !name.is_empty());
    let (mut servers, mut known) = (Vec::new(), BTreeSet::new());
    named.filter(|name| known.insert(name.to_ascii_uppercase())).for_each(|name| servers.push(name.clone()));
    let first = logs.iter().filter_map(|log| log.first).reduce(|one, other| if other < one { other } else { one });
    let last = logs.iter().filter_map(|log| log.last).reduce(|one, other| if other > one { other } else { one });
    let (log_count, server_count) = (logs.len() as u64, servers.len() as u64);
    logs.truncate(LOGS);
    servers.truncate(SERVERS);
    FindingReport {
        first: report.first.or(first),
        last: report.last.or(last),
        servers,
        server_count: server_count.into(),
        logs,
        log_count: log_count.into(),
        ..report
    }
}

/// What is said of rows, one after the other.
struct ByRow<'c> {
    coverage: &'c Coverage,
    logs: BTreeMap<(u32, &'static str), FindingLog>,
}

impl<'c> ByRow<'c> {
    fn new(coverage: &'c Coverage) -> ByRow<'c> {
        ByRow { coverage, logs: BTreeMap::new() }
    }

    /// Says more of a row.
    fn add(
        &mut self,
        row: u32,
        note: &'static str,
        (first, last): (Option<TimeMs>, Option<TimeMs>),
    ) -> &mut FindingLog {
        let row_of = || self.coverage.rows.get(row as usize);
        let log = self.logs.entry((row, note)).or_insert_with(|| row_of().map_or_else(FindingLog::default, of_row));
        log.note = note;
        if let Some(first) = first.filter(|first| log.first.is_none_or(|known| *first < known)) {
            log.first = Some(first);
        }
        if let Some(last) = last.filter(|last| log.last.is_none_or(|known| *last > known)) {
            log.last = Some(last);
        }
        log
    }

    fn finish(self) -> Vec<FindingLog> {
        self.logs.into_values().collect()
    }
}

fn of_row(row: &CoverageRow) -> FindingLog {
    let (server, service, log) = (row.server.clone(), row.service.clone(), row.log.clone());
    FindingLog { server, service, log, ..FindingLog::default() }
}

/// Missing numbers, but not those before the oldest files, and days without a file.
fn missing_files(coverage: &Coverage) -> Vec<FindingLog> {
    let mut rows = ByRow::new(coverage);
    for hole in coverage.missing.iter().filter(|hole| !hole.oldest) {
        let missing = u64::from(hole.last - hole.first) + 1;
        let log = rows.add(hole.row, "", (hole.time, hole.time));
        log.count = log.count + missing.into();
    }
    for silence in coverage.silences.iter().filter(|silence| silence.whole_days) {
        rows.add(silence.row, "", (Some(silence.first), Some(silence.last))).days = silence.count;
    }
    rows.finish()
}

fn silent(coverage: &Coverage) -> Vec<FindingLog> {
    let mut rows = ByRow::new(coverage);
    for silence in coverage.silences.iter().filter(|silence| !silence.whole_days) {
        rows.add(silence.row, "", (Some(silence.first), Some(silence.last))).count = silence.count;
    }
    rows.finish()
}

/// Files of logs, by what is wrong with them; one with several such places counts once.
fn incomplete(archive: &Archive, coverage: &Coverage) -> Vec<FindingLog> {
    let mut rows = ByRow::new(coverage);
    let known = |trouble: &FileTrouble| Some((trouble.row?, trouble.sentence, trouble.file));
    for (row, sentence, file) in sort::set(coverage.troubles.iter().filter_map(known)) {
        let times = archive.files.get(FileIndex(file)).times.map(|(first, last)| (first.0.into(), last.0.into()));
        let log = rows.add(row, sentence, times.unzip());
        log.count = log.count + 1_u64.into();
    }
    rows.finish()
}

/// Restarts by service: a log of it that shows them stands for it. Logs of which server or service is unknown stand for themselves.
fn restarted(coverage: &Coverage) -> Vec<FindingLog> {
    let mut services: BTreeMap<(DisplayText<'static>, DisplayText<'static>), u32> = BTreeMap::new();
    let mut rows = ByRow::new(coverage);
    for restart in &coverage.restarts {
        let Some(&shown_by) = restart.rows.first() else { continue };
        let Some(row) = coverage.rows.get(shown_by as usize) else { continue };
        let service = (row.server.to_ascii_uppercase(), row.service.to_ascii_uppercase());
        let is_known = !row.server.is_empty() && !row.service.is_empty();
        let own = if is_known { *services.entry(service).or_insert(shown_by) } else { shown_by };
        let log = rows.add(own, "", (Some(restart.time), Some(restart.time)));
        log.count = log.count + 1_u64.into();
    }
    rows.finish()
}

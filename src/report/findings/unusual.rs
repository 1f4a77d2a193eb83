//! Hours with far more sessions than are usual ([`usual`](super::usual)), with far more that failed, and with far fewer.
//!
//! An hour with few sessions has at least one: of hours without any entry [`silence`](super::super::coverage::silence) speaks. It
//! has entries before and after it, and no part of it is known to be missing.

use super::super::coverage::grid::CoverageCell;
use super::super::coverage::hours::{Hours, RowHours, has_failed};
use super::super::coverage::{Coverage, CoverageRow};
use super::log::{FindingLog, Shown};
use super::usual::{Compared, Usual};
use crate::archive::Archive;
use crate::finding::FindingKind;
use crate::findings::{Threshold, Thresholds};
use crate::sort;
use crate::time::HOUR;
use crate::work::{self, Tally};
use alloc::vec::Vec;
use core::cmp::Reverse;
use core::ops::Range;
use fixedbitset::FixedBitSet;

/// Unusual hours of a row, one after the other.
struct Run {
    row: usize,
    hours: Range<usize>,
    /// How many sessions began in them.
    count: u64,
    /// How many are usual.
    usual: u64,
    /// The least number of days that show it.
    days: u64,
}

/// These hours, those that are most out of the ordinary first, and the sessions that began in them.
pub async fn unusual(
    archive: &Archive,
    coverage: &Coverage,
    hours: &Hours,
    thresholds: &Thresholds,
    kind: FindingKind,
) -> Shown {
    let limits = Limits { thresholds, kind };
    let (mut runs, mut tally): (Vec<Run>, Tally) = Default::default();
    for (row, of_row) in hours.of_rows.iter().enumerate() {
        limits.runs(row, of_row, hours.start_of(0) / HOUR, &mut runs);
        tally.add(of_row.began.len()).await;
    }
    let mut in_runs: Vec<FixedBitSet> =
        hours.of_rows.iter().map(|row| FixedBitSet::with_capacity(row.began.len())).collect();
    runs.iter().for_each(|run| in_runs[run.row].insert_range(run.hours.clone()));
    let mut sessions = Vec::new();
    if !runs.is_empty() {
        work::each(archive.store.sessions.of(0..archive.published()), |(index, session)| {
            let is_in_run = |(row, hour): (usize, usize)| in_runs[row].contains(hour);
            let counts = kind != FindingKind::FailureBurst || has_failed(session);
            if counts && hours.place_of(session).is_some_and(is_in_run) {
                sessions.push(index);
            }
        })
        .await;
    }
    sort::by_key(&mut runs, |run| Reverse(run.count.abs_diff(run.usual)));
    (runs.into_iter().filter_map(|run| said_of(coverage, hours, run)).collect(), sessions)
}

fn said_of(coverage: &Coverage, hours: &Hours, run: Run) -> Option<FindingLog> {
    let CoverageRow { server, service, log, .. } = coverage.rows.get(run.row)?;
    Some(FindingLog {
        server: server.clone(),
        service: service.clone(),
        log: log.clone(),
        count: run.count.into(),
        usual: run.usual.into(),
        days: run.days.into(),
        first: Some(hours.start_of(run.hours.start).into()),
        last: Some(hours.start_of(run.hours.end).into()),
        ..FindingLog::default()
    })
}

/// What makes an hour unusual.
struct Limits<'t> {
    thresholds: &'t Thresholds,
    kind: FindingKind,
}

impl Limits<'_> {
    /// Adds the runs of a row.
    fn runs(&self, row: usize, of_row: &RowHours, first: i64, runs: &mut Vec<Run>) {
        let counts = if self.kind == FindingKind::FailureBurst { &of_row.failed } else { &of_row.began };
        let usual = Usual::new(of_row, counts, first);
        for (hour, &count) in counts.iter().enumerate() {
            let count = u64::from(count);
            let found = match self.kind {
                FindingKind::FewSessions => self.few(of_row, &usual, hour, count),
                FindingKind::FailureBurst => self.burst(&usual, hour, count, Threshold::BurstFailures),
                _ => self.burst(&usual, hour, count, Threshold::BurstSessions),
            };
            let Some(Compared { usual, days }) = found else { continue };
            match runs.last_mut().filter(|run| (run.row, run.hours.end) == (row, hour)) {
                Some(run) => {
                    run.hours.end += 1;
                    (run.count, run.usual, run.days) = (run.count + count, run.usual + usual, run.days.min(days));
                }
                None => runs.push(Run { row, hours: hour..hour + 1, count, usual, days }),
            }
        }
    }

    fn burst(&self, usual: &Usual<'_>, hour: usize, count: u64, least: Threshold) -> Option<Compared> {
        if count < self.thresholds.of(least) {
            return None;
        }
        let compared = usual.most(hour);
        let is_burst = count >= compared.usual.saturating_mul(self.thresholds.of(Threshold::UnusualTimes));
        self.enough(compared).filter(|_| is_burst)
    }

    fn few(&self, row: &RowHours, usual: &Usual<'_>, hour: usize, count: u64) -> Option<Compared> {
        let has_entries = |hour: usize| row.cells.get(hour) == Some(&CoverageCell::Entries);
        let is_whole = hour > 0 && has_entries(hour - 1) && has_entries(hour + 1) && !row.in_part[hour];
        if count == 0 || !is_whole || !usual.is_working(hour) {
            return None;
        }
        let compared = usual.least(hour);
        let is_few = compared.usual >= self.thresholds.of(Threshold::UsualSessions)
            && count.saturating_mul(self.thresholds.of(Threshold::UnusualTimes)) <= compared.usual;
        self.enough(compared).filter(|_| is_few)
    }

    fn enough(&self, compared: Compared) -> Option<Compared> {
        Some(compared).filter(|compared| compared.days >= self.thresholds.of(Threshold::UnusualDays))
    }
}

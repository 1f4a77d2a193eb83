//! Reasons for which sessions fail and which a log did not have before.
//!
//! What is rare is not there on most days, and nothing is new on the day on which logs begin. So a reason is only new in a log that goes
//! back long enough before it, and if as many sessions as are needed now would have had it before if it had been as frequent as it is
//! since. A reason that is known from a log of the same type of another server is as old as it is there.

use super::super::coverage::hours::{Hours, RowHours, has_failed};
use super::super::coverage::{Coverage, CoverageRow};
use super::super::summarised::summary_groups;
use super::log::{FindingLog, LOGS};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::findings::{Found, Threshold, Thresholds};
use crate::query::Dimension;
use crate::sort;
use crate::store::{Session, SessionIndex};
use crate::summarise::{OfValue, by_value};
use crate::work;
use alloc::vec::Vec;
use core::cmp::Reverse;
use core::ops::Range;

/// Hours in a day.
const HOURS_OF_DAY: u64 = 24;

/// What is said of each reason and log, those of most sessions first, and all of their sessions.
#[derive(Default)]
pub struct NewReasons {
    pub logs: Vec<FindingLog>,
    pub sessions: Vec<SessionIndex>,
    /// A session of each.
    examples: Vec<SessionIndex>,
}

/// The reasons that are new.
pub async fn new_reasons(archive: &Archive, coverage: &Coverage, hours: &Hours, thresholds: &Thresholds) -> NewReasons {
    let before = hours.of_rows.iter().map(Before::of_row).collect();
    let search = Search { coverage, hours, thresholds, before };
    let found = failed_by_reason(archive, hours, &search).await;
    let runs = Run::all(archive, &found).await;
    let mut new: Vec<(FindingLog, &Run)> = Vec::new();
    for of_reason in runs.chunk_by(|one, other| one.value == other.value) {
        search.add(of_reason, &mut new);
    }
    sort::by_key(&mut new, |(_, run)| Reverse(run.count()));
    let mut reasons = NewReasons::default();
    for (log, run) in new {
        let own = found.get(run.places.clone()).unwrap_or_default();
        reasons.logs.push(log);
        reasons.sessions.extend(own.iter().map(|of| of.session));
        reasons.examples.extend(own.first().map(|of| of.session));
    }
    reasons
}

impl NewReasons {
    /// The first of the logs, with the reasons as they are shown in the groups of the finding.
    pub async fn named(mut self, archive: &Archive, found: &Found) -> Vec<FindingLog> {
        let groups: Vec<u32> =
            self.examples.iter().take(LOGS).filter_map(|session| found.summarised.group_of(*session)).collect();
        let shown = summary_groups(archive, &found.matches, &found.question, &found.summarised, &groups).await;
        for (log, group) in self.logs.iter_mut().zip(shown) {
            log.reason = group.values.into_iter().next().map(|value| value.text).unwrap_or_default();
        }
        self.logs
    }
}

/// The sessions that failed, by reason and row.
async fn failed_by_reason(archive: &Archive, hours: &Hours, search: &Search<'_>) -> Vec<OfValue> {
    let wanted: Vec<bool> = LogType::ALL.iter().map(|log_type| search.may_have_new(*log_type)).collect();
    let row = |session: &Session| {
        let is_wanted = wanted.get(session.log_type as usize).is_some_and(|is_wanted| *is_wanted);
        let place = if is_wanted && has_failed(session) { hours.place_of(session) } else { None };
        place.map(|(row, _)| row as u32)
    };
    match Dimension::named("reason") {
        Some(dimension) if wanted.contains(&true) => by_value(archive, &dimension, row).await,
        _ => Vec::new(),
    }
}

/// The sessions of a row with a reason.
struct Run {
    value: u32,
    row: usize,
    /// Their places among all.
    places: Range<usize>,
    /// The earliest start and the latest end.
    first: i64,
    last: i64,
}

impl Run {
    async fn all(archive: &Archive, found: &[OfValue]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        work::each(found.iter().enumerate(), |(place, of)| {
            let session = archive.store.sessions.get(of.session);
            let (value, row, first, last) = (of.value, of.row as usize, session.start.0, session.end.0);
            match runs.last_mut().filter(|run| (run.value, run.row) == (value, row)) {
                Some(run) => {
                    run.places.end = place + 1;
                    (run.first, run.last) = (run.first.min(first), run.last.max(last));
                }
                None => runs.push(Run { value, row, places: place..place + 1, first, last }),
            }
        })
        .await;
        runs
    }

    fn count(&self) -> u64 {
        self.places.len() as u64
    }
}

/// What a row has before an hour.
#[derive(Clone, Copy, Default)]
struct Before {
    /// How many sessions began.
    sessions: u32,
    /// How many hours are covered.
    hours: u32,
}

impl Before {
    /// Before each of its hours, and after the last one.
    fn of_row(row: &RowHours) -> Vec<Before> {
        let (mut all, mut before) = (Vec::with_capacity(row.began.len() + 1), Before::default());
        for (hour, began) in row.began.iter().enumerate() {
            all.push(before);
            before.sessions += began;
            before.hours += u32::from(row.is_covered(hour));
        }
        all.push(before);
        all
    }
}

struct Search<'a> {
    coverage: &'a Coverage,
    hours: &'a Hours,
    thresholds: &'a Thresholds,
    /// By row and hour.
    before: Vec<Vec<Before>>,
}

impl Search<'_> {
    /// Whether a log goes back far enough before an hour for a reason to be new then.
    fn goes_back(&self, before: &Before) -> bool {
        let [days, sessions] = [Threshold::DaysBefore, Threshold::SessionsBefore].map(|of| self.thresholds.of(of));
        u64::from(before.sessions) >= sessions && u64::from(before.hours) >= days.saturating_mul(HOURS_OF_DAY)
    }

    /// Whether enough sessions fail in a log of that type after it goes back far enough: as a rule, a day of logs has none.
    fn may_have_new(&self, log_type: LogType) -> bool {
        let rows = self.coverage.rows.iter().zip(&self.hours.of_rows).zip(&self.before);
        rows.filter(|((row, _), _)| row.log_type == log_type).any(|((_, of_row), before)| {
            let late = of_row.failed.iter().zip(before).filter(|(_, before)| self.goes_back(before));
            late.map(|(failed, _)| u64::from(*failed)).sum::<u64>() >= self.thresholds.of(Threshold::NewReason)
        })
    }

    /// Adds the rows in which a reason is new.
    fn add<'r>(&self, of_reason: &'r [Run], new: &mut Vec<(FindingLog, &'r Run)>) {
        let row = |run: &Run| self.coverage.rows.get(run.row);
        let mut known = [i64::MAX; LogType::ALL.len()];
        for (run, row) in of_reason.iter().filter_map(|run| Some((run, row(run)?))) {
            let known = &mut known[row.log_type as usize];
            *known = run.first.min(*known);
        }
        for (run, row) in of_reason.iter().filter_map(|run| Some((run, row(run)?))) {
            let log = self.said_of(row, known[row.log_type as usize], run);
            new.extend(log.map(|log| (log, run)));
        }
    }

    /// What is said of a reason in a row, if it is new there: it is known since then.
    fn said_of(&self, row: &CoverageRow, known: i64, run: &Run) -> Option<FindingLog> {
        let of_row = self.before.get(run.row)?;
        let hour = self.hours.hour_of(known)?;
        let (before, all) = (of_row.get(hour)?, of_row.last()?);
        let [count, earlier, all] = [run.count(), before.sessions.into(), all.sessions.into()];
        let many = self.thresholds.of(Threshold::NewReason);
        let would_be_known = count.saturating_mul(earlier) >= many.saturating_mul(all - earlier);
        if count < many || !self.goes_back(before) || !would_be_known {
            return None;
        }
        let begin = of_row.iter().position(|before| before.hours > 0)?.saturating_sub(1);
        let back = self.hours.start_of(hour) - self.hours.start_of(begin);
        Some(FindingLog {
            server: row.server.clone(),
            service: row.service.clone(),
            log: row.log.clone(),
            count: count.into(),
            before: earlier.into(),
            before_ms: Some(back.into()),
            first: Some(run.first.into()),
            last: Some(run.last.into()),
            ..FindingLog::default()
        })
    }
}

//! Reasons for which sessions fail and which a log did not have before.
//!
//! What is rare is not there on most days, and nothing is new on the day on which logs begin. So a reason is only new in a log that goes
//! back long enough before it, and if as many sessions as are needed now would have had it before if it had been as frequent as it is
//! since. A reason that is known from a log of the same type of another server is as old as it is there.

use super::super::coverage::hours::{Hours, RowHours, has_failed};
use super::super::coverage::{Coverage, CoverageRow};
use super::super::summarised::summary_groups;
use super::log::FindingLog;
use super::logs::LOGS;
use crate::archive::Archive;
use crate::entry::LogType;
use crate::findings::{Found, Threshold, Thresholds};
use crate::query::Dimension;
use crate::sort;
use crate::store::{Session, SessionIndex};
use crate::summarise::{Assignments, OfValue, by_value};
use crate::work;
use alloc::vec::Vec;
use core::cmp::Reverse;
use fixedbitset::FixedBitSet;

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
pub async fn new_reasons(
    archive: &Archive,
    assignments: &Assignments,
    coverage: &Coverage,
    hours: &Hours,
    thresholds: &Thresholds,
) -> NewReasons {
    let found = failed_by_reason(archive, assignments, hours).await;
    let before = hours.of_rows.iter().map(Before::of_row).collect();
    let search = Search { archive, coverage, hours, thresholds, before };
    let mut new = Vec::new();
    work::each(found.chunk_by(|one, other| one.value == other.value), |of_reason| search.add(of_reason, &mut new))
        .await;
    sort::by_key(&mut new, |(_, own)| Reverse(own.len()));
    let mut reasons = NewReasons::default();
    for (log, own) in new {
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
async fn failed_by_reason(archive: &Archive, assignments: &Assignments, hours: &Hours) -> Vec<OfValue> {
    let sessions = &archive.store.sessions;
    let mut failed = FixedBitSet::with_capacity(archive.published());
    let see = |(index, session): (SessionIndex, &Session)| {
        failed.set(index.0 as usize, has_failed(session) && hours.place_of(session).is_some());
    };
    work::each(sessions.of(0..archive.published()), see).await;
    let row = |index| hours.place_of(sessions.get(index)).map(|(row, _)| row as u32);
    match Dimension::named("reason") {
        Some(dimension) => by_value(archive, assignments, &dimension, &failed, row).await,
        None => Vec::new(),
    }
}

/// What a row has before an hour.
#[derive(Clone, Copy, Default)]
struct Before {
    /// How many sessions began.
    sessions: u64,
    /// How many hours are covered.
    hours: u64,
    /// The first of them.
    first: Option<usize>,
}

impl Before {
    /// Before each of its hours, and after the last one.
    fn of_row(row: &RowHours) -> Vec<Before> {
        let (mut all, mut before) = (Vec::with_capacity(row.began.len() + 1), Before::default());
        for (hour, began) in row.began.iter().enumerate() {
            all.push(before);
            before.sessions += u64::from(*began);
            if row.is_covered(hour) {
                before.hours += 1;
                before.first = before.first.or(Some(hour));
            }
        }
        all.push(before);
        all
    }
}

struct Search<'a> {
    archive: &'a Archive,
    coverage: &'a Coverage,
    hours: &'a Hours,
    thresholds: &'a Thresholds,
    /// By row and hour.
    before: Vec<Vec<Before>>,
}

impl Search<'_> {
    fn session(&self, of: &OfValue) -> &Session {
        self.archive.store.sessions.get(of.session)
    }

    /// Adds the rows in which a reason is new.
    fn add<'f>(&self, of_reason: &'f [OfValue], new: &mut Vec<(FindingLog, &'f [OfValue])>) {
        let mut known = [i64::MAX; LogType::ALL.len()];
        for session in of_reason.iter().map(|of| self.session(of)) {
            let known = &mut known[session.log_type as usize];
            *known = session.start.0.min(*known);
        }
        for own in of_reason.chunk_by(|one, other| one.row == other.row) {
            let Some(of) = own.first() else { continue };
            let known = known[self.session(of).log_type as usize];
            new.extend(self.said_of(of.row as usize, known, own).map(|log| (log, own)));
        }
    }

    /// What is said of a reason in a row, if it is new there: it is known since then.
    fn said_of(&self, row: usize, known: i64, own: &[OfValue]) -> Option<FindingLog> {
        let of_row = self.before.get(row)?;
        let hour = self.hours.hour_of(known)?;
        let (before, all) = (of_row.get(hour)?, of_row.last()?);
        let (count, since) = (own.len() as u64, all.sessions - before.sessions);
        let [many, days, sessions] =
            [Threshold::NewReason, Threshold::DaysBefore, Threshold::SessionsBefore].map(|of| self.thresholds.of(of));
        let goes_back = before.sessions >= sessions && before.hours >= days.saturating_mul(HOURS_OF_DAY);
        let would_be_known = count.saturating_mul(before.sessions) >= many.saturating_mul(since);
        if count < many || !goes_back || !would_be_known {
            return None;
        }
        let CoverageRow { server, service, log, .. } = self.coverage.rows.get(row)?;
        let times = || own.iter().map(|of| self.session(of));
        let back = self.hours.start_of(hour) - self.hours.start_of(before.first?);
        Some(FindingLog {
            server: server.clone(),
            service: service.clone(),
            log: log.clone(),
            count: count.into(),
            before: before.sessions.into(),
            before_ms: Some(back.into()),
            first: times().map(|session| session.start.0).min().map(Into::into),
            last: times().map(|session| session.end.0).max().map(Into::into),
            ..FindingLog::default()
        })
    }
}

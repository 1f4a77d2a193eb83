//! Sessions over time: by outcome, and by the measure of further queries.
//!
//! The page decides where a bin begins: its bins are round times of the zone that it shows, and as wide as it has room
//! for. So a bin is given by its edges, and widths may differ where a clock was put forward or back.

use super::reportable::report_type;
use super::units::TimeMs;
use crate::archive::Archive;
use crate::query::{Matches, Period};
use crate::store::{Outcome, Session};
use alloc::vec;
use alloc::vec::Vec;
use serde::Deserialize;

/// Most bins of a timeline.
const MAX_BINS: usize = 4096;

/// What is added up of the sessions of a further query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum SeriesMeasure {
    /// Their number.
    Sessions,
    /// Their messages.
    Messages,
    /// Their bytes of mail.
    Bytes,
    /// Those of which the outcome is that something was rejected.
    Rejected,
}

impl SeriesMeasure {
    fn of(self, session: &Session) -> u64 {
        let facts = &session.facts;
        match self {
            SeriesMeasure::Sessions => 1,
            SeriesMeasure::Messages => facts.messages.into(),
            SeriesMeasure::Bytes => facts.size,
            SeriesMeasure::Rejected => u64::from(facts.outcome == Outcome::Rejected),
        }
    }
}

report_type! {
    /// What a timeline may span. What a query says of the period does not count here, so that what is around the period is
    /// seen as well.
    #[derive(PartialEq)]
    pub struct TimelineSpan {
        /// The first start of a session that the current query or one of the others finds; null without sessions.
        pub first: Option<TimeMs>,
        /// The last one.
        pub last: Option<TimeMs>,
        /// Whether the current query says in which period a session began.
        pub narrowed: bool,
        /// The first millisecond of the period; null if it has no beginning.
        pub from: Option<TimeMs>,
        /// The millisecond after its last one; null if it has no end.
        pub to: Option<TimeMs>,
    }
}

impl TimelineSpan {
    /// The span of sessions, and the period of a query.
    pub fn new(span: Option<(i64, i64)>, period: Option<Period>) -> TimelineSpan {
        let known = |time: i64, none: i64| Some(TimeMs::from(time)).filter(|_| time != none);
        TimelineSpan {
            first: span.map(|(first, _)| first.into()),
            last: span.map(|(_, last)| last.into()),
            narrowed: period.is_some(),
            from: period.and_then(|period| known(period.from, i64::MIN)),
            to: period.and_then(|period| known(period.to, i64::MAX)),
        }
    }
}

/// Sessions per bin and outcome, and what further queries add up to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Number of bins.
    pub bins: usize,
    /// `counts[outcome * bins + bin]`.
    pub counts: Vec<u32>,
    /// `series[bin]` of each further query; empty if the query is not valid.
    pub series: Vec<Vec<u64>>,
}

/// The first and the last start of these sessions, in milliseconds since 1970.
pub fn span(archive: &Archive, matches: &Matches) -> Option<(i64, i64)> {
    let starts = matches.each_session().map(|index| archive.store.sessions.get(index).start.0);
    starts.fold(None, |span, start| {
        let (first, last) = span.unwrap_or((start, start));
        Some((first.min(start), last.max(start)))
    })
}

/// Counts the sessions that began in each bin. Bin `n` is from `edges[n]` (included) to `edges[n + 1]` (excluded), in
/// milliseconds since 1970; edges ascend.
pub fn timeline(archive: &Archive, matches: &Matches, edges: &[i64]) -> Timeline {
    let bins = Bins::new(edges);
    let mut counts = vec![0; bins.len() * Outcome::ALL.len()];
    bins.each(archive, matches, |bin, session| {
        if let Some(count) = counts.get_mut(session.facts.outcome as usize * bins.len() + bin) {
            *count += 1;
        }
    });
    Timeline { bins: bins.len(), counts, series: Vec::new() }
}

/// Adds up a measure of the sessions that began in each bin.
pub fn series(archive: &Archive, matches: &Matches, edges: &[i64], measure: SeriesMeasure) -> Vec<u64> {
    let bins = Bins::new(edges);
    let mut sums = vec![0_u64; bins.len()];
    bins.each(archive, matches, |bin, session| {
        if let Some(sum) = sums.get_mut(bin) {
            *sum = sum.saturating_add(measure.of(session));
        }
    });
    sums
}

struct Bins<'e> {
    edges: &'e [i64],
}

impl Bins<'_> {
    fn new(edges: &[i64]) -> Bins<'_> {
        Bins { edges: edges.get(..=MAX_BINS).unwrap_or(edges) }
    }

    fn len(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// Calls `see` with each session that began in a bin. Sessions are nearly in the order of time, so most are in the bin
    /// of the one before.
    fn each<'a>(&self, archive: &'a Archive, matches: &Matches, mut see: impl FnMut(usize, &'a Session)) {
        let mut last = (0, 0..0);
        for index in matches.each_session() {
            let session = archive.store.sessions.get(index);
            if !last.1.contains(&session.start.0) {
                let after = self.edges.partition_point(|edge| *edge <= session.start.0);
                let Some((&begin, &end)) =
                    after.checked_sub(1).and_then(|bin| self.edges.get(bin)).zip(self.edges.get(after))
                else {
                    continue;
                };
                last = (after - 1, begin..end);
            }
            see(last.0, session);
        }
    }
}

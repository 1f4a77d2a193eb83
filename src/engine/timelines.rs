//! What the timeline counts: what the current query finds whatever it says of the period, and what further queries find.
//! It is kept while the user moves and zooms, which asks for other bins of the same sessions.

use crate::archive::Archive;
use crate::query::{Expression, Period, evaluate};
use crate::report::timeline::{SeriesMeasure, Timeline, TimelineSpan, series, span, timeline};
use crate::store::SessionIndex;
use alloc::string::String;
use alloc::vec::Vec;

/// Most further queries.
const MAX_SERIES: usize = 5;

/// What has been found for the timeline.
#[derive(Debug, Default)]
pub(super) struct Timelines {
    /// What the current query finds without its period; `None` if it has none, or if it has not been asked yet.
    current: Option<Vec<SessionIndex>>,
    series: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    text: String,
    offset_minutes: i32,
    /// `None` if the query is not valid.
    sessions: Option<Vec<SessionIndex>>,
}

/// The current query: its meaning, what it finds, and the offset of its times.
pub(super) struct Current<'q> {
    pub expression: &'q Expression,
    pub sessions: &'q [SessionIndex],
    pub offset_minutes: i32,
    /// How another query is read.
    pub parse: &'q dyn Fn(&str) -> Option<Expression>,
}

impl Timelines {
    /// There is another current query.
    pub fn forget_current(&mut self) {
        self.current = None;
    }

    /// What the current query and others span, and the period of the current one.
    pub fn span(&mut self, archive: &Archive, current: &Current<'_>, queries: &[String]) -> TimelineSpan {
        let period = self.find(archive, current, queries.iter().map(String::as_str));
        let others = self.series.iter().filter_map(|found| found.sessions.as_deref());
        let all = others.chain([self.shown(current)]).filter_map(|sessions| span(archive, sessions));
        let widest = all.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        TimelineSpan::new(widest, period)
    }

    /// The bins of the current query and of others.
    pub fn timeline(
        &mut self,
        archive: &Archive,
        current: &Current<'_>,
        edges: &[i64],
        queries: &[(String, SeriesMeasure)],
    ) -> Timeline {
        self.find(archive, current, queries.iter().map(|(text, _)| text.as_str()));
        let values = |(found, &(_, measure)): (&Found, &(String, SeriesMeasure))| match &found.sessions {
            Some(sessions) => series(archive, sessions, edges, measure),
            None => Vec::new(),
        };
        let series = self.series.iter().zip(queries).map(values).collect();
        Timeline { series, ..timeline(archive, self.shown(current), edges) }
    }

    fn shown<'s>(&'s self, current: &Current<'s>) -> &'s [SessionIndex] {
        self.current.as_deref().unwrap_or(current.sessions)
    }

    /// Asks what has not been asked yet. Returns the period of the current query.
    fn find<'t>(
        &mut self,
        archive: &Archive,
        current: &Current<'_>,
        queries: impl Iterator<Item = &'t str>,
    ) -> Option<Period> {
        let (others, period) = current.expression.without_period();
        if period.is_some() && self.current.is_none() {
            self.current = Some(evaluate(archive, &others).sessions());
        }
        let mut known = core::mem::take(&mut self.series);
        for text in queries.take(MAX_SERIES) {
            let is_same = |found: &Found| found.text == text && found.offset_minutes == current.offset_minutes;
            self.series.push(match known.iter().position(is_same) {
                Some(place) => known.swap_remove(place),
                None => Found {
                    text: String::from(text),
                    offset_minutes: current.offset_minutes,
                    sessions: (current.parse)(text).map(|expression| evaluate(archive, &expression).sessions()),
                },
            });
        }
        period
    }
}

//! What the timeline counts: what the current query finds whatever it says of the period, and what further queries find.

use super::Engine;
use crate::query::{Expression, Matches, Period};
use crate::report::timeline::{SeriesMeasure, Timeline, TimelineSpan, series, span, timeline};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

/// Most further queries.
const MAX_SERIES: usize = 5;

/// What is counted.
struct Counted {
    /// What the current query finds without its period.
    current: Rc<Matches>,
    /// The period of the current query.
    period: Option<Period>,
    /// What further queries find; `None` of one that is not valid.
    others: Vec<Option<Rc<Matches>>>,
}

impl Engine {
    /// A step towards what the sessions of the current query span, whatever it says of the period, together with those of other
    /// queries.
    pub fn timeline_span_step(&self, queries: &[String]) -> Option<TimelineSpan> {
        let Counted { current, period, others } = self.counted_step(queries.iter())?;
        let all = others.iter().flatten().chain([&current]).filter_map(|matches| span(&self.archive, matches));
        let widest = all.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        Some(TimelineSpan::new(widest, period))
    }

    /// A step towards the sessions of the current query over time, whatever it says of the period, and measures of up to five
    /// others. Bins are from one of the edges to the next, in milliseconds since 1970 UTC.
    pub fn timeline_step(&self, edges: &[i64], queries: &[(String, SeriesMeasure)]) -> Option<Timeline> {
        let Counted { current, others, .. } = self.counted_step(queries.iter().map(|(text, _)| text))?;
        let values = |(found, &(_, measure)): (&Option<Rc<Matches>>, &(String, SeriesMeasure))| match found {
            Some(matches) => series(&self.archive, matches, edges, measure),
            None => Vec::new(),
        };
        let series = others.iter().zip(queries).map(values).collect();
        Some(Timeline { series, ..timeline(&self.archive, &current, edges) })
    }

    fn counted_step<'q>(&self, queries: impl Iterator<Item = &'q String>) -> Option<Counted> {
        let query = &self.view.query;
        let (without, period) = query.expression.without_period();
        let current = match period {
            Some(_) => self.find_step(&Rc::new(without))?,
            None => Rc::clone(&self.view.matches),
        };
        let mut others = Vec::new();
        for text in queries.take(MAX_SERIES) {
            let expression: Option<Rc<Expression>> = self.read_step(text, query.offset_minutes)?.ok();
            others.push(match expression {
                Some(expression) => Some(self.find_step(&expression)?),
                None => None,
            });
        }
        Some(Counted { current, period, others })
    }
}

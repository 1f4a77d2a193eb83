//! Answers to queries, and the documentation of the query language.

use super::reportable::{Reportable, report_type};
use super::units::Count;
use crate::query::{self, Example, FieldHelp, Problem};
use alloc::vec::Vec;
use serde::Serialize;

/// The answer to a query.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum QueryAnswer {
    /// The query is valid.
    Counted {
        /// Always true.
        #[cfg_attr(test, ts(type = "true"))]
        ok: bool,
        /// Its numbers of matches.
        counts: QueryCounts,
    },
    /// The query is invalid.
    Refused {
        /// Always false.
        #[cfg_attr(test, ts(type = "false"))]
        ok: bool,
        /// The reason.
        problem: Problem,
    },
}

impl Reportable for QueryAnswer {}

impl From<Result<(usize, u64), Problem>> for QueryAnswer {
    /// The answer for these numbers of sessions and entries.
    fn from(result: Result<(usize, u64), Problem>) -> Self {
        match result {
            Ok(counts) => QueryAnswer::Counted { ok: true, counts: counts.into() },
            Err(problem) => QueryAnswer::Refused { ok: false, problem },
        }
    }
}

report_type! {
    /// Numbers of matches.
    #[derive(Default)]
    pub struct QueryCounts {
        /// Number of sessions that match.
        pub sessions: Count,
        /// Number of entries that match.
        pub entries: Count,
    }
}

impl From<(usize, u64)> for QueryCounts {
    /// From numbers of sessions and entries.
    fn from((sessions, entries): (usize, u64)) -> Self {
        QueryCounts { sessions: (sessions as u64).into(), entries: entries.into() }
    }
}

report_type! {
    /// The query language, for the help page.
    pub struct QueryHelp {
        /// All fields, in display order.
        pub fields: Vec<FieldHelp>,
        /// The headings of the examples.
        pub questions: &'static [&'static str],
        /// Worked examples, in the order of the headings.
        pub examples: &'static [Example],
    }
}

impl QueryHelp {
    /// The complete language.
    pub fn new() -> QueryHelp {
        QueryHelp { fields: query::help(), questions: query::QUESTIONS, examples: query::examples() }
    }
}

impl Default for QueryHelp {
    fn default() -> Self {
        QueryHelp::new()
    }
}

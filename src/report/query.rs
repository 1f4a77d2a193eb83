//! What the page is told about queries.

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
    /// What it found.
    Counted {
        /// Always true.
        #[cfg_attr(test, ts(type = "true"))]
        ok: bool,
        /// How much it found.
        counts: QueryCounts,
    },
    /// It could not be understood.
    Refused {
        /// Always false.
        #[cfg_attr(test, ts(type = "false"))]
        ok: bool,
        /// Why not.
        problem: Problem,
    },
}

impl Reportable for QueryAnswer {}

impl From<Result<(usize, u64), Problem>> for QueryAnswer {
    /// From the numbers of sessions and entries.
    fn from(result: Result<(usize, u64), Problem>) -> Self {
        match result {
            Ok((sessions, entries)) => {
                let counts = QueryCounts { sessions: (sessions as u64).into(), entries: entries.into() };
                QueryAnswer::Counted { ok: true, counts }
            }
            Err(problem) => QueryAnswer::Refused { ok: false, problem },
        }
    }
}

report_type! {
    /// How much a query found.
    pub struct QueryCounts {
        /// Sessions that match.
        pub sessions: Count,
        /// Entries that match.
        pub entries: Count,
    }
}

report_type! {
    /// The query language, for the help page.
    pub struct QueryHelp {
        /// All fields, in the order to show them.
        pub fields: Vec<FieldHelp>,
        /// The headings of the examples.
        pub questions: &'static [&'static str],
        /// Worked examples, in the order of the headings.
        pub examples: &'static [Example],
    }
}

impl QueryHelp {
    /// The whole of it.
    pub fn new() -> QueryHelp {
        QueryHelp { fields: query::help(), questions: query::QUESTIONS, examples: query::examples() }
    }
}

impl Default for QueryHelp {
    fn default() -> Self {
        QueryHelp::new()
    }
}

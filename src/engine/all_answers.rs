//! The answers to all questions that take steps: which are kept, and when they are given up.

use super::answers::Answers;
use super::findings::KnownFinding;
use super::meanings::Asked;
use super::summaries::{FoundGroups, Grouping, Nearest};
use crate::finding::FindingKind;
use crate::query::{Expression, Matches, Problem};
use crate::report::coverage::hours::Hours;
use crate::report::coverage::{BinWidth, Coverage};
use crate::report::list::SortOrder;
use crate::report::messages::FoundMessages;
use crate::report::messages::delays::DelayReport;
use crate::report::messages::way::MessageWay;
use crate::report::query::QueryHelp;
use crate::report::related::Found;
use crate::report::same_request::SameRequest;
use crate::report::summarised::{SummaryGroup, SummaryTable};
use crate::report::summary::DiagnosticReport;
use crate::report::table_order::TableOrder;
use crate::report::units::Count;
use crate::store::SessionIndex;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// The answers to questions that take steps.
#[derive(Debug)]
pub(super) struct AllAnswers {
    /// What queries mean: a long one is asked in thousands of steps, in which it is not read again.
    pub(super) meanings: Answers<Asked, Result<Rc<Expression>, Problem>>,
    /// What queries find.
    pub(super) matches: Answers<Rc<Expression>, Rc<Matches>>,
    /// Rows of the list of sessions.
    pub(super) sessions: Answers<SortOrder, Rc<Vec<SessionIndex>>>,
    /// Rows of a table.
    pub(super) rows: Answers<(u32, TableOrder), Rc<Vec<u32>>>,
    /// Numbers of sessions and rows that queries find.
    pub(super) numbers: Answers<Rc<Expression>, Count>,
    /// Groups of what queries find.
    pub(super) groups: Answers<Grouping, Rc<FoundGroups>>,
    /// Pages of a summary.
    pub(super) summaries: Answers<(Grouping, Range<usize>), SummaryTable>,
    /// Values of a field: they are completed letter by letter.
    pub(super) values: Answers<(Grouping, Nearest), Vec<SummaryGroup>>,
    pub(super) findings: Answers<FindingKind, KnownFinding>,
    /// With the sessions of each hour, which findings compare.
    pub(super) coverages: Answers<BinWidth, (Coverage, Rc<Hours>)>,
    /// Sessions whose secrets are known.
    pub(super) secrets: Answers<Vec<SessionIndex>, ()>,
    /// What is related to a session.
    pub(super) related: Answers<SessionIndex, Rc<Vec<Found>>>,
    /// Messages that texts ask for, at most so many.
    pub(super) messages: Answers<(String, usize), FoundMessages>,
    /// What else is about the web request of a row of a table.
    pub(super) requests: Answers<(u32, u32), SameRequest>,
    /// Delays of all messages, hop by hop.
    pub(super) delays: Answers<(), DelayReport>,
    /// Ways of messages by their keys.
    pub(super) ways: Answers<String, Option<MessageWay>>,
    /// Help on the query language, by the offset of its days.
    pub(super) helps: Answers<i32, QueryHelp>,
    pub(super) diagnostics: Answers<(), Vec<DiagnosticReport>>,
}

/// Queries of which is remembered what they mean and find: those of a timeline, and a few more.
const QUERIES: usize = 12;
/// Queries of which is remembered how much they find: those that are tried when one finds nothing.
const NUMBERS: usize = 64;
/// Groupings that are remembered: of the values that are completed, and of the summary that is shown.
const GROUPINGS: usize = 2;

impl Default for AllAnswers {
    fn default() -> AllAnswers {
        AllAnswers {
            meanings: Answers::new(QUERIES),
            matches: Answers::new(QUERIES),
            sessions: Answers::new(1),
            rows: Answers::new(1),
            numbers: Answers::new(NUMBERS),
            groups: Answers::new(GROUPINGS),
            summaries: Answers::new(1),
            values: Answers::new(1),
            findings: Answers::new(FindingKind::ALL.len()),
            coverages: Answers::new(1),
            secrets: Answers::new(1),
            related: Answers::new(1),
            messages: Answers::new(1),
            requests: Answers::new(1),
            delays: Answers::new(1),
            ways: Answers::new(1),
            helps: Answers::new(1),
            diagnostics: Answers::new(1),
        }
    }
}

impl AllAnswers {
    /// Gives up all work, as something may change, and what queries mean with it.
    pub(super) fn stop(&mut self) {
        let AllAnswers { meanings, matches, sessions, rows, numbers, groups, .. } = self;
        let AllAnswers { summaries, values, findings, coverages, secrets, .. } = self;
        let AllAnswers { related, messages, requests, delays, ways, helps, diagnostics, .. } = self;
        meanings.forget();
        secrets.forget();
        matches.stop();
        sessions.stop();
        rows.stop();
        numbers.stop();
        groups.stop();
        summaries.stop();
        values.stop();
        findings.stop();
        coverages.stop();
        related.stop();
        messages.stop();
        requests.stop();
        delays.stop();
        ways.stop();
        helps.stop();
        diagnostics.stop();
    }

    /// There is another current query.
    pub(super) fn forget_current(&mut self) {
        self.sessions.forget();
        self.rows.forget();
    }

    /// Forgets what holds texts of logs, in which credentials were masked, or shown.
    pub(super) fn forget_shown(&mut self) {
        self.findings.forget();
        self.summaries.forget();
        self.values.forget();
        self.coverages.forget();
        self.messages.forget();
        self.requests.forget();
        self.delays.forget();
        self.ways.forget();
        self.helps.forget();
        self.diagnostics.forget();
    }
}

//! Wires the layers together: everything that can be done with logs, as plain Rust.
//!
//! A file is read by `begin_file`, any number of `push` with any split of the bytes, and `end_file`; one file after the
//! other. [`Engine::publish`] makes what has been read so far visible and may be called at any time
//! ([`crate::ingest`]).

mod findings;
mod last_session;
mod timelines;

use crate::archive::{Archive, Credentials};
use crate::bytes::HashKey;
use crate::export::{ExportFormat, Exporter, TableExporter};
use crate::findings::Thresholds;
use crate::format::Correction;
use crate::ingest::Ingest;
use crate::query::{
    self, Candidate, Clock, Dimension, Expression, Matches, Narrowing, Pattern, Period, Problem, Slot, Surroundings,
};
use crate::report::completion::{self, Completion, CompletionItem};
use crate::report::coverage::{BinWidth, Coverage, coverage};
use crate::report::detail::SessionDetail;
use crate::report::list::{SessionList, SortOrder};
use crate::report::masking::{DisplayText, Mask, is_masked, masked_name};
use crate::report::messages::FoundMessages;
use crate::report::messages::follow::follow_message;
use crate::report::messages::found::find_messages;
use crate::report::messages::way::MessageWay;
use crate::report::nearby::{self, NearQuery, Nearby};
use crate::report::query::{QueryPart, QueryPiece, UnderstoodWord};
use crate::report::related::RelatedSession;
use crate::report::summarised::{SummaryGroup, SummaryTable, SummaryValue, summary_groups, summary_table};
use crate::report::table_order::TableOrder;
use crate::report::tables::{TableRows, TableWindow};
use crate::report::timeline::{SeriesMeasure, Timeline, TimelineSpan};
use crate::report::units::Count;
use crate::report::window::{Window, window};
use crate::store::files::FileEnd;
use crate::store::{FileIndex, SessionIndex};
use crate::summarise::{Assignments, Question, Summarised, summarise};
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use core::mem;
use core::ops::Range;
use findings::KnownFindings;
use fixedbitset::FixedBitSet;
use last_session::LastSession;
use timelines::{Current, Timelines};

/// An [`Archive`], the ingest that fills it, and the current query.
#[derive(Debug)]
pub struct Engine {
    key: HashKey,
    archive: Archive,
    ingest: Ingest,
    view: View,
    now: Option<i64>,
    /// Queries that do not ask for noise find none.
    is_noise_hidden: bool,
    last: RefCell<LastSession>,
    assignments: RefCell<Assignments>,
    summaries: RefCell<Summaries>,
    findings: RefCell<KnownFindings>,
    thresholds: Thresholds,
    timelines: RefCell<Timelines>,
}

/// What has been worked out for summaries of what is open.
#[derive(Debug, Default)]
struct Summaries {
    /// The summary of the current query that was asked for last: its pages are asked for one after the other.
    last: Option<LastSummary>,
    /// The values that were completed last: they are asked for letter by letter.
    values: Option<LastValues>,
}

/// The values of a field under the rest of a query.
#[derive(Debug)]
struct LastValues {
    /// The query.
    rest: String,
    offset_minutes: i32,
    question: Question,
    matches: Matches,
    summarised: Summarised,
}

#[derive(Debug)]
struct LastSummary {
    question: Question,
    scope: SummaryScope,
    /// What was grouped, if it is not what the current query found.
    matches: Option<Matches>,
    summarised: Summarised,
}

/// What is grouped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryScope {
    /// A query that has to hold besides the current one.
    pub within: String,
    /// Whether what narrows the first dimension is left out of the current query.
    pub is_facet: bool,
}

/// The current query and its matches.
#[derive(Debug, Default)]
struct View {
    query: Query,
    matches: Matches,
    list: SessionList,
    tables: TableRows,
}

/// A valid query: its text, the offset from UTC of its times in minutes, and its meaning.
#[derive(Debug, Default)]
struct Query {
    text: String,
    offset_minutes: i32,
    expression: Expression,
}

/// Most names of columns that a query may use. Headers can declare millions, which would all be compared with each word.
const QUERY_COLUMNS: usize = 20_000;

/// How near a value is to a text that was looked for in vain: by the letters that differ, or as a part of it.
fn nearness(text: &str, value: &[u8]) -> Option<usize> {
    let most = if text.len() <= 4 { 1 } else { 2 };
    let begins = |one: &[u8], other: &[u8]| {
        !other.is_empty() && one.get(..other.len()).is_some_and(|head| head.eq_ignore_ascii_case(other))
    };
    let near = query::distance(text.as_bytes(), value, most);
    near.or_else(|| {
        (begins(value, text.as_bytes()) || (value.len() > 3 && begins(text.as_bytes(), value))).then_some(most + 1)
    })
}

impl Engine {
    /// An engine without logs. `seed` is a random number that nobody can foresee who writes logs: it decides how they
    /// are hashed, and nothing else. Every seed gives the same answers.
    pub fn new(seed: u64) -> Self {
        Engine::with_key(HashKey::new(seed))
    }

    fn with_key(key: HashKey) -> Self {
        let (archive, ingest) = (Archive::new(key.clone()), Ingest::new(key.clone()));
        Engine {
            key,
            archive,
            ingest,
            view: View::default(),
            now: None,
            is_noise_hidden: false,
            last: RefCell::default(),
            assignments: RefCell::default(),
            summaries: RefCell::default(),
            findings: RefCell::default(),
            thresholds: Thresholds::default(),
            timelines: RefCell::default(),
        }
    }

    /// Everything that has been read.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Begins a file that needs no corrections; see [`Engine::begin_corrected_file`].
    #[cfg(not(feature = "wasm"))]
    pub fn begin_file(&mut self, name: &str, folder: &str, size: impl Into<Option<u64>>) -> FileIndex {
        self.begin_corrected_file(name, folder, size, Correction::default())
    }

    /// Begins a file. `folder` is its path as far as it is known, with `/` between its parts; `size` its size in bytes,
    /// if known in advance; `correction` overrides what is detected. A file that has not been ended counts as
    /// cancelled.
    pub fn begin_corrected_file(
        &mut self,
        name: &str,
        folder: &str,
        size: impl Into<Option<u64>>,
        correction: Correction,
    ) -> FileIndex {
        self.ingest.begin_file(&mut self.archive, name, folder, size.into(), correction)
    }

    /// Takes the next bytes of the file, split anywhere. Ignored if no file has been begun.
    pub fn push(&mut self, bytes: &[u8]) {
        self.ingest.push(&mut self.archive, bytes);
    }

    /// Ends the file. Ignored if no file has been begun.
    pub fn end_file(&mut self, end: FileEnd) {
        self.ingest.end_file(&mut self.archive, end);
    }

    /// Does a part of what [`Engine::publish`] would do, as there may be millions of sessions to look at. Returns whether that
    /// was the last part.
    pub fn prepare_publishing(&mut self) -> bool {
        self.ingest.prepare_publishing(&mut self.archive)
    }

    /// Makes what has been read so far visible, and runs the current query again.
    pub fn publish(&mut self) {
        self.ingest.publish(&mut self.archive);
        self.forget_answers();
        self.run_again();
    }

    /// Forgets what was worked out from the logs that were open.
    fn forget_answers(&mut self) {
        self.last.take();
        self.assignments.take();
        self.summaries.take();
        self.findings.take();
        self.timelines.take();
    }

    /// Sets server and service of files as the user states them. `None` leaves a value as it is, the empty string
    /// withdraws what the user stated before. Runs the current query again.
    pub fn set_origin(&mut self, files: &[FileIndex], server: Option<&str>, service: Option<&str>) {
        let store = &mut self.archive.store;
        let [server, service] = [server, service].map(|name| name.map(|name| store.strings.intern(name.as_bytes())));
        for &file in files {
            if let Some(origin) = store.origins.get_mut(file) {
                origin.stated.server = server.unwrap_or(origin.stated.server);
                origin.stated.service = service.unwrap_or(origin.stated.service);
            }
        }
        self.forget_answers();
        self.run_again();
    }

    /// Whether credentials are shown and exported as logged from now on. They are masked by default, and again after
    /// [`Engine::clear`].
    pub fn show_credentials(&mut self, shown: bool) {
        self.archive.credentials = if shown { Credentials::Shown } else { Credentials::Masked };
        self.findings.take();
    }

    /// The name of a file or folder for a message, which may be seen longer than credentials are: always masked.
    pub fn masked_name(name: &str) -> DisplayText<'_> {
        masked_name(name)
    }

    /// Sets what time it is, in milliseconds since 1970 UTC: a query may say `today`.
    pub fn set_now(&mut self, now: i64) {
        self.now = Some(now);
    }

    /// Makes a query the current one, which [`Engine::publish`] and [`Engine::set_origin`] run again. Times in it without
    /// an offset are `offset_minutes` east of UTC. Returns the numbers of sessions and entries that match.
    ///
    /// # Errors
    ///
    /// If the query is not valid; the current one is kept.
    pub fn query(&mut self, text: &str, offset_minutes: i32) -> Result<(usize, u64), Problem> {
        let expression = self.read(text, offset_minutes)?;
        self.show(Query { text: text.into(), offset_minutes, expression });
        Ok(self.counts())
    }

    /// Sets the offset from UTC of the times in the current query, and runs it again.
    pub fn set_query_offset(&mut self, minutes: i32) {
        self.view.query.offset_minutes = minutes;
        self.run_again();
    }

    /// Whether noise is left out of what queries find from now on: the current one, which is run again, and those that are
    /// counted, exported or shown beside it. A query that asks for noise itself, or excludes some, is answered as it is.
    pub fn hide_noise(&mut self, hidden: bool) {
        self.is_noise_hidden = hidden;
        self.summaries.take();
        self.timelines.take();
        self.run_again();
    }

    /// Whether a query asks for noise itself; false if it is not valid.
    pub fn asks_noise(&self, text: &str, offset_minutes: i32) -> bool {
        self.parse(text, offset_minutes).is_ok_and(|expression| expression.asks_noise())
    }

    /// The numbers of sessions and entries that match the current query.
    pub fn counts(&self) -> (usize, u64) {
        (self.view.list.sessions().len(), self.view.matches.entries)
    }

    /// The numbers of sessions and entries that match a query. The current query is kept.
    ///
    /// # Errors
    ///
    /// If the query is not valid.
    pub fn count(&self, text: &str, offset_minutes: i32) -> Result<(usize, u64), Problem> {
        let expression = self.read(text, offset_minutes)?;
        let matches = query::evaluate(&self.archive, &expression);
        Ok((matches.session_count(), matches.entries))
    }

    /// The parts of a query, which all must hold; none if it is not valid.
    pub fn query_parts(&self, text: &str, offset_minutes: i32) -> Vec<QueryPart> {
        let columns = self.columns();
        let parts = query::parts(text, &self.surroundings(offset_minutes, &columns));
        parts.into_iter().map(|part| QueryPart::new(&self.archive, part)).collect()
    }

    /// The words of a query that have the shape of something, and how they were understood.
    pub fn understood(&self, text: &str, offset_minutes: i32) -> Vec<UnderstoodWord> {
        let understood = query::understood(text, &self.surroundings(offset_minutes, &self.columns()));
        understood.into_iter().map(|word| UnderstoodWord::new(&self.archive, word)).collect()
    }

    /// The pieces of a query, valid or not.
    pub fn query_pieces(&self, text: &str) -> Vec<QueryPiece> {
        let columns = self.columns();
        query::pieces(text, &self.surroundings(0, &columns)).into_iter().map(QueryPiece::from).collect()
    }

    /// What may stand at a cursor, which is given in UTF-16 code units: fields, or the values of one, as often as they are
    /// found under the rest of the query.
    pub fn complete(&self, text: &str, cursor: u32, offset_minutes: i32) -> Completion {
        let columns = self.columns();
        let surroundings = self.surroundings(offset_minutes, &columns);
        let slot = query::slot(text, cursor, &surroundings);
        let (from, to) = (slot.from, slot.to);
        if slot.field.is_empty() {
            return Completion { from, to, items: completion::terms(&self.archive, &slot, &columns) };
        }
        let mut items = self.completed_values(&slot, offset_minutes);
        items.extend(completion::words(&slot, &items));
        if items.is_empty() {
            let last_day = surroundings.clock.last_day();
            items.extend(completion::example(&self.archive, &slot, last_day));
        }
        Completion { from, to, items }
    }

    fn completed_values(&self, slot: &Slot, offset_minutes: i32) -> Vec<CompletionItem> {
        let dimension = Dimension::named(&slot.field).filter(|_| !slot.compares);
        let Some(dimension) = dimension else { return Vec::new() };
        let values = self.values_of(&dimension, &slot.rest, offset_minutes);
        let Some(pattern) = Pattern::of_text(&slot.typed) else { return Vec::new() };
        let typed = slot.typed.as_bytes();
        let begins = |value: &[u8]| value.get(..typed.len()).is_some_and(|head| head.eq_ignore_ascii_case(typed));
        let rank = |value: &[u8]| match typed.is_empty() || begins(value) {
            true => Some(0),
            false => pattern.is_match(value).then_some(1),
        };
        let groups = self.groups_of(&values, rank, completion::VALUES);
        self.summaries.borrow_mut().values = Some(values);
        groups.iter().filter_map(completion::value).collect()
    }

    /// The values of a dimension under a query; under none if it is not valid.
    fn values_of(&self, dimension: &Dimension, rest: &str, offset_minutes: i32) -> LastValues {
        let summaries = &mut *self.summaries.borrow_mut();
        let is_same = |last: &LastValues| {
            last.question.dimensions == [dimension.clone()]
                && last.rest == rest
                && last.offset_minutes == offset_minutes
        };
        if let Some(last) = summaries.values.take().filter(is_same) {
            return last;
        }
        let question = Question::by(dimension.clone());
        // Of noise, what may be asked for is what there is.
        let read = if dimension.is_noise() { Engine::parse } else { Engine::read };
        let matches = query::evaluate(&self.archive, &read(self, rest, offset_minutes).unwrap_or_default());
        let summarised =
            summarise(&self.archive, &mut self.assignments.borrow_mut(), &matches, &question, offset_minutes);
        LastValues { rest: rest.into(), offset_minutes, question, matches, summarised }
    }

    /// The groups of the values that have a rank.
    fn groups_of(
        &self,
        LastValues { question, matches, summarised, .. }: &LastValues,
        rank: impl Fn(&[u8]) -> Option<usize>,
        most: usize,
    ) -> Vec<SummaryGroup> {
        summary_groups(&self.archive, matches, question, summarised, &summarised.ranked(rank, most))
    }

    /// What a part of a query finds by itself, which is given by its number; in further steps, what is near to it. Each step
    /// is short.
    pub fn nearby(&self, text: &str, part: u32, step: u32, offset_minutes: i32) -> Nearby {
        let columns = self.columns();
        let surroundings = self.surroundings(offset_minutes, &columns);
        let mut parts = query::texts_of_parts(text, &surroundings);
        if part as usize >= parts.len() {
            return Nearby::default();
        }
        let own = parts.remove(part as usize);
        let candidates = query::candidates(&own, &surroundings);
        if let Some(candidate) = (step as usize).checked_sub(1).and_then(|step| candidates.get(step)) {
            return Nearby { near: self.near(candidate, offset_minutes), ..Nearby::default() };
        }
        let found = self.found(&own, offset_minutes);
        let others = self.found(&query::joined(&parts, &surroundings), offset_minutes);
        let steps = if found == 0.0 { candidates.len() as u32 } else { 0 };
        Nearby { found, others, near: Vec::new(), steps }
    }

    fn near(&self, candidate: &Candidate, offset_minutes: i32) -> Vec<NearQuery> {
        let mask = Mask::of(&self.archive);
        match candidate {
            Candidate::Queries(queries) => {
                let near = queries.iter().map(|query| NearQuery {
                    query: mask.composed(query.as_str()).into_owned(),
                    found: self.found(query, offset_minutes),
                });
                near.filter(|near| near.found.0 > 0.0).collect()
            }
            Candidate::Values(dimension, text) => {
                let values = self.values_of(dimension, "", offset_minutes);
                let groups = self.groups_of(&values, |value| nearness(text, value), nearby::MOST);
                self.summaries.borrow_mut().values = Some(values);
                let near = groups.into_iter().filter_map(|group| {
                    let [SummaryValue { condition: Some(condition), .. }] = group.values.as_slice() else {
                        return None;
                    };
                    Some(NearQuery { query: condition.clone(), found: group.sessions + group.rows })
                });
                near.collect()
            }
        }
    }

    /// The number of sessions, and of rows of logs without sessions, that a query finds; none if it is not valid.
    fn found(&self, text: &str, offset_minutes: i32) -> Count {
        let Ok(expression) = self.read(text, offset_minutes) else { return Count::default() };
        query::evaluate(&self.archive, &expression).found(&self.archive).into()
    }

    /// A query of which all of these parts must hold.
    pub fn joined_query(&self, parts: &[String], offset_minutes: i32) -> String {
        query::joined(parts, &self.surroundings(offset_minutes, &self.columns()))
    }

    /// The condition that a field or column has exactly this value, as a query; see [`query::exactly`]. `None` if no
    /// query says so, as for a value that is masked.
    pub fn condition(&self, field: &str, value: &str, offset_minutes: i32) -> Option<String> {
        let is_masked = self.archive.credentials == Credentials::Masked && is_masked(value);
        let condition = query::exactly(field, value, offset_minutes).filter(|_| !is_masked)?;
        // Of a column that no open log has, nothing can be asked.
        self.parse(&condition, offset_minutes).is_ok().then_some(condition)
    }

    /// A query with that condition, added as `how` says. `None` if there is no such condition, or the query is not valid.
    pub fn narrowed_query(
        &self,
        text: &str,
        how: Narrowing,
        (field, value): (&str, &str),
        offset_minutes: i32,
    ) -> Option<String> {
        let condition = self.condition(field, value, offset_minutes)?;
        self.narrowed_by(text, how, &condition, offset_minutes)
    }

    /// A query with a condition, such as that of a group of a summary, as that narrowing says. `None` if one of them is not
    /// valid.
    pub fn narrowed_by(&self, text: &str, how: Narrowing, condition: &str, offset_minutes: i32) -> Option<String> {
        query::narrowed(text, how, condition, &self.surroundings(offset_minutes, &self.columns()))
    }

    /// A query that finds only what began in a period, or, with `None`, whatever period it asked for before; see
    /// [`query::with_period`]. `None` if the query is not valid, or cannot name the period.
    pub fn query_with_period(
        &self,
        text: &str,
        period: Option<Period>,
        offsets: [i32; 2],
        offset_minutes: i32,
    ) -> Option<String> {
        query::with_period(text, period, offsets, &self.surroundings(offset_minutes, &self.columns()))
    }

    /// The names of the columns of the open tables, which a query may use.
    fn columns(&self) -> Vec<String> {
        let strings = &self.archive.store.strings;
        let mut known = FixedBitSet::with_capacity(strings.arena().len());
        let columns = self.archive.tables.iter().flat_map(|table| &table.columns);
        let names = columns.filter(|name| !known.put(name.0 as usize));
        names.take(QUERY_COLUMNS).map(|&name| strings.text(name)).collect()
    }

    fn surroundings<'c>(&'c self, offset_minutes: i32, columns: &'c [String]) -> Surroundings<'c> {
        let clock = Clock { offset_minutes, now: self.now, period: self.archive.files.period() };
        Surroundings { clock, columns: Some(columns), findings: Some(self) }
    }

    /// A problem may quote the name of a column, which is text of a log.
    fn parse(&self, text: &str, offset_minutes: i32) -> Result<Expression, Problem> {
        let parsed = query::parse_in(text, &self.surroundings(offset_minutes, &self.columns()));
        let masked = |message: String| String::from(Mask::of(&self.archive).composed(message).as_str());
        parsed.map_err(|Problem { message, from, to }| Problem { message: masked(message), from, to })
    }

    /// What is found by a query: noise only where it is not hidden.
    fn read(&self, text: &str, offset_minutes: i32) -> Result<Expression, Problem> {
        let parsed = self.parse(text, offset_minutes)?;
        Ok(if self.is_noise_hidden { parsed.without_noise() } else { parsed })
    }

    /// Runs the current query on what is open now. Its text is parsed again, as a word may have become the name of a
    /// column; without the columns that it needs it keeps the meaning that it had.
    fn run_again(&mut self) {
        let Query { text, offset_minutes, expression } = mem::take(&mut self.view.query);
        let expression = self.read(&text, offset_minutes).unwrap_or(expression);
        self.show(Query { text, offset_minutes, expression });
    }

    fn show(&mut self, query: Query) {
        let matches = query::evaluate(&self.archive, &query.expression);
        let list = SessionList::new(matches.sessions());
        let tables = TableRows::new(&self.archive, &matches);
        self.view = View { query, matches, list, tables };
        self.summaries.get_mut().last = None;
        self.timelines.get_mut().forget_current();
    }

    /// Groups what the current query finds: the groups in a range of their order.
    ///
    /// # Errors
    ///
    /// If the query in the scope is not valid.
    pub fn summarise(
        &self,
        question: &Question,
        scope: &SummaryScope,
        rows: Range<usize>,
    ) -> Result<SummaryTable, Problem> {
        let summaries = &mut *self.summaries.borrow_mut();
        let is_same = |last: &LastSummary| last.question == *question && last.scope == *scope;
        let mut last = match summaries.last.take().filter(is_same) {
            Some(last) => last,
            None => self.summarised(question, scope)?,
        };
        last.summarised.sort_to(rows.end);
        let matches = last.matches.as_ref().unwrap_or(&self.view.matches);
        let table = summary_table(&self.archive, matches, question, &last.summarised, rows);
        summaries.last = Some(last);
        Ok(table)
    }

    fn summarised(&self, question: &Question, scope: &SummaryScope) -> Result<LastSummary, Problem> {
        let Query { expression, offset_minutes, .. } = &self.view.query;
        let facet = question.dimensions.first().filter(|_| scope.is_facet);
        let current = facet.map_or_else(|| expression.clone(), |dimension| dimension.left_out_of(expression));
        let is_current = current == *expression && scope.within.is_empty();
        let matches = match is_current {
            true => None,
            false => {
                let within = self.parse(&scope.within, *offset_minutes)?;
                Some(query::evaluate(&self.archive, &current.and(within)))
            }
        };
        let found = matches.as_ref().unwrap_or(&self.view.matches);
        let summarised = summarise(&self.archive, &mut self.assignments.borrow_mut(), found, question, *offset_minutes);
        Ok(LastSummary { question: question.clone(), scope: scope.clone(), matches, summarised })
    }

    /// What the sessions of the current query span, whatever it says of the period, together with those of other queries.
    pub fn timeline_span(&self, queries: &[String]) -> TimelineSpan {
        let parse = |text: &str| self.series(text);
        self.timelines.borrow_mut().span(&self.archive, &self.current(&parse), queries)
    }

    /// The sessions of the current query over time, whatever it says of the period, and measures of up to five others. Bins
    /// are from one of the edges to the next, in milliseconds since 1970 UTC.
    pub fn timeline(&self, edges: &[i64], queries: &[(String, SeriesMeasure)]) -> Timeline {
        let parse = |text: &str| self.series(text);
        self.timelines.borrow_mut().timeline(&self.archive, &self.current(&parse), edges, queries)
    }

    fn current<'q>(&'q self, parse: &'q dyn Fn(&str) -> Option<Expression>) -> Current<'q> {
        let Query { expression, offset_minutes, .. } = &self.view.query;
        Current { expression, sessions: self.sessions(), offset_minutes: *offset_minutes, parse }
    }

    fn series(&self, text: &str) -> Option<Expression> {
        self.read(text, self.view.query.offset_minutes).ok()
    }

    /// The sessions that match the current query, in any order.
    pub fn sessions(&self) -> &[SessionIndex] {
        self.view.list.sessions()
    }

    /// The matches of the current query.
    pub fn matches(&self) -> &Matches {
        &self.view.matches
    }

    /// The rows of tables that match the current query.
    pub fn table_rows(&self) -> &TableRows {
        &self.view.tables
    }

    /// A window of the rows of a table that match the current query, in the order of the log or in `order`.
    pub fn table_window(&mut self, table: u32, order: Option<TableOrder>, rows: Range<u32>) -> TableWindow {
        self.view.tables.ordered_window(&self.archive, table, order, rows)
    }

    /// The same with some of the columns, and with the beginning of each cell, as a list shows it.
    pub fn table_part(
        &mut self,
        table: u32,
        order: Option<TableOrder>,
        rows: Range<u32>,
        columns: &[u32],
    ) -> TableWindow {
        self.view.tables.ordered_part(&self.archive, table, order, rows, columns)
    }

    /// An export of the given columns of the rows of a table that match the current query.
    pub fn export_table(&mut self, table: u32, order: Option<TableOrder>, columns: Vec<u32>) -> TableExporter {
        TableExporter::new(table, columns, self.view.tables.ordered(&self.archive, table, order).to_vec())
    }

    /// A window of the list of sessions that match the current query.
    pub fn window(&mut self, order: SortOrder, rows: Range<u32>) -> Window {
        window(&self.archive, self.view.list.ordered(&self.archive, order), rows)
    }

    /// The row of a session in that list; `None` if it does not match.
    pub fn row_of(&mut self, order: SortOrder, session: SessionIndex) -> Option<usize> {
        self.view.list.ordered(&self.archive, order).iter().position(|&other| other == session)
    }

    /// Reads some of a published session, which may have millions of entries, for [`Engine::detail`]. Returns whether it has
    /// been read; once another one is asked for, it begins anew.
    pub fn read_some(&self, session: SessionIndex) -> bool {
        self.last.borrow_mut().read_some(&self.archive, session)
    }

    /// A published session with the entries in `range`.
    pub fn detail(&self, session: SessionIndex, range: Range<u32>) -> SessionDetail {
        self.last.borrow_mut().detail(&self.archive, session, range, &self.view.matches)
    }

    /// The sessions that are related to a published session, by start.
    pub fn related(&self, session: SessionIndex) -> Vec<RelatedSession> {
        self.last.borrow_mut().related(&self.archive, session)
    }

    /// The messages that a text asks for: a Message-ID, an address, words of a subject, or a pasted block of headers. At most
    /// `limit` of them, the latest activity first.
    pub fn find_messages(&self, text: &str, limit: usize) -> FoundMessages {
        find_messages(&self.archive, text, limit)
    }

    /// The way of a found message over all logs and servers; `None` if no message has that key.
    pub fn follow_message(&self, key: &str) -> Option<MessageWay> {
        follow_message(&self.archive, key)
    }

    /// Numbers of entries by server, service and log, for every hour or day.
    pub fn coverage(&self, width: BinWidth) -> Coverage {
        coverage(&self.archive, width)
    }

    /// An export of the sessions that match a query, ordered by start, and its numbers of sessions and entries.
    ///
    /// # Errors
    ///
    /// If the query is not valid.
    pub fn export(
        &self,
        format: ExportFormat,
        text: &str,
        offset_minutes: i32,
    ) -> Result<(Exporter, usize, u64), Problem> {
        let expression = self.read(text, offset_minutes)?;
        if expression == self.view.query.expression {
            let (sessions, entries) = self.counts();
            return Ok((Exporter::new(format, self.sessions().to_vec()), sessions, entries));
        }
        let matches = query::evaluate(&self.archive, &expression);
        Ok((Exporter::new(format, matches.sessions()), matches.session_count(), matches.entries))
    }

    /// Closes all logs, and masks credentials again. The current query stays, and noise stays hidden.
    pub fn clear(&mut self) {
        let mut query = mem::take(&mut self.view.query);
        query.expression.forget_findings();
        let thresholds = mem::take(&mut self.thresholds);
        let is_noise_hidden = self.is_noise_hidden;
        let view = View { query, ..View::default() };
        *self = Engine { view, thresholds, is_noise_hidden, ..Engine::with_key(self.key.clone()) };
    }
}

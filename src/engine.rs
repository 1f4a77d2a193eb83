//! Wires the layers together: everything that can be done with logs, as plain Rust.
//!
//! A file is read by `begin_file`, any number of `push` with any split of the bytes, and `end_file`; one file after the
//! other. [`Engine::publish_step`] makes what has been read so far visible and may be called at any time
//! ([`crate::ingest`]).

mod answers;
mod findings;
#[cfg(test)]
mod growth;
mod last_session;
mod meanings;
mod suggestions;
mod summaries;
mod timelines;
#[cfg(not(feature = "wasm"))]
mod whole;

use crate::archive::{Archive, Credentials, WorkedOut};
use crate::batch::Batch;
use crate::bytes::HashKey;
use crate::export::{ExportFormat, Exporter, TableExporter};
use crate::finding::FindingKind;
use crate::findings::Thresholds;
use crate::format::Correction;
use crate::ingest::Ingest;
use crate::query::{self, Clock, Expression, Matches, Narrowing, Period, Problem, Surroundings};
use crate::report::coverage::hours::Hours;
use crate::report::coverage::{BinWidth, Coverage, coverage};
use crate::report::detail::SessionDetail;
use crate::report::list::{SortOrder, ordered};
use crate::report::masking::{DisplayText, Mask, is_masked, masked_name};
use crate::report::messages::FoundMessages;
use crate::report::messages::delays::{DelayReport, delays};
use crate::report::messages::follow::follow_message;
use crate::report::messages::found::find_messages;
use crate::report::messages::way::MessageWay;
use crate::report::opened::look_for_secrets;
use crate::report::query::{QueryHelp, QueryPart, QueryPiece, UnderstoodWord};
use crate::report::related::{RelatedSession, related};
use crate::report::same_request::{SameRequest, same_request};
use crate::report::summarised::{SummaryGroup, SummaryTable};
use crate::report::summary::{DiagnosticReport, diagnostics};
use crate::report::table_order::TableOrder;
use crate::report::tables::{self, TableRows, TableWindow};
use crate::report::units::Count;
use crate::report::window::{Window, sessions_in, window};
use crate::store::files::FileEnd;
use crate::store::{FileIndex, SessionIndex, Store};
use crate::summarise::Assignments;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use answers::Answers;
use core::cell::{Cell, RefCell};
use core::mem;
use core::ops::Range;
use findings::KnownFinding;
use fixedbitset::FixedBitSet;
use last_session::LastSession;
use meanings::Asked;
use summaries::{FoundGroups, Grouping, Nearest};

pub use summaries::SummaryScope;

/// An [`Archive`], the ingest that fills it, and the current query.
///
/// A method whose name ends in `step` answers a question that may take long, or changes what the current query finds: it
/// returns nothing as long as there are further steps, and is then called again with the same arguments. Others may be called
/// in between; whatever is read begins the steps anew.
#[derive(Debug)]
pub struct Engine {
    key: HashKey,
    /// Shared with the work that is being done, which ends before anything changes in it.
    archive: Rc<Archive>,
    ingest: Ingest,
    view: View,
    now: Option<i64>,
    /// Queries that do not ask for noise find none.
    is_noise_hidden: bool,
    last: RefCell<LastSession>,
    assignments: Rc<Assignments>,
    answers: RefCell<AllAnswers>,
    /// The names of columns, until something is read.
    columns: RefCell<Option<Rc<Vec<String>>>>,
    /// A finding that a query asked for, and which is not known yet.
    missing: Cell<Option<FindingKind>>,
    /// What has been read is visible, and the current query is running again because of it.
    is_publishing: bool,
    thresholds: Thresholds,
}

/// The answers to questions that take steps.
#[derive(Debug)]
struct AllAnswers {
    /// What queries mean: a long one is asked in thousands of steps, in which it is not read again.
    meanings: Answers<Asked, Result<Rc<Expression>, Problem>>,
    /// What queries find.
    matches: Answers<Rc<Expression>, Rc<Matches>>,
    /// Rows of the list of sessions.
    sessions: Answers<SortOrder, Rc<Vec<SessionIndex>>>,
    /// Rows of a table.
    rows: Answers<(u32, TableOrder), Rc<Vec<u32>>>,
    /// Numbers of sessions and rows that queries find.
    numbers: Answers<Rc<Expression>, Count>,
    /// Groups of what queries find.
    groups: Answers<Grouping, Rc<FoundGroups>>,
    /// Pages of a summary.
    summaries: Answers<(Grouping, Range<usize>), SummaryTable>,
    /// Values of a field: they are completed letter by letter.
    values: Answers<(Grouping, Nearest), Vec<SummaryGroup>>,
    findings: Answers<FindingKind, KnownFinding>,
    /// With the sessions of each hour, which findings compare.
    coverages: Answers<BinWidth, (Coverage, Rc<Hours>)>,
    /// Sessions whose secrets are known.
    secrets: Answers<Vec<SessionIndex>, ()>,
    /// Messages that texts ask for, at most so many.
    messages: Answers<(String, usize), FoundMessages>,
    /// What else is about the web request of a row of a table.
    requests: Answers<(u32, u32), SameRequest>,
    /// Delays of all messages, hop by hop.
    delays: Answers<(), DelayReport>,
    /// Ways of messages by their keys.
    ways: Answers<String, Option<MessageWay>>,
    /// Help on the query language, by the offset of its days.
    helps: Answers<i32, QueryHelp>,
    diagnostics: Answers<(), Vec<DiagnosticReport>>,
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
    fn stop(&mut self) {
        let AllAnswers { meanings, matches, sessions, rows, numbers, groups, .. } = self;
        let AllAnswers { summaries, values, findings, coverages, secrets, .. } = self;
        let AllAnswers { messages, requests, delays, ways, helps, diagnostics, .. } = self;
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
        messages.stop();
        requests.stop();
        delays.stop();
        ways.stop();
        helps.stop();
        diagnostics.stop();
    }

    /// There is another current query.
    fn forget_current(&mut self) {
        self.sessions.forget();
        self.rows.forget();
    }
}

/// The current query and its matches.
#[derive(Debug, Default)]
struct View {
    query: Query,
    matches: Rc<Matches>,
    sessions: Rc<Vec<SessionIndex>>,
    tables: Rc<TableRows>,
    /// The query has to run again.
    is_outdated: bool,
}

/// A valid query: its text, the offset from UTC of its times in minutes, and its meaning.
#[derive(Debug, Default)]
struct Query {
    text: String,
    offset_minutes: i32,
    expression: Rc<Expression>,
}

/// Most names of columns that a query may use. Headers can declare millions, which would all be compared with each word.
const QUERY_COLUMNS: usize = 20_000;

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
            archive: Rc::new(archive),
            ingest,
            view: View::default(),
            now: None,
            is_noise_hidden: false,
            last: RefCell::default(),
            assignments: Rc::default(),
            answers: RefCell::default(),
            columns: RefCell::default(),
            missing: Cell::default(),
            is_publishing: false,
            thresholds: Thresholds::default(),
        }
    }

    /// The archive, to change it, with the ingest. Work that is being done ends without an answer.
    fn change(&mut self) -> (&mut Archive, &mut Ingest) {
        self.answers.get_mut().stop();
        self.columns.take();
        self.is_publishing = false;
        let archive = Rc::get_mut(&mut self.archive).expect("only work shares the archive, and there is none");
        archive.screened.forget_sessions();
        archive.worked_out = WorkedOut::default();
        (archive, &mut self.ingest)
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
        let (archive, ingest) = self.change();
        ingest.begin_file(archive, name, folder, size.into(), correction)
    }

    /// Takes the next bytes of the file, split anywhere. Ignored if no file has been begun.
    pub fn push(&mut self, bytes: &[u8]) {
        let (archive, ingest) = self.change();
        ingest.push(archive, bytes);
    }

    /// Takes the next batch of the file, which a `FileParser` with the seed of this engine made of its bytes;
    /// instead of [`Engine::push`]. Ignored if no file has been begun.
    pub fn merge(&mut self, batch: &Batch) {
        let (archive, ingest) = self.change();
        ingest.merge(archive, batch);
    }

    /// Ends the file. Ignored if no file has been begun.
    pub fn end_file(&mut self, end: FileEnd) {
        let (archive, ingest) = self.change();
        ingest.end_file(archive, end);
    }

    /// Does a part of what [`Engine::publish_step`] would do, while nothing can be read. Returns whether there may be more.
    pub fn look_ahead(&mut self) -> bool {
        let (archive, ingest) = self.change();
        ingest.look_ahead(archive)
    }

    /// Does a part of what [`Engine::publish_step`] would do, as there may be millions of sessions to look at. Returns whether that
    /// was the last part.
    pub fn prepare_publishing(&mut self) -> bool {
        let (archive, ingest) = self.change();
        ingest.prepare_publishing(archive)
    }

    /// Makes what has been read so far visible, and takes a step towards what the current query finds in it. Returns whether
    /// that is known.
    pub fn publish_step(&mut self) -> bool {
        if !self.is_publishing {
            let (archive, ingest) = self.change();
            ingest.publish(archive);
            self.forget_answers();
            self.is_publishing = true;
        }
        let is_done = self.run_again_step();
        self.is_publishing = !is_done;
        is_done
    }

    /// Forgets what was worked out from the logs that were open.
    fn forget_answers(&mut self) {
        self.last.take();
        self.assignments.forget();
        self.answers.take();
        self.view.is_outdated = true;
    }

    /// Sets server and service of files as the user states them. `None` leaves a value as it is, the empty string
    /// withdraws what the user stated before. Then, a step towards the current query, which runs again; returns whether that is
    /// done.
    pub fn set_origin_step(&mut self, files: &[FileIndex], server: Option<&str>, service: Option<&str>) -> bool {
        if self.would_change(files, server, service) {
            self.state_origin(files, server, service);
        }
        self.run_again_step()
    }

    fn would_change(&self, files: &[FileIndex], server: Option<&str>, service: Option<&str>) -> bool {
        let Store { origins, strings, .. } = &self.archive.store;
        let differs = |name: Option<&str>, stated| name.is_some_and(|name| strings.get(stated) != name.as_bytes());
        files.iter().any(|&file| {
            let stated = origins.get(file).stated;
            differs(server, stated.server) || differs(service, stated.service)
        })
    }

    fn state_origin(&mut self, files: &[FileIndex], server: Option<&str>, service: Option<&str>) {
        let store = &mut self.change().0.store;
        let [server, service] = [server, service].map(|name| name.map(|name| store.strings.intern(name.as_bytes())));
        for &file in files {
            if let Some(origin) = store.origins.get_mut(file) {
                origin.stated.server = server.unwrap_or(origin.stated.server);
                origin.stated.service = service.unwrap_or(origin.stated.service);
            }
        }
        self.forget_answers();
    }

    /// Whether credentials are shown and exported as logged from now on. They are masked by default, and again after
    /// [`Engine::clear`].
    pub fn show_credentials(&mut self, shown: bool) {
        self.change().0.credentials = if shown { Credentials::Shown } else { Credentials::Masked };
        // What they show has been masked.
        let answers = self.answers.get_mut();
        answers.findings.forget();
        answers.summaries.forget();
        answers.values.forget();
        answers.coverages.forget();
        answers.messages.forget();
        answers.requests.forget();
        answers.delays.forget();
        answers.ways.forget();
        answers.helps.forget();
        answers.diagnostics.forget();
    }

    /// The name of a file or folder for a message, which may be seen longer than credentials are: always masked.
    pub fn masked_name(name: &str) -> DisplayText<'_> {
        masked_name(name)
    }

    /// Sets what time it is, in milliseconds since 1970 UTC: a query may say `today`.
    pub fn set_now(&mut self, now: i64) {
        self.now = Some(now);
    }

    /// A step towards a query that becomes the current one. Times in it without an offset are `offset_minutes` east of UTC.
    /// Returns the numbers of sessions and entries that match.
    ///
    /// # Errors
    ///
    /// If the query is not valid; the current one is kept.
    pub fn query_step(&mut self, text: &str, offset_minutes: i32) -> Option<Result<(usize, u64), Problem>> {
        let expression = match self.read_step(text, offset_minutes)? {
            Ok(expression) => expression,
            Err(problem) => return Some(Err(problem)),
        };
        let matches = self.find_step(&expression)?;
        self.show(Query { text: text.into(), offset_minutes, expression }, matches);
        Some(Ok(self.counts()))
    }

    /// Sets the offset from UTC of the times in the current query, and takes a step towards it. Returns whether it has run again.
    pub fn set_query_offset_step(&mut self, minutes: i32) -> bool {
        let offset = &mut self.view.query.offset_minutes;
        self.view.is_outdated |= mem::replace(offset, minutes) != minutes;
        self.run_again_step()
    }

    /// Whether noise is left out of what queries find from now on: the current one, towards which it takes a step, and those that
    /// are counted, exported or shown beside it. A query that asks for noise itself, or excludes some, is answered as it is.
    /// Returns whether the current one has run again.
    pub fn hide_noise_step(&mut self, hidden: bool) -> bool {
        self.view.is_outdated |= mem::replace(&mut self.is_noise_hidden, hidden) != hidden;
        self.run_again_step()
    }

    /// Whether a query asks for noise itself; false if it is not valid.
    pub fn asks_noise(&self, text: &str, offset_minutes: i32) -> bool {
        self.parse(text, offset_minutes).is_ok_and(|expression| expression.asks_noise())
    }

    /// The numbers of sessions and entries that match the current query.
    pub fn counts(&self) -> (usize, u64) {
        (self.view.sessions.len(), self.view.matches.entries)
    }

    /// A step towards the numbers of sessions and entries that match a query. The current query is kept.
    ///
    /// # Errors
    ///
    /// If the query is not valid.
    pub fn count_step(&self, text: &str, offset_minutes: i32) -> Option<Result<(usize, u64), Problem>> {
        let found = self.found_step(text, offset_minutes)?;
        Some(found.map(|matches| (matches.session_count(), matches.entries)))
    }

    /// A step towards what a query finds.
    fn found_step(&self, text: &str, offset_minutes: i32) -> Option<Result<Rc<Matches>, Problem>> {
        match self.read_step(text, offset_minutes)? {
            Ok(expression) => self.find_step(&expression).map(Ok),
            Err(problem) => Some(Err(problem)),
        }
    }

    /// A step towards what it finds.
    fn find_step(&self, expression: &Rc<Expression>) -> Option<Rc<Matches>> {
        if !self.view.is_outdated && *expression == self.view.query.expression {
            return Some(Rc::clone(&self.view.matches));
        }
        self.answers.borrow_mut().matches.ask(Rc::clone(expression), |expression| {
            let (archive, expression) = (Rc::clone(&self.archive), Rc::clone(expression));
            async move { Rc::new(query::evaluating(&archive, &expression).await) }
        })
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

    /// The names of the columns of the open tables, which a query may use: they are asked for in each step of an answer.
    fn columns(&self) -> Rc<Vec<String>> {
        Rc::clone(self.columns.borrow_mut().get_or_insert_with(|| Rc::new(self.names_of_columns())))
    }

    fn names_of_columns(&self) -> Vec<String> {
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

    /// A step towards the current query on what is open now, if it has to run again. Its text is parsed again, as a word may
    /// have become the name of a column; without the columns that it needs it keeps the meaning that it had. Returns whether
    /// that is done.
    fn run_again_step(&mut self) -> bool {
        !self.view.is_outdated || self.work_again().is_some()
    }

    fn work_again(&mut self) -> Option<()> {
        let Query { text, offset_minutes, expression } = &self.view.query;
        let expression = self.read_step(text, *offset_minutes)?.unwrap_or_else(|_| Rc::clone(expression));
        let matches = self.find_step(&expression)?;
        let query = mem::take(&mut self.view.query);
        self.show(Query { expression, ..query }, matches);
        Some(())
    }

    fn show(&mut self, query: Query, matches: Rc<Matches>) {
        let sessions = Rc::new(matches.sessions());
        let tables = Rc::new(TableRows::new(&self.archive, &matches));
        self.view = View { query, matches, sessions, tables, is_outdated: false };
        self.answers.get_mut().forget_current();
    }

    /// The matches of the current query.
    pub fn matches(&self) -> &Matches {
        &self.view.matches
    }

    /// The rows of tables that match the current query.
    pub fn table_rows(&self) -> &TableRows {
        &self.view.tables
    }

    /// A step towards a window of the rows of a table that match the current query, in the order of the log or in `order`.
    pub fn table_window_step(&self, table: u32, order: Option<TableOrder>, rows: Range<u32>) -> Option<TableWindow> {
        self.rows_step(table, order, |all| tables::window(&self.archive, table, all, rows))
    }

    /// The same with some of the columns, and with the beginning of each cell, as a list shows it.
    pub fn table_part_step(
        &self,
        table: u32,
        order: Option<TableOrder>,
        rows: Range<u32>,
        columns: &[u32],
    ) -> Option<TableWindow> {
        self.rows_step(table, order, |all| tables::part(&self.archive, table, all, rows, columns))
    }

    /// A step towards an export of the given columns of the rows of a table that match the current query.
    pub fn export_table_step(&self, table: u32, order: Option<TableOrder>, columns: &[u32]) -> Option<TableExporter> {
        self.rows_step(table, order, |all| TableExporter::new(table, columns.to_vec(), all.to_vec()))
    }

    /// A step towards what is made of the rows of a table that match the current query, in an order.
    fn rows_step<T>(&self, table: u32, order: Option<TableOrder>, make: impl FnOnce(&[u32]) -> T) -> Option<T> {
        let Some(order) = order else { return Some(make(self.view.tables.of(table))) };
        let rows = self.answers.borrow_mut().rows.ask((table, order), |&(table, order)| {
            let (archive, tables) = (Rc::clone(&self.archive), Rc::clone(&self.view.tables));
            async move { Rc::new(tables.ordered(&archive, table, order).await) }
        });
        rows.map(|rows| make(&rows))
    }

    /// A step towards the position of a row of a table among those that match the current query, in an order; `None` if it does
    /// not match.
    pub fn place_of_row_step(&self, table: u32, order: Option<TableOrder>, row: u32) -> Option<Option<usize>> {
        self.rows_step(table, order, |all| all.iter().position(|&other| other == row))
    }

    /// A step towards the rows that are about the same web request as the matching row at `place`, in an order.
    pub fn same_request_step(&self, table: u32, order: Option<TableOrder>, place: u32) -> Option<SameRequest> {
        let Some(row) = self.rows_step(table, order, |all| all.get(place as usize).copied())? else {
            return Some(SameRequest::default());
        };
        self.answers.borrow_mut().requests.ask((table, row), |&(table, row)| {
            let archive = Rc::clone(&self.archive);
            async move { same_request(&archive, table, row).await }
        })
    }

    /// A step towards a window of the list of sessions that match the current query.
    pub fn window_step(&self, order: SortOrder, rows: Range<u32>) -> Option<Window> {
        let sorted = self.sorted_step(order)?;
        self.secrets_step(sessions_in(&sorted, rows.clone()).1)?;
        Some(window(&self.archive, &sorted, rows))
    }

    /// A step towards the row of a session in that list; -1 if it does not match.
    pub fn row_of_step(&self, order: SortOrder, session: SessionIndex) -> Option<Option<usize>> {
        Some(self.sorted_step(order)?.iter().position(|&other| other == session))
    }

    fn sorted_step(&self, order: SortOrder) -> Option<Rc<Vec<SessionIndex>>> {
        self.answers.borrow_mut().sessions.ask(order, |&order| {
            let (archive, sessions) = (Rc::clone(&self.archive), Rc::clone(&self.view.sessions));
            async move { Rc::new(ordered(&archive, &sessions, order).await) }
        })
    }

    /// A step towards what is secret in the long ones among some sessions, which takes long to find out.
    fn secrets_step(&self, sessions: &[SessionIndex]) -> Option<()> {
        self.answers.borrow_mut().secrets.ask(sessions.to_vec(), |sessions| {
            let (archive, sessions) = (Rc::clone(&self.archive), sessions.clone());
            async move { look_for_secrets(&archive, sessions).await }
        })
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

    /// A step towards the sessions that are related to a published session, by start.
    pub fn related_step(&self, session: SessionIndex) -> Option<Vec<RelatedSession>> {
        let found = self.last.borrow_mut().related_step(&self.archive, session)?;
        self.secrets_step(&found.iter().map(|&(session, ..)| session).collect::<Vec<_>>())?;
        Some(related(&self.archive, &found))
    }

    /// A step towards the messages that a text asks for: a Message-ID, an address, words of a subject, or a pasted block of headers. At most
    /// `limit` of them, the latest activity first.
    pub fn find_messages_step(&self, text: &str, limit: usize) -> Option<FoundMessages> {
        self.answers.borrow_mut().messages.ask((text.into(), limit), |(text, limit)| {
            let (archive, text, limit) = (Rc::clone(&self.archive), text.clone(), *limit);
            async move { find_messages(&archive, &text, limit).await }
        })
    }

    /// A step towards the way of a found message over all logs and servers; `None` if no message has that key.
    pub fn follow_message_step(&self, key: &str) -> Option<Option<MessageWay>> {
        self.answers.borrow_mut().ways.ask(key.into(), |key| {
            let (archive, key) = (Rc::clone(&self.archive), key.clone());
            async move { follow_message(&archive, &key).await }
        })
    }

    /// A step towards the delays of all messages, hop by hop.
    pub fn delays_step(&self) -> Option<DelayReport> {
        self.answers.borrow_mut().delays.ask((), |()| {
            let archive = Rc::clone(&self.archive);
            async move { delays(&archive).await }
        })
    }

    /// A step towards all diagnostics, by file and kind.
    pub fn diagnostics_step(&self) -> Option<Vec<DiagnosticReport>> {
        self.answers.borrow_mut().diagnostics.ask((), |()| {
            let archive = Rc::clone(&self.archive);
            async move { diagnostics(&archive).await }
        })
    }

    /// A step towards fields and examples of the query language: see [`QueryHelp::of`].
    pub fn help_step(&self, offset_minutes: i32) -> Option<QueryHelp> {
        self.answers.borrow_mut().helps.ask(offset_minutes, |&offset_minutes| {
            let archive = Rc::clone(&self.archive);
            async move { QueryHelp::of(&archive, offset_minutes).await }
        })
    }

    /// A step towards numbers of entries by server, service and log, for every hour or day.
    pub fn coverage_step(&self, width: BinWidth) -> Option<Coverage> {
        self.coverage_and_hours_step(width).map(|(coverage, _)| coverage)
    }

    fn coverage_and_hours_step(&self, width: BinWidth) -> Option<(Coverage, Rc<Hours>)> {
        self.answers.borrow_mut().coverages.ask(width, |&width| {
            let archive = Rc::clone(&self.archive);
            async move {
                let (coverage, hours) = coverage(&archive, width).await;
                (coverage, Rc::new(hours))
            }
        })
    }

    /// A step towards an export of the sessions that match a query, ordered by start, and its numbers of sessions and entries.
    ///
    /// # Errors
    ///
    /// If the query is not valid.
    pub fn export_step(
        &self,
        format: ExportFormat,
        text: &str,
        offset_minutes: i32,
    ) -> Option<Result<(Exporter, usize, u64), Problem>> {
        let found = self.found_step(text, offset_minutes)?;
        let exporter = |matches: &Matches| Exporter::new(format, matches.sessions());
        Some(found.map(|matches| (exporter(&matches), matches.session_count(), matches.entries)))
    }

    /// Closes all logs, and masks credentials again. The current query stays, and noise stays hidden.
    pub fn clear(&mut self) {
        let mut query = mem::take(&mut self.view.query);
        Rc::make_mut(&mut query.expression).forget_findings();
        let thresholds = mem::take(&mut self.thresholds);
        let is_noise_hidden = self.is_noise_hidden;
        let view = View { query, ..View::default() };
        *self = Engine { view, thresholds, is_noise_hidden, ..Engine::with_key(self.key.clone()) };
    }
}

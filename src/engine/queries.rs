//! Queries: the current one, what others find, and how their texts are read and changed.

use super::{Engine, Query, View};
use crate::archive::Credentials;
use crate::query::{self, Clock, Expression, Matches, Narrowing, Period, Problem, Surroundings};
use crate::report::masking::{Mask, is_masked};
use crate::report::query::{QueryPart, QueryPiece, UnderstoodWord};
use crate::report::tables::TableRows;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::mem;
use fixedbitset::FixedBitSet;

/// Most names of columns that a query may use. Headers can declare millions, which would all be compared with each word.
const QUERY_COLUMNS: usize = 20_000;

impl Engine {
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
    pub(super) fn found_step(&self, text: &str, offset_minutes: i32) -> Option<Result<Rc<Matches>, Problem>> {
        match self.read_step(text, offset_minutes)? {
            Ok(expression) => self.find_step(&expression).map(Ok),
            Err(problem) => Some(Err(problem)),
        }
    }

    /// A step towards what it finds.
    pub(super) fn find_step(&self, expression: &Rc<Expression>) -> Option<Rc<Matches>> {
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
        parts.into_iter().map(QueryPart::new).collect()
    }

    /// The words of a query that have the shape of something, and how they were understood.
    pub fn understood(&self, text: &str, offset_minutes: i32) -> Vec<UnderstoodWord> {
        let understood = query::understood(text, &self.surroundings(offset_minutes, &self.columns()));
        understood.into_iter().map(UnderstoodWord::new).collect()
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
    pub(super) fn columns(&self) -> Rc<Vec<String>> {
        Rc::clone(self.columns.borrow_mut().get_or_insert_with(|| Rc::new(self.names_of_columns())))
    }

    fn names_of_columns(&self) -> Vec<String> {
        let strings = &self.archive.store.strings;
        let mut known = FixedBitSet::with_capacity(strings.arena().len());
        let columns = self.archive.tables.iter().flat_map(|table| &table.columns);
        let names = columns.filter(|name| !known.put(name.0 as usize));
        names.take(QUERY_COLUMNS).map(|&name| strings.text(name)).collect()
    }

    pub(super) fn surroundings<'c>(&'c self, offset_minutes: i32, columns: &'c [String]) -> Surroundings<'c> {
        let clock = Clock { offset_minutes, now: self.now, period: self.archive.files.period() };
        Surroundings { clock, columns: Some(columns), findings: Some(self) }
    }

    pub(super) fn parse(&self, text: &str, offset_minutes: i32) -> Result<Expression, Problem> {
        let columns = self.columns();
        let parsed = query::parse_in(text, &self.surroundings(offset_minutes, &columns));
        parsed.map_err(|problem| Problem { message: self.masked(problem.message, &columns), ..problem })
    }

    /// A problem may quote the name of a column, which is text of a log. Everything else in it is ours or the user's.
    fn masked(&self, message: String, columns: &[String]) -> String {
        let mask = Mask::of(&self.archive);
        columns
            .iter()
            .filter(|name| !name.is_empty() && message.contains(name.as_str()))
            .fold(message.clone(), |message, name| {
                message.replace(name.as_str(), mask.composed(name.as_str()).as_str())
            })
    }

    /// A step towards the current query on what is open now, if it has to run again. Its text is parsed again, as a word may
    /// have become the name of a column; without the columns that it needs it keeps the meaning that it had. Returns whether
    /// that is done.
    pub(super) fn run_again_step(&mut self) -> bool {
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
}

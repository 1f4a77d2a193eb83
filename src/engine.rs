//! Wires the layers together: everything that can be done with logs, as plain Rust.
//!
//! A file is read by `begin_file`, any number of `push` with any split of the bytes, and `end_file`; one file after the
//! other. [`Engine::publish`] makes what has been read so far visible and may be called at any time
//! ([`crate::ingest`]).

use crate::archive::{Archive, Credentials};
use crate::export::{ExportFormat, Exporter, TableExporter};
use crate::format::Correction;
use crate::ingest::Ingest;
use crate::query::{self, Expression, Matches, Problem, Surroundings};
use crate::report::coverage::{BinWidth, Coverage, coverage};
use crate::report::list::{SessionList, SortOrder};
use crate::report::session_column::SessionColumn;
use crate::report::table_order::TableOrder;
use crate::report::tables::{TableRows, TableWindow};
use crate::report::window::{Window, window};
use crate::store::files::FileEnd;
use crate::store::{FileIndex, SessionIndex};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// An [`Archive`], the ingest that fills it, and the current query.
#[derive(Debug, Default)]
pub struct Engine {
    archive: Archive,
    ingest: Ingest,
    view: View,
}

/// The current query and its matches.
#[derive(Debug, Default)]
struct View {
    /// `None` until the first query or publication.
    expression: Option<Expression>,
    matches: Matches,
    list: SessionList,
    tables: TableRows,
}

impl Engine {
    /// An engine without logs.
    pub fn new() -> Self {
        Engine::default()
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

    /// Makes what has been read so far visible, and runs the current query again.
    pub fn publish(&mut self) {
        self.ingest.publish(&mut self.archive);
        let expression = self.view.expression.take();
        self.show(expression.unwrap_or_default());
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
        let expression = self.view.expression.take();
        self.show(expression.unwrap_or_default());
    }

    /// Whether credentials are shown and exported as logged from now on. They are masked by default, and again after
    /// [`Engine::clear`].
    pub fn show_credentials(&mut self, shown: bool) {
        self.archive.credentials = if shown { Credentials::Shown } else { Credentials::Masked };
    }

    /// Makes a query the current one; returns the numbers of sessions and entries that match. Times in it without an
    /// offset are `offset_minutes` east of UTC.
    ///
    /// The current query is run here and by [`Engine::publish`] and [`Engine::set_origin`]. To ask it again afterwards
    /// costs nothing, unless columns that have been added since give its text another meaning.
    ///
    /// # Errors
    ///
    /// If the query is not valid; the current one is kept.
    pub fn query(&mut self, text: &str, offset_minutes: i32) -> Result<(usize, u64), Problem> {
        let expression = self.parse(text, offset_minutes)?;
        if self.view.expression.as_ref() != Some(&expression) {
            self.show(expression);
        }
        Ok((self.view.list.sessions().len(), self.view.matches.entries))
    }

    /// The numbers of sessions and entries that match a query. The current query is kept.
    ///
    /// # Errors
    ///
    /// If the query is not valid.
    pub fn count(&self, text: &str, offset_minutes: i32) -> Result<(usize, u64), Problem> {
        let expression = self.parse(text, offset_minutes)?;
        let matches = query::evaluate(&self.archive, &expression);
        Ok((matches.session_count(), matches.entries))
    }

    /// A query may name the columns of the open tables.
    fn parse(&self, text: &str, offset_minutes: i32) -> Result<Expression, Problem> {
        let strings = &self.archive.store.strings;
        let columns = self.archive.tables.iter().flat_map(|table| &table.columns);
        let columns: Vec<String> = columns.map(|&name| strings.text(name)).collect();
        query::parse_in(text, &Surroundings { offset_minutes, columns: Some(&columns) })
    }

    fn show(&mut self, expression: Expression) {
        let matches = query::evaluate(&self.archive, &expression);
        let list = SessionList::new(matches.sessions());
        let tables = TableRows::new(&self.archive, &matches);
        self.view = View { expression: Some(expression), matches, list, tables };
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
        let matches = query::evaluate(&self.archive, &self.parse(text, offset_minutes)?);
        let by_start = SortOrder { column: SessionColumn::Start, descending: false };
        let sessions = SessionList::new(matches.sessions()).ordered(&self.archive, by_start).to_vec();
        Ok((Exporter::new(format, sessions), matches.session_count(), matches.entries))
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Engine::default();
    }
}

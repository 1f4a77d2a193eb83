//! Wires the layers together: the whole of what can be done with logs, as plain Rust.
//!
//! Reading is `begin_file`, `push` as often as wanted with any split of the bytes, `end_file`; one file after the other.
//! [`Engine::publish`] makes what was read so far visible: it puts sessions in order and computes their facts, for
//! those only that got entries since it ran last, so it may be called in the middle of reading.

use crate::archive::{Archive, Credentials};
use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::{Entry, LogType};
use crate::exchange::PathOrigin;
use crate::export::{ExportFormat, Exporter, TableExporter};
use crate::format::{Account, Cells, Correction, Evidence, LogReader, RowSink};
use crate::query::{self, Expression, Matches, Problem, Surroundings};
use crate::report::coverage::{BinWidth, Coverage, coverage};
use crate::report::list::{SessionList, SortKey, SortOrder};
use crate::report::table_order::TableOrder;
use crate::report::tables::{TableRows, TableWindow};
use crate::report::window::{Window, window};
use crate::session::facts::FactsReader;
use crate::session::inference::SessionInference;
use crate::session::order::put_in_order;
use crate::session::origin::{learn, learn_from_neighbours};
use crate::session::tracker::{Source, Tracker};
use crate::store::files::FileEnd;
use crate::store::sessions::Flags;
use crate::store::{File, FileIndex, FileOrigin, Origin, SessionIndex, StringIndex};
use crate::text::{Fields, LineFramer};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// Reads files into an [`Archive`].
#[derive(Debug, Default)]
pub struct Engine {
    archive: Archive,
    framer: LineFramer,
    reader: LogReader,
    facts: FactsReader,
    source: Option<Source>,
    inference: SessionInference,
    /// The rows that are read have times of unknown zone.
    local_times: bool,
    /// The first file whose sessions may have more to tell of its origin.
    unlearned: u32,
    /// Published sessions that got entries since.
    changed: Vec<SessionIndex>,
    view: View,
}

/// The current query and what it found.
#[derive(Debug, Default)]
struct View {
    expression: Expression,
    matches: Matches,
    list: SessionList,
    tables: TableRows,
}

impl Engine {
    /// An engine without logs.
    pub fn new() -> Self {
        Engine::default()
    }

    /// What was read and published.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Begins a file. `folder` is where it lies as far as that is known, `size` its size in bytes as far as it is known
    /// before. A file that was not ended counts as cancelled.
    pub fn begin_file(&mut self, name: &str, folder: &str, size: impl Into<Option<u64>>) -> FileIndex {
        self.begin_corrected_file(name, folder, size, Correction::default())
    }

    /// As [`Engine::begin_file`], for a file of which the user knows something better.
    pub fn begin_corrected_file(
        &mut self,
        name: &str,
        folder: &str,
        size: impl Into<Option<u64>>,
        correction: Correction,
    ) -> FileIndex {
        self.end_file(FileEnd::Cancelled);
        let store = &mut self.archive.store;
        let first = store.entries.next_index();
        let PathOrigin { server, service, root } = PathOrigin::read(folder, name);
        let path = Origin {
            server: store.strings.intern(server.as_bytes()),
            service: store.strings.intern(service.name().as_bytes()),
        };
        let root = root.map(|root| store.strings.intern(root.as_bytes()));
        store.origins.push(FileOrigin { path, root, ..FileOrigin::default() }, first);
        let folder = store.strings.intern(folder.as_bytes());
        let file = File::new(store.strings.intern(name.as_bytes()), folder, size.into(), first);
        let file = self.archive.files.push(file);
        self.reader = LogReader::new(name, correction);
        self.local_times = false;
        self.source = Some(Source { file, folder });
        file
    }

    /// Takes the next bytes of the file, split anywhere. Without a file that was begun they are ignored.
    pub fn push(&mut self, bytes: &[u8]) {
        let Some(source) = self.source else { return };
        self.archive.files.get_mut(source.file).read += bytes.len() as u64;
        let mut sink = Sink {
            archive: &mut self.archive,
            source,
            changed: &mut self.changed,
            inference: &mut self.inference,
            local_times: &mut self.local_times,
        };
        self.framer.push(bytes, |line| self.reader.line(&line, &mut sink));
    }

    /// Ends the file. Without a file that was begun nothing happens.
    pub fn end_file(&mut self, end: FileEnd) {
        let Some(source) = self.source.take() else { return };
        let stopped = self.framer.position();
        let mut sink = Sink {
            archive: &mut self.archive,
            source,
            changed: &mut self.changed,
            inference: &mut self.inference,
            local_times: &mut self.local_times,
        };
        self.framer.finish(|line| self.reader.line(&line, &mut sink));
        let read = sink.archive.files.get(source.file).read;
        self.reader.finish(read, end == FileEnd::Complete, &mut sink);
        if let Some(kind) = early_end(end) {
            self.archive.diagnostics.add(source.file, kind, stopped, b"");
        }
        self.archive.files.get_mut(source.file).end = end;
        self.leave_out_copies(source.file);
    }

    /// Rows of a log without sessions are there twice where a file of the same name and size had them already.
    fn leave_out_copies(&mut self, file: FileIndex) {
        let Archive { tables, files, diagnostics, .. } = &mut self.archive;
        let of = |file: FileIndex| {
            let File { name, read, .. } = files.get(file);
            (*name, *read)
        };
        let copies = tables.mark_copies(file, |other| of(other) == of(file));
        if copies > 0 {
            let row = files.get_mut(file);
            row.entries -= copies;
            row.duplicates += copies;
            diagnostics.add_count(file, DiagnosticKind::DuplicateEntries, copies);
        }
    }

    /// Makes what was read so far visible.
    pub fn publish(&mut self) {
        let count = self.archive.store.sessions.len() as u32;
        let changed = core::mem::take(&mut self.changed);
        for index in changed.into_iter().chain((self.archive.published..count).map(SessionIndex)) {
            if self.archive.store.sessions.get(index).stale {
                self.refresh(index);
            }
        }
        self.archive.published = count;
        self.learn_origins();
        let expression = core::mem::take(&mut self.view.expression);
        self.show(expression);
    }

    /// Asks the sessions of files for what the folders of those do not tell.
    fn learn_origins(&mut self) {
        let Archive { store, tables, files, .. } = &mut self.archive;
        let mut end = store.entries.next_index();
        for index in (self.unlearned..files.len() as u32).rev().map(FileIndex) {
            let first = files.get(index).first_entry;
            learn(store, tables, index, first..end);
            end = first;
        }
        // Only the last file may get more entries.
        self.unlearned = (files.len() as u32).saturating_sub(1);
        learn_from_neighbours(store, files);
    }

    /// Sets server and service of files as the user says; `None` leaves what is there, the empty string takes back what
    /// the user said before. The current query is answered again.
    pub fn set_origin(&mut self, files: &[FileIndex], server: Option<&str>, service: Option<&str>) {
        let store = &mut self.archive.store;
        let [server, service] = [server, service].map(|name| name.map(|name| store.strings.intern(name.as_bytes())));
        for &file in files {
            if let Some(origin) = store.origins.get_mut(file) {
                origin.said.server = server.unwrap_or(origin.said.server);
                origin.said.service = service.unwrap_or(origin.said.service);
            }
        }
        let expression = core::mem::take(&mut self.view.expression);
        self.show(expression);
    }

    /// Whether credentials stand in what is shown and exported from now on, as in the log. They are masked until this is
    /// asked for, and again after [`Engine::clear`].
    pub fn show_credentials(&mut self, shown: bool) {
        self.archive.credentials = if shown { Credentials::Shown } else { Credentials::Masked };
    }

    /// Makes a query the current one; returns the sessions and entries that match. Times in it without an offset are
    /// `offset_minutes` east of UTC.
    ///
    /// # Errors
    ///
    /// What is wrong with the query; the current one stays.
    pub fn query(&mut self, text: &str, offset_minutes: i32) -> Result<(usize, u64), Problem> {
        self.show(self.parse(text, offset_minutes)?);
        Ok((self.view.list.sessions().len(), self.view.matches.entries))
    }

    /// Counts the sessions and entries that match; the current query stays.
    ///
    /// # Errors
    ///
    /// What is wrong with the query.
    pub fn count(&self, text: &str, offset_minutes: i32) -> Result<(usize, u64), Problem> {
        let expression = self.parse(text, offset_minutes)?;
        let matches = query::evaluate(&self.archive, &expression);
        Ok((matches.session_count(), matches.entries))
    }

    /// A query may name the columns of the tables that are open.
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
        self.view = View { expression, matches, list, tables };
    }

    /// The sessions that the current query found, in any order.
    pub fn sessions(&self) -> &[SessionIndex] {
        self.view.list.sessions()
    }

    /// What the current query found.
    pub fn matches(&self) -> &Matches {
        &self.view.matches
    }

    /// The rows of tables that the current query found.
    pub fn table_rows(&self) -> &TableRows {
        &self.view.tables
    }

    /// Rows of a table that the current query found, as they stand in the log or in an order.
    pub fn table_window(&mut self, table: u32, order: Option<TableOrder>, rows: Range<u32>) -> TableWindow {
        self.view.tables.ordered_window(&self.archive, table, order, rows)
    }

    /// An export of these columns of the rows of a table that the current query found.
    pub fn export_table(&mut self, table: u32, order: Option<TableOrder>, columns: Vec<u32>) -> TableExporter {
        TableExporter::new(table, columns, self.view.tables.ordered(&self.archive, table, order).to_vec())
    }

    /// Rows of the list of sessions that the current query found.
    pub fn window(&mut self, order: SortOrder, rows: Range<u32>) -> Window {
        window(&self.archive, self.view.list.ordered(&self.archive, order), rows)
    }

    /// The row of a session in that list.
    pub fn row_of(&mut self, order: SortOrder, session: SessionIndex) -> Option<usize> {
        self.view.list.ordered(&self.archive, order).iter().position(|&other| other == session)
    }

    /// What is there for each server, service and log, by hour or by day.
    pub fn coverage(&self, width: BinWidth) -> Coverage {
        coverage(&self.archive, width)
    }

    /// An export of the sessions that match a query, by their start, and the number of sessions and entries in it.
    ///
    /// # Errors
    ///
    /// What is wrong with the query.
    pub fn export(
        &self,
        format: ExportFormat,
        text: &str,
        offset_minutes: i32,
    ) -> Result<(Exporter, usize, u64), Problem> {
        let matches = query::evaluate(&self.archive, &self.parse(text, offset_minutes)?);
        let by_start = SortOrder { key: SortKey::Start, descending: false };
        let sessions = SessionList::new(matches.sessions()).ordered(&self.archive, by_start).to_vec();
        Ok((Exporter::new(format, sessions), matches.session_count(), matches.entries))
    }

    fn refresh(&mut self, index: SessionIndex) {
        let Archive { store, tables, files, diagnostics, .. } = &mut self.archive;
        if store.sessions.get(index).unordered {
            let mut copies = Vec::new();
            put_in_order(store, tables, files, index, |file| copies.push(file));
            for file in copies {
                let row = files.get_mut(file);
                row.entries -= 1;
                row.duplicates += 1;
                diagnostics.add_count(file, DiagnosticKind::DuplicateEntries, 1);
            }
        }
        self.facts.refresh(store, tables, index);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Engine::default();
    }
}

/// The oddity of a file that was not read to its end.
fn early_end(end: FileEnd) -> Option<DiagnosticKind> {
    match end {
        FileEnd::Cancelled => Some(DiagnosticKind::FileCancelled),
        FileEnd::Unreadable => Some(DiagnosticKind::FileUnreadable),
        FileEnd::Changed => Some(DiagnosticKind::FileChanged),
        FileEnd::Encrypted => Some(DiagnosticKind::FileEncrypted),
        FileEnd::Damaged => Some(DiagnosticKind::FileDamaged),
        FileEnd::Limited => Some(DiagnosticKind::FileLimited),
        FileEnd::Nested => Some(DiagnosticKind::FileNested),
        FileEnd::Unsupported => Some(DiagnosticKind::FileUnsupported),
        FileEnd::Complete | FileEnd::Reading => None,
    }
}

/// Puts what a file holds into the archive.
struct Sink<'a> {
    archive: &'a mut Archive,
    source: Source,
    changed: &'a mut Vec<SessionIndex>,
    inference: &'a mut SessionInference,
    local_times: &'a mut bool,
}

impl Sink<'_> {
    fn file(&mut self) -> &mut File {
        self.archive.files.get_mut(self.source.file)
    }

    /// A published session that changes for the first time since must be published again.
    fn note_change(&mut self, session: SessionIndex) {
        if session.0 < self.archive.published && self.changed.last() != Some(&session) {
            self.changed.push(session);
        }
    }
}

impl RowSink for Sink<'_> {
    fn recognised(&mut self, log_type: LogType, name: &[u8], evidence: Evidence) {
        let name = self.archive.store.strings.intern(name);
        let file = self.file();
        file.log_types.add(log_type);
        if file.log_type == LogType::Unknown {
            (file.log_type, file.log_type_name, file.evidence) = (log_type, name, evidence);
        }
    }

    fn local_times(&mut self, local: bool) {
        *self.local_times = local;
        self.file().local_times |= local;
    }

    fn columns(&mut self, log_type: LogType, name: &[u8], columns: &[&[u8]]) {
        let strings = &mut self.archive.store.strings;
        let file_name = self.archive.files.get(self.source.file).name;
        let title = match log_type {
            LogType::Table if name.is_empty() => file_name,
            LogType::Table => strings.intern(name),
            // The log type is the title: rows with and without header are of one table.
            _ => strings.intern(log_type.name().as_bytes()),
        };
        let columns: Vec<StringIndex> = columns.iter().map(|column| strings.intern(column)).collect();
        self.archive.tables.select(log_type, title, columns, &self.archive.store.strings);
    }

    fn entry(&mut self, log_type: LogType, entry: &Entry<'_>, cells: Cells<'_>, _: Position) {
        let mut tracker = Tracker::new(&mut self.archive.store);
        let placed = if log_type.is_inferred() {
            let session_id = self.inference.session_id(log_type, entry, self.source);
            tracker.add(log_type, &Entry { session_id, ..*entry }, self.source)
        } else {
            tracker.add(log_type, entry, self.source)
        };
        if *self.local_times {
            self.archive.store.sessions.get_mut(placed.session).flags.set(Flags::LOCAL_TIMES, true);
        }
        self.note_change(placed.session);
        if !cells.is_empty() {
            let Archive { store, tables, .. } = &mut *self.archive;
            tables.push_beside(placed.entry, cells.iter(), &mut store.strings);
        }
        let file = self.file();
        file.entries += 1;
        file.sessions += u64::from(placed.new_in_file);
        file.widen(entry.time);
    }

    fn table_row(&mut self, fields: &Fields<'_>) {
        self.archive.tables.push_from(self.source.file, fields.iter(), &mut self.archive.store.strings);
        self.file().entries += 1;
    }

    fn diagnostic(&mut self, kind: DiagnosticKind, position: Position, excerpt: &[u8]) {
        self.archive.diagnostics.add(self.source.file, kind, position, excerpt);
    }

    fn account(&mut self, account: Account, span: u64) {
        self.file().accounts.add(account, span);
    }
}

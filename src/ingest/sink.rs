//! Stores what the reader of a log recognises in a file.

use super::OpenFile;
use super::publisher::Publisher;
use crate::archive::Archive;
use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::{Entry, LogType};
use crate::exchange::PathOrigin;
use crate::format::{Account, Cells, Evidence, RowSink};
use crate::session::inference::SessionInference;
use crate::session::tracker::Tracker;
use crate::store::sessions::Flags;
use crate::store::{File, Origin, StringIndex};
use crate::text::Fields;
use alloc::vec::Vec;

/// Puts the rows of one file into the archive.
pub(super) struct Sink<'a> {
    pub archive: &'a mut Archive,
    pub open: &'a mut OpenFile,
    pub inference: &'a mut SessionInference,
    pub publisher: &'a mut Publisher,
}

impl Sink<'_> {
    fn file(&mut self) -> &mut File {
        self.archive.files.get_mut(self.open.source.file)
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

    fn log_path(&mut self, folder: &str, name: &str) {
        let store = &mut self.archive.store;
        let PathOrigin { server, service, .. } = PathOrigin::read(folder, name);
        let path = Origin {
            server: store.strings.intern(server.as_bytes()),
            service: store.strings.intern(service.name().as_bytes()),
        };
        store.origins.push_part(path, store.entries.next_index());
        self.open.source.folder = store.strings.intern(folder.as_bytes());
    }

    fn local_times(&mut self, local: bool) {
        self.open.local_times = local;
        self.file().local_times |= local;
    }

    fn columns(&mut self, log_type: LogType, name: &[u8], columns: &[&[u8]]) {
        let strings = &mut self.archive.store.strings;
        let file_name = self.archive.files.get(self.open.source.file).name;
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
        let session_id = self.inference.session_id(log_type, entry, self.open.source);
        let placed = tracker.add(log_type, session_id, entry, self.open.source);
        if self.open.local_times {
            self.archive.store.sessions.get_mut(placed.session).flags.set(Flags::LOCAL_TIMES, true);
        }
        self.publisher.note_change(placed.session);
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
        self.archive.tables.push_from(self.open.source.file, fields.iter(), &mut self.archive.store.strings);
        self.file().entries += 1;
    }

    fn diagnostic(&mut self, kind: DiagnosticKind, position: Position, excerpt: &[u8]) {
        self.archive.diagnostics.add(self.open.source.file, kind, position, excerpt);
    }

    fn account(&mut self, account: Account, span: u64) {
        self.file().accounts.add(account, span);
    }
}

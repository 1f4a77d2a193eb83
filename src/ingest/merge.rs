//! Puts the batches of a file into the archive, in order.

use super::OpenFile;
use super::publisher::Publisher;
use crate::archive::Archive;
use crate::batch::{Batch, EntryRow, Fragment, KeyKind, Step, Word};
use crate::content::Text;
use crate::entry::{Entry, Labels, LogType, Meaning, SessionKey};
use crate::exchange::PathOrigin;
use crate::format::Evidence;
use crate::session::inference::SessionInference;
use crate::session::tracker::{Row, Source, Tracker};
use crate::store::sessions::Flags;
use crate::store::{EntryIndex, File, Origin, SessionId, SessionIndex, StringIndex, TextIndex};
use alloc::string::String;
use alloc::vec::Vec;

/// What the store made of the texts of a batch, and of its strings and fragments, each when it first met them: then the order in which
/// it stores strings does not depend on where a file is cut.
#[derive(Debug, Default)]
pub(super) struct Known {
    strings: Vec<Option<StringIndex>>,
    texts: Vec<TextIndex>,
    fragments: Vec<KnownFragment>,
    /// The cells of the row that is being taken.
    row: Vec<StringIndex>,
}

/// A fragment that the store has met; nothing is kept of one whose sessions are inferred.
#[derive(Clone, Copy, Debug)]
struct KnownFragment {
    id: Option<SessionId>,
    labels: Option<Labels<StringIndex>>,
    /// The session of its last entry.
    session: SessionIndex,
}

impl Default for KnownFragment {
    fn default() -> Self {
        KnownFragment { id: None, labels: None, session: SessionIndex::NONE }
    }
}

impl Known {
    fn reset(&mut self, batch: &Batch) {
        self.strings.clear();
        self.strings.resize(batch.strings.len(), None);
        self.texts.clear();
        self.fragments.clear();
        self.fragments.resize(batch.fragments.len(), KnownFragment::default());
    }
}

/// Puts one batch into the archive.
pub(super) struct Merge<'a> {
    pub archive: &'a mut Archive,
    pub open: &'a mut OpenFile,
    pub inference: &'a mut SessionInference,
    pub publisher: &'a mut Publisher,
    pub known: &'a mut Known,
    pub batch: &'a Batch,
}

impl Merge<'_> {
    /// Does it.
    pub fn run(mut self) {
        self.known.reset(self.batch);
        let batch = self.batch;
        // Each is of an entry, and they come in the order of these.
        let texts = (0..batch.texts.len() as u32).map(|word| batch.hashed_text(Word(word)));
        self.archive.store.texts.intern_all(texts, &mut self.known.texts);
        let (mut entries, mut cells) = (batch.entries.iter(), batch.cells.as_slice());
        for step in &batch.steps {
            match step {
                &Step::Recognised { log_type, name, evidence } => self.recognised(log_type, name, evidence),
                &Step::LogPath { folder, name } => self.log_path(folder, name),
                &Step::LocalTimes(local) => {
                    self.open.local_times = local;
                    self.file().local_times |= local;
                }
                Step::Columns { log_type, name, columns } => self.columns(*log_type, *name, columns),
                &Step::Entries { count, have_cells } => {
                    self.entries(entries.by_ref().take(count as usize), have_cells.then_some(&mut cells));
                }
                Step::OpenEnd => {
                    let next = self.archive.store.entries.next_index();
                    self.file().open_end = EntryIndex(next.0.saturating_sub(1));
                }
                &Step::TableRows { count } => (0..count).for_each(|_| self.table_row(&mut cells)),
            }
        }
        let OpenFile { source: Source { file, .. }, lines_before, .. } = *self.open;
        for (&kind, more) in &batch.diagnostics {
            self.archive.diagnostics.add(file, kind, more, lines_before);
        }
        let file = self.file();
        file.read += batch.read;
        file.accounts.add_all(&batch.accounts);
    }

    fn file(&mut self) -> &mut File {
        self.archive.files.get_mut(self.open.source.file)
    }

    fn string(&mut self, word: Word) -> StringIndex {
        let strings = &mut self.archive.store.strings;
        let mut intern = || strings.intern_hashed(self.batch.strings.get(word), self.batch.strings.hash(word));
        match self.known.strings.get_mut(word.0 as usize) {
            Some(known) => *known.get_or_insert_with(intern),
            None => intern(),
        }
    }

    fn text(&mut self, word: Word) -> TextIndex {
        let known = self.known.texts.get(word.0 as usize).copied();
        known.unwrap_or_else(|| {
            let (class, text, hash) = self.batch.hashed_text(word);
            self.archive.store.texts.intern_hashed(class, text, hash)
        })
    }

    fn recognised(&mut self, log_type: LogType, name: Word, evidence: Evidence) {
        let name = self.string(name);
        let file = self.file();
        file.log_types.add(log_type);
        if file.log_type == LogType::Unknown {
            (file.log_type, file.log_type_name, file.evidence) = (log_type, name, evidence);
        }
    }

    fn log_path(&mut self, folder: Word, name: Word) {
        let [folder_text, name] = [folder, name].map(|word| String::from_utf8_lossy(self.batch.strings.get(word)));
        let PathOrigin { server, service, .. } = PathOrigin::read(&folder_text, &name);
        let store = &mut self.archive.store;
        let path = Origin {
            server: store.strings.intern(server.as_bytes()),
            service: store.strings.intern(service.name().as_bytes()),
        };
        store.origins.push_part(path, store.entries.next_index());
        self.open.source.folder = self.string(folder);
    }

    fn columns(&mut self, log_type: LogType, name: Word, columns: &[Word]) {
        let title = match log_type {
            LogType::Table if self.batch.strings.get(name).is_empty() => self.file().name,
            LogType::Table => self.string(name),
            // The log type is the title: rows with and without header are of one table.
            _ => self.archive.store.strings.intern(log_type.name().as_bytes()),
        };
        self.open.columns = columns.len();
        let columns: Vec<StringIndex> = columns.iter().map(|&column| self.string(column)).collect();
        self.archive.tables.select(log_type, title, columns, &self.archive.store.strings);
    }

    fn entries<'r>(&mut self, rows: impl Iterator<Item = &'r EntryRow>, mut cells: Option<&mut &[u32]>) {
        let (mut count, mut sessions, mut times) = (0, 0, None);
        for row in rows {
            let Some(fragment) = self.batch.fragments.get(row.fragment as usize) else { continue };
            count += 1;
            sessions += u64::from(self.entry(fragment, row, cells.as_deref_mut()));
            let (first, last) = times.unwrap_or((row.time, row.time));
            times = Some((first.min(row.time), last.max(row.time)));
        }
        let file = self.file();
        file.entries += count;
        file.sessions += sessions;
        times.into_iter().for_each(|(first, last)| file.widen(first, last));
    }

    /// Returns whether its session is new in the file.
    fn entry(&mut self, fragment: &Fragment, row: &EntryRow, cells: Option<&mut &[u32]>) -> bool {
        let &EntryRow { time, sequence, .. } = row;
        let (event, text) = (self.batch.event(row.text), self.text(row.text));
        let source = self.open.source;
        let mut own = Row { time, sequence, event, text, labels: Labels::default() };
        let index = self.session(fragment, row, &mut own);
        let store = &mut self.archive.store;
        let session = store.sessions.get_mut(index);
        let is_new_in_file = session.file != source.file;
        self.publisher.note_change(index, !session.stale);
        if self.open.local_times {
            session.flags.set(Flags::LOCAL_TIMES, true);
        }
        let entry = Tracker::new(store).append(index, &own, source);
        if let Some(cells) = cells {
            self.cells(cells);
            let Archive { store, tables, .. } = &mut *self.archive;
            tables.push_beside(entry, self.known.row.iter().copied(), &store.strings);
        }
        is_new_in_file
    }

    /// The session of an entry, which gets the labels that the store knows.
    fn session(&mut self, fragment: &Fragment, row: &EntryRow, own: &mut Row) -> SessionIndex {
        if let Some(&KnownFragment { labels: Some(labels), session, .. }) =
            self.known.fragments.get(row.fragment as usize)
        {
            own.labels = labels;
            if Tracker::new(&mut self.archive.store).is_next(session, own, self.open.source) {
                return session;
            }
        }
        self.find_or_begin(fragment, row, own)
    }

    /// The same if it is not known, or the entry is not its next one.
    fn find_or_begin(&mut self, fragment: &Fragment, row: &EntryRow, own: &mut Row) -> SessionIndex {
        let at = row.fragment as usize;
        let known = self.known.fragments.get(at).copied().unwrap_or_default();
        let id = known.id.unwrap_or_else(|| self.session_id(fragment, row));
        let log_type = fragment.log_type;
        let latest = Tracker::new(&mut self.archive.store).latest(log_type, &id, known.session);
        own.labels = match known.labels {
            Some(labels) => labels,
            // Those of requests count if they are to another server.
            None if log_type.is_grouped() && log_type != LogType::Http && latest.is_some() => Labels::default(),
            None => self.labels(fragment),
        };
        let session = Tracker::new(&mut self.archive.store).find_or_begin(log_type, id, latest, own, self.open.source);
        if fragment.kind == KeyKind::Id
            && let Some(known) = self.known.fragments.get_mut(at)
        {
            *known = KnownFragment { id: Some(id), labels: Some(own.labels), session };
        }
        session
    }

    fn labels(&mut self, fragment: &Fragment) -> Labels<StringIndex> {
        let Labels { connector, local, remote } = fragment.labels;
        Labels { connector: self.string(connector), local: self.string(local), remote: self.string(remote) }
    }

    /// The session-id of an entry: its own, or one inferred from the client, user or connection that it names.
    fn session_id(&mut self, fragment: &Fragment, row: &EntryRow) -> SessionId {
        let strings = &self.batch.strings;
        let name = strings.get(fragment.id);
        let session = match fragment.kind {
            KeyKind::Id => return SessionId::read(name, &mut self.archive.store.strings),
            KeyKind::Client => SessionKey::Client(name),
            KeyKind::Outbound => SessionKey::Outbound,
            KeyKind::User => SessionKey::User(name),
        };
        let Labels { connector, local, remote } = fragment.labels;
        let labels =
            Labels { connector: strings.get(connector), local: strings.get(local), remote: strings.get(remote) };
        let Text { event, data, context } = self.batch.text(row.text).1;
        let EntryRow { time, sequence, .. } = *row;
        let entry = Entry { time, session, sequence, labels, event, data, context, meaning: Meaning::AsWritten };
        let id = self.inference.session_id(fragment.log_type, &entry, self.open.source);
        SessionId::read(id, &mut self.archive.store.strings)
    }

    /// Takes the cells of a row.
    fn cells(&mut self, cells: &mut &[u32]) {
        self.known.row.clear();
        let Some((&count, rest)) = cells.split_first() else { return };
        let (row, rest) = rest.split_at(rest.len().min(count as usize));
        *cells = rest;
        for &cell in row {
            if cell & Batch::EMPTY_CELLS == 0 {
                let cell = self.string(Word(cell));
                self.known.row.push(cell);
            } else {
                let filled = self.known.row.len() + (cell & !Batch::EMPTY_CELLS) as usize;
                self.known.row.resize(filled.min(self.open.columns), StringIndex::EMPTY);
            }
        }
    }

    fn table_row(&mut self, cells: &mut &[u32]) {
        self.cells(cells);
        let Archive { store, tables, .. } = &mut *self.archive;
        tables.push_from(self.open.source.file, self.known.row.iter().copied(), &store.strings);
        self.file().entries += 1;
    }
}

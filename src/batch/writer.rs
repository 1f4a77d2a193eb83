//! Makes a batch of what the reader of a file reports.

use super::words::Dictionary;
use super::{Batch, EntryRow, Fragment, KeyKind, Step, TextRow, Word};
use crate::bytes::{HashKey, same};
use crate::content::{Text, TextClass};
use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::{Entry, Labels, LogType, SessionKey};
use crate::format::{Account, Cells, Evidence, RowSink};
use crate::store::files::Accounts;
use crate::store::texts::text_hash;
use crate::text::Fields;
use alloc::vec::Vec;

/// "No fragment".
const NONE: u32 = u32::MAX;

/// Makes a batch.
#[derive(Debug)]
pub(super) struct BatchWriter {
    key: HashKey,
    batch: Batch,
    strings: Dictionary,
    texts: Dictionary,
    /// The latest fragment with each string as its id.
    latest: Vec<u32>,
    /// The last cell of each column that was not empty.
    last: Vec<LastCell>,
}

/// A cell, with its length, which tells most others from it.
#[derive(Clone, Copy, Debug)]
struct LastCell {
    word: Word,
    length: usize,
}

impl LastCell {
    const NONE: LastCell = LastCell { word: Word(NONE), length: 0 };
}

impl BatchWriter {
    /// For strings that are hashed under that key.
    pub(super) fn new(key: HashKey) -> BatchWriter {
        BatchWriter {
            key,
            batch: Batch::default(),
            strings: Dictionary::default(),
            texts: Dictionary::default(),
            latest: Vec::new(),
            last: Vec::new(),
        }
    }

    /// The batch as far as it has been made.
    pub(super) fn batch(&self) -> &Batch {
        &self.batch
    }

    /// Begins a file, or a part of it.
    pub(super) fn begin(&mut self) {
        self.clear();
        self.batch.first_line = 1;
    }

    /// Hands the batch over, and begins another one.
    pub(super) fn hand_over(&mut self, next_line: Position, is_last: bool, mut take: impl FnMut(&Batch)) {
        (self.batch.next_line, self.batch.is_last) = (next_line, is_last);
        take(&self.batch);
        self.clear();
        self.batch.first_line = next_line.line;
    }

    /// Counts bytes that were pushed.
    pub(super) fn count_bytes(&mut self, bytes: usize) {
        self.batch.read += bytes as u64;
    }

    fn clear(&mut self) {
        let Batch { diagnostics, steps, strings, texts, text_rows, fragments, entries, cells, .. } = &mut self.batch;
        diagnostics.clear();
        steps.clear();
        self.strings.clear(strings);
        self.texts.clear(texts);
        text_rows.clear();
        fragments.clear();
        entries.clear();
        cells.clear();
        (self.batch.read, self.batch.accounts, self.batch.is_last) = (0, Accounts::default(), false);
        self.latest.clear();
        self.last.fill(LastCell::NONE);
    }

    #[inline]
    fn string(&mut self, string: &[u8]) -> Word {
        let hash = self.key.hash([string]);
        match self.strings.find_or_add(&mut self.batch.strings, [string, b""], hash, |_| true) {
            Ok(word) => word,
            Err(word) => {
                self.latest.push(NONE);
                word
            }
        }
    }

    #[inline]
    fn text(&mut self, class: TextClass, text: Text<'_>) -> Word {
        let row = TextRow { data_length: text.data.len() as u32, class, event: text.event };
        let Batch { texts, text_rows, .. } = &mut self.batch;
        let hash = text_hash(&self.key, class, text);
        let is_same = |word: Word| text_rows.get(word.0 as usize) == Some(&row);
        match self.texts.find_or_add(texts, [text.data, text.context], hash, is_same) {
            Ok(word) => word,
            Err(word) => {
                text_rows.push(row);
                word
            }
        }
    }

    /// The fragment of an entry: the latest with its id, if that has its labels too. So a session whose labels change back
    /// and forth has several.
    #[inline]
    fn fragment(&mut self, log_type: LogType, entry: &Entry<'_>) -> u32 {
        let (kind, id) = match entry.session {
            SessionKey::Id(id) => (KeyKind::Id, id),
            SessionKey::Client(name) => (KeyKind::Client, name),
            SessionKey::Outbound => (KeyKind::Outbound, &b""[..]),
            SessionKey::User(name) => (KeyKind::User, name),
        };
        let id = self.string(id);
        let latest = self.latest.get(id.0 as usize).copied().unwrap_or(NONE);
        if let Some(fragment) = self.batch.fragments.get(latest as usize)
            && (fragment.log_type, fragment.kind) == (log_type, kind)
            && (self.has_labels(fragment, entry) || (log_type.is_grouped() && kind == KeyKind::Id))
        {
            return latest;
        }
        let labels = Labels {
            connector: self.string(entry.labels.connector),
            local: self.string(entry.labels.local),
            remote: self.string(entry.labels.remote),
        };
        let index = self.batch.fragments.len() as u32;
        self.batch.fragments.push(Fragment { log_type, kind, id, labels });
        if let Some(latest) = self.latest.get_mut(id.0 as usize) {
            *latest = index;
        }
        index
    }

    #[inline]
    fn has_labels(&self, fragment: &Fragment, entry: &Entry<'_>) -> bool {
        let has = |label, field: &[u8]| same(self.batch.strings.get(label), field);
        has(fragment.labels.remote, entry.labels.remote)
            && has(fragment.labels.local, entry.labels.local)
            && has(fragment.labels.connector, entry.labels.connector)
    }

    /// Writes the cells of a row, as many as there are columns at most.
    fn cells<'a>(&mut self, cells: impl Iterator<Item = &'a [u8]>) {
        let begin = self.batch.cells.len();
        self.batch.cells.push(0);
        let mut empty = 0;
        for (column, cell) in cells.take(self.last.len()).enumerate() {
            if cell.is_empty() {
                empty += 1;
                continue;
            }
            if empty > 0 {
                self.batch.cells.push(Batch::EMPTY_CELLS | empty);
                empty = 0;
            }
            let word = self.cell(column, cell);
            self.batch.cells.push(word.0);
        }
        let length = self.batch.cells.len() - begin - 1;
        if let Some(first) = self.batch.cells.get_mut(begin) {
            *first = length as u32;
        }
    }

    /// Most cells repeat the one above, which is quicker to see than to look up.
    #[inline]
    fn cell(&mut self, column: usize, cell: &[u8]) -> Word {
        if let Some(last) = self.last.get(column)
            && last.length == cell.len()
            && same(self.batch.strings.get(last.word), cell)
        {
            return last.word;
        }
        let word = self.string(cell);
        if let Some(last) = self.last.get_mut(column) {
            *last = LastCell { word, length: cell.len() };
        }
        word
    }
}

impl RowSink for BatchWriter {
    fn recognised(&mut self, log_type: LogType, name: &[u8], evidence: Evidence) {
        let name = self.string(name);
        self.batch.steps.push(Step::Recognised { log_type, name, evidence });
    }

    fn log_path(&mut self, folder: &str, name: &str) {
        let (folder, name) = (self.string(folder.as_bytes()), self.string(name.as_bytes()));
        self.batch.steps.push(Step::LogPath { folder, name });
    }

    fn local_times(&mut self, local: bool) {
        self.batch.steps.push(Step::LocalTimes(local));
    }

    fn columns(&mut self, log_type: LogType, name: &[u8], columns: &[&[u8]]) {
        let name = self.string(name);
        self.last.clear();
        self.last.resize(columns.len(), LastCell::NONE);
        let columns = columns.iter().map(|column| self.string(column)).collect();
        self.batch.steps.push(Step::Columns { log_type, name, columns });
    }

    fn entry(&mut self, log_type: LogType, entry: &Entry<'_>, cells: Cells<'_>, _: Position) {
        let fragment = self.fragment(log_type, entry);
        let text = Text { event: entry.event, data: entry.data, context: entry.context };
        let text = self.text(TextClass::of(log_type, text, entry.meaning), text);
        let Entry { time, sequence, .. } = *entry;
        self.batch.entries.push(EntryRow { time, sequence, fragment, text });
        let own = !cells.is_empty();
        match self.batch.steps.last_mut() {
            Some(Step::Entries { count, have_cells }) if *have_cells == own => *count += 1,
            _ => self.batch.steps.push(Step::Entries { count: 1, have_cells: own }),
        }
        if own {
            self.cells(cells.iter());
        }
    }

    fn open_end(&mut self) {
        self.batch.steps.push(Step::OpenEnd);
    }

    fn table_row(&mut self, fields: &Fields<'_>) {
        match self.batch.steps.last_mut() {
            Some(Step::TableRows { count }) => *count += 1,
            _ => self.batch.steps.push(Step::TableRows { count: 1 }),
        }
        self.cells(fields.iter());
    }

    fn diagnostic(&mut self, kind: DiagnosticKind, position: Position, excerpt: &[u8]) {
        self.batch.diagnostics.entry(kind).or_default().add(kind, position, excerpt);
    }

    fn account(&mut self, account: Account, span: u64) {
        self.batch.accounts.add(account, span);
    }
}

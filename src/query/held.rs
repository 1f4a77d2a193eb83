//! What a query holds for in an archive, kept: a finding is looked for once, and asked for in many queries.

use crate::archive::Archive;
use crate::store::tables::Table;
use crate::store::{EntryIndex, SessionIndex, TextIndex};
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// What a query holds for. It is right as long as nothing more is read.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub(super) selection: Selection,
    pub(super) marks: Marks,
    /// Whether records that match are marked.
    pub(super) marks_records: bool,
}

impl Held {
    /// These sessions, of messages with all their records, and nothing of logs without sessions.
    pub fn of_sessions(archive: &Archive, sessions: FixedBitSet) -> Held {
        let rows = rows_of(archive, &sessions);
        Held { selection: Selection { sessions, rows }, ..Held::default() }
    }

    /// The sessions, in the order in which they were read.
    pub fn sessions(&self) -> Vec<SessionIndex> {
        self.selection.sessions.ones().map(|index| SessionIndex(index as u32)).collect()
    }

    /// Leaves out all but these sessions of dialogues, and these rows of each table.
    pub fn keep(&mut self, sessions: FixedBitSet, rows: Vec<FixedBitSet>) {
        self.selection.each(&Selection { sessions, rows }, FixedBitSet::intersect_with);
    }

    /// Leaves out all but these sessions, and all rows but those of entries of these sessions.
    pub fn keep_sessions(&mut self, archive: &Archive, sessions: FixedBitSet) {
        let rows = rows_of(archive, &sessions);
        self.keep(sessions, rows);
    }
}

/// The rows of each table that are of entries of these sessions.
fn rows_of(archive: &Archive, sessions: &FixedBitSet) -> Vec<FixedBitSet> {
    let rows_of = |table: &Table| {
        let mut rows = FixedBitSet::with_capacity(table.len());
        let session = |entry| archive.store.entries.session(entry).0 as usize;
        let own = table.rows_of_entries().filter(|(_, entry)| sessions.contains(session(*entry)));
        rows.extend(own.map(|(row, _)| row));
        rows
    };
    archive.tables.iter().map(rows_of).collect()
}

/// Which entries a query marks.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// Whether the query marks entries of dialogues at all.
    pub any: bool,
    /// Entries with these texts.
    pub texts: FixedBitSet,
    /// All entries of these sessions: a word occurs in their endpoints, connector-id or session-id.
    pub sessions: FixedBitSet,
    /// These entries: because of cells beside them, or as records that match as a whole.
    pub entries: FixedBitSet,
    /// Groups of records, in which texts and sessions mark nothing.
    pub groups: FixedBitSet,
}

impl Marks {
    pub fn has(&self, entry: EntryIndex, session: SessionIndex, text: TextIndex) -> bool {
        let session = session.0 as usize;
        let in_dialogue = || self.texts.contains(text.0 as usize) || self.sessions.contains(session);
        self.entries.contains(entry.0 as usize) || (self.any && !self.groups.contains(session) && in_dialogue())
    }

    /// Adds what another query marks in the same archive.
    pub fn add(&mut self, other: &Marks) {
        self.any |= other.any;
        self.texts.union_with(&other.texts);
        self.sessions.union_with(&other.sessions);
        self.entries.union_with(&other.entries);
    }

    pub fn add_entry(&mut self, archive: &Archive, entry: EntryIndex) {
        if self.entries.is_empty() {
            self.entries.grow(archive.store.entries.next_index().0 as usize);
        }
        self.entries.insert(entry.0 as usize);
    }
}

/// Sessions, and rows of standalone tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    pub sessions: FixedBitSet,
    pub rows: Vec<FixedBitSet>,
}

impl Selection {
    pub fn of(archive: &Archive, bits: impl Fn(usize) -> FixedBitSet) -> Selection {
        let rows = |table: &Table| if table.stands_alone() { bits(table.len()) } else { FixedBitSet::new() };
        Selection { sessions: bits(archive.published()), rows: archive.tables.iter().map(rows).collect() }
    }

    pub fn each(&mut self, other: &Selection, change: impl Fn(&mut FixedBitSet, &FixedBitSet)) {
        change(&mut self.sessions, &other.sessions);
        self.rows.iter_mut().zip(&other.rows).for_each(|(rows, other)| change(rows, other));
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.sessions.is_clear() && self.rows.iter().all(FixedBitSet::is_clear)
    }

    pub fn invert(&mut self) {
        self.sessions.toggle_range(..);
        self.rows.iter_mut().for_each(|rows| rows.toggle_range(..));
    }
}

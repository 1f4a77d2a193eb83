//! Makes stored entries visible: puts sessions in order, computes their facts, learns the origins of their files.

use super::origins::{learn, learn_from_neighbours};
use crate::archive::Archive;
use crate::diagnostic::DiagnosticKind;
use crate::session::facts::FactsReader;
use crate::session::order::put_in_order;
use crate::store::sessions::Flags;
use crate::store::{FileIndex, Files, SessionIndex, Store};
use alloc::collections::{BTreeMap, BTreeSet, VecDeque};

/// Number of entries after which a part of publishing ends.
pub(super) const PART_ENTRIES: usize = 1 << 16;
/// Number of entries after which looking ahead pauses: what is to be read may have come meanwhile.
pub(super) const AHEAD_ENTRIES: usize = 1 << 13;

/// Knows which sessions and files have changed since they were last published.
#[derive(Debug, Default)]
pub(super) struct Publisher {
    facts: FactsReader,
    /// Sessions before this one have been looked at, or are in `changed`.
    next: SessionIndex,
    /// Those of them that were left for later, or got more entries afterwards: each once, as it is stale as long as it is here.
    changed: VecDeque<SessionIndex>,
    /// The session of the last entry.
    last: SessionIndex,
    /// Files whose sessions have changed and may reveal something else about their origin.
    unlearned: BTreeSet<FileIndex>,
}

impl Publisher {
    /// Notes that a session got an entry, and whether its facts were known before.
    #[inline]
    pub fn note_change(&mut self, session: SessionIndex, was_known: bool) {
        self.last = session;
        if was_known {
            self.changed.push_back(session);
        }
    }

    /// Looks at new sessions that have ended until so many entries have been, which publishing then need not. Whatever may get
    /// more entries, has to be put in order or is long is left for that. Returns whether there may be more to look at.
    pub fn look_ahead(&mut self, archive: &mut Archive, most: usize) -> bool {
        let mut entries = 0;
        while entries < most {
            let Some(index) = self.next_new(archive) else { return false };
            let session = archive.store.sessions.get(index);
            let count = session.entry_count as usize;
            let is_complete = session.ended && !session.unordered && count <= most;
            entries += if is_complete { count } else { 0 };
            if !is_complete || !self.refresh(archive, index, most) {
                self.changed.push_back(index);
            }
        }
        true
    }

    /// Looks at new and changed sessions until so many entries have been, or so many of one session. Returns whether all
    /// have been looked at.
    pub fn look_at_some(&mut self, archive: &mut Archive, most: usize) -> bool {
        archive.store.session_rows.clear();
        let mut entries = 0;
        while let Some(index) = self.next_session(archive) {
            let session = archive.store.sessions.get(index);
            if session.stale {
                entries += session.entry_count as usize;
                if !self.refresh(archive, index, most) {
                    self.changed.push_front(index);
                    return false;
                }
            }
            if entries >= most {
                return false;
            }
        }
        true
    }

    /// The next session to look at.
    fn next_session(&mut self, archive: &Archive) -> Option<SessionIndex> {
        self.changed.pop_front().or_else(|| self.next_new(archive))
    }

    fn next_new(&mut self, archive: &Archive) -> Option<SessionIndex> {
        let next = self.next;
        let is_new = (next.0 as usize) < archive.store.sessions.len();
        self.next.0 += u32::from(is_new);
        is_new.then_some(next)
    }

    /// Publishes new and changed sessions.
    pub fn publish(&mut self, archive: &mut Archive) {
        while !self.look_at_some(archive, usize::MAX) {}
        archive.published = self.next.0;
        self.learn_origins(archive);
        self.look_again_at_last(archive);
    }

    /// Whether the last entry is a duplicate may depend on what follows it.
    fn look_again_at_last(&mut self, archive: &mut Archive) {
        if archive.store.sessions.len() > 0 && archive.store.sessions.get(self.last).unordered {
            archive.store.sessions.get_mut(self.last).stale = true;
            self.changed.push_back(self.last);
        }
    }

    /// Returns false if entries of the session are left to be read.
    fn refresh(&mut self, archive: &mut Archive, index: SessionIndex, most: usize) -> bool {
        let Archive { store, tables, files, diagnostics, .. } = archive;
        if store.sessions.get(index).unordered && !self.facts.is_paused_in(store, index) {
            let mut changes: BTreeMap<FileIndex, i64> = BTreeMap::new();
            put_in_order(store, tables, files, index, |file, change| *changes.entry(file).or_default() += change);
            for (file, change) in changes {
                let row = files.get_mut(file);
                row.entries = row.entries.wrapping_add_signed(-change);
                row.duplicates = row.duplicates.wrapping_add_signed(change);
                diagnostics.set_count(file, DiagnosticKind::DuplicateEntries, row.duplicates);
            }
        }
        let is_read = self.facts.refresh(store, tables, index, most);
        if is_read {
            self.note_files(store, files, index);
        }
        is_read
    }

    /// Notes the files of a session's rows, duplicates included.
    fn note_files(&mut self, store: &Store, files: &Files, index: SessionIndex) {
        let session = store.sessions.get(index);
        let is_of_one_file = session.duplicates == 0 && !session.flags.has(Flags::STRADDLES);
        let mut known = None;
        for last in [session.last, session.last_duplicate] {
            for at in store.entries.chain(last).take(if is_of_one_file { 1 } else { usize::MAX }) {
                let file = files.of_entry(at);
                if known.replace(file) != Some(file) {
                    self.unlearned.insert(file);
                }
            }
        }
    }

    /// Asks the sessions of files for the parts of their origin that folders do not reveal.
    fn learn_origins(&mut self, archive: &mut Archive) {
        let Archive { store, tables, files, .. } = archive;
        for index in core::mem::take(&mut self.unlearned) {
            learn(store, tables, index, files.entries_of(index, store.entries.next_index()));
        }
        learn_from_neighbours(store, files);
    }
}

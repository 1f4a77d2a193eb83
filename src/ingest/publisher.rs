//! Makes stored entries visible: puts sessions in order, computes their facts, learns the origins of their files.

use super::origins::{learn, learn_from_neighbours};
use crate::archive::Archive;
use crate::diagnostic::DiagnosticKind;
use crate::session::facts::FactsReader;
use crate::session::order::put_in_order;
use crate::store::sessions::Flags;
use crate::store::{EntryIndex, FileIndex, Files, SessionIndex, Store};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// Knows which sessions and files have changed since they were last published.
#[derive(Debug, Default)]
pub(super) struct Publisher {
    facts: FactsReader,
    /// Sessions that had been published when they got more entries.
    changed: Vec<SessionIndex>,
    /// The session of the last entry.
    last: SessionIndex,
    /// Files whose sessions have changed and may reveal something else about their origin.
    unlearned: BTreeSet<FileIndex>,
}

impl Publisher {
    /// Notes that a session got an entry. New sessions need no note.
    #[inline]
    pub fn note_change(&mut self, archive: &Archive, session: SessionIndex) {
        self.last = session;
        if session.0 < archive.published && self.changed.last() != Some(&session) {
            self.changed.push(session);
        }
    }

    /// Publishes new and changed sessions.
    pub fn publish(&mut self, archive: &mut Archive) {
        let count = archive.store.sessions.len() as u32;
        let changed = core::mem::take(&mut self.changed);
        archive.store.session_rows.clear();
        for index in changed.into_iter().chain((archive.published..count).map(SessionIndex)) {
            if archive.store.sessions.get(index).stale {
                self.refresh(archive, index);
            }
        }
        archive.published = count;
        self.learn_origins(archive);
        self.look_again_at_last(archive);
    }

    /// Whether the last entry is a duplicate may depend on what follows it.
    fn look_again_at_last(&mut self, archive: &mut Archive) {
        if archive.store.sessions.len() > 0 && archive.store.sessions.get(self.last).unordered {
            archive.store.sessions.get_mut(self.last).stale = true;
            self.changed.push(self.last);
        }
    }

    fn refresh(&mut self, archive: &mut Archive, index: SessionIndex) {
        let Archive { store, tables, files, diagnostics, .. } = archive;
        if store.sessions.get(index).unordered {
            let mut changes: BTreeMap<FileIndex, i64> = BTreeMap::new();
            put_in_order(store, tables, files, index, |file, change| *changes.entry(file).or_default() += change);
            for (file, change) in changes {
                let row = files.get_mut(file);
                row.entries = row.entries.wrapping_add_signed(-change);
                row.duplicates = row.duplicates.wrapping_add_signed(change);
                diagnostics.set_count(file, DiagnosticKind::DuplicateEntries, row.duplicates);
            }
        }
        self.facts.refresh(store, tables, index);
        self.note_files(store, files, index);
    }

    /// Notes the files of a session's rows, duplicates included.
    fn note_files(&mut self, store: &Store, files: &Files, index: SessionIndex) {
        let session = store.sessions.get(index);
        let is_of_one_file = session.duplicates == 0 && !session.flags.has(Flags::STRADDLES);
        let mut known = None;
        let exists = |at: &EntryIndex| *at != EntryIndex::NONE;
        for last in [session.last, session.last_duplicate] {
            let before = |&at: &EntryIndex| Some(store.entries.previous(at)).filter(exists);
            let rows = core::iter::successors(Some(last).filter(exists), before);
            for at in rows.take(if is_of_one_file { 1 } else { usize::MAX }) {
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

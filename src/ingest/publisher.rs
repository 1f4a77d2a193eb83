//! Makes stored entries visible: puts sessions in order, computes their facts, learns the origins of their files.

use super::origins::{learn, learn_from_neighbours};
use crate::archive::Archive;
use crate::diagnostic::DiagnosticKind;
use crate::session::facts::FactsReader;
use crate::session::order::put_in_order;
use crate::store::{FileIndex, SessionIndex};
use alloc::vec::Vec;

/// Knows which sessions and files have changed since they were last published.
#[derive(Debug, Default)]
pub(super) struct Publisher {
    facts: FactsReader,
    /// Sessions that had been published when they got more entries.
    changed: Vec<SessionIndex>,
    /// The first file whose sessions may reveal more about its origin.
    unlearned: u32,
}

impl Publisher {
    /// Notes that a session got an entry. New sessions need no note.
    #[inline]
    pub fn note_change(&mut self, archive: &Archive, session: SessionIndex) {
        if session.0 < archive.published && self.changed.last() != Some(&session) {
            self.changed.push(session);
        }
    }

    /// Publishes new and changed sessions.
    pub fn publish(&mut self, archive: &mut Archive) {
        let count = archive.store.sessions.len() as u32;
        let changed = core::mem::take(&mut self.changed);
        for index in changed.into_iter().chain((archive.published..count).map(SessionIndex)) {
            if archive.store.sessions.get(index).stale {
                self.refresh(archive, index);
            }
        }
        archive.published = count;
        self.learn_origins(archive);
    }

    fn refresh(&mut self, archive: &mut Archive, index: SessionIndex) {
        let Archive { store, tables, files, diagnostics, .. } = archive;
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

    /// Asks the sessions of files for the parts of their origin that folders do not reveal.
    fn learn_origins(&mut self, archive: &mut Archive) {
        let Archive { store, tables, files, .. } = archive;
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
}

//! Sessions in the order of their start, step by step: to put millions of them in order at once takes long.
//!
//! Each step puts a run of them in order. Once all are, the next session is the first one of all runs.

use super::contents::{Contents, ExportContents};
use crate::archive::Archive;
use crate::store::SessionIndex;
use crate::time::Timestamp;
use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::cmp::Reverse;

/// Number of sessions in a run.
pub const RUN: usize = 1 << 16;

/// Sessions that are taken by their start; those that start at the same time in the order in which they were read.
#[derive(Debug)]
pub struct ByStart {
    sessions: Vec<SessionIndex>,
    /// Number of sessions that are in a run.
    ordered: usize,
    /// The first session of each run that has not been taken, with its place.
    heads: BinaryHeap<Reverse<(Timestamp, SessionIndex, usize)>>,
    /// Number of sessions that have been taken.
    taken: usize,
    contents: Contents,
}

impl ByStart {
    /// Sessions in any order.
    pub fn new(sessions: Vec<SessionIndex>) -> ByStart {
        ByStart { sessions, ordered: 0, heads: BinaryHeap::new(), taken: 0, contents: Contents::default() }
    }

    /// Puts the next run in order. Returns whether all have been.
    pub fn order_run(&mut self, archive: &Archive) -> bool {
        let (begin, end) = (self.ordered, self.sessions.len().min(self.ordered + RUN));
        let run = self.sessions.get_mut(begin..end).unwrap_or_default();
        // Sessions are nearly in the order of their start, from which a stable sort benefits.
        run.sort_by_key(|&index| (start(archive, index), index));
        for index in run.iter() {
            self.contents.add(archive, archive.store.sessions.get(*index));
        }
        self.ordered = end;
        self.push_head(archive, begin);
        self.is_ordered()
    }

    /// Whether all are in order.
    pub fn is_ordered(&self) -> bool {
        self.ordered == self.sessions.len()
    }

    /// Takes the next session; `None` unless all are in order.
    pub fn take(&mut self, archive: &Archive) -> Option<SessionIndex> {
        let Reverse((_, index, place)) = self.is_ordered().then(|| self.heads.pop())??;
        if (place + 1) % RUN > 0 {
            self.push_head(archive, place + 1);
        }
        self.taken += 1;
        Some(index)
    }

    /// Number of sessions that have not been taken.
    pub fn left(&self) -> usize {
        self.sessions.len() - self.taken
    }

    /// What they are; `None` unless all are in order.
    pub fn contents(&self, archive: &Archive) -> Option<ExportContents> {
        self.is_ordered().then(|| self.contents.report(archive))
    }

    fn push_head(&mut self, archive: &Archive, place: usize) {
        if let Some(&index) = self.sessions.get(place) {
            self.heads.push(Reverse((start(archive, index), index, place)));
        }
    }
}

fn start(archive: &Archive, index: SessionIndex) -> Timestamp {
    archive.store.sessions.get(index).start
}

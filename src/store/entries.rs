//! The entries, as columns in the order in which they were read.

use super::blocks::Blocks;
use super::index::{EntryIndex, SessionIndex, TextIndex};
use crate::time::Timestamp;
use core::ops::Range;

/// All entries; one column a field, written by [`Entries::push`] alone.
#[derive(Debug, Default)]
pub struct Entries {
    sessions: Blocks<SessionIndex>,
    /// Milliseconds since 1970 need 41 bits; 48 in two columns cost less than 64 in one.
    times_low: Blocks<u32>,
    times_high: Blocks<u16>,
    sequences: Blocks<u32>,
    texts: Blocks<TextIndex>,
    /// The entry before this one in the same session.
    previous: Blocks<EntryIndex>,
}

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// The session it belongs to.
    pub session: SessionIndex,
    /// Its time stamp.
    pub time: Timestamp,
    /// The sequence-number; in logs without one the position in the session.
    pub sequence: u32,
    /// Event, data and context.
    pub text: TextIndex,
    /// The entry before it in the same session.
    pub previous: EntryIndex,
}

impl Entries {
    /// Adds an entry.
    #[inline]
    pub fn push(&mut self, row: EntryRow) -> EntryIndex {
        let index = EntryIndex(self.sessions.len() as u32);
        self.sessions.push(row.session);
        // Plausible times (`crate::time`) are positive and below 2 to the power of 42.
        self.times_low.push(row.time.0 as u32);
        self.times_high.push((row.time.0 >> 32) as u16);
        self.sequences.push(row.sequence);
        self.texts.push(row.text);
        self.previous.push(row.previous);
        index
    }

    /// The entry at `index`.
    #[inline]
    pub fn get(&self, index: EntryIndex) -> EntryRow {
        let at = index.0 as usize;
        EntryRow {
            session: self.sessions[at],
            time: self.time(index),
            sequence: self.sequences[at],
            text: self.texts[at],
            previous: self.previous[at],
        }
    }

    /// The text of the entry.
    #[inline]
    pub fn text(&self, index: EntryIndex) -> TextIndex {
        self.texts[index.0 as usize]
    }

    /// When the entry was written.
    #[inline]
    pub fn time(&self, index: EntryIndex) -> Timestamp {
        let at = index.0 as usize;
        Timestamp(i64::from(self.times_high[at]) << 32 | i64::from(self.times_low[at]))
    }

    /// The session of the entry; [`SessionIndex::NONE`] for a duplicate.
    #[inline]
    pub fn session(&self, index: EntryIndex) -> SessionIndex {
        self.sessions[index.0 as usize]
    }

    /// The entry before this one in the same session.
    #[inline]
    pub fn previous(&self, index: EntryIndex) -> EntryIndex {
        self.previous[index.0 as usize]
    }

    /// The entries of a chain, from the last one back; none for [`EntryIndex::NONE`].
    pub fn chain(&self, last: EntryIndex) -> impl Iterator<Item = EntryIndex> + '_ {
        let exists = |entry: &EntryIndex| *entry != EntryIndex::NONE;
        core::iter::successors(Some(last).filter(exists), move |at| Some(self.previous(*at)).filter(exists))
    }

    /// Changes the entry before this one in the same session.
    pub fn relink(&mut self, index: EntryIndex, previous: EntryIndex) {
        self.previous[index.0 as usize] = previous;
    }

    /// Says to which session the entry belongs: to none if it is a duplicate.
    pub fn put_into(&mut self, index: EntryIndex, session: SessionIndex) {
        self.sessions[index.0 as usize] = session;
    }

    /// Sets the position in the session, in logs without sequence-numbers.
    pub fn renumber(&mut self, index: EntryIndex, sequence: u32) {
        self.sequences[index.0 as usize] = sequence;
    }

    /// Session and time of the entries of a range, in order: the fast way over them. The session of a duplicate is
    /// [`SessionIndex::NONE`].
    pub fn session_times(&self, range: Range<EntryIndex>) -> impl Iterator<Item = (SessionIndex, Timestamp)> {
        let range = range.start.0 as usize..range.end.0 as usize;
        let low = self.times_low.slices_of(range.clone()).zip(self.times_high.slices_of(range.clone()));
        self.sessions.slices_of(range).zip(low).flat_map(|(sessions, (low, high))| {
            let times = low.iter().zip(high).map(|(&low, &high)| Timestamp(i64::from(high) << 32 | i64::from(low)));
            sessions.iter().copied().zip(times)
        })
    }

    /// The index of the next entry: the number of all that were ever added.
    pub fn next_index(&self) -> EntryIndex {
        EntryIndex(self.sessions.len() as u32)
    }

    /// Session and text of every entry, without duplicates: what a query scans.
    pub fn session_texts(&self) -> impl Iterator<Item = (&[SessionIndex], &[TextIndex])> {
        self.sessions.slices().zip(self.texts.slices())
    }
}

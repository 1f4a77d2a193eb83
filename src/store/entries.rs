//! The entries, as columns in the order in which they were read.

use super::blocks::Blocks;
use super::index::{EntryIndex, SessionIndex, TextIndex};
use super::uniform::Uniform;
use crate::time::Timestamp;
use core::ops::Range;

/// All entries; one column a field, written by [`Entries::push`] alone.
#[derive(Debug, Default)]
pub struct Entries {
    sessions: Blocks<SessionIndex>,
    /// Milliseconds since 1970 need 41 bits, of which the upper ones change every 50 days.
    times_low: Blocks<u32>,
    times_high: Uniform,
    sequences: Halves,
    texts: Blocks<TextIndex>,
    /// How far the entry before this one in the same session is before it, modulo 2 to the power of 32, as it may have been read later; 0 if
    /// there is none.
    distances: Halves,
}

/// A growing column of numbers of 32 bits, most of which need 16: see [`Uniform`].
#[derive(Debug, Default)]
struct Halves {
    low: Blocks<u16>,
    high: Uniform,
}

impl Halves {
    #[inline]
    fn push(&mut self, value: u32) {
        self.low.push(value as u16);
        self.high.push((value >> 16) as u16);
    }

    #[inline]
    fn get(&self, index: usize) -> u32 {
        u32::from(self.high.get(index)) << 16 | u32::from(self.low[index])
    }

    fn set(&mut self, index: usize, value: u32) {
        self.low[index] = value as u16;
        self.high.set(index, (value >> 16) as u16);
    }
}

/// How far an entry is before another in the same session; 0 for [`EntryIndex::NONE`].
fn distance(index: EntryIndex, previous: EntryIndex) -> u32 {
    if previous == EntryIndex::NONE { 0 } else { index.0.wrapping_sub(previous.0) }
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

fn timestamp(high: u16, low: u32) -> Timestamp {
    Timestamp(i64::from(high) << 32 | i64::from(low))
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
        self.distances.push(distance(index, row.previous));
        index
    }

    /// The entry at `index`.
    #[inline]
    pub fn get(&self, index: EntryIndex) -> EntryRow {
        let at = index.0 as usize;
        EntryRow {
            session: self.sessions[at],
            time: self.time(index),
            sequence: self.sequences.get(at),
            text: self.texts[at],
            previous: self.previous(index),
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
        timestamp(self.times_high.get(at), self.times_low[at])
    }

    /// The session of the entry; [`SessionIndex::NONE`] for a duplicate.
    #[inline]
    pub fn session(&self, index: EntryIndex) -> SessionIndex {
        self.sessions[index.0 as usize]
    }

    /// The entry before this one in the same session.
    #[inline]
    pub fn previous(&self, index: EntryIndex) -> EntryIndex {
        match self.distances.get(index.0 as usize) {
            0 => EntryIndex::NONE,
            distance => EntryIndex(index.0.wrapping_sub(distance)),
        }
    }

    /// The entries of a chain, from the last one back; none for [`EntryIndex::NONE`].
    pub fn chain(&self, last: EntryIndex) -> impl Iterator<Item = EntryIndex> + '_ {
        let exists = |entry: &EntryIndex| *entry != EntryIndex::NONE;
        core::iter::successors(Some(last).filter(exists), move |at| Some(self.previous(*at)).filter(exists))
    }

    /// Changes the entry before this one in the same session.
    pub fn relink(&mut self, index: EntryIndex, previous: EntryIndex) {
        self.distances.set(index.0 as usize, distance(index, previous));
    }

    /// Says to which session the entry belongs: to none if it is a duplicate.
    pub fn put_into(&mut self, index: EntryIndex, session: SessionIndex) {
        self.sessions[index.0 as usize] = session;
    }

    /// Sets the position in the session, in logs without sequence-numbers.
    pub fn renumber(&mut self, index: EntryIndex, sequence: u32) {
        self.sequences.set(index.0 as usize, sequence);
    }

    /// Session and time of the entries of a range, in order: the fast way over them. The session of a duplicate is
    /// [`SessionIndex::NONE`].
    pub fn session_times(&self, range: Range<EntryIndex>) -> impl Iterator<Item = (SessionIndex, Timestamp)> {
        let range = range.start.0 as usize..range.end.0 as usize;
        let slices = self.sessions.slices_of(range.clone()).zip(self.times_low.slices_of(range.clone()));
        let placed = slices.scan(range.start, |next, (sessions, low)| {
            let first = *next;
            *next += low.len();
            Some((first, sessions, low))
        });
        placed.flat_map(|(first, sessions, low)| {
            let times = (first..).zip(low).map(|(at, &low)| timestamp(self.times_high.get(at), low));
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

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    fn rows() -> impl Strategy<Value = Vec<EntryRow>> {
        let link = prop_oneof![Just(u32::MAX), 0..400_u32, 100_000..200_000_u32];
        let sequence = prop_oneof![0..90_u32, any::<u32>()];
        let row = (0..1_i64 << 42, sequence, link).prop_map(|(time, sequence, previous)| EntryRow {
            session: SessionIndex(sequence / 3),
            time: Timestamp(time),
            sequence,
            text: TextIndex(sequence / 2),
            previous: EntryIndex(previous),
        });
        prop::collection::vec(row, 1..400)
    }

    proptest! {
        #[test]
        fn entries_are_read_back(rows in rows(), links in prop::collection::vec((any::<prop::sample::Index>(), 0..400_u32), 0..9)) {
            let mut entries = Entries::default();
            // No entry is before itself.
            let previous = |(index, row): (u32, EntryRow)| if row.previous.0 == index { EntryIndex::NONE } else { row.previous };
            let own = (0..).zip(rows).map(|(index, row)| EntryRow { previous: previous((index, row)), ..row });
            let mut expected: Vec<EntryRow> = own.collect();
            for row in &expected {
                entries.push(*row);
            }
            for (index, previous) in links {
                let index = index.index(expected.len());
                if index != previous as usize {
                    entries.relink(EntryIndex(index as u32), EntryIndex(previous));
                    expected[index].previous = EntryIndex(previous);
                }
            }
            let all = EntryIndex(0)..entries.next_index();
            let found: Vec<EntryRow> = (0..all.end.0).map(|index| entries.get(EntryIndex(index))).collect();
            prop_assert_eq!(&found, &expected);
            let times = expected.iter().map(|row| (row.session, row.time)).collect::<Vec<_>>();
            prop_assert_eq!(entries.session_times(all).collect::<Vec<_>>(), times);
        }
    }
}

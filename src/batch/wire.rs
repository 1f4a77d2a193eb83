//! A batch as bytes, which can cross from one thread to another, and back.
//!
//! The bytes are those of [postcard](https://postcard.jamesmunns.com/wire-format), in the order of the fields; its many rows
//! are [`flat`](super::flat) within. They are read by the same build that wrote them. Nothing that a batch says is believed: an index
//! that points outside of it is an error, so a merge may follow them all.

use super::{Batch, EntryRow, Fragment, Step, TextRow, Word, Words};
use crate::entry::Labels;
use alloc::vec::Vec;

/// No entry is written as late as this many milliseconds after 1970; the store keeps 48 bits.
const TIMES_END: i64 = 1 << 48;

/// These bytes are not those of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DamagedBatch;

impl Batch {
    /// The batch as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Fails for sequences of unknown length only, and there are none.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads a batch.
    ///
    /// # Errors
    ///
    /// The bytes are damaged: they are not those of a batch, or it refers to what it does not contain.
    pub fn from_bytes(bytes: &[u8]) -> Result<Batch, DamagedBatch> {
        let (batch, rest): (Batch, &[u8]) = postcard::take_from_bytes(bytes).map_err(|_| DamagedBatch)?;
        if rest.is_empty() && batch.is_sound() { Ok(batch) } else { Err(DamagedBatch) }
    }

    /// Whether all that it refers to is in it.
    fn is_sound(&self) -> bool {
        self.strings.are_sound()
            && self.texts.are_sound()
            && self.text_rows.len() == self.texts.len()
            && (0..).map(Word).zip(&self.text_rows).all(|(word, row)| self.is_text(word, row))
            && self.fragments.iter().all(|fragment| self.is_fragment(fragment))
            && self.entries.iter().all(|entry| self.is_entry(entry))
            && self.steps_are_sound()
    }

    fn is_text(&self, word: Word, row: &TextRow) -> bool {
        row.data_length as usize <= self.texts.get(word).len()
    }

    fn is_string(&self, word: Word) -> bool {
        (word.0 as usize) < self.strings.len()
    }

    fn is_fragment(&self, fragment: &Fragment) -> bool {
        let Labels { connector, local, remote } = fragment.labels;
        [fragment.id, connector, local, remote].into_iter().all(|word| self.is_string(word))
    }

    fn is_entry(&self, entry: &EntryRow) -> bool {
        (entry.fragment as usize) < self.fragments.len()
            && (entry.text.0 as usize) < self.text_rows.len()
            && (0..TIMES_END).contains(&entry.time.0)
    }

    /// Whether the steps take all entries and all cells.
    fn steps_are_sound(&self) -> bool {
        let (mut entries, mut cells) = (0, self.cells.as_slice());
        let sound = self.steps.iter().all(|step| match step {
            Step::Recognised { name, .. } => self.is_string(*name),
            Step::LogPath { folder, name } => self.is_string(*folder) && self.is_string(*name),
            Step::LocalTimes(_) | Step::OpenEnd => true,
            Step::Columns { name, columns, .. } => {
                self.is_string(*name) && !columns.is_empty() && columns.iter().all(|&column| self.is_string(column))
            }
            &Step::Entries { count, have_cells } => {
                entries += count as usize;
                !have_cells || self.take_rows(count, &mut cells)
            }
            &Step::TableRows { count } => self.take_rows(count, &mut cells),
        });
        sound && entries == self.entries.len() && cells.is_empty()
    }

    /// Takes the cells of so many rows; returns whether they are there.
    fn take_rows(&self, count: u32, cells: &mut &[u32]) -> bool {
        (0..count).all(|_| {
            let row = cells.split_first().and_then(|(&length, rest)| rest.split_at_checked(length as usize));
            let Some((row, rest)) = row else { return false };
            *cells = rest;
            row.iter().all(|&cell| cell & Batch::EMPTY_CELLS != 0 || self.is_string(Word(cell)))
        })
    }
}

impl Words {
    /// Whether the strings follow each other, and each has a hash.
    fn are_sound(&self) -> bool {
        self.ends.is_sorted()
            && self.ends.last().map_or(0, |&end| end as usize) == self.bytes.len()
            && self.hashes.len() == self.ends.len()
    }
}

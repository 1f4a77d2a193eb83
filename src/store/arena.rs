//! The bytes of all interned strings of one kind, in big blocks, each string behind the other.
//!
//! A search goes over whole blocks and asks afterwards which string a place belongs to; that is what makes full-text
//! search over a gigabyte of log a matter of milliseconds. A line feed stands behind every string, so that what is found
//! does not reach over its end.

use super::Blocks;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Bytes in one block; a string lies whole in one. Longer ones cannot come, since a line is shorter
/// ([`crate::text::line::MAX_LINE`]); one that did would be cut.
const BLOCK: usize = 1 << 22;
const BLOCK_BITS: u32 = BLOCK.trailing_zeros();

/// Strings behind each other; see the module's essay.
#[derive(Debug, Default)]
pub struct Arena {
    blocks: Vec<Block>,
    /// Where each string starts: the number of its block and the place in it.
    starts: Blocks<u32>,
}

#[derive(Debug)]
struct Block {
    bytes: Vec<u8>,
    /// Index of the first string in it.
    first: u32,
}

impl Arena {
    /// Number of strings.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no string.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Adds the string that the parts make, and returns its index.
    pub fn push(&mut self, parts: [&[u8]; 3]) -> u32 {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let index = self.starts.len() as u32;
        let block = self.block_with_room(length + 1, index);
        let start = (self.blocks.len() as u32 - 1) << BLOCK_BITS;
        let Some(block) = self.blocks.get_mut(block) else { return 0 };
        let start = start | block.bytes.len() as u32;
        for part in parts {
            let room = BLOCK - 1 - block.bytes.len();
            block.bytes.extend_from_slice(&part[..part.len().min(room)]);
        }
        block.bytes.push(b'\n');
        self.starts.push(start);
        index
    }

    fn block_with_room(&mut self, length: usize, index: u32) -> usize {
        let fits = self.blocks.last().is_some_and(|block| block.bytes.len() + length <= BLOCK);
        if !fits {
            let bytes = if self.blocks.is_empty() { Vec::new() } else { Vec::with_capacity(BLOCK) };
            self.blocks.push(Block { bytes, first: index });
        }
        self.blocks.len() - 1
    }

    /// The bytes of the string at `index`; empty when there is none.
    #[inline]
    pub fn get(&self, index: u32) -> &[u8] {
        let Some(&start) = self.starts.get(index as usize) else { return b"" };
        let (number, from) = (start >> BLOCK_BITS, start as usize & (BLOCK - 1));
        let bytes = &self.blocks[number as usize].bytes;
        let to = match self.starts.get(index as usize + 1) {
            Some(&next) if next >> BLOCK_BITS == number => next as usize & (BLOCK - 1),
            _ => bytes.len(),
        };
        &bytes[from..to - 1]
    }

    /// Calls `found` with every string in which `find` finds something. `find` gets a block and a place in it and
    /// returns the next place at or behind that one (from, to) that it likes.
    pub fn search(&self, find: impl Fn(&[u8], usize) -> Option<(usize, usize)>, mut found: impl FnMut(u32)) {
        for (number, block) in self.blocks.iter().enumerate() {
            let past = self.blocks.get(number + 1).map_or(self.starts.len() as u32, |next| next.first);
            let (mut from, mut index) = (0, block.first);
            while let Some((start, end)) = find(&block.bytes, from) {
                index = self.string_at(start, index, past);
                let string_end = self.end_in_block(index, past, block);
                if end <= string_end {
                    found(index);
                }
                // On with the next string, or one byte on where the place reached over the end of this one.
                from = if end <= string_end { string_end + 1 } else { start + 1 };
                if from >= block.bytes.len() {
                    break;
                }
            }
        }
    }

    /// Which of the strings from `low` to `past`, all of one block, holds the place. Hits often lie close together, so
    /// it looks near by before it halves the block.
    fn string_at(&self, place: usize, low: u32, past: u32) -> u32 {
        let (mut low, mut step) = (low, 1);
        while low + step < past && self.compare(low + step, place) != Ordering::Greater {
            low += step;
            step *= 2;
        }
        let mut high = past.min(low + step);
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if self.compare(middle, place) == Ordering::Greater {
                high = middle;
            } else {
                low = middle;
            }
        }
        low
    }

    fn compare(&self, index: u32, place: usize) -> Ordering {
        (self.starts[index as usize] as usize & (BLOCK - 1)).cmp(&place)
    }

    fn end_in_block(&self, index: u32, past: u32, block: &Block) -> usize {
        let next = if index + 1 < past {
            self.starts[index as usize + 1] as usize & (BLOCK - 1)
        } else {
            block.bytes.len()
        };
        next - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec;

    #[test]
    fn strings_come_back_over_blocks() {
        let mut arena = Arena::default();
        let long = vec![b'x'; 100_000];
        for number in 0..200 {
            arena.push([format!("{number}:").as_bytes(), &long, b""]);
            arena.push([b"", b"", b""]);
        }
        assert_eq!(arena.len(), 400);
        for number in 0..200u32 {
            let string = arena.get(2 * number);
            assert!(string.starts_with(format!("{number}:").as_bytes()) && string.ends_with(b"x"));
            assert_eq!(arena.get(2 * number + 1), b"");
        }
        assert_eq!(arena.get(400), b"");
    }

    #[test]
    fn a_search_names_each_string_once_and_stays_inside() {
        let mut arena = Arena::default();
        for string in ["ab", "b", "abab", "", "xab", "a"] {
            arena.push([string.as_bytes(), b"", b""]);
        }
        let find = |needle: &'static [u8]| {
            move |block: &[u8], from: usize| {
                let at = memchr::memmem::find(&block[from..], needle)?;
                Some((from + at, from + at + needle.len()))
            }
        };
        let mut found = vec![];
        arena.search(find(b"ab"), |index| found.push(index));
        assert_eq!(found, [0, 2, 4]);
        found.clear();
        arena.search(find(b"b\n"), |index| found.push(index));
        assert!(found.is_empty(), "the end of a string is no part of it");
    }
}

//! The bytes of all interned strings of one kind, one after another in large blocks.
//!
//! A search scans whole blocks and determines afterwards which string a match belongs to. That is what makes full-text
//! search in a gigabyte of logs a matter of milliseconds.

use super::blocks::Blocks;
use alloc::vec::Vec;

/// Bytes in one block; no string spans two. Longer strings do not occur, since a line is shorter
/// ([`crate::text::line::MAX_LINE`]); they would be truncated.
const BLOCK: usize = 1 << 21;
const BLOCK_BITS: u32 = BLOCK.trailing_zeros();

/// Strings one after another; see the module's essay.
#[derive(Debug, Default)]
pub struct Arena {
    blocks: Vec<Block>,
    /// Where each string starts: the number of its block and the offset in it.
    starts: Blocks<u32>,
}

/// Strings one directly after the other.
pub struct StringBlock<'a> {
    /// Their bytes.
    pub bytes: &'a [u8],
    /// Where each of them ends.
    pub ends: Vec<u32>,
    /// Index of the first.
    pub first: u32,
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

    /// Adds the string that the parts make, and returns its index.
    pub fn push(&mut self, parts: [&[u8]; 3]) -> u32 {
        let index = self.starts.len() as u32;
        let number = self.block_with_room(parts.iter().map(|part| part.len()).sum(), index);
        let Some(block) = self.blocks.get_mut(number) else { return 0 };
        self.starts.push((number as u32) << BLOCK_BITS | block.bytes.len() as u32);
        for part in parts {
            block.write(part);
        }
        index
    }

    fn block_with_room(&mut self, length: usize, index: u32) -> usize {
        let fits = self.blocks.last().is_some_and(|block| block.bytes.len() + length <= BLOCK);
        if !fits {
            // The first block grows on demand, so that a small log costs little.
            let bytes = if self.blocks.is_empty() { Vec::new() } else { Vec::with_capacity(BLOCK) };
            self.blocks.push(Block { bytes, first: index });
        }
        self.blocks.len() - 1
    }

    /// The bytes of the string at `index`; empty if there is none.
    #[inline]
    pub fn get(&self, index: u32) -> &[u8] {
        // Nearly always the next string starts in the same block, of starts too.
        let (start, next) = match *self.starts.rest_of_block(index as usize) {
            [start, next, ..] => (start, Some(next)),
            [start] => (start, self.starts.get(index as usize + 1).copied()),
            [] => return b"",
        };
        let (number, from) = (start >> BLOCK_BITS, start as usize & (BLOCK - 1));
        let block = &self.blocks[number as usize];
        let to = match next {
            Some(next) if next >> BLOCK_BITS == number => next as usize & (BLOCK - 1),
            _ => block.bytes.len(),
        };
        &block.bytes[from..to]
    }

    /// The blocks, one after the other.
    pub fn blocks(&self) -> impl Iterator<Item = StringBlock<'_>> {
        let firsts = self.blocks.iter().skip(1).map(|block| block.first as usize);
        let pasts = firsts.chain([self.starts.len()]);
        self.blocks.iter().zip(pasts).map(|(block, past)| {
            let mut ends = Vec::with_capacity(past - block.first as usize);
            let starts = self.starts.slices_of(block.first as usize + 1..past).flatten();
            ends.extend(starts.map(|start| start & (BLOCK as u32 - 1)));
            ends.push(block.bytes.len() as u32);
            StringBlock { bytes: &block.bytes, ends, first: block.first }
        })
    }
}

impl Block {
    /// Writes as much as fits. Eight bytes at a time: most parts are short, and in WebAssembly the copy instruction
    /// costs as much as a call.
    fn write(&mut self, part: &[u8]) {
        let room = BLOCK - self.bytes.len();
        let (words, rest) = part[..part.len().min(room)].as_chunks::<8>();
        for word in words {
            self.bytes.extend_from_slice(word);
        }
        for &byte in rest {
            self.bytes.push(byte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec;

    #[test]
    fn strings_are_read_back_across_blocks() {
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
    fn blocks_show_where_their_strings_end() {
        let mut arena = Arena::default();
        let long = vec![b'x'; BLOCK / 2];
        for string in [&b"ab"[..], b"", &long, &long, b"c", &long] {
            arena.push([string, b"", b""]);
        }
        let mut seen = vec![];
        for StringBlock { bytes, ends, first } in arena.blocks() {
            for (number, &end) in ends.iter().enumerate() {
                let start = if number == 0 { 0 } else { ends[number - 1] };
                assert_eq!(&bytes[start as usize..end as usize], arena.get(first + number as u32));
            }
            seen.push((first, ends.len()));
        }
        assert_eq!(seen, [(0, 3), (3, 2), (5, 1)]);
        assert_eq!(Arena::default().blocks().count(), 0);
    }
}

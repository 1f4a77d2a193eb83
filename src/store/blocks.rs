//! A column that grows in blocks and never moves its values.

use alloc::vec::Vec;
use core::ops::{Index, IndexMut, Range};

/// Values in one block. With 4-byte values a block is 256 KiB: small compared with any log, large compared with the
/// list of blocks.
const BLOCK: usize = 1 << 16;

/// A growing column of values.
#[derive(Debug)]
pub struct Blocks<T> {
    blocks: Vec<Vec<T>>,
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Blocks { blocks: Vec::new() }
    }
}

impl<T> Blocks<T> {
    /// Number of values.
    pub fn len(&self) -> usize {
        let full = self.blocks.len().saturating_sub(1) * BLOCK;
        full + self.blocks.last().map_or(0, Vec::len)
    }

    /// Adds a value at the end.
    #[inline]
    pub fn push(&mut self, value: T) {
        match self.blocks.last_mut() {
            Some(block) if block.len() < BLOCK => block.push(value),
            _ => self.push_block(value),
        }
    }

    #[cold]
    fn push_block(&mut self, value: T) {
        // The first block grows on demand, so that a small log costs little.
        let mut block = if self.blocks.is_empty() { Vec::new() } else { Vec::with_capacity(BLOCK) };
        block.push(value);
        self.blocks.push(block);
    }

    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flatten()
    }

    /// The values in order, as one slice per block: the fast way to scan a column.
    pub fn slices(&self) -> impl Iterator<Item = &[T]> {
        self.blocks.iter().map(Vec::as_slice)
    }

    /// The values of a range in order, as slices. Columns of the same length are split at the same positions.
    pub fn slices_of(&self, range: Range<usize>) -> impl Iterator<Item = &[T]> {
        let first = range.start / BLOCK;
        self.blocks.iter().zip(0..range.end.div_ceil(BLOCK)).skip(first).map(move |(block, number)| {
            let from = range.start.saturating_sub(number * BLOCK);
            let to = (range.end - number * BLOCK).min(block.len());
            block.get(from..to).unwrap_or_default()
        })
    }

    /// The values from `index` to the end of their block; none if there is no such value.
    #[inline]
    pub fn rest_of_block(&self, index: usize) -> &[T] {
        self.blocks.get(index / BLOCK).and_then(|block| block.get(index % BLOCK..)).unwrap_or_default()
    }

    /// The value at `index`, if there is one.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.blocks.get(index / BLOCK)?.get(index % BLOCK)
    }
}

impl<T> Index<usize> for Blocks<T> {
    type Output = T;

    #[inline]
    fn index(&self, index: usize) -> &T {
        &self.blocks[index / BLOCK][index % BLOCK]
    }
}

impl<T> IndexMut<usize> for Blocks<T> {
    #[inline]
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut self.blocks[index / BLOCK][index % BLOCK]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_in_order_across_blocks() {
        let mut column = Blocks::default();
        assert_eq!(column.len(), 0);
        for value in 0..(2 * BLOCK + 3) {
            column.push(value);
        }
        assert_eq!(column.len(), 2 * BLOCK + 3);
        assert!(column.iter().enumerate().all(|(index, &value)| index == value));
        assert_eq!(column.slices().map(<[usize]>::len).sum::<usize>(), column.len());
        for range in [0..0, 5..9, BLOCK - 1..BLOCK + 1, 3..2 * BLOCK + 3, 2 * BLOCK..9 * BLOCK, BLOCK..BLOCK] {
            let values: Vec<usize> = column.slices_of(range.clone()).flatten().copied().collect();
            let expected: Vec<usize> = (range.start..range.end.min(column.len())).collect();
            assert_eq!(values, expected, "{range:?}");
        }
        column[BLOCK] = 7;
        assert_eq!((column[BLOCK], column.get(BLOCK + 1), column.get(column.len())), (7, Some(&(BLOCK + 1)), None));
    }
}

//! Sets of numbers from 0 to a fixed length, one bit each.

use alloc::vec;
use alloc::vec::Vec;

/// A set of numbers below its length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    length: usize,
}

impl Bits {
    /// No number below `length`.
    pub fn none(length: usize) -> Bits {
        Bits { words: vec![0; length.div_ceil(64)], length }
    }

    /// Every number below `length`.
    pub fn every(length: usize) -> Bits {
        let mut bits = Bits::none(length);
        bits.invert();
        bits
    }

    /// Adds a number; false, and nothing is added, when it is not below the length.
    #[inline]
    pub fn add(&mut self, number: usize) -> bool {
        let fits = number < self.length;
        if let Some(word) = self.words.get_mut(number / 64).filter(|_| fits) {
            *word |= 1 << (number % 64);
        }
        fits
    }

    /// Takes a number out.
    pub fn remove(&mut self, number: usize) {
        if let Some(word) = self.words.get_mut(number / 64) {
            *word &= !(1 << (number % 64));
        }
    }

    /// Whether no number is in it.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Takes out what is in `other`.
    pub fn leave_out(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// Whether a number is in it.
    #[inline]
    pub fn has(&self, number: usize) -> bool {
        self.words.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 != 0)
    }

    /// Keeps what is also in `other`.
    pub fn keep(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Adds what is in `other`.
    pub fn join(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// What was in it is not, and the other way round.
    pub fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        let past = self.length % 64;
        if let Some(last) = self.words.last_mut().filter(|_| past != 0) {
            *last &= (1 << past) - 1;
        }
    }

    /// How many numbers are in it.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The numbers in it, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let in_word = |(place, &word): (usize, &u64)| {
            let next = |&rest: &u64| Some(rest & (rest - 1)).filter(|&rest| rest != 0);
            core::iter::successors(Some(word).filter(|&word| word != 0), next)
                .map(move |rest| place * 64 + rest.trailing_zeros() as usize)
        };
        self.words.iter().enumerate().flat_map(in_word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_behave_as_sets() {
        for length in [0, 1, 63, 64, 65, 200] {
            let mut thirds = Bits::none(length);
            (0..length).step_by(3).for_each(|number| assert!(thirds.add(number)));
            assert!(!thirds.add(length) && !thirds.add(usize::MAX));
            assert!(thirds.iter().eq((0..length).step_by(3)), "{length}");
            assert_eq!(thirds.count(), length.div_ceil(3));
            let mut rest = thirds.clone();
            rest.invert();
            assert_eq!(rest.count() + thirds.count(), length);
            assert!((0..length).all(|number| rest.has(number) != thirds.has(number)));
            let mut all = rest.clone();
            all.join(&thirds);
            assert_eq!(all, Bits::every(length));
            all.keep(&rest);
            assert_eq!(all, rest);
            assert!(!all.has(length) && !all.has(length + 64));
            all.leave_out(&rest);
            assert!(all.is_empty());
            thirds.remove(0);
            thirds.remove(length + 64);
            assert_eq!(thirds.count(), length.div_ceil(3).saturating_sub(1));
        }
    }
}

//! The values of things that have a number, as sessions and rows: a value for each, and lists of the further ones.

use super::names::ValueIndex;
use alloc::vec;
use alloc::vec::Vec;

/// The values of things that have a number: most have one, some have none or several.
#[derive(Debug, Default)]
pub struct ValuesOf {
    /// The first value that was found.
    first: Vec<ValueIndex>,
    /// The others, in order once it is complete: the number in the high half, the value in the low one.
    more: Vec<u64>,
    /// Those of the others that are among the first values of all, one bit each; empty unless there are any, and once it is
    /// complete. Where values are few, as the codes of replies, most are: each is met again and again.
    common: Vec<u64>,
    /// Length of `more` from which it is searched for repetitions.
    full: usize,
}

/// From this length on the list of further values is searched for repetitions while it grows.
const FULL: usize = 1 << 16;

/// Something with a number and one of its values, as one number: all lists of them are sorted by the same code.
pub fn pair(of: u32, value: ValueIndex) -> u64 {
    u64::from(of) << 32 | u64::from(value.0)
}

/// The values of one in a list of such pairs in order, from the place where its own begin.
pub fn values_from(pairs: &[u64], place: usize, of: u32) -> impl Iterator<Item = ValueIndex> {
    let own = pairs.iter().skip(place).take_while(move |&&pair| (pair >> 32) as u32 == of);
    own.map(|&pair| ValueIndex(pair as u32))
}

impl ValuesOf {
    /// No values yet of so many.
    pub fn new(count: usize) -> ValuesOf {
        ValuesOf { first: vec![ValueIndex::NONE; count], more: Vec::new(), common: Vec::new(), full: FULL }
    }

    /// Adds a value of one, unless it is known.
    pub fn add(&mut self, of: u32, value: ValueIndex) {
        match self.first.get_mut(of as usize) {
            Some(first) if !first.is_some() => *first = value,
            Some(first) if *first != value => self.add_further(of, value),
            _ => {}
        }
    }

    /// Adds a value unless there is none.
    pub fn add_some(&mut self, of: u32, value: ValueIndex) {
        if value.is_some() {
            self.add(of, value);
        }
    }

    fn add_further(&mut self, of: u32, value: ValueIndex) {
        if value.0 < u64::BITS {
            if self.common.is_empty() {
                self.common.resize(self.first.len(), 0);
            }
            self.common[of as usize] |= 1 << value.0;
            return;
        }
        self.more.push(pair(of, value));
        if self.more.len() >= self.full {
            self.without_repetitions();
            self.full = (self.more.len() * 2).max(FULL);
        }
    }

    fn without_repetitions(&mut self) {
        self.more.sort();
        self.more.dedup();
    }

    /// All values have been added.
    pub fn complete(mut self) -> ValuesOf {
        self.without_repetitions();
        for (of, mut bits) in (0..).zip(core::mem::take(&mut self.common)) {
            while bits > 0 {
                self.more.push(pair(of, ValueIndex(bits.trailing_zeros())));
                bits &= bits - 1;
            }
        }
        // Two lists that are in order each: a stable sort merges them.
        self.more.sort();
        self.more.shrink_to_fit();
        self
    }

    /// Replaces `into` with the values of one; with [`ValueIndex::NONE`] if it has none. `place` is where the further values
    /// of one before it begin, or 0, and becomes where its own begin.
    pub fn get(&self, of: u32, place: &mut usize, into: &mut Vec<ValueIndex>) {
        into.clear();
        self.each(of, place, |value| into.push(value));
    }

    /// The same, one value after the other.
    #[inline]
    pub fn each(&self, of: u32, place: &mut usize, mut see: impl FnMut(ValueIndex)) {
        see(self.first.get(of as usize).copied().unwrap_or(ValueIndex::NONE));
        if !self.more.is_empty() {
            *place = self.place_of(of, *place);
            values_from(&self.more, *place, of).for_each(see);
        }
    }

    /// Where the further values of one begin. It is looked for from a place before it in steps that double, since as a rule
    /// it is near.
    fn place_of(&self, of: u32, from: usize) -> usize {
        let is_before = |more: &u64| *more < u64::from(of) << 32;
        let mut width = 1;
        while self.more.get(from + width - 1).is_some_and(is_before) {
            width *= 2;
        }
        let begin = from + width / 2;
        let near = self.more.get(begin..self.more.len().min(from + width)).unwrap_or_default();
        begin + near.partition_point(is_before)
    }
}

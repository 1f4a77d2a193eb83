//! Numbers for keys in the order in which they come: one piece of code for whatever is grouped by a few words.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// The numbers that keys have got.
#[derive(Debug, Default)]
pub struct Numbers(BTreeMap<Vec<u8>, usize>);

impl Numbers {
    /// The number of a key, the next one if it is new.
    #[inline(never)]
    pub fn of(&mut self, key: Vec<u8>) -> usize {
        let next = self.0.len();
        *self.0.entry(key).or_insert(next)
    }

    /// The number of a key that has one.
    #[inline(never)]
    pub fn known(&self, key: &[u8]) -> Option<usize> {
        self.0.get(key).copied()
    }

    /// How many keys have a number.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// Sets what is known of the one with a number: the number of a new one is the length of the list.
pub fn set<T>(all: &mut Vec<T>, number: usize, known: T) {
    match all.get_mut(number) {
        Some(before) => *before = known,
        None => all.push(known),
    }
}

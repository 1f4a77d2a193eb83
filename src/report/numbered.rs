//! Names by number.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Numbers of names, whatever their case, from 0 in the order in which they are met: what is known of each is in a list.
#[derive(Debug, Default)]
pub struct Numbered(BTreeMap<Vec<u8>, usize>);

impl Numbered {
    /// The number of a name, which may be a new one.
    pub fn number(&mut self, name: &[u8]) -> usize {
        let next = self.0.len();
        *self.0.entry(name.to_ascii_lowercase()).or_insert(next)
    }

    /// The number of a name that has been met.
    pub fn known(&self, name: &[u8]) -> Option<usize> {
        self.0.get(&name.to_ascii_lowercase()).copied()
    }
}

/// Sets what is known of the one with a number: of a new one, its number is the length of the list.
pub fn set<T>(all: &mut Vec<T>, number: usize, known: T) {
    match all.get_mut(number) {
        Some(before) => *before = known,
        None => all.push(known),
    }
}

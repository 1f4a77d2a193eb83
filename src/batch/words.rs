//! The distinct strings of a batch, one after the other, each with its hash.

use super::{Word, flat};
use crate::bytes::same;
use crate::store::strings::Slot;
use alloc::vec::Vec;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

/// Strings with their hashes under the key of the engine, so that the store need not hash them again.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    #[serde(with = "serde_bytes")]
    pub(super) bytes: Vec<u8>,
    /// The end of each string in `bytes`.
    #[serde(with = "flat")]
    pub(super) ends: Vec<u32>,
    #[serde(with = "flat")]
    pub(super) hashes: Vec<u32>,
}

impl Words {
    /// Number of strings.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A string; empty if there is none at that index.
    #[inline]
    pub fn get(&self, word: Word) -> &[u8] {
        let at = word.0 as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.ends.get(at).and_then(|&end| self.bytes.get(start..end as usize)).unwrap_or_default()
    }

    /// The hash of a string.
    #[inline]
    pub fn hash(&self, word: Word) -> u32 {
        self.hashes.get(word.0 as usize).copied().unwrap_or_default()
    }

    fn push(&mut self, parts: [&[u8]; 2], hash: u32) -> Word {
        parts.iter().for_each(|part| self.bytes.extend_from_slice(part));
        self.ends.push(self.bytes.len() as u32);
        self.hashes.push(hash);
        Word(self.ends.len() as u32 - 1)
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.hashes.clear();
    }
}

/// Finds the strings of a batch that is being made.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    slots: HashTable<Slot>,
}

impl Dictionary {
    /// The index of a string in two parts, which is the same as another if `is_same` holds too: `Ok` if it was there, `Err`
    /// if it is new and has been added.
    #[inline]
    pub(super) fn find_or_add(
        &mut self,
        words: &mut Words,
        parts: [&[u8]; 2],
        hash: u32,
        is_same: impl Fn(Word) -> bool,
    ) -> Result<Word, Word> {
        let same = |slot: &Slot| {
            slot.hash == hash && {
                let word = words.get(Word(slot.index));
                word.split_at_checked(parts[0].len())
                    .is_some_and(|(first, second)| same(first, parts[0]) && same(second, parts[1]))
                    && is_same(Word(slot.index))
            }
        };
        match self.slots.find(Slot::spread(hash), same) {
            Some(slot) => Ok(Word(slot.index)),
            None => Err(self.add(words, parts, hash)),
        }
    }

    fn add(&mut self, words: &mut Words, parts: [&[u8]; 2], hash: u32) -> Word {
        let word = words.push(parts, hash);
        self.slots.insert_unique(Slot::spread(hash), Slot { hash, index: word.0 }, Slot::rehash);
        word
    }

    /// Forgets all strings.
    pub(super) fn clear(&mut self, words: &mut Words) {
        self.slots.clear();
        words.clear();
    }
}

//! Interned strings: connectors, endpoints, names. Each is stored once; 0 is the empty string.

use super::arena::Arena;
use super::index::StringIndex;
use crate::bytes::{HashKey, same};
use alloc::string::String;
use hashbrown::HashTable;

/// A slot of an index table: the hash (so that the table grows without looking at what it names) and the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    /// The hash of the string.
    pub hash: u32,
    /// Its index.
    pub index: u32,
}

impl Slot {
    /// The hash as the table needs it: the table takes its tag from the highest bits, which 32 bits alone would leave
    /// zero on 64-bit machines.
    pub fn spread(hash: u32) -> u64 {
        u64::from(hash) << 32 | u64::from(hash)
    }

    /// The hash of a slot as the table needs it.
    pub fn rehash(&self) -> u64 {
        Slot::spread(self.hash)
    }
}

/// All strings except the texts of entries.
#[derive(Debug)]
pub struct Strings {
    key: HashKey,
    arena: Arena,
    slots: HashTable<Slot>,
}

#[cfg(test)]
impl Default for Strings {
    fn default() -> Self {
        Strings::new(HashKey::default())
    }
}

impl Strings {
    /// The empty string alone.
    pub(crate) fn new(key: HashKey) -> Strings {
        let mut strings = Strings { key, arena: Arena::default(), slots: HashTable::new() };
        strings.intern(b"");
        strings
    }

    /// The index of a string, which is stored if it is new.
    pub fn intern(&mut self, string: &[u8]) -> StringIndex {
        self.intern_hashed(string, self.key.hash([string]))
    }

    /// The index of a string with that hash, which is stored if it is new.
    #[inline]
    pub fn intern_hashed(&mut self, string: &[u8], hash: u32) -> StringIndex {
        let Strings { arena, slots, .. } = self;
        let same = |slot: &Slot| slot.hash == hash && same(arena.get(slot.index), string);
        if let Some(slot) = slots.find(Slot::spread(hash), same) {
            return StringIndex(slot.index);
        }
        let index = arena.push([string, b"", b""]);
        slots.insert_unique(Slot::spread(hash), Slot { hash, index }, Slot::rehash);
        StringIndex(index)
    }

    /// The index of a string, if it is stored.
    pub fn find(&self, string: &[u8]) -> Option<StringIndex> {
        let hash = self.key.hash([string]);
        let same = |slot: &Slot| slot.hash == hash && same(self.arena.get(slot.index), string);
        self.slots.find(Slot::spread(hash), same).map(|slot| StringIndex(slot.index))
    }

    /// The bytes of a string.
    #[inline]
    pub fn get(&self, index: StringIndex) -> &[u8] {
        self.arena.get(index.0)
    }

    /// A string as text, with replacement characters for invalid UTF-8.
    pub fn text(&self, index: StringIndex) -> String {
        String::from_utf8_lossy(self.get(index)).into_owned()
    }

    /// The strings, to search them.
    pub fn arena(&self) -> &Arena {
        &self.arena
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn a_string_is_stored_once() {
        let mut strings = Strings::default();
        assert_eq!(strings.intern(b""), StringIndex::EMPTY);
        let indices: alloc::vec::Vec<_> = (0..1000).map(|n| strings.intern(format!("s{n}").as_bytes())).collect();
        for (n, &index) in indices.iter().enumerate() {
            assert_eq!(strings.intern(format!("s{n}").as_bytes()), index);
            assert_eq!(strings.get(index), format!("s{n}").as_bytes());
        }
        assert_eq!(strings.arena().len(), 1001);
        assert_eq!((strings.find(b"s7"), strings.find(b"other")), (Some(indices[7]), None));
    }
}

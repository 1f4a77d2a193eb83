//! Keyed hashing.
//!
//! Log text is hostile: who knows how it is hashed can write thousands of ids that meet in one slot of a table, and
//! every row then costs as much as all the rows before it. So every hash of the engine is taken under a key. The key
//! comes from a random seed that the caller draws, because the engine reads no random source; no answer depends on it,
//! because no table is ever iterated.
//!
//! The hash is foldhash with all of its secrets seeded: a folded multiplication is zero if either factor is, so a
//! secret that is known lets an attacker choose a factor (foldhash documents this under *HashDoS resistance*). The
//! variant is `quality`, since tables keep 32 bits of the 64.

use core::hash::{BuildHasher, Hasher};
use foldhash::SharedSeed;
use foldhash::quality::FoldHasher;

/// The key under which everything is hashed.
#[derive(Clone, Debug)]
pub(crate) struct HashKey {
    start: u64,
    secrets: SharedSeed,
}

/// A hash map under a key; [`HashKey`] is its hasher. For what is not looked up in every row.
pub(crate) type HashMap<K, V> = hashbrown::HashMap<K, V, HashKey>;

/// The secrets that follow from 0 and from all ones are all the same. No random seed is one of them, but a test may
/// choose them.
const UNLIKELY: u64 = 0x6A09_E667_F3BC_C908;

impl HashKey {
    /// The key that follows from a seed.
    pub fn new(seed: u64) -> HashKey {
        let start = seed ^ UNLIKELY;
        HashKey { start, secrets: SharedSeed::from_u64(start) }
    }

    /// The hash of a sequence of byte strings.
    #[inline]
    pub fn hash<const N: usize>(&self, parts: [&[u8]; N]) -> u32 {
        let mut hasher = FoldHasher::with_seed(self.start, &self.secrets);
        for part in parts {
            hasher.write(part);
        }
        hasher.finish() as u32
    }
}

impl BuildHasher for HashKey {
    type Hasher = MapHasher;

    fn build_hasher(&self) -> MapHasher {
        MapHasher { state: self.start, secrets: self.secrets.clone() }
    }
}

/// Hashes the keys of a [`HashMap`].
pub(crate) struct MapHasher {
    state: u64,
    secrets: SharedSeed,
}

impl Hasher for MapHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut hasher = FoldHasher::with_seed(self.state, &self.secrets);
        hasher.write(bytes);
        self.state = hasher.finish();
    }

    fn finish(&self) -> u64 {
        self.state
    }
}

/// Tests may build a store without saying under which key.
#[cfg(test)]
impl Default for HashKey {
    fn default() -> HashKey {
        HashKey::new(0x5EED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use foldhash::fast::FixedState;

    const COUNT: u64 = 10_000;

    /// The number of hashes that begin their search in the same slot of a table that has a slot for each: the most of
    /// any slot.
    fn most_in_a_slot(hashes: impl Iterator<Item = u32>) -> usize {
        let mut slots: Vec<u32> = hashes.map(|hash| hash % (COUNT as u32).next_power_of_two()).collect();
        slots.sort_unstable();
        slots.chunk_by(u32::eq).map(<[u32]>::len).max().unwrap_or(0)
    }

    fn fixed(bytes: &[u8]) -> u32 {
        let mut hasher = FixedState::with_seed(0).build_hasher();
        hasher.write(bytes);
        hasher.finish() as u32
    }

    /// The inverse of an odd number modulo 2^64.
    fn inverse(number: u64) -> u64 {
        (0..6).fold(number, |found, _| found.wrapping_mul(2u64.wrapping_sub(number.wrapping_mul(found))))
    }

    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

    /// Ids that meet when they are multiplied by a known number and their high half is taken.
    fn ticks(number: u64) -> Vec<u8> {
        inverse(GOLDEN).wrapping_mul(0x1234_5678 << 32 | number).to_le_bytes().to_vec()
    }

    /// GUIDs whose second half is a known secret of the fixed hash: the other factor is zero.
    fn guid(number: u64) -> Vec<u8> {
        [number.wrapping_mul(GOLDEN).to_le_bytes(), 0x3F84_D5B5_B547_0917_u64.to_le_bytes()].concat()
    }

    /// Cells whose first words make a factor zero, after which the last words do not matter.
    fn cell(number: u64) -> Vec<u8> {
        let known = 0x082E_FA98_EC4E_6C89_u64.rotate_right(39).wrapping_add(0x3F84_D5B5_B547_0917);
        [b"AAAAAAAA", &known.to_le_bytes()[..], b"BBBBBBBBBBBBBBBB", &number.to_le_bytes()[1..]].concat()
    }

    #[test]
    fn the_crafted_keys_meet_where_they_were_meant_to() {
        let multiplied = |id: &[u8]| (u64::from_le_bytes(id.try_into().unwrap()).wrapping_mul(GOLDEN) >> 32) as u32;
        assert_eq!(most_in_a_slot((0..COUNT).map(|number| multiplied(&ticks(number)))), COUNT as usize);
        assert_eq!(most_in_a_slot((0..COUNT).map(|number| fixed(&guid(number)))), COUNT as usize);
        assert_eq!(most_in_a_slot((0..COUNT).map(|number| fixed(&cell(number << 8)))), COUNT as usize);
    }

    #[test]
    fn no_keys_meet_under_a_seed_that_they_were_not_made_for() {
        let kinds: [fn(u64) -> Vec<u8>; 7] = [
            ticks,
            guid,
            |number| cell(number << 8),
            |number| number.to_le_bytes().to_vec(),
            |number| (number << 40).to_le_bytes().to_vec(),
            |number| [number.to_le_bytes(), [0; 8]].concat(),
            |number| [[b'A'; 100].as_slice(), &number.to_le_bytes(), [b'B'; 200].as_slice()].concat(),
        ];
        for seed in [0, 1, 7, 0x5EED, u64::MAX] {
            let key = HashKey::new(seed);
            for (place, kind) in kinds.iter().enumerate() {
                // Of random hashes, nine or ten would meet in one of ten thousand tables.
                let most = most_in_a_slot((0..COUNT).map(|number| key.hash([&kind(number)])));
                assert!(most <= 10, "kind {place}, seed {seed}: {most}");
                let most = most_in_a_slot((0..COUNT).map(|number| key.hash_one(kind(number)) as u32));
                assert!(most <= 10, "kind {place} in a map, seed {seed}: {most}");
            }
        }
    }

    #[test]
    fn a_seed_changes_every_hash() {
        let (key, other) = (HashKey::new(1), HashKey::new(2));
        let same = (0..COUNT).filter(|number| key.hash([&number.to_le_bytes()]) == other.hash([&number.to_le_bytes()]));
        assert_eq!(same.count(), 0);
    }
}

//! Remembers answers that depend on a string or text alone.

use fixedbitset::FixedBitSet;

/// Answers for interned strings or texts by index; each is computed once.
pub(super) struct Memo {
    known: FixedBitSet,
    holds: FixedBitSet,
}

impl Memo {
    pub fn new(count: usize) -> Memo {
        Memo { known: FixedBitSet::with_capacity(count), holds: FixedBitSet::with_capacity(count) }
    }

    /// The answer for an index, computed if it is asked for the first time.
    pub fn ask(&mut self, index: u32, holds: impl FnOnce() -> bool) -> bool {
        let index = index as usize;
        if !self.known.contains(index) {
            self.known.insert(index);
            if holds() {
                self.holds.insert(index);
            }
        }
        self.holds.contains(index)
    }
}

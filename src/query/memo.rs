//! Answers that are given once for each string or text.

use fixedbitset::FixedBitSet;

/// Answers that hang on an interned string or text alone: each is given once.
pub(super) struct Memo {
    known: FixedBitSet,
    holds: FixedBitSet,
}

impl Memo {
    pub fn new(count: usize) -> Memo {
        Memo { known: FixedBitSet::with_capacity(count), holds: FixedBitSet::with_capacity(count) }
    }

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

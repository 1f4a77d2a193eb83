//! Answers that are given once for each string or text.

use super::bits::Bits;

/// Answers that hang on an interned string or text alone: each is given once.
pub(super) struct Memo {
    known: Bits,
    holds: Bits,
}

impl Memo {
    pub fn new(count: usize) -> Memo {
        Memo { known: Bits::none(count), holds: Bits::none(count) }
    }

    pub fn ask(&mut self, index: u32, holds: impl FnOnce() -> bool) -> bool {
        let index = index as usize;
        if !self.known.has(index) {
            self.known.add(index);
            if holds() {
                self.holds.add(index);
            }
        }
        self.holds.has(index)
    }
}

//! What [`FixedBitSet`] lacks for sets of sessions, entries and rows.

use fixedbitset::FixedBitSet;

/// Every number below `length`.
pub(super) fn full(length: usize) -> FixedBitSet {
    let mut set = FixedBitSet::with_capacity(length);
    set.insert_range(..);
    set
}

/// Adds a number, unless it does not lie below the length of the set; returns whether it does.
#[inline]
pub(super) fn insert_if_below(set: &mut FixedBitSet, number: usize) -> bool {
    let fits = number < set.len();
    if fits {
        set.insert(number);
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_set_ends_at_its_length() {
        for length in [0, 1, 63, 64, 65, 200] {
            let set = full(length);
            assert!(set.ones().eq(0..length), "{length}");
            assert!(!set.contains(length));
        }
    }

    #[test]
    fn numbers_beyond_the_length_are_left_out() {
        let mut set = FixedBitSet::with_capacity(65);
        assert!(insert_if_below(&mut set, 64));
        assert!(!insert_if_below(&mut set, 65) && !insert_if_below(&mut set, usize::MAX));
        assert!(set.ones().eq([64]));
    }
}

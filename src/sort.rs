//! Sorting where it is the size of the program that counts, and not the time: few things, or once an answer.
//!
//! The standard library's sorts, and the trees that it builds from an iterator, are made anew for each type and each comparison: 4 to 60
//! kB of WebAssembly every time, an eighth of the engine. What is here compares through a call, and shares the rest. Rows, and whatever
//! else there are millions of, are sorted by the standard library or by [`crate::work`].

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Sorts by a comparison; equals keep their order.
pub fn by<T>(all: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if all.is_sorted_by(|one, other| compare(one, other).is_le()) {
        return;
    }
    let mut places = places(all.len(), &|one, other| compare(&all[one], &all[other]));
    for place in 0..places.len() {
        while places[place] != place {
            let right = places[place];
            all.swap(place, right);
            places.swap(place, right);
        }
    }
}

/// Sorts by a key; equals keep their order.
pub fn by_key<T, K: Ord>(all: &mut [T], key: impl Fn(&T) -> K) {
    by(all, |one, other| key(one).cmp(&key(other)));
}

/// For each of so many things, the place at which it belongs.
#[inline(never)]
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    let mut places = order.clone();
    for (place, which) in order.into_iter().enumerate() {
        places[which] = place;
    }
    places
}

/// A set of what comes in any order.
pub fn set<T: Ord>(all: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(all);
    set
}

/// A map of what comes in any order; of equal keys the last counts.
pub fn map<K: Ord, V>(all: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(all);
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn is_the_order_of_the_standard_library(numbers in proptest::collection::vec(0_u8..8, 0..80)) {
            let mut all: Vec<(u8, usize)> = numbers.into_iter().zip(0..).collect();
            let mut expected = all.clone();
            expected.sort_by_key(|(number, _)| core::cmp::Reverse(*number));
            by_key(&mut all, |(number, _)| core::cmp::Reverse(*number));
            prop_assert_eq!(&all, &expected);
            by(&mut all, Ord::cmp);
            prop_assert!(all.is_sorted());
        }
    }
}

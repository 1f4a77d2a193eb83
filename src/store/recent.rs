//! Remembers what was found out about a few things, those that were asked for last.

use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::RefCell;

/// What was found out about items of a store, by index, or about anything else that has a key, with its size. The one that was asked
/// for last comes last.
#[derive(Debug)]
pub struct Recent<T, K = u32>(RefCell<Vec<(K, usize, Rc<T>)>>);

impl<T, K> Default for Recent<T, K> {
    fn default() -> Recent<T, K> {
        Recent(RefCell::default())
    }
}

impl<T, K: PartialEq> Recent<T, K> {
    /// What is remembered about that.
    pub fn get(&self, key: &K) -> Option<Rc<T>> {
        let mut known = self.0.borrow_mut();
        let place = known.iter().position(|(other, ..)| other == key)?;
        known.get_mut(place..)?.rotate_left(1);
        known.last().map(|(.., found)| Rc::clone(found))
    }

    /// Remembers something about that, and forgets the oldest while all sizes are more than `most`.
    pub fn keep(&self, key: K, found: Rc<T>, size: usize, most: usize) {
        let mut known = self.0.borrow_mut();
        known.retain(|(other, ..)| *other != key);
        known.push((key, size, found));
        while known.len() > 1 && known.iter().map(|(_, size, _)| size).sum::<usize>() > most {
            known.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten() {
        let recent = Recent::default();
        for index in 0..4 {
            recent.keep(index, Rc::new(10 * index), 2, 6);
            assert_eq!(recent.get(&0).map(|found| *found), Some(0), "asked for again and again");
        }
        assert_eq!(
            [0, 1, 2, 3].map(|index| recent.get(&index).map(|found| *found)),
            [Some(0), None, Some(20), Some(30)]
        );
        recent.keep(3, Rc::new(31), 3, 6);
        assert_eq!([0, 2, 3].map(|index| recent.get(&index).map(|found| *found)), [None, Some(20), Some(31)]);
        recent.keep(5, Rc::new(50), 100, 6);
        assert_eq!(
            [3, 5].map(|index| recent.get(&index).map(|found| *found)),
            [None, Some(50)],
            "the last one is kept"
        );
    }
}

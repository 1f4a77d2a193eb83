//! Remembers what was found out about a few items of a store, those that were asked for last.

use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::RefCell;

/// What was found out about items, by index, with its size. The one that was asked for last comes last.
#[derive(Debug)]
pub struct Recent<T>(RefCell<Vec<(u32, usize, Rc<T>)>>);

impl<T> Default for Recent<T> {
    fn default() -> Recent<T> {
        Recent(RefCell::default())
    }
}

impl<T> Recent<T> {
    /// What is remembered about the item at `index`.
    pub fn get(&self, index: u32) -> Option<Rc<T>> {
        let mut known = self.0.borrow_mut();
        let place = known.iter().position(|(other, ..)| *other == index)?;
        known.get_mut(place..)?.rotate_left(1);
        known.last().map(|(.., found)| Rc::clone(found))
    }

    /// Remembers something about the item at `index`, and forgets the oldest while all sizes are more than `most`.
    pub fn keep(&self, index: u32, found: Rc<T>, size: usize, most: usize) {
        let mut known = self.0.borrow_mut();
        known.retain(|(other, ..)| *other != index);
        known.push((index, size, found));
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
            assert_eq!(recent.get(0).map(|found| *found), Some(0), "asked for again and again");
        }
        assert_eq!(
            [0, 1, 2, 3].map(|index| recent.get(index).map(|found| *found)),
            [Some(0), None, Some(20), Some(30)]
        );
        recent.keep(3, Rc::new(31), 3, 6);
        assert_eq!([0, 2, 3].map(|index| recent.get(index).map(|found| *found)), [None, Some(20), Some(31)]);
        recent.keep(5, Rc::new(50), 100, 6);
        assert_eq!([3, 5].map(|index| recent.get(index).map(|found| *found)), [None, Some(50)], "the last one is kept");
    }
}

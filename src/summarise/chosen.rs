//! Some of the groups: those that are shown, or all.

use super::groups::{Group, Groups, Key};
use alloc::vec;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// Some groups. Each has a place among them.
pub struct Chosen<'a> {
    groups: &'a Groups,
    /// The place of each group, by its number; `None` if all are chosen, in the order of their numbers.
    places: Option<Vec<u32>>,
    /// The first values of the chosen groups: most values are of no group that is shown, which a few bits say sooner than its place.
    first: FixedBitSet,
    count: usize,
}

const NOT_CHOSEN: u32 = u32::MAX;

/// The bit of the first value of a key; the first bit is that of no value.
fn bit([first, ..]: Key) -> usize {
    first.0.wrapping_add(1) as usize
}

impl Chosen<'_> {
    /// All groups.
    pub fn all(groups: &Groups) -> Chosen<'_> {
        Chosen { groups, places: None, first: FixedBitSet::new(), count: groups.groups.len() }
    }

    /// The groups of these numbers, of which one may be given twice.
    pub fn of<'a>(groups: &'a Groups, numbers: &[u32]) -> Chosen<'a> {
        let (mut places, mut count) = (vec![NOT_CHOSEN; groups.groups.len()], 0);
        let mut first = FixedBitSet::new();
        for number in numbers {
            let slot = places.get_mut(*number as usize).filter(|place| **place == NOT_CHOSEN);
            if let Some((place, group)) = slot.zip(groups.groups.get(*number as usize)) {
                *place = count;
                count += 1;
                first.grow_and_insert(bit(group.key));
            }
        }
        Chosen { groups, places: Some(places), first, count: count as usize }
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// The place of a group; `None` if it is not chosen.
    pub fn place(&self, number: u32) -> Option<usize> {
        let place = self.places.as_ref().map_or(Some(number), |places| places.get(number as usize).copied())?;
        Some(place as usize).filter(|place| *place < self.count)
    }

    /// The place of the group of these values.
    pub fn place_of(&self, key: Key) -> Option<usize> {
        if self.places.is_some() && !self.first.contains(bit(key)) {
            return None;
        }
        self.place(self.groups.find(key)? as u32)
    }

    /// The groups with their places, in the order of their numbers.
    pub fn groups(&self) -> impl Iterator<Item = (usize, &Group)> {
        (0..).zip(&self.groups.groups).filter_map(|(number, group)| Some((self.place(number)?, group)))
    }
}

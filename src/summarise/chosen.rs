//! Some of the groups: those that are shown, or all.

use super::groups::{Group, Groups, Key};
use alloc::vec;
use alloc::vec::Vec;

/// Some groups. Each has a place among them.
pub struct Chosen<'a> {
    groups: &'a Groups,
    /// The place of each group, by its number; `None` if all are chosen, in the order of their numbers.
    places: Option<Vec<u32>>,
    count: usize,
}

const NOT_CHOSEN: u32 = u32::MAX;

impl Chosen<'_> {
    /// All groups.
    pub fn all(groups: &Groups) -> Chosen<'_> {
        Chosen { groups, places: None, count: groups.groups.len() }
    }

    /// The groups of these numbers, of which one may be given twice.
    pub fn of<'a>(groups: &'a Groups, numbers: &[u32]) -> Chosen<'a> {
        let (mut places, mut count) = (vec![NOT_CHOSEN; groups.groups.len()], 0);
        for number in numbers {
            if let Some(place) = places.get_mut(*number as usize).filter(|place| **place == NOT_CHOSEN) {
                *place = count;
                count += 1;
            }
        }
        Chosen { groups, places: Some(places), count: count as usize }
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
        self.place(self.groups.find(key)? as u32)
    }

    /// The groups with their places, in the order of their numbers.
    pub fn groups(&self) -> impl Iterator<Item = (usize, &Group)> {
        (0..).zip(&self.groups.groups).filter_map(|(number, group)| Some((self.place(number)?, group)))
    }
}

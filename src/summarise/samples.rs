//! Some sessions and rows of groups, in which their values are looked at more closely.

use super::assigned::Assigned;
use super::chosen::Chosen;
use super::groups::{Group, Unit, each};
use crate::archive::Archive;
use crate::query::Matches;
use alloc::vec;
use alloc::vec::Vec;

/// Some sessions and rows of each of some groups.
pub(super) struct Samples {
    /// Of each group, by its place among them.
    pub units: Vec<Vec<Unit>>,
    /// How many are wanted of each.
    most: Vec<usize>,
    /// How many are still wanted in all.
    left: usize,
}

impl Samples {
    /// None yet; of each group up to a number that may depend on it.
    pub fn of(chosen: &Chosen<'_>, most: impl Fn(&Group) -> usize) -> Samples {
        let mut of_each = vec![0; chosen.len()];
        for (place, group) in chosen.groups() {
            of_each[place] = most(group).min(group.size() as usize);
        }
        Samples { units: vec![Vec::new(); chosen.len()], left: of_each.iter().sum(), most: of_each }
    }

    /// Adds one to the group at a place, unless it has enough.
    pub fn add(&mut self, place: usize, unit: Unit) {
        if let Some((units, most)) = self.units.get_mut(place).zip(self.most.get(place))
            && units.len() < *most
        {
            units.push(unit);
            self.left -= 1;
        }
    }

    /// Looks for all of them.
    pub async fn find(&mut self, archive: &Archive, matches: &Matches, dimensions: &[&Assigned], chosen: &Chosen<'_>) {
        if self.left == 0 {
            return;
        }
        each(archive, matches, dimensions, &mut |unit, key| {
            chosen.place_of(key).into_iter().for_each(|place| self.add(place, unit));
            self.left > 0
        })
        .await;
    }
}

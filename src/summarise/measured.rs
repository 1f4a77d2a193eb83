//! What is measured of groups besides how large they are: of all of them where they are ordered by it, and else only of those
//! that are shown. By sender there may be as many groups as sessions, and a page shows a hundred.

use super::assigned::Assigned;
use super::chosen::Chosen;
use super::groups::{Unit, each};
use super::sums::Sums;
use crate::archive::Archive;
use crate::query::Matches;
use alloc::vec;
use alloc::vec::Vec;

/// Median and 95th percentile, in milliseconds: of so many values the one in the middle, or at 95 %, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quantiles {
    /// Median.
    pub median: i64,
    /// 95th percentile.
    pub high: i64,
}

/// What is measured of a group.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// What is added up.
    pub sums: Sums,
    /// Number of distinct values of another dimension; 0 unless they were asked for.
    pub distinct: u64,
    /// Of the durations; 0 unless they were asked for.
    pub durations: Quantiles,
    /// Of the largest gaps; 0 unless they were asked for.
    pub gaps: Quantiles,
}

/// What was measured of groups.
#[derive(Debug, Default)]
pub struct Measures {
    /// Of each of the groups, by its place among them.
    pub of: Vec<Measured>,
    /// Number of sessions of which not all combinations of values were seen.
    pub cut: u64,
}

impl Measured {
    /// Adds a session or a row.
    pub fn add(&mut self, archive: &Archive, unit: Unit) {
        unit.session().into_iter().for_each(|index| self.sums.add(archive.store.sessions.get(index)));
    }
}

/// Adds up what is in each of some groups; `see` gets the place of the group of each session and row in them.
pub async fn added_up(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    chosen: &Chosen<'_>,
    mut see: impl FnMut(usize, Unit),
) -> Vec<Measured> {
    let mut of = vec![Measured::default(); chosen.len()];
    each(archive, matches, dimensions, &mut |unit, key| {
        let Some(place) = chosen.place_of(key) else { return true };
        of.get_mut(place).into_iter().for_each(|measured| measured.add(archive, unit));
        see(place, unit);
        true
    })
    .await;
    of
}

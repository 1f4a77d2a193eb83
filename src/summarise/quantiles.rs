//! Medians, percentiles and distinct values: measures for which the values of a group have to be gathered.

use super::assigned::{Assigned, pair};
use super::groups::{Group, Groups, Quantiles, Unit, each};
use crate::archive::Archive;
use crate::query::Matches;
use alloc::vec::Vec;

/// Works out the quantiles of the durations and of the largest gaps of the groups.
pub fn add(archive: &Archive, matches: &Matches, dimensions: &[&Assigned], groups: &mut Groups) {
    let (mut durations, mut gaps) = (Vec::new(), Vec::new());
    each(archive, matches, dimensions, &mut |unit, key| {
        if let (Some(group), Unit::Session(index)) = (groups.find(key), unit) {
            let session = archive.store.sessions.get(index);
            durations.push((group, session.end.since(session.start)));
            gaps.push((group, i64::from(session.facts.largest_gap_ms)));
        }
        true
    });
    set(&mut groups.groups, durations, |group, quantiles| group.durations = quantiles);
    set(&mut groups.groups, gaps, |group, quantiles| group.gaps = quantiles);
}

fn set(groups: &mut [Group], mut values: Vec<(usize, i64)>, set: impl Fn(&mut Group, Quantiles)) {
    values.sort_unstable();
    for values in values.chunk_by(|(one, _), (other, _)| one == other) {
        // The nearest rank: so many per cent of the values are not larger.
        let at = |share: usize| values.get((values.len() * share).div_ceil(100) - 1).map_or(0, |(_, value)| *value);
        if let Some(group) = values.first().and_then(|(group, _)| groups.get_mut(*group)) {
            set(group, Quantiles { median: at(50), high: at(95) });
        }
    }
}

/// Counts the distinct values that the sessions and rows of each group have of another dimension.
pub fn add_distinct(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    counted: &Assigned,
    groups: &mut Groups,
) {
    let mut pairs: Vec<u64> = Vec::new();
    let mut all = dimensions.to_vec();
    all.push(counted);
    let place = dimensions.len();
    let cut = each(archive, matches, &all, &mut |_, key| {
        let mut own = key;
        let value = core::mem::take(&mut own[place]);
        if let Some(group) = groups.find(own).filter(|_| value.is_some()) {
            pairs.push(pair(group as u32, value));
        }
        true
    });
    groups.cut = groups.cut.max(cut);
    pairs.sort_unstable();
    pairs.dedup();
    for pair in pairs {
        if let Some(group) = groups.groups.get_mut((pair >> 32) as usize) {
            group.distinct += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_of_the_nearest_rank() {
        let of = |values: &[i64]| {
            let mut groups = [Group::default()];
            set(&mut groups, values.iter().map(|value| (0, *value)).collect(), |group, found| group.durations = found);
            (groups[0].durations.median, groups[0].durations.high)
        };
        assert_eq!(of(&[]), (0, 0));
        assert_eq!(of(&[7]), (7, 7));
        assert_eq!(of(&[25, 10]), (10, 25));
        assert_eq!(of(&[3, 1, 2]), (2, 3));
        let hundred: Vec<i64> = (1..=100).rev().collect();
        assert_eq!(of(&hundred), (50, 95));
    }
}

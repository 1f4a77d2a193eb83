//! Medians, percentiles and distinct values: measures for which the values of a group have to be gathered.

use super::assigned::Assigned;
use super::chosen::Chosen;
use super::groups::each;
use super::measured::{Measured, Measures, Quantiles};
use super::values_of::pair;
use crate::archive::Archive;
use crate::query::Matches;
use crate::store::Session;
use crate::work::{ascending, number, sort};
use alloc::vec::Vec;

/// What is measured.
pub struct Wanted<'a> {
    /// Whether medians and percentiles are.
    pub quantiles: bool,
    /// The dimension whose distinct values are counted.
    pub distinct: Option<&'a Assigned>,
}

/// Measures the rest of what is wanted of groups that are added up.
pub async fn measure(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    chosen: &Chosen<'_>,
    wanted: &Wanted<'_>,
    of: Vec<Measured>,
) -> Measures {
    let mut measures = Measures { of, cut: 0 };
    if wanted.quantiles {
        add(archive, matches, dimensions, chosen, &mut measures).await;
    }
    if let Some(distinct) = wanted.distinct {
        add_distinct(archive, matches, dimensions, distinct, chosen, &mut measures).await;
    }
    measures
}

/// Works out the quantiles of the durations and of the largest gaps of groups.
async fn add(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    chosen: &Chosen<'_>,
    measures: &mut Measures,
) {
    // One after the other, as each takes as much memory as a large part of the sessions.
    let durations = values(archive, matches, dimensions, chosen, |session| session.end.since(session.start)).await;
    set(&mut measures.of, durations, |measured, quantiles| measured.durations = quantiles).await;
    let gaps = values(archive, matches, dimensions, chosen, |session| session.facts.largest_gap_ms.into()).await;
    set(&mut measures.of, gaps, |measured, quantiles| measured.gaps = quantiles).await;
}

/// A value of the sessions of each group.
async fn values(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    chosen: &Chosen<'_>,
    value: fn(&Session) -> i64,
) -> Vec<u128> {
    let sessions = chosen.groups().map(|(_, group)| group.sessions as usize).sum();
    let mut values = Vec::with_capacity(sessions);
    each(archive, matches, dimensions, &mut |unit, key| {
        if let (Some(place), Some(index)) = (chosen.place_of(key), unit.session()) {
            values.push(of_group(place, value(archive.store.sessions.get(index))));
        }
        true
    })
    .await;
    values
}

/// A value of a group as one number, above which is the group, and which has the order of both.
fn of_group(group: usize, value: i64) -> u128 {
    (group as u128) << u64::BITS | u128::from(ascending(value))
}

/// The place of a percentile among so many values in order, by the nearest rank: so many per cent of the values are not larger.
pub fn nearest_rank(count: usize, share: usize) -> usize {
    (count * share).div_ceil(100).saturating_sub(1)
}

async fn set(groups: &mut [Measured], mut values: Vec<u128>, set: impl Fn(&mut Measured, Quantiles)) {
    sort(&mut values).await;
    for values in values.chunk_by(|one, other| one >> u64::BITS == other >> u64::BITS) {
        let at = |share| values.get(nearest_rank(values.len(), share)).map_or(0, |&value| number(value as u64));
        if let Some(group) = values.first().and_then(|value| groups.get_mut((value >> u64::BITS) as usize)) {
            set(group, Quantiles { median: at(50), high: at(95) });
        }
    }
}

/// Counts the distinct values that the sessions and rows of each group have of another dimension.
async fn add_distinct(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    counted: &Assigned,
    chosen: &Chosen<'_>,
    measures: &mut Measures,
) {
    let mut pairs: Vec<u128> = Vec::new();
    let mut all = dimensions.to_vec();
    all.push(counted);
    let own = dimensions.len();
    measures.cut = each(archive, matches, &all, &mut |_, mut key| {
        let value = core::mem::take(&mut key[own]);
        if let Some(place) = chosen.place_of(key).filter(|_| value.is_some()) {
            pairs.push(pair(place as u32, value).into());
        }
        true
    })
    .await;
    sort(&mut pairs).await;
    pairs.dedup();
    for pair in pairs {
        if let Some(measured) = measures.of.get_mut((pair >> 32) as usize) {
            measured.distinct += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::finish;

    #[test]
    fn quantiles_are_values_of_the_nearest_rank() {
        let of = |values: &[i64]| {
            let mut groups = [Measured::default()];
            let values = values.iter().map(|value| of_group(0, *value)).collect();
            finish(set(&mut groups, values, |measured, found| measured.durations = found));
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

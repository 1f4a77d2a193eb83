//! Groups: what a query found, by the values of up to three dimensions.

use super::assigned::{Assigned, ValuesOf};
use super::names::ValueIndex;
use super::sums::Sums;
use crate::archive::Archive;
use crate::bytes::HashMap;
use crate::entry::LogType;
use crate::query::{Matches, groups};
use crate::store::SessionIndex;
use alloc::vec::Vec;

/// Most dimensions of one question.
pub const MAX_DIMENSIONS: usize = 3;

/// The values of a group, one for each dimension; [`ValueIndex::NONE`] for the others. The last place is for a value that
/// is counted within a group.
pub type Key = [ValueIndex; MAX_DIMENSIONS + 1];

/// Most combinations of values of one session: one with a thousand senders and a thousand recipients would have a
/// million.
const MAX_COMBINATIONS: usize = 4_096;

/// Median and 95th percentile, in milliseconds: of so many values the one in the middle, or at 95 %, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quantiles {
    /// Median.
    pub median: i64,
    /// 95th percentile.
    pub high: i64,
}

/// A group.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its values.
    pub key: Key,
    /// What is in it.
    pub sums: Sums,
    /// Number of distinct values of another dimension; 0 unless they were asked for.
    pub distinct: u64,
    /// Of the durations; 0 unless they were asked for.
    pub durations: Quantiles,
    /// Of the largest gaps; 0 unless they were asked for.
    pub gaps: Quantiles,
}

/// A session or a row that a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A session.
    Session(SessionIndex),
    /// A row of a log without sessions: table and row.
    Row(u32, u32),
}

/// Groups by their values.
#[derive(Debug)]
pub struct Groups {
    /// The groups, in the order in which they were found.
    pub groups: Vec<Group>,
    /// Number of sessions of which not all combinations of values were counted.
    pub cut: u64,
    /// Group by the only value; the last is that without a value. Empty for several dimensions.
    by_value: Vec<u32>,
    by_key: HashMap<u128, u32>,
}

const NO_GROUP: u32 = u32::MAX;

/// A key as one number, which is hashed at once.
fn packed(key: Key) -> u128 {
    key.into_iter().fold(0, |packed, value| packed << u32::BITS | u128::from(value.0))
}

impl Groups {
    fn new(archive: &Archive, dimensions: &[&Assigned]) -> Groups {
        let by_value = match dimensions {
            [only] => alloc::vec![NO_GROUP; only.names.len() + 1],
            _ => Vec::new(),
        };
        Groups { groups: Vec::new(), cut: 0, by_value, by_key: HashMap::with_hasher(archive.hash_key.clone()) }
    }

    /// The group of these values, which is added if it is new.
    fn of(&mut self, key: Key) -> usize {
        let next = self.groups.len() as u32;
        let place = (key[0].0 as usize).min(self.by_value.len().saturating_sub(1));
        let slot = match self.by_value.get_mut(place) {
            Some(slot) => slot,
            None => self.by_key.entry(packed(key)).or_insert(NO_GROUP),
        };
        if *slot == NO_GROUP {
            *slot = next;
            self.groups.push(Group { key, ..Group::default() });
        }
        *slot as usize
    }

    /// Groups the matches.
    pub fn of_matches(archive: &Archive, matches: &Matches, dimensions: &[&Assigned]) -> Groups {
        let mut groups = Groups::new(archive, dimensions);
        let cut = each(archive, matches, dimensions, &mut |unit, key| {
            let group = groups.of(key);
            match unit {
                Unit::Session(index) => groups.groups[group].sums.add(archive.store.sessions.get(index)),
                Unit::Row(..) => groups.groups[group].sums.add_row(),
            }
            true
        });
        groups.cut = cut;
        groups
    }

    /// The group of these values; `None` if there is none.
    pub fn find(&self, key: Key) -> Option<usize> {
        let place = (key[0].0 as usize).min(self.by_value.len().saturating_sub(1));
        let group = self.by_value.get(place).or_else(|| self.by_key.get(&packed(key)))?;
        (*group != NO_GROUP).then_some(*group as usize)
    }
}

/// Calls `see` with every session and row that a query found, once for each combination of its values, as long as it wants
/// more. Returns the number of sessions of which not all combinations were seen.
pub fn each(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    see: &mut dyn FnMut(Unit, Key) -> bool,
) -> u64 {
    let mut records = Vec::new();
    let mut wants_more = true;
    let cut = each_apart(archive, matches, dimensions, &mut |unit, key| {
        wants_more = match group_of_record(archive, unit) {
            Some(session) => {
                records.push((session, key));
                true
            }
            None => see(unit, key),
        };
        wants_more
    });
    // A group of records counts once for all of its rows of equal values.
    records.sort_unstable();
    records.dedup();
    if wants_more {
        records.into_iter().all(|(index, key)| see(Unit::Session(index), key));
    }
    cut
}

/// The session of a row that is a record of a group.
fn group_of_record(archive: &Archive, unit: Unit) -> Option<SessionIndex> {
    let Unit::Row(table, row) = unit else { return None };
    let table = archive.tables.get(table as usize)?;
    let entry = table.entry_of(row).filter(|_| table.log_type != LogType::Table)?;
    Some(archive.store.entries.session(entry))
}

/// As [`each`], but every record by itself.
pub fn each_apart(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    see: &mut dyn FnMut(Unit, Key) -> bool,
) -> u64 {
    let mut combined = Combined::default();
    let sessions: Vec<&ValuesOf> = dimensions.iter().map(|assigned| &assigned.sessions).collect();
    let groups = groups(archive);
    let mut wants_more = true;
    for index in matches.each_session().filter(|index| !groups.contains(index.0 as usize)) {
        combined.each(&sessions, index.0, &mut |key| wants_more = see(Unit::Session(index), key));
        if !wants_more {
            return combined.cut;
        }
    }
    for (number, _) in archive.tables.iter().enumerate().filter(|(_, table)| table.stands_alone()) {
        let rows: Vec<&ValuesOf> = dimensions.iter().filter_map(|assigned| assigned.rows.get(number)).collect();
        combined.places = Default::default();
        for row in matches.rows(number).map(|row| row as u32) {
            combined.each(&rows, row, &mut |key| wants_more = see(Unit::Row(number as u32, row), key));
            if !wants_more {
                return combined.cut;
            }
        }
    }
    combined.cut
}

/// The combinations of the values of one after the other.
#[derive(Default)]
struct Combined {
    values: [Vec<ValueIndex>; MAX_DIMENSIONS + 1],
    /// Where each dimension has the further values of the last one.
    places: [usize; MAX_DIMENSIONS + 1],
    cut: u64,
}

impl Combined {
    fn each(&mut self, dimensions: &[&ValuesOf], of: u32, see: &mut dyn FnMut(Key)) {
        let none = ValueIndex::NONE;
        if let [one] = dimensions
            && let Some(value) = one.only(of)
        {
            return see([value, none, none, none]);
        }
        for ((values, place), dimension) in self.values.iter_mut().zip(&mut self.places).zip(dimensions) {
            dimension.get(of, place, values);
        }
        for values in self.values.iter_mut().skip(dimensions.len()) {
            values.clear();
            values.push(ValueIndex::NONE);
        }
        if let [_] = dimensions {
            return self.values[0].iter().for_each(|value| see([*value, none, none, none]));
        }
        let combinations = self.values.iter().fold(1_usize, |all, values| all.saturating_mul(values.len()));
        if combinations == 1 {
            return see(self.values.each_ref().map(|values| values.first().copied().unwrap_or_default()));
        }
        self.cut += u64::from(combinations > MAX_COMBINATIONS);
        for number in 0..combinations.min(MAX_COMBINATIONS) {
            let mut rest = number;
            see(self.values.each_ref().map(|values| {
                let value = values.get(rest % values.len()).copied().unwrap_or_default();
                rest /= values.len();
                value
            }));
        }
    }
}

//! Groups: what a query found, by the values of up to three dimensions.

use super::assigned::Assigned;
use super::names::ValueIndex;
use super::values_of::ValuesOf;
use crate::archive::Archive;
use crate::bytes::HashMap;
use crate::entry::LogType;
use crate::query::{Matches, groups};
use crate::store::SessionIndex;
use crate::work::{self, PART, rest, sort};
use alloc::vec::Vec;

/// Most dimensions of one question.
pub const MAX_DIMENSIONS: usize = 3;

/// The values of a group, one for each dimension; [`ValueIndex::NONE`] for the others. The last place is for a value that
/// is counted within a group.
pub type Key = [ValueIndex; MAX_DIMENSIONS + 1];

/// Most combinations of values of one session: one with a thousand senders and a thousand recipients would have a
/// million.
const MAX_COMBINATIONS: usize = 4_096;

/// Most groups: nobody reads so many, and where they are as many as sessions, they might take all of the memory.
const MAX_GROUPS: usize = 1 << 20;

/// A group. There may be a million, so what is [measured](super::Measured) of it is apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct Group {
    /// Its values.
    pub key: Key,
    /// Number of sessions.
    pub sessions: u32,
    /// Number of rows of logs without sessions.
    pub rows: u32,
}

impl Group {
    /// Number of sessions and rows.
    pub fn size(&self) -> u64 {
        u64::from(self.sessions) + u64::from(self.rows)
    }
}

/// A session or a row that a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A session.
    Session(SessionIndex),
    /// A row of a log without sessions: table and row.
    Row(u32, u32),
}

impl Unit {
    /// The session.
    pub fn session(self) -> Option<SessionIndex> {
        match self {
            Unit::Session(index) => Some(index),
            Unit::Row(..) => None,
        }
    }
}

/// Groups by their values.
#[derive(Debug)]
pub struct Groups {
    /// The groups, in the order in which they were found.
    pub groups: Vec<Group>,
    /// Number of sessions and rows of which not all combinations of values were counted; those of groups that are too many count
    /// once for each.
    pub cut: u64,
    /// Group by the only value; the last is that without a value, or of everything. Empty for several dimensions.
    by_value: Vec<u32>,
    by_key: HashMap<u128, u32>,
}

const NO_GROUP: u32 = u32::MAX;

/// The key of a single value.
fn key_of(value: ValueIndex) -> Key {
    [value, ValueIndex::NONE, ValueIndex::NONE, ValueIndex::NONE]
}

/// A key as one number, which is hashed at once.
fn packed(key: Key) -> u128 {
    key.into_iter().fold(0, |packed, value| packed << u32::BITS | u128::from(value.0))
}

impl Groups {
    /// No groups yet of so many sessions.
    fn new(archive: &Archive, dimensions: &[&Assigned], sessions: usize) -> Groups {
        let by_value = match dimensions {
            [] => alloc::vec![NO_GROUP],
            [only] => alloc::vec![NO_GROUP; only.names.len() + 1],
            _ => Vec::new(),
        };
        // As there may be as many groups as sessions, they are not moved whenever there are twice as many.
        let groups = Vec::with_capacity(by_value.len().min(sessions).min(MAX_GROUPS));
        Groups { groups, cut: 0, by_value, by_key: HashMap::with_hasher(archive.hash_key.clone()) }
    }

    /// The group of these values, which is added if it is new; `None` if there are too many already.
    fn of(&mut self, key: Key) -> Option<usize> {
        let next = self.groups.len() as u32;
        if next as usize >= MAX_GROUPS {
            return self.find(key);
        }
        let place = (key[0].0 as usize).min(self.by_value.len().saturating_sub(1));
        let slot = match self.by_value.get_mut(place) {
            Some(slot) => slot,
            None => self.by_key.entry(packed(key)).or_insert(NO_GROUP),
        };
        if *slot == NO_GROUP {
            *slot = next;
            self.groups.push(Group { key, ..Group::default() });
        }
        Some(*slot as usize)
    }

    /// Groups the matches, and counts them; `see` gets the number of the group of each.
    pub async fn of_matches(
        archive: &Archive,
        matches: &Matches,
        dimensions: &[&Assigned],
        mut see: impl FnMut(usize, Unit),
    ) -> Groups {
        let mut groups = Groups::new(archive, dimensions, matches.session_count());
        let mut left_out = 0;
        let cut = each(archive, matches, dimensions, &mut |unit, key| {
            let Some((number, group)) =
                groups.of(key).and_then(|number| Some((number, groups.groups.get_mut(number)?)))
            else {
                left_out += 1;
                return true;
            };
            match unit {
                Unit::Session(_) => group.sessions += 1,
                Unit::Row(..) => group.rows += 1,
            }
            see(number, unit);
            true
        })
        .await;
        groups.cut = cut + left_out;
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
pub async fn each(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    see: &mut dyn FnMut(Unit, Key) -> bool,
) -> u64 {
    let mut combined = Combined::new(archive, matches, dimensions);
    combined.sessions(see).await;
    let mut records = Vec::new();
    let mut see_row = |unit, key| match group_of_record(archive, unit) {
        Some(session) => {
            records.push((session, key));
            true
        }
        None => see(unit, key),
    };
    combined.rows(&mut see_row).await;
    // A group of records counts once for all of its rows of equal values.
    sort(&mut records).await;
    records.dedup();
    let mut wants_more = !combined.is_enough;
    work::each(records.into_iter(), |(index, key)| wants_more = wants_more && see(Unit::Session(index), key)).await;
    combined.cut
}

/// The session of a row that is a record of a group.
fn group_of_record(archive: &Archive, unit: Unit) -> Option<SessionIndex> {
    let Unit::Row(table, row) = unit else { return None };
    let table = archive.tables.get(table as usize)?;
    let entry = table.entry_of(row).filter(|_| table.log_type != LogType::Table)?;
    Some(archive.store.entries.session(entry))
}

/// As [`each`], but every record by itself.
pub async fn each_apart(
    archive: &Archive,
    matches: &Matches,
    dimensions: &[&Assigned],
    see: &mut dyn FnMut(Unit, Key) -> bool,
) {
    let mut combined = Combined::new(archive, matches, dimensions);
    combined.sessions(see).await;
    combined.rows(see).await;
}

/// The combinations of the values of one after the other.
struct Combined<'a> {
    archive: &'a Archive,
    matches: &'a Matches,
    dimensions: &'a [&'a Assigned],
    values: [Vec<ValueIndex>; MAX_DIMENSIONS + 1],
    /// Where each dimension has the further values of the last one.
    places: [usize; MAX_DIMENSIONS + 1],
    cut: u64,
    /// Nothing more is wanted.
    is_enough: bool,
}

impl<'a> Combined<'a> {
    fn new(archive: &'a Archive, matches: &'a Matches, dimensions: &'a [&'a Assigned]) -> Combined<'a> {
        let (values, places) = Default::default();
        Combined { archive, matches, dimensions, values, places, cut: 0, is_enough: false }
    }

    /// Combines the values of the dialogues.
    async fn sessions(&mut self, see: &mut dyn FnMut(Unit, Key) -> bool) {
        let values: Vec<&ValuesOf> = self.dimensions.iter().map(|assigned| &assigned.sessions).collect();
        let groups = groups(self.archive);
        let dialogues = self.matches.each_session().filter(|index| !groups.contains(index.0 as usize));
        let mut dialogues = dialogues.map(|index| (index.0, Unit::Session(index)));
        while self.each_of_part(&mut dialogues, &values, see) {
            rest().await;
        }
    }

    /// Combines the values of the rows of tables, unless nothing more is wanted.
    async fn rows(&mut self, see: &mut dyn FnMut(Unit, Key) -> bool) {
        let (tables, matches, dimensions) = (&self.archive.tables, self.matches, self.dimensions);
        for (number, _) in tables.iter().enumerate().filter(|(_, table)| table.stands_alone()) {
            if self.is_enough {
                break;
            }
            let values: Vec<&ValuesOf> = dimensions.iter().filter_map(|assigned| assigned.rows.get(number)).collect();
            self.places = Default::default();
            let mut own = matches.rows(number).map(|row| (row as u32, Unit::Row(number as u32, row as u32)));
            while self.each_of_part(&mut own, &values, see) {
                rest().await;
            }
        }
    }

    /// Combines the values of some of them, until the combinations are a part, as long as more is wanted. Returns whether there may
    /// be more. A function of its own, as what has to be kept over a rest is not kept in registers.
    fn each_of_part(
        &mut self,
        all: &mut impl Iterator<Item = (u32, Unit)>,
        values: &[&ValuesOf],
        see: &mut dyn FnMut(Unit, Key) -> bool,
    ) -> bool {
        let mut seen = 0;
        while seen < PART {
            let Some((of, unit)) = all.next() else { return false };
            let mut wants_more = true;
            match values {
                [one] => one.each(of, &mut self.places[0], |value| {
                    seen += 1;
                    wants_more = see(unit, key_of(value));
                }),
                several => seen += self.each(several, of, &mut |key| wants_more = see(unit, key)),
            }
            if !wants_more {
                self.is_enough = true;
                return false;
            }
        }
        true
    }

    /// Returns the number of combinations.
    fn each(&mut self, dimensions: &[&ValuesOf], of: u32, see: &mut dyn FnMut(Key)) -> usize {
        for ((values, place), dimension) in self.values.iter_mut().zip(&mut self.places).zip(dimensions) {
            dimension.get(of, place, values);
        }
        for values in self.values.iter_mut().skip(dimensions.len()) {
            values.clear();
            values.push(ValueIndex::NONE);
        }
        let combinations = self.values.iter().fold(1_usize, |all, values| all.saturating_mul(values.len()));
        if combinations == 1 {
            see(self.values.each_ref().map(|values| values.first().copied().unwrap_or_default()));
            return 1;
        }
        self.cut += u64::from(combinations > MAX_COMBINATIONS);
        let combinations = combinations.min(MAX_COMBINATIONS);
        for number in 0..combinations {
            let mut rest = number;
            see(self.values.each_ref().map(|values| {
                let value = values.get(rest % values.len()).copied().unwrap_or_default();
                rest /= values.len();
                value
            }));
        }
        combinations
    }
}

//! Summaries: what a query found, grouped by the values of fields, and measured.
//!
//! A [`Question`] names up to three dimensions ([`Dimension`]), what to measure besides the sums that every group has, and
//! the order. A session with several values of a dimension (its recipients) counts once for each of them, so the sum over
//! all groups may be more than the total; one without a value is in the group without one. In dialogues the session is
//! grouped, in logs of records the rows that match: a group of records counts once for each value of those.
//!
//! # How it is answered
//!
//! The values of a dimension are worked out once, for all sessions and rows ([`Assigned`]), and kept until more is read: each
//! distinct text is looked at once, and one pass over the entries gives its values to their sessions. Then a question is one
//! pass over the sessions that match: a lookup of the value, and an addition. Where few dialogues match, only their values are
//! worked out ([`Few`]).

mod after_failures;
mod assigned;
mod by_value;
mod groups;
mod measure;
mod names;
mod quantiles;
mod sorted;
mod sums;

use crate::archive::Archive;
use crate::query::{Dimension, Few, Matches};
use crate::sort;
use crate::store::SessionIndex;
use crate::work;
use alloc::rc::Rc;
use alloc::vec;
use alloc::vec::Vec;
use assigned::{Assigned, OrderKey};
use core::cell::RefCell;
use core::cmp::Reverse;
use core::ops::Range;
use fixedbitset::FixedBitSet;
use groups::{Groups, each, each_apart};
use sorted::Sorted;

pub use after_failures::logons_after_failures;
pub use by_value::{OfValue, by_value};
pub use groups::{Group, MAX_DIMENSIONS, Unit};
pub use measure::Measure;
pub use quantiles::nearest_rank;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Up to [`MAX_DIMENSIONS`].
    pub dimensions: Vec<Dimension>,
    /// The dimension whose distinct values are counted.
    pub distinct: Option<Dimension>,
    /// Whether medians and percentiles are worked out.
    pub quantiles: bool,
    /// What the groups are ordered by.
    pub order: Order,
    /// Largest first, or last in the order of values.
    pub descending: bool,
}

impl Question {
    /// The groups of one dimension, those of most sessions first.
    pub fn by(dimension: Dimension) -> Question {
        Question { dimensions: Vec::from([dimension]), ..Question::of_most_sessions() }
    }

    /// Everything in one group; with dimensions, the groups of most sessions first.
    pub fn of_most_sessions() -> Question {
        let order = Order::By(Measure::Sessions);
        Question { dimensions: Vec::new(), distinct: None, quantiles: false, order, descending: true }
    }
}

/// What groups are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// A measure.
    By(Measure),
    /// The values of a dimension, by its number.
    Value(usize),
}

impl Order {
    /// The order of that name: that of a measure, or the number of a dimension.
    pub fn named(name: &str) -> Option<Order> {
        let value = || name.parse().ok().filter(|number| *number < MAX_DIMENSIONS).map(Order::Value);
        Measure::named(name).map(Order::By).or_else(value)
    }
}

/// The answer to a question.
#[derive(Debug)]
pub struct Summarised {
    dimensions: Vec<Rc<Assigned>>,
    groups: Groups,
    order: Sorted,
}

/// What was worked out for earlier questions.
#[derive(Debug, Default)]
pub struct Assignments {
    known: RefCell<Vec<(Dimension, i32, Rc<Assigned>)>>,
}

/// Sessions are few if they have at most one of so many entries: what is worked out for them is not remembered, so it has to cost
/// little beside what is worked out for all.
const FEW: u32 = 32;

/// Most dimensions that are remembered: those of the summaries with names and of a page of facets, and a few more. With 284,000 sessions
/// each takes about 3 MB.
const REMEMBERED: usize = 24;
/// Most values that are remembered in all, one for each session and dimension: of millions of sessions, fewer dimensions.
const REMEMBERED_VALUES: usize = 1 << 25;

impl Assignments {
    /// The values of a dimension. Times are shown on a clock that is `offset_minutes` east of UTC.
    async fn of(&self, archive: &Archive, dimension: &Dimension, offset_minutes: i32) -> Rc<Assigned> {
        let known = self.take(dimension, offset_minutes);
        let assigned = match known {
            Some(assigned) => assigned,
            None => Rc::new(Assigned::new(archive, dimension, offset_minutes, None).await),
        };
        let mut known = self.known.borrow_mut();
        let most = (REMEMBERED_VALUES / archive.published().max(1)).clamp(1, REMEMBERED);
        let too_many = (known.len() + 1).saturating_sub(most);
        known.drain(..too_many);
        known.push((dimension.clone(), offset_minutes, Rc::clone(&assigned)));
        assigned
    }

    fn take(&self, dimension: &Dimension, offset_minutes: i32) -> Option<Rc<Assigned>> {
        let mut known = self.known.borrow_mut();
        let place = known.iter().position(|(known, offset, _)| known == dimension && *offset == offset_minutes)?;
        Some(known.remove(place).2)
    }

    /// Forgets all of it.
    pub fn forget(&self) {
        self.known.take();
    }
}

/// Groups what a query found.
pub async fn summarise(
    archive: &Archive,
    assignments: &Assignments,
    matches: &Matches,
    question: &Question,
    offset_minutes: i32,
) -> Summarised {
    // The values of nothing need not be worked out.
    let is_wanted = !matches.is_empty();
    let dimensions = question.dimensions.iter().take(MAX_DIMENSIONS).filter(|_| is_wanted);
    let few = matches.dialogues().and_then(|sessions| Few::new(&archive.store, sessions, FEW));
    let values = async |dimension| match few {
        Some(_) => Rc::new(Assigned::new(archive, dimension, offset_minutes, few.as_ref()).await),
        None => assignments.of(archive, dimension, offset_minutes).await,
    };
    let mut known = Vec::new();
    for dimension in dimensions {
        known.push(values(dimension).await);
    }
    let dimensions: Vec<Rc<Assigned>> = known;
    let assigned: Vec<&Assigned> = dimensions.iter().map(Rc::as_ref).collect();
    let mut groups = Groups::of_matches(archive, matches, &assigned).await;
    if question.quantiles {
        quantiles::add(archive, matches, &assigned, &mut groups).await;
    }
    if let Some(distinct) = question.distinct.as_ref().filter(|_| is_wanted) {
        let counted = values(distinct).await;
        quantiles::add_distinct(archive, matches, &assigned, &counted, &mut groups).await;
    }
    let order = Sorted::new(&groups, question);
    Summarised { dimensions, groups, order }
}

impl Summarised {
    /// Puts the first groups in order, up to a number.
    pub async fn sort_to(&mut self, end: usize) {
        let (groups, dimensions) = (&self.groups, &self.dimensions);
        self.order.sort_to(end, |number| dimensions_of(groups, dimensions, number)).await;
    }

    /// Number of groups that are in order.
    pub fn in_order(&self) -> usize {
        self.order.len()
    }

    /// Number of groups.
    pub fn len(&self) -> usize {
        self.groups.groups.len()
    }

    /// Number of sessions of which not all combinations of values were counted.
    pub fn cut(&self) -> u64 {
        self.groups.cut
    }

    /// All groups, in no order.
    pub fn groups(&self) -> &[Group] {
        &self.groups.groups
    }

    /// The numbers of at most `most` groups whose first value has a rank: those of the lowest rank and of most sessions
    /// come first.
    pub async fn ranked(&self, rank: impl Fn(&[u8]) -> Option<usize>, most: usize) -> Vec<u32> {
        let mut ranked = Vec::new();
        let see = |(number, group): (u32, &Group)| {
            let value = self.value(group, 0);
            if let Some((value, rank)) = value.and_then(|value| Some((value, rank(value)?))) {
                ranked.push((rank, Reverse(group.sums.sessions + group.sums.rows), value, number));
            }
        };
        work::each((0..).zip(self.groups()), see).await;
        if most < ranked.len() {
            ranked.select_nth_unstable(most);
            ranked.truncate(most);
        }
        sort::by(&mut ranked, Ord::cmp);
        ranked.into_iter().map(|(.., number)| number).collect()
    }

    /// The group of that number.
    pub fn group(&self, number: u32) -> Option<&Group> {
        self.groups.groups.get(number as usize)
    }

    /// A value of a group; `None` for none.
    pub fn value(&self, group: &Group, dimension: usize) -> Option<&[u8]> {
        let value = group.key.get(dimension).copied().filter(|value| value.is_some())?;
        Some(self.dimensions.get(dimension)?.names.get(value))
    }

    /// The number of the group of a session; of several, that of its first values. `None` if it is in none.
    pub fn group_of(&self, session: SessionIndex) -> Option<u32> {
        let (mut key, mut own) = (groups::Key::default(), Vec::new());
        for (value, assigned) in key.iter_mut().zip(&self.dimensions) {
            assigned.sessions.get(session.0, &mut 0, &mut own);
            *value = own.first().copied().unwrap_or_default();
        }
        self.groups.find(key).map(|group| group as u32)
    }

    /// The numbers of all groups, those of most sessions and rows first, and of equals in the order of their values.
    pub fn largest_first(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..self.groups().len() as u32).collect();
        let size = |number: &u32| self.group(*number).map_or(0, |group| group.sums.sessions + group.sums.rows);
        let values = |number: u32| dimensions_of(&self.groups, &self.dimensions, number);
        let compare =
            |one: &u32, other: &u32| size(other).cmp(&size(one)).then_with(|| values(*one).cmp(values(*other)));
        sort::by(&mut numbers, compare);
        numbers
    }

    /// Whether a group has a value of every dimension.
    pub fn has_values(&self, group: &Group) -> bool {
        (0..self.dimensions.len()).all(|dimension| self.value(group, dimension).is_some())
    }

    /// The numbers of the groups in a range of the order, up to which they have been sorted.
    pub fn numbers(&self, places: Range<usize>) -> Vec<u32> {
        self.order.get(places).collect()
    }

    /// The sessions and the rows of each table that are in one of these groups.
    pub async fn members(
        &self,
        archive: &Archive,
        matches: &Matches,
        groups: &[u32],
    ) -> (FixedBitSet, Vec<FixedBitSet>) {
        let mut wanted = FixedBitSet::with_capacity(self.groups.groups.len());
        wanted.extend(groups.iter().map(|group| *group as usize));
        let mut sessions = FixedBitSet::with_capacity(archive.published());
        let mut rows: Vec<_> = archive.tables.iter().map(|table| FixedBitSet::with_capacity(table.len())).collect();
        let assigned: Vec<&Assigned> = self.dimensions.iter().map(Rc::as_ref).collect();
        each_apart(archive, matches, &assigned, &mut |unit, key| {
            match (self.groups.find(key).filter(|group| wanted.contains(*group)), unit) {
                (Some(_), Unit::Session(index)) => sessions.insert(index.0 as usize),
                (Some(_), Unit::Row(table, row)) => {
                    rows.get_mut(table as usize).into_iter().for_each(|rows| rows.insert(row as usize));
                }
                (None, _) => {}
            }
            true
        })
        .await;
        (sessions, rows)
    }

    /// Some sessions and rows of each of these groups, up to a number that may depend on the group.
    pub async fn units(
        &self,
        archive: &Archive,
        matches: &Matches,
        groups: &[u32],
        most: impl Fn(&Group) -> usize,
    ) -> Vec<Vec<Unit>> {
        let mut wanted = vec![usize::MAX; self.groups.groups.len()];
        let mut units = vec![Vec::new(); groups.len()];
        groups.iter().enumerate().for_each(|(place, group)| wanted[*group as usize] = place);
        let of_group = |group: &Group| most(group).min((group.sums.sessions + group.sums.rows) as usize);
        let most: Vec<usize> = groups.iter().map(|number| self.group(*number).map_or(0, of_group)).collect();
        let mut left: usize = most.iter().sum();
        if left == 0 {
            return units;
        }
        let assigned: Vec<&Assigned> = self.dimensions.iter().map(Rc::as_ref).collect();
        each(archive, matches, &assigned, &mut |unit, key| {
            let place = self.groups.find(key).map_or(usize::MAX, |group| wanted[group]);
            if let Some((units, most)) = units.get_mut(place).zip(most.get(place))
                && units.len() < *most
            {
                units.push(unit);
                left -= 1;
            }
            left > 0
        })
        .await;
        units
    }
}

/// The values of a group, to compare it with others; what has none comes last.
fn dimensions_of<'a>(
    groups: &'a Groups,
    dimensions: &'a [Rc<Assigned>],
    number: u32,
) -> impl Iterator<Item = OrderKey<'a>> {
    let key = groups.groups.get(number as usize).map(|group| group.key).unwrap_or_default();
    dimensions.iter().zip(key).map(|(assigned, value)| assigned.key(value))
}

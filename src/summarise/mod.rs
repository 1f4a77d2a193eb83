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
//! worked out ([`Few`]). Where groups are many, they are counted, and only those that are shown are measured ([`measured`]).

mod after_failures;
mod assigned;
mod assignments;
mod by_value;
mod chosen;
mod concerned;
mod failed_logons;
mod groups;
mod measure;
mod measured;
mod names;
mod natural;
mod quantiles;
mod reached;
mod relayed;
mod samples;
mod sorted;
mod sprayed;
mod sums;
mod text_values;
mod values_of;

use crate::archive::Archive;
use crate::query::{Dimension, Few, Matches};
use crate::sort;
use crate::store::SessionIndex;
use crate::work;
use alloc::rc::Rc;
use alloc::vec;
use alloc::vec::Vec;
use assigned::{Assigned, OrderKey};
use assignments::FEW;
use core::cmp::Reverse;
use core::ops::Range;
use fixedbitset::FixedBitSet;
use groups::{Groups, each_apart};
use measure::{Fold, Value};
use measured::added_up;
use quantiles::{Wanted, measure};
use samples::Samples;
use sorted::Sorted;

pub use after_failures::logons_after_failures;
pub use assignments::Assignments;
pub use by_value::{OfValue, by_value};
pub use chosen::Chosen;
pub use concerned::groups_concerned;
pub use failed_logons::{FailedLogons, failed_logons};
pub use groups::{Group, MAX_DIMENSIONS, Unit};
pub use measure::Measure;
pub use measured::{Measured, Measures};
pub use quantiles::nearest_rank;
pub use reached::not_reached_soon;
pub use relayed::with_foreign_recipients;
pub use sprayed::{Spray, sprayed};

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
    distinct: Option<Rc<Assigned>>,
    quantiles: bool,
    groups: Groups,
    /// What is measured of all groups; `None` as long as it is of those that are shown only.
    measures: Option<Measures>,
    order: Sorted,
}

/// More values of one dimension than this are many: of their groups only those that are shown are measured.
const MANY: usize = 1 << 12;

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
    let distinct = match question.distinct.as_ref().filter(|_| is_wanted) {
        Some(distinct) => Some(values(distinct).await),
        None => None,
    };
    let assigned: Vec<&Assigned> = known.iter().map(Rc::as_ref).collect();
    let (mut of, mut folded) = (Vec::new(), Vec::new());
    let (is_measured, fold) = (measures_all(question, &assigned), fold_of(question));
    let numbers = match &fold {
        Some(fold) if !is_measured => fold.of_many(archive, matches).await,
        _ => Vec::new(),
    };
    let groups = Groups::of_matches(archive, matches, &assigned, |number, unit| {
        if is_measured {
            at(&mut of, number, Measured::default).add(archive, unit);
        }
        if let Some(fold) = &fold {
            let value = at(&mut folded, number, || fold.start);
            *value = unit.session().map_or(*value, |index| fold.with(*value, archive, index, &numbers));
        }
    })
    .await;
    let wanted = Wanted { quantiles: question.quantiles, distinct: distinct.as_deref() };
    let measures = match is_measured {
        true => Some(measure(archive, matches, &assigned, &Chosen::all(&groups), &wanted, of).await),
        false => None,
    };
    let measured = measures.as_ref().map_or(&[][..], |measures| &measures.of);
    let keys = match question.order {
        Order::Value(_) => Vec::new(),
        Order::By(measure) => match measure.value() {
            Value::Size(size) => groups.groups.iter().map(size).collect(),
            Value::Sessions(_) => folded,
            Value::Gathered(gathered) => measured.iter().map(gathered).collect(),
        },
    };
    let order = Sorted::new(&groups, &keys, question);
    Summarised { dimensions: known, distinct, quantiles: question.quantiles, groups, measures, order }
}

/// The place of a group, which may be one past the last.
fn at<T>(all: &mut Vec<T>, number: usize, new: impl FnOnce() -> T) -> &mut T {
    if all.len() <= number {
        all.push(new());
    }
    &mut all[number]
}

fn fold_of(question: &Question) -> Option<Fold> {
    match question.order {
        Order::By(measure) => match measure.value() {
            Value::Sessions(fold) => Some(fold),
            Value::Size(_) | Value::Gathered(_) => None,
        },
        Order::Value(_) => None,
    }
}

/// Whether all groups are measured, and not only those that are shown: where their order needs it, and where they are not so many
/// that it takes long. Of several dimensions it is little beside finding the groups.
fn measures_all(question: &Question, dimensions: &[&Assigned]) -> bool {
    let is_needed = matches!(question.order, Order::By(measure) if matches!(measure.value(), Value::Gathered(_)));
    let are_many = matches!(dimensions, [only] if only.names.len() > MANY);
    is_needed || !are_many
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

    /// Measures all groups, since more than a few of them are shown.
    pub async fn measure_all(&mut self, archive: &Archive, matches: &Matches) {
        if self.measures.is_none() {
            self.measures = Some(self.measure(archive, matches, &Chosen::all(&self.groups), |_, _| {}).await);
        }
    }

    /// What is measured of these groups, each at its place among them; and some sessions and rows of each, up to a number that may
    /// depend on the group.
    pub async fn measures(
        &self,
        archive: &Archive,
        matches: &Matches,
        chosen: &Chosen<'_>,
        most: impl Fn(&Group) -> usize,
    ) -> (Measures, Vec<Vec<Unit>>) {
        let mut samples = Samples::of(chosen, most);
        let Some(Measures { of, cut }) = &self.measures else {
            let measures = self.measure(archive, matches, chosen, |place, unit| samples.add(place, unit)).await;
            return (measures, samples.units);
        };
        let mut own = vec![Measured::default(); chosen.len()];
        for (number, measured) in (0..).zip(of) {
            chosen
                .place(number)
                .and_then(|place| own.get_mut(place))
                .into_iter()
                .for_each(|own| *own = measured.clone());
        }
        samples.find(archive, matches, &self.assigned(), chosen).await;
        (Measures { of: own, cut: *cut }, samples.units)
    }

    async fn measure(
        &self,
        archive: &Archive,
        matches: &Matches,
        chosen: &Chosen<'_>,
        see: impl FnMut(usize, Unit),
    ) -> Measures {
        let assigned = self.assigned();
        let of = added_up(archive, matches, &assigned, chosen, see).await;
        let wanted = Wanted { quantiles: self.quantiles, distinct: self.distinct.as_deref() };
        measure(archive, matches, &assigned, chosen, &wanted, of).await
    }

    fn assigned(&self) -> Vec<&Assigned> {
        self.dimensions.iter().map(Rc::as_ref).collect()
    }

    /// The groups of these numbers.
    pub fn chosen(&self, numbers: &[u32]) -> Chosen<'_> {
        Chosen::of(&self.groups, numbers)
    }

    /// The number of distinct values of a group, where all groups were measured.
    pub fn distinct(&self, number: u32) -> Option<u64> {
        self.measures.as_ref()?.of.get(number as usize).map(|measured| measured.distinct)
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
                ranked.push((rank, Reverse(group.size()), value, number));
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

    /// The numbers of all groups, in no order.
    pub fn numbers_of_all(&self) -> Range<u32> {
        0..self.groups().len() as u32
    }

    /// The first few of some groups, those of most sessions and rows first, and of equals in the order of their values.
    pub fn largest_of(&self, numbers: impl Iterator<Item = u32>, few: usize) -> Vec<u32> {
        let size = |number: u32| self.group(number).map_or(0, Group::size);
        let values = |number: u32| dimensions_of(&self.groups, &self.dimensions, number);
        let is_before =
            |one: u32, other: u32| size(other).cmp(&size(one)).then_with(|| values(one).cmp(values(other))).is_lt();
        let mut first: Vec<u32> = Vec::new();
        for number in numbers {
            if first.len() < few || first.last().is_some_and(|last| is_before(number, *last)) {
                first.insert(first.partition_point(|known| is_before(*known, number)), number);
                first.truncate(few);
            }
        }
        first
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
        let wanted = self.chosen(groups);
        let mut sessions = FixedBitSet::with_capacity(archive.published());
        let mut rows: Vec<_> = archive.tables.iter().map(|table| FixedBitSet::with_capacity(table.len())).collect();
        each_apart(archive, matches, &self.assigned(), &mut |unit, key| {
            match (wanted.place_of(key), unit) {
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

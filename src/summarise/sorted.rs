//! The order of groups. There may be as many as sessions, and a page shows the first few, so only these are sorted.

use super::assigned::OrderKey;
use super::groups::Groups;
use super::{Order, Question};
use crate::work::{PART, Tally, ascending, sort_by};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::Range;

/// Groups that are sorted at least, if there are so many.
const LEAST: usize = 256;

/// What a group is ordered by, above its number.
fn keyed(key: i64, number: u32) -> u128 {
    u128::from(ascending(key)) << u32::BITS | u128::from(number)
}

fn number(keyed: u128) -> u32 {
    keyed as u32
}

/// Groups, of which the first are in order.
#[derive(Debug)]
pub struct Sorted {
    /// What they are ordered by, and their numbers, in no order; empty once all are in order.
    groups: Vec<u128>,
    /// The dimension in the order of whose values they are.
    by_value: Option<usize>,
    descending: bool,
    /// The first of them, in order.
    sorted: Vec<u128>,
}

impl Sorted {
    /// The groups, none of which is in order yet, and what they are ordered by, which is 0 where it is missing.
    pub fn new(groups: &Groups, keys: &[i64], question: &Question) -> Sorted {
        let by_value = match question.order {
            Order::By(_) => None,
            Order::Value(number) => Some(number),
        };
        let keys = keys.iter().copied().chain(core::iter::repeat(0));
        let groups = (0..groups.groups.len() as u32).zip(keys).map(|(number, key)| keyed(key, number));
        Sorted { groups: groups.collect(), by_value, descending: question.descending, sorted: Vec::new() }
    }

    /// Puts the first groups in order, up to a number. Equal ones come in the order of their `values`.
    pub async fn sort_to<'v, V>(&mut self, end: usize, values: impl Fn(u32) -> V)
    where
        V: Iterator<Item = OrderKey<'v>>,
    {
        let end = end.max(LEAST).min(self.groups.len());
        if end <= self.sorted.len() {
            return;
        }
        let (dimension, descending) = (self.by_value, self.descending);
        let compare = |one: &u128, other: &u128| {
            let reversed = |order: Ordering| if descending { order.reverse() } else { order };
            let by_value = || {
                let value = |number| dimension.and_then(|dimension| values(number).nth(dimension));
                reversed(value(number(*one)).cmp(&value(number(*other))))
            };
            let by_values = || values(number(*one)).cmp(values(number(*other)));
            reversed((one >> u32::BITS).cmp(&(other >> u32::BITS))).then_with(by_value).then_with(by_values)
        };
        // A second question is about more than the first few, and likely about all.
        self.sorted = match self.sorted.is_empty() && end < self.groups.len() {
            true => first_of(&self.groups, end, &compare).await,
            false => core::mem::take(&mut self.groups),
        };
        sort_by(&mut self.sorted, &compare).await;
    }

    /// How many are in order.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// The numbers of the groups in a range, which have to be in order.
    pub fn get(&self, places: Range<usize>) -> impl Iterator<Item = u32> {
        self.sorted.get(places).unwrap_or_default().iter().map(|keyed| number(*keyed))
    }
}

/// The first in an order, up to a number, and in no order themselves. What comes after so many others is not kept: that is one
/// comparison each.
async fn first_of(all: &[u128], end: usize, compare: &dyn Fn(&u128, &u128) -> Ordering) -> Vec<u128> {
    let (mut first, mut tally) = (Vec::with_capacity(2 * end), Tally::default());
    let mut last = None;
    for part in all.chunks(PART) {
        for one in part {
            if last.is_some_and(|last| compare(one, &last).is_gt()) {
                continue;
            }
            first.push(*one);
            if first.len() == 2 * end {
                last = Some(*first.select_nth_unstable_by(end - 1, compare).1);
                first.truncate(end);
            }
        }
        tally.add(part.len()).await;
    }
    if end < first.len() {
        first.select_nth_unstable_by(end, compare);
        first.truncate(end);
    }
    first
}

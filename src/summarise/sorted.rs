//! The order of groups. There may be as many as sessions, and a page shows the first few, so only these are sorted.

use super::assigned::OrderKey;
use super::groups::Groups;
use super::{Order, Question};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::Range;

/// Groups that are sorted at least, if there are so many.
const LEAST: usize = 256;

/// Groups, of which the first are in order.
#[derive(Debug)]
pub struct Sorted {
    /// What they are ordered by, and their numbers.
    groups: Vec<(i64, u32)>,
    /// The dimension in the order of whose values they are.
    by_value: Option<usize>,
    descending: bool,
    /// How many are in order.
    sorted: usize,
}

impl Sorted {
    /// The groups, none of which is in order yet.
    pub fn new(groups: &Groups, question: &Question) -> Sorted {
        let (measure, by_value) = match question.order {
            Order::By(measure) => (Some(measure), None),
            Order::Value(number) => (None, Some(number)),
        };
        let keys = groups.groups.iter().map(|group| measure.map_or(0, |measure| measure.value(group)));
        Sorted { groups: keys.zip(0..).collect(), by_value, descending: question.descending, sorted: 0 }
    }

    /// Puts the first groups in order, up to a number. Equal ones come in the order of their `values`.
    pub fn sort_to<'v, V>(&mut self, end: usize, values: impl Fn(u32) -> V)
    where
        V: Iterator<Item = OrderKey<'v>>,
    {
        let end = end.max(LEAST).min(self.groups.len());
        if end <= self.sorted {
            return;
        }
        let (dimension, descending) = (self.by_value, self.descending);
        let compare = |one: &(i64, u32), other: &(i64, u32)| {
            let reversed = |order: Ordering| if descending { order.reverse() } else { order };
            let by_value = || {
                let value = |number| dimension.and_then(|dimension| values(number).nth(dimension));
                reversed(value(one.1).cmp(&value(other.1)))
            };
            let by_values = || values(one.1).cmp(values(other.1));
            reversed(one.0.cmp(&other.0)).then_with(by_value).then_with(by_values)
        };
        // A second question is about more than the first few, and likely about all.
        let end = if self.sorted > 0 { self.groups.len() } else { end };
        if let Some(last) = end.checked_sub(1)
            && end < self.groups.len()
        {
            self.groups.select_nth_unstable_by(last, compare);
        }
        if let Some(first) = self.groups.get_mut(..end) {
            first.sort_unstable_by(compare);
        }
        self.sorted = end;
    }

    /// The numbers of the groups in a range, which have to be in order.
    pub fn get(&self, places: Range<usize>) -> impl Iterator<Item = u32> {
        self.groups.get(places).unwrap_or_default().iter().map(|(_, number)| *number)
    }
}

//! A column whose values are mostly those of their neighbours: it costs memory only where they differ.
//!
//! Such are the high halves of numbers that are small or near to each other, as entries have them: with their low halves in
//! [`super::blocks`] a number costs half as much as it may need, and where it needs more, only its neighbours cost more.

use alloc::boxed::Box;
use alloc::vec::Vec;

/// Neighbours whose values are kept as one as long as they are the same. With fewer, the list of spans costs more; with more, a single value
/// that differs does.
const SPAN: usize = 1 << 8;

/// A growing column of values.
#[derive(Debug, Default)]
pub struct Uniform {
    spans: Vec<Span>,
    len: usize,
}

#[derive(Debug)]
enum Span {
    Same(u16),
    Each(Box<[u16; SPAN]>),
}

impl Uniform {
    /// Adds a value at the end.
    #[inline]
    pub fn push(&mut self, value: u16) {
        match self.spans.get(self.len / SPAN) {
            Some(Span::Same(same)) if *same == value => {}
            Some(_) => self.set(self.len, value),
            None => self.spans.push(Span::Same(value)),
        }
        self.len += 1;
    }

    /// The value at `index`, which has to be one that was added.
    #[inline]
    pub fn get(&self, index: usize) -> u16 {
        match &self.spans[index / SPAN] {
            Span::Same(same) => *same,
            Span::Each(values) => values[index % SPAN],
        }
    }

    /// Changes the value at `index`, which has to be one that was added.
    pub fn set(&mut self, index: usize, value: u16) {
        let span = &mut self.spans[index / SPAN];
        match span {
            Span::Same(same) if *same == value => {}
            Span::Same(same) => {
                let mut values = Box::new([*same; SPAN]);
                values[index % SPAN] = value;
                *span = Span::Each(values);
            }
            Span::Each(values) => values[index % SPAN] = value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_are_read_back(
            runs in prop::collection::vec((0..4_u16, 1..SPAN), 1..12),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u16), 0..8),
        ) {
            let mut expected: Vec<u16> = runs.iter().flat_map(|&(value, length)| (0..length).map(move |_| value)).collect();
            let mut column = Uniform::default();
            expected.iter().for_each(|value| column.push(*value));
            for (index, value) in changes {
                let index = index.index(expected.len());
                column.set(index, value);
                expected[index] = value;
            }
            let found: Vec<u16> = (0..expected.len()).map(|index| column.get(index)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn values_that_are_all_the_same_take_no_memory_of_their_own() {
        let mut column = Uniform::default();
        (0..3 * SPAN).for_each(|_| column.push(7));
        column.set(SPAN + 1, 8);
        let own: Vec<bool> = column.spans.iter().map(|span| matches!(span, Span::Each(_))).collect();
        assert_eq!(own, [false, true, false]);
    }
}

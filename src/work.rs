//! Long work that rests now and then, so that others can be answered meanwhile.
//!
//! A question about millions of sessions takes seconds. What answers it is an ordinary loop in an `async` function that
//! [rests](rest) after so many of them, and a [`Job`] does it from one rest to the next whenever it is told to. There is no
//! executor, and nothing is waited for: a future is only how the compiler keeps the place where a function stopped. Who has the
//! time, as a test has, [finishes](finish) the same function at once.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::future::poll_fn;
use core::ops::Range;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};

/// Number of sessions, entries or short texts between two rests: a few milliseconds of work.
pub const PART: usize = 1 << 16;

/// Ends a step of the work, which goes on with the next one.
pub async fn rest() {
    let mut has_rested = false;
    poll_fn(|_| match core::mem::replace(&mut has_rested, true) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
}

/// Calls `see` with one after the other, and rests between parts of them.
pub async fn each<T>(mut all: impl Iterator<Item = T>, mut see: impl FnMut(T)) {
    while see_part(&mut all, &mut see) {
        rest().await;
    }
}

/// Returns whether there may be more. A function of its own, as what has to be kept over a rest is not kept in registers.
#[inline(never)]
fn see_part<T>(all: &mut impl Iterator<Item = T>, see: &mut impl FnMut(T)) -> bool {
    let mut seen = 0;
    all.take(PART).for_each(|one| {
        see(one);
        seen += 1;
    });
    seen == PART
}

/// Calls `see` with one range of so many after the other, and rests between them.
pub async fn each_part(count: usize, see: &mut dyn FnMut(Range<usize>)) {
    for begin in (0..count).step_by(PART) {
        if begin > 0 {
            rest().await;
        }
        see(begin..count.min(begin + PART));
    }
}

/// Counts what comes in pieces of any size, and rests whenever they are a part.
#[derive(Debug, Default)]
pub struct Tally(usize);

impl Tally {
    /// So many sessions, entries, rows or short texts have been seen. Returns whether they are a part.
    #[inline]
    pub fn is_part(&mut self, count: usize) -> bool {
        self.0 += count;
        let is_part = self.0 >= PART;
        if is_part {
            self.0 = 0;
        }
        is_part
    }

    /// So many have been seen, and a rest if they are a part.
    pub async fn add(&mut self, count: usize) {
        if self.is_part(count) {
            rest().await;
        }
    }
}

/// A number without a sign that has the same order, to sort it with others; [`number`] gives it back.
pub fn ascending(number: i64) -> u64 {
    number as u64 ^ SIGN
}

/// The number of which [`ascending`] gave this.
pub fn number(ascending: u64) -> i64 {
    (ascending ^ SIGN) as i64
}

const SIGN: u64 = 1 << 63;

/// Sorts numbers, or what consists of them: divides them in the middle until they are a part. In place, as there may be hardly
/// any memory left.
pub async fn sort<T: Ord>(all: &mut [T]) {
    if all.is_sorted() {
        return;
    }
    let mut unsorted = Vec::from([all]);
    while let Some(some) = unsorted.pop() {
        if some.len() <= PART {
            some.sort_unstable();
        } else {
            let (before, _, after) = some.select_nth_unstable(some.len() / 2);
            unsorted.extend([after, before]);
        }
        if !unsorted.is_empty() {
            rest().await;
        }
    }
}

/// Sorts what numbers stand for, and keeps the order of equals: runs, which are then merged, as one comparison may take long.
pub async fn sort_by(all: &mut Vec<u128>, compare: &dyn Fn(&u128, &u128) -> Ordering) {
    for run in all.chunks_mut(PART) {
        run.sort_by(compare);
        if run.len() == PART {
            rest().await;
        }
    }
    let (mut length, mut merged) = (PART, Vec::new());
    while length < all.len() {
        merged.reserve_exact(all.len());
        for pair in all.chunks(2 * length) {
            let (mut one, mut other) = pair.split_at(length.min(pair.len()));
            while merge_some(&mut one, &mut other, &mut merged, compare) {
                rest().await;
            }
        }
        core::mem::swap(all, &mut merged);
        merged.clear();
        length *= 2;
    }
}

/// Merges a part of two runs. Returns whether there is more.
fn merge_some(
    one: &mut &[u128],
    other: &mut &[u128],
    merged: &mut Vec<u128>,
    compare: &dyn Fn(&u128, &u128) -> Ordering,
) -> bool {
    for _ in 0..PART {
        let (Some(first), Some(second)) = (one.first(), other.first()) else {
            merged.extend_from_slice(one);
            merged.extend_from_slice(other);
            return false;
        };
        if compare(second, first).is_lt() {
            merged.push(*second);
            *other = &other[1..];
        } else {
            merged.push(*first);
            *one = &one[1..];
        }
    }
    true
}

/// Does all of the work at once.
pub fn finish<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Some(done) = step(work.as_mut()) {
            return done;
        }
    }
}

/// Work that is done step by step.
pub struct Job<T>(Pin<Box<dyn Future<Output = T>>>);

impl<T> Job<T> {
    /// Work of which nothing has been done yet.
    pub fn new(work: impl Future<Output = T> + 'static) -> Job<T> {
        Job(Box::pin(work))
    }

    /// Works until the next rest. Returns what comes of it once it is done, after which there is no further step.
    pub fn step(&mut self) -> Option<T> {
        step(self.0.as_mut())
    }
}

impl<T> fmt::Debug for Job<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Job")
    }
}

fn step<T>(work: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Option<T> {
    match work.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sum(count: usize) -> usize {
        let mut sum = 0;
        each(0..count, |number| sum += number).await;
        sum
    }

    fn steps(count: usize) -> usize {
        let mut job = Job::new(sum(count));
        (1..).find(|_| job.step().is_some()).unwrap_or_default()
    }

    #[test]
    fn work_is_done_in_parts() {
        let parts: Vec<usize> = [0, 1, PART - 1, PART, 2 * PART + 1].map(steps).into();
        assert_eq!(parts, [1, 1, 1, 2, 3]);
    }

    #[test]
    fn sorting_keeps_the_order_of_equals() {
        for (count, values) in [(0, 1), (PART, 7), (PART + 1, 1), (3 * PART + 5, 1_000), (4 * PART, usize::MAX)] {
            // Numbers that jump about, each with its place.
            let number = |place: usize| (place.wrapping_mul(40_503) % values) as u128;
            let numbers: Vec<u128> = (0..count).map(|place| number(place) << 64 | place as u128).collect();
            for is_descending in [false, true] {
                let compare = |one: &u128, other: &u128| match is_descending {
                    true => (other >> 64).cmp(&(one >> 64)),
                    false => (one >> 64).cmp(&(other >> 64)),
                };
                let (mut sorted, mut expected) = (numbers.clone(), numbers.clone());
                expected.sort_by(compare);
                finish(sort_by(&mut sorted, &compare));
                assert!(sorted == expected, "{count} of {values} values, {is_descending}");
            }
            let (mut sorted, mut expected) = (numbers.clone(), numbers);
            expected.sort_unstable();
            finish(sort(&mut sorted));
            assert!(sorted == expected, "{count} of {values} values");
        }
    }

    #[test]
    fn in_parts_or_at_once_the_same_comes_of_it() {
        for count in [0, 9, PART, 3 * PART] {
            let mut job = Job::new(sum(count));
            let in_parts = core::iter::from_fn(|| Some(job.step())).find_map(|done| done);
            assert_eq!((in_parts, finish(sum(count))), (Some((0..count).sum()), (0..count).sum()));
        }
    }
}

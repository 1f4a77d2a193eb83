//! Counts, in tests, the steps that must not grow faster than n log n: comparisons, and rows that are looked at again.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
std::thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// One step.
#[inline]
pub(crate) fn step() {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

/// The number of steps that something takes.
#[cfg(test)]
pub(crate) fn steps(act: impl FnOnce()) -> u64 {
    let before = STEPS.with(Cell::get);
    act();
    STEPS.with(Cell::get) - before
}

/// Asserts that something takes steps, and for `2n` hardly more than twice as many as for `n`.
#[cfg(test)]
pub(crate) fn assert_nearly_linear(n: usize, act: impl Fn(usize)) {
    let (once, twice) = (steps(|| act(n)), steps(|| act(2 * n)));
    assert!(once >= n as u64 / 2, "{n} take {once} steps: they are not counted");
    assert!(twice * 10 <= once * 25, "{n} take {once} steps, twice as many {twice}");
}

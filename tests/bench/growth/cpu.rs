//! The time that a piece of work takes on the processor. Time in which other programs run does not count.

use std::time::{Duration, Instant};
use std::{fs, thread};

/// What some work takes, and what it yields.
pub fn time_of<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let (began, on_clock) = (on_processor(), Instant::now());
    let result = work();
    let on_clock = on_clock.elapsed();
    let time = began.and_then(|began| on_processor()?.checked_sub(began));
    (time.unwrap_or(on_clock), result)
}

/// How long this thread has run so far; `None` where the system does not tell. Linux counts it in nanoseconds
/// (Documentation/scheduler/sched-stats.rst) and brings it up to date when the thread yields.
fn on_processor() -> Option<Duration> {
    thread::yield_now();
    let counts = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(counts.split_whitespace().next()?.parse().ok()?))
}

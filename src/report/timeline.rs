//! Sessions over time, by outcome.

use crate::archive::Archive;
use crate::store::Outcome;
use crate::store::SessionIndex;
use alloc::vec;
use alloc::vec::Vec;

/// Widths that a bin may have, in milliseconds: round values for people.
const WIDTHS: [i64; 18] = {
    const SECOND: i64 = 1000;
    const MINUTE: i64 = 60 * SECOND;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    [
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        7 * DAY,
        28 * DAY,
        364 * DAY,
    ]
};

/// Sessions per bin and outcome.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Start of the first bin in milliseconds since 1970.
    pub start: i64,
    /// Width of a bin in milliseconds.
    pub bin_ms: i64,
    /// Number of bins.
    pub bins: usize,
    /// `counts[outcome * bins + bin]`.
    pub counts: Vec<u32>,
}

/// Counts the sessions in at most `max_bins` bins of a round width.
pub fn timeline(archive: &Archive, sessions: &[SessionIndex], max_bins: usize) -> Timeline {
    let row = |&index: &SessionIndex| {
        let session = archive.store.sessions.get(index);
        (session.start.0, session.facts.outcome)
    };
    let times = || sessions.iter().map(|index| row(index).0);
    let (Some(first), Some(last)) = (times().min(), times().max()) else { return Timeline::default() };
    let max_bins = max_bins.clamp(1, 4096) as i64;
    let fits = |width: &&i64| last.div_euclid(**width) - first.div_euclid(**width) < max_bins;
    let bin_ms = WIDTHS.iter().find(fits).copied().unwrap_or((last - first) / max_bins + 1);
    let start = first.div_euclid(bin_ms) * bin_ms;
    let bins = usize::try_from((last - start) / bin_ms).unwrap_or(0) + 1;
    let mut counts = vec![0; bins * Outcome::ALL.len()];
    for (time, outcome) in sessions.iter().map(row) {
        let bin = usize::try_from((time - start) / bin_ms).unwrap_or(0);
        if let Some(count) = counts.get_mut(outcome as usize * bins + bin) {
            *count += 1;
        }
    }
    Timeline { start, bin_ms, bins, counts }
}

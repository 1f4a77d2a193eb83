//! How many sessions are usual in an hour: as many as at that time of day on other days.
//!
//! The logs show neither the time zone of a server nor when its clocks are put forward and back. So hours are compared in UTC, what is
//! usual an hour before and after counts as usual too, and of the week only that part is a working day which is one in every time
//! zone. The hour itself is left out of what it is compared with, and so are hours that no log covers.

use super::super::coverage::hours::RowHours;
use crate::sort;
use alloc::vec::Vec;
use core::ops::{Range, RangeInclusive};

const HOURS_OF_DAY: usize = 24;
const HOURS_OF_WEEK: usize = 7 * HOURS_OF_DAY;
/// 1970 began on a Thursday, 72 hours after Monday.
const MONDAY: i64 = 72;
/// Hours of a week that are on working days from UTC-10, where Monday begins at 10:00 UTC, to UTC+13, where Friday ends at 11:00 UTC.
const WORKING: Range<i64> = 10..4 * 24 + 11;

/// What is usual in the hours of a row.
pub struct Usual<'r> {
    row: &'r RowHours,
    counts: &'r [u32],
    /// The first hour, counted from Monday 00:00 UTC.
    first: i64,
    /// The counts of covered hours in order, by the hour of the day: of working days, and of the others.
    working: [Vec<u32>; HOURS_OF_DAY],
    others: [Vec<u32>; HOURS_OF_DAY],
}

/// What an hour is compared with.
#[derive(Clone, Copy)]
pub struct Compared {
    /// How many sessions are usual.
    pub usual: u64,
    /// On how many other days that hour is covered.
    pub days: u64,
}

impl<'r> Usual<'r> {
    /// Of these counts of the hours of a row, of which the first is so many hours after 1970 UTC.
    pub fn new(row: &'r RowHours, counts: &'r [u32], first: i64) -> Usual<'r> {
        let (working, others) = Default::default();
        let mut usual = Usual { row, counts, first: first + MONDAY, working, others };
        for (hour, count) in counts.iter().enumerate().filter(|(hour, _)| row.is_covered(*hour)) {
            let of = if usual.is_working(hour) { &mut usual.working } else { &mut usual.others };
            of[hour % HOURS_OF_DAY].push(*count);
        }
        usual.working.iter_mut().chain(&mut usual.others).for_each(|counts| sort::by(counts, Ord::cmp));
        usual
    }

    /// Whether an hour is on a working day in every time zone.
    pub fn is_working(&self, hour: usize) -> bool {
        WORKING.contains(&(self.first + hour as i64).rem_euclid(HOURS_OF_WEEK as i64))
    }

    /// The most that is usual: the median of working days or of the others, and whatever was there at that hour of that day of other
    /// weeks.
    pub fn most(&self, hour: usize) -> Compared {
        let medians = around(hour).flat_map(|near| {
            let [working, others] = [true, false].map(|is_working| self.median(near, is_working));
            working.into_iter().chain(others)
        });
        let usual = medians.chain(self.other_weeks(hour)).max().unwrap_or(0);
        let days = self.days(hour, true) + self.days(hour, false);
        Compared { usual: usual.into(), days }
    }

    /// The least that is usual on working days.
    pub fn least(&self, hour: usize) -> Compared {
        let medians = around(hour).filter_map(|near| self.median(near, true));
        let usual = medians.chain(self.other_weeks(hour)).min().unwrap_or(0);
        Compared { usual: usual.into(), days: self.days(hour, true) }
    }

    /// The lower median of the other days, of working days or of the others.
    fn median(&self, hour: usize, is_working: bool) -> Option<u32> {
        let counts = self.of(hour, is_working);
        let own = self.own(hour, is_working);
        let middle = (counts.len() - usize::from(own.is_some())).checked_sub(1)? / 2;
        // Without itself, all that come after it are one place lower.
        let is_after = own.is_some_and(|own| counts.partition_point(|count| *count < own) <= middle);
        counts.get(middle + usize::from(is_after)).copied()
    }

    fn days(&self, hour: usize, is_working: bool) -> u64 {
        (self.of(hour, is_working).len() - usize::from(self.own(hour, is_working).is_some())) as u64
    }

    fn of(&self, hour: usize, is_working: bool) -> &[u32] {
        let of = if is_working { &self.working } else { &self.others };
        &of[hour % HOURS_OF_DAY]
    }

    /// The count of the hour, if it is one of these.
    fn own(&self, hour: usize, is_working: bool) -> Option<u32> {
        let is_own = self.row.is_covered(hour) && self.is_working(hour) == is_working;
        self.counts.get(hour).copied().filter(|_| is_own)
    }

    fn other_weeks(&self, hour: usize) -> impl Iterator<Item = u32> {
        let same = (hour % HOURS_OF_WEEK..self.counts.len()).step_by(HOURS_OF_WEEK);
        same.filter(move |other| *other != hour && self.row.is_covered(*other)).map(|other| self.counts[other])
    }
}

/// An hour, and those before and after it.
fn around(hour: usize) -> RangeInclusive<usize> {
    hour.saturating_sub(1)..=hour + 1
}

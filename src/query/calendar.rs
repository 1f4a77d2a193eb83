//! Parts of times: what a calendar or a clock shows of them.

use super::choice::Choice;
use super::time::weekday_of;
use crate::time::{DAY, HOUR, MINUTE, Timestamp};
use alloc::borrow::ToOwned;
use alloc::string::String;
use chrono::Weekday;

const SECOND: i64 = 1_000;

/// What a calendar or a clock shows of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// Day, hour, minute and second.
    Second,
    /// Day, hour and minute.
    Minute,
    /// Day and hour.
    Hour,
    /// The day.
    Day,
    /// The day of the week.
    Weekday,
}

impl Calendar {
    /// The part of a time in milliseconds since 1970 UTC, on a clock that is `offset_minutes` east of UTC: times with equal
    /// parts are shown by the same text.
    pub fn part(self, time: i64, offset_minutes: i32) -> i64 {
        let local = time.saturating_add(i64::from(offset_minutes) * MINUTE);
        match self {
            Calendar::Second => local.div_euclid(SECOND),
            Calendar::Minute => local.div_euclid(MINUTE),
            Calendar::Hour => local.div_euclid(HOUR),
            Calendar::Day => local.div_euclid(DAY),
            Calendar::Weekday => i64::from(weekday_of(time, offset_minutes).num_days_from_monday()),
        }
    }

    /// The text of a part.
    pub fn text(self, part: i64) -> String {
        let iso = |length: i64, end: usize| {
            Timestamp(part.saturating_mul(length)).to_iso().as_str().get(..end).unwrap_or_default().to_owned()
        };
        match self {
            Calendar::Second => iso(SECOND, 19),
            Calendar::Minute => iso(MINUTE, 16),
            Calendar::Hour => iso(HOUR, 13),
            Calendar::Day => iso(DAY, 10),
            Calendar::Weekday => usize::try_from(part)
                .ok()
                .and_then(|part| Weekday::ALL.get(part))
                .map_or("", |day| day.word())
                .to_owned(),
        }
    }
}

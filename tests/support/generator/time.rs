//! Times as Exchange writes them.

use chrono::{DateTime, Datelike as _, Timelike as _};

/// A time, split into its parts.
pub struct Date {
    pub year: i32,
    pub month: u32,
    pub day: u32,
    pub weekday: usize,
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
    pub millisecond: u64,
}

impl Date {
    /// Splits a time in milliseconds since 1970, UTC.
    pub fn new(time: u64) -> Date {
        let date = DateTime::from_timestamp_millis(i64::try_from(time).unwrap_or(0)).unwrap_or_default();
        Date {
            year: date.year(),
            month: date.month(),
            day: date.day(),
            weekday: date.weekday().num_days_from_monday() as usize,
            hour: date.hour(),
            minute: date.minute(),
            second: date.second(),
            millisecond: time % 1_000,
        }
    }

    /// `20240312`.
    pub fn compact_day(&self) -> String {
        format!("{}{:02}{:02}", self.year, self.month, self.day)
    }

    /// `2024031205`.
    pub fn compact_hour(&self) -> String {
        format!("{}{:02}", self.compact_day(), self.hour)
    }

    /// `240312`.
    pub fn short_day(&self) -> String {
        format!("{:02}{:02}{:02}", self.year % 100, self.month, self.day)
    }

    /// `Mar`.
    pub fn month_name(&self) -> &'static str {
        MONTHS[self.month as usize - 1]
    }
}

/// ISO 8601, UTC, with milliseconds: the first field of every row.
pub fn iso(time: u64) -> String {
    let Date { year, month, day, hour, minute, second, millisecond, .. } = Date::new(time);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z")
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `2024-03-12 05:00:00`: W3C Extended, and database columns.
pub fn date_and_time(time: u64) -> String {
    let Date { year, month, day, hour, minute, second, .. } = Date::new(time);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// The time in a server's greeting: RFC 5322, in the server's time zone, which is one hour ahead of UTC.
pub fn greeting(time: u64) -> String {
    let date = Date::new(time + 3_600_000);
    let month = date.month_name();
    let Date { year, day, weekday, hour, minute, second, .. } = date;
    format!("{}, {day} {month} {year} {hour:02}:{minute:02}:{second:02} +0100", WEEKDAYS[weekday])
}

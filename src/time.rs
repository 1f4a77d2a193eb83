//! Time stamps: milliseconds since 1970-01-01T00:00Z.

mod culture;
mod local;
mod long_date;
mod persian;

use crate::bytes::{decimal_u32, fraction, same};
use chrono::{DateTime, Datelike, NaiveDate, Timelike};

pub use culture::{CultureTime, DayOrder};
pub use local::{common_log_time, local_time};

/// Milliseconds since 1970-01-01T00:00Z (UTC).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// Years in which a log of Exchange can have been written. Any other is damage, and would stretch every timeline.
const PLAUSIBLE_YEARS: core::ops::RangeInclusive<u32> = 1990..=2099;

/// Milliseconds of a minute.
pub const MINUTE: i64 = 60_000;
/// Milliseconds of an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds of a day.
pub const DAY: i64 = 24 * HOUR;

/// Bytes of `2026-03-01`, and of the longest time of day that is read: `09:30:00.123456789Z`.
const DATE_LENGTH: usize = 10;
const MAX_CLOCK_LENGTH: usize = 19;

impl Timestamp {
    /// Milliseconds from `earlier` to this time, negative if this one is earlier.
    pub fn since(self, earlier: Timestamp) -> i64 {
        self.0 - earlier.0
    }

    /// The beginning of an hour, UTC. `None` for a date that does not exist, and for years that no log can contain.
    pub fn of_hour(year: u16, month: u8, day: u8, hour: u8) -> Option<Timestamp> {
        let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
        let time = date.and_hms_opt(hour.into(), 0, 0)?.and_utc().timestamp_millis();
        PLAUSIBLE_YEARS.contains(&year.into()).then_some(Timestamp(time))
    }

    /// As `2026-03-01T09:30:00.000Z`.
    pub fn to_iso(self) -> IsoTime {
        let time = DateTime::from_timestamp_millis(self.0).unwrap_or_default();
        let mut text = *b"0000-00-00T00:00:00.000Z";
        write_digits(&mut text[..4], time.year().unsigned_abs());
        write_digits(&mut text[5..7], time.month());
        write_digits(&mut text[8..10], time.day());
        write_digits(&mut text[11..13], time.hour());
        write_digits(&mut text[14..16], time.minute());
        write_digits(&mut text[17..19], time.second());
        write_digits(&mut text[20..23], time.timestamp_subsec_millis());
        IsoTime(text)
    }
}

/// A time as ISO 8601, in UTC and with milliseconds. An export writes one for every entry, so the digits are set one by
/// one: chrono interprets its format each time, which takes some 3,000 instructions.
#[derive(Clone, Copy, Debug)]
pub struct IsoTime([u8; 24]);

impl IsoTime {
    /// The time as text.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl core::fmt::Display for IsoTime {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The last digits of a number, as many as there is room for.
fn write_digits(room: &mut [u8], mut number: u32) {
    for digit in room.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

/// Reads time stamps. Remembers the hour of the last one: rows are ordered by time, and the calendar is what costs.
#[derive(Clone, Debug, Default)]
pub struct TimestampReader {
    /// `2026-03-01T09` of the last time stamp, and the beginning of that hour in milliseconds since 1970.
    hour_text: [u8; 13],
    hour_start: i64,
}

impl TimestampReader {
    /// Reads `yyyy-mm-ddThh:mm:ss[.fff][Z]` (ISO 8601 UTC; a space instead of the `T` is accepted).
    /// `None` for anything else, and for years that no log of Exchange can contain.
    pub fn read(&mut self, text: &[u8]) -> Option<Timestamp> {
        let (hour, rest) = text.split_at_checked(13)?;
        if !same(hour, &self.hour_text) {
            self.hour_start = read_hour(hour)?;
            self.hour_text.copy_from_slice(hour);
        }
        let (clock, fraction) = rest.split_at_checked(6)?;
        let [b':', m1, m2, b':', s1, s2] = *clock else {
            return None;
        };
        let (minute, second) = (two_digits(m1, m2)?, two_digits(s1, s2)?);
        if minute > 59 || second > 60 {
            return None;
        }
        let milliseconds = read_fraction(fraction.strip_suffix(b"Z").unwrap_or(fraction))?;
        Some(Timestamp(self.hour_start + i64::from(minute) * MINUTE + i64::from(second) * 1000 + milliseconds))
    }

    /// Reads a time in two columns, `yyyy-mm-dd` and `hh:mm:ss[.fff]`, both UTC (W3C extended log file format).
    pub fn read_date_and_time(&mut self, date: &[u8], time: &[u8]) -> Option<Timestamp> {
        let mut text = [b' '; DATE_LENGTH + 1 + MAX_CLOCK_LENGTH];
        let end = DATE_LENGTH + 1 + time.len();
        text.get_mut(..DATE_LENGTH)?.copy_from_slice(date.get(..DATE_LENGTH).filter(|_| date.len() == DATE_LENGTH)?);
        text.get_mut(DATE_LENGTH + 1..end)?.copy_from_slice(time);
        self.read(text.get(..end)?)
    }

    /// Reads a time of day on the day of `begin`, or on the next day if it would be more than half a day before
    /// `begin`: logs whose rows have no date have it in the `#Date` at the top of the file, and a file may continue
    /// past midnight.
    pub fn read_time_after(&mut self, begin: Timestamp, time: &[u8]) -> Option<Timestamp> {
        let midnight = begin.0 - begin.0.rem_euclid(DAY);
        let clock = self.read_date_and_time(b"2000-01-01", time)?.0.rem_euclid(DAY);
        let same_day = Timestamp(midnight + clock);
        let next_day = begin.since(same_day) > DAY / 2;
        Some(if next_day { Timestamp(same_day.0 + DAY) } else { same_day })
    }
}

/// The beginning of the hour in `2026-03-01T09`.
fn read_hour(text: &[u8]) -> Option<i64> {
    let (year, month) = (decimal_u32(text.get(..4)?)?, decimal_u32(text.get(5..7)?)?);
    let (day, hour) = (decimal_u32(text.get(8..10)?)?, decimal_u32(text.get(11..13)?)?);
    let separators = (text[4], text[7], text[10]);
    if !matches!(separators, (b'-', b'-', b'T' | b' ')) || !PLAUSIBLE_YEARS.contains(&year) || hour > 23 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let midnight = date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
    Some(midnight + i64::from(hour) * HOUR)
}

/// `.433` as 433; nothing as 0; digits beyond milliseconds are dropped.
fn read_fraction(text: &[u8]) -> Option<i64> {
    let Some(digits) = text.strip_prefix(b".") else {
        return text.is_empty().then_some(0);
    };
    if let [a, b, c] = *digits {
        return Some(i64::from(two_digits(a, b)? * 10 + two_digits(b'0', c)?));
    }
    let milliseconds = fraction(digits, 3).filter(|_| digits.len() <= 9)?;
    i64::try_from(milliseconds).ok()
}

fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| u32::from(tens) * 10 + u32::from(ones))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn read(text: &str) -> Option<i64> {
        TimestampReader::default().read(text.as_bytes()).map(|time| time.0)
    }

    #[test]
    fn iso_times_are_read() {
        assert_eq!(read("1990-01-01T00:00:00.000Z"), Some(631_152_000_000));
        assert_eq!(read("2023-01-11T15:59:51.433Z"), Some(1_673_452_791_433));
        assert_eq!(read("2023-01-11T15:59:51Z"), Some(1_673_452_791_000));
        assert_eq!(read("2023-01-11 15:59:51.4331234"), Some(1_673_452_791_433));
        assert_eq!(read("2024-02-29T00:00:00.5Z"), Some(1_709_164_800_500));
    }

    #[test]
    fn other_text_is_not_a_time() {
        for text in [
            "",
            "2023",
            "2023-02-29T00:00:00.000Z",
            "2023-13-01T00:00:00.000Z",
            "2023-01-11T24:00:00.000Z",
            "2023-01-11T15:60:00.000Z",
            "2023-01-11T15:59:51.Z",
            "2023-01-11T15:59:51.4x3Z",
            "0001-01-01T00:00:00.000Z",
            "2100-01-01T00:00:00.000Z",
            "2023/01/11T15:59:51.433Z",
            "2023-01-11T15:59:51.433+01:00",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_remembered_hour_is_the_right_one() {
        let mut reader = TimestampReader::default();
        let first = reader.read(b"2026-03-01T23:59:59.999Z").unwrap();
        let second = reader.read(b"2026-03-02T00:00:00.001Z").unwrap();
        assert_eq!(second.since(first), 2);
        assert_eq!(reader.read(b"2026-03-0xT00:00:00.001Z"), None);
        assert_eq!(reader.read(b"2026-03-02T00:00:00.001Z"), Some(second));
    }

    #[test]
    fn two_columns_make_a_time() {
        let both = |date: &[u8], time: &[u8]| TimestampReader::default().read_date_and_time(date, time);
        assert_eq!(both(b"2023-01-11", b"15:59:51").map(|time| time.0), Some(1_673_452_791_000));
        assert_eq!(both(b"2023-01-11", b"15:59:51.433Z").map(|time| time.0), Some(1_673_452_791_433));
        for (date, time) in
            [("", ""), ("-", "-"), ("2023-01-11", "-"), ("2023-01-1", "15:59:51"), ("2023-01-11x", "15:59:51")]
        {
            assert_eq!(both(date.as_bytes(), time.as_bytes()), None, "{date} {time}");
        }
        assert_eq!(both(b"2023-01-11", &[b'1'; 99]), None);
    }

    #[test]
    fn a_time_without_date_is_on_the_day_of_the_header_or_on_the_next() {
        let mut reader = TimestampReader::default();
        let begin = reader.read(b"2023-01-11T22:30:00Z").unwrap();
        let mut after =
            |time: &str| reader.read_time_after(begin, time.as_bytes()).map(|time| time.to_iso().to_string());
        assert_eq!(after("22:30:01").as_deref(), Some("2023-01-11T22:30:01.000Z"));
        assert_eq!(after("22:29:59").as_deref(), Some("2023-01-11T22:29:59.000Z"), "#Date may be late");
        assert_eq!(after("00:10:00").as_deref(), Some("2023-01-12T00:10:00.000Z"));
        assert_eq!(after("-"), None);
    }

    #[test]
    fn a_time_is_written_as_read() {
        let text = "2026-11-21T17:05:09.007Z";
        let time = TimestampReader::default().read(text.as_bytes()).unwrap();
        assert_eq!(time.to_iso().to_string(), text);
    }
}

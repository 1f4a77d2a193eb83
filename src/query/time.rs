//! Times in a query: as ISO 8601 writes them, as the page shows them, and as people do.
//!
//! A time names a span, as long as its last part says: `2026-03-01` a day, `2026-03-01T14` an hour, `08:25` a minute.
//! What does not say which span is meant is asked back and never guessed: `03/06/2025` is one day in London and another
//! in New York, and `08:25` occurs on each day of the logs.

use alloc::format;
use alloc::string::String;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use core::ops::Range;

use super::written::raw;
use crate::bytes;
use crate::time::{DAY, HOUR, MINUTE};

/// What the times in a query are relative to. Times are milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// Minutes east of UTC, for times that do not give an offset of their own.
    pub offset_minutes: i32,
    /// Now, for `today` and `yesterday`.
    pub now: Option<i64>,
    /// The first and the last time in the open logs, for a time of day.
    pub period: Option<(i64, i64)>,
}

/// A span of time: its first and its last millisecond since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub first: i64,
    pub last: i64,
}

/// A time of day.
struct TimeOfDay {
    time: NaiveTime,
    /// How long it is, in milliseconds.
    length: i64,
    /// Its own offset, in minutes east of UTC.
    offset: Option<i32>,
}

impl Clock {
    /// Reads a time. `None` if the text has not the form of one.
    ///
    /// # Errors
    ///
    /// If it does not say which time is meant: what to write instead.
    pub(super) fn read(&self, text: &str) -> Result<Option<Span>, String> {
        let text = &without_blank_before_half(text.trim());
        let (date, clock) = parts(text);
        let Some(clock) = clock.map_or(Some(None), |clock| read_time_of_day(clock).map(Some)) else { return Ok(None) };
        if let Some(end) = clock.as_ref().and_then(|clock| text.contains(' ').then(|| range_end(text, clock)).flatten())
        {
            return Err(format!(
                "`-{end}` may be the end of a range or an offset from UTC. Write a range with two points, as in `14:30..{end}`."
            ));
        }
        let own = clock.as_ref().and_then(|clock| clock.offset).unwrap_or(self.offset_minutes);
        let begin =
            clock.as_ref().map_or(0, |clock| i64::from(clock.time.num_seconds_from_midnight()) * 1000 + millis(clock));
        let length = clock.as_ref().map_or(DAY, |clock| clock.length);
        let zone = Clock { offset_minutes: own, ..*self };
        let day = match date {
            Some(date) => zone.day(date)?,
            None => Some(zone.day_with(text, begin, length)?),
        };
        let first = day.map(|day| zone.start_of(day) + begin);
        Ok(first.map(|first| Span { first, last: first + length - 1 }))
    }

    /// The day that is named.
    fn day(&self, text: &str) -> Result<Option<NaiveDate>, String> {
        let ago = match text.to_ascii_lowercase().as_str() {
            "today" => 0,
            "yesterday" => 1,
            _ => return read_date(text),
        };
        let day = self.now.and_then(|now| self.day_of(now - ago * DAY));
        match (day, self.period.and_then(|(_, last)| self.day_of(last))) {
            (Some(day), Some(last)) if last < day => Err(format!(
                "The logs end on {}, which is before {} ({}). Write a date, such as `{}`.",
                written_date(last),
                text.to_ascii_lowercase(),
                written_date(day),
                written_date(last)
            )),
            _ => Ok(day),
        }
    }

    /// The only day of the logs on which there is that time of day.
    fn day_with(&self, text: &str, begin: i64, length: i64) -> Result<NaiveDate, String> {
        let days = self.period.and_then(|(first, last)| Some((self.day_of(first)?, self.day_of(last)?)));
        let (Some((first, last)), Some(period)) = (days, self.period) else {
            return Err(format!("Which day is meant? Write the date too, as in `2026-03-01T{text}`."));
        };
        let is_covered = |day: &NaiveDate| {
            let start = self.start_of(*day) + begin;
            start <= period.1 && start + length > period.0
        };
        let covered = [first, last].map(|day| Some(day).filter(is_covered));
        match covered {
            _ if first == last => Ok(first),
            [Some(day), None] | [None, Some(day)] if first.succ_opt() == Some(last) => Ok(day),
            _ => Err(format!(
                "Which day is meant? The logs cover {} to {}. Write the date too, as in `{}T{text}`.",
                written_date(first),
                written_date(last),
                written_date(last)
            )),
        }
    }

    /// The time of the last entry, in milliseconds since 1970 UTC.
    pub fn last(&self) -> Option<i64> {
        self.period.map(|(_, last)| last)
    }

    /// The day of the last entry.
    pub fn last_day(&self) -> Option<String> {
        self.period.and_then(|(_, last)| self.day_before(last, 0))
    }

    /// The day so many days before that of a time. `None` if no query can name it.
    pub(super) fn day_before(&self, time: i64, days: i64) -> Option<String> {
        let day = self.day_of(time.checked_sub(days * DAY)?)?;
        is_named(self.start_of(day)).then(|| written_date(day))
    }

    fn start_of(&self, day: NaiveDate) -> i64 {
        day.and_time(NaiveTime::MIN).and_utc().timestamp_millis() - i64::from(self.offset_minutes) * MINUTE
    }

    fn day_of(&self, time: i64) -> Option<NaiveDate> {
        let local = time.checked_add(i64::from(self.offset_minutes) * MINUTE)?;
        DateTime::from_timestamp_millis(local).map(|time| time.date_naive())
    }
}

/// Whether a word is a date, of which it is known which one.
pub(super) fn is_date(word: &str) -> bool {
    matches!(read_date(word), Ok(Some(_)))
}

/// Whether a word is a date with a time of day, of which it is known which ones.
pub(super) fn is_date_and_time(word: &str) -> bool {
    let (date, clock) = parts(word);
    date.is_some_and(is_date) && clock.is_some_and(|clock| read_time_of_day(clock).is_some())
}

/// Whether a value that ends with a date goes on after the blank that follows: `2026-03-01 08:25`.
pub(super) fn goes_on(value: &str, next: &str) -> bool {
    let date = value.rsplit("..").next().unwrap_or_default().trim_start();
    let word = raw(next, true);
    // A range with blanks around its dots.
    if word.starts_with("..") || (value.ends_with("..") && word.starts_with(|c: char| c.is_ascii_digit())) {
        return true;
    }
    let is_half = HALVES.iter().any(|(known, _)| known.eq_ignore_ascii_case(word));
    let is_zone = || without_zone_name(word).is_some_and(str::is_empty) || word.starts_with(['+', '-']);
    if is_half || is_zone() {
        let clock = parts(date).1.unwrap_or(date);
        return read_time_of_day(&[clock, word].concat()).is_some();
    }
    let is_day = ["today", "yesterday"].iter().any(|word| word.eq_ignore_ascii_case(date));
    let hour = next.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let is_clock = (1..=2).contains(&hour)
        && next
            .get(hour..)
            .and_then(|rest| rest.strip_prefix(':'))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    is_clock && (is_day || read_date(date) != Ok(None))
}

/// The halves of the day on a clock of twelve hours, and how many hours of the day come before them.
const HALVES: [(&str, u32); 4] = [("am", 0), ("a.m.", 0), ("pm", 12), ("p.m.", 12)];

/// The half of the day that a text ends with, and what comes before it.
fn half_of(text: &str) -> Option<(&str, u32)> {
    HALVES.iter().find_map(|(known, hours)| Some((without_suffix(text, known)?, *hours)))
}

fn without_suffix<'t>(text: &'t str, suffix: &str) -> Option<&'t str> {
    let (before, end) = text.split_at_checked(text.len().checked_sub(suffix.len())?)?;
    end.eq_ignore_ascii_case(suffix).then_some(before)
}

/// What comes before a name of UTC.
fn without_zone_name(text: &str) -> Option<&str> {
    ["UTC", "GMT"].iter().find_map(|name| without_suffix(text, name))
}

/// `8:02PM` for `8:02 PM`.
fn without_blank_before_half(text: &str) -> String {
    let clock = half_of(text).map_or(text, |(clock, _)| clock);
    [clock.trim_end(), text.get(clock.len()..).unwrap_or_default()].concat()
}

/// The date and the time of day.
fn parts(text: &str) -> (Option<&str>, Option<&str>) {
    if let Some((date, clock)) = text.split_once(char::is_whitespace) {
        return (Some(date.trim_end_matches(',')), Some(clock.trim_start()));
    }
    match text.split_once(['T', 't']) {
        Some((date, clock)) if text.starts_with(|c: char| c.is_ascii_digit()) => (Some(date), Some(clock)),
        _ if text.contains(':') || half_of(text).is_some() => (None, Some(text)),
        _ => (Some(text), None),
    }
}

/// The years that a query can name.
const YEARS: Range<i32> = 1970..3000;

/// A date: year, month and day, or day, month and year.
fn read_date(text: &str) -> Result<Option<NaiveDate>, String> {
    let separator = if text.contains('.') {
        '.'
    } else if text.contains('/') {
        '/'
    } else {
        '-'
    };
    let mut parts = text.split(separator);
    let (Some(one), Some(two), Some(three), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Ok(None);
    };
    if one.len() == 4 {
        return Ok(date(one, two, three));
    }
    let (day_first, month_first) = (date(three, two, one), date(three, one, two));
    match (separator, day_first, month_first) {
        // Only days are written before the month with a point.
        ('.', day_first, _) => Ok(day_first),
        (_, Some(one), Some(other)) if one != other => {
            Err(format!("`{text}` may be {} or {}. Write the one that you mean.", quoted_date(one), quoted_date(other)))
        }
        (_, day_first, month_first) => Ok(day_first.or(month_first)),
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let year = read_digits(year, 4..=4).filter(|&year| i32::try_from(year).is_ok_and(|year| YEARS.contains(&year)))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, read_digits(month, 1..=2)?, read_digits(day, 1..=2)?)
}

fn read_time_of_day(text: &str) -> Option<TimeOfDay> {
    let (text, is_utc) = without_zone_name(text).map_or((text, false), |clock| (clock.trim_end(), true));
    let (text, half) = half_of(text).map_or((text, None), |(clock, hours)| (clock, Some(hours)));
    let zone_at = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = text.split_at_checked(zone_at)?;
    let mut parts = time.trim_end().split(':');
    let hour = hour_of(read_digits(parts.next()?, 1..=2)?, half)?;
    let (minute, second) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let (seconds, milliseconds) = second.map_or(Some((0, 0)), read_seconds)?;
    let time = NaiveTime::from_hms_milli_opt(
        hour,
        minute.map_or(Some(0), |minute| read_digits(minute, 2..=2))?,
        seconds,
        milliseconds,
    )?;
    let length = match (minute, second) {
        (None, _) => HOUR,
        (Some(_), None) => MINUTE,
        (Some(_), Some(second)) => {
            if second.contains('.') {
                1
            } else {
                1000
            }
        }
    };
    let offset = read_zone(zone)?;
    if is_utc && offset.is_some() {
        return None;
    }
    Some(TimeOfDay { time, length, offset: if is_utc { Some(0) } else { offset } })
}

/// What may be the end of a range, though it is read as an offset: `08:30` in `08:15-08:30`.
fn range_end<'t>(text: &'t str, clock: &TimeOfDay) -> Option<&'t str> {
    let (_, end) = text.rsplit_once('-').filter(|(before, _)| before.contains(':'))?;
    let last = read_time_of_day(end).filter(|last| end.contains(':') && last.offset.is_none())?;
    (last.time > clock.time).then_some(end)
}

/// The hour of the day, from 0: after the beginning of a half of the day that may be named.
fn hour_of(hour: u32, half: Option<u32>) -> Option<u32> {
    match half {
        None => Some(hour),
        Some(hours) => (1..=12).contains(&hour).then_some(hours + hour % 12),
    }
}

fn millis(clock: &TimeOfDay) -> i64 {
    i64::from(clock.time.nanosecond() / 1_000_000)
}

/// `30` or `30.125`, as seconds and milliseconds. Digits after the milliseconds are dropped.
fn read_seconds(text: &str) -> Option<(u32, u32)> {
    let Some((second, fraction)) = text.split_once('.') else { return Some((read_digits(text, 2..=2)?, 0)) };
    let milliseconds = bytes::fraction(fraction.as_bytes(), 3)?;
    Some((read_digits(second, 2..=2)?, u32::try_from(milliseconds).ok()?))
}

/// Nothing, `Z`, or `+01:00`, `+0100`, `+01`, in minutes east of UTC.
fn read_zone(text: &str) -> Option<Option<i32>> {
    let sign = match text.as_bytes().first() {
        None => return Some(None),
        Some(b'Z' | b'z') => return (text.len() == 1).then_some(Some(0)),
        Some(b'-') => -1,
        Some(_) => 1,
    };
    let digits = text.get(1..)?;
    let (hours, minutes) = match digits.len() {
        2 => (digits, "00"),
        4 => digits.split_at_checked(2)?,
        _ => digits.split_once(':')?,
    };
    let (hours, minutes) = (read_digits(hours, 2..=2)?, read_digits(minutes, 2..=2)?);
    let total = i32::try_from(hours * 60 + minutes).ok()?;
    (hours < 24 && minutes < 60).then_some(Some(sign * total))
}

fn read_digits(text: &str, digits: core::ops::RangeInclusive<usize>) -> Option<u32> {
    let number = digits.contains(&text.len()).then(|| bytes::decimal(text.as_bytes())).flatten()?;
    u32::try_from(number).ok()
}

/// The day of the week of a time in milliseconds since 1970 UTC, where clocks are `offset_minutes` east of UTC.
pub(super) fn weekday_of(time: i64, offset_minutes: i32) -> Weekday {
    let days = time.saturating_add(i64::from(offset_minutes) * MINUTE).div_euclid(DAY);
    // 1970 began on a Thursday.
    (0..days.rem_euclid(7)).fold(Weekday::Thu, |day, _| day.succ())
}

/// The minute of a time, without an offset: as it is read where times are `offset_minutes` east of UTC. `None` for a time
/// that a query cannot name.
pub(super) fn write_minute(milliseconds: i64, offset_minutes: i32) -> Option<String> {
    write_begin(milliseconds, MINUTE, offset_minutes, offset_minutes)
}

/// The shortest time that a query can name, in milliseconds.
pub(super) const SHORTEST: i64 = 1;

/// A time that is a day, an hour, a minute, a second or a millisecond long, on a clock that is `offset_minutes` east of
/// UTC, and with that offset unless it is read where times are that far east of UTC anyway. `None` for a time that a query
/// cannot name.
pub(super) fn write_begin(milliseconds: i64, length: i64, offset_minutes: i32, read_in: i32) -> Option<String> {
    let time = DateTime::from_timestamp_millis(milliseconds.checked_add(i64::from(offset_minutes) * MINUTE)?)?;
    let mut text = written_date(Some(time.date_naive()).filter(|day| YEARS.contains(&day.year()))?);
    let shown = [HOUR, MINUTE, 1000, SHORTEST].into_iter().filter(|unit| *unit >= length);
    let clock = time.time();
    for unit in shown {
        text.push_str(&match unit {
            HOUR => format!("T{:02}", clock.hour()),
            MINUTE => format!(":{:02}", clock.minute()),
            SHORTEST => format!(".{:03}", clock.nanosecond() / 1_000_000),
            _ => format!(":{:02}", clock.second()),
        });
    }
    if offset_minutes != read_in && length < DAY {
        let size = offset_minutes.unsigned_abs();
        let sign = if offset_minutes < 0 { '-' } else { '+' };
        text.push_str(&format!("{sign}{:02}:{:02}", size / 60, size % 60));
    }
    Some(text)
}

/// Whether a query can name a time, in milliseconds since 1970 UTC.
pub(super) fn is_named(milliseconds: i64) -> bool {
    DateTime::from_timestamp_millis(milliseconds).is_some_and(|time| YEARS.contains(&time.year()))
}

/// A time as [`Clock::read`] reads it, in UTC.
pub fn write_time(milliseconds: i64) -> String {
    let Some(time) = DateTime::from_timestamp_millis(milliseconds) else { return String::new() };
    let clock = time.time();
    format!(
        "{}T{:02}:{:02}:{:02}.{:03}Z",
        written_date(time.date_naive()),
        clock.hour(),
        clock.minute(),
        clock.second(),
        clock.nanosecond() / 1_000_000
    )
}

fn written_date(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

fn quoted_date(date: NaiveDate) -> String {
    format!("`{}`", written_date(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_772_366_400_000; // 2026-03-01T12:00:00Z

    fn utc(text: &str) -> Option<i64> {
        Clock::default().read(text).expect("one meaning").map(|span| span.first)
    }

    fn shown(clock: &Clock, text: &str) -> String {
        match clock.read(text) {
            Ok(Some(span)) => format!("{} {}", write_time(span.first), span.last - span.first + 1),
            Ok(None) => String::from("none"),
            Err(message) => message,
        }
    }

    #[test]
    fn times_of_iso_8601() {
        let east = |text| Clock { offset_minutes: 120, ..Clock::default() }.read(text).expect("one meaning");
        assert_eq!(utc("1970-01-02"), Some(DAY));
        assert_eq!(utc("1970-01-01t01z"), Some(HOUR));
        assert_eq!(utc("1970-01-01T00:01"), Some(MINUTE));
        assert_eq!(utc("1970-01-01T00:00:01.5"), Some(1_500));
        assert_eq!(utc("1970-01-01T00:00:00.1239999Z"), Some(123));
        assert_eq!(east("1970-01-01T02:00").map(|span| span.first), Some(0));
        assert_eq!(east("1970-01-01T00:00-02:30").map(|span| span.first), Some(9_000_000), "its own offset wins");
        assert_eq!(utc("1970-01-02T00+0100"), Some(82_800_000));
        assert_eq!(utc("1970-01-02T00-01"), Some(90_000_000));
        assert_eq!(utc("2024-02-29"), Some(1_709_164_800_000));
        assert_eq!(write_time(1_709_164_800_123), "2024-02-29T00:00:00.123Z");
    }

    #[test]
    fn a_time_is_as_long_as_its_last_part() {
        let clock = Clock::default();
        assert_eq!(shown(&clock, "2026-03-01"), "2026-03-01T00:00:00.000Z 86400000");
        assert_eq!(shown(&clock, "2026-03-01T14"), "2026-03-01T14:00:00.000Z 3600000");
        assert_eq!(shown(&clock, "2026-03-01 14:05"), "2026-03-01T14:05:00.000Z 60000");
        assert_eq!(shown(&clock, "2026-03-01 14:05:09"), "2026-03-01T14:05:09.000Z 1000");
        assert_eq!(shown(&clock, "2026-03-01 14:05:09.250"), "2026-03-01T14:05:09.250Z 1");
    }

    #[test]
    fn times_as_people_write_them() {
        let clock = Clock::default();
        for text in ["01.03.2026 8:25", "1.3.2026 08:25", "2026/3/1 08:25", "2026-3-1, 08:25", "2026-03-01T08:25"] {
            assert_eq!(shown(&clock, text), "2026-03-01T08:25:00.000Z 60000", "{text}");
        }
        for text in ["2026-03-01 8:25 AM", "2026-03-01 08:25am", "2026-03-01T8:25Am"] {
            assert_eq!(shown(&clock, text), "2026-03-01T08:25:00.000Z 60000", "{text}");
        }
        assert_eq!(shown(&clock, "2026-03-01 8 PM"), "2026-03-01T20:00:00.000Z 3600000");
        assert_eq!(shown(&clock, "2026-03-01 12:05:09 AM"), "2026-03-01T00:05:09.000Z 1000");
        assert_eq!(shown(&clock, "2026-03-01 12:05 PM"), "2026-03-01T12:05:00.000Z 60000");
        assert_eq!(shown(&clock, "13/03/2026"), shown(&clock, "03/13/2026"));
        assert_eq!(shown(&clock, "3/3/2026"), shown(&clock, "2026-03-03"));
    }

    #[test]
    fn what_could_mean_two_days_is_asked_back() {
        let message = shown(&Clock::default(), "03/06/2025");
        assert_eq!(message, "`03/06/2025` may be `2025-06-03` or `2025-03-06`. Write the one that you mean.");
        assert!(shown(&Clock::default(), "3-6-2025 08:25").contains("may be"));
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "2023-02-29",
            "2023-02-28T24",
            "2023-02-28T23:59:60",
            "2023-02-28T00+24:00",
            "1969-12-31",
            "2023-02-28T",
            "2023-02-28T00:00:00.x",
            "2023-02-28T00Zx",
            "",
            "x",
            "8",
            "25:00",
            "08:5",
            "1.2.3",
            "99.99.2026",
            "192.0.2.1",
            "3000-01-01",
            "today x",
            "t",
            "1:2:3:4",
            "2026-03-01 13:00 PM",
            "2026-03-01 0:00 AM",
            "2026-03-01 PM",
            "pm",
            "spam",
        ] {
            assert_eq!(Clock::default().read(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_of_the_only_day_that_has_it() {
        let clock = |first, last| Clock { period: Some((NOON + first, NOON + last)), ..Clock::default() };
        assert_eq!(
            shown(&clock(0, HOUR), "08:25"),
            "2026-03-01T08:25:00.000Z 60000",
            "outside of the logs, but one day"
        );
        assert_eq!(shown(&clock(0, 20 * HOUR), "23:00"), "2026-03-01T23:00:00.000Z 60000");
        assert_eq!(shown(&clock(0, 20 * HOUR), "07:59:30"), "2026-03-02T07:59:30.000Z 1000");
        let message = shown(&clock(0, 25 * HOUR), "12:30");
        assert!(
            message.ends_with("The logs cover 2026-03-01 to 2026-03-02. Write the date too, as in `2026-03-02T12:30`."),
            "{message}"
        );
        assert!(shown(&clock(0, 20 * HOUR), "10:00").starts_with("Which day is meant?"), "on neither day");
        assert!(shown(&clock(0, 49 * HOUR), "23:00").starts_with("Which day is meant?"));
        assert!(shown(&Clock::default(), "08:25").starts_with("Which day is meant?"));
        let east = Clock { offset_minutes: 840, ..clock(0, HOUR) };
        assert_eq!(shown(&east, "02:30"), "2026-03-01T12:30:00.000Z 60000", "the day begins where the page says");
    }

    #[test]
    fn days_by_name_are_those_of_the_clock() {
        let clock = Clock { now: Some(NOON), ..Clock::default() };
        assert_eq!(shown(&clock, "today"), "2026-03-01T00:00:00.000Z 86400000");
        assert_eq!(shown(&clock, "Yesterday 8:25"), "2026-02-28T08:25:00.000Z 60000");
        assert_eq!(Clock::default().read("today"), Ok(None));
        let old = Clock { period: Some((0, NOON - 2 * DAY)), ..clock };
        assert_eq!(
            shown(&old, "yesterday"),
            "The logs end on 2026-02-27, which is before yesterday (2026-02-28). Write a date, such as `2026-02-27`."
        );
    }

    #[test]
    fn weekdays_are_those_of_the_clock() {
        assert_eq!([0, DAY, -1, -7 * DAY].map(|time| weekday_of(time, 0)), {
            use Weekday::{Fri, Thu, Wed};
            [Thu, Fri, Wed, Thu]
        });
        assert_eq!(weekday_of(NOON, 0), Weekday::Sun);
        assert_eq!([weekday_of(NOON, 720), weekday_of(NOON, -721)], [Weekday::Mon, Weekday::Sat]);
        let end = [i64::MIN, i64::MAX].map(|time| weekday_of(time, 840));
        assert!(end.iter().all(|day| day.number_from_monday() <= 7), "no time is too far away");
    }

    #[test]
    fn a_date_goes_on_with_a_time_of_day() {
        for (value, next) in [("2026-03-01", "8:25"), ("x..01.03.2026", "08:25 x"), ("today", "08:25")] {
            assert!(goes_on(value, next), "{value} {next}");
        }
        for (value, next) in
            [("2026-03-01", "825"), ("ann", "8:25"), ("2026-03-01", "a:25"), ("2026-03-01", "8:x"), ("", "")]
        {
            assert!(!goes_on(value, next), "{value} {next}");
        }
    }
}

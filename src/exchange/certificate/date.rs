//! The dates between which a certificate is valid.
//!
//! Exchange 2016 and later write them as ISO 8601 in UTC. Other builds, and logs that were edited in a spreadsheet, have
//! them in the format of the server's culture, in its local time, without the offset. So a date is read as the span of
//! all instants that it can mean: with the day or the month first, anywhere between UTC-12 and UTC+14, before or after
//! noon. That is enough to say whether a certificate was valid, except within hours of the limit.

use crate::bytes::{decimal_u32, first_word};
use crate::time::Timestamp;
use chrono::{DateTime, NaiveDate};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// How far local time can be ahead of UTC, and behind it.
const MAX_AHEAD: i64 = 14 * HOUR;
const MAX_BEHIND: i64 = 12 * HOUR;

/// The instants that a date can mean, in milliseconds since 1970 (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instants {
    /// The first of them.
    pub earliest: i64,
    /// The last of them; the same if the date is certain.
    pub latest: i64,
}

impl Instants {
    /// The date as it is written, as if it were UTC; `None` where either of two numbers can be the day, or it can be
    /// before or after noon.
    pub fn as_written(self) -> Option<Timestamp> {
        const ANY_ZONE: i64 = MAX_AHEAD + MAX_BEHIND;
        const ANY_TIME_OF_DAY: i64 = ANY_ZONE + DAY - 1;
        match self.latest - self.earliest {
            0 => Some(Timestamp(self.earliest)),
            ANY_ZONE | ANY_TIME_OF_DAY => Some(Timestamp(self.earliest + MAX_AHEAD)),
            _ => None,
        }
    }
}

/// Splits a date, with its time of day if it has one, off the beginning of a text.
pub fn split_date(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.trim_ascii();
    let (_, rest) = Parts::split(text)?;
    let date = text.get(..text.len() - rest.len())?;
    Some((date.trim_ascii_end(), rest))
}

/// The instants that two dates of one certificate can mean. They are in the same format, so one of them can show which
/// number is the day in the other.
pub fn instants(dates: [&[u8]; 2]) -> [Option<Instants>; 2] {
    let parts = dates.map(|date| Parts::split(date).map(|(parts, _)| parts));
    let shown = parts.iter().flatten().find_map(|parts| parts.order());
    parts.map(|parts| {
        let parts = parts?;
        match parts.order().or(shown) {
            Some(order) => parts.instants(order),
            None => {
                let readings =
                    [Order::DayMonthYear, Order::MonthDayYear].into_iter().filter_map(|order| parts.instants(order));
                readings.reduce(|one, other| Instants {
                    earliest: one.earliest.min(other.earliest),
                    latest: one.latest.max(other.latest),
                })
            }
        }
    })
}

/// The order of the numbers of a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

/// A date as it is written.
#[derive(Clone, Copy)]
enum Parts {
    /// With its offset from UTC.
    Certain(i64),
    Local {
        numbers: [u32; 3],
        /// The order if the separators show it.
        order: Option<Order>,
        /// The time of day, earliest and latest.
        clock: (i64, i64),
    },
}

impl Parts {
    /// Reads a date at the beginning of a text.
    fn split(text: &[u8]) -> Option<(Parts, &[u8])> {
        // Cheaper than the parsers: nearly every word that is checked is not a date.
        text.first().filter(|byte| byte.is_ascii_digit())?;
        let (word, rest) = first_word(text);
        if let Some(time) = with_offset(word) {
            return Some((Parts::Certain(time), rest));
        }
        if let Some((date, clock)) = word.iter().position(|byte| *byte == b'T').and_then(|at| word.split_at_checked(at))
        {
            let (numbers, order) = numbers(date)?;
            let (clock, after) = split_clock(clock.get(1..)?)?;
            return after.is_empty().then_some((Parts::Local { numbers, order, clock }, rest));
        }
        let (numbers, order, rest) = split_numbers(text)?;
        let (clock, rest) = split_clock(rest).unwrap_or(((0, DAY - 1), rest));
        Some((Parts::Local { numbers, order, clock }, rest))
    }

    /// The order, as far as this date shows it: by its separators, or by a number that can only be a day.
    fn order(&self) -> Option<Order> {
        let Parts::Local { numbers: [first, second, _], order, .. } = self else { return None };
        order.or(match (first, second) {
            (13.., _) => Some(Order::DayMonthYear),
            (_, 13..) => Some(Order::MonthDayYear),
            _ => None,
        })
    }

    fn instants(&self, order: Order) -> Option<Instants> {
        match *self {
            Parts::Certain(time) => Some(Instants { earliest: time, latest: time }),
            Parts::Local { numbers: [first, second, third], clock: (from, to), .. } => {
                let (year, month, day) = match order {
                    Order::YearMonthDay => (first, second, third),
                    Order::DayMonthYear => (third, second, first),
                    Order::MonthDayYear => (third, first, second),
                };
                let year = if year < 100 { 2000 + year } else { year };
                let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
                let midnight = date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
                Some(Instants { earliest: midnight + from - MAX_AHEAD, latest: midnight + to + MAX_BEHIND })
            }
        }
    }
}

/// Milliseconds since 1970 of an ISO 8601 time with `Z` or an offset.
fn with_offset(word: &[u8]) -> Option<i64> {
    let time = DateTime::parse_from_rfc3339(core::str::from_utf8(word).ok()?).ok()?;
    Some(time.timestamp_millis())
}

/// The numbers of a date at the beginning of a text, as one word (`1.3.2026`) or three (`1. 3. 2026`, as Czechs write).
fn split_numbers(text: &[u8]) -> Option<([u32; 3], Option<Order>, &[u8])> {
    let (word, rest) = first_word(text);
    if let Some((numbers, order)) = numbers(word) {
        return Some((numbers, order, rest));
    }
    let (second, rest) = first_word(rest);
    let (third, rest) = first_word(rest);
    let ordinal = |word: &[u8]| decimal_u32(word.strip_suffix(b".")?);
    let numbers = [ordinal(word)?, ordinal(second)?, ordinal(third).or_else(|| decimal_u32(third))?];
    let order = if word.len() == 5 { Order::YearMonthDay } else { Order::DayMonthYear };
    is_date(numbers, order).then_some((numbers, Some(order), rest))
}

/// The numbers in `3/1/2026`, and their order if the separators or the place of the year show it.
fn numbers(word: &[u8]) -> Option<([u32; 3], Option<Order>)> {
    let word = word.strip_suffix(b".").unwrap_or(word);
    let separator = *word.iter().find(|byte| !byte.is_ascii_digit())?;
    let mut parts = word.split(|byte| *byte == separator);
    let mut next = || parts.next().filter(|part| part.len() <= 4);
    let [first, second, third] = [next()?, next()?, next()?];
    if parts.next().is_some() {
        return None;
    }
    let numbers = [decimal_u32(first)?, decimal_u32(second)?, decimal_u32(third)?];
    let order = match separator {
        b'/' | b'-' | b'.' if first.len() == 4 => Some(Order::YearMonthDay),
        b'.' | b'-' => Some(Order::DayMonthYear),
        b'/' if third.len() == 4 => None,
        _ => return None,
    };
    is_date(numbers, order.unwrap_or(Order::DayMonthYear)).then_some((numbers, order))
}

/// Whether numbers in that order can be a date, in either order of day and month.
fn is_date([first, second, third]: [u32; 3], order: Order) -> bool {
    let (year, one, other) = if order == Order::YearMonthDay { (first, second, third) } else { (third, first, second) };
    let is_day = |number: u32| (1..=31).contains(&number);
    matches!(year, 0..=99 | 1900..=9999) && is_day(one) && is_day(other) && one.min(other) <= 12
}

/// The time of day at the beginning of a text: what it can be, earliest and latest.
fn split_clock(text: &[u8]) -> Option<((i64, i64), &[u8])> {
    let (before, text) = match split_half(text) {
        (Half::None, _) => (Half::None, text),
        (half, rest) => (half, rest),
    };
    let (word, rest) = first_word(text);
    let end = word.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b':' | b'.')).unwrap_or(word.len());
    let (digits, attached) = word.split_at_checked(end)?;
    let (hour, within) = time_of_day(digits)?;
    let (half, rest) = match (before, attached) {
        (Half::None, []) => split_half(rest),
        (Half::None, attached) => (Half::of(attached), rest),
        (half, _) => (half, rest),
    };
    let at = |hour: u32| i64::from(hour) * HOUR + within;
    let clock = match half {
        Half::Morning if hour <= 12 => (at(hour % 12), at(hour % 12)),
        Half::Afternoon if hour <= 12 => (at(hour % 12 + 12), at(hour % 12 + 12)),
        Half::Unknown if hour <= 12 => (at(hour % 12), at(hour % 12 + 12)),
        _ => (at(hour), at(hour)),
    };
    Some((clock, rest))
}

/// The hour, and the milliseconds within it.
fn time_of_day(digits: &[u8]) -> Option<(u32, i64)> {
    let mut parts = digits.split(|byte| matches!(byte, b':' | b'.'));
    let mut next = || parts.next().filter(|part| (1..=2).contains(&part.len())).and_then(decimal_u32);
    let (hour, minute) = (next()?, next()?);
    let second = next().unwrap_or(0);
    let within = i64::from(minute) * 60_000 + i64::from(second) * 1000;
    (hour <= 23 && minute <= 59 && second <= 59).then_some((hour, within))
}

/// The half of the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    /// Not stated: a clock of 24 hours.
    None,
    Morning,
    Afternoon,
    /// In a language that is not in the tables.
    Unknown,
}

/// Words for the halves of the day in the cultures of Windows, without blanks and dots.
const MORNING: &[&str] = &["am", "上午", "午前", "오전", "πμ", "ÖÖ", "SA", "de", "dop", "fm", "vm", "ص", "قظ"];
const AFTERNOON: &[&str] = &["pm", "下午", "午後", "오후", "μμ", "ÖS", "CH", "du", "odp", "em", "nm", "م", "بظ"];

impl Half {
    /// The half that a word names: `PM`, `p.m.`, `下午`.
    fn of(word: &[u8]) -> Half {
        // No-break spaces belong to the word.
        let text = core::str::from_utf8(word).unwrap_or_default();
        let letters = || text.chars().filter(|letter| letter.is_alphabetic());
        let is = |known: &&str| known.chars().flat_map(char::to_lowercase).eq(letters().flat_map(char::to_lowercase));
        if MORNING.iter().any(is) {
            Half::Morning
        } else if AFTERNOON.iter().any(is) {
            Half::Afternoon
        } else {
            Half::Unknown
        }
    }
}

/// Splits a word for a half of the day off the beginning of a text. A word of an unknown language is one if another
/// date follows: nothing else comes between the two.
fn split_half(text: &[u8]) -> (Half, &[u8]) {
    let (word, rest) = first_word(text);
    if word.is_empty() || word.first().is_some_and(u8::is_ascii_digit) {
        return (Half::None, text);
    }
    // Spanish has a blank in it: `p. m.`
    let (second, after) = first_word(rest);
    if word.len() == 2 && word.ends_with(b".") && second.eq_ignore_ascii_case(b"m.") {
        return (Half::of(&[word, second].concat()), after);
    }
    match Half::of(word) {
        Half::Unknown if numbers(second).is_none() => (Half::None, text),
        half => (half, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the dates can mean, as hours since 2026-03-01T00:00Z.
    fn hours(dates: [&str; 2]) -> [Option<(i64, i64)>; 2] {
        let begin = with_offset(b"2026-03-01T00:00:00Z").unwrap();
        let hours = |found: Instants| ((found.earliest - begin) / HOUR, (found.latest - begin) / HOUR);
        instants(dates.map(str::as_bytes)).map(|found| found.map(hours))
    }

    #[test]
    fn a_date_with_an_offset_is_certain() {
        assert_eq!(hours(["2026-03-01T13:00:00.000Z", "2026-03-01T13:00:00+02:00"]), [Some((13, 13)), Some((11, 11))]);
    }

    #[test]
    fn a_local_time_is_certain_to_a_day() {
        let afternoon = Some((13 - 14, 13 + 12));
        for date in [
            "2026-03-01T13:00:00",
            "2026-03-01 13:00:00",
            "01.03.2026 13:00:00",
            "1.3.2026 13.00.00",
            "01.03.26 13:00",
            "1. 3. 2026 13:00:00",
            "2026. 03. 01. 13:00:00",
            "2026/03/01 13:00:00",
            "01-03-2026 1:00:00 PM",
            "2026/3/1 下午 1:00:00",
            "2026-03-01 오후 1:00:00",
            "01.03.2026 1:00:00 p. m.",
            "01.03.2026 1:00:00 μ.μ.",
            "01.03.2026 1:00:00\u{202f}PM",
            "01.03.2026 1:00:00PM",
        ] {
            assert_eq!(hours([date, "x"]), [afternoon, None], "{date}");
        }
        assert_eq!(hours(["01.03.2026 12:30:00 a.m.", ""])[0], Some((-13, 12)), "half past midnight");
        assert_eq!(hours(["01.03.2026", ""])[0], Some((-14, 35)), "any time of the day");
        assert_eq!(hours(["01.03.2026 1:00:00 XY", "01.04.2026 1:00:00 XY"])[0], Some((1 - 14, 1 + 12)));
    }

    #[test]
    fn day_and_month_are_told_apart_by_either_date() {
        let march = Some((13 - 14, 13 + 12));
        let [first, _] = hours(["3/1/2026 1:00:00 PM", "6/30/2026 1:00:00 PM"]);
        assert_eq!(first, march, "the month is first");
        let [first, _] = hours(["1/3/2026 13:00:00", "30/6/2026 13:00:00"]);
        assert_eq!(first, march, "the day is first");
        let [first, _] = hours(["3/1/2026 1:00:00 PM", "6/1/2026 1:00:00 PM"]);
        assert_eq!(first, Some((-57 * 24 + 13 - 14, 13 + 12)), "January 3 or March 1");
    }

    #[test]
    fn a_date_as_it_is_written_is_known_where_day_and_month_are() {
        let written = |dates: [&str; 2]| {
            let [first, _] = instants(dates.map(str::as_bytes));
            first.and_then(Instants::as_written).map(|time| time.to_iso().as_str().replace(".000Z", ""))
        };
        assert_eq!(written(["01.03.2026 13:00:00", ""]).as_deref(), Some("2026-03-01T13:00:00"));
        assert_eq!(written(["3/1/2026 1:00:00 PM", "6/30/2026 1:00:00 PM"]).as_deref(), Some("2026-03-01T13:00:00"));
        assert_eq!(written(["2026-03-01T13:00:00Z", ""]).as_deref(), Some("2026-03-01T13:00:00"));
        assert_eq!(written(["2026-03-01", ""]).as_deref(), Some("2026-03-01T00:00:00"));
        assert_eq!(written(["3/3/2026 1:00:00 PM", ""]).as_deref(), Some("2026-03-03T13:00:00"));
        assert_eq!(written(["3/4/2026 1:00:00 PM", ""]), None);
    }

    #[test]
    fn dates_are_split_off() {
        let split = |text: &'static str| {
            split_date(text.as_bytes()).map(|(date, rest)| [date, rest].map(|part| core::str::from_utf8(part).unwrap()))
        };
        assert_eq!(
            split("3/1/2026 1:00:00 PM 6/1/2026 1:00:00 PM a.com"),
            Some(["3/1/2026 1:00:00 PM", "6/1/2026 1:00:00 PM a.com"])
        );
        assert_eq!(split("1. 3. 2026 13:00:00 mx.a.com;b"), Some(["1. 3. 2026 13:00:00", "mx.a.com;b"]));
        assert_eq!(
            split("01.03.2026 1:00:00 XY 01.04.2026 1:00:00 XY a"),
            Some(["01.03.2026 1:00:00 XY", "01.04.2026 1:00:00 XY a"])
        );
        assert_eq!(split("2026-03-01T13:00:00Z"), Some(["2026-03-01T13:00:00Z", ""]));
        for text in
            ["", "a", "12", "192.0.2.10", "1.2.3.4", "32/1/2026", "13/13/2026", "1/3/26", "0404C0F0", "3/1", "1:00:00"]
        {
            assert_eq!(split(text), None, "{text}");
        }
    }
}

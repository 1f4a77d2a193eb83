//! Times as PowerShell and spreadsheets write them: in the format of a culture, or as ISO 8601 with the offset of a zone or without it.
//!
//! Whether the day or the month comes first in `3/1/2026` is not stated anywhere. It is certain where a number is above
//! 12, where the separator is that of cultures with the day first, and where the month has a name.

use super::long_date::with_number_of_month;
use super::persian::{PERSIAN_YEARS, days_of_persian_date};
use super::{DAY, HOUR, MINUTE, Timestamp};
use crate::time::local::midnight;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// Which of two numbers in a date comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// `31/12/2026`
    DayFirst,
    /// `12/31/2026`
    MonthFirst,
}

/// A date and time of a culture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CultureTime {
    /// The numbers of the date: year, and the other two in their order.
    year: u32,
    pair: [u32; 2],
    /// The order that is certain; `None` if both are possible.
    order: Option<DayOrder>,
    /// Milliseconds since midnight.
    clock: i64,
    /// How far its clock is ahead of UTC, in milliseconds; `None` if it does not say so.
    zone: Option<i64>,
}

impl CultureTime {
    /// Reads `3/1/2026 1:00:00 PM`, `01.03.2026 13:00`, `2026/03/01 13:00:00`, `2026-03-01T13:00:00.1234567+01:00` and the
    /// like. `None` for anything else.
    pub fn read(text: &[u8]) -> Option<CultureTime> {
        // Every cell in the place of a time comes here if its row is no row of the log.
        let named = with_number_of_month(text);
        let text = named.as_deref().unwrap_or(text);
        if !text.trim_ascii_start().first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let text = plain(text);
        let (text, zone) = without_zone(&text);
        let mut numbers = text.split(|byte| !byte.is_ascii_digit()).filter(|part| !part.is_empty());
        let mut number = || Some(numbers.next()?).filter(|part| part.len() <= 9);
        let (first, second, third) = (number()?, number()?, number()?);
        let hour = value(number()?)?;
        let rest: Vec<&[u8]> = core::iter::from_fn(number).collect();
        let clock = clock(hour, &rest, half_of_day(text)?)?;
        let (first_number, second_number, third_number) = (value(first)?, value(second)?, value(third)?);
        let separator = *text.get(first.len())?;
        if !text.starts_with(first) || !b"/.- ".contains(&separator) {
            return None;
        }
        let (year, pair, order) = if first.len() == 4 {
            (first_number, [second_number, third_number], Some(DayOrder::MonthFirst))
        } else {
            let year = if third.len() == 2 { 2000 + third_number } else { third_number };
            // Every culture with that calendar has the day before the month.
            let order = match PERSIAN_YEARS.contains(&year) {
                true => Some(DayOrder::DayFirst),
                false => order([first_number, second_number], separator),
            };
            (year, [first_number, second_number], order)
        };
        let year = if BUDDHIST_YEARS.contains(&year) { year - BUDDHIST_ERA } else { year };
        let found = CultureTime { year, pair, order, clock, zone };
        found.at(order.unwrap_or(DayOrder::MonthFirst))?;
        Some(found)
    }

    /// The order, if it is certain.
    pub fn order(&self) -> Option<DayOrder> {
        self.order
    }

    /// Whether it is the same day in both orders, and so says nothing of other dates.
    pub fn is_same_either_way(&self) -> bool {
        self.order.is_none() && self.pair[0] == self.pair[1]
    }

    /// The order in which it is the day of a time in the same row, if it is in one of them.
    pub fn order_on_day_of(&self, other: Timestamp) -> Option<DayOrder> {
        let same_day = |order: &DayOrder| {
            self.at(*order).is_some_and(|time| time.0.div_euclid(24 * HOUR) == other.0.div_euclid(24 * HOUR))
        };
        [DayOrder::DayFirst, DayOrder::MonthFirst].into_iter().find(same_day)
    }

    /// Whether it says how far its clock is ahead of UTC.
    pub fn has_zone(&self) -> bool {
        self.zone.is_some()
    }

    /// The time, as if its clock were UTC if it has no zone; `None` if there is no such day.
    pub fn at(&self, order: DayOrder) -> Option<Timestamp> {
        let [month, day] = match self.order.unwrap_or(order) {
            DayOrder::MonthFirst => self.pair,
            DayOrder::DayFirst => [self.pair[1], self.pair[0]],
        };
        let midnight = match PERSIAN_YEARS.contains(&self.year) {
            true => days_of_persian_date(self.year, month, day)? * DAY,
            false => midnight(self.year, month, day)?,
        };
        Some(Timestamp(midnight + self.clock - self.zone.unwrap_or(0)))
    }
}

/// Years of the Buddhist era, by which the culture of Thailand counts, and how many more they are.
const BUDDHIST_YEARS: core::ops::RangeInclusive<u32> = 2533..=2642;
const BUDDHIST_ERA: u32 = 543;

/// A time without the offset of its zone after it (`Z`, `GMT`, `+01:00`), and that offset.
fn without_zone(text: &[u8]) -> (&[u8], Option<i64>) {
    if let Some(before) = text.strip_suffix(b"Z").or_else(|| text.strip_suffix(b" GMT")) {
        return (before, Some(0));
    }
    let parts = text.len().checked_sub(6).and_then(|place| text.split_at_checked(place));
    let offset = parts.and_then(|(before, zone)| {
        let [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] = *zone else { return None };
        let (hours, minutes) = (value(&[h1, h2])?, value(&[m1, m2])?);
        let minutes = (hours <= 14 && minutes <= 59).then_some(i64::from(hours * 60 + minutes))?;
        // `12-30:15` is none.
        before.contains(&b':').then_some((before, if sign == b'+' { minutes } else { -minutes }))
    });
    offset.map_or((text, None), |(before, minutes)| (before.trim_ascii_end(), Some(minutes * MINUTE)))
}

/// The order of two numbers, if it is certain.
fn order([first, second]: [u32; 2], separator: u8) -> Option<DayOrder> {
    if first > 12 || separator != b'/' {
        Some(DayOrder::DayFirst)
    } else if second > 12 {
        Some(DayOrder::MonthFirst)
    } else {
        None
    }
}

/// Half of the day that a clock of 12 hours is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Unstated,
    Morning,
    Afternoon,
}

/// The designator of a time: AM and PM in the languages of cultures with a clock of 12 hours. `None` for other letters.
fn half_of_day(text: &[u8]) -> Option<Half> {
    const DESIGNATORS: [(&str, Half); 26] = [
        ("AM", Half::Morning),
        ("a.m.", Half::Morning),
        ("a. m.", Half::Morning),
        ("上午", Half::Morning),
        ("오전", Half::Morning),
        ("πμ", Half::Morning),
        ("午前", Half::Morning),
        ("SA", Half::Morning),
        ("ص", Half::Morning),
        ("ق.ظ", Half::Morning),
        ("पूर्वाह्न", Half::Morning),
        ("PG", Half::Morning),
        ("e paradites", Half::Morning),
        ("PM", Half::Afternoon),
        ("p.m.", Half::Afternoon),
        ("p. m.", Half::Afternoon),
        ("下午", Half::Afternoon),
        ("오후", Half::Afternoon),
        ("μμ", Half::Afternoon),
        ("午後", Half::Afternoon),
        ("CH", Half::Afternoon),
        ("م", Half::Afternoon),
        ("ب.ظ", Half::Afternoon),
        ("अपराह्न", Half::Afternoon),
        ("PTG", Half::Afternoon),
        ("e pasdites", Half::Afternoon),
    ];
    let is_of_number = |byte: &u8| byte.is_ascii_digit() || b"/.-: ".contains(byte);
    let Some(begin) = text.iter().position(|byte| !is_of_number(byte)) else { return Some(Half::Unstated) };
    // Every designator begins with a letter.
    let letters = text.get(begin..)?;
    DESIGNATORS.into_iter().find_map(|(name, half)| {
        let (designator, after) = letters.split_at_checked(name.len())?;
        (designator.eq_ignore_ascii_case(name.as_bytes()) && after.iter().all(is_of_number)).then_some(half)
    })
}

/// Milliseconds since midnight; seconds and fractions may be missing.
fn clock(hour: u32, rest: &[&[u8]], half: Half) -> Option<i64> {
    let number = |place: usize| rest.get(place).map_or(Some(0), |part| value(part));
    let minute = rest.first().and_then(|part| value(part))?;
    let second = number(1)?;
    let fraction = rest.get(2).map_or(0, |part| {
        let digit = |place: usize| part.get(place).map_or(0, |digit| i64::from(digit - b'0'));
        digit(0) * 100 + digit(1) * 10 + digit(2)
    });
    let hour = match half {
        Half::Unstated => hour,
        _ if !(1..=12).contains(&hour) => return None,
        Half::Morning => hour % 12,
        Half::Afternoon => hour % 12 + 12,
    };
    let plausible = hour <= 23 && minute <= 59 && second <= 59 && rest.len() <= 3;
    plausible.then_some(i64::from(hour) * HOUR + i64::from(minute) * MINUTE + i64::from(second) * 1000 + fraction)
}

fn value(digits: &[u8]) -> Option<u32> {
    crate::bytes::decimal_u32(digits)
}

/// The text with an ordinary blank for each no-break space (newer cultures have a narrow one before AM and PM), for the `T` of ISO
/// 8601, and for the words after date and time, or the parts of a date, that some cultures have. Marks of the direction of writing are left out.
fn plain(text: &[u8]) -> Cow<'_, [u8]> {
    const BLANKS: [&str; 10] = ["\u{A0}", "\u{202F}", "г.", "ч.", "\u{200E}", "\u{200F}", "،", "年", "月", "日"];
    let mut rest = text.trim_ascii();
    // In an indented row of a log it is left as it is.
    let is_indented = text.first().is_some_and(u8::is_ascii_whitespace);
    if !is_indented && rest.get(10) == Some(&b'T') {
        return Cow::Owned([&rest[..10], b" ", &rest[11..]].concat());
    }
    if rest.is_ascii() {
        return without_units(rest).map_or(Cow::Borrowed(rest), Cow::Owned);
    }
    let mut plain = Vec::with_capacity(rest.len());
    while let Some((&first, after)) = rest.split_first() {
        let blank = BLANKS.iter().find(|blank| rest.starts_with(blank.as_bytes()));
        plain.push(if blank.is_some() { b' ' } else { first });
        rest = blank.map_or(after, |blank| rest.get(blank.len()..).unwrap_or_default());
    }
    let plain = plain.trim_ascii();
    Cow::Owned(without_units(plain).unwrap_or_else(|| plain.to_vec()))
}

/// The time in `2026-03-15 13 h 00 min 00 s`, as French of Canada has it, without its units.
fn without_units(text: &[u8]) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(text.strip_suffix(b"s")?).ok()?;
    let (hour, rest) = text.split_once('h')?;
    let (minute, second) = rest.split_once("min")?;
    let part = |text: &str| text.trim().is_empty() || text.trim().bytes().all(|byte| byte.is_ascii_digit());
    let is_time = part(minute) && part(second) && hour.is_ascii();
    is_time.then(|| [hour.trim(), minute.trim(), second.trim()].join(":").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    fn read(text: &str, order: DayOrder) -> Option<String> {
        Some(CultureTime::read(text.as_bytes())?.at(order)?.to_iso().to_string())
    }

    #[test]
    fn times_of_many_cultures_are_read() {
        for text in [
            "3/15/2026 1:00:00 PM",
            "3/15/2026 1:00:00\u{202F}PM",
            "15/03/2026 13:00:00",
            "15.03.2026 13:00:00",
            "15-03-2026 13:00:00",
            "2026-03-15 13:00:00",
            "2026/3/15 13:00:00",
            "2026/3/15 下午 1:00:00",
            "2026-03-15 오후 1:00:00",
            "15/3/2026 1:00:00 p. m.",
            "15.3.2026 13.00.00",
            "15. 3. 2026 13:00:00",
            "3/15/2026 13:00",
            "3/15/26 13:00:00.000",
            "15/03/2026 1:00:00 CH",
            "15/03/2026 01:00:00 م",
            "15.3.2026 г. 13:00:00 ч.",
            "15/3/2569 13:00:00",
            "2026-03-15T13:00:00",
            "2026-03-15T13:00:00.0001234Z",
            "2026-03-15T14:00:00.0000000+01:00",
            "2026-03-15 08:30:00-04:30",
            "3/15/2026 9:00:00 AM -04:00",
            "2026-03-15 13 h 00 min 00 s",
            "2026-03-15\u{A0}13\u{A0}h\u{A0}00\u{A0}min\u{A0}00\u{A0}s",
            "24/12/1404 01:00:00 ب.ظ",
            "1404/12/24،\u{200F} 13:00:00",
            "15-03-2026 1:00:00 अपराह्न",
            "15/3/2026 1:00:00 PTG",
            "15.3.2026 1:00:00 e pasdites",
            "Sunday, March 15, 2026 1:00:00 PM",
            "Sunday, 15 March 2026 13:00:00",
            "Sonntag, 15. März 2026 13:00:00",
            "dimanche 15 mars 2026 13:00:00",
            "domingo, 15 de marzo de 2026 13:00:00",
            "Sun, 15 Mar 2026 13:00:00 GMT",
            "15-Mar-26 13:00:00",
            "2026年3月15日 13:00:00",
        ] {
            for order in [DayOrder::DayFirst, DayOrder::MonthFirst] {
                assert_eq!(read(text, order).as_deref(), Some("2026-03-15T13:00:00.000Z"), "{text}");
            }
        }
    }

    #[test]
    fn day_and_month_may_be_uncertain() {
        let time = CultureTime::read(b"3/1/2026 12:30:05 AM").unwrap();
        assert_eq!(time.order(), None);
        assert_eq!(time.at(DayOrder::MonthFirst).unwrap().to_iso().as_str(), "2026-03-01T00:30:05.000Z");
        assert_eq!(time.at(DayOrder::DayFirst).unwrap().to_iso().as_str(), "2026-01-03T00:30:05.000Z");
        let on_day = |month, day| time.order_on_day_of(Timestamp::of_hour(2026, month, day, 5).unwrap());
        assert_eq!([on_day(3, 1), on_day(1, 3)], [Some(DayOrder::MonthFirst), Some(DayOrder::DayFirst)]);
        assert_eq!(on_day(2, 1), None);
        let same = CultureTime::read(b"3/3/2026 0:00:00").unwrap();
        assert!(same.order().is_none() && same.is_same_either_way() && !time.is_same_either_way());
    }

    #[test]
    fn other_text_is_no_time() {
        for text in [
            "",
            "59:51.4",
            "3/1/2026",
            "13/13/2026 1:00",
            "3/1/2026 13:00 PM",
            "3/1/2026 1:00 XM",
            "1,2,2026 1:00",
            "3/1/1812 1:00",
            "2026-03-15T14:00:00+1:00",
            "2026-03-15T+01:00",
            "2026-03-15T14:00:00+15:00",
            "  2026-03-15T14:00:00.000Z",
            "  1       T",
            "March 2026 13:00:00",
            "15 Marvin 2026 13:00:00",
            "15 March April 2026 13:00:00",
            "32 March 2026 13:00:00",
            "15/03/1447 13:00:00",
            "30/12/1404 13:00:00",
            "2026-03-15 13 h 00 min",
            " 2026-3-15T14:00:00",
        ] {
            assert_eq!(CultureTime::read(text.as_bytes()), None, "{text}");
        }
    }
}

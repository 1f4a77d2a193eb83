//! Times in old logs: by the server's clock, in the format of its locale, or with names of months.
//!
//! The order of day and month is not stated anywhere. `M/D/Y` is what an English (US) server writes and what the
//! samples show; a first number above 12, dots or hyphens indicate that the day comes first.

use super::{DAY, HOUR, MINUTE, PLAUSIBLE_YEARS, Timestamp};
use crate::bytes::decimal_u32;
use chrono::NaiveDate;

/// A date such as `4/23/2009`, `5/13/00`, `23.4.2009` or `2009-04-23` and a time of day such as `9:47:02`, `2:36:27 PM`
/// or `09:47:02.500`, by a clock that is `offset_minutes` ahead of UTC. `None` for anything else.
pub fn local_time(date: &[u8], clock: &[u8], offset_minutes: i32) -> Option<Timestamp> {
    Some(Timestamp(day_start(date)? + time_of_day(clock)? - i64::from(offset_minutes) * MINUTE))
}

/// A time in the Common Log Format, `11/Oct/2006:13:16:40 -0600`, which includes its offset from UTC.
pub fn common_log_time(text: &[u8]) -> Option<Timestamp> {
    const MONTHS: [&[u8; 3]; 12] =
        [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
    let (date, rest) = split_at_byte(text, b':')?;
    let (clock, zone) = split_at_byte(rest, b' ')?;
    let [day, month, year] = three(date, b"/")?;
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? as u32 + 1;
    let start = midnight(decimal_u32(year)?, month, decimal_u32(day)?)?;
    Some(Timestamp(start + time_of_day(clock)? - offset(zone)? * MINUTE))
}

/// `-0600` as minutes.
fn offset(zone: &[u8]) -> Option<i64> {
    let (sign, digits) = zone.split_first()?;
    let number = i64::from(decimal_u32(digits).filter(|_| digits.len() == 4)?);
    let minutes = number / 100 * 60 + number % 100;
    match sign {
        b'+' => Some(minutes),
        b'-' => Some(-minutes),
        _ => None,
    }
}

/// The beginning of the day in milliseconds since 1970.
fn day_start(date: &[u8]) -> Option<i64> {
    let parts = three(date, b"/.-")?;
    let [first, second, third] = parts.map(decimal_u32);
    let (first, second, third) = (first?, second?, third?);
    let day_first = date.iter().any(|byte| matches!(byte, b'.' | b'-')) || first > 12;
    if parts[0].len() == 4 {
        midnight(first, second, third)
    } else if day_first {
        midnight(whole_year(third), second, first)
    } else {
        midnight(whole_year(third), first, second)
    }
}

/// A year of two digits is one of 1970 to 2069.
fn whole_year(year: u32) -> u32 {
    match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        _ => year,
    }
}

pub(super) fn midnight(year: u32, month: u32, day: u32) -> Option<i64> {
    let year = i32::try_from(year).ok().filter(|_| PLAUSIBLE_YEARS.contains(&year))?;
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis())
}

/// Milliseconds since midnight.
fn time_of_day(clock: &[u8]) -> Option<i64> {
    let (clock, half) = split_at_byte(clock, b' ').unwrap_or((clock, b""));
    let [hour, minute, second] = three(clock, b":.")?;
    let (hour, minute) = (decimal_u32(hour)?, decimal_u32(minute)?);
    let hour = match half.trim_ascii() {
        b"" => hour,
        half if half.eq_ignore_ascii_case(b"AM") && (1..=12).contains(&hour) => hour % 12,
        half if half.eq_ignore_ascii_case(b"PM") && (1..=12).contains(&hour) => hour % 12 + 12,
        _ => return None,
    };
    // Databases write fractions, which are beyond the precision of these logs.
    let second = decimal_u32(second.split(|&byte| byte == b'.').next()?)?;
    let plausible = hour <= 23 && minute <= 59 && second <= 59;
    let time = i64::from(hour) * HOUR + i64::from(minute) * MINUTE + i64::from(second) * 1000;
    plausible.then_some(time).filter(|&time| time < DAY)
}

fn split_at_byte(text: &[u8], separator: u8) -> Option<(&[u8], &[u8])> {
    let place = memchr::memchr(separator, text)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// Three parts between two separators; the last part may contain more of them.
fn three<'a>(text: &'a [u8], separators: &[u8]) -> Option<[&'a [u8]; 3]> {
    let mut parts = text.splitn(3, |byte| separators.contains(byte));
    Some([parts.next()?, parts.next()?, parts.next()?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn read(date: &str, clock: &str) -> Option<alloc::string::String> {
        local_time(date.as_bytes(), clock.as_bytes(), 0).map(|time| time.to_iso().to_string())
    }

    #[test]
    fn dates_of_several_locales_are_read() {
        for date in
            ["4/23/2009", "04/23/2009", "4/23/09", "23.4.2009", "23.04.09", "23/4/2009", "23-04-2009", "2009-04-23"]
        {
            assert_eq!(read(date, "9:47:02").as_deref(), Some("2009-04-23T09:47:02.000Z"), "{date}");
        }
        assert_eq!(read("9/30/98", "1:15:14 PM").as_deref(), Some("1998-09-30T13:15:14.000Z"));
        assert_eq!(read("1/2/03", "0:00:00").as_deref(), Some("2003-01-02T00:00:00.000Z"), "the month is first");
    }

    #[test]
    fn clocks_of_12_and_of_24_hours_are_read() {
        let clock = |clock| read("4/23/2009", clock).map(|time| time[11..19].to_string());
        for (text, expected) in [
            ("12:00:01 AM", "00:00:01"),
            ("12:00:01 pm", "12:00:01"),
            ("2:36:27 PM", "14:36:27"),
            ("14.36.27", "14:36:27"),
            ("14:36:27.997", "14:36:27"),
        ] {
            assert_eq!(clock(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "9:47", "13:00:00 PM", "0:00:00 AM", "24:00:00", "9:60:00", "9:00:61", "9:00:00 XM", "a:b:c"] {
            assert_eq!(clock(text), None, "{text}");
        }
    }

    #[test]
    fn other_text_is_not_a_date() {
        for date in ["", "4/23", "13/13/2009", "2/30/2009", "4/23/1812", "4/23/20099", "x/y/z"] {
            assert_eq!(read(date, "9:47:02"), None, "{date}");
        }
    }

    #[test]
    fn the_offset_is_applied() {
        let east = local_time(b"4/23/2009", b"0:30:00", 60).map(|time| time.to_iso().to_string());
        assert_eq!(east.as_deref(), Some("2009-04-22T23:30:00.000Z"));
        let common = |text: &str| common_log_time(text.as_bytes()).map(|time| time.to_iso().to_string());
        assert_eq!(common("11/Oct/2006:13:16:40 -0600").as_deref(), Some("2006-10-11T19:16:40.000Z"));
        assert_eq!(common("01/jan/2007:00:10:00 +0530").as_deref(), Some("2006-12-31T18:40:00.000Z"));
        for text in ["11/Oct/2006:13:16:40", "11/Okt/2006:13:16:40 -0600", "11/Oct/2006:13:16:40 0600", "", "[:] +0000"]
        {
            assert_eq!(common(text), None, "{text}");
        }
    }
}

//! Dates of the Persian calendar, in which Windows writes dates in Iran and Afghanistan.

/// Years of that calendar in which a log of Exchange can have been written: 1997 to 2037. Later ones are also years of the
/// Islamic calendar, in which other cultures count.
pub(super) const PERSIAN_YEARS: core::ops::RangeInclusive<u32> = 1376..=1416;

/// 1 Farvardin 1376 in days since 1970-01-01: 21 March 1997.
const FIRST: i64 = 9_941;

/// Days since 1970-01-01 of a day of one of these years; `None` if there is no such day.
pub(super) fn days_of_persian_date(year: u32, month: u32, day: u32) -> Option<i64> {
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + u32::from(is_leap(year)),
        _ => return None,
    };
    if !(1..=length).contains(&day) || !PERSIAN_YEARS.contains(&year) {
        return None;
    }
    let before: u32 = (*PERSIAN_YEARS.start()..year).map(|year| 365 + u32::from(is_leap(year))).sum();
    let of_year = (month - 1) * 30 + (month - 1).min(6) + day - 1;
    Some(FIRST + i64::from(before + of_year))
}

/// Whether a year has 366 days: eight of 33 years have, which holds for these years.
fn is_leap(year: u32) -> bool {
    [1, 5, 9, 13, 17, 22, 26, 30].contains(&(year % 33))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Days, NaiveDate};

    #[test]
    fn years_begin_in_spring() {
        let date = |year, month, day| {
            let days = u64::try_from(days_of_persian_date(year, month, day)?).unwrap();
            NaiveDate::from_ymd_opt(1970, 1, 1)?.checked_add_days(Days::new(days))
        };
        for (persian, gregorian) in [
            ((1376, 1, 1), (1997, 3, 21)),
            ((1379, 1, 1), (2000, 3, 20)),
            ((1379, 12, 30), (2001, 3, 20)),
            ((1399, 12, 30), (2021, 3, 20)),
            ((1400, 1, 1), (2021, 3, 21)),
            ((1403, 12, 30), (2025, 3, 20)),
            ((1404, 12, 24), (2026, 3, 15)),
            ((1405, 1, 1), (2026, 3, 21)),
            ((1405, 7, 1), (2026, 9, 23)),
            ((1408, 12, 30), (2030, 3, 20)),
        ] {
            let (year, month, day) = persian;
            let expected = NaiveDate::from_ymd_opt(gregorian.0, gregorian.1, gregorian.2);
            assert_eq!(date(year, month, day), expected, "{persian:?}");
        }
        for (year, month, day) in
            [(1404, 12, 30), (1404, 7, 31), (1404, 0, 1), (1404, 13, 1), (1404, 1, 0), (1417, 1, 1), (2026, 1, 1)]
        {
            assert_eq!(days_of_persian_date(year, month, day), None, "{year}/{month}/{day}");
        }
    }
}

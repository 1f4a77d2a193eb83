//! `last 2h`, `past 3 days`, `last week`: a length of time before the last entry of the logs.

use super::value::Unit;
use crate::bytes;
use crate::time::DAY;

/// A length of time at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Recent {
    /// Its length in the text, in bytes.
    pub length: usize,
    pub milliseconds: i64,
}

/// The words before a length of time.
const LAST: &[&str] = &["last", "past"];

/// Units besides those of a [length](Unit::Milliseconds) that a field is compared with; those of one letter need a number.
const UNITS: &[(&[&str], i64)] = &[(&["w", "week", "weeks"], 7 * DAY), (&["month", "months"], 30 * DAY)];

/// Most digits of a number of units: a year in seconds has eight.
const DIGITS: usize = 8;

/// Whether a word may begin a length of time.
pub(super) fn begins_recent(word: &str) -> bool {
    LAST.iter().any(|last| last.eq_ignore_ascii_case(word))
}

/// The length of time that a text begins with.
pub(super) fn recent(text: &str) -> Option<Recent> {
    let (last, rest) = text.split_at_checked(text.find(char::is_whitespace)?)?;
    if !begins_recent(last) {
        return None;
    }
    let rest = rest.trim_start();
    let digits = rest.find(|sign: char| !sign.is_ascii_digit())?;
    let (number, after) = rest.split_at_checked(digits)?;
    let after = after.trim_start();
    let unit = after.split(|sign: char| !sign.is_ascii_alphabetic()).next()?;
    let length = text.len() - after.len() + unit.len();
    let is_end = text.get(length..)?.chars().next().is_none_or(|next| next.is_whitespace() || next == ')');
    let milliseconds = length_of(unit)?;
    let count = match number {
        "" if unit.len() > 1 => 1,
        number if number.len() <= DIGITS => i64::try_from(bytes::decimal(number.as_bytes())?).ok()?,
        _ => return None,
    };
    is_end.then_some(Recent { length, milliseconds: count * milliseconds })
}

/// The length of a unit, in milliseconds.
fn length_of(unit: &str) -> Option<i64> {
    let named = |(words, _): &&(&[&str], i64)| words.iter().any(|word| word.eq_ignore_ascii_case(unit));
    match UNITS.iter().find(named) {
        Some((_, length)) => Some(*length),
        None => i64::try_from(Unit::Milliseconds.factor(unit)?).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{HOUR, MINUTE};

    #[test]
    fn lengths_of_time() {
        let of = |text| recent(text).map(|Recent { length, milliseconds }| (length, milliseconds));
        for (text, expected) in [
            ("last 2h", Some((7, 2 * HOUR))),
            ("Last 2 Hours x", Some((12, 2 * HOUR))),
            ("past 30min)", Some((10, 30 * MINUTE))),
            ("last  3\u{a0}days", Some((13, 3 * DAY))),
            ("last week", Some((9, 7 * DAY))),
            ("last 90 s", Some((9, 90_000))),
            ("last h", None),
            ("last 2", None),
            ("last 2hx", None),
            ("last 2h-", None),
            ("last", None),
            ("lasting 2h", None),
            ("last 123456789s", None),
            ("last error", None),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}

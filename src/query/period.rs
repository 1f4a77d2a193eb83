//! The period to which a query narrows: what it says of the start of a session, apart from everything else that it asks.

use super::Surroundings;
use super::expression::{Condition, Expression};
use super::field::{Kind, TimeField, name_of};
use super::narrow::joined;
use super::parser::parse;
use super::part::Parsed;
use super::time::{SHORTEST, write_begin};
use super::value::Range;
use crate::time::{DAY, HOUR, MINUTE};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A span of time, in milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first millisecond; [`i64::MIN`] if it has no beginning.
    pub from: i64,
    /// The millisecond after its last one; [`i64::MAX`] if it has no end.
    pub to: i64,
}

impl Period {
    const ALWAYS: Period = Period { from: i64::MIN, to: i64::MAX };

    fn of(range: Range<i64>) -> Period {
        let after = |time: i64| time.saturating_add(1);
        let (from, to) = match range {
            Range::Is(time) => (time, after(time)),
            Range::Above(time) => (after(time), i64::MAX),
            Range::AtLeast(time) => (time, i64::MAX),
            Range::Below(time) => (i64::MIN, time),
            Range::AtMost(time) => (i64::MIN, after(time)),
            Range::Between(first, last) => (first, after(last)),
        };
        Period { from, to }
    }

    fn and(self, other: Period) -> Period {
        Period { from: self.from.max(other.from), to: self.to.min(other.to) }
    }
}

impl Expression {
    /// The query without what says that a session began in one period, and that period, if there is one. Several periods to
    /// choose from, and those that are excluded, are not one period and stay in the query.
    pub fn without_period(&self) -> (Expression, Option<Period>) {
        let parts = match self {
            Expression::All(parts) => parts.as_slice(),
            part => core::slice::from_ref(part),
        };
        let mut others = Vec::new();
        let mut period = None;
        for part in parts {
            match period_of(part) {
                Some(own) => period = Some(period.unwrap_or(Period::ALWAYS).and(own)),
                None => others.push(part.clone()),
            }
        }
        (Expression::all(others), period)
    }
}

/// The period that a part of a query is about, and nothing else.
fn period_of(part: &Expression) -> Option<Period> {
    match part {
        Expression::Condition(Condition::Time(TimeField::Start, ranges)) => match ranges.as_slice() {
            [range] => Some(Period::of(*range)),
            _ => None,
        },
        Expression::All(parts) if !parts.is_empty() => {
            parts.iter().map(period_of).try_fold(Period::ALWAYS, |period, own| Some(period.and(own?)))
        }
        _ => None,
    }
}

/// A query with another period, or without any. The period is written in the largest units that are exact, its begin and
/// its end each with the offset from UTC that is given for it, unless that is the one of the surroundings. `None` if the
/// query is not valid, or cannot name the period.
pub fn with_period(
    text: &str,
    period: Option<Period>,
    offsets: [i32; 2],
    surroundings: &Surroundings<'_>,
) -> Option<String> {
    let condition = match period {
        Some(period) => Some(condition(period, offsets, surroundings.clock.offset_minutes)?),
        None => None,
    };
    let Parsed { parts, .. } = parse(text, surroundings).ok()?;
    let is_period = |text: &str| parse(text, surroundings).is_ok_and(|parsed| period_of(&parsed.expression).is_some());
    let texts = parts.iter().filter_map(|part| text.get(part.place.clone()));
    let mut place = None;
    let mut others: Vec<String> = Vec::new();
    for part in texts {
        if is_period(part) {
            place.get_or_insert(others.len());
        } else {
            others.push(String::from(part));
        }
    }
    // What was narrowed by stays where it was.
    if let Some(condition) = condition {
        others.insert(place.unwrap_or(others.len()), condition);
    }
    Some(joined(&others, surroundings))
}

/// The condition that a session began in the period.
fn condition(Period { from, to }: Period, offsets: [i32; 2], own: i32) -> Option<String> {
    let [begin, end] = offsets;
    let is_exact = |unit: &&i64| {
        let divides = |time: i64, offset: i32| (time + i64::from(offset) * MINUTE).rem_euclid(**unit) == 0;
        // A day has no offset of its own.
        let is_named = **unit < DAY || (begin == own && end == own);
        is_named && divides(from, begin) && divides(to, end)
    };
    let unit = *[DAY, HOUR, MINUTE, 1000].iter().find(is_exact).unwrap_or(&SHORTEST);
    let last = to.checked_sub(unit).filter(|last| *last >= from)?;
    let begin = write_begin(from, unit, begin, own)?;
    let value = if last == from { begin } else { format!("{begin}..{}", write_begin(last, unit, end, own)?) };
    Some(format!("{}:{value}", name_of(Kind::Time(TimeField::Start))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Clock, parse, parse_in};

    const NOON: i64 = 1_772_366_400_000; // 2026-03-01T12:00:00Z

    fn surroundings(offset_minutes: i32) -> Surroundings<'static> {
        Surroundings { clock: Clock { offset_minutes, ..Clock::default() }, ..Surroundings::default() }
    }

    fn narrowed(text: &str, from: i64, to: i64) -> String {
        with_period(text, Some(Period { from, to }), [0, 0], &surroundings(0)).expect("a query")
    }

    #[test]
    fn what_is_a_period_of_a_query() {
        let period = |text: &str| {
            let (others, period) = parse(text).expect("a query").without_period();
            (others, period.map(|Period { from, to }| (from.saturating_sub(NOON), to.saturating_sub(NOON))))
        };
        let code = parse("code:550").expect("a query");
        assert_eq!(period("start:2026-03-01T12"), (Expression::default(), Some((0, HOUR))));
        assert_eq!(period("code:550 start:2026-03-01T12..2026-03-01T13"), (code.clone(), Some((0, 2 * HOUR))));
        assert_eq!(period("after:2026-03-01T12 code:550 before:2026-03-01T14").1, Some((0, 2 * HOUR)));
        assert_eq!(period("(after:2026-03-01T12 before:2026-03-01T14) code:550"), (code.clone(), Some((0, 2 * HOUR))));
        assert_eq!(period("start<=2026-03-01T12:00:00.000 start>2026-03-01T11:59:59.998").1, Some((-1, 1)));
        assert_eq!(period("after:2026-03-01T12").1.map(|(from, _)| from), Some(0));
        for text in [
            "code:550",
            "",
            "-start:2026-03-01T12",
            "start:2026-03-01T12,2026-03-01T14",
            "end:2026-03-01T12",
            "start:2026-03-01T12 OR code:550",
        ] {
            let (others, found) = period(text);
            assert_eq!(found, None, "{text}");
            assert_eq!(others, parse(text).expect("a query"), "{text}");
        }
    }

    #[test]
    fn a_period_is_written_in_the_largest_units() {
        assert_eq!(narrowed("", NOON, NOON + HOUR), "start:2026-03-01T12");
        assert_eq!(narrowed("", NOON, NOON + 3 * HOUR), "start:2026-03-01T12..2026-03-01T14");
        assert_eq!(narrowed("", NOON - 12 * HOUR, NOON + 36 * HOUR), "start:2026-03-01..2026-03-02");
        assert_eq!(narrowed("", NOON, NOON + MINUTE), "start:2026-03-01T12:00");
        assert_eq!(narrowed("", NOON, NOON + 90_000), "start:2026-03-01T12:00:00..2026-03-01T12:01:29");
        assert_eq!(narrowed("", NOON + 1, NOON + 3), "start:2026-03-01T12:00:00.001..2026-03-01T12:00:00.002");
    }

    #[test]
    fn another_period_takes_the_place_of_the_one_before() {
        let hour = |text| narrowed(text, NOON, NOON + HOUR);
        assert_eq!(hour("code:550"), "code:550 start:2026-03-01T12");
        assert_eq!(hour("log:send start:2026-03-01..2026-03-02 code:550"), "log:send start:2026-03-01T12 code:550");
        assert_eq!(hour("after:2026-03-01 14:30 x before:2026-03-02"), "start:2026-03-01T12 x");
        assert_eq!(hour("a OR b"), "(a OR b) start:2026-03-01T12");
        assert_eq!(hour("-start:2026-03-02 x"), "-start:2026-03-02 x start:2026-03-01T12");
        let without = |text| with_period(text, None, [0, 0], &surroundings(0));
        assert_eq!(without("log:send start:2026-03-01 code:550").as_deref(), Some("log:send code:550"));
        assert_eq!(without("start:2026-03-01").as_deref(), Some(""));
        assert_eq!(without("gap>soon"), None);
        assert_eq!(with_period("", Some(Period { from: 5, to: 5 }), [0, 0], &surroundings(0)), None, "no time at all");
        assert_eq!(with_period("", Some(Period::ALWAYS), [0, 0], &surroundings(0)), None);
    }

    #[test]
    fn an_offset_that_is_not_that_of_the_query_is_written() {
        // Summer time ends on 25 October 2026, at 01:00 UTC.
        let change = 1_792_890_000_000;
        let period = Period { from: change - HOUR, to: change + HOUR };
        let query = with_period("", Some(period), [120, 60], &surroundings(60)).expect("a query");
        assert_eq!(query, "start:2026-10-25T02+02:00..2026-10-25T02");
        let (_, read) = parse_in(&query, &surroundings(60)).expect("a query").without_period();
        assert_eq!(read, Some(period));
        let east = with_period("", Some(Period { from: NOON, to: NOON + DAY }), [330, 330], &surroundings(330));
        assert_eq!(east.as_deref(), Some("start:2026-03-01T17:30..2026-03-02T17:29"));
        let west = Period { from: NOON - 30 * MINUTE, to: NOON + 30 * MINUTE };
        let query = with_period("", Some(west), [-210, -210], &surroundings(0)).expect("a query");
        assert_eq!(query, "start:2026-03-01T08-03:30");
        assert_eq!(parse(&query).expect("a query").without_period().1, Some(west));
    }

    proptest::proptest! {
        #[test]
        fn a_period_reads_back(
            from in 0_i64..32_000_000_000_000,
            length in 1_i64..100_000,
            unit in proptest::sample::select(&[1, 1000, MINUTE, HOUR, DAY]),
            offset in -720_i32..720,
            own in -720_i32..720,
        ) {
            let from = from.div_euclid(unit) * unit - i64::from(offset) * MINUTE;
            let period = Period { from, to: from + (length % 1000) * unit + unit };
            let around = surroundings(own);
            let query = with_period("x", Some(period), [offset, offset], &around).expect("a query");
            let (others, read) = parse_in(&query, &around).expect("a valid query").without_period();
            proptest::prop_assert_eq!(read, Some(period), "{}", query);
            proptest::prop_assert_eq!(others, parse("x").expect("a query"));
        }
    }
}

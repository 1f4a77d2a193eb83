//! The measures that groups can be ordered by.

use super::groups::Group;
use super::measured::Measured;
use crate::archive::Archive;
use crate::query::Matches;
use crate::store::{Outcome, Session, SessionIndex};
use crate::work;
use alloc::vec::Vec;

/// Where a measure of a group comes from.
pub(super) enum Value {
    /// From the size of the group.
    Size(fn(&Group) -> i64),
    /// From one session after the other.
    Sessions(Fold),
    /// From what is gathered of all of them.
    Gathered(fn(&Measured) -> i64),
}

/// What becomes of the sessions of a group.
#[derive(Clone, Copy)]
pub(super) struct Fold {
    /// What it is without sessions.
    pub start: i64,
    add: fn(i64, i64) -> i64,
    of: fn(&Session) -> i64,
}

impl Fold {
    /// Its number of every session by itself, if it is about many of all; else none. Sessions are large and apart from each other in
    /// memory, so reading the number of each takes half as long in a loop that does nothing else.
    pub async fn of_many(&self, archive: &Archive, matches: &Matches) -> Vec<i64> {
        let published = archive.published();
        if matches.session_count() < published / MANY {
            return Vec::new();
        }
        let mut numbers = Vec::with_capacity(published);
        let of = self.of;
        let mut see = |range| numbers.extend(archive.store.sessions.of(range).map(|(_, session)| of(session)));
        work::each_part(published, &mut see).await;
        numbers
    }

    /// What it becomes with one more session, of which the number may be [known](Fold::of_many).
    pub fn with(&self, value: i64, archive: &Archive, index: SessionIndex, known: &[i64]) -> i64 {
        let number = known.get(index.0 as usize).copied();
        (self.add)(value, number.unwrap_or_else(|| (self.of)(archive.store.sessions.get(index))))
    }
}

/// Of all sessions many are at least one of so many.
const MANY: usize = 4;

const fn sum(of: fn(&Session) -> i64) -> Value {
    Value::Sessions(Fold { start: 0, add: i64::saturating_add, of })
}

const fn least(of: fn(&Session) -> i64) -> Value {
    Value::Sessions(Fold { start: i64::MAX, add: Ord::min, of })
}

/// The largest, if it is more than `start`.
const fn most(start: i64, of: fn(&Session) -> i64) -> Value {
    Value::Sessions(Fold { start, add: Ord::max, of })
}

/// The table of measures by which groups can be ordered, one row each: variant, name, value, documentation.
macro_rules! measures {
    ($($variant:ident, $name:literal, $value:expr, $doc:literal;)*) => {
        /// What groups can be ordered by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Measure {
            $(#[doc = $doc] $variant,)*
        }

        impl Measure {
            /// The measure of that name.
            pub fn named(name: &str) -> Option<Measure> {
                match name { $($name => Some(Measure::$variant),)* _ => None }
            }

            /// Its value; a larger one comes first in descending order.
            pub(super) fn value(self) -> Value {
                match self { $(Measure::$variant => $value,)* }
            }

            /// The names of all, each with what it is.
            #[cfg(test)]
            pub(crate) const ALL: &[(&str, &str)] = &[$(($name, $doc),)*];
        }
    };
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn is(session: &Session, outcome: Outcome) -> i64 {
    (session.facts.outcome == outcome).into()
}

use Value::{Gathered, Size};

measures! {
    Sessions, "sessions", Size(|group| group.sessions.into()), "Number of sessions.";
    Rows, "rows", Size(|group| group.rows.into()), "Number of rows of logs without sessions.";
    Messages, "messages", sum(|session| session.facts.messages.into()), "Number of messages.";
    Recipients, "recipients", sum(|session| session.facts.recipients.into()), "Number of recipients.";
    Bytes, "bytes", sum(|session| count(session.facts.size)), "Bytes of mail.";
    Rejected, "rejected", sum(|session| is(session, Outcome::Rejected)), "Number of sessions with something refused permanently.";
    Deferred, "deferred", sum(|session| is(session, Outcome::Deferred)), "Number of sessions with something refused temporarily.";
    Failed, "failed", sum(|session| is(session, Outcome::Failed)), "Number of sessions that failed.";
    RefusedLogons, "refusedLogons", sum(|session| session.facts.denied_attempts.into()), "Number of logons in which name or password was refused.";
    First, "first", least(|session| session.start.0), "Start of the earliest session.";
    Last, "last", most(i64::MIN, |session| session.end.0), "End of the latest session.";
    Distinct, "distinct", Gathered(|measured| count(measured.distinct)), "Number of distinct values of another dimension.";
    MedianDuration, "medianDuration", Gathered(|measured| measured.durations.median), "Median of the durations, in milliseconds.";
    HighDuration, "highDuration", Gathered(|measured| measured.durations.high), "95th percentile of the durations, in milliseconds.";
    Longest, "longest", most(0, |session| session.end.since(session.start)), "The longest duration, in milliseconds.";
    MedianGap, "medianGap", Gathered(|measured| measured.gaps.median), "Median of the largest gaps, in milliseconds.";
    HighGap, "highGap", Gathered(|measured| measured.gaps.high), "95th percentile of the largest gaps, in milliseconds.";
    LargestGap, "largestGap", most(0, |session| session.facts.largest_gap_ms.into()), "The largest gap, in milliseconds.";
}

//! The measures that groups can be ordered by.

use super::groups::Group;
use super::sums::Sums;
use crate::store::Outcome;

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
            pub(super) fn value(self, group: &Group) -> i64 {
                let read: fn(&Group) -> i64 = match self { $(Measure::$variant => $value,)* };
                read(group)
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

fn outcome(sums: &Sums, outcome: Outcome) -> i64 {
    sums.outcomes.get(outcome as usize).copied().unwrap_or(0).into()
}

measures! {
    Sessions, "sessions", |group| count(group.sums.sessions), "Number of sessions.";
    Rows, "rows", |group| count(group.sums.rows), "Number of rows of logs without sessions.";
    Messages, "messages", |group| count(group.sums.messages), "Number of messages.";
    Recipients, "recipients", |group| count(group.sums.recipients), "Number of recipients.";
    Bytes, "bytes", |group| count(group.sums.bytes), "Bytes of mail.";
    Rejected, "rejected", |group| outcome(&group.sums, Outcome::Rejected), "Number of sessions with something refused permanently.";
    Deferred, "deferred", |group| outcome(&group.sums, Outcome::Deferred), "Number of sessions with something refused temporarily.";
    Failed, "failed", |group| outcome(&group.sums, Outcome::Failed), "Number of sessions that failed.";
    First, "first", |group| group.sums.first, "Start of the earliest session.";
    Last, "last", |group| group.sums.last, "End of the latest session.";
    Distinct, "distinct", |group| count(group.distinct), "Number of distinct values of another dimension.";
    MedianDuration, "medianDuration", |group| group.durations.median, "Median of the durations, in milliseconds.";
    HighDuration, "highDuration", |group| group.durations.high, "95th percentile of the durations, in milliseconds.";
    Longest, "longest", |group| group.sums.longest, "The longest duration, in milliseconds.";
    MedianGap, "medianGap", |group| group.gaps.median, "Median of the largest gaps, in milliseconds.";
    HighGap, "highGap", |group| group.gaps.high, "95th percentile of the largest gaps, in milliseconds.";
    LargestGap, "largestGap", |group| group.sums.largest_gap.into(), "The largest gap, in milliseconds.";
}

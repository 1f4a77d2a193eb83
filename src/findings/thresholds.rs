//! What rules compare with: the one place for every limit.

use crate::query::written_time;
use crate::time::DAY;
use alloc::format;
use alloc::string::String;

/// The table of thresholds, one row each: variant, word, value, unit that follows the number in a query, documentation.
macro_rules! thresholds {
    ($($variant:ident, $word:literal, $value:literal, $unit:literal, $doc:literal;)*) => {
        /// What rules compare with.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Threshold {
            $(#[doc = $doc] $variant,)*
        }

        impl Threshold {
            /// All thresholds.
            pub const ALL: &[Threshold] = &[$(Threshold::$variant,)*];

            /// Its name on the page, and in braces in a rule.
            pub fn word(self) -> &'static str {
                match self { $(Threshold::$variant => $word,)* }
            }

            /// Its value unless the user sets another one.
            pub fn default_value(self) -> u64 {
                match self { $(Threshold::$variant => $value,)* }
            }

            /// Its documentation in the page's types.
            #[cfg(test)]
            pub(crate) fn doc(self) -> &'static str {
                match self { $(Threshold::$variant => $doc,)* }
            }

            /// The unit of its value, as a query writes it; empty for a count, `d` for days.
            pub fn unit(self) -> &'static str {
                match self { $(Threshold::$variant => $unit,)* }
            }
        }
    };
}

thresholds! {
    CertificateDays, "certificate-days", 30, "d", "A certificate expires soon if it expires within so many days of the last entry.";
    FailedLogons, "failed-logons", 10, "", "Logons of an address or a user fail often if so many are refused.";
    Guesses, "guesses", 5, "", "A client that logged on after so many wrong passwords may have guessed.";
    SprayedUsers, "sprayed-users", 5, "", "An address that failed to log on as so many users tries passwords.";
    SprayMinutes, "spray-minutes", 1440, "m", "An address tries passwords if logons of that many users fail within so many minutes.";
    SpreadLogons, "spread-logons", 20, "", "Passwords are tried from many addresses if so many fail to log on as so many users.";
    SpreadMinutes, "spread-minutes", 60, "m", "Many addresses try passwords if that many fail within so many minutes.";
    FailuresBefore, "failures-before", 10, "", "A logon after so many failed ones in a row, in other sessions of that address, may be a guess.";
    MinutesBefore, "minutes-before", 60, "m", "Failures count for so many minutes.";
    ReachedWithin, "reached-within", 15, "m", "A server is not unreachable if it, or another one for the same destination, is reached within so many minutes.";
    Pause, "pause", 30, "s", "A session pauses for long if nothing is logged for so many seconds.";
    Tarpit, "tarpit", 5, "s", "Tarpits are noted if they add up to so many seconds in a session.";
    ClockOffset, "clock-offset", 5, "s", "Clocks of two servers differ if they are apart by so many seconds.";
    ClockPairs, "clock-pairs", 5, "", "How far clocks are apart is only said after so many transfers that both servers logged.";
    UnusualDays, "unusual-days", 3, "", "What is usual at an hour is only said if logs cover it on so many other days.";
    UnusualTimes, "unusual-times", 5, "", "An hour is unusual with so many times as many sessions as usual, or with so many times fewer.";
    BurstSessions, "burst-sessions", 100, "", "An hour of fewer sessions is no burst.";
    BurstFailures, "burst-failures", 50, "", "An hour in which fewer sessions fail is no burst of failures.";
    UsualSessions, "usual-sessions", 50, "", "An hour has few sessions only where so many are usual.";
    NewReason, "new-reason", 20, "", "A reason is new if so many sessions have it, and as many would have had it before if it had been as frequent.";
    SessionsBefore, "sessions-before", 200, "", "A reason is only new in a log that has so many sessions before it.";
    DaysBefore, "days-before", 1, "d", "A reason is only new in a log that covers so many days before it.";
    SlowRequest, "slow-request", 30, "s", "A request or command is slow if it takes so many seconds.";
}

impl Threshold {
    /// Whether the query of a rule names it.
    #[cfg(test)]
    pub(super) fn is_in(self, query: &str) -> bool {
        query.contains(&self.placeholder()) || (self == Threshold::CertificateDays && query.contains(SOON))
    }

    fn placeholder(self) -> String {
        format!("{{{}}}", self.word())
    }
}

/// The time of the last entry, in a rule.
const LAST: &str = "{last}";
/// The time until which a certificate expires soon, in a rule.
const SOON: &str = "{soon}";

/// The values of the thresholds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds([u64; Threshold::ALL.len()]);

impl Default for Thresholds {
    fn default() -> Self {
        let mut values = [0; Threshold::ALL.len()];
        values.iter_mut().zip(Threshold::ALL).for_each(|(value, threshold)| *value = threshold.default_value());
        Thresholds(values)
    }
}

impl Thresholds {
    /// The value of a threshold, in its unit.
    pub fn of(&self, threshold: Threshold) -> u64 {
        self.0.get(threshold as usize).copied().unwrap_or_default()
    }

    /// These values, in the order of [`Threshold::ALL`]; what is missing has its default value.
    pub fn new(values: &[u32]) -> Thresholds {
        let mut thresholds = Thresholds::default();
        thresholds.0.iter_mut().zip(values).for_each(|(own, value)| *own = (*value).into());
        thresholds
    }

    /// The query of a rule with the values in the place of their names. `{last}` is the time of the last entry, and
    /// `{soon}` that until which a certificate expires soon.
    pub(super) fn fill(&self, query: &str, last: Option<i64>) -> String {
        let mut filled = String::from(query);
        for threshold in Threshold::ALL {
            filled = filled.replace(&threshold.placeholder(), &format!("{}{}", self.of(*threshold), threshold.unit()));
        }
        if let Some(last) = last.filter(|_| filled.contains('{')) {
            let days = i64::try_from(self.of(Threshold::CertificateDays)).unwrap_or(i64::MAX);
            let soon = last.saturating_add(days.saturating_mul(DAY));
            filled = filled.replace(LAST, &written_time(last)).replace(SOON, &written_time(soon));
        }
        filled
    }
}

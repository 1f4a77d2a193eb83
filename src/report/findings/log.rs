//! What a finding says of a log, or of two clocks.

use super::super::masking::DisplayText;
use super::super::reportable::report_type;
use super::super::units::{Count, DurationMs, TimeMs};
use crate::store::SessionIndex;
use alloc::vec::Vec;

report_type! {
    /// What a finding says of a log, or of the clocks of two servers.
    #[derive(Default)]
    pub struct FindingLog {
        /// The server; empty if unknown. Of two clocks, the server whose clock is ahead.
        pub server: DisplayText<'static>,
        /// The service; empty if unknown.
        pub service: DisplayText<'static>,
        /// The name of the log; empty for clocks and restarts.
        pub log: DisplayText<'static>,
        /// The connector, if it is about one; empty otherwise.
        pub connector: DisplayText<'static>,
        /// The server whose clock is behind; empty for logs.
        pub other: DisplayText<'static>,
        /// How many files, hours, records, restarts, transfers or sessions.
        pub count: Count,
        /// Whole days without a file, besides `count`; of unusual hours, the other days that they are compared with.
        pub days: Count,
        /// How many are usual at these hours; 0 where nothing is compared.
        pub usual: Count,
        /// The reason that is new; empty otherwise.
        pub reason: DisplayText<'static>,
        /// How many sessions the log has before that reason.
        pub before: Count,
        /// How far it goes back before that; null where no reason is new.
        pub before_ms: Option<DurationMs>,
        /// How far the clocks are apart: the median; null for logs.
        pub offset_ms: Option<DurationMs>,
        /// The range of offsets, without the least and the largest tenth; null for logs.
        pub spread_ms: Option<DurationMs>,
        /// When it begins; null if unknown.
        pub first: Option<TimeMs>,
        /// When it ends; null if unknown.
        pub last: Option<TimeMs>,
        /// What is wrong with files, or whether Exchange writes that log by default, in a sentence; may be empty.
        pub note: &'static str,
    }
}

impl FindingLog {
    /// Counts more, from when to when.
    #[inline(never)]
    pub(super) fn add(&mut self, count: u64, first: Option<TimeMs>, last: Option<TimeMs>) {
        self.count = self.count + count.into();
        let is_earlier = |first: &TimeMs| self.first.is_none_or(|known| *first < known);
        self.first = first.filter(is_earlier).or(self.first);
        let is_later = |last: &TimeMs| self.last.is_none_or(|known| *last > known);
        self.last = last.filter(is_later).or(self.last);
    }
}

/// Most logs that a finding names.
pub(super) const LOGS: usize = 10;

/// What is said of logs, and the sessions that show it.
pub(super) type Shown = (Vec<FindingLog>, Vec<SessionIndex>);

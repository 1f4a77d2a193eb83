//! Summaries as the page shows them: groups, their measures, and the conditions that find them.

use super::masking::{DisplayText, Mask, is_secret_heading};
use super::opened::{look_for_secrets, secrets_of, secrets_of_row};
use super::reportable::{Reportable, report_type};
use super::units::{ByteCount, Count, DurationMs, TimeMs};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::query::{Dimension, Matches, Problem};
use crate::store::Session;
use crate::summarise::{Group, Measured, Measures, Question, Summarised, Unit};
use crate::text::is_blank;
use crate::text::secrets::{FoundSecrets, Secrets};
use crate::work::finish;
use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::ops::Range;
use serde::Serialize;

/// The answer to a question for a summary.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum SummaryAnswer {
    /// The query is valid.
    Summarised {
        /// Always true.
        #[cfg_attr(test, ts(type = "true"))]
        ok: bool,
        /// The summary.
        table: SummaryTable,
    },
    /// The query is invalid.
    Refused {
        /// Always false.
        #[cfg_attr(test, ts(type = "false"))]
        ok: bool,
        /// The reason.
        problem: Problem,
    },
}

impl Reportable for SummaryAnswer {}

impl From<Result<SummaryTable, Problem>> for SummaryAnswer {
    fn from(result: Result<SummaryTable, Problem>) -> Self {
        match result {
            Ok(table) => SummaryAnswer::Summarised { ok: true, table },
            Err(problem) => SummaryAnswer::Refused { ok: false, problem },
        }
    }
}

report_type! {
    /// What the current query found, grouped by values.
    pub struct SummaryTable {
        /// Number of sessions that were grouped.
        pub sessions: Count,
        /// Number of groups.
        pub groups: Count,
        /// The sum of the sessions of all groups: more than there are if sessions have several values.
        pub counted: Count,
        /// The sum of the rows of all groups.
        pub counted_rows: Count,
        /// The largest number of sessions of a group.
        pub most: Count,
        /// Number of sessions of which not all values were counted: they have too many combinations, or there are too many groups.
        pub cut: Count,
        /// The groups that were asked for, in order.
        pub rows: Vec<SummaryGroup>,
    }
}

report_type! {
    /// A group of sessions and rows that have the same values.
    pub struct SummaryGroup {
        /// Its values, in the order of the dimensions.
        pub values: Vec<SummaryValue>,
        /// Number of sessions.
        pub sessions: Count,
        /// Number of rows of logs without sessions.
        pub rows: Count,
        /// Number of messages.
        pub messages: Count,
        /// Number of recipients.
        pub recipients: Count,
        /// Bytes of mail.
        pub bytes: ByteCount,
        /// Number of sessions of each outcome, in the order of OUTCOMES.
        pub outcomes: Vec<u32>,
        /// Number of logons in which name or password was refused.
        pub refused_logons: Count,
        /// Start of the earliest session; null without sessions.
        pub first: Option<TimeMs>,
        /// End of the latest session; null without sessions.
        pub last: Option<TimeMs>,
        /// Number of distinct values of the dimension that is counted.
        pub distinct: Count,
        /// Median of the durations; 0 unless quantiles were asked for, as the others.
        pub median_duration: DurationMs,
        /// 95th percentile of the durations.
        pub high_duration: DurationMs,
        /// The longest duration.
        pub longest: DurationMs,
        /// Median of the largest gaps.
        pub median_gap: DurationMs,
        /// 95th percentile of the largest gaps.
        pub high_gap: DurationMs,
        /// The largest gap.
        pub largest_gap: DurationMs,
    }
}

report_type! {
    /// A value of a dimension.
    pub struct SummaryValue {
        /// The value; empty if there is none, and for the null reverse-path.
        pub text: DisplayText<'static>,
        /// Whether there is one.
        pub known: bool,
        /// The condition that a session has it, or has none; null if no query can say that.
        pub condition: Option<DisplayText<'static>>,
    }
}

/// Most sessions of a group whose secrets are looked for in its values.
const SCREENED: usize = 64;

/// Most of them that are [likely harmless](may_have_secrets).
const SCREENED_HARMLESS: usize = 8;

/// The groups in a range, masked.
pub async fn summary_table(
    archive: &Archive,
    matches: &Matches,
    question: &Question,
    summarised: &Summarised,
    rows: Range<usize>,
) -> SummaryTable {
    let rows = rows.start.min(summarised.len())..rows.end.min(summarised.len());
    let all = || summarised.groups().iter();
    let count = |of: fn(&Group) -> u32| Count::from(all().map(|group| u64::from(of(group))).sum::<u64>());
    let (rows, cut) = measured_groups(archive, matches, question, summarised, &summarised.numbers(rows)).await;
    SummaryTable {
        sessions: (matches.session_count() as u64).into(),
        groups: (summarised.len() as u64).into(),
        counted: count(|group| group.sessions),
        counted_rows: count(|group| group.rows),
        most: all().map(|group| u64::from(group.sessions.max(group.rows))).max().unwrap_or(0).into(),
        cut: summarised.cut().max(cut).into(),
        rows,
    }
}

/// These groups, masked.
pub async fn summary_groups(
    archive: &Archive,
    matches: &Matches,
    question: &Question,
    summarised: &Summarised,
    groups: &[u32],
) -> Vec<SummaryGroup> {
    measured_groups(archive, matches, question, summarised, groups).await.0
}

/// These groups, masked; and the number of sessions of which not all combinations of values were measured.
async fn measured_groups(
    archive: &Archive,
    matches: &Matches,
    question: &Question,
    summarised: &Summarised,
    groups: &[u32],
) -> (Vec<SummaryGroup>, u64) {
    let is_screened = |(place, dimension): (usize, &Dimension), group: &Group| {
        !dimension.has_own_words() && summarised.value(group, place).is_some_and(Secrets::may_be_in)
    };
    let most = |group: &Group| match question.dimensions.iter().enumerate().any(|one| is_screened(one, group)) {
        true => SCREENED,
        false => 0,
    };
    let chosen = summarised.chosen(groups);
    let (Measures { of, cut }, mut units) = summarised.measures(archive, matches, &chosen, most).await;
    units.iter_mut().for_each(|units| leave_out_harmless(archive, units));
    let sessions = units.iter().flatten().filter_map(|unit| unit.session());
    look_for_secrets(archive, sessions).await;
    let mut screen = Screen { archive, known: BTreeMap::new() };
    let shown = groups.iter().filter_map(|number| {
        let (group, place) = (summarised.group(*number)?, chosen.place(*number)?);
        Some(row(&mut screen, question, summarised, group, of.get(place)?, units.get(place)?))
    });
    (shown.collect(), cut)
}

/// Leaves out all but a few of the sessions that are likely harmless.
fn leave_out_harmless(archive: &Archive, units: &mut Vec<Unit>) {
    let mut harmless = 0;
    units.retain(|unit| match unit {
        Unit::Session(index) if !may_have_secrets(archive.store.sessions.get(*index)) => {
            harmless += 1;
            harmless <= SCREENED_HARMLESS
        }
        _ => true,
    });
}

/// Whether somebody tried to log on in a session, or something was refused, as a line that is no command. In others there is
/// hardly ever a secret, and searching thousands of them for one takes longer than the summary.
fn may_have_secrets(session: &Session) -> bool {
    let facts = &session.facts;
    let is_transport = matches!(session.log_type, LogType::SmtpReceive | LogType::SmtpSend | LogType::Connectivity);
    !is_transport || facts.attempts > 0 || facts.auth.is_some() || facts.worst_code > 0
}

fn row(
    screen: &mut Screen<'_>,
    question: &Question,
    summarised: &Summarised,
    group: &Group,
    measured: &Measured,
    units: &[Unit],
) -> SummaryGroup {
    let values = question.dimensions.iter().enumerate();
    let values = values.map(|(place, dimension)| screen.value(units, dimension, summarised.value(group, place)));
    let values = values.collect();
    let Measured { sums, distinct, durations, gaps } = measured;
    let has_sessions = group.sessions > 0;
    SummaryGroup {
        values,
        sessions: u64::from(group.sessions).into(),
        rows: u64::from(group.rows).into(),
        messages: sums.messages.into(),
        recipients: sums.recipients.into(),
        bytes: sums.bytes.into(),
        outcomes: sums.outcomes.to_vec(),
        refused_logons: sums.refused_logons.into(),
        first: has_sessions.then(|| sums.first.into()),
        last: has_sessions.then(|| sums.last.into()),
        distinct: (*distinct).into(),
        median_duration: durations.median.into(),
        high_duration: durations.high.into(),
        longest: sums.longest.into(),
        median_gap: gaps.median.into(),
        high_gap: gaps.high.into(),
        largest_gap: i64::from(sums.largest_gap).into(),
    }
}

/// Masks the values of groups. What is secret in a session is looked for once, however many groups it is in.
struct Screen<'a> {
    archive: &'a Archive,
    known: BTreeMap<Unit, Rc<Secrets>>,
}

impl Screen<'_> {
    fn value(&mut self, units: &[Unit], dimension: &Dimension, value: Option<&[u8]>) -> SummaryValue {
        let Some(value) = value else {
            let condition =
                dimension.without().map(|condition| Mask::of(self.archive).composed(condition).into_owned());
            return SummaryValue { text: DisplayText::default(), known: false, condition };
        };
        let secrets = self.secrets_in(units, value);
        let mask = Mask::with(self.archive, &secrets);
        let mask = if dimension.is_of_exchange() { mask.of_exchange() } else { mask };
        let shown = dimension.name_of_value(value);
        let text = match shown {
            Some(word) => DisplayText::from(word),
            None if dimension.column().is_some_and(is_secret_heading) && !is_blank(value) => mask.credential(value),
            None => mask.name(value),
        };
        let text = text.into_owned();
        let is_whole = text.as_str().as_bytes() == value;
        let condition = dimension.condition(value).and_then(|condition| match shown {
            Some(_) => Some(mask.composed(condition).into_owned()),
            None => mask.condition(value, condition).filter(|_| is_whole),
        });
        SummaryValue { text, known: true, condition }
    }

    /// What of a value is secret in the sessions and rows of a group, as far as they are looked at.
    fn secrets_in(&mut self, units: &[Unit], value: &[u8]) -> Secrets {
        let archive = self.archive;
        let mut found = FoundSecrets::default();
        for unit in units {
            let secrets = self.known.entry(*unit).or_insert_with(|| secrets_of_unit(archive, *unit));
            let ranges = secrets.ranges(value);
            ranges.into_iter().filter_map(|range| value.get(range)).for_each(|secret| found.add(secret, &|_| false));
        }
        finish(Secrets::of(found))
    }
}

fn secrets_of_unit(archive: &Archive, unit: Unit) -> Rc<Secrets> {
    match unit {
        Unit::Session(index) => secrets_of(archive, index),
        Unit::Row(table, row) => match archive.tables.get(table as usize) {
            Some(table) => secrets_of_row(archive, table, row),
            None => Rc::default(),
        },
    }
}

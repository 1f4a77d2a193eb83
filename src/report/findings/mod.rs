//! Findings as the page shows them: figures, and whose sessions they are.
//!
//! What is about logs ([`logs`]) follows from their coverage, connectors without a log ([`unlogged`]) from message tracking
//! beside the protocol logs, and what is about clocks ([`offsets`]) from transfers that two servers logged. Unusual hours ([`unusual`]) are
//! found by comparison with other days, and new reasons of failures ([`reasons`]) with what a log has before.

pub mod log;
pub mod logs;
mod offsets;
mod reasons;
mod unlogged;
mod unusual;
mod usual;

use super::masking::{DisplayText, Mask, rule_query};
use super::reportable::report_type;
use super::summarised::{SummaryGroup, summary_groups};
use super::units::{Count, TimeMs};
use crate::archive::Archive;
use crate::finding::{FindingKind, FindingSeverity};
use crate::findings::Found;
use crate::query::Dimension;
use crate::summarise::{Assignments, Question, summarise};
use alloc::string::String;
use alloc::vec::Vec;
use log::FindingLog;

report_type! {
    /// A finding.
    pub struct FindingReport {
        /// Its kind.
        pub kind: FindingKind,
        /// How much it matters.
        pub severity: FindingSeverity,
        /// The query of its rule; where groups need many sessions, those of fewer are not in the finding. Empty for what is
        /// about logs or clocks, which no query finds.
        pub rule: DisplayText<'static>,
        /// Number of its sessions. There is no such finding if it has no sessions, no rows and nothing to say of logs.
        pub sessions: Count,
        /// Number of rows of logs without sessions.
        pub rows: Count,
        /// Number of messages.
        pub messages: Count,
        /// Number of logons in which name or password was refused, if it is about these; else 0.
        pub refused_logons: Count,
        /// Start of the earliest session, or else of what it is about; null if unknown.
        pub first: Option<TimeMs>,
        /// End of the latest session, or else of what it is about; null if unknown.
        pub last: Option<TimeMs>,
        /// The servers that logged it, those of most sessions first, or else the servers that it is about; at most three.
        pub servers: Vec<DisplayText<'static>>,
        /// Number of servers.
        pub server_count: Count,
        /// The dimensions of the groups.
        pub dimensions: Vec<DisplayText<'static>>,
        /// Whose sessions they are, those of most sessions first; a few.
        pub groups: Vec<SummaryGroup>,
        /// Number of groups.
        pub group_count: Count,
        /// The logs, or the clocks, that it is about; only the first if there are many.
        pub logs: Vec<FindingLog>,
        /// Number of all of them.
        pub log_count: Count,
    }
}

/// Most groups that a finding shows.
const GROUPS: usize = 5;
/// Most servers that a finding names.
const SERVERS: usize = 3;

/// What was found of a kind, masked.
pub async fn finding(archive: &Archive, assignments: &Assignments, kind: FindingKind, found: &Found) -> FindingReport {
    let Found { query, matches, question, summarised, groups, .. } = found;
    let mask = Mask::of(archive);
    let total = summarise(archive, assignments, matches, &Question::of_most_sessions(), 0).await;
    let group = total.group(0).copied().unwrap_or_default();
    let (measures, _) = total.measures(archive, matches, &total.chosen(&[0]), |_| 0).await;
    let sums = measures.of.into_iter().next().unwrap_or_default().sums;
    let shown = summarised.largest_of(groups.iter().copied(), GROUPS);
    let by_server = Dimension::named("server").map(Question::by);
    let (mut servers, mut server_count) = (Vec::new(), 0);
    if let Some(question) = by_server {
        let groups = summarise(archive, assignments, matches, &question, 0).await;
        let largest = groups.largest_of(groups.numbers_of_all(), SERVERS);
        let names = summary_groups(archive, matches, &question, &groups, &largest).await;
        let known = names.into_iter().flat_map(|group| group.values).filter(|value| value.known);
        servers.extend(known.map(|value| value.text));
        server_count = groups.len() as u64;
    }
    let text = |text: String| mask.composed(text).into_owned();
    let has_sessions = group.sessions > 0;
    FindingReport {
        kind,
        severity: kind.severity(),
        rule: rule_query(query),
        sessions: u64::from(group.sessions).into(),
        rows: u64::from(group.rows).into(),
        messages: sums.messages.into(),
        refused_logons: match found.logons {
            _ if !kind.is_about_passwords() => Count::default(),
            Some(of_groups) => of_groups.into(),
            None => sums.refused_logons.into(),
        },
        first: has_sessions.then(|| sums.first.into()),
        last: has_sessions.then(|| sums.last.into()),
        servers,
        server_count: server_count.into(),
        dimensions: question.dimensions.iter().map(|dimension| text(dimension.name())).collect(),
        groups: summary_groups(archive, matches, question, summarised, &shown).await,
        group_count: (groups.len() as u64).into(),
        logs: Vec::new(),
        log_count: Count::default(),
    }
}

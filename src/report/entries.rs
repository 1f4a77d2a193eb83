//! The entries of one session, as the page shows them.

use super::capabilities::{CapabilityDetail, offered};
use super::credential::{is_credential, is_unknown_line};
use super::dialogue::Dialogue;
use super::entry_data::{entry_data, logged_context};
use super::explanation::{explanation, foreign_protocol};
use super::masking::{DisplayText, Mask};
use super::opened::Opened;
use super::records;
use super::reply::{reply_fact, rows_of};
use super::reportable::report_type;
use super::requests;
use super::severity::{EntrySeverity, severity};
use super::table_column::column_name;
use super::units::{DurationMs, TimeMs};
use crate::content::{Text, TextKind};
use crate::entry::{Labels, LogType, Role};
use crate::exchange::{AccessCommand, AccessVerb};
use crate::query::Matches;
use crate::smtp::Verb;
use crate::store::{EntryIndex, StringIndex};
use crate::text::is_blank;
use alloc::vec::Vec;
use core::ops::Range;

report_type! {
    /// One entry of a session.
    pub struct EntryDetail {
        /// The time at which it was logged.
        pub time: TimeMs,
        /// Time since the previous entry; 0 for the first.
        pub delta_ms: DurationMs,
        /// Field `sequence-number`.
        pub sequence: u32,
        /// Field `event`.
        pub event: &'static str,
        /// The speaker.
        pub role: Role,
        /// Field `data`, with credentials masked; for a record, a digest of its columns.
        pub data: DisplayText<'static>,
        /// Field `context`, with credentials masked.
        pub context: DisplayText<'static>,
        /// Connector-id and endpoints if they differ from the session's, otherwise null.
        pub own_labels: Option<OwnLabels>,
        /// Verb of a command or code of a reply, for the margin.
        pub label: DisplayText<'static>,
        /// The explanation of 4xx and 5xx replies and of information rows; empty if there is nothing to explain.
        pub explanation: DisplayText<'static>,
        /// The service extensions that the server offers, in the last line of a reply to EHLO; empty for other entries.
        pub capabilities: Vec<CapabilityDetail>,
        /// Whether it matches the query.
        pub matched: bool,
        /// Its severity.
        pub severity: EntrySeverity,
        /// Position in the session of the command that this reply answers.
        pub answers: Option<u32>,
        /// Number of sequence-numbers missing directly before it.
        pub missing_before: u32,
        /// Index of the file that contains it.
        pub file: u32,
        /// Other columns than time, event, data and context, without empty ones.
        pub fields: Vec<FieldDetail>,
    }
}

report_type! {
    /// A column of an entry.
    pub struct FieldDetail {
        /// Its name in the log.
        pub name: DisplayText<'static>,
        /// The cell, with credentials masked.
        pub value: DisplayText<'static>,
    }
}

report_type! {
    /// Connector-id and endpoints of an entry that differ from those of its session.
    pub struct OwnLabels {
        /// Field `connector-id`.
        pub connector_id: DisplayText<'static>,
        /// Field `local-endpoint`.
        pub local_endpoint: DisplayText<'static>,
        /// Field `remote-endpoint`.
        pub remote_endpoint: DisplayText<'static>,
    }
}

/// The entries at the places in `range`.
pub fn entries(opened: &Opened<'_>, dialogue: &Dialogue, range: Range<u32>, matches: &Matches) -> Vec<EntryDetail> {
    range.filter_map(|place| entry(opened, dialogue, place, matches)).collect()
}

/// The place of the next matching entry after `place`, or of the one before it; beyond the last follows the first.
pub fn next_match(opened: &Opened<'_>, matches: &Matches, place: i64, backwards: bool) -> Option<u32> {
    let count = opened.order.len() as i64;
    let at = |step: i64| (if backwards { place - step } else { place + step }).rem_euclid(count) as u32;
    (1..=count).map(at).find(|&place| is_match(opened, matches, place))
}

fn is_match(opened: &Opened<'_>, matches: &Matches, place: u32) -> bool {
    opened
        .order
        .get(place as usize)
        .is_some_and(|&entry| matches.marks(entry, opened.index, opened.archive.store.entries.text(entry)))
}

fn entry(opened: &Opened<'_>, dialogue: &Dialogue, place: u32, matches: &Matches) -> Option<EntryDetail> {
    let store = &opened.archive.store;
    let index = *opened.order.get(place as usize)?;
    let row = store.entries.get(index);
    let (text, kind) = opened.text(place);
    let before = place.checked_sub(1).and_then(|place| opened.order.get(place as usize)).map(|&e| store.entries.get(e));
    let (mask, log_type) = (opened.mask(), opened.session.log_type);
    let (explanation, severity) = judged(opened, dialogue, place);
    let missing = |last: u32| row.sequence.saturating_sub(last.saturating_add(1));
    Some(EntryDetail {
        time: row.time.0.into(),
        delta_ms: before.map_or(0, |before| row.time.since(before.time)).into(),
        sequence: row.sequence,
        event: text.event.as_str(),
        role: kind.role(),
        data: entry_data(opened, place).into_owned(),
        context: entry_context(opened, place).into_owned(),
        own_labels: own_labels(opened, index),
        label: label(mask, text, kind),
        explanation,
        capabilities: offered(opened, dialogue, place),
        matched: is_match(opened, matches, place),
        severity,
        answers: dialogue.answers(place),
        missing_before: before.filter(|_| log_type.has_sequence()).map_or(0, |before| missing(before.sequence)),
        file: opened.archive.files.of_entry(index).0,
        fields: fields(opened, place, index).chain(elements(opened, place)).map(field_detail).collect(),
    })
}

/// The explanation of the entry at `place`, empty if there is nothing to explain, and its severity.
pub fn judged(opened: &Opened<'_>, dialogue: &Dialogue, place: u32) -> (DisplayText<'static>, EntrySeverity) {
    let (text, kind) = opened.text(place);
    let (mask, log_type) = (opened.mask(), opened.session.log_type);
    match kind {
        TextKind::Record { code } => {
            (records::explanation(mask, log_type, text, code), records::severity(log_type, text, code))
        }
        _ if answers_foreign(opened, dialogue, place, kind) => (ANSWERS_FOREIGN.into(), severity(text, kind)),
        _ => (entry_explanation(opened, dialogue, place), severity(text, kind)),
    }
}

const ANSWERS_FOREIGN: &str = "The server rejects a line that is not SMTP.";

/// Whether an entry rejects a line of another protocol, which explains the rejection. Most of these lines are no
/// commands that a reply answers; then it is the line before.
fn answers_foreign(opened: &Opened<'_>, dialogue: &Dialogue, place: u32, kind: TextKind) -> bool {
    let is_refusal = matches!(kind, TextKind::Reply { code: 400.., .. });
    let rejected = dialogue.answers(place).or(place.checked_sub(1)).filter(|_| is_refusal);
    rejected.is_some_and(|rejected| {
        let (text, kind) = opened.text(rejected);
        foreign_protocol(opened.session.log_type, text, kind).is_some()
    })
}

/// What the query string of an ActiveSync request says, by name.
fn elements<'a>(opened: &'a Opened<'_>, place: u32) -> Vec<(DisplayText<'a>, DisplayText<'a>)> {
    if opened.session.log_type == LogType::Http { requests::elements(opened, place) } else { Vec::new() }
}

/// The explanation of an entry that is not a record. A reply of several rows is explained as a whole, at its last row.
fn entry_explanation(opened: &Opened<'_>, dialogue: &Dialogue, place: u32) -> DisplayText<'static> {
    let (text, kind) = opened.text(place);
    if let Some(consequence) = dialogue.consequence(opened, place) {
        return consequence;
    }
    // As a rule 535 answers AUTH, even where that is not in the log (RFC 4954, 6).
    let answered = dialogue.answered_verb(opened, place).or_else(|| (kind.code() == 535).then_some(Verb::Auth));
    let is_followed = |code| matches!(opened.text(place + 1).1, TextKind::Reply { code: next, .. } if next == code);
    match kind {
        TextKind::Reply { code: code @ 400.., continued: true } if is_followed(code) => DisplayText::default(),
        TextKind::Reply { code: 400.., .. } if rows_of(opened, place).count() > 1 => {
            reply_fact(opened, place, answered).map(|reply| reply.explanation).unwrap_or_default()
        }
        _ => explanation(opened.mask(), opened.session.log_type, text, kind, answered),
    }
}

/// Names and non-empty cells of the columns that are not part of the fields time, event, data and context.
pub fn fields<'a>(
    opened: &'a Opened<'_>,
    place: u32,
    entry: EntryIndex,
) -> impl Iterator<Item = (DisplayText<'a>, DisplayText<'a>)> {
    let (mask, strings) = (opened.mask(), &opened.archive.store.strings);
    let is_secret = is_credential(opened, place) || is_unknown_line(opened, place);
    opened.archive.tables.of_entry(entry).into_iter().flat_map(move |(table, row)| {
        // IIS logs write `-` for empty cells.
        let is_empty = move |cell: StringIndex| match table.log_type.is_inferred() {
            true => is_blank(strings.get(cell)),
            false => cell.is_empty(),
        };
        let cells = table.columns.iter().zip(table.row(row)).enumerate();
        let cells = cells.filter(move |(_, (_, cell))| !is_empty(*cell));
        cells.map(move |(column, (&name, cell))| {
            // POP3 and IMAP4 logs have the text of a command once more in its parts.
            let is_part = matches!(strings.get(name), b"command" | b"parameters");
            let hidden = (is_secret && is_part).then(|| mask.credential(strings.get(cell)));
            let before = column.checked_sub(1).map(|before| table.cell(row, before)).unwrap_or_default();
            let shown = hidden.unwrap_or_else(|| mask.cell(name, before, cell));
            (column_name(opened.archive, table, column), shown)
        })
    })
}

fn field_detail((name, value): (DisplayText<'_>, DisplayText<'_>)) -> FieldDetail {
    FieldDetail { name: name.into_owned(), value: value.into_owned() }
}

fn own_labels(opened: &Opened<'_>, index: EntryIndex) -> Option<OwnLabels> {
    let Labels { connector, local, remote } = opened.archive.store.sessions.own_labels(opened.index, index)?;
    let [connector_id, local_endpoint, remote_endpoint] =
        [connector, local, remote].map(|label| opened.mask().of_exchange().string(label).into_owned());
    Some(OwnLabels { connector_id, local_endpoint, remote_endpoint })
}

/// The field `context` of the entry at `place`; for a record, also a digest of its cells.
pub fn entry_context<'a>(opened: &'a Opened<'_>, place: u32) -> DisplayText<'a> {
    let (text, kind) = opened.text(place);
    match opened.order.get(place as usize) {
        Some(&entry) if kind.role() == Role::Record => records::context(opened, place, entry, text),
        _ => logged_context(opened, place),
    }
}

/// Verb or reply code, for the margin.
fn label(mask: Mask<'_>, text: Text<'_>, kind: TextKind) -> DisplayText<'static> {
    match kind {
        TextKind::Command(Verb::Other)
        | TextKind::Credential
        | TextKind::Information(_)
        | TextKind::Delivery
        | TextKind::Access { verb: AccessVerb::Unknown, .. }
        | TextKind::AccessReply(_)
        | TextKind::Reply { code: 0, .. }
        | TextKind::Record { code: 0 } => DisplayText::default(),
        TextKind::Access { .. } => mask.name(AccessCommand::parse(text.data).name).to_ascii_uppercase(),
        TextKind::Command(verb) | TextKind::Answered { verb, status: 0 } => verb.name().into(),
        TextKind::Answered { verb, status } => {
            DisplayText::join([verb.name().into(), DisplayText::from(u64::from(status))], " ")
        }
        TextKind::Reply { code, .. } | TextKind::Record { code } => u64::from(code).into(),
        TextKind::Connect | TextKind::Disconnect => text.event.as_str().into(),
    }
}

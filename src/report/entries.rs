//! The entries of one session as the page shows them, line by line.

use super::dialogue::Dialogue;
use super::explanation::explanation;
use super::masking::{masked, shown_data};
use super::opened::{Opened, lossy};
use super::records;
use super::severity::{Severity, severity};
use crate::archive::Archive;
use crate::entry::{Labels, Role};
use crate::exchange::{AccessCommand, AccessVerb};
use crate::query::Matches;
use crate::smtp::Verb;
use crate::store::texts::{Text, TextKind};
use crate::store::{EntryIndex, StringIndex};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;
use serde::Serialize;

/// One entry; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct EntryDetail {
    pub time: f64,
    pub delta_ms: f64,
    pub sequence: u32,
    pub event: &'static str,
    pub role: Role,
    pub data: String,
    pub context: String,
    pub own_labels: Option<OwnLabels>,
    pub label: String,
    pub explanation: String,
    pub matched: bool,
    pub severity: Severity,
    pub answers: Option<u32>,
    pub missing_before: u32,
    pub file: u32,
    pub fields: Vec<FieldDetail>,
}

/// A field of an entry beside time, event, data and context.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct FieldDetail {
    pub name: String,
    pub value: String,
}

/// Connector-id and endpoints of an entry that differ from those of its session.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct OwnLabels {
    pub connector_id: String,
    pub local_endpoint: String,
    pub remote_endpoint: String,
}

/// The entries at the places of `range`.
pub fn entries(opened: &Opened<'_>, dialogue: &Dialogue, range: Range<u32>, matches: &Matches) -> Vec<EntryDetail> {
    range.filter_map(|place| entry(opened, dialogue, place, matches)).collect()
}

fn entry(opened: &Opened<'_>, dialogue: &Dialogue, place: u32, matches: &Matches) -> Option<EntryDetail> {
    let store = &opened.archive.store;
    let index = *opened.order.get(place as usize)?;
    let row = store.entries.get(index);
    let (text, kind) = opened.text(place);
    let before = place.checked_sub(1).and_then(|place| opened.order.get(place as usize)).map(|&e| store.entries.get(e));
    let log_type = opened.session.log_type;
    let (explanation, severity) = match kind {
        TextKind::Record { code } => {
            (records::explanation(log_type, text, code), records::severity(log_type, text, code))
        }
        _ => (explanation(log_type, text, kind), severity(text, kind)),
    };
    let missing = |last: u32| row.sequence.saturating_sub(last.saturating_add(1));
    Some(EntryDetail {
        time: row.time.0 as f64,
        delta_ms: before.map_or(0.0, |before| row.time.since(before.time) as f64),
        sequence: row.sequence,
        event: text.event.as_str(),
        role: kind.role(),
        data: shown_data(opened, place).into_owned(),
        context: shown_context(opened, place),
        own_labels: own_labels(opened, index),
        label: label(text, kind),
        explanation,
        matched: matches.marks(index, opened.index, row.text),
        severity,
        answers: dialogue.answers(place),
        missing_before: before.filter(|_| log_type.has_sequence()).map_or(0, |before| missing(before.sequence)),
        file: opened.archive.files.of_entry(index).0,
        fields: fields(opened.archive, index),
    })
}

/// The cells beside an entry that are not empty, with their columns; credentials are masked unless the user asked for them.
pub fn fields(archive: &Archive, entry: EntryIndex) -> Vec<FieldDetail> {
    let Some((table, row)) = archive.tables.of_entry(entry) else { return Vec::new() };
    let strings = &archive.store.strings;
    // Logs of IIS have `-` where there is nothing to say.
    let is_empty = |cell: StringIndex| match table.log_type.is_inferred() {
        true => matches!(strings.get(cell), b"" | b"-"),
        false => cell.is_empty(),
    };
    let cells = table.columns.iter().zip(table.row(row)).filter(|(_, cell)| !is_empty(*cell));
    let field = |(&name, cell): (&StringIndex, StringIndex)| FieldDetail {
        name: strings.text(name),
        value: masked(archive.credentials, strings.get(cell)).into_owned(),
    };
    cells.map(field).collect()
}

fn own_labels(opened: &Opened<'_>, index: EntryIndex) -> Option<OwnLabels> {
    let store = &opened.archive.store;
    if !store.sessions.has_own_labels(index) {
        return None;
    }
    let Labels { connector, local, remote } = store.sessions.labels_of(opened.index, index);
    let text = |label: StringIndex| store.strings.text(label);
    Some(OwnLabels { connector_id: text(connector), local_endpoint: text(local), remote_endpoint: text(remote) })
}

/// The field `context` of the entry at a place as it may be shown; of a record what matters of its cells as well.
pub fn shown_context(opened: &Opened<'_>, place: u32) -> String {
    let (text, kind) = opened.text(place);
    let entry = opened.order.get(place as usize).filter(|_| kind.role() == Role::Record);
    entry.map_or_else(
        || masked(opened.archive.credentials, text.context).into_owned(),
        |&entry| records::context(opened, place, entry, text),
    )
}

/// Verb or reply code, for the margin.
fn label(text: Text<'_>, kind: TextKind) -> String {
    match kind {
        TextKind::Command(Verb::Other)
        | TextKind::Credential
        | TextKind::Information(_)
        | TextKind::Delivery
        | TextKind::Access { verb: AccessVerb::Unknown, .. }
        | TextKind::AccessReply(_) => String::new(),
        TextKind::Access { .. } => lossy(&AccessCommand::parse(text.data).name.to_ascii_uppercase()),
        TextKind::Answered { verb, status: 0 } => verb.name().to_string(),
        TextKind::Answered { verb, status } => format!("{} {status}", verb.name()).trim_start().to_string(),
        TextKind::Command(verb) => verb.name().to_string(),
        TextKind::Reply { code: 0, .. } => String::new(),
        TextKind::Record { code: 0 } => String::new(),
        TextKind::Reply { code, .. } | TextKind::Record { code } => code.to_string(),
        TextKind::Connect | TextKind::Disconnect => text.event.as_str().to_string(),
    }
}

//! The entries of one session as the page shows them, line by line.

use super::detail::{Opened, lossy};
use super::dialogue::Dialogue;
use crate::archive::Archive;
use crate::entry::{Labels, LogType, Role};
use crate::exchange::connectivity::{Connectivity, Direction};
use crate::exchange::explanation::{explain_connectivity, explain_information, explain_reply};
use crate::exchange::{Disconnect, Information, InformationKind};
use crate::query::Matches;
use crate::smtp::{self, Class, Reply, Verb};
use crate::store::texts::{Text, TextKind};
use crate::store::{EntryIndex, StringIndex};
use alloc::borrow::Cow;
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

/// How an entry came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Nothing to say.
    None,
    /// Went well.
    Ok,
    /// Refused for now, or delayed.
    Warning,
    /// Refused for good, or failed.
    Error,
}

/// What stands in the place of a credential.
const MASKED: &str = "*****";

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
    let missing = |last: u32| row.sequence.saturating_sub(last.saturating_add(1));
    Some(EntryDetail {
        time: row.time.0 as f64,
        delta_ms: before.map_or(0.0, |before| row.time.since(before.time) as f64),
        sequence: row.sequence,
        event: text.event.as_str(),
        role: kind.role(),
        data: shown_data(text, kind).into_owned(),
        context: lossy(text.context),
        own_labels: own_labels(opened, index),
        label: label(text, kind),
        explanation: explanation(opened.session.log_type, text, kind),
        matched: matches.marks(opened.index, row.text),
        severity: severity(text, kind),
        answers: dialogue.answers(place),
        missing_before: before
            .filter(|_| opened.session.log_type.has_sequence())
            .map_or(0, |before| missing(before.sequence)),
        file: opened.archive.files.of_entry(index).0,
        fields: fields(opened.archive, index),
    })
}

/// The cells beside an entry that are not empty, with their columns; credentials are masked.
pub fn fields(archive: &Archive, entry: EntryIndex) -> Vec<FieldDetail> {
    let Some((table, row)) = archive.tables.of_entry(entry) else { return Vec::new() };
    let strings = &archive.store.strings;
    let cells = table.columns.iter().zip(table.row(row)).filter(|(_, cell)| !cell.is_empty());
    let field = |(&name, cell): (&StringIndex, StringIndex)| FieldDetail {
        name: strings.text(name),
        value: masked(strings.get(cell)).into_owned(),
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

/// The field `data` as it may be shown: credentials in it are masked.
pub fn shown_data<'a>(text: Text<'a>, kind: TextKind) -> Cow<'a, str> {
    match kind {
        // A log that was taken for one of the other direction has the client's commands where replies should be.
        TextKind::Command(_) | TextKind::Reply { code: 0, .. } => masked(text.data),
        _ => String::from_utf8_lossy(text.data),
    }
}

/// A field as text; the credential in a command AUTH is masked.
pub fn masked(field: &[u8]) -> Cow<'_, str> {
    let lead = field.iter().take_while(|byte| matches!(byte, b'"' | b' ')).count();
    let secret = field.get(lead..).and_then(smtp::secret);
    let Some(range) = secret else { return String::from_utf8_lossy(field) };
    let before = field.get(..lead + range.start).unwrap_or_default();
    let after = field.get(lead + range.end..).unwrap_or_default();
    Cow::Owned(lossy(before) + MASKED + &lossy(after))
}

/// A line of a file as text; the credentials in its fields are masked.
pub fn masked_line(line: &[u8]) -> String {
    let fields: Vec<Cow<'_, str>> = line.split(|&byte| byte == b',').map(masked).collect();
    fields.join(",")
}

/// Verb or reply code, for the margin.
fn label(text: Text<'_>, kind: TextKind) -> String {
    match kind {
        TextKind::Command(Verb::Other) | TextKind::Information(_) | TextKind::Delivery => String::new(),
        TextKind::Command(verb) => verb.name().to_string(),
        TextKind::Reply { code: 0, .. } => String::new(),
        TextKind::Reply { code, .. } => code.to_string(),
        TextKind::Connect | TextKind::Disconnect => text.event.as_str().to_string(),
    }
}

fn explanation(log_type: LogType, text: Text<'_>, kind: TextKind) -> String {
    let sentence = match kind {
        TextKind::Reply { code: 400.., .. } => Reply::parse(text.data).and_then(|reply| explain_reply(&reply)),
        TextKind::Information(kind) if kind != InformationKind::Unknown => {
            return explain_information(&Information::parse(text.data, text.context))
                .map(String::from)
                .unwrap_or_default();
        }
        TextKind::Disconnect if log_type == LogType::Connectivity => {
            explain_connectivity(&Connectivity::parse(Direction::Disconnect, text.data))
        }
        TextKind::Disconnect => {
            let end = Disconnect::parse(text.context).filter(|end| !end.is_orderly());
            end.map(|end| Cow::Borrowed(end.explanation()))
        }
        TextKind::Delivery => explain_connectivity(&Connectivity::parse(Direction::Progress, text.data)),
        _ => None,
    };
    sentence.map(String::from).unwrap_or_default()
}

fn severity(text: Text<'_>, kind: TextKind) -> Severity {
    match kind {
        TextKind::Reply { code, .. } => match Class::of(code) {
            Some(Class::Positive | Class::Intermediate) => Severity::Ok,
            Some(Class::Transient) => Severity::Warning,
            Some(Class::Permanent) => Severity::Error,
            None => Severity::None,
        },
        TextKind::Information(kind) => match kind {
            InformationKind::TlsFailed
            | InformationKind::FailedToConnect
            | InformationKind::InboundAuthenticationFailed
            | InformationKind::OutboundAuthenticationFailed => Severity::Error,
            InformationKind::Tarpit => Severity::Warning,
            InformationKind::TlsSucceeded => match Information::parse(text.data, text.context) {
                Information::TlsSucceeded(result) if result.is_outdated() => Severity::Warning,
                _ => Severity::Ok,
            },
            InformationKind::Authenticated => Severity::Ok,
            _ => Severity::None,
        },
        TextKind::Delivery => match Connectivity::parse(Direction::Progress, text.data) {
            Connectivity::Failed(_) => Severity::Error,
            Connectivity::Established { .. } => Severity::Ok,
            _ => Severity::None,
        },
        TextKind::Disconnect => {
            match (Disconnect::parse(text.context), Connectivity::parse(Direction::Disconnect, text.data)) {
                (Some(end), _) if !end.is_orderly() => Severity::Warning,
                (_, Connectivity::Finished(finished)) if !finished.result.is_empty() => Severity::Warning,
                _ => Severity::None,
            }
        }
        TextKind::Connect | TextKind::Command(_) => Severity::None,
    }
}

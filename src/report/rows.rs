//! The entries of one session as the page shows them, line by line.

use super::detail::{Opened, lossy};
use super::dialogue::Dialogue;
use super::masking::{masked, shown_data};
use super::records;
use crate::archive::Archive;
use crate::entry::{Labels, LogType, Role};
use crate::exchange::connectivity::{Connectivity, Direction};
use crate::exchange::explanation::{
    explain_access, explain_access_reply, explain_connectivity, explain_information, explain_news_reply, explain_reply,
};
use crate::exchange::{AccessCommand, AccessVerb, Answer, Disconnect, Information, InformationKind};
use crate::query::Matches;
use crate::smtp::{Class, Reply, Verb};
use crate::store::texts::{Text, TextKind};
use crate::store::{EntryIndex, StringIndex};
use alloc::borrow::Cow;
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
        data: shown_data(opened, place).into_owned(),
        context: shown_context(opened, place),
        own_labels: own_labels(opened, index),
        label: label(text, kind),
        explanation: explanation(opened.session.log_type, text, kind),
        matched: matches.marks(index, opened.index, row.text),
        severity: severity(opened.session.log_type, text, kind),
        answers: dialogue.answers(place),
        missing_before: before
            .filter(|_| opened.session.log_type.has_sequence())
            .map_or(0, |before| missing(before.sequence)),
        file: opened.archive.files.of_entry(index).0,
        fields: fields(opened.archive, index),
    })
}

/// The cells beside an entry that are not empty, with their columns; credentials are masked unless the user asked for them.
pub fn fields(archive: &Archive, entry: EntryIndex) -> Vec<FieldDetail> {
    let Some((table, row)) = archive.tables.of_entry(entry) else { return Vec::new() };
    let strings = &archive.store.strings;
    // Logs of IIS have `-` where there is nothing to say.
    let is_empty = |cell: StringIndex| match table.log_type.is_rebuilt() {
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

/// What a reply that refuses something means in that log.
pub fn explain_refusal(log_type: LogType, reply: &Reply<'_>) -> Option<Cow<'static, str>> {
    if log_type.is_news() { explain_news_reply(reply.code).map(Cow::Borrowed) } else { explain_reply(reply) }
}

fn explanation(log_type: LogType, text: Text<'_>, kind: TextKind) -> String {
    let sentence = match kind {
        TextKind::Reply { code: 400.., .. } | TextKind::Answered { status: 400.., .. } => {
            text.reply(kind).and_then(|reply| explain_refusal(log_type, &reply))
        }
        TextKind::Answered { verb: Verb::Quit, status: 0 } => explain_quit(text.context).map(Cow::Owned),
        TextKind::Information(kind) if kind != InformationKind::Unknown => {
            return explain_information(&Information::parse(text.data, text.context))
                .map(String::from)
                .unwrap_or_default();
        }
        TextKind::Record { code } => return records::explanation(log_type, text, code),
        TextKind::Disconnect if log_type == LogType::Connectivity => {
            explain_connectivity(&Connectivity::parse(Direction::Disconnect, text.data))
        }
        TextKind::Disconnect => {
            let end = Disconnect::parse(text.context).filter(|end| !end.is_orderly());
            end.map(|end| Cow::Borrowed(end.explanation()))
        }
        TextKind::Delivery => explain_connectivity(&Connectivity::parse(Direction::Progress, text.data)),
        TextKind::Access { .. } | TextKind::AccessReply(_) => refusal_explanation(text, kind).map(Cow::Borrowed),
        _ => None,
    };
    sentence.map(String::from).unwrap_or_default()
}

/// IIS logs QUIT with a status of its own, and the duration of the session beside it (formats.md section 4.1).
fn explain_quit(status: &[u8]) -> Option<String> {
    let duration = logged_duration(status)?;
    Some(format!("The session ended after {duration}. Status 240 is how IIS logs that; it is no reply code."))
}

/// The duration of a session that stands beside the status of QUIT: `6219 ms` in `240 6219 ms`.
pub fn logged_duration(status: &[u8]) -> Option<String> {
    let duration = status.strip_prefix(b"240 ")?;
    duration.ends_with(b" ms").then(|| lossy(duration))
}

/// What a refusal in a POP3 or IMAP4 log means; `None` for rows that refuse nothing.
pub(super) fn refusal_explanation(text: Text<'_>, kind: TextKind) -> Option<&'static str> {
    match kind {
        TextKind::Access { verb, .. } => explain_access(verb, text.context),
        TextKind::AccessReply(answer) if answer.is_refusal() => Some(explain_access_reply(text.data)),
        _ => None,
    }
}

fn severity(log_type: LogType, text: Text<'_>, kind: TextKind) -> Severity {
    match kind {
        TextKind::Record { code } => records::severity(log_type, text, code),
        TextKind::Access { answer, .. } | TextKind::AccessReply(answer) => match answer {
            Answer::None => Severity::None,
            Answer::Ok => Severity::Ok,
            Answer::Deferred => Severity::Warning,
            Answer::Refused => Severity::Error,
        },
        TextKind::Reply { code, .. } | TextKind::Answered { status: code, .. } => match Class::of(code) {
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
        TextKind::Connect | TextKind::Command(_) | TextKind::Credential => Severity::None,
    }
}

//! NDJSON: one session a line, with its facts, transactions and entries. Times are ISO 8601 UTC.

use crate::entry::LogType;
use crate::report::dialogue::Dialogue;
use crate::report::entries::{fields, shown_context};
use crate::report::masking::shown_data;
use crate::report::opened::Opened;
use crate::report::transaction::TransactionFact;
use crate::session::view::SessionView;
use crate::store::Outcome;
use crate::time::Timestamp;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    log_type: LogType,
    origin: Origin<'a>,
    session_id: String,
    connector_id: Cow<'a, str>,
    local_endpoint: Cow<'a, str>,
    remote_endpoint: Cow<'a, str>,
    start: String,
    end: String,
    duration_ms: i64,
    largest_gap_ms: u32,
    tarpit_ms: u32,
    missing_entries: u32,
    flags: u16,
    outcome: Outcome,
    ended: Cow<'a, str>,
    client_name: Cow<'a, str>,
    tls: Cow<'a, str>,
    auth: String,
    user: Cow<'a, str>,
    messages: u32,
    recipients: u32,
    size: u64,
    worst_reply_code: u16,
    transactions: Vec<TransactionFact>,
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Origin<'a> {
    server: Cow<'a, str>,
    service: Cow<'a, str>,
    folder: Cow<'a, str>,
}

#[derive(Serialize)]
struct Entry<'a> {
    time: String,
    sequence: u32,
    event: &'static str,
    data: Cow<'a, str>,
    context: Cow<'a, str>,
    /// What else the log says of the entry, by the names of its columns.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, String>,
}

/// Writes a session as one line.
pub fn session(opened: &Opened<'_>, into: &mut Vec<u8>) {
    // Plain strings and numbers always serialise; were that to change, the session would be missing and not cut.
    if let Ok(mut line) = serde_json::to_vec(&line(opened)) {
        into.append(&mut line);
        into.push(b'\n');
    }
}

fn line<'a>(opened: &Opened<'a>) -> Line<'a> {
    let (archive, session) = (opened.archive, opened.session);
    let view = SessionView::new(&archive.store, session);
    let string = |index| String::from_utf8_lossy(archive.store.strings.get(index));
    let facts = &session.facts;
    Line {
        log_type: session.log_type,
        origin: Origin { server: view.server(), service: view.service(), folder: string(session.folder) },
        session_id: view.session_id(),
        connector_id: string(session.labels.connector),
        local_endpoint: string(session.labels.local),
        remote_endpoint: string(session.labels.remote),
        start: session.start.to_iso().to_string(),
        end: session.end.to_iso().to_string(),
        duration_ms: view.duration_ms(),
        largest_gap_ms: facts.largest_gap_ms,
        tarpit_ms: facts.tarpit_ms,
        missing_entries: facts.missing,
        flags: session.flags.0,
        outcome: facts.outcome,
        ended: String::from_utf8_lossy(view.ended()),
        client_name: String::from_utf8_lossy(view.client_name()),
        tls: view.tls_version(),
        auth: view.auth(),
        user: String::from_utf8_lossy(view.user()),
        messages: facts.messages,
        recipients: facts.recipients,
        size: facts.size,
        worst_reply_code: facts.worst_code,
        transactions: Dialogue::read(opened).transactions(opened),
        entries: entries(opened),
    }
}

fn entries<'a>(opened: &Opened<'a>) -> Vec<Entry<'a>> {
    let entries = &opened.archive.store.entries;
    let entry = |place: u32| {
        let index = *opened.order.get(place as usize)?;
        let row = entries.get(index);
        let (text, _) = opened.text(place);
        Some(Entry {
            time: Timestamp::to_iso(row.time).to_string(),
            sequence: row.sequence,
            event: text.event.as_str(),
            data: shown_data(opened, place),
            context: shown_context(opened, place).into(),
            fields: fields(opened.archive, index).into_iter().map(|field| (field.name, field.value)).collect(),
        })
    };
    (0..opened.order.len() as u32).filter_map(entry).collect()
}

//! NDJSON: one session per line, with its facts, transactions and entries. Times are ISO 8601, UTC.

use super::part::Part;
use crate::entry::LogType;
use crate::report::authentication::{AttemptFact, LogonResult, attempts};
use crate::report::dialogue::Dialogue;
use crate::report::entries::{entry_context, fields};
use crate::report::entry_data::entry_data;
use crate::report::masking::DisplayText;
use crate::report::opened::Opened;
use crate::report::reportable::report_type;
use crate::report::transaction::TransactionFact;
use crate::session::view::SessionView;
use crate::store::Outcome;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

report_type! {
    pub struct Line<'a> {
        pub log_type: LogType,
        pub origin: Origin<'a>,
        pub session_id: DisplayText<'a>,
        pub connector_id: DisplayText<'a>,
        pub local_endpoint: DisplayText<'a>,
        pub remote_endpoint: DisplayText<'a>,
        pub start: DisplayText<'a>,
        pub end: DisplayText<'a>,
        pub duration_ms: i64,
        pub largest_gap_ms: u32,
        pub tarpit_ms: u32,
        pub missing_entries: u32,
        /// What is not in the log: `beginning`, `rows`, `end`.
        pub not_logged: Vec<&'static str>,
        /// Its peculiarities, in words.
        pub flags: Vec<&'static str>,
        pub outcome: Outcome,
        pub ended: DisplayText<'a>,
        pub client_name: DisplayText<'a>,
        pub tls: DisplayText<'a>,
        pub auth: DisplayText<'a>,
        pub user: DisplayText<'a>,
        pub logon: Option<LogonResult>,
        pub attempts: Vec<AttemptFact>,
        pub messages: u32,
        pub recipients: u32,
        /// In bytes; null if unknown.
        pub size: Option<u64>,
        /// Null if nothing was refused.
        pub worst_reply_code: Option<u16>,
        pub transactions: Vec<TransactionFact>,
        pub entries: Vec<Entry<'a>>,
    }
}

report_type! {
    pub struct Origin<'a> {
        pub server: DisplayText<'a>,
        pub service: DisplayText<'a>,
        pub folder: DisplayText<'a>,
    }
}

report_type! {
    pub struct Entry<'a> {
        pub time: DisplayText<'a>,
        pub sequence: u32,
        pub event: &'static str,
        pub data: DisplayText<'a>,
        pub context: DisplayText<'a>,
        /// The other columns of the entry, by name.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        pub fields: BTreeMap<DisplayText<'a>, DisplayText<'a>>,
    }
}

/// Writes a session as one line.
pub fn session(opened: &Opened<'_>, part: &mut Part) {
    part.json_line(&line(opened));
}

fn line<'a>(opened: &'a Opened<'_>) -> Line<'a> {
    let (archive, session, mask) = (opened.archive, opened.session, opened.mask());
    let view = SessionView::new(&archive.store, session);
    let facts = &session.facts;
    let dialogue = Dialogue::read(opened);
    let origin = Origin {
        server: mask.composed(view.server()),
        service: mask.composed(view.service()),
        folder: mask.string(session.folder),
    };
    Line {
        log_type: session.log_type,
        origin,
        session_id: mask.composed(view.session_id()),
        connector_id: mask.string(session.labels.connector),
        local_endpoint: mask.string(session.labels.local),
        remote_endpoint: mask.string(session.labels.remote),
        start: DisplayText::time(session.start),
        end: DisplayText::time(session.end),
        duration_ms: view.duration_ms(),
        largest_gap_ms: facts.largest_gap_ms,
        tarpit_ms: facts.tarpit_ms,
        missing_entries: facts.missing,
        not_logged: view.not_logged().collect(),
        flags: session.flags.words().collect(),
        outcome: facts.outcome,
        ended: mask.text(view.ended()),
        client_name: mask.name(view.client_name()),
        tls: mask.composed(view.tls_version()),
        auth: mask.composed(view.auth()),
        user: mask.name(view.user()),
        logon: LogonResult::of(facts.logon),
        attempts: attempts(opened, &dialogue),
        messages: facts.messages,
        recipients: facts.recipients,
        size: view.size(),
        worst_reply_code: view.worst_code(),
        transactions: dialogue.transactions(opened),
        entries: entries(opened),
    }
}

fn entries<'a>(opened: &'a Opened<'_>) -> Vec<Entry<'a>> {
    let entries = &opened.archive.store.entries;
    let entry = |place: u32| {
        let index = *opened.order.get(place as usize)?;
        let row = entries.get(index);
        let (text, _) = opened.text(place);
        Some(Entry {
            time: DisplayText::time(row.time),
            sequence: row.sequence,
            event: text.event.as_str(),
            data: entry_data(opened, place),
            context: entry_context(opened, place),
            fields: fields(opened, place, index).collect(),
        })
    };
    (0..opened.order.len() as u32).filter_map(entry).collect()
}

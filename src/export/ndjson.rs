//! NDJSON: one session per line, with its facts, transactions and entries. Times are ISO 8601, UTC.

use super::Written;
use super::part::{Part, json_around, members_around};
use crate::entry::LogType;
use crate::report::authentication::{AttemptFact, LogonResult};
use crate::report::entries::{entry_context, fields};
use crate::report::entry_data::entry_data;
use crate::report::masking::DisplayText;
use crate::report::opened::Opened;
use crate::report::reportable::{Reportable, report_type};
use crate::session::view::SessionView;
use crate::store::{Noise, Outcome};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

report_type! {
    /// What a line has before `transactions` and `entries`, of which there may be hundreds of thousands.
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
        pub noise: Noise,
        pub ended: DisplayText<'a>,
        pub client_name: DisplayText<'a>,
        pub tls: DisplayText<'a>,
        pub auth: DisplayText<'a>,
        pub user: DisplayText<'a>,
        pub logon: Option<LogonResult>,
        /// Written one by one: there may be as many as entries.
        pub attempts: Vec<AttemptFact>,
        pub messages: u32,
        pub recipients: u32,
        /// In bytes; null if unknown.
        pub size: Option<u64>,
        /// Null if nothing was refused.
        pub worst_reply_code: Option<u16>,
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

/// Writes a session as one line until the part is full. Returns whether the session is whole.
pub fn write(opened: &Opened<'_>, written: &mut Written, part: &mut Part) -> bool {
    if !written.begun {
        let [before, after] = members_around(&line(opened), "attempts");
        if written.attempts == 0 {
            part.piece(&before);
        }
        if !written.write_attempts(opened, part, item) {
            return false;
        }
        part.piece(&after);
        part.words(",\"transactions\":[");
        written.begun = true;
    }
    let count = written.dialogue.transaction_count(opened);
    while written.transactions < count {
        if part.is_full() || !transaction(opened, written, part) {
            return false;
        }
    }
    while let Some(entry) = entry(opened, written.entries) {
        if part.is_full() {
            return false;
        }
        if written.entries == 0 {
            part.words("],\"entries\":[");
        }
        item(written.entries == 0, &entry, part);
        written.entries += 1;
    }
    part.words("]}\n");
    true
}

/// Writes a transaction until the part is full. Returns whether it is whole.
fn transaction(opened: &Opened<'_>, written: &mut Written, part: &mut Part) -> bool {
    if let Some(message) = written.take_message(opened) {
        let [before, after] = json_around(&message, "recipients");
        if written.recipients == 0 {
            part.words(if written.transactions == 0 { "" } else { "," });
            part.piece(&before);
        }
        if !written.write_recipients(opened, part, |written, one, part| item(written.recipients == 0, one, part)) {
            written.message = Some(message);
            return false;
        }
        part.piece(&after);
    }
    written.end_message();
    true
}

/// Writes an item of an array.
fn item(is_first: bool, report: &impl Reportable, part: &mut Part) {
    if !is_first {
        part.words(",");
    }
    part.json(report);
}

fn line<'a>(opened: &'a Opened<'_>) -> Line<'a> {
    let (archive, session, mask) = (opened.archive, opened.session, opened.mask());
    let view = SessionView::new(&archive.store, session);
    let facts = &session.facts;
    let origin = Origin {
        server: mask.of_exchange().composed(view.server()),
        service: mask.of_exchange().composed(view.service()),
        folder: mask.string(session.folder),
    };
    Line {
        log_type: session.log_type,
        origin,
        session_id: mask.composed(view.session_id()),
        connector_id: mask.of_exchange().string(session.labels.connector),
        local_endpoint: mask.of_exchange().string(session.labels.local),
        remote_endpoint: mask.of_exchange().string(session.labels.remote),
        start: DisplayText::time(session.start),
        end: DisplayText::time(session.end),
        duration_ms: view.duration_ms(),
        largest_gap_ms: facts.largest_gap_ms,
        tarpit_ms: facts.tarpit_ms,
        missing_entries: facts.missing,
        not_logged: view.not_logged().collect(),
        flags: session.flags.words().collect(),
        outcome: facts.outcome,
        noise: facts.noise,
        ended: mask.text(view.ended()),
        client_name: mask.name(view.client_name()),
        tls: mask.composed(view.tls_version()),
        auth: mask.composed(view.auth()),
        user: mask.name(view.user()),
        logon: LogonResult::of(facts.logon),
        attempts: Vec::new(),
        messages: facts.messages,
        recipients: facts.recipients,
        size: view.size(),
        worst_reply_code: view.worst_code(),
    }
}

fn entry<'a>(opened: &'a Opened<'_>, place: u32) -> Option<Entry<'a>> {
    let index = *opened.order.get(place as usize)?;
    let row = opened.archive.store.entries.get(index);
    let (text, _) = opened.text(place);
    Some(Entry {
        time: DisplayText::time(row.time),
        sequence: row.sequence,
        event: text.event.as_str(),
        data: entry_data(opened, place),
        context: entry_context(opened, place),
        fields: fields(opened, place, index).collect(),
    })
}

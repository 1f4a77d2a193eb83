//! Sessions of records: the events of a message, the actions of the agents, the requests of a user.

use super::fact::Fact;
use super::masking::masked;
use super::opened::{Opened, lossy};
use super::reply::{ReplyFact, reply_of};
use super::severity::Severity;
use super::transaction::{RecipientFact, TransactionFact};
use crate::bytes::decimal;
use crate::entry::LogType;
use crate::exchange::explanation::{explain_agent, explain_http, explain_reply, explain_tracking};
use crate::exchange::{Handling, Verdict};
use crate::format::Property;
use crate::session::records::{addresses, writer};
use crate::session::view::SessionView;
use crate::smtp::Reply;
use crate::store::Outcome;
use crate::store::tables::Table;
use crate::store::texts::Text;
use crate::store::{EntryIndex, StringIndex};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The cells of one record.
#[derive(Clone, Copy)]
struct Record<'a> {
    opened: &'a Opened<'a>,
    place: u32,
    table: &'a Table,
    row: usize,
}

impl<'a> Record<'a> {
    fn of(opened: &'a Opened<'a>, place: u32, entry: EntryIndex) -> Option<Self> {
        let (table, row) = opened.archive.tables.of_entry(entry)?;
        Some(Record { opened, place, table, row })
    }

    fn string(&self, index: StringIndex) -> &'a [u8] {
        let text = self.opened.archive.store.strings.get(index);
        if text == b"-" { b"" } else { text }
    }

    fn cell(&self, property: Property) -> &'a [u8] {
        self.string(self.table.property(self.row, property))
    }

    /// The cell in the column of that name.
    fn named(&self, name: &str) -> &'a [u8] {
        let strings = &self.opened.archive.store.strings;
        let is = |&column: &StringIndex| strings.get(column).eq_ignore_ascii_case(name.as_bytes());
        self.table.columns.iter().position(is).map_or(b"", |column| self.string(self.table.cell(self.row, column)))
    }

    fn writer(&self) -> &'a [u8] {
        self.string(writer(self.table, self.row, &self.opened.archive.store.strings))
    }

    fn handling(&self) -> Handling {
        Handling::of(self.cell(Property::EventId))
    }
}

/// The records of a session in order; none in sessions of other logs.
fn records<'a>(opened: &'a Opened<'a>) -> impl Iterator<Item = Record<'a>> {
    let grouped = opened.session.log_type.is_grouped();
    let order = if grouped { opened.order.as_slice() } else { &[] };
    order.iter().enumerate().filter_map(|(place, &entry)| Record::of(opened, place as u32, entry))
}

/// The message that a session of tracking or agent records is about, as a transaction.
pub fn transaction(opened: &Opened<'_>) -> Option<TransactionFact> {
    if !matches!(opened.session.log_type, LogType::Tracking | LogType::Agent) {
        return None;
    }
    let facts = &opened.session.facts;
    let message_id = records(opened).map(|record| record.cell(Property::MessageId)).find(|id| !id.is_empty());
    Some(TransactionFact {
        sender: lossy(SessionView::new(&opened.archive.store, opened.session).sender()),
        recipients: recipients(opened),
        size: (facts.size > 0).then_some(facts.size as f64),
        message_id: message_id.map(lossy).unwrap_or_default(),
        outcome: match facts.outcome {
            Outcome::Accepted => "accepted",
            Outcome::Rejected | Outcome::Failed => "rejected",
            Outcome::Deferred => "deferred",
            _ => "unfinished",
        },
        reply: worst_reply(opened),
        first_entry: 0,
        last_entry: opened.session.entry_count.saturating_sub(1),
    })
}

/// The recipients in the order in which they come up, each with the last reply that concerns it.
fn recipients(opened: &Opened<'_>) -> Vec<RecipientFact> {
    let mut places: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let mut found: Vec<RecipientFact> = Vec::new();
    for record in records(opened) {
        let reply = reply_fact(opened, record.place);
        for address in addresses(record.cell(Property::Recipient)) {
            let place = *places.entry(address.to_ascii_lowercase()).or_insert(found.len());
            if place == found.len() {
                found.push(RecipientFact { address: lossy(address), reply: None });
            }
            if let Some(recipient) = found.get_mut(place).filter(|_| reply.is_some()) {
                recipient.reply = reply.clone();
            }
        }
    }
    found
}

/// The reply in the record at a place.
fn reply_fact(opened: &Opened<'_>, place: u32) -> Option<ReplyFact> {
    reply_of(opened, opened.text(place).0.context, place)
}

/// The worst reply or status of a session of records.
pub fn worst_reply(opened: &Opened<'_>) -> Option<ReplyFact> {
    let facts = &opened.session.facts;
    if !facts.worst_reply.is_some() {
        return None;
    }
    let entry = opened.place_of(facts.worst_reply);
    let said = SessionView::new(&opened.archive.store, opened.session).worst_reply();
    if opened.session.log_type != LogType::Http {
        return reply_of(opened, said, entry);
    }
    let explanation = String::from(explain_http(facts.worst_code).unwrap_or(""));
    Some(ReplyFact {
        code: facts.worst_code,
        status: String::new(),
        text: masked(opened.archive.credentials, said).into_owned(),
        explanation,
        entry,
    })
}

/// Facts of a session of records that need no more than a name and a value.
pub fn facts(opened: &Opened<'_>) -> Vec<Fact> {
    match opened.session.log_type {
        LogType::Tracking => message(opened),
        LogType::Agent => actions(opened),
        LogType::Http => requests(opened),
        _ => Vec::new(),
    }
}

fn fact(name: &'static str, value: impl Into<String>, entry: u32) -> Option<Fact> {
    let value = value.into();
    (!value.is_empty()).then_some(Fact { name, value, entry: Some(entry) })
}

/// The first record that says something, as a fact.
fn first<'a>(opened: &'a Opened<'a>, name: &'static str, say: impl Fn(&Record<'a>) -> &'a [u8]) -> Option<Fact> {
    let said = records(opened).map(|record| (say(&record), record.place)).find(|(said, _)| !said.is_empty())?;
    fact(name, masked(opened.archive.credentials, said.0), said.1)
}

fn message(opened: &Opened<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(first(opened, "subject", |record| record.cell(Property::Subject)));
    facts.extend(first(opened, "direction", |record| record.named("directionality")));
    facts.extend(first(opened, "client-name", |record| record.cell(Property::ClientName)));
    facts.extend(first(opened, "network-message-id", |record| record.named("network-message-id")));
    facts.extend(first(opened, "reference", |record| record.named("reference")));
    facts.extend(first(opened, "first-server", Record::writer));
    let last = records(opened).filter(|record| !record.writer().is_empty()).last();
    facts.extend(last.and_then(|record| fact("last-server", lossy(record.writer()), record.place)));
    facts.extend(time_to_delivery(opened));
    facts.extend(waiting_at(opened));
    facts
}

/// From the first event to the last delivery.
fn time_to_delivery(opened: &Opened<'_>) -> Option<Fact> {
    let last = records(opened).filter(|record| record.handling() == Handling::Delivered).last()?;
    let ms = opened.time(last.place as usize).saturating_sub(opened.time(0));
    fact("time-to-delivery", seconds(ms), last.place)
}

fn seconds(ms: i64) -> String {
    format!("{}.{:03} s", ms / 1000, (ms % 1000).abs())
}

/// The servers that took the message and of which no record says what became of it. Logs write names with and without
/// domain.
fn waiting_at(opened: &Opened<'_>) -> Option<Fact> {
    let host = |name: &[u8]| name.split(|&byte| byte == b'.').next().unwrap_or_default().to_ascii_lowercase();
    let mut waiting: Vec<(Vec<u8>, Record<'_>)> = Vec::new();
    for record in records(opened) {
        match record.handling() {
            Handling::Arrived => {
                let server = host(record.writer());
                if waiting.iter().all(|(other, _)| *other != server) {
                    waiting.push((server, record));
                }
            }
            Handling::Other => {}
            _ => {
                let left = [Property::Server, Property::ClientName].map(|name| host(record.cell(name)));
                waiting.retain(|(other, _)| !left.contains(other));
            }
        }
    }
    let names: Vec<String> = waiting.iter().map(|(_, record)| lossy(record.writer())).collect();
    fact("not-seen-leaving", names.join(", "), waiting.last()?.1.place)
}

/// What each agent did, and how often.
fn actions(opened: &Opened<'_>) -> Vec<Fact> {
    let said = |record: &Record<'_>| {
        format!("{}: {}", lossy(record.cell(Property::Source)), lossy(record.cell(Property::EventId)))
    };
    let mut facts: Vec<Fact> =
        counted(opened, said).filter_map(|(text, entry)| fact("agent-action", text, entry)).collect();
    facts.extend(first(opened, "direction", |record| record.named("Directionality")));
    facts.extend(first(opened, "entered-from", |record| record.named("EnteredOrgFromIP")));
    facts
}

/// Values with how often each comes up, the most frequent first, and the entry that has it first.
fn counted<'a>(opened: &'a Opened<'a>, say: impl Fn(&Record<'a>) -> String) -> impl Iterator<Item = (String, u32)> {
    let mut counts: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for record in records(opened) {
        counts.entry(say(&record)).or_insert((0, record.place)).0 += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().filter(|(text, _)| !text.is_empty()).collect();
    counts.sort_by_key(|(_, (count, place))| (core::cmp::Reverse(*count), *place));
    counts.into_iter().map(|(text, (count, place))| (if count > 1 { format!("{text} × {count}") } else { text }, place))
}

/// User agents that are listed: a client behind a proxy has many.
const MOST_USER_AGENTS: usize = 5;

fn requests(opened: &Opened<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(first(opened, "user", |record| record.cell(Property::User)));
    let agents = counted(opened, |record| {
        masked(opened.archive.credentials, record.cell(Property::UserAgent)).replace('+', " ")
    });
    facts.extend(agents.take(MOST_USER_AGENTS).filter_map(|(text, entry)| fact("user-agent", text, entry)));
    let statuses = counted(opened, |record| lossy(record.cell(Property::Status)));
    facts.extend(statuses.filter_map(|(text, entry)| fact("http-status", text, entry)));
    let taken = |record: Record<'_>| Some((decimal(record.cell(Property::TimeTaken))?, record.place));
    let (mut sum, mut slowest) = (0u64, None);
    for (ms, place) in records(opened).filter_map(taken) {
        sum = sum.saturating_add(ms);
        slowest = slowest.max(Some((ms, core::cmp::Reverse(place))));
    }
    if let Some((ms, core::cmp::Reverse(place))) = slowest {
        let path = masked(opened.archive.credentials, opened.text(place).0.data).into_owned();
        facts.extend(fact("slowest-request", format!("{} {path}", seconds(to_i64(ms))), place));
        facts.extend(fact("time-taken", seconds(to_i64(sum)), 0));
    }
    facts
}

fn to_i64(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}

/// What a record says beside its data: where, for whom, and why.
pub fn context(opened: &Opened<'_>, place: u32, entry: EntryIndex, text: Text<'_>) -> String {
    let record = Record::of(opened, place, entry).filter(|_| opened.session.log_type != LogType::Http);
    let said = record.map(|record| [lossy(record.writer()), names(record.cell(Property::Recipient))]);
    let said = said.into_iter().flatten().chain([masked(opened.archive.credentials, text.context).into_owned()]);
    let said: Vec<String> = said.filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}

/// Recipients that are named in a line.
const MOST_NAMES: usize = 3;

fn names(recipients: &[u8]) -> String {
    let mut names: Vec<String> = addresses(recipients).take(MOST_NAMES).map(lossy).collect();
    let more = addresses(recipients).count().saturating_sub(MOST_NAMES);
    if more > 0 {
        names.push(format!("+{more}"));
    }
    names.join(", ")
}

/// What a record means.
pub fn explanation(log_type: LogType, text: Text<'_>, code: u16) -> String {
    match log_type {
        LogType::Http => explain_http(code).map(String::from).unwrap_or_default(),
        LogType::Agent => {
            let action = text.data.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
            with_reply(explain_agent(action).map(String::from), text.context)
        }
        _ => with_reply(explain_tracking(text.data), text.context),
    }
}

/// The meaning, and behind it that of a reply that refuses.
fn with_reply(meaning: Option<String>, context: &[u8]) -> String {
    let reply = Reply::parse(context).filter(|reply| reply.class().is_failure());
    let why = reply.as_ref().and_then(explain_reply).map(String::from);
    let parts: Vec<String> = meaning.into_iter().chain(why).collect();
    parts.join(" ")
}

/// How a record came out.
pub fn severity(log_type: LogType, text: Text<'_>, code: u16) -> Severity {
    let word = |last: bool| {
        let mut words = text.data.split(|&byte| byte == b' ');
        if last { words.next_back() } else { words.next() }.unwrap_or_default()
    };
    match (log_type, code) {
        (LogType::Http, 500..) => Severity::Error,
        (LogType::Http, 401) => Severity::None,
        (LogType::Http, 400..) => Severity::Warning,
        (LogType::Http, 200..) => Severity::Ok,
        (LogType::Http, _) => Severity::None,
        (LogType::Agent, _) if Verdict::of(word(true)) == Verdict::Refused => Severity::Error,
        (LogType::Agent, _) => Severity::None,
        _ => match Handling::of(word(false)) {
            Handling::Delivered => Severity::Ok,
            Handling::Deferred | Handling::Dropped => Severity::Warning,
            Handling::Refused | Handling::Lost => Severity::Error,
            Handling::Arrived | Handling::Other => Severity::None,
        },
    }
}

//! Sessions of records: the events of a message, the actions of agents, the requests of a user.

use super::fact::Fact;
use super::masking::{DisplayText, Mask};
use super::opened::Opened;
use super::reply::{ReplyFact, reply_of};
use super::severity::EntrySeverity;
use super::transaction::{RecipientFact, TransactionFact};
use super::units::ByteCount;
use crate::bytes::decimal;
use crate::content::Text;
use crate::entry::LogType;
use crate::exchange::explanation::{explain_agent, explain_http, explain_reply, explain_tracking};
use crate::exchange::{Handling, Verdict};
use crate::format::Property;
use crate::session::records::{addresses, writer};
use crate::session::view::SessionView;
use crate::smtp::Reply;
use crate::smtp::conversation::TransactionOutcome;
use crate::store::Outcome;
use crate::store::tables::Table;
use crate::store::{EntryIndex, StringIndex};
use crate::text::or_empty;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
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
        or_empty(self.opened.archive.store.strings.get(index))
    }

    fn cell(&self, property: Property) -> &'a [u8] {
        self.string(self.table.property(self.row, property))
    }

    /// The cell in the column with that name.
    fn named(&self, name: &str) -> &'a [u8] {
        let strings = &self.opened.archive.store.strings;
        let is = |&column: &StringIndex| strings.get(column).eq_ignore_ascii_case(name.as_bytes());
        self.table.columns.iter().position(is).map_or(b"", |column| self.string(self.table.cell(self.row, column)))
    }

    fn writer(&self) -> &'a [u8] {
        self.string(writer(self.table, self.row, &self.opened.archive.store.strings))
    }

    /// The server that wrote it, as displayed.
    fn server(&self) -> DisplayText<'a> {
        self.opened.mask().name(self.writer())
    }

    fn handling(&self) -> Handling {
        Handling::of(self.cell(Property::EventId))
    }
}

/// The records of a session, in order; none for sessions of other logs.
fn records<'a>(opened: &'a Opened<'a>) -> impl Iterator<Item = Record<'a>> {
    let grouped = opened.session.log_type.is_grouped();
    let order = if grouped { opened.order.as_slice() } else { &[] };
    order.iter().enumerate().filter_map(|(place, &entry)| Record::of(opened, place as u32, entry))
}

/// The message of a session of tracking or agent records, as a transaction.
pub fn transaction(opened: &Opened<'_>) -> Option<TransactionFact> {
    if !matches!(opened.session.log_type, LogType::Tracking | LogType::Agent) {
        return None;
    }
    let (mask, facts) = (opened.mask(), &opened.session.facts);
    let message_id = records(opened).map(|record| record.cell(Property::MessageId)).find(|id| !id.is_empty());
    Some(TransactionFact {
        sender: mask.name(SessionView::new(&opened.archive.store, opened.session).sender()).into_owned(),
        recipients: recipients(opened),
        size: (facts.size > 0).then(|| ByteCount::from(facts.size)),
        message_id: mask.name(message_id.unwrap_or_default()).into_owned(),
        outcome: match facts.outcome {
            Outcome::Accepted => TransactionOutcome::Accepted,
            Outcome::Rejected | Outcome::Failed => TransactionOutcome::Rejected,
            Outcome::Deferred => TransactionOutcome::Deferred,
            _ => TransactionOutcome::Unfinished,
        },
        reply: worst_reply(opened),
        first_entry: 0,
        last_entry: opened.session.entry_count.saturating_sub(1),
    })
}

/// The recipients in order of appearance, each with the last reply about it.
fn recipients(opened: &Opened<'_>) -> Vec<RecipientFact> {
    let mut places: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let mut found: Vec<RecipientFact> = Vec::new();
    for record in records(opened) {
        let reply = reply_fact(opened, record.place);
        for address in addresses(record.cell(Property::Recipient)) {
            let place = *places.entry(address.to_ascii_lowercase()).or_insert(found.len());
            if place == found.len() {
                let address = opened.mask().name(address).into_owned();
                found.push(RecipientFact { address, reply: None });
            }
            if let Some(recipient) = found.get_mut(place).filter(|_| reply.is_some()) {
                recipient.reply = reply.clone();
            }
        }
    }
    found
}

/// The reply in the record at `place`.
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
    let worst = SessionView::new(&opened.archive.store, opened.session).worst_reply();
    if opened.session.log_type != LogType::Http {
        return reply_of(opened, worst, entry);
    }
    Some(ReplyFact {
        code: facts.worst_code,
        status: DisplayText::default(),
        text: opened.mask().text(worst).into_owned(),
        explanation: explain_http(facts.worst_code).unwrap_or_default().into(),
        entry,
    })
}

/// Facts of a session of records that consist of a name and a value.
pub fn facts(opened: &Opened<'_>) -> Vec<Fact> {
    match opened.session.log_type {
        LogType::Tracking => message(opened),
        LogType::Agent => actions(opened),
        LogType::Http => requests(opened),
        _ => Vec::new(),
    }
}

/// The first non-empty value among the records, as a fact.
fn first<'a>(opened: &'a Opened<'a>, name: &'static str, value: impl Fn(&Record<'a>) -> &'a [u8]) -> Option<Fact> {
    let mut values = records(opened).map(|record| (value(&record), record.place));
    let (value, place) = values.find(|(value, _)| !value.is_empty())?;
    Fact::new(name, opened.mask().text(value), place)
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
    facts.extend(last.and_then(|record| Fact::new("last-server", record.server(), record.place)));
    facts.extend(time_to_delivery(opened));
    facts.extend(waiting_at(opened));
    facts
}

/// From the first event to the last delivery.
fn time_to_delivery(opened: &Opened<'_>) -> Option<Fact> {
    let last = records(opened).filter(|record| record.handling() == Handling::Delivered).last()?;
    let ms = opened.time(last.place as usize).saturating_sub(opened.time(0));
    Fact::new("time-to-delivery", DisplayText::seconds(ms), last.place)
}

/// The servers that accepted the message, but have no record of what happened to it. Logs contain names with and
/// without domain.
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
    let servers = DisplayText::join(waiting.iter().map(|(_, record)| record.server()), ", ");
    Fact::new("not-seen-leaving", servers, waiting.last()?.1.place)
}

/// The actions of each agent, and how often they occurred.
fn actions(opened: &Opened<'_>) -> Vec<Fact> {
    let mask = opened.mask();
    let action = |record: &Record<'_>| {
        let [agent, action] = [Property::Source, Property::EventId].map(|property| record.cell(property));
        DisplayText::concat([mask.name(agent), ": ".into(), mask.name(action)])
    };
    let mut facts: Vec<Fact> = counted(opened, "agent-action", action).collect();
    facts.extend(first(opened, "direction", |record| record.named("Directionality")));
    facts.extend(first(opened, "entered-from", |record| record.named("EnteredOrgFromIP")));
    facts
}

/// Values with their number of occurrences, most frequent first, as facts of the entry where each occurs first.
fn counted<'a>(
    opened: &'a Opened<'a>,
    name: &'static str,
    value: impl Fn(&Record<'a>) -> DisplayText<'a>,
) -> impl Iterator<Item = Fact> {
    let mut counts: BTreeMap<DisplayText<'a>, (u64, u32)> = BTreeMap::new();
    for record in records(opened) {
        counts.entry(value(&record)).or_insert((0, record.place)).0 += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().filter(|(value, _)| !value.is_empty()).collect();
    counts.sort_by_key(|(_, (count, place))| (core::cmp::Reverse(*count), *place));
    counts.into_iter().filter_map(move |(value, (count, place))| Fact::new(name, value.times(count), place))
}

/// Most user agents that are listed: clients that share a proxy have many.
const MAX_USER_AGENTS: usize = 5;

fn requests(opened: &Opened<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(first(opened, "user", |record| record.cell(Property::User)));
    let mask = opened.mask();
    let agent = |record: &Record<'_>| mask.text(record.cell(Property::UserAgent)).replace('+', " ").into_owned();
    facts.extend(counted(opened, "user-agent", agent).take(MAX_USER_AGENTS));
    facts.extend(counted(opened, "http-status", |record| mask.name(record.cell(Property::Status))));
    let taken = |record: Record<'_>| Some((decimal(record.cell(Property::TimeTaken))?, record.place));
    let (mut sum, mut slowest) = (0u64, None);
    for (ms, place) in records(opened).filter_map(taken) {
        sum = sum.saturating_add(ms);
        slowest = slowest.max(Some((ms, core::cmp::Reverse(place))));
    }
    if let Some((ms, core::cmp::Reverse(place))) = slowest {
        let request = [DisplayText::seconds(to_i64(ms)), " ".into(), mask.text(opened.text(place).0.data)];
        facts.extend(Fact::new("slowest-request", DisplayText::concat(request), place));
        facts.extend(Fact::new("time-taken", DisplayText::seconds(to_i64(sum)), 0));
    }
    facts
}

fn to_i64(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}

/// The context of a record: where, for whom, and why.
pub fn context<'a>(opened: &Opened<'a>, place: u32, entry: EntryIndex, text: Text<'a>) -> DisplayText<'a> {
    let context = opened.mask().text(text.context);
    match Record::of(opened, place, entry).filter(|_| opened.session.log_type != LogType::Http) {
        Some(record) => {
            let names = names(opened.mask(), record.cell(Property::Recipient));
            DisplayText::join([record.server(), names, context], " · ")
        }
        None => context,
    }
}

/// Most recipients that are named in a line.
const MAX_NAMES: usize = 3;

fn names(mask: Mask<'_>, recipients: &[u8]) -> DisplayText<'static> {
    let names = addresses(recipients).take(MAX_NAMES).map(|name| mask.name(name));
    let more = addresses(recipients).count().saturating_sub(MAX_NAMES) as u64;
    let more = (more > 0).then(|| DisplayText::concat(["+".into(), more.into()]));
    DisplayText::join(names.chain(more), ", ")
}

/// The explanation of a record.
pub fn explanation(mask: Mask<'_>, log_type: LogType, text: Text<'_>, code: u16) -> DisplayText<'static> {
    match log_type {
        LogType::Http => explain_http(code).unwrap_or_default().into(),
        LogType::Agent => {
            let action = text.data.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
            with_reply(mask, explain_agent(action).map(Cow::Borrowed), text.context)
        }
        _ => with_reply(mask, explain_tracking(text.data).map(Cow::Owned), text.context),
    }
}

/// The meaning, followed by the explanation of a negative reply.
fn with_reply(mask: Mask<'_>, meaning: Option<Cow<'static, str>>, context: &[u8]) -> DisplayText<'static> {
    let reply = Reply::parse(context).filter(|reply| reply.class().is_failure());
    let why = reply.as_ref().and_then(explain_reply);
    DisplayText::join([meaning, why].into_iter().flatten().map(|sentence| mask.sentence(sentence)), " ")
}

/// The severity of a record.
pub fn severity(log_type: LogType, text: Text<'_>, code: u16) -> EntrySeverity {
    let word = |last: bool| {
        let mut words = text.data.split(|&byte| byte == b' ');
        if last { words.next_back() } else { words.next() }.unwrap_or_default()
    };
    match (log_type, code) {
        (LogType::Http, 500..) => EntrySeverity::Error,
        (LogType::Http, 401) => EntrySeverity::None,
        (LogType::Http, 400..) => EntrySeverity::Warning,
        (LogType::Http, 200..) => EntrySeverity::Ok,
        (LogType::Http, _) => EntrySeverity::None,
        (LogType::Agent, _) if Verdict::of(word(true)) == Verdict::Refused => EntrySeverity::Error,
        (LogType::Agent, _) => EntrySeverity::None,
        _ => match Handling::of(word(false)) {
            Handling::Delivered => EntrySeverity::Ok,
            Handling::Deferred | Handling::Dropped => EntrySeverity::Warning,
            Handling::Refused | Handling::Lost => EntrySeverity::Error,
            Handling::Arrived | Handling::Other => EntrySeverity::None,
        },
    }
}

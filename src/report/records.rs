//! Sessions of records: the events of a message, the actions of agents, the requests of a user.

use super::fact::Fact;
use super::masking::{DisplayText, Mask};
use super::opened::Opened;
use super::reply::{ReplyFact, reply_of};
use super::severity::EntrySeverity;
use super::transaction::{RecipientFact, RecipientResult, TransactionFact};
use super::units::ByteCount;
use crate::bytes::{beginning, split_once};
use crate::content::{Text, web};
use crate::entry::LogType;
use crate::exchange::explanation::{
    explain_agent, explain_agent_reason, explain_reply, explain_request, explain_tracking, latency_component,
};
use crate::exchange::message_info::{Latency, ServerLatency, end_to_end_latency, latencies, original_arrival};
use crate::exchange::{Acceptance, BEFORE_REASON, Handling, Verdict, statuses, worst_reply};
use crate::format::Property;
use crate::session::records::{Host, Sides, SidesRank, addresses, ranked_sides, writer};
use crate::session::view::SessionView;
use crate::smtp::Reply;
use crate::smtp::conversation::TransactionOutcome;
use crate::store::Outcome;
use crate::store::tables::Table;
use crate::store::{EntryIndex, StringIndex};
use crate::text::or_empty;
use crate::time::TimestampReader;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// The cells of one record.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    opened: &'a Opened<'a>,
    /// Its position in the session.
    pub(super) place: u32,
    table: &'a Table,
    row: usize,
}

impl<'a> Record<'a> {
    pub(super) fn of(opened: &'a Opened<'a>, place: u32, entry: EntryIndex) -> Option<Self> {
        let (table, row) = opened.archive.tables.of_entry(entry)?;
        Some(Record { opened, place, table, row })
    }

    fn string(&self, index: StringIndex) -> &'a [u8] {
        or_empty(self.opened.archive.store.strings.get(index))
    }

    pub(super) fn cell(&self, property: Property) -> &'a [u8] {
        self.string(self.table.property(self.row, property))
    }

    /// The cell in the column with that name.
    pub(super) fn named(&self, name: &str) -> &'a [u8] {
        let strings = &self.opened.archive.store.strings;
        let is = |&column: &StringIndex| strings.get(column).eq_ignore_ascii_case(name.as_bytes());
        self.table.columns.iter().position(is).map_or(b"", |column| self.string(self.table.cell(self.row, column)))
    }

    fn sides(&self) -> (Sides, SidesRank) {
        ranked_sides(self.table, self.row, &self.opened.archive.store.strings)
    }

    /// Address and name of a host.
    fn host(&self, host: Host) -> DisplayText<'a> {
        let mask = self.opened.mask();
        DisplayText::join([host.address, host.name].map(|part| mask.name(self.string(part))), " ")
    }

    /// The reply with which the message was handed over, or about its recipients.
    fn reply(&self) -> Option<&'a [u8]> {
        let [context, status] =
            [Property::SourceContext, Property::RecipientStatus].map(|property| worst_reply(self.cell(property)));
        match self.handling() {
            Handling::Delivered => context.or(status),
            _ => status.or(context),
        }
    }

    /// Why the message was not handed over, why it could not be copied, or what a report is about; empty for other
    /// events.
    fn reason(&self) -> &'a [u8] {
        let handling = self.handling();
        let is_copy = self.cell(Property::EventId).eq_ignore_ascii_case(b"HAREDIRECTFAIL");
        if !is_copy && handling != Handling::Report && !handling.has_reason() {
            return b"";
        }
        let [status, context] =
            [Property::RecipientStatus, Property::SourceContext].map(|property| self.cell(property));
        let texts = [self.reply().unwrap_or_default(), status, context];
        beginning(texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default(), MAX_REASON)
    }

    /// `all@contoso.com → ann@contoso.com, omar@contoso.com`: recipients that are replaced by others; empty for other
    /// events.
    fn replacement(&self) -> DisplayText<'static> {
        let mask = self.opened.mask();
        match DisplayText::join(self.replaced().map(|address| mask.name(address)), ", ") {
            none if none.is_empty() => none,
            old => DisplayText::join([old, names(mask, self.cell(Property::Recipient))], " → "),
        }
    }

    fn writer(&self) -> &'a [u8] {
        self.string(writer(self.table, self.row, &self.opened.archive.store.strings))
    }

    /// The server that wrote it, as displayed.
    fn server(&self) -> DisplayText<'a> {
        self.opened.mask().name(self.writer())
    }

    /// What another Exchange server said about the message when it accepted it.
    fn acceptance(&self) -> Option<Acceptance<'a>> {
        Acceptance::parse(&Reply::parse(self.reply()?)?)
    }

    /// The reply about each of so many recipients, or the one about all of them.
    fn replies(&self, recipients: usize) -> Vec<Option<ReplyFact>> {
        let fact = |text: &[u8]| reply_of(self.opened, worst_reply(text)?, self.place);
        match self.opened.session.log_type {
            _ if self.handling() == Handling::Report => Vec::new(),
            LogType::Agent => Vec::from([fact(self.opened.text(self.place).0.context)]),
            _ => match statuses(self.cell(Property::RecipientStatus), recipients) {
                // A reply outside of the status is about the whole record.
                none if none.is_empty() => Vec::from([self.reply().and_then(fact)]),
                statuses => statuses.into_iter().map(fact).collect(),
            },
        }
    }

    /// The recipients that it replaces by others.
    fn replaced(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let is_replacement = self.handling() == Handling::Redirected;
        addresses(if is_replacement { self.cell(Property::RelatedRecipient) } else { b"" })
    }

    /// What the record says about its recipients.
    fn result(&self) -> Option<RecipientResult> {
        if self.opened.session.log_type != LogType::Tracking {
            return None;
        }
        match self.handling() {
            Handling::Delivered | Handling::Discarded => Some(RecipientResult::Delivered),
            Handling::Deferred => Some(RecipientResult::Deferred),
            Handling::Dropped => Some(RecipientResult::Dropped),
            Handling::Refused | Handling::Lost => Some(RecipientResult::Failed),
            Handling::Arrived | Handling::Redirected | Handling::Report | Handling::Other => None,
        }
    }

    fn handling(&self) -> Handling {
        Handling::of(self.cell(Property::EventId))
    }
}

/// The records of a session, in order; none for sessions of other logs.
pub(super) fn records<'a>(opened: &'a Opened<'a>) -> impl Iterator<Item = Record<'a>> {
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
        reply: worst_refusal(opened).or_else(|| accepting_reply(opened)),
        first_entry: 0,
        last_entry: opened.session.entry_count.saturating_sub(1),
    })
}

/// The reply with which the message was handed over last.
fn accepting_reply(opened: &Opened<'_>) -> Option<ReplyFact> {
    let handed_over = records(opened).filter(|record| record.handling() == Handling::Delivered);
    let (reply, place) = handed_over.filter_map(|record| Some((record.reply()?, record.place))).last()?;
    reply_of(opened, reply, place)
}

/// The recipients in order of appearance, each with the last reply about it and what became of it.
fn recipients(opened: &Opened<'_>) -> Vec<RecipientFact> {
    let mut places: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let mut found: Vec<RecipientFact> = Vec::new();
    for record in records(opened) {
        // Masked as a whole, since the names before a credential can determine where it begins.
        let shown = opened.mask().name(record.cell(Property::Recipient));
        let named: Vec<DisplayText<'_>> = shown.parts(';').collect();
        let replies = record.replies(named.len());
        let result = record.result();
        for (index, address) in named.into_iter().enumerate() {
            let place = *places.entry(address.as_bytes().to_ascii_lowercase()).or_insert(found.len());
            if place == found.len() {
                let address = address.into_owned();
                found.push(RecipientFact { address, reply: None, result: None });
            }
            if let Some(recipient) = found.get_mut(place) {
                // One reply is about all recipients of the record.
                let reply = replies.get(index).or(replies.first().filter(|_| replies.len() == 1));
                recipient.reply = reply.cloned().flatten().or(recipient.reply.take());
                recipient.result = result.or(recipient.result);
            }
        }
        for address in record.replaced() {
            let known = places.get(&address.to_ascii_lowercase()).and_then(|&place| found.get_mut(place));
            if let Some(recipient) = known {
                recipient.result = Some(RecipientResult::Replaced);
            }
        }
    }
    found
}

/// The worst reply or status of a session of records.
pub fn worst_refusal(opened: &Opened<'_>) -> Option<ReplyFact> {
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
        explanation: request_explanation(opened.mask(), facts.worst_code, opened.text(entry).0),
        entry,
    })
}

/// Facts of a session of records that consist of a name and a value.
pub fn facts(opened: &Opened<'_>) -> Vec<Fact> {
    match opened.session.log_type {
        LogType::Tracking => message(opened),
        LogType::Agent => actions(opened),
        _ => Vec::new(),
    }
}

/// The first non-empty value among the records, as a fact.
pub(super) fn first<'a>(
    opened: &'a Opened<'a>,
    name: &'static str,
    value: impl Fn(&Record<'a>) -> &'a [u8],
) -> Option<Fact> {
    let mut values = records(opened).map(|record| (value(&record), record.place));
    let (value, place) = values.find(|(value, _)| !value.is_empty())?;
    Fact::new(name, opened.mask().text(value), place)
}

fn message(opened: &Opened<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(first(opened, "subject", |record| record.cell(Property::Subject)));
    facts.extend(first(opened, "direction", |record| record.named("directionality")));
    facts.extend(sides(opened));
    facts.extend(first(opened, "network-message-id", |record| record.named("network-message-id")));
    facts.extend(first(opened, "reference", |record| record.named("reference")));
    facts.extend(first(opened, "first-server", Record::writer));
    let last = records(opened).filter(|record| !record.writer().is_empty()).last();
    facts.extend(last.and_then(|record| Fact::new("last-server", record.server(), record.place)));
    facts.extend(time_to_delivery(opened));
    facts.extend(waiting_at(opened));
    facts.extend(reasons(opened));
    facts.extend(replaced(opened));
    facts.extend(accepted_as(opened));
    facts.extend(end_to_end(opened));
    facts.extend(latency(opened));
    facts
}

/// The two sides of the arrival, or else of the first transfer that is logged.
fn sides(opened: &Opened<'_>) -> impl Iterator<Item = Fact> {
    let best = records(opened).map(|record| (record, record.sides())).min_by_key(|(_, (_, rank))| *rank);
    best.into_iter().flat_map(|(record, (sides, _))| {
        let fact = |name, host| Fact::new(name, record.host(host), record.place);
        [fact("remote-host", sides.remote), fact("local-host", sides.local)].into_iter().flatten()
    })
}

/// From the arrival to the last delivery. Where the delivery does not have the time of the arrival, only an event that
/// is one counts.
fn time_to_delivery(opened: &Opened<'_>) -> Option<Fact> {
    let last = records(opened).filter(|record| record.handling() == Handling::Delivered).last()?;
    let delivered = opened.time(last.place as usize);
    let since = |arrival: i64| u64::try_from(delivered.saturating_sub(arrival)).ok();
    let logged = || {
        let is_arrival = |record: &Record<'_>| {
            record.handling() == Handling::Arrived || record.cell(Property::EventId).eq_ignore_ascii_case(b"SUBMIT")
        };
        since(opened.time(records(opened).find(is_arrival)?.place as usize))
    };
    let ms = TimestampReader::default()
        .read(original_arrival(last.cell(Property::MessageInfo)))
        .and_then(|arrival| since(arrival.0))
        .or_else(|| end_to_end_latency(last.cell(Property::CustomData)))
        .or_else(logged)?;
    Fact::new("time-to-delivery", DisplayText::seconds(to_i64(ms)), last.place)
}

/// Exchange's own figure for the whole way, from the last event that has it.
fn end_to_end(opened: &Opened<'_>) -> Option<Fact> {
    let of = |record: Record<'_>| Some((end_to_end_latency(record.cell(Property::CustomData))?, record.place));
    let (ms, place) = records(opened).filter_map(of).last()?;
    Fact::new("end-to-end-latency", DisplayText::seconds(to_i64(ms)), place)
}

/// Most components that are listed.
const MAX_COMPONENTS: usize = 60;

/// What each component took on each server, from the last event that has it.
fn latency(opened: &Opened<'_>) -> Vec<Fact> {
    let mut servers: Vec<(ServerLatency<'_>, u32)> = Vec::new();
    for record in records(opened) {
        for found in latencies(record.cell(Property::MessageInfo)) {
            match servers.iter_mut().find(|(known, _)| known.server.eq_ignore_ascii_case(found.server)) {
                Some(known) => *known = (found, record.place),
                None => servers.push((found, record.place)),
            }
        }
    }
    let mask = opened.mask();
    let facts = servers.iter().flat_map(|(server, place)| {
        let fact = move |latency| Fact::new("latency", latency_text(mask, server.server, &latency), *place);
        server.components().filter_map(fact)
    });
    facts.take(MAX_COMPONENTS).collect()
}

/// `EX01.contoso.com · categorizer (CAT): 0.146 s`
fn latency_text<'a>(mask: Mask<'a>, server: &'a [u8], latency: &Latency<'a>) -> DisplayText<'a> {
    let code = mask.name(latency.component);
    let (prefix, agent) = split_once(latency.component, b"-").unwrap_or((latency.component, b""));
    let name = match (latency_component(latency.component), latency_component(prefix)) {
        (Some(words), _) => DisplayText::concat([words.into(), " (".into(), code, ")".into()]),
        (None, Some(words)) => DisplayText::concat([words.into(), ": ".into(), mask.name(agent)]),
        (None, None) => code,
    };
    let time = [name, ": ".into(), DisplayText::seconds(to_i64(latency.ms))];
    let unfinished: DisplayText<'_> = if latency.finished { "" } else { "not finished yet" }.into();
    DisplayText::join([mask.name(server), DisplayText::concat(time), unfinished], " · ")
}

/// Most reasons, and most replaced recipients, that are listed.
const MAX_LISTED: usize = 10;

/// Why the message was not handed over, was copied in vain, or is a report.
fn reasons(opened: &Opened<'_>) -> impl Iterator<Item = Fact> {
    let mask = opened.mask();
    let reason = move |record: &Record<'_>| {
        let text = record.reason();
        let [event, source] = [Property::EventId, Property::Source].map(|property| record.cell(property));
        let source = if source == event { b"" } else { source };
        match text.is_empty() {
            true => DisplayText::default(),
            false => {
                let event = DisplayText::join([mask.name(event), mask.name(source)], " ");
                DisplayText::join([event, mask.text(text).into_owned()], ": ")
            }
        }
    };
    counted(opened, "reason", reason).take(MAX_LISTED)
}

/// Bytes of a reason that are shown; the columns of the entry have all of it.
const MAX_REASON: usize = 300;

/// The recipients that were replaced by others: groups by their members, addresses by others.
fn replaced(opened: &Opened<'_>) -> impl Iterator<Item = Fact> {
    let mask = opened.mask();
    let replacement = move |record: &Record<'_>| match record.replacement() {
        none if none.is_empty() => none,
        replacement => {
            let event = mask.name(record.cell(Property::EventId));
            DisplayText::join([event, replacement], ": ")
        }
    };
    counted(opened, "replaced-recipient", replacement).take(MAX_LISTED)
}

/// How the next server names the message: its `internal-message-id` there.
fn accepted_as(opened: &Opened<'_>) -> Option<Fact> {
    let handed_over = records(opened).filter(|record| record.handling() == Handling::Delivered);
    let accepted = handed_over.filter_map(|record| Some((record.acceptance()?, record.place)));
    let (taken, place) = accepted.filter(|(taken, _)| taken.internal_id.is_some()).last()?;
    let id = DisplayText::from(taken.internal_id?);
    let host = opened.mask().name(taken.hostname);
    Fact::new("next-internal-message-id", DisplayText::join([id, host], " · "), place)
}

/// The servers that accepted the message, but wrote no record of what happened to it. Logs contain names with and
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
            Handling::Redirected | Handling::Report | Handling::Other => {}
            _ => {
                let left = host(record.writer());
                waiting.retain(|(other, _)| *other != left);
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
    let reason = |record: &Record<'_>| {
        DisplayText::join([record.named("Reason"), record.named("ReasonData")].map(|part| mask.text(part)), ": ")
    };
    facts.extend(counted(opened, "reason", reason).take(MAX_LISTED));
    facts.extend(first(opened, "direction", |record| record.named("Directionality")));
    facts.extend(first(opened, "entered-from", |record| record.named("EnteredOrgFromIP")));
    facts
}

/// Values with their number of occurrences, most frequent first, as facts of the entry where each occurs first.
pub(super) fn counted<'a>(
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

pub(super) fn to_i64(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}

/// The context of a record: where, for whom, and why.
pub fn context<'a>(opened: &Opened<'a>, place: u32, entry: EntryIndex, text: Text<'a>) -> DisplayText<'a> {
    let context = opened.mask().text(text.context);
    match Record::of(opened, place, entry).filter(|_| opened.session.log_type != LogType::Http) {
        Some(record) => {
            let mask = opened.mask();
            let names = match record.replacement() {
                none if none.is_empty() => names(mask, record.cell(Property::Recipient)),
                replacement => replacement,
            };
            let reason = if context.is_empty() { mask.text(record.reason()) } else { context };
            DisplayText::join([record.server(), names, reason], " · ")
        }
        None => context,
    }
}

/// Most recipients that are named in a line.
const MAX_NAMES: usize = 3;

fn names(mask: Mask<'_>, recipients: &[u8]) -> DisplayText<'static> {
    let shown = mask.name(recipients);
    let names = shown.parts(';').take(MAX_NAMES);
    let more = shown.parts(';').count().saturating_sub(MAX_NAMES) as u64;
    let more = (more > 0).then(|| DisplayText::concat(["+".into(), more.into()]));
    DisplayText::join(names.chain(more), ", ")
}

/// The explanation of a record.
pub fn explanation(mask: Mask<'_>, log_type: LogType, text: Text<'_>, code: u16) -> DisplayText<'static> {
    match log_type {
        LogType::Http => request_explanation(mask, code, text),
        LogType::Agent => {
            let action = text.data.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
            let reason = agent_reasons(text.context).find_map(explain_agent_reason);
            let sentences = [
                with_reply(mask, explain_agent(action).map(Cow::Borrowed), text.context),
                reason.unwrap_or_default().into(),
            ];
            DisplayText::join(sentences, " ")
        }
        _ => with_reply(mask, explain_tracking(text.data).map(Cow::Owned), text.context),
    }
}

fn request_explanation(mask: Mask<'_>, code: u16, text: Text<'_>) -> DisplayText<'static> {
    explain_request(web::result(code, text)).map(|sentence| mask.sentence(sentence)).unwrap_or_default()
}

/// The parts of the context of an agent's record: the reply, the reason, and what it is about.
fn agent_reasons(context: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(context);
    core::iter::from_fn(move || {
        let text = rest?;
        let (part, after) = match split_once(text, BEFORE_REASON.as_bytes()) {
            Some((part, after)) => (part, Some(after)),
            None => (text, None),
        };
        rest = after;
        Some(part)
    })
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
        (LogType::Http, 401) if !web::result(code, text).is_failed_logon() => EntrySeverity::None,
        (LogType::Http, 400..) => EntrySeverity::Warning,
        (LogType::Http, 200..) => EntrySeverity::Ok,
        (LogType::Http, _) => EntrySeverity::None,
        (LogType::Agent, _) if Verdict::of(word(true)) == Verdict::Refused => EntrySeverity::Error,
        (LogType::Agent, _) => EntrySeverity::None,
        _ => match Handling::of(word(false)) {
            Handling::Delivered | Handling::Discarded => EntrySeverity::Ok,
            Handling::Deferred | Handling::Dropped => EntrySeverity::Warning,
            Handling::Refused | Handling::Lost => EntrySeverity::Error,
            Handling::Arrived | Handling::Redirected | Handling::Report | Handling::Other => EntrySeverity::None,
        },
    }
}

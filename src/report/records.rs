//! Sessions of records: the events of a message, the actions of agents, the requests of a user.

mod message;
mod record;

use self::message::message;
pub(super) use self::record::{NamedColumn, Record, records};
use super::fact::Fact;
use super::masking::{DisplayText, Mask};
use super::numbers::Numbers;
use super::opened::Opened;
use super::reply::{ReplyFact, reply_of};
use super::severity::EntrySeverity;
use super::transaction::{RecipientFact, RecipientResult, TransactionFact};
use super::units::ByteCount;
use crate::bytes::split_once;
use crate::content::{Text, web};
use crate::entry::LogType;
use crate::exchange::explanation::{
    explain_agent, explain_agent_reason, explain_reply, explain_request, explain_tracking,
};
use crate::exchange::{BEFORE_REASON, Handling, ProxiedClient, Verdict};
use crate::format::Property;
use crate::session::view::{SessionView, first_address};
use crate::smtp::Reply;
use crate::smtp::conversation::TransactionOutcome;
use crate::sort;
use crate::store::{EntryIndex, Outcome, StringIndex};
use crate::text::or_empty;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Whether the records of a session are about one message.
fn is_message(opened: &Opened<'_>) -> bool {
    matches!(opened.session.log_type, LogType::Tracking | LogType::Agent)
}

/// The message of a session of tracking or agent records, as a transaction without its recipients.
pub fn transaction(opened: &Opened<'_>) -> Option<TransactionFact> {
    if !is_message(opened) {
        return None;
    }
    let (mask, facts) = (opened.mask(), &opened.session.facts);
    let message_id = records(opened).map(|record| record.cell(Property::MessageId)).find(|id| !id.is_empty());
    Some(TransactionFact {
        sender: mask.name(SessionView::new(&opened.archive.store, opened.session).sender()).into_owned(),
        fragment: false,
        recipients: Vec::new(),
        more_recipients: None,
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

/// The recipients of such a message in order of appearance, each with the last reply about it and what became of it.
#[derive(Debug, Default)]
pub struct Recipients {
    /// Place of the next record.
    next: usize,
    numbers: Numbers,
    /// Those of the records before it.
    pub found: Vec<RecipientFact>,
}

/// What a recipient of a record takes of the room for entries: it has a reply that is explained. A record takes as much.
const RECIPIENT: usize = 8;

impl Recipients {
    /// Reads as many further records as there is room for, which they take. Returns whether all have been read.
    pub fn read_on(&mut self, opened: &Opened<'_>, room: &mut usize) -> bool {
        let count = if is_message(opened) { opened.order.len() } else { 0 };
        while self.next < count && *room > 0 {
            let record = opened.order.get(self.next).and_then(|&entry| Record::of(opened, self.next as u32, entry));
            let recipients = record.map_or(0, |record| self.read(&record));
            *room = room.saturating_sub((1 + recipients) * RECIPIENT);
            self.next += 1;
        }
        self.next == count
    }

    /// Returns how many recipients the record names.
    fn read(&mut self, record: &Record<'_>) -> usize {
        let Recipients { numbers, found, .. } = self;
        // Masked as a whole, since the names before a credential can determine where it begins.
        let shown = record.opened.mask().name(record.cell(Property::Recipient));
        let named: Vec<DisplayText<'_>> = shown.addresses().collect();
        let (count, replies, result) = (named.len(), record.replies(named.len()), record.result());
        for (index, address) in named.into_iter().enumerate() {
            let number = numbers.of(address.as_bytes().to_ascii_lowercase());
            if number == found.len() {
                let address = address.into_owned();
                found.push(RecipientFact { address, reply: None, result: None });
            }
            if let Some(recipient) = found.get_mut(number) {
                // One reply is about all recipients of the record.
                let reply = replies.get(index).or(replies.first().filter(|_| replies.len() == 1));
                recipient.reply = reply.cloned().flatten().or(recipient.reply.take());
                recipient.result = result.or(recipient.result);
            }
        }
        for address in record.replaced() {
            let known = numbers.known(&address.to_ascii_lowercase()).and_then(|number| found.get_mut(number));
            if let Some(recipient) = known {
                recipient.result = Some(RecipientResult::Replaced);
            }
        }
        count
    }
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
        return reply_of(opened, &worst, entry);
    }
    Some(ReplyFact {
        code: facts.worst_code,
        status: DisplayText::default(),
        text: opened.mask().text(&worst).into_owned(),
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

/// The first non-empty cell in the columns of a name, as a fact.
fn first_named(opened: &Opened<'_>, name: &'static str, column: &'static str) -> Option<Fact> {
    let column = NamedColumn::new(column);
    first(opened, name, |record| column.of(record))
}

/// The client whose requests or messages a server or a proxy in between has passed on.
pub(super) fn original_client(opened: &Opened<'_>) -> Option<Fact> {
    // Message tracking also has it in custom-data (`S:ProxiedClientIPAddress=…`).
    let [own, custom] = ["original-client-ip", "custom-data"].map(NamedColumn::new);
    first(opened, "original-client", |record| {
        let columns = [record.cell(Property::OriginalClient), own.of(record)];
        match columns.into_iter().map(first_address).find(|address| !address.is_empty()) {
            Some(address) => address,
            None => ProxiedClient::in_row(custom.of(record), b"").unwrap_or_default().address,
        }
    })
}

/// Most reasons, and most replaced recipients, that are listed.
const MAX_LISTED: usize = 10;

/// The actions of each agent, and how often they occurred.
fn actions(opened: &Opened<'_>) -> Vec<Fact> {
    let mask = opened.mask();
    let action = |record: &Record<'_>| {
        let [agent, action] = [Property::Source, Property::EventId].map(|property| record.cell(property));
        DisplayText::concat([mask.name(agent), ": ".into(), mask.name(action)])
    };
    let mut facts: Vec<Fact> = counted(opened, "agent-action", action).collect();
    let columns = ["Reason", "ReasonData"].map(NamedColumn::new);
    let reason =
        |record: &Record<'_>| DisplayText::join(columns.each_ref().map(|column| mask.text(column.of(record))), ": ");
    facts.extend(counted(opened, "reason", reason).take(MAX_LISTED));
    facts.extend(first_named(opened, "direction", "Directionality"));
    facts.extend(first_named(opened, "entered-from", "EnteredOrgFromIP"));
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
    most_frequent(name, counts)
}

/// The same for values that a cell of the record shows: each distinct cell is read once.
pub(super) fn counted_cells<'a>(
    opened: &'a Opened<'a>,
    name: &'static str,
    property: Property,
    value: impl Fn(&'a [u8]) -> DisplayText<'a>,
) -> impl Iterator<Item = Fact> {
    let mut cells: BTreeMap<StringIndex, (u64, u32)> = BTreeMap::new();
    for record in records(opened) {
        cells.entry(record.index(property)).or_insert((0, record.place)).0 += 1;
    }
    let mut counts: BTreeMap<DisplayText<'a>, (u64, u32)> = BTreeMap::new();
    for (cell, (count, place)) in cells {
        let known = counts.entry(value(or_empty(opened.archive.store.strings.get(cell)))).or_insert((0, place));
        *known = (known.0 + count, known.1.min(place));
    }
    most_frequent(name, counts)
}

fn most_frequent(name: &'static str, counts: BTreeMap<DisplayText<'_>, (u64, u32)>) -> impl Iterator<Item = Fact> {
    let mut counts: Vec<_> = counts.into_iter().filter(|(value, _)| !value.is_empty()).collect();
    sort::by_key(&mut counts, |(_, (count, place))| (core::cmp::Reverse(*count), *place));
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
    let names = shown.addresses().take(MAX_NAMES);
    let more = shown.addresses().count().saturating_sub(MAX_NAMES) as u64;
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

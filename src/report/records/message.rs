//! The facts of a message: who handed it over to whom, how long that took, what became of it.

use super::record::{Record, records};
use super::{MAX_LISTED, counted, first, first_named, original_client, to_i64};
use crate::bytes::split_once;
use crate::exchange::explanation::latency_component;
use crate::exchange::message_info::{Latency, ServerLatency, end_to_end_latency, latencies, original_arrival};
use crate::exchange::{Handling, server_label};
use crate::format::Property;
use crate::report::fact::Fact;
use crate::report::masking::{DisplayText, Mask};
use crate::report::numbers::{Numbers, set};
use crate::report::opened::Opened;
use crate::sort;
use crate::store::sessions::Flags;
use crate::time::TimestampReader;
use alloc::vec::Vec;

/// All of them that consist of a name and a value.
pub(super) fn message(opened: &Opened<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend(original_client(opened));
    facts.extend(first(opened, "subject", |record| record.cell(Property::Subject)));
    facts.extend(first_named(opened, "direction", "directionality"));
    facts.extend(sides(opened));
    facts.extend(first_named(opened, "network-message-id", "network-message-id"));
    facts.extend(first_named(opened, "reference", "reference"));
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
/// is one counts. The time in `message-info` is UTC, and cannot be compared with local times of the events.
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
    let arrival = TimestampReader::default()
        .read(original_arrival(last.cell(Property::MessageInfo)))
        .filter(|_| !opened.session.flags.has(Flags::LOCAL_TIMES));
    let ms = arrival
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
    let mut numbers = Numbers::default();
    let mut servers: Vec<(ServerLatency<'_>, u32)> = Vec::new();
    for record in records(opened) {
        for found in latencies(record.cell(Property::MessageInfo)) {
            set(&mut servers, numbers.of(found.server.to_ascii_lowercase()), (found, record.place));
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
    let mut numbers = Numbers::default();
    let mut number = |record: &Record<'_>| numbers.of(server_label(record.writer()));
    // By server, the first arrival after which nothing was seen leaving.
    let mut arrivals: Vec<Option<Record<'_>>> = Vec::new();
    for record in records(opened) {
        match record.handling() {
            Handling::Arrived => {
                let number = number(&record);
                let before = arrivals.get_mut(number).and_then(Option::take);
                set(&mut arrivals, number, Some(before.unwrap_or(record)));
            }
            Handling::Redirected | Handling::Report | Handling::Other => {}
            _ => set(&mut arrivals, number(&record), None),
        }
    }
    let mut waiting: Vec<Record<'_>> = arrivals.into_iter().flatten().collect();
    sort::by_key(&mut waiting, |record| record.place);
    let servers = DisplayText::join(waiting.iter().map(Record::server), ", ");
    Fact::new("not-seen-leaving", servers, waiting.last()?.place)
}

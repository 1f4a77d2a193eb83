//! Delivery status notifications (DSN): which message one is about, and which ones are about a message.
//!
//! The event DSN of message tracking has the Message-ID of the notification as its own, and that of the message that could
//! not be delivered, or was delayed, in `reference`.

use super::found::sessions_of;
use super::read::REFERENCE;
use super::shown::Shown;
use super::step::Step;
use super::way::{HopKind, LinkedMessage, MessageLink};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::exchange::Handling;
use crate::format::Property;
use crate::report::joins::bare;
use crate::sort;
use crate::store::EntryIndex;
use crate::store::tables::Table;
use crate::work::Tally;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// Most messages that are listed: one is about each server, and each kind of failure, that a message met.
const MOST: usize = 20;

/// Most events of a notification whose references are looked for: it is about one message.
const MOST_ORIGINALS: usize = 4;

/// The messages that notifications join to the one of these steps.
pub async fn linked(archive: &Archive, steps: &[Step], shown: &mut Shown<'_>) -> Vec<LinkedMessage> {
    let mut found = Vec::new();
    for (id, step) in originals(steps) {
        let sessions = sessions_of(archive, &BTreeSet::from([id.to_vec()])).await;
        found.push(LinkedMessage {
            link: MessageLink::Original,
            message_id: shown.id(step, id),
            time: step.time.into(),
            known: !sessions.is_empty(),
        });
    }
    let own: BTreeSet<&[u8]> =
        sort::set(steps.iter().map(|step| step.message_id.as_slice()).filter(|id| !id.is_empty()));
    found.extend(notifications(archive, &own).await.into_iter().map(|(id, step)| LinkedMessage {
        link: MessageLink::Notification,
        message_id: shown.id(&step, id),
        time: step.time.into(),
        known: true,
    }));
    sort::by(&mut found, |one, other| one.time.0.total_cmp(&other.time.0));
    found.truncate(MOST);
    found
}

/// The messages that these steps are about as notifications, each with the first of the steps.
fn originals(steps: &[Step]) -> BTreeMap<&[u8], &Step> {
    let reports = steps.iter().filter(|step| !step.reference.is_empty() && step.reference != step.message_id);
    let mut found = BTreeMap::new();
    for step in reports.take(MOST_ORIGINALS) {
        found.entry(step.reference.as_slice()).or_insert(step);
    }
    found
}

/// The earliest notifications about messages, each with its first event.
async fn notifications<'a>(archive: &'a Archive, messages: &BTreeSet<&[u8]>) -> BTreeMap<&'a [u8], Step> {
    let (mut found, mut tally) = (BTreeMap::new(), Tally::default());
    for table in archive.tables.iter().filter(|table| table.log_type == LogType::Tracking && !messages.is_empty()) {
        let Some(column) = table.column_named(REFERENCE, &archive.store.strings) else { continue };
        for (row, entry) in table.rows_of_entries() {
            tally.add(1).await;
            let reference = bare(archive.store.strings.get(table.cell(row, column)));
            if messages.contains(reference)
                && let Some((id, step)) = notification(archive, table, row, entry)
                && !messages.contains(id)
            {
                keep_earliest(&mut found, id, step);
            }
        }
    }
    found
}

/// Adds an event of a notification to the earliest of all, whatever the order in which they are read.
fn keep_earliest<'a>(found: &mut BTreeMap<&'a [u8], Step>, id: &'a [u8], step: Step) {
    if found.get(id).is_none_or(|known| step.time < known.time) {
        found.insert(id, step);
    }
    if found.len() > MOST {
        let last = found.iter().max_by_key(|(id, step)| (step.time, **id)).map(|(id, _)| *id);
        last.and_then(|id| found.remove(id));
    }
}

/// The Message-ID of the notification that a row of message tracking is about, and what else is known of it.
fn notification<'a>(archive: &'a Archive, table: &Table, row: usize, entry: EntryIndex) -> Option<(&'a [u8], Step)> {
    let cell = |property| archive.store.strings.get(table.property(row, property));
    let session = archive.store.entries.session(entry);
    let id = bare(cell(Property::MessageId));
    let is_one = Handling::of(cell(Property::EventId)) == Handling::Report
        && !id.is_empty()
        && (session.0 as usize) < archive.published();
    let time = archive.store.entries.time(entry).0;
    is_one.then(|| (id, Step { time, ..Step::new(session, LogType::Tracking, HopKind::Event) }))
}

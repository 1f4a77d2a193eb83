//! What message tracking shows of transfers between servers, record by record.

use crate::archive::Archive;
use crate::entry::LogType;
use crate::format::Property;
use crate::session::sides::ranked_sides;
use crate::store::tables::Table;
use crate::store::{EntryIndex, SessionIndex, StringIndex};
use crate::work::Tally;

/// A record of a message that came to a server by SMTP, or left it.
#[derive(Clone, Copy, Debug)]
pub struct TrackedTransfer {
    /// The message.
    pub session: SessionIndex,
    /// When it was written, in milliseconds since 1970 UTC.
    pub time: i64,
    /// The server that wrote it; empty if unknown.
    pub writer: StringIndex,
    /// The connector; empty if unknown.
    pub connector: StringIndex,
    /// Whether the message came; otherwise it left.
    pub is_arrival: bool,
}

/// Sees all of them, in steps of the work.
pub async fn each_transfer(archive: &Archive, mut see: impl FnMut(TrackedTransfer)) {
    let mut tally = Tally::default();
    for table in archive.tables.iter().filter(|table| table.log_type == LogType::Tracking) {
        for (row, entry) in table.rows_of_entries() {
            tally.add(1).await;
            if let Some(found) = tracked(archive, table, row, entry) {
                see(found);
            }
        }
    }
}

fn tracked(archive: &Archive, table: &Table, row: usize, entry: EntryIndex) -> Option<TrackedTransfer> {
    let store = &archive.store;
    let is =
        |property, word: &str| store.strings.get(table.property(row, property)).eq_ignore_ascii_case(word.as_bytes());
    let is_arrival = is(Property::EventId, "RECEIVE");
    let is_transfer = is_arrival || is(Property::EventId, "SEND") || is(Property::EventId, "SENDEXTERNAL");
    let session = store.entries.session(entry);
    if !is_transfer || !is(Property::Source, "SMTP") || session.0 as usize >= archive.published() {
        return None;
    }
    let (sides, _) = ranked_sides(table, row, &store.strings);
    let (time, writer) = (store.entries.time(entry).0, sides.local.name);
    Some(TrackedTransfer { session, time, writer, connector: table.property(row, Property::Connector), is_arrival })
}

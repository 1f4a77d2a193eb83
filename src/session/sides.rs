//! The two sides of a record of a tracking log: the server that wrote it, and the host on the other side.

use crate::entry::LogType;
use crate::exchange::{Handling, Transfer};
use crate::format::Property;
use crate::store::tables::Table;
use crate::store::{StringIndex, Strings};
use crate::text::is_blank;

/// The server that wrote a record.
pub fn writer(table: &Table, row: usize, strings: &Strings) -> StringIndex {
    match table.log_type {
        LogType::Tracking => sides(table, row, transfer(table, row, strings), strings).local.name,
        _ => table.property(row, Property::Server),
    }
}

/// A host as a record of a tracking log names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// Its address.
    pub address: StringIndex,
    /// Its name.
    pub name: StringIndex,
}

impl Host {
    /// Its address, or else its name.
    pub fn address_or_name(self) -> StringIndex {
        if self.address.is_empty() { self.name } else { self.address }
    }
}

/// The two sides of a record of a tracking log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sides {
    /// The server that wrote the record.
    pub local: Host,
    /// The host that it got the message from, or handed it over to; empty if there is none.
    pub remote: Host,
}

/// How well a record shows the two sides of a message: the least rank counts, and the first among equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SidesRank {
    /// It names one side only.
    is_half: bool,
    /// It is not the arrival.
    is_later: bool,
    /// What happened.
    pub transfer: Transfer,
}

impl SidesRank {
    /// Whether no other record can have a better one.
    pub fn is_best(self) -> bool {
        !self.is_half && !self.is_later && self.transfer == Transfer::Received
    }
}

/// The two sides of a record of a tracking log, and their rank among those of the other records of the message.
pub fn ranked_sides(table: &Table, row: usize, strings: &Strings) -> (Sides, SidesRank) {
    let transfer = transfer(table, row, strings);
    let sides = sides(table, row, transfer, strings);
    let handling = Handling::of(strings.get(table.property(row, Property::EventId)));
    let rank = SidesRank {
        is_half: sides.local == Host::default() || sides.remote == Host::default(),
        is_later: handling != Handling::Arrived,
        transfer,
    };
    (sides, rank)
}

/// What the client and the server of a record of a tracking log are.
fn transfer(table: &Table, row: usize, strings: &Strings) -> Transfer {
    let [event, source] =
        [Property::EventId, Property::Source].map(|property| strings.get(table.property(row, property)));
    match (is_numbered(event), partner(table, row, strings).is_empty()) {
        (true, true) => Transfer::Received,
        (true, false) => Transfer::Sent,
        (false, _) => Transfer::of(event, source),
    }
}

/// Whether an event is one of Exchange 2003 or earlier, which number them.
fn is_numbered(event: &[u8]) -> bool {
    event.first().is_some_and(u8::is_ascii_digit)
}

/// The server that Exchange 2000 or 2003 handed the message over to; empty if it did not.
fn partner(table: &Table, row: usize, strings: &Strings) -> StringIndex {
    let partner = first_cell(table, row, Property::Partner, strings);
    let event = strings.get(table.property(row, Property::EventId));
    if Handling::of(event) == Handling::Delivered { partner } else { StringIndex::EMPTY }
}

/// The cell in the first column with that meaning: the one after it is of the original client. Exchange 2000 and 2003
/// write `-` for an empty cell.
fn first_cell(table: &Table, row: usize, property: Property, strings: &Strings) -> StringIndex {
    let cell = table.columns_of(property).next().map(|column| table.cell(row, column)).unwrap_or_default();
    if is_blank(strings.get(cell)) { StringIndex::EMPTY } else { cell }
}

/// The two sides of a record of a tracking log, whose client and server are what `transfer` says.
fn sides(table: &Table, row: usize, transfer: Transfer, strings: &Strings) -> Sides {
    let cell = |property| first_cell(table, row, property, strings);
    let client = Host { address: cell(Property::ClientAddress), name: cell(Property::ClientName) };
    let server = Host { address: cell(Property::ServerAddress), name: cell(Property::Server) };
    if is_numbered(strings.get(table.property(row, Property::EventId))) {
        // The server is always the one that wrote the log, and the client the one that submitted the message.
        let partner = partner(table, row, strings);
        let remote = if partner.is_empty() { client } else { Host { address: StringIndex::EMPTY, name: partner } };
        return Sides { local: server, remote };
    }
    let (local, remote) = transfer.sides(client, server, |host| host == Host::default());
    Sides { local, remote }
}

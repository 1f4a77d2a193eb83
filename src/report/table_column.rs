//! The columns that a table shows: its cells or, for records, the parts of the row that their entries contain instead.

use super::masking::{DisplayText, Mask, is_masked};
use super::table_order::{TableOrder, ordered};
use crate::archive::Archive;
use crate::bytes::HashMap;
use crate::entry::LogType;
use crate::format::Property;
use crate::store::tables::Table;
use crate::store::{ColumnType, Session, SessionIndex, Value};
use crate::work::{ascending, each, sort};
use alloc::string::String;
use alloc::vec::Vec;

/// A displayed column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisplayColumn {
    /// The time of the entry.
    Time,
    /// The id of the session that the entry names.
    SessionId,
    /// The cells at that index.
    Cells(usize),
}

/// The columns of a table, in display order.
pub fn columns(table: &Table) -> Vec<DisplayColumn> {
    let before: &[DisplayColumn] = match table.log_type {
        LogType::Agent => &[DisplayColumn::Time, DisplayColumn::SessionId],
        log_type if log_type.is_grouped() => &[DisplayColumn::Time],
        _ => &[],
    };
    before.iter().copied().chain((0..table.columns.len()).map(DisplayColumn::Cells)).collect()
}

/// The name of a column of cells; `name (2)` if an earlier one has the same.
pub fn column_name<'a>(archive: &'a Archive, table: &Table, column: usize) -> DisplayText<'a> {
    let name = table.columns.get(column).map(|&name| Mask::of(archive).string(name)).unwrap_or_default();
    match table.repetition(column) {
        Some(number) => DisplayText::concat([name, " (".into(), u64::from(number).into(), ")".into()]),
        None => name,
    }
}

impl DisplayColumn {
    /// Its name in the log, numbered if an earlier column has the same.
    pub fn name<'a>(self, archive: &'a Archive, table: &Table) -> DisplayText<'a> {
        match self {
            DisplayColumn::Time => "date-time".into(),
            DisplayColumn::SessionId => "SessionId".into(),
            DisplayColumn::Cells(column) => column_name(archive, table, column),
        }
    }

    /// What a query calls it; empty if its name is masked.
    pub fn field(self, archive: &Archive, table: &Table) -> DisplayText<'static> {
        match self {
            DisplayColumn::Time => "start".into(),
            DisplayColumn::SessionId => "session".into(),
            DisplayColumn::Cells(column) => {
                let name = table.columns.get(column).map(|&name| Mask::of(archive).string(name)).unwrap_or_default();
                if is_masked(name.as_str()) {
                    name.part(|_| "").into_owned()
                } else {
                    DisplayText::concat(["column.".into(), name])
                }
            }
        }
    }

    /// The type of its cells.
    pub fn column_type(self, table: &Table) -> ColumnType {
        match self {
            DisplayColumn::Time => ColumnType::Time,
            DisplayColumn::SessionId => ColumnType::Text,
            DisplayColumn::Cells(column) => table.column_type(column),
        }
    }

    /// The meaning of its cells, if known.
    pub fn property(self, table: &Table) -> Option<Property> {
        let DisplayColumn::Cells(column) = self else { return None };
        table.properties.get(column).copied().flatten()
    }

    /// Whether any of its cells has a value.
    pub fn is_filled(self, table: &Table) -> bool {
        if let DisplayColumn::Cells(column) = self { table.is_filled(column) } else { true }
    }

    /// A cell as text, with the mask for its row.
    pub fn text<'a>(self, archive: &'a Archive, table: &Table, row: u32, mask: Mask<'a>) -> DisplayText<'a> {
        match self {
            DisplayColumn::Time => {
                let time = table.entry_of(row).map(|entry| archive.store.entries.time(entry));
                time.map(DisplayText::time).unwrap_or_default()
            }
            DisplayColumn::SessionId => mask.composed(session_id(archive, table, row)),
            DisplayColumn::Cells(column) => {
                let cell = |column| table.cell(row as usize, column);
                let name = table.columns.get(column).copied().unwrap_or_default();
                mask.cell(name, column.checked_sub(1).map(cell).unwrap_or_default(), cell(column))
            }
        }
    }

    /// The time in a cell of a column of times.
    pub fn time(self, archive: &Archive, table: &Table, row: u32) -> Option<i64> {
        match self {
            DisplayColumn::Time => Some(archive.store.entries.time(table.entry_of(row)?).0),
            DisplayColumn::SessionId => None,
            DisplayColumn::Cells(column) => {
                match Value::read(archive.store.strings.get(table.cell(row as usize, column))) {
                    Some(Value::Time(time)) => Some(time.0),
                    _ => None,
                }
            }
        }
    }

    /// Rows sorted by it; rows of equal value keep their order.
    pub async fn ordered(self, archive: &Archive, table: &Table, rows: &[u32], descending: bool) -> Vec<u32> {
        let mut keyed = Vec::with_capacity(rows.len());
        // What is missing is less than all, and more than all in the other direction.
        let known = |value: Option<i64>| value.map_or(0, |value| u128::from(ascending(value)) + 1);
        let key = |value| if descending { (1 << 65) - known(value) } else { known(value) };
        match self {
            DisplayColumn::Cells(column) => {
                return ordered(table, rows, TableOrder { column, descending }, &archive.store.strings).await;
            }
            DisplayColumn::Time => {
                each(rows.iter(), |&row| keyed.push(key(self.time(archive, table, row)))).await;
            }
            DisplayColumn::SessionId => {
                // Sessions are compared by the places of their ids, each of which is written once.
                let places = places_of_ids(archive, table, rows).await;
                let place = |row| session(archive, table, row).and_then(|session| places.get(&session).copied());
                each(rows.iter(), |&row| keyed.push(key(place(row)))).await;
            }
        }
        let mut places: Vec<u128> = (0..).zip(keyed).map(|(place, key)| key << u32::BITS | place).collect();
        sort(&mut places).await;
        places.into_iter().filter_map(|keyed| rows.get(keyed as u32 as usize).copied()).collect()
    }
}

/// The session that a row belongs to, if it has been published.
pub fn session(archive: &Archive, table: &Table, row: u32) -> Option<u32> {
    let session = archive.store.entries.session(table.entry_of(row)?);
    ((session.0 as usize) < archive.published()).then_some(session.0)
}

/// The places of the sessions of some rows in the order of their ids; equal ids have the same place.
async fn places_of_ids(archive: &Archive, table: &Table, rows: &[u32]) -> HashMap<u32, i64> {
    let mut places = HashMap::with_hasher(archive.hash_key.clone());
    each(rows.iter().filter_map(|&row| session(archive, table, row)), |session| {
        places.insert(session, 0);
    })
    .await;
    let id = |session: &u32| archive.store.sessions.get(SessionIndex(*session)).id.to_text(&archive.store.strings);
    let mut ids: Vec<(String, u32)> = places.keys().map(|session| (id(session), *session)).collect();
    ids.sort_unstable();
    for (place, same) in (0..).zip(ids.chunk_by(|one, other| one.0 == other.0)) {
        places.extend(same.iter().map(|(_, session)| (*session, place)));
    }
    places
}

fn session_id(archive: &Archive, table: &Table, row: u32) -> String {
    let text = |session: &Session| session.id.to_text(&archive.store.strings);
    let index = session(archive, table, row).map(SessionIndex);
    index.map(|index| text(archive.store.sessions.get(index))).unwrap_or_default()
}

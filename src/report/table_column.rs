//! The columns that a table shows: its cells, and for records what their entries hold of the row instead.

use super::masking::masked_cell;
use super::table_order::{TableOrder, ordered};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::format::Property;
use crate::store::tables::Table;
use crate::store::{ColumnType, Session, Value};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Reverse;

/// A column as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The time of the entry.
    Time,
    /// The id of the session that the entry names.
    SessionId,
    /// The cells of that number.
    Cells(usize),
}

/// The columns of a table in the order to show them.
pub fn columns(table: &Table) -> Vec<Column> {
    let before: &[Column] = match table.log_type {
        LogType::Agent => &[Column::Time, Column::SessionId],
        log_type if log_type.is_grouped() => &[Column::Time],
        _ => &[],
    };
    before.iter().copied().chain((0..table.columns.len()).map(Column::Cells)).collect()
}

impl Column {
    /// Its name in the log.
    pub fn name(self, archive: &Archive, table: &Table) -> String {
        match self {
            Column::Time => String::from("date-time"),
            Column::SessionId => String::from("SessionId"),
            Column::Cells(column) => {
                table.columns.get(column).map(|&name| archive.store.strings.text(name)).unwrap_or_default()
            }
        }
    }

    /// The type of its cells.
    pub fn column_type(self, table: &Table) -> ColumnType {
        match self {
            Column::Time => ColumnType::Time,
            Column::SessionId => ColumnType::Text,
            Column::Cells(column) => table.column_type(column),
        }
    }

    /// What it says, as far as it is known.
    pub fn property(self, table: &Table) -> Option<Property> {
        let Column::Cells(column) = self else { return None };
        table.properties.get(column).copied().flatten()
    }

    /// Whether anything stands in it.
    pub fn is_filled(self, table: &Table) -> bool {
        if let Column::Cells(column) = self { table.is_filled(column) } else { true }
    }

    /// A cell as text; credentials are masked unless the user asked for them.
    pub fn text<'a>(self, archive: &'a Archive, table: &Table, row: u32) -> Cow<'a, str> {
        match self {
            Column::Time => {
                let time = table.entry_of(row).map(|entry| archive.store.entries.time(entry));
                Cow::Owned(time.map(|time| alloc::format!("{}", time.to_iso())).unwrap_or_default())
            }
            Column::SessionId => Cow::Owned(session_id(archive, table, row)),
            Column::Cells(column) => {
                let cell = |column| archive.store.strings.get(table.cell(row as usize, column));
                masked_cell(archive.credentials, column.checked_sub(1).map_or(b"", cell), cell(column))
            }
        }
    }

    /// The time in a cell of a column of times.
    pub fn time(self, archive: &Archive, table: &Table, row: u32) -> Option<i64> {
        match self {
            Column::Time => Some(archive.store.entries.time(table.entry_of(row)?).0),
            Column::SessionId => None,
            Column::Cells(column) => match Value::read(archive.store.strings.get(table.cell(row as usize, column))) {
                Some(Value::Time(time)) => Some(time.0),
                _ => None,
            },
        }
    }

    /// Rows in its order; those of equal value keep theirs.
    pub fn ordered(self, archive: &Archive, table: &Table, rows: &[u32], descending: bool) -> Vec<u32> {
        let mut rows = rows.to_vec();
        match self {
            Column::Cells(column) => {
                return ordered(table, &rows, TableOrder { column, descending }, &archive.store.strings);
            }
            Column::Time if descending => rows.sort_by_key(|&row| Reverse(self.time(archive, table, row))),
            Column::Time => rows.sort_by_key(|&row| self.time(archive, table, row)),
            Column::SessionId if descending => {
                rows.sort_by_cached_key(|&row| Reverse(session_id(archive, table, row)));
            }
            Column::SessionId => rows.sort_by_cached_key(|&row| session_id(archive, table, row)),
        }
        rows
    }
}

/// The session that a row is an entry of, as far as it can be seen.
pub fn session(archive: &Archive, table: &Table, row: u32) -> Option<u32> {
    let session = archive.store.entries.session(table.entry_of(row)?);
    ((session.0 as usize) < archive.published()).then_some(session.0)
}

fn session_id(archive: &Archive, table: &Table, row: u32) -> String {
    let text = |session: &Session| session.id.to_text(&archive.store.strings);
    let index = session(archive, table, row).map(crate::store::SessionIndex);
    index.map(|index| text(archive.store.sessions.get(index))).unwrap_or_default()
}

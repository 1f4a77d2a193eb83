//! Logs as tables: those without sessions, and those whose entries are records.

use super::table_column::{Column, columns, session};
use super::table_order::TableOrder;
use crate::archive::Archive;
use crate::entry::LogType;
use crate::format::Property;
use crate::query::Matches;
use crate::store::ColumnType;
use crate::store::tables::Table;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use serde::Serialize;

/// One table; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct TableReport {
    pub table: u32,
    pub log_type: LogType,
    pub name: String,
    pub columns: Vec<ColumnReport>,
    pub rows: f64,
}

/// One column of a table; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct ColumnReport {
    pub name: String,
    #[serde(rename = "type")]
    pub column_type: ColumnType,
    pub property: Option<Property>,
    pub filled: bool,
}

/// Some rows of a table; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct TableWindow {
    pub table: u32,
    pub from: f64,
    pub total: f64,
    pub rows: Vec<Vec<String>>,
    pub times: Vec<Vec<Option<f64>>>,
    pub sessions: Vec<Option<u32>>,
}

/// Rows of a window that one call may ask for.
const MOST_ROWS: usize = 10_000;

/// The rows of every table that a query found, by their numbers; in the order of a column when they are asked for so,
/// and kept so until another order is wanted.
#[derive(Debug, Default)]
pub struct TableRows {
    rows: Vec<Vec<u32>>,
    ordered: Option<(u32, TableOrder, Vec<u32>)>,
}

impl TableRows {
    /// The rows that were found.
    pub fn new(archive: &Archive, matches: &Matches) -> TableRows {
        let rows = |(table, _)| matches.rows(table).map(|row| row as u32).collect();
        TableRows { rows: archive.tables.iter().enumerate().map(rows).collect(), ordered: None }
    }

    /// The rows of a table that were found, as they stand in the log.
    pub fn of(&self, table: u32) -> &[u32] {
        self.rows.get(table as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The rows of a table that were found, in an order; as they stand in the log without one.
    pub fn ordered(&mut self, archive: &Archive, table: u32, order: Option<TableOrder>) -> &[u32] {
        let Some(order) = order else { return self.of(table) };
        let is_kept = |(kept_table, kept, _): &(u32, TableOrder, _)| (*kept_table, *kept) == (table, order);
        if !self.ordered.as_ref().is_some_and(is_kept) {
            let own = archive.tables.get(table as usize);
            let column = own.and_then(|own| Some((own, *columns(own).get(order.column)?)));
            let rows = column.map(|(own, column)| column.ordered(archive, own, self.of(table), order.descending));
            self.ordered = Some((table, order, rows.unwrap_or_default()));
        }
        self.ordered.as_ref().map(|(_, _, rows)| rows.as_slice()).unwrap_or_default()
    }

    /// All tables that stand alone, with the number of rows that match.
    pub fn tables(&self, archive: &Archive) -> Vec<TableReport> {
        let strings = &archive.store.strings;
        let report = |(index, table): (usize, &Table)| TableReport {
            table: index as u32,
            log_type: table.log_type,
            name: strings.text(table.name),
            columns: columns(table).into_iter().map(|column| column_report(archive, table, column)).collect(),
            rows: self.of(index as u32).len() as f64,
        };
        archive.tables.iter().enumerate().filter(|(_, table)| table.stands_alone()).map(report).collect()
    }

    /// The rows of `range`, counted among those that match, as far as they exist, as they stand in the log.
    pub fn window(&self, archive: &Archive, table: u32, range: Range<u32>) -> TableWindow {
        window(archive, table, self.of(table), range)
    }

    /// As [`TableRows::window`], in an order.
    pub fn ordered_window(
        &mut self,
        archive: &Archive,
        table: u32,
        order: Option<TableOrder>,
        range: Range<u32>,
    ) -> TableWindow {
        window(archive, table, self.ordered(archive, table, order), range)
    }
}

fn column_report(archive: &Archive, table: &Table, column: Column) -> ColumnReport {
    ColumnReport {
        name: column.name(archive, table),
        column_type: column.column_type(table),
        property: column.property(table),
        filled: column.is_filled(table),
    }
}

fn window(archive: &Archive, number: u32, rows: &[u32], range: Range<u32>) -> TableWindow {
    let from = (range.start as usize).min(rows.len());
    let to = (range.end as usize).clamp(from, rows.len()).min(from + MOST_ROWS);
    let shown = rows.get(from..to).unwrap_or_default();
    let mut window = TableWindow {
        table: number,
        from: from as f64,
        total: rows.len() as f64,
        rows: Vec::new(),
        times: Vec::new(),
        sessions: Vec::new(),
    };
    let Some(table) = archive.tables.get(number as usize) else { return window };
    let columns = columns(table);
    let texts = |&row: &u32| columns.iter().map(|column| column.text(archive, table, row).into_owned()).collect();
    window.rows = shown.iter().map(texts).collect();
    window.times = columns.iter().map(|&column| times(archive, table, column, shown)).collect();
    window.sessions = shown.iter().map(|&row| session(archive, table, row)).collect();
    window
}

/// The times in a column of times; nothing in another.
fn times(archive: &Archive, table: &Table, column: Column, rows: &[u32]) -> Vec<Option<f64>> {
    if column.column_type(table) != ColumnType::Time {
        return Vec::new();
    }
    rows.iter().map(|&row| column.time(archive, table, row).map(|time| time as f64)).collect()
}

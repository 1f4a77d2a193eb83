//! Logs without sessions, as tables.

use super::masking::masked_cells;
use crate::archive::Archive;
use crate::entry::LogType;
use crate::query::{Bits, Expression, Leaf, search};
use crate::store::tables::Table;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use serde::Serialize;

/// One table; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct TableReport {
    pub table: u32,
    pub name: String,
    pub columns: Vec<String>,
    pub rows: f64,
}

/// Some rows of a table; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct TableWindow {
    pub table: u32,
    pub from: f64,
    pub total: f64,
    pub rows: Vec<Vec<String>>,
}

/// Rows of a window that one call may ask for.
const MOST_ROWS: usize = 10_000;

/// The rows of every table that match a query, by their numbers. A row matches with its words and expressions; a table
/// has none of the fields of a session, so nothing in it matches those.
#[derive(Debug, Default)]
pub struct TableRows {
    rows: Vec<Vec<u32>>,
}

impl TableRows {
    /// Finds the rows.
    pub fn find(archive: &Archive, expression: &Expression) -> TableRows {
        if archive.tables.iter().next().is_none() {
            return TableRows::default();
        }
        let mut words = Vec::new();
        collect_words(archive, expression, &mut words);
        let rows = archive.tables.iter().map(|table| {
            let matches = |row: &u32| holds(table, *row as usize, expression, &mut words.iter());
            (0..table.len() as u32).filter(matches).collect()
        });
        TableRows { rows: rows.collect() }
    }

    fn of(&self, table: usize) -> &[u32] {
        self.rows.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    /// The tables that are logs of their own, with the number of rows that match. What entries of sessions have beside them
    /// is shown with them.
    pub fn tables(&self, archive: &Archive) -> Vec<TableReport> {
        let strings = &archive.store.strings;
        let report = |(index, table): (usize, &Table)| TableReport {
            table: index as u32,
            name: strings.text(table.name),
            columns: table.columns.iter().map(|&column| strings.text(column)).collect(),
            rows: self.of(index).len() as f64,
        };
        let is_shown = |(_, table): &(usize, &Table)| table.log_type == LogType::Table || table.log_type.is_grouped();
        archive.tables.iter().enumerate().filter(is_shown).map(report).collect()
    }

    /// The rows of `range`, counted among those that match, as far as they exist.
    pub fn window(&self, archive: &Archive, table: u32, range: Range<u32>) -> TableWindow {
        let matching = self.of(table as usize);
        let from = (range.start as usize).min(matching.len());
        let to = (range.end as usize).clamp(from, matching.len()).min(from + MOST_ROWS);
        let text = |cell| archive.store.strings.get(cell);
        let cells = |table: &Table, row: u32| masked_cells(table.row(row as usize).map(text));
        let rows = matching.get(from..to).unwrap_or_default();
        let rows = archive.tables.get(table as usize).map(|table| rows.iter().map(|&row| cells(table, row)).collect());
        TableWindow { table, from: from as f64, total: matching.len() as f64, rows: rows.unwrap_or_default() }
    }
}

/// The cells that each word of the query matches, in the order of its leaves.
fn collect_words(archive: &Archive, expression: &Expression, into: &mut Vec<Option<Bits>>) {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => {
            parts.iter().for_each(|part| collect_words(archive, part, into));
        }
        Expression::Not(part) => collect_words(archive, part, into),
        Expression::Leaf(Leaf::Text(pattern)) => {
            into.push(Some(search(archive.store.strings.arena(), core::slice::from_ref(pattern))));
        }
        Expression::Leaf(_) => into.push(None),
    }
}

/// Whether a row fulfils the query. Takes as many words as the expression has leaves, whatever the answer.
#[expect(clippy::unnecessary_fold, reason = "`all` and `any` stop early and would leave words behind")]
fn holds(table: &Table, row: usize, expression: &Expression, words: &mut core::slice::Iter<'_, Option<Bits>>) -> bool {
    match expression {
        Expression::All(parts) => parts.iter().fold(true, |all, part| holds(table, row, part, words) && all),
        Expression::Any(parts) => parts.iter().fold(false, |any, part| holds(table, row, part, words) || any),
        Expression::Not(part) => !holds(table, row, part, words),
        Expression::Leaf(_) => match words.next() {
            Some(Some(cells)) => table.row(row).any(|cell| cells.has(cell.0 as usize)),
            _ => false,
        },
    }
}

//! A table as CSV: the displayed rows and columns, for spreadsheets.

use super::PART;
use super::csv::{BYTE_ORDER_MARK, row};
use super::part::Part;
use crate::archive::Archive;
use crate::report::table_column;
use alloc::vec::Vec;

/// Writes rows of a table, part by part.
#[derive(Debug)]
pub struct TableExporter {
    table: u32,
    columns: Vec<u32>,
    rows: alloc::vec::IntoIter<u32>,
    begun: bool,
}

impl TableExporter {
    /// An export of these rows of a table in this order, with these columns.
    pub fn new(table: u32, columns: Vec<u32>, rows: Vec<u32>) -> Self {
        TableExporter { table, columns, rows: rows.into_iter(), begun: false }
    }

    /// The next part; `None` at the end. The concatenated parts are the file.
    pub fn next_part(&mut self, archive: &Archive) -> Option<Vec<u8>> {
        let table = archive.tables.get(self.table as usize)?;
        let all = table_column::columns(table);
        let chosen = || self.columns.iter().filter_map(|&column| all.get(column as usize));
        let mut part = Part::default();
        if !self.begun {
            part.words(BYTE_ORDER_MARK);
            row(chosen().map(|column| column.name(archive, table)), &mut part);
        }
        self.begun = true;
        while part.len() < PART
            && let Some(number) = self.rows.next()
        {
            row(chosen().map(|column| column.text(archive, table, number)), &mut part);
        }
        part.into_bytes()
    }
}

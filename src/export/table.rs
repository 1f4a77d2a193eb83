//! A table as CSV: the rows and columns that are shown, for spreadsheets.

use super::PART;
use super::csv::{BYTE_ORDER_MARK, row};
use crate::archive::Archive;
use crate::report::rows::masked;
use crate::store::StringIndex;
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

    /// The next part; `None` when all is written. The parts behind each other are the file.
    pub fn next_part(&mut self, archive: &Archive) -> Option<Vec<u8>> {
        let table = archive.tables.get(self.table as usize)?;
        let text = |cell: StringIndex| masked(archive.store.strings.get(cell));
        let mut part = Vec::new();
        if !self.begun {
            part.extend_from_slice(BYTE_ORDER_MARK);
            let names = self.columns.iter().map(|&column| table.columns.get(column as usize).copied());
            row(names.map(|name| text(name.unwrap_or_default())), &mut part);
        }
        self.begun = true;
        while part.len() < PART
            && let Some(number) = self.rows.next()
        {
            let cells = self.columns.iter().map(|&column| text(table.cell(number as usize, column as usize)));
            row(cells, &mut part);
        }
        (!part.is_empty()).then_some(part)
    }
}

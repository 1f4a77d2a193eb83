//! A table as CSV: the displayed rows and columns, for spreadsheets.

use super::csv::{header, row};
use super::part::Part;
use super::share;
use super::sheet::Separator;
use crate::archive::Archive;
use crate::report::masking::Mask;
use crate::report::opened::secrets_of_row;
use crate::report::table_column;
use alloc::vec::Vec;

/// Writes rows of a table, part by part.
#[derive(Debug)]
pub struct TableExporter {
    table: u32,
    columns: Vec<u32>,
    separator: Separator,
    total: usize,
    rows: alloc::vec::IntoIter<u32>,
    begun: bool,
}

impl TableExporter {
    /// An export of these rows of a table in this order, with these columns.
    pub fn new(table: u32, columns: Vec<u32>, rows: Vec<u32>) -> Self {
        let (total, rows) = (rows.len(), rows.into_iter());
        TableExporter { table, columns, separator: Separator::default(), total, rows, begun: false }
    }

    /// The same with another separator.
    pub fn separated_by(self, separator: Separator) -> Self {
        TableExporter { separator, ..self }
    }

    /// How much has been exported, from 0 to 1.
    pub fn share(&self) -> f64 {
        share(self.rows.len(), self.total)
    }

    /// The next part; `None` at the end. The concatenated parts are the file.
    pub fn next_part(&mut self, archive: &Archive) -> Option<Vec<u8>> {
        let table = archive.tables.get(self.table as usize)?;
        let all = table_column::columns(table);
        let chosen = || self.columns.iter().filter_map(|&column| all.get(column as usize));
        let mut part = Part::default();
        if !self.begun {
            header(chosen().map(|column| column.name(archive, table)), self.separator, &mut part);
        }
        self.begun = true;
        while !part.is_full()
            && let Some(number) = self.rows.next()
        {
            let secrets = secrets_of_row(archive, table, number);
            let mask = Mask::with(archive, &secrets);
            row(chosen().map(|column| column.text(archive, table, number, mask)), self.separator, &mut part);
        }
        part.into_bytes()
    }
}

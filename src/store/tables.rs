//! Logs with a `#Fields` header that have no sessions: rows of interned cells under their own column names.

use super::blocks::Blocks;
use super::strings::{StringIndex, Strings};
use crate::text::Fields;
use alloc::vec::Vec;

/// One table: all rows of the same `#Log-type` with the same columns.
#[derive(Debug)]
pub struct Table {
    /// Its `#Log-type`; the name of the file where it has none.
    pub name: StringIndex,
    /// The names of its columns; at least one.
    pub columns: Vec<StringIndex>,
    /// The cells row by row.
    cells: Blocks<StringIndex>,
}

impl Table {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.cells.len() / self.columns.len()
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = StringIndex> + '_ {
        let width = self.columns.len();
        (row * width..(row + 1) * width).filter_map(|cell| self.cells.get(cell).copied())
    }
}

/// All tables.
#[derive(Debug, Default)]
pub struct Tables {
    tables: Vec<Table>,
    current: usize,
}

impl Tables {
    /// Rows that follow belong to the table of that name with these columns, a new one if there is none.
    pub fn select(&mut self, name: StringIndex, columns: Vec<StringIndex>) {
        let known = self.tables.iter().position(|table| table.name == name && table.columns == columns);
        self.current = known.unwrap_or_else(|| {
            self.tables.push(Table { name, columns, cells: Blocks::default() });
            self.tables.len() - 1
        });
    }

    /// Adds a row to the selected table; the row has as many fields as the table has columns.
    pub fn push(&mut self, fields: &Fields<'_>, strings: &mut Strings) {
        let Some(table) = self.tables.get_mut(self.current) else { return };
        for column in 0..table.columns.len() {
            table.cells.push(strings.intern(fields.get(column)));
        }
    }

    /// All tables, in the order in which they were met.
    pub fn iter(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }

    /// A table.
    pub fn get(&self, table: usize) -> Option<&Table> {
        self.tables.get(table)
    }
}

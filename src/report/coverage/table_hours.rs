//! The rows of logs without sessions by file and hour.
//!
//! Such a row has no time other than in its cells. Coverage counts by the hour at the finest, so only hours are kept.

use super::rows::HOUR;
use crate::archive::Archive;
use crate::entry::LogType;
use crate::store::tables::Table;
use crate::store::{FileIndex, Value};
use alloc::vec;
use alloc::vec::Vec;

/// For each file, hours with the number of consecutive rows in each.
#[derive(Debug)]
pub(super) struct TableHours(Vec<Vec<(i64, u64)>>);

impl TableHours {
    pub fn of(archive: &Archive) -> TableHours {
        let mut hours = TableHours(vec![Vec::new(); archive.files.len()]);
        for table in archive.tables.iter().filter(|table| table.log_type == LogType::Table) {
            hours.add(archive, table);
        }
        hours
    }

    /// Copies of rows do not count; rows without a time count only where their file's name places them.
    fn add(&mut self, archive: &Archive, table: &Table) {
        let Some(column) = table.time_column() else { return };
        for span in table.spans().iter().filter(|span| !span.is_copy) {
            let Some(hours) = self.0.get_mut(span.file.0 as usize) else { continue };
            for row in span.rows.clone() {
                let cell = archive.store.strings.get(table.cell(row as usize, column));
                if let Some(Value::Time(time)) = Value::read(cell) {
                    count(hours, time.0.div_euclid(HOUR) * HOUR);
                }
            }
        }
    }

    /// Starts of hours with numbers of rows, in the order of the rows.
    pub fn of_file(&self, file: FileIndex) -> &[(i64, u64)] {
        self.0.get(file.0 as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// From the first hour of a file to the end of the last.
    pub fn span(&self, file: FileIndex) -> Option<(i64, i64)> {
        let hours = || self.of_file(file).iter().map(|(hour, _)| *hour);
        Some((hours().min()?, hours().max()? + HOUR))
    }
}

fn count(hours: &mut Vec<(i64, u64)>, hour: i64) {
    match hours.last_mut() {
        Some((last, rows)) if *last == hour => *rows += 1,
        _ => hours.push((hour, 1)),
    }
}

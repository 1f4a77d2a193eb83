//! Logs as tables: logs without sessions, and logs whose entries are records.

use super::masking::{DisplayText, Mask};
use super::opened::secrets_of_row;
use super::reportable::report_type;
use super::table_column::{DisplayColumn, columns, session};
use super::table_order::TableOrder;
use super::units::{Count, TimeMs};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::exchange::explanation::explain_cell;
use crate::format::Property;
use crate::query::Matches;
use crate::store::ColumnType;
use crate::store::tables::Table;
use alloc::vec::Vec;
use core::ops::Range;

report_type! {
    /// A log that is shown as a table: one without sessions, or one whose records are also grouped into sessions.
    pub struct TableReport {
        /// Index of the table.
        pub table: u32,
        /// The log type.
        pub log_type: LogType,
        /// Its `#Log-type`, or the file name; for records, the name of the log type.
        pub name: DisplayText<'static>,
        /// Its columns, in display order.
        pub columns: Vec<TableColumn>,
        /// Number of rows that match the current query.
        pub rows: Count,
        /// Number of tables after it that are not listed, as there are too many; omitted if there are none.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        pub unlisted: Option<Count>,
    }
}

report_type! {
    /// A column of a table.
    pub struct TableColumn {
        /// Its name in the log.
        pub name: DisplayText<'static>,
        /// What a query calls it: a field, or `column.` and its name in the log; empty if its name is masked.
        pub field: DisplayText<'static>,
        /// The type of its cells, as far as all agree.
        #[serde(rename = "type")]
        pub column_type: ColumnType,
        /// The meaning of its cells, e.g. `clientAddress`, `url`; null if unknown.
        pub property: Option<Property>,
        /// Whether any of its cells has a value (`-` is not one).
        pub filled: bool,
    }
}

report_type! {
    /// Rows `from` (inclusive) to `from + rows.length` (exclusive) of those that match, in the requested order.
    #[derive(Default)]
    pub struct TableWindow {
        /// Index of the table.
        pub table: u32,
        /// First row of the window.
        pub from: Count,
        /// Number of rows of the whole table that match.
        pub total: Count,
        /// The cells as logged, row by row, with credentials masked.
        pub rows: Vec<Vec<DisplayText<'static>>>,
        /// For each column of type `time`, its times, one per row; empty for other columns.
        pub times: Vec<Vec<Option<TimeMs>>>,
        /// For each row, the session that it belongs to.
        pub sessions: Vec<Option<u32>>,
        /// What cells mean, in a window of one row, which is opened in full; empty in others.
        pub meanings: Vec<CellMeaning>,
    }
}

report_type! {
    /// What a cell means.
    pub struct CellMeaning {
        /// Its column, counted from 0.
        pub column: u32,
        /// The meaning, one or more sentences.
        pub meaning: DisplayText<'static>,
    }
}

/// Most tables that are listed, and number of columns of the listed tables after which no more are: a report of everything
/// that headers can declare would be too large to pass on.
const MAX_TABLES: usize = 1_000;
const MAX_COLUMNS: usize = 20_000;

/// Most rows of a window per call.
const MAX_ROWS: usize = 10_000;
/// Most bytes of a cell in a list: more than any screen is wide.
const CELL_BYTES: usize = 1_000;

/// The rows of every table that a query found, in the order of the log.
#[derive(Debug, Default)]
pub struct TableRows(Vec<Vec<u32>>);

impl TableRows {
    /// The rows that a query found.
    pub fn new(archive: &Archive, matches: &Matches) -> TableRows {
        let rows = |(table, _)| matches.rows(table).map(|row| row as u32).collect();
        TableRows(archive.tables.iter().enumerate().map(rows).collect())
    }

    /// The rows found in a table, in the order of the log.
    pub fn of(&self, table: u32) -> &[u32] {
        self.0.get(table as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The rows found in a table, in an order; none if the table has no such column.
    pub async fn ordered(&self, archive: &Archive, table: u32, order: TableOrder) -> Vec<u32> {
        let own = archive.tables.get(table as usize);
        match own.and_then(|own| Some((own, *columns(own).get(order.column)?))) {
            Some((own, column)) => column.ordered(archive, own, self.of(table), order.descending).await,
            None => Vec::new(),
        }
    }

    /// The logs that are shown as tables, with the number of rows that match; the first ones, if there are very many.
    pub fn tables(&self, archive: &Archive) -> Vec<TableReport> {
        let mask = Mask::of(archive);
        let (mut reports, mut columns_listed, mut unlisted) = (Vec::<TableReport>::new(), 0, 0u64);
        for (index, table) in archive.tables.iter().enumerate().filter(|(_, table)| table.stands_alone()) {
            if reports.len() >= MAX_TABLES || columns_listed >= MAX_COLUMNS {
                unlisted += 1;
                continue;
            }
            let columns: Vec<_> =
                columns(table).into_iter().map(|column| column_report(archive, table, column)).collect();
            columns_listed += columns.len();
            reports.push(TableReport {
                table: index as u32,
                log_type: table.log_type,
                name: mask.string(table.name).into_owned(),
                columns,
                rows: (self.of(index as u32).len() as u64).into(),
                unlisted: None,
            });
        }
        if let Some(last) = reports.last_mut().filter(|_| unlisted > 0) {
            last.unlisted = Some(unlisted.into());
        }
        reports
    }
}

fn column_report(archive: &Archive, table: &Table, column: DisplayColumn) -> TableColumn {
    TableColumn {
        name: column.name(archive, table).into_owned(),
        field: column.field(archive, table),
        column_type: column.column_type(table),
        property: column.property(table),
        filled: column.is_filled(table),
    }
}

/// The rows of a range, as far as they exist.
fn shown(rows: &[u32], range: Range<u32>) -> (usize, &[u32]) {
    let from = (range.start as usize).min(rows.len());
    let to = (range.end as usize).clamp(from, rows.len()).min(from + MAX_ROWS);
    (from, rows.get(from..to).unwrap_or_default())
}

/// The rows in `range`, as far as they exist, of some rows of a table in order.
pub fn window(archive: &Archive, number: u32, rows: &[u32], range: Range<u32>) -> TableWindow {
    let Some(table) = archive.tables.get(number as usize) else { return TableWindow::default() };
    let mut window = cells(archive, (number, table), rows, range.clone(), &columns(table), usize::MAX);
    if let (_, &[row]) = shown(rows, range) {
        window.meanings = meanings(archive, table, row);
    }
    window
}

/// The same with some of the columns, in this order, and with the beginning of each cell: what a list shows, of which a table
/// of thousands of columns, or a cell of megabytes, would make hundreds of megabytes.
pub fn part(archive: &Archive, number: u32, rows: &[u32], range: Range<u32>, wanted: &[u32]) -> TableWindow {
    let Some(table) = archive.tables.get(number as usize) else { return TableWindow::default() };
    let all = columns(table);
    let some: Vec<DisplayColumn> = wanted.iter().filter_map(|&column| all.get(column as usize).copied()).collect();
    cells(archive, (number, table), rows, range, &some, CELL_BYTES)
}

fn cells(
    archive: &Archive,
    (number, table): (u32, &Table),
    rows: &[u32],
    range: Range<u32>,
    columns: &[DisplayColumn],
    most: usize,
) -> TableWindow {
    let (from, shown) = shown(rows, range);
    let total = (rows.len() as u64).into();
    let texts = |&row: &u32| {
        let secrets = secrets_of_row(archive, table, row);
        let mask = Mask::with(archive, &secrets);
        columns.iter().map(|column| column.text(archive, table, row, mask).head(most).into_owned()).collect()
    };
    TableWindow {
        table: number,
        from: (from as u64).into(),
        total,
        rows: shown.iter().map(texts).collect(),
        times: columns.iter().map(|&column| times(archive, table, column, shown)).collect(),
        sessions: shown.iter().map(|&row| session(archive, table, row)).collect(),
        meanings: Vec::new(),
    }
}

/// What the cells of a row mean, as far as that is known.
fn meanings(archive: &Archive, table: &Table, row: u32) -> Vec<CellMeaning> {
    let secrets = secrets_of_row(archive, table, row);
    let mask = Mask::with(archive, &secrets);
    let meaning = |(column, shown): (usize, DisplayColumn)| {
        let (name, value) = (shown.name(archive, table), shown.text(archive, table, row, mask));
        let sentence = explain_cell(name.as_str().as_bytes(), value.as_str().as_bytes())?;
        Some(CellMeaning { column: column as u32, meaning: mask.sentence(sentence) })
    };
    columns(table).into_iter().enumerate().filter_map(meaning).collect()
}

/// The times in a column of times; empty for other columns.
fn times(archive: &Archive, table: &Table, column: DisplayColumn, rows: &[u32]) -> Vec<Option<TimeMs>> {
    if column.column_type(table) != ColumnType::Time {
        return Vec::new();
    }
    rows.iter().map(|&row| column.time(archive, table, row).map(TimeMs::from)).collect()
}

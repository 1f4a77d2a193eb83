//! Whether the logs are complete: what is there for each server, service and log, hour by hour or day by day.
//!
//! A row is the logs of one kind that one service of one server wrote. Its cells count entries by the times of those, in
//! one pass over the column of times, and rows of tables by their own first column of times ([`table_hours`]); files whose
//! rows have no times are placed by the date in their names. What the
//! counts alone do not say stands beside them: numbers that are missing among the files ([`missing`]), hours without
//! entries ([`grid`]), restarts of the service ([`restarts`]), logs that Exchange does not write unless it is told to
//! ([`defaults`]), and files of which a part is missing.
//!
//! An hour without entries is no proof of a loss. Exchange begins a file when there is something to write.

pub mod defaults;
pub mod grid;
pub mod missing;
pub mod restarts;
mod rows;
mod table_hours;
mod width;

use super::masking::{DisplayText, Mask};
use super::reportable::report_type;
use super::units::{ByteCount, Count, DurationMs, TimeMs};
use crate::archive::Archive;
use crate::diagnostic::{DiagnosticKind, Severity};
use crate::entry::LogType;
use crate::store::FileIndex;
use alloc::vec::Vec;
use defaults::UnloggedLog;
use grid::{CoverageCell, CoverageGap, Grid};
use missing::MissingFiles;
use restarts::Restart;
use rows::Rows;

pub use width::BinWidth;

report_type! {
    /// Whether the logs are complete, for each server, service and log.
    pub struct Coverage {
        /// When the first column begins.
        pub start: TimeMs,
        /// Width of a column: an hour, a day, or some days where there would be too many.
        pub bin_ms: DurationMs,
        /// Number of columns.
        pub bins: u32,
        /// The logs, one row for each server, service and kind.
        pub rows: Vec<CoverageRow>,
        /// Numbers that are missing among the files.
        pub missing: Vec<MissingFiles>,
        /// Spans without entries between others with some, by row; of many only the first.
        pub gaps: Vec<CoverageGap>,
        /// Number of gaps in all.
        pub gap_count: u32,
        /// Restarts of services, in the order of time.
        pub restarts: Vec<Restart>,
        /// Logs that are missing and that Exchange may not have written.
        pub unlogged: Vec<UnloggedLog>,
        /// Files of which a part, or everything, is missing.
        pub troubles: Vec<FileTrouble>,
    }
}

report_type! {
    /// The logs of one kind that one service of one server wrote.
    pub struct CoverageRow {
        /// The server; empty when it is not known.
        pub server: DisplayText<'static>,
        /// The service; empty when it is not known.
        pub service: DisplayText<'static>,
        /// The kind of log.
        pub log_type: LogType,
        /// The log in words; the `#Log-type` of a table.
        pub log: DisplayText<'static>,
        /// The query that finds its sessions, or the rows of a log without sessions.
        pub query: DisplayText<'static>,
        /// What Exchange logs by default of this log, a sentence; empty where that is not known.
        pub note: &'static str,
        /// Number of files.
        pub files: u32,
        /// Number of entries.
        pub entries: Count,
        /// Size of the files.
        pub bytes: ByteCount,
        /// Files that neither their rows nor their names place in time; they are only in the totals.
        pub undated_files: u32,
        /// What there is in each column.
        pub cells: Vec<CoverageCell>,
        /// Entries in each column.
        pub cell_entries: Vec<Count>,
        /// Bytes in each column. Those of a file that spans several columns are shared out by its entries.
        pub cell_bytes: Vec<ByteCount>,
    }
}

report_type! {
    /// A file of which a part, or everything, is missing.
    pub struct FileTrouble {
        /// Index of the file.
        pub file: u32,
        /// Name of the diagnostic.
        pub kind: &'static str,
        /// What it means.
        pub sentence: &'static str,
    }
}

/// What is there of all logs.
pub fn coverage(archive: &Archive, width: BinWidth) -> Coverage {
    let rows = Rows::of(archive);
    let grid = Grid::count(archive, &rows);
    let columns = grid.columns(width);
    let (gaps, gap_count) = grid.gaps();
    let restarts = restarts::restarts(archive, &rows);
    let row = |(index, row): (usize, &rows::Row)| CoverageRow {
        server: row.server.clone(),
        service: row.service.clone(),
        log_type: row.log_type,
        log: row.log.clone(),
        query: Mask::of(archive).composed(row.query()),
        note: defaults::note(row.service.as_str(), row.log_type),
        files: row.files,
        entries: grid.entries(index).into(),
        bytes: grid.bytes(index).into(),
        undated_files: grid.undated(index),
        cells: columns.cells(&grid, index),
        cell_entries: columns.entries(&grid, index),
        cell_bytes: columns.bytes(&grid, index),
    };
    Coverage {
        start: columns.start.into(),
        bin_ms: columns.width.into(),
        bins: columns.count as u32,
        rows: rows.list.iter().enumerate().map(row).collect(),
        missing: missing::missing(archive, &rows),
        gaps,
        gap_count,
        restarts,
        unlogged: defaults::unlogged(&rows.list),
        troubles: troubles(archive),
    }
}

/// Files that were not read to their end, that were cut, and those that hold no log.
fn troubles(archive: &Archive) -> Vec<FileTrouble> {
    let is_no_log = |file: FileIndex| archive.files.get(file).log_type == LogType::Unknown;
    let counts = |file: FileIndex, kind: DiagnosticKind| match kind.severity() {
        Severity::DataLoss => true,
        Severity::Error => is_no_log(file),
        Severity::Info => false,
    };
    let found = archive.diagnostics.iter().filter(|&(file, kind, _)| counts(file, kind));
    found.map(|(file, kind, _)| FileTrouble { file: file.0, kind: kind.name(), sentence: kind.sentence() }).collect()
}

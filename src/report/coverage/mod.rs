//! Coverage: whether the logs are complete, by server, service and log, for every hour or day.
//!
//! A row is the logs of one type that one service of one server wrote. Its cells count entries by time, in one pass
//! over the column of times, and rows of tables by their own first column of times ([`table_hours`]); files whose rows
//! have no times are placed by the date in their names. The counts are accompanied by missing file numbers
//! ([`missing`]), hours without entries ([`grid`]), those of them that are not usual ([`silence`]), sessions by the hour ([`hours`]), restarts of the service ([`restarts`]), logs that Exchange does not
//! write by default ([`defaults`]), and incomplete files.
//!
//! An hour without entries does not prove a loss: Exchange creates a file only when there is something to write.

pub mod defaults;
pub mod grid;
pub mod hours;
pub mod missing;
pub mod restarts;
mod rows;
pub mod silence;
mod table_hours;
mod width;

use super::masking::{DisplayText, Mask};
use super::reportable::report_type;
use super::units::{ByteCount, Count, DurationMs, TimeMs};
use crate::archive::Archive;
use crate::diagnostic::{DiagnosticKind, Severity};
use crate::entry::LogType;
use crate::store::FileIndex;
use crate::work::rest;
use alloc::vec::Vec;
use defaults::UnloggedLog;
use grid::{CoverageCell, CoverageGap, Grid};
use hours::Hours;
use missing::MissingFiles;
use restarts::Restart;
use rows::Rows;
use silence::CoverageSilence;

pub use width::BinWidth;

report_type! {
    /// Whether the logs are complete, by server, service and log.
    pub struct Coverage {
        /// Start of the first column.
        pub start: TimeMs,
        /// Width of a column: an hour, a day, or several days if there would be too many columns.
        pub bin_ms: DurationMs,
        /// Number of columns.
        pub bins: u32,
        /// One row per server, service and log.
        pub rows: Vec<CoverageRow>,
        /// Missing file numbers.
        pub missing: Vec<MissingFiles>,
        /// Periods without entries between others with entries, by row; only the first if there are many.
        pub gaps: Vec<CoverageGap>,
        /// Number of all gaps.
        pub gap_count: u32,
        /// Hours and days without entries that are not usual, by row.
        pub silences: Vec<CoverageSilence>,
        /// Restarts of services, in chronological order.
        pub restarts: Vec<Restart>,
        /// Missing logs that Exchange does not write by default.
        pub unlogged: Vec<UnloggedLog>,
        /// Files that are missing in part or entirely.
        pub troubles: Vec<FileTrouble>,
    }
}

report_type! {
    /// The logs of one type that one service of one server wrote.
    pub struct CoverageRow {
        /// The server; empty if unknown.
        pub server: DisplayText<'static>,
        /// The service; empty if unknown.
        pub service: DisplayText<'static>,
        /// The log type.
        pub log_type: LogType,
        /// The name of the log; for a table its `#Log-type`.
        pub log: DisplayText<'static>,
        /// The query that finds its sessions, or its rows if it has no sessions.
        pub query: DisplayText<'static>,
        /// Whether Exchange writes this log by default, in a sentence; empty if not known.
        pub note: &'static str,
        /// Number of files.
        pub files: u32,
        /// Number of entries.
        pub entries: Count,
        /// Size of the files.
        pub bytes: ByteCount,
        /// Number of files that neither rows nor name place in time; they count only in the totals.
        pub undated_files: u32,
        /// The content of each column.
        pub cells: Vec<CoverageCell>,
        /// Number of entries in each column.
        pub cell_entries: Vec<Count>,
        /// Bytes in each column. Those of a file that spans several columns are distributed by its entries.
        pub cell_bytes: Vec<ByteCount>,
    }
}

report_type! {
    /// A file that is missing in part or entirely.
    pub struct FileTrouble {
        /// Index of the file.
        pub file: u32,
        /// Index of the row of its log; null if it is none.
        pub row: Option<u32>,
        /// Name of the diagnostic.
        pub kind: &'static str,
        /// The meaning of the diagnostic.
        pub sentence: &'static str,
        /// Whether it is no log at all, so that nothing of one is missing.
        pub no_log: bool,
    }
}

/// The coverage of all logs, and their sessions by the hour. Rests between its parts.
pub async fn coverage(archive: &Archive, width: BinWidth) -> (Coverage, Hours) {
    let rows = Rows::of(archive);
    let grid = Grid::count(archive, &rows);
    rest().await;
    let columns = grid.columns(width);
    let (gaps, gap_count) = grid.gaps();
    let restarts = restarts::restarts(archive, &rows);
    rest().await;
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
    let coverage = Coverage {
        start: columns.start.into(),
        bin_ms: columns.width.into(),
        bins: columns.count as u32,
        rows: rows.list.iter().enumerate().map(row).collect(),
        missing: missing::missing(archive, &rows),
        gaps,
        gap_count,
        silences: silence::silences(&grid, &rows),
        restarts,
        unlogged: defaults::unlogged(&rows.list),
        troubles: troubles(archive, &rows),
    };
    let mut hours = Hours::count(archive, &grid, rows).await;
    hours.note_gaps(archive, &coverage.missing, &coverage.troubles);
    (coverage, hours)
}

/// Files that were not read to their end or are truncated, and those that are not logs.
fn troubles(archive: &Archive, rows: &Rows) -> Vec<FileTrouble> {
    let log_type = |file: FileIndex| archive.files.get(file).log_type;
    let is_log = |file: FileIndex| log_type(file) != LogType::Unknown;
    // The end of a text that is no log is where it ends.
    let is_loss = |file: FileIndex, kind: DiagnosticKind| {
        kind.is_loss() && (is_log(file) || !matches!(kind, DiagnosticKind::CutLine | DiagnosticKind::NulPadding))
    };
    let counts = |file: FileIndex, kind: DiagnosticKind| {
        is_loss(file, kind) || (kind.severity() == Severity::Error && !is_log(file))
    };
    let found = archive.diagnostics.iter().filter(|&(file, kind, _)| counts(file, kind));
    let trouble = |(file, kind, _): (FileIndex, DiagnosticKind, _)| {
        let own = is_log(file).then(|| log_type(file));
        let row = own.and_then(|own| rows.place(file, own)).map(|row| row as u32);
        FileTrouble { file: file.0, row, kind: kind.name(), sentence: kind.sentence(), no_log: !is_loss(file, kind) }
    };
    found.map(trouble).collect()
}

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

use crate::archive::Archive;
use crate::diagnostic::{DiagnosticKind, Severity};
use crate::entry::LogType;
use crate::store::FileIndex;
use alloc::string::String;
use alloc::vec::Vec;
use defaults::Unlogged;
use grid::{Cell, Gap, Grid};
use missing::MissingFiles;
use restarts::Restart;
use rows::Rows;
use serde::Serialize;

pub use width::BinWidth;

/// What is there; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct Coverage {
    pub start: f64,
    pub bin_ms: f64,
    pub bins: u32,
    pub rows: Vec<CoverageRow>,
    pub missing: Vec<MissingFiles>,
    pub gaps: Vec<Gap>,
    pub gap_count: u32,
    pub restarts: Vec<Restart>,
    pub unlogged: Vec<Unlogged>,
    pub troubles: Vec<FileTrouble>,
}

/// The logs of one kind of one service; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct CoverageRow {
    pub server: String,
    pub service: String,
    pub log_type: LogType,
    pub log: String,
    pub query: String,
    pub note: &'static str,
    pub files: u32,
    pub entries: f64,
    pub bytes: f64,
    pub undated_files: u32,
    pub cells: Vec<Cell>,
    pub cell_entries: Vec<f64>,
    pub cell_bytes: Vec<f64>,
}

/// A file of which a part, or everything, is missing.
#[derive(Debug, Serialize)]
pub struct FileTrouble {
    /// Which file.
    pub file: u32,
    /// Name of the oddity.
    pub kind: &'static str,
    /// What it means.
    pub sentence: &'static str,
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
        query: row.query(),
        note: defaults::note(&row.service, row.log_type),
        files: row.files,
        entries: grid.entries(index) as f64,
        bytes: grid.bytes(index) as f64,
        undated_files: grid.undated(index),
        cells: columns.cells(&grid, index),
        cell_entries: columns.entries(&grid, index),
        cell_bytes: columns.bytes(&grid, index),
    };
    Coverage {
        start: columns.start as f64,
        bin_ms: columns.width as f64,
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

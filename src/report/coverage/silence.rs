//! Hours in which a log has no entries although it has some at that time of day otherwise.
//!
//! That an hour has no entries proves no loss: Exchange creates a file only when there is something to write. So it is only noted
//! where the log has entries at that hour on nine of ten other days, and another log of the same server has some in that very hour.
//! A day of which no file is there counts as missing only if all of its hours are such.

use super::super::reportable::report_type;
use super::super::units::{Count, TimeMs};
use super::grid::{CoverageCell, Grid};
use super::rows::{DAY, HOUR, Row, Rows};
use crate::entry::LogType;
use alloc::vec;
use alloc::vec::Vec;

report_type! {
    /// Hours in which a row has no entries although it has some at that time of day otherwise, and others of its server have
    /// some.
    #[derive(Default, PartialEq)]
    pub struct CoverageSilence {
        /// Index of the row.
        pub row: u32,
        /// Number of hours; with [`CoverageSilence::whole_days`], of days.
        pub count: Count,
        /// Whether these are whole days without a file, otherwise other hours.
        pub whole_days: bool,
        /// Start of the first one.
        pub first: TimeMs,
        /// End of the last one.
        pub last: TimeMs,
    }
}

/// Hours in a day.
const HOURS: usize = 24;
/// Fewest other days that show what is usual.
const OTHER_DAYS: usize = 3;

/// The silent hours, and the days without a file, of every row that has any.
pub(super) fn silences(grid: &Grid, rows: &Rows) -> Vec<CoverageSilence> {
    let mut found = Vec::new();
    // With wider steps it is not known which hours have entries.
    if grid.step() != HOUR {
        return found;
    }
    let same_server = |one: &Row, other: &Row| one.server.as_str().eq_ignore_ascii_case(other.server.as_str());
    let mut first = 0;
    for of_server in rows.list.chunk_by(same_server) {
        let own = first..first + of_server.len();
        first = own.end;
        if of_server.iter().any(|row| row.server.is_empty()) {
            continue;
        }
        let cells: Vec<Vec<CoverageCell>> = own.clone().map(|row| grid.cells(row)).collect();
        let mut used = vec![false; grid.steps()];
        for cells in &cells {
            used.iter_mut().zip(cells).for_each(|(used, cell)| *used |= *cell == CoverageCell::Entries);
        }
        for (row, cells) in own.zip(&cells).filter(|(row, _)| rows.list[*row].log_type != LogType::Unknown) {
            found.extend(of_row(grid, row, cells, &used));
        }
    }
    found
}

fn of_row(grid: &Grid, row: usize, cells: &[CoverageCell], used: &[bool]) -> impl Iterator<Item = CoverageSilence> {
    let silent = silent_hours(cells, used);
    let (mut days, mut hours) = (Vec::new(), Vec::new());
    for (day, silent) in silent.chunks(HOURS).enumerate() {
        let from = day * HOURS;
        let is_without_file = (from..from + HOURS).all(|step| cells.get(step) == Some(&CoverageCell::NoFile));
        if is_without_file && silent.iter().all(|silent| *silent) {
            days.push(day as i64 * DAY);
        } else {
            hours.extend((from..).zip(silent).filter(|(_, silent)| **silent).map(|(step, _)| step as i64 * HOUR));
        }
    }
    [(true, days, DAY), (false, hours, HOUR)].into_iter().filter_map(move |(whole_days, starts, length)| {
        let (first, last) = (grid.start() + starts.first()?, grid.start() + starts.last()? + length);
        let count = (starts.len() as u64).into();
        Some(CoverageSilence { row: row as u32, count, whole_days, first: first.into(), last: last.into() })
    })
}

/// For each step of a row, whether it is silent.
fn silent_hours(cells: &[CoverageCell], used: &[bool]) -> Vec<bool> {
    let has_entries = |cell: &CoverageCell| *cell == CoverageCell::Entries;
    let mut silent = vec![false; cells.len()];
    let (Some(first), Some(last)) = (cells.iter().position(has_entries), cells.iter().rposition(has_entries)) else {
        return silent;
    };
    for hour in 0..HOURS {
        let days = || (hour..last + 1).step_by(HOURS).filter(|step| *step >= first);
        let with_entries = days().filter(|step| has_entries(&cells[*step])).count();
        let others = days().count().saturating_sub(1);
        if others < OTHER_DAYS || with_entries * 10 < others * 9 {
            continue;
        }
        let is_empty = |cell| matches!(cell, CoverageCell::NoFile | CoverageCell::HeaderOnly | CoverageCell::Quiet);
        days().filter(|step| is_empty(cells[*step]) && used[*step]).for_each(|step| silent[step] = true);
    }
    silent
}

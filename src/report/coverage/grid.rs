//! Entries and bytes by row and hour, and the hours without any.
//!
//! Counting is by steps of an hour, or wider if the logs span years: a gap of one hour in a day is a gap, whatever the
//! page shows. A column of the page combines one or more steps.

use super::super::reportable::{report_type, report_words};
use super::super::units::{ByteCount, Count, TimeMs};
use super::rows::{DAY, HOUR, Rows, file_name, span_of_name};
use super::table_hours::TableHours;
use super::width::BinWidth;
use crate::archive::Archive;
use crate::entry::LogType;
use crate::store::{EntryIndex, File, FileIndex};
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// Most steps: more than a year of hours. With very many rows there are fewer, to limit memory.
const MAX_STEPS: i64 = 10_000;
const MAX_STEPS_OF_ALL: i64 = 2_000_000;
/// Most columns that the page draws, and most cells.
const MAX_COLUMNS: i64 = 14 * 24;
const MAX_CELLS: i64 = 20_000;
/// Most hours that are shown individually by default.
const HOURS_AT_ONCE: i64 = 3 * 24;
/// Most gaps that are listed.
const MAX_GAPS: usize = 500;

report_words! {
    /// What a log contains in a period.
    #[derive(Default)]
    pub enum CoverageCell {
        /// Nothing, before the row's first entry or file, or after its last.
        #[default]
        Outside,
        /// Nothing; no file covers that time.
        NoFile,
        /// A file that contains only a header.
        HeaderOnly,
        /// A file, but without entries for that time.
        Quiet,
        /// A file for that day whose rows have no times, and so cannot be assigned to hours.
        File,
        /// Entries.
        Entries,
    }
}

report_type! {
    /// A period in which a row has no entries, between others with entries.
    #[derive(PartialEq)]
    pub struct CoverageGap {
        /// Index of the row.
        pub row: u32,
        /// Start of the period.
        pub from: TimeMs,
        /// End of the period.
        pub to: TimeMs,
        /// What the log contains instead.
        pub cell: GapCell,
    }
}

report_words! {
    /// What a log contains in a gap.
    pub enum GapCell {
        /// No file for that time.
        NoFile,
        /// A file that contains only a header.
        HeaderOnly,
        /// A file, but without entries for that time.
        Quiet,
    }
}

impl GapCell {
    fn of(cell: CoverageCell) -> Option<GapCell> {
        match cell {
            CoverageCell::NoFile => Some(GapCell::NoFile),
            CoverageCell::HeaderOnly => Some(GapCell::HeaderOnly),
            CoverageCell::Quiet => Some(GapCell::Quiet),
            CoverageCell::Outside | CoverageCell::File | CoverageCell::Entries => None,
        }
    }
}

/// Counts by row and step.
#[derive(Debug)]
pub(super) struct Grid {
    /// Start of the first step: a midnight.
    start: i64,
    /// Width of a step in milliseconds.
    step: i64,
    steps: usize,
    /// `row * steps + step`.
    entries: Vec<u64>,
    bytes: Vec<u64>,
    /// The content of steps without entries.
    files: Vec<CoverageCell>,
    totals: Vec<(u64, u64, u32)>,
}

/// Steps combined into the columns of the page.
#[derive(Debug)]
pub(super) struct Columns {
    pub start: i64,
    pub width: i64,
    pub count: usize,
    steps_each: usize,
}

/// The period that all logs span.
fn span(archive: &Archive, tables: &TableHours) -> Option<(i64, i64)> {
    let of_file = |index: FileIndex, file: &File| match span_of_rows(index, file, tables) {
        Some((first, end)) => Some((first, end - 1)),
        None => span_of_name(&file_name(archive, file)?).map(|(from, to)| (from, to - 1)),
    };
    let mut spans = archive.files.iter().filter_map(|(index, file)| of_file(index, file));
    let first = spans.next()?;
    Some(spans.fold(first, |all, one| (all.0.min(one.0), all.1.max(one.1))))
}

/// The period of the entries and rows of a file: from (inclusive) and to (exclusive).
fn span_of_rows(index: FileIndex, file: &File, tables: &TableHours) -> Option<(i64, i64)> {
    let of_entries = file.times.map(|(first, last)| (first.0, last.0 + 1));
    let both = of_entries.into_iter().chain(tables.span(index));
    both.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
}

impl Grid {
    pub fn count(archive: &Archive, rows: &Rows) -> Grid {
        let tables = TableHours::of(archive);
        let mut grid = Grid::empty(span(archive, &tables), rows.list.len());
        let kinds = kinds_of_sessions(archive);
        let mut past = archive.store.entries.next_index();
        for index in (0..archive.files.len() as u32).rev().map(FileIndex) {
            let first = archive.files.get(index).first_entry;
            let rows = rows.of_file(index);
            let mut runs = grid.runs(archive, &kinds, rows, first..past);
            runs.extend(grid.runs_of_table(&tables, index, rows));
            grid.add_file(archive, index, rows, &runs);
            for row in archive.files.get(index).log_types.iter().filter_map(|kind| place(rows, kind)) {
                grid.mark(archive, index, row, &tables);
            }
            past = first;
        }
        grid
    }

    fn empty(span: Option<(i64, i64)>, rows: usize) -> Grid {
        let (first, last) = span.unwrap_or((0, -1));
        let start = first.div_euclid(DAY) * DAY;
        let days = (last - start).div_euclid(DAY) + 1;
        let most = MAX_STEPS.min(MAX_STEPS_OF_ALL / (rows as i64 + 1)).max(1);
        let step = if days * 24 <= most { HOUR } else { DAY * (days / most + 1) };
        // Whole days, so that columns of days are complete.
        let steps = usize::try_from((days * DAY).div_euclid(step) + i64::from(days * DAY % step > 0)).unwrap_or(0);
        let cells = steps * rows;
        let totals = vec![(0, 0, 0); rows];
        Grid {
            start,
            step,
            steps,
            entries: vec![0; cells],
            bytes: vec![0; cells],
            files: vec![CoverageCell::Outside; cells],
            totals,
        }
    }

    fn end(&self) -> i64 {
        self.start + self.steps as i64 * self.step
    }

    fn step_of(&self, time: i64) -> usize {
        usize::try_from((time - self.start) / self.step).unwrap_or(0).min(self.steps.saturating_sub(1))
    }

    /// The entries of a file as runs: a cell, and the number of consecutive entries in it. This visits every entry, so
    /// it only compares as long as the cell does not change.
    fn runs(
        &self,
        archive: &Archive,
        kinds: &[LogType],
        rows: &[Option<usize>],
        entries: Range<EntryIndex>,
    ) -> Vec<(usize, u64)> {
        let mut runs: Vec<(usize, u64)> = Vec::new();
        let (mut kind, mut from, mut count) = (LogType::Unknown, i64::MAX, 0);
        archive.store.entries.session_times(entries).for_each(|(session, time)| {
            // A duplicate has no session.
            let Some(&own) = kinds.get(session.0 as usize) else { return };
            if own != kind || time.0 < from || time.0 - from >= self.step {
                close(&mut runs, count);
                (kind, count) = (own, 0);
                let step = self.step_of(time.0);
                from = self.start + step as i64 * self.step;
                let Some(row) = rows.get(own as usize).copied().flatten() else {
                    from = i64::MAX;
                    return;
                };
                runs.push((row * self.steps + step, 0));
            }
            count += 1;
        });
        close(&mut runs, count);
        runs
    }

    /// The rows of a table in a file, as [`Grid::runs`].
    fn runs_of_table(&self, tables: &TableHours, index: FileIndex, rows: &[Option<usize>]) -> Vec<(usize, u64)> {
        let Some(row) = place(rows, LogType::Table) else { return Vec::new() };
        let hours = tables.of_file(index).iter();
        hours.map(|&(hour, count)| (row * self.steps + self.step_of(hour), count)).collect()
    }

    fn add_file(&mut self, archive: &Archive, index: FileIndex, rows: &[Option<usize>], runs: &[(usize, u64)]) {
        let file = archive.files.get(index);
        let timed: u64 = runs.iter().map(|(_, count)| count).sum();
        let all = file.entries.max(timed).max(1);
        // Bytes of a file outside entries are distributed like those of the entries.
        let share = |entries: u64| (u128::from(file.read) * u128::from(entries) / u128::from(all)) as u64;
        let mut before = 0;
        for &(cell, count) in runs {
            self.add(cell, count, share(before + count) - share(before));
            before += count;
        }
        let untimed = place(rows, LogType::Table).or_else(|| place(rows, file.log_type));
        // A copy that contains only known entries adds nothing.
        if let Some(row) = untimed.filter(|_| file.entries > timed || (timed == 0 && file.duplicates == 0)) {
            self.add_by_name(archive, file, row, (file.entries.saturating_sub(timed), file.read - share(timed)));
        }
    }

    fn add(&mut self, cell: usize, entries: u64, bytes: u64) {
        let row = cell.checked_div(self.steps).unwrap_or(0);
        self.entries[cell] += entries;
        self.bytes[cell] += bytes;
        self.add_total(row, entries, bytes, 0);
    }

    fn add_total(&mut self, row: usize, entries: u64, bytes: u64, undated: u32) {
        let total = &mut self.totals[row];
        *total = (total.0 + entries, total.1 + bytes, total.2 + undated);
    }

    /// Adds entries and bytes of rows without times by the date in the file name; if that covers more than a step, only
    /// to the totals.
    fn add_by_name(&mut self, archive: &Archive, file: &File, row: usize, (entries, bytes): (u64, u64)) {
        match file_name(archive, file).as_ref().and_then(span_of_name) {
            Some((from, to)) if to - from <= self.step && (self.start..self.end()).contains(&from) => {
                self.add(row * self.steps + self.step_of(from), entries, bytes);
            }
            Some(_) => self.add_total(row, entries, bytes, 0),
            None => self.add_total(row, entries, bytes, 1),
        }
    }

    /// Marks the periods that a file covers: that of its name, and that from its first to its last row. A name that
    /// contradicts the rows was given by a person, or denotes a week.
    fn mark(&mut self, archive: &Archive, index: FileIndex, row: usize, tables: &TableHours) {
        let file = archive.files.get(index);
        let by_rows = span_of_rows(index, file, tables);
        let cell = match file.accounts.entries + file.accounts.diagnosed {
            0 => CoverageCell::HeaderOnly,
            _ if by_rows.is_some() || file.entries == 0 => CoverageCell::Quiet,
            _ => CoverageCell::File,
        };
        let fits = |&(from, to): &(i64, i64)| by_rows.is_none_or(|(first, end)| first < to && from < end);
        let by_name = file_name(archive, file).as_ref().and_then(span_of_name).filter(fits);
        for (from, to) in by_name.into_iter().chain(by_rows) {
            if from < self.end() && to > self.start {
                let cells = row * self.steps + self.step_of(from)..=row * self.steps + self.step_of(to - 1);
                self.files[cells].iter_mut().for_each(|own| *own = (*own).max(cell));
            }
        }
    }

    pub fn entries(&self, row: usize) -> u64 {
        self.totals[row].0
    }

    pub fn bytes(&self, row: usize) -> u64 {
        self.totals[row].1
    }

    pub fn undated(&self, row: usize) -> u32 {
        self.totals[row].2
    }

    fn steps_of(&self, row: usize) -> Range<usize> {
        row * self.steps..(row + 1) * self.steps
    }

    /// Start of the first step: a midnight.
    pub fn start(&self) -> i64 {
        self.start
    }

    /// Width of a step in milliseconds.
    pub fn step(&self) -> i64 {
        self.step
    }

    /// Number of steps.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The content of each step of a row.
    pub fn cells(&self, row: usize) -> Vec<CoverageCell> {
        let own = self
            .steps_of(row)
            .map(|cell| if self.entries[cell] > 0 { CoverageCell::Entries } else { self.files[cell] });
        let mut cells: Vec<CoverageCell> = own.collect();
        let filled = |cell: &CoverageCell| *cell != CoverageCell::Outside;
        if let (Some(first), Some(last)) = (cells.iter().position(filled), cells.iter().rposition(filled)) {
            let inside = cells[first..=last].iter_mut().filter(|cell| **cell == CoverageCell::Outside);
            inside.for_each(|cell| *cell = CoverageCell::NoFile);
        }
        cells
    }

    /// The first gaps of all rows, and the number of all gaps.
    pub fn gaps(&self) -> (Vec<CoverageGap>, u32) {
        let (mut gaps, mut count) = (Vec::new(), 0);
        for row in 0..self.totals.len() {
            let cells = self.cells(row);
            let mut step = 0;
            for run in cells.chunk_by(|a, b| a == b) {
                let cell = run.first().copied().and_then(GapCell::of);
                if let Some(cell) = cell.filter(|_| is_inside(&cells, step, run.len())) {
                    count += 1;
                    let at = |step: usize| TimeMs::from(self.start + step as i64 * self.step);
                    gaps.push(CoverageGap { row: row as u32, from: at(step), to: at(step + run.len()), cell });
                }
                step += run.len();
            }
            gaps.truncate(MAX_GAPS);
        }
        (gaps, count)
    }

    pub fn columns(&self, width: BinWidth) -> Columns {
        let used = self.used();
        let hours = used.len() as i64 * self.step / HOUR;
        let most_columns = MAX_COLUMNS.min(MAX_CELLS / (self.totals.len() as i64).max(1)).max(31);
        let most = match width {
            BinWidth::Auto => HOURS_AT_ONCE,
            BinWidth::Hour => most_columns,
            BinWidth::Day => 0,
        };
        if self.step == HOUR && hours <= most {
            let start = self.start + used.start as i64 * HOUR;
            return Columns { start, width: HOUR, count: used.len(), steps_each: 1 };
        }
        let per_day = usize::try_from(DAY / self.step).unwrap_or(1).max(1);
        let days = self.steps.div_ceil(per_day);
        let steps_each = per_day * days.div_ceil(most_columns as usize).max(1);
        let width = steps_each as i64 * self.step;
        Columns { start: self.start, width, count: self.steps.div_ceil(steps_each), steps_each }
    }

    /// From the first step with any content to the last.
    fn used(&self) -> Range<usize> {
        let any = |step: &usize| {
            let mut cells = (0..self.totals.len()).map(|row| row * self.steps + step);
            cells.any(|cell| self.entries[cell] > 0 || self.files[cell] != CoverageCell::Outside)
        };
        let first = (0..self.steps).find(any).unwrap_or(0);
        first..(0..self.steps).rev().find(any).map_or(first, |last| last + 1)
    }
}

/// The row of a log type.
fn place(rows: &[Option<usize>], kind: LogType) -> Option<usize> {
    rows.get(kind as usize).copied().flatten()
}

/// Whether there are entries before and after a run of cells; otherwise it is not a gap but an end.
fn is_inside(cells: &[CoverageCell], from: usize, length: usize) -> bool {
    let has_entries =
        |cells: &[CoverageCell]| cells.iter().any(|cell| matches!(cell, CoverageCell::Entries | CoverageCell::File));
    cells.get(..from).is_some_and(has_entries) && cells.get(from + length..).is_some_and(has_entries)
}

fn close(runs: &mut [(usize, u64)], count: u64) {
    if let Some(run) = runs.last_mut() {
        run.1 += count;
    }
}

/// The log type of every session in a compact array, which is read once per entry; the rows of sessions are large.
fn kinds_of_sessions(archive: &Archive) -> Vec<LogType> {
    archive.store.sessions.iter().map(|(_, session)| session.log_type).collect()
}

impl Columns {
    /// The steps of a row, by column.
    fn each<'a>(&'a self, grid: &'a Grid, row: usize) -> impl Iterator<Item = Range<usize>> + 'a {
        let first = usize::try_from((self.start - grid.start) / grid.step).unwrap_or(0);
        (0..self.count).map(move |column| {
            let from = (first + column * self.steps_each).min(grid.steps);
            let to = (from + self.steps_each).min(grid.steps);
            row * grid.steps + from..row * grid.steps + to
        })
    }

    pub fn cells(&self, grid: &Grid, row: usize) -> Vec<CoverageCell> {
        let cells = grid.cells(row);
        let of_row = |steps: Range<usize>| steps.start - row * grid.steps..steps.end - row * grid.steps;
        let most = |steps: Range<usize>| cells[of_row(steps)].iter().copied().max().unwrap_or_default();
        self.each(grid, row).map(most).collect()
    }

    pub fn entries(&self, grid: &Grid, row: usize) -> Vec<Count> {
        self.each(grid, row).map(|steps| grid.entries[steps].iter().sum::<u64>().into()).collect()
    }

    pub fn bytes(&self, grid: &Grid, row: usize) -> Vec<ByteCount> {
        self.each(grid, row).map(|steps| grid.bytes[steps].iter().sum::<u64>().into()).collect()
    }
}

//! Sessions by row and hour: how many began in an hour, and how many of them were refused, put off or failed.
//!
//! Only logs of dialogues of known servers count: groups of records may span servers and days, and what one unknown server
//! wrote is not known to be of the same server as what another wrote.

use super::FileTrouble;
use super::grid::{CoverageCell, Grid};
use super::missing::MissingFiles;
use super::rows::{DAY, HOUR, Row, Rows};
use crate::archive::Archive;
use crate::store::{FileIndex, Outcome, Session};
use crate::work;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// The hours of all rows.
#[derive(Debug)]
pub struct Hours {
    /// Start of the first hour: a midnight.
    start: i64,
    rows: Rows,
    /// The hours of each row; none of a row whose sessions are not counted.
    pub of_rows: Vec<RowHours>,
}

/// The hours of a row.
#[derive(Debug, Default)]
pub struct RowHours {
    /// What the log contains.
    pub cells: Vec<CoverageCell>,
    /// How many sessions began.
    pub began: Vec<u32>,
    /// How many of them were refused, put off or failed.
    pub failed: Vec<u32>,
    /// Hours of which part may be missing: a file number is, or a file begins or ends there that is damaged.
    pub in_part: Vec<bool>,
}

impl RowHours {
    /// Whether a log covers an hour: otherwise nobody knows what happened in it.
    pub fn is_covered(&self, hour: usize) -> bool {
        self.cells.get(hour).is_some_and(|cell| !matches!(cell, CoverageCell::Outside | CoverageCell::NoFile))
    }
}

/// Whether a session was refused, put off, or failed.
pub fn has_failed(session: &Session) -> bool {
    matches!(session.facts.outcome, Outcome::Deferred | Outcome::Rejected | Outcome::Failed)
}

impl Hours {
    /// Counts the sessions. With wider steps than hours none are counted.
    pub(super) async fn count(archive: &Archive, grid: &Grid, rows: Rows) -> Hours {
        let counts = |row: &Row| grid.step() == HOUR && !row.log_type.is_grouped() && !row.server.is_empty();
        let empty = |(index, row): (usize, &Row)| match counts(row) {
            true => RowHours {
                cells: grid.cells(index),
                began: vec![0; grid.steps()],
                failed: vec![0; grid.steps()],
                in_part: vec![false; grid.steps()],
            },
            false => RowHours::default(),
        };
        let of_rows = rows.list.iter().enumerate().map(empty).collect();
        let mut hours = Hours { start: grid.start(), rows, of_rows };
        work::each(archive.store.sessions.of(0..archive.published()), |(_, session)| hours.add(session)).await;
        hours
    }

    fn add(&mut self, session: &Session) {
        let Some((row, hour)) = self.place_of(session) else { return };
        let row = &mut self.of_rows[row];
        row.began[hour] += 1;
        row.failed[hour] += u32::from(has_failed(session));
    }

    /// The row of a session and the hour in which it began, if that is counted.
    pub fn place_of(&self, session: &Session) -> Option<(usize, usize)> {
        let row = self.rows.place(session.file, session.log_type)?;
        let hour = self.hour_of(session.start.0)?;
        self.of_rows.get(row).filter(|row| hour < row.began.len())?;
        Some((row, hour))
    }

    /// The hour of a time, in milliseconds since 1970 UTC.
    pub fn hour_of(&self, time: i64) -> Option<usize> {
        usize::try_from((time - self.start).div_euclid(HOUR)).ok()
    }

    /// When an hour begins, in milliseconds since 1970 UTC.
    pub fn start_of(&self, hour: usize) -> i64 {
        self.start + hour as i64 * HOUR
    }

    /// Notes of which hours part may be missing.
    pub(super) fn note_gaps(&mut self, archive: &Archive, missing: &[MissingFiles], troubles: &[FileTrouble]) {
        for hole in missing {
            let from = hole.time.and_then(|time| self.hour_of(time.0 as i64));
            let length = if hole.hourly { 1 } else { (DAY / HOUR) as usize };
            from.into_iter().for_each(|from| self.note(hole.row, from..from + length));
        }
        for trouble in troubles {
            let times = archive.files.get(FileIndex(trouble.file)).times;
            let ends = times.into_iter().flat_map(|(first, last)| [first.0, last.0]);
            for (row, time) in trouble.row.into_iter().flat_map(|row| ends.clone().map(move |time| (row, time))) {
                self.hour_of(time).into_iter().for_each(|hour| self.note(row, hour..hour + 1));
            }
        }
    }

    fn note(&mut self, row: u32, hours: Range<usize>) {
        let row = self.of_rows.get_mut(row as usize).into_iter();
        let own = row.flat_map(|row| row.in_part.iter_mut().skip(hours.start).take(hours.len()));
        own.for_each(|is_in_part| *is_in_part = true);
    }
}

//! How a CSV file is written for a spreadsheet: what parts its cells, and how and in which zone times are written.
//!
//! Excel splits a CSV file that is opened by a double click at the list separator of the regional settings, which is a
//! semicolon where numbers have a decimal comma, and reads the milliseconds of a time only after the decimal sign. A line
//! `sep=;` would name the separator as well, but Excel then ignores the byte order mark and reads the file as ANSI, and
//! other programs take the line for the column names.

use crate::report::masking::DisplayText;
use crate::time::Timestamp;
use alloc::vec::Vec;
use serde::Deserialize;

/// What parts the cells of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Separator {
    /// A comma (RFC 4180).
    #[default]
    Comma,
    /// A semicolon.
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    /// The character.
    pub fn as_str(self) -> &'static str {
        match self {
            Separator::Comma => ",",
            Separator::Semicolon => ";",
            Separator::Tab => "\t",
        }
    }
}

/// How a CSV file is written; by default for programs: commas, decimal points, UTC.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What parts the cells of a row.
    pub separator: Separator,
    /// Whether milliseconds follow a comma instead of a point.
    pub decimal_comma: bool,
    /// The zone of times.
    pub zone: Zone,
}

impl Sheet {
    /// What parts the values in one cell: never what parts the cells.
    pub fn within_cell(&self) -> &'static str {
        if self.separator == Separator::Semicolon { ", " } else { "; " }
    }

    /// A time in the zone.
    pub fn time(&self, time: Timestamp) -> DisplayText<'static> {
        DisplayText::spreadsheet_time(time, self.zone.offset_minutes(time), self.decimal_comma)
    }

    /// The offset from UTC that a time is written with.
    pub fn zone_at(&self, time: Timestamp) -> DisplayText<'static> {
        DisplayText::offset(self.zone.offset_minutes(time))
    }
}

/// A time zone: its offsets from UTC, each with the time from which it applies. By default UTC.
#[derive(Clone, Debug, Default)]
pub struct Zone(Vec<(Timestamp, i32)>);

impl Zone {
    /// A zone with these offsets, in minutes and by time; the first also applies before.
    pub fn new(offsets: impl IntoIterator<Item = (Timestamp, i32)>) -> Zone {
        Zone(offsets.into_iter().collect())
    }

    fn offset_minutes(&self, time: Timestamp) -> i32 {
        let begun = self.0.partition_point(|(from, _)| *from <= time);
        self.0.get(begun.saturating_sub(1)).map_or(0, |(_, minutes)| *minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_applies_from_its_time_on() {
        let zone = Zone::new([(Timestamp(100), 60), (Timestamp(200), 120)]);
        let offsets = [0, 100, 199, 200, 900].map(|time| zone.offset_minutes(Timestamp(time)));
        assert_eq!(offsets, [60, 60, 60, 120, 120]);
        assert_eq!(Zone::default().offset_minutes(Timestamp(5)), 0);
    }

    #[test]
    fn values_in_a_cell_are_not_parted_like_cells() {
        for separator in [Separator::Comma, Separator::Semicolon, Separator::Tab] {
            let sheet = Sheet { separator, ..Sheet::default() };
            assert!(!sheet.within_cell().contains(separator.as_str()), "{separator:?}");
        }
    }
}

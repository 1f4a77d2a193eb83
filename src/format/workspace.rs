//! What a format needs in addition to the fields of a row to make an entry.

use super::l_file::state::LFileState;
use crate::text::is_blank;
use crate::time::{DayOrder, Timestamp, TimestampReader};
use alloc::vec::Vec;

/// The state that is kept between the rows of a file.
#[derive(Debug, Default)]
pub struct Workspace {
    /// Reads time stamps.
    pub times: TimestampReader,
    /// The last `#Date`: the time of rows without one.
    pub header_time: Option<Timestamp>,
    /// Offset in minutes east of UTC of times without a time zone (IIS format, L-files), as set by the user; else 0.
    pub offset_minutes: i32,
    /// Whether the day or the month comes first in dates of the file, as soon as a row has shown it.
    pub(super) day_order: Option<DayOrder>,
    /// Whether the user chose the log type of the file, which overrides the shape of a row.
    pub chosen: bool,
    /// Whether the header names the log type although the ports of its rows are those of another one.
    pub(super) named: bool,
    /// Space for text that has to be composed, such as a command from two fields. A format clears a buffer before it
    /// writes to it.
    pub buffers: [Vec<u8>; 3],
    /// The state of an L-file after the rows before.
    pub(super) l_file: LFileState,
}

impl Workspace {
    /// For a file of that name; its times without a time zone are `offset_minutes` east of UTC.
    pub fn of_file(file_name: &str, offset_minutes: i32) -> Workspace {
        Workspace { offset_minutes, l_file: LFileState::of_file(file_name), ..Workspace::default() }
    }

    /// For the same file, `file_name`, from its beginning.
    pub(super) fn anew(&self, file_name: &str) -> Workspace {
        Workspace { chosen: self.chosen, ..Workspace::of_file(file_name, self.offset_minutes) }
    }

    /// Whether the log type is known by more than the ports in a row.
    pub(super) const fn is_certain(&self) -> bool {
        self.chosen || self.named
    }

    /// The time of a row of a W3C extended log, in UTC. If `date` or `time` is missing or `-`, the `#Date` above the
    /// rows supplies the date, or date and time.
    pub fn w3c_time(&mut self, date: &[u8], time: &[u8]) -> Option<Timestamp> {
        match (is_blank(date), is_blank(time)) {
            (false, false) => self.times.read_date_and_time(date, time),
            (true, false) => self.times.read_time_after(self.header_time?, time),
            _ => self.header_time,
        }
    }
}

/// Joins the parts that are not empty in a buffer, with a space between them.
pub(super) fn join(buffer: &mut Vec<u8>, parts: &[&[u8]]) {
    join_with(" ", buffer, parts);
}

/// Joins the parts that are not empty in a buffer, with `between` between them.
pub(super) fn join_with(between: &str, buffer: &mut Vec<u8>, parts: &[&[u8]]) {
    buffer.clear();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !buffer.is_empty() {
            buffer.extend_from_slice(between.as_bytes());
        }
        buffer.extend_from_slice(part);
    }
}

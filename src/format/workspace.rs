//! What a format needs beside the fields of a row to make an entry of them.

use super::l_file::state::LFileState;
use crate::text::is_blank;
use crate::time::{Timestamp, TimestampReader};
use alloc::vec::Vec;

/// Kept from row to row of one file.
#[derive(Debug, Default)]
pub struct Workspace {
    /// Reads time stamps.
    pub times: TimestampReader,
    /// The last `#Date`: the time of rows that have none of their own.
    pub header_time: Option<Timestamp>,
    /// Minutes east of UTC of times that do not say their zone (IIS format, L-files), as the user named them; else 0.
    pub offset_minutes: i32,
    /// Whether the user said which log the file is: then that counts more than what a row looks like.
    pub chosen: bool,
    /// Room for text that stands in no field as it is needed, such as a command put together from two fields. Cleared by
    /// whoever writes to it.
    pub buffers: [Vec<u8>; 3],
    /// The state of an L-file after the rows before.
    pub(super) l_file: LFileState,
}

impl Workspace {
    /// For a file of that name, whose times, where they do not say their zone, are `offset_minutes` east of UTC.
    pub fn of_file(file_name: &str, offset_minutes: i32) -> Workspace {
        Workspace { offset_minutes, l_file: LFileState::of_file(file_name), ..Workspace::default() }
    }

    /// The time of a row of a W3C extended log, which is UTC. The columns `date` and `time` may be missing or `-`: then
    /// the `#Date` on top of the rows gives the date, or all of the time.
    pub fn w3c_time(&mut self, date: &[u8], time: &[u8]) -> Option<Timestamp> {
        match (is_blank(date), is_blank(time)) {
            (false, false) => self.times.read_date_and_time(date, time),
            (true, false) => self.times.read_time_after(self.header_time?, time),
            _ => self.header_time,
        }
    }
}

/// Puts parts behind each other into a buffer, one blank between those that hold something.
pub(super) fn join(buffer: &mut Vec<u8>, parts: &[&[u8]]) {
    join_with(" ", buffer, parts);
}

/// Puts parts behind each other into a buffer, with something between those that hold something.
pub(super) fn join_with(between: &str, buffer: &mut Vec<u8>, parts: &[&[u8]]) {
    buffer.clear();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !buffer.is_empty() {
            buffer.extend_from_slice(between.as_bytes());
        }
        buffer.extend_from_slice(part);
    }
}

//! What the lines of a file that have been read say about those that follow, where that is little: so a large file can be cut
//! between two rows, and each part be read from there, by a reader that has seen no more of it than its beginning.

use super::LogReader;
use super::column_names::ColumnNames;
use super::known_log::KnownLog;
use super::l_file::state::LFileState;
use super::reader::{Layout, State};
use crate::text::LineSyntax;
use crate::time::{DayOrder, Timestamp};
use alloc::vec::Vec;

/// What a reader knows between two rows. Those that know the same read what follows in the same way.
#[derive(Debug, PartialEq)]
pub struct Checkpoint {
    rows: Rows,
    log_type_header: Vec<u8>,
    header_time: Option<Timestamp>,
    day_order: Option<DayOrder>,
    named: bool,
    l_file: LFileState,
    has_strangers: bool,
    releasing: bool,
    has_headers: bool,
    has_rows: bool,
    block_is_complete: bool,
    block_has_entries: bool,
}

/// What the rows are.
#[derive(Debug, PartialEq)]
enum Rows {
    Log(KnownLog),
    Table(ColumnNames),
}

impl LogReader {
    /// What it knows, if the next line is taken by itself and is most likely a row of a log that has been recognised.
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        let rows = match &self.state {
            // The time of an entry, and what it belongs to, is in the lines above it.
            State::Log(log) if log.syntax == LineSyntax::Stamped => return None,
            State::Log(log) => Rows::Log(log.clone()),
            State::Table(names) => Rows::Table(names.clone()),
            State::Unknown | State::Named(_) | State::Refused => return None,
        };
        let is_between_lines = matches!(self.layout, Layout::Whole)
            && self.takes_lines_by_themselves()
            && self.previous_log.is_none()
            && self.waiting.len() == 0
            // Where that line is would be counted from the beginning of another part.
            && self.likeness.is_none();
        is_between_lines.then(|| Checkpoint {
            rows,
            log_type_header: self.log_type_header.clone(),
            header_time: self.workspace.header_time,
            day_order: self.workspace.day_order,
            named: self.workspace.named,
            l_file: self.workspace.l_file.clone(),
            has_strangers: self.has_strangers,
            releasing: self.releasing,
            has_headers: self.has_headers,
            has_rows: self.has_rows,
            block_is_complete: self.block_is_complete,
            block_has_entries: self.block_has_entries,
        })
    }

    /// Whether it also remembers lines that could not be read, which matters to one that begins at that byte.
    pub fn remembers_strays(&self, byte: u64) -> bool {
        self.prefix.has_missed_before(byte)
    }

    /// It does so no longer.
    pub fn forget_strays(&mut self) {
        self.prefix.forget_misses();
    }
}

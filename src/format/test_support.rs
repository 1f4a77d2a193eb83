//! Reads a file in a test and writes down what the reader reports.

use super::{Account, Cells, Correction, Evidence, LogReader, RowSink};
use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::{Entry, LogType};
use crate::text::{Fields, LineFramer};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Takes a note of everything that is reported.
#[derive(Default)]
struct Notes {
    lines: Vec<String>,
    accounted: u64,
}

impl RowSink for Notes {
    fn recognised(&mut self, log_type: LogType, _: &[u8], evidence: Evidence) {
        self.lines.push(format!("is {log_type:?} by {evidence:?}"));
    }
    fn entry(&mut self, _: LogType, entry: &Entry<'_>, cells: Cells<'_>, position: Position) {
        let data = String::from_utf8_lossy(entry.data);
        let cells: Vec<_> = cells.iter().map(String::from_utf8_lossy).collect();
        let cells = if cells.is_empty() { String::new() } else { format!(" [{}]", cells.join("|")) };
        self.lines.push(format!("{} {} {data}{cells}", position.line, entry.event.as_str()));
    }
    fn columns(&mut self, log_type: LogType, name: &[u8], columns: &[&[u8]]) {
        let name = String::from_utf8_lossy(name);
        self.lines.push(format!("{} {name} of {}", log_type.key(), columns.len()));
    }
    fn table_row(&mut self, fields: &Fields<'_>) {
        self.lines.push(format!("row {}", String::from_utf8_lossy(fields.get(0))));
    }
    fn diagnostic(&mut self, kind: DiagnosticKind, position: Position, _: &[u8]) {
        self.lines.push(format!("{} {}", position.line, kind.name()));
    }
    fn account(&mut self, _: Account, span: u64) {
        self.accounted += span;
    }
}

/// Reads a file of that name; returns a note for each report.
pub(super) fn read(name: &str, text: &[u8]) -> Vec<String> {
    read_as(None, name, text)
}

/// As [`read`], for a file whose log type the user chose.
pub(super) fn read_as(read_as: Option<LogType>, name: &str, text: &[u8]) -> Vec<String> {
    let correction = Correction { read_as, offset_minutes: 0 };
    let (mut framer, mut reader) = (LineFramer::default(), LogReader::new(name, correction));
    let mut notes = Notes::default();
    framer.push(text, |line| reader.line(&line, &mut notes));
    framer.finish(|line| reader.line(&line, &mut notes));
    reader.finish(text.len() as u64, true, &mut notes);
    assert_eq!(notes.accounted, text.len() as u64, "every byte is accounted for");
    notes.lines
}

/// The header of a receive log.
pub(super) const HEAD: &str = "#Log-type: SMTP Receive Protocol Log\n\
    #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n";
/// The fields of its rows before `event`.
pub(super) const ROW: &str = "2026-01-05T10:00:00.000Z,EX01\\In,08DE4C1234567890,0,192.0.2.10:25,198.51.100.7:4711,";

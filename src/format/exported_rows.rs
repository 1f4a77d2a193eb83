//! Rows with times in the format of a culture. Those before the first unambiguous date are kept until it is found.

use super::export::{Exported, exported, is_cut_time, likely_order};
use super::reader::{LogReader, State};
use super::sink::RowSink;
use crate::diagnostic::DiagnosticKind;
use crate::text::Line;
use crate::time::DayOrder;
use core::mem;

impl LogReader {
    /// Takes a row that is not an entry because of the format of its time. False if it is another row.
    pub(super) fn exported_row(&mut self, line: &Line<'_>, sink: &mut impl RowSink) -> bool {
        let State::Log(log) = &self.state else { return false };
        match exported(log, line.text, &mut self.records, &mut self.workspace) {
            None => return false,
            // Rows stay in their order.
            Some(Exported::Either(row, is_local)) if self.waiting.len() == 0 => {
                self.rewritten(&Line { text: &row, ..*line }, line, is_local, sink);
            }
            Some(Exported::Unclear | Exported::Either(..)) if self.waiting.has_room_for_rows(line) => {
                self.waiting.push(line);
            }
            Some(Exported::Unclear | Exported::Either(..)) => {
                self.assume_order(sink);
                return self.exported_row(line, sink);
            }
            Some(Exported::Row(row, is_local)) => {
                self.read_waiting(sink);
                self.rewritten(&Line { text: &row, ..*line }, line, is_local, sink);
            }
        }
        true
    }

    /// Reads a row that was rewritten as the log would have it.
    fn rewritten(&mut self, row: &Line<'_>, line: &Line<'_>, is_local: bool, sink: &mut impl RowSink) {
        sink.diagnostic(DiagnosticKind::CultureTime, line.position, line.text);
        if is_local {
            sink.local_times(true);
        }
        self.row(row, sink);
    }

    /// Reads the rows that are kept, although no date has shown the order.
    pub(super) fn assume_order(&mut self, sink: &mut impl RowSink) {
        if let Some(line) = self.waiting.iter().next() {
            sink.diagnostic(DiagnosticKind::AmbiguousDate, line.position, line.text);
            let order = match &self.state {
                State::Log(log) => likely_order(log, self.waiting.iter(), &mut self.records),
                _ => DayOrder::MonthFirst,
            };
            self.workspace.day_order = Some(order);
        }
        self.read_waiting(sink);
    }

    fn read_waiting(&mut self, sink: &mut impl RowSink) {
        let waiting = mem::take(&mut self.waiting);
        waiting.iter().for_each(|line| self.row(&line, sink));
    }

    /// What is wrong with a row whose time is not valid.
    pub(super) fn time_problem(&mut self, kind: DiagnosticKind, line: &[u8]) -> DiagnosticKind {
        match &self.state {
            State::Log(log) if kind == DiagnosticKind::InvalidTime && is_cut_time(log, line, &mut self.records) => {
                DiagnosticKind::SpreadsheetTime
            }
            _ => kind,
        }
    }
}

//! Rows that are no entries of the current log: they may be damaged, belong to another log, or be none at all.

use super::Fit;
use super::known_log::KnownLog;
use super::reader::{LogReader, State};
use super::refusal::{likeness, likeness_below};
use super::repair::{repaired, without_outer_quotes};
use super::sink::{Account, Cells, Evidence, RowSink};
use crate::diagnostic::DiagnosticKind;
use crate::text::Line;

impl LogReader {
    /// Takes a row that is not an entry of the current log. It may be damaged, belong to another log that was
    /// concatenated with it, or have a prefix.
    #[cold]
    pub(super) fn stray(&mut self, kind: DiagnosticKind, line: &Line<'_>, sink: &mut impl RowSink) {
        if self.row_of_recipients(line, sink) {
            return;
        }
        if self.is_of_named_log(line.text) {
            return self.row(line, sink);
        }
        if let State::Log(log) = &self.state
            && let Some(row) = repaired(log, line.text, &mut self.records, &mut self.workspace)
        {
            sink.diagnostic(row.kind, line.position, line.text);
            return self.row(&Line { text: &row.text, ..*line }, sink);
        }
        if self.exported_row(line, sink) {
            return;
        }
        let Some(other) = self.other_log(line.text) else {
            if let Some(prefix) = self.find_prefix_of(line) {
                return self.without_prefix(line, &prefix, sink);
            }
            if kind == DiagnosticKind::UnrecognisedLine && self.continue_row(line, sink) {
                return;
            }
            if !self.keep_stray_piece(kind, line) {
                self.no_row(kind, line, sink);
            }
            return;
        };
        self.assume_order(sink);
        self.workspace.named = false;
        self.lists.names = None;
        other.announce(Evidence::RowShape, sink);
        self.previous_log = match core::mem::replace(&mut self.state, State::Log(other)) {
            State::Log(log) => Some(log),
            _ => None,
        };
        self.row(line, sink);
    }

    /// Takes a row about all recipients of a message. False if it is another row.
    fn row_of_recipients(&mut self, line: &Line<'_>, sink: &mut impl RowSink) -> bool {
        let State::Log(log) = &self.state else { return false };
        let Some(rows) = log.recipient_rows(line.text, &mut self.records) else { return false };
        let mut span = line.span;
        for row in rows {
            // The bytes of the line count once.
            self.row(&Line { text: &row, span: core::mem::take(&mut span), ..*line }, sink);
        }
        true
    }

    /// Whether the first row below a header is an entry of its log but for the port of a server, which is the port of another
    /// protocol: the header knows better. Further down, such a row is of another log.
    fn is_of_named_log(&mut self, line: &[u8]) -> bool {
        if self.block_has_entries || !self.has_headers || self.workspace.is_certain() {
            return false;
        }
        self.workspace.named = true;
        self.workspace.named = self.is_entry(line);
        self.workspace.named
    }

    /// Takes a line that continues the previous row, in a log whose rows may span several lines. False if there is no
    /// such row.
    fn continue_row(&mut self, line: &Line<'_>, sink: &mut impl RowSink) -> bool {
        let State::Log(KnownLog { format, columns, syntax, .. }) = &self.state else { return false };
        if !syntax.has_continuation_lines() {
            return false;
        }
        let fields = self.records.continuation(line.text);
        let Ok(entry) = &(format.entry)(&fields, columns, &mut self.workspace) else { return false };
        sink.account(Account::Entry, line.span);
        sink.entry(format.log_type, entry, Cells { fields, extra: columns.extra() }, line.position);
        true
    }

    /// The log to which a row that is not an entry of the current log belongs.
    fn other_log(&mut self, line: &[u8]) -> Option<KnownLog> {
        let (records, workspace) = (&mut self.records, &mut self.workspace);
        if let Some(previous) = self.previous_log.take_if(|previous| previous.has_entry(line, records, workspace)) {
            return Some(previous);
        }
        let (fit, log) = self.recognition.by_row(line, records)?;
        let current = if let State::Log(log) = &self.state { Some(log) } else { None };
        let is_damaged = current.into_iter().chain(&self.previous_log).any(|known| known.excludes(&log));
        (fit == Fit::Yes && !is_damaged && log.has_entry(line, records, workspace)).then_some(log)
    }

    /// Takes a line outside of a known log that is no row of one. It may be one without its prefix, or inside quotes.
    #[cold]
    pub(super) fn unrecognised(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if let Some(prefix) = self.find_prefix_of(line) {
            return self.without_prefix(line, &prefix, sink);
        }
        let row = without_outer_quotes(line.text);
        if let Some(row) = row.filter(|row| self.recognition.by_row(row, &mut self.records).is_some()) {
            sink.diagnostic(DiagnosticKind::QuotedRow, line.position, line.text);
            return self.row(&Line { text: &row, ..*line }, sink);
        }
        let kind = self.problem_of_named(line.text);
        if !self.keep_stray_piece(kind, line) {
            self.no_row(kind, line, sink);
        }
    }

    /// Why a line is no row below column names of which no row has shown the log: its time may be written in a way that is
    /// not known.
    fn problem_of_named(&mut self, line: &[u8]) -> DiagnosticKind {
        let State::Named(names) = &self.state else { return DiagnosticKind::UnrecognisedLine };
        let time = names.time_fields().filter(|_| names.fit(line, &mut self.records));
        let fields = self.records.split_as(names.row_syntax(), line);
        match time.zip(fields).is_some_and(|(time, fields)| time.is_unknown(&fields)) {
            true => DiagnosticKind::InvalidTime,
            false => DiagnosticKind::UnrecognisedLine,
        }
    }

    /// Reports a line that is no row, whatever was tried.
    pub(super) fn no_row(&mut self, kind: DiagnosticKind, line: &Line<'_>, sink: &mut impl RowSink) {
        let is_of_log = matches!(self.state, State::Log(_) | State::Table(_));
        if !is_of_log && self.likeness.is_none() {
            let likeness = if self.has_strangers { likeness_below } else { likeness };
            self.likeness = likeness(line.text).map(|kind| (kind, line.position));
            self.has_strangers = true;
        }
        let kind = if is_of_log { cut_or(self.time_problem(kind, line.text), line) } else { kind };
        sink.diagnosed(kind, line.position, line.text, line.span);
    }
}

/// A last line that lacks fields and a line end is cut off, not wrong.
fn cut_or(kind: DiagnosticKind, line: &Line<'_>) -> DiagnosticKind {
    if line.terminated { kind } else { DiagnosticKind::CutLine }
}

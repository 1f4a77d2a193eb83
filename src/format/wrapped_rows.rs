//! Rows and headers that were broken into several lines: their pieces are kept until the next row begins.

use super::column_names::ColumnNames;
use super::reader::{LogReader, OpenHeader, State};
use super::sink::{Account, RowSink};
use super::wrapped::{WrappedRow, begins_row, joined_names};
use crate::diagnostic::DiagnosticKind;
use crate::text::{Line, LineSyntax};

impl LogReader {
    /// Takes the line after the column names. True if it continues them.
    #[cold]
    pub(super) fn after_header(&mut self, line: &Line<'_>, sink: &mut impl RowSink) -> bool {
        let Some(OpenHeader { names, position }) = self.open_header.take() else { return false };
        if let Some(names) = joined_names(&names, line.text) {
            sink.account(Account::Header, line.span);
            sink.diagnostic(DiagnosticKind::JoinedRow, line.position, line.text);
            self.open_header = Some(OpenHeader { names, position });
            return true;
        }
        self.columns_named(ColumnNames::read(&names, &self.log_type_header), position, sink);
        false
    }

    /// Keeps a line that may be the first piece of a row. False if it cannot be one.
    pub(super) fn keep_piece(&mut self, line: &Line<'_>) -> bool {
        let continues = matches!(&self.state, State::Log(log) if log.syntax.has_continuation_lines());
        if self.releasing || continues || !begins_row(line.text) {
            return false;
        }
        let mut row = WrappedRow::new(self.wrapping);
        row.pieces.push(line);
        self.wrapped = Some(row);
        true
    }

    /// The same for a line that is no row by itself, for that reason, whatever was tried.
    pub(super) fn keep_stray_piece(&mut self, kind: DiagnosticKind, line: &Line<'_>) -> bool {
        let is_kept = self.keep_piece(line);
        if let Some(row) = self.wrapped.as_mut().filter(|_| is_kept) {
            row.first_is = Some(kind);
        }
        is_kept
    }

    /// Takes a line after a piece of a row.
    #[cold]
    pub(super) fn continue_wrapped(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        let Some(mut row) = self.wrapped.take() else { return };
        let is_text = !line.overlong && !line.only_nul && !line.text.trim_ascii().is_empty();
        let is_piece =
            is_text && !line.text.starts_with(b"#") && !line.text.starts_with(b"\"#") && !begins_row(line.text);
        if !is_piece || !row.has_room(line) || self.is_row(line.text) {
            self.release(&row, sink);
            return self.plain_line(line, sink);
        }
        row.pieces.push(line);
        self.wrapped = Some(row);
    }

    /// Reads the pieces that are kept, if there are any.
    pub(super) fn end_wrapped(&mut self, sink: &mut impl RowSink) {
        if let Some(row) = self.wrapped.take() {
            self.release(&row, sink);
        }
    }

    /// Reads the pieces: as one row if they make up one, else line by line.
    pub(super) fn release(&mut self, row: &WrappedRow, sink: &mut impl RowSink) {
        // What is released must not be kept again.
        self.releasing = true;
        let whole = row.candidates().find(|(_, text)| self.is_row(text));
        let joined = whole.as_ref().map_or(0, |(count, _)| *count);
        if let Some((count, text)) = &whole
            && let Some(line) = row.pieces.as_one(*count, text)
        {
            if *count > 1 {
                self.wrapping = row.wrapping();
                sink.diagnostic(DiagnosticKind::JoinedRow, line.position, line.text);
            }
            self.row(&line, sink);
        } else if let Some(line) = row.broken_line().filter(|line| self.is_short(line.text)) {
            sink.diagnostic(DiagnosticKind::WrappedRow, line.position, line.text);
        }
        let mut rest = row.pieces.iter().skip(joined);
        if let Some(kind) = row.first_is.filter(|_| joined == 0)
            && let Some(first) = rest.next()
        {
            self.no_row(kind, &first, sink);
        }
        rest.for_each(|line| self.plain_line(&line, sink));
        self.releasing = false;
    }

    /// Whether a line has some of the fields of a row.
    fn is_short(&mut self, line: &[u8]) -> bool {
        let (syntax, width) = match &self.state {
            State::Log(log) => (log.syntax, log.columns.width()),
            State::Table(names) | State::Named(names) => (names.row_syntax(), names.len()),
            State::Unknown | State::Refused => (LineSyntax::of_column_names(line), usize::MAX),
        };
        let fields = self.records.split_as(syntax, line).map_or(width, |fields| fields.len());
        (3..width).contains(&fields) && syntax != LineSyntax::Spaces
    }

    /// Whether a text is a row by itself.
    pub(super) fn is_row(&mut self, text: &[u8]) -> bool {
        let LogReader { state, recognition, records, workspace, .. } = self;
        match state {
            State::Log(log) => log.has_entry(text, records, workspace),
            State::Table(names) | State::Named(names) => names.fit(text, records),
            State::Unknown => {
                recognition.by_row(text, records).is_some() || recognition.table_by_row(text, records).is_some()
            }
            State::Refused => false,
        }
    }
}

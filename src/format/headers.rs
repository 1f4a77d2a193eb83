//! Headers, and rows that show what the log is where no header says it.

use super::column_names::ColumnNames;
use super::export::recognisable;
use super::reader::{LogReader, OpenHeader, State};
use super::recognition::Recognised;
use super::repair::header_in_quotes;
use super::sink::{Account, Evidence, RowSink};
use crate::diagnostic::{DiagnosticKind, Position};
use crate::text::{HeaderLine, Line};

impl LogReader {
    /// Takes a line that begins with `#`. What it has beside the header, or instead of it, is no row that can be read.
    pub(super) fn header_line(
        &mut self,
        header: HeaderLine<'_>,
        has_more: bool,
        line: &Line<'_>,
        sink: &mut impl RowSink,
    ) {
        let is_row = !header.is_known() && line.text.get(1..).is_some_and(|text| self.is_entry(text));
        if has_more || is_row {
            self.has_rows = true;
            sink.diagnosed(DiagnosticKind::UnrecognisedLine, line.position, line.text, line.span);
        } else {
            sink.account(Account::Header, line.span);
        }
        if !is_row {
            self.header(header, line.position);
        }
    }

    /// Takes a header line that a spreadsheet put in quotes.
    #[cold]
    pub(super) fn quoted_header(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        match header_in_quotes(line.text, &mut self.records) {
            Some(text) => self.fresh_line(&Line { text: &text, ..*line }, sink),
            None => self.row(line, sink),
        }
    }

    fn header(&mut self, header: HeaderLine<'_>, position: Position) {
        self.has_headers = true;
        let columns = header.columns();
        if self.block_is_complete && !columns.is_some_and(|columns| self.has_columns(columns)) {
            // What follows is a log of its own, and may come without a `#Log-type`.
            self.log_type_header.clear();
        }
        self.block_is_complete = columns.is_some();
        if header.is("Log-type") {
            self.log_type_header = header.value.to_vec();
        } else if header.is("Date") {
            self.workspace.header_time = self.workspace.times.read(header.value);
        } else if let Some(columns) = columns {
            self.open_header = Some(OpenHeader { names: columns.to_vec(), position });
        }
    }

    /// Whether the current log can have these columns: then the header repeats them.
    fn has_columns(&self, value: &[u8]) -> bool {
        let names = ColumnNames::read(value, &self.log_type_header);
        match &self.state {
            State::Log(log) => names.columns_of(log.format).is_some(),
            State::Table(own) | State::Named(own) => own.has_names_of(&names),
            State::Unknown | State::Refused => false,
        }
    }

    /// The rows that follow have these columns.
    pub(super) fn columns_named(&mut self, names: ColumnNames, position: Position, sink: &mut impl RowSink) {
        self.assume_order(sink);
        self.workspace.day_order = None;
        (self.previous_log, self.lists.names) = (None, None);
        (self.workspace.named, self.block_has_entries) = (false, false);
        self.enter(self.recognition.by_header(names), position, sink);
    }

    /// `position` is that of the line by which the log was recognised.
    fn enter(&mut self, recognised: Recognised, position: Position, sink: &mut impl RowSink) {
        self.state = match recognised {
            Recognised::Log(log, evidence) => {
                if log.syntax != log.format.syntax {
                    sink.diagnostic(DiagnosticKind::OtherSeparator, position, b"");
                }
                log.announce(self.recognition.evidence(evidence), sink);
                State::Log(log)
            }
            Recognised::Table(names, evidence) => {
                names.announce_table(evidence, sink);
                State::Table(names)
            }
            Recognised::Undecided(names) => State::Named(names),
        };
    }

    /// Recognises the format of a row that no header has decided. True if the row is a header itself: exports of a
    /// table name their columns in the first row, without `#Fields`.
    #[cold]
    pub(super) fn recognise(&mut self, line: &Line<'_>, sink: &mut impl RowSink) -> bool {
        if let State::Named(names) = core::mem::take(&mut self.state) {
            self.recognise_named(names, line, sink);
        } else if let Some((_, log)) = self.recognition.by_row(line.text, &mut self.records) {
            self.enter(Recognised::Log(log, Evidence::RowShape), line.position, sink);
        } else if let Some(names) = self.recognition.header_in_row(line.text, &mut self.records) {
            self.has_headers = true;
            self.columns_named(names, line.position, sink);
            return true;
        } else if let Some(table) = self.recognition.table_header(line.text, &mut self.records) {
            self.has_headers = true;
            self.enter(table, line.position, sink);
            return true;
        } else if let Some(table) = self.recognition.table_by_row(line.text, &mut self.records) {
            self.enter(table, line.position, sink);
        }
        false
    }

    fn recognise_named(&mut self, names: ColumnNames, line: &Line<'_>, sink: &mut impl RowSink) {
        let syntax = names.row_syntax();
        let of_recipient = names.recipient_row(line.text, &mut self.records);
        let text = of_recipient.as_deref().unwrap_or(line.text);
        let fields = self.records.split_as(syntax, text);
        let converted = fields.and_then(|row| recognisable(names.time_fields()?, &row, syntax));
        let recognised = match self.records.split_as(syntax, converted.as_deref().unwrap_or(text)) {
            Some(fields) => self.recognition.by_first_row(names, &fields),
            None => Recognised::Undecided(names),
        };
        self.enter(recognised, line.position, sink);
    }
}

//! Lines with a prefix: they are read without it, and a path in it names the log.

use super::reader::{LogReader, State};
use super::sink::{Account, RowSink};
use super::wrapped::begins_row;
use crate::diagnostic::DiagnosticKind;
use crate::text::prefix::{Prefix, PrefixKind};
use crate::text::{HeaderLine, Line};
use alloc::string::String;

impl LogReader {
    /// Takes a line of a file in which lines have prefixes.
    #[cold]
    pub(super) fn prefixed_line(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        // Grep separates groups of lines.
        if line.text == b"--" {
            return sink.account(Account::Header, line.span);
        }
        match self.prefix.like_last(line.text).or_else(|| self.find_prefix(line.text)) {
            Some(prefix) => self.without_prefix(line, &prefix, sink),
            None => self.plain_line(line, sink),
        }
    }

    /// The prefix of a line that is a row or a header without it.
    pub(super) fn find_prefix(&mut self, line: &[u8]) -> Option<Prefix> {
        let LogReader { prefix, state, recognition, records, workspace, .. } = self;
        // Lines without a time stamp continue the row before, whatever they begin with.
        let may_continue = matches!(state, State::Log(log) if log.syntax.has_continuation_lines());
        if may_continue && !line.first().is_some_and(|first| b" \t>|\xC2".contains(first)) {
            return None;
        }
        prefix.find(line, |row| match HeaderLine::parse(row) {
            Some(header) => header.is_known(),
            None => {
                let is_first = matches!(state, State::Named(names) if begins_row(row) && names.fit(row, records));
                is_first
                    || matches!(state, State::Log(log) if log.has_entry(row, records, workspace))
                    || recognition.by_row(row, records).is_some()
                    || recognition.table_by_row(row, records).is_some()
                    || recognition.header_in_row(row, records).is_some()
            }
        })
    }

    pub(super) fn without_prefix(&mut self, line: &Line<'_>, prefix: &Prefix, sink: &mut impl RowSink) {
        if self.prefix.remember(line.text, prefix) {
            let path = line.text.get(prefix.path.clone()).unwrap_or_default();
            self.enter_path(path, sink);
        }
        let text = line.text.get(prefix.row..).unwrap_or_default();
        if !text.is_empty() {
            let kind = match prefix.kind {
                PrefixKind::Indent => DiagnosticKind::IndentRemoved,
                PrefixKind::Search => DiagnosticKind::SearchOutput,
                PrefixKind::Syslog => DiagnosticKind::SyslogHeader,
            };
            sink.diagnostic(kind, line.position, line.text);
        }
        self.plain_line(&Line { text, ..*line }, sink);
    }

    /// The lines that follow are from the log at this path.
    fn enter_path(&mut self, path: &[u8], sink: &mut impl RowSink) {
        let path = String::from_utf8_lossy(path);
        let (folder, name) = path.rsplit_once(['\\', '/']).unwrap_or(("", &path));
        sink.log_path(folder, name);
        self.recognition.rename(name);
        let current = match &self.state {
            State::Log(log) => Some(log.format.log_type),
            _ => None,
        };
        let named = self.recognition.by_file_name().map(|format| format.log_type);
        if current.is_some() && named.is_some() && current != named {
            self.state = State::Unknown;
            self.log_type_header.clear();
        }
    }
}

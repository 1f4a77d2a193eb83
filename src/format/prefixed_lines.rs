//! Lines with a prefix: they are read without it, and a path in it names the log.

use super::reader::{LogReader, State};
use super::sink::{Account, RowSink};
use super::wrapped::begins_row;
use crate::diagnostic::DiagnosticKind;
use crate::text::prefix::{Prefix, PrefixKind};
use crate::text::{HeaderLine, Line};
use alloc::string::String;

/// Prefixes that a line may have one after the other: a search in files that contain output of a search.
const MAX_PREFIXES: u32 = 3;

impl LogReader {
    /// Takes a line of a file in which lines have prefixes.
    #[cold]
    pub(super) fn prefixed_line(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        // Grep separates groups of lines.
        if line.text == b"--" {
            return sink.account(Account::Header, line.span);
        }
        match self.prefix.like_last(line.text).or_else(|| self.find_prefix_of(line)) {
            Some(prefix) => self.without_prefix(line, &prefix, sink),
            None => self.plain_line(line, sink),
        }
    }

    /// The prefix of a line that is a row or a header without it.
    pub(super) fn find_prefix_of(&mut self, line: &Line<'_>) -> Option<Prefix> {
        self.prefix.go_to(line.position.byte);
        self.find_prefix(line.text)
    }

    /// The same for a text.
    pub(super) fn find_prefix(&mut self, line: &[u8]) -> Option<Prefix> {
        // Each is read after the one before it: without a limit, a line of nothing else would end the memory of calls.
        if self.prefixes_removed >= MAX_PREFIXES {
            return None;
        }
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
        self.prefixes_removed += 1;
        self.plain_line(&Line { text, ..*line }, sink);
        self.prefixes_removed -= 1;
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
            self.lists.names = None;
            self.log_type_header.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{HEAD, ROW, read};
    use alloc::format;
    use alloc::string::String;

    #[test]
    fn a_search_in_the_output_of_a_search_is_read() {
        let text = format!("{HEAD}b.log:7:a.log:6:{ROW}+,,\n");
        let expected = ["is SmtpReceive by Header", "3 search-output", "3 + "];
        assert_eq!(read("x", text.as_bytes()), expected);
    }

    #[test]
    fn a_line_of_nothing_but_prefixes_ends() {
        let text = format!(
            "#Fields: date,time,s-ip,cs-method,cs-uri-stem,cs-uri-query,s-port,cs-username,c-ip,cs(User-Agent),\
             cs(Referer),sc-status,sc-substatus,sc-win32-status,time-taken\n\
             {},8:00:01,192.0.2.19,GET,/owa/,-,443,ann,198.51.100.7,x/1.0,-,200,0,0,5\n",
            "p.x}550-5.7.1 ".repeat(50_000)
        );
        let notes = read("x", text.as_bytes());
        assert_eq!(notes.last().map(String::as_str), Some("2 unrecognised-line"));
        assert!(notes.len() < 10, "{notes:?}");
    }
}

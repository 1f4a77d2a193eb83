//! Rows as `Format-List` of PowerShell prints them, which is what people copy from a console: a line for each property,
//! `EventId : RECEIVE`, and an empty line after each record. A record is read as the row of an export with these columns.

use super::column_names::ColumnNames;
use super::list_record::ListRecord;
use super::reader::{LogReader, State};
use super::sink::RowSink;
use crate::diagnostic::DiagnosticKind;
use crate::text::Line;
use crate::text::prefix::indent;

impl LogReader {
    /// Takes a line that begins a record of such an output. False if it is another line.
    pub(super) fn begin_list(&mut self, line: &Line<'_>) -> bool {
        let may_begin = !self.lists.releasing && (self.lists.were_read || matches!(self.state, State::Unknown));
        self.lists.open = if may_begin { ListRecord::new(line) } else { None };
        self.lists.open.is_some()
    }

    /// Takes the line after one of a record.
    #[cold]
    pub(super) fn continue_list(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if !self.lists.open.as_mut().is_some_and(|list| list.take(line)) {
            self.end_list(sink);
            self.plain_line(line, sink);
        }
    }

    /// Whether a line between records has nothing but what precedes their lines.
    pub(super) fn is_between_records(&self, line: &[u8]) -> bool {
        self.lists.were_read && indent(line) == line.len()
    }

    /// Reads the lines of a record: as a row, or line by line if no log has such columns.
    pub(super) fn end_list(&mut self, sink: &mut impl RowSink) {
        let Some(list) = self.lists.open.take() else { return };
        let (names, row) = (list.names(), list.row());
        let is_known = self.lists.names.as_ref().is_some_and(|known| *known == names);
        let header = ColumnNames::of_export(names.clone());
        if let Some(line) = list.lines.as_one(list.lines.len(), &row)
            && (is_known || self.recognition.knows(&header))
        {
            if !is_known {
                self.columns_named(header, line.position, sink);
            }
            (self.lists.were_read, self.lists.names) = (true, Some(names));
            sink.diagnostic(DiagnosticKind::ListOutput, line.position, line.text);
            if list.is_indented() {
                sink.diagnostic(DiagnosticKind::IndentRemoved, line.position, line.text);
            }
            return self.row(&line, sink);
        }
        self.lists.releasing = true;
        list.lines.iter().for_each(|line| self.plain_line(&line, sink));
        self.lists.releasing = false;
    }
}

#[cfg(test)]
mod tests {
    use crate::format::test_support::{HEAD, ROW, read};
    use alloc::format;

    const RECORD: &str = "Timestamp      : 3/15/2026 8:00:01 AM\nEventId        : RECEIVE\nSource         : SMTP\n\
                          Sender         : ann@fabrikam.com\nMessageSubject : Offer: 12, and more\n";

    #[test]
    fn each_record_is_a_row() {
        let second = RECORD.replace("RECEIVE", "SEND").replace(":01", ":05");
        let notes = read("x", format!("\n\n{RECORD}\n{second}\n\n").as_bytes());
        assert_eq!(notes[0], "3 list-output");
        let rows: Vec<&String> = notes.iter().filter(|note| note.contains(" * ")).collect();
        assert_eq!(rows.len(), 2, "{notes:?}");
        assert!(rows[0].starts_with("3 * RECEIVE SMTP [") && rows[0].ends_with("|Offer: 12, and more]"), "{notes:?}");
        assert!(rows[1].starts_with("9 * SEND SMTP ["), "{notes:?}");
    }

    #[test]
    fn records_without_an_empty_line_between_are_told_apart() {
        let text = [RECORD, &RECORD.replace("RECEIVE", "SEND"), &RECORD.replace("RECEIVE", "FAIL")].concat();
        let notes = read("x", text.as_bytes());
        let rows: Vec<&String> = notes.iter().filter(|note| note.contains(" * ")).collect();
        assert_eq!(rows.len(), 3, "{notes:?}");
        assert!(rows[1].starts_with("6 * SEND SMTP [") && rows[2].starts_with("11 * FAIL SMTP ["), "{notes:?}");
    }

    #[test]
    fn a_list_may_be_quoted() {
        let text = format!("{RECORD}\n{}\n\n", RECORD.replace("RECEIVE", "SEND"));
        for mark in ["> ", "    ", ">> "] {
            let quoted: String = text.lines().map(|line| format!("{}\n", format!("{mark}{line}").trim_end())).collect();
            let notes = read("x", quoted.as_bytes());
            assert_eq!(notes.iter().filter(|note| note.contains(" * ")).count(), 2, "{notes:?}");
            assert!(!notes.iter().any(|note| note.ends_with("unrecognised-line")), "{notes:?}");
        }
    }

    #[test]
    fn values_of_several_lines_are_joined() {
        let subject = |value: &str| {
            let text = RECORD.replace("Offer: 12, and more", value);
            let notes = read("x", text.as_bytes());
            let row = notes.iter().find(|note| note.contains(" * ")).cloned().unwrap_or_default();
            row.rsplit_once('|').map(|(_, subject)| subject.trim_end_matches(']').to_string())
        };
        let indent = " ".repeat("MessageSubject : ".len());
        let cut = |length: usize| "x".repeat(length - indent.len());
        assert_eq!(subject(&format!("one or\n{indent}two\n{indent}three")).unwrap(), "one or two three");
        assert_eq!(subject(&format!("{}\n{indent}two", cut(79))).unwrap(), format!("{}two", cut(79)));
        assert_eq!(subject("").unwrap(), "");
        assert_eq!(subject("{draft}").unwrap(), "{draft}", "only lists are printed in braces");
    }

    #[test]
    fn a_record_after_another_log_has_its_own_columns() {
        let record = |event: &str| format!("{}\n", RECORD.replace("RECEIVE", event));
        for log in [format!("{HEAD}{ROW}+,,\n"), format!("{ROW}+,,\n")] {
            let notes = read("x", [record("RECEIVE"), log, record("SEND"), record("FAIL")].concat().as_bytes());
            let rows: Vec<&String> =
                notes.iter().filter(|note| note.contains(" * ") || note.ends_with(" + ")).collect();
            assert_eq!(rows.len(), 4, "{notes:?}");
            assert!(!notes.iter().any(|note| note.ends_with("wrong-field-count")), "{notes:?}");
        }
    }

    #[test]
    fn a_file_that_ends_in_a_record_after_a_piece_of_a_row_is_read_to_its_end() {
        for end in ["", "\n"] {
            let notes = read("x", format!("2026-03-15T08:00:01Z,abc\nName : EX01{end}").as_bytes());
            assert_eq!(notes, ["1 unrecognised-line", "2 unrecognised-line"]);
            read("x", format!("2026-03-15T08:00:01Z,abc\n{RECORD}{end}").as_bytes());
        }
    }

    #[test]
    fn other_lists_are_no_rows() {
        let notes = read("x", b"Name : EX01\nSite : Munich\n\nName : EX02\n");
        assert_eq!(notes, ["1 unrecognised-line", "2 unrecognised-line", "4 unrecognised-line", "1 screen-output"]);
        let notes = read("x", format!("{RECORD}Odd text\n").as_bytes());
        assert_eq!(notes.last().unwrap(), "6 wrong-field-count", "{notes:?}");
    }
}

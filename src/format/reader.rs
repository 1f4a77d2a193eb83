//! The lines of one file to entries, table rows, header lines and diagnostics.
//!
//! The idea: a file is a sequence of lines, and what a line means depends on what stood before it, which is one
//! `State`: nothing known yet, a known format with its columns, a plain table, or a file that is no log at all. Header
//! lines may come at any place and change it. Every line ends in exactly one account, so the accounts add up to the file.
//!
//! A quoted field may hold a line break. When a line ends inside quotes the next one is joined to it, unless that one
//! begins like an entry or a header, or is an entry by itself: then the quote was never closed, which costs that line and
//! nothing else.

use super::{Columns, FORMATS, Fit, Format, by_file_name, by_log_type, by_row};
use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::{Entry, LogType};
use crate::text::{Fields, HeaderLine, Line, RecordReader};
use crate::time::TimestampReader;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// By what a log was recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Evidence {
    /// `#Log-type`.
    Header,
    /// The column names in `#Fields`.
    Fields,
    /// The shape of its rows.
    RowShape,
    /// The name of the file.
    FileName,
    /// Nothing.
    #[default]
    None,
}

/// What became of the bytes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// An entry, or a row of a table.
    Entry,
    /// A header line.
    Header,
    /// A line without text.
    Blank,
    /// A line that a diagnostic speaks of.
    Diagnosed,
}

/// Takes what a file holds.
pub trait RowSink {
    /// The rows that follow are of this log; `name` is its `#Log-type`, empty without one.
    fn recognised(&mut self, log_type: LogType, name: &[u8], evidence: Evidence);
    /// An entry of a log with sessions.
    fn entry(&mut self, log_type: LogType, entry: &Entry<'_>, position: Position);
    /// The rows that follow are of a table with these columns.
    fn table(&mut self, name: &[u8], columns: &[&[u8]]);
    /// A row of the last named table.
    fn table_row(&mut self, fields: &Fields<'_>);
    /// Something odd at a line; `excerpt` is the line, or its beginning.
    fn diagnostic(&mut self, kind: DiagnosticKind, position: Position, excerpt: &[u8]);
    /// `span` bytes of the file ended in that account.
    fn account(&mut self, account: Account, span: u64);
}

#[derive(Debug, Default)]
enum State {
    /// No header and no row that was recognised yet.
    #[default]
    Unknown,
    /// A header named the columns, and more than one format has such columns: the first row decides.
    Named(Vec<Vec<u8>>),
    Log(&'static Format, Columns),
    Table {
        separator: u8,
        width: usize,
    },
    /// Not a log; every line belongs to the diagnostic that said so.
    Refused,
}

/// Lines that end inside quotes and wait for the rest.
#[derive(Debug, Default)]
struct Joined {
    text: Vec<u8>,
    position: Position,
    span: u64,
    lines: u32,
    /// Whether a line end closes the last of them.
    terminated: bool,
}

/// Lines that a quoted field may go over. Exchange writes none; the bound keeps a stray quote from taking the file.
const MAX_JOINED_LINES: u32 = 64;

/// Reads the lines of one file; see the module's essay.
#[derive(Debug, Default)]
pub struct LogReader {
    file_name: String,
    state: State,
    log_type_header: Vec<u8>,
    records: RecordReader,
    times: TimestampReader,
    joined: Joined,
    has_headers: bool,
    has_rows: bool,
    /// The last block of headers is complete: another header line begins the next one.
    block_is_complete: bool,
}

impl LogReader {
    /// A reader for a file of that name.
    pub fn new(file_name: &str) -> Self {
        LogReader { file_name: String::from(file_name), ..LogReader::default() }
    }

    /// Takes the next line.
    pub fn line(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if matches!(self.state, State::Refused) {
            return sink.account(Account::Diagnosed, line.span);
        }
        if line.position.line == 1
            && let Some(kind) = refuse(line)
        {
            self.state = State::Refused;
            return diagnose(sink, kind, line.position, line.text, line.span);
        }
        // Some pictures and programs begin with a line of text.
        let nothing_known = matches!(self.state, State::Unknown) && !self.has_headers;
        if nothing_known && !line.only_nul && looks_binary(line.text) {
            self.state = State::Refused;
            return diagnose(sink, DiagnosticKind::BinaryFile, line.position, line.text, line.span);
        }
        if !self.joined.text.is_empty() {
            return self.join(line, sink);
        }
        self.fresh_line(line, sink);
    }

    /// Ends the file, of which `bytes` bytes were read; `whole` says whether these are all.
    pub fn finish(&mut self, bytes: u64, whole: bool, sink: &mut impl RowSink) {
        self.give_up_joined(sink);
        let start = Position { line: 1, byte: 0 };
        if !whole {
            // What was not read may hold anything.
        } else if bytes == 0 {
            sink.diagnostic(DiagnosticKind::EmptyFile, start, b"");
        } else if self.has_headers && !self.has_rows {
            sink.diagnostic(DiagnosticKind::HeaderOnly, start, b"");
        }
        if !self.has_rows
            && matches!(self.state, State::Unknown)
            && let Some(format) = by_file_name(&self.file_name)
        {
            sink.recognised(format.log_type, b"", Evidence::FileName);
        }
    }

    fn fresh_line(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if line.only_nul {
            return diagnose(sink, DiagnosticKind::NulPadding, line.position, b"", line.span);
        }
        if line.overlong {
            return diagnose(sink, DiagnosticKind::OverlongLine, line.position, line.text, line.span);
        }
        if line.text.first() == Some(&0) || line.text.last() == Some(&0) {
            return self.fresh_line(&without_nul(line, sink), sink);
        }
        if let Some(header) = HeaderLine::parse(line.text) {
            sink.account(Account::Header, line.span);
            self.header(header, sink);
        } else if line.text.trim_ascii().is_empty() {
            sink.account(Account::Blank, line.span);
        } else {
            self.row(line, sink);
        }
    }

    fn header(&mut self, header: HeaderLine<'_>, sink: &mut impl RowSink) {
        self.has_headers = true;
        let is_fields = header.is("Fields");
        if self.block_is_complete && !is_fields {
            // What follows is a log of its own, and need not say of which type it is.
            self.log_type_header.clear();
        }
        self.block_is_complete = is_fields;
        if header.is("Log-type") {
            self.log_type_header = header.value.to_vec();
        } else if is_fields {
            self.fields_header(header.value, sink);
        }
    }

    /// The columns are named: from here on rows have them.
    fn fields_header(&mut self, value: &[u8], sink: &mut impl RowSink) {
        // W3C extended logs put blanks between the names, and between the values of a row.
        let separator = if memchr::memchr(b',', value).is_none() && value.contains(&b' ') { b' ' } else { b',' };
        let names: Vec<&[u8]> = value.split(|&byte| byte == separator).map(<[u8]>::trim_ascii).collect();
        if let Some(format) = by_log_type(&self.log_type_header)
            && let Some(columns) = Columns::from_names(format, &names)
        {
            sink.recognised(format.log_type, &self.log_type_header, Evidence::Header);
            self.state = State::Log(format, columns);
            return;
        }
        let has_columns = |format: &&Format| Columns::from_names(format, &names).is_some();
        if self.log_type_header.is_empty() && FORMATS.iter().any(|format| has_columns(&format)) {
            self.state = State::Named(names.iter().map(|name| name.to_vec()).collect());
            return;
        }
        sink.table(&self.log_type_header, &names);
        self.state = State::Table { separator, width: names.len() };
    }

    fn row(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        self.has_rows = true;
        if let State::Table { separator: separator @ b' ', width } = self.state {
            let fields = self.records.split_at(separator, line.text);
            return table_row(&fields, width, line, sink);
        }
        let Some(fields) = self.records.split(line.text) else {
            self.joined = Joined {
                text: line.text.to_vec(),
                position: line.position,
                span: line.span,
                lines: 1,
                terminated: line.terminated,
            };
            return;
        };
        recognise(&mut self.state, &fields, &self.file_name, sink);
        match &self.state {
            // By reference: an entry is large enough that moving it would cost a call in WebAssembly.
            State::Log(format, columns) => match &(format.entry)(&fields, columns, &mut self.times) {
                Ok(entry) => {
                    sink.account(Account::Entry, line.span);
                    sink.entry(format.log_type, entry, line.position);
                }
                Err(kind) => diagnose(sink, cut_or(*kind, line), line.position, line.text, line.span),
            },
            State::Table { width, .. } => table_row(&fields, *width, line, sink),
            State::Unknown | State::Named(_) | State::Refused => {
                diagnose(sink, DiagnosticKind::UnrecognisedLine, line.position, line.text, line.span);
            }
        }
    }

    /// A line behind one that ended inside quotes.
    fn join(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        let too_long = self.joined.text.len() + line.text.len() > crate::text::line::MAX_LINE;
        if too_long
            || self.joined.lines >= MAX_JOINED_LINES
            || line.overlong
            || line.only_nul
            || begins_anew(line.text)
            || self.is_entry(line.text)
        {
            self.give_up_joined(sink);
            return self.fresh_line(line, sink);
        }
        let mut joined = core::mem::take(&mut self.joined);
        joined.text.push(b'\n');
        joined.text.extend_from_slice(line.text);
        joined.span += line.span;
        joined.lines += 1;
        joined.terminated = line.terminated;
        if self.records.split(&joined.text).is_none() {
            self.joined = joined;
            return;
        }
        let whole = Line { position: joined.position, span: joined.span, text: &joined.text, ..*line };
        self.row(&whole, sink);
    }

    /// Whether a line is an entry of the log by itself; with its columns in another order it need not begin with a date.
    fn is_entry(&mut self, text: &[u8]) -> bool {
        let State::Log(format, columns) = &self.state else { return false };
        let fields = self.records.split(text);
        fields.is_some_and(|fields| (format.entry)(&fields, columns, &mut self.times).is_ok())
    }

    /// The quote was never closed, or the file ends before.
    fn give_up_joined(&mut self, sink: &mut impl RowSink) {
        let joined = core::mem::take(&mut self.joined);
        if joined.lines > 0 {
            let cut = !joined.terminated;
            diagnose(
                sink,
                if cut { DiagnosticKind::CutLine } else { DiagnosticKind::UnterminatedQuote },
                joined.position,
                &joined.text,
                joined.span,
            );
        }
    }
}

fn diagnose(sink: &mut impl RowSink, kind: DiagnosticKind, position: Position, excerpt: &[u8], span: u64) {
    sink.account(Account::Diagnosed, span);
    sink.diagnostic(kind, position, excerpt);
}

fn table_row(fields: &Fields<'_>, width: usize, line: &Line<'_>, sink: &mut impl RowSink) {
    if fields.len() != width {
        let kind = cut_or(DiagnosticKind::WrongFieldCount, line);
        return diagnose(sink, kind, line.position, line.text, line.span);
    }
    sink.account(Account::Entry, line.span);
    sink.table_row(fields);
}

/// Finds the format of a row where no header told it.
fn recognise(state: &mut State, fields: &Fields<'_>, file_name: &str, sink: &mut impl RowSink) {
    let found = match state {
        State::Unknown => {
            by_row(fields, file_name).map(|format| (format, Columns::in_order(format), Evidence::RowShape))
        }
        State::Named(names) => by_named_columns(names, fields, file_name),
        _ => return,
    };
    if let Some((format, columns, evidence)) = found {
        sink.recognised(format.log_type, b"", evidence);
        *state = State::Log(format, columns);
    }
}

/// The format that has these columns and whose rows look most like this one.
fn by_named_columns(
    names: &[Vec<u8>],
    fields: &Fields<'_>,
    file_name: &str,
) -> Option<(&'static Format, Columns, Evidence)> {
    let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
    let named = by_file_name(file_name).map(|format| format.log_type);
    let candidates = FORMATS.iter().rev().filter_map(|format| {
        let columns = Columns::from_names(format, &names)?;
        let fit = (format.fit)(fields, &columns);
        (fit > Fit::No).then_some((fit, format, columns))
    });
    let best = candidates.max_by_key(|(fit, format, _)| (*fit, Some(format.log_type) == named))?;
    Some((best.1, best.2, Evidence::Fields))
}

/// A last line without line end that lacks fields is cut off, and not wrong.
fn cut_or(kind: DiagnosticKind, line: &Line<'_>) -> DiagnosticKind {
    if line.terminated { kind } else { DiagnosticKind::CutLine }
}

/// Whether a line begins as an entry or a header does: `2026-…` or `#`, maybe behind NUL bytes.
fn begins_anew(text: &[u8]) -> bool {
    let nul = text.iter().take_while(|&&byte| byte == 0).count();
    match text.get(nul..).unwrap_or_default() {
        [b'#', ..] => true,
        [a, b, c, d, b'-', ..] => [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Takes NUL bytes off both ends of a line and tells of them.
fn without_nul<'a>(line: &Line<'a>, sink: &mut impl RowSink) -> Line<'a> {
    let start = line.text.iter().take_while(|&&byte| byte == 0).count();
    let end = line.text.len() - line.text.iter().rev().take_while(|&&byte| byte == 0).count();
    let text = line.text.get(start..end).unwrap_or_default();
    let nul = (line.text.len() - text.len()) as u64;
    diagnose(sink, DiagnosticKind::NulPadding, line.position, b"", nul);
    let position = Position { byte: line.position.byte + start as u64, ..line.position };
    Line { position, text, span: line.span - nul, ..*line }
}

/// Whether a file that begins with this line is no log at all.
fn refuse(line: &Line<'_>) -> Option<DiagnosticKind> {
    const ARCHIVES: [(&[u8], DiagnosticKind); 4] = [
        (b"PK\x03\x04", DiagnosticKind::CompressedFile),
        (b"\x1F\x8B", DiagnosticKind::CompressedFile),
        (b"7z\xBC\xAF", DiagnosticKind::SevenZipFile),
        (b"Rar!", DiagnosticKind::RarFile),
    ];
    let utf16 = match line.text {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [a, 0, b, 0, ..] | [0, a, 0, b, ..] => *a != 0 && *b != 0,
        _ => false,
    };
    if utf16 {
        Some(DiagnosticKind::Utf16File)
    } else if let Some((_, kind)) = ARCHIVES.iter().find(|(magic, _)| line.text.starts_with(magic)) {
        Some(*kind)
    } else if !line.only_nul && looks_binary(line.text) {
        Some(DiagnosticKind::BinaryFile)
    } else {
        None
    }
}

/// Whether bytes are no text: control characters other than blanks in them, NUL at the ends aside.
fn looks_binary(text: &[u8]) -> bool {
    let inner = text.trim_ascii();
    let start = inner.iter().take_while(|&&byte| byte == 0).count();
    let inner = &inner[start..];
    let end = inner.len() - inner.iter().rev().take_while(|&&byte| byte == 0).count();
    inner[..end].iter().any(|&byte| byte == 0 || (byte < 0x20 && !matches!(byte, b'\t' | b'\r' | 0x0B | 0x0C | 0x1B)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LineFramer;
    use alloc::format;
    use alloc::string::ToString;

    /// Writes down what it is given.
    #[derive(Default)]
    struct Notes {
        lines: Vec<String>,
        accounted: u64,
    }

    impl RowSink for Notes {
        fn recognised(&mut self, log_type: LogType, _: &[u8], evidence: Evidence) {
            self.lines.push(format!("is {log_type:?} by {evidence:?}"));
        }
        fn entry(&mut self, _: LogType, entry: &Entry<'_>, position: Position) {
            let data = String::from_utf8_lossy(entry.data);
            self.lines.push(format!("{} {} {data}", position.line, entry.event.as_str()));
        }
        fn table(&mut self, name: &[u8], columns: &[&[u8]]) {
            self.lines.push(format!("table {} of {}", String::from_utf8_lossy(name), columns.len()));
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

    fn read(name: &str, text: &[u8]) -> Vec<String> {
        let (mut framer, mut reader, mut notes) = (LineFramer::default(), LogReader::new(name), Notes::default());
        framer.push(text, |line| reader.line(&line, &mut notes));
        framer.finish(|line| reader.line(&line, &mut notes));
        reader.finish(text.len() as u64, true, &mut notes);
        assert_eq!(notes.accounted, text.len() as u64, "every byte is accounted for");
        notes.lines
    }

    const HEAD: &str = "#Log-type: SMTP Receive Protocol Log\n\
        #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n";
    const ROW: &str = "2026-01-05T10:00:00.000Z,EX01\\In,08DE4C1234567890,0,192.0.2.10:25,198.51.100.7:4711,";

    #[test]
    fn a_header_tells_the_format() {
        let text = format!("{HEAD}{ROW}+,,\n\n{ROW}<,EHLO x,");
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Header", "3 + ", "5 < EHLO x"]);
    }

    #[test]
    fn columns_without_log_type_are_decided_by_the_first_row() {
        let text = format!("{HEAD}{ROW}+,,\n").replace("#Log-type: SMTP Receive Protocol Log\n", "");
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Fields", "2 + "]);
        let send = text.replace("EX01\\In", "Out");
        assert_eq!(read("x", send.as_bytes()), ["is SmtpSend by Fields", "2 + "]);
        assert_eq!(read("x", format!("{ROW}+,,\n").as_bytes()), ["is SmtpReceive by RowShape", "1 + "]);
    }

    #[test]
    fn a_header_in_the_middle_changes_the_log() {
        let text =
            format!("{HEAD}{ROW}+,,\n#Log-type: Agent Log\n#Fields: Timestamp,Agent\nt1,a\n{HEAD}{ROW}-,,Local\n");
        let expected =
            ["is SmtpReceive by Header", "3 + ", "table Agent Log of 2", "row t1", "is SmtpReceive by Header", "9 - "];
        assert_eq!(read("x", text.as_bytes()), expected);
    }

    #[test]
    fn blank_separated_fields_make_a_table() {
        let text = "#Software: x\n#Fields: date time s-ip \n2026-01-05 10:00 192.0.2.1\n";
        assert_eq!(read("ex.log", text.as_bytes()), ["table  of 3", "row 2026-01-05"]);
    }

    #[test]
    fn an_open_quote_costs_its_own_line_only() {
        let text = format!("{HEAD}{ROW}>,\"220 open,\n{ROW}<,QUIT,\n");
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Header", "3 unterminated-quote", "4 < QUIT"]);
    }

    #[test]
    fn a_quoted_line_break_is_joined() {
        let text = format!("{HEAD}{ROW}>,\"220 two\nlines\",\n{ROW}<,QUIT,\n");
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Header", "3 > 220 two\nlines", "5 < QUIT"]);
    }

    #[test]
    fn odd_rows_are_named() {
        let text = format!(
            "{HEAD}{ROW}+\n{ROW}?,,\n{}\n{}\n{}\n{ROW}<,EH",
            format!("{ROW}+,,").replace("2026-01-05", "2026-02-30"),
            format!("{ROW}+,,").replace(",0,", ",x,"),
            format!("{ROW}+,,").replace("08DE4C1234567890", ""),
        );
        let expected = [
            "is SmtpReceive by Header",
            "3 wrong-field-count",
            "4 invalid-event",
            "5 invalid-time",
            "6 invalid-sequence",
            "7 missing-session-id",
            "8 cut-line",
        ];
        assert_eq!(read("x", text.as_bytes()), expected);
    }

    #[test]
    fn nul_bytes_are_told_and_the_rest_of_the_line_is_read() {
        let text = format!("{HEAD}\0\0\0\0\n\0\0{ROW}+,,\n{ROW}<,EHLO\0\0");
        let expected = [
            "is SmtpReceive by Header".to_string(),
            "3 nul-padding".into(),
            "4 nul-padding".into(),
            "4 + ".into(),
            "5 nul-padding".into(),
            "5 cut-line".into(),
        ];
        assert_eq!(read("x", text.as_bytes()), expected);
    }

    #[test]
    fn files_that_are_no_logs_are_refused_once() {
        assert_eq!(read("x", b"\xFF\xFE#\0F\0\n\0x\0\n\0"), ["1 utf16-file"]);
        assert_eq!(read("x", b"2\x000\x002\x00"), ["1 utf16-file"]);
        assert_eq!(read("x", b"PK\x03\x04....\n...\n"), ["1 compressed-file"]);
        assert_eq!(read("x", b"\x1F\x8B\x08...\n"), ["1 compressed-file"]);
        assert_eq!(read("x", b"7z\xBC\xAF\x27\x1C\n..."), ["1 7z-file"]);
        assert_eq!(read("x", b"Rar!\x1A\x07\x01"), ["1 rar-file"]);
        assert_eq!(read("x", b"\x7FELF\x02\x01\0\0\nab\n"), ["1 binary-file"]);
        assert_eq!(read("x", b"hello\nworld\n"), ["1 unrecognised-line", "2 unrecognised-line"]);
    }

    #[test]
    fn empty_files_and_lone_headers_are_told() {
        assert_eq!(read("x", b""), ["1 empty-file"]);
        assert_eq!(read("RECV1.LOG", b""), ["1 empty-file", "is SmtpReceive by FileName"]);
        assert_eq!(read("x", HEAD.as_bytes()), ["is SmtpReceive by Header", "1 header-only"]);
    }
}

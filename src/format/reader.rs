//! Turns the lines of one file into entries, table rows and diagnostics.
//!
//! The meaning of a line depends on the lines before it, which is one `State`: nothing recognised yet, a known format
//! with its columns, a plain table, or a file that is not a log at all. A header may occur anywhere and change the
//! state. So may a row, where logs were concatenated without their headers: a row that does not fit, but can hardly
//! belong to anything but another format, switches to that format, and when a later row does not fit, the previous log
//! is tried first. Every line ends in exactly one account, so the accounts add up to the file.

use super::Workspace;
use super::column_names::ColumnNames;
use super::export::is_by_server_clock;
use super::held::HeldLines;
use super::known_log::KnownLog;
use super::line_pieces::BrokenLines;
use super::line_prefix::LinePrefix;
use super::list_record::Lists;
use super::open_quote::OpenQuote;
use super::recognition::Recognition;
use super::refusal::{by_name, looks_binary, refuse};
use super::repair::without_no_break_spaces;
use super::sink::{Account, Cells, Correction, Evidence, RowSink};
use super::wrapped::{WrappedRow, Wrapping, begins_row, is_usual_width};
use crate::diagnostic::{DiagnosticKind, Position};
use crate::text::{Encoding, HeaderLine, Line, LineSyntax, RecordReader};
use alloc::vec::Vec;

/// What the lines of a file are, as far as it is known.
#[derive(Debug, Default)]
pub(super) enum State {
    /// No header and no row has been recognised.
    #[default]
    Unknown,
    /// A header named columns that several formats have: the first row decides.
    Named(ColumnNames),
    /// Rows of a format.
    Log(KnownLog),
    /// Rows of a table.
    Table(ColumnNames),
    /// Not a log; all its lines belong to one diagnostic.
    Refused,
}

/// How the lines of a file arrive.
#[derive(Debug, Default)]
pub(super) enum Layout {
    /// As the server wrote them.
    #[default]
    Whole,
    /// Unknown: the first lines of the file.
    Opening(HeldLines),
    /// Broken into several lines.
    Broken(BrokenLines),
}

/// The column names of a header that may continue in the next line.
#[derive(Debug)]
pub(super) struct OpenHeader {
    pub(super) names: Vec<u8>,
    pub(super) position: Position,
}

/// Reads the lines of one file; see the module's essay.
#[derive(Debug, Default)]
pub struct LogReader {
    pub(super) layout: Layout,
    pub(super) recognition: Recognition,
    pub(super) state: State,
    /// The log before a row that could only belong to another one.
    pub(super) previous_log: Option<KnownLog>,
    /// The last `#Log-type`.
    pub(super) log_type_header: Vec<u8>,
    pub(super) records: RecordReader,
    pub(super) workspace: Workspace,
    open_quote: Option<OpenQuote>,
    pub(super) prefix: LinePrefix,
    /// Number of prefixes that the line being read had before what is left of it.
    pub(super) prefixes_removed: u32,
    /// The column names of the line before, which may continue in this one.
    pub(super) open_header: Option<OpenHeader>,
    /// The pieces of the row that is being read, in a file whose rows may be broken into several lines.
    pub(super) wrapped: Option<WrappedRow>,
    /// How rows of the file were broken so far.
    pub(super) wrapping: Wrapping,
    /// Pieces are being read that do not make up a row.
    pub(super) releasing: bool,
    pub(super) lists: Lists,
    /// Rows whose dates do not show whether the day or the month comes first.
    pub(super) waiting: HeldLines,
    /// What the first line that is no row looks like.
    pub(super) likeness: Option<(DiagnosticKind, Position)>,
    /// What the file is, by its name, if it is not text.
    by_name: Option<DiagnosticKind>,
    pub(super) has_strangers: bool,
    pub(super) has_headers: bool,
    pub(super) has_rows: bool,
    /// The last block of header lines is complete: another header line begins the next one.
    pub(super) block_is_complete: bool,
    /// There are entries below it.
    pub(super) block_has_entries: bool,
}

impl LogReader {
    /// A reader for a file of that name.
    pub fn new(file_name: &str, correction: Correction) -> Self {
        let chosen = correction.read_as.is_some();
        let workspace = Workspace { chosen, ..Workspace::of_file(file_name, correction.offset_minutes) };
        LogReader {
            layout: Layout::Opening(HeldLines::default()),
            recognition: Recognition::new(file_name, correction.read_as),
            by_name: by_name(file_name),
            workspace,
            ..LogReader::default()
        }
    }

    /// The same reader, which does not look for rows that were broken into several lines.
    #[cfg(fuzzing)]
    pub fn of_whole_lines(self) -> Self {
        LogReader { layout: Layout::Whole, ..self }
    }

    /// A reader for the same file that has read nothing so far, and joins no lines but those of that layout. `records`
    /// splits its lines.
    pub(super) fn anew(&self, layout: Layout, records: RecordReader) -> Self {
        let recognition = self.recognition.clone();
        let workspace = self.workspace.anew(&recognition.file_name);
        LogReader { layout, recognition, workspace, records, releasing: true, ..LogReader::default() }
    }

    /// How the next line is split into fields, unless it changes what the file is.
    pub fn row_syntax(&self) -> Option<LineSyntax> {
        match &self.state {
            State::Log(log) => Some(log.syntax),
            State::Table(names) | State::Named(names) => Some(names.row_syntax()),
            State::Unknown | State::Refused => None,
        }
    }

    /// Takes the next line.
    pub fn line(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if self.is_between_rows() && is_usual_row(line) {
            return self.row(line, sink);
        }
        if matches!(self.state, State::Refused) {
            return sink.account(Account::Diagnosed, line.span);
        }
        if line.position.is_beginning()
            && let Some(kind) = refuse(line, self.by_name)
        {
            self.state = State::Refused;
            return sink.diagnosed(kind, line.position, line.text, line.span);
        }
        if !matches!(self.layout, Layout::Whole) {
            return self.line_of_layout(line, sink);
        }
        self.whole_line(line, sink);
    }

    /// Whether the next line is taken by itself, and is a row of a known log unless it looks like something else.
    #[inline]
    fn is_between_rows(&self) -> bool {
        matches!((&self.state, &self.layout), (State::Log(_), Layout::Whole)) && self.takes_lines_by_themselves()
    }

    /// Whether no line before the next one may continue in it, and lines have no prefix.
    #[inline]
    pub(super) fn takes_lines_by_themselves(&self) -> bool {
        self.open_header.is_none()
            && self.open_quote.is_none()
            && self.lists.open.is_none()
            && !self.lists.were_read
            && self.wrapped.is_none()
            && self.wrapping.width == 0
            && !self.prefix.is_known()
    }

    /// Takes a line as the server wrote it, possibly after a prefix.
    pub(super) fn whole_line(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        // Some images and programs begin with a line of text.
        let nothing_known = matches!(self.state, State::Unknown) && !self.has_headers;
        if nothing_known && !line.only_nul && looks_binary(line.text) {
            self.state = State::Refused;
            return sink.diagnosed(
                self.by_name.unwrap_or(DiagnosticKind::BinaryFile),
                line.position,
                line.text,
                line.span,
            );
        }
        report_encoding(line, sink);
        if self.prefix.is_known() {
            return self.prefixed_line(line, sink);
        }
        self.plain_line(line, sink);
    }

    /// Takes a line without a prefix.
    pub(super) fn plain_line(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if self.lists.open.is_some() {
            return self.continue_list(line, sink);
        }
        if self.open_header.is_some() && self.after_header(line, sink) {
            return;
        }
        if self.wrapped.is_some() {
            return self.continue_wrapped(line, sink);
        }
        if self.open_quote.is_some() {
            return self.continue_quote(line, sink);
        }
        // In a file with broken rows the last field of any row may continue in the next line.
        if self.wrapping.width > 0 && self.keep_piece(line) {
            return;
        }
        self.fresh_line(line, sink);
    }

    /// Ends the file after `bytes` bytes; `whole` says whether these are all of it.
    pub fn finish(&mut self, bytes: u64, whole: bool, sink: &mut impl RowSink) {
        self.end_opening(sink);
        self.end_line(sink);
        if let Some(OpenHeader { names, position }) = self.open_header.take() {
            self.columns_named(ColumnNames::read(&names, &self.log_type_header), position, sink);
        }
        self.end_wrapped(sink);
        // What was kept after a cut row may begin a list, whose record may be a cut row itself.
        self.end_list(sink);
        self.lists.releasing = true;
        self.end_wrapped(sink);
        self.assume_order(sink);
        if let Some(open_quote) = self.open_quote.take() {
            open_quote.give_up(sink);
        }
        let nothing_known = matches!(self.state, State::Unknown);
        if let Some((kind, position)) = self.likeness.filter(|_| nothing_known) {
            sink.diagnostic(kind, position, b"");
        }
        let start = Position { line: 1, byte: 0 };
        if !whole {
            // The rest of the file may contain anything.
        } else if bytes == 0 {
            sink.diagnostic(DiagnosticKind::EmptyFile, start, b"");
        } else if self.has_headers && !self.has_rows {
            sink.diagnostic(DiagnosticKind::HeaderOnly, start, b"");
        }
        if !self.has_rows
            && matches!(self.state, State::Unknown)
            && let Some(format) = self.recognition.by_file_name()
        {
            sink.recognised(format.log_type, b"", Evidence::FileName);
        }
    }

    /// Takes a line outside of quotes.
    pub(super) fn fresh_line(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if line.only_nul {
            return sink.diagnosed(DiagnosticKind::NulPadding, line.position, b"", line.span);
        }
        if line.overlong {
            return sink.diagnosed(DiagnosticKind::OverlongLine, line.position, line.text, line.span);
        }
        if line.text.first() == Some(&0) || line.text.last() == Some(&0) {
            return self.fresh_line(&without_nul(line, sink), sink);
        }
        if !line.text.is_ascii()
            && let Some(text) = without_no_break_spaces(line.text)
        {
            sink.diagnostic(DiagnosticKind::TrailingBlanks, line.position, line.text);
            return self.fresh_line(&Line { text: &text, ..*line }, sink);
        }
        if let Some((header, has_more)) = HeaderLine::first(line.text) {
            self.header_line(header, has_more, line, sink);
        } else if line.text.starts_with(b"\"#") {
            self.quoted_header(line, sink);
        } else if line.text.trim_ascii().is_empty() || line.text == END_OF_FILE || self.is_between_records(line.text) {
            sink.account(Account::Blank, line.span);
        } else if !self.begin_list(line) {
            self.row(line, sink);
        }
    }

    /// Takes a line after one that ended inside quotes.
    fn continue_quote(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        let Some(mut open_quote) = self.open_quote.take() else { return };
        // With its columns in another order an entry need not begin with a date.
        if !open_quote.can_take(line) || self.is_entry(line.text) {
            open_quote.give_up(sink);
            return self.fresh_line(line, sink);
        }
        open_quote.take(line);
        if self.records.split(open_quote.text()).is_none() {
            self.open_quote = Some(open_quote);
            return;
        }
        self.row(&open_quote.whole(line), sink);
    }

    /// Whether a line is an entry of the current log by itself.
    pub(super) fn is_entry(&mut self, line: &[u8]) -> bool {
        let State::Log(log) = &self.state else { return false };
        log.has_entry(line, &mut self.records, &mut self.workspace)
    }

    pub(super) fn row(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if matches!(self.state, State::Unknown | State::Named(_)) && self.recognise(line, sink) {
            return sink.account(Account::Header, line.span);
        }
        self.has_rows = true;
        let State::Log(KnownLog { format, columns, syntax, has_server_times, time_fields, .. }) = &self.state else {
            return self.row_of_table(line, sink);
        };
        if line.text.last() == Some(&b' ') && *syntax == LineSyntax::Commas {
            return self.row_before_blanks(line, sink);
        }
        let Some(fields) = line.split(*syntax, &mut self.records) else {
            return self.hold(line);
        };
        if *has_server_times && is_by_server_clock(*time_fields, &fields) {
            return self.row_by_server_clock(line, sink);
        }
        // By reference: an entry is so large that moving it would cost a call in WebAssembly.
        match &(format.entry)(&fields, columns, &mut self.workspace) {
            Ok(entry) => {
                sink.account(Account::Entry, line.span);
                let cells = Cells { fields, extra: columns.extra() };
                sink.entry(format.log_type, entry, cells, line.position);
                if !line.terminated {
                    sink.open_end();
                }
                self.block_has_entries = true;
            }
            &Err(kind) => self.stray(kind, line, sink),
        }
    }

    /// Takes a row with blanks after it.
    #[cold]
    fn row_before_blanks(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        sink.diagnostic(DiagnosticKind::TrailingBlanks, line.position, line.text);
        self.row(&Line { text: line.text.trim_ascii_end(), ..*line }, sink);
    }

    /// Takes a row of an export, whose time only looks like that of a log.
    #[cold]
    fn row_by_server_clock(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if self.exported_row(line, sink) {
            return;
        }
        let State::Log(KnownLog { format, columns, syntax, .. }) = &self.state else { return };
        let fields = line.split(*syntax, &mut self.records);
        let entry = fields.map(|fields| (format.entry)(&fields, columns, &mut self.workspace).map(|_| ()));
        let kind = entry.and_then(Result::err).unwrap_or(DiagnosticKind::InvalidTime);
        self.stray(kind, line, sink);
    }

    /// Takes a row outside of a known format: that of a table, or of nothing recognised.
    fn row_of_table(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        let syntax = self.row_syntax().unwrap_or_default();
        let Some(fields) = line.split(syntax, &mut self.records) else {
            return self.hold(line);
        };
        match &self.state {
            State::Table(names) if names.len() == fields.len() => {
                sink.account(Account::Entry, line.span);
                sink.table_row(&fields);
            }
            State::Table(_) => self.stray(DiagnosticKind::WrongFieldCount, line, sink),
            _ => self.unrecognised(line, sink),
        }
    }

    /// The line ends inside quotes: its row may continue in the next line.
    fn hold(&mut self, line: &Line<'_>) {
        // A row that was broken inside of quotes has no line break there.
        if is_usual_width(line.text.len()) && begins_row(line.text) && self.keep_piece(line) {
            return;
        }
        self.open_quote = Some(OpenQuote::new(line));
    }
}

/// What `copy a+b c` of Windows ends a file with.
const END_OF_FILE: &[u8] = b"\x1A";

/// Whether a line can be nothing but a row: it is neither a header nor blank, nor has it an oddity that is reported. Where
/// the fields are known, the line is ASCII and begins with another byte than NUL.
#[inline]
fn is_usual_row(line: &Line<'_>) -> bool {
    line.fields.is_some() && matches!(*line.text, [first, .., last] if first.is_ascii_alphanumeric() && last != 0)
}

/// Reports UTF-16 once for the file, and every line that is neither UTF-8 nor what the file is.
fn report_encoding(line: &Line<'_>, sink: &mut impl RowSink) {
    match line.encoding {
        // Of an overlong line only the beginning is there, which the diagnostic about its length shows.
        Encoding::Windows1252 | Encoding::Utf16Line => {
            let excerpt = if line.overlong { b"" } else { line.text };
            let is_wide = line.encoding.is_utf16();
            let kind = if is_wide { DiagnosticKind::Utf16Line } else { DiagnosticKind::Windows1252 };
            sink.diagnostic(kind, line.position, excerpt);
        }
        Encoding::Utf16Le | Encoding::Utf16Be if line.position.is_beginning() => {
            sink.diagnostic(DiagnosticKind::Utf16File, line.position, b"");
        }
        _ => {}
    }
}

/// Removes the NUL characters at both ends of a line, and reports them.
fn without_nul<'a>(line: &Line<'a>, sink: &mut impl RowSink) -> Line<'a> {
    let start = line.text.iter().take_while(|&&byte| byte == 0).count();
    let end = line.text.len() - line.text.iter().rev().take_while(|&&byte| byte == 0).count();
    let text = line.text.get(start..end).unwrap_or_default();
    let nul = (line.text.len() - text.len()) as u64 * line.encoding.unit();
    sink.diagnosed(DiagnosticKind::NulPadding, line.position, b"", nul);
    let position = Position { byte: line.position.byte + start as u64 * line.encoding.unit(), ..line.position };
    Line { position, text, span: line.span - nul, ..*line }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{HEAD, ROW, read};
    use alloc::format;
    use alloc::string::ToString;
    use alloc::vec::Vec;

    #[test]
    fn the_mark_that_copy_appends_is_no_line() {
        let text = format!("{HEAD}{ROW}+,,\n\x1A");
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Header", "3 + "]);
    }

    #[test]
    fn no_break_spaces_of_web_pages_are_blanks() {
        let text = format!("{HEAD}{ROW}-,,Local\u{A0}\n").replace(": ", ":\u{A0}");
        let notes = read("x", text.as_bytes());
        assert!(notes.iter().any(|note| note == "is SmtpReceive by Header"), "{notes:?}");
        assert!(notes.iter().any(|note| note.starts_with("3 - ")), "{notes:?}");
    }

    #[test]
    fn a_header_identifies_the_format() {
        let text = format!("{HEAD}{ROW}+,,\n\n{ROW}<,EHLO x,");
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Header", "3 + ", "5 < EHLO x"]);
    }

    #[test]
    fn a_header_in_the_middle_changes_the_log() {
        let text =
            format!("{HEAD}{ROW}+,,\n#Log-type: Agent Log\n#Fields: Timestamp,Agent\nt1,a\n{HEAD}{ROW}-,,Local\n");
        let expected = [
            "is SmtpReceive by Header",
            "3 + ",
            "is Table by Header",
            "table Agent Log of 2",
            "row t1",
            "is SmtpReceive by Header",
            "9 - ",
        ];
        assert_eq!(read("x", text.as_bytes()), expected);
    }

    const DELIVERY: &str = "2026-01-05T10:00:00.000Z,08DE4C1234567890,SMTP,fabrikam.com,";

    #[test]
    fn rows_of_another_log_after_a_log_switch_to_it() {
        let send = HEAD.replace("Receive", "Send") + &ROW.replace("EX01\\In", "Out");
        let text = format!("{send}+,,\n{DELIVERY}+,x\n{DELIVERY}-,y\n{}-,,Local\n", ROW.replace("EX01\\In", "Out"));
        let expected = [
            "is SmtpSend by Header",
            "3 + ",
            "is Connectivity by RowShape",
            "4 + x",
            "5 - y",
            "is SmtpSend by RowShape",
            "6 - ",
        ];
        assert_eq!(read("x", text.as_bytes()), expected);
        let damaged = format!("{send}+,,\n{DELIVERY}+\n");
        assert_eq!(read("x", damaged.as_bytes())[2..], ["4 wrong-field-count"]);
    }

    const TRACKING_2016: &str = "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,\
        event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,\
        related-recipient-address,reference,message-subject,sender-address,return-path,message-info,directionality,tenant-id,\
        original-client-ip,original-server-ip,custom-data,transport-traffic-type,log-id,schema-version";

    /// A row of the tracking log with so many of its columns.
    fn tracked(columns: usize) -> String {
        let row = "2026-01-05T10:00:00.000Z,,,192.0.2.10,EX01,,,SMTP,RECEIVE,7,<1@contoso.com>,4f1c,ann@fabrikam.com,,10,1,,,Hello,\
            bob@contoso.com,bob@contoso.com,,Incoming,,,,,Email,9a,15.02.1544.004";
        row.split(',').take(columns).collect::<Vec<_>>().join(",")
    }

    const IIS_8: &str = "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) \
        sc-status sc-substatus sc-win32-status time-taken";
    const REQUEST: &str = "2026-03-02 08:00:00 192.0.2.5 GET /owa/ - 443 - 198.51.100.7 Mozilla - 200 0 0 5";

    #[test]
    fn a_row_with_fewer_columns_than_the_header_names_is_not_read_as_one_of_another_version() {
        let head = format!("#Log-type: Message Tracking Log\n#Fields: {TRACKING_2016}\n");
        for columns in [29, 27, 26, 21, 20] {
            let text = format!("{head}{}\n{}\n{}\n", tracked(30), tracked(columns), tracked(30));
            let notes = read("MSGTRK.LOG", text.as_bytes());
            let whole = |line: usize| notes.iter().filter(|note| note.starts_with(&format!("{line} + "))).count();
            assert_eq!((notes.len(), whole(3)), (5, 0), "{columns}: {notes:?}");
            assert_eq!(notes[3], "4 wrong-field-count", "{columns}");
            let cut = read("MSGTRK.LOG", format!("{head}{}\n{}", tracked(30), tracked(columns)).as_bytes());
            assert_eq!(cut[3], "4 cut-line", "{columns}");
        }
    }

    #[test]
    fn a_web_request_with_another_number_of_fields_than_the_header_names_is_not_read() {
        let head = format!("#Software: Microsoft Internet Information Services 10.0\n#Fields: {IIS_8}\n");
        let without_referer = REQUEST.replace(" Mozilla -", " Mozilla");
        let read = |row: &str| read("u_ex260302.log", format!("{head}{REQUEST}\n{row}\n{REQUEST}\n").as_bytes());
        let notes = read(&without_referer);
        assert_eq!((notes.len(), notes[3].as_str()), (5, "4 wrong-field-count"), "{notes:?}");
        let notes = read(&REQUEST.replace(" 0 5", " 0"));
        assert_eq!((notes.len(), notes[3].as_str()), (5, "4 wrong-field-count"), "{notes:?}");
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
    fn nul_bytes_are_reported_and_the_rest_of_the_line_is_read() {
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
    fn files_that_are_not_logs_are_rejected_once() {
        assert_eq!(read("x", b"PK\x03\x04....\n...\n"), ["1 compressed-file"]);
        assert_eq!(read("x", b"\x1F\x8B\x08...\n"), ["1 compressed-file"]);
        assert_eq!(read("x", b"7z\xBC\xAF\x27\x1C\n..."), ["1 7z-file"]);
        assert_eq!(read("x", b"Rar!\x1A\x07\x01"), ["1 rar-file"]);
        assert_eq!(read("x", b"\x7FELF\x02\x01\0\0\nab\n"), ["1 binary-file"]);
        assert_eq!(read("x", b"hello\nworld\n"), ["1 unrecognised-line", "2 unrecognised-line"]);
    }

    #[test]
    fn utf16_is_reported_once_and_its_nul_characters_are_two_bytes() {
        let text = format!("\u{FEFF}{HEAD}\0\0\n\0{ROW}<,EHLO prêt,\n");
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
            let expected =
                ["1 utf16-file", "is SmtpReceive by Header", "3 nul-padding", "4 nul-padding", "4 < EHLO prêt"];
            assert_eq!(read("x", &bytes), expected);
            assert_eq!(read("x", &bytes[2..])[0], "1 utf16-file", "without byte order mark");
        }
        assert_eq!(read("x", b"\xFF\xFE\x01\0\x02\0\n\0x\0\n\0"), ["1 binary-file"]);
    }

    #[test]
    fn byte_order_marks_of_concatenated_files_are_ignored() {
        let text = format!("\u{FEFF}{HEAD}{ROW}+,,\n");
        let expected = ["is SmtpReceive by Header", "3 + ", "is SmtpReceive by Header", "6 + "];
        assert_eq!(read("x", text.repeat(2).as_bytes()), expected);
        let wide: Vec<u8> = text.repeat(2).encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read("x", &wide)[1..], expected);
    }

    #[test]
    fn lines_of_windows_1252_are_reported_one_by_one() {
        let mut bytes = format!("{HEAD}{ROW}<,EHLO hôte,\n").into_bytes();
        bytes.extend_from_slice(format!("{ROW}<,EHLO h").as_bytes());
        bytes.extend_from_slice(b"\xF4te,\n");
        let expected = ["is SmtpReceive by Header", "3 < EHLO hôte", "4 windows-1252", "4 < EHLO hôte"];
        assert_eq!(read("x", &bytes), expected);
    }

    #[test]
    fn a_row_that_looks_like_a_header_is_reported() {
        let rows = format!("{HEAD}{ROW}+,,\n");
        let read_with = |line: &str| read("x", format!("{rows}{line}").as_bytes());
        let [first, second] = ["is SmtpReceive by Header", "3 + "];
        assert_eq!(read_with(&format!("#{ROW}+,,\n")), [first, second, "4 unrecognised-line"]);
        assert_eq!(read_with("# a remark\n"), [first, second]);
        for end in ["\r", "\u{B}", "\u{85}", "\u{2028}"] {
            // The row is lost with the header that it is joined to, and the next one is read.
            let joined = format!("{}{end}{ROW}+,,\n{ROW}-,,\n", HEAD.trim_end());
            assert_eq!(read("x", joined.as_bytes()), ["2 unrecognised-line", first, "3 - "], "{end:?}");
            // No line of the log ends: it is not one that has only header lines.
            let whole = format!("{rows}{ROW}-,,\n").replace('\n', end);
            assert_eq!(read("x", whole.as_bytes())[..1], ["1 unrecognised-line"], "{end:?}");
        }
    }

    #[test]
    fn empty_files_and_lone_headers_are_reported() {
        assert_eq!(read("x", b""), ["1 empty-file"]);
        assert_eq!(read("RECV1.LOG", b""), ["1 empty-file", "is SmtpReceive by FileName"]);
        assert_eq!(read("x", HEAD.as_bytes()), ["is SmtpReceive by Header", "1 header-only"]);
    }
}

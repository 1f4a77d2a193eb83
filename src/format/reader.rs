//! The lines of one file to entries, table rows, header lines and diagnostics.
//!
//! The idea: a file is a sequence of lines, and what a line means depends on what stood before it, which is one
//! `State`: nothing known yet, a known format with its columns, a plain table, or a file that is no log at all. Header
//! lines may come at any place and change it; so may rows, where logs were put behind each other without their headers: a
//! row that does not fit but can hardly be anything else than one of another format changes it too, and the state before
//! is tried first when a row does not fit again. Every line ends in exactly one account, so the accounts add up to the file.
//!
//! A quoted field may hold a line break. When a line ends inside quotes the next one is joined to it, unless that one
//! begins like an entry or a header, or is an entry by itself: then the quote was never closed, which costs that line and
//! nothing else.

use super::refusal::{looks_binary, refuse};
use super::sink::{Account, Cells, Correction, Evidence, RowSink};
use super::{Columns, Fit, Format, Workspace, by_file_name, by_log_type, by_row, candidates};
use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::LogType;
use crate::text::{Encoding, HeaderLine, Layout, Line, RecordReader};
use alloc::string::String;
use alloc::vec::Vec;

#[derive(Debug, Default)]
enum State {
    /// No header and no row that was recognised yet.
    #[default]
    Unknown,
    /// A header named the columns, and more than one format has such columns: the first row decides.
    Named(Names),
    Log(Log),
    Table(Names),
    /// Not a log; every line belongs to the diagnostic that said so.
    Refused,
}

/// What a header named.
#[derive(Clone, Debug)]
struct Names {
    log_type_header: Vec<u8>,
    columns: Vec<Vec<u8>>,
    layout: Layout,
}

impl Names {
    fn read(value: &[u8], log_type_header: &[u8]) -> Names {
        let layout = Layout::of_column_names(value);
        let columns = value.split(|&byte| byte == layout.separator()).map(|name| name.trim_ascii().to_vec()).collect();
        Names { log_type_header: log_type_header.to_vec(), columns, layout }
    }

    fn columns(&self) -> Vec<&[u8]> {
        self.columns.iter().map(Vec::as_slice).collect()
    }
}

/// A known format.
#[derive(Debug)]
struct Log {
    format: &'static Format,
    columns: Columns,
    /// Its `#Log-type`, empty without one.
    name: Vec<u8>,
    /// The names of the columns that its entries do not hold.
    beside: Vec<Vec<u8>>,
}

impl Log {
    fn named(format: &'static Format, columns: Columns, names: &Names) -> Log {
        let beside = columns.beside().iter().filter_map(|&field| names.columns.get(field).cloned()).collect();
        Log { format, columns, name: names.log_type_header.clone(), beside }
    }

    fn in_order(format: &'static Format) -> Log {
        let columns = Columns::in_order(format);
        let name = |&field: &usize| format.columns.get(field).map(|name| name.as_bytes().to_vec());
        let beside = columns.beside().iter().filter_map(name).collect();
        Log { format, columns, name: Vec::new(), beside }
    }

    fn announce(&self, evidence: Evidence, sink: &mut impl RowSink) {
        sink.recognised(self.format.log_type, &self.name, evidence);
        sink.local_times(self.format.has_local_times());
        if !self.beside.is_empty() {
            let beside: Vec<&[u8]> = self.beside.iter().map(Vec::as_slice).collect();
            sink.columns(self.format.log_type, &self.name, &beside);
        }
    }
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
    chosen: Option<LogType>,
    state: State,
    /// The log before a row that could only be one of another.
    before: Option<Log>,
    log_type_header: Vec<u8>,
    records: RecordReader,
    workspace: Workspace,
    joined: Joined,
    has_headers: bool,
    has_rows: bool,
    /// The last block of headers is complete: another header line begins the next one.
    block_is_complete: bool,
}

impl LogReader {
    /// A reader for a file of that name.
    pub fn new(file_name: &str, correction: Correction) -> Self {
        let chosen = correction.read_as.is_some();
        let workspace = Workspace { chosen, ..Workspace::of_file(file_name, correction.offset_minutes) };
        LogReader { file_name: String::from(file_name), chosen: correction.read_as, workspace, ..LogReader::default() }
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
        tell_encoding(line, sink);
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
        let columns = header.columns();
        if self.block_is_complete && !columns.is_some_and(|columns| self.has_columns(columns)) {
            // What follows is a log of its own, and need not say of which type it is.
            self.log_type_header.clear();
        }
        self.block_is_complete = columns.is_some();
        if header.is("Log-type") {
            self.log_type_header = header.value.to_vec();
        } else if header.is("Date") {
            self.workspace.header_time = self.workspace.times.read(header.value);
        } else if let Some(columns) = columns {
            self.column_header(columns, sink);
        }
    }

    /// Whether the log that is being read can have these columns: then they are named once more.
    fn has_columns(&self, value: &[u8]) -> bool {
        let names = Names::read(value, &self.log_type_header);
        match &self.state {
            State::Log(log) => Columns::from_names(log.format, &names.columns()).is_some(),
            State::Table(own) | State::Named(own) => own.columns == names.columns,
            State::Unknown | State::Refused => false,
        }
    }

    /// The columns are named: from here on rows have them.
    fn column_header(&mut self, value: &[u8], sink: &mut impl RowSink) {
        self.columns_named(Names::read(value, &self.log_type_header), sink);
    }

    fn columns_named(&mut self, names: Names, sink: &mut impl RowSink) {
        self.before = None;
        let columns_of = |format: &Format| Columns::from_names(format, &names.columns());
        let layout_of = |format| Some((format, columns_of(format)?));
        let found = by_log_type(&names.log_type_header, self.chosen).find_map(layout_of);
        if let Some((format, columns)) = found {
            return self.enter(Log::named(format, columns, &names), Evidence::Header, sink);
        }
        let unnamed = names.log_type_header.is_empty() || self.chosen.is_some();
        let fits = |format: &Format| format.layout == names.layout && columns_of(format).is_some();
        if unnamed && candidates(self.chosen).any(fits) {
            self.state = State::Named(names);
        } else {
            self.enter_table(names, sink);
        }
    }

    fn enter(&mut self, log: Log, evidence: Evidence, sink: &mut impl RowSink) {
        log.announce(if self.chosen.is_some() { Evidence::Chosen } else { evidence }, sink);
        self.state = State::Log(log);
    }

    fn enter_table(&mut self, names: Names, sink: &mut impl RowSink) {
        let evidence = if names.log_type_header.is_empty() { Evidence::Fields } else { Evidence::Header };
        sink.recognised(LogType::Table, &names.log_type_header, evidence);
        sink.columns(LogType::Table, &names.log_type_header, &names.columns());
        self.state = State::Table(names);
    }

    fn row(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        if matches!(self.state, State::Unknown | State::Named(_)) && self.recognise(line, sink) {
            return sink.account(Account::Header, line.span);
        }
        self.has_rows = true;
        let State::Log(Log { format, columns, .. }) = &self.state else {
            return self.row_of_table(line, sink);
        };
        let Some(fields) = self.records.split_as(format.layout, line.text) else {
            return self.hold(line);
        };
        // By reference: an entry is large enough that moving it would cost a call in WebAssembly.
        match &(format.entry)(&fields, columns, &mut self.workspace) {
            Ok(entry) => {
                sink.account(Account::Entry, line.span);
                let cells = Cells { fields, beside: columns.beside() };
                sink.entry(format.log_type, entry, cells, line.position);
            }
            &Err(kind) => self.stray(kind, line, sink),
        }
    }

    /// A row that is none of the log: maybe one of another that was put behind it, or in front of it.
    #[cold]
    fn stray(&mut self, kind: DiagnosticKind, line: &Line<'_>, sink: &mut impl RowSink) {
        let Some(other) = self.other_log(line.text) else {
            if kind == DiagnosticKind::UnrecognisedLine && self.go_on(line, sink) {
                return;
            }
            return diagnose(sink, cut_or(kind, line), line.position, line.text, line.span);
        };
        other.announce(Evidence::RowShape, sink);
        self.before = match core::mem::replace(&mut self.state, State::Log(other)) {
            State::Log(log) => Some(log),
            _ => None,
        };
        self.row(line, sink);
    }

    /// Takes a line that goes on with the row before, in a log whose rows may have several lines. False when there is no
    /// such row.
    fn go_on(&mut self, line: &Line<'_>, sink: &mut impl RowSink) -> bool {
        let State::Log(Log { format, columns, .. }) = &self.state else { return false };
        if !format.layout.goes_on() {
            return false;
        }
        let fields = self.records.going_on(line.text);
        let Ok(entry) = &(format.entry)(&fields, columns, &mut self.workspace) else { return false };
        sink.account(Account::Entry, line.span);
        sink.entry(format.log_type, entry, Cells { fields, beside: columns.beside() }, line.position);
        true
    }

    /// The log that a row is an entry of, where it is none of the present one.
    fn other_log(&mut self, text: &[u8]) -> Option<Log> {
        if let Some(before) =
            self.before.take_if(|before| is_entry(before, text, &mut self.records, &mut self.workspace))
        {
            return Some(before);
        }
        let (fit, format) = by_row(text, &mut self.records, &self.file_name, self.chosen)?;
        let log = Log::in_order(format);
        (fit == Fit::Yes && is_entry(&log, text, &mut self.records, &mut self.workspace)).then_some(log)
    }

    /// A row outside of a known format: of a table, or of nothing that is known.
    fn row_of_table(&mut self, line: &Line<'_>, sink: &mut impl RowSink) {
        let layout = match &self.state {
            State::Table(names) | State::Named(names) => names.layout,
            _ => Layout::Commas,
        };
        let Some(fields) = self.records.split_as(layout, line.text) else {
            return self.hold(line);
        };
        match &self.state {
            State::Table(names) if names.columns.len() == fields.len() => {
                sink.account(Account::Entry, line.span);
                sink.table_row(&fields);
            }
            State::Table(_) => self.stray(DiagnosticKind::WrongFieldCount, line, sink),
            _ => diagnose(sink, DiagnosticKind::UnrecognisedLine, line.position, line.text, line.span),
        }
    }

    /// The line ends inside quotes: it waits for the next one.
    fn hold(&mut self, line: &Line<'_>) {
        self.joined = Joined {
            text: line.text.to_vec(),
            position: line.position,
            span: line.span,
            lines: 1,
            terminated: line.terminated,
        };
    }

    /// Finds the format of a row where no header told it. True when the row is a header itself: exports of a table name
    /// their columns in the first row, without `#Fields`.
    #[cold]
    fn recognise(&mut self, line: &Line<'_>, sink: &mut impl RowSink) -> bool {
        match core::mem::take(&mut self.state) {
            State::Named(names) => self.recognise_named(names, line.text, sink),
            _ => {
                if let Some((_, format)) = by_row(line.text, &mut self.records, &self.file_name, self.chosen) {
                    self.enter(Log::in_order(format), Evidence::RowShape, sink);
                } else if let Some(names) = self.names_in(line.text) {
                    self.has_headers = true;
                    self.columns_named(names, sink);
                    return true;
                }
            }
        }
        false
    }

    /// The column names in a row, if it holds those of a format.
    fn names_in(&mut self, text: &[u8]) -> Option<Names> {
        let fields = self.records.split(text)?;
        let columns: Vec<Vec<u8>> = fields.iter().map(|name| name.trim_ascii().to_vec()).collect();
        let names = Names { log_type_header: Vec::new(), columns, layout: Layout::Commas };
        let has_columns = |format: &Format| {
            format.layout == Layout::Commas && Columns::from_names(format, &names.columns()).is_some()
        };
        candidates(self.chosen).any(has_columns).then_some(names)
    }

    /// Decides for the format that has the named columns and whose rows look most like this one; where the row is of
    /// none of them, it is one of a table with those columns.
    fn recognise_named(&mut self, names: Names, text: &[u8], sink: &mut impl RowSink) {
        let Some(fields) = self.records.split_as(names.layout, text) else {
            self.state = State::Named(names);
            return;
        };
        let file_name = by_file_name(&self.file_name).map(|format| format.log_type);
        let fits = candidates(self.chosen).rev().filter(|format| format.layout == names.layout).filter_map(|format| {
            let columns = Columns::from_names(format, &names.columns())?;
            let fit = (format.fit)(&fields, &columns);
            (fit > Fit::No).then_some((fit, format, columns))
        });
        let best = fits.max_by_key(|(fit, format, _)| (*fit, Some(format.log_type) == file_name));
        match best {
            Some((_, format, columns)) => self.enter(Log::named(format, columns, &names), Evidence::Fields, sink),
            // A W3C extended log of a service that is not known. Where commas stand between the fields the names were
            // those of a format, so a row that does not fit is a damaged one.
            None if names.layout == Layout::Blanks && fields.len() == names.columns.len() => {
                self.enter_table(names, sink);
            }
            None => self.state = State::Named(names),
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
        let State::Log(log) = &self.state else { return false };
        is_entry(log, text, &mut self.records, &mut self.workspace)
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

fn is_entry(log: &Log, text: &[u8], records: &mut RecordReader, workspace: &mut Workspace) -> bool {
    let fields = records.split_as(log.format.layout, text);
    fields.is_some_and(|fields| (log.format.entry)(&fields, &log.columns, workspace).is_ok())
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

/// Tells that a file is UTF-16, once, and of every line that is neither that nor UTF-8.
fn tell_encoding(line: &Line<'_>, sink: &mut impl RowSink) {
    match line.encoding {
        Encoding::Windows1252 => sink.diagnostic(DiagnosticKind::Windows1252, line.position, line.text),
        Encoding::Utf16Le | Encoding::Utf16Be if line.position.line == 1 => {
            sink.diagnostic(DiagnosticKind::Utf16File, line.position, b"");
        }
        _ => {}
    }
}

/// Takes NUL characters off both ends of a line and tells of them.
fn without_nul<'a>(line: &Line<'a>, sink: &mut impl RowSink) -> Line<'a> {
    let start = line.text.iter().take_while(|&&byte| byte == 0).count();
    let end = line.text.len() - line.text.iter().rev().take_while(|&&byte| byte == 0).count();
    let text = line.text.get(start..end).unwrap_or_default();
    let nul = (line.text.len() - text.len()) as u64 * line.encoding.unit();
    diagnose(sink, DiagnosticKind::NulPadding, line.position, b"", nul);
    let position = Position { byte: line.position.byte + start as u64 * line.encoding.unit(), ..line.position };
    Line { position, text, span: line.span - nul, ..*line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Entry;
    use crate::text::Fields;
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

    fn read(name: &str, text: &[u8]) -> Vec<String> {
        read_as(None, name, text)
    }

    fn read_as(read_as: Option<LogType>, name: &str, text: &[u8]) -> Vec<String> {
        let correction = Correction { read_as, offset_minutes: 0 };
        let (mut framer, mut reader) = (LineFramer::default(), LogReader::new(name, correction));
        let mut notes = Notes::default();
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
    fn rows_of_another_log_behind_a_log_change_it() {
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

    #[test]
    fn column_names_without_a_mark_are_a_header() {
        let text = format!("{}{ROW}+,,\n", HEAD.split_once("#Fields: ").unwrap().1);
        assert_eq!(read("x", text.as_bytes()), ["is SmtpReceive by Fields", "2 + "]);
    }

    #[test]
    fn columns_that_no_format_knows_are_kept() {
        let text = format!("{HEAD}{ROW}+,,,new\n").replace(",context\n", ",context,extra\n");
        assert_eq!(read("x", text.as_bytes())[1..], ["smtpReceive SMTP Receive Protocol Log of 1", "3 +  [new]"]);
    }

    #[test]
    fn a_file_is_read_as_the_user_says() {
        let text = format!("{HEAD}{ROW}+,,\n");
        let expected = ["is SmtpSend by Chosen", "3 + "];
        assert_eq!(read_as(Some(LogType::SmtpSend), "x", text.as_bytes()), expected);
        let row = format!("{ROW}+,,\n");
        assert_eq!(read_as(Some(LogType::Connectivity), "x", row.as_bytes()), ["1 unrecognised-line"]);
    }

    #[test]
    fn blank_separated_fields_make_a_table() {
        let text = "#Software: x\n#Fields: date time s-ip \n2026-01-05 10:00 192.0.2.1\n";
        assert_eq!(read("ex.log", text.as_bytes()), ["is Table by Fields", "table  of 3", "row 2026-01-05"]);
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
        assert_eq!(read("x", b"PK\x03\x04....\n...\n"), ["1 compressed-file"]);
        assert_eq!(read("x", b"\x1F\x8B\x08...\n"), ["1 compressed-file"]);
        assert_eq!(read("x", b"7z\xBC\xAF\x27\x1C\n..."), ["1 7z-file"]);
        assert_eq!(read("x", b"Rar!\x1A\x07\x01"), ["1 rar-file"]);
        assert_eq!(read("x", b"\x7FELF\x02\x01\0\0\nab\n"), ["1 binary-file"]);
        assert_eq!(read("x", b"hello\nworld\n"), ["1 unrecognised-line", "2 unrecognised-line"]);
    }

    #[test]
    fn utf16_is_told_once_and_its_nul_characters_are_two_bytes() {
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
    fn files_behind_each_other_keep_their_byte_order_marks() {
        let text = format!("\u{FEFF}{HEAD}{ROW}+,,\n");
        let expected = ["is SmtpReceive by Header", "3 + ", "is SmtpReceive by Header", "6 + "];
        assert_eq!(read("x", text.repeat(2).as_bytes()), expected);
        let wide: Vec<u8> = text.repeat(2).encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read("x", &wide)[1..], expected);
    }

    #[test]
    fn lines_of_windows_1252_are_told_one_by_one() {
        let mut bytes = format!("{HEAD}{ROW}<,EHLO hôte,\n").into_bytes();
        bytes.extend_from_slice(format!("{ROW}<,EHLO h").as_bytes());
        bytes.extend_from_slice(b"\xF4te,\n");
        let expected = ["is SmtpReceive by Header", "3 < EHLO hôte", "4 windows-1252", "4 < EHLO hôte"];
        assert_eq!(read("x", &bytes), expected);
    }

    #[test]
    fn empty_files_and_lone_headers_are_told() {
        assert_eq!(read("x", b""), ["1 empty-file"]);
        assert_eq!(read("RECV1.LOG", b""), ["1 empty-file", "is SmtpReceive by FileName"]);
        assert_eq!(read("x", HEAD.as_bytes()), ["is SmtpReceive by Header", "1 header-only"]);
    }
}

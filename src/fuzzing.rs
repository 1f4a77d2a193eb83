//! What the fuzzers in `tests/fuzz` reach of the inside: lines, and the readers of the formats without a store. Each
//! function asserts what must hold for any bytes. Compiled for them only, with `--cfg fuzzing`.

use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::{Entry, LogType};
use crate::format::{Account, Cells, Correction, Evidence, LogReader, RowSink};
use crate::text::{Fields, Line, LineFramer, LineSyntax, RecordReader};
use alloc::vec::Vec;

/// Splits lines into fields, as rows separated by commas are.
#[derive(Default)]
pub struct Records(RecordReader);

impl Records {
    /// The fields of a line without line end; `None` if a quoted field is not closed.
    pub fn fields(&mut self, line: &[u8]) -> Option<Vec<Vec<u8>>> {
        Some(self.0.split(line)?.iter().map(<[u8]>::to_vec).collect())
    }
}

/// Cuts a file into lines, whole and split at that place, there with the fields of each syntax. Asserts that all give the
/// same lines of UTF-8, that their positions and spans cover the file, and that the fields are those of the line.
pub fn lines(file: &[u8], split: usize) {
    let whole = lines_of(&[file], None);
    let (first, second) = file.split_at(split.min(file.len()));
    for syntax in
        [LineSyntax::Commas, LineSyntax::Semicolons, LineSyntax::QuotedTabs, LineSyntax::Spaces, LineSyntax::Tabs]
    {
        assert_eq!(lines_of(&[first, second], Some(syntax)), whole, "split at {}", first.len());
    }
}

/// A digest of the lines of a file that arrives in these pieces.
fn lines_of(pieces: &[&[u8]], expected: Option<LineSyntax>) -> u64 {
    let (mut digest, mut framer, mut records) = (Digest::default(), LineFramer::default(), RecordReader::default());
    framer.expect(expected);
    let mut next = Position { line: 1, byte: 0 };
    let mut take = |line: Line<'_>| {
        assert_eq!(line.position, next, "lines follow each other");
        assert!(core::str::from_utf8(line.text).is_ok(), "the text of a line is UTF-8");
        next = Position { line: next.line + 1, byte: next.byte + line.span };
        if let Some((syntax, fields)) = line.fields {
            let found = records.split_as(syntax, line.text);
            assert!(found.is_some_and(|found| found.iter().eq(fields.iter())), "the fields are those of the line");
        }
        digest.add(line.text);
        digest.add(line.raw);
        digest.add(&[line.encoding as u8, line.overlong.into(), line.terminated.into(), line.only_nul.into()]);
    };
    pieces.iter().for_each(|piece| framer.push(piece, &mut take));
    framer.finish(&mut take);
    let length: usize = pieces.iter().map(|piece| piece.len()).sum();
    assert_eq!(next.byte, length as u64, "the spans of all lines add up to the file");
    digest.0
}

/// How a file is read.
pub struct Reading<'a> {
    /// Its name.
    pub name: &'a str,
    /// The log that it is read as; `None` if it is to be recognised.
    pub read_as: Option<LogType>,
    /// Whether to try if its lines are rows that were broken, which takes longer than everything else.
    pub tries_breaks: bool,
}

impl Reading<'_> {
    /// Reads a file whole and, if a place is given, split there. Asserts that both report the same, and that every byte
    /// is accounted for.
    pub fn check(&self, file: &[u8], split: Option<usize>) {
        let whole = self.reports_of(&[file]);
        if let Some((first, second)) = split.and_then(|split| file.split_at_checked(split)) {
            assert_eq!(self.reports_of(&[first, second]), whole, "split at {}", first.len());
        }
    }

    /// A digest of all that a file's reader reports.
    fn reports_of(&self, pieces: &[&[u8]]) -> u64 {
        let correction = Correction { read_as: self.read_as, offset_minutes: 0 };
        let reader = LogReader::new(self.name, correction);
        let mut reader = if self.tries_breaks { reader } else { reader.of_whole_lines() };
        let (mut framer, mut reports) = (LineFramer::default(), Reports::default());
        for piece in pieces {
            framer.expect(reader.row_syntax());
            framer.push(piece, |line| reader.line(&line, &mut reports));
        }
        framer.finish(|line| reader.line(&line, &mut reports));
        let length = pieces.iter().map(|piece| piece.len() as u64).sum();
        reader.finish(length, true, &mut reports);
        assert_eq!(reports.accounted, length, "every byte is accounted for");
        reports.digest.0
    }
}

/// Takes a note of everything that is reported.
#[derive(Default)]
struct Reports {
    digest: Digest,
    accounted: u64,
}

impl RowSink for Reports {
    fn recognised(&mut self, log_type: LogType, name: &[u8], evidence: Evidence) {
        self.digest.add(name);
        self.digest.add(&[log_type as u8, evidence as u8]);
    }

    fn columns(&mut self, log_type: LogType, name: &[u8], columns: &[&[u8]]) {
        self.digest.add(&[log_type as u8]);
        self.digest.add(name);
        columns.iter().for_each(|column| self.digest.add(column));
    }

    fn entry(&mut self, _: LogType, entry: &Entry<'_>, cells: Cells<'_>, position: Position) {
        let labels = [entry.labels.connector, entry.labels.local, entry.labels.remote];
        [entry.data, entry.context].iter().chain(&labels).for_each(|text| self.digest.add(text));
        self.digest.add(&entry.time.0.to_le_bytes());
        self.digest.add(&position.byte.to_le_bytes());
        cells.iter().for_each(|cell| self.digest.add(cell));
    }

    fn table_row(&mut self, fields: &Fields<'_>) {
        fields.iter().for_each(|field| self.digest.add(field));
    }

    fn diagnostic(&mut self, kind: DiagnosticKind, position: Position, excerpt: &[u8]) {
        self.digest.add(kind.name().as_bytes());
        self.digest.add(&position.byte.to_le_bytes());
        self.digest.add(excerpt);
    }

    fn account(&mut self, account: Account, span: u64) {
        self.digest.add(&[account as u8]);
        self.accounted += span;
    }
}

/// A number that is equal for equal sequences of texts (FNV-1a, with the lengths between).
#[derive(Default)]
struct Digest(u64);

impl Digest {
    fn add(&mut self, text: &[u8]) {
        for byte in text.iter().copied().chain((text.len() as u32).to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}

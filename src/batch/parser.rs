//! Turns the bytes of a file into batches.

use super::Batch;
use super::writer::BatchWriter;
use crate::bytes::HashKey;
use crate::diagnostic::DiagnosticKind;
use crate::format::{Checkpoint, Correction, LogReader, RowSink};
use crate::store::files::FileEnd;
use crate::text::LineFramer;

/// Bytes that are scanned for the separators of the log that was recognised before them. One line of each window is carried
/// over; more of them would fill the nearest cache.
const WINDOW: usize = 1 << 15;

/// Bytes of a file in a batch. With more, the tables of a batch leave the caches; with fewer, more is looked up twice.
const BATCH: u64 = 2 << 20;

/// Parses one file after the other, without a store.
///
/// A large file may be parsed in parts by several, each of which is pushed the beginning of the file first ([`FileParser::mark`],
/// [`FileParser::skip_to`]): their batches are those of the whole file if at the end of each part but the last its parser
/// knows what it knew after the beginning ([`FileParser::is_as_marked`]). Where that is not so, it has to parse the rest.
#[derive(Debug)]
pub struct FileParser {
    framer: LineFramer,
    reader: LogReader,
    writer: BatchWriter,
    /// Bytes of the file that were pushed, or skipped.
    read: u64,
    /// What it knew when that was marked.
    marked: Option<Checkpoint>,
}

impl FileParser {
    /// A parser for an engine with that seed.
    pub fn new(seed: u64) -> FileParser {
        FileParser::with_key(HashKey::new(seed))
    }

    /// A parser of files whose strings are hashed under that key, which is the one of the store.
    pub(crate) fn with_key(key: HashKey) -> FileParser {
        FileParser {
            framer: LineFramer::default(),
            reader: LogReader::default(),
            writer: BatchWriter::new(key),
            read: 0,
            marked: None,
        }
    }

    /// Begins a file.
    pub fn begin(&mut self, name: &str, correction: Correction) {
        self.reader = LogReader::new(name, correction);
        self.framer.finish(|_| ());
        self.writer.begin();
        (self.read, self.marked) = (0, None);
    }

    /// Marks what it knows after what has been pushed, the beginning of the file up to the end of a line. Returns whether that is so little
    /// that the file may be parsed in parts.
    pub fn mark(&mut self) -> bool {
        self.marked = self.checkpoint();
        self.marked.is_some()
    }

    /// Drops what has been pushed, and goes on at that byte, where a line begins. Positions count lines from there.
    pub fn skip_to(&mut self, byte: u64) {
        self.framer.skip_to(byte);
        self.reader.forget_strays();
        self.writer.begin();
        self.read = byte;
    }

    /// Whether it knows now what it knew when that was marked.
    pub fn is_as_marked(&self) -> bool {
        let next = self.framer.position().byte;
        self.marked.is_some() && !self.reader.remembers_strays(next) && self.marked == self.checkpoint()
    }

    fn checkpoint(&self) -> Option<Checkpoint> {
        self.reader.checkpoint().filter(|_| self.framer.is_between_lines())
    }

    /// Takes the next bytes of the file, split anywhere; hands over every batch that is full.
    pub fn push(&mut self, bytes: &[u8], mut full: impl FnMut(&Batch)) {
        let FileParser { framer, reader, writer, read, .. } = self;
        for window in bytes.chunks(WINDOW) {
            *read += window.len() as u64;
            writer.count_bytes(window.len());
            framer.expect(reader.row_syntax());
            framer.push(window, |line| reader.line(&line, writer));
            if writer.batch().read >= BATCH {
                writer.hand_over(framer.position(), false, &mut full);
            }
        }
    }

    /// Hands over what has been read since the last full batch.
    pub fn flush(&mut self, rest: impl FnMut(&Batch)) {
        if self.writer.batch().read > 0 {
            self.writer.hand_over(self.framer.position(), false, rest);
        }
    }

    /// Ends the file, and hands over the last batch.
    pub fn end(&mut self, end: FileEnd, last: impl FnMut(&Batch)) {
        let FileParser { framer, reader, writer, read, .. } = self;
        let stopped = framer.position();
        framer.finish(|line| reader.line(&line, writer));
        reader.finish(*read, end == FileEnd::Complete, writer);
        if let Some(kind) = early_end(end) {
            writer.diagnostic(kind, stopped, b"");
        }
        writer.hand_over(stopped, true, last);
    }
}

/// The diagnostic for a file that was not read to its end.
pub fn early_end(end: FileEnd) -> Option<DiagnosticKind> {
    match end {
        FileEnd::Cancelled => Some(DiagnosticKind::FileCancelled),
        FileEnd::Unreadable => Some(DiagnosticKind::FileUnreadable),
        FileEnd::Changed => Some(DiagnosticKind::FileChanged),
        FileEnd::OutOfMemory => Some(DiagnosticKind::FileOutOfMemory),
        FileEnd::Encrypted => Some(DiagnosticKind::FileEncrypted),
        FileEnd::Damaged => Some(DiagnosticKind::FileDamaged),
        FileEnd::Limited => Some(DiagnosticKind::FileLimited),
        FileEnd::Nested => Some(DiagnosticKind::FileNested),
        FileEnd::Unsupported => Some(DiagnosticKind::FileUnsupported),
        FileEnd::Overlapping => Some(DiagnosticKind::FileOverlapping),
        FileEnd::LongPath => Some(DiagnosticKind::FileLongPath),
        FileEnd::Failed => Some(DiagnosticKind::FileFailed),
        FileEnd::Complete | FileEnd::Reading => None,
    }
}

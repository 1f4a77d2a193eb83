//! Ingest: the way of a file's bytes into the archive.
//!
//! A file is begun, pushed in chunks split anywhere, and ended; one file after the other. `sink` stores what the reader
//! of its log recognises in it. What has been stored becomes visible by [`Ingest::publish`]: sessions are put in order,
//! their facts are computed, and `origins` asks them which server and service wrote their files. Only sessions that got
//! entries since the last call are touched, so it may be called at any time, also in the middle of a file.

#[cfg(test)]
mod growth;
mod origins;
mod publisher;
mod sink;

use crate::archive::Archive;
use crate::bytes::HashKey;
use crate::diagnostic::DiagnosticKind;
use crate::exchange::PathOrigin;
use crate::format::{Correction, LogReader};
use crate::session::inference::SessionInference;
use crate::session::tracker::Source;
use crate::store::files::FileEnd;
use crate::store::{File, FileIndex, FileOrigin, Origin};
use crate::text::LineFramer;
use publisher::{PART_ENTRIES, Publisher};
use sink::Sink;

/// Bytes that are scanned for the separators of the log that was recognised before them. One line of each window is carried
/// over; more of them would fill the nearest cache.
const WINDOW: usize = 1 << 15;

/// Reads files into an archive.
#[derive(Debug)]
pub struct Ingest {
    framer: LineFramer,
    reader: LogReader,
    inference: SessionInference,
    publisher: Publisher,
    /// The file that is being read.
    open: Option<OpenFile>,
}

/// The state of a file that is being read.
#[derive(Debug)]
struct OpenFile {
    source: Source,
    /// The time stamps of the rows being read are in an unknown time zone.
    local_times: bool,
}

impl Ingest {
    /// Nothing has been read; what is kept is hashed under the key.
    pub fn new(key: HashKey) -> Ingest {
        Ingest {
            framer: LineFramer::default(),
            reader: LogReader::default(),
            inference: SessionInference::new(key),
            publisher: Publisher::default(),
            open: None,
        }
    }

    /// Begins a file. A file that has not been ended counts as cancelled.
    pub fn begin_file(
        &mut self,
        archive: &mut Archive,
        name: &str,
        folder: &str,
        size: Option<u64>,
        correction: Correction,
    ) -> FileIndex {
        self.end_file(archive, FileEnd::Cancelled);
        let store = &mut archive.store;
        let first = store.entries.next_index();
        let PathOrigin { server, service, root } = PathOrigin::read(folder, name);
        let path = Origin {
            server: store.strings.intern(server.as_bytes()),
            service: store.strings.intern(service.name().as_bytes()),
        };
        let root = root.map(|root| store.strings.intern(root.as_bytes()));
        store.origins.push(FileOrigin { path, root, ..FileOrigin::default() }, first);
        let folder = store.strings.intern(folder.as_bytes());
        let file = archive.files.push(File::new(store.strings.intern(name.as_bytes()), folder, size, first));
        self.reader = LogReader::new(name, correction);
        self.open = Some(OpenFile { source: Source { file, folder }, local_times: false });
        file
    }

    /// Takes the next bytes of the file, split anywhere. Ignored if no file has been begun.
    pub fn push(&mut self, archive: &mut Archive, bytes: &[u8]) {
        let Ingest { framer, reader, inference, publisher, open: Some(open) } = self else { return };
        archive.files.get_mut(open.source.file).read += bytes.len() as u64;
        let mut sink = Sink { archive, open, inference, publisher };
        for window in bytes.chunks(WINDOW) {
            framer.expect(reader.row_syntax());
            framer.push(window, |line| reader.line(&line, &mut sink));
        }
    }

    /// Ends the file. Ignored if no file has been begun.
    pub fn end_file(&mut self, archive: &mut Archive, end: FileEnd) {
        let Some(mut open) = self.open.take() else { return };
        let file = open.source.file;
        let Ingest { framer, reader, inference, publisher, .. } = self;
        let stopped = framer.position();
        let mut sink = Sink { archive, open: &mut open, inference, publisher };
        framer.finish(|line| reader.line(&line, &mut sink));
        let read = sink.archive.files.get(file).read;
        reader.finish(read, end == FileEnd::Complete, &mut sink);
        if let Some(kind) = early_end(end) {
            archive.diagnostics.add(file, kind, stopped, b"");
        }
        archive.files.get_mut(file).end = end;
        leave_out_copies(archive, file);
    }

    /// Does a part of what publishing takes: puts sessions in order and computes their facts. Returns whether that was the
    /// last part.
    pub fn prepare_publishing(&mut self, archive: &mut Archive) -> bool {
        self.publisher.look_at_some(archive, PART_ENTRIES)
    }

    /// Makes what has been read so far visible.
    pub fn publish(&mut self, archive: &mut Archive) {
        self.publisher.publish(archive);
    }
}

/// Rows of a log without sessions count once where an earlier file of the same name and size contains them too.
fn leave_out_copies(archive: &mut Archive, file: FileIndex) {
    let Archive { tables, files, diagnostics, .. } = archive;
    let row = files.get_mut(file);
    let copies = tables.end_file(row.name, row.read);
    if copies > 0 {
        row.entries -= copies;
        row.duplicates += copies;
        diagnostics.set_count(file, DiagnosticKind::DuplicateEntries, row.duplicates);
    }
}

/// The diagnostic for a file that was not read to its end.
fn early_end(end: FileEnd) -> Option<DiagnosticKind> {
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
        FileEnd::Complete | FileEnd::Reading => None,
    }
}

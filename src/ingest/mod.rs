//! Ingest: the way of a file's bytes into the archive.
//!
//! A file is begun, pushed in chunks split anywhere, and ended; one file after the other. Its parser hands over batches of
//! what it recognises ([`crate::batch`]), which `merge` puts into the archive. What has been stored becomes visible by [`Ingest::publish`]: sessions are put in order,
//! their facts are computed, and `origins` asks them which server and service wrote their files. Only sessions that got
//! entries since the last call are touched, so it may be called at any time, also in the middle of a file. While there is
//! nothing to read, [`Ingest::look_ahead`] does what of it will not have to be done again.

#[cfg(test)]
mod growth;
mod merge;
mod origins;
mod publisher;

use crate::archive::Archive;
use crate::batch::{Batch, FileParser, early_end};
use crate::bytes::HashKey;
use crate::diagnostic::{DiagnosticKind, Position};
use crate::exchange::PathOrigin;
use crate::format::Correction;
use crate::session::inference::SessionInference;
use crate::session::tracker::Source;
use crate::store::diagnostics::Occurrences;
use crate::store::files::FileEnd;
use crate::store::{File, FileIndex, FileOrigin, Origin};
use merge::{Known, Merge};
use publisher::{AHEAD_ENTRIES, PART_ENTRIES, Publisher};

/// Reads files into an archive.
#[derive(Debug)]
pub struct Ingest {
    parser: FileParser,
    stored: Stored,
}

/// What is kept beside the archive while files are read into it.
#[derive(Debug)]
struct Stored {
    inference: SessionInference,
    publisher: Publisher,
    known: Known,
    /// The file that is being read.
    open: Option<OpenFile>,
}

/// The state of a file that is being read.
#[derive(Debug)]
struct OpenFile {
    source: Source,
    /// The time stamps of the rows being read are in an unknown time zone.
    local_times: bool,
    /// Number of columns that the rows being read may have cells in.
    columns: usize,
    /// What is known of the parser, if it is not the own one.
    elsewhere: Option<Elsewhere>,
    /// Lines before the part of the file from which the batch counts its lines.
    lines_before: u64,
}

impl OpenFile {
    /// Goes on with a batch that was made elsewhere.
    fn follow(&mut self, batch: &Batch) {
        let first_line = self.elsewhere.as_ref().map_or(1, |elsewhere| elsewhere.next_line.line);
        self.lines_before = first_line.wrapping_sub(batch.first_line);
        let next_line = batch.next_line.after(self.lines_before);
        self.elsewhere = Some(Elsewhere { next_line, has_ended: batch.is_last });
    }
}

/// How far another parser has got.
#[derive(Debug)]
struct Elsewhere {
    /// The first line that it has not handed over.
    next_line: Position,
    /// It has handed over all.
    has_ended: bool,
}

impl Ingest {
    /// Nothing has been read; what is kept is hashed under the key.
    pub fn new(key: HashKey) -> Ingest {
        Ingest {
            parser: FileParser::with_key(key.clone()),
            stored: Stored {
                inference: SessionInference::new(key),
                publisher: Publisher::default(),
                known: Known::default(),
                open: None,
            },
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
        self.parser.begin(name, correction);
        self.stored.open = Some(OpenFile {
            source: Source { file, folder },
            local_times: false,
            columns: 0,
            elsewhere: None,
            lines_before: 0,
        });
        file
    }

    /// Takes the next bytes of the file, split anywhere. Ignored if no file has been begun.
    pub fn push(&mut self, archive: &mut Archive, bytes: &[u8]) {
        if self.stored.open.is_some() {
            self.parser.push(bytes, |batch| self.stored.merge(archive, batch));
        }
    }

    /// Takes the next batch of the file, which was parsed elsewhere. Ignored if no file has been begun.
    pub fn merge(&mut self, archive: &mut Archive, batch: &Batch) {
        if let Some(open) = &mut self.stored.open {
            open.follow(batch);
            self.stored.merge(archive, batch);
        }
    }

    /// Ends the file. Ignored if no file has been begun.
    pub fn end_file(&mut self, archive: &mut Archive, end: FileEnd) {
        match &self.stored.open {
            None => return,
            Some(OpenFile { elsewhere: Some(_), .. }) => {}
            Some(_) => self.parser.end(end, |batch| self.stored.merge(archive, batch)),
        }
        self.stored.end(archive, end);
    }

    /// Does a part of what publishing takes that will not have to be done again, while there is nothing to read. Returns whether
    /// there may be more.
    pub fn look_ahead(&mut self, archive: &mut Archive) -> bool {
        self.flush(archive);
        self.stored.publisher.look_ahead(archive, AHEAD_ENTRIES)
    }

    /// Does a part of what publishing takes: puts sessions in order and computes their facts. Returns whether that was the
    /// last part.
    pub fn prepare_publishing(&mut self, archive: &mut Archive) -> bool {
        self.look_at_some(archive, PART_ENTRIES)
    }

    /// The same, until so many entries have been looked at.
    fn look_at_some(&mut self, archive: &mut Archive, most: usize) -> bool {
        self.flush(archive);
        self.stored.publisher.look_at_some(archive, most)
    }

    /// Makes what has been read so far visible.
    pub fn publish(&mut self, archive: &mut Archive) {
        self.flush(archive);
        self.stored.publisher.publish(archive);
    }

    /// Puts into the archive what has been read of the file so far.
    fn flush(&mut self, archive: &mut Archive) {
        self.parser.flush(|batch| self.stored.merge(archive, batch));
    }
}

impl Stored {
    fn merge(&mut self, archive: &mut Archive, batch: &Batch) {
        let Stored { inference, publisher, known, open: Some(open) } = self else { return };
        Merge { archive, open, inference, publisher, known, batch }.run();
    }

    fn end(&mut self, archive: &mut Archive, end: FileEnd) {
        let Some(open) = self.open.take() else { return };
        let file = archive.files.get_mut(open.source.file);
        file.end = end;
        if let Some(Elsewhere { next_line, has_ended: false }) = open.elsewhere {
            // What the parser took and did not hand over is not read.
            file.read = file.accounts.total();
            if let Some(kind) = early_end(end) {
                let mut occurrence = Occurrences::default();
                occurrence.add(kind, next_line, b"");
                archive.diagnostics.add(open.source.file, kind, &occurrence, 0);
            }
        }
        leave_out_copies(archive, open.source.file);
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

//! Every anomaly that reading can find: its name, its severity, and a sentence for the user.
//!
//! Reading never fails. An anomaly is counted, located and graded, and reading continues. To add one, add a row to the
//! table below; the page prints name, sentence and positions as it gets them, so nothing else has to change.
//!
//! There are three severities: `Info` (worth knowing, nothing is missing), `DataLoss` (read correctly, yet something is
//! missing or was left out) and `Error` (these bytes could not be read as what the file claims to be).

use serde::Serialize;

/// How severe a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Worth knowing; nothing is missing.
    Info,
    /// Read correctly, yet something is missing or was left out.
    DataLoss,
    /// The bytes could not be read as what the file claims to be.
    Error,
}

macro_rules! diagnostics {
    ($($variant:ident, $name:literal, $severity:ident, $sentence:literal;)*) => {
        /// A kind of anomaly.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DiagnosticKind {
            $(#[doc = $sentence] $variant,)*
        }

        impl DiagnosticKind {
            /// All kinds, in the order of the table.
            #[cfg(any(test, not(feature = "wasm")))]
            pub const ALL: &[DiagnosticKind] = &[$(DiagnosticKind::$variant,)*];

            /// Stable name in kebab-case.
            pub fn name(self) -> &'static str {
                match self { $(DiagnosticKind::$variant => $name,)* }
            }

            /// How severe it is.
            pub fn severity(self) -> Severity {
                match self { $(DiagnosticKind::$variant => Severity::$severity,)* }
            }

            /// What it means and what to do, in a sentence or two.
            pub fn sentence(self) -> &'static str {
                match self { $(DiagnosticKind::$variant => $sentence,)* }
            }
        }
    };
}

diagnostics! {
    EmptyFile, "empty-file", Info,
        "The file is empty.";
    HeaderOnly, "header-only", Info,
        "The file holds only header lines and no entry; Exchange writes such a file when a service starts and nothing happens.";
    DuplicateEntries, "duplicate-entries", Info,
        "These entries are already there from another copy of the same log; they were not counted twice.";
    FileCancelled, "file-cancelled", DataLoss,
        "Reading was cancelled; what was read until then is shown.";
    FileUnreadable, "file-unreadable", DataLoss,
        "The browser could not read the file to its end; it was moved or deleted, or Exchange holds it open. Copy it and open the copy.";
    FileChanged, "file-changed", DataLoss,
        "The file changed while it was read; what was read until then is shown. Open it again to read the rest.";
    FileEncrypted, "file-encrypted", DataLoss,
        "The file is encrypted in its archive; unpack the archive with its password and open what is in it.";
    FileDamaged, "file-damaged", DataLoss,
        "The archive is damaged or cut off here; what could be unpacked until then is shown. Copy it again, or ask for it again.";
    FileLimited, "file-limited", DataLoss,
        "Unpacking was stopped here: the archive holds far more than logs of its size do. It can be opened again without that limit.";
    FileNested, "file-nested", DataLoss,
        "An archive in an archive in an archive is not opened; unpack the outer one and open what is in it.";
    FileUnsupported, "file-unsupported", DataLoss,
        "The file is packed in its archive in a way that this viewer does not know; unpack the archive and open what is in it.";
    NulPadding, "nul-padding", DataLoss,
        "A run of NUL bytes, as a server leaves when it stops without closing the file; the entries that belonged there are lost.";
    CutLine, "cut-line", DataLoss,
        "The last line of the file is cut off; the file was still being written when it was copied.";
    UnterminatedQuote, "unterminated-quote", Error,
        "A quoted field has no closing quote; the line was left out and reading went on with the next line.";
    WrongFieldCount, "wrong-field-count", Error,
        "The line has more or fewer fields than the header of the log announces; it was left out.";
    InvalidTime, "invalid-time", Error,
        "The time stamp is not a date and time that a log of Exchange can hold; the line was left out.";
    InvalidEvent, "invalid-event", Error,
        "The event is none of the characters that this log knows; the line was left out.";
    InvalidSequence, "invalid-sequence", Error,
        "The sequence-number is not a number; the line was left out.";
    MissingSessionId, "missing-session-id", Error,
        "The line has no session-id, so it belongs to no conversation; it was left out.";
    OverlongLine, "overlong-line", Error,
        "The line is longer than 1 MiB, which no log of Exchange writes; it was left out.";
    Utf16File, "utf16-file", Info,
        "The file is written in UTF-16, as PowerShell's redirection does, and was read so.";
    Windows1252, "windows-1252", Info,
        "Lines that are not UTF-8 were read as Windows-1252; where a server writes in another code page, letters beyond ASCII are others.";
    UnrecognisedLine, "unrecognised-line", Error,
        "The line fits no log that this viewer knows.";
    CompressedFile, "compressed-file", Error,
        "The file is a zip or gzip archive that came here as it is; unpack it and open the files in it.";
    SevenZipFile, "7z-file", Error,
        "The file is a 7z archive, which this viewer does not unpack; unpack it and open the files in it.";
    RarFile, "rar-file", Error,
        "The file is a rar archive, which this viewer does not unpack; unpack it and open the files in it.";
    XmlFile, "xml-file", Error,
        "The file is XML and no log: Exchange writes such files as snapshots of its routing table. There is nothing in it to read as entries.";
    BinaryFile, "binary-file", Error,
        "The file is not a text file, so it holds no log.";
}

/// A position in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Line in the file, from 1.
    pub line: u64,
    /// Offset of the line's first byte in the file, from 0.
    pub byte: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_sentences_end() {
        for (index, kind) in DiagnosticKind::ALL.iter().enumerate() {
            assert!(kind.sentence().ends_with('.'), "{}", kind.name());
            assert!(DiagnosticKind::ALL[..index].iter().all(|other| other.name() != kind.name()), "{}", kind.name());
        }
    }
}

//! Every anomaly that reading can find: its name, its severity, and a sentence for the user.
//!
//! Reading never fails. An anomaly is counted, located and graded, and reading continues. To add one, add a row to the
//! table below; the page prints name, sentence and positions as it gets them, so nothing else has to change.
//!
//! There are three severities: `Info` (worth knowing, nothing is missing), `DataLoss` (read correctly, yet something is
//! missing or was left out) and `Error` (these bytes could not be read as what the file claims to be).

use serde::{Deserialize, Serialize};

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
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
        "The file has only header lines and no entries. Exchange writes such a file when a service starts and nothing happens.";
    DuplicateEntries, "duplicate-entries", Info,
        "These entries were already read from another copy of the same log and were not counted again.";
    IndentRemoved, "indent-removed", Info,
        "Blanks, tabs or quote marks (`>`) before these lines were removed.";
    SearchOutput, "search-output", Info,
        "These lines are the output of a search (Select-String, findstr or grep). Paths and line numbers before the rows were removed, and the paths show where the log comes from. Rows that the search did not find are missing, which is normal.";
    ListOutput, "list-output", Info,
        "The entries are the output of `Format-List`, a line for each property, and were read as such. It shows four values of a list at most: `Export-Csv` writes more.";
    SyslogHeader, "syslog-header", Info,
        "The syslog headers before these rows were removed.";
    OtherSeparator, "other-separator", Info,
        "The fields are separated by semicolons or tabs, as spreadsheets save them, and were read as such.";
    TrailingBlanks, "trailing-blanks", Info,
        "Blanks or empty cells after the last field were removed.";
    QuotedRow, "quoted-row", Info,
        "Quotes around whole lines were removed. A spreadsheet adds them when it saves each line as one cell.";
    EscapedRow, "escaped-row", Info,
        "Entities of HTML such as `&lt;`, or the quotes and blanks of a word processor, were replaced with the characters of a log.";
    LostEvent, "lost-event", Info,
        "The event is missing or changed, as wikis, forums and word processors do to `*` and `-`. It was restored.";
    JoinedRow, "joined-row", Info,
        "Rows that a mail program, a forum or a console had broken into several lines were joined.";
    WrappedRow, "wrapped-row", DataLoss,
        "This looks like a row that was broken into several lines, but they do not make up a row again. Copy the lines from the log itself, without line breaks.";
    CultureTime, "culture-time", Info,
        "The times are in a regional format, as PowerShell and spreadsheets write them, and were read as such.";
    AmbiguousDate, "ambiguous-date", DataLoss,
        "No date in this file shows whether the day or the month comes first, so the order was taken in which the rows are closer together, and the month as first where that is the same. If that is wrong, export the rows again with `Timestamp.ToString('o')`, or open the log itself.";
    SpreadsheetTime, "spreadsheet-time", Error,
        "A spreadsheet has cut the time to minutes and seconds, and the date and the hour are lost. Open the original log. The line was skipped.";
    FileCancelled, "file-cancelled", DataLoss,
        "Reading was cancelled. What had been read by then is shown.";
    FileUnreadable, "file-unreadable", DataLoss,
        "The browser could not read the file to the end: it was moved or deleted, or Exchange has it open. Copy it and open the copy.";
    FileChanged, "file-changed", DataLoss,
        "The file has changed since it was opened: it was truncated, has grown, or was replaced. What was read is shown, but the file is incomplete. Open it again.";
    FileOutOfMemory, "file-out-of-memory", DataLoss,
        "The memory of the viewer was full, so reading stopped here. What had been read by then is shown. Open fewer files at a time.";
    FileEncrypted, "file-encrypted", DataLoss,
        "The file is encrypted in its archive. Unpack the archive with its password and open the files in it.";
    FileDamaged, "file-damaged", DataLoss,
        "The archive is damaged or truncated at this point. What could be unpacked is shown. Copy it again, or request a new copy.";
    FileLimited, "file-limited", DataLoss,
        "Unpacking stopped here: the archive expands to far more than logs of its size do. It can be reopened without this limit.";
    FileNested, "file-nested", DataLoss,
        "Archives nested more than one level deep are not opened. Unpack the outer archive and open the files in it.";
    FileUnsupported, "file-unsupported", DataLoss,
        "The file is packed with a method that this viewer does not support. Unpack the archive and open the files in it.";
    FileOverlapping, "file-overlapping", DataLoss,
        "According to the archive, this file overlaps another file or the archive's directory, so it was not read. Ask for the archive again: it is damaged, or was not made by a normal program.";
    FileLongPath, "file-long-path", DataLoss,
        "The path of this file in its archive is longer than 4,096 characters or has more than 128 folders. It was not read. Unpack the archive and open the file itself.";
    FileFailed, "file-failed", DataLoss,
        "A part of the viewer ended while it was reading this file. What had been read by then is shown. Open the file again, and please report it if this happens again.";
    NulPadding, "nul-padding", DataLoss,
        "A run of NUL bytes, left by a server that stopped without closing the file. The entries that belonged here are lost.";
    CutLine, "cut-line", DataLoss,
        "The last line of the file is truncated. The file was probably still being written when it was copied.";
    UnterminatedQuote, "unterminated-quote", Error,
        "A quoted field has no closing quote. The line was skipped, and reading continued with the next line.";
    WrongFieldCount, "wrong-field-count", Error,
        "The line has more or fewer fields than the header declares. It was skipped.";
    InvalidTime, "invalid-time", Error,
        "The timestamp is not a valid date and time for this log. The line was skipped.";
    InvalidEvent, "invalid-event", Error,
        "The event is not one of the characters that this log uses. The line was skipped.";
    InvalidSequence, "invalid-sequence", Error,
        "The sequence-number is not a number. The line was skipped.";
    MissingSessionId, "missing-session-id", Error,
        "The line has no session-id, so it cannot be assigned to a session. It was skipped.";
    OverlongLine, "overlong-line", Error,
        "The line is longer than 1 MiB, which Exchange never writes. It was skipped.";
    Utf16File, "utf16-file", Info,
        "The file is UTF-16, as PowerShell's redirection writes it, and was read as such.";
    Utf16Line, "utf16-lines", Info,
        "These lines are UTF-16 in a file that is not, as `>>` of Windows PowerShell appends them, and were read as such.";
    Windows1252, "windows-1252", Info,
        "Lines that are not UTF-8 were read as Windows-1252. If the server uses another code page, letters beyond ASCII are wrong.";
    UnrecognisedLine, "unrecognised-line", Error,
        "The line does not match any log format that this viewer supports.";
    CompressedFile, "compressed-file", Error,
        "The file is a packed file (zip, gzip, bzip2, xz or cab) that was not unpacked. Unpack it and open the files in it.";
    SevenZipFile, "7z-file", Error,
        "The file is a 7z archive, which this viewer cannot unpack. Unpack it and open the files in it.";
    RarFile, "rar-file", Error,
        "The file is a rar archive, which this viewer cannot unpack. Unpack it and open the files in it.";
    OfficeFile, "office-file", Error,
        "The file is an Office document, such as an Excel workbook or an Outlook message. In Excel, save the sheet as CSV or as Unicode text and open that.";
    WorkbookFile, "workbook-file", Error,
        "The file is an Excel workbook. Save the sheet in Excel as CSV or as Unicode text and open that.";
    DocumentFile, "document-file", Error,
        "The file is a Word document. Copy the lines of the log from it and paste them here, or ask for the log itself.";
    PresentationFile, "presentation-file", Error,
        "The file is a PowerPoint presentation. Ask for the log itself, or for its lines as text.";
    MessageFile, "message-file", Error,
        "The file is an Outlook message (.msg). Open it in Outlook, save its attachment and open that.";
    EventLogFile, "event-log-file", Error,
        "The file is a Windows event log (.evtx). Read it in Event Viewer, or export it there as text; this viewer reads the text logs that Exchange and IIS write.";
    EventTraceFile, "event-trace-file", Error,
        "The file is an event trace (.etl). Turn it into text with `tracerpt`; this viewer reads the text logs that Exchange and IIS write.";
    CounterLogFile, "counter-log-file", Error,
        "The file is a log of performance counters (.blg). Open it in Performance Monitor, or turn it into CSV with `relog`; it has no sessions.";
    OutlookFile, "outlook-file", Error,
        "The file is an Outlook data file (.pst, .ost). It contains messages and no logs; save the attachment that you need from Outlook and open that.";
    MailDatabaseFile, "mail-database-file", Error,
        "The file is a database of Exchange (.edb, .stm, .que). It contains messages and no logs; open the protocol and message tracking logs instead.";
    TransactionLogFile, "transaction-log-file", Error,
        "The file belongs to a database of Exchange (transaction log, .jrs, .chk) and contains no text; open the protocol and message tracking logs instead.";
    AccessFile, "access-file", Error,
        "The file is an Access database (.mdb, .accdb). Export the table with the log from Access as CSV and open that.";
    CaptureFile, "capture-file", Error,
        "The file is a network capture (.pcap, .cap). Open it in Wireshark; what was encrypted is readable only in the protocol logs of the server.";
    ProgramFile, "program-file", Error,
        "The file is a Windows program. If it is an archive that unpacks itself, unpack it and open the files in it.";
    PdfFile, "pdf-file", Error,
        "The file is a PDF. Copy the lines of the log from it and paste them here, or ask for the log itself.";
    ImageFile, "image-file", Error,
        "The file is an image. Ask for the log itself, or for its lines as text.";
    RichTextFile, "rich-text-file", Error,
        "The file is rich text (.rtf). Save it as plain text and open that.";
    WebPage, "web-page", Error,
        "The file is a web page without rows of a log. Copy the lines from the browser and paste them here.";
    JsonFile, "json-file", Error,
        "The file is JSON, which this viewer does not read. Export the rows as CSV.";
    MailFile, "mail-file", Error,
        "The file is an e-mail without rows of a log. Save its attachment and open that.";
    ScreenOutput, "screen-output", Error,
        "This is output of PowerShell for the screen (Format-List or Format-Table). Run the command again with `| Export-Csv` and open that file.";
    XmlFile, "xml-file", Error,
        "The file is XML and not a log. Exchange writes such files as snapshots of its routing table; they contain no entries.";
    BinaryFile, "binary-file", Error,
        "The file is not a text file, so it cannot be a log. Ask for the log as the server wrote it, or packed as zip.";
}

impl DiagnosticKind {
    /// Whether such a line is an entry of a log, if a damaged one. Nothing is known about the contents of other lines.
    pub fn is_of_entry(self, line: &[u8]) -> bool {
        self < DiagnosticKind::UnrecognisedLine && (self.is_read() || begins_like_entry(line))
    }

    /// Whether something of the file is missing: it was not read to its end, or lines of it were lost.
    pub fn is_loss(self) -> bool {
        self.severity() == Severity::DataLoss && self != DiagnosticKind::AmbiguousDate
    }

    /// Whether such a line could be read nevertheless, so that its fields are what their columns say.
    pub fn is_read(self) -> bool {
        self.severity() == Severity::Info || self == DiagnosticKind::AmbiguousDate
    }
}

/// Whether a line begins with a time or an address, as entries do: one to four digits, a separator, and a digit. NUL bytes
/// between letters are those of UTF-16.
fn begins_like_entry(line: &[u8]) -> bool {
    let letters = || line.iter().filter(|byte| **byte != 0).skip_while(|byte| b"\"> \t".contains(byte));
    let digits = letters().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = letters().skip(digits);
    let is_separated = rest.next().is_some_and(|byte| b"-/.:".contains(byte));
    (1..=4).contains(&digits) && is_separated && rest.next().is_some_and(u8::is_ascii_hexdigit)
}

/// A position in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Line in the file, from 1.
    pub line: u64,
    /// Offset of the line's first byte in the file, from 0.
    pub byte: u64,
}

impl Position {
    /// Whether it is the beginning of the file.
    pub fn is_beginning(self) -> bool {
        self.byte == 0
    }

    /// The position in the file of one whose line is counted after the first `lines` of it. Before the beginning there are none.
    #[must_use]
    pub fn after(self, lines: u64) -> Position {
        if self.is_beginning() {
            return self;
        }
        // A batch may say anything.
        Position { line: self.line.wrapping_add(lines), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_with_a_time_or_an_address_are_entries() {
        let is_entry = |line: &str| DiagnosticKind::WrongFieldCount.is_of_entry(line.as_bytes());
        for line in
            ["2026-03-02T08:00:00Z,x", "\"5/13/00 2:36 PM", "  > 198.51.100.7 - ", "2\x000\x002\x006\0-\x000\x003"]
        {
            assert!(is_entry(line), "{line}");
            assert!(!DiagnosticKind::UnrecognisedLine.is_of_entry(line.as_bytes()));
        }
        for line in ["", "hunter2", "8fS/x", "2hunter", "20260302", "xxx,1", "1-,"] {
            assert!(!is_entry(line), "{line}");
            assert!(DiagnosticKind::AmbiguousDate.is_of_entry(line.as_bytes()), "{line} was read");
        }
    }

    #[test]
    fn names_are_unique_and_sentences_end() {
        for (index, kind) in DiagnosticKind::ALL.iter().enumerate() {
            assert!(kind.sentence().ends_with('.'), "{}", kind.name());
            assert!(DiagnosticKind::ALL[..index].iter().all(|other| other.name() != kind.name()), "{}", kind.name());
        }
    }
}

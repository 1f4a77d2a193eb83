//! Says what files are that are no logs, by their first bytes and by their names, and what would help.

use crate::bytes::{begins_with, contains};
use crate::diagnostic::DiagnosticKind;
use crate::text::Line;
use crate::text::prefix::indent;

/// How files begin that cannot contain a log in readable form.
const SIGNATURES: [(&[u8], DiagnosticKind); 24] = [
    (b"7z\xBC\xAF", DiagnosticKind::SevenZipFile),
    (b"Rar!", DiagnosticKind::RarFile),
    (b"\x1F\x8B", DiagnosticKind::CompressedFile),
    (b"BZh", DiagnosticKind::CompressedFile),
    (b"\xFD7zXZ", DiagnosticKind::CompressedFile),
    (b"MSCF", DiagnosticKind::CompressedFile),
    (b"ElfFile\0", DiagnosticKind::EventLogFile),
    (b"!BDN", DiagnosticKind::OutlookFile),
    // Compound files: messages of Outlook (.msg), and workbooks and documents of Office 2003 and earlier.
    (b"\xD0\xCF\x11\xE0", DiagnosticKind::OfficeFile),
    (b"\0\x01\0\0Standard Jet DB", DiagnosticKind::AccessFile),
    (b"\0\x01\0\0Standard ACE DB", DiagnosticKind::AccessFile),
    // Captures in both byte orders, and those of Network Monitor.
    (b"\xD4\xC3\xB2\xA1", DiagnosticKind::CaptureFile),
    (b"\xA1\xB2\xC3\xD4", DiagnosticKind::CaptureFile),
    (b"GMBU", DiagnosticKind::CaptureFile),
    (b"MZ\x90\0", DiagnosticKind::ProgramFile),
    (b"%PDF-", DiagnosticKind::PdfFile),
    (b"\x89PNG", DiagnosticKind::ImageFile),
    (b"\xFF\xD8\xFF", DiagnosticKind::ImageFile),
    (b"GIF8", DiagnosticKind::ImageFile),
    (b"RIFF", DiagnosticKind::ImageFile),
    (b"II*\0", DiagnosticKind::ImageFile),
    (b"MM\0*", DiagnosticKind::ImageFile),
    (b"{\\rtf", DiagnosticKind::RichTextFile),
    (b"<?xml", DiagnosticKind::XmlFile),
];

/// How databases of the Extensible Storage Engine begin after a checksum.
const DATABASE: &[u8] = b"\xEF\xCD\xAB\x89";

/// What files are that are not text, by how their names end. Their first bytes do not say it, or say only `OfficeFile`.
const NAMES: [(&str, DiagnosticKind); 37] = [
    (".xlsx", DiagnosticKind::WorkbookFile),
    (".xlsm", DiagnosticKind::WorkbookFile),
    (".xlsb", DiagnosticKind::WorkbookFile),
    (".xls", DiagnosticKind::WorkbookFile),
    (".ods", DiagnosticKind::WorkbookFile),
    (".docx", DiagnosticKind::DocumentFile),
    (".docm", DiagnosticKind::DocumentFile),
    (".doc", DiagnosticKind::DocumentFile),
    (".odt", DiagnosticKind::DocumentFile),
    (".pptx", DiagnosticKind::PresentationFile),
    (".ppt", DiagnosticKind::PresentationFile),
    (".odp", DiagnosticKind::PresentationFile),
    (".msg", DiagnosticKind::MessageFile),
    (".evtx", DiagnosticKind::EventLogFile),
    (".evt", DiagnosticKind::EventLogFile),
    (".etl", DiagnosticKind::EventTraceFile),
    (".blg", DiagnosticKind::CounterLogFile),
    (".pst", DiagnosticKind::OutlookFile),
    (".ost", DiagnosticKind::OutlookFile),
    (".edb", DiagnosticKind::MailDatabaseFile),
    (".stm", DiagnosticKind::MailDatabaseFile),
    (".que", DiagnosticKind::MailDatabaseFile),
    (".chk", DiagnosticKind::TransactionLogFile),
    (".jrs", DiagnosticKind::TransactionLogFile),
    (".mdb", DiagnosticKind::AccessFile),
    (".accdb", DiagnosticKind::AccessFile),
    (".cap", DiagnosticKind::CaptureFile),
    (".pcap", DiagnosticKind::CaptureFile),
    (".pcapng", DiagnosticKind::CaptureFile),
    (".exe", DiagnosticKind::ProgramFile),
    (".dll", DiagnosticKind::ProgramFile),
    (".7z", DiagnosticKind::SevenZipFile),
    (".rar", DiagnosticKind::RarFile),
    (".png", DiagnosticKind::ImageFile),
    (".jpg", DiagnosticKind::ImageFile),
    (".bmp", DiagnosticKind::ImageFile),
    (".pdf", DiagnosticKind::PdfFile),
];

/// The kinds that say more precisely what a document of Office is.
const OFFICE_KINDS: [DiagnosticKind; 4] = [
    DiagnosticKind::WorkbookFile,
    DiagnosticKind::DocumentFile,
    DiagnosticKind::PresentationFile,
    DiagnosticKind::MessageFile,
];

/// How the first member of a document of Office 2007 and later or of OpenOffice is called; these are zip archives.
const OFFICE_MEMBERS: [&[u8]; 6] =
    [b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"word/", b"mimetypeapplication/vnd.oasis"];

/// What a file of that name is if it turns out not to be text; `None` if the name does not say it.
pub(super) fn by_name(name: &str) -> Option<DiagnosticKind> {
    let by_end = NAMES.iter().find(|(end, _)| {
        let at = name.len().checked_sub(end.len());
        at.and_then(|at| name.get(at..)).is_some_and(|own| own.eq_ignore_ascii_case(end))
    });
    match by_end {
        Some((_, kind)) => Some(*kind),
        None => is_transaction_log(name).then_some(DiagnosticKind::TransactionLogFile),
    }
}

/// `E00.log`, `E0100002A7F.log`: an `E`, the number of the storage group or database, and the generation in hexadecimal.
fn is_transaction_log(name: &str) -> bool {
    let Some((stem, end)) = name.rsplit_once('.') else { return false };
    let is_named = stem.len() >= 3 && stem.starts_with(['E', 'e']);
    is_named && end.eq_ignore_ascii_case("log") && stem[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The reason why a file that begins with this line is not a log; `None` if it may be one. `by_name` is what its name
/// says.
pub(super) fn refuse(line: &Line<'_>, by_name: Option<DiagnosticKind>) -> Option<DiagnosticKind> {
    match by_bytes(line)? {
        DiagnosticKind::OfficeFile => {
            by_name.filter(|kind| OFFICE_KINDS.contains(kind)).or(Some(DiagnosticKind::OfficeFile))
        }
        DiagnosticKind::BinaryFile => by_name.or(Some(DiagnosticKind::BinaryFile)),
        kind => Some(kind),
    }
}

fn by_bytes(line: &Line<'_>) -> Option<DiagnosticKind> {
    let text = line.text.trim_ascii_start();
    let signature = SIGNATURES.iter().find(|(magic, _)| line.raw.starts_with(magic) || text.starts_with(magic));
    if line.raw.starts_with(b"PK\x03\x04") {
        let is_office = OFFICE_MEMBERS.iter().any(|name| line.raw.get(30..).is_some_and(|rest| rest.starts_with(name)));
        Some(if is_office { DiagnosticKind::OfficeFile } else { DiagnosticKind::CompressedFile })
    } else if let Some((_, kind)) = signature {
        Some(*kind)
    } else if line.raw.get(4..8) == Some(DATABASE) {
        Some(DiagnosticKind::MailDatabaseFile)
    } else if !line.only_nul && looks_binary(line.text) {
        Some(DiagnosticKind::BinaryFile)
    } else {
        None
    }
}

/// What a text looks like that contains no row of a log, by a line below the first one with text.
pub(super) fn likeness_below(line: &[u8]) -> Option<DiagnosticKind> {
    // Format-Table draws a stroke below the name of each column.
    let is_stroke = |word: &[u8]| word.iter().all(|&byte| byte == b'-');
    let line = line.trim_ascii_end();
    let is_ruler = line.starts_with(b"-") && line.contains(&b' ') && line.split(|&byte| byte == b' ').all(is_stroke);
    is_ruler.then_some(DiagnosticKind::ScreenOutput)
}

/// The same by its first line with text.
pub(super) fn likeness(line: &[u8]) -> Option<DiagnosticKind> {
    let text = line.get(indent(line)..).unwrap_or_default().trim_ascii();
    let begins = |names: &[&str]| names.iter().any(|name| begins_with(text, name.as_bytes()));
    let is_list_item = text.split(|byte| *byte == b':').next().is_some_and(|name| {
        let word = name.trim_ascii_end();
        word.len() < name.len() && !word.is_empty() && word.iter().all(u8::is_ascii_alphanumeric)
    });
    if begins(&["<!doctype", "<html", "<head", "<body"]) {
        Some(DiagnosticKind::WebPage)
    } else if matches!(text, [b'{' | b'[', rest @ ..] if rest.trim_ascii_start().first().is_none_or(|byte| b"\"{[}]".contains(byte)))
    {
        Some(DiagnosticKind::JsonFile)
    } else if begins(&[
        "Received:",
        "Return-Path:",
        "Delivered-To:",
        "MIME-Version:",
        "From:",
        "Subject:",
        "Date:",
        "X-",
    ]) {
        Some(DiagnosticKind::MailFile)
    } else if is_list_item && memchr::memchr(b':', text).is_some()
        || (begins(&["EventId ", "Timestamp "]) && contains(text, b" Source"))
    {
        Some(DiagnosticKind::ScreenOutput)
    } else {
        None
    }
}

/// Whether a line is not text: it contains control characters other than white space, ignoring NUL at both ends.
pub(super) fn looks_binary(text: &[u8]) -> bool {
    let inner = text.trim_ascii();
    let start = inner.iter().take_while(|&&byte| byte == 0).count();
    let inner = &inner[start..];
    let end = inner.len() - inner.iter().rev().take_while(|&&byte| byte == 0).count();
    inner[..end].iter().any(|&byte| byte == 0 || (byte < 0x20 && !matches!(byte, b'\t' | b'\r' | 0x0B | 0x0C | 0x1B)))
}

#[cfg(test)]
mod tests {
    use crate::format::test_support::read;

    #[test]
    fn files_are_named_by_their_first_bytes() {
        for (bytes, kind) in [
            (
                &b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml"[..],
                "office-file",
            ),
            (b"PK\x03\x04\x14\0", "compressed-file"),
            (b"ElfFile\0\0\0", "event-log-file"),
            (b"!BDN\x01\x02", "outlook-file"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", "office-file"),
            (b"%PDF-1.7\n1 0 obj", "pdf-file"),
            (b"\x89PNG\r\n\x1A\n", "image-file"),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "image-file"),
            (b"{\\rtf1\\ansi x\n", "rich-text-file"),
        ] {
            assert_eq!(read("x", bytes), [alloc::format!("1 {kind}")], "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn files_are_named_more_precisely_by_their_names() {
        const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1";
        const WORKBOOK: &[u8] =
            b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml";
        for (name, bytes, kind) in [
            ("a.xlsx", WORKBOOK, "workbook-file"),
            ("a.DOCX", WORKBOOK, "document-file"),
            ("a.pptx", WORKBOOK, "presentation-file"),
            ("a.xls", COMPOUND, "workbook-file"),
            ("a.msg", COMPOUND, "message-file"),
            ("a", COMPOUND, "office-file"),
            // The bytes know better than the name.
            ("a.xlsx", b"%PDF-1.7\n1 0 obj", "pdf-file"),
            ("t.etl", b"\0\0\x01\0\x10\x27\0\0\x10\x27\0\0\x01\0\0\0", "event-trace-file"),
            ("t.etl", b"\0\x10\0\0\x48\x02\0\0\x48\x02\0\0\x01\0\0\0", "event-trace-file"),
            ("c.blg", b"\0\0\x02\0\x10\x27\0\0\x10\x27\0\0", "counter-log-file"),
            ("mail.que", b"\x12\x34\x56\x78\xEF\xCD\xAB\x89\x20\x06\0\0", "mail-database-file"),
            ("priv1.edb", b"\x0A\x34\x56\x78\x01\x02\0\x89", "mail-database-file"),
            ("E00.chk", b"\x12\x34\x56\x01\0\0\x01\0", "transaction-log-file"),
            ("E0000000A7F.log", b"\x12\x34\x56\x01\x7F\x0A\0\0", "transaction-log-file"),
            ("ex260302.log", b"\x12\x34\x56\x01\x7F\x0A\0\0", "binary-file"),
            ("a.mdb", b"\0\x01\0\0Standard Jet DB\0\x01\0\0\0", "access-file"),
            ("a.pcapng", b"\n\r\r\n\x80\0\0\0\x4D\x3C\x2B\x1A", "capture-file"),
            ("a.cap", b"GMBU\0\x02\x01\0", "capture-file"),
            ("setup.exe", b"MZ\x90\0\x03\0\0\0", "program-file"),
            ("setup.exe", b"MZP\0\x02\0\0\0", "program-file"),
            ("a.bmp", b"BM\x36\0\x0C\0\0\0", "image-file"),
        ] {
            let notes = read(name, bytes);
            let named = notes.first().is_some_and(|note| note.ends_with(kind));
            assert!(named, "{name} {}: {notes:?}", bytes.escape_ascii());
        }
        // Text is read whatever its name says.
        assert_eq!(read("a.xls", b"hello\n"), ["1 unrecognised-line"]);
    }

    #[test]
    fn texts_without_a_row_are_named_by_their_first_line() {
        for (text, kind) in [
            ("\n<!DOCTYPE html>\n<p>x\n", "web-page"),
            ("[\n{\"a\": 1}\n]\n", "json-file"),
            ("Received: from a by b\nSubject: x\n\nhello\n", "mail-file"),
            ("\u{A0}Received:\u{A0}from\u{A0}a\n\u{A0}Subject:\u{A0}x\n", "mail-file"),
            ("RunspaceId : 1\nTimestamp  : 3/1/2026 1:00:00 PM\n", "screen-output"),
            ("EventId  Source  Sender\n-------  ------  ------\n", "screen-output"),
            ("[PS] C:\\>Get-TransportServer\n\nName   Site\n----   ----\nEX01   Munich\n", "screen-output"),
        ] {
            let notes = read("x", text.as_bytes());
            assert!(notes.last().unwrap().ends_with(kind), "{notes:?}");
        }
        assert_eq!(read("x", b"hello\n"), ["1 unrecognised-line"]);
    }
}

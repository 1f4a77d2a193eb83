//! Says what files are that are no logs, by their first bytes, and what would help.

use crate::bytes::{begins_with, contains};
use crate::diagnostic::DiagnosticKind;
use crate::text::Line;

/// How files begin that cannot contain a log in readable form.
const SIGNATURES: [(&[u8], DiagnosticKind); 18] = [
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

/// How the first member of a document of Office 2007 and later or of OpenOffice is called; these are zip archives.
const OFFICE_MEMBERS: [&[u8]; 6] =
    [b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"word/", b"mimetypeapplication/vnd.oasis"];

/// The reason why a file that begins with this line is not a log; `None` if it may be one.
pub(super) fn refuse(line: &Line<'_>) -> Option<DiagnosticKind> {
    let text = line.text.trim_ascii_start();
    let signature = SIGNATURES.iter().find(|(magic, _)| line.raw.starts_with(magic) || text.starts_with(magic));
    if line.raw.starts_with(b"PK\x03\x04") {
        let is_office = OFFICE_MEMBERS.iter().any(|name| line.raw.get(30..).is_some_and(|rest| rest.starts_with(name)));
        Some(if is_office { DiagnosticKind::OfficeFile } else { DiagnosticKind::CompressedFile })
    } else if let Some((_, kind)) = signature {
        Some(*kind)
    } else if !line.only_nul && looks_binary(line.text) {
        Some(DiagnosticKind::BinaryFile)
    } else {
        None
    }
}

/// What a text looks like that contains no row of a log, by its first line with text.
pub(super) fn likeness(line: &[u8]) -> Option<DiagnosticKind> {
    let text = line.trim_ascii();
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
    fn texts_without_a_row_are_named_by_their_first_line() {
        for (text, kind) in [
            ("\n<!DOCTYPE html>\n<p>x\n", "web-page"),
            ("[\n{\"a\": 1}\n]\n", "json-file"),
            ("Received: from a by b\nSubject: x\n\nhello\n", "mail-file"),
            ("RunspaceId : 1\nTimestamp  : 3/1/2026 1:00:00 PM\n", "screen-output"),
            ("EventId  Source  Sender\n-------  ------  ------\n", "screen-output"),
        ] {
            let notes = read("x", text.as_bytes());
            assert!(notes.last().unwrap().ends_with(kind), "{notes:?}");
        }
        assert_eq!(read("x", b"hello\n"), ["1 unrecognised-line"]);
    }
}

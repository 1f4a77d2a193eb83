//! Rejects files that are not logs, by their first line.

use crate::diagnostic::DiagnosticKind;
use crate::text::Line;

/// The reason why a file that begins with this line is not a log; `None` if it may be one.
pub(super) fn refuse(line: &Line<'_>) -> Option<DiagnosticKind> {
    const ARCHIVES: [(&[u8], DiagnosticKind); 4] = [
        (b"PK\x03\x04", DiagnosticKind::CompressedFile),
        (b"\x1F\x8B", DiagnosticKind::CompressedFile),
        (b"7z\xBC\xAF", DiagnosticKind::SevenZipFile),
        (b"Rar!", DiagnosticKind::RarFile),
    ];
    if let Some((_, kind)) = ARCHIVES.iter().find(|(magic, _)| line.raw.starts_with(magic)) {
        Some(*kind)
    } else if line.text.trim_ascii_start().starts_with(b"<?xml") {
        Some(DiagnosticKind::XmlFile)
    } else if !line.only_nul && looks_binary(line.text) {
        Some(DiagnosticKind::BinaryFile)
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

//! The text of a row, made of its cells.

use crate::text::LineSyntax;
use alloc::vec::Vec;

/// The cells as a row.
pub(super) fn joined<'a>(cells: impl Iterator<Item = &'a [u8]>, syntax: LineSyntax) -> Vec<u8> {
    let separator = syntax.separator();
    let quotes = matches!(syntax, LineSyntax::Commas | LineSyntax::Semicolons | LineSyntax::QuotedTabs);
    let mut row = Vec::new();
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            row.push(separator);
        }
        if quotes && cell.iter().any(|byte| matches!(byte, b'"' | b'\n' | b'\r') || *byte == separator) {
            row.push(b'"');
            cell.iter().for_each(|byte| {
                row.extend_from_slice(if *byte == b'"' { b"\"\"" } else { core::slice::from_ref(byte) })
            });
            row.push(b'"');
        } else {
            row.extend_from_slice(cell);
        }
    }
    row
}

//! CSV: cells and rows for spreadsheets.
//!
//! RFC 4180 but for the separator, UTF-8 with a byte order mark, which makes Excel read it as UTF-8. Logs contain what
//! strangers sent, and spreadsheets evaluate cells that begin with `=`, `+`, `-` or `@`, even after white space, as
//! formulas. Such cells are prefixed with an apostrophe, which marks them as text. Our own numbers are never negative, so
//! they do not change. Characters that do not show, but for tabs and line breaks, become marks as in the text export: in a
//! spreadsheet nobody would see them. NDJSON has every text exactly.
//!
//! Cells are quoted here and not by `csv_core::Writer`, which needs 1.7 times the instructions for it (a whole export 18 %
//! more), a second writer for the cells with an apostrophe, and writes an empty cell that is alone in its row as `""`.

use super::part::Part;
use super::sheet::Separator;
use crate::report::masking::DisplayText;

/// Starts a file; see the module documentation.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Writes the byte order mark and the column names.
pub fn header<'a>(columns: impl IntoIterator<Item = DisplayText<'a>>, separator: Separator, part: &mut Part) {
    part.words(BYTE_ORDER_MARK);
    row(columns, separator, part);
}

/// Writes one row.
pub fn row<'a>(cells: impl IntoIterator<Item = DisplayText<'a>>, separator: Separator, part: &mut Part) {
    for (number, value) in cells.into_iter().enumerate() {
        if number > 0 {
            part.words(separator.as_str());
        }
        cell(value, separator, part);
    }
    part.words("\r\n");
}

fn cell(value: DisplayText<'_>, separator: Separator, part: &mut Part) {
    let is_separator = |byte: u8| separator.as_str().as_bytes() == [byte];
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && !is_separator(byte);
    if value.bytes().all(is_plain) && !is_formula(value.as_str()) {
        part.text(&value);
        return;
    }
    let value = value.marked();
    let guard = if is_formula(value.as_str()) { "'" } else { "" };
    let is_special = |byte: u8| matches!(byte, b'"' | b'\r' | b'\n') || is_separator(byte);
    if value.bytes().any(is_special) || !guard.is_empty() {
        part.words("\"");
        part.words(guard);
        part.text(&value.replace('"', "\"\""));
        part.words("\"");
    } else {
        part.text(&value);
    }
}

/// Whether a spreadsheet would evaluate a cell as a formula.
fn is_formula(value: &str) -> bool {
    // Nearly every cell begins with a letter or a digit.
    if value.bytes().next().is_none_or(|first| first.is_ascii_alphanumeric()) {
        return false;
    }
    value.trim_start().starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn written(value: &'static str) -> String {
        let mut part = Part::default();
        cell(value.into(), Separator::Comma, &mut part);
        String::from_utf8(part.into_bytes().unwrap_or_default()).unwrap()
    }

    #[test]
    fn cells_are_quoted_where_necessary() {
        assert_eq!(written("plain"), "plain");
        assert_eq!(written(""), "");
        assert_eq!(written("a,b"), "\"a,b\"");
        assert_eq!(written("a; b"), "a; b");
        assert_eq!(written("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(written("two\nlines"), "\"two\nlines\"");
    }

    #[test]
    fn formulas_are_neutralised() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\u{FF1D}1", "\u{A0}=1"] {
            let cell = written(formula);
            assert!(cell.starts_with("\"'") && cell.ends_with(&alloc::format!("{formula}\"")), "{cell:?}");
        }
        assert_eq!(written("a=b"), "a=b");
        assert_eq!(written("\u{FEFF}=1"), "<U+FEFF>=1", "begins with a mark");
    }

    #[test]
    fn characters_that_do_not_show_are_marks() {
        assert_eq!(written("a\u{1B}[2J\u{202E}b\u{85}"), "a<U+001B>[2J<U+202E>b<U+0085>");
        assert_eq!(written("a\tb"), "a\tb");
        assert_eq!(written("a\0,\r\nb"), "\"a<U+0000>,\r\nb\"");
        assert_eq!(written("M\u{FC}ller"), "M\u{FC}ller");
    }
}

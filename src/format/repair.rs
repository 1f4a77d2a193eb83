//! Rows that were damaged on their way, by a spreadsheet, a wiki, a forum or a mail program, as they were before.
//!
//! Each repair rewrites the text of a row that is not an entry of its log. It counts only if the row is an entry then,
//! so no row is repaired by guessing. All of this happens for rows that do not fit, and costs nothing for others.

use super::known_log::KnownLog;
use super::row_text::joined;
use super::row_width::Separators;
use super::workspace::Workspace;
use crate::bytes::split_once;
use crate::diagnostic::DiagnosticKind;
use crate::text::{Fields, LineSyntax, RecordReader};
use alloc::string::String;
use alloc::vec::Vec;

/// A row as it was before, and what had happened to it.
pub(super) struct Repaired {
    pub(super) kind: DiagnosticKind,
    pub(super) text: Vec<u8>,
}

/// A row of the log, repaired; `None` if that is not certain.
#[cold]
pub(super) fn repaired(
    log: &KnownLog,
    line: &[u8],
    records: &mut RecordReader,
    workspace: &mut Workspace,
) -> Option<Repaired> {
    if matches!(log.syntax, LineSyntax::Iis | LineSyntax::CommonLog | LineSyntax::Stamped) {
        return None;
    }
    let attempts = [
        // First: without its quotes a row has too many cells, and what the others take for them is text.
        (DiagnosticKind::EscapedRow, with_plain_quotes(line)),
        (DiagnosticKind::OtherSeparator, with_whole_data(log, line, records)),
        (DiagnosticKind::TrailingBlanks, without_empty_cells(log, line, records)),
        (DiagnosticKind::LostEvent, with_event(log, line, records)),
        (DiagnosticKind::QuotedRow, without_outer_quotes(line)),
        (DiagnosticKind::EscapedRow, without_entities(line)),
        (DiagnosticKind::OtherSeparator, with_own_separator(log, line, records)),
    ];
    let repaired = attempts.into_iter().filter_map(|(kind, text)| text.map(|text| Repaired { kind, text }));
    repaired.into_iter().find(|row| log.has_entry(&row.text, records, workspace))
}

/// Without the cells after the last column.
fn without_empty_cells(log: &KnownLog, line: &[u8], records: &mut RecordReader) -> Option<Vec<u8>> {
    let fields = records.split_as(log.syntax, line)?;
    let kept = fields.without_empty(log.columns.width());
    (kept.len() < fields.len()).then(|| joined(kept.iter(), log.syntax))
}

/// With one field for the text that contains the separator which replaced the commas: `550 5.7.1 SMTP; Unable to relay`.
/// There a blank follows it, while cells do not begin with a blank.
fn with_whole_data(log: &KnownLog, line: &[u8], records: &mut RecordReader) -> Option<Vec<u8>> {
    let (data, width) = (log.field_named("data")?, log.columns.width());
    let fields = records.split_as(log.syntax, line)?;
    let surplus = fields.len().checked_sub(width).filter(|&surplus| surplus > 0 && log.syntax != log.format.syntax)?;
    let parts = (data..=data + surplus).map(|place| fields.get(place));
    if !parts.clone().skip(1).any(|part| part.starts_with(b" ")) {
        return None;
    }
    let whole = parts.collect::<Vec<_>>().join(&log.syntax.separator());
    let (before, after) = ((0..data), (data + surplus + 1..fields.len()));
    let cells =
        before.map(|place| fields.get(place)).chain([whole.as_slice()]).chain(after.map(|place| fields.get(place)));
    Some(joined(cells, log.syntax))
}

/// With the event that is missing or was changed.
fn with_event(log: &KnownLog, line: &[u8], records: &mut RecordReader) -> Option<Vec<u8>> {
    let [event, context] = ["event", "context"].map(|name| log.field_named(name));
    let (event, context) = (event?, context?);
    let fields = records.split_as(log.syntax, line)?;
    let before = event_before(fields.get(event), fields.get(context))?;
    let cells = fields.iter().enumerate().map(|(place, cell)| if place == event { before } else { cell });
    Some(joined(cells, log.syntax))
}

/// The event that became this text. Markdown takes two `*` as italics and drops them, and of all events only `*` has a
/// context in nearly every row; it escapes the others with a backslash. Word processors replace hyphens.
fn event_before(event: &[u8], context: &[u8]) -> Option<&'static [u8]> {
    match event.trim_ascii() {
        b"" if !context.is_empty() => Some(b"*"),
        b"\\*" => Some(b"*"),
        b"\\+" => Some(b"+"),
        b"\\-" | b"\xE2\x80\x93" | b"\xE2\x80\x94" | b"\xE2\x88\x92" => Some(b"-"),
        b"\\<" => Some(b"<"),
        b"\\>" => Some(b">"),
        b"*" if event.len() > 1 => Some(b"*"),
        _ => None,
    }
}

/// A row that a spreadsheet took as one cell, as it was in that cell.
pub(super) fn without_outer_quotes(line: &[u8]) -> Option<Vec<u8>> {
    let is_separator = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b' ');
    let end = line.iter().rposition(|byte| !is_separator(byte))? + 1;
    let cell = line.get(..end)?.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut text = Vec::with_capacity(cell.len());
    let mut rest = cell;
    while let Some((before, after)) = split_once(rest, b"\"") {
        text.extend_from_slice(before);
        text.push(b'"');
        // Inside a cell every quote is doubled; a single one ends it.
        rest = after.strip_prefix(b"\"")?;
    }
    text.extend_from_slice(rest);
    Some(text)
}

/// A row copied from the source of a web page.
fn without_entities(line: &[u8]) -> Option<Vec<u8>> {
    const ENTITIES: [(&[u8], u8); 6] =
        [(b"&lt;", b'<'), (b"&gt;", b'>'), (b"&quot;", b'"'), (b"&#39;", b'\''), (b"&nbsp;", b' '), (b"&amp;", b'&')];
    memchr::memchr(b'&', line)?;
    let mut text = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((first, after)) = rest.split_first() {
        let entity = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
        text.push(entity.map_or(*first, |(_, byte)| *byte));
        rest = entity.map_or(after, |(name, _)| rest.get(name.len()..).unwrap_or_default());
    }
    (text.len() < line.len()).then_some(text)
}

/// A row in which a word processor has replaced quotes and blanks.
fn with_plain_quotes(line: &[u8]) -> Option<Vec<u8>> {
    let text = core::str::from_utf8(line).ok().filter(|text| !text.is_ascii())?;
    let plain = |character| match character {
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' => '"',
        '\u{A0}' => ' ',
        other => other,
    };
    let plain: String = text.chars().map(plain).collect();
    (plain.len() < text.len()).then(|| plain.into_bytes())
}

/// A no-break space, by which web pages and word processors replace blanks.
const NO_BREAK_SPACE: &[u8] = "\u{A0}".as_bytes();

/// A header line with blanks in place of no-break spaces, or another line without those at its end; `None` if there are none.
pub(super) fn without_no_break_spaces(line: &[u8]) -> Option<Vec<u8>> {
    if line.starts_with(b"#") {
        let text = core::str::from_utf8(line).ok().filter(|text| text.contains('\u{A0}'))?;
        return Some(text.replace('\u{A0}', " ").into_bytes());
    }
    let mut text = line.strip_suffix(NO_BREAK_SPACE)?;
    while let Some(shorter) = text.trim_ascii_end().strip_suffix(NO_BREAK_SPACE) {
        text = shorter;
    }
    Some(text.to_vec())
}

/// A row whose separators differ from those of the header.
fn with_own_separator(log: &KnownLog, line: &[u8], records: &mut RecordReader) -> Option<Vec<u8>> {
    let others = Separators::of(line).syntaxes(log.format.syntax).chain([LineSyntax::Commas]);
    for syntax in others.filter(|&syntax| syntax != log.syntax) {
        if let Some(fields) = records.split_as(syntax, line) {
            let fields = fields.without_empty(log.columns.width());
            if fields.len() == log.columns.width() {
                return Some(joined(fields.iter(), log.syntax));
            }
        }
    }
    None
}

/// The text of a header line that a spreadsheet put in quotes, cell by cell or as one; `None` for another line.
pub(super) fn header_in_quotes(line: &[u8], records: &mut RecordReader) -> Option<Vec<u8>> {
    let end = memchr::memchr(b'"', line.get(1..)?)? + 2;
    let syntax = match line.get(end) {
        Some(b';') => LineSyntax::Semicolons,
        Some(b'\t') => LineSyntax::QuotedTabs,
        _ => LineSyntax::Commas,
    };
    let fields: Fields<'_> = records.split_as(syntax, line)?;
    let mut text = Vec::with_capacity(line.len());
    for cell in fields.iter() {
        text.extend_from_slice(cell);
        text.push(syntax.separator());
    }
    text.pop();
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::test_support::{HEAD, ROW, read};
    use alloc::format;

    #[test]
    fn rows_are_read_as_they_were() {
        for (row, kind, entry) in [
            (format!("{ROW}+,,,,"), "trailing-blanks", "3 + "),
            (format!("{ROW},,TLS negotiation failed"), "lost-event", "3 * "),
            (format!("{ROW}\\*,,x"), "lost-event", "3 * "),
            (format!("{ROW}\u{2013},,Local"), "lost-event", "3 - "),
            (format!("\"{ROW}>,\"\"250 a, b\"\",\";;"), "quoted-row", "3 > 250 a, b"),
            (format!("{ROW}>,\u{201D}220 ready at Mon, 2 Mar\u{201D},"), "escaped-row", "3 > 220 ready at Mon, 2 Mar"),
            (format!("{ROW}&lt;,MAIL FROM:&lt;a@contoso.com&gt;,"), "escaped-row", "3 < MAIL FROM:<a@contoso.com>"),
            (format!("{ROW}<,\"a;b\",").replace(',', ";").replace("a;b", "a,b"), "other-separator", "3 < a,b"),
        ] {
            let text = format!("{HEAD}{row}\n");
            assert_eq!(read("x", text.as_bytes())[1..], [format!("3 {kind}"), entry.into()], "{row}");
        }
    }

    #[test]
    fn a_lost_event_is_not_guessed() {
        let text = format!("{HEAD}{ROW},EHLO x,\n");
        assert_eq!(read("x", text.as_bytes())[1..], ["3 invalid-event"]);
    }

    #[test]
    fn a_cell_keeps_its_quotes() {
        assert_eq!(without_outer_quotes(b"\"a,\"\"b,c\"\"\";;"), Some(b"a,\"b,c\"".to_vec()));
        assert_eq!(without_outer_quotes(b"\"a\",\"b\""), None);
        assert_eq!(without_outer_quotes(b"a"), None);
    }

    #[test]
    fn headers_are_found_in_quotes() {
        let header = |line: &[u8]| header_in_quotes(line, &mut RecordReader::default()).unwrap();
        assert_eq!(header(b"\"#Fields: a\";\"b\";\"c\""), b"#Fields: a;b;c");
        assert_eq!(header(b"\"#Fields: a,b,c\""), b"#Fields: a,b,c");
        assert_eq!(header(b"\"#Version: 15.0.0.0\"\t\t"), b"#Version: 15.0.0.0\t\t");
    }
}

//! What other tools put before the rows of a log: indents, quote marks, the paths and line numbers of a search, and
//! syslog headers.
//!
//! No prefix can be distinguished from the text of a row with certainty, so this lists what may be one, the likeliest first, and
//! the caller checks whether a row of a log follows.

use crate::bytes::decimal;
use alloc::vec::Vec;
use core::ops::Range;

/// Kinds of prefixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrefixKind {
    /// Blanks, tabs and quote marks, as in a forum or an e-mail.
    Indent,
    /// `PATH:LINE:` of Select-String, `PATH:` and `LINE:` of findstr and grep; `-` instead of `:` in the lines that
    /// grep prints around a match.
    Search,
    /// The header of syslog: RFC 5424, RFC 3164, or a time stamp and a host as rsyslog writes them to files.
    Syslog,
}

/// A prefix in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix {
    /// Its kind.
    pub kind: PrefixKind,
    /// Where the row begins.
    pub row: usize,
    /// The path in it, as it is; empty if it has none.
    pub path: Range<usize>,
    /// The line number in it.
    pub line: Option<u64>,
}

/// Bytes at the beginning of a line in which the prefix of a search is looked for: a path of Windows has at most 260
/// characters.
const MAX_SEARCH_PREFIX: usize = 400;

/// Words in the longest syslog header, with room for structured data.
const MAX_SYSLOG_WORDS: usize = 12;

/// The bytes of blanks, tabs, no-break spaces and quote marks (`>`, `|`) at the beginning of a line.
pub fn indent(line: &[u8]) -> usize {
    let mut end = 0;
    loop {
        end += match line.get(end..).unwrap_or_default() {
            [b' ' | b'\t' | b'>' | b'|', ..] => 1,
            [0xC2, 0xA0, ..] => 2,
            // Items of a list.
            [b'-' | b'*', b' ', ..] if end == 0 => 2,
            [0xE2, 0x80, 0xA2, b' ', ..] => 4,
            _ => return end,
        };
    }
}

/// What may be the prefix of a line, the likeliest first.
pub fn prefixes(line: &[u8]) -> Vec<Prefix> {
    let indent = indent(line);
    let mut found = Vec::new();
    if indent > 0 {
        found.push(Prefix { kind: PrefixKind::Indent, row: indent, path: 0..0, line: None });
    }
    numbered(line, indent, &mut found);
    named(line, indent, &mut found);
    syslog(line, indent, &mut found);
    found
}

/// The prefix of a line with the same path and separators as `path`, which was found in a line before.
pub fn with_path(line: &[u8], path: &[u8]) -> Option<Prefix> {
    let start = indent(line);
    let rest = line.get(start..)?.strip_prefix(path)?;
    let (&separator, rest) = rest.split_first()?;
    if path.is_empty() || !matches!(separator, b':' | b'-') {
        return None;
    }
    let named = start + path.len() + 1;
    let path = start..named - 1;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_number = rest.get(digits) == Some(&separator) && !is_stamp_after(rest.get(digits + 1..)?, separator);
    let number = decimal(rest.get(..digits)?).filter(|_| is_number);
    let row = if number.is_some() { named + digits + 1 } else { named };
    Some(Prefix { kind: PrefixKind::Search, row, path, line: number })
}

/// Whether a text is the rest of a date or a time after its first number: `03-01T` or `00:00 `.
fn is_stamp_after(rest: &[u8], separator: u8) -> bool {
    match rest {
        [a, b, between, c, d, after, ..] => {
            [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()) && *between == separator && *after != separator
        }
        _ => false,
    }
}

/// Prefixes with a line number: `PATH:6:`, `6:`, and `6` with a tab, as `cat -n` and editors write it.
fn numbered(line: &[u8], start: usize, found: &mut Vec<Prefix>) {
    let head = line.get(..line.len().min(MAX_SEARCH_PREFIX)).unwrap_or_default();
    // Notepad++ lists what it found as `Line 12: row`.
    let start = start + if head.get(start..).is_some_and(|rest| rest.starts_with(b"Line ")) { 5 } else { 0 };
    let path_ends = path_ends(head, start);
    let mut at = start;
    while at < head.len() {
        let digits = head.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).filter(|&before| before >= start).and_then(|before| head.get(before));
        let after = head.get(at + digits);
        let path = start..at.saturating_sub(1).max(start);
        let separates = match (before, after) {
            (None, Some(b':' | b'-' | b'\t' | b' ' | b'.' | b')')) => true,
            (Some(before @ (b':' | b'-')), Some(after)) => before == after && path_ends.contains(&path.end),
            _ => false,
        };
        if separates {
            let number = decimal(head.get(at..at + digits).unwrap_or_default());
            let row = at + digits + 1;
            found.push(Prefix { kind: PrefixKind::Search, row, path: path.clone(), line: number });
            // `12: row`, as scripts and editors number lines.
            let blanks = line.get(row..).unwrap_or_default().iter().take_while(|byte| **byte == b' ').count();
            if blanks > 0 {
                found.push(Prefix { kind: PrefixKind::Search, row: row + blanks, path, line: number });
            }
        }
        at += digits;
    }
}

/// Prefixes with a path alone: `PATH:`, `PATH-`.
fn named(line: &[u8], start: usize, found: &mut Vec<Prefix>) {
    let head = line.get(..line.len().min(MAX_SEARCH_PREFIX)).unwrap_or_default();
    for at in path_ends(head, start).filter(|&at| matches!(head.get(at), Some(b':' | b'-'))) {
        found.push(Prefix { kind: PrefixKind::Search, row: at + 1, path: start..at, line: None });
    }
}

/// Where the path of a log that begins at `start` can end: it has the dot of a name, or a separator, and nothing that no
/// path has.
fn path_ends(text: &[u8], start: usize) -> Range<usize> {
    let first = |is_wanted: fn(&u8) -> bool| {
        text.iter().skip(start).position(is_wanted).map_or(text.len(), |offset| start + offset)
    };
    let mark = first(|byte| matches!(byte, b'.' | b'\\' | b'/'));
    let stop = first(|byte| matches!(byte, b'"' | b'<' | b'>' | b'|' | b'*' | b'?' | b',' | b';' | b'\t'));
    mark + 1..stop + 1
}

fn syslog(line: &[u8], start: usize, found: &mut Vec<Prefix>) {
    if !begins_syslog(line.get(start..).unwrap_or_default()) {
        return;
    }
    let blanks = memchr::memchr_iter(b' ', line).filter(|&at| at > start && line.get(at + 1) != Some(&b' '));
    for at in blanks.take(MAX_SYSLOG_WORDS) {
        // RFC 5424 lets a byte order mark precede the message.
        let mark = if line.get(at + 1..).is_some_and(|rest| rest.starts_with(b"\xEF\xBB\xBF")) { 3 } else { 0 };
        found.push(Prefix { kind: PrefixKind::Syslog, row: at + 1 + mark, path: 0..0, line: None });
    }
}

/// Whether a line begins with a priority (`<134>`), the name of a month, or a time stamp followed by a blank.
fn begins_syslog(line: &[u8]) -> bool {
    const MONTHS: [&[u8]; 12] =
        [b"Jan ", b"Feb ", b"Mar ", b"Apr ", b"May ", b"Jun ", b"Jul ", b"Aug ", b"Sep ", b"Oct ", b"Nov ", b"Dec "];
    let digits = |from: usize| line.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let priority =
        line.first() == Some(&b'<') && (1..=3).contains(&digits(1)) && line.get(1 + digits(1)) == Some(&b'>');
    let stamp = digits(0) == 4 && line.get(10) == Some(&b'T');
    priority || stamp || MONTHS.iter().any(|month| line.starts_with(month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    /// The first prefix after which `row` follows: its kind, path and line.
    fn before(line: &str, row: &str) -> Option<(PrefixKind, String, Option<u64>)> {
        let found =
            prefixes(line.as_bytes()).into_iter().find(|prefix| &line.as_bytes()[prefix.row..] == row.as_bytes())?;
        Some((found.kind, String::from(&line[found.path]), found.line))
    }

    const ROW: &str = "2026-03-01T12:00:00.000Z,EX01\\Default Frontend EX01,08DE,0";

    #[test]
    fn indents_and_quote_marks_precede_a_row() {
        for mark in ["    ", "\t", "> ", ">> ", "> > ", "  > ", "\u{A0}\u{A0}", "| ", "\u{2022} ", "- ", "* "] {
            let line = String::from(mark) + ROW;
            assert_eq!(before(&line, ROW), Some((PrefixKind::Indent, String::new(), None)), "{mark:?}");
        }
    }

    #[test]
    fn searches_print_a_path_and_a_line_number() {
        for (prefix, path, line) in [
            ("C:\\Logs\\RECV2026030112-1.LOG:6:", "C:\\Logs\\RECV2026030112-1.LOG", Some(6)),
            ("> C:\\My Logs\\RECV.LOG:6:", "C:\\My Logs\\RECV.LOG", Some(6)),
            ("  RECV.LOG:6:", "RECV.LOG", Some(6)),
            ("\\\\ex01\\c$\\Logs\\RECV.LOG:12:", "\\\\ex01\\c$\\Logs\\RECV.LOG", Some(12)),
            ("RECV2026030112-1.LOG:", "RECV2026030112-1.LOG", None),
            ("./EX01/RECV2026030112-1.LOG-7-", "./EX01/RECV2026030112-1.LOG", Some(7)),
            ("RECV2026030112-1.LOG-", "RECV2026030112-1.LOG", None),
            ("6:", "", Some(6)),
            ("6-", "", Some(6)),
            ("     6\t", "", Some(6)),
            ("     6  ", "", Some(6)),
            ("6: ", "", Some(6)),
            ("6. ", "", Some(6)),
            ("\tLine 6: ", "", Some(6)),
        ] {
            let text = String::from(prefix) + ROW;
            assert_eq!(before(&text, ROW), Some((PrefixKind::Search, String::from(path), line)), "{prefix:?}");
            if !path.is_empty() {
                let again = with_path(text.as_bytes(), path.as_bytes()).unwrap();
                assert_eq!((&text[again.row..], again.line), (ROW, line), "{prefix:?}");
            }
        }
    }

    #[test]
    fn a_number_at_the_beginning_of_a_row_is_not_a_line_number() {
        let prefix = with_path(b"a.log:2026-03-01T12:00:00.000Z,x", b"a.log").unwrap();
        assert_eq!((prefix.row, prefix.line), (6, None));
        assert_eq!(with_path(b"b.log:1:x", b"a.log"), None);
    }

    #[test]
    fn syslog_headers_precede_a_row() {
        for header in [
            "<134>1 2026-03-01T12:00:00.000Z ex01 exchange 123 recv - ",
            "<134>1 2026-03-01T12:00:00.000Z ex01 exchange - - [origin ip=\"192.0.2.1\"] \u{FEFF}",
            "<134>Mar  1 12:00:00 ex01 exchange: ",
            "Mar 11 12:00:00 ex01 exchange[77]: ",
            "2026-03-01T12:00:00.123456+01:00 ex01 exchange: ",
        ] {
            let line = String::from(header) + ROW;
            assert_eq!(before(&line, ROW).map(|found| found.0), Some(PrefixKind::Syslog), "{header:?}");
        }
    }
}

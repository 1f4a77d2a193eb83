//! Rows that a mail program, a forum or a console broke into several lines, and their joints.
//!
//! Programs that break at a fixed column cut words, and nothing is lost in between. Programs that break between words
//! replace a blank, and cut only words that are longer than a line. Which of them it was shows in the lengths of the
//! lines: those of the former are equally long.

use super::held::HeldLines;
use super::{FORMATS, Property};
use crate::bytes::{begins_with, first_word, last_word};
use crate::diagnostic::DiagnosticKind;
use crate::text::{Line, LineSyntax};
use alloc::vec::Vec;

/// Lines that a row may be broken into.
const MAX_PIECES: usize = 64;

/// Pieces at the end that may be no part of the row: the text after the last row of an e-mail.
const MAX_SHORTER: usize = 3;

/// Columns at which programs break lines; they decide where a row has one break only.
const USUAL_WIDTHS: [usize; 9] = [70, 72, 76, 78, 79, 80, 100, 120, 132];

/// How rows of a file were broken so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wrapping {
    /// The length of the longest line that was broken; 0 if none was.
    pub(super) width: usize,
    /// Lines were broken between words.
    between_words: bool,
}

/// The pieces of a row, as far as they have been read.
#[derive(Debug, Default)]
pub(super) struct WrappedRow {
    pub(super) pieces: HeldLines,
    /// Why the first piece is no row by itself, if that was tried.
    pub(super) first_is: Option<DiagnosticKind>,
    before: Wrapping,
}

impl WrappedRow {
    /// A row in a file whose rows were broken like this before.
    pub(super) fn new(before: Wrapping) -> WrappedRow {
        WrappedRow { before, ..WrappedRow::default() }
    }

    /// How rows were broken, with this one.
    pub(super) fn wrapping(&self) -> Wrapping {
        let broken = || self.pieces.texts().rev().skip(1).map(<[u8]>::len);
        let width = broken().max().unwrap_or_default().max(self.before.width);
        let is_only_one = self.before.width == 0 && self.pieces.len() == 2;
        let differ = broken().any(|length| length < width) || (is_only_one && !is_usual_width(width));
        Wrapping { width, between_words: self.before.between_words || differ }
    }

    /// Whether it may get another piece.
    pub(super) fn has_room(&self, line: &Line<'_>) -> bool {
        self.pieces.len() < MAX_PIECES && self.pieces.has_room(line)
    }

    /// What the row may be, the likeliest first: a number of pieces from the first on, and their text.
    pub(super) fn candidates(&self) -> impl Iterator<Item = (usize, Vec<u8>)> + '_ {
        let most = self.broken() + 1;
        let counts = (most.saturating_sub(MAX_SHORTER)..=most).rev().filter(|&count| count > 0);
        counts.flat_map(|count| [false, true].map(|always_cut| (count, self.joined(count, always_cut))))
    }

    /// The first line, if a program may have broken it: it would not have done so without need.
    pub(super) fn broken_line(&self) -> Option<Line<'_>> {
        self.pieces.iter().next().filter(|_| self.broken() > 0)
    }

    /// Number of lines from the first on that were too long to take the first word of the next one.
    fn broken(&self) -> usize {
        let Wrapping { width, .. } = self.wrapping();
        let is_broken = |(line, next): &(&[u8], &[u8])| line.len() + 1 + first_word(next).0.len() > width;
        self.pieces.texts().zip(self.pieces.texts().skip(1)).take_while(is_broken).count()
    }

    /// The first `count` pieces, joined; with `always_cut` as if all lines had been cut at a fixed column.
    fn joined(&self, count: usize, always_cut: bool) -> Vec<u8> {
        let Wrapping { width, between_words } = self.wrapping();
        // With one break in the file, the lines could have been longer.
        let is_width_known = self.before.width > 0 || self.pieces.len() > 2;
        let mut whole: Vec<u8> = Vec::new();
        let mut last: &[u8] = b"";
        for piece in self.pieces.texts().take(count) {
            let text = if whole.is_empty() { piece } else { without_indent(piece) };
            let is_long_word =
                is_width_known && last.len() == width && last_word(last).1.len() + first_word(text).0.len() > width;
            let at_separator = |byte: Option<&u8>| byte.is_none_or(|byte| b",;\t ".contains(byte));
            let lost_blank = between_words && !always_cut && !is_long_word;
            if lost_blank && !at_separator(whole.last()) && !at_separator(text.first()) {
                whole.push(b' ');
            }
            whole.extend_from_slice(text);
            last = piece;
        }
        whole
    }
}

/// Whether programs break lines at this length.
pub(super) fn is_usual_width(length: usize) -> bool {
    USUAL_WIDTHS.contains(&length)
}

/// The column names in two lines, if the second continues the first: together they have more known names.
pub(super) fn joined_names(names: &[u8], next: &[u8]) -> Option<Vec<u8>> {
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_(), ;\t".contains(byte);
    let next = without_indent(next);
    if next.is_empty() || begins_row(next) || !next.iter().all(of_name) {
        return None;
    }
    // A separator at the end of a line is not part of the value of a header.
    let separator = LineSyntax::of_column_names(names).separator();
    // Only the last name can become another one.
    let last = names.rsplit(|byte| *byte == separator).next().unwrap_or_default();
    let known = |joint: &[u8]| known_names(&[last, next].join(joint), separator);
    let separated = [separator];
    let joint = [&separated[..], b""].into_iter().max_by_key(|joint| known(joint))?;
    (known(joint) > known_names(last, separator)).then(|| [names, next].join(joint))
}

/// Most names of a line that are looked up: the rest of a header has no more.
const MOST_NAMES: usize = 256;

/// Number of column names that a format or a property has.
fn known_names(names: &[u8], separator: u8) -> usize {
    let of_format = |name: &[u8]| {
        let is = |column: &&str| column.as_bytes().eq_ignore_ascii_case(name);
        FORMATS.iter().any(|format| format.columns.iter().any(is))
    };
    let is_known = |name: &&[u8]| of_format(name.trim_ascii()) || Property::of_column(name.trim_ascii()).is_some();
    let names = names.split(|byte| *byte == separator).filter(|name| !name.is_empty());
    names.take(MOST_NAMES).filter(is_known).count()
}

/// The bytes of an indent that only lines have that continue a row. A single blank belongs to the text.
pub(super) fn hanging_indent(line: &[u8]) -> usize {
    let blanks = line.len() - line.trim_ascii_start().len();
    if blanks > 1 || line.first() == Some(&b'\t') { blanks } else { 0 }
}

/// A piece without its indent.
fn without_indent(piece: &[u8]) -> &[u8] {
    piece.get(hanging_indent(piece)..).unwrap_or_default()
}

/// Whether a line begins as rows do: with a date, or with an address. The rest of a broken row rarely does.
pub(super) fn begins_row(line: &[u8]) -> bool {
    let shape = shape(line);
    [&b"0-0-0"[..], b"0.0.0.0", b"0.0.0", b"0/0/0"].contains(&shape.as_slice()) || begins_with(&shape, b"0-0-0a0:0:0")
}

/// The first word of a line, with a `0` for each number and an `a` for each word of letters.
pub(super) fn shape(line: &[u8]) -> Vec<u8> {
    const MAX: usize = 32;
    let word = line.strip_prefix(b"\"").unwrap_or(line).iter().take(MAX).take_while(|byte| !b",; \t\"".contains(byte));
    let mut shape = word
        .map(|byte| match byte {
            b'0'..=b'9' => b'0',
            b'a'..=b'z' | b'A'..=b'Z' => b'a',
            other => *other,
        })
        .collect::<Vec<u8>>();
    shape.dedup_by(|next, before| next == before && matches!(next, b'0' | b'a'));
    shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::test_support::{HEAD, ROW, read};
    use crate::text::LineFramer;
    use alloc::format;
    use alloc::string::String;

    fn joined(text: &str) -> String {
        let (mut framer, mut row) = (LineFramer::default(), WrappedRow::new(Wrapping::default()));
        framer.push(text.as_bytes(), |line| row.pieces.push(&line));
        String::from_utf8(row.joined(row.pieces.len(), false)).unwrap()
    }

    #[test]
    fn words_get_their_blank_back_and_cut_words_do_not() {
        assert_eq!(joined("Unable to relay\nrecipient\nin a domain\n"), "Unable to relay recipient in a domain");
        assert_eq!(joined("Unab\nle t\no re\nlay\n"), "Unable to relay");
        assert_eq!(joined("a,b,\n  c,d\n"), "a,b,c,d");
        assert_eq!(joined("a b\n c\n"), "a b c");
        assert_eq!(joined("abc de\na 01234567\n890 b\n"), "abc de a 01234567890 b");
    }

    #[test]
    fn rows_begin_with_a_date_or_an_address() {
        for row in [
            "2026-03-01T12:00:00.000Z,x",
            "2026-03-01 12:00:00 x",
            "192.0.2.7, -, x",
            "\"2026-03-01T12:00:00Z\"",
            "3/1/2026 1:00",
        ] {
            assert!(begins_row(row.as_bytes()), "{row}");
        }
        for rest in ["", "192.0.2.10:25,x", "EX01,0", "08DE,0", "  192.0.2.7", "2026-03,x"] {
            assert!(!begins_row(rest.as_bytes()), "{rest}");
        }
    }

    fn wrapped(text: &str, width: usize) -> String {
        let mut broken = String::new();
        for line in text.lines() {
            let pieces: Vec<&[u8]> = line.as_bytes().chunks(width).collect();
            pieces.iter().for_each(|piece| broken.push_str(&format!("{}\n", core::str::from_utf8(piece).unwrap())));
        }
        broken
    }

    #[test]
    fn rows_and_headers_that_were_broken_are_joined() {
        let text = format!("{HEAD}{ROW}+,,\n{ROW}>,\"220 a, b\",\n{ROW}*,,Set Session Permissions\n{ROW}-,,Local\n");
        let entries = |text: &str| {
            let notes = read("x", text.as_bytes());
            notes.into_iter().filter_map(|note| Some(String::from(note.split_once(' ')?.1))).collect::<Vec<_>>()
        };
        let expected: Vec<String> =
            entries(&text).into_iter().filter(|note| !note.starts_with("SmtpReceive")).collect();
        for width in 40..84 {
            let found = entries(&wrapped(&text, width));
            let is_kept = |note: &String| note != "joined-row" && !note.starts_with("SmtpReceive");
            let kept: Vec<String> = found.into_iter().filter(is_kept).collect();
            assert_eq!(kept, expected, "{width}");
        }
    }

    #[test]
    fn a_row_that_cannot_be_joined_looks_wrapped() {
        let text =
            format!("{HEAD}{ROW}+,,\n2026-01-05T10:00:00.000Z,EX01\\In,08DE4C\n7890,0,x,y,z,a\nb,c,d\n{ROW}-,,Local\n");
        let notes = read("x", text.as_bytes());
        assert!(notes.iter().any(|note| note == "4 wrapped-row"), "{notes:?}");
        assert_eq!(notes.last().unwrap(), "7 - ");
    }
}

//! How a mail program, a forum or a console broke the lines of a file, and where two lines were one.
//!
//! Which way it was cannot be seen in a single line, so the first lines of a file suggest ways, and the reader tries
//! which of them makes the most rows of these lines.

use super::wrapped::{begins_row, hanging_indent, is_usual_width, shape};
use crate::sort;
use crate::text::prefix::indent;
use alloc::vec::Vec;
use core::cmp::Reverse;

/// No program breaks lines at a column after this one.
pub(super) const MAX_WIDTH: usize = 132;

/// Lengths of lines that are tried as the column at which lines were cut.
const MAX_COLUMNS: usize = 3;

/// How lines were broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breaks {
    /// They were cut at a column.
    AtColumn(usize),
    /// They were broken at blanks so that they end before a column.
    BetweenWords(usize, LongWords),
    /// An equals sign ends a line that continues: quoted-printable (RFC 2045, 6.7).
    QuotedPrintable,
}

/// What became of words that are longer than a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LongWords {
    /// They begin a line and were cut at the column.
    BeginLine,
    /// They fill the line of the word before and were cut at the column.
    FillLine,
    /// They are lines that are longer than the others.
    Whole,
}

/// A way in which the lines of a file may have been broken.
#[derive(Clone, Debug)]
pub(super) struct LineBreaks {
    breaks: Breaks,
    /// Lines that continue a row are indented.
    is_indented: bool,
    /// The indent counts for the length of a line.
    counts_indent: bool,
    /// Blanks fill every line up to the same column, as a console has it.
    is_padded: bool,
    rows: RowBeginning,
}

/// How the rows of a file begin.
#[derive(Clone, Debug, PartialEq, Eq)]
enum RowBeginning {
    /// With a date or an address of this shape.
    Shape(Vec<u8>),
    /// With this text, the beginning of most lines.
    Text(Vec<u8>),
    /// With anything.
    Unknown,
}

impl LineBreaks {
    /// The ways in which these lines may have been broken; none if nothing looks like the rest of a broken line.
    pub(super) fn ways<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> Vec<LineBreaks> {
        let rests = rests(lines.clone());
        if rests.clone().next().is_none() {
            return Vec::new();
        }
        let indented = rests.clone().filter(|(_, rest)| hanging_indent(rest) > 0).count();
        let is_indented = indented * 2 > rests.clone().count();
        let is_padded = is_padded(lines.clone());
        let rows = RowBeginning::of(lines.clone());
        let mut ways = Vec::new();
        // Before the others, because all lines of quoted-printable may be equally long.
        if rests.clone().any(|(line, _)| line.ends_with(b"=")) {
            let (breaks, is_padded) = (Breaks::QuotedPrintable, false);
            ways.push(LineBreaks { breaks, is_indented, counts_indent: true, is_padded, rows: rows.clone() });
        }
        for counts_indent in [true, false].into_iter().filter(|counts| *counts || is_indented) {
            let way = |breaks| LineBreaks { breaks, is_indented, counts_indent, is_padded, rows: rows.clone() };
            let length = |line: &[u8]| way(Breaks::QuotedPrintable).length(line);
            let lengths = rests.clone().map(|(line, _)| length(line)).collect::<Vec<usize>>();
            ways.extend(columns(&lengths).into_iter().map(|width| way(Breaks::AtColumn(width))));
            let longest = |lines: &mut dyn Iterator<Item = &[u8]>| {
                lines.map(length).filter(|length| *length <= MAX_WIDTH).max().unwrap_or_default()
            };
            let (width, of_words) =
                (longest(&mut lines.clone()), longest(&mut lines.clone().filter(|line| is_of_words(line))));
            ways.push(way(Breaks::BetweenWords(width, LongWords::BeginLine)));
            ways.push(way(Breaks::BetweenWords(width, LongWords::FillLine)));
            ways.push(way(Breaks::BetweenWords(of_words, LongWords::Whole)));
        }
        ways
    }

    /// Whether the lines were broken like this even if each of them can be read by itself: the lengths of the lines
    /// hardly come about by chance.
    pub(super) fn explains<'a>(&self, lines: impl Iterator<Item = &'a [u8]> + Clone) -> bool {
        const OF_LETTERS: core::ops::RangeInclusive<usize> = 60..=80;
        let mut rests = rests(lines.clone());
        let longest = lines.map(|line| self.length(line)).max().unwrap_or_default();
        let continues = |(line, rest): (&[u8], &[u8])| self.joint(line, rest).is_some();
        match self.breaks {
            Breaks::AtColumn(width) => width == longest && is_usual_width(width) && rests.any(continues),
            Breaks::BetweenWords(width, long_words) => {
                let is_likely = width == longest && long_words != LongWords::Whole && OF_LETTERS.contains(&width);
                is_likely && rests.clone().count() > 1 && rests.all(continues)
            }
            Breaks::QuotedPrintable => false,
        }
    }

    /// What was between two lines before they were broken; `None` if the second does not continue the first.
    pub(super) fn joint(&self, line: &[u8], next: &[u8]) -> Option<&'static [u8]> {
        if is_blank(line) || is_blank(next) || is_header(next) || is_type(line) {
            return None;
        }
        let length = self.length(line);
        let rest = self.without_hanging_indent(without_indent(line, next));
        match self.breaks {
            Breaks::QuotedPrintable => line.ends_with(b"=").then_some(b""),
            Breaks::AtColumn(width) if length == width => Some(b""),
            _ if self.rows.begins(next) => None,
            // A program that removes blanks at the ends of lines has removed the one at the joint.
            Breaks::AtColumn(width) if length + 1 == width && self.knows_rows() => {
                Some(if line.ends_with(b" ") { b"" } else { b" " })
            }
            Breaks::AtColumn(_) => None,
            Breaks::BetweenWords(width, long_words) => {
                let text = without_indent(line, line);
                let (last, first) = (after_blank(text), before_blank(rest));
                let room = (width + text.len()).saturating_sub(line.len());
                let is_long = count(last) + count(first) > room && length == width;
                let is_cut = match long_words {
                    LongWords::BeginLine => is_long && last.len() == text.len(),
                    LongWords::FillLine => is_long,
                    LongWords::Whole => false,
                };
                let is_kept = line.ends_with(b" ") || rest.starts_with(b" ") || is_hyphenated(last, first);
                let joint: &[u8] = if is_cut || is_kept { b"" } else { b" " };
                (length + 1 + count(first) > width).then_some(joint)
            }
        }
    }

    /// Whether a line begins as rows do, so that it can only continue one whose end is missing.
    pub(super) fn begins_row(&self, line: &[u8]) -> bool {
        self.rows.begins(line)
    }

    /// Whether rows begin in a way by which they are known.
    pub(super) fn knows_rows(&self) -> bool {
        self.rows != RowBeginning::Unknown
    }

    /// The text of a line that continues another one; `first` is the first line of the row.
    pub(super) fn rest<'a>(&self, first: &[u8], line: &'a [u8]) -> &'a [u8] {
        self.without_hanging_indent(without_indent(first, line))
    }

    /// The text of a line without what the program added at its end.
    pub(super) fn text<'a>(&self, line: &'a [u8], continues: bool) -> &'a [u8] {
        match self.breaks {
            Breaks::QuotedPrintable if continues => line.strip_suffix(b"=").unwrap_or(line),
            _ if self.is_padded && !continues => line.trim_ascii_end(),
            _ => line,
        }
    }

    /// A whole line as it was before it was encoded.
    pub(super) fn decoded(&self, line: Vec<u8>) -> Vec<u8> {
        if self.breaks == Breaks::QuotedPrintable { decoded(line) } else { line }
    }

    /// The length of a line in characters.
    fn length(&self, line: &[u8]) -> usize {
        let text = if self.is_padded { line.trim_ascii_end() } else { line };
        count(text) - if self.counts_indent { 0 } else { hanging_indent(text) }
    }

    fn without_hanging_indent<'a>(&self, line: &'a [u8]) -> &'a [u8] {
        if self.is_indented { line.get(hanging_indent(line)..).unwrap_or_default() } else { line }
    }
}

impl RowBeginning {
    /// The beginning that most of the lines share.
    fn of<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> RowBeginning {
        let number = |rows: &RowBeginning| lines.clone().filter(|line| rows.begins(line)).count();
        let first = lines.clone().find(|line| begins_row(without_indent(line, line)));
        let shape = first.map(|row| RowBeginning::Shape(Self::shape(row)));
        let texts = lines.clone().map(Self::text).filter(|text| !text.is_empty());
        let texts = texts.map(|text| RowBeginning::Text(text.to_vec())).map(|text| (number(&text), text));
        let (most, text) = texts.max_by_key(|(number, _)| *number).unwrap_or((0, RowBeginning::Unknown));
        let unknown = if most > 1 { text } else { RowBeginning::Unknown };
        shape.filter(|shape| number(shape) >= most.min(2)).unwrap_or(unknown)
    }

    /// Whether a line begins so.
    fn begins(&self, line: &[u8]) -> bool {
        match self {
            RowBeginning::Shape(own) => begins_row(without_indent(line, line)) && Self::shape(line) == *own,
            RowBeginning::Text(own) => Self::text(line) == own,
            RowBeginning::Unknown => false,
        }
    }

    /// The shape of the first word of a line, and the byte after it.
    fn shape(line: &[u8]) -> Vec<u8> {
        let line = without_indent(line, line);
        let after = line.iter().skip(1).find(|byte| b",; \t\"".contains(byte));
        let mut shape = shape(line);
        shape.extend(after);
        shape
    }

    /// The beginning of a line up to the first separator.
    fn text(line: &[u8]) -> &[u8] {
        let end = line.iter().position(|byte| b",; \t:\\-".contains(byte)).map_or(0, |separator| separator + 1);
        line.get(..end).unwrap_or_default()
    }
}

/// The lines that may be the rest of a broken one, with the line before each.
fn rests<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + Clone {
    lines.clone().zip(lines.skip(1)).filter(|(line, next)| !is_blank(line) && is_rest(next))
}

/// The number of the first line that looks like a broken row: it has fields and is as long as programs let lines be.
pub(super) fn first_broken<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> Option<usize> {
    const BROKEN: core::ops::RangeInclusive<usize> = 60..=MAX_WIDTH;
    const MIN_FIELDS: usize = 5;
    let separators = |line: &[u8]| line.iter().filter(|byte| b",;\t".contains(byte)).count();
    // A quoted field may have a line break of its own.
    let has_open_quote = |line: &[u8]| line.iter().filter(|byte| **byte == b'"').count() % 2 == 1;
    let mut pairs = lines.clone().zip(lines.skip(1));
    pairs.position(|(line, next)| {
        let fields = separators(line);
        // Of two lines with the same number of fields, each is a row of its own: those of a table of something else.
        let is_row_of_table = || separators(next) == fields;
        BROKEN.contains(&count(line))
            && fields >= MIN_FIELDS
            && !has_open_quote(line)
            && is_rest(next)
            && !is_row_of_table()
    })
}

/// The lengths of broken lines at which they may have been cut, the likeliest first.
fn columns(lengths: &[usize]) -> Vec<usize> {
    let frequency = |length: usize| lengths.iter().filter(|other| **other == length).count();
    let mut columns = lengths.to_vec();
    columns.retain(|&length| length <= MAX_WIDTH && (is_usual_width(length) || frequency(length) > 1));
    sort::by_key(&mut columns, |&length| Reverse((is_usual_width(length), frequency(length), length)));
    columns.dedup();
    columns.truncate(MAX_COLUMNS);
    columns
}

/// Whether a line may be the rest of a broken one.
fn is_rest(line: &[u8]) -> bool {
    let text = without_indent(line, line);
    !is_blank(text) && !is_header(line) && !begins_row(text)
}

fn is_header(line: &[u8]) -> bool {
    let text = without_indent(line, line);
    text.starts_with(b"#") || text.starts_with(b"\"#")
}

/// Whether a line names the type of the rows, as Windows PowerShell writes it above an export.
fn is_type(line: &[u8]) -> bool {
    line.starts_with(b"#TYPE ")
}

/// Whether a line consists of several words.
fn is_of_words(line: &[u8]) -> bool {
    without_indent(line, line).trim_ascii().contains(&b' ')
}

fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

/// Whether blanks fill most of the lines up to the same column.
fn is_padded<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> bool {
    let width = lines.clone().map(count).max().unwrap_or_default();
    let filled = lines.clone().filter(|line| line.ends_with(b"  ") && count(line) == width).count();
    filled > 1 && lines.filter(|line| count(line) != width).count() <= 1
}

/// A line without the indent of `first`, if it has the same.
fn without_indent<'a>(first: &[u8], line: &'a [u8]) -> &'a [u8] {
    let mark = first.get(..indent(first)).unwrap_or_default();
    line.strip_prefix(mark).unwrap_or(line)
}

/// Whether a word was broken after a hyphen in it.
fn is_hyphenated(last: &[u8], first: &[u8]) -> bool {
    matches!(last, [.., before, b'-'] if before.is_ascii_alphanumeric())
        && first.first().is_some_and(u8::is_ascii_alphanumeric)
}

/// The text before the first blank. A tab separates fields, and programs do not break lines there.
fn before_blank(text: &[u8]) -> &[u8] {
    text.get(..memchr::memchr(b' ', text).unwrap_or(text.len())).unwrap_or_default()
}

/// The text after the last blank.
fn after_blank(text: &[u8]) -> &[u8] {
    text.get(memchr::memrchr(b' ', text).map_or(0, |blank| blank + 1)..).unwrap_or_default()
}

/// Number of characters in UTF-8 text.
pub(super) fn count(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// A text without the codes of quoted-printable; as it is if they make up no UTF-8.
fn decoded(text: Vec<u8>) -> Vec<u8> {
    let code = |at: usize| {
        let digits = text.get(at..)?.strip_prefix(b"=")?.get(..2)?;
        u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut plain = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let code = code(at);
        plain.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    if core::str::from_utf8(&plain).is_ok() { plain } else { text }
}

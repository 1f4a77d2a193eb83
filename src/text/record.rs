//! Splits a line into fields.
//!
//! Most lines have no quote at all: the framer finds their fields while it looks for line ends ([`super::line`]), and
//! nothing is left to do here. Nearly all others are well-formed (RFC 4180: quotes around, quotes inside doubled): one
//! pass over their separators and quotes finds the fields, which are parts of the line, or of a copy of it without the
//! second one of each pair of quotes (`split_well_formed`). Every other line goes through csv-core, which decides what a
//! malformed line means. Property tests verify that all three yield the same fields whenever the faster ones yield any.
//!
//! Traps of csv-core 0.1.13: one reader is built and used for all lines (a clone of a used one emits empty records for
//! ever, and building one costs a quarter of a million instructions); it needs a line end to finish a record; an unterminated quote takes
//! everything that follows, which is why it never gets more than one line, or a few lines that the caller joined.

use super::line_syntax::{self, LineSyntax};
use super::stops::{BLOCK, blocks, find};
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// The fields of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) bounds: &'a [Bounds],
}

/// Where a field starts and ends. A line is shorter than 2 to the 32nd ([`super::line::MAX_LINE`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub start: u32,
    pub end: u32,
}

impl<'a> Fields<'a> {
    /// Number of fields; at least one.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// The field at `index`, empty when there is none.
    #[inline]
    pub fn get(&self, index: usize) -> &'a [u8] {
        let Some(&Bounds { start, end }) = self.bounds.get(index) else { return b"" };
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The first `width` fields, if all others are empty; else all fields.
    pub fn without_empty(self, width: usize) -> Fields<'a> {
        let is_empty = |field: usize| self.get(field).trim_ascii().is_empty();
        let surplus = self.len() > width && (width..self.len()).all(is_empty);
        Fields { bounds: if surplus { &self.bounds[..width] } else { self.bounds }, ..self }
    }

    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }
}

/// Splits lines; keeps its buffers from line to line.
#[derive(Debug)]
pub struct RecordReader {
    bounds: Vec<Bounds>,
    /// The reader for the last separator that needed one: most files never do.
    csv: Option<(u8, Box<csv_core::Reader>)>,
    /// The line without the second one of each pair of quotes.
    single: Vec<u8>,
    copied: Vec<u8>,
    ends: Vec<usize>,
}

/// A reader of fields that are separated by that byte.
fn csv_reader(separator: u8) -> Box<csv_core::Reader> {
    // Only the line end that is added at the end of a line ends a record: a lone CR inside a field is text.
    let terminator = csv_core::Terminator::Any(b'\n');
    Box::new(csv_core::ReaderBuilder::new().delimiter(separator).terminator(terminator).build())
}

impl Default for RecordReader {
    fn default() -> Self {
        let (copied, ends) = (vec![0; 1024], vec![0; 128]);
        RecordReader { bounds: Vec::new(), csv: None, single: Vec::new(), copied, ends }
    }
}

impl RecordReader {
    /// The fields of a line without its line end; `None` if a quoted field is not closed.
    pub fn split<'a>(&'a mut self, line: &'a [u8]) -> Option<Fields<'a>> {
        self.split_quoted(b',', line)
    }

    /// The fields of a line of which some may be quoted.
    fn split_quoted<'a>(&'a mut self, separator: u8, line: &'a [u8]) -> Option<Fields<'a>> {
        match split_well_formed(separator, line, &mut self.bounds, &mut self.single) {
            Some(Quotes::Single) => Some(Fields { bytes: line, bounds: &self.bounds }),
            Some(Quotes::Doubled) => Some(Fields { bytes: &self.single, bounds: &self.bounds }),
            None => self.split_by_the_rules(separator, line),
        }
    }

    /// The fields of a line without its line end in that syntax; `None` if a quoted field is not closed. A line that
    /// does not match the syntax is one field.
    pub fn split_as<'a>(&'a mut self, syntax: LineSyntax, line: &'a [u8]) -> Option<Fields<'a>> {
        Some(match syntax {
            LineSyntax::Commas | LineSyntax::Semicolons | LineSyntax::QuotedTabs => {
                return self.split_quoted(syntax.separator(), line);
            }
            LineSyntax::Spaces | LineSyntax::Tabs => self.split_at(syntax.separator(), line),
            LineSyntax::Iis => self.cut(line_syntax::iis(line), line),
            LineSyntax::CommonLog => self.cut(line_syntax::common_log(line), line),
            LineSyntax::Stamped => self.cut(line_syntax::stamped(line), line),
        })
    }

    /// A line that continues the row before, as a row whose first field is empty.
    pub fn continuation<'a>(&'a mut self, line: &'a [u8]) -> Fields<'a> {
        self.cut(Some([0..0, 0..line.len()]), line)
    }

    /// The fields at those places, or the line as one field.
    fn cut<'a, const N: usize>(&'a mut self, fields: Option<[Range<usize>; N]>, line: &'a [u8]) -> Fields<'a> {
        self.bounds.clear();
        let bounds = |field: Range<usize>| Bounds { start: field.start as u32, end: field.end as u32 };
        match fields {
            Some(fields) => self.bounds.extend(fields.into_iter().map(bounds)),
            None => self.bounds.push(bounds(0..line.len())),
        }
        Fields { bytes: line, bounds: &self.bounds }
    }

    /// The fields between separators, without quoting.
    fn split_at<'a>(&'a mut self, separator: u8, line: &'a [u8]) -> Fields<'a> {
        self.bounds.clear();
        let mut start = 0;
        for end in memchr::memchr_iter(separator, line).chain([line.len()]) {
            self.bounds.push(Bounds { start: start as u32, end: end as u32 });
            start = end + 1;
        }
        Fields { bytes: line, bounds: &self.bounds }
    }

    fn split_by_the_rules(&mut self, separator: u8, line: &[u8]) -> Option<Fields<'_>> {
        use csv_core::ReadRecordResult::{End, InputEmpty, OutputEndsFull, OutputFull, Record};
        let kept = self.csv.take().filter(|(kept, _)| *kept == separator);
        let (_, csv) = self.csv.insert(kept.unwrap_or_else(|| (separator, csv_reader(separator))));
        csv.reset();
        self.copied.resize(self.copied.len().max(line.len() + 1), 0);
        let (mut read, mut written, mut fields) = (0, 0, 0);
        loop {
            let input = if read < line.len() { &line[read..] } else { b"\n" };
            let (result, taken, copied, ended) =
                csv.read_record(input, &mut self.copied[written..], &mut self.ends[fields..]);
            read += taken;
            written += copied;
            fields += ended;
            match result {
                // The line is used up, and so is the line end after it: the quote was never closed.
                InputEmpty if read > line.len() => return None,
                InputEmpty => {}
                OutputFull => self.copied.resize(self.copied.len() * 2, 0),
                OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                Record | End => break,
            }
        }
        self.bounds.clear();
        let mut start = 0;
        for &end in &self.ends[..fields] {
            self.bounds.push(Bounds { start, end: end as u32 });
            start = end as u32;
        }
        Some(Fields { bytes: &self.copied[..written], bounds: &self.bounds })
    }
}

/// Whether quoted fields of a line contain quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    /// None does: the fields are parts of the line.
    Single,
    /// They are parts of the line without the second one of each pair.
    Doubled,
}

/// Splits a line in which every quoted field ends with its quote. `None`, with `bounds` incomplete, for any other line.
fn split_well_formed(separator: u8, line: &[u8], bounds: &mut Vec<Bounds>, single: &mut Vec<u8>) -> Option<Quotes> {
    bounds.clear();
    single.clear();
    // How much of the line is in `single`, and how many quotes of it are not. Places are those without these quotes.
    let (mut copied, mut removed) = (0, 0);
    let mut start = 0;
    // The field begins with a quote that is not closed yet.
    let mut quoted = false;
    // A quoted field ended here: a separator, the line end, or the second quote of a pair must follow at this place.
    let mut closed = None;
    let (complete, last) = blocks(line);
    for (number, block) in complete.iter().chain([&last]).enumerate() {
        let mut stops = find(block, [separator, b'"', b'"']).places;
        while stops != 0 {
            let of_line = number * BLOCK + stops.trailing_zeros() as usize;
            stops &= stops - 1;
            let place = of_line - removed;
            match (line[of_line] == separator, quoted, closed) {
                (true, false, None) => {
                    bounds.push(Bounds { start: start as u32, end: place as u32 });
                    start = place + 1;
                }
                (true, false, Some(end)) if end == place => {
                    start = place + 1;
                    closed = None;
                }
                (true, true, _) => {}
                (false, false, None) if place == start => quoted = true,
                // A quote inside a field that does not begin with one is text.
                (false, false, None) => {}
                (false, false, Some(end)) if end == place => {
                    bounds.pop();
                    (quoted, closed) = (true, None);
                    single.extend_from_slice(&line[copied..of_line]);
                    (copied, removed) = (of_line + 1, removed + 1);
                }
                (false, true, _) => {
                    bounds.push(Bounds { start: start as u32 + 1, end: place as u32 });
                    (quoted, closed) = (false, Some(place + 1));
                }
                _ => return None,
            }
        }
    }
    let end = line.len() - removed;
    match closed {
        None if !quoted => bounds.push(Bounds { start: start as u32, end: end as u32 }),
        Some(closed) if closed == end => {}
        _ => return None,
    }
    if removed == 0 {
        return Some(Quotes::Single);
    }
    single.extend_from_slice(&line[copied..]);
    Some(Quotes::Doubled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn owned(fields: Fields<'_>) -> Vec<Vec<u8>> {
        fields.iter().map(<[u8]>::to_vec).collect()
    }

    fn split(line: &str) -> Option<Vec<String>> {
        let mut reader = RecordReader::default();
        let fields = reader.split(line.as_bytes())?;
        Some(fields.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect())
    }

    macro_rules! splits {
        ($($name:ident: $line:expr => $expected:expr;)*) => {
            $(#[test] fn $name() { assert_eq!(split($line).unwrap(), $expected); })*
        };
    }

    splits! {
        plain: "a,b,c" => ["a", "b", "c"];
        empty_line: "" => [""];
        empty_last_field: "a,," => ["a", "", ""];
        quoted_comma: "a,\"b,c\",d" => ["a", "b,c", "d"];
        quoted_last_field: "a,\"b,c\"" => ["a", "b,c"];
        doubled_quotes: "\"O=\"\"Contoso, Ltd.\"\"\",x" => ["O=\"Contoso, Ltd.\"", "x"];
        quoted_and_empty: "\"a\"," => ["a", ""];
        quote_inside_a_field: "a \"b\" c,d" => ["a \"b\" c", "d"];
        text_after_a_closing_quote: "\"a\"b,c" => ["ab", "c"];
        line_break_inside_quotes: "\"a\nb\",c" => ["a\nb", "c"];
        carriage_return_in_a_field: "a\rb,\"c\"" => ["a\rb", "c"];
        many_fields: &("\"\"\"\"".to_owned() + &",x".repeat(300)) => {
            let mut expected = vec![String::from("x"); 301];
            expected[0] = String::from("\"");
            expected
        };
    }

    #[test]
    fn spreadsheets_separate_by_semicolons_and_tabs() {
        let mut reader = RecordReader::default();
        let mut split = |syntax, line: &str| Some(owned(reader.split_as(syntax, line.as_bytes())?));
        let cells = |cells: [&str; 3]| Some(cells.map(|cell| cell.as_bytes().to_vec()).to_vec());
        assert_eq!(split(LineSyntax::Semicolons, "a,b;\"c;\"\"d\";"), cells(["a,b", "c;\"d", ""]));
        assert_eq!(split(LineSyntax::QuotedTabs, "a;b\t\"c\td\"\t"), cells(["a;b", "c\td", ""]));
        assert_eq!(split(LineSyntax::Semicolons, "a;\"b"), None);
        assert_eq!(split(LineSyntax::Semicolons, "a;b;c"), cells(["a", "b", "c"]));
        assert_eq!(split(LineSyntax::Commas, "a,b,c"), cells(["a", "b", "c"]));
    }

    #[test]
    fn an_open_quote_is_reported_and_forgotten() {
        let mut reader = RecordReader::default();
        assert!(reader.split(b"a,\"b,c").is_none());
        assert!(reader.split(b"a,\"b\"\"").is_none());
        assert_eq!(reader.split(b"\"x\",y").unwrap().get(0), b"x");
        assert_eq!(reader.split(b"x,y").unwrap().len(), 2);
        assert_eq!(reader.split(b"x,y").unwrap().get(7), b"");
    }

    proptest::proptest! {
        #[test]
        fn both_ways_give_the_same_fields(line in "([a,;\t\" \r\u{e9}]|\"\"|,\"|\",){0,60}") {
            let (mut reader, mut bounds, mut single) = (RecordReader::default(), Vec::new(), Vec::new());
            for separator in *b",;\t" {
                let line = line.as_bytes();
                let Some(quotes) = split_well_formed(separator, line, &mut bounds, &mut single) else { continue };
                let bytes = if quotes == Quotes::Doubled { &single } else { line };
                let fields = owned(Fields { bytes, bounds: &bounds });
                // csv-core does not take a line without text as a record.
                if !line.is_empty() {
                    let by_the_rules = reader.split_by_the_rules(separator, line).map(owned);
                    proptest::prop_assert_eq!(Some(fields), by_the_rules);
                }
            }
        }
    }

    #[test]
    fn only_a_malformed_line_needs_the_rules() {
        let how = |line: &str| split_well_formed(b',', line.as_bytes(), &mut Vec::new(), &mut Vec::new());
        assert_eq!(how("a,\"b,c\",d"), Some(Quotes::Single));
        assert_eq!(how("a,\"b \"\"c\"\", d\",e"), Some(Quotes::Doubled));
        assert_eq!(how("\"\"\"\",\"\""), Some(Quotes::Doubled));
        for malformed in ["\"a\"b,c", "\"a", "a,\"b\"\"", "\"a\" ,b"] {
            assert_eq!(how(malformed), None, "{malformed}");
        }
    }
}

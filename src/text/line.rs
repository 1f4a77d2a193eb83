//! Cuts a stream of bytes, split anywhere, into lines of UTF-8.
//!
//! The idea: a line that is entirely inside a chunk is passed on without a copy; only the rest of a chunk after its
//! last line end is carried over. Every split yields the same lines at the same positions, which tests verify for all
//! splits. Lines are cut in the bytes of the file and decoded when they are complete ([`super::encoding`]), so neither
//! a split inside a character nor the encoding affects positions.
//!
//! One scan of a chunk, unless it is UTF-16, finds line ends, bytes beyond ASCII, and the separators and quotes of the
//! syntax that the caller expects ([`LineFramer::expect`]). A line that has neither a quote nor a byte beyond ASCII, which
//! is the usual one, is delivered with its fields; any other without, and [`Line::split`] then looks for them.
//!
//! Traps. A byte order mark split over two chunks must not leak into the first field, so it is removed when the line is
//! complete; in concatenated files it also precedes lines in the middle. A line without end (a binary file, a gigabyte
//! of NUL) must not exhaust memory: beyond [`MAX_LINE`] only its first bytes are kept, and it is delivered as overlong.
//! The span of a line counts every byte of the file that belongs to it, including mark and line end: the spans of all
//! lines add up to the file.

use super::encoding::{Encoding, HEAD};
use super::line_syntax::LineSyntax;
use super::record::{Bounds, Fields, RecordReader};
use super::stops::{BLOCK, blocks, find, separator_and_quote};
use crate::bytes::beginning;
use crate::diagnostic::Position;
use alloc::vec::Vec;

/// Maximum length of a line in bytes without its line end, in the file and as UTF-8. Lines of Exchange stay far below
/// 64 KiB.
pub const MAX_LINE: usize = 1 << 20;

/// Bytes of an overlong line that are kept for display.
const OVERLONG_EXCERPT: usize = 256;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its position.
    pub position: Position,
    /// Bytes of the file that belong to it, including line end and byte order mark.
    pub span: u64,
    /// Its text without line end and byte order mark, as UTF-8; its beginning if it is overlong.
    pub text: &'a [u8],
    /// Its bytes in the file, including line end and byte order mark; the first of them if it is overlong.
    pub raw: &'a [u8],
    /// How its bytes encode the text.
    pub encoding: Encoding,
    /// Whether it is longer than [`MAX_LINE`].
    pub overlong: bool,
    /// Whether it has a line end; only the last line of a file may lack one.
    pub terminated: bool,
    /// Whether all its bytes, not only those in `text`, are NUL.
    pub only_nul: bool,
    /// Its fields in that syntax, if they were found while the line was cut. They count as long as `text` is the one that
    /// they were found in, which [`Line::split`] makes sure of.
    pub fields: Option<(LineSyntax, Fields<'a>)>,
}

impl<'a> Line<'a> {
    /// The fields of its text in that syntax; as [`RecordReader::split_as`], which finds them if they are not known.
    #[inline]
    pub fn split<'b>(&self, syntax: LineSyntax, records: &'b mut RecordReader) -> Option<Fields<'b>>
    where
        'a: 'b,
    {
        match self.fields {
            Some((known, fields)) if known == syntax && core::ptr::eq(fields.bytes, self.text) => Some(fields),
            _ => records.split_as(syntax, self.text),
        }
    }
}

/// Cuts chunks into lines; see the module's essay.
#[derive(Debug, Default)]
pub struct LineFramer {
    /// The encoding of the file; `None` until its first bytes have arrived, which `carry` holds until then.
    encoding: Option<Encoding>,
    carry: Vec<u8>,
    /// Length of the unfinished line in bytes; more than `carry` holds if it is overlong.
    carried: u64,
    /// The last byte of the unfinished line: the next chunk may begin with the other half of a code unit.
    carried_last: u8,
    carried_only_nul: bool,
    line: u64,
    byte: u64,
    /// The line before was one of UTF-16 in another file: the second byte of its end begins the next one.
    has_open_end: bool,
    /// The text of a line that is not UTF-8 in the file.
    decoded: Vec<u8>,
    /// How lines will probably be split.
    expected: Option<LineSyntax>,
    /// The fields of the line that is being read.
    bounds: Vec<Bounds>,
}

/// The line that a scan is in.
#[derive(Clone, Copy, Default)]
struct Scanned {
    /// Where it starts.
    start: usize,
    /// Where its last field starts in it.
    field: usize,
    /// It has a quote, or a byte beyond ASCII is near.
    unusual: bool,
}

impl LineFramer {
    /// Expects that lines will be split like this: those that follow get their fields where a scan finds them.
    pub fn expect(&mut self, syntax: Option<LineSyntax>) {
        self.expected = syntax.filter(|&syntax| separator_and_quote(syntax).is_some());
    }

    /// Takes the next chunk and passes every line that ends in it to `sink`.
    pub fn push(&mut self, chunk: &[u8], mut sink: impl FnMut(Line<'_>)) {
        match self.encoding {
            Some(encoding) => self.cut(encoding, chunk, &mut sink),
            None => self.begin(chunk, &mut sink),
        }
    }

    /// Passes the last line on if it has no line end. The framer is then ready for the next file.
    pub fn finish(&mut self, mut sink: impl FnMut(Line<'_>)) {
        if self.encoding.is_none() {
            self.begin_with_head(&mut sink);
        }
        if self.carried > 0 {
            self.deliver_carry(false, &mut sink);
        }
        let [carry, decoded] = [&mut self.carry, &mut self.decoded].map(core::mem::take);
        *self = LineFramer { carry, decoded, bounds: core::mem::take(&mut self.bounds), ..LineFramer::default() };
    }

    /// Collects the first bytes of a file until they determine its encoding.
    fn begin(&mut self, chunk: &[u8], sink: &mut impl FnMut(Line<'_>)) {
        let (head, rest) = chunk.split_at(chunk.len().min(HEAD.saturating_sub(self.carry.len())));
        self.carry.extend_from_slice(head);
        if self.carry.len() == HEAD {
            let encoding = self.begin_with_head(sink);
            self.cut(encoding, rest, sink);
        }
    }

    fn begin_with_head(&mut self, sink: &mut impl FnMut(Line<'_>)) -> Encoding {
        let head = core::mem::take(&mut self.carry);
        let encoding = Encoding::of_file(&head);
        self.encoding = Some(encoding);
        self.cut(encoding, &head, sink);
        encoding
    }

    fn cut(&mut self, encoding: Encoding, chunk: &[u8], sink: &mut impl FnMut(Line<'_>)) {
        let mut rest = chunk;
        if self.carried > 0 {
            let Some(end) = self.end_of_carried(encoding, rest) else {
                return self.carry(rest);
            };
            self.carry(&rest[..end]);
            self.deliver_carry(true, sink);
            rest = &rest[end..];
        }
        if !encoding.is_utf16() {
            return self.scan(rest, sink);
        }
        let mut start = 0;
        for end in encoding.line_ends(rest) {
            self.deliver(&rest[start..end], (end - start) as u64, true, None, sink);
            start = end;
        }
        self.carry(&rest[start..]);
    }

    /// Cuts text that is not UTF-16, and begins with a line.
    fn scan(&mut self, text: &[u8], sink: &mut impl FnMut(Line<'_>)) {
        let [separator, quote] = self.expected.and_then(separator_and_quote).unwrap_or([b'\n'; 2]);
        let mut bounds = core::mem::take(&mut self.bounds);
        bounds.clear();
        let mut line = Scanned::default();
        let (complete, last) = blocks(text);
        for (number, block) in complete.iter().chain([&last]).enumerate() {
            let found = find(block, [b'\n', separator, quote]);
            line.unusual |= found.beyond_ascii;
            let mut stops = found.places;
            while stops != 0 {
                let place = number * BLOCK + stops.trailing_zeros() as usize;
                stops &= stops - 1;
                let (byte, end) = (text[place], place - line.start);
                if byte == b'\n' {
                    self.deliver_scanned(&text[line.start..=place], line, &mut bounds, sink);
                    line = Scanned { start: place + 1, field: 0, unusual: found.beyond_ascii };
                    bounds.clear();
                } else if byte == separator {
                    bounds.push(Bounds { start: line.field as u32, end: end as u32 });
                    line.field = end + 1;
                } else {
                    line.unusual = true;
                }
            }
        }
        self.bounds = bounds;
        self.carry(&text[line.start..]);
    }

    /// Delivers a line with its line end; `bounds` are those of its fields but the last.
    fn deliver_scanned(
        &mut self,
        bytes: &[u8],
        line: Scanned,
        bounds: &mut Vec<Bounds>,
        sink: &mut impl FnMut(Line<'_>),
    ) {
        let may_be_wide = matches!(*bytes, [0, ..] | [_, 0, ..]) || self.has_open_end;
        if line.unusual || bytes.len() > MAX_LINE || may_be_wide {
            return self.deliver(bytes, bytes.len() as u64, true, None, sink);
        }
        let position = self.pass(bytes.len() as u64);
        let text = without_line_end(bytes);
        bounds.push(Bounds { start: line.field as u32, end: text.len() as u32 });
        let fields = self.expected.map(|syntax| (syntax, Fields { bytes: text, bounds }));
        let (span, encoding) = (bytes.len() as u64, Encoding::Utf8);
        sink(Line {
            position,
            span,
            text,
            raw: bytes,
            encoding,
            overlong: false,
            terminated: true,
            only_nul: false,
            fields,
        });
    }

    /// The position of the next line, which has so many bytes; the line after it is then the next.
    fn pass(&mut self, span: u64) -> Position {
        self.line += 1;
        let byte = self.byte;
        self.byte += span;
        Position { line: self.line, byte }
    }

    /// Where the unfinished line ends in the bytes that follow it.
    fn end_of_carried(&self, encoding: Encoding, next: &[u8]) -> Option<usize> {
        if !encoding.is_utf16() || self.carried.is_multiple_of(2) {
            return encoding.line_ends(next).next();
        }
        let (&first, rest) = next.split_first()?;
        if encoding.code_unit([self.carried_last, first]) == u16::from(b'\n') {
            return Some(1);
        }
        encoding.line_ends(rest).next().map(|end| end + 1)
    }

    /// Whether what has been pushed ends with a line, and is not UTF-16.
    pub fn is_between_lines(&self) -> bool {
        self.carried == 0 && !self.has_open_end && self.encoding.is_some_and(|encoding| !encoding.is_utf16())
    }

    /// The next line begins at that byte, and is counted as the first one; what is unfinished is dropped. The encoding stays.
    pub fn skip_to(&mut self, byte: u64) {
        self.carry.clear();
        (self.carried, self.carried_only_nul, self.has_open_end) = (0, false, false);
        (self.line, self.byte) = (0, byte);
    }

    /// The position of the unfinished line, or of the next one.
    pub fn position(&self) -> Position {
        Position { line: self.line + 1, byte: self.byte }
    }

    fn carry(&mut self, bytes: &[u8]) {
        let Some(&last) = bytes.last() else { return };
        self.carried_last = last;
        let only_nul = bytes.iter().all(|&byte| byte == 0 || byte == b'\n');
        self.carried_only_nul = only_nul && (self.carried == 0 || self.carried_only_nul);
        self.carried += bytes.len() as u64;
        let limit = if self.carried > MAX_LINE as u64 + 2 { OVERLONG_EXCERPT } else { MAX_LINE + 2 };
        if limit == OVERLONG_EXCERPT && self.carry.len() > OVERLONG_EXCERPT {
            self.carry.truncate(OVERLONG_EXCERPT);
            self.carry.shrink_to(MAX_LINE / 16);
        }
        let room = limit.saturating_sub(self.carry.len());
        self.carry.extend_from_slice(&bytes[..room.min(bytes.len())]);
    }

    fn deliver_carry(&mut self, terminated: bool, sink: &mut impl FnMut(Line<'_>)) {
        let carry = core::mem::take(&mut self.carry);
        let only_nul = self.carried_only_nul;
        self.deliver(&carry, self.carried, terminated, Some(only_nul), sink);
        self.carry = carry;
        self.carry.clear();
        self.carried = 0;
        self.carried_only_nul = false;
    }

    /// Delivers the line whose `span` bytes begin with `bytes`; `bytes` is all of them unless it is overlong.
    fn deliver(
        &mut self,
        bytes: &[u8],
        span: u64,
        terminated: bool,
        only_nul: Option<bool>,
        sink: &mut impl FnMut(Line<'_>),
    ) {
        let position = self.pass(span);
        let too_long = span > MAX_LINE as u64 + 2;
        let raw = if too_long { &bytes[..OVERLONG_EXCERPT.min(bytes.len())] } else { bytes };
        let of_file = self.encoding.unwrap_or_default();
        // Of a line that was cut within a character, which has the byte of a line end, the end is not known to be open.
        let begins_with_end = |rest: &&[u8]| self.has_open_end || of_file.of_line(rest) == Encoding::Utf16Line;
        let own = raw.strip_prefix(b"\0").filter(begins_with_end).unwrap_or(raw);
        let of_line = of_file.of_line(own);
        let is_wide = of_line == Encoding::Utf16Line || (self.has_open_end && own == b"\n");
        self.has_open_end = is_wide && terminated;
        let (encoding, mut text) = of_line.decode(own, too_long || !terminated, &mut self.decoded);
        text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        // A byte of the file may become three bytes of text.
        let overlong = too_long || text.len() > MAX_LINE + 2;
        if overlong {
            text = beginning(text, OVERLONG_EXCERPT);
        } else {
            text = without_line_end(text);
        }
        let only_nul = match text.first() {
            Some(0) => only_nul.unwrap_or_else(|| bytes.iter().all(|&byte| byte == 0 || byte == b'\n')),
            _ => false,
        };
        sink(Line { position, span, text, raw, encoding, overlong, terminated, only_nul, fields: None });
    }
}

/// A line without its end. A program that takes a file with line ends of Windows for one without puts another CR before each LF.
fn without_line_end(line: &[u8]) -> &[u8] {
    let mut text = line.strip_suffix(b"\n").unwrap_or(line);
    while let Some(before) = text.strip_suffix(b"\r") {
        text = before;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use alloc::vec;

    /// (line, byte, span, text, overlong, terminated, only NUL, encoding) of every line.
    type Drawn = (u64, u64, u64, Vec<u8>, bool, bool, bool, Encoding);

    fn lines(chunks: &[&[u8]]) -> Vec<Drawn> {
        let mut framer = LineFramer::default();
        let mut drawn = Vec::new();
        let mut sink = |line: Line<'_>| {
            let Position { line: number, byte } = line.position;
            let text = line.text.to_vec();
            let Line { span, overlong, terminated, only_nul, encoding, .. } = line;
            drawn.push((number, byte, span, text, overlong, terminated, only_nul, encoding));
        };
        for chunk in chunks {
            framer.push(chunk, &mut sink);
        }
        framer.finish(&mut sink);
        drawn
    }

    #[test]
    fn every_split_gives_the_same_lines() {
        let input = b"\xEF\xBB\xBF#a\r\nb\n\n\0\0\n\r\nlast\r";
        let whole = lines(&[input]);
        let spans: Vec<u64> = whole.iter().map(|line| line.2).collect();
        assert_eq!(spans, [7, 2, 1, 3, 2, 5]);
        assert_eq!(whole[0].3, b"#a");
        assert_eq!(whole[5].3, b"last");
        assert!(whole[3].6 && !whole[5].5);
        check_splits(input);
    }

    /// Every split into three parts and into single bytes gives the same lines, and they make up the input.
    fn check_splits(input: &[u8]) {
        let whole = lines(&[input]);
        assert_eq!(whole.iter().map(|line| line.2).sum::<u64>(), input.len() as u64);
        for first in 0..=input.len() {
            for second in first..=input.len() {
                let split = lines(&[&input[..first], &input[first..second], &input[second..]]);
                assert_eq!(split, whole, "split at {first} and {second}");
            }
        }
        let bytes: Vec<&[u8]> = input.chunks(1).collect();
        assert_eq!(lines(&bytes), whole);
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    fn texts(input: &[u8]) -> Vec<String> {
        lines(&[input]).into_iter().map(|line| String::from_utf8(line.3).unwrap()).collect()
    }

    #[test]
    fn utf16_is_cut_at_its_own_line_ends() {
        // Among its characters are some that have the byte of a line end in them.
        let text = "#\u{10A}\r\nb\u{A00}😀\n\n\0\0\n\u{A0A}last\r";
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            for mark in ["", "\u{FEFF}", "\u{FEFF}\r\n"] {
                // Without a mark the first two characters must be ASCII.
                let input = utf16(&[mark, if mark.is_empty() { "x," } else { "" }, text].concat(), order);
                let expected =
                    [if mark.is_empty() { "x,#\u{10A}" } else { "#\u{10A}" }, "b\u{A00}😀", "", "\0\0", "\u{A0A}last"];
                let found = texts(&input);
                assert_eq!(found[found.len() - 5..], expected);
                check_splits(&input);
                check_splits(&input[..input.len() - 1]);
            }
        }
    }

    #[test]
    fn lines_of_utf16_are_counted_in_bytes_of_the_file() {
        let drawn = lines(&[&utf16("\u{FEFF}a\r\n\0\0\nb", u16::to_le_bytes)]);
        let counts: Vec<_> = drawn.iter().map(|line| (line.0, line.1, line.2, line.6, line.7)).collect();
        let encoding = Encoding::Utf16Le;
        assert_eq!(counts, [(1, 0, 8, false, encoding), (2, 8, 6, true, encoding), (3, 14, 2, false, encoding)]);
    }

    #[test]
    fn half_a_surrogate_pair_is_replaced() {
        let input = b"\xFE\xFF\0a\xD8\x3D\0\n\xDE\x00\0b";
        assert_eq!(texts(input), ["a\u{FFFD}", "\u{FFFD}b"]);
        check_splits(input);
    }

    #[test]
    fn each_line_has_its_own_encoding() {
        let input = b"\xC3\xA9\r\n\xE9\r\nplain\n\x80\n\xE2\x82\xAC\n\xE2\x82";
        assert_eq!(texts(input), ["é", "é", "plain", "€", "€", "\u{FFFD}"]);
        let readings: Vec<Encoding> = lines(&[input]).iter().map(|line| line.7).collect();
        let (utf8, ansi) = (Encoding::Utf8, Encoding::Windows1252);
        assert_eq!(readings, [utf8, ansi, utf8, ansi, utf8, utf8]);
        check_splits(input);
    }

    #[test]
    fn lines_of_utf16_are_read_in_another_file() {
        for end in ["\r\n", "\n"] {
            for mark in ["", "\u{FEFF}"] {
                let wide = utf16(&format!("{mark}wide é{end}{end}more{end}"), u16::to_le_bytes);
                let input =
                    [b"first\r\nplain\n", wide.as_slice(), b"\nlast\0\n\0", &utf16("open", u16::to_le_bytes)].concat();
                assert_eq!(texts(&input), ["first", "plain", "wide é", "", "more", "", "last\0", "open"]);
                check_splits(&input);
                let open = [b"first\n", utf16("wide", u16::to_le_bytes).as_slice()].concat();
                assert_eq!(texts(&open), ["first", "wide"]);
            }
        }
        let encodings: Vec<Encoding> = lines(&[b"plain\na\0b\0\r\0\n\0x\n"]).iter().map(|line| line.7).collect();
        assert_eq!(encodings, [Encoding::Utf8, Encoding::Utf16Line, Encoding::Utf8]);
    }

    #[test]
    fn files_of_a_few_bytes_are_whole() {
        for input in
            [&b""[..], b"\n", b"a", b"\xFF", b"\xFF\xFE", b"\xFE\xFF\0", b"\xEF\xBB\xBF", b"a\0b\0", b"\n\n\n\n\n"]
        {
            check_splits(input);
        }
        assert_eq!(texts(b"\xFF\xFEa"), ["\u{FFFD}"]);
        assert_eq!(texts(b"\xFF"), ["ÿ"]);
    }

    #[test]
    fn a_text_that_grows_over_the_limit_is_overlong() {
        let mut input = vec![0x80; MAX_LINE / 2];
        input.push(b'\n');
        let whole = lines(&[&input]);
        assert!(whole[0].4);
        assert_eq!((whole[0].2, whole[0].3.len()), (MAX_LINE as u64 / 2 + 1, OVERLONG_EXCERPT / 3 * 3));
        assert_eq!(lines(&[&input[..1000], &input[1000..]]), whole);
    }

    #[test]
    fn the_beginning_of_an_overlong_line_is_utf8() {
        let mut input = "é".repeat(MAX_LINE).into_bytes();
        input.insert(0, b'x');
        let whole = lines(&[&input]);
        assert_eq!((whole[0].4, whole[0].7), (true, Encoding::Utf8));
        assert!(String::from_utf8(whole[0].3.clone()).unwrap().starts_with("xéé"));
        let mut wide = b"\xFF\xFE".to_vec();
        wide.extend(utf16(&"é".repeat(MAX_LINE), u16::to_le_bytes));
        let whole = lines(&[&wide]);
        assert_eq!((whole[0].2, whole[0].4), (wide.len() as u64, true));
        assert_eq!(lines(&wide.chunks(99_999).collect::<Vec<_>>()), whole);
    }

    #[test]
    fn a_line_without_end_keeps_its_beginning_only() {
        let mut input = vec![b'x'; 3 * MAX_LINE];
        input.push(b'\n');
        input.extend_from_slice(b"next\n");
        let whole = lines(&[&input]);
        assert_eq!(whole.len(), 2);
        assert!(whole[0].4);
        assert_eq!(whole[0].2, 3 * MAX_LINE as u64 + 1);
        assert_eq!(whole[0].3.len(), OVERLONG_EXCERPT);
        assert_eq!(whole[1].3, b"next");
        let parts: Vec<&[u8]> = input.chunks(100_000).collect();
        assert_eq!(lines(&parts), whole);
    }

    #[test]
    fn the_limit_does_not_depend_on_the_split() {
        for length in [MAX_LINE, MAX_LINE + 1, MAX_LINE + 2, MAX_LINE + 3] {
            let mut input = vec![b'x'; length];
            input.push(b'\n');
            let whole = lines(&[&input]);
            assert_eq!(lines(&[&input[..MAX_LINE], &input[MAX_LINE..]]), whole, "{length}");
            assert_eq!(lines(&[&input[..length], &input[length..]]), whole, "{length}");
        }
    }

    #[test]
    fn a_framer_can_be_used_again() {
        let mut framer = LineFramer::default();
        framer.push(b"one\ntwo", |_| {});
        framer.finish(|_| {});
        framer.push(b"three\n", |line| assert_eq!(line.position, Position { line: 1, byte: 0 }));
    }

    /// The fields of a line.
    type Row = Vec<Vec<u8>>;

    /// The lines of a text in two pieces, as in [`lines`], and the fields that the framer found.
    fn lines_with_fields(pieces: [&[u8]; 2], expected: Option<LineSyntax>) -> (Vec<Drawn>, Vec<Option<Row>>) {
        let (mut framer, mut drawn, mut fields) = (LineFramer::default(), Vec::new(), Vec::new());
        let mut sink = |line: Line<'_>| {
            let Line { position, span, text, overlong, terminated, only_nul, encoding, .. } = line;
            drawn.push((position.line, position.byte, span, text.to_vec(), overlong, terminated, only_nul, encoding));
            fields.push(line.fields.map(|(syntax, fields)| {
                assert_eq!((Some(syntax), fields.bytes), (expected, text));
                owned_fields(fields)
            }));
        };
        for piece in pieces {
            framer.expect(expected);
            framer.push(piece, &mut sink);
        }
        framer.finish(&mut sink);
        (drawn, fields)
    }

    fn owned_fields(fields: Fields<'_>) -> Row {
        fields.iter().map(<[u8]>::to_vec).collect()
    }

    const SYNTAXES: [LineSyntax; 8] = [
        LineSyntax::Commas,
        LineSyntax::Semicolons,
        LineSyntax::QuotedTabs,
        LineSyntax::Spaces,
        LineSyntax::Tabs,
        LineSyntax::Iis,
        LineSyntax::CommonLog,
        LineSyntax::Stamped,
    ];

    proptest::proptest! {
        #[test]
        fn fields_that_a_scan_finds_are_those_that_splitting_finds(
            text in proptest::collection::vec(proptest::sample::select(&b"ab,;\t \"\r\n\0\xC3\xA9\xEF\xBB\xBF"[..]), 0..300),
            split in 0..300_usize,
        ) {
            let (first, second) = text.split_at(split.min(text.len()));
            let (expected, _) = lines_with_fields([&text, b""], None);
            for syntax in SYNTAXES {
                let (drawn, fields) = lines_with_fields([first, second], Some(syntax));
                proptest::prop_assert_eq!(&drawn, &expected);
                let mut records = RecordReader::default();
                for (line, fields) in drawn.iter().zip(fields) {
                    if let Some(fields) = fields {
                        let found = records.split_as(syntax, &line.3).map(owned_fields);
                        proptest::prop_assert_eq!(Some(fields), found, "{:?}", syntax);
                    }
                }
            }
        }
    }

    #[test]
    fn usual_lines_get_their_fields_and_others_do_not() {
        use LineSyntax::{Commas, CommonLog, Iis, Spaces, Stamped};
        // The first line is taken apart to find the encoding of the file.
        let all = |text: &[u8], syntax| lines_with_fields([&[b"#\n#\n", text].concat(), b""], Some(syntax)).1;
        let fields = |text: &[u8], syntax| all(text, syntax).pop().flatten();
        let two = |first: &[u8], second: &[u8]| Some(vec![first.to_vec(), second.to_vec()]);
        assert_eq!(fields(b"a,b c\r\n", Commas), two(b"a", b"b c"));
        assert_eq!(fields(b"a,b c\r\n", Spaces), two(b"a,b", b"c"));
        assert_eq!(fields(b"a,\"b c\"\n", Commas), None);
        assert_eq!(fields(b"a,\"b c\"\n", Spaces), two(b"a,\"b", b"c\""));
        assert_eq!(fields(b",\n", Commas), two(b"", b""));
        for unusual in [&b"a,\xC3\xA9\n"[..], b"\0,b\n", b"a,b"] {
            assert_eq!(fields(unusual, Commas), None, "{}", unusual.escape_ascii());
        }
        assert_eq!([Iis, CommonLog, Stamped].map(|syntax| fields(b"a, b\n", syntax)), [None, None, None]);
    }

    #[test]
    fn fields_belong_to_the_text_they_were_found_in() {
        let (mut framer, mut records) = (LineFramer::default(), RecordReader::default());
        framer.expect(Some(LineSyntax::Commas));
        framer.push(b"#\n#\n", |_| {});
        framer.push(b"a,b;c\n", |line| {
            assert_eq!(line.fields.map(|(_, fields)| fields.len()), Some(2));
            let other = Line { text: b"a", ..line };
            let mut count = |line: Line<'_>, syntax| line.split(syntax, &mut records).map(|fields| fields.len());
            assert_eq!(count(line, LineSyntax::Commas), Some(2));
            assert_eq!(count(line, LineSyntax::Semicolons), Some(2));
            assert_eq!(count(other, LineSyntax::Commas), Some(1));
        });
    }
}

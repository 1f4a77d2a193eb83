//! Lines that are kept until later ones show how to read them.

use crate::diagnostic::Position;
use crate::text::line::MAX_LINE;
use crate::text::{Encoding, Line};
use alloc::vec::Vec;

/// Lines that are kept at most as the pieces of one row.
const MAX_LINES: usize = 4096;

/// Bytes of rows that are kept at most before the first unambiguous date: those of the first days of a month.
const MAX_ROWS: usize = 16 << 20;

/// A line with its text.
#[derive(Debug)]
struct HeldLine {
    text: Vec<u8>,
    position: Position,
    span: u64,
    encoding: Encoding,
    terminated: bool,
}

/// Lines in their order.
#[derive(Debug, Default)]
pub(super) struct HeldLines {
    lines: Vec<HeldLine>,
    bytes: usize,
}

impl HeldLines {
    /// Whether there is room for another line.
    pub(super) fn has_room(&self, line: &Line<'_>) -> bool {
        self.lines.len() < MAX_LINES && self.bytes + line.text.len() <= MAX_LINE
    }

    /// Whether there is room for another row before the first unambiguous date.
    pub(super) fn has_room_for_rows(&self, line: &Line<'_>) -> bool {
        self.bytes + line.text.len() <= MAX_ROWS
    }

    /// Keeps a line.
    pub(super) fn push(&mut self, line: &Line<'_>) {
        let Line { text, position, span, encoding, terminated, .. } = *line;
        self.bytes += text.len();
        self.lines.push(HeldLine { text: text.to_vec(), position, span, encoding, terminated });
    }

    /// Number of lines.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The texts of the lines.
    pub(super) fn texts(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator + Clone {
        self.lines.iter().map(|line| line.text.as_slice())
    }

    /// The lines as they were.
    pub(super) fn iter(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines.iter().map(|line| line.with(&line.text, line.span))
    }

    /// The first `count` lines as one, with that text.
    pub(super) fn as_one<'a>(&self, count: usize, text: &'a [u8]) -> Option<Line<'a>> {
        let lines = self.lines.get(..count)?;
        let (first, last) = (lines.first()?, lines.last()?);
        let whole = first.with(text, lines.iter().map(|line| line.span).sum());
        Some(Line { terminated: last.terminated, ..whole })
    }
}

impl HeldLine {
    fn with<'a>(&self, text: &'a [u8], span: u64) -> Line<'a> {
        let HeldLine { position, encoding, terminated, .. } = *self;
        Line { position, span, text, raw: text, encoding, overlong: false, terminated, only_nul: false, fields: None }
    }
}

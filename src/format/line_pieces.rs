//! The pieces of a line that was broken, as far as they have been read.

use super::held::HeldLines;
use super::line_breaks::LineBreaks;
use crate::text::Line;
use alloc::vec::Vec;

/// Lines that a row may have been broken into.
const MAX_PIECES: usize = 256;

/// The lines of a file that were broken in this way.
#[derive(Debug)]
pub(super) struct BrokenLines {
    pub(super) breaks: LineBreaks,
    /// The pieces of the line that is being read.
    pub(super) pieces: HeldLines,
    /// The pieces joined, as far as they have been read.
    pub(super) joined: Vec<u8>,
}

impl BrokenLines {
    pub(super) fn new(breaks: LineBreaks) -> BrokenLines {
        BrokenLines { breaks, pieces: HeldLines::default(), joined: Vec::new() }
    }

    /// What is between the last piece and a line that may continue it.
    pub(super) fn joint(&self, line: &Line<'_>) -> Option<&'static [u8]> {
        if line.overlong || line.only_nul || self.pieces.len() >= MAX_PIECES || !self.pieces.has_room(line) {
            return None;
        }
        let last = self.pieces.texts().next_back()?;
        // A server that loses its power leaves NUL bytes in a file; no program breaks lines at them.
        let has_nul = |text: &[u8]| memchr::memchr(0, text).is_some();
        if has_nul(last) || has_nul(line.text) {
            return None;
        }
        self.breaks.joint(last, line.text)
    }

    pub(super) fn begin(&mut self, line: &Line<'_>) {
        self.joined.clear();
        self.joined.extend_from_slice(line.text);
        self.pieces.push(line);
    }

    pub(super) fn append(&mut self, joint: &[u8], line: &Line<'_>) {
        let whole = self.breaks.text(&self.joined, true).len();
        self.joined.truncate(whole);
        self.joined.extend_from_slice(joint);
        let first = self.pieces.texts().next().unwrap_or_default();
        self.joined.extend_from_slice(self.breaks.rest(first, line.text));
        self.pieces.push(line);
    }
}

//! Cuts a stream of bytes, split anywhere, into lines.
//!
//! The idea: a line that lies whole inside a chunk is handed on without being copied; only the rest of a chunk behind
//! its last line end is carried over. Whatever the split, the same lines come out with the same positions, which is
//! what the tests over every split hold.
//!
//! Traps. A UTF-8 byte order mark split over two chunks must not leak into the first field, so the mark is taken off
//! when the first line is whole. A line without end (a binary file, a gigabyte of NUL) must not eat memory: past
//! [`MAX_LINE`] only its first bytes are kept and it is delivered as overlong. The span of a line counts every byte of
//! the file that belongs to it, mark and line end included: the spans of all lines add up to the file.

use crate::diagnostic::Position;
use alloc::vec::Vec;

/// Bytes that a line may have before its line end. Exchange's own lines stay far below 64 KiB.
pub const MAX_LINE: usize = 1 << 20;

/// Bytes of an overlong line that are kept to show.
const OVERLONG_EXCERPT: usize = 256;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Where it stands.
    pub position: Position,
    /// Bytes of the file that belong to it, with line end and byte order mark.
    pub span: u64,
    /// Its text without line end and byte order mark; the first bytes of it when it is overlong.
    pub text: &'a [u8],
    /// Whether it is longer than [`MAX_LINE`].
    pub overlong: bool,
    /// Whether a line end closes it; only the last line of a file may lack it.
    pub terminated: bool,
    /// Whether all its bytes, not only those in `text`, are NUL.
    pub only_nul: bool,
}

/// Cuts chunks into lines; see the module's essay.
#[derive(Debug, Default)]
pub struct LineFramer {
    carry: Vec<u8>,
    /// Length of the unfinished line; more than `carry` holds when it is overlong.
    carried: u64,
    carried_only_nul: bool,
    line: u64,
    byte: u64,
}

impl LineFramer {
    /// Takes the next chunk and hands every line that ends in it to `sink`.
    pub fn push(&mut self, chunk: &[u8], mut sink: impl FnMut(Line<'_>)) {
        let mut rest = chunk;
        if self.carried > 0 {
            let Some(end) = memchr::memchr(b'\n', rest) else {
                return self.carry(rest);
            };
            self.carry(&rest[..=end]);
            self.deliver_carry(true, &mut sink);
            rest = &rest[end + 1..];
        }
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', rest) {
            self.deliver(&rest[start..=end], (end + 1 - start) as u64, true, None, &mut sink);
            start = end + 1;
        }
        self.carry(&rest[start..]);
    }

    /// Hands the last line over when no line end closed it. The framer is then ready for the next file.
    pub fn finish(&mut self, mut sink: impl FnMut(Line<'_>)) {
        if self.carried > 0 {
            self.deliver_carry(false, &mut sink);
        }
        *self = LineFramer { carry: core::mem::take(&mut self.carry), ..LineFramer::default() };
    }

    /// The line that is not finished yet, or the one that would come next.
    pub fn position(&self) -> Position {
        Position { line: self.line + 1, byte: self.byte }
    }

    fn carry(&mut self, bytes: &[u8]) {
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
        self.line += 1;
        let position = Position { line: self.line, byte: self.byte };
        self.byte += span;
        let overlong = span > MAX_LINE as u64 + 2;
        let mut text = bytes;
        if overlong {
            text = &text[..OVERLONG_EXCERPT.min(text.len())];
        } else {
            text = text.strip_suffix(b"\n").unwrap_or(text);
            text = text.strip_suffix(b"\r").unwrap_or(text);
        }
        if position.line == 1 {
            text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        }
        let only_nul = match text.first() {
            Some(0) => only_nul.unwrap_or_else(|| bytes.iter().all(|&byte| byte == 0 || byte == b'\n')),
            _ => false,
        };
        sink(Line { position, span, text, overlong, terminated, only_nul });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    /// (line, byte, span, text length, overlong, terminated, only NUL) of every line.
    type Drawn = (u64, u64, u64, Vec<u8>, bool, bool, bool);

    fn lines(chunks: &[&[u8]]) -> Vec<Drawn> {
        let mut framer = LineFramer::default();
        let mut drawn = Vec::new();
        let mut sink = |line: Line<'_>| {
            let Position { line: number, byte } = line.position;
            drawn.push((number, byte, line.span, line.text.to_vec(), line.overlong, line.terminated, line.only_nul));
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
        for first in 0..=input.len() {
            for second in first..=input.len() {
                let split = lines(&[&input[..first], &input[first..second], &input[second..]]);
                assert_eq!(split, whole, "split at {first} and {second}");
            }
        }
        let bytes: Vec<&[u8]> = input.chunks(1).collect();
        assert_eq!(lines(&bytes), whole);
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
}

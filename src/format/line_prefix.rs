//! The prefix that the lines of a file have in common, once a row was found after one.

use crate::text::prefix::{Prefix, PrefixKind, indent, prefixes, with_path};
use alloc::vec::Vec;

/// Lines of a stretch of the file that are searched for a prefix in vain before only some of them are.
const MAX_MISSES: u32 = 64;

/// Bytes of a stretch, as a power of two. What is in one is of no importance in the next, so that a file can be cut there.
const STRETCH: u32 = 20;

/// Of the lines after those, one in this many is searched: a file may begin to be indented anywhere, and a file that is
/// no log must not take long.
const SAMPLE: u32 = 256;

/// Knows the last prefix in a file.
#[derive(Debug, Default)]
pub(super) struct LinePrefix {
    last: Option<Known>,
    /// Lines in a row that were searched in vain, and the stretch that they are in.
    misses: u32,
    stretch: u64,
}

#[derive(Debug)]
struct Known {
    kind: PrefixKind,
    /// The indent as it was.
    indent: Vec<u8>,
    path: Vec<u8>,
    /// The byte after the line number.
    separator: u8,
    /// Number of blanks in it.
    blanks: usize,
}

/// Bytes that are read at most to find out what follows the possible prefixes of a line, unless the line has few: rows
/// are shorter than a thousandth of that.
const MAX_TRIED: usize = 4 << 20;

/// Number of possible prefixes that are tried however long the line is.
const LEAST_TRIED: usize = 16;

impl LinePrefix {
    /// Whether lines with a prefix have been found.
    pub(super) fn is_known(&self) -> bool {
        self.last.is_some()
    }

    /// The next line to search begins at that byte of the file.
    pub(super) fn go_to(&mut self, byte: u64) {
        if self.has_missed_before(byte) {
            return;
        }
        (self.misses, self.stretch) = (0, byte >> STRETCH);
    }

    /// Whether lines were searched in vain, which matters to one that begins at that byte.
    pub(super) fn has_missed_before(&self, byte: u64) -> bool {
        self.misses > 0 && self.stretch == byte >> STRETCH
    }

    /// No line was searched in vain.
    pub(super) fn forget_misses(&mut self) {
        self.misses = 0;
    }

    /// The prefix of a line, if it is like the last one.
    pub(super) fn like_last(&self, line: &[u8]) -> Option<Prefix> {
        let last = self.last.as_ref()?;
        match last.kind {
            PrefixKind::Indent => {
                let row = if line.starts_with(&last.indent) { last.indent.len() } else { indent(line) };
                (row > 0).then_some(Prefix { kind: PrefixKind::Indent, row, path: 0..0, line: None })
            }
            PrefixKind::Search if !last.path.is_empty() => with_path(line, &last.path),
            PrefixKind::Search => prefixes(line).into_iter().find(|prefix| {
                prefix.kind == PrefixKind::Search
                    && prefix.path.is_empty()
                    && line.get(prefix.row - 1) == Some(&last.separator)
            }),
            // Rows begin with a time stamp too, so a header that does is found by the row after it each time.
            PrefixKind::Syslog if line.first().is_none_or(u8::is_ascii_digit) => None,
            PrefixKind::Syslog => prefixes(line)
                .into_iter()
                .find(|prefix| prefix.kind == PrefixKind::Syslog && blanks(line, prefix) == last.blanks),
        }
    }

    /// The first prefix of a line that has a row after it.
    pub(super) fn find(&mut self, line: &[u8], mut is_row: impl FnMut(&[u8]) -> bool) -> Option<Prefix> {
        if self.misses > MAX_MISSES && !self.misses.is_multiple_of(SAMPLE) {
            self.misses = self.misses.wrapping_add(1);
            return None;
        }
        let may_begin =
            |row: &[u8]| row.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"#\"".contains(byte));
        let most = (MAX_TRIED / line.len().max(1)).max(LEAST_TRIED);
        let found = prefixes(line).into_iter().take(most).find(|prefix| {
            let row = line.get(prefix.row..).unwrap_or_default();
            may_begin(row) && is_row(row)
        });
        self.misses = if found.is_some() { 0 } else { self.misses.wrapping_add(1) };
        found
    }

    /// Remembers a prefix. Returns whether its path is another one than before.
    pub(super) fn remember(&mut self, line: &[u8], prefix: &Prefix) -> bool {
        let path = line.get(prefix.path.clone()).unwrap_or_default();
        let is_new_path = self.last.as_ref().map_or(&b""[..], |last| &last.path) != path && !path.is_empty();
        let is_like_last = self.last.as_ref().is_some_and(|last| last.kind == prefix.kind && last.path == path);
        if !is_like_last {
            let separator = prefix.row.checked_sub(1).and_then(|last| line.get(last)).copied();
            self.last = Some(Known {
                kind: prefix.kind,
                indent: line.get(..indent(line)).unwrap_or_default().to_vec(),
                path: path.to_vec(),
                separator: separator.unwrap_or_default(),
                blanks: blanks(line, prefix),
            });
        }
        is_new_path
    }
}

fn blanks(line: &[u8], prefix: &Prefix) -> usize {
    let head = line.get(..prefix.row).unwrap_or_default();
    // Days below 10 have two blanks before them.
    head.iter().zip(head.iter().skip(1).chain([&b'x'])).filter(|(byte, next)| **byte == b' ' && **next != b' ').count()
}

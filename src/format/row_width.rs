//! Into how many fields a row may be cut.

use crate::text::{Fields, LineSyntax, RecordReader};
use alloc::vec::Vec;

/// Into how many fields a line is cut, by syntax: many formats share one, and a line may be long.
#[derive(Default)]
pub(super) struct Widths(Vec<(LineSyntax, Width)>);

/// Number of fields, of all and of those up to the last that is not empty.
#[derive(Clone, Copy, Default)]
pub(super) struct Width {
    all: usize,
    filled: usize,
}

impl Width {
    pub(super) fn of(fields: &Fields<'_>) -> Width {
        let is_filled = |&field: &usize| !fields.get(field).trim_ascii().is_empty();
        Width { all: fields.len(), filled: (0..fields.len()).rev().find(is_filled).map_or(0, |last| last + 1) }
    }

    /// Whether the line can have so many columns. Separators after the last field make more, empty ones.
    pub(super) fn may_be(self, columns: usize) -> bool {
        (self.filled..=self.all).contains(&columns)
    }
}

impl Widths {
    pub(super) fn of(&mut self, syntax: LineSyntax, line: &[u8], records: &mut RecordReader) -> Width {
        if let Some((_, width)) = self.0.iter().find(|(own, _)| *own == syntax) {
            return *width;
        }
        let width = records.split_as(syntax, line).map_or(Width::default(), |fields| Width::of(&fields));
        self.0.push((syntax, width));
        width
    }
}

/// How often a line contains each separator.
#[derive(Clone, Copy)]
pub(super) struct Separators {
    commas: usize,
    semicolons: usize,
    spaces: usize,
    tabs: usize,
}

impl Separators {
    pub(super) fn of(line: &[u8]) -> Separators {
        let count = |byte| memchr::memchr_iter(byte, line).count();
        Separators { commas: count(b','), semicolons: count(b';'), spaces: count(b' '), tabs: count(b'\t') }
    }

    /// How a row of a log of that syntax may be cut: as its server wrote it, and as spreadsheets save it.
    pub(super) fn syntaxes(self, own: LineSyntax) -> impl Iterator<Item = LineSyntax> {
        let saved = |found: usize, saved: LineSyntax| {
            if found > 0 { own.saved_as(saved).filter(|&syntax| syntax != own) } else { None }
        };
        let (semicolons, tabs) = (LineSyntax::Semicolons, LineSyntax::QuotedTabs);
        [Some(own), saved(self.semicolons, semicolons), saved(self.tabs, tabs)].into_iter().flatten()
    }

    /// The most fields into which the line may be cut: what most lines of a file of something else have too few of.
    pub(super) fn most_fields(self, syntax: LineSyntax) -> usize {
        let separators = match syntax.separator() {
            b',' => self.commas,
            b';' => self.semicolons,
            b'\t' => self.tabs,
            _ => self.spaces,
        };
        separators + 1
    }
}

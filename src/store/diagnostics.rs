//! What was odd, by file and kind: how often, and the first few places.

use super::index::FileIndex;
use crate::bytes::beginning;
use crate::diagnostic::{DiagnosticKind, Position};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Places that are kept for each kind in each file.
const PLACES: usize = 5;

/// Bytes of a line that are kept to show.
const EXCERPT: usize = 200;

/// One kind of oddity in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occurrences {
    /// How often it was met.
    pub count: u64,
    /// The first places.
    pub places: Vec<Place>,
}

/// Where something odd stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line and offset.
    pub position: Position,
    /// The beginning of the line, as UTF-8.
    pub excerpt: Vec<u8>,
}

/// All oddities.
#[derive(Debug, Default)]
pub struct Diagnostics {
    rows: BTreeMap<(FileIndex, DiagnosticKind), Occurrences>,
}

impl Diagnostics {
    /// Notes an oddity at a place.
    pub fn add(&mut self, file: FileIndex, kind: DiagnosticKind, position: Position, excerpt: &[u8]) {
        let row = self.rows.entry((file, kind)).or_default();
        row.count += 1;
        if row.places.len() < PLACES {
            let excerpt = beginning(excerpt, EXCERPT).to_vec();
            row.places.push(Place { position, excerpt });
        }
    }

    /// Notes `count` oddities that have no place of their own.
    pub fn add_count(&mut self, file: FileIndex, kind: DiagnosticKind, count: u64) {
        self.rows.entry((file, kind)).or_default().count += count;
    }

    /// All of them, by file and kind.
    pub fn iter(&self) -> impl Iterator<Item = (FileIndex, DiagnosticKind, &Occurrences)> {
        self.rows.iter().map(|(&(file, kind), row)| (file, kind, row))
    }
}

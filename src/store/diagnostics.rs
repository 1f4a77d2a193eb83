//! The diagnostics, by file and kind: their number, and the first few locations.

use super::index::FileIndex;
use crate::bytes::beginning;
use crate::diagnostic::{DiagnosticKind, Position};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Number of locations kept for each kind in each file.
const MAX_LOCATIONS: usize = 5;

/// Bytes of a line that are kept. Fewer are shown, but what makes a word among them a secret may stand after it:
/// `swordfish is refused, password=swordfish`.
const MAX_EXCERPT: usize = 4096;

/// The diagnostics of one kind in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrences {
    /// Their number.
    pub count: u64,
    /// The first locations.
    pub locations: Vec<Location>,
}

/// Location of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Line and offset.
    pub position: Position,
    /// The beginning of the line, as UTF-8.
    pub excerpt: Vec<u8>,
    /// Whether the line is longer than the excerpt.
    pub is_cut: bool,
}

impl Occurrences {
    /// Adds one of that kind at a position.
    pub fn add(&mut self, kind: DiagnosticKind, position: Position, excerpt: &[u8]) {
        self.count += 1;
        if self.locations.len() < MAX_LOCATIONS {
            let kept = beginning(excerpt, MAX_EXCERPT);
            let is_cut = kept.len() < excerpt.len() || kind == DiagnosticKind::OverlongLine;
            self.locations.push(Location { position, excerpt: kept.to_vec(), is_cut });
        }
    }
}

/// All diagnostics.
#[derive(Debug, Default)]
pub struct Diagnostics {
    rows: BTreeMap<(FileIndex, DiagnosticKind), Occurrences>,
}

impl Diagnostics {
    /// Adds diagnostics of a kind that follow those before, and whose lines are counted after the first `lines_before` of the
    /// file.
    pub fn add(&mut self, file: FileIndex, kind: DiagnosticKind, more: &Occurrences, lines_before: u64) {
        let row = self.rows.entry((file, kind)).or_default();
        row.count += more.count;
        let room = MAX_LOCATIONS.saturating_sub(row.locations.len());
        let moved = more
            .locations
            .iter()
            .take(room)
            .cloned()
            .map(|location| Location { position: location.position.after(lines_before), ..location });
        row.locations.extend(moved);
    }

    /// Says how many diagnostics of that kind, which have no position, there are.
    pub fn set_count(&mut self, file: FileIndex, kind: DiagnosticKind, count: u64) {
        if count == 0 {
            self.rows.remove(&(file, kind));
        } else {
            self.rows.entry((file, kind)).or_default().count = count;
        }
    }

    /// All of them, by file and kind.
    pub fn iter(&self) -> impl Iterator<Item = (FileIndex, DiagnosticKind, &Occurrences)> {
        self.rows.iter().map(|(&(file, kind), row)| (file, kind, row))
    }
}

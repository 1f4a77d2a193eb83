//! What the parser of a file hands to the store: about two mebibytes of a log at a time.
//!
//! A log repeats itself, and what repeats within a batch is looked up in tables that stay in the processor's nearest caches.
//! The store then looks up each distinct string, text and session of the batch once, instead of once a row. A batch is
//! flat and names nothing outside of itself, so it may come from another thread ([`wire`]); the store cannot tell where
//! it was made.
//!
//! | part | a row of it |
//! | --- | --- |
//! | [`Batch::strings`] | a distinct string: session-ids, labels, cells, names |
//! | [`Batch::texts`] | a distinct text: its class, event and length of `data`; the bytes of `data` and `context` |
//! | [`Batch::fragments`] | what the rows of a session have in common: log type, id, labels |
//! | [`Batch::entries`] | an entry: time, number, fragment, text |
//! | [`Batch::cells`] | the cells of rows |
//! | [`Batch::steps`] | what happened in which order: what was recognised, and how many rows followed |
//! | accounts, diagnostics | sums; their order is of no importance |
//!
//! All strings are in the order in which they first occurred, and the store takes them over in that order, so where a file
//! is cut into batches changes nothing. Nor does it where a large file is cut into parts that several parsers read; their lines
//! are counted anew in each part, and the store knows how many were before it.

mod flat;
mod parser;
mod wire;
mod words;
mod writer;

pub use parser::{FileParser, early_end};
#[cfg(not(feature = "wasm"))]
pub use wire::DamagedBatch;
pub use words::Words;

use crate::content::{Text, TextClass};
use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::{Event, Labels, LogType};
use crate::format::Evidence;
use crate::store::diagnostics::Occurrences;
use crate::store::files::Accounts;
use crate::store::texts::HashedText;
use crate::time::Timestamp;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Index of a string in its batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word(pub u32);

/// A part of a file; see the module's essay.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Bytes of the file that were pushed for it.
    pub read: u64,
    /// The number of the line that it begins with, and from which all its positions count: 1 at the beginning of a file, or of a part of it.
    pub first_line: u64,
    /// Where the first line begins that is in none of the batches so far.
    pub next_line: Position,
    /// Whether it is the last one of its file.
    pub is_last: bool,
    /// Bytes by the kind of line they are in, as far as their lines are complete.
    pub accounts: Accounts,
    /// The diagnostics, with the first locations of each kind.
    pub diagnostics: BTreeMap<DiagnosticKind, Occurrences>,
    /// What the parser reported, in order.
    pub steps: Vec<Step>,
    /// The distinct strings.
    pub strings: Words,
    /// The bytes of the distinct texts: `data`, then `context`.
    pub texts: Words,
    /// What else is known about each of these texts.
    #[serde(with = "flat")]
    pub text_rows: Vec<TextRow>,
    /// What rows have in common.
    #[serde(with = "flat")]
    pub fragments: Vec<Fragment>,
    /// The entries.
    #[serde(with = "flat")]
    pub entries: Vec<EntryRow>,
    /// For each row of a table, and each entry that has cells: how many numbers follow, and for each cell its string, or for
    /// several empty ones their number with [`Batch::EMPTY_CELLS`]. There are none of the empty ones at the end.
    #[serde(with = "flat")]
    pub cells: Vec<u32>,
}

impl Batch {
    /// Set with a number of empty cells in [`Batch::cells`].
    pub const EMPTY_CELLS: u32 = 1 << 31;

    /// A text and its class; an empty piece of information if there is none at that index.
    #[inline]
    pub fn text(&self, word: Word) -> (TextClass, Text<'_>) {
        let Some(row) = self.text_rows.get(word.0 as usize) else {
            return (TextClass::Information, Text { event: Event::Information, data: b"", context: b"" });
        };
        let (data, context) = self.texts.get(word).split_at_checked(row.data_length as usize).unwrap_or_default();
        (row.class, Text { event: row.event, data, context })
    }

    /// The event of a text; information if there is none at that index.
    #[inline]
    pub fn event(&self, word: Word) -> Event {
        self.text_rows.get(word.0 as usize).map_or(Event::Information, |row| row.event)
    }

    /// A text, its class, and its hash.
    #[inline]
    pub(crate) fn hashed_text(&self, word: Word) -> HashedText<'_> {
        let (class, text) = self.text(word);
        (class, text, self.texts.hash(word))
    }
}

/// Something that the parser reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// The rows that follow are of this log.
    Recognised {
        /// Its type.
        log_type: LogType,
        /// Its `#Log-type`; empty without one.
        name: Word,
        /// How it was recognised.
        evidence: Evidence,
    },
    /// The rows that follow are from the log at this path.
    LogPath {
        /// Its folder.
        folder: Word,
        /// Its name.
        name: Word,
    },
    /// Whether the times of the rows that follow are those of the server's own clock, of an unknown zone.
    LocalTimes(bool),
    /// The cells of the rows that follow are in these columns.
    Columns {
        /// The type of the log.
        log_type: LogType,
        /// Its `#Log-type`; empty without one.
        name: Word,
        /// The names of the columns.
        columns: Vec<Word>,
    },
    /// So many entries follow.
    Entries {
        /// Their number.
        count: u32,
        /// Whether each has cells beside it.
        have_cells: bool,
    },
    /// The entry before is in a last line without a line end.
    OpenEnd,
    /// So many rows of a table follow.
    TableRows {
        /// Their number.
        count: u32,
    },
}

/// What is known about a text besides its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// Bytes of `data`.
    pub data_length: u32,
    /// Its class.
    pub class: TextClass,
    /// Its event.
    pub event: Event,
}

/// What the id of a fragment is; see [`crate::entry::SessionKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// The id of the session.
    Id,
    /// The name of a client.
    Client,
    /// Nothing; the connection was opened by the server.
    Outbound,
    /// The name of a user.
    User,
}

impl KeyKind {
    /// All of them.
    const ALL: [KeyKind; 4] = [KeyKind::Id, KeyKind::Client, KeyKind::Outbound, KeyKind::User];
}

/// What consecutive rows of a session have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// The log type of its entries.
    pub log_type: LogType,
    /// What `id` is.
    pub kind: KeyKind,
    /// What names the session.
    pub id: Word,
    /// Connector-id and endpoints. Of records that are grouped by their id, those of the first.
    pub labels: Labels<Word>,
}

/// An entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its time stamp.
    pub time: Timestamp,
    /// The sequence-number.
    pub sequence: Option<u32>,
    /// Index of its fragment.
    pub fragment: u32,
    /// Index of its text.
    pub text: Word,
}

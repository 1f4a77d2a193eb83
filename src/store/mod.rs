//! Everything that has been read, as columns and interned strings.
//!
//! `data` and `context` repeat enormously, and the other fields belong to the session. So an entry is a few integers,
//! and every string is stored once ([`texts`], [`strings`]). Columns grow in blocks ([`blocks`]): doubling a single
//! vector would hold almost half of the input's size in memory at the wrong moment. The upper halves of numbers that are mostly small,
//! or near to each other, take memory only where they differ from their neighbours' ([`uniform`]).
//!
//! No row is ever moved. A session knows its last entry, and every entry the one before it in its session. A
//! permutation of all entries would serve as well, but would have to be rebuilt whenever sessions are shown while files
//! are still being read; links are corrected only for the few sessions whose rows came out of order (`session::order`).
//!
//! What a byte of logs costs, in bytes, measured natively with generated logs: 200 MB of SMTP logs (1.2 million entries of
//! 165 bytes, 57,000 sessions), and 100 MB of every format (569,000 entries, 43,000 sessions):
//!
//! | | each | SMTP | all formats |
//! | --- | --- | --- | --- |
//! | distinct texts: their bytes | 1 | 0.157 | 0.145 |
//! | their starts, rows and slots (9 a bucket, up to 7 of 8 in use) | 4 + 8 + 9 | 0.048 | 0.050 |
//! | entries: session 4, time 4, number 2, text 4, link 2 | 16 | 0.097 | 0.091 |
//! | sessions, of which facts are 112, and their slots | 208 + 9 | 0.062 | 0.094 |
//! | strings: bytes, starts and slots | 1 + 4 + 9 | 0.007 | 0.178 |
//! | together | | 0.371 | 0.558 |
//!
//! Lines that are not entries are not kept: a diagnostic has their number, and the positions and beginnings of the
//! first few. A file of garbage would otherwise cost as much memory as a log.

pub mod arena;
pub mod blocks;
mod by_word;
pub mod certificates;
pub mod classes;
pub mod deferral;
pub mod diagnostics;
pub mod entries;
pub mod facts;
pub mod files;
pub mod index;
pub mod memo;
pub mod noise;
pub mod origins;
pub mod outcome;
pub mod packed;
mod recent;
pub mod session_id;
pub mod session_rows;
pub mod sessions;
pub mod strings;
pub mod tables;
pub mod text_sessions;
pub mod texts;
mod uncommon;
mod uniform;
pub mod value;
mod words;

pub use arena::{Arena, StringBlock};
pub use by_word::ByWord;
pub use certificates::{CertificateState, CertificateStates};
pub use classes::Classes;
pub use deferral::{Deferral, Deferrals};
pub use diagnostics::Diagnostics;
pub use entries::Entries;
pub use facts::{AuthResult, Facts, Logon, RecordFacts};
pub use files::{File, Files};
pub use index::{EntryIndex, FileIndex, SessionIndex, StringIndex, TextIndex};
pub use memo::Memo;
pub use noise::Noise;
pub use origins::{FileOrigin, Origin, Origins};
pub use outcome::Outcome;
pub use recent::Recent;
pub use session_id::SessionId;
pub use session_rows::{SessionRow, SessionRows};
pub use sessions::{Session, Sessions};
pub use strings::Strings;
pub use tables::Tables;
pub use text_sessions::SessionsOfTexts;
pub use texts::Texts;
pub use uncommon::Uncommon;
pub use value::{ColumnType, Value};
pub use words::Word;

use crate::bytes::HashKey;
use alloc::vec::Vec;

/// Entries and sessions, and the strings and texts they refer to.
#[cfg_attr(test, derive(Default))]
#[derive(Debug)]
pub struct Store {
    /// Connectors, endpoints, names.
    pub strings: Strings,
    /// Event, data and context of entries.
    pub texts: Texts,
    /// The entries.
    pub entries: Entries,
    /// The sessions.
    pub sessions: Sessions,
    /// The rows of long sessions, as far as they were asked for.
    pub session_rows: SessionRows,
    /// The origins of the files.
    pub origins: Origins,
}

impl Store {
    /// Nothing, hashed under a key.
    pub(crate) fn new(key: &HashKey) -> Store {
        Store {
            strings: Strings::new(key.clone()),
            texts: Texts::default(),
            entries: Entries::default(),
            sessions: Sessions::new(key.clone()),
            session_rows: SessionRows::default(),
            origins: Origins::default(),
        }
    }

    /// Replaces `into` with the entries of a session in the order of their links.
    pub fn entries_of(&self, index: SessionIndex, into: &mut Vec<EntryIndex>) {
        into.clear();
        let session = self.sessions.get(index);
        into.extend(self.entries.chain(session.last).take(session.entry_count as usize));
        into.reverse();
    }

    /// All rows of a session as they were read: puts back its duplicates, for each of which `see` is called.
    pub fn put_back_duplicates(&mut self, index: SessionIndex, mut see: impl FnMut(EntryIndex)) -> Vec<EntryIndex> {
        let mut rows = Vec::new();
        self.entries_of(index, &mut rows);
        let session = self.sessions.get_mut(index);
        session.entry_count += core::mem::take(&mut session.duplicates);
        let mut duplicate = core::mem::replace(&mut session.last_duplicate, EntryIndex::NONE);
        while duplicate != EntryIndex::NONE {
            see(duplicate);
            self.entries.put_into(duplicate, index);
            rows.push(duplicate);
            duplicate = self.entries.previous(duplicate);
        }
        rows.sort();
        rows
    }

    /// Takes duplicates out of a session. They stay linked to it, but belong to no session.
    pub fn take_duplicates(&mut self, index: SessionIndex, duplicates: &[EntryIndex]) {
        let mut previous = EntryIndex::NONE;
        for &duplicate in duplicates {
            self.entries.put_into(duplicate, SessionIndex::NONE);
            self.entries.relink(duplicate, previous);
            previous = duplicate;
        }
        let session = self.sessions.get_mut(index);
        (session.last_duplicate, session.duplicates) = (previous, duplicates.len() as u32);
    }
}

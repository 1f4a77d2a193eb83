//! The sessions: one row each, found by log type and session-id.

use super::blocks::Blocks;
use super::facts::Facts;
use super::index::{EntryIndex, FileIndex, SessionIndex, StringIndex};
use super::origins::Origin;
use super::session_id::SessionId;
use super::strings::Slot;
use crate::bytes::{HashKey, HashMap};
use crate::entry::{Labels, LogType};
use crate::time::Timestamp;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::ops::Range;
use hashbrown::HashTable;

/// The table of flags, one row each: constant, key, bit, words in exports and queries, documentation.
macro_rules! session_flags {
    ($($flag:ident, $key:literal, $bit:literal, $words:literal, $doc:literal;)*) => {
        /// Peculiarities of a session, as bits.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Flags(pub u16);

        impl Flags {
            $(#[doc = $doc] pub const $flag: Flags = Flags($bit);)*

            /// The flags that are set, in words.
            pub fn words(self) -> impl Iterator<Item = &'static str> {
                let all = [$((Flags::$flag, $words),)*];
                all.into_iter().filter(move |(flag, _)| self.has(*flag)).map(|(_, words)| words)
            }

            /// All flags: the key that crosses to the page, the flag, and what it means.
            #[cfg(test)]
            pub(crate) const ALL: &[(&str, Flags, &str)] = &[$(($key, Flags::$flag, $doc),)*];
        }
    };
}

session_flags! {
    NO_BEGIN, "noBegin", 1, "incomplete beginning", "No `+`: it began before these logs, or the row is lost.";
    NO_END, "noEnd", 2, "incomplete end", "No `-`: it ended after these logs, or the row is lost.";
    HOLES, "holes", 4, "holes (rows missing)", "Sequence-numbers are missing within it.";
    REORDERED, "reordered", 8, "out of order", "Its rows were not in the order of their sequence-numbers.";
    DUPLICATES, "duplicates", 16, "duplicates dropped", "Rows that were there twice were dropped.";
    REUSED_ID, "reusedId", 32, "session-id used before", "The session-id was used before by another session of the same origin.";
    STRADDLES, "straddles", 64, "several files", "Its rows come from more than one file.";
    INFERRED, "inferred", 128, "inferred session", "Its entries name no session; it was inferred from address, name and time.";
    LOCAL_TIMES, "localTimes", 256, "local time of the server", "Its times are those of the server's own clock, and the log does not name their zone.";
    CUT_OFF, "cutOff", 512, "cut off in a message", "The connection ended while a message was on its way.";
}

impl Flags {
    /// Whether a flag is set.
    pub fn has(self, flag: Flags) -> bool {
        self.0 & flag.0 != 0
    }

    /// Sets or clears a flag.
    pub fn set(&mut self, flag: Flags, on: bool) {
        self.0 = if on { self.0 | flag.0 } else { self.0 & !flag.0 };
    }
}

/// One session.
#[derive(Clone, Debug)]
pub struct Session {
    /// The session-id.
    pub id: SessionId,
    /// The type of its log.
    pub log_type: LogType,
    /// The server that wrote it, if the connector-id names it; otherwise empty.
    pub server: StringIndex,
    /// The folder of its first file.
    pub folder: StringIndex,
    /// The server and the web site of its requests, as far as the folders of its files reveal them.
    pub site: Origin,
    /// Connector-id and endpoints: the first ones that were not empty, or those of the `+`.
    pub labels: Labels<StringIndex>,
    /// Its last entry, from which the others are linked ([`super::Entries::previous`]).
    pub last: EntryIndex,
    /// Number of its entries.
    pub entry_count: u32,
    /// The last of its duplicates, from which the others are linked; they are no entries.
    pub last_duplicate: EntryIndex,
    /// Number of its duplicates.
    pub duplicates: u32,
    /// The earliest and the latest time in it.
    pub start: Timestamp,
    /// See `start`.
    pub end: Timestamp,
    /// The sequence-number of the entry that was read last.
    pub last_sequence: u32,
    /// The file of the entry that was read last.
    pub file: FileIndex,
    /// The session before this one with the same log type and session-id, of whatever origin.
    pub namesake: SessionIndex,
    /// Whether there is one after it.
    pub has_later_namesake: bool,
    /// Its peculiarities.
    pub flags: Flags,
    /// Its first row has been read: sequence-number 0, in logs without numbers `+`.
    pub begun: bool,
    /// A `-` has been read.
    pub ended: bool,
    /// Entries came out of order: it is put in order whenever it is published.
    pub unordered: bool,
    /// Entries have been added since the facts were computed.
    pub stale: bool,
    /// What is known about it.
    pub facts: Facts,
}

/// All sessions.
#[cfg_attr(test, derive(Default))]
#[derive(Debug)]
pub struct Sessions {
    key: HashKey,
    rows: Blocks<Session>,
    by_id: HashTable<Slot>,
    /// Entries whose connector-id or endpoints differ from their session's.
    other_labels: HashMap<EntryIndex, Labels<StringIndex>>,
    /// Sessions that had other labels before: those of their entries before each change, in order.
    earlier_labels: BTreeMap<SessionIndex, Vec<(EntryIndex, Labels<StringIndex>)>>,
}

impl Sessions {
    /// No sessions.
    pub(crate) fn new(key: HashKey) -> Sessions {
        let other_labels = HashMap::with_hasher(key.clone());
        Sessions {
            key,
            rows: Blocks::default(),
            by_id: HashTable::new(),
            other_labels,
            earlier_labels: BTreeMap::new(),
        }
    }

    /// The session that had this id last, whatever its origin.
    #[inline]
    pub fn latest(&self, log_type: LogType, id: &SessionId) -> Option<SessionIndex> {
        let hash = id.hash(&self.key);
        let same = |slot: &Slot| {
            let session = &self.rows[slot.index as usize];
            session.id == *id && session.log_type == log_type
        };
        self.by_id.find(Slot::spread(hash), same).map(|slot| SessionIndex(slot.index))
    }

    /// Adds a session, which becomes the latest of its id.
    pub fn push(&mut self, session: Session) -> SessionIndex {
        let index = self.rows.len() as u32;
        let hash = session.id.hash(&self.key);
        let (id, log_type) = (session.id, session.log_type);
        self.rows.push(session);
        let rows = &self.rows;
        let same = |slot: &Slot| {
            let other = &rows[slot.index as usize];
            other.id == id && other.log_type == log_type
        };
        match self.by_id.find_mut(Slot::spread(hash), same) {
            Some(slot) => {
                let before = core::mem::replace(&mut slot.index, index);
                self.rows[before as usize].has_later_namesake = true;
            }
            None => {
                self.by_id.insert_unique(Slot::spread(hash), Slot { hash, index }, Slot::rehash);
            }
        }
        SessionIndex(index)
    }

    /// A session.
    #[inline]
    pub fn get(&self, index: SessionIndex) -> &Session {
        &self.rows[index.0 as usize]
    }

    /// A session, to change it.
    #[inline]
    pub fn get_mut(&mut self, index: SessionIndex) -> &mut Session {
        &mut self.rows[index.0 as usize]
    }

    /// Number of sessions.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// All sessions, in the order of their first entries.
    pub fn iter(&self) -> impl Iterator<Item = (SessionIndex, &Session)> {
        self.rows.iter().enumerate().map(|(index, session)| (SessionIndex(index as u32), session))
    }

    /// Those in a range.
    pub fn of(&self, range: Range<usize>) -> impl Iterator<Item = (SessionIndex, &Session)> {
        let index = move |place| SessionIndex((range.start + place) as u32);
        self.rows.slices_of(range.clone()).flatten().enumerate().map(move |(place, session)| (index(place), session))
    }

    /// The labels of an entry: its own, or those that its session had when it was read.
    pub fn labels_of(&self, index: SessionIndex, entry: EntryIndex) -> Labels<StringIndex> {
        self.own_labels(index, entry).unwrap_or(self.get(index).labels)
    }

    /// The labels of an entry, if they are not those of its session.
    pub fn own_labels(&self, index: SessionIndex, entry: EntryIndex) -> Option<Labels<StringIndex>> {
        let earlier = || {
            let changes = self.earlier_labels.get(&index)?;
            changes.get(changes.partition_point(|(change, _)| *change <= entry)).map(|(_, labels)| *labels)
        };
        self.other_labels.get(&entry).copied().or_else(earlier)
    }

    /// Gives an entry labels of its own.
    pub fn set_own_labels(&mut self, entry: EntryIndex, labels: Labels<StringIndex>) {
        self.other_labels.entry(entry).or_insert(labels);
    }

    /// Gives a session other labels from the entry `from` on.
    pub fn change_labels(&mut self, index: SessionIndex, from: EntryIndex, labels: Labels<StringIndex>) {
        let before = core::mem::replace(&mut self.get_mut(index).labels, labels);
        self.earlier_labels.entry(index).or_default().push((from, before));
    }
}

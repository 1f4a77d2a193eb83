//! A session opened for reading: its entries in order, with their texts.

use super::masking::Mask;
use crate::archive::Archive;
use crate::content::{Text, TextKind};
use crate::entry::Event;
use crate::store::{EntryIndex, Session, SessionIndex, TextIndex};
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::ops::Range;

/// A session with its entries in order.
pub struct Opened<'a> {
    /// The archive that contains it.
    pub archive: &'a Archive,
    /// Its index.
    pub index: SessionIndex,
    /// The session.
    pub session: &'a Session,
    /// Its entries in order. The place of an entry is its position here, from 0.
    pub order: Vec<EntryIndex>,
    /// The places and bytes of the credentials in its entries, once they are needed ([`super::repetition`]).
    pub credentials: OnceCell<Vec<(u32, Range<usize>)>>,
}

impl<'a> Opened<'a> {
    /// Opens a session.
    pub fn new(archive: &'a Archive, index: SessionIndex) -> Self {
        let mut order = Vec::new();
        archive.store.entries_of(index, &mut order);
        Opened { archive, index, session: archive.store.sessions.get(index), order, credentials: OnceCell::new() }
    }

    /// The mask for its texts.
    pub fn mask(&self) -> Mask<'a> {
        Mask::of(self.archive)
    }

    /// The text of the entry at `place`, and its kind.
    pub fn text(&self, place: u32) -> (Text<'a>, TextKind) {
        let Some(&entry) = self.order.get(place as usize) else {
            return (Text { event: Event::Information, data: b"", context: b"" }, TextKind::Disconnect);
        };
        let text = self.archive.store.entries.get(entry).text;
        (self.archive.store.texts.get(text), self.archive.store.texts.kind(text))
    }

    /// Places, texts and their kinds, in order.
    pub fn texts(&self) -> impl Iterator<Item = (u32, Text<'a>, TextKind)> + '_ {
        (0..self.order.len() as u32).map(|place| {
            let (text, kind) = self.text(place);
            (place, text, kind)
        })
    }

    /// Sequence-number of the entry at `place`; in logs without one its position.
    pub fn sequence(&self, place: u32) -> Option<u32> {
        let entry = *self.order.get(place as usize)?;
        Some(self.archive.store.entries.get(entry).sequence)
    }

    /// Time of the entry at `place`, in milliseconds since 1970.
    pub fn time(&self, place: usize) -> i64 {
        self.order.get(place).map_or(0, |&entry| self.archive.store.entries.time(entry).0)
    }

    /// The place of the last entry with that text.
    pub fn place_of(&self, wanted: TextIndex) -> u32 {
        let entries = &self.archive.store.entries;
        let last = self.order.iter().rposition(|&entry| entries.get(entry).text == wanted);
        last.map_or(0, |place| place as u32)
    }
}

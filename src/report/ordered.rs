//! The entries of a session in order, with their texts.

use crate::archive::Archive;
use crate::bytes::steps::step;
use crate::content::{Text, TextKind};
use crate::entry::{Event, LogType};
use crate::store::{EntryIndex, SessionIndex, TextIndex};
use alloc::vec::Vec;
use core::ops::Range;

/// The entries of a session in order.
pub struct Ordered<'a> {
    /// The archive that contains it.
    pub archive: &'a Archive,
    /// The type of its log.
    pub log_type: LogType,
    /// Its entries in order. The place of an entry is its position here, from 0.
    pub order: Vec<EntryIndex>,
}

/// The places from `next` on for which there is room, which they take.
pub fn take_room(next: usize, count: usize, room: &mut usize) -> Range<usize> {
    let end = count.min(next.saturating_add(*room));
    *room -= end - next;
    next..end
}

impl<'a> Ordered<'a> {
    /// The entries of a session.
    pub fn new(archive: &'a Archive, index: SessionIndex) -> Self {
        let mut order = Vec::new();
        archive.store.entries_of(index, &mut order);
        Ordered { archive, log_type: archive.store.sessions.get(index).log_type, order }
    }

    /// The index of the text of the entry at `place`.
    pub fn text_index(&self, place: u32) -> Option<TextIndex> {
        self.order.get(place as usize).map(|&entry| self.archive.store.entries.text(entry))
    }

    /// What the text of the entry at `place` is: much cheaper than the text.
    pub fn kind(&self, place: u32) -> TextKind {
        step();
        self.text_index(place).map_or(TextKind::Disconnect, |text| self.archive.store.texts.kind(text))
    }

    /// The text of the entry at `place`, and its kind.
    pub fn text(&self, place: u32) -> (Text<'a>, TextKind) {
        step();
        let Some(text) = self.text_index(place) else {
            return (Text { event: Event::Information, data: b"", context: b"" }, TextKind::Disconnect);
        };
        (self.archive.store.texts.get(text), self.archive.store.texts.kind(text))
    }

    /// Places, texts and their kinds, in order.
    pub fn texts(&self) -> impl Iterator<Item = (u32, Text<'a>, TextKind)> + '_ {
        (0..self.order.len() as u32).map(|place| {
            let (text, kind) = self.text(place);
            (place, text, kind)
        })
    }

    /// Places and kinds of their texts, in order: much cheaper than the texts.
    pub fn kinds(&self) -> impl Iterator<Item = (u32, TextKind)> + '_ {
        (0..self.order.len() as u32).map(|place| (place, self.kind(place)))
    }

    /// Like [`Ordered::texts`], for some kinds only.
    pub fn texts_of(&self, is_one: impl Fn(TextKind) -> bool) -> impl Iterator<Item = (u32, Text<'a>, TextKind)> {
        let places = self.kinds().filter(move |&(_, kind)| is_one(kind));
        places.map(|(place, kind)| (place, self.text(place).0, kind))
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

    /// The place of the first entry with that text.
    pub fn first_place_of(&self, wanted: TextIndex) -> u32 {
        let entries = &self.archive.store.entries;
        let first = self.order.iter().position(|&entry| entries.text(entry) == wanted);
        first.map_or(0, |place| place as u32)
    }

    /// The place of the last entry with that text.
    pub fn place_of(&self, wanted: TextIndex) -> u32 {
        let entries = &self.archive.store.entries;
        let last = self.order.iter().rposition(|&entry| entries.text(entry) == wanted);
        last.map_or(0, |place| place as u32)
    }
}

//! The distinct texts of entries: event, `data` and `context` together, each stored and parsed once.
//!
//! A text is the unit of search and of parsing. Its bytes are in an [`Arena`]: `data` and `context`, with a separator
//! in between if neither is empty, so that no match extends from one into the other.

use super::arena::Arena;
use super::blocks::Blocks;
use super::index::TextIndex;
use super::strings::Slot;
use crate::bytes::{HashKey, same};
use crate::content::{Text, TextClass, TextKind};
use crate::entry::Event;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::ops::Range;
use hashbrown::HashTable;

const SEPARATOR: &[u8] = b"\x1F";

/// Texts that are looked for together.
const TOGETHER: usize = 32;

/// A text of a class, with its [hash](text_hash).
pub(crate) type HashedText<'t> = (TextClass, Text<'t>, u32);

fn separator(text: Text<'_>) -> &'static [u8] {
    if text.data.is_empty() || text.context.is_empty() { b"" } else { SEPARATOR }
}

/// The hash of a text of that class.
#[inline]
pub(crate) fn text_hash(key: &HashKey, class: TextClass, text: Text<'_>) -> u32 {
    key.hash([&[class as u8, text.event as u8], text.data, text.context])
}

/// All distinct texts.
#[derive(Debug, Default)]
pub struct Texts {
    arena: Arena,
    slots: HashTable<Slot>,
    rows: Blocks<TextRow>,
    /// Bytes of `data` where they are more than a row says.
    long: BTreeMap<u32, u32>,
}

/// Of a text whose `data` has as many bytes, or more, their number is elsewhere.
const LONG: u16 = u16::MAX;

/// What is known about a text besides its bytes; together, since it is used together.
#[derive(Clone, Copy, Debug)]
struct TextRow {
    /// Bytes of `data`, or [`LONG`]; the rest of the text is `context`.
    data_length: u16,
    kind: TextKind,
    class: TextClass,
    event: Event,
}

impl Texts {
    /// The index of a text of that class, which is parsed and stored if it is new.
    #[cfg(test)]
    pub fn intern(&mut self, class: TextClass, text: Text<'_>) -> TextIndex {
        let hash = text_hash(&HashKey::default(), class, text);
        self.intern_hashed(class, text, hash)
    }

    /// The index of a text of that class and [hash](text_hash), which is parsed and stored if it is new. A function of its own, as it is
    /// asked for in two places.
    #[inline(never)]
    pub fn intern_hashed(&mut self, class: TextClass, text: Text<'_>, hash: u32) -> TextIndex {
        let same = |slot: &Slot| slot.hash == hash && self.is(slot.index, class, text);
        match self.slots.find(Slot::spread(hash), same) {
            Some(slot) => TextIndex(slot.index),
            None => self.add(class, text, hash),
        }
    }

    /// Adds the index of each of these texts, as [`Texts::intern_hashed`] gives it one after the other. What is looked up for one text is
    /// nowhere near that of another, and waiting for memory takes most of the time, so of some texts at once first all slots are looked
    /// up, then all lengths, then all bytes.
    pub fn intern_all<'t>(&mut self, mut texts: impl Iterator<Item = HashedText<'t>>, into: &mut Vec<TextIndex>) {
        let mut some: Vec<HashedText<'t>> = Vec::with_capacity(TOGETHER);
        loop {
            some.clear();
            some.extend(texts.by_ref().take(TOGETHER));
            if some.is_empty() {
                return;
            }
            let likely = self.likely(&some);
            for (&(class, text, hash), likely) in some.iter().zip(likely) {
                into.push(match likely {
                    Some(index) if self.is(index, class, text) => TextIndex(index),
                    _ => self.intern_hashed(class, text, hash),
                });
            }
        }
    }

    /// For each of at most [`TOGETHER`] texts the one that it likely is: of the same hash, length, and first byte.
    fn likely(&self, texts: &[HashedText<'_>]) -> [Option<u32>; TOGETHER] {
        let mut likely = [None; TOGETHER];
        for (likely, (.., hash)) in likely.iter_mut().zip(texts) {
            *likely = self.slots.find(Slot::spread(*hash), |slot| slot.hash == *hash).map(|slot| slot.index);
        }
        let mut stored: [&[u8]; TOGETHER] = [b""; TOGETHER];
        for (stored, index) in stored.iter_mut().zip(likely) {
            *stored = index.map_or(&b""[..], |index| self.arena.get(index));
        }
        for ((likely, stored), (_, text, _)) in likely.iter_mut().zip(stored).zip(texts) {
            let first = text.data.first().or(text.context.first());
            let length = text.data.len() + separator(*text).len() + text.context.len();
            *likely = likely.filter(|_| stored.len() == length && stored.first() == first);
        }
        likely
    }

    /// Whether a text is that of an index. A function of its own, as above.
    #[inline(never)]
    fn is(&self, index: u32, class: TextClass, text: Text<'_>) -> bool {
        let row = &self.rows[index as usize];
        if self.data_length(index, row) != text.data.len() || row.event != text.event || row.class != class {
            return false;
        }
        let bytes = self.arena.get(index);
        let context = text.data.len() + separator(text).len();
        bytes.len() == context + text.context.len()
            && same(&bytes[..text.data.len()], text.data)
            && same(&bytes[context..], text.context)
    }

    fn add(&mut self, class: TextClass, text: Text<'_>, hash: u32) -> TextIndex {
        let index = self.arena.push([text.data, separator(text), text.context]);
        let data_length = u16::try_from(text.data.len()).unwrap_or(LONG);
        if data_length == LONG {
            self.long.insert(index, text.data.len() as u32);
        }
        let kind = TextKind::of(class, text);
        self.rows.push(TextRow { data_length, kind, class, event: text.event });
        self.slots.insert_unique(Slot::spread(hash), Slot { hash, index }, Slot::rehash);
        TextIndex(index)
    }

    /// The text at `index`; an empty information text for [`TextIndex::NONE`].
    pub fn get(&self, index: TextIndex) -> Text<'_> {
        let bytes = self.arena.get(index.0);
        let Some(row) = self.rows.get(index.0 as usize) else {
            return Text { event: Event::Information, data: b"", context: b"" };
        };
        let (data, context) = bytes.split_at(self.data_length(index.0, row));
        // Data alone, context alone, or both with the separator between.
        let context = if data.is_empty() { context } else { context.get(SEPARATOR.len()..).unwrap_or_default() };
        Text { event: row.event, data, context }
    }

    /// Bytes of `data` of the text at `index`.
    #[inline]
    fn data_length(&self, index: u32, row: &TextRow) -> usize {
        match row.data_length {
            LONG => self.long.get(&index).copied().unwrap_or_default() as usize,
            length => length.into(),
        }
    }

    /// What the text at `index` is.
    #[inline]
    pub fn kind(&self, index: TextIndex) -> TextKind {
        self.rows[index.0 as usize].kind
    }

    /// The texts of a range and what they are, in order.
    pub fn kinds_of(&self, range: Range<usize>) -> impl Iterator<Item = (TextIndex, TextKind)> {
        let begin = range.start;
        let rows = self.rows.slices_of(range).flatten().enumerate();
        rows.map(move |(place, row)| (TextIndex((begin + place) as u32), row.kind))
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.arena.len()
    }

    /// The texts, to search them.
    pub fn arena(&self) -> &Arena {
        &self.arena
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::Verb;
    use alloc::format;
    use alloc::string::String;
    use core::mem::size_of;

    fn text<'a>(event: Event, data: &'a str, context: &'a str) -> Text<'a> {
        Text { event, data: data.as_bytes(), context: context.as_bytes() }
    }

    #[test]
    fn texts_that_are_looked_for_together_are_what_they_are_one_by_one() {
        let words: Vec<String> =
            (0..3 * TOGETHER).map(|number| format!("RCPT TO:<{}@contoso.com>", number % 50)).collect();
        // Of some the data, of some the context, of some both: with repetitions, near and far, and with one hash for many.
        let all = words.iter().enumerate().map(|(number, word)| match number % 3 {
            0 => (TextClass::Command, text(Event::Receive, word, ""), 7),
            1 => (TextClass::Information, text(Event::Information, "", word), 7),
            _ => (TextClass::Command, text(Event::Receive, "QUIT", word), number as u32 % 5),
        });
        for known in [0, 1, TOGETHER, 3 * TOGETHER] {
            let (mut one_by_one, mut together) = (Texts::default(), Texts::default());
            for (class, text, hash) in all.clone().take(known) {
                assert_eq!(one_by_one.intern_hashed(class, text, hash), together.intern_hashed(class, text, hash));
            }
            let expected: Vec<TextIndex> =
                all.clone().map(|(class, text, hash)| one_by_one.intern_hashed(class, text, hash)).collect();
            let mut found = Vec::new();
            together.intern_all(all.clone(), &mut found);
            assert_eq!(found, expected, "{known} known before");
            assert_eq!(together.len(), one_by_one.len());
        }
    }

    #[test]
    fn texts_are_read_back_whatever_their_length() {
        let mut texts = Texts::default();
        let longest = "x".repeat(usize::from(LONG) + 1);
        for (data, context) in [(0, 3), (7, 0), (1, 1), (-1, 2), (-2, 0), (-2, 5), (-3, 2)] {
            let length = if data < 0 { longest.len() + 1 - (-data as usize) } else { data as usize };
            let long = text(Event::Send, &longest[..length], &longest[..context]);
            let index = texts.intern(TextClass::Information, long);
            assert_eq!(texts.intern(TextClass::Information, long), index, "{length}");
            assert_eq!(texts.get(index), long, "{length}");
        }
        assert_eq!(size_of::<TextRow>(), 8);
    }

    #[test]
    fn a_text_is_its_class_its_event_and_both_fields() {
        let mut texts = Texts::default();
        let quit = text(Event::Receive, "QUIT", "");
        let index = texts.intern(TextClass::Command, quit);
        assert_eq!((texts.get(index), texts.kind(index)), (quit, TextKind::Command(Verb::Quit)));
        assert_eq!((texts.intern(TextClass::Command, quit), texts.len()), (index, 1));
        let others = [
            (TextClass::Reply, quit),
            (TextClass::Credential, quit),
            (TextClass::AccessCommand, quit),
            (TextClass::AnsweredCommand, quit),
            (TextClass::Command, text(Event::Send, "QUIT", "")),
            (TextClass::Command, text(Event::Receive, "QUI", "T")),
            (TextClass::Command, text(Event::Receive, "", "QUIT")),
        ];
        for (number, (class, other)) in others.into_iter().enumerate() {
            let index = texts.intern(class, other);
            assert_eq!(texts.len(), number + 2, "{class:?} {other:?}");
            assert_eq!((texts.get(index), texts.kind(index)), (other, TextKind::of(class, other)));
        }
        assert_eq!(texts.get(TextIndex::NONE).data, b"");
    }
}

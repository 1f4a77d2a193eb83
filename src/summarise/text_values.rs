//! The values of texts, and how sessions get them: by their entries.

use super::names::ValueIndex;
use super::values_of::{ValuesOf, pair, values_from};
use crate::store::{SessionIndex, TextIndex};
use alloc::vec;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// The values that texts have: of one text after the other.
#[derive(Default)]
pub struct TextValues {
    /// By text; empty if no text has a value.
    first: Vec<ValueIndex>,
    /// The others, in order once they are complete: the text in the high half, the value in the low one.
    more: Vec<u64>,
    /// The texts that have a value: in less memory, as it is asked for every entry.
    known: FixedBitSet,
    /// Those that have several.
    several: FixedBitSet,
}

impl TextValues {
    /// Makes room for so many texts, unless it has been made.
    pub fn make_room(&mut self, texts: usize) {
        if self.first.is_empty() {
            self.first = vec![ValueIndex::NONE; texts];
            self.known.grow(texts);
            self.several.grow(texts);
        }
    }

    /// Whether no text can have a value, as no room has been made.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Adds a value of a text, for which room has been made.
    pub fn add(&mut self, text: TextIndex, value: ValueIndex) {
        match self.first.get_mut(text.0 as usize) {
            Some(first) if !first.is_some() => {
                *first = value;
                self.known.insert(text.0 as usize);
            }
            Some(_) => {
                self.more.push(pair(text.0, value));
                self.several.insert(text.0 as usize);
            }
            None => {}
        }
    }

    /// All values have been added.
    pub fn complete(&mut self) {
        self.more.sort();
    }

    /// The values of a text, one after the other.
    #[inline]
    pub fn each(&self, text: TextIndex, mut see: impl FnMut(ValueIndex)) {
        if !self.known.contains(text.0 as usize) {
            return;
        }
        self.first.get(text.0 as usize).into_iter().for_each(|value| see(*value));
        if self.several.contains(text.0 as usize) {
            let begin = self.more.partition_point(|more| *more < u64::from(text.0) << 32);
            values_from(&self.more, begin, text.0).for_each(see);
        }
    }

    /// Gives the values of texts to the sessions of their entries, except to groups of records. A function of its own, as what has to
    /// be kept over a rest is not kept in registers.
    #[inline(never)]
    pub fn give_to(&self, values: &mut ValuesOf, groups: &FixedBitSet, sessions: &[SessionIndex], texts: &[TextIndex]) {
        for (session, text) in sessions.iter().zip(texts) {
            self.each(*text, |value| {
                if !groups.contains(session.0 as usize) {
                    values.add(session.0, value);
                }
            });
        }
    }
}

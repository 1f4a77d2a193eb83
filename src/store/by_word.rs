//! Sessions by the words of a closed choice, of which one session may have several.

use super::words::Word;
use alloc::vec;
use alloc::vec::Vec;
use core::marker::PhantomData;
use fixedbitset::FixedBitSet;

/// The sessions of each word.
#[derive(Debug)]
pub struct ByWord<W> {
    sessions: Vec<FixedBitSet>,
    words: PhantomData<W>,
}

impl<W: Word> ByWord<W> {
    /// Room for so many sessions.
    pub fn new(sessions: usize) -> ByWord<W> {
        ByWord { sessions: vec![FixedBitSet::with_capacity(sessions); W::COUNT], words: PhantomData }
    }

    /// The sessions of a word.
    pub fn of(&self, word: W) -> &FixedBitSet {
        &self.sessions[word.number()]
    }

    /// Adds a session.
    pub fn add(&mut self, word: W, session: usize) {
        self.sessions[word.number()].insert(session);
    }

    /// Whether a session has any word.
    pub fn has(&self, session: usize) -> bool {
        self.sessions.iter().any(|sessions| sessions.contains(session))
    }
}

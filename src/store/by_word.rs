//! Sessions by the words of a closed choice, of which one session may have several.

use super::words::Word;
use alloc::vec;
use alloc::vec::Vec;
use core::marker::PhantomData;
use fixedbitset::FixedBitSet;

/// The sessions of each word.
#[derive(Debug)]
pub struct ByWord<W> {
    /// Empty for a word that no session has: of millions of sessions each takes a megabyte.
    sessions: Vec<FixedBitSet>,
    /// Number of sessions.
    count: usize,
    words: PhantomData<W>,
}

impl<W: Word> ByWord<W> {
    /// Room for so many sessions.
    pub fn new(sessions: usize) -> ByWord<W> {
        ByWord { sessions: vec![FixedBitSet::new(); W::COUNT], count: sessions, words: PhantomData }
    }

    /// The sessions of a word; a set of length 0 if there are none.
    pub fn of(&self, word: W) -> &FixedBitSet {
        &self.sessions[word.number()]
    }

    /// Adds a session.
    pub fn add(&mut self, word: W, session: usize) {
        let sessions = &mut self.sessions[word.number()];
        sessions.grow(self.count);
        sessions.insert(session);
    }

    /// Whether a session has any word.
    pub fn has(&self, session: usize) -> bool {
        self.sessions.iter().any(|sessions| sessions.contains(session))
    }
}

//! Whether mail that was put off was accepted later, in words of a session.

use super::words::words;
use fixedbitset::FixedBitSet;

words! {
    /// What became of mail that a session put off.
    Deferral, "All of them, in the order of the help.";
    Recovered, "recovered", "Mail of the same sender for the same recipient was accepted later.";
    Unresolved, "unresolved", "No mail of the same sender for the same recipient was accepted later in these logs.";
    #[default] Unknown, "unknown", "The log does not name sender and recipients, or the sender is the null sender and what was accepted later may be another report.";
}

/// The sessions that put mail off, by what became of it; one may have several of the words.
#[derive(Debug, Default)]
pub struct Deferrals([FixedBitSet; Deferral::ALL.len()]);

impl Deferrals {
    /// Room for so many sessions.
    pub fn new(sessions: usize) -> Deferrals {
        Deferrals(core::array::from_fn(|_| FixedBitSet::with_capacity(sessions)))
    }

    /// The sessions of a word.
    pub fn of(&self, deferral: Deferral) -> &FixedBitSet {
        &self.0[deferral as usize]
    }

    /// Adds a session.
    pub fn add(&mut self, deferral: Deferral, session: usize) {
        self.0[deferral as usize].insert(session);
    }

    /// Whether a session has any word.
    pub fn has(&self, session: usize) -> bool {
        self.0.iter().any(|sessions| sessions.contains(session))
    }
}

//! Remembers answers that depend on a string or text alone.

use alloc::vec;
use alloc::vec::Vec;

/// Answers for interned strings or texts by index; each is computed once. A byte an answer: two sets of bits would be
/// smaller, but take longer to ask.
pub(super) struct Memo {
    answers: Vec<Option<bool>>,
}

impl Memo {
    pub fn new(count: usize) -> Memo {
        Memo { answers: vec![None; count] }
    }

    /// For at most so many questions; remembers nothing if they are few, since a memory has room for every index.
    pub fn for_questions(count: usize, questions: usize) -> Memo {
        Memo::new(if questions < count / 16 { 0 } else { count })
    }

    /// The answer for an index, computed if it is asked for the first time.
    pub fn ask(&mut self, index: u32, holds: impl FnOnce() -> bool) -> bool {
        match self.answers.get_mut(index as usize) {
            Some(answer) => *answer.get_or_insert_with(holds),
            None => holds(),
        }
    }
}

//! Remembers a yes or no about each item of a store. Items are only ever added, so an answer stays true.

use alloc::vec::Vec;
use core::cell::RefCell;

/// Number of answers in a word: two bits each, whether it is known and what it is.
const PER_WORD: u32 = 32;

/// Answers about items by index, each found when it is first asked for.
#[derive(Debug, Default)]
pub struct Memo(RefCell<Vec<u64>>);

impl Memo {
    /// The answer about the item at `index`, found if it is asked for the first time.
    pub fn ask(&self, index: u32, find: impl FnOnce() -> bool) -> bool {
        let (word, shift) = ((index / PER_WORD) as usize, index % PER_WORD * 2);
        if let Some(found) = self.0.borrow().get(word).map(|bits| bits >> shift).filter(|bits| bits & 1 == 1) {
            return found & 2 == 2;
        }
        let found = find();
        let mut answers = self.0.borrow_mut();
        if answers.len() <= word {
            answers.resize(word + 1, 0);
        }
        if let Some(bits) = answers.get_mut(word) {
            *bits |= (1 | u64::from(found) << 1) << shift;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_once() {
        let (memo, mut found) = (Memo::default(), 0);
        for index in [70, 3, 70, 0, 3, 31, 32, 0] {
            let answer = memo.ask(index, || {
                found += 1;
                index % 2 == 0
            });
            assert_eq!(answer, index % 2 == 0, "{index}");
        }
        assert_eq!(found, 5);
    }
}

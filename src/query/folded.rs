//! Finds text that is not all ASCII, by simple case folding.
//!
//! Apart from a few names logs are ASCII, so the text's first letter beyond ASCII is a good place to search for: its
//! UTF-8 begins with one of very few bytes. Everything before it is ASCII and so has a known length; wherever such a
//! byte occurs, an automaton tests whether the whole text does.

use alloc::vec::Vec;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::automaton::Automaton;
use crate::sort;

/// A text prepared for searching.
#[derive(Clone, Debug)]
pub(super) struct FoldedFinder {
    automaton: Automaton,
    /// Bytes of the text before its first letter beyond ASCII.
    before: usize,
    /// First bytes of that letter in all its cases.
    leads: Vec<u8>,
}

impl FoldedFinder {
    /// `automaton` finds `text`; `letter` is the expression for the first letter of `text` beyond ASCII.
    pub fn new(text: &str, automaton: Automaton, letter: &Hir) -> FoldedFinder {
        let before = text.bytes().take_while(u8::is_ascii).count();
        let mut leads = first_bytes(letter);
        sort::by(&mut leads, Ord::cmp);
        leads.dedup();
        FoldedFinder { automaton, before, leads }
    }

    pub fn memory(&self) -> usize {
        self.automaton.memory()
    }

    /// The first match that starts at or after `from`, as start and end.
    pub fn find_at(&self, haystack: &[u8], from: usize) -> Option<(usize, usize)> {
        let mut at = from.checked_add(self.before)?;
        loop {
            let lead = at + self.lead_in(haystack.get(at..)?)?;
            let start = lead - self.before;
            if let Some(end) = self.automaton.end_from(haystack, start) {
                return Some((start, end));
            }
            at = lead + 1;
        }
    }

    fn lead_in(&self, haystack: &[u8]) -> Option<usize> {
        match self.leads[..] {
            [a] => memchr::memchr(a, haystack),
            [a, b] => memchr::memchr2(a, b, haystack),
            [a, b, c] => memchr::memchr3(a, b, c, haystack),
            _ => haystack.iter().position(|byte| self.leads.contains(byte)),
        }
    }
}

/// First bytes of what a single letter's expression matches.
fn first_bytes(letter: &Hir) -> Vec<u8> {
    let first = |character: char| character.encode_utf8(&mut [0; 4]).bytes().next();
    match letter.kind() {
        HirKind::Literal(literal) => literal.0.iter().copied().take(1).collect(),
        HirKind::Class(Class::Unicode(class)) => {
            class.ranges().iter().flat_map(|range| range.start()..=range.end()).filter_map(first).collect()
        }
        _ => Vec::new(),
    }
}

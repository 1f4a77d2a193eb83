//! The distinct values of a dimension. Values that a query takes for the same, because it ignores case, are one.

use crate::bytes::{HashKey, is_ascii};
use crate::store::{StringIndex, Strings};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// Index of a value; [`ValueIndex::NONE`] for no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueIndex(pub u32);

impl ValueIndex {
    /// "No value".
    pub const NONE: ValueIndex = ValueIndex(u32::MAX);

    /// Whether there is a value.
    pub fn is_some(self) -> bool {
        self != ValueIndex::NONE
    }
}

impl Default for ValueIndex {
    fn default() -> ValueIndex {
        ValueIndex::NONE
    }
}

/// Distinct values.
#[derive(Debug)]
pub struct Names {
    /// The values without case and in their spellings.
    strings: Strings,
    /// By string without case, the value.
    values: Vec<ValueIndex>,
    /// Of each value the spelling that comes first in order, so that the order of files does not matter.
    spellings: Vec<StringIndex>,
    folds: Folds,
    folded: Vec<u8>,
    /// Values that were met before, by their ends: most are met again soon, in the same spelling.
    recent: [ValueIndex; RECENT],
}

/// Number of values that are found again without being folded and hashed.
const RECENT: usize = 256;

impl Names {
    /// No values.
    pub fn new(key: HashKey) -> Names {
        let (strings, folds) = (Strings::new(key), Folds::default());
        let recent = [ValueIndex::NONE; RECENT];
        Names { strings, values: Vec::new(), spellings: Vec::new(), folds, folded: Vec::new(), recent }
    }

    /// The index of a value, which is added if it is new.
    pub fn intern(&mut self, value: &[u8]) -> ValueIndex {
        let end = value.iter().rev().take(8).fold(value.len(), |sum, byte| sum.wrapping_mul(31) ^ usize::from(*byte));
        let known = self.recent[end % RECENT];
        if known.is_some() && self.get(known) == value {
            return known;
        }
        let index = self.look_up(value);
        self.recent[end % RECENT] = index;
        index
    }

    fn look_up(&mut self, value: &[u8]) -> ValueIndex {
        self.folded.clear();
        self.folds.fold(value, &mut self.folded);
        let folded = self.strings.intern(&self.folded);
        if self.values.len() <= folded.0 as usize {
            self.values.resize(folded.0 as usize + 1, ValueIndex::NONE);
        }
        let known = self.values[folded.0 as usize];
        if !known.is_some() {
            let spelling = if self.folded == value { folded } else { self.strings.intern(value) };
            let index = ValueIndex(self.spellings.len() as u32);
            self.spellings.push(spelling);
            self.values[folded.0 as usize] = index;
            return index;
        }
        if value < self.get(known) {
            self.spellings[known.0 as usize] = self.strings.intern(value);
        }
        known
    }

    /// A value in its first spelling.
    pub fn get(&self, index: ValueIndex) -> &[u8] {
        self.spellings.get(index.0 as usize).map_or(b"", |spelling| self.strings.get(*spelling))
    }

    /// Number of values.
    pub fn len(&self) -> usize {
        self.spellings.len()
    }
}

/// Simple case folding, as the patterns of queries do it: ASCII letters are the same as ASCII letters only.
#[derive(Debug, Default)]
struct Folds {
    known: BTreeMap<char, char>,
}

impl Folds {
    fn fold(&mut self, value: &[u8], folded: &mut Vec<u8>) {
        match core::str::from_utf8(value) {
            Ok(text) if !is_ascii(value) => {
                let text: String = text.chars().map(|character| self.folded(character)).collect();
                folded.extend_from_slice(text.as_bytes());
            }
            _ => folded.extend(value.iter().map(u8::to_ascii_lowercase)),
        }
    }

    fn folded(&mut self, character: char) -> char {
        if character.is_ascii() {
            return character.to_ascii_lowercase();
        }
        *self.known.entry(character).or_insert_with(|| {
            let mut class = ClassUnicode::new([ClassUnicodeRange::new(character, character)]);
            class.case_fold_simple();
            let cases = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            cases.filter(|case| !case.is_ascii()).min().unwrap_or(character)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_differ_in_case_are_one() {
        let mut names = Names::new(HashKey::default());
        let [ann, other] = ["Ann", "ben"].map(|name| names.intern(name.as_bytes()));
        assert_eq!([names.intern(b"ANN"), names.intern(b"ann"), names.intern(b"Ben")], [ann, ann, other]);
        assert_eq!((names.get(ann), names.get(other), names.len()), (&b"ANN"[..], &b"Ben"[..], 2));
        let greek = names.intern("\u{3A3}".as_bytes());
        assert_eq!([names.intern("\u{3C3}".as_bytes()), names.intern("\u{3C2}".as_bytes())], [greek, greek]);
        let kelvin = names.intern("\u{212A}".as_bytes());
        assert!(names.intern(b"k") != kelvin && names.intern("\u{17F}".as_bytes()) != names.intern(b"s"));
        assert_ne!(names.intern(b"\xE9"), names.intern(b"\xC9"), "bytes that are no UTF-8");
    }
}

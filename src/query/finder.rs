//! Finds places in large blocks of strings: of ASCII text, of other text, or of an expression.

use alloc::boxed::Box;
use regex_syntax::hir::Hir;

use super::ascii::AsciiFinder;
use super::automaton::Automaton;
use super::folded::FoldedFinder;
use super::regex::{PatternError, build, parse};

/// Finds strings in large blocks of them.
#[derive(Clone, Debug)]
pub(super) struct Finder(FinderKind);

#[derive(Clone, Debug)]
enum FinderKind {
    Ascii(AsciiFinder),
    Folded(Box<FoldedFinder>),
    Automaton(Box<Automaton>),
}

impl Finder {
    pub fn new(text: &str) -> Result<Finder, PatternError> {
        let Some(letter) = text.chars().find(|character| !character.is_ascii()) else {
            return Ok(Finder::of_bytes(text.as_bytes()));
        };
        let letter = parse(letter.encode_utf8(&mut [0; 4]))?;
        let automaton = build(&parse(&regex_syntax::escape(text))?)?;
        Ok(Finder(FinderKind::Folded(Box::new(FoldedFinder::new(text, automaton, &letter)))))
    }

    /// For text whose letters beyond ASCII, if any, are matched in this case only.
    pub fn of_bytes(text: &[u8]) -> Finder {
        Finder(FinderKind::Ascii(AsciiFinder::new(text)))
    }

    /// For an expression without anchors.
    pub fn of_expression(hir: &Hir) -> Result<Finder, PatternError> {
        Ok(Finder(FinderKind::Automaton(Box::new(build(hir)?))))
    }

    /// A place in the next match in `block` that starts at or after byte `from`, as start and end; for text the match
    /// itself. A place that extends past the end of a string is no match.
    pub fn find_at(&self, block: &[u8], from: usize) -> Option<(usize, usize)> {
        match &self.0 {
            FinderKind::Automaton(automaton) => {
                automaton.end_at(block, from).map(|end| (end.saturating_sub(1).max(from), end))
            }
            FinderKind::Ascii(finder) => finder.find_at(block, from),
            FinderKind::Folded(finder) => finder.find_at(block, from),
        }
    }

    pub fn memory(&self) -> usize {
        match &self.0 {
            FinderKind::Ascii(_) => 0,
            FinderKind::Folded(finder) => finder.memory(),
            FinderKind::Automaton(automaton) => automaton.memory(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finder_tells_where() {
        for (text, upper, block) in [("b", "B", "abcb"), ("é", "É", "aéCÉ")] {
            let (finder, length) = (Finder::new(upper).expect("a finder"), text.len());
            assert_eq!(finder.find_at(block.as_bytes(), 0), Some((1, 1 + length)));
            assert_eq!(finder.find_at(block.as_bytes(), 2), Some((2 + length, 2 + 2 * length)));
            assert_eq!(finder.find_at(block.as_bytes(), 3 + length), None);
            assert_eq!(finder.find_at(block.as_bytes(), 99), None);
        }
    }

    #[test]
    fn letters_before_the_first_beyond_ascii() {
        let finder = Finder::new("xYé-я").expect("a finder");
        assert_eq!(finder.find_at("é xyé-ю XyÉ-Я".as_bytes(), 0), Some((11, 18)));
    }

    #[test]
    fn an_expression_is_found_where_it_ends_first() {
        let finder = Finder::of_expression(&parse("[bc]{2}").expect("an expression")).expect("a finder");
        assert_eq!(finder.find_at(b"abcbc", 0), Some((2, 3)));
        assert_eq!(finder.find_at(b"abcbc", 2), Some((3, 4)));
        assert_eq!(finder.find_at(b"abcbc", 4), None);
        assert_eq!(finder.find_at(b"abcbc", 99), None);
    }
}

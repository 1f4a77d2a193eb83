//! Patterns that text is searched for: a substring, a whole value with wildcards, or a regular expression.
//!
//! A pattern answers two questions: whether one string matches ([`Pattern::is_match`]), and which strings of a block of
//! many match ([`Pattern::strings_matching`]). The second is the hot spot of full-text search: it runs over the bytes
//! of all strings at once instead of once per string, see `ascii.rs` and `folded.rs`.
//!
//! Anything but plain text becomes a regular expression, from which the longest literals are extracted of which every
//! match must contain one: blocks are searched for these, and the expression only runs on the strings that contain one.
//! `/550 5\.7\.\d+/` costs little more than `"550 5.7."`. If there are no such literals, blocks are searched for the
//! expression itself without its anchors, and the anchored expression only runs on the strings in which such a match
//! ends. No match is missed: a match inside a string ends there, and nothing before it can hide it, since of all
//! matches the one that ends first is taken.
//!
//! Case is ignored. ASCII letters match ASCII letters only; other letters match by Unicode's simple case folding (`é`
//! and `É`, `σ`, `ς` and `Σ`). The long s and the Kelvin sign, which fold to `s` and `k`, are excluded: in a query they
//! mean those letters, in a log only an expression finds them that minds case (`(?-i:ſ)`). They hardly occur in logs, and
//! would turn each `s` and `k` into three letters to search for.
//!
//! Strings are bytes. Invalid UTF-8 in them is matched only by the wildcard `*` and byte classes.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{Debug, Formatter};

use super::automaton::Automaton;
use super::finder::Finder;
use super::regex::{PatternError, build, parse, required_literals, without_anchors};

/// Between the fields of a string that has more than one, in the store's texts.
const FIELD_SEPARATOR: u8 = 0x1F;

/// What a pattern was made from. Two patterns are equal when their sources are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The text occurs in the string.
    Contains(String),
    /// The string is exactly this text.
    Exact(String),
    /// The whole string; `*` stands for any bytes or none, and `*` alone for at least one.
    Whole(String),
    /// The regular expression matches somewhere in the string.
    Regex(String),
}

/// A compiled search for text, without case.
#[derive(Clone)]
pub struct Pattern {
    source: Source,
    matcher: Matcher,
    /// Whether a string of hexadecimal digits and hyphens may match.
    matches_digits: bool,
    /// It is all of a value, and looked for inside of longer strings.
    is_rare: bool,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

/// Only the source: the states of an automaton would fill screens.
impl Debug for Pattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> core::fmt::Result {
        self.source.fmt(f)
    }
}

#[derive(Clone)]
enum Matcher {
    Text(Finder),
    /// An expression, and the finders that together find every string that may match.
    Regex(Box<Automaton>, Vec<Finder>),
}

impl Pattern {
    /// For strings that contain a text; `None` for one that is too long.
    pub fn of_text(text: &str) -> Option<Pattern> {
        Pattern::contains(text).ok()
    }

    pub(super) fn contains(text: &str) -> Result<Pattern, PatternError> {
        let matcher = Matcher::Text(Finder::new(text)?);
        Ok(Pattern {
            source: Source::Contains(text.to_string()),
            matcher,
            matches_digits: is_digits(text.as_bytes()),
            is_rare: false,
        })
    }

    pub(super) fn exact(text: &str) -> Result<Pattern, PatternError> {
        let expression = format!(r"\A{}\z", regex_syntax::escape(text));
        Pattern::compiled(&expression, Source::Exact(text.to_string()))
    }

    /// Runs of `*` in `text` count as one.
    pub(super) fn whole(text: &str) -> Result<Pattern, PatternError> {
        let text = single_stars(text);
        let expression = match text.as_str() {
            "*" => String::from(r"\A(?s-u:.)+\z"),
            _ => {
                let parts: Vec<String> = text.split('*').map(regex_syntax::escape).collect();
                format!(r"\A{}\z", parts.join("(?s-u:.)*"))
            }
        };
        Pattern::compiled(&expression, Source::Whole(text))
    }

    pub(super) fn regex(expression: &str) -> Result<Pattern, PatternError> {
        Pattern::compiled(expression, Source::Regex(expression.to_string()))
    }

    /// Compiles an expression: the automaton that decides, and the finders that together find every string that may match.
    fn compiled(expression: &str, source: Source) -> Result<Pattern, PatternError> {
        let hir = parse(expression)?;
        let literals = required_literals(&hir);
        let matches_digits = literals.is_empty() || literals.iter().any(|literal| is_digits(literal));
        let mut finders: Vec<Finder> = literals.iter().map(|literal| Finder::of_bytes(literal)).collect();
        if finders.is_empty() {
            finders.push(Finder::of_expression(&without_anchors(hir.clone()))?);
        }
        Ok(Pattern { source, matcher: Matcher::Regex(Box::new(build(&hir)?), finders), matches_digits, is_rare: false })
    }

    /// What it was made from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Whether it is one text, and all of a string has to be it.
    pub(super) fn is_exact(&self) -> bool {
        matches!(self.source, Source::Exact(_))
    }

    /// A pattern that matches every string with a match of this one inside it, if that is plain text: it quickly finds
    /// candidates for a value inside a longer string.
    pub(super) fn inside(&self) -> Option<Pattern> {
        match &self.source {
            Source::Contains(_) => Some(self.clone()),
            Source::Exact(text) if !text.is_empty() => Some(Pattern { is_rare: true, ..Pattern::contains(text).ok()? }),
            Source::Exact(_) | Source::Whole(_) | Source::Regex(_) => None,
        }
    }

    /// Whether few strings can match: it is the whole of an address or an id.
    pub(super) fn is_rare(&self) -> bool {
        self.is_rare
    }

    /// Whether a string of hexadecimal digits and hyphens may match, as most session-ids are one.
    pub(super) fn may_match_digits(&self) -> bool {
        self.matches_digits
    }

    /// Bytes that the compiled pattern takes, apart from what it needs while it runs.
    pub(super) fn memory(&self) -> usize {
        match &self.matcher {
            Matcher::Text(finder) => finder.memory(),
            Matcher::Regex(automaton, finders) => {
                automaton.memory() + finders.iter().map(Finder::memory).sum::<usize>()
            }
        }
    }

    /// Whether `string` matches.
    pub fn is_match(&self, string: &[u8]) -> bool {
        match &self.matcher {
            Matcher::Text(finder) => finder.find_at(string, 0).is_some(),
            Matcher::Regex(automaton, _) => automaton.is_match(string),
        }
    }

    /// Whether a string of one or several fields matches, as [`strings_matching`](Pattern::strings_matching) sees it.
    pub fn is_in(&self, string: &[u8]) -> bool {
        let mut is_in = false;
        self.strings_matching(string, &[string.len() as u32], |_| is_in = true);
        is_in
    }

    /// Calls `found` with the number of every string that matches; not in order, and some perhaps more than once.
    ///
    /// `block` holds the strings one after the other without anything between them, `ends` the end of each in it:
    /// string `n` is `block[ends[n - 1]..ends[n]]`, and the first begins at 0. A match over the border of two strings
    /// is none. A string may consist of several fields with a unit separator (0x1F) between them; an expression matches
    /// when it matches one of them.
    pub fn strings_matching(&self, block: &[u8], ends: &[u32], mut found: impl FnMut(usize)) {
        match &self.matcher {
            Matcher::Text(finder) => each_holding(finder, block, ends, |number, _| found(number)),
            Matcher::Regex(automaton, finders) => {
                for finder in finders {
                    each_holding(finder, block, ends, |number, string| {
                        if string.split(|&byte| byte == FIELD_SEPARATOR).any(|field| automaton.is_match(field)) {
                            found(number);
                        }
                    });
                }
                if automaton.is_match(b"") {
                    empty_strings(ends).for_each(found);
                }
            }
        }
    }
}

fn is_digits(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-')
}

/// Calls `found` with every string that the finder finds something in, and its number. Empty strings are left out.
fn each_holding(finder: &Finder, block: &[u8], ends: &[u32], mut found: impl FnMut(usize, &[u8])) {
    let (mut at, mut number) = (0, 0);
    while let Some((start, end)) = finder.find_at(block, at) {
        number = string_at(ends, number, start);
        let Some(&string_end) = ends.get(number) else { return };
        let string_end = string_end as usize;
        at = if end <= string_end {
            found(number, string_of(block, ends, number));
            string_end
        } else {
            start + 1
        };
    }
}

/// Number of the string that holds byte `at`, which does not lie before string `from`. Gallops: matches lie close
/// together or far apart, and the table of ends is large.
fn string_at(ends: &[u32], from: usize, at: usize) -> usize {
    let rest = ends.get(from..).unwrap_or_default();
    let mut reach = 1;
    while rest.get(reach - 1).is_some_and(|&end| end as usize <= at) {
        reach *= 2;
    }
    let (low, high) = (reach / 2, reach.min(rest.len()));
    let between = rest.get(low..high).unwrap_or_default();
    from + low + between.partition_point(|&end| end as usize <= at)
}

fn string_of<'b>(block: &'b [u8], ends: &[u32], number: usize) -> &'b [u8] {
    block.get(start_of(ends, number)..end_of(ends, number)).unwrap_or_default()
}

fn start_of(ends: &[u32], number: usize) -> usize {
    number.checked_sub(1).map_or(0, |before| end_of(ends, before))
}

fn end_of(ends: &[u32], number: usize) -> usize {
    ends.get(number).map_or(0, |&end| end as usize)
}

fn empty_strings(ends: &[u32]) -> impl Iterator<Item = usize> {
    (0..ends.len()).filter(|&number| start_of(ends, number) == end_of(ends, number))
}

fn single_stars(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for character in text.chars() {
        if character != '*' || !single.ends_with('*') {
            single.push(character);
        }
    }
    single
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn contains(text: &str) -> Pattern {
        Pattern::contains(text).expect("a pattern")
    }

    fn regex(expression: &str) -> Pattern {
        Pattern::regex(expression).expect("a pattern")
    }

    #[test]
    fn what_matches_digits_is_known() {
        let ids = ["08de70d533580021", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"];
        for (pattern, may) in [
            (contains("8B86-D0"), true),
            (contains("Failed to connect"), false),
            (contains("d0g"), false),
            (regex("^08de.*0021$"), true),
            (regex("0g|d0"), true),
            (regex("^250[ -]STARTTLS"), false),
            (regex(r"\d{16}"), true),
            (regex("x?"), true),
            (Pattern::whole("08DE*").expect("a pattern"), true),
            (Pattern::whole("*").expect("a pattern"), true),
            (Pattern::exact("connect").expect("a pattern"), false),
        ] {
            assert_eq!(pattern.may_match_digits(), may, "{pattern:?}");
            assert!(may || !ids.iter().any(|id| pattern.is_match(id.as_bytes())), "{pattern:?}");
        }
    }

    /// `name, pattern, what matches, what does not`.
    macro_rules! matches {
        ($($name:ident, $pattern:expr, $yes:expr, $no:expr;)*) => {$(
            #[test]
            fn $name() {
                let pattern = $pattern.expect("a pattern");
                let (yes, no): (&[&str], &[&str]) = (&$yes, &$no);
                let strings = [yes, no].concat();
                for string in &strings {
                    assert_eq!(pattern.is_match(string.as_bytes()), yes.contains(string), "{string:?}");
                }
                assert_eq!(numbers(&pattern, &strings), (0..yes.len()).collect::<Vec<_>>(), "in a block");
            }
        )*};
    }

    fn numbers<S: AsRef<[u8]>>(pattern: &Pattern, strings: &[S]) -> Vec<usize> {
        let (mut block, mut ends, mut found) = (Vec::new(), Vec::new(), Vec::new());
        for string in strings {
            block.extend_from_slice(string.as_ref());
            ends.push(u32::try_from(block.len()).expect("short"));
        }
        pattern.strings_matching(&block, &ends, |number| found.push(number));
        found.sort_unstable();
        found.dedup();
        found
    }

    matches! {
        ascii_case, Pattern::contains("rElay"), ["RELAY", "unable to relay"], ["rela", "relya", ""];
        one_letter, Pattern::contains("q"), ["q", "IQ", "aaQaa"], ["p", ""];
        one_sign, Pattern::contains(";"), [";", "a;"], ["[", "{", "\u{1b}"];
        signs_have_no_case, Pattern::contains("[@"), ["x[@"], ["{@", "[`", "{`", "[\0"];
        same_bytes, Pattern::contains("aaa"), ["aaa", "baaab", "AaA"], ["aa", "aabaa"];
        latin_1, Pattern::contains("Én"), ["én", "xÉNx"], ["en", "e\u{301}n", "Ên"];
        greek_sigmas, Pattern::contains("ΣΑΣ"), ["σας", "Σασ"], ["σα", "ςα"];
        cyrillic, Pattern::contains("соединитель"), ["Внутренний СОЕДИНИТЕЛЬ"], ["соединител", "coeдинитель"];
        letters_of_other_lengths, Pattern::contains("straẞe"), ["STRAßE", "straẞe"], ["strasse"];
        micro_sign, Pattern::contains("µs"), ["5 μS", "Μs"], ["us", "µſ"];
        no_long_s_and_no_kelvin, Pattern::contains("sk"), ["SK"], ["ſk", "s\u{212a}"];
        exact, Pattern::exact("ann@contoso.com"), ["Ann@CONTOSO.com"], ["ann@contoso.com.example", "joann@contoso.com"];
        whole_star, Pattern::whole("*@contoso.com"), ["@contoso.com", "a@CONTOSO.COM"], ["a@contosoxcom", "a@contoso.com "];
        whole_stars, Pattern::whole("a**b*c"), ["abc", "A.B\n.C", "abbcc"], ["acb", "xabc", "abcx"];
        whole_any, Pattern::whole("*"), ["a", "\n"], [""];
        exact_none, Pattern::exact(""), [""], ["a", "\n"];
        exact_with_signs, Pattern::exact("a.(b*"), ["A.(B*"], ["a.(bx", "ax(b*"];
        whole_with_signs, Pattern::whole("a.(b*"), ["A.(b)"], ["ax(b", "a.b"];
        regex_literal, Pattern::regex(r"550 5\.7\.\d+"), ["550 5.7.1 no", "x550 5.7.54"], ["550 5.7.x", "550 5a7.1"];
        regex_case, Pattern::regex("Relay|[D-F]enied"), ["RELAY", "x dENIED"], ["rela", "genied"];
        regex_case_kept, Pattern::regex("(?-i:Relay) No"), ["Relay no"], ["relay no"];
        regex_anchors, Pattern::regex("^ehlo .*$"), ["EHLO mx1"], [" ehlo mx1", "ehlo"];
        regex_repeated, Pattern::regex("(abc)+d?"), ["xABCx", "abcabcd"], ["ab"];
        regex_optional, Pattern::regex("(abc)?d"), ["d", "abcd"], ["abc"];
        regex_word, Pattern::regex(r"\bé\w+\b"), ["été", "l'Étang"], ["pétale", "é"];
        regex_no_literal, Pattern::regex(r"^\d{2}$"), ["12"], ["1", "123", "ab"];
        regex_of_nothing, Pattern::regex("x*"), ["", "a", "x"], [];
        regex_long_s, Pattern::regex("^x(?-i:ſ)$"), ["xſ", "Xſ"], ["xs", "xS", "x"];
        regex_kelvin, Pattern::regex("(?-i:\u{212a})"), ["\u{212a}"], ["k", "K", ""];
        regex_no_kelvin, Pattern::regex("[ks]k"), ["SK"], ["s\u{212a}"];
    }

    #[test]
    fn a_match_over_a_border_is_none() {
        assert_eq!(numbers(&contains("abc"), &["xab", "cab", "cabc", "", "abc"]), [2, 4]);
        assert_eq!(numbers(&contains("éa"), &["xé", "aé", "aéa"]), [2]);
        assert_eq!(numbers(&regex("a.c"), &["ab", "c", "abc"]), [2]);
        assert_eq!(numbers(&regex("[^x]{3}"), &["ab", "cd", "abx", "abc"]), [3]);
    }

    #[test]
    fn fields_of_a_string_are_matched_one_by_one() {
        let strings = ["ab\x1Fcd", "cd\x1Fab", "abcd\x1F", "ab"];
        assert_eq!(numbers(&regex("^cd"), &strings), [0, 1]);
        assert_eq!(numbers(&regex("ab$"), &strings), [0, 1, 3]);
        assert_eq!(numbers(&regex("b.?c"), &strings), [2]);
        assert_eq!(numbers(&Pattern::whole("*b*d*").expect("a pattern"), &strings), [2]);
        assert_eq!(numbers(&regex("^$"), &strings), [2]);
    }

    #[test]
    fn empty_strings_match_what_matches_nothing() {
        assert_eq!(numbers(&regex("^$"), &["", "a", "", ""]), [0, 2, 3]);
        assert_eq!(numbers(&regex("x*"), &["", "a", ""]), [0, 1, 2]);
        assert!(numbers(&regex("x"), &["", ""]).is_empty());
    }

    #[test]
    fn strings_that_match_twice_are_found_once() {
        let mut found = Vec::new();
        contains("ab").strings_matching(b"ab ab ababba", &[8, 8, 10, 12], |number| found.push(number));
        assert_eq!(found, [0, 2]);
    }

    #[test]
    fn broken_tables_of_ends_do_not_panic() {
        for pattern in [contains("a"), contains("é"), regex("a"), regex("aa|ab")] {
            for ends in [&[9, 2, 1][..], &[1], &[]] {
                pattern.strings_matching("aaaaéé".as_bytes(), ends, |_| {});
            }
        }
    }

    #[test]
    fn what_is_not_utf_8_is_stepped_over() {
        let strings: [&[u8]; 4] = [b"\xff\xfeRelay\xc3", b"\xc3\xa9\xc3", b"\xc3relax", b"\xc3\xc3\x89"];
        assert_eq!(numbers(&contains("relay"), &strings), [0]);
        assert_eq!(numbers(&contains("é"), &strings), [1, 3]);
        assert_eq!(numbers(&Pattern::whole("*relay*").expect("a pattern"), &strings), [0]);
        assert_eq!(numbers(&Pattern::regex("rela(y|x)$").expect("a pattern"), &strings), [2]);
    }

    proptest! {
        /// Against another definition of folding: letters whose capitals are the same.
        #[test]
        fn other_letters_are_found_in_both_cases(text in "[aéЖσ]{0,2}[éЖσя]", string in "[aAéÉжЖσςΣяЯ]{0,40}") {
            let capitals = |text: &str| text.to_uppercase();
            let expected = capitals(&string).contains(&capitals(&text));
            prop_assert_eq!(contains(&text).is_match(string.as_bytes()), expected);
        }

        /// A block gives what each string alone gives.
        #[test]
        fn a_block_is_its_strings(
            expression in prop::sample::select(
                &["ab", "a.?b", "é", "[ab]{2}$", "^b", "a|b", "(?s-u:.)a", r"\bb", "[^a]{3}", "x*", r"b\s*$|^.é"][..]
            ),
            strings in prop::collection::vec(prop::collection::vec(prop::sample::select(&b"aAbB.x\xc3\xa9"[..]), 0..9), 0..20),
        ) {
            let pattern = Pattern::regex(expression).expect("a pattern");
            let each = (0..strings.len()).filter(|&number| pattern.is_match(&strings[number]));
            prop_assert_eq!(numbers(&pattern, &strings), each.collect::<Vec<_>>());
        }
    }
}

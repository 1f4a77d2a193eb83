//! What a piece of text is searched for: a substring, a whole value with wildcards, or a regular expression.
//!
//! A pattern answers two questions: whether one string matches ([`Pattern::is_match`]), and which strings of a block
//! of many may match ([`Pattern::scan`]). The second is the hot spot of full-text search: it runs over the bytes of all
//! strings at once instead of once per string, see `ascii.rs` and `folded.rs`.
//!
//! What is not plain text becomes a regular expression, and of that the longest literals are taken of which every match
//! must hold one: blocks are searched for those, and the expression only runs on the strings that hold one.
//! `/550 5\.7\.\d+/` costs little more than `"550 5.7."`. Where there are no such literals, blocks are searched for the
//! expression itself without its anchors; again it decides only over the strings in which such a match ends. None is
//! left out by that: a match inside a string ends there, and nothing before it can hide it, since of all matches the
//! one that ends first is taken.
//!
//! Case never counts. ASCII letters match ASCII letters only; other letters match by simple case folding, as Unicode
//! calls it (`é` and `É`, `σ`, `ς` and `Σ`). The long s and the Kelvin sign, which fold to `s` and `k`, are left out: in a
//! query they mean those letters, in a log nothing finds them. They do not occur there, and would make each `s` and `k`
//! three letters to look for.
//!
//! Strings are bytes. What is not UTF-8 in them is matched by nothing but the wildcard `*` and byte classes.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{Debug, Formatter};
use core::ops::Range;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

use super::ascii::AsciiFinder;
use super::automaton::Automaton;
use super::folded::FoldedFinder;

/// How deep groups may be nested in an expression.
const NEST_LIMIT: u32 = 50;

/// Most literals that blocks are searched for before an expression runs.
const MOST_LITERALS: usize = 4;

/// Shortest literal worth looking for: a single byte stands in most strings.
const SHORTEST_LITERAL: usize = 2;

/// What a pattern was made from. Two patterns are equal when their sources are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The text stands somewhere in the string.
    Contains(String),
    /// The whole string; `*` stands for any bytes, and `*` alone for any but none.
    Whole(String),
    /// The regular expression matches somewhere in the string.
    Regex(String),
}

/// A compiled search for text, without case.
#[derive(Clone)]
pub struct Pattern {
    source: Source,
    matcher: Matcher,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

/// Only the source: an automaton fills screens and says nothing more.
impl Debug for Pattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> core::fmt::Result {
        self.source.fmt(f)
    }
}

#[derive(Clone)]
enum Matcher {
    Text(Finder),
    /// An expression, and what finds all strings that may match.
    Regex(Box<Automaton>, Vec<Finder>),
}

/// Finds strings in large blocks of them.
#[derive(Clone, Debug)]
pub struct Finder(FinderKind);

#[derive(Clone, Debug)]
enum FinderKind {
    Ascii(AsciiFinder),
    Folded(Box<FoldedFinder>),
    Automaton(Box<Automaton>),
}

impl Finder {
    fn new(text: &str) -> Result<Finder, PatternFault> {
        let Some(letter) = text.chars().find(|character| !character.is_ascii()) else {
            return Ok(Finder::of_bytes(text.as_bytes()));
        };
        let letter = parse(letter.encode_utf8(&mut [0; 4]))?;
        let automaton = build(&parse(&regex_syntax::escape(text))?)?;
        Ok(Finder(FinderKind::Folded(Box::new(FoldedFinder::new(text, automaton, &letter)))))
    }

    /// For text whose letters beyond ASCII, if any, occur in this case only.
    fn of_bytes(text: &[u8]) -> Finder {
        Finder(FinderKind::Ascii(AsciiFinder::new(text)))
    }

    /// For an expression without anchors.
    fn of_expression(hir: &Hir) -> Result<Finder, PatternFault> {
        Ok(Finder(FinderKind::Automaton(Box::new(build(hir)?))))
    }

    /// A place in the next match in `block` that starts at or after byte `from`, as start and end; for text the match
    /// itself. When the place reaches over the end of a string, it is no match.
    pub fn find_at(&self, block: &[u8], from: usize) -> Option<(usize, usize)> {
        match &self.0 {
            FinderKind::Automaton(automaton) => {
                automaton.end_at(block, from).map(|end| (end.saturating_sub(1).max(from), end))
            }
            FinderKind::Ascii(finder) => finder.find_at(block, from),
            FinderKind::Folded(finder) => finder.find_at(block, from),
        }
    }

    fn memory(&self) -> usize {
        match &self.0 {
            FinderKind::Ascii(_) => 0,
            FinderKind::Folded(finder) => finder.memory(),
            FinderKind::Automaton(automaton) => automaton.memory(),
        }
    }
}

/// How to find the strings that match among many that lie in blocks one behind the other.
#[derive(Clone, Debug)]
pub enum Scan<'p> {
    /// The strings in which this finds something are those that match.
    Exact(&'p Finder),
    /// The strings in which any of these finds something may match; [`Pattern::is_match`] decides.
    Filtered(&'p [Finder]),
}

/// Why a pattern could not be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternFault {
    /// What is wrong, without a full stop.
    pub message: String,
    /// The part of the regular expression that it is about.
    pub place: Option<Range<usize>>,
}

impl Pattern {
    pub(super) fn contains(text: &str) -> Result<Pattern, PatternFault> {
        let matcher = Matcher::Text(Finder::new(text)?);
        Ok(Pattern { source: Source::Contains(text.to_string()), matcher })
    }

    /// Runs of `*` in `text` count as one.
    pub(super) fn whole(text: &str) -> Result<Pattern, PatternFault> {
        let text = single_stars(text);
        let expression = match text.as_str() {
            "*" => String::from(r"\A(?s-u:.)+\z"),
            _ => {
                let parts: Vec<String> = text.split('*').map(regex_syntax::escape).collect();
                format!(r"\A{}\z", parts.join("(?s-u:.)*"))
            }
        };
        Ok(Pattern { matcher: compile(&expression)?, source: Source::Whole(text) })
    }

    pub(super) fn regex(expression: &str) -> Result<Pattern, PatternFault> {
        Ok(Pattern { source: Source::Regex(expression.to_string()), matcher: compile(expression)? })
    }

    /// What it was made from.
    pub fn source(&self) -> &Source {
        &self.source
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

    /// How to find the strings that match among many.
    pub fn scan(&self) -> Scan<'_> {
        match &self.matcher {
            Matcher::Text(finder) => Scan::Exact(finder),
            Matcher::Regex(_, finders) => Scan::Filtered(finders),
        }
    }
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

fn compile(expression: &str) -> Result<Matcher, PatternFault> {
    let hir = parse(expression)?;
    let mut finders: Vec<Finder> = required_literals(&hir).iter().map(|literal| Finder::of_bytes(literal)).collect();
    if finders.is_empty() {
        finders.push(Finder::of_expression(&without_anchors(hir.clone()))?);
    }
    Ok(Matcher::Regex(Box::new(build(&hir)?), finders))
}

fn parse(expression: &str) -> Result<Hir, PatternFault> {
    let mut options = regex_syntax::ParserBuilder::new();
    let mut parser = options.case_insensitive(true).utf8(false).nest_limit(NEST_LIMIT).build();
    Ok(narrowed(parser.parse(expression).map_err(syntax_fault)?))
}

fn build(hir: &Hir) -> Result<Automaton, PatternFault> {
    Automaton::new(hir).map_err(|message| PatternFault { message, place: None })
}

fn syntax_fault(error: regex_syntax::Error) -> PatternFault {
    let (message, span) = match &error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(error.span())),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(error.span())),
        _ => (error.to_string(), None),
    };
    PatternFault { message, place: span.map(|span| span.start.offset..span.end.offset) }
}

/// The same expression with ASCII letters that match ASCII letters only, and without groups.
fn narrowed(hir: Hir) -> Hir {
    rebuilt(hir, &|kind| match kind {
        HirKind::Class(class) => Hir::class(letter_of(&class).map_or(class, both_cases)),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        _ => Hir::empty(),
    })
}

/// The same expression without `^`, `$`, `\b` and the like; it matches wherever the first one does.
fn without_anchors(hir: Hir) -> Hir {
    rebuilt(hir, &|kind| match kind {
        HirKind::Class(class) => Hir::class(class),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        _ => Hir::empty(),
    })
}

/// The same expression without groups, its leaves made anew. Not deeper than [`NEST_LIMIT`] allows.
fn rebuilt(hir: Hir, leaf: &impl Fn(HirKind) -> Hir) -> Hir {
    let all = |subs: Vec<Hir>| subs.into_iter().map(|sub| rebuilt(sub, leaf)).collect();
    match hir.into_kind() {
        HirKind::Repetition(repetition) => {
            let sub = Box::new(rebuilt(*repetition.sub, leaf));
            Hir::repetition(Repetition { sub, ..repetition })
        }
        HirKind::Capture(capture) => rebuilt(*capture.sub, leaf),
        HirKind::Concat(subs) => Hir::concat(all(subs)),
        HirKind::Alternation(subs) => Hir::alternation(all(subs)),
        kind => leaf(kind),
    }
}

/// The ASCII letter, in lower case, that a class of nothing but its cases stands for.
fn letter_of(class: &Class) -> Option<u8> {
    let folded = |character: char| match character {
        '\u{17F}' => Some(b's'),
        '\u{212A}' => Some(b'k'),
        _ => u8::try_from(character).ok().map(|byte| byte.to_ascii_lowercase()).filter(u8::is_ascii_lowercase),
    };
    let Class::Unicode(class) = class else { return None };
    let ranges = class.ranges();
    let letter = folded(ranges.first()?.start())?;
    let is_letter = |range: &ClassUnicodeRange| range.start() == range.end() && folded(range.start()) == Some(letter);
    (ranges.len() > 1 && ranges.iter().all(is_letter)).then_some(letter)
}

fn both_cases(letter: u8) -> Class {
    let one = |letter: u8| ClassUnicodeRange::new(char::from(letter), char::from(letter));
    Class::Unicode(ClassUnicode::new([one(letter.to_ascii_uppercase()), one(letter)]))
}

/// Texts, in lower case, of which every match holds at least one; none when no such few texts are known.
fn required_literals(hir: &Hir) -> Vec<Vec<u8>> {
    let mut literals = Literals::default();
    literals.collect(hir);
    literals.cut();
    literals.best
}

/// Collects runs of literal bytes that stand next to each other, and keeps the set that promises the fewest hits: the
/// one whose shortest text is longest.
#[derive(Default)]
struct Literals {
    run: Vec<u8>,
    best: Vec<Vec<u8>>,
}

impl Literals {
    fn collect(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Literal(literal) => self.run.extend_from_slice(&literal.0),
            HirKind::Class(class) => match letter_of(class) {
                Some(letter) => self.run.push(letter),
                None => self.cut(),
            },
            HirKind::Concat(subs) => subs.iter().for_each(|sub| self.collect(sub)),
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Repetition(repetition) => {
                self.cut();
                if repetition.min > 0 {
                    self.collect(&repetition.sub);
                    self.cut();
                }
            }
            HirKind::Capture(capture) => self.collect(&capture.sub),
            HirKind::Alternation(subs) => {
                self.cut();
                self.offer_all(subs);
            }
        }
    }

    /// One text of each alternative; each costs a pass over all strings, so there may be only a few.
    fn offer_all(&mut self, alternatives: &[Hir]) {
        let each: Vec<_> = alternatives.iter().map(required_literals).collect();
        let all: Vec<Vec<u8>> = each.iter().flatten().cloned().collect();
        if each.iter().all(|literals| !literals.is_empty()) && all.len() <= MOST_LITERALS {
            self.offer(all);
        }
    }

    fn cut(&mut self) {
        if !self.run.is_empty() {
            let run = core::mem::take(&mut self.run);
            self.offer(Vec::from([run]));
        }
    }

    fn offer(&mut self, literals: Vec<Vec<u8>>) {
        let shortest = |literals: &[Vec<u8>]| literals.iter().map(Vec::len).min().unwrap_or(0);
        if shortest(&literals) >= SHORTEST_LITERAL.max(shortest(&self.best) + 1) {
            self.best = literals;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn contains(text: &str) -> Pattern {
        Pattern::contains(text).expect("a pattern")
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
                assert_eq!(numbers(&pattern, &strings), (0..yes.len()).collect::<Vec<_>>(), "in a scan");
            }
        )*};
    }

    /// Numbers of the strings that match, found as the scan says, over a block in which a line feed ends each string.
    fn numbers<S: AsRef<[u8]>>(pattern: &Pattern, strings: &[S]) -> Vec<usize> {
        let holding = |finder: &Finder| holding(finder, strings);
        match pattern.scan() {
            Scan::Exact(finder) => holding(finder),
            Scan::Filtered(finders) => {
                let candidates: Vec<usize> = finders.iter().flat_map(holding).collect();
                let matches =
                    |&number: &usize| candidates.contains(&number) && pattern.is_match(strings[number].as_ref());
                (0..strings.len()).filter(matches).collect()
            }
        }
    }

    /// Numbers of the strings in which the finder finds something, each once.
    fn holding<S: AsRef<[u8]>>(finder: &Finder, strings: &[S]) -> Vec<usize> {
        let block = strings.iter().map(|string| [string.as_ref(), b"\n"].concat()).collect::<Vec<_>>().concat();
        let length = |string: &S| string.as_ref().len() + 1;
        let past = |number: usize| strings[..=number].iter().map(length).sum::<usize>();
        let (mut found, mut from) = (Vec::new(), 0);
        while let Some((start, end)) = finder.find_at(&block, from)
            && start < block.len()
        {
            let number = (0..strings.len()).find(|&number| start < past(number)).expect("a string");
            let inside = end < past(number);
            from = if inside { past(number) } else { start + 1 };
            found.extend(inside.then_some(number));
        }
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
        whole, Pattern::whole("ann@contoso.com"), ["Ann@CONTOSO.com"], ["ann@contoso.com.example", "joann@contoso.com"];
        whole_star, Pattern::whole("*@contoso.com"), ["@contoso.com", "a@CONTOSO.COM"], ["a@contosoxcom", "a@contoso.com "];
        whole_stars, Pattern::whole("a**b*c"), ["abc", "A.B\n.C", "abbcc"], ["acb", "xabc", "abcx"];
        whole_any, Pattern::whole("*"), ["a", "\n"], [""];
        whole_none, Pattern::whole(""), [""], ["a", "\n"];
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
        regex_no_kelvin, Pattern::regex("[ks]k"), ["SK"], ["s\u{212a}"];
    }

    #[test]
    fn a_finder_tells_where() {
        for (text, upper, block) in [("b", "B", "abcb"), ("é", "É", "aéCÉ")] {
            let (pattern, length) = (contains(upper), text.len());
            let Scan::Exact(finder) = pattern.scan() else { panic!("{text}") };
            assert_eq!(finder.find_at(block.as_bytes(), 0), Some((1, 1 + length)));
            assert_eq!(finder.find_at(block.as_bytes(), 2), Some((2 + length, 2 + 2 * length)));
            assert_eq!(finder.find_at(block.as_bytes(), 3 + length), None);
            assert_eq!(finder.find_at(block.as_bytes(), 99), None);
        }
    }

    #[test]
    fn letters_before_the_first_beyond_ascii() {
        let pattern = contains("xYé-я");
        let Scan::Exact(finder) = pattern.scan() else { panic!("text") };
        assert_eq!(finder.find_at("é xyé-ю XyÉ-Я".as_bytes(), 0), Some((11, 18)));
    }

    #[test]
    fn what_is_not_utf_8_is_stepped_over() {
        let strings: [&[u8]; 4] = [b"\xff\xfeRelay\xc3", b"\xc3\xa9\xc3", b"\xc3relax", b"\xc3\xc3\x89"];
        assert_eq!(numbers(&contains("relay"), &strings), [0]);
        assert_eq!(numbers(&contains("é"), &strings), [1, 3]);
        assert_eq!(numbers(&Pattern::whole("*relay*").expect("a pattern"), &strings), [0]);
        assert_eq!(numbers(&Pattern::regex("rela(y|x)$").expect("a pattern"), &strings), [2]);
    }

    #[test]
    fn literals_of_which_every_match_holds_one() {
        let literals = |expression: &str| -> Vec<String> {
            let hir = parse(expression).expect("an expression");
            required_literals(&hir).into_iter().map(|text| String::from_utf8_lossy(&text).into_owned()).collect()
        };
        assert_eq!(literals(r"550 5\.7\.\d+ Disk"), ["550 5.7."]);
        assert_eq!(literals("(task)+(x|y)?"), ["task"]);
        assert_eq!(literals("ab*cde?"), ["cd"]);
        assert_eq!(literals("^sk(is)$"), ["skis"]);
        assert_eq!(literals("(?:long){0,3}ab"), ["ab"]);
        assert_eq!(literals("Relay|550"), ["relay", "550"]);
        assert_eq!(literals("x(abc|cde(f|g))y"), ["abc", "cde"]);
        assert_eq!(literals("long (a|b)"), ["long "]);
        assert!(literals(r"abc|\d").is_empty());
        assert!(literals("abc|cde|efg|ghi|ijk").is_empty());
        assert!(literals("é|[ab]").is_empty());
        assert!(literals("[ab]c[de]").is_empty());
    }

    proptest! {
        /// Against the definition: some window of the string equals the text, without ASCII case.
        #[test]
        fn the_finder_finds_what_is_there(text in "[ab.A]{1,5}", string in "[ab.AB]{0,200}") {
            let same = |window: &[u8]| window.eq_ignore_ascii_case(text.as_bytes());
            let expected = string.as_bytes().windows(text.len()).position(same);
            let found = AsciiFinder::new(text.as_bytes()).find_at(string.as_bytes(), 0);
            prop_assert_eq!(found, expected.map(|at| (at, at + text.len())));
        }

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
            strings in prop::collection::vec(prop::collection::vec(prop::sample::select(&b"aAbB.\xc3\xa9"[..]), 0..9), 0..20),
        ) {
            let pattern = Pattern::regex(expression).expect("a pattern");
            let each = (0..strings.len()).filter(|&number| pattern.is_match(&strings[number]));
            prop_assert_eq!(numbers(&pattern, &strings), each.collect::<Vec<_>>());
        }
    }
}

//! Prepares regular expressions: parses them, narrows their letters, and extracts the literals to search for first.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

use super::automaton::Automaton;

/// How deeply groups may be nested in an expression.
const MAX_NESTING: u32 = 50;

/// The most literals that blocks are searched for before an expression runs.
const MAX_LITERALS: usize = 4;

/// Shortest literal worth searching for: a single byte is in most strings.
const MIN_LITERAL: usize = 2;

/// How often a text that is repeated is searched for in a row.
const MAX_REPEATED: u32 = 8;

/// Why a pattern could not be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternError {
    /// What is wrong, without a full stop.
    pub message: String,
    /// The part of the regular expression that it is about.
    pub place: Option<Range<usize>>,
}

pub(super) fn parse(expression: &str) -> Result<Hir, PatternError> {
    let mut options = regex_syntax::ParserBuilder::new();
    let mut parser = options.case_insensitive(true).utf8(false).nest_limit(MAX_NESTING).build();
    Ok(narrowed(parser.parse(expression).map_err(syntax_error)?))
}

pub(super) fn build(hir: &Hir) -> Result<Automaton, PatternError> {
    Automaton::new(hir).map_err(|message| PatternError { message, place: None })
}

fn syntax_error(error: regex_syntax::Error) -> PatternError {
    let (message, span) = match &error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(error.span())),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(error.span())),
        _ => (error.to_string(), None),
    };
    // Where something is missing the parser gives a place without extent; then it is about the whole expression.
    PatternError {
        message,
        place: span.map(|span| span.start.offset..span.end.offset).filter(|place| !place.is_empty()),
    }
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
pub(super) fn without_anchors(hir: Hir) -> Hir {
    rebuilt(hir, &|kind| match kind {
        HirKind::Class(class) => Hir::class(class),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        _ => Hir::empty(),
    })
}

/// The same expression without groups, with its leaves replaced. Not deeper than [`MAX_NESTING`] allows.
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

/// The ASCII letter, in lower case, if a class consists of nothing but its cases.
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

/// Texts, in lower case, of which every match contains at least one; none if no small set of such texts is known.
pub(super) fn required_literals(hir: &Hir) -> Vec<Vec<u8>> {
    let mut literals = Literals::default();
    literals.collect(hir);
    literals.cut();
    literals.best
}

/// Whether an expression is a letter or a text.
fn is_text(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(_) => true,
        HirKind::Class(class) => letter_of(class).is_some(),
        HirKind::Concat(subs) => subs.iter().all(is_text),
        _ => false,
    }
}

/// Collects runs of adjacent literal bytes, and keeps the set that promises the fewest hits: the
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
                // `X{4,}` contains `XXXX`; of what is repeated, no more than one text is of use.
                let times =
                    if is_text(&repetition.sub) { repetition.min.min(MAX_REPEATED) } else { repetition.min.min(1) };
                (0..times).for_each(|_| self.collect(&repetition.sub));
                self.cut();
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
        if each.iter().all(|literals| !literals.is_empty()) && all.len() <= MAX_LITERALS {
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
        if shortest(&literals) >= MIN_LITERAL.max(shortest(&self.best) + 1) {
            self.best = literals;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(literals(r"^(250[ -])?X{4,}|^220[ -]\*{4}"), ["xxxx", "****"]);
        assert_eq!(literals("a{20}b"), ["aaaaaaaa"]);
        assert_eq!(literals("(ab){3}[cd]{2}e{0,9}"), ["ababab"]);
        assert_eq!(literals("x(abc|cde(f|g))y"), ["abc", "cde"]);
        assert_eq!(literals("long (a|b)"), ["long "]);
        assert!(literals(r"abc|\d").is_empty());
        assert!(literals("abc|cde|efg|ghi|ijk").is_empty());
        assert!(literals("é|[ab]").is_empty());
        assert!(literals("[ab]c[de]").is_empty());
    }
}

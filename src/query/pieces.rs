//! What a query is made of, piece by piece, for colours and completion. The lexer reads it; where it finds fault, which it
//! does with most queries that are being typed, the fault is a piece as well, and what follows is read all the same.

use super::Surroundings;
use super::head::head_of;
use super::lexer::Lexer;
use super::problem::utf16_offset;
use super::token::{Name, TokenKind, Value};
use alloc::vec::Vec;
use core::ops::Range;
use serde::Serialize;

/// What a piece of a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "QueryPieceKind"))]
#[serde(rename_all = "camelCase")]
pub enum PieceKind {
    /// A parenthesis.
    Parenthesis,
    /// A word that joins terms, or that excludes the next one; also the sign for it.
    Keyword,
    /// A word, a phrase or an expression that is searched for as text.
    Text,
    /// The name of a field or column.
    Name,
    /// The sign after a name.
    Operator,
    /// A value of a field or column.
    Value,
    /// What cannot be read.
    Problem,
}

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its first UTF-16 code unit.
    pub from: u32,
    /// The code unit after its last one.
    pub to: u32,
    /// What it is.
    pub kind: PieceKind,
    /// Whether it is in something that is excluded.
    pub excluded: bool,
}

/// A term, parenthesis or keyword, with its pieces; places are in bytes.
pub(super) struct Term {
    pub place: Range<usize>,
    pub pieces: Vec<(Range<usize>, PieceKind)>,
    /// The field or column, if it has one.
    pub name: Option<Name>,
}

/// Most bytes of a query that are read: more is no query.
const MOST: usize = 16 << 10;

/// The terms of a query, parentheses and keywords, whether or not it is valid.
pub(super) fn terms(text: &str, surroundings: &Surroundings<'_>) -> Vec<Term> {
    let mut terms = Vec::new();
    if text.len() > MOST {
        return terms;
    }
    let mut lexer = Lexer::new(text, surroundings);
    loop {
        let begin = lexer.skip_blanks();
        match lexer.next() {
            Ok(None) => return terms,
            Ok(Some(token)) => terms.push(term(text, token.from..token.to, token.kind)),
            Err(error) => {
                let end = lexer.end_of_fault(begin, error.to);
                terms.push(fault(text, begin..end, lexer.name_at(begin)));
                lexer.go_to(end);
            }
        }
    }
}

fn term(text: &str, place: Range<usize>, kind: TokenKind<'_>) -> Term {
    let whole = |kind| Vec::from([(place.clone(), kind)]);
    let (pieces, name) = match kind {
        TokenKind::Open | TokenKind::Close => (whole(PieceKind::Parenthesis), None),
        TokenKind::And | TokenKind::Or | TokenKind::Not => (whole(PieceKind::Keyword), None),
        TokenKind::Text(_) => (whole(PieceKind::Text), None),
        TokenKind::Field { name, values, .. } => (of_field(text, &place, &values), Some(name)),
    };
    Term { place, pieces, name }
}

fn of_field(text: &str, place: &Range<usize>, values: &[Value<'_>]) -> Vec<(Range<usize>, PieceKind)> {
    let first = values.first().map_or(place.end, |value| value.from);
    let mut pieces = head_pieces(text, place.start..first);
    pieces.extend(values.iter().map(|value| (value.from..value.to, PieceKind::Value)));
    pieces
}

/// The name and the operator in what comes before the first value.
fn head_pieces(text: &str, place: Range<usize>) -> Vec<(Range<usize>, PieceKind)> {
    let head = text.get(place.clone()).unwrap_or_default();
    let sign = |character: char| ":<>=".contains(character);
    // The name of a column may have such signs in its quotes.
    let quotes = head.rfind('"').map_or(0, |at| at + 1);
    let at = head.get(quotes..).and_then(|rest| rest.find(sign)).map_or(head.len(), |at| quotes + at);
    let name_end = place.start + head.get(..at).unwrap_or_default().trim_end().len();
    let operator = place.start + at..place.start + head.trim_end().len();
    let pieces = [(place.start..name_end, PieceKind::Name), (operator, PieceKind::Operator)];
    pieces.into_iter().filter(|(place, _)| !place.is_empty()).collect()
}

/// A term with a fault: the name of a field and its operator are what they are, and the rest is the fault.
fn fault(text: &str, place: Range<usize>, name: Option<Name>) -> Term {
    let written = text.get(place.clone()).unwrap_or_default();
    let head = head_of(written).filter(|_| name.is_some()).unwrap_or(0);
    let mut pieces = head_pieces(text, place.start..place.start + head);
    let rest = place.start + head..place.end;
    if head == 0 || !text.get(rest.clone()).unwrap_or_default().trim().is_empty() {
        pieces.push((rest, PieceKind::Problem));
    }
    Term { place, pieces, name }
}

/// The pieces of a query, whether or not it is valid.
pub fn pieces(text: &str, surroundings: &Surroundings<'_>) -> Vec<Piece> {
    let mut excluding = Excluding::default();
    let mut before = (0, 0);
    let mut units = |byte: usize| {
        let (from, count) = before;
        before = (byte, count + utf16_offset(text.get(from..).unwrap_or_default(), byte - from));
        before.1
    };
    let mut pieces = Vec::new();
    for term in terms(text, surroundings) {
        let excluded = excluding.next(text, &term);
        for (place, kind) in term.pieces {
            pieces.push(Piece { from: units(place.start), to: units(place.end), kind, excluded });
        }
    }
    pieces
}

/// What is excluded: the term after the sign for it, or all of its parenthesis.
#[derive(Default)]
struct Excluding {
    /// The sign was the last term.
    begins: bool,
    /// Open parentheses.
    depth: usize,
    /// The depth outside of the excluded parenthesis.
    outside: Option<usize>,
}

impl Excluding {
    fn next(&mut self, text: &str, term: &Term) -> bool {
        let written = text.get(term.place.clone()).unwrap_or_default();
        let is_sign = matches!(term.pieces.as_slice(), [(_, PieceKind::Keyword)])
            && (matches!(written, "-" | "!") || written.eq_ignore_ascii_case("not"));
        let was_inside = self.outside.is_some();
        let excluded = self.begins || was_inside || is_sign;
        match written {
            "(" => {
                if self.begins && !was_inside {
                    self.outside = Some(self.depth);
                }
                self.depth += 1;
            }
            ")" => {
                self.depth = self.depth.saturating_sub(1);
                self.outside = self.outside.filter(|outside| *outside < self.depth);
            }
            _ => {}
        }
        self.begins = is_sign;
        excluded
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use proptest::prelude::*;

    /// The pieces as text, each with the beginning of its kind; excluded ones after a `~`.
    fn shown(text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let pieces = pieces(text, &Surroundings::default()).into_iter().map(|piece| {
            let written = String::from_utf16_lossy(&units[piece.from as usize..piece.to as usize]);
            let kind: String = alloc::format!("{:?}", piece.kind).chars().take(2).collect();
            [if piece.excluded { "~" } else { "" }, &kind, " ", &written].concat()
        });
        pieces.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn pieces_of_queries() {
        for (text, expected) in [
            ("", ""),
            (" relay \"a b\" /x/", "Te relay|Te \"a b\"|Te /x/"),
            ("from:ann", "Na from|Op :|Va ann"),
            ("code :>= 550", "Na code|Op :>=|Va 550"),
            ("code:550, 4xx", "Na code|Op :|Va 550|Va 4xx"),
            ("𝄞 -gap>30s x", "Te 𝄞|~Ke -|~Na gap|~Op >|~Va 30s|Te x"),
            ("a OR NOT (b -c) d", "Te a|Ke OR|~Ke NOT|~Pa (|~Te b|~Ke -|~Te c|~Pa )|Te d"),
            ("-(a) && !b c", "~Ke -|~Pa (|~Te a|~Pa )|Ke &&|~Ke !|~Te b|Te c"),
            ("column.\"a:b\":<x>", "Na column.\"a:b\"|Op :|Va <x>"),
            ("from:", "Na from|Op :"),
            ("from: a", "Na from|Op :|Va a"),
            ("code:550,", "Na code|Op :|Pr 550,"),
            ("connector:\"Def ault", "Na connector|Op :|Pr \"Def ault"),
            ("fom:a b", "Pr fom:a|Te b"),
            ("code!=550 b", "Pr code!=550|Te b"),
            ("\"a b", "Pr \"a b"),
            ("last 2h x", "Te last 2h|Te x"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_are_in_order_and_cover_all_but_blanks(text in "[a-c:<>=\"/ ,()\\-!é𝄞]{0,30}|(from|code|gap|column.x)[:=<>]?.{0,20}") {
            let units: Vec<u16> = text.encode_utf16().collect();
            let mut end = 0;
            for piece in pieces(&text, &Surroundings::default()) {
                prop_assert!(piece.from >= end && piece.to > piece.from && piece.to as usize <= units.len(), "{}", text);
                let between = String::from_utf16_lossy(&units[end as usize..piece.from as usize]);
                prop_assert!(between.chars().all(|c| c.is_whitespace() || c == ','), "`{}` has `{}`", text, between);
                end = piece.to;
            }
            let rest = String::from_utf16_lossy(&units[end as usize..]);
            prop_assert!(rest.chars().all(|c| c.is_whitespace() || c == ','), "`{}` ends with `{}`", text, rest);
        }
    }
}

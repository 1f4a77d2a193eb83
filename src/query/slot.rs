//! What may stand at a place of a query: the beginning of a term, or a value of a field.

use super::Surroundings;
use super::display::column_name;
use super::field::{FIELDS, Field};
use super::parser::parse;
use super::pieces::{PieceKind, Term, terms};
use super::problem::utf16_offset;
use super::token::Name;
use super::written::{exact, quoted, regex_end};
use crate::sort;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

/// The place in a query where something may be written, and what is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The first UTF-16 code unit of what is there.
    pub from: u32,
    /// The code unit after its last one.
    pub to: u32,
    /// What has been typed up to the cursor, without quotation marks and brackets.
    pub typed: String,
    /// The field, or `column.` and the name of the column, whose value may stand there; empty for the beginning of a term.
    pub field: String,
    /// The operator by which the value is compared; empty if it is not.
    pub comparison: String,
    /// Whether other values of a list come before.
    pub in_list: bool,
    /// Whether the field takes times.
    pub takes_time: bool,
    /// Whether a term comes before, to which another one can be joined.
    pub follows: bool,
    /// The query without the term; all of it that can be read.
    pub rest: String,
}

/// The place at a cursor, which is given in UTF-16 code units.
pub fn slot(text: &str, cursor: u32, surroundings: &Surroundings<'_>) -> Slot {
    let cursor = byte_offset(text, cursor);
    let before = text.get(..cursor).unwrap_or_default();
    let mut terms = terms(before, surroundings);
    let last = terms.pop_if(|term| term.place.end == before.len() || awaits_value(term));
    let follows = terms.last().is_some_and(|term| is_term(before, term));
    let (place, name) = match &last {
        Some(term) => at(before, term),
        None => (cursor..cursor, None),
    };
    let comparison = last.as_ref().filter(|_| name.is_some()).and_then(|term| comparison(before, term));
    let typed = before.get(place.clone()).unwrap_or_default();
    let end = marked_end(text, place.start, cursor)
        .unwrap_or_else(|| cursor + tail(text.get(cursor..).unwrap_or_default(), name.is_some()));
    let begin = last.as_ref().filter(|_| name.is_some()).map_or(place.start, |term| term.place.start);
    let rest = [text.get(..begin).unwrap_or_default(), text.get(end..).unwrap_or_default()];
    Slot {
        from: utf16_offset(text, place.start),
        to: utf16_offset(text, end),
        typed: bare(typed).to_string(),
        takes_time: matches!(&name, Some(Name::Field(field)) if field.kind.takes_time()),
        field: name.map(|name| name.full_name()).unwrap_or_default(),
        comparison: comparison.unwrap_or_default().to_string(),
        in_list: before.get(..place.start).is_some_and(|before| before.trim_end().ends_with(',')),
        follows,
        rest: readable(rest, surroundings),
    }
}

/// A field without its value.
fn awaits_value(term: &Term) -> bool {
    term.name.is_some() && term.pieces.last().is_some_and(|(_, kind)| *kind == PieceKind::Operator)
}

fn is_term(text: &str, term: &Term) -> bool {
    let closes = text.get(term.place.clone()) == Some(")");
    closes || !matches!(term.pieces.first(), Some((_, PieceKind::Keyword | PieceKind::Parenthesis)))
}

/// What of the last term is being written, and of which field it is a value.
fn at(before: &str, term: &Term) -> (Range<usize>, Option<Name>) {
    let end = before.len();
    let has_operator = term.pieces.iter().any(|(_, kind)| *kind == PieceKind::Operator);
    match (term.pieces.last(), &term.name) {
        (Some((place, PieceKind::Value)), Some(name)) => (place.start..end, Some(name.clone())),
        (Some((place, PieceKind::Problem)), Some(name)) if has_operator => {
            (last_value(before, place.start)..end, Some(name.clone()))
        }
        (Some(_), Some(name)) if has_operator => (end..end, Some(name.clone())),
        (Some((place, PieceKind::Text | PieceKind::Problem)), _) => (place.start..end, None),
        (Some((place, PieceKind::Keyword)), _) if place.len() > 1 => (place.start..end, None),
        _ => (end..end, None),
    }
}

/// The operator of a term, if it compares.
fn comparison<'t>(before: &'t str, term: &Term) -> Option<&'t str> {
    let (place, _) = term.pieces.iter().find(|(_, kind)| *kind == PieceKind::Operator)?;
    before.get(place.clone()).map(str::trim).filter(|sign| sign.contains(['<', '>']))
}

/// Where the last value of a list begins that cannot be read: after the last comma outside of quotes.
fn last_value(text: &str, from: usize) -> usize {
    let mut begin = from;
    let mut quoted = false;
    for (at, character) in text.get(from..).unwrap_or_default().char_indices() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => begin = from + at + 1,
            _ => {}
        }
    }
    begin + text.get(begin..).map_or(0, |value| value.len() - value.trim_start().len())
}

/// The end of the text at `from` that quotation marks or slashes enclose, if the cursor is in it or before it.
fn marked_end(text: &str, from: usize, cursor: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let length = match rest.as_bytes().first()? {
        b'<' => exact(rest)?.1,
        b'"' => quoted(rest)?.1,
        b'/' => regex_end(rest.get(1..)?, true)? + 2,
        _ => return None,
    };
    Some(from + length).filter(|end| *end >= cursor)
}

/// How much of what follows the cursor belongs to the same word.
fn tail(after: &str, is_value: bool) -> usize {
    let ends =
        |character: char| character.is_whitespace() || "()\"".contains(character) || (is_value && character == ',');
    let length = after.find(ends).unwrap_or(after.len());
    let word = after.get(..length).unwrap_or_default();
    // The operator and the values after a name stay.
    if is_value { length } else { word.find([':', '<', '>', '=']).unwrap_or(length) }
}

/// Without what marks text: quotation marks and angle brackets.
pub(super) fn bare(typed: &str) -> &str {
    typed.trim_start_matches(['<', '"']).trim_end_matches(['"', '>'])
}

/// What is left of a query without one of its terms. Where that is no query, what comes before it, or else nothing.
fn readable([before, after]: [&str; 2], surroundings: &Surroundings<'_>) -> String {
    let opened = before.trim_end().trim_end_matches(['-', '!']);
    let candidates = [format!("{opened} {after}"), String::from(opened)];
    candidates.into_iter().find(|text| parse(text, surroundings).is_ok()).unwrap_or_default()
}

fn byte_offset(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, character) in text.char_indices() {
        if left < character.len_utf16() {
            return at;
        }
        left -= character.len_utf16();
    }
    text.len()
}

/// The fields whose name, or another name, begins with a text or has it in it; those that begin with it come first.
pub fn fields_like(typed: &str) -> Vec<&'static str> {
    let typed = typed.to_ascii_lowercase();
    let inside = typed.len() > 2;
    let rank = |field: &Field| {
        let names = || core::iter::once(field.name).chain(field.aliases.iter().copied());
        match () {
            () if field.name.starts_with(&typed) => Some(0),
            () if names().any(|name| name.starts_with(&typed)) => Some(1),
            () if inside && names().any(|name| name.contains(&typed)) => Some(2),
            () => None,
        }
    };
    let mut found: Vec<(u8, &str)> = FIELDS.iter().filter_map(|field| Some((rank(field)?, field.name))).collect();
    sort::by_key(&mut found, |(rank, _)| *rank);
    found.into_iter().map(|(_, name)| name).collect()
}

/// The value of a condition on one value, as it is written; empty if there is none.
pub fn written_value(condition: &str) -> &str {
    let parsed = parse(condition, &Surroundings::default());
    let values = parsed.ok().and_then(|parsed| parsed.parts.into_iter().next()).filter(|part| !part.excluded);
    let place = values.and_then(|part| part.values().first().cloned());
    place.and_then(|place| condition.get(place)).unwrap_or_default()
}

/// The term that a column is asked with, up to its value.
pub fn column_term(name: &str) -> String {
    column_name(name) + ":"
}

/// Whether a field can be compared with a value by that operator as it is written: `tls>1.1`, not `tls>none`.
pub fn can_be_compared(field: &str, operator: &str, value: &str) -> bool {
    parse(&format!("{field}{operator}{value}"), &Surroundings::default()).is_ok()
}

/// Whether a value can stand in a list as it is written.
pub fn can_be_listed(field: &str, value: &str) -> bool {
    parse(&format!("{field}:{value},{value}"), &Surroundings::default()).is_ok()
}

/// Words that join terms, and what they mean.
pub const KEYWORDS: &[(&str, &str)] = &[
    ("OR", "One of both is enough."),
    ("AND", "Both must hold, as without it."),
    ("NOT", "What follows must not hold, as with `-`."),
];

#[cfg(test)]
mod tests {
    use super::super::words::words_of;
    use super::*;
    use alloc::vec;

    /// The place at the `|`, as: what is typed, its field, the text that an item replaces, and the rest.
    fn at(text: &str) -> (String, String, String, String) {
        let cursor = text.find('|').expect("a cursor");
        let text = [&text[..cursor], &text[cursor + 1..]].concat();
        let units = utf16_offset(&text, cursor);
        let slot = slot(&text, units, &Surroundings::default());
        let replaced: Vec<u16> = text.encode_utf16().collect();
        let replaced = String::from_utf16_lossy(&replaced[slot.from as usize..slot.to as usize]);
        (slot.typed, slot.field, replaced, slot.rest.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn places() {
        for (text, typed, field, replaced, rest) in [
            ("|", "", "", "", ""),
            ("fr|", "fr", "", "fr", "fr"),
            ("𝄞 fr|om:a b", "fr", "", "from", "𝄞 from:a b"),
            ("a from:|", "", "from", "", "a"),
            ("a from: |", "", "from", "", "a"),
            ("a sender:an|n b", "an", "from", "ann", "a b"),
            ("-from:an|", "an", "from", "an", ""),
            ("a -from:|", "", "from", "", "a"),
            ("code:550,4|", "4", "code", "4", ""),
            ("code:550,|", "", "code", "", ""),
            ("code:550, |", "", "code", "", ""),
            ("gap>|", "", "gap", "", ""),
            ("gap > 3|", "3", "gap", "3", ""),
            ("connector:\"Def|", "Def", "connector", "\"Def", ""),
            ("connector:a,\"b, c|", "b, c", "connector", "\"b, c", ""),
            ("to:<an|", "an", "to", "<an", ""),
            ("connector:|<\"a, b\"> c", "", "connector", "<\"a, b\">", "c"),
            ("connector:<\"a| b\"> c", "a", "connector", "<\"a b\">", "c"),
            ("service:\"Front| End\" c", "Front", "service", "\"Front End\"", "c"),
            ("from:/a| b/ c", "/a", "from", "/a b/", "c"),
            ("(a OR to:b|) c", "b", "to", "b", ""),
            ("a or|", "or", "", "or", "a or"),
            ("a |", "", "", "", "a"),
            ("\"open fr|", "open fr", "", "\"open fr", ""),
            ("column.x:|", "", "column.x", "", ""),
            ("fom:a|", "fom:a", "", "fom:a", ""),
        ] {
            let found = at(text);
            assert_eq!((found.0.as_str(), found.1.as_str(), found.2.as_str()), (typed, field, replaced), "{text}");
            if !field.is_empty() {
                assert_eq!(found.3, rest, "{text}");
            }
        }
    }

    #[test]
    fn fields_that_begin_with_it_come_first() {
        assert_eq!(fields_like("mess"), vec!["message-id", "messages"]);
        assert_eq!(fields_like("sender")[..2], ["sender-domain", "from"]);
        assert_eq!((fields_like("taken"), fields_like("id")), (vec!["time-taken"], vec![]));
        assert_eq!(fields_like("").len(), FIELDS.len());
        assert_eq!(fields_like("nothing"), Vec::<&str>::new());
    }

    #[test]
    fn values_as_they_are_written() {
        for (condition, value) in [
            ("from:<a@b>", "<a@b>"),
            ("helo:<\"a b\">", "<\"a b\">"),
            ("from:<>", "<>"),
            ("-helo:*", ""),
            ("from:", ""),
        ] {
            assert_eq!(written_value(condition), value);
        }
    }

    #[test]
    fn words_are_values() {
        for (field, word) in
            [("log", "receive"), ("event", "+"), ("outcome", "rejected"), ("tls", "none"), ("auth", "ok")]
        {
            assert!(words_of(field).contains(&word), "{field}");
        }
        for field in FIELDS {
            for word in words_of(field.name) {
                assert!(parse(&format!("{}:{word}", field.name), &Surroundings::default()).is_ok(), "{word}");
            }
        }
    }
}

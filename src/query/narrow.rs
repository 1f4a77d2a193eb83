//! The parts of a query, and queries made of parts: what narrows can be taken out, put back, and added to.
//!
//! A part is a term or a parenthesis of which all must hold. What the user wrote is kept as it is; only a part that changes
//! is written anew.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Deserialize;

use super::Surroundings;
use super::parser::parse;
use super::part::{self, Parsed, Place};
use super::problem::utf16_offset;
use super::reading::Reading;

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its first UTF-16 code unit.
    pub from: u32,
    /// The code unit after its last one.
    pub to: u32,
    /// Whether it is excluded.
    pub excluded: bool,
    /// The name of the field, or `column.` and the name of the column, if it is one condition on it; otherwise empty.
    pub field: String,
    /// The conditions of which it is made, a value each, if all of them are about one field: those of a list, and alternatives.
    pub conditions: Vec<String>,
}

/// What to do with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Narrowing {
    /// Find only what has the value, whatever else was asked of its field.
    Only,
    /// Find nothing that has the value.
    Exclude,
    /// Find what has the value, in addition to what is asked of its field.
    Add,
    /// Find what has the value as far as nothing else speaks against it: it is excluded no longer.
    Admit,
}

/// The parts of a query; none if it is not valid. With alternatives outside of parentheses, all of it is one part.
pub fn parts(text: &str, surroundings: &Surroundings<'_>) -> Vec<Part> {
    let parts = parse(text, surroundings).map_or_else(|_| Vec::new(), |parsed| parsed.parts);
    let mut before = (0, 0);
    let mut units = |byte: usize| {
        let (from, count) = before;
        before = (byte, count + utf16_offset(text.get(from..).unwrap_or_default(), byte - from));
        before.1
    };
    let part = |part: part::Part| Part {
        from: units(part.place.start),
        to: units(part.place.end),
        excluded: part.excluded,
        conditions: part.conditions(text),
        field: part.subject.filter(|_| part.is_condition).unwrap_or_default(),
    };
    parts.into_iter().map(part).collect()
}

/// The texts of the parts of a query; none if it is not valid.
pub fn texts_of_parts(text: &str, surroundings: &Surroundings<'_>) -> Vec<String> {
    let parts = parse(text, surroundings).map_or_else(|_| Vec::new(), |parsed| parsed.parts);
    parts.into_iter().filter_map(|part| text.get(part.place).map(String::from)).collect()
}

/// A query of which all of these parts must hold. They are parted by blanks, unless one would be read as one with the
/// next: `after:2026-03-01` and `14:30`.
pub fn joined(parts: &[String], surroundings: &Surroundings<'_>) -> String {
    if let [one] = parts {
        return one.clone();
    }
    let closed: Vec<String> = parts.iter().map(|part| closed(&expanded(part), surroundings)).collect();
    let query = closed.join(" ");
    let is_same = parse(&query, surroundings).is_ok_and(|parsed| parsed.parts.len() == closed.len());
    if is_same { query } else { closed.join(" AND ") }
}

/// What a pasted line of a log means, in words that stay what they are beside others; any other part as it is.
fn expanded(part: &str) -> Cow<'_, str> {
    match Reading::of_pasted(part.trim()) {
        Some(reading) => Cow::Owned(format!("({})", reading.query)),
        None => Cow::Borrowed(part),
    }
}

/// In parentheses if there are alternatives.
fn closed(part: &str, surroundings: &Surroundings<'_>) -> String {
    let has_alternatives = |text: &str| parse(text, surroundings).is_ok_and(|parsed| parsed.has_alternatives);
    if !has_alternatives(part) {
        return String::from(part);
    }
    let closed = format!("({part})");
    // An open parenthesis in the last word would take the one that closes the others; a blank prevents that.
    if parse(&closed, surroundings).is_ok() { closed } else { format!("({part} )") }
}

/// A query with a condition, which [`exactly`](super::exactly()) wrote, as that narrowing says. `None` if the query is
/// not valid.
pub fn narrowed(text: &str, how: Narrowing, condition: &str, surroundings: &Surroundings<'_>) -> Option<String> {
    let value = Value::of(condition, surroundings)?;
    let Parsed { parts, .. } = parse(text, surroundings).ok()?;
    let pieces = parts.iter().map(|part| Piece::of(text, part)).collect();
    let mut query = Query { pieces, surroundings };
    match how {
        Narrowing::Only => query.only(&value),
        Narrowing::Exclude => query.exclude(&value),
        Narrowing::Add => query.add(&value),
        Narrowing::Admit => drop(query.take_out(&value, !value.piece.excluded)),
    }
    let texts: Vec<String> = query.pieces.into_iter().map(|piece| piece.text).collect();
    Some(joined(&texts, surroundings))
}

/// The condition that narrows.
struct Value<'c> {
    /// As it is written.
    text: &'c str,
    /// The opposite.
    opposite: String,
    /// The condition without what excludes it.
    piece: Piece,
}

impl<'c> Value<'c> {
    fn of(text: &'c str, surroundings: &Surroundings<'_>) -> Option<Value<'c>> {
        let Parsed { parts, .. } = parse(text, surroundings).ok()?;
        let [part] = parts.as_slice() else { return None };
        let opposite = text.strip_prefix('-').map_or_else(|| format!("-{text}"), String::from);
        Some(Value { text, opposite, piece: Piece::of(text, part) })
    }

    /// Whether a piece is about the same field.
    fn shares_field(&self, piece: &Piece) -> bool {
        self.piece.subject.is_some() && self.piece.subject == piece.subject
    }
}

/// A part as a text of its own; places are in this text.
struct Piece {
    text: String,
    subject: Option<String>,
    excluded: bool,
    is_condition: bool,
    values: Vec<Place>,
    /// The conditions of which it is made, a value each.
    conditions: Vec<String>,
}

impl Piece {
    fn of(query: &str, part: &part::Part) -> Piece {
        let start = part.place.start;
        Piece {
            text: query.get(part.place.clone()).unwrap_or_default().to_string(),
            subject: part.subject.clone(),
            excluded: part.excluded,
            is_condition: part.is_condition,
            values: part.values().iter().map(|value| value.start - start..value.end - start).collect(),
            conditions: part.conditions(query),
        }
    }

    /// Whether it finds what has no value of its field: `-user:*`.
    fn asks_for_none(&self) -> bool {
        self.excluded && self.is_condition && self.values.len() == 1 && self.value(0) == "*"
    }

    fn value(&self, number: usize) -> &str {
        self.values.get(number).and_then(|place| self.text.get(place.clone())).unwrap_or_default()
    }

    /// What comes before the values and after them.
    fn around(&self) -> Option<(&str, &str)> {
        let (first, last) = (self.values.first()?, self.values.last()?);
        self.text.get(..first.start).zip(self.text.get(last.end..))
    }

    /// The same with other values; `None` without any.
    fn with_values(&self, values: &[&str]) -> Option<String> {
        let (head, tail) = self.around().filter(|_| !values.is_empty())?;
        Some(format!("{head}{}{tail}", values.join(",")))
    }
}

struct Query<'s> {
    pieces: Vec<Piece>,
    surroundings: &'s Surroundings<'s>,
}

impl Query<'_> {
    fn only(&mut self, value: &Value<'_>) {
        self.pieces.retain(|piece| !value.shares_field(piece));
        self.push(value.text);
    }

    fn exclude(&mut self, value: &Value<'_>) {
        self.take_out(value, value.piece.excluded);
        self.push(&value.opposite);
    }

    fn add(&mut self, value: &Value<'_>) {
        let was_excluded = self.take_out(value, !value.piece.excluded);
        let is_asked = |piece: &Piece| value.shares_field(piece) && !piece.excluded;
        let asks_for_none = |piece: &Piece| value.shares_field(piece) && piece.asks_for_none();
        let place = |is: &dyn Fn(&Piece) -> bool| self.pieces.iter().rposition(is);
        match place(&is_asked).or_else(|| place(&asks_for_none)) {
            Some(place) => self.widen(place, value),
            None if was_excluded => {}
            None => self.push(value.text),
        }
    }

    /// Appends a part, unless the query has it.
    fn push(&mut self, text: &str) {
        if self.pieces.iter().any(|piece| self.is_same(&piece.text, text)) {
            return;
        }
        self.pieces.extend(self.read(text));
    }

    fn read(&self, text: &str) -> Option<Piece> {
        let Parsed { parts, .. } = parse(text, self.surroundings).ok()?;
        let [part] = parts.as_slice() else { return None };
        Some(Piece::of(text, part))
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        let read = |text| parse(text, self.surroundings).ok().map(|parsed| parsed.expression);
        one == other || read(one).is_some_and(|one| read(other) == Some(one))
    }

    /// Whether a value in the list of a piece is the value.
    fn is_value(&self, piece: &Piece, number: usize, value: &Value<'_>) -> bool {
        let Some((head, _)) = value.piece.around() else { return false };
        let head = head.strip_prefix('-').unwrap_or(head);
        let own = value.text.strip_prefix('-').unwrap_or(value.text);
        self.is_same(&format!("{head}{}", piece.value(number)), own)
    }

    /// Takes the value out of the parts that exclude it, or that ask for it. Returns whether it was in one.
    fn take_out(&mut self, value: &Value<'_>, excluding: bool) -> bool {
        let mut pieces = Vec::new();
        let mut found = false;
        let whole = if excluding == value.piece.excluded { value.text } else { &value.opposite };
        for piece in core::mem::take(&mut self.pieces) {
            if self.is_same(&piece.text, whole) {
                found = true;
                continue;
            }
            let may_have = piece.is_condition && piece.excluded == excluding && value.shares_field(&piece);
            let is_other = |number: &usize| !(may_have && self.is_value(&piece, *number, value));
            let others: Vec<&str> =
                (0..piece.values.len()).filter(is_other).map(|number| piece.value(number)).collect();
            if others.len() == piece.values.len() {
                pieces.push(piece);
                continue;
            }
            found = true;
            pieces.extend(piece.with_values(&others).and_then(|text| self.read(&text)));
        }
        self.pieces = pieces;
        found
    }

    /// Puts the value into the list of a part, or beside the part.
    fn widen(&mut self, place: usize, value: &Value<'_>) {
        let Some(piece) = self.pieces.get(place) else { return };
        if piece.conditions.iter().any(|condition| self.is_same(condition, value.text)) {
            return;
        }
        let listed = self.listed(piece, value).unwrap_or_else(|| format!("({} OR {})", piece.text, value.text));
        if let Some(piece) = self.read(&listed) {
            self.pieces.splice(place..=place, [piece]);
        }
    }

    /// The part with one more value in its list, if it takes a list.
    fn listed(&self, piece: &Piece, value: &Value<'_>) -> Option<String> {
        let mut values: Vec<&str> = (0..piece.values.len()).map(|number| piece.value(number)).collect();
        let takes_more = piece.is_condition && !piece.excluded && !value.piece.excluded;
        values.push(Some(value.piece.value(0)).filter(|_| takes_more)?);
        let listed = piece.with_values(&values)?;
        parse(&listed, self.surroundings).is_ok().then_some(listed)
    }
}

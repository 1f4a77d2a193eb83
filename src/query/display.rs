//! Writes an expression as a query that reads back as the same expression.
//!
//! Text is quoted unless it is plainly a word, so that the lexer's rules about fields and text are not repeated here.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt::{Display, Formatter, Result};

use super::choice::Choice;
use super::column_condition::{ColumnCondition, ColumnTest, ColumnValue};
use super::expression::{Asked, Condition, Expression, FindingCondition};
use super::field::{Kind, NumberField, name_of};
use super::pattern::{Pattern, Source};
use super::recent::begins_recent;
use super::shape::Shape;
use super::time::write_time;
use super::token::{COLUMN, KEYWORDS};
use super::value::{AuthMatch, Range, StatusMatch, Unit};
use crate::store::value::MILLIONTHS;

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Expression::All(parts) => joined(f, parts, " ", |part| matches!(part, Expression::Any(_))),
            Expression::Any(parts) => joined(f, parts, " OR ", |_| false),
            Expression::Not(part) => {
                f.write_str("-")?;
                grouped(f, part, !matches!(**part, Expression::Condition(_)))
            }
            Expression::Condition(condition) => condition.fmt(f),
        }
    }
}

fn joined(f: &mut Formatter<'_>, parts: &[Expression], glue: &str, group: impl Fn(&Expression) -> bool) -> Result {
    for (number, part) in parts.iter().enumerate() {
        f.write_str(if number == 0 { "" } else { glue })?;
        grouped(f, part, group(part))?;
    }
    Ok(())
}

fn grouped(f: &mut Formatter<'_>, part: &Expression, group: bool) -> Result {
    if group { write!(f, "({part})") } else { part.fmt(f) }
}

/// A text as the value of a field that contains it.
pub fn value_of(text: &str) -> String {
    if is_plain_word(text) { text.to_string() } else { quoted(text) }
}

/// A text as the value of a field that is exactly this text.
pub(super) fn exact_value_of(text: &str) -> String {
    let ends = |character: char| character.is_whitespace() || "<>()\"*,".contains(character);
    if text.contains(ends) { format!("<{}>", quoted(text)) } else { format!("<{text}>") }
}

/// A text as a query for it, wherever it occurs: in quotes if it would be read as something else.
pub(super) fn word_of(text: &str) -> String {
    let is_text = !begins_recent(text) && Shape::of(text).is_none_or(|shape| shape.is_text(text));
    if is_text { value_of(text) } else { quoted(text) }
}

/// A text in quotes, in which everything is text.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A column as it is named in a query.
pub(super) fn column_name(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    format!("{COLUMN}{}", if plain { name.to_string() } else { quoted(name) })
}

impl Condition {
    /// The kind of its field; `None` for words.
    pub(super) fn kind(&self) -> Option<Kind> {
        Some(match self {
            Condition::Text(_) | Condition::Column(_) => return None,
            Condition::Field(field, _) => Kind::Text(*field),
            Condition::Number(field, _) => Kind::Number(*field),
            Condition::Log(_) => Kind::Log,
            Condition::Event(_) => Kind::Event,
            Condition::Outcome(_) => Kind::Outcome,
            Condition::Finding(finding) => finding.kind(),
            Condition::CertificateState(_) => Kind::CertificateState,
            Condition::Noise(_) => Kind::Noise,
            Condition::Deferral(_) => Kind::Deferral,
            Condition::Ip(field, _) => Kind::Ip(*field),
            Condition::Status(_) => Kind::Status,
            Condition::Tls(_) => Kind::Tls,
            Condition::Auth(_) => Kind::Auth,
            Condition::Time(field, _) => Kind::Time(*field),
            Condition::Weekday(..) => Kind::Weekday,
        })
    }

    /// The field or column that it is about, as a query names it; `None` for words.
    pub(super) fn subject(&self) -> Option<String> {
        match self {
            Condition::Column(column) => Some(column_name(&column.name).to_ascii_lowercase()),
            _ => self.kind().map(|kind| String::from(name_of(kind))),
        }
    }

    /// The value with the operator before it.
    fn value(&self) -> String {
        match self {
            Condition::Text(pattern) => match pattern.source() {
                Source::Contains(text) => word_of(text),
                _ => pattern_value(pattern),
            },
            Condition::Field(_, any) => list(any.iter().map(pattern_value)),
            Condition::Number(field, any) => numbers(*field, any),
            Condition::Log(choices) => chosen(choices),
            Condition::Event(choices) => chosen(choices),
            Condition::Outcome(choices) => chosen(choices),
            Condition::CertificateState(choices) => chosen(choices),
            Condition::Finding(FindingCondition { asked: Asked::Kinds(choices), .. }) => chosen(choices),
            Condition::Finding(FindingCondition { asked: Asked::Severities(choices), .. }) => chosen(choices),
            Condition::Noise(choices) => chosen(choices),
            Condition::Deferral(choices) => chosen(choices),
            Condition::Ip(_, nets) => list(nets.0.iter().map(ToString::to_string)),
            Condition::Status(any) => list(any.iter().map(status)),
            Condition::Tls(tls) => list(tls.words().map(String::from)),
            Condition::Auth(any) => list(any.iter().map(auth)),
            Condition::Time(_, any) => times(any),
            Condition::Weekday(choices, _) => chosen(choices),
            Condition::Column(column) => column_condition(column),
        }
    }
}

fn column_condition(ColumnCondition { name, test }: &ColumnCondition) -> String {
    let test = match test {
        ColumnTest::Any(values) => list(values.iter().map(column_value)),
        ColumnTest::Number(range) => bounded(range, |&bound| decimal(bound)),
        ColumnTest::Time(range) => bounded(range, |&bound| write_time(bound)),
    };
    column_name(name) + &test
}

/// A number or a network is written as it was; text that could be read as one is quoted.
fn column_value(value: &ColumnValue) -> String {
    match value.pattern.source() {
        Source::Contains(text) if value.number.is_some() || value.net.is_some() => text.clone(),
        Source::Contains(text) => quoted(text),
        _ => pattern_value(&value.pattern),
    }
}

/// A number in millionths.
fn decimal(number: i128) -> String {
    let (size, sign) = (number.unsigned_abs(), if number < 0 { "-" } else { "" });
    let (whole, rest) = (size / MILLIONTHS.unsigned_abs(), size % MILLIONTHS.unsigned_abs());
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:06}") }
}

/// A comparison; equality and ranges are written by a list.
fn bounded<T>(range: &Range<T>, write: impl Fn(&T) -> String) -> String {
    let (sign, bound) = match range {
        Range::Above(bound) => (">", bound),
        Range::AtLeast(bound) => (">=", bound),
        Range::Below(bound) => ("<", bound),
        Range::AtMost(bound) => ("<=", bound),
        Range::Is(bound) | Range::Between(bound, _) => (":", bound),
    };
    format!("{sign}{}", write(bound))
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.kind().map_or("", name_of))?;
        f.write_str(&self.value())
    }
}

fn list(values: impl Iterator<Item = String>) -> String {
    let mut list = String::from(":");
    for (number, value) in values.enumerate() {
        if number > 0 {
            // What `closed` added; the comma does the same.
            list.truncate(list.trim_end().len());
            list.push(',');
        }
        list.push_str(&value);
    }
    list
}

/// A comparison, or a list of ranges.
fn times(any: &[Range<i64>]) -> String {
    let range = |range: &Range<i64>| match range {
        Range::Between(first, last) => Some(format!("{}..{}", write_time(*first), write_time(*last))),
        _ => None,
    };
    match any {
        [one] if range(one).is_none() => bounded(one, |&bound| write_time(bound)),
        ranges => list(ranges.iter().filter_map(range)),
    }
}

fn chosen<T: Choice>(choices: &[T]) -> String {
    list(choices.iter().map(|choice| String::from(choice.word())))
}

fn status(status: &StatusMatch) -> String {
    let part = |part: Option<u16>| part.map_or(String::from("*"), |number| number.to_string());
    status.0.map(part).join(".")
}

fn auth(auth: &AuthMatch) -> String {
    if let AuthMatch::Mechanism(pattern) = auth {
        return pattern_value(pattern);
    }
    let word = AuthMatch::WORDS.iter().find(|(_, known)| known == auth);
    word.map(|(word, _)| String::from(*word)).unwrap_or_default()
}

fn pattern_value(pattern: &Pattern) -> String {
    match pattern.source() {
        Source::Contains(text) => value_of(text),
        Source::Regex(expression) => format!("/{expression}/"),
        Source::Exact(text) => exact_value_of(text),
        Source::Whole(text) if text.starts_with(|c: char| c == '*' || c.is_alphanumeric()) => closed(text.clone()),
        Source::Whole(text) => closed(format!("<{text}>")),
    }
}

/// An open parenthesis in a word would consume the one that closes a group around it; a space prevents that.
fn closed(word: String) -> String {
    let open = word.matches('(').count();
    if open > word.matches(')').count() { word + " " } else { word }
}

fn is_plain_word(text: &str) -> bool {
    let plain = |character: char| character.is_alphanumeric() || "._@-".contains(character);
    text.chars().all(plain)
        && !text.starts_with('-')
        && !KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(text))
}

fn numbers(field: NumberField, any: &[Range]) -> String {
    let unit = field.unit();
    let number = |number: u64| write_number(number, unit);
    match any {
        [range] if !matches!(range, Range::Is(_) | Range::Between(..)) => bounded(range, |&bound| number(bound)),
        any => list(any.iter().map(|range| match range {
            Range::Between(low, high) => format!("{}..{}", number(*low), number(*high)),
            Range::Is(bound)
            | Range::Above(bound)
            | Range::AtLeast(bound)
            | Range::Below(bound)
            | Range::AtMost(bound) => number(*bound),
        })),
    }
}

/// In the largest unit that leaves a whole number.
pub(super) fn write_number(number: u64, unit: Unit) -> String {
    let units = unit.names();
    if units.is_empty() {
        return number.to_string();
    }
    let fits = units.iter().rev().find(|(_, factor)| number.is_multiple_of(*factor) && number > 0);
    fits.or(units.first()).map_or(String::new(), |(name, factor)| format!("{}{name}", number / factor))
}

//! Writes the condition that a field has exactly one value, as a query that reads back to that value.
//!
//! The value is as the page shows it; a duration, a size or a time is a whole number in its smallest unit.

use alloc::format;
use alloc::string::{String, ToString};
use chrono::Weekday;
use core::fmt::Write;

use super::choice::Choice;
use super::display::{column_name, exact_value_of, value_of, word_of, write_number};
use super::field::{Kind, NumberField, TextField, field_named};
use super::time::write_minute;
use super::token::COLUMN;
use super::value::{AuthMatch, CODES, StatusMatch, TlsMatch, Unit, read_net};
use crate::entry::{Event, LogType};
use crate::exchange::address;
use crate::finding::{FindingKind, FindingSeverity};
use crate::store::{CertificateState, Deferral, Noise, Outcome};

/// Longest value in bytes: a query of a few such values is still within the limits of the language.
const LONGEST: usize = 2_000;

/// The condition that a field, or `column.` and the name of a column, has exactly this value; an empty name stands for a
/// text that occurs anywhere. Case is ignored. A time is in milliseconds since 1970 UTC, and means its minute in
/// the zone `offset_minutes` east of UTC; an address may have a port, which is left out. `None` if no query says so.
pub fn exactly(name: &str, value: &str, offset_minutes: i32) -> Option<String> {
    // In the store the unit separator parts the fields of a text, so nothing can be asked across it.
    if value.len() > LONGEST || value.contains('\u{1F}') {
        return None;
    }
    if name.is_empty() {
        return (!value.is_empty()).then(|| anywhere(value));
    }
    if name.get(..COLUMN.len()).is_some_and(|head| head.eq_ignore_ascii_case(COLUMN)) {
        let column = name.get(COLUMN.len()..).filter(|column| !column.is_empty())?;
        let bare = Some(bare(value)).filter(|bare| !bare.is_empty()).unwrap_or(value);
        return Some(exact_text(&column_name(column), bare));
    }
    let field = field_named(name)?;
    let value = match field.kind {
        Kind::Text(text) => return text_field(field.name, text, value),
        Kind::Number(number) => number_value(number, value)?,
        Kind::Log => word::<LogType>(value)?,
        Kind::Event => word::<Event>(value)?,
        Kind::Outcome => word::<Outcome>(value)?,
        Kind::CertificateState => word::<CertificateState>(value)?,
        Kind::Finding => word::<FindingKind>(value)?,
        Kind::Severity => word::<FindingSeverity>(value)?,
        Kind::Noise => word::<Noise>(value)?,
        Kind::Deferral => word::<Deferral>(value)?,
        Kind::Weekday => word::<Weekday>(value)?,
        Kind::Ip(_) => address_value(value)?,
        Kind::Status => status_value(value)?,
        Kind::Tls => tls_value(value)?,
        Kind::Auth => auth_value(value),
        Kind::Time(_) => write_minute(value.parse().ok()?, offset_minutes)?,
        Kind::After | Kind::Before => return None,
    };
    Some(format!("{}:{value}", field.name))
}

fn text_field(name: &str, field: TextField, value: &str) -> Option<String> {
    use TextField::{From, MessageId, Server, Service, Session, To};
    let of = |value: &str| Some(format!("{name}:{}", exact_value(value)));
    match field {
        // The null sender is shown as `<>`; without any, a session has no sender.
        From if value.is_empty() => None,
        From | To | MessageId | Session if !value.is_empty() => of(bare(value)),
        Server => of(value),
        // Services are found with and without their blanks.
        Service => of(&Some(value.replace(' ', "")).filter(|tight| value_of(tight) == *tight).unwrap_or(value.into())),
        _ => Some(exact_text(name, value)),
    }
}

/// No value is what no value matches.
fn exact_text(name: &str, value: &str) -> String {
    if value.is_empty() { format!("-{name}:*") } else { format!("{name}:{}", exact_value(value)) }
}

fn exact_value(value: &str) -> String {
    if needs_expression(value) { format!("/^{}$/", escaped(value)) } else { exact_value_of(value) }
}

fn anywhere(text: &str) -> String {
    if needs_expression(text) { format!("/{}/", escaped(text)) } else { word_of(text) }
}

/// Characters that a text in a query does not ask for: what was not text in the log has become a replacement character, and
/// the long s and the Kelvin sign mean other letters ([`Pattern`](super::pattern::Pattern)).
const UNASKED: [char; 3] = [char::REPLACEMENT_CHARACTER, '\u{17f}', '\u{212a}'];

/// Whether a text cannot be written as it is: the box for the query has one line, and shows no controls and no marks that
/// turn or join the text beside them (Unicode's Cc and Cf, and separators of lines), so that they could hide in it.
fn needs_expression(text: &str) -> bool {
    text.contains(UNASKED) || text.contains(is_unseen)
}

fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// An expression without blanks, commas, slashes and parentheses, so that it is one value everywhere.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            char::REPLACEMENT_CHARACTER => escaped.push_str("(?s-u:.)+"),
            character if UNASKED.contains(&character) => drop(write!(escaped, "(?-i:{character})")),
            character if character.is_alphanumeric() => escaped.push(character),
            // Writing to a string cannot fail.
            character => drop(write!(escaped, "\\x{{{:X}}}", u32::from(character))),
        }
    }
    escaped
}

/// Without the angle brackets around an address or an id, which do not count.
fn bare(value: &str) -> &str {
    value.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(value)
}

fn number_value(field: NumberField, value: &str) -> Option<String> {
    let number: u64 = value.parse().ok()?;
    let is_code = field.unit() != Unit::ReplyCode || CODES.contains(&number);
    is_code.then(|| write_number(number, field.unit()))
}

fn word<T: Choice>(value: &str) -> Option<String> {
    T::read(value).map(|choice| String::from(choice.word()))
}

/// An address without its port, or a network.
fn address_value(value: &str) -> Option<String> {
    let address = address(value.as_bytes()).map(|address| address.to_canonical().to_string());
    address.or_else(|| Some(read_net(value).ok()??.to_string()))
}

/// All three parts of a status code.
fn status_value(value: &str) -> Option<String> {
    let StatusMatch([class, subject, detail]) = StatusMatch::read(value)?;
    Some(format!("{}.{}.{}", class?, subject?, detail?))
}

/// A version, `failed`, or nothing.
fn tls_value(value: &str) -> Option<String> {
    let mut tls = TlsMatch::default();
    tls.add(if value.is_empty() { "none" } else { value }, None)?;
    let mut words = tls.words();
    words.next().filter(|_| words.next().is_none()).map(String::from)
}

/// A result, a mechanism, or nothing.
fn auth_value(value: &str) -> String {
    let known = AuthMatch::WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(value));
    match known {
        Some((word, _)) => String::from(*word),
        None if value.is_empty() => String::from("none"),
        None => exact_value(value),
    }
}

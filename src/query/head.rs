//! Beginnings of terms that look like a field or a column: a name and an operator.

use alloc::string::String;

use super::field::{Field, field_named};
use super::token::{COLUMN, Operator, operator_of};
use super::written::quoted;

/// A term's beginning that looks like a field.
pub(super) struct Head<'t> {
    pub name: &'t str,
    pub sign: &'static str,
    pub operator: Operator,
    /// What follows the operator, up to the end of the query.
    pub rest: &'t str,
}

/// What begins like a column, and what follows its operator.
pub(super) struct ColumnHead<'t> {
    pub name: String,
    pub sign: &'static str,
    pub operator: Operator,
    pub rest: &'t str,
    /// Whether the name is prefixed with `column.`.
    pub explicit: bool,
}

/// A name that may be one of a column, and an operator, at the beginning of `text`. Names hold more than those of
/// fields: `sc-win32-status`, `cs(User-Agent)`; in quotes after `column.`, anything.
pub(super) fn column_head(text: &str) -> Option<ColumnHead<'_>> {
    let explicit = text.get(..COLUMN.len()).is_some_and(|head| head.eq_ignore_ascii_case(COLUMN));
    let named = if explicit { text.get(COLUMN.len()..)? } else { text };
    // Only what begins with a quotation mark is searched for another one: every term of a query is read like this.
    let phrase = if explicit && named.starts_with('"') { quoted(named) } else { None };
    let (name, after) = match phrase {
        Some((name, length)) => (name, named.get(length..)?),
        None => {
            let length = named.find(|c: char| !c.is_alphanumeric() && !"-_.()#/".contains(c))?;
            (String::from(named.get(..length)?), named.get(length..)?)
        }
    };
    // With a blank before it, a colon is more likely text.
    let (sign, operator) = operator_of(after.trim_start()).filter(|(sign, _)| *sign != ":" || !begins_blank(after))?;
    let rest = after.trim_start().get(sign.len()..)?;
    (!name.is_empty()).then_some(ColumnHead { name, sign, operator, rest, explicit })
}

/// Whether a term that begins with the name of a column is more likely pasted text: `Target: …`, `Client:\…`.
pub(super) fn is_pasted(head: &ColumnHead<'_>) -> bool {
    let next = head.rest.chars().next();
    next.is_none_or(|next| next == ')')
        || (head.sign == ":" && next.is_some_and(|next| next.is_whitespace() || matches!(next, '\\' | ':')))
        || head.rest.starts_with("//")
}

/// The length of what may be the name of a field at the beginning of `text`; `None` if nothing follows it. Only the names of fields may
/// have underscores in place of hyphens, as other text has them, too.
pub(super) fn name_length(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !c.is_ascii_alphabetic() && c != '-')?;
    let whole = text.find(|c: char| !c.is_ascii_alphabetic() && !matches!(c, '-' | '_'));
    let is_field =
        |whole: &usize| *whole > length && text.get(..*whole).is_some_and(|name| field_named(name).is_some());
    Some(whole.filter(is_field).unwrap_or(length))
}

/// A name and an operator at the beginning of `text`. Blanks may part them if the field takes that operator.
pub(super) fn head(text: &str) -> Option<Head<'_>> {
    let (name, after) = text.split_at_checked(name_length(text)?)?;
    let rest = after.trim_start();
    let (sign, operator) = operator_of(rest)?;
    let takes = |field: &Field| operator == Operator::Is || field.kind.compares();
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (!begins_blank(after) || field_named(name).is_some_and(takes));
    named.then_some(Head { name, sign, operator, rest: rest.get(sign.len()..)? })
}

/// The length of the name and the operator that a text begins with, with all signs of the operator.
pub(super) fn head_of(text: &str) -> Option<usize> {
    let column = column_head(text).map(|head| head.rest);
    let field = head(text);
    let compares = field.as_ref().and_then(|head| field_named(head.name)).is_none_or(|field| field.kind.compares());
    let rest = column.or(field.map(|head| head.rest))?;
    // After another field the bracket belongs to the value: `from:<ann`.
    let signs = if compares { rest.len() - rest.trim_start_matches(['<', '>', '=']).len() } else { 0 };
    Some(text.len() - rest.len() + signs)
}

fn begins_blank(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
}

/// Commands and their parameters (RFC 5321, RFC 1870, RFC 4954) as clients write them.
pub(super) fn is_smtp_spelling(head: &Head<'_>) -> bool {
    let next = head.rest.chars().next();
    match (head.name, head.sign) {
        ("FROM" | "TO", ":") => next.is_none_or(|next| next == '<' || next.is_whitespace()),
        ("SIZE" | "AUTH", "=") => true,
        _ => false,
    }
}

/// Whether a head with an unknown name can only be text. `word` is the whole term.
pub(super) fn is_text(head: &Head<'_>, word: &str) -> bool {
    let next = head.rest.chars().next();
    let in_colon = || {
        let address = word.bytes().all(|byte| byte.is_ascii_hexdigit() || b":.".contains(&byte));
        next.is_none_or(|next| next.is_whitespace() || matches!(next, '\\' | ':' | '<' | ')'))
            || head.rest.starts_with("//")
            || (address && word.matches(':').count() > 1)
    };
    match head.sign {
        _ if head.name.len() == 1 => true,
        ":" => in_colon(),
        "=" => true,
        _ => !next.is_some_and(|next| next.is_ascii_digit()),
    }
}

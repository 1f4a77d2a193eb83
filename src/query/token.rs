//! The tokens of a query, and what they are made of.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::field::{Field, Kind, TextField};
use super::value::Unit;

/// Prefix of the name of a column that distinguishes it from a field.
pub(super) const COLUMN: &str = "column.";

/// The words that join terms, in any case.
pub(super) const KEYWORDS: &[&str] = &["AND", "OR", "NOT"];

/// Their signs, for those who know them from programs.
const SIGNS: &[(&str, &str)] = &[("&&", "AND"), ("||", "OR")];

/// The keyword that a word is.
pub(super) fn keyword(word: &str) -> Option<&'static str> {
    let sign = SIGNS.iter().find(|(sign, _)| *sign == word).map(|(_, keyword)| *keyword);
    sign.or_else(|| KEYWORDS.iter().copied().find(|keyword| keyword.eq_ignore_ascii_case(word)))
}

/// A token and its place, in bytes.
#[derive(Debug)]
pub(super) struct Token<'t> {
    pub kind: TokenKind<'t>,
    pub from: usize,
    pub to: usize,
}

#[derive(Debug)]
pub(super) enum TokenKind<'t> {
    Open,
    Close,
    And,
    Or,
    Not,
    Text(Form<'t>),
    Field { name: Name, operator: Operator, values: Vec<Value<'t>> },
}

/// What an operator applies to.
#[derive(Clone, Debug)]
pub(super) enum Name {
    Field(&'static Field),
    /// A column by its own name.
    Column(String),
}

impl Name {
    /// As a dimension and a query name it, before its operator.
    pub fn full_name(&self) -> String {
        match self {
            Name::Field(field) => String::from(field.name),
            Name::Column(name) => format!("{COLUMN}{name}"),
        }
    }

    /// Whether its values are often paths, so that a slash alone begins no expression.
    pub fn takes_paths(&self) -> bool {
        match self {
            Name::Field(field) => field.kind == Kind::Text(TextField::Url),
            Name::Column(_) => true,
        }
    }

    /// Whether `<…>` around a value means exactly this text.
    pub fn takes_text(&self) -> bool {
        match self {
            Name::Field(field) => field.kind.takes_text(),
            Name::Column(_) => true,
        }
    }

    /// Whether a value may be a time with a blank in it.
    pub fn takes_time(&self) -> bool {
        match self {
            Name::Field(field) => field.kind.takes_time(),
            Name::Column(_) => true,
        }
    }

    /// Whether a value is an address.
    pub fn takes_addresses(&self) -> bool {
        matches!(self, Name::Field(Field { kind: Kind::Ip(_), .. }))
    }

    /// The units of its values, if they have some.
    pub fn units(&self) -> Option<Unit> {
        match self {
            Name::Field(Field { kind: Kind::Number(number), .. }) => number.units(),
            _ => None,
        }
    }

    /// Whether `<`, `<=`, `>` and `>=` make sense.
    pub fn compares(&self) -> bool {
        match self {
            Name::Field(field) => field.kind.compares(),
            Name::Column(_) => true,
        }
    }
}

/// One of the values after a field's operator.
#[derive(Debug)]
pub(super) struct Value<'t> {
    pub form: Form<'t>,
    pub from: usize,
    pub to: usize,
}

/// How a piece of text was written.
#[derive(Debug)]
pub(super) enum Form<'t> {
    Raw(&'t str),
    /// Without its quotation marks.
    Quoted(String),
    /// Without its angle brackets and the quotation marks inside them.
    Exact(String),
    /// Without its slashes.
    Regex(&'t str),
}

impl Form<'_> {
    /// The text between what marks it.
    pub fn text(&self) -> &str {
        match self {
            Form::Raw(text) | Form::Regex(text) => text,
            Form::Quoted(text) | Form::Exact(text) => text,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Is,
    Above,
    AtLeast,
    Below,
    AtMost,
}

/// Longer operators before those that they begin with.
const OPERATORS: &[(&str, Operator)] = &[
    (":", Operator::Is),
    (">=", Operator::AtLeast),
    ("<=", Operator::AtMost),
    (">", Operator::Above),
    ("<", Operator::Below),
    ("=", Operator::Is),
];

impl Operator {
    /// As it is written, the same for the same.
    pub(super) fn sign(self) -> &'static str {
        OPERATORS.iter().find(|(_, operator)| *operator == self).map_or("", |(sign, _)| sign)
    }
}

/// The operator that a text begins with, and how it is written there.
pub(super) fn operator_of(text: &str) -> Option<(&'static str, Operator)> {
    OPERATORS.iter().copied().find(|(sign, _)| text.starts_with(sign))
}

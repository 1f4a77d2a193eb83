//! The parts of a query as the parser finds them: where they are, and what they are about.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::expression::Expression;
use super::reading::Reading;
use super::token::Operator;

/// A place in the text of a query, in bytes.
pub(super) type Place = Range<usize>;

/// A parsed query, and its parts: the terms and parentheses of which all must hold. A query with alternatives is one part.
pub(super) struct Parsed {
    pub expression: Expression,
    pub parts: Vec<Part>,
    /// Whether an `OR` is in no parenthesis.
    pub has_alternatives: bool,
    /// The words, or the text as a whole, that have the shape of something.
    pub readings: Vec<(Place, Reading)>,
}

/// A part of a query.
pub(super) struct Part {
    pub place: Place,
    /// Whether it is excluded.
    pub excluded: bool,
    /// The field or column that all its conditions are about.
    pub subject: Option<String>,
    /// Whether it is one condition.
    pub is_condition: bool,
    /// The conditions on fields that are written in it.
    pub written: Vec<Written>,
}

/// A condition on a field, as it is written.
pub(super) struct Written {
    /// The field, by its own name, or the column.
    pub field: String,
    pub operator: Operator,
    pub values: Vec<Place>,
    /// Whether what it holds for is excluded.
    pub excluded: bool,
}

impl Written {
    /// A condition for each of its values.
    fn conditions<'t>(&self, query: &'t str) -> impl Iterator<Item = String> + use<'_, 't> {
        let (sign, operator) = (if self.excluded { "-" } else { "" }, self.operator.sign());
        let values = self.values.iter().filter_map(move |value| query.get(value.clone()));
        values.map(move |value| format!("{sign}{}{operator}{value}", self.field))
    }
}

impl Part {
    pub fn of(place: Place, expression: &Expression, written: Vec<Written>) -> Part {
        let (excluded, inner) = match expression {
            Expression::Not(inner) => (true, &**inner),
            inner => (false, inner),
        };
        let is_condition = matches!(inner, Expression::Condition(_));
        Part { place, excluded, subject: subject(inner), is_condition, written }
    }

    /// For alternatives that are in no parenthesis.
    pub fn of_alternatives(place: Place, alternatives: &[Expression], written: Vec<Written>) -> Part {
        let subject = common(alternatives);
        Part { place, excluded: false, subject, is_condition: false, written }
    }

    /// The places of the values, if it is one condition on a field.
    pub fn values(&self) -> &[Place] {
        self.written.first().filter(|_| self.is_condition).map_or(&[], |written| &written.values)
    }

    /// The conditions of which it is made, a value each, if all of them are about one field: those of a list, and alternatives.
    pub fn conditions(&self, query: &str) -> Vec<String> {
        let written = self.written.iter().filter(|_| self.subject.is_some());
        written.flat_map(|written| written.conditions(query)).collect()
    }
}

/// What all conditions of an expression are about; `None` for words, and if they are about several things.
fn subject(expression: &Expression) -> Option<String> {
    match expression {
        Expression::Condition(condition) => condition.subject(),
        Expression::Not(part) => subject(part),
        Expression::All(parts) | Expression::Any(parts) => common(parts),
    }
}

fn common(parts: &[Expression]) -> Option<String> {
    let (first, others) = parts.split_first()?;
    let first = subject(first)?;
    others.iter().all(|other| subject(other).as_ref() == Some(&first)).then_some(first)
}

//! The parts of a query as the parser finds them: where they are, and what they are about.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::expression::Expression;
use super::reading::Reading;

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
    /// The places of the values of such a condition.
    pub values: Vec<Place>,
}

impl Part {
    pub fn of(place: Place, expression: &Expression, values: Vec<Place>) -> Part {
        let (excluded, inner) = match expression {
            Expression::Not(inner) => (true, &**inner),
            inner => (false, inner),
        };
        let is_condition = matches!(inner, Expression::Condition(_));
        Part { place, excluded, subject: subject(inner), is_condition, values }
    }

    /// For alternatives that are in no parenthesis.
    pub fn of_alternatives(place: Place, alternatives: &[Expression]) -> Part {
        let subject = common(alternatives);
        Part { place, excluded: false, subject, is_condition: false, values: Vec::new() }
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

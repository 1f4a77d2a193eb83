//! Conditions on the columns of tables by their own names.
//!
//! A query does not know the types of columns, which are inferred from their cells. So a value keeps every
//! interpretation that it has: as text, as numbers, as a network; the type of a column decides which one applies when
//! the query is answered. A comparison needs no type: it holds for cells that can be read as a value of the same kind.

use alloc::string::String;
use alloc::vec::Vec;
use ipnet::IpNet;

use super::matching::bare;
use super::pattern::Pattern;
use super::value::{Range, read_net};
use crate::store::value::number;

/// A condition on the columns of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnCondition {
    /// The name; case is ignored.
    pub name: String,
    /// What its cells are tested for.
    pub test: ColumnTest,
}

/// What cells are tested for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnTest {
    /// One of these.
    Any(Vec<ColumnValue>),
    /// A number within this range, in millionths.
    Number(Range<i128>),
    /// A time within this range, in milliseconds since 1970 UTC.
    Time(Range<i64>),
}

/// One value, in every interpretation that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnValue {
    /// For columns of text and of times.
    pub pattern: Pattern,
    /// For columns of numbers, in millionths; a value that is no number is matched by its pattern.
    pub number: Option<Range<i128>>,
    /// For columns of addresses.
    pub net: Option<IpNet>,
}

impl ColumnValue {
    /// A value that is written without quotes.
    pub(super) fn plain(pattern: Pattern, text: &str) -> ColumnValue {
        ColumnValue { pattern, number: read_numbers(text), net: read_net(text).ok().flatten() }
    }

    /// A phrase or an expression, which is text in every column.
    pub(super) fn text(pattern: Pattern) -> ColumnValue {
        ColumnValue { pattern, number: None, net: None }
    }

    /// Whether a cell matches as text. Angle brackets around it do not count where all of it has to match, as logs write
    /// some ids and addresses with them and some without.
    pub(super) fn is_text(&self, cell: &[u8]) -> bool {
        self.pattern.is_match(cell) || (self.pattern.is_exact() && self.pattern.is_match(bare(cell)))
    }

    /// A pattern that every such cell matches.
    pub(super) fn candidates(&self) -> Pattern {
        let inside = self.pattern.inside().filter(|_| self.pattern.is_exact());
        inside.unwrap_or_else(|| self.pattern.clone())
    }
}

/// `5`, `0.5`, `1..10`, in millionths.
fn read_numbers(text: &str) -> Option<Range<i128>> {
    let read = |text: &str| number(text.as_bytes());
    match text.split_once("..") {
        Some((low, high)) => Some(Range::Between(read(low)?, read(high)?)),
        None => read(text).map(Range::Is),
    }
}

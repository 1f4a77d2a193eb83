//! Columns of tables by their own names: what a query asks of them.
//!
//! A query knows nothing of the types of columns, which are told from what was read. So a value keeps every reading
//! that it has: as text, as numbers, as a network; which one counts is decided for each column when the query is answered.
//! A comparison needs no type: it holds for the cells that read as a value of the same kind.

use alloc::string::String;
use alloc::vec::Vec;
use ipnet::IpNet;

use super::pattern::Pattern;
use super::value::{Range, read_net};
use crate::store::value::number;

/// What is asked of the columns of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnCondition {
    /// The name; case does not count.
    pub name: String,
    /// What its cells have to be.
    pub test: ColumnTest,
}

/// What cells have to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnTest {
    /// One of these.
    Any(Vec<ColumnValue>),
    /// A number within this range, in millionths.
    Number(Range<i128>),
    /// A time within this range, in milliseconds since 1970 UTC.
    Time(Range<i64>),
}

/// One value, in every reading that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnValue {
    /// For columns of text and of times.
    pub pattern: Pattern,
    /// For columns of numbers, in millionths; text without it finds by its pattern.
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
}

/// `5`, `0.5`, `1..10`, in millionths.
fn read_numbers(text: &str) -> Option<Range<i128>> {
    let read = |text: &str| number(text.as_bytes());
    match text.split_once("..") {
        Some((low, high)) => Some(Range::Between(read(low)?, read(high)?)),
        None => read(text).map(Range::Is),
    }
}

//! How the words of a query were understood that have the shape of something.

use super::Surroundings;
use super::parser::parse;
use super::problem::utf16_offset;
use super::shape::Shape;
use alloc::string::String;
use alloc::vec::Vec;

/// A word of a query, or all of its text, and how it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// Its first UTF-16 code unit.
    pub from: u32,
    /// The code unit after its last one.
    pub to: u32,
    /// What it is.
    pub shape: Shape,
    /// Whether it was searched for as text.
    pub is_text: bool,
    /// The query that says the same in its place.
    pub query: String,
    /// Queries that may stand in its place instead.
    pub others: Vec<String>,
    /// The time of the last entry, in milliseconds since 1970 UTC, if it was understood by that.
    pub last: Option<i64>,
}

/// Most words that are explained.
const MOST: usize = 12;

/// The first words of a query that have the shape of something; none if the query is not valid.
pub fn understood(text: &str, surroundings: &Surroundings<'_>) -> Vec<Understood> {
    let readings = parse(text, surroundings).map_or_else(|_| Vec::new(), |parsed| parsed.readings);
    let understood = readings.into_iter().take(MOST).map(|(place, reading)| Understood {
        from: utf16_offset(text, place.start),
        to: utf16_offset(text, place.end),
        shape: reading.shape,
        is_text: reading.is_text,
        query: reading.query,
        others: reading.others,
        last: reading.last,
    });
    understood.collect()
}

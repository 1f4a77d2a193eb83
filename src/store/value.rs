//! The types of columns, by the values of their cells: times, numbers, addresses, or text.
//!
//! A log does not declare the types of its columns, so they are inferred from the cells: a column has a type as long as
//! every cell that is not empty parses as a value of that type. A cell is an interned string, and each string is parsed
//! once, however often it occurs; once a column has become text, its cells are no longer parsed.

use super::index::StringIndex;
use super::strings::Strings;
use crate::bytes;
use crate::exchange::address;
use crate::text::is_blank;
use crate::time::{Timestamp, TimestampReader};
use alloc::vec::Vec;
use core::net::IpAddr;
use serde::Serialize;

/// The value of a cell that is more than text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A complete time stamp; a date or a time of day alone is text.
    Time(Timestamp),
    /// A number in [`MILLIONTHS`].
    Number(i128),
    /// An address, with or without port.
    Address(IpAddr),
}

/// The unit of a number in a cell: six decimal places are kept.
pub const MILLIONTHS: i128 = 1_000_000;

impl Value {
    /// The value of a cell; `None` for text.
    pub fn read(cell: &[u8]) -> Option<Value> {
        match cell.first()? {
            b'0'..=b'9' | b'-' => time(cell)
                .map(Value::Time)
                .or_else(|| number(cell).map(Value::Number))
                .or_else(|| address(cell).map(Value::Address)),
            b'a'..=b'f' | b'A'..=b'F' | b':' | b'[' if cell.contains(&b':') => address(cell).map(Value::Address),
            _ => None,
        }
    }
}

fn time(cell: &[u8]) -> Option<Timestamp> {
    if cell.get(4) == Some(&b'-') { TimestampReader::default().read(cell) } else { None }
}

/// A decimal number, in [`MILLIONTHS`]; `None` for anything else, and for more than 64 bits before the point, which are
/// identifiers.
pub fn number(text: &[u8]) -> Option<i128> {
    let (negative, digits) = text.strip_prefix(b"-").map_or((false, text), |rest| (true, rest));
    let point = digits.iter().position(|&byte| byte == b'.');
    let (whole, fraction) = point.map_or((digits, &b"0"[..]), |at| (&digits[..at], &digits[at + 1..]));
    let size = i128::from(bytes::decimal(whole)?) * MILLIONTHS + i128::from(bytes::fraction(fraction, 6)?);
    Some(if negative { -size } else { size })
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ColumnType {
    /// Time stamps.
    Time,
    /// Numbers.
    Number,
    /// Addresses.
    Address,
    /// Anything else.
    Text,
}

const TIME: u8 = 1;
const NUMBER: u8 = 2;
const ADDRESS: u8 = 4;
const ANY: u8 = TIME | NUMBER | ADDRESS;
/// The cell is not empty.
const FILLED: u8 = 8;
/// The string has been parsed.
const KNOWN: u8 = 16;

/// The types as which strings parse, for strings that have been parsed.
#[derive(Debug, Default)]
pub struct Classes(Vec<u8>);

impl Classes {
    #[inline]
    fn of(&mut self, cell: StringIndex, strings: &Strings) -> u8 {
        match self.0.get(cell.0 as usize) {
            Some(&class) if class != 0 => class,
            _ => self.classify(cell, strings),
        }
    }

    fn classify(&mut self, cell: StringIndex, strings: &Strings) -> u8 {
        let at = cell.0 as usize;
        if at >= self.0.len() {
            self.0.resize(strings.arena().len(), 0);
        }
        let class = KNOWN | class(strings.get(cell));
        if let Some(slot) = self.0.get_mut(at) {
            *slot = class;
        }
        class
    }
}

fn class(cell: &[u8]) -> u8 {
    if is_blank(cell) {
        return ANY;
    }
    FILLED
        | match Value::read(cell) {
            Some(Value::Time(_)) => TIME,
            Some(Value::Number(_)) => NUMBER,
            Some(Value::Address(_)) => ADDRESS,
            None => 0,
        }
}

/// What the cells of one column have in common.
#[derive(Clone, Copy, Debug)]
pub struct Common {
    /// The types that fit all cells.
    fits: u8,
    filled: bool,
}

impl Default for Common {
    fn default() -> Self {
        Common { fits: ANY, filled: false }
    }
}

impl Common {
    /// Adds a cell.
    #[inline]
    pub fn see(&mut self, cell: StringIndex, classes: &mut Classes, strings: &Strings) {
        if cell.is_empty() || (self.filled && self.fits == 0) {
            return;
        }
        let class = classes.of(cell, strings);
        self.fits &= class;
        self.filled |= class & FILLED != 0;
    }

    /// The type that fits all cells.
    pub fn column_type(&self) -> ColumnType {
        match self.fits {
            _ if !self.filled => ColumnType::Text,
            fits if fits & TIME != 0 => ColumnType::Time,
            fits if fits & NUMBER != 0 => ColumnType::Number,
            fits if fits & ADDRESS != 0 => ColumnType::Address,
            _ => ColumnType::Text,
        }
    }

    /// Whether any cell is filled.
    pub fn is_filled(&self) -> bool {
        self.filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> ColumnType {
        let (mut strings, mut classes, mut common) = (Strings::default(), Classes::default(), Common::default());
        for cell in cells {
            let cell = strings.intern(cell.as_bytes());
            common.see(cell, &mut classes, &strings);
        }
        common.column_type()
    }

    #[test]
    fn a_column_has_the_type_of_all_its_cells() {
        assert_eq!(column(&["12", "-3", "", "0.25", "-"]), ColumnType::Number);
        assert_eq!(column(&["2026-03-02T08:00:00.123Z", "2026-03-02 08:00:00"]), ColumnType::Time);
        assert_eq!(column(&["192.0.2.1", "[2001:db8::1]:443", "fe80::1%3"]), ColumnType::Address);
        assert_eq!(column(&["12", "192.0.2.1"]), ColumnType::Text, "from narrow to wide");
        assert_eq!(column(&["12", "none", "13"]), ColumnType::Text, "a counter-example stays one");
        assert_eq!(column(&["", "-", ""]), ColumnType::Text, "nothing says nothing");
        assert_eq!(column(&["2026-03-02"]), ColumnType::Text, "a date is no time stamp");
    }

    #[test]
    fn numbers_keep_six_digits_after_the_point() {
        assert_eq!(number(b"12"), Some(12 * MILLIONTHS));
        assert_eq!(number(b"-0.5"), Some(-500_000));
        assert_eq!(number(b"1.1234569"), Some(1_123_456));
        for text in ["", "-", ".5", "1.", "1.2.3", "1e5", "+1", "1,000", "12a", "1234567890123456789012345"] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn names_are_text() {
        for text in ["abc", "EX01", "fe", "dead", "a:b", "08DE4C1234567890", "::x", "[", "2026-13-01T00:00:00Z"] {
            assert_eq!(Value::read(text.as_bytes()), None, "{text}");
        }
    }
}

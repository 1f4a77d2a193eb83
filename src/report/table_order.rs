//! Rows of a table sorted by one of its columns.
//!
//! A million rows have far fewer distinct cells. So the distinct strings of the column are sorted, each parsed once,
//! and the rows then follow by a counting sort.

use crate::store::tables::Table;
use crate::store::{ColumnType, StringIndex, Strings, Value};
use crate::text::is_blank;
use crate::work::{each, sort_by};
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::net::IpAddr;
use fixedbitset::FixedBitSet;

/// Column and direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableOrder {
    /// Index of the column among the displayed ones.
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

/// Rows sorted by a column: numbers, times and addresses by value, text ignoring case. Rows with equal cells keep their
/// order, and rows with an empty cell come last, whatever the direction.
pub async fn ordered(table: &Table, rows: &[u32], order: TableOrder, strings: &Strings) -> Vec<u32> {
    let cell = |row: u32| table.cell(row as usize, order.column);
    let cells = rows.iter().map(|&row| cell(row));
    let distinct = distinct(cells, strings, order.descending, table.column_type(order.column)).await;
    // Rank of each string among the distinct ones; equal keys share a rank.
    let mut rank = vec![0_u32; strings.arena().len()];
    let mut last = 0;
    let see = |(place, pair): (usize, &(Key<'_>, StringIndex))| {
        let same = place > 0 && distinct.get(place - 1).is_some_and(|before| before.0 == pair.0);
        last = if same { last } else { place as u32 };
        if let Some(rank) = rank.get_mut(pair.1.0 as usize) {
            *rank = last;
        }
    };
    each(distinct.iter().enumerate(), see).await;
    let rank = |row: u32| rank.get(cell(row).0 as usize).copied().unwrap_or_default() as usize;
    into_place(rows, distinct.len(), rank).await
}

/// Sorts rows by rank, from 0 to `ranks - 1`; a stable counting sort.
async fn into_place(rows: &[u32], ranks: usize, rank: impl Fn(u32) -> usize) -> Vec<u32> {
    let mut starts = vec![0_usize; ranks + 1];
    each(rows.iter(), |&row| {
        if let Some(start) = starts.get_mut(rank(row) + 1) {
            *start += 1;
        }
    })
    .await;
    (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
    let mut placed = vec![0; rows.len()];
    each(rows.iter(), |&row| {
        if let Some(start) = starts.get_mut(rank(row)) {
            if let Some(slot) = placed.get_mut(*start) {
                *slot = row;
            }
            *start += 1;
        }
    })
    .await;
    placed
}

/// The sort key of a string: whether it is empty, its value, and the whole text if the value is only its beginning.
type Key<'s> = (bool, u128, &'s [u8]);

/// The distinct strings among the cells in the requested order, with their keys.
async fn distinct<'s>(
    cells: impl Iterator<Item = StringIndex>,
    strings: &'s Strings,
    descending: bool,
    column: ColumnType,
) -> Vec<(Key<'s>, StringIndex)> {
    let mut seen = FixedBitSet::with_capacity(strings.arena().len());
    each(cells, |cell| seen.insert(cell.0 as usize)).await;
    let keyed = |index: usize| {
        let index = StringIndex(index as u32);
        (key(strings.get(index), column), index)
    };
    let mut distinct = Vec::new();
    each(seen.ones(), |index| distinct.push(keyed(index))).await;
    let compared = |&one: &u128, &other: &u128| {
        let keys = distinct.get(one as usize).zip(distinct.get(other as usize));
        keys.map_or(Ordering::Equal, |((a, _), (b, _))| {
            let by_value = compare(a, b);
            let by_value = if descending { by_value.reverse() } else { by_value };
            a.0.cmp(&b.0).then(by_value)
        })
    };
    let mut places: Vec<u128> = (0..distinct.len() as u128).collect();
    sort_by(&mut places, &compared).await;
    places.into_iter().filter_map(|place| distinct.get(place as usize).copied()).collect()
}

fn compare(a: &Key<'_>, b: &Key<'_>) -> Ordering {
    let letters = |text: &[u8]| text.iter().map(u8::to_ascii_lowercase).collect::<Vec<_>>();
    // Most texts differ in their first letters, which are compared as one number.
    a.1.cmp(&b.1).then_with(|| if a.2 == b.2 { Ordering::Equal } else { letters(a.2).cmp(&letters(b.2)) })
}

fn key(cell: &[u8], column: ColumnType) -> Key<'_> {
    if is_blank(cell) {
        return (true, 0, b"");
    }
    match (column, Value::read(cell)) {
        (ColumnType::Number, Some(Value::Number(number))) => (false, ascending(number), b""),
        (ColumnType::Time, Some(Value::Time(time))) => (false, ascending(time.0.into()), b""),
        (ColumnType::Address, Some(Value::Address(address))) => (false, bits(address), cell),
        _ => (false, beginning(cell), cell),
    }
}

/// An unsigned number with the same order.
fn ascending(number: i128) -> u128 {
    (number as u128) ^ (1 << 127)
}

/// IPv4 before IPv6.
fn bits(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The first letters, ignoring case.
fn beginning(text: &[u8]) -> u128 {
    let letters = text.iter().map(u8::to_ascii_lowercase).chain(core::iter::repeat(0));
    letters.take(16).fold(0, |sum, letter| sum << 8 | u128::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::LogType;
    use crate::store::Tables;
    use crate::work::finish;

    fn sorted(cells: &[&str], descending: bool) -> Vec<usize> {
        let (mut tables, mut strings) = (Tables::default(), Strings::default());
        let columns = ["other", "column"].map(|name| strings.intern(name.as_bytes())).to_vec();
        tables.select(LogType::Table, StringIndex::EMPTY, columns, &strings);
        for cell in cells {
            let cells = ["x", cell].map(|cell| strings.intern(cell.as_bytes()));
            tables.push(cells.into_iter(), &strings);
        }
        let rows: Vec<u32> = (0..cells.len() as u32).collect();
        let order = TableOrder { column: 1, descending };
        let sorted = finish(ordered(tables.get(0).unwrap(), &rows, order, &strings));
        sorted.into_iter().map(|row| row as usize).collect()
    }

    #[test]
    fn values_are_ordered_by_type() {
        assert_eq!(sorted(&["10", "9", "-1", "9.5"], false), [2, 1, 3, 0]);
        assert_eq!(sorted(&["198.51.100.7:25", "9.1.1.1", "2001:db8::1", "192.0.2.10"], false), [1, 3, 0, 2]);
        let times = ["2026-03-02T08:00:00Z", "2026-03-02T08:00:00.5Z", "2026-03-01 09:00:00"];
        assert_eq!(sorted(&times, false), [2, 0, 1]);
        assert_eq!(
            sorted(&["b", "A", "a longer text than a key: b", "a longer text than a KEY: a"], false),
            [1, 3, 2, 0]
        );
    }

    #[test]
    fn equal_rows_keep_their_order_and_empty_ones_come_last() {
        assert_eq!(sorted(&["2", "", "1.0", "1", "-"], false), [2, 3, 0, 1, 4]);
        assert_eq!(sorted(&["2", "", "1.0", "1", "-"], true), [0, 2, 3, 1, 4]);
        assert_eq!(sorted(&["x", "X", "w"], true), [0, 1, 2]);
        assert!(sorted(&[], true).is_empty());
    }
}

//! The cells of a table, packed.
//!
//! Most cells of a wide table are empty or repeat, and nearly all others are strings that were new when their row was
//! read. So rows are kept unpacked only until there are [`ROWS`] of them; then each column of the block is packed on
//! its own, into codes of as few bits as its cells need. A code is whichever is shorter: an index into a list of the
//! strings that occur in that column of the block, or the distance from the first of these, because new strings have
//! consecutive indices. A column with a single string in the block, or none, has codes of zero bits. A cell is found by
//! its position, without reading others.

use super::index::StringIndex;
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

/// Number of rows in a block. With more, indices of new strings are further apart; with fewer, lists are repeated more
/// often.
const ROWS: usize = 1 << 12;

/// Cells in rows of the same width.
#[derive(Debug)]
pub struct PackedCells {
    /// The packed blocks of each column.
    columns: Vec<Vec<Column>>,
    /// The rows after the last block, row by row.
    open: Vec<StringIndex>,
}

impl PackedCells {
    /// Without rows; each row will have `width` cells, at least one.
    pub fn new(width: usize) -> Self {
        PackedCells { columns: (0..width).map(|_| Vec::new()).collect(), open: Vec::new() }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.packed() + self.open.len() / self.columns.len()
    }

    /// Number of rows in blocks.
    fn packed(&self) -> usize {
        self.columns.first().map_or(0, Vec::len) * ROWS
    }

    /// Adds a row, which must have as many cells as there are columns.
    pub fn push(&mut self, row: impl Iterator<Item = StringIndex>) {
        self.open.extend(row);
        if self.open.len() >= ROWS * self.columns.len() {
            self.pack();
        }
    }

    #[cold]
    fn pack(&mut self) {
        let (width, mut packer) = (self.columns.len(), Packer::default());
        for (number, column) in self.columns.iter_mut().enumerate() {
            column.push(packer.column(self.open.iter().skip(number).step_by(width).copied()));
        }
        self.open.clear();
    }

    /// The cell of a row in a column; the empty string where there is none.
    #[inline]
    pub fn get(&self, row: usize, column: usize) -> StringIndex {
        let Some(blocks) = self.columns.get(column) else { return StringIndex::EMPTY };
        match blocks.get(row / ROWS) {
            Some(block) => block.get(row % ROWS),
            None => {
                let cell = (row - blocks.len() * ROWS) * self.columns.len() + column;
                self.open.get(cell).copied().unwrap_or_default()
            }
        }
    }

    /// Calls `see` with every row for whose cell in `column` `holds` is true, in order. The fast way to scan a column:
    /// repeated strings are tested once per block.
    pub fn each_row(&self, column: usize, mut holds: impl FnMut(StringIndex) -> bool, mut see: impl FnMut(usize)) {
        for (number, block) in self.columns.get(column).into_iter().flatten().enumerate() {
            block.each_row(&mut holds, |row| see(number * ROWS + row));
        }
        let open = self.open.iter().skip(column).step_by(self.columns.len()).enumerate();
        open.filter(|(_, cell)| holds(**cell)).for_each(|(row, _)| see(self.packed() + row));
    }
}

/// The cells of one column in a block of rows.
#[derive(Debug)]
struct Column {
    /// Bits of a code, at most 32.
    bits: u32,
    /// The codes, the first in the lowest bits.
    words: Box<[u32]>,
    meaning: Meaning,
}

/// The meaning of the codes of a block.
#[derive(Debug)]
enum Meaning {
    /// An index into this list.
    Listed(Box<[StringIndex]>),
    /// 0 is the empty string, 1 this one, 2 the one after it.
    From(StringIndex),
}

impl Column {
    #[inline]
    fn get(&self, row: usize) -> StringIndex {
        let code = self.code(row);
        match &self.meaning {
            Meaning::Listed(list) => list.get(code as usize).copied().unwrap_or_default(),
            Meaning::From(first) => string_from(*first, code),
        }
    }

    #[inline]
    fn code(&self, row: usize) -> u32 {
        let bit = row * self.bits as usize;
        let word = |at: usize| u64::from(self.words.get(at).copied().unwrap_or_default());
        let pair = word(bit / 32) | word(bit / 32 + 1) << 32;
        (pair >> (bit % 32) & ((1 << self.bits) - 1)) as u32
    }

    fn each_row(&self, holds: &mut impl FnMut(StringIndex) -> bool, see: impl FnMut(usize)) {
        match &self.meaning {
            Meaning::Listed(list) => {
                let held: Vec<bool> = list.iter().map(|&string| holds(string)).collect();
                if held.contains(&true) {
                    let is_held = |row: &usize| held.get(self.code(*row) as usize).is_some_and(|held| *held);
                    (0..ROWS).filter(is_held).for_each(see);
                }
            }
            Meaning::From(first) => {
                (0..ROWS).filter(|row| holds(string_from(*first, self.code(*row)))).for_each(see);
            }
        }
    }
}

#[inline]
fn string_from(first: StringIndex, code: u32) -> StringIndex {
    code.checked_sub(1).map_or(StringIndex::EMPTY, |distance| StringIndex(first.0.wrapping_add(distance)))
}

/// Bits of the codes `0..count`.
fn bits_of(count: u64) -> u32 {
    u64::BITS - count.saturating_sub(1).leading_zeros()
}

/// Packs columns. Its contents belong to the last column; they are kept to reuse their memory.
struct Packer {
    list: Vec<StringIndex>,
    codes: Vec<u32>,
    /// By the hash of a string, its index in the list plus 1; 0 for a free slot.
    slots: Vec<u16>,
}

/// The number of bits by which a list may be larger, since it is faster to scan.
const LIST_BITS: usize = 16 * 32;

/// Twice the maximum number of strings.
const SLOTS: usize = 2 * ROWS;

impl Default for Packer {
    fn default() -> Self {
        Packer { list: Vec::new(), codes: Vec::with_capacity(ROWS), slots: vec![0; SLOTS] }
    }
}

impl Packer {
    /// Packs a block of [`ROWS`] cells.
    fn column(&mut self, cells: impl Iterator<Item = StringIndex> + Clone) -> Column {
        let mut others = cells.clone();
        let first = others.next().unwrap_or_default();
        // Many columns of a wide table are empty, or repeat one value.
        if others.all(|cell| cell == first) {
            return Column { bits: 0, words: Box::default(), meaning: Meaning::Listed([first].into()) };
        }
        let filled = cells.clone().filter(|cell| !cell.is_empty());
        let (least, most) = filled.fold((u32::MAX, 0), |(least, most), cell| (cell.0.min(least), cell.0.max(most)));
        let far = bits_of(u64::from(most - least) + 2);
        if self.make_list(cells.clone(), far as usize * ROWS + LIST_BITS) {
            let bits = bits_of(self.list.len() as u64);
            let words = words(bits, self.codes.iter().copied());
            return Column { bits, words, meaning: Meaning::Listed(self.list.as_slice().into()) };
        }
        let code = |cell: StringIndex| if cell.is_empty() { 0 } else { cell.0 - least + 1 };
        Column { bits: far, words: words(far, cells.map(code)), meaning: Meaning::From(StringIndex(least)) }
    }

    /// Lists the strings of a block and sets the code of each cell to its index in the list; returns whether that takes
    /// at most `most` bits.
    fn make_list(&mut self, cells: impl Iterator<Item = StringIndex>, most: usize) -> bool {
        self.list.clear();
        self.codes.clear();
        self.slots.fill(0);
        let mut last = None;
        for cell in cells {
            let code = match last {
                Some((before, code)) if before == cell => code,
                _ => self.place(cell),
            };
            if code as usize + 1 == self.list.len() && Packer::listed_bits(self.list.len()) > most {
                return false;
            }
            self.codes.push(code);
            last = Some((cell, code));
        }
        true
    }

    /// Size in bits of a block with a list of that length.
    fn listed_bits(length: usize) -> usize {
        bits_of(length as u64) as usize * ROWS + length * 32
    }

    /// The index of a string in the list, to which it is added if it is new.
    fn place(&mut self, cell: StringIndex) -> u32 {
        // Multiplication by the golden ratio spreads strings with consecutive indices evenly.
        let mut slot = (cell.0.wrapping_mul(0x9E37_79B9) >> (32 - SLOTS.trailing_zeros())) as usize;
        while let Some(place) = self.slots.get(slot).and_then(|&place| place.checked_sub(1)) {
            if self.list.get(place as usize) == Some(&cell) {
                return u32::from(place);
            }
            slot = (slot + 1) % SLOTS;
        }
        self.list.push(cell);
        if let Some(free) = self.slots.get_mut(slot) {
            *free = self.list.len() as u16;
        }
        self.list.len() as u32 - 1
    }
}

/// Packs codes, as in a [`Column`].
fn words(bits: u32, codes: impl Iterator<Item = u32>) -> Box<[u32]> {
    let mut words = Vec::with_capacity((bits as usize * ROWS).div_ceil(32));
    let (mut open, mut filled) = (0_u64, 0);
    for code in codes {
        open |= u64::from(code) << filled;
        filled += bits;
        if filled >= 32 {
            words.push(open as u32);
            open >>= 32;
            filled -= 32;
        }
    }
    if filled > 0 {
        words.push(open as u32);
    }
    words.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Patterns of the cells of a column, each of which is packed differently.
    #[derive(Clone, Copy, Debug)]
    enum Kind {
        Same(u32),
        Few(u32),
        New(u32),
        Any,
    }

    impl Kind {
        /// The cell of a row, derived from `seed` and row.
        fn cell(self, row: usize, seed: u32) -> StringIndex {
            let noise = (row as u32 ^ seed).wrapping_mul(0x85EB_CA6B) >> 7;
            StringIndex(match self {
                Kind::Same(string) => string,
                Kind::Few(count) => noise % count * 800_003,
                Kind::New(_) if noise.is_multiple_of(5) => 0,
                Kind::New(step) => seed / 4 + row as u32 * step,
                Kind::Any => noise.wrapping_mul(0xC2B2_AE35),
            })
        }
    }

    fn kinds() -> impl Strategy<Value = Kind> {
        prop_oneof![
            prop_oneof![Just(0), Just(u32::MAX), any::<u32>()].prop_map(Kind::Same),
            (1..5000_u32).prop_map(Kind::Few),
            (1..9_u32).prop_map(Kind::New),
            Just(Kind::Any),
        ]
    }

    fn rows_by_get(cells: &PackedCells, column: usize, holds: impl Fn(StringIndex) -> bool) -> Vec<usize> {
        (0..cells.len()).filter(|&row| holds(cells.get(row, column))).collect()
    }

    fn rows_by_each(cells: &PackedCells, column: usize, holds: impl Fn(StringIndex) -> bool) -> Vec<usize> {
        let mut rows = Vec::new();
        cells.each_row(column, holds, |row| rows.push(row));
        rows
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn rows_are_read_back_unchanged(
            kinds in prop::collection::vec(kinds(), 1..5),
            length in prop_oneof![0..10_usize, ROWS - 2..ROWS + 2, 2 * ROWS..3 * ROWS],
            seed: u32,
        ) {
            let mut cells = PackedCells::new(kinds.len());
            for row in 0..length {
                prop_assert_eq!(cells.len(), row);
                cells.push(kinds.iter().map(|kind| kind.cell(row, seed)));
            }
            for (column, kind) in kinds.iter().enumerate() {
                let differs = (0..length).find(|&row| cells.get(row, column) != kind.cell(row, seed));
                prop_assert_eq!(differs, None, "column {}", column);
                prop_assert_eq!(cells.get(length, column), StringIndex::EMPTY);
                let third = |cell: StringIndex| cell.0.is_multiple_of(3);
                prop_assert_eq!(rows_by_each(&cells, column, third), rows_by_get(&cells, column, third));
            }
            prop_assert_eq!(cells.len(), length);
            prop_assert_eq!(cells.get(0, kinds.len()), StringIndex::EMPTY);
        }
    }

    fn bits(cell: impl Fn(u32) -> u32 + Clone) -> (u32, bool) {
        let column = Packer::default().column((0..ROWS as u32).map(cell).map(StringIndex));
        (column.bits, matches!(column.meaning, Meaning::Listed(_)))
    }

    #[test]
    fn codes_are_as_short_as_cells_allow() {
        assert_eq!(bits(|_| 0), (0, true));
        assert_eq!(bits(|_| 7), (0, true));
        assert_eq!(bits(|row| row % 2 * u32::MAX), (1, true));
        assert_eq!(bits(|row| row % 200 * 1_000_000), (8, true));
        assert_eq!(bits(|row| 3_000_000_000 + row), (13, false));
        assert_eq!(bits(|row| row.wrapping_mul(0x9E37_79B9)), (32, false));
    }

    #[test]
    fn strings_are_tested_once_per_block() {
        let mut cells = PackedCells::new(1);
        (0..ROWS).for_each(|row| cells.push([StringIndex((row % 2) as u32 * 9)].into_iter()));
        let mut asked = Vec::new();
        let mut rows = 0;
        let ask = |cell| {
            asked.push(cell);
            true
        };
        cells.each_row(0, ask, |_| rows += 1);
        assert_eq!((asked.as_slice(), rows), (&[StringIndex(0), StringIndex(9)][..], ROWS));
    }
}

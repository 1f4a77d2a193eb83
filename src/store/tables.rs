//! Rows of interned cells under their own column names.
//!
//! There are two kinds of rows: those of logs with a `#Fields` header that have no sessions, and the extra cells of
//! entries of other logs, besides time, event, data and context (durations, sizes, the columns of a tracking log). The
//! rows of entries are kept in runs: consecutive entries whose rows are consecutive in one table, so that finding the
//! row of an entry, or the entry of a row, takes a search among the runs and no column of its own.

use super::index::{EntryIndex, FileIndex, StringIndex};
use super::packed::PackedCells;
use super::strings::Strings;
use super::value::{Classes, ColumnType, Common};
use crate::bytes::steps::step;
use crate::entry::LogType;
use crate::format::Property;
use crate::sort;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::ops::Range;

/// One table: all rows of the same log type and `#Log-type` with the same columns.
#[derive(Debug)]
pub struct Table {
    /// The log type of its rows.
    pub log_type: LogType,
    /// Its `#Log-type`; the name of the file if it has none.
    pub name: StringIndex,
    /// The names of its columns; at least one.
    pub columns: Vec<StringIndex>,
    /// The columns whose name an earlier one has too, each with its number.
    repeated: BTreeMap<usize, u32>,
    /// The meaning of each column, if known.
    pub properties: Vec<Option<Property>>,
    /// The columns of each meaning, one after the other, and by meaning where they are: every record is asked for a dozen
    /// of them.
    by_property: Vec<usize>,
    of_property: Vec<Range<usize>>,
    /// What the cells of each column have in common.
    common: Vec<Common>,
    /// The last cell of each column that was not empty.
    last: Vec<StringIndex>,
    cells: PackedCells,
    /// The runs of rows that belong to entries, in the order of rows.
    runs: Vec<Run>,
    /// The runs of rows from each file, in the order of rows, without rows that belong to entries.
    spans: Vec<Span>,
}

/// Consecutive rows of a table that belong to consecutive entries.
#[derive(Clone, Copy, Debug)]
struct Run {
    first_row: u32,
    first_entry: EntryIndex,
    length: u32,
}

/// Consecutive rows from one file.
#[derive(Clone, Debug)]
pub struct Span {
    /// The file.
    pub file: FileIndex,
    /// The rows.
    pub rows: Range<u32>,
    /// Whether an earlier file has the same rows.
    pub is_copy: bool,
}

impl Table {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = StringIndex> + '_ {
        (0..self.columns.len()).map(move |column| self.cell(row, column))
    }

    /// The cell of a row in a column; the empty string where there is none.
    #[inline]
    pub fn cell(&self, row: usize, column: usize) -> StringIndex {
        self.cells.get(row, column)
    }

    /// Calls `see` with every row for whose cell in `column` `holds` is true, in order. The fast way to scan a column.
    pub fn each_row(&self, column: usize, holds: impl FnMut(StringIndex) -> bool, see: impl FnMut(usize)) {
        self.cells.each_row(column, holds, see);
    }

    /// The number of a column whose name an earlier one has too: with it, `name (2)`, no other column has
    /// its name.
    pub fn repetition(&self, column: usize) -> Option<u32> {
        self.repeated.get(&column).copied()
    }

    /// The type of a column, as far as its cells have been read.
    pub fn column_type(&self, column: usize) -> ColumnType {
        self.common.get(column).map_or(ColumnType::Text, Common::column_type)
    }

    /// The column with the time of a row: the first one of type time.
    pub fn time_column(&self) -> Option<usize> {
        (0..self.columns.len()).find(|&column| self.column_type(column) == ColumnType::Time)
    }

    /// Whether any cell of a column is filled.
    pub fn is_filled(&self, column: usize) -> bool {
        self.common.get(column).is_some_and(Common::is_filled)
    }

    /// Whether its rows are shown as a table: of records, or of a log without sessions. Other tables contain the extra
    /// cells of entries.
    pub fn stands_alone(&self) -> bool {
        self.log_type == LogType::Table || self.log_type.is_grouped()
    }

    /// The columns with that meaning.
    pub fn columns_of(&self, property: Property) -> impl Iterator<Item = usize> + '_ {
        let columns = self.of_property.get(property as usize).and_then(|range| self.by_property.get(range.clone()));
        columns.unwrap_or_default().iter().copied()
    }

    /// The first cell of that meaning in a row that is not empty.
    pub fn property(&self, row: usize, property: Property) -> StringIndex {
        let cells = self.columns_of(property).map(|column| self.cell(row, column));
        cells.into_iter().find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// The first column of that name, in whatever case.
    pub fn column_named(&self, name: &str, strings: &Strings) -> Option<usize> {
        self.columns.iter().position(|&column| strings.get(column).eq_ignore_ascii_case(name.as_bytes()))
    }

    /// The entry that a row belongs to; `None` in a table without entries.
    pub fn entry_of(&self, row: u32) -> Option<EntryIndex> {
        let run = self.runs.get(self.runs.partition_point(|run| run.first_row <= row).checked_sub(1)?)?;
        let place = row - run.first_row;
        (place < run.length).then_some(EntryIndex(run.first_entry.0 + place))
    }

    /// The rows that belong to entries, each with its entry.
    pub fn rows_of_entries(&self) -> impl Iterator<Item = (usize, EntryIndex)> + '_ {
        let of_run = |run: &Run| {
            let Run { first_row, first_entry, length } = *run;
            (0..length).map(move |place| ((first_row + place) as usize, EntryIndex(first_entry.0 + place)))
        };
        self.runs.iter().flat_map(of_run)
    }

    /// The runs of rows from each file, without rows that belong to entries.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Entries come in order, so nearly all of them extend the last run; returns whether this one begins another.
    fn link(&mut self, row: u32, entry: EntryIndex) -> bool {
        match self.runs.last_mut() {
            Some(run) if run.first_entry.0 + run.length == entry.0 && run.first_row + run.length == row => {
                run.length += 1;
                false
            }
            _ => {
                self.runs.push(Run { first_row: row, first_entry: entry, length: 1 });
                true
            }
        }
    }

    /// Notes the file of a row; returns whether the row begins a span.
    fn came_from(&mut self, file: FileIndex, row: u32) -> bool {
        match self.spans.last_mut() {
            Some(span) if span.file == file && span.rows.end == row => {
                span.rows.end += 1;
                false
            }
            _ => {
                self.spans.push(Span { file, rows: row..row + 1, is_copy: false });
                true
            }
        }
    }

    /// A digest of the cells of some rows.
    fn digest(&self, rows: &Range<u32>) -> u64 {
        let cells = rows.clone().flat_map(|row| self.row(row as usize));
        // Multiplication by the golden ratio, and the high bits to the low ones.
        cells.fold(0, |digest: u64, cell| {
            let mixed = (digest ^ u64::from(cell.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed ^ mixed >> 29
        })
    }

    fn equal(&self, rows: &Range<u32>, others: &Range<u32>) -> bool {
        let same = |(row, other): (u32, u32)| {
            step();
            self.row(row as usize).eq(self.row(other as usize))
        };
        rows.len() == others.len() && rows.clone().zip(others.clone()).all(same)
    }
}

/// Where the extra cells of an entry are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellsPlace {
    table: u32,
    row: u32,
}

/// Consecutive entries with consecutive rows of one table.
#[derive(Clone, Copy, Debug)]
struct EntryRun {
    first: EntryIndex,
    length: u32,
    place: CellsPlace,
}

/// A span of rows: its table, and its position in the list of the table's spans.
type SpanPlace = (usize, usize);

/// The spans of files of one name and size. Most names and sizes occur once, so nothing is computed for the first file.
#[derive(Debug, Default)]
struct Namesakes {
    /// The spans of the first file, as long as there is no other.
    first: Vec<SpanPlace>,
    /// Spans that are no copies, by table, number of rows, and digest.
    known: BTreeMap<(usize, usize, u64), SpanPlace>,
}

/// The columns whose name an earlier one has too, numbered from 2, without numbers that make the name of another column.
fn repeated(columns: &[StringIndex], strings: &Strings) -> BTreeMap<usize, u32> {
    let (mut last, mut repeated) = (BTreeMap::new(), BTreeMap::new());
    let all: BTreeSet<StringIndex> = sort::set(columns.iter().copied());
    if all.len() == columns.len() {
        return repeated;
    }
    let is_taken = |name: StringIndex, number: u32| {
        let numbered = [strings.get(name), format!(" ({number})").as_bytes()].concat();
        strings.find(&numbered).is_some_and(|name| all.contains(&name))
    };
    for (column, &name) in columns.iter().enumerate() {
        let next = last.get(&name).and_then(|&last| (last + 1..).find(|&number| !is_taken(name, number)));
        if let Some(number) = next {
            repeated.insert(column, number);
        }
        last.insert(name, next.unwrap_or(1));
    }
    repeated
}

/// All tables.
#[derive(Debug, Default)]
pub struct Tables {
    tables: Vec<Table>,
    current: usize,
    classes: Classes,
    /// The tables by log type, name and columns.
    known: BTreeMap<(LogType, StringIndex, Vec<StringIndex>), usize>,
    /// The runs of entries that have rows, in the order of entries.
    runs: Vec<EntryRun>,
    /// The spans of the file that is being read.
    spans: Vec<SpanPlace>,
    /// The files that have been read, by name and size.
    namesakes: BTreeMap<(StringIndex, u64), Namesakes>,
}

impl Tables {
    /// Selects the table of that log type and name with these columns for the rows that follow; adds it if there is
    /// none.
    pub fn select(&mut self, log_type: LogType, name: StringIndex, columns: Vec<StringIndex>, strings: &Strings) {
        let key = (log_type, name, columns);
        if let Some(&known) = self.known.get(&key) {
            self.current = known;
            return;
        }
        let columns = key.2.clone();
        self.current = self.tables.len();
        self.known.insert(key, self.current);
        let properties: Vec<Option<Property>> =
            columns.iter().map(|&column| Property::of_column(strings.get(column))).collect();
        let known = properties.iter().enumerate().filter_map(|(column, own)| Some(((*own)?, column)));
        let mut known: Vec<(Property, usize)> = known.collect();
        sort::by(&mut known, Ord::cmp);
        let (mut by_property, mut of_property) = (Vec::new(), Vec::new());
        for (property, column) in known {
            of_property.resize(property as usize + 1, by_property.len()..by_property.len());
            by_property.push(column);
            if let Some(Range { end, .. }) = of_property.last_mut() {
                *end = by_property.len();
            }
        }
        let repeated = repeated(&columns, strings);
        let common = columns.iter().map(|_| Common::default()).collect();
        let last = columns.iter().map(|_| StringIndex::EMPTY).collect();
        let (cells, runs, spans) = (PackedCells::new(columns.len()), Vec::new(), Vec::new());
        self.tables.push(Table {
            log_type,
            name,
            columns,
            repeated,
            properties,
            by_property,
            of_property,
            common,
            last,
            cells,
            runs,
            spans,
        });
    }

    /// Adds a row to the selected table. Surplus cells are ignored, missing ones are empty.
    pub fn push(&mut self, cells: impl Iterator<Item = StringIndex>, strings: &Strings) {
        let Some(table) = self.tables.get_mut(self.current) else { return };
        let mut cells = cells.chain(core::iter::repeat(StringIndex::EMPTY));
        table.cells.push(table.common.iter_mut().zip(&mut table.last).map(|(common, last)| {
            let cell = cells.next().unwrap_or_default();
            // Most cells repeat the one above.
            if !cell.is_empty() && cell != *last {
                *last = cell;
                common.see(cell, &mut self.classes, strings);
            }
            cell
        }));
    }

    /// Adds a row of a file to the selected table.
    pub fn push_from(&mut self, file: FileIndex, cells: impl Iterator<Item = StringIndex>, strings: &Strings) {
        self.push(cells, strings);
        if let Some(table) = self.tables.get_mut(self.current)
            && table.came_from(file, table.len() as u32 - 1)
        {
            self.spans.push((self.current, table.spans.len() - 1));
        }
    }

    /// Ends a file of that name and size. Marks its rows that an earlier file of the same name and size has in the same
    /// order; returns their number.
    pub fn end_file(&mut self, name: StringIndex, size: u64) -> u64 {
        let spans = core::mem::take(&mut self.spans);
        if spans.is_empty() {
            return 0;
        }
        let Namesakes { first, known } = self.namesakes.entry((name, size)).or_default();
        if first.is_empty() && known.is_empty() {
            *first = spans;
            return 0;
        }
        let key = |tables: &[Table], (table, span): SpanPlace| {
            let table_of = tables.get(table)?;
            let rows = &table_of.spans.get(span)?.rows;
            Some((table, rows.len(), table_of.digest(rows)))
        };
        for place in first.drain(..) {
            key(&self.tables, place).map(|key| known.entry(key).or_insert(place));
        }
        let mut copies = 0;
        for place in spans {
            let Some(key) = key(&self.tables, place) else { continue };
            let (_, original) = *known.entry(key).or_insert(place);
            let Some(table) = self.tables.get_mut(place.0).filter(|_| original != place.1) else { continue };
            let [rows, others] = [place.1, original].map(|span| table.spans.get(span).map(|span| &span.rows));
            if rows.zip(others).is_some_and(|(rows, others)| table.equal(rows, others))
                && let Some(span) = table.spans.get_mut(place.1)
            {
                span.is_copy = true;
                copies += span.rows.len() as u64;
            }
        }
        copies
    }

    /// Adds a row to the selected table that belongs to an entry.
    pub fn push_beside(&mut self, entry: EntryIndex, cells: impl Iterator<Item = StringIndex>, strings: &Strings) {
        self.push(cells, strings);
        let Some(table) = self.tables.get_mut(self.current) else { return };
        let place = CellsPlace { table: self.current as u32, row: table.len() as u32 - 1 };
        if table.link(place.row, entry) {
            self.runs.push(EntryRun { first: entry, length: 1, place });
        } else if let Some(run) = self.runs.last_mut() {
            run.length += 1;
        }
    }

    /// The table and the row with the extra cells of an entry; `None` if it has none.
    pub fn of_entry(&self, entry: EntryIndex) -> Option<(&Table, usize)> {
        let CellsPlace { table, row } = self.place_of(entry)?;
        Some((self.tables.get(table as usize)?, row as usize))
    }

    /// Where the extra cells of an entry are; `None` if it has none.
    pub fn place_of(&self, entry: EntryIndex) -> Option<CellsPlace> {
        let run = self.runs.get(self.runs.partition_point(|run| run.first <= entry).checked_sub(1)?)?;
        let distance = entry.0 - run.first.0;
        let CellsPlace { table, row } = run.place;
        (distance < run.length).then_some(CellsPlace { table, row: row + distance })
    }

    /// An order in which entries are equal if their extra cells are the same, or neither has any.
    pub fn compare_cells(&self, one: Option<CellsPlace>, other: Option<CellsPlace>) -> Ordering {
        let (Some(one), Some(other)) = (one, other) else { return one.is_some().cmp(&other.is_some()) };
        let cells = |place: CellsPlace| {
            let table = self.tables.get(place.table as usize);
            table.into_iter().flat_map(move |table| table.row(place.row as usize))
        };
        one.table.cmp(&other.table).then_with(|| cells(one).cmp(cells(other)))
    }

    /// Whether the extra cells of an entry are those of another one, as far as they go: the last one may be cut off.
    pub fn begin_alike(&self, cut: Option<CellsPlace>, whole: Option<CellsPlace>, strings: &Strings) -> bool {
        let (Some(cut), Some(whole)) = (cut, whole) else { return cut.is_none() && whole.is_none() };
        let Some(table) = self.tables.get(cut.table as usize).filter(|_| cut.table == whole.table) else {
            return false;
        };
        let is_alike = |column: usize| {
            let [cut, whole] = [cut, whole].map(|place| table.cell(place.row as usize, column));
            let is_last = column + 1 == table.columns.len();
            cut == whole || (is_last && strings.get(whole).starts_with(strings.get(cut)))
        };
        (0..table.columns.len()).all(is_alike)
    }

    /// All tables, in the order of their first rows.
    pub fn iter(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }

    /// A table.
    pub fn get(&self, table: usize) -> Option<&Table> {
        self.tables.get(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_one_name_are_numbered() {
        let mut strings = Strings::default();
        let names = ["x", "y", "x", "x (2)", "x", "y"].map(|name| strings.intern(name.as_bytes()));
        assert_eq!(repeated(&names, &strings), BTreeMap::from([(2, 3), (4, 4), (5, 2)]));
        assert_eq!(repeated(&names[..2], &strings), BTreeMap::new());
    }

    #[test]
    fn cells_are_found_by_their_entry_and_entries_by_their_row() {
        let (mut tables, mut strings) = (Tables::default(), Strings::default());
        let names = |strings: &mut Strings| [&b"a"[..], b"b"].map(|name| strings.intern(name)).to_vec();
        let mut push = |log_type, entry, cell: &[u8]| {
            let columns = names(&mut strings);
            tables.select(log_type, StringIndex::EMPTY, columns, &strings);
            let cell = strings.intern(cell);
            tables.push_beside(EntryIndex(entry), [cell].into_iter(), &strings);
        };
        for (log_type, entry, cell) in [
            (LogType::Pop3, 3, &b"x"[..]),
            (LogType::Pop3, 4, b"y"),
            (LogType::Imap4, 5, b"i"),
            (LogType::Pop3, 9, b"z"),
        ] {
            push(log_type, entry, cell);
        }
        let cell = |entry| {
            let (table, row) = tables.of_entry(EntryIndex(entry))?;
            Some((table.log_type, strings.text(table.cell(row, 0)), strings.text(table.cell(row, 1))))
        };
        assert_eq!(cell(4), Some((LogType::Pop3, "y".into(), "".into())));
        assert_eq!(cell(5).map(|cell| cell.0), Some(LogType::Imap4));
        assert_eq!(cell(9).map(|cell| cell.1), Some("z".into()));
        assert_eq!((cell(2), cell(6)), (None, None));
        let pop = tables.get(0).unwrap();
        assert_eq!(
            [0, 1, 2, 3].map(|row| pop.entry_of(row)),
            [Some(3), Some(4), Some(9), None].map(|e| e.map(EntryIndex))
        );
    }

    proptest::proptest! {
        #[test]
        fn cells_that_repeat_are_read_back_and_count_for_the_type(
            rows in proptest::collection::vec(proptest::collection::vec("[1a-]{0,2}", 3), 0..40),
        ) {
            let (mut tables, mut strings) = (Tables::default(), Strings::default());
            let columns = [&b"a"[..], b"b", b"c"].map(|name| strings.intern(name)).to_vec();
            tables.select(LogType::Table, StringIndex::EMPTY, columns, &strings);
            for row in &rows {
                let cells: Vec<_> = row.iter().map(|cell| strings.intern(cell.as_bytes())).collect();
                tables.push(cells.into_iter(), &strings);
            }
            let table = tables.get(0).unwrap();
            for (number, row) in rows.iter().enumerate() {
                let read: Vec<_> = table.row(number).map(|cell| strings.text(cell)).collect();
                proptest::prop_assert_eq!(&read, row);
            }
            for column in 0..3 {
                let (mut common, mut classes) = (Common::default(), Classes::default());
                for row in &rows {
                    common.see(strings.find(row[column].as_bytes()).unwrap(), &mut classes, &strings);
                }
                let expected = (common.column_type(), common.is_filled());
                proptest::prop_assert_eq!((table.column_type(column), table.is_filled(column)), expected);
            }
        }
    }
}

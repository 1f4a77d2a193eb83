//! Answers the part of a condition that is about the cells of tables.
//!
//! Cells are interned strings, so each string is examined once: words are searched for in all strings at once, and so
//! are patterns if a column holds many different strings; other values are parsed. What remains is one pass over the
//! column with a bit test for each cell.

use super::bits::full;
use super::column_condition::{ColumnCondition, ColumnTest, ColumnValue};
use super::expression::Condition;
use super::field::{Kind, NumberField, TextField};
use super::files::FilesFound;
use super::matching::{any_matches, bare, parts_of, search};
use super::memo::Memo;
use super::pattern::Pattern;
use super::source::domain;
use super::value::{IpNets, Range};
use crate::archive::Archive;
use crate::content::TextKind;
use crate::entry::LogType;
use crate::exchange::AccessVerb;
use crate::format::Property;
use crate::session::records::addresses;
use crate::store::tables::Table;
use crate::store::value::MILLIONTHS;
use crate::store::{ColumnType, Store, StringIndex, Value};
use crate::text::is_blank;
use crate::work::Tally;
use alloc::vec::Vec;
use core::net::IpAddr;
use fixedbitset::FixedBitSet;

/// The strings that match a condition about text; `None` if it is faster to test the strings of the columns one by one.
pub(super) async fn candidates(archive: &Archive, condition: &Condition) -> Option<FixedBitSet> {
    let is_varied = |table: &Table| {
        let mut columns = columns(archive, condition, table).into_iter();
        columns.any(|column| CellTest::of(condition, table.column_type(column)).is_text() && varies(table, column))
    };
    if !archive.tables.iter().any(is_varied) {
        return None;
    }
    let arena = archive.store.strings.arena();
    match condition {
        Condition::Field(field, patterns) if field.is_listed_in_cells() => {
            Some(search(arena, &parts_of(patterns)?).await)
        }
        Condition::Field(_, patterns) => Some(search(arena, patterns).await),
        Condition::Column(ColumnCondition { test: ColumnTest::Any(values), .. }) => {
            let patterns: Vec<Pattern> = values.iter().map(ColumnValue::candidates).collect();
            Some(search(arena, &patterns).await)
        }
        _ => None,
    }
}

/// Rows that are sampled to judge a column.
const SAMPLE: usize = 1 << 16;

/// Whether many cells of a column differ, judging by a sample.
fn varies(table: &Table, column: usize) -> bool {
    let sampled = table.len().min(SAMPLE);
    let mut cells: Vec<StringIndex> = (0..sampled).map(|row| table.cell(row, column)).collect();
    cells.sort();
    cells.dedup();
    cells.len() * 4 > sampled
}

/// The columns of a table that a condition looks at; words look at all of them by [`with_word`].
pub(super) fn columns(archive: &Archive, condition: &Condition, table: &Table) -> Vec<usize> {
    if let Condition::Column(column) = condition {
        return columns_named(archive, &column.name, table);
    }
    condition.kind().map_or_else(Vec::new, |kind| columns_of(kind, table))
}

/// The columns of a table that have values of a field.
pub(super) fn columns_of(kind: Kind, table: &Table) -> Vec<usize> {
    if kind == Kind::Number(NumberField::HttpStatus) && !table.stands_alone() {
        return Vec::new(); // In records of sessions it is the code of a reply.
    }
    let in_agent_log = kind == Kind::Text(TextField::UserAgent) && table.log_type == LogType::Agent;
    let properties = if in_agent_log { &[Property::Source] } else { kind.properties() };
    properties.iter().flat_map(|&property| table.columns_of(property)).collect()
}

/// The columns of a table with that name.
pub(super) fn columns_named(archive: &Archive, name: &str, table: &Table) -> Vec<usize> {
    let is = |column: &StringIndex| archive.store.strings.get(*column).eq_ignore_ascii_case(name.as_bytes());
    table.columns.iter().enumerate().filter(|(_, column)| is(column)).map(|(index, _)| index).collect()
}

/// The rows of a table for which a condition about columns holds; `found` is what [`candidates`] gave.
pub(super) async fn rows(
    archive: &Archive,
    condition: &Condition,
    found: Option<&FixedBitSet>,
    table: &Table,
    tally: &mut Tally,
) -> FixedBitSet {
    let mut rows = FixedBitSet::with_capacity(table.len());
    for column in columns(archive, condition, table) {
        let test = CellTest::of(condition, table.column_type(column));
        let mut memo = Memo::for_questions(archive.store.strings.arena().len(), table.len());
        let holds = |cell: StringIndex| match (&test, found) {
            _ if cell.is_empty() => false,
            (CellTest::Text(_) | CellTest::Bare(_) | CellTest::Domains(_), Some(found))
                if !found.contains(cell.0 as usize) =>
            {
                false
            }
            (test, _) => memo.ask(cell.0, || test.holds(archive.store.strings.get(cell))),
        };
        table.each_row(column, holds, |row| rows.insert(row));
        tally.add(table.len()).await;
    }
    if condition.kind() == Some(Kind::Number(NumberField::TimeTaken)) && !rows.is_clear() {
        leave_out_waits(archive, table, &mut rows);
    }
    rows
}

/// Leaves out the commands that wait on purpose: how long they do is up to the client.
fn leave_out_waits(archive: &Archive, table: &Table, rows: &mut FixedBitSet) {
    let Store { entries, texts, .. } = &archive.store;
    let waits = |entry| matches!(texts.kind(entries.text(entry)), TextKind::Access { verb: AccessVerb::Idle, .. });
    let waiting = table.rows_of_entries().filter(|(row, entry)| rows.contains(*row) && waits(*entry));
    let waiting: Vec<usize> = waiting.map(|(row, _)| row).collect();
    waiting.into_iter().for_each(|row| rows.remove(row));
}

/// The rows of a table one of whose cells is among the strings, of which `least` is the first.
pub(super) async fn with_word(
    table: &Table,
    strings: &FixedBitSet,
    least: Option<usize>,
    tally: &mut Tally,
) -> FixedBitSet {
    let mut rows = FixedBitSet::with_capacity(table.len());
    let Some(least) = least else { return rows };
    // Most cells are strings that were interned before the first one found: a comparison saves the lookup.
    let holds = |cell: StringIndex| cell.0 as usize >= least && strings.contains(cell.0 as usize);
    for column in 0..table.columns.len() {
        table.each_row(column, holds, |row| rows.insert(row));
        tally.add(table.len()).await;
    }
    rows
}

/// What the string in a cell is tested for.
enum CellTest<'q> {
    /// It matches.
    Text(&'q Condition),
    /// One of the texts in it, separated by `;` and without `<>`, matches.
    Bare(&'q [Pattern]),
    /// The domain of one of the addresses in it, separated by `;`, matches.
    Domains(&'q [Pattern]),
    /// It is a whole number in one of the ranges.
    Whole(&'q [Range]),
    /// It is an address in a network.
    Nets(&'q IpNets),
    /// It passes a test for the type of its column.
    Typed(&'q ColumnTest, ColumnType),
}

impl CellTest<'_> {
    fn of(condition: &Condition, column: ColumnType) -> CellTest<'_> {
        match condition {
            Condition::Field(TextField::SenderDomain | TextField::RecipientDomain, patterns) => {
                CellTest::Domains(patterns)
            }
            Condition::Field(field, patterns) if field.is_listed_in_cells() => CellTest::Bare(patterns),
            Condition::Number(_, ranges) => CellTest::Whole(ranges),
            Condition::Ip(_, nets) => CellTest::Nets(nets),
            Condition::Column(ColumnCondition { test: ColumnTest::Any(values), .. })
                if !values.iter().any(|value| is_typed(value, column)) =>
            {
                CellTest::Text(condition)
            }
            Condition::Column(ColumnCondition { test, .. }) => CellTest::Typed(test, column),
            _ => CellTest::Text(condition),
        }
    }

    /// Whether it is a test of patterns.
    fn is_text(&self) -> bool {
        matches!(self, CellTest::Text(_) | CellTest::Bare(_) | CellTest::Domains(_))
    }

    fn holds(&self, cell: &[u8]) -> bool {
        match self {
            _ if is_blank(cell) => false,
            CellTest::Text(Condition::Field(_, patterns)) => any_matches(patterns, cell),
            CellTest::Text(Condition::Column(ColumnCondition { test, .. })) => fulfils(test, ColumnType::Text, cell),
            CellTest::Text(_) => false,
            CellTest::Bare(patterns) => addresses_in(cell).any(|part| any_matches(patterns, part)),
            CellTest::Domains(patterns) => {
                let mut domains = addresses_in(cell).map(domain).filter(|domain| !domain.is_empty());
                domains.any(|domain| any_matches(patterns, domain))
            }
            CellTest::Whole(ranges) => {
                whole_number(cell).is_some_and(|number| ranges.iter().any(|range| range.holds(number)))
            }
            CellTest::Nets(nets) => ip_addresses_in(cell).any(|address| nets.contains(address)),
            CellTest::Typed(condition, column) => fulfils(condition, *column, cell),
        }
    }
}

/// The number in a cell without its fraction; `None` for a negative one, and for anything else.
pub(super) fn whole_number(cell: &[u8]) -> Option<u64> {
    match Value::read(cell)? {
        Value::Number(number) => u64::try_from(number / MILLIONTHS).ok(),
        _ => None,
    }
}

/// The IP addresses in a cell: X-Forwarded-For is a list; IIS writes `+` for a blank.
pub(super) fn ip_addresses_in(cell: &[u8]) -> impl Iterator<Item = IpAddr> {
    let parts = cell.split(|byte| b", +;".contains(byte)).filter(|part| !part.is_empty());
    [cell].into_iter().chain(parts).filter_map(|part| match Value::read(part) {
        Some(Value::Address(address)) => Some(address),
        _ => None,
    })
}

/// The addresses in a cell without angle brackets: the null reverse-path is empty.
pub(super) fn addresses_in(cell: &[u8]) -> impl Iterator<Item = &[u8]> {
    addresses(cell).map(bare)
}

/// Whether a value is more than text in a column of this type.
fn is_typed(value: &ColumnValue, column: ColumnType) -> bool {
    match column {
        ColumnType::Number => value.number.is_some(),
        ColumnType::Address => value.net.is_some(),
        ColumnType::Time | ColumnType::Text => false,
    }
}

fn fulfils(test: &ColumnTest, column: ColumnType, cell: &[u8]) -> bool {
    let read = Value::read(cell);
    match (test, read) {
        (ColumnTest::Number(range), Some(Value::Number(number))) => range.holds(number),
        (ColumnTest::Time(range), Some(Value::Time(time))) => range.holds(time.0),
        (ColumnTest::Any(values), read) => values.iter().any(|value| match read {
            Some(Value::Number(number)) if is_typed(value, column) => {
                value.number.is_some_and(|range| range.holds(number))
            }
            Some(Value::Address(address)) if is_typed(value, column) => {
                value.net.is_some_and(|net| net.contains(&address.to_canonical()))
            }
            _ => value.is_text(cell),
        }),
        _ => false,
    }
}

/// The rows of a log without sessions for which a condition holds that is not about cells but about the log type, the
/// file or the time.
pub(super) fn rows_without_session(
    archive: &Archive,
    condition: &Condition,
    files: &FilesFound,
    table: &Table,
) -> Option<FixedBitSet> {
    match condition {
        Condition::Log(choices) if choices.contains(&table.log_type) => Some(full(table.len())),
        Condition::Field(TextField::File, _) => Some(rows_of_files(table, files.in_path.as_ref()?)),
        Condition::Field(..) => Some(rows_of_files(table, files.of_origin(table.log_type)?)),
        condition => rows_at_time(archive, table, condition.at_time()?),
    }
}

fn rows_of_files(table: &Table, files: &FixedBitSet) -> FixedBitSet {
    let mut rows = FixedBitSet::with_capacity(table.len());
    let spans = table.spans().iter().filter(|span| files.contains(span.file.0 as usize));
    spans.flat_map(|span| span.rows.clone()).for_each(|row| rows.insert(row as usize));
    rows
}

fn rows_at_time(archive: &Archive, table: &Table, holds: impl Fn(i64) -> bool) -> Option<FixedBitSet> {
    let column = table.time_column()?;
    let mut rows = FixedBitSet::with_capacity(table.len());
    for row in 0..table.len() {
        let cell = archive.store.strings.get(table.cell(row, column));
        if matches!(Value::read(cell), Some(Value::Time(time)) if holds(time.0)) {
            rows.insert(row);
        }
    }
    Some(rows)
}

//! A window of the list of sessions, as columns.

use super::masking::{DisplayText, Mask};
use super::opened::secrets_of;
use super::session_column::{ColumnKind, Row, SessionColumn};
use crate::archive::Archive;
use crate::bytes::{HashKey, HashMap};
use crate::store::SessionIndex;
use crate::text::secrets::Secrets;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::ops::Range;

/// The distinct strings of a window; index 0 is the empty string.
#[derive(Debug)]
pub struct StringTable {
    strings: Vec<DisplayText<'static>>,
    known: HashMap<DisplayText<'static>, u32>,
}

impl StringTable {
    fn new(key: HashKey) -> StringTable {
        StringTable { strings: alloc::vec![DisplayText::default()], known: HashMap::with_hasher(key) }
    }

    fn add(&mut self, text: DisplayText<'_>) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(&index) = self.known.get(text.as_str()) {
            return index;
        }
        let (index, text) = (self.strings.len() as u32, text.into_owned());
        self.strings.push(text.clone());
        self.known.insert(text, index);
        index
    }

    /// The strings in the order of their indices.
    pub fn strings(&self) -> &[DisplayText<'static>] {
        &self.strings
    }
}

/// The values of a column in the rows of a window, in the type that crosses to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValues {
    /// Times in milliseconds since 1970-01-01 UTC, durations in milliseconds, sizes in bytes.
    F64(Vec<f64>),
    /// Counts; texts as indices into the strings of the window.
    U32(Vec<u32>),
    /// Reply codes and flags.
    U16(Vec<u16>),
    /// Outcomes.
    U8(Vec<u8>),
}

/// The rows of a window.
#[derive(Debug)]
pub struct Window {
    /// Index of the window's first row in the list.
    pub from: u32,
    /// Number of rows in the whole list.
    pub total: u32,
    /// The session of each row.
    pub sessions: Vec<SessionIndex>,
    /// For each column of [`SessionColumn::ALL`], one value per row.
    pub columns: Vec<(SessionColumn, ColumnValues)>,
    /// The strings to which columns of texts refer.
    pub strings: StringTable,
}

/// Most rows of a window per call: more would be a mistake, and block the page.
const MAX_ROWS: usize = 10_000;

/// The sessions in `range`, as far as they exist, and the index of the first.
pub fn sessions_in(sessions: &[SessionIndex], range: Range<u32>) -> (usize, &[SessionIndex]) {
    let from = (range.start as usize).min(sessions.len());
    let to = (range.end as usize).clamp(from, sessions.len()).min(from + MAX_ROWS);
    (from, sessions.get(from..to).unwrap_or_default())
}

/// The rows in `range`, as far as they exist, of the sorted sessions.
pub fn window(archive: &Archive, sessions: &[SessionIndex], range: Range<u32>) -> Window {
    let (from, of_window) = sessions_in(sessions, range);
    let rows: Vec<Row<'_>> = of_window.iter().map(|&index| Row::new(archive, index)).collect();
    let secrets: Vec<Rc<Secrets>> = of_window.iter().map(|&index| secrets_of(archive, index)).collect();
    let rows: Vec<(Row<'_>, Mask<'_>)> =
        rows.into_iter().zip(&secrets).map(|(row, secrets)| (row, Mask::with(archive, secrets))).collect();
    let mut strings = StringTable::new(archive.hash_key.clone());
    let columns =
        SessionColumn::ALL.iter().map(|&column| (column, values(column.kind(), &rows, &mut strings))).collect();
    Window { from: from as u32, total: sessions.len() as u32, sessions: of_window.to_vec(), columns, strings }
}

fn values(kind: ColumnKind, rows: &[(Row<'_>, Mask<'_>)], strings: &mut StringTable) -> ColumnValues {
    let sessions = rows.iter().map(|(row, _)| row.session);
    match kind {
        ColumnKind::Time(read) | ColumnKind::Duration(read) => {
            ColumnValues::F64(sessions.map(|session| read(session) as f64).collect())
        }
        ColumnKind::Size(read) => ColumnValues::F64(sessions.map(|session| read(session) as f64).collect()),
        ColumnKind::Count(read) => ColumnValues::U32(sessions.map(read).collect()),
        ColumnKind::Code(read) | ColumnKind::Flags(read) => ColumnValues::U16(sessions.map(read).collect()),
        ColumnKind::Outcome(read) => ColumnValues::U8(sessions.map(read).collect()),
        ColumnKind::Text(kind) => {
            ColumnValues::U32(rows.iter().map(|&(row, mask)| strings.add(kind.displayed(row, mask))).collect())
        }
    }
}

#[cfg(not(feature = "wasm"))]
impl Window {
    /// The texts of a column, one per row; empty for a column of another kind.
    pub fn texts(&self, column: SessionColumn) -> impl Iterator<Item = &str> {
        let is_wanted = |&&(name, _): &&(SessionColumn, ColumnValues)| name == column;
        let values = match (column.kind(), self.columns.iter().find(is_wanted)) {
            (ColumnKind::Text(..), Some((_, ColumnValues::U32(values)))) => values.as_slice(),
            _ => &[],
        };
        values.iter().filter_map(|&index| self.strings.strings.get(index as usize)).map(DisplayText::as_str)
    }
}

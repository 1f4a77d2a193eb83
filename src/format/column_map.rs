//! Where the columns of a format are in the rows of a file.
//!
//! `#Fields` may name the columns in any order, leave some out, and add others. A format addresses a column by its
//! index in `Format::columns`; the map gives the field of a row that contains it.

use crate::diagnostic::DiagnosticKind;
use crate::text::Fields;
use crate::time::TimestampReader;
use alloc::vec::Vec;

/// The fields of a row that contain the columns of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMap {
    /// For each column of the format the index of its field, or `usize::MAX` where the file lacks it.
    fields: Vec<usize>,
    /// Number of fields of a row.
    width: usize,
    /// The fields that an entry does not contain.
    extra: Vec<usize>,
}

impl ColumnMap {
    /// For each column of a format the index of its field, or `usize::MAX`; the number of fields of a row; the indices
    /// of the columns that an entry contains.
    pub(super) fn new(fields: Vec<usize>, width: usize, in_entry: &[usize]) -> Self {
        let in_entry = |field: &usize| in_entry.iter().any(|&column| fields.get(column) == Some(field));
        let extra = (0..width).filter(|field| !in_entry(field)).collect();
        ColumnMap { fields, width, extra }
    }

    /// Number of fields that a row must have.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether a row without quoting has as many fields as there are columns. A separator after the last field makes
    /// another, empty one.
    pub fn has_width_of(&self, fields: &Fields<'_>) -> bool {
        fields.len() == self.width || (fields.len() == self.width + 1 && fields.get(self.width).is_empty())
    }

    /// Whether a row has a field for each column, and a time in that one.
    pub fn is_row(&self, fields: &Fields<'_>, time: usize) -> bool {
        fields.len() == self.width && TimestampReader::default().read(self.get(fields, time)).is_some()
    }

    /// The fields of a row that its entry does not contain.
    pub fn extra(&self) -> &[usize] {
        &self.extra
    }

    /// The field of a column, if the file has it.
    pub(super) fn field(&self, column: usize) -> Option<usize> {
        self.fields.get(column).copied().filter(|&field| field != usize::MAX)
    }

    /// Whether the file has the column.
    pub fn has(&self, column: usize) -> bool {
        self.field(column).is_some()
    }

    /// The field of a row that contains a column; empty if the file lacks it.
    #[inline]
    pub fn get<'a>(&self, fields: &Fields<'a>, column: usize) -> &'a [u8] {
        fields.get(self.fields.get(column).copied().unwrap_or(usize::MAX))
    }

    /// The session-id of a row that has one field for each column.
    #[inline]
    pub fn session_id<'a>(&self, fields: &Fields<'a>, column: usize) -> Result<&'a [u8], DiagnosticKind> {
        if fields.len() != self.width {
            return Err(DiagnosticKind::WrongFieldCount);
        }
        let id = self.get(fields, column);
        if id.is_empty() { Err(DiagnosticKind::MissingSessionId) } else { Ok(id) }
    }
}

/// The index of a column in a list of names, `usize::MAX` if it is not there.
pub(super) const fn place(columns: &[&str], name: &str) -> usize {
    let mut at = 0;
    while at < columns.len() {
        if same_name(columns[at].as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    usize::MAX
}

/// A list of names without one of them; `N` is its length.
pub(super) const fn without<const N: usize>(columns: &[&'static str], name: &str) -> [&'static str; N] {
    let absent = place(columns, name);
    let mut others = [""; N];
    let mut at = 0;
    while at < N {
        others[at] = columns[if at < absent { at } else { at + 1 }];
        at += 1;
    }
    others
}

const fn same_name(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

#[cfg(test)]
mod tests {
    use crate::format::smtp;
    use crate::text::RecordReader;

    #[test]
    fn columns_are_found_by_name_in_any_order() {
        let names: [&[u8]; 8] =
            [b"event", b"DATE-TIME", b"session-id", b"sequence-number", b"data", b"context", b"x", b"connector-id"];
        let columns = smtp::RECEIVE.columns_named(&names).unwrap();
        let mut reader = RecordReader::default();
        let fields = reader.split(b"+,time,id,7,d,c,?,conn").unwrap();
        assert_eq!(columns.get(&fields, 0), b"time");
        assert_eq!(columns.get(&fields, 1), b"conn");
        assert_eq!(columns.get(&fields, 4), b"", "a column that the file lacks is empty");
        assert_eq!(columns.get(&fields, 6), b"+");
        assert!(smtp::RECEIVE.columns_named(&names[..3]).is_none());
    }
}

//! The definition of a log format.

use super::column_map::ColumnMap;
use super::renamed::{is_same_name, other_names};
use super::workspace::Workspace;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, LogType};
use crate::text::{Fields, LineSyntax};
use alloc::vec::Vec;

/// One kind of log. A log type whose versions have nothing but a name in common has a row for each.
#[derive(Debug)]
pub struct Format {
    /// Its log type.
    pub log_type: LogType,
    /// Values of `#Log-type` that name it, compared without case.
    pub log_type_headers: &'static [&'static str],
    /// Beginnings of its file names, compared without case.
    pub file_name_prefixes: &'static [&'static str],
    /// How its lines are cut into fields.
    pub syntax: LineSyntax,
    /// The columns that the format knows, which it addresses by their index here.
    pub columns: &'static [&'static str],
    /// The columns of rows without a header, as each version writes them.
    pub orders: &'static [&'static [&'static str]],
    /// Indices into `columns` of those that a header must name for the log to be read as this format.
    pub required: &'static [usize],
    /// Indices into `columns` of those whose text an entry contains unchanged. All other columns of a file, known or
    /// not, are kept as extra columns.
    pub in_entry: &'static [usize],
    /// How well a row resembles those of this format.
    pub fit: fn(&Fields<'_>, &ColumnMap) -> Fit,
    /// The entry in a row, or why there is none.
    pub entry: for<'a> fn(&Fields<'a>, &ColumnMap, &'a mut Workspace) -> Result<Entry<'a>, DiagnosticKind>,
}

impl PartialEq for Format {
    /// There is one of each.
    fn eq(&self, other: &Format) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Format {
    /// Where its columns are among the columns of a header, or among those of rows without a header; `None` if one is
    /// missing that it requires.
    pub fn columns_named<N: AsRef<[u8]>>(&self, names: &[N]) -> Option<ColumnMap> {
        let named = |name: &str| names.iter().position(|other| is_same_name(other.as_ref(), name.as_bytes()));
        let find = |column: &&str| named(column).or_else(|| other_names(column).iter().find_map(|name| named(name)));
        // Most headers are those of another format, and lack the first column that this one requires.
        self.required.iter().try_for_each(|&column| self.columns.get(column).and_then(find).map(|_| ()))?;
        let fields: Vec<usize> = self.columns.iter().map(|column| find(column).unwrap_or(usize::MAX)).collect();
        Some(ColumnMap::new(fields, names.len(), self.in_entry))
    }

    /// Whether its times are those of the server's own clock, of an unknown zone. Such a column has the name that it
    /// has in the ODBC table of IIS.
    pub fn has_local_times(&self) -> bool {
        self.columns.contains(&"LogTime")
    }
}

/// How well a row resembles those of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Not at all.
    No,
    /// It may belong to the format.
    Maybe,
    /// It can hardly belong to another format.
    Yes,
}

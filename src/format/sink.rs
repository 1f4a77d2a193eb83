//! What the reader of a file reports, and to whom.

use crate::diagnostic::{DiagnosticKind, Position};
use crate::entry::{Entry, LogType};
use crate::text::Fields;
use serde::{Deserialize, Serialize};

/// How a log was recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Evidence {
    /// The user chose it.
    Chosen,
    /// `#Log-type`.
    Header,
    /// The column names in `#Fields`.
    Fields,
    /// The shape of its rows.
    RowShape,
    /// The name of the file.
    FileName,
    /// Nothing.
    #[default]
    None,
}

/// How the bytes of a line are accounted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// An entry, or a row of a table.
    Entry,
    /// A header line.
    Header,
    /// A line without text.
    Blank,
    /// A line that a diagnostic reports.
    Diagnosed,
}

/// What the user corrected about a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// Its log type; `None` to recognise it.
    pub read_as: Option<LogType>,
    /// Offset in minutes east of UTC of times without a time zone.
    pub offset_minutes: i32,
}

/// The fields of a row that its entry does not contain.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    pub(super) fields: Fields<'a>,
    pub(super) extra: &'a [usize],
}

impl<'a> Cells<'a> {
    /// The cells in the order of their columns.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + '_ {
        self.extra.iter().map(|&field| self.fields.get(field))
    }

    /// Whether the entry contains all of the row.
    pub fn is_empty(&self) -> bool {
        self.extra.is_empty()
    }
}

/// Receives the content of a file.
pub trait RowSink {
    /// The rows that follow are of this log; `name` is its `#Log-type`, empty without one.
    fn recognised(&mut self, log_type: LogType, name: &[u8], evidence: Evidence);
    /// The rows that follow are from the log at this path, as a search printed it.
    fn log_path(&mut self, _folder: &str, _name: &str) {}
    /// Whether the times of the rows that follow are those of the server's own clock, of an unknown zone.
    fn local_times(&mut self, _local: bool) {}
    /// The cells of the rows that follow are in these columns. Not called where there are none.
    fn columns(&mut self, log_type: LogType, name: &[u8], columns: &[&[u8]]);
    /// An entry of a log with sessions, and its extra columns.
    fn entry(&mut self, log_type: LogType, entry: &Entry<'_>, cells: Cells<'_>, position: Position);
    /// The entry before is in a last line without a line end: the file may have been copied while that was being written.
    fn open_end(&mut self) {}
    /// A row of a table, in the columns that were named last.
    fn table_row(&mut self, fields: &Fields<'_>);
    /// An anomaly at a line; `excerpt` is the line, or its beginning.
    fn diagnostic(&mut self, kind: DiagnosticKind, position: Position, excerpt: &[u8]);
    /// `span` bytes of the file belong to that account.
    fn account(&mut self, account: Account, span: u64);
    /// A line of `span` bytes that could not be read.
    fn diagnosed(&mut self, kind: DiagnosticKind, position: Position, excerpt: &[u8], span: u64) {
        self.account(Account::Diagnosed, span);
        self.diagnostic(kind, position, excerpt);
    }
}

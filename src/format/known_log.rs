//! A log whose format is known: where its columns are, and how its rows are cut.

use super::column_names::{ColumnNames, Layout};
use super::recipient_rows::{ADDED, recipient_rows};
use super::time_fields::TimeFields;
use super::{ColumnMap, Evidence, Format, RowSink, Workspace};
use crate::text::{LineSyntax, RecordReader};
use alloc::vec::Vec;

/// A log whose format is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KnownLog {
    pub(super) format: &'static Format,
    pub(super) columns: ColumnMap,
    /// How its rows are cut into fields: that of the format, unless a spreadsheet has replaced the separators.
    pub(super) syntax: LineSyntax,
    /// Its `#Log-type`, empty without one.
    log_type: Vec<u8>,
    /// The names of the columns that its entries do not hold.
    extra_columns: Vec<Vec<u8>>,
    /// The fields that contain the time, in a log with a header.
    pub(super) time_fields: Option<TimeFields>,
    /// Whether a time in the format of a culture is by the clock of the server, as exports of PowerShell have it.
    pub(super) has_server_times: bool,
    /// Whether a header names its columns.
    is_named: bool,
    /// The field with the statuses of all recipients, in a log that is read as one with a row for each.
    statuses: Option<usize>,
}

impl KnownLog {
    pub(super) fn named(layout: Layout, header: &ColumnNames) -> KnownLog {
        let Layout { format, columns, syntax } = layout;
        let extra_columns =
            columns.extra().iter().filter_map(|&field| header.name_in(format, &columns, field)).collect();
        let time_fields = header.time_fields();
        let has_server_times = match time_fields {
            Some(TimeFields::One(field)) => {
                header.names.get(field).is_some_and(|name| name.eq_ignore_ascii_case(b"Timestamp"))
            }
            _ => false,
        };
        let (log_type, statuses) = (header.log_type.clone(), header.statuses);
        let is_named = true;
        KnownLog { format, columns, syntax, log_type, extra_columns, time_fields, has_server_times, is_named, statuses }
    }

    /// A log without a header, whose rows have the columns of one of the orders of the format.
    pub(super) fn in_order(
        format: &'static Format,
        columns: ColumnMap,
        syntax: LineSyntax,
        order: &[&str],
    ) -> KnownLog {
        let name = |&field: &usize| order.get(field).map(|name| name.as_bytes().to_vec());
        let extra_columns = columns.extra().iter().filter_map(name).collect();
        let time_fields = TimeFields::find(|name| order.iter().position(|column| *column == name));
        let (log_type, has_server_times, is_named, statuses) = (Vec::new(), false, false, None);
        KnownLog { format, columns, syntax, log_type, extra_columns, time_fields, has_server_times, is_named, statuses }
    }

    /// Announces that the rows that follow are those of this log.
    pub(super) fn announce(&self, evidence: Evidence, sink: &mut impl RowSink) {
        sink.recognised(self.format.log_type, &self.log_type, evidence);
        sink.local_times(self.format.has_local_times());
        if !self.extra_columns.is_empty() {
            let names: Vec<&[u8]> = self.extra_columns.iter().map(Vec::as_slice).collect();
            sink.columns(self.format.log_type, &self.log_type, &names);
        }
    }

    /// The field of its rows in the column of that name.
    pub(super) fn field_named(&self, name: &str) -> Option<usize> {
        self.columns.field(self.format.columns.iter().position(|column| *column == name)?)
    }

    /// Whether a header says that rows of this log have other columns than those of the other one, which is another version
    /// of it: then such a row is damaged.
    pub(super) fn excludes(&self, other: &KnownLog) -> bool {
        self.is_named && self.format.log_type == other.format.log_type && self.syntax == other.syntax
    }

    /// The rows for each recipient that a row of this log is read as; `None` if it is read as it is.
    pub(super) fn recipient_rows(&self, line: &[u8], records: &mut RecordReader) -> Option<Vec<Vec<u8>>> {
        let statuses = self.statuses?;
        let fields = records.split_as(self.syntax, line)?;
        (fields.len() + ADDED.len() == self.columns.width()).then(|| recipient_rows(&fields, statuses, self.syntax))?
    }

    /// Whether a line is an entry of this log by itself.
    pub(super) fn has_entry(&self, line: &[u8], records: &mut RecordReader, workspace: &mut Workspace) -> bool {
        if let Some(rows) = self.recipient_rows(line, records) {
            return rows.first().is_some_and(|row| self.has_entry(row, records, workspace));
        }
        let fields = records.split_as(self.syntax, line);
        fields.is_some_and(|fields| (self.format.entry)(&fields, &self.columns, workspace).is_ok())
    }
}

//! The names of the columns of a log, as a header or the first row of an export gives them.

use super::recipient_rows::{ADDED, recipient_rows};
use super::renamed::{is_same_name, other_names};
use super::time_fields::TimeFields;
use super::{ColumnMap, Evidence, Format, RowSink, candidates};
use crate::bytes::steps::step;
use crate::entry::LogType;
use crate::text::{Fields, LineSyntax, RecordReader};
use alloc::vec::Vec;
use core::cell::OnceCell;

/// The column names of a header.
#[derive(Clone, Debug)]
pub(super) struct ColumnNames {
    /// The `#Log-type` above them, empty without one.
    pub(super) log_type: Vec<u8>,
    pub(super) names: Vec<Vec<u8>>,
    /// How the rows are cut into fields.
    pub(super) syntax: LineSyntax,
    /// What they mean in each format that has such columns, once a row was compared with them.
    layouts: OnceCell<Vec<Layout>>,
    /// The fields that contain the time, once they were looked for.
    times: OnceCell<Option<TimeFields>>,
    /// The field with the statuses of all recipients. Then the last names are those of [`ADDED`], which the header lacks.
    pub(super) statuses: Option<usize>,
}

/// A format that can have the columns of a header, where they are, and how its rows are cut.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) format: &'static Format,
    pub(super) columns: ColumnMap,
    pub(super) syntax: LineSyntax,
}

impl PartialEq for ColumnNames {
    fn eq(&self, other: &ColumnNames) -> bool {
        // The rest follows from these.
        (&self.log_type, &self.names, self.syntax) == (&other.log_type, &other.names, other.syntax)
    }
}

impl ColumnNames {
    pub(super) fn new(log_type: &[u8], mut names: Vec<Vec<u8>>, syntax: LineSyntax) -> ColumnNames {
        let statuses = statuses_of_all(&names);
        if statuses.is_some() {
            names.extend(ADDED.map(<[u8]>::to_vec));
        }
        let (layouts, times) = (OnceCell::new(), OnceCell::new());
        ColumnNames { log_type: log_type.to_vec(), names, syntax, layouts, times, statuses }
    }

    /// The names in the value of `#Fields`.
    pub(super) fn read(value: &[u8], log_type: &[u8]) -> ColumnNames {
        let syntax = LineSyntax::of_column_names(value);
        let names = value.split(|&byte| byte == syntax.separator()).map(|name| name.trim_ascii().to_vec()).collect();
        ColumnNames::new(log_type, names, syntax)
    }

    /// The names in a row without `#Fields`, as the export of a table begins.
    pub(super) fn in_row(fields: &Fields<'_>, syntax: LineSyntax) -> ColumnNames {
        let mut names: Vec<Vec<u8>> = fields.iter().map(|name| name.trim_ascii().to_vec()).collect();
        names.truncate(names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1));
        ColumnNames::new(b"", names, syntax)
    }

    /// Number of columns.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether a line has a field for each of them.
    pub(super) fn fit(&self, line: &[u8], records: &mut RecordReader) -> bool {
        let added = self.statuses.map_or(0, |_| ADDED.len());
        records.split_as(self.row_syntax(), line).is_some_and(|fields| fields.len() + added == self.len())
    }

    /// The first of the rows for each recipient that a row is read as; `None` if it is read as it is.
    pub(super) fn recipient_row(&self, line: &[u8], records: &mut RecordReader) -> Option<Vec<u8>> {
        let syntax = self.row_syntax();
        recipient_rows(&records.split_as(syntax, line)?, self.statuses?, syntax)?.into_iter().next()
    }

    /// Whether both name the same columns.
    pub(super) fn has_names_of(&self, other: &ColumnNames) -> bool {
        self.names == other.names
    }

    /// Where the columns of a format are, if all that it requires are named.
    pub(super) fn columns_of(&self, format: &Format) -> Option<ColumnMap> {
        format.columns_named(&self.names)
    }

    /// How its rows are cut where no format decides. Tables with tabs come from spreadsheets and exports, which quote.
    pub(super) fn row_syntax(&self) -> LineSyntax {
        quoting(self.syntax)
    }

    /// Where the columns of a format are, and how its rows are cut, if they can be the rows below these names.
    pub(super) fn layout_of(&self, format: &'static Format) -> Option<Layout> {
        step();
        let syntax = format.syntax.saved_as(self.syntax)?;
        Some(Layout { format, columns: self.columns_of(format)?, syntax })
    }

    /// The formats that can have these columns. Found once: any number of rows may be compared with any number of names.
    pub(super) fn layouts(&self, chosen: Option<LogType>) -> &[Layout] {
        self.layouts.get_or_init(|| candidates(chosen).filter_map(|format| self.layout_of(format)).collect())
    }

    /// The names of the columns of an export.
    pub(super) fn of_export(names: Vec<Vec<u8>>) -> ColumnNames {
        ColumnNames::new(b"", names, LineSyntax::Commas)
    }

    /// The names of a table without a header.
    pub(super) fn of_table(names: Vec<Vec<u8>>, log_type: &[u8]) -> ColumnNames {
        ColumnNames::new(log_type, names, LineSyntax::Commas)
    }

    /// The fields that contain the time.
    pub(super) fn time_fields(&self) -> Option<TimeFields> {
        let named = |name: &str| self.names.iter().position(|own| is_same_name(own, name.as_bytes()));
        let place = |name: &str| named(name).or_else(|| other_names(name).iter().find_map(|name| named(name)));
        *self.times.get_or_init(|| TimeFields::find(place))
    }

    /// The name of a field. Exports of a tracking log get the names of the log, so that both are one table.
    pub(super) fn name_in(&self, format: &Format, columns: &ColumnMap, field: usize) -> Option<Vec<u8>> {
        let own = self.names.get(field)?;
        let is_field = |place: &usize| columns.field(*place) == Some(field);
        let column = (0..format.columns.len()).find(is_field).and_then(|place| format.columns.get(place));
        let column =
            column.filter(|name| format.log_type == LogType::Tracking && !own.eq_ignore_ascii_case(name.as_bytes()));
        Some(column.map_or_else(|| own.clone(), |name| name.as_bytes().to_vec()))
    }

    pub(super) fn names(&self) -> Vec<&[u8]> {
        self.names.iter().map(Vec::as_slice).collect()
    }

    /// Announces that the rows that follow are those of a table with these columns.
    pub(super) fn announce_table(&self, evidence: Evidence, sink: &mut impl RowSink) {
        sink.recognised(LogType::Table, &self.log_type, evidence);
        sink.columns(LogType::Table, &self.log_type, &self.names());
    }
}

/// The field with the statuses of all recipients of a message, where nothing else says what became of it.
fn statuses_of_all(names: &[Vec<u8>]) -> Option<usize> {
    let place = |name: &[u8]| names.iter().position(|own| is_same_name(own, name));
    let is_named = |name: &[u8]| place(name).is_some();
    // The reports of a historical search; the log of a server says of each event whom it is about.
    let is_report = is_named(b"origin-timestamp-utc") || is_named(b"date-time-utc");
    place(b"recipient-status").filter(|_| is_report && !ADDED.iter().any(|name| is_named(name)))
}

/// The syntax with quotes around fields, where spreadsheets and exports write them.
pub(super) fn quoting(syntax: LineSyntax) -> LineSyntax {
    if syntax == LineSyntax::Tabs { LineSyntax::QuotedTabs } else { syntax }
}

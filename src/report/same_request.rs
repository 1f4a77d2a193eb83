//! One web request in several logs: the front end gives it an id and passes that on to the back end.
//!
//! HttpProxy logs it as `RequestId`, as do EWS and other back-end logs, and IIS at the end of the query string as
//! `cafeReqId`. Nothing else joins them: the front end asks the back end under its own address.

use super::masking::{DisplayText, Mask};
use super::opened::secrets_of_row;
use super::records::severity;
use super::reportable::report_type;
use super::severity::EntrySeverity;
use super::table_column::{DisplayColumn, columns, session};
use super::units::{Count, DurationMs, TimeMs};
use crate::archive::Archive;
use crate::bytes::decimal;
use crate::content::Text;
use crate::entry::{Event, LogType};
use crate::exchange::request::{is_guid, request_id};
use crate::format::Property;
use crate::session::view::SessionView;
use crate::store::tables::Table;
use crate::store::{ColumnType, SessionIndex};
use crate::work::{Tally, rest};
use alloc::vec::Vec;
use core::ops::Range;

report_type! {
    /// The rows of one web request in all open logs.
    #[derive(Default)]
    pub struct SameRequest {
        /// Its id; empty for a row without one.
        pub id: DisplayText<'static>,
        /// The other rows that have it, table by table; the first hundred.
        pub rows: Vec<RequestRow>,
        /// Number of rows after these.
        pub more: Count,
    }
}

report_type! {
    /// A row about a web request. What the log does not say is empty.
    pub struct RequestRow {
        /// Index of the table.
        pub table: u32,
        /// The row in that table, whatever a query finds.
        pub row: u32,
        /// The `#Log-type` of the table, or the name of the log type.
        pub name: DisplayText<'static>,
        /// The server that wrote it.
        pub server: DisplayText<'static>,
        /// Its time; null if unknown.
        pub time: Option<TimeMs>,
        /// The path of the request.
        pub url: DisplayText<'static>,
        /// How the request ended there: statuses and errors by the names of their columns.
        pub results: Vec<RequestOutcome>,
        /// The severity of the worst status.
        pub severity: EntrySeverity,
        /// How long it took there; null if unknown.
        pub taken_ms: Option<DurationMs>,
    }
}

report_type! {
    /// `HttpStatus` and `503`.
    pub struct RequestOutcome {
        /// The name of the column.
        pub name: DisplayText<'static>,
        /// Its value.
        pub value: DisplayText<'static>,
    }
}

/// Most rows that are listed. A request has a few; a client that repeats an id, or a log that was opened twice, more.
const MAX_ROWS: usize = 100;
/// Number of bytes of a query string that are searched in the time that a row takes.
const ROW_BYTES: usize = 256;

/// The rows that are about the same web request as a row.
pub async fn same_request(archive: &Archive, table: u32, row: u32) -> SameRequest {
    let mut found = SameRequest::default();
    let Some(own) = archive.tables.get(table as usize) else { return found };
    let Some(id) = id_in(IdColumns::of(archive, own).cells(row)) else { return found };
    let (mut tally, mut more) = (Tally::default(), 0u64);
    for (number, other) in (0..).zip(archive.tables.iter()).filter(|(_, other)| other.stands_alone()) {
        let columns = IdColumns::of(archive, other);
        for at in columns.rows() {
            let cells = columns.cells(at);
            tally.add(1 + cells[1].len() / ROW_BYTES).await;
            let is_same = id_in(cells).is_some_and(|other| other.eq_ignore_ascii_case(id));
            if !is_same || (number, at) == (table, row) {
                continue;
            }
            if found.rows.len() < MAX_ROWS {
                found.rows.push(request_row(archive, (number, other), at));
                // A row may have cells of any length, which are searched for secrets.
                rest().await;
            } else {
                more += 1;
            }
        }
    }
    found.id = Mask::of(archive).name(id).into_owned();
    found.more = more.into();
    found
}

/// The columns of a table that may have the id of a request; all rows are asked for it.
struct IdColumns<'a> {
    archive: &'a Archive,
    table: &'a Table,
    /// The column with the id.
    own: Option<usize>,
    /// The column with the query string, at the end of which the id may be.
    query: Option<usize>,
}

impl<'a> IdColumns<'a> {
    fn of(archive: &'a Archive, table: &'a Table) -> IdColumns<'a> {
        let query = table.column_named("cs-uri-query", &archive.store.strings);
        IdColumns { archive, table, own: table.columns_of(Property::RequestId).next(), query }
    }

    /// The rows that may have an id.
    fn rows(&self) -> Range<u32> {
        if self.own.or(self.query).is_some() { 0..self.table.len() as u32 } else { 0..0 }
    }

    /// The cells of a row that may have the id; empty where there is no such column.
    fn cells(&self, row: u32) -> [&'a [u8]; 2] {
        let cell = |column| self.archive.store.strings.get(self.table.cell(row as usize, column));
        [self.own, self.query].map(|column| column.map(cell).unwrap_or_default())
    }
}

/// The id in these cells of a row.
fn id_in([own, query]: [&[u8]; 2]) -> Option<&[u8]> {
    let id = if is_guid(own) { Some(own) } else { request_id(query) };
    // Of zeros it is none.
    id.filter(|id| id.iter().any(|byte| !matches!(byte, b'0' | b'-')))
}

fn request_row(archive: &Archive, (number, table): (u32, &Table), row: u32) -> RequestRow {
    let secrets = secrets_of_row(archive, table, row);
    let mask = Mask::with(archive, &secrets);
    let cell = |property| archive.store.strings.get(table.property(row as usize, property));
    let error = table.column_named("ErrorCode", &archive.store.strings);
    let shown = table.columns_of(Property::Status).chain(error).map(DisplayColumn::Cells).filter_map(|column| {
        let value = column.text(archive, table, row, mask);
        let is_filled = !matches!(value.as_str(), "" | "-");
        let outcome = || RequestOutcome { name: column.name(archive, table).into_owned(), value: value.into_owned() };
        is_filled.then(outcome)
    });
    let results: Vec<RequestOutcome> = shown.collect();
    let severities = results.iter().filter_map(|result| Some(of_status(result.value.as_str().parse().ok()?)));
    let time = columns(table).into_iter().find(|column| column.column_type(table) == ColumnType::Time);
    RequestRow {
        table: number,
        row,
        name: mask.string(table.name).into_owned(),
        server: server(archive, table, row, mask),
        time: time.and_then(|column| column.time(archive, table, row)).map(TimeMs::from),
        url: mask.text(cell(Property::Url)).into_owned(),
        severity: severities.max().unwrap_or(EntrySeverity::None),
        results,
        taken_ms: decimal(cell(Property::TimeTaken)).map(DurationMs::from),
    }
}

/// The severity of a status without the details that IIS adds.
fn of_status(status: u16) -> EntrySeverity {
    severity(LogType::Http, Text { event: Event::Information, data: b"", context: b"" }, status)
}

/// The server that a row names, or that of its session.
fn server(archive: &Archive, table: &Table, row: u32, mask: Mask<'_>) -> DisplayText<'static> {
    let named = archive.store.strings.get(table.property(row as usize, Property::Server));
    match session(archive, table, row).map(SessionIndex) {
        Some(index) if named.is_empty() => {
            let view = SessionView::new(&archive.store, archive.store.sessions.get(index));
            mask.of_exchange().composed(view.server()).into_owned()
        }
        _ => mask.of_exchange().name(named).into_owned(),
    }
}

//! Message traces of Exchange Online, exported as CSV: `Get-MessageTrace`, `Get-MessageTraceV2`, their details, and the
//! reports of historical searches. A row is what became of a message for one recipient, in the details one event.
//!
//! The columns are renamed to those of a tracking log where they mean the same. The detailed report of a historical
//! search has all columns of a tracking log and is read as one; the other report has a row for all recipients of a message,
//! which becomes one for each ([`recipient_rows`](super::recipient_rows)).

use super::workspace::join;
use super::{ColumnMap, Fit, Format, Workspace, place, tracking};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, Meaning, SessionKey};
use crate::text::Fields;

const COLUMNS: &[&str] = &[
    "date-time",
    "sender-address",
    "recipient-address",
    "message-subject",
    "event-id",
    "server-ip",
    "client-ip",
    "original-client-ip",
    "total-bytes",
    "message-id",
    "network-message-id",
    "recipient-status",
    "connector-id",
    "directionality",
];
const DATE_TIME: usize = place(COLUMNS, "date-time");
const SENDER_ADDRESS: usize = place(COLUMNS, "sender-address");
const STATUS: usize = place(COLUMNS, "event-id");
const SERVER_IP: usize = place(COLUMNS, "server-ip");
const CLIENT_IP: usize = place(COLUMNS, "client-ip");
const ORIGINAL_CLIENT_IP: usize = place(COLUMNS, "original-client-ip");
const MESSAGE_ID: usize = place(COLUMNS, "message-id");
const RECIPIENT_STATUS: usize = place(COLUMNS, "recipient-status");
const CONNECTOR_ID: usize = place(COLUMNS, "connector-id");

/// Message trace of Exchange Online.
pub const MESSAGE_TRACE: Format = Format {
    log_type_headers: &[],
    file_name_prefixes: &[],
    columns: COLUMNS,
    orders: &[],
    required: &[DATE_TIME, SENDER_ADDRESS, MESSAGE_ID],
    in_entry: &[DATE_TIME],
    fit,
    entry,
    ..tracking::TRACKING
};

fn fit(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    fit_by(fields, columns, DATE_TIME, STATUS)
}

/// How well a row fits that has to have a time in one column, and anything in another.
fn fit_by(fields: &Fields<'_>, columns: &ColumnMap, time: usize, filled: usize) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry = columns.is_row(fields, time) && !column(filled).is_empty();
    if is_entry { Fit::Maybe } else { Fit::No }
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    let message_id = columns.session_id(fields, MESSAGE_ID)?;
    let column = |index| columns.get(fields, index);
    let status = column(STATUS);
    let client = [CLIENT_IP, ORIGINAL_CLIENT_IP].map(column).into_iter().find(|address| !address.is_empty());
    Ok(Entry {
        time: workspace.times.read(column(DATE_TIME)).ok_or(DiagnosticKind::InvalidTime)?,
        session: SessionKey::Id(message_id),
        sequence: None,
        labels: Labels {
            connector: column(CONNECTOR_ID),
            local: column(SERVER_IP),
            remote: client.unwrap_or_default(),
        },
        event: Event::Information,
        data: Some(status).filter(|status| !status.is_empty()).ok_or(DiagnosticKind::InvalidEvent)?,
        context: column(RECIPIENT_STATUS),
        meaning: Meaning::AsWritten,
    })
}

const DETAIL_COLUMNS: &[&str] = &[
    "Date",
    "event-id",
    "event-action",
    "source-context",
    "Data",
    "message-id",
    "network-message-id",
    "sender-address",
    "recipient-address",
];
const DATE: usize = place(DETAIL_COLUMNS, "Date");
const EVENT: usize = place(DETAIL_COLUMNS, "event-id");
const DETAIL: usize = place(DETAIL_COLUMNS, "source-context");
const OWN_IDS: [usize; 2] = [place(DETAIL_COLUMNS, "message-id"), place(DETAIL_COLUMNS, "network-message-id")];

/// Details of a message trace: `Get-MessageTraceDetail`, `Get-MessageTraceDetailV2`.
pub const MESSAGE_TRACE_DETAIL: Format = Format {
    columns: DETAIL_COLUMNS,
    required: &[DATE, EVENT, DETAIL],
    in_entry: &[DATE],
    fit: fit_detail,
    entry: detail,
    ..MESSAGE_TRACE
};

fn fit_detail(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    fit_by(fields, columns, DATE, EVENT)
}

fn detail<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    if fields.len() != columns.width() {
        return Err(DiagnosticKind::WrongFieldCount);
    }
    let column = |index| columns.get(fields, index);
    let [row_id, ..] = &mut workspace.buffers;
    // The details of which message these are is known to who asked for them.
    join(row_id, &[column(DATE), column(EVENT), column(DETAIL)]);
    let session_id = OWN_IDS.map(column).into_iter().find(|id| !id.is_empty());
    Ok(Entry {
        time: workspace.times.read(column(DATE)).ok_or(DiagnosticKind::InvalidTime)?,
        session: SessionKey::Id(session_id.unwrap_or(row_id)),
        sequence: None,
        labels: Labels::default(),
        event: Event::Information,
        data: Some(column(EVENT)).filter(|event| !event.is_empty()).ok_or(DiagnosticKind::InvalidEvent)?,
        context: column(DETAIL),
        meaning: Meaning::AsWritten,
    })
}

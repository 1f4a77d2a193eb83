//! The nine columns that SMTP logs share with the POP3 and IMAP4 logs of Exchange 2007.
//!
//! Columns that newer builds may add are ignored here; the file keeps them as extra columns.

use super::{ColumnMap, Fit, Workspace};
use crate::bytes::decimal_u32;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, Meaning, SessionKey};
use crate::exchange::endpoint;
use crate::exchange::mail_access::Protocol;
use crate::text::Fields;

pub(super) const COLUMNS: &[&str] = &[
    "date-time",
    "connector-id",
    "session-id",
    "sequence-number",
    "local-endpoint",
    "remote-endpoint",
    "event",
    "data",
    "context",
];
const DATE_TIME: usize = 0;
pub(super) const CONNECTOR_ID: usize = 1;
const SESSION_ID: usize = 2;
const SEQUENCE_NUMBER: usize = 3;
pub(super) const LOCAL_ENDPOINT: usize = 4;
const REMOTE_ENDPOINT: usize = 5;
const EVENT: usize = 6;
const DATA: usize = 7;
const CONTEXT: usize = 8;

pub(super) const REQUIRED: &[usize] = &[DATE_TIME, SESSION_ID, SEQUENCE_NUMBER, EVENT, DATA];
/// An entry contains all of them.
pub(super) const IN_ENTRY: &[usize] =
    &[DATE_TIME, CONNECTOR_ID, SESSION_ID, SEQUENCE_NUMBER, LOCAL_ENDPOINT, REMOTE_ENDPOINT, EVENT, DATA, CONTEXT];

/// The client access protocol of the port in an endpoint of the server.
pub(super) fn protocol_at(local: &[u8]) -> Option<Protocol> {
    endpoint(local).1.and_then(Protocol::of_port)
}

/// [`Fit::Maybe`] for a row with valid values in these columns: they alone do not identify one log type.
pub(super) fn fit(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry = columns.is_row(fields, DATE_TIME)
        && Event::parse(column(EVENT)).is_some()
        && decimal_u32(column(SEQUENCE_NUMBER)).is_some();
    if is_entry { Fit::Maybe } else { Fit::No }
}

/// The entry in these columns.
pub(super) fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    let session_id = columns.session_id(fields, SESSION_ID)?;
    let column = |index| columns.get(fields, index);
    Ok(Entry {
        time: workspace.times.read(column(DATE_TIME)).ok_or(DiagnosticKind::InvalidTime)?,
        session: SessionKey::Id(session_id),
        sequence: Some(decimal_u32(column(SEQUENCE_NUMBER)).ok_or(DiagnosticKind::InvalidSequence)?),
        labels: Labels {
            connector: column(CONNECTOR_ID),
            local: column(LOCAL_ENDPOINT),
            remote: column(REMOTE_ENDPOINT),
        },
        event: Event::parse(column(EVENT)).ok_or(DiagnosticKind::InvalidEvent)?,
        data: column(DATA),
        context: column(CONTEXT),
        meaning: Meaning::AsWritten,
    })
}

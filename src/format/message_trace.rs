//! Message traces of Exchange Online, exported as CSV: `Get-MessageTrace`, `Get-MessageTraceV2` and the reports of
//! historical searches. A row is what became of a message for one recipient, or for all of them.
//!
//! The columns are renamed to those of a tracking log where they mean the same. The detailed report of a historical
//! search has all columns of a tracking log and is read as one.

use super::{ColumnMap, Fit, Format, Workspace, place, tracking};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, Meaning, SessionKey};
use crate::text::Fields;
use crate::time::TimestampReader;

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
    let column = |index| columns.get(fields, index);
    let is_entry = fields.len() == columns.width()
        && !status(column(STATUS), column(RECIPIENT_STATUS)).is_empty()
        && TimestampReader::default().read(column(DATE_TIME)).is_some();
    if is_entry { Fit::Maybe } else { Fit::No }
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    let message_id = columns.session_id(fields, MESSAGE_ID)?;
    let column = |index| columns.get(fields, index);
    let status = status(column(STATUS), column(RECIPIENT_STATUS));
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

/// What became of the message: the status, or the last event of the first recipient in `ann@contoso.com##Receive, Deliver`.
fn status<'a>(status: &'a [u8], recipient_status: &'a [u8]) -> &'a [u8] {
    if !status.is_empty() {
        return status;
    }
    let first = recipient_status.split(|byte| *byte == b';').next().unwrap_or_default();
    let events = memchr::memmem::find(first, b"##").and_then(|mark| first.get(mark + 2..)).unwrap_or_default();
    events.rsplit(|byte| *byte == b',').next().unwrap_or_default().trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_event_is_what_became_of_a_message() {
        assert_eq!(status(b"Delivered", b""), b"Delivered");
        assert_eq!(status(b"", b"ann@contoso.com##Receive, Deliver;bob@contoso.com##Receive, Fail"), b"Deliver");
        assert_eq!(status(b"", b"ann@contoso.com"), b"");
    }
}

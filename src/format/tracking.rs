//! Message tracking logs, Exchange 2000 to SE.
//!
//! A row is one event in the life of a message. It is complete by itself, and belongs to the other events of the same
//! message, wherever they were logged: the Message-ID is the session-id. Later versions added columns and kept the
//! names of the others, so one format reads them all. Exchange 2000 and 2003 wrote tabs, other names, and numbers for
//! events.
//!
//! The text of an entry is what repeats and matters: event and source, and the reply that rejected something.
//! Everything else is in extra columns.

use super::workspace::join;
use super::{ColumnMap, Fit, Format, Workspace, place, without};
use crate::bytes::beginning;
use crate::bytes::decimal_u32;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, LogType, Meaning, SessionKey};
use crate::exchange::explanation::is_tracking_event;
use crate::exchange::{Handling, Transfer, is_trace_status, worst_reply};
use crate::text::{Fields, LineSyntax, is_blank};
use crate::time::Timestamp;

const COLUMNS: &[&str] = &[
    "date-time",
    "client-ip",
    "client-hostname",
    "server-ip",
    "server-hostname",
    "source-context",
    "connector-id",
    "source",
    "event-id",
    "internal-message-id",
    "message-id",
    "network-message-id",
    "recipient-address",
    "recipient-status",
    "total-bytes",
    "recipient-count",
    "related-recipient-address",
    "reference",
    "message-subject",
    "sender-address",
    "return-path",
    "message-info",
    "directionality",
    "tenant-id",
    "original-client-ip",
    "original-server-ip",
    "custom-data",
    "transport-traffic-type",
    "log-id",
    "schema-version",
];
/// The columns of Exchange 2013, 2010 and 2007. Before Exchange 2013 there was no `network-message-id`.
const COLUMNS_2013: &[&str] = COLUMNS.split_at(27).0;
const COLUMNS_2010: &[&str] = &without::<26>(COLUMNS_2013, "network-message-id");
const COLUMNS_2007: &[&str] = COLUMNS_2010.split_at(21).0;
const COLUMNS_2003: &[&str] = &[
    "Date",
    "Time",
    "client-ip",
    "Client-hostname",
    "Partner-Name",
    "Server-hostname",
    "server-IP",
    "Recipient-Address",
    "Event-ID",
    "MSGID",
    "Priority",
    "Recipient-Report-Status",
    "total-bytes",
    "Number-Recipients",
    "Origination-Time",
    "Encryption",
    "service-Version",
    "Linked-MSGID",
    "Message-Subject",
    "Sender-Address",
];

const DATE_TIME: usize = place(COLUMNS, "date-time");
const CLIENT_IP: usize = place(COLUMNS, "client-ip");
const SERVER_IP: usize = place(COLUMNS, "server-ip");
const CONNECTOR_ID: usize = place(COLUMNS, "connector-id");
const SOURCE_CONTEXT: usize = place(COLUMNS, "source-context");
const SOURCE: usize = place(COLUMNS, "source");
const EVENT_ID: usize = place(COLUMNS, "event-id");
const MESSAGE_ID: usize = place(COLUMNS, "message-id");
const NETWORK_MESSAGE_ID: usize = place(COLUMNS, "network-message-id");
const INTERNAL_MESSAGE_ID: usize = place(COLUMNS, "internal-message-id");
const SERVER_HOSTNAME: usize = place(COLUMNS, "server-hostname");
const CLIENT_HOSTNAME: usize = place(COLUMNS, "client-hostname");
const RECIPIENT_STATUS: usize = place(COLUMNS, "recipient-status");
const RECIPIENT_ADDRESS: usize = place(COLUMNS, "recipient-address");
const SENDER_ADDRESS: usize = place(COLUMNS, "sender-address");
const MESSAGE_SUBJECT: usize = place(COLUMNS, "message-subject");

const DATE_2003: usize = place(COLUMNS_2003, "Date");
const TIME_2003: usize = place(COLUMNS_2003, "Time");
const CLIENT_IP_2003: usize = place(COLUMNS_2003, "client-ip");
const SERVER_IP_2003: usize = place(COLUMNS_2003, "server-IP");
const CLIENT_HOSTNAME_2003: usize = place(COLUMNS_2003, "Client-hostname");
const SERVER_HOSTNAME_2003: usize = place(COLUMNS_2003, "Server-hostname");
const PARTNER_2003: usize = place(COLUMNS_2003, "Partner-Name");
const EVENT_ID_2003: usize = place(COLUMNS_2003, "Event-ID");
const MESSAGE_ID_2003: usize = place(COLUMNS_2003, "MSGID");

/// Message tracking log of Exchange 2007 to SE.
pub const TRACKING: Format = Format {
    log_type: LogType::Tracking,
    log_type_headers: &["Message Tracking Log"],
    file_name_prefixes: &["MSGTRK"],
    syntax: LineSyntax::Commas,
    columns: COLUMNS,
    orders: &[COLUMNS, COLUMNS_2013, COLUMNS_2010, COLUMNS_2007],
    required: &[DATE_TIME, SOURCE, EVENT_ID, MESSAGE_ID],
    in_entry: &[DATE_TIME],
    fit,
    entry,
};

/// Some columns of a message tracking log or message trace, as `Select-Object` leaves them: time, event, and the sender.
pub const SELECTED_WITH_SENDER: Format = selected(&[DATE_TIME, EVENT_ID, SENDER_ADDRESS]);
/// The same with recipients.
pub const SELECTED_WITH_RECIPIENTS: Format = selected(&[DATE_TIME, EVENT_ID, RECIPIENT_ADDRESS]);
/// The same with the Message-ID.
pub const SELECTED_WITH_ID: Format = selected(&[DATE_TIME, EVENT_ID, MESSAGE_ID]);
/// The same with the subject.
pub const SELECTED_WITH_SUBJECT: Format = selected(&[DATE_TIME, EVENT_ID, MESSAGE_SUBJECT]);

/// Rows of a table without a header of Exchange, in which one column beside time and event shows what they are.
const fn selected(required: &'static [usize]) -> Format {
    Format { log_type_headers: &[], file_name_prefixes: &[], orders: &[], required, fit: fit_selected, ..TRACKING }
}

/// Message tracking log of Exchange 2000 and 2003.
pub const TRACKING_2003: Format = Format {
    log_type_headers: &[],
    file_name_prefixes: &[],
    syntax: LineSyntax::Tabs,
    columns: COLUMNS_2003,
    orders: &[COLUMNS_2003],
    required: &[DATE_2003, TIME_2003, EVENT_ID_2003, MESSAGE_ID_2003],
    in_entry: &[DATE_2003, TIME_2003],
    fit: fit_2003,
    entry: entry_2003,
    ..TRACKING
};

fn fit(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry = columns.is_row(fields, DATE_TIME) && is_name(column(EVENT_ID)) && is_name(column(SOURCE));
    if is_entry { Fit::Yes } else { Fit::No }
}

fn fit_selected(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    let column = |index| columns.get(fields, index);
    let event = column(EVENT_ID);
    let is_row = columns.is_row(fields, DATE_TIME);
    match () {
        // `Timestamp`, `Status` and `Subject` are also columns of other tables, whose statuses may be capitals, too.
        () if is_row && is_name(event) && is_tracking_event(event) => Fit::Yes,
        () if is_row && is_trace_status(event) => Fit::Maybe,
        () => Fit::No,
    }
}

/// Names of events and sources are capitals.
fn is_name(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_uppercase)
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    if fields.len() != columns.width() {
        return Err(DiagnosticKind::WrongFieldCount);
    }
    let column = |index| columns.get(fields, index);
    let time = workspace.times.read(column(DATE_TIME)).ok_or(DiagnosticKind::InvalidTime)?;
    let event_id = column(EVENT_ID);
    if event_id.is_empty() {
        return Err(DiagnosticKind::InvalidEvent);
    }
    let [data, own_id, row_id] = &mut workspace.buffers;
    join(data, &[event_id, column(SOURCE)]);
    own_id.clear();
    if !column(INTERNAL_MESSAGE_ID).is_empty() {
        // Each server counts its own messages.
        join(own_id, &[column(INTERNAL_MESSAGE_ID), first_filled([SERVER_HOSTNAME, CLIENT_HOSTNAME].map(column))]);
    }
    // Some events concern a mailbox and no message yet: each of them is a session of its own, named by its context.
    let ids =
        [MESSAGE_ID, NETWORK_MESSAGE_ID].map(column).into_iter().chain([own_id.as_slice(), column(SOURCE_CONTEXT)]);
    let session_id = ids.into_iter().find(|id| !id.is_empty());
    // Without any of these columns it is not known which rows are of one message, unless all that they say of it is the same.
    let of_message = [SENDER_ADDRESS, RECIPIENT_ADDRESS, MESSAGE_SUBJECT].map(column);
    if session_id.is_none() && of_message.iter().any(|cell| !cell.is_empty()) {
        let [sender, recipients, subject] = of_message;
        join(row_id, &[column(DATE_TIME), sender, recipients, subject]);
    } else {
        row_id.clear();
    }
    let session_id = session_id.or(Some(row_id.as_slice()).filter(|id| !id.is_empty()));
    let client = [CLIENT_IP, CLIENT_HOSTNAME].map(column);
    let server = [SERVER_IP, SERVER_HOSTNAME].map(column);
    let transfer = Transfer::of(event_id, column(SOURCE));
    let (local, remote) = transfer.sides(client, server, |side| side == [b"", b""]);
    let [local, remote] = [local, remote].map(first_filled);
    Ok(Entry {
        time,
        session: SessionKey::Id(session_id.unwrap_or(NO_MESSAGE)),
        sequence: None,
        labels: Labels { connector: column(CONNECTOR_ID), local, remote },
        event: Event::Information,
        data,
        context: reason(event_id, column(RECIPIENT_STATUS), column(SOURCE_CONTEXT)),
        meaning: Meaning::AsWritten,
    })
}

/// The first of two that is not empty.
fn first_filled([first, second]: [&[u8]; 2]) -> &[u8] {
    if first.is_empty() { second } else { first }
}

/// The id of events that name no message.
const NO_MESSAGE: &[u8] = b"-";

/// Bytes kept of a reason that is not a reply; the extra columns contain all of it.
const MAX_REASON: usize = 200;

/// Why the message was not delivered, or the reply that accepted it; empty if the row does not say.
fn reason<'a>(event_id: &[u8], recipient_status: &'a [u8], source_context: &'a [u8]) -> &'a [u8] {
    let handling = Handling::of(event_id);
    if handling == Handling::Report {
        return b"";
    }
    let has_reason = handling.has_reason();
    let in_context = || worst_reply(source_context).filter(|_| has_reason);
    if let Some(reply) = worst_reply(recipient_status).or_else(in_context) {
        return reply;
    }
    let text = if recipient_status.is_empty() { source_context } else { recipient_status };
    if has_reason { beginning(text, MAX_REASON) } else { b"" }
}

/// Whether a row has as many fields as there are columns. Some have a hyphen more, which no header names.
fn has_width_2003(fields: &Fields<'_>, columns: &ColumnMap) -> bool {
    let width = columns.width();
    columns.has_width_of(fields) || (fields.len() == width + 1 && fields.get(width) == b"-")
}

fn fit_2003(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry = has_width_2003(fields, columns)
        && decimal_u32(column(EVENT_ID_2003)).is_some()
        && read_time_2003(column(DATE_2003), column(TIME_2003), &mut Workspace::default()).is_some();
    if is_entry { Fit::Yes } else { Fit::No }
}

fn entry_2003<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    if !has_width_2003(fields, columns) {
        return Err(DiagnosticKind::WrongFieldCount);
    }
    let column = |index| columns.get(fields, index);
    let (id, event_id) = (column(MESSAGE_ID_2003), column(EVENT_ID_2003));
    // The server that writes the log is always the one that is called server.
    let local = first_filled([SERVER_IP_2003, SERVER_HOSTNAME_2003].map(column));
    let partner =
        Some(column(PARTNER_2003)).filter(|name| Handling::of(event_id) == Handling::Delivered && !is_blank(name));
    let remote = partner.unwrap_or(first_filled([CLIENT_IP_2003, CLIENT_HOSTNAME_2003].map(column)));
    Ok(Entry {
        time: read_time_2003(column(DATE_2003), column(TIME_2003), workspace).ok_or(DiagnosticKind::InvalidTime)?,
        session: SessionKey::Id(if id.is_empty() { NO_MESSAGE } else { id }),
        sequence: None,
        labels: Labels { connector: b"", local, remote },
        event: Event::Information,
        data: Some(event_id).filter(|id| !id.is_empty()).ok_or(DiagnosticKind::InvalidEvent)?,
        context: b"",
        meaning: Meaning::AsWritten,
    })
}

/// Reads `2003-1-5` and `9:05:07 GMT`, whose numbers have no leading zeros.
fn read_time_2003(date: &[u8], time: &[u8], workspace: &mut Workspace) -> Option<Timestamp> {
    let clock = time.strip_suffix(b"GMT").unwrap_or(time).trim_ascii();
    let (mut text, mut end) = ([0; 19], 0);
    for (part, separator) in [(date, b'-'), (clock, b':')] {
        for (place, digits) in part.split(|&byte| byte == separator).enumerate() {
            let width = if separator == b'-' && place == 0 { 4 } else { 2 };
            let room = text.get_mut(end..end + width)?;
            room.fill(b'0');
            room.get_mut(width.checked_sub(digits.len())?..)?.copy_from_slice(digits);
            end += width;
            if let Some(between) = text.get_mut(end) {
                *between = if separator == b'-' && place == 2 { b'T' } else { separator };
                end += 1;
            }
        }
    }
    (end == text.len()).then(|| workspace.times.read(&text))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::test_support::read;
    use alloc::format;
    use alloc::string::ToString;

    #[test]
    fn the_columns_grew_from_version_to_version() {
        assert_eq!([COLUMNS.len(), COLUMNS_2013.len(), COLUMNS_2010.len(), COLUMNS_2007.len()], [30, 27, 26, 21]);
        assert_eq!((COLUMNS_2010[11], COLUMNS_2010.last()), ("recipient-address", Some(&"custom-data")));
        assert_eq!(COLUMNS_2007.last(), Some(&"message-info"));
    }

    #[test]
    fn tables_with_columns_of_the_same_names_are_no_message_tracking() {
        let notes = |status: &str| {
            read("x", format!("Received,Status,Subject\n2026-03-15T08:00:00Z,{status},Offer\n").as_bytes())
        };
        assert_eq!(notes("OPEN"), ["2 unrecognised-line"]);
        for status in ["SEND", "Delivered"] {
            assert_eq!(notes(status)[0], "is Tracking by Fields", "{status}");
        }
    }

    #[test]
    fn times_without_leading_zeros_are_read() {
        let read = |date: &str, time: &str| {
            let time = read_time_2003(date.as_bytes(), time.as_bytes(), &mut Workspace::default())?;
            Some(time.to_iso().to_string())
        };
        assert_eq!(read("2003-1-5", "9:05:7 GMT").unwrap(), "2003-01-05T09:05:07.000Z");
        assert_eq!(read("2003-11-25", "23:59:59 GMT").unwrap(), "2003-11-25T23:59:59.000Z");
        for (date, time) in
            [("2003-1", "9:5:7"), ("2003-1-5", "9:5"), ("2003-1-5-6", "9:5:7"), ("20031-1-5", ""), ("", "")]
        {
            assert_eq!(read(date, time), None, "{date} {time}");
        }
    }

    #[test]
    fn the_reason_is_the_reply_that_rejects() {
        let text = |event: &str, status: &'static str, context: &'static str| {
            core::str::from_utf8(reason(event.as_bytes(), status.as_bytes(), context.as_bytes())).unwrap()
        };
        assert_eq!(text("RECEIVE", "To", "08DE;2026;0"), "");
        assert_eq!(text("SEND", "250 2.1.5 OK;250 2.1.5 OK", "x"), "250 2.1.5 OK");
        assert_eq!(text("FAIL", "", "550 5.4.1 No route"), "550 5.4.1 No route");
        assert_eq!(text("DROP", "", "MessageDelivery"), "MessageDelivery");
        assert_eq!(text("RECEIVE", "", "550 5.4.1 No route"), "");
        assert_eq!(text("DSN", "550 5.1.1 User unknown", "Failure"), "", "a report is not refused by what it reports");
        let long = "ä".repeat(150);
        assert_eq!(core::str::from_utf8(beginning(long.as_bytes(), MAX_REASON)).unwrap().len(), 200);
    }
}

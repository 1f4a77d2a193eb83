//! Message tracking logs, Exchange 2000 to SE (formats.md section 5).
//!
//! A row is one event in the life of a message. It stands for itself, and belongs to the other events of the same
//! message, wherever they were logged: the Message-ID is the session-id. The columns grew from version to version, all
//! with their own names, so a log with a header is read by one format whatever its version; the others are for rows
//! without header. Exchange 2000 and 2003 wrote tabs, other names, and numbers for events.
//!
//! The text of an entry is what repeats and matters: event and source, and the reply that refused something. All else is
//! in the cells beside it.

use super::workspace::join;
use super::{ColumnMap, Fit, Format, Workspace, place};
use crate::bytes::beginning;
use crate::bytes::decimal_u32;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, LogType, Meaning, SessionKey};
use crate::exchange::{Handling, worst_reply};
use crate::text::{Fields, Layout};
use crate::time::{Timestamp, TimestampReader};

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
/// ColumnMap of Exchange 2013, the first of [`COLUMNS`].
const WIDTH_2013: usize = 27;
/// ColumnMap of Exchange 2007 without the `network-message-id`, which came later.
const WIDTH_2007: usize = 21;

const COLUMNS_2013: &[&str] = COLUMNS.split_at(WIDTH_2013).0;
const COLUMNS_2010: [&str; WIDTH_2013 - 1] = without_network_message_id();
const COLUMNS_2007: &[&str] = COLUMNS_2010.split_at(WIDTH_2007).0;
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

const fn without_network_message_id() -> [&'static str; WIDTH_2013 - 1] {
    let absent = place(COLUMNS, "network-message-id");
    let mut columns = [""; WIDTH_2013 - 1];
    let mut at = 0;
    while at < columns.len() {
        columns[at] = COLUMNS[if at < absent { at } else { at + 1 }];
        at += 1;
    }
    columns
}

/// Where the columns that an entry is made of stand.
struct Places {
    date_time: usize,
    client_ip: usize,
    server_ip: usize,
    connector_id: usize,
    source_context: usize,
    source: usize,
    event_id: usize,
    /// What names a message everywhere.
    ids: [usize; 2],
    /// What names it on one server.
    internal_id: usize,
    hosts: [usize; 2],
    recipient_status: usize,
}

impl Places {
    const fn of(columns: &[&str]) -> Places {
        Places {
            date_time: place(columns, "date-time"),
            client_ip: place(columns, "client-ip"),
            server_ip: place(columns, "server-ip"),
            connector_id: place(columns, "connector-id"),
            source_context: place(columns, "source-context"),
            source: place(columns, "source"),
            event_id: place(columns, "event-id"),
            ids: [place(columns, "message-id"), place(columns, "network-message-id")],
            internal_id: place(columns, "internal-message-id"),
            hosts: [place(columns, "server-hostname"), place(columns, "client-hostname")],
            recipient_status: place(columns, "recipient-status"),
        }
    }
}

const PLACES: Places = Places::of(COLUMNS);
const PLACES_2013: Places = Places::of(COLUMNS_2013);
const PLACES_2010: Places = Places::of(&COLUMNS_2010);
const PLACES_2003: Places = Places {
    date_time: place(COLUMNS_2003, "Date"),
    client_ip: place(COLUMNS_2003, "client-ip"),
    server_ip: place(COLUMNS_2003, "server-IP"),
    connector_id: usize::MAX,
    source_context: usize::MAX,
    source: usize::MAX,
    event_id: place(COLUMNS_2003, "Event-ID"),
    ids: [place(COLUMNS_2003, "MSGID"), usize::MAX],
    internal_id: usize::MAX,
    hosts: [usize::MAX; 2],
    recipient_status: usize::MAX,
};
const TIME_2003: usize = place(COLUMNS_2003, "Time");

/// Message tracking log of Exchange 2016 to SE, and of any version with a header.
pub const TRACKING: Format = Format {
    log_type: LogType::Tracking,
    log_type_headers: &["Message Tracking Log"],
    file_name_prefixes: &["MSGTRK"],
    layout: Layout::Commas,
    columns: COLUMNS,
    required: &[PLACES.date_time, PLACES.source, PLACES.event_id, PLACES.ids[0]],
    in_entry: &[PLACES.date_time],
    fit: |fields, columns| fit(fields, columns, &PLACES),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, &PLACES),
};

/// Rows of Exchange 2013.
pub const TRACKING_2013: Format = Format {
    columns: COLUMNS_2013,
    fit: |fields, columns| fit(fields, columns, &PLACES_2013),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, &PLACES_2013),
    ..TRACKING
};

/// Rows of Exchange 2010.
pub const TRACKING_2010: Format = Format {
    columns: &COLUMNS_2010,
    required: &[PLACES_2010.date_time, PLACES_2010.source, PLACES_2010.event_id, PLACES_2010.ids[0]],
    in_entry: &[PLACES_2010.date_time],
    fit: |fields, columns| fit(fields, columns, &PLACES_2010),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, &PLACES_2010),
    ..TRACKING
};

/// Rows of Exchange 2007, whose columns are the first of those of 2010.
pub const TRACKING_2007: Format = Format { columns: COLUMNS_2007, ..TRACKING_2010 };

/// Message tracking log of Exchange 2000 and 2003.
pub const TRACKING_2003: Format = Format {
    log_type_headers: &[],
    file_name_prefixes: &[],
    layout: Layout::Tabs,
    columns: COLUMNS_2003,
    required: &[PLACES_2003.date_time, TIME_2003, PLACES_2003.event_id, PLACES_2003.ids[0]],
    in_entry: &[PLACES_2003.date_time, TIME_2003],
    fit: fit_2003,
    entry: entry_2003,
    ..TRACKING
};

fn fit(fields: &Fields<'_>, columns: &ColumnMap, places: &Places) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry = fields.len() == columns.width()
        && is_name(column(places.event_id))
        && is_name(column(places.source))
        && TimestampReader::default().read(column(places.date_time)).is_some();
    if is_entry { Fit::Yes } else { Fit::No }
}

/// Names of events and sources are capitals.
fn is_name(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_uppercase)
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
    places: &Places,
) -> Result<Entry<'a>, DiagnosticKind> {
    if fields.len() != columns.width() {
        return Err(DiagnosticKind::WrongFieldCount);
    }
    let column = |index| columns.get(fields, index);
    let time = workspace.times.read(column(places.date_time)).ok_or(DiagnosticKind::InvalidTime)?;
    let event_id = column(places.event_id);
    if event_id.is_empty() {
        return Err(DiagnosticKind::InvalidEvent);
    }
    let [data, own_id, _] = &mut workspace.buffers;
    join(data, &[event_id, column(places.source)]);
    own_id.clear();
    if !column(places.internal_id).is_empty() {
        // Each server counts for itself.
        join(
            own_id,
            &[
                column(places.internal_id),
                places.hosts.map(column).into_iter().find(|host| !host.is_empty()).unwrap_or_default(),
            ],
        );
    }
    // Some events are of a mailbox and of no message yet: each of them stands alone, under what it says.
    let ids = places.ids.map(column).into_iter().chain([own_id.as_slice(), column(places.source_context)]);
    let session_id = ids.into_iter().find(|id| !id.is_empty());
    Ok(Entry {
        time,
        session: SessionKey::Id(session_id.unwrap_or(NO_MESSAGE)),
        sequence: None,
        labels: Labels {
            connector: column(places.connector_id),
            local: column(places.server_ip),
            remote: column(places.client_ip),
        },
        event: Event::Information,
        data,
        context: reason(event_id, column(places.recipient_status), column(places.source_context)),
        meaning: Meaning::AsWritten,
    })
}

/// The id of events that name no message.
const NO_MESSAGE: &[u8] = b"-";

/// Bytes of a reason that is no reply; all of it is in the cells.
const MOST_REASON: usize = 200;

/// Why the message did not get on its way, or the reply that took it; empty where the row does not say.
fn reason<'a>(event_id: &[u8], recipient_status: &'a [u8], source_context: &'a [u8]) -> &'a [u8] {
    let has_reason = Handling::of(event_id).has_reason();
    let in_context = || worst_reply(source_context).filter(|_| has_reason);
    if let Some(reply) = worst_reply(recipient_status).or_else(in_context) {
        return reply;
    }
    let text = if recipient_status.is_empty() { source_context } else { recipient_status };
    if has_reason { beginning(text, MOST_REASON) } else { b"" }
}

fn fit_2003(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry = columns.has_width_of(fields)
        && decimal_u32(column(PLACES_2003.event_id)).is_some()
        && read_time_2003(column(PLACES_2003.date_time), column(TIME_2003), &mut Workspace::default()).is_some();
    if is_entry { Fit::Yes } else { Fit::No }
}

fn entry_2003<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    if !columns.has_width_of(fields) {
        return Err(DiagnosticKind::WrongFieldCount);
    }
    let column = |index| columns.get(fields, index);
    let id = column(PLACES_2003.ids[0]);
    Ok(Entry {
        time: read_time_2003(column(PLACES_2003.date_time), column(TIME_2003), workspace)
            .ok_or(DiagnosticKind::InvalidTime)?,
        session: SessionKey::Id(if id.is_empty() { NO_MESSAGE } else { id }),
        sequence: None,
        labels: Labels { connector: b"", local: column(PLACES_2003.server_ip), remote: column(PLACES_2003.client_ip) },
        event: Event::Information,
        data: Some(column(PLACES_2003.event_id)).filter(|id| !id.is_empty()).ok_or(DiagnosticKind::InvalidEvent)?,
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
    use alloc::string::ToString;

    #[test]
    fn the_columns_grew_from_version_to_version() {
        assert_eq!([COLUMNS.len(), COLUMNS_2013.len(), COLUMNS_2010.len(), COLUMNS_2007.len()], [30, 27, 26, 21]);
        assert_eq!((COLUMNS_2010[11], COLUMNS_2010.last()), ("recipient-address", Some(&"custom-data")));
        assert_eq!(COLUMNS_2007.last(), Some(&"message-info"));
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
    fn the_reason_is_the_reply_that_refuses() {
        let text = |event: &str, status: &'static str, context: &'static str| {
            core::str::from_utf8(reason(event.as_bytes(), status.as_bytes(), context.as_bytes())).unwrap()
        };
        assert_eq!(text("RECEIVE", "To", "08DE;2026;0"), "");
        assert_eq!(text("SEND", "250 2.1.5 OK;250 2.1.5 OK", "x"), "250 2.1.5 OK");
        assert_eq!(text("FAIL", "", "550 5.4.1 No route"), "550 5.4.1 No route");
        assert_eq!(text("DROP", "", "MessageDelivery"), "MessageDelivery");
        assert_eq!(text("RECEIVE", "", "550 5.4.1 No route"), "");
        let long = "ä".repeat(150);
        assert_eq!(core::str::from_utf8(beginning(long.as_bytes(), MOST_REASON)).unwrap().len(), 200);
    }
}

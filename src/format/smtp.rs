//! SMTP Receive and SMTP Send protocol logs, Exchange 2007 to SE (formats.md section 1).
//!
//! Both have the same nine columns; they differ in `#Log-type`, in the file name, and in that a receive log writes the
//! connector-id as `SERVER\Name` and a send log as the bare name. Columns that newer builds may add are let pass.

use super::{Columns, Fit, Format, Workspace, mail_access};
use crate::bytes::decimal_u32;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, LogType};
use crate::text::{Fields, Layout};
use crate::time::TimestampReader;

const COLUMNS: &[&str] = &[
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

/// SMTP Receive protocol log.
pub const RECEIVE: Format = Format {
    log_type: LogType::SmtpReceive,
    log_type_headers: &["SMTP Receive Protocol Log"],
    file_name_prefixes: &["RECV"],
    layout: Layout::Commas,
    columns: COLUMNS,
    required: &[DATE_TIME, SESSION_ID, SEQUENCE_NUMBER, EVENT, DATA],
    in_entry: &[
        DATE_TIME,
        CONNECTOR_ID,
        SESSION_ID,
        SEQUENCE_NUMBER,
        LOCAL_ENDPOINT,
        REMOTE_ENDPOINT,
        EVENT,
        DATA,
        CONTEXT,
    ],
    fit: |fields, columns| fit(fields, columns, true),
    entry: smtp_entry,
};

/// SMTP Send protocol log.
pub const SEND: Format = Format {
    log_type: LogType::SmtpSend,
    log_type_headers: &["SMTP Send Protocol Log"],
    file_name_prefixes: &["SEND"],
    fit: |fields, columns| fit(fields, columns, false),
    ..RECEIVE
};

fn fit(fields: &Fields<'_>, columns: &Columns, receive: bool) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry = fields.len() == columns.width()
        && Event::parse(column(EVENT)).is_some()
        && decimal_u32(column(SEQUENCE_NUMBER)).is_some()
        && TimestampReader::default().read(column(DATE_TIME)).is_some();
    let names_server = memchr::memchr(b'\\', column(CONNECTOR_ID)).is_some();
    match (is_entry, receive && names_server) {
        (false, _) => Fit::No,
        // Both logs may have a bare name: then the file name has to tell.
        (true, false) => Fit::Maybe,
        (true, true) => Fit::Yes,
    }
}

/// An entry of an SMTP log. POP3 and IMAP4 logs of Exchange 2007 have the same columns, and may have been put behind one.
fn smtp_entry<'a>(
    fields: &Fields<'a>,
    columns: &Columns,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    let is_mail_access = columns.get(fields, CONNECTOR_ID).is_empty()
        && !workspace.chosen
        && mail_access::protocol_at(columns.get(fields, LOCAL_ENDPOINT)).is_some();
    if is_mail_access { Err(DiagnosticKind::UnrecognisedLine) } else { entry(fields, columns, workspace) }
}

/// An entry in the nine columns.
pub(super) fn entry<'a>(
    fields: &Fields<'a>,
    columns: &Columns,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    if fields.len() != columns.width() {
        return Err(DiagnosticKind::WrongFieldCount);
    }
    let column = |index| columns.get(fields, index);
    let session_id = column(SESSION_ID);
    if session_id.is_empty() {
        return Err(DiagnosticKind::MissingSessionId);
    }
    Ok(Entry {
        time: workspace.times.read(column(DATE_TIME)).ok_or(DiagnosticKind::InvalidTime)?,
        session_id,
        sequence: Some(decimal_u32(column(SEQUENCE_NUMBER)).ok_or(DiagnosticKind::InvalidSequence)?),
        labels: Labels {
            connector: column(CONNECTOR_ID),
            local: column(LOCAL_ENDPOINT),
            remote: column(REMOTE_ENDPOINT),
        },
        event: Event::parse(column(EVENT)).ok_or(DiagnosticKind::InvalidEvent)?,
        data: column(DATA),
        context: column(CONTEXT),
    })
}

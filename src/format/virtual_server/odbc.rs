//! The table that ODBC logging writes, as a CSV export (formats.md section 4.4): the values of the Microsoft IIS format
//! with date and time in one column, which is the server's own clock.

use super::{Row, refused, value};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, LogType};
use crate::format::column_map::ColumnMap;
use crate::format::definition::{Fit, Format};
use crate::format::workspace::Workspace;
use crate::text::{Fields, Layout};
use crate::time::{Timestamp, local_time};

const COLUMNS: &[&str] = &[
    "ClientHost",
    "Username",
    "LogTime",
    "Service",
    "Machine",
    "ServerIP",
    "ProcessingTime",
    "BytesRecvd",
    "BytesSent",
    "ServiceStatus",
    "Win32Status",
    "Operation",
    "Target",
    "Parameters",
];
const CLIENT_HOST: usize = 0;
const USERNAME: usize = 1;
const LOG_TIME: usize = 2;
const SERVICE: usize = 3;
const MACHINE: usize = 4;
const SERVER_IP: usize = 5;
const BYTES_RECVD: usize = 7;
const SERVICE_STATUS: usize = 9;
const WIN32_STATUS: usize = 10;
const OPERATION: usize = 11;
const PARAMETERS: usize = 13;

/// SMTP virtual server, ODBC table.
pub const SMTP: Format = Format {
    log_type: LogType::SmtpService,
    log_type_headers: &[],
    file_name_prefixes: &[],
    layout: Layout::Commas,
    columns: COLUMNS,
    required: &[LOG_TIME, OPERATION],
    in_entry: &[CLIENT_HOST, LOG_TIME, SERVICE, MACHINE, SERVER_IP, SERVICE_STATUS, OPERATION, PARAMETERS],
    fit: |fields, columns| fit(fields, columns, LogType::SmtpService),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, LogType::SmtpService),
};

/// NNTP virtual server, ODBC table.
pub const NNTP: Format = Format {
    log_type: LogType::NntpService,
    fit: |fields, columns| fit(fields, columns, LogType::NntpService),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, LogType::NntpService),
    ..SMTP
};

fn row<'a>(fields: &Fields<'a>, columns: &ColumnMap) -> Row<'a> {
    let column = |index| value(columns.get(fields, index));
    Row {
        client: column(CLIENT_HOST),
        user: column(USERNAME),
        site: column(SERVICE),
        computer: column(MACHINE),
        server_ip: column(SERVER_IP),
        method: column(OPERATION),
        argument: column(PARAMETERS),
        status: column(SERVICE_STATUS),
        win32_status: column(WIN32_STATUS),
        received: column(BYTES_RECVD),
        ..Row::default()
    }
}

/// `4/23/2009 9:47:02 AM`, or as the export's locale has it.
fn log_time(fields: &Fields<'_>, columns: &ColumnMap, offset_minutes: i32) -> Option<Timestamp> {
    let field = columns.get(fields, LOG_TIME).trim_ascii();
    let (date, clock) = field.split_at_checked(memchr::memchr2(b' ', b'T', field)?)?;
    local_time(date, clock.get(1..)?.trim_ascii(), offset_minutes)
}

fn fit(fields: &Fields<'_>, columns: &ColumnMap, log_type: LogType) -> Fit {
    let is_row = fields.len() == columns.width() && log_time(fields, columns, 0).is_some();
    if is_row { row(fields, columns).fit(log_type) } else { Fit::No }
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
    log_type: LogType,
) -> Result<Entry<'a>, DiagnosticKind> {
    let row = row(fields, columns);
    if let Some(kind) = refused(&row, fields, columns, log_type) {
        return Err(kind);
    }
    let time = log_time(fields, columns, workspace.offset_minutes).ok_or(DiagnosticKind::InvalidTime)?;
    Ok(row.entry(time, &mut workspace.buffers))
}

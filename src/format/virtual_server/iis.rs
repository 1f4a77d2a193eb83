//! Microsoft IIS format (formats.md section 4.3): no header, fifteen fields, and the server's own clock. The columns have
//! the names that the ODBC table gives the same values.

use super::{Row, refused, value};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, LogType};
use crate::format::column_map::ColumnMap;
use crate::format::definition::{Fit, Format};
use crate::format::workspace::Workspace;
use crate::text::{Fields, Layout};
use crate::time::local_time;

const COLUMNS: &[&str] = &[
    "ClientHost",
    "Username",
    "LogDate",
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
const LOG_DATE: usize = 2;
const LOG_TIME: usize = 3;
const SERVICE: usize = 4;
const MACHINE: usize = 5;
const SERVER_IP: usize = 6;
const BYTES_RECVD: usize = 8;
const SERVICE_STATUS: usize = 10;
const WIN32_STATUS: usize = 11;
const OPERATION: usize = 12;
const PARAMETERS: usize = 14;

/// SMTP virtual server, Microsoft IIS format.
pub const SMTP: Format = Format {
    log_type: LogType::SmtpService,
    log_type_headers: &[],
    file_name_prefixes: &[],
    layout: Layout::Iis,
    columns: COLUMNS,
    required: &[LOG_DATE, LOG_TIME, OPERATION],
    in_entry: &[CLIENT_HOST, LOG_DATE, LOG_TIME, SERVICE, MACHINE, SERVER_IP, SERVICE_STATUS, OPERATION, PARAMETERS],
    fit: |fields, columns| fit(fields, columns, LogType::SmtpService),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, LogType::SmtpService),
};

/// NNTP virtual server, Microsoft IIS format.
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

fn fit(fields: &Fields<'_>, columns: &ColumnMap, log_type: LogType) -> Fit {
    let time = local_time(columns.get(fields, LOG_DATE), columns.get(fields, LOG_TIME), 0);
    if fields.len() == columns.width() && time.is_some() { row(fields, columns).fit(log_type) } else { Fit::No }
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
    let (date, clock) = (columns.get(fields, LOG_DATE), columns.get(fields, LOG_TIME));
    let time = local_time(date, clock, workspace.offset_minutes).ok_or(DiagnosticKind::InvalidTime)?;
    Ok(row.entry(time, &mut workspace.buffers))
}

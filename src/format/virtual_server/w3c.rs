//! W3C Extended log file format (formats.md section 4.1). Its times are UTC; columns may be any of these.

use super::{Row, refused, value};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, LogType};
use crate::format::column_map::ColumnMap;
use crate::format::definition::{Fit, Format};
use crate::format::workspace::Workspace;
use crate::text::{Fields, Layout};
use crate::time::TimestampReader;

/// All columns that IIS 5 can write.
pub const COLUMNS: &[&str] = &[
    "date",
    "time",
    "c-ip",
    "cs-username",
    "s-sitename",
    "s-computername",
    "s-ip",
    "s-port",
    "cs-method",
    "cs-uri-stem",
    "cs-uri-query",
    "sc-status",
    "sc-win32-status",
    "sc-bytes",
    "cs-bytes",
    "time-taken",
    "cs-version",
    "cs-host",
    "cs(User-Agent)",
    "cs(Cookie)",
    "cs(Referer)",
];
const DATE: usize = 0;
const TIME: usize = 1;
const C_IP: usize = 2;
const CS_USERNAME: usize = 3;
const S_SITENAME: usize = 4;
const S_COMPUTERNAME: usize = 5;
const S_IP: usize = 6;
const S_PORT: usize = 7;
const CS_METHOD: usize = 8;
const CS_URI_STEM: usize = 9;
const CS_URI_QUERY: usize = 10;
const SC_STATUS: usize = 11;
const SC_WIN32_STATUS: usize = 12;
const CS_BYTES: usize = 14;
const CS_VERSION: usize = 16;

/// SMTP virtual server, W3C Extended.
pub const SMTP: Format = Format {
    log_type: LogType::SmtpService,
    log_type_headers: &[],
    file_name_prefixes: &[],
    layout: Layout::Blanks,
    columns: COLUMNS,
    required: &[CS_METHOD],
    in_entry: &[DATE, TIME, C_IP, S_SITENAME, S_COMPUTERNAME, S_IP, CS_METHOD, CS_URI_QUERY, SC_STATUS],
    fit: |fields, columns| fit(fields, columns, LogType::SmtpService),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, LogType::SmtpService),
};

/// NNTP virtual server, W3C Extended.
pub const NNTP: Format = Format {
    log_type: LogType::NntpService,
    fit: |fields, columns| fit(fields, columns, LogType::NntpService),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, LogType::NntpService),
    ..SMTP
};

fn row<'a>(fields: &Fields<'a>, columns: &ColumnMap) -> Row<'a> {
    let column = |index| value(columns.get(fields, index));
    let query = column(CS_URI_QUERY);
    Row {
        client: column(C_IP),
        user: column(CS_USERNAME),
        site: column(S_SITENAME),
        computer: column(S_COMPUTERNAME),
        server_ip: column(S_IP),
        port: column(S_PORT),
        version: column(CS_VERSION),
        method: column(CS_METHOD),
        argument: if query.is_empty() { column(CS_URI_STEM) } else { query },
        status: column(SC_STATUS),
        win32_status: column(SC_WIN32_STATUS),
        received: column(CS_BYTES),
        plus_is_blank: true,
    }
}

fn fit(fields: &Fields<'_>, columns: &ColumnMap, log_type: LogType) -> Fit {
    let (date, time) = (columns.get(fields, DATE), columns.get(fields, TIME));
    let is_missing = date.is_empty() || time.is_empty();
    let dated = is_missing || TimestampReader::default().read_date_and_time(date, time).is_some();
    if columns.has_width_of(fields) && dated { row(fields, columns).fit(log_type) } else { Fit::No }
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
    let time = workspace.w3c_time(columns.get(fields, DATE), columns.get(fields, TIME));
    Ok(row.entry(time.ok_or(DiagnosticKind::InvalidTime)?, &mut workspace.buffers))
}

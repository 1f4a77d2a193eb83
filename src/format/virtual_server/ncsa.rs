//! NCSA Common Log Format (formats.md section 4.2): no header and no name of a server; the time names its offset. The
//! request is `verb stem?query SMTP`, where the stem is `-`.

use super::{Row, refused, value};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, LogType};
use crate::format::column_map::ColumnMap;
use crate::format::definition::{Fit, Format};
use crate::format::workspace::Workspace;
use crate::text::{Fields, Layout};
use crate::time::common_log_time;

const COLUMNS: &[&str] = &["host", "ident", "authuser", "date", "request", "status", "bytes"];
const HOST: usize = 0;
const AUTHUSER: usize = 2;
const DATE: usize = 3;
const REQUEST: usize = 4;
const STATUS: usize = 5;

/// SMTP virtual server, NCSA Common Log Format.
pub const SMTP: Format = Format {
    log_type: LogType::SmtpService,
    log_type_headers: &[],
    file_name_prefixes: &[],
    layout: Layout::CommonLog,
    columns: COLUMNS,
    required: &[HOST, DATE, REQUEST, STATUS],
    in_entry: &[HOST, DATE, REQUEST, STATUS],
    fit: |fields, columns| fit(fields, columns, LogType::SmtpService),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, LogType::SmtpService),
};

/// NNTP virtual server, NCSA Common Log Format.
pub const NNTP: Format = Format {
    log_type: LogType::NntpService,
    fit: |fields, columns| fit(fields, columns, LogType::NntpService),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, LogType::NntpService),
    ..SMTP
};

fn row<'a>(fields: &Fields<'a>, columns: &ColumnMap) -> Row<'a> {
    let column = |index| value(columns.get(fields, index));
    let request = column(REQUEST);
    let verb = memchr::memchr(b' ', request).unwrap_or(request.len());
    let version = memchr::memrchr(b' ', request).unwrap_or(request.len()).max(verb);
    let part = |from: usize, to: usize| value(request.get(from..to).unwrap_or_default());
    let target = part(verb, version);
    let argument = memchr::memchr(b'?', target).and_then(|mark| target.get(mark + 1..)).unwrap_or(target);
    Row {
        client: column(HOST),
        user: column(AUTHUSER),
        version: part(version, request.len()),
        method: part(0, verb),
        argument,
        status: column(STATUS),
        plus_is_blank: true,
        ..Row::default()
    }
}

fn fit(fields: &Fields<'_>, columns: &ColumnMap, log_type: LogType) -> Fit {
    let is_row = fields.len() == columns.width() && common_log_time(columns.get(fields, DATE)).is_some();
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
    let time = common_log_time(columns.get(fields, DATE)).ok_or(DiagnosticKind::InvalidTime)?;
    Ok(row.entry(time, &mut workspace.buffers))
}

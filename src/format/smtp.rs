//! SMTP Receive and SMTP Send protocol logs, Exchange 2007 to SE.
//!
//! Both have the same nine columns; they differ in `#Log-type`, in the file name, and in the connector-id, which a
//! receive log writes as `SERVER\Name` and a send log as the bare name.

use super::nine_columns::{self, COLUMNS, CONNECTOR_ID, IN_ENTRY, LOCAL_ENDPOINT, REQUIRED, protocol_at};
use super::{ColumnMap, Fit, Format, Workspace};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, LogType};
use crate::text::{Fields, LineSyntax};

/// SMTP Receive protocol log.
pub const RECEIVE: Format = Format {
    log_type: LogType::SmtpReceive,
    log_type_headers: &["SMTP Receive Protocol Log"],
    file_name_prefixes: &["RECV"],
    syntax: LineSyntax::Commas,
    columns: COLUMNS,
    orders: &[COLUMNS],
    required: REQUIRED,
    in_entry: IN_ENTRY,
    fit: fit_receive,
    entry,
};

/// SMTP Send protocol log.
pub const SEND: Format = Format {
    log_type: LogType::SmtpSend,
    log_type_headers: &["SMTP Send Protocol Log"],
    file_name_prefixes: &["SEND"],
    fit: nine_columns::fit,
    ..RECEIVE
};

/// Both logs may have a bare connector name, in which case the file name has to decide; a server name occurs in receive
/// logs only.
fn fit_receive(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    let names_server = memchr::memchr(b'\\', columns.get(fields, CONNECTOR_ID)).is_some();
    match nine_columns::fit(fields, columns) {
        Fit::Maybe if names_server => Fit::Yes,
        fit => fit,
    }
}

/// An entry of an SMTP log. Rows of POP3 and IMAP4 logs of Exchange 2007, which have the same columns, are rejected:
/// the two kinds of log may have been concatenated.
fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    let is_mail_access = columns.get(fields, CONNECTOR_ID).is_empty()
        && !workspace.is_certain()
        && protocol_at(columns.get(fields, LOCAL_ENDPOINT)).is_some();
    if is_mail_access { Err(DiagnosticKind::UnrecognisedLine) } else { nine_columns::entry(fields, columns, workspace) }
}

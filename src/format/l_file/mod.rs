//! L-files (`L0000001.log`) of Exchange 4.0 to 5.5: the Internet Mail Service, the Internet News Service, and what
//! looks like them.
//!
//! A file is one connection. A line is a time by the server's clock and a text. An arrow gives the direction: `<<<` to
//! the server, `>>>` from it, `IO: |` a reply of a remote host; the commands that the server sends to a remote host
//! have no arrow. A reply of several lines has one time: its other lines follow without one, and become entries of
//! their own, as in newer logs. No line says who the client is; the reply codes show it ([`LogType::has_both_sides`]).
//!
//! Nothing identifies the service reliably. Words that only one service uses decide ([`service`]); until the first of
//! them a file counts as a log of the Internet Mail Service.
//!
//! These logs contain credentials. The line that answers a `334` is one, and its text does not show it, so it is marked
//! here, where the lines before it are known.
//!
//! Some logs repeat a line as it was read from the connection, before the line itself: `<<< IO: |HELO app`. Such an echo
//! is information and no command; what it repeats may be a credential as well.

mod line;
pub(super) mod state;

use super::{Fit, Format, Workspace};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, LogType};
use crate::text::{Fields, LineSyntax};
use crate::time::{Timestamp, local_time};
use line::service;

const COLUMNS: &[&str] = &["LogTime", "text"];
const LOG_TIME: usize = 0;
const TEXT: usize = 1;

/// Internet Mail Service.
pub const INTERNET_MAIL: Format = Format {
    log_type: LogType::InternetMail,
    log_type_headers: &[],
    file_name_prefixes: &["L0"],
    syntax: LineSyntax::Stamped,
    columns: COLUMNS,
    orders: &[COLUMNS],
    required: &[LOG_TIME, TEXT],
    in_entry: &[LOG_TIME, TEXT],
    fit: |fields, _| fit(fields, LogType::InternetMail),
    entry: |fields, _, workspace| entry(fields, workspace, LogType::InternetMail),
};

/// Internet News Service.
pub const INTERNET_NEWS: Format = Format {
    log_type: LogType::InternetNews,
    file_name_prefixes: &[],
    fit: |fields, _| fit(fields, LogType::InternetNews),
    entry: |fields, _, workspace| entry(fields, workspace, LogType::InternetNews),
    ..INTERNET_MAIL
};

/// POP3 in an L-file.
pub const POP3: Format = Format {
    log_type: LogType::Pop3,
    file_name_prefixes: &[],
    fit: |fields, _| fit(fields, LogType::Pop3),
    entry: |fields, _, workspace| entry(fields, workspace, LogType::Pop3),
    ..INTERNET_MAIL
};

/// IMAP4 in an L-file.
pub const IMAP4: Format = Format {
    log_type: LogType::Imap4,
    file_name_prefixes: &[],
    fit: |fields, _| fit(fields, LogType::Imap4),
    entry: |fields, _, workspace| entry(fields, workspace, LogType::Imap4),
    ..INTERNET_MAIL
};

fn time(stamp: &[u8], offset_minutes: i32) -> Option<Timestamp> {
    let (date, clock) = stamp.split_at_checked(memchr::memchr(b' ', stamp)?)?;
    local_time(date, clock.trim_ascii(), offset_minutes)
}

fn fit(fields: &Fields<'_>, log_type: LogType) -> Fit {
    let is_row = fields.len() == COLUMNS.len() && time(fields.get(LOG_TIME), 0).is_some();
    let line = fields.get(TEXT);
    let is_information = || matches!(line::parse(line).event, Event::Information);
    match service(line) {
        _ if !is_row => Fit::No,
        Some(service) if service == log_type => Fit::Yes,
        None if log_type == LogType::InternetMail && is_information() => Fit::Maybe,
        None if log_type == LogType::InternetMail => Fit::Yes,
        _ => Fit::No,
    }
}

fn entry<'a>(
    fields: &Fields<'a>,
    workspace: &'a mut Workspace,
    log_type: LogType,
) -> Result<Entry<'a>, DiagnosticKind> {
    if fields.len() != COLUMNS.len() {
        return Err(DiagnosticKind::UnrecognisedLine);
    }
    let (stamp, line) = (fields.get(LOG_TIME), fields.get(TEXT));
    let Workspace { l_file, offset_minutes, .. } = workspace;
    if stamp.is_empty() {
        return l_file.continuation(line).ok_or(DiagnosticKind::UnrecognisedLine);
    }
    let time = time(stamp, *offset_minutes).ok_or(DiagnosticKind::InvalidTime)?;
    match service(line) {
        Some(service) if service == log_type => l_file.service = Some(service),
        // The wording of another service counts until the first wording of this one.
        Some(_) if l_file.service.is_none() => return Err(DiagnosticKind::UnrecognisedLine),
        _ => {}
    }
    Ok(l_file.row(time, line::parse(line)))
}

//! POP3 and IMAP4 protocol logs, Exchange 2007 to SE.
//!
//! There are two layouts. Exchange 2007 wrote the nine columns of the SMTP logs, without connector-id and context;
//! since Exchange 2010 one row is a command together with its reply, in twelve columns, and since Exchange 2016
//! thirteen. Both protocols have the same columns. Without a `#Log-type`, they are distinguished by the server's port,
//! the command, or the file name.
//!
//! `data` of an entry is command and parameters with a space between. The command is an extra column as well, so that
//! the two can be separated again; so are user, duration and sizes. The sessionId is a small counter that restarts with
//! the service, and the seqNumber may repeat (seen: a `CloseSession` with 1 after a row with 2): [`crate::session`]
//! deals with both.

use super::nine_columns::{self, protocol_at};
use super::{ColumnMap, Fit, Format, Workspace};
use crate::bytes::decimal_u32;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, LogType, Meaning, SessionKey};
use crate::exchange::endpoint;
use crate::exchange::mail_access::Protocol;
use crate::text::{Fields, LineSyntax};
use alloc::vec::Vec;

const COLUMNS: &[&str] = &[
    "dateTime",
    "sessionId",
    "seqNumber",
    "sIp",
    "cIp",
    "user",
    "duration",
    "rqsize",
    "rpsize",
    "command",
    "parameters",
    "context",
    "puid",
];
const DATE_TIME: usize = 0;
const SESSION_ID: usize = 1;
const SEQ_NUMBER: usize = 2;
const S_IP: usize = 3;
const C_IP: usize = 4;
const COMMAND: usize = 9;
const PARAMETERS: usize = 10;
const CONTEXT: usize = 11;
/// The columns of Exchange 2010 and 2013, without the `puid`.
const COLUMNS_2010: &[&str] = COLUMNS.split_at(12).0;

/// POP3 protocol log, Exchange 2010 and later.
pub const POP3: Format = Format {
    log_type: LogType::Pop3,
    log_type_headers: &["POP3 Log"],
    file_name_prefixes: &["POP3"],
    syntax: LineSyntax::Commas,
    columns: COLUMNS,
    orders: &[COLUMNS, COLUMNS_2010],
    required: &[DATE_TIME, SESSION_ID, SEQ_NUMBER, COMMAND],
    in_entry: &[DATE_TIME, SESSION_ID, SEQ_NUMBER, S_IP, C_IP, PARAMETERS, CONTEXT],
    fit: |fields, columns| fit(fields, columns, Protocol::Pop3),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, Protocol::Pop3),
};

/// POP3 protocol log, Exchange 2007.
pub const POP3_2007: Format = Format {
    columns: nine_columns::COLUMNS,
    orders: &[nine_columns::COLUMNS],
    required: nine_columns::REQUIRED,
    in_entry: nine_columns::IN_ENTRY,
    fit: |fields, columns| fit_2007(fields, columns, Protocol::Pop3),
    entry: |fields, columns, workspace| entry_2007(fields, columns, workspace, Protocol::Pop3),
    ..POP3
};

/// IMAP4 protocol log, Exchange 2010 and later.
pub const IMAP4: Format = Format {
    log_type: LogType::Imap4,
    log_type_headers: &["IMAP4 Log"],
    file_name_prefixes: &["IMAP4"],
    fit: |fields, columns| fit(fields, columns, Protocol::Imap4),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, Protocol::Imap4),
    ..POP3
};

/// IMAP4 protocol log, Exchange 2007.
pub const IMAP4_2007: Format = Format {
    columns: nine_columns::COLUMNS,
    orders: &[nine_columns::COLUMNS],
    required: nine_columns::REQUIRED,
    in_entry: nine_columns::IN_ENTRY,
    fit: |fields, columns| fit_2007(fields, columns, Protocol::Imap4),
    entry: |fields, columns, workspace| entry_2007(fields, columns, workspace, Protocol::Imap4),
    ..IMAP4
};

/// A row of either protocol may belong to the other, if the header or the user indicates it.
fn fit_of(found: Option<Protocol>, wanted: Protocol) -> Fit {
    if found == Some(wanted) { Fit::Yes } else { Fit::Maybe }
}

fn fit(fields: &Fields<'_>, columns: &ColumnMap, protocol: Protocol) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry = columns.is_row(fields, DATE_TIME)
        && !column(SESSION_ID).is_empty()
        && is_command(column(COMMAND))
        && (endpoint(column(S_IP)).1.is_some() || endpoint(column(C_IP)).1.is_some())
        && decimal_u32(column(SEQ_NUMBER)).is_some();
    if !is_entry {
        return Fit::No;
    }
    fit_of(protocol_at(column(S_IP)).or_else(|| Protocol::of_command(column(COMMAND))), protocol)
}

/// Exchange 2007 leaves the connector-id empty; SMTP logs never do so with a port of these protocols.
fn fit_2007(fields: &Fields<'_>, columns: &ColumnMap, protocol: Protocol) -> Fit {
    match nine_columns::fit(fields, columns) {
        Fit::No => Fit::No,
        _ if !columns.get(fields, nine_columns::CONNECTOR_ID).is_empty() => Fit::No,
        _ => fit_of(protocol_at(columns.get(fields, nine_columns::LOCAL_ENDPOINT)), protocol),
    }
}

/// A command is one word; Exchange writes it in lower case, and its own rows as `OpenSession` and `CloseSession`.
fn is_command(field: &[u8]) -> bool {
    !field.is_empty() && !field.iter().any(u8::is_ascii_whitespace)
}

/// Whether a row belongs to the other protocol, by its port, so that concatenated logs are distinguished. The choice of
/// the user overrides that, and so does the header.
fn is_of_other(local: &[u8], protocol: Protocol, workspace: &Workspace) -> bool {
    !workspace.is_certain() && protocol_at(local).is_some_and(|other| other != protocol)
}

fn event(command: &[u8]) -> Event {
    if command.eq_ignore_ascii_case(b"OpenSession") {
        Event::Connect
    } else if command.eq_ignore_ascii_case(b"CloseSession") {
        Event::Disconnect
    } else {
        Event::Receive
    }
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
    protocol: Protocol,
) -> Result<Entry<'a>, DiagnosticKind> {
    let session_id = columns.session_id(fields, SESSION_ID)?;
    let column = |index| columns.get(fields, index);
    if is_of_other(column(S_IP), protocol, workspace) {
        return Err(DiagnosticKind::UnrecognisedLine);
    }
    let time = workspace.times.read(column(DATE_TIME)).ok_or(DiagnosticKind::InvalidTime)?;
    let sequence = decimal_u32(column(SEQ_NUMBER)).ok_or(DiagnosticKind::InvalidSequence)?;
    let event = event(column(COMMAND));
    if event == Event::Receive && !is_command(column(COMMAND)) {
        return Err(DiagnosticKind::InvalidEvent);
    }
    let [buffer, ..] = &mut workspace.buffers;
    Ok(Entry {
        time,
        session: SessionKey::Id(session_id),
        sequence: Some(sequence),
        labels: Labels { connector: b"", local: column(S_IP), remote: column(C_IP) },
        event,
        data: data(event, column(COMMAND), column(PARAMETERS), buffer),
        context: column(CONTEXT),
        meaning: Meaning::AsWritten,
    })
}

/// Command and parameters with a space between. Rows that open or close a session have no command, only parameters.
fn data<'a>(event: Event, command: &'a [u8], parameters: &'a [u8], buffer: &'a mut Vec<u8>) -> &'a [u8] {
    if event != Event::Receive {
        return parameters;
    }
    if parameters.is_empty() {
        return command;
    }
    buffer.clear();
    buffer.extend_from_slice(command);
    buffer.push(b' ');
    buffer.extend_from_slice(parameters);
    buffer
}

fn entry_2007<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
    protocol: Protocol,
) -> Result<Entry<'a>, DiagnosticKind> {
    let is_smtp = !columns.get(fields, nine_columns::CONNECTOR_ID).is_empty() && !workspace.is_certain();
    if fields.len() == columns.width()
        && (is_smtp || is_of_other(columns.get(fields, nine_columns::LOCAL_ENDPOINT), protocol, workspace))
    {
        return Err(DiagnosticKind::UnrecognisedLine);
    }
    nine_columns::entry(fields, columns, workspace)
}

#[cfg(test)]
mod tests {
    use crate::entry::LogType;
    use crate::format::recognition::Recognition;
    use crate::text::RecordReader;
    use alloc::format;

    fn row(line: &str, name: &str) -> Option<(LogType, usize)> {
        let found = Recognition::new(name, None).by_row(line.as_bytes(), &mut RecordReader::default());
        found.map(|(_, log)| (log.format.log_type, log.columns.width()))
    }

    fn command(port: u16, command: &str, puid: &str) -> alloc::string::String {
        format!(
            "2026-01-05T10:00:00.000Z,00000000000000E2,1,192.0.2.10:{port},198.51.100.7:4711,,1,15,143,{command},,R=ok{puid}"
        )
    }

    #[test]
    fn the_protocols_are_distinguished_by_port_command_and_name() {
        for (port, word, name, found) in [
            (993, "noop", "x", LogType::Imap4),
            (1993, "noop", "POP3.LOG", LogType::Imap4),
            (110, "login", "IMAP4.LOG", LogType::Pop3),
            (9999, "login", "x", LogType::Imap4),
            (9999, "retr", "IMAP4.LOG", LogType::Pop3),
            (9999, "noop", "IMAP42026010510-1.LOG", LogType::Imap4),
            (9999, "noop", "pop320260105-1.log", LogType::Pop3),
        ] {
            assert_eq!(row(&command(port, word, ""), name), Some((found, 12)), "{port} {word} {name}");
            assert_eq!(row(&command(port, word, ","), name), Some((found, 13)), "{port} {word} {name}");
        }
        assert_eq!(row(&command(993, "two words", ""), "x"), None);
        assert_eq!(row(&command(993, "noop", ",,x"), "x"), None);
    }

    #[test]
    fn the_layout_of_2007_is_not_mistaken_for_smtp() {
        let line = |connector: &str, port: u16| {
            format!("2026-01-05T10:00:00.000Z,{connector},01,0,192.0.2.10:{port},198.51.100.7:4711,<,USER ann,")
        };
        assert_eq!(row(&line("", 110), "x"), Some((LogType::Pop3, 9)));
        assert_eq!(row(&line("", 993), "SEND.LOG"), Some((LogType::Imap4, 9)));
        assert_eq!(row(&line("", 9999), "POP3.LOG"), Some((LogType::Pop3, 9)));
        assert_eq!(row(&line("", 9999), "x"), Some((LogType::SmtpSend, 9)));
        assert_eq!(row(&line("EX01\\In", 110), "POP3.LOG"), Some((LogType::SmtpReceive, 9)));
    }

    #[test]
    fn the_user_may_choose_either_protocol() {
        let line = command(993, "noop", "");
        let mut recognition = Recognition::new("x", Some(LogType::Pop3));
        let found = recognition.by_row(line.as_bytes(), &mut RecordReader::default());
        assert_eq!(found.map(|(_, log)| log.format.log_type), Some(LogType::Pop3));
    }
}

//! Connectivity logs, Exchange 2007 to SE.
//!
//! They have no sequence-number: the order of a session is the order of its rows. `source` and `Destination` (with a
//! capital D in files, with a small one in the documentation) are the same in all rows of a session.

use super::{ColumnMap, Fit, Format, Workspace};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, LogType, Meaning, SessionKey};
use crate::text::{Fields, LineSyntax};

const COLUMNS: &[&str] = &["date-time", "session", "source", "Destination", "direction", "description"];
const DATE_TIME: usize = 0;
const SESSION: usize = 1;
const SOURCE: usize = 2;
const DESTINATION: usize = 3;
const DIRECTION: usize = 4;
const DESCRIPTION: usize = 5;

/// Connectivity log.
pub const CONNECTIVITY: Format = Format {
    log_type: LogType::Connectivity,
    log_type_headers: &["Transport Connectivity Log"],
    file_name_prefixes: &["CONNECTLOG"],
    syntax: LineSyntax::Commas,
    columns: COLUMNS,
    orders: &[COLUMNS],
    required: &[DATE_TIME, SESSION, DIRECTION, DESCRIPTION],
    in_entry: &[DATE_TIME, SESSION, SOURCE, DESTINATION, DIRECTION, DESCRIPTION],
    fit,
    entry,
};

fn fit(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry = columns.is_row(fields, DATE_TIME) && direction(column(DIRECTION)).is_some();
    if is_entry { Fit::Yes } else { Fit::No }
}

/// `+`, `>` and `-`; a connectivity log has no other.
fn direction(field: &[u8]) -> Option<Event> {
    Event::parse(field).filter(|event| matches!(event, Event::Connect | Event::Send | Event::Disconnect))
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    let session_id = columns.session_id(fields, SESSION)?;
    let column = |index| columns.get(fields, index);
    Ok(Entry {
        time: workspace.times.read(column(DATE_TIME)).ok_or(DiagnosticKind::InvalidTime)?,
        session: SessionKey::Id(session_id),
        sequence: None,
        labels: Labels { connector: column(SOURCE), local: b"", remote: column(DESTINATION) },
        event: direction(column(DIRECTION)).ok_or(DiagnosticKind::InvalidEvent)?,
        data: column(DESCRIPTION),
        context: b"",
        meaning: Meaning::AsWritten,
    })
}

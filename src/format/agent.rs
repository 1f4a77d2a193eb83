//! Agent logs: the actions of transport agents on connections and messages.
//!
//! `SessionId` is the session-id of the receive log, so the actions of the agents in one SMTP session form one session
//! here too.

use super::workspace::{join, join_with};
use super::{ColumnMap, Fit, Format, Workspace, place};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, LogType, Meaning, SessionKey};
use crate::exchange::BEFORE_REASON;
use crate::text::{Fields, LineSyntax};

const COLUMNS: &[&str] = &[
    "Timestamp",
    "SessionId",
    "LocalEndpoint",
    "RemoteEndpoint",
    "EnteredOrgFromIP",
    "MessageId",
    "P1FromAddress",
    "P2FromAddresses",
    "Recipient",
    "NumRecipients",
    "Agent",
    "Event",
    "Action",
    "SmtpResponse",
    "Reason",
    "ReasonData",
    "Diagnostics",
    "NetworkMsgID",
    "TenantID",
    "Directionality",
];
/// The columns of Exchange 2007 (from Service Pack 1) and 2010.
const COLUMNS_2010: &[&str] = COLUMNS.split_at(17).0;
/// The columns that Exchange 2007 has since Service Pack 1.
const ADDED: [usize; 3] = [LOCAL_ENDPOINT, ENTERED_FROM, place(COLUMNS, "NumRecipients")];
/// The columns of Exchange 2007 before Service Pack 1.
const COLUMNS_2007: &[&str] = &before_service_pack();
const TIMESTAMP: usize = place(COLUMNS, "Timestamp");
const SESSION_ID: usize = place(COLUMNS, "SessionId");
const LOCAL_ENDPOINT: usize = place(COLUMNS, "LocalEndpoint");
const REMOTE_ENDPOINT: usize = place(COLUMNS, "RemoteEndpoint");
const ENTERED_FROM: usize = place(COLUMNS, "EnteredOrgFromIP");
const AGENT_NAME: usize = place(COLUMNS, "Agent");
const EVENT: usize = place(COLUMNS, "Event");
const ACTION: usize = place(COLUMNS, "Action");
const SMTP_RESPONSE: usize = place(COLUMNS, "SmtpResponse");
const REASON: usize = place(COLUMNS, "Reason");
const REASON_DATA: usize = place(COLUMNS, "ReasonData");

const fn before_service_pack() -> [&'static str; COLUMNS_2010.len() - ADDED.len()] {
    let mut columns = [""; COLUMNS_2010.len() - ADDED.len()];
    let (mut from, mut to) = (0, 0);
    while from < COLUMNS_2010.len() {
        if from != ADDED[0] && from != ADDED[1] && from != ADDED[2] {
            columns[to] = COLUMNS_2010[from];
            to += 1;
        }
        from += 1;
    }
    columns
}

/// Agent log.
pub const AGENT: Format = Format {
    log_type: LogType::Agent,
    log_type_headers: &["Agent Log"],
    file_name_prefixes: &["AGENTLOG"],
    syntax: LineSyntax::Commas,
    columns: COLUMNS,
    orders: &[COLUMNS, COLUMNS_2010, COLUMNS_2007],
    required: &[TIMESTAMP, SESSION_ID, AGENT_NAME, ACTION],
    in_entry: &[TIMESTAMP, SESSION_ID],
    fit,
    entry,
};

fn fit(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_entry =
        columns.is_row(fields, TIMESTAMP) && column(EVENT).starts_with(b"On") && !column(AGENT_NAME).is_empty();
    if is_entry { Fit::Yes } else { Fit::No }
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    let session_id = columns.session_id(fields, SESSION_ID)?;
    let column = |index| columns.get(fields, index);
    let time = workspace.times.read(column(TIMESTAMP)).ok_or(DiagnosticKind::InvalidTime)?;
    let [data, context, _] = &mut workspace.buffers;
    join(data, &[column(AGENT_NAME), column(EVENT), column(ACTION)]);
    join_with(BEFORE_REASON, context, &[column(SMTP_RESPONSE), column(REASON), column(REASON_DATA)]);
    let remote = [REMOTE_ENDPOINT, ENTERED_FROM].map(column).into_iter().find(|address| !address.is_empty());
    Ok(Entry {
        time,
        session: SessionKey::Id(session_id),
        sequence: None,
        labels: Labels { connector: b"", local: column(LOCAL_ENDPOINT), remote: remote.unwrap_or_default() },
        event: Event::Information,
        data,
        context,
        meaning: Meaning::AsWritten,
    })
}

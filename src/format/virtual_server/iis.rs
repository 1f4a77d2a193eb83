//! Microsoft IIS format: no header, fifteen fields, and the server's own clock. And the table that ODBC logging fills,
//! exported as CSV (section 4.4): the same values, with date and time in one column. Both have the names that the table
//! gives its columns.

use super::{Row, RowFormat, Shape, value};
use crate::format::column_map::{ColumnMap, without};
use crate::format::workspace::Workspace;
use crate::text::{Fields, LineSyntax};
use crate::time::{Timestamp, local_time};

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

const COLUMNS_OF_TABLE: &[&str] = &without::<14>(COLUMNS, "LogDate");

/// Microsoft IIS format.
pub(super) struct Iis;

impl RowFormat for Iis {
    const SHAPE: Shape = Shape {
        syntax: LineSyntax::Iis,
        columns: COLUMNS,
        orders: &[COLUMNS],
        required: &[LOG_DATE, LOG_TIME, OPERATION],
        in_entry: &[
            CLIENT_HOST,
            LOG_DATE,
            LOG_TIME,
            SERVICE,
            MACHINE,
            SERVER_IP,
            SERVICE_STATUS,
            OPERATION,
            PARAMETERS,
        ],
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

    fn time(fields: &Fields<'_>, columns: &ColumnMap, workspace: &mut Workspace) -> Option<Timestamp> {
        local_time(columns.get(fields, LOG_DATE), columns.get(fields, LOG_TIME), workspace.offset_minutes)
    }
}

/// The table of ODBC logging.
pub(super) struct Odbc;

impl RowFormat for Odbc {
    const SHAPE: Shape = Shape {
        syntax: LineSyntax::Commas,
        orders: &[COLUMNS_OF_TABLE],
        required: &[LOG_TIME, OPERATION],
        ..Iis::SHAPE
    };

    fn row<'a>(fields: &Fields<'a>, columns: &ColumnMap) -> Row<'a> {
        Iis::row(fields, columns)
    }

    /// `4/23/2009 9:47:02 AM`, or in the format of the export's locale.
    fn time(fields: &Fields<'_>, columns: &ColumnMap, workspace: &mut Workspace) -> Option<Timestamp> {
        let field = columns.get(fields, LOG_TIME).trim_ascii();
        let (date, clock) = field.split_at_checked(memchr::memchr2(b' ', b'T', field)?)?;
        local_time(date, clock.get(1..)?.trim_ascii(), workspace.offset_minutes)
    }
}

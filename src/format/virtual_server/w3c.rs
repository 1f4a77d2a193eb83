//! W3C Extended log file format. Times are UTC; a header may name any of these columns.

use super::{Row, RowFormat, Shape, value};
use crate::format::column_map::ColumnMap;
use crate::format::workspace::Workspace;
use crate::text::{Fields, LineSyntax};
use crate::time::{Timestamp, TimestampReader};

/// All columns that IIS 5 can write.
pub(in crate::format) const COLUMNS: &[&str] = &[
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

/// W3C Extended log file format.
pub(super) struct W3c;

impl RowFormat for W3c {
    const SHAPE: Shape = Shape {
        syntax: LineSyntax::Spaces,
        columns: COLUMNS,
        orders: &[COLUMNS],
        required: &[CS_METHOD],
        in_entry: &[DATE, TIME, C_IP, S_SITENAME, S_COMPUTERNAME, S_IP, CS_METHOD, CS_URI_QUERY, SC_STATUS],
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

    fn time(fields: &Fields<'_>, columns: &ColumnMap, workspace: &mut Workspace) -> Option<Timestamp> {
        workspace.w3c_time(columns.get(fields, DATE), columns.get(fields, TIME))
    }

    /// Date and time may be missing: then they are in the header.
    fn fits(fields: &Fields<'_>, columns: &ColumnMap) -> bool {
        let (date, time) = (columns.get(fields, DATE), columns.get(fields, TIME));
        let is_missing = date.is_empty() || time.is_empty();
        columns.has_width_of(fields)
            && (is_missing || TimestampReader::default().read_date_and_time(date, time).is_some())
    }
}

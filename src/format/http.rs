//! W3C extended logs of web sites: Outlook on the web, ActiveSync, EWS, MAPI over HTTP.
//!
//! IIS writes the columns that an administrator selected, so the header decides; the orders below are the usual ones,
//! for rows without a header. Date and time are UTC. A row is one request. Nothing in the log shows which requests
//! share a connection, so the requests of one user from one address to one site form a session.
//!
//! The text of an entry is method, path and status. The query string, which differs in nearly every row, is an extra
//! column.

use super::virtual_server::IIS_5_COLUMNS;
use super::workspace::join;
use super::{ColumnMap, Fit, Format, Workspace, place, without};
use crate::bytes::begins_with;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, LogType, Meaning, SessionKey};
use crate::text::{Fields, LineSyntax, is_blank, or_empty};
use crate::time::TimestampReader;
use alloc::vec::Vec;

/// The columns from which an entry is made.
const COLUMNS: &[&str] = &[
    "date",
    "time",
    "c-ip",
    "cs-username",
    "s-sitename",
    "s-ip",
    "cs-method",
    "cs-uri-stem",
    "sc-status",
    "sc-substatus",
    "sc-win32-status",
    "cs-version",
];
/// The default of IIS 8.5 and later.
const COLUMNS_IIS_8: &[&str] = &[
    "date",
    "time",
    "s-ip",
    "cs-method",
    "cs-uri-stem",
    "cs-uri-query",
    "s-port",
    "cs-username",
    "c-ip",
    "cs(User-Agent)",
    "cs(Referer)",
    "sc-status",
    "sc-substatus",
    "sc-win32-status",
    "time-taken",
];
/// The default of IIS 7 to 8.
const COLUMNS_IIS_7: &[&str] = &without::<14>(COLUMNS_IIS_8, "cs(Referer)");
/// The default of IIS 6.
const COLUMNS_IIS_6: &[&str] = &[
    "date",
    "time",
    "s-sitename",
    "s-ip",
    "cs-method",
    "cs-uri-stem",
    "cs-uri-query",
    "s-port",
    "cs-username",
    "c-ip",
    "cs(User-Agent)",
    "sc-status",
    "sc-substatus",
    "sc-win32-status",
];
const DATE: usize = place(COLUMNS, "date");
const TIME: usize = place(COLUMNS, "time");
const CLIENT: usize = place(COLUMNS, "c-ip");
const USER: usize = place(COLUMNS, "cs-username");
const SITE: usize = place(COLUMNS, "s-sitename");
const SERVER: usize = place(COLUMNS, "s-ip");
const METHOD: usize = place(COLUMNS, "cs-method");
const STEM: usize = place(COLUMNS, "cs-uri-stem");
const STATUS: usize = place(COLUMNS, "sc-status");
const SUBSTATUS: usize = place(COLUMNS, "sc-substatus");
const WIN32_STATUS: usize = place(COLUMNS, "sc-win32-status");
const VERSION: usize = place(COLUMNS, "cs-version");

/// Log of a web site.
pub const HTTP: Format = Format {
    log_type: LogType::Http,
    log_type_headers: &[],
    // Of the years 1990 to 2029; logs of SMTP and NNTP virtual servers have the same names.
    file_name_prefixes: &["u_ex", "ex9", "ex0", "ex1", "ex2"],
    syntax: LineSyntax::Spaces,
    columns: COLUMNS,
    orders: &[COLUMNS, COLUMNS_IIS_8, COLUMNS_IIS_7, COLUMNS_IIS_6, IIS_5_COLUMNS],
    required: &[TIME, METHOD, STEM],
    in_entry: &[DATE, TIME],
    fit,
    entry,
};

fn fit(fields: &Fields<'_>, columns: &ColumnMap) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_method = |text: &[u8]| {
        !text.is_empty() && text.iter().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-'))
    };
    let is_entry = columns.has_width_of(fields)
        && is_http(column(SITE), column(VERSION), column(STEM))
        && is_method(column(METHOD))
        && has_time(column(DATE), column(TIME), columns.has(DATE));
    if is_entry { Fit::Yes } else { Fit::No }
}

/// Whether date and time are valid. In a log without dates the header has the date, which is not known here.
fn has_time(date: &[u8], time: &[u8], has_date: bool) -> bool {
    let date = if has_date { date } else { b"2000-01-01" };
    TimestampReader::default().read_date_and_time(date, time).is_some()
}

/// Whether a row is of a web site, not of another service of IIS: by the name of the site or by the protocol if the log
/// has them, else by the path, which rows of SMTP and NNTP lack.
fn is_http(site: &[u8], version: &[u8], stem: &[u8]) -> bool {
    if !is_blank(site) { begins_with(site, b"W3SVC") } else { begins_with(version, b"HTTP") || stem.starts_with(b"/") }
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
) -> Result<Entry<'a>, DiagnosticKind> {
    if !columns.has_width_of(fields) {
        return Err(DiagnosticKind::WrongFieldCount);
    }
    let column = |index| columns.get(fields, index);
    let time = workspace.w3c_time(column(DATE), column(TIME)).ok_or(DiagnosticKind::InvalidTime)?;
    let [data, context, _] = &mut workspace.buffers;
    join(data, &[column(METHOD), column(STEM), column(STATUS)]);
    write_details(context, column(SUBSTATUS), column(WIN32_STATUS));
    let value = |index| or_empty(column(index));
    Ok(Entry {
        time,
        // Client and site are labels; the three together are what requests are grouped by.
        session: SessionKey::User(value(USER)),
        sequence: None,
        labels: Labels { connector: value(SITE), local: value(SERVER), remote: value(CLIENT) },
        event: Event::Information,
        data,
        context,
        meaning: Meaning::AsWritten,
    })
}

/// Further codes of a response that are not 0: `substatus 2 win32 5`.
fn write_details(into: &mut Vec<u8>, substatus: &[u8], win32_status: &[u8]) {
    let parts = [(&b"substatus"[..], substatus), (b"win32", win32_status)];
    let [first, second] =
        parts.map(|(name, value)| if is_blank(value) || value == b"0" { [&b""[..]; 2] } else { [name, value] });
    join(into, &[first[0], first[1], second[0], second[1]]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_other_services_are_rejected() {
        assert!(is_http(b"W3SVC1", b"", b"-") && is_http(b"-", b"HTTP/1.1", b"-") && is_http(b"", b"", b"/owa/"));
        assert!(!is_http(b"SMTPSVC1", b"SMTP", b"-") && !is_http(b"", b"", b"-"));
    }

    #[test]
    fn details_are_codes_other_than_0() {
        let text = |substatus: &str, win32: &str| {
            let mut into = Vec::new();
            write_details(&mut into, substatus.as_bytes(), win32.as_bytes());
            alloc::string::String::from_utf8(into).unwrap()
        };
        assert_eq!(text("0", "0"), "");
        assert_eq!(text("2", "5"), "substatus 2 win32 5");
        assert_eq!(text("-", "64"), "win32 64");
    }
}

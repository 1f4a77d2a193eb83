//! W3C extended logs of web sites: Outlook on the web, ActiveSync, EWS, MAPI over HTTP (formats.md section 4).
//!
//! IIS writes what an administrator ticked, so the columns of a log are those of its header, and the orders below are
//! only the usual ones, for rows without header. Date and time are UTC. A row is one request; requests of one user from
//! one address at one site are shown together, as nothing in the log says which belong to one connection.
//!
//! The text of an entry is method, path and status; the query string, which is different in nearly every row, is a cell.

use super::virtual_server::IIS_5_COLUMNS;
use super::workspace::join;
use super::{ColumnMap, Fit, Format, Workspace, place};
use crate::bytes::begins_with;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, LogType, Meaning, SessionKey};
use crate::text::{Fields, Layout};
use crate::time::TimestampReader;
use alloc::vec::Vec;

/// The columns that an entry is made of.
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
/// What IIS 8.5 and later write by default.
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
/// What IIS 7 to 8 write by default.
const COLUMNS_IIS_7: &[&str] = &[
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
    "sc-status",
    "sc-substatus",
    "sc-win32-status",
    "time-taken",
];
/// What IIS 6 writes by default.
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
/// Where the columns that an entry is made of stand.
struct Places {
    date: usize,
    time: usize,
    client: usize,
    user: usize,
    site: usize,
    server: usize,
    method: usize,
    stem: usize,
    status: usize,
    substatus: usize,
    win32_status: usize,
    version: usize,
}

impl Places {
    const fn of(columns: &[&str]) -> Places {
        Places {
            date: place(columns, "date"),
            time: place(columns, "time"),
            client: place(columns, "c-ip"),
            user: place(columns, "cs-username"),
            site: place(columns, "s-sitename"),
            server: place(columns, "s-ip"),
            method: place(columns, "cs-method"),
            stem: place(columns, "cs-uri-stem"),
            status: place(columns, "sc-status"),
            substatus: place(columns, "sc-substatus"),
            win32_status: place(columns, "sc-win32-status"),
            version: place(columns, "cs-version"),
        }
    }
}

const PLACES: Places = Places::of(COLUMNS);
const PLACES_IIS_8: Places = Places::of(COLUMNS_IIS_8);
const PLACES_IIS_7: Places = Places::of(COLUMNS_IIS_7);
const PLACES_IIS_6: Places = Places::of(COLUMNS_IIS_6);
const PLACES_ALL: Places = Places::of(IIS_5_COLUMNS);

/// Log of a web site, with whatever columns its header names.
pub const HTTP: Format = Format {
    log_type: LogType::Http,
    log_type_headers: &[],
    // Of the years 1990 to 2029; those of SMTP and NNTP virtual servers are called the same.
    file_name_prefixes: &["u_ex", "ex9", "ex0", "ex1", "ex2"],
    layout: Layout::Blanks,
    columns: COLUMNS,
    required: &[PLACES.time, PLACES.method, PLACES.stem],
    in_entry: &[PLACES.date, PLACES.time],
    fit: |fields, columns| fit(fields, columns, &PLACES),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, &PLACES),
};

/// Rows of IIS 8.5 and later.
pub const IIS_8: Format = Format {
    columns: COLUMNS_IIS_8,
    required: &[PLACES_IIS_8.time, PLACES_IIS_8.method, PLACES_IIS_8.stem],
    in_entry: &[PLACES_IIS_8.date, PLACES_IIS_8.time],
    fit: |fields, columns| fit(fields, columns, &PLACES_IIS_8),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, &PLACES_IIS_8),
    ..HTTP
};

/// Rows of IIS 7 to 8.
pub const IIS_7: Format = Format {
    columns: COLUMNS_IIS_7,
    required: &[PLACES_IIS_7.time, PLACES_IIS_7.method, PLACES_IIS_7.stem],
    in_entry: &[PLACES_IIS_7.date, PLACES_IIS_7.time],
    fit: |fields, columns| fit(fields, columns, &PLACES_IIS_7),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, &PLACES_IIS_7),
    ..HTTP
};

/// Rows of IIS 6.
pub const IIS_6: Format = Format {
    columns: COLUMNS_IIS_6,
    required: &[PLACES_IIS_6.time, PLACES_IIS_6.method, PLACES_IIS_6.stem],
    in_entry: &[PLACES_IIS_6.date, PLACES_IIS_6.time],
    fit: |fields, columns| fit(fields, columns, &PLACES_IIS_6),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, &PLACES_IIS_6),
    ..HTTP
};

/// Rows of IIS 5 with all columns.
pub const ALL_FIELDS: Format = Format {
    columns: IIS_5_COLUMNS,
    required: &[PLACES_ALL.time, PLACES_ALL.method, PLACES_ALL.stem],
    in_entry: &[PLACES_ALL.date, PLACES_ALL.time],
    fit: |fields, columns| fit(fields, columns, &PLACES_ALL),
    entry: |fields, columns, workspace| entry(fields, columns, workspace, &PLACES_ALL),
    ..HTTP
};

fn fit(fields: &Fields<'_>, columns: &ColumnMap, places: &Places) -> Fit {
    let column = |index| columns.get(fields, index);
    let is_method = |text: &[u8]| {
        !text.is_empty() && text.iter().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-'))
    };
    let is_entry = columns.has_width_of(fields)
        && is_http(column(places.site), column(places.version), column(places.stem))
        && is_method(column(places.method))
        && has_time(column(places.date), column(places.time), columns.has(places.date));
    if is_entry { Fit::Yes } else { Fit::No }
}

/// Whether date and time are some. Where the log has no dates, that of its header counts, which is not known here.
fn has_time(date: &[u8], time: &[u8], has_date: bool) -> bool {
    let date = if has_date { date } else { b"2000-01-01" };
    TimestampReader::default().read_date_and_time(date, time).is_some()
}

/// Whether a row is of a web site and not of another service of IIS: by the name of the site or the protocol where the
/// log has them, else by the path, which no row of SMTP and NNTP has.
fn is_http(site: &[u8], version: &[u8], stem: &[u8]) -> bool {
    if !blank(site) { begins_with(site, b"W3SVC") } else { begins_with(version, b"HTTP") || stem.starts_with(b"/") }
}

/// Whether a field says nothing.
fn blank(field: &[u8]) -> bool {
    matches!(field, b"" | b"-")
}

fn entry<'a>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
    places: &Places,
) -> Result<Entry<'a>, DiagnosticKind> {
    if !columns.has_width_of(fields) {
        return Err(DiagnosticKind::WrongFieldCount);
    }
    let column = |index| columns.get(fields, index);
    let time = workspace.w3c_time(column(places.date), column(places.time)).ok_or(DiagnosticKind::InvalidTime)?;
    let [data, context, _] = &mut workspace.buffers;
    join(data, &[column(places.method), column(places.stem), column(places.status)]);
    write_details(context, column(places.substatus), column(places.win32_status));
    let said = |field| if blank(field) { &b""[..] } else { field };
    let (user, client, site) = (column(places.user), column(places.client), column(places.site));
    Ok(Entry {
        time,
        // Client and site are labels; the three together are what requests are grouped by.
        session: SessionKey::User(said(user)),
        sequence: None,
        labels: Labels { connector: said(site), local: said(column(places.server)), remote: said(client) },
        event: Event::Information,
        data,
        context,
        meaning: Meaning::AsWritten,
    })
}

/// What stands behind the status: `substatus 2 win32 5`, where they are not 0.
fn write_details(into: &mut Vec<u8>, substatus: &[u8], win32_status: &[u8]) {
    let parts = [(&b"substatus"[..], substatus), (b"win32", win32_status)];
    let [first, second] =
        parts.map(|(name, value)| if matches!(value, b"" | b"-" | b"0") { [&b""[..]; 2] } else { [name, value] });
    join(into, &[first[0], first[1], second[0], second[1]]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_services_are_told_apart() {
        assert!(is_http(b"W3SVC1", b"", b"-") && is_http(b"-", b"HTTP/1.1", b"-") && is_http(b"", b"", b"/owa/"));
        assert!(!is_http(b"SMTPSVC1", b"SMTP", b"-") && !is_http(b"", b"", b"-"));
    }

    #[test]
    fn details_are_those_that_say_something() {
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

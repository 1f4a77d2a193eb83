//! The log formats: one file a family, one row a format in [`FORMATS`].
//!
//! A format says how it is recognised (`#Log-type`, column names, the shape of a row, the file name) and how the fields
//! of a row become an [`Entry`]. Adding a format is adding a file here and a row to the table; what is in no row and has
//! a `#Fields` header is shown as a plain table.
//!
//! Columns are found by name: `#Fields` may give them in any order and may be repeated, and changed, in mid-file. A
//! format addresses its columns by their place in its own `columns`, and [`Columns`] maps those to the fields of a row.

pub mod agent;
pub mod column;
pub mod connectivity;
pub mod http;
pub mod l_file;
pub mod mail_access;
pub mod reader;
mod refusal;
pub mod sink;
pub mod smtp;
pub mod tracking;
pub mod virtual_server;
mod workspace;

use crate::bytes::begins_with;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, LogType};
use crate::text::{Fields, Layout, RecordReader};
use alloc::vec::Vec;

pub use column::Property;
pub use reader::LogReader;
pub use sink::{Account, Cells, Correction, Evidence, RowSink};
pub use workspace::Workspace;

/// One kind of log. A log type that was written in several layouts has a row for each.
#[derive(Debug)]
pub struct Format {
    /// Its log type.
    pub log_type: LogType,
    /// Values of `#Log-type` that name it, compared without case.
    pub log_type_headers: &'static [&'static str],
    /// Beginnings of its file names, compared without case.
    pub file_name_prefixes: &'static [&'static str],
    /// How its lines are cut into fields.
    pub layout: Layout,
    /// Its columns in the order in which Exchange writes them, and which rows without header have.
    pub columns: &'static [&'static str],
    /// Indices into `columns` of those that a header must name for the log to be read as this format.
    pub required: &'static [usize],
    /// Indices into `columns` of those whose text an entry holds, so that it can be shown again as it stood. All other
    /// columns of a file, known or not, are kept as cells beside the entry.
    pub in_entry: &'static [usize],
    /// How well a row looks like one of this format.
    pub fit: fn(&Fields<'_>, &Columns) -> Fit,
    /// The entry in a row, or why there is none.
    pub entry: for<'a> fn(&Fields<'a>, &Columns, &'a mut Workspace) -> Result<Entry<'a>, DiagnosticKind>,
}

/// The table of formats. Where two fit a row equally well and the file name does not tell, the first one wins: send logs
/// have connectors without a server as a rule, receive logs as an exception.
pub static FORMATS: &[Format] = &[
    smtp::SEND,
    smtp::RECEIVE,
    connectivity::CONNECTIVITY,
    mail_access::POP3,
    mail_access::POP3_2010,
    mail_access::POP3_2007,
    mail_access::IMAP4,
    mail_access::IMAP4_2010,
    mail_access::IMAP4_2007,
    virtual_server::SMTP_W3C,
    virtual_server::NNTP_W3C,
    virtual_server::SMTP_IIS,
    virtual_server::NNTP_IIS,
    virtual_server::SMTP_NCSA,
    virtual_server::NNTP_NCSA,
    virtual_server::SMTP_ODBC,
    virtual_server::NNTP_ODBC,
    l_file::INTERNET_MAIL,
    l_file::INTERNET_NEWS,
    l_file::POP3,
    l_file::IMAP4,
    tracking::TRACKING,
    tracking::TRACKING_2013,
    tracking::TRACKING_2010,
    tracking::TRACKING_2007,
    tracking::TRACKING_2003,
    agent::AGENT,
    http::HTTP,
    http::IIS_8,
    http::IIS_7,
    http::IIS_6,
    http::ALL_FIELDS,
];

/// The formats that a file may be read as: all, or those of the log type that the user chose.
pub fn candidates(chosen: Option<LogType>) -> impl DoubleEndedIterator<Item = &'static Format> {
    FORMATS.iter().filter(move |format| chosen.is_none_or(|chosen| chosen == format.log_type))
}

impl Format {
    /// Whether its times are those of the server's own clock, without a word about the zone. Such a column is called as
    /// in the ODBC table of IIS.
    pub fn has_local_times(&self) -> bool {
        self.columns.contains(&"LogTime")
    }
}

/// How well a row looks like one of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is not one.
    No,
    /// It could be one.
    Maybe,
    /// It can hardly be anything else.
    Yes,
}

/// Where the columns of a format stand in the rows of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// For each column of the format its field, or `usize::MAX` where the file lacks it.
    fields: Vec<usize>,
    /// Number of fields of a row.
    width: usize,
    /// The fields that are kept as cells beside the entry.
    beside: Vec<usize>,
}

impl Columns {
    /// The columns as Exchange writes them.
    pub fn in_order(format: &Format) -> Self {
        let fields: Vec<usize> = (0..format.columns.len()).collect();
        Columns::new(format, fields, format.columns.len())
    }

    /// The columns as a header names them; `None` when it lacks one that the format needs.
    pub fn from_names(format: &Format, names: &[&[u8]]) -> Option<Self> {
        let find = |column: &&str| {
            let found = names.iter().position(|name| name.eq_ignore_ascii_case(column.as_bytes()));
            found.unwrap_or(usize::MAX)
        };
        let fields: Vec<usize> = format.columns.iter().map(find).collect();
        let complete = format.required.iter().all(|&column| fields[column] != usize::MAX);
        complete.then(|| Columns::new(format, fields, names.len()))
    }

    fn new(format: &Format, fields: Vec<usize>, width: usize) -> Self {
        let in_entry = |field: &usize| format.in_entry.iter().any(|&column| fields.get(column) == Some(field));
        let beside = (0..width).filter(|field| !in_entry(field)).collect();
        Columns { fields, width, beside }
    }

    /// Number of fields that a row must have.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether a row whose layout has no quoting has as many fields as there are columns: a separator behind the last one
    /// makes another, empty field.
    pub fn has_width_of(&self, fields: &Fields<'_>) -> bool {
        fields.len() == self.width || (fields.len() == self.width + 1 && fields.get(self.width).is_empty())
    }

    /// The fields of a row that its entry does not hold.
    pub fn beside(&self) -> &[usize] {
        &self.beside
    }

    /// Whether the file has the column of the format.
    pub fn has(&self, column: usize) -> bool {
        self.fields.get(column).is_some_and(|&field| field != usize::MAX)
    }

    /// The field of a row that holds a column of the format; empty where the file lacks it.
    #[inline]
    pub fn get<'a>(&self, fields: &Fields<'a>, column: usize) -> &'a [u8] {
        fields.get(self.fields.get(column).copied().unwrap_or(usize::MAX))
    }
}

/// The place of a column in a list of names, `usize::MAX` when it is not there. For logs that were written with their
/// columns in several orders.
const fn place(columns: &[&str], name: &str) -> usize {
    let mut at = 0;
    while at < columns.len() {
        if same_name(columns[at].as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    usize::MAX
}

const fn same_name(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The formats that a `#Log-type` names: one for each layout of the log.
pub fn by_log_type(value: &[u8], chosen: Option<LogType>) -> impl Iterator<Item = &'static Format> {
    let named =
        move |format: &&Format| format.log_type_headers.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(value));
    candidates(chosen).filter(named)
}

/// The format that a file name speaks for.
pub fn by_file_name(name: &str) -> Option<&'static Format> {
    let begins = |prefix: &&str| begins_with(name.as_bytes(), prefix.as_bytes());
    FORMATS.iter().find(|format| format.file_name_prefixes.iter().any(begins))
}

/// The format that a row without header looks like most, with how well; the file name decides where two fit equally well.
pub fn by_row(
    line: &[u8],
    records: &mut RecordReader,
    name: &str,
    chosen: Option<LogType>,
) -> Option<(Fit, &'static Format)> {
    let named = by_file_name(name).map(|format| format.log_type);
    let mut fit = |format: &Format| {
        let fields = records.split_as(format.layout, line);
        fields.map_or(Fit::No, |fields| (format.fit)(&fields, &Columns::in_order(format)))
    };
    let fits = candidates(chosen).rev().map(|format| (fit(format), format));
    let best = fits.max_by_key(|(fit, format)| (*fit, Some(format.log_type) == named))?;
    (best.0 > Fit::No).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str, name: &str) -> Option<LogType> {
        let found = by_row(line.as_bytes(), &mut RecordReader::default(), name, None);
        found.map(|(_, format)| format.log_type)
    }

    const RECEIVE: &str =
        "2026-01-05T10:00:00.000Z,EX01\\Default Frontend EX01,08DE4C1234567890,0,192.0.2.10:25,198.51.100.7:4711,+,,";
    const SEND: &str =
        "2026-01-05T10:00:00.000Z,To Fabrikam,08DE4C1234567890,0,,203.0.113.25:25,*,,attempting to connect";
    const CONNECTIVITY: &str = "2026-01-05T10:00:00.000Z,08DE4C1234567890,SMTP,fabrikam.com,-,Messages: 1 Bytes: 5 ()";

    #[test]
    fn rows_are_recognised_by_their_shape() {
        assert_eq!(row(RECEIVE, "x.txt"), Some(LogType::SmtpReceive));
        assert_eq!(row(SEND, "x.txt"), Some(LogType::SmtpSend));
        assert_eq!(row(CONNECTIVITY, "RECV20260105-1.LOG"), Some(LogType::Connectivity));
        assert_eq!(row(RECEIVE, "SEND20260105-1.LOG"), Some(LogType::SmtpReceive));
        assert_eq!(row(SEND, "RECV20260105-1.LOG"), Some(LogType::SmtpReceive), "both may have a bare connector name");
        assert_eq!(row("a,b,c", "RECV20260105-1.LOG"), None);
    }

    #[test]
    fn names_and_headers_speak_for_a_format() {
        assert_eq!(by_file_name("connectlog20260105-1.log").unwrap().log_type, LogType::Connectivity);
        assert!(by_file_name("RE").is_none());
        assert_eq!(by_log_type(b"smtp SEND protocol log", None).next().unwrap().log_type, LogType::SmtpSend);
    }

    #[test]
    fn columns_are_found_by_name_in_any_order() {
        let names: [&[u8]; 8] =
            [b"event", b"DATE-TIME", b"session-id", b"sequence-number", b"data", b"context", b"x", b"connector-id"];
        let columns = Columns::from_names(&smtp::RECEIVE, &names).unwrap();
        let mut reader = RecordReader::default();
        let fields = reader.split(b"+,time,id,7,d,c,?,conn").unwrap();
        assert_eq!(columns.get(&fields, 0), b"time");
        assert_eq!(columns.get(&fields, 1), b"conn");
        assert_eq!(columns.get(&fields, 4), b"", "a column that the file lacks is empty");
        assert_eq!(columns.get(&fields, 6), b"+");
        assert!(Columns::from_names(&smtp::RECEIVE, &names[..3]).is_none());
    }
}

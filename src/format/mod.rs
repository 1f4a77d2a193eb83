//! The log formats: one file a family, one row a format in [`FORMATS`].
//!
//! A format says how it is recognised (`#Log-type`, column names, the shape of a row, the file name) and how the fields
//! of a row become an [`Entry`]. Adding a format is adding a file here and a row to the table; what is in no row and has
//! a `#Fields` header is shown as a plain table.
//!
//! ColumnMap are found by name: `#Fields` may give them in any order and may be repeated, and changed, in mid-file. A
//! format addresses its columns by their place in its own `columns`, and [`ColumnMap`] maps those to the fields of a row.

pub mod agent;
pub mod column;
mod column_map;
pub mod connectivity;
pub mod http;
pub mod l_file;
pub mod mail_access;
mod nine_columns;
mod open_quote;
pub mod reader;
mod recognition;
mod refusal;
pub mod sink;
pub mod smtp;
#[cfg(test)]
mod test_support;
pub mod tracking;
pub mod virtual_server;
mod workspace;

use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, LogType};
use crate::text::{Fields, Layout};

use column_map::place;

pub use column::Property;
pub use column_map::ColumnMap;
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
    pub fit: fn(&Fields<'_>, &ColumnMap) -> Fit,
    /// The entry in a row, or why there is none.
    pub entry: for<'a> fn(&Fields<'a>, &ColumnMap, &'a mut Workspace) -> Result<Entry<'a>, DiagnosticKind>,
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

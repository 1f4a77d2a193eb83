//! The log formats: one file a family, one row a format in [`FORMATS`].
//!
//! A format says how it is recognised (`#Log-type`, column names, the shape of a row, the file name) and how the fields
//! of a row become an [`Entry`](crate::entry::Entry). Adding a format is adding a file here and a row to the table; what is in no row and has
//! a `#Fields` header is shown as a plain table.
//!
//! Columns are found by name: `#Fields` may give them in any order and may be repeated, and changed, in mid-file. A
//! format addresses its columns by their place in its own `columns`, and [`ColumnMap`] maps those to the fields of a row.

pub mod agent;
pub mod column;
mod column_map;
pub mod connectivity;
mod definition;
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

use crate::entry::LogType;

use column_map::{place, without};

pub use column::Property;
pub use column_map::ColumnMap;
pub use definition::{Fit, Format};
pub use reader::LogReader;
pub use sink::{Account, Cells, Correction, Evidence, RowSink};
pub use workspace::Workspace;

/// The table of formats. Where two fit a row equally well and the file name does not tell, the first one wins: send logs
/// have connectors without a server as a rule, receive logs as an exception.
pub static FORMATS: &[Format] = &[
    smtp::SEND,
    smtp::RECEIVE,
    connectivity::CONNECTIVITY,
    mail_access::POP3,
    mail_access::POP3_2007,
    mail_access::IMAP4,
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
    tracking::TRACKING_2003,
    agent::AGENT,
    http::HTTP,
];

/// The formats that a file may be read as: all, or those of the log type that the user chose.
pub fn candidates(chosen: Option<LogType>) -> impl DoubleEndedIterator<Item = &'static Format> {
    FORMATS.iter().filter(move |format| chosen.is_none_or(|chosen| chosen == format.log_type))
}

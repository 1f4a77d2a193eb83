//! The log formats: one file a family, one row a format in [`FORMATS`].
//!
//! A format defines how it is recognised (`#Log-type`, column names, the shape of a row, the file name) and how the
//! fields of a row become an [`Entry`](crate::entry::Entry). To add a format, add a file here and a row to the table.
//! Any other log with a `#Fields` header is shown as a plain table.
//!
//! Columns are found by name: `#Fields` may list them in any order, and may be repeated and changed in mid-file. A
//! format addresses a column by its index in its own `columns`, and [`ColumnMap`] maps that to a field of the row.

pub mod agent;
mod broken_lines;
mod checkpoint;
pub mod column;
mod column_map;
mod column_names;
pub mod connectivity;
mod definition;
mod export;
mod exported_rows;
mod headers;
mod held;
pub mod http;
mod http_proxy;
mod known_log;
pub mod l_file;
mod line_breaks;
mod line_pieces;
mod line_prefix;
mod list_output;
mod list_record;
pub mod mail_access;
mod message_trace;
mod nine_columns;
mod open_quote;
mod prefixed_lines;
pub mod reader;
mod recipient_rows;
mod recognition;
mod refusal;
mod renamed;
mod repair;
mod row_text;
mod row_width;
pub mod sink;
pub mod smtp;
mod stray_rows;
#[cfg(test)]
mod test_support;
mod time_fields;
pub mod tracking;
pub mod virtual_server;
mod workspace;
mod wrapped;
mod wrapped_rows;

use crate::entry::LogType;

use column_map::{place, without};

pub use checkpoint::Checkpoint;
pub use column::Property;
pub use column_map::ColumnMap;
pub use definition::{Fit, Format};
pub use reader::LogReader;
pub use sink::{Account, Cells, Correction, Evidence, RowSink};
pub use workspace::Workspace;

/// The table of formats. If two fit a row equally well and the file name does not decide, the first one wins:
/// connectors without a server name are the rule in send logs and an exception in receive logs.
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
    message_trace::MESSAGE_TRACE,
    message_trace::MESSAGE_TRACE_DETAIL,
    tracking::SELECTED_WITH_SENDER,
    tracking::SELECTED_WITH_RECIPIENTS,
    tracking::SELECTED_WITH_ID,
    tracking::SELECTED_WITH_SUBJECT,
    agent::AGENT,
    http::HTTP,
];

/// The formats that a file may be read as: all, or those of the log type that the user chose.
pub fn candidates(chosen: Option<LogType>) -> impl DoubleEndedIterator<Item = &'static Format> {
    FORMATS.iter().filter(move |format| chosen.is_none_or(|chosen| chosen == format.log_type))
}

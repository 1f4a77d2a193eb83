//! The origin of a log: its server and service.
//!
//! Few logs name them, so several indications are used, the most reliable first:
//!
//! 1. the folder, since each service logs to its own ([`path`] has a table of them), and the folder directly above
//!    those may be named after the server ([`host`]);
//! 2. the name of the file, if several services log to the same folder;
//! 3. the name of the connector, if it is a default English one;
//! 4. the local port. Port 25 is the weakest indication: before Exchange 2013, and on Edge Transport servers, the
//!    single transport service listens on it.
//!
//! A path comes from a browser, an archive or the user, with `/` or `\`, complete or without its leading folders. So
//! its folders are looked up, never its beginning. The connector-id of a receive log also has the server
//! (`SERVER\name`), which is more reliable than a folder name that anyone may have chosen.

pub mod file_name;
pub mod host;
pub mod path;
pub mod service;

pub use file_name::{FileDate, LogFileName};
pub use path::{PathOrigin, service_of_folder};
pub use service::Service;

use crate::bytes::split_once;

/// Server and connector name in a connector-id: `SERVER\Default Frontend SERVER`. Without a backslash, as in send logs,
/// the server is empty.
pub fn split_connector(connector: &[u8]) -> (&[u8], &[u8]) {
    match split_once(connector, b"\\") {
        Some((server, name)) if !server.is_empty() => (server, name),
        _ => (&[], connector),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_connector_ids() {
        assert_eq!(split_connector(b"EXCH01\\Relay\\2"), (&b"EXCH01"[..], &b"Relay\\2"[..]));
        assert_eq!(split_connector(b"To Internet"), (&b""[..], &b"To Internet"[..]));
        assert_eq!(split_connector(b"\\x"), (&b""[..], &b"\\x"[..]));
    }
}

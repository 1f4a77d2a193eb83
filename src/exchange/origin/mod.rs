//! Where a log comes from: which server, and which of its services.
//!
//! Few logs say that plainly, so several hints are asked, the surest first:
//!
//! 1. the folder, since each service writes into its own ([`path`] has the table of them), and a folder that stands
//!    directly above those may be named after the server ([`host`]);
//! 2. the name of the file, where several services write into one folder;
//! 3. the connector's name, as long as it is one that Exchange made and in English;
//! 4. the local port. Port 25 is the weakest hint: before Exchange 2013, and on Edge servers, the one transport service
//!    listens there itself.
//!
//! A path comes from a browser, from an archive or from a user, with `/` or `\`, whole or cut anywhere at its front. So
//! parts of it are looked for, never its beginning. The server stands in the connector-id of a receive log
//! (`SERVER\name`) too, and there it is surer than in a folder, which anybody may have named.

pub mod file_name;
pub mod host;
pub mod path;
pub mod service;

pub use file_name::{FileDate, LogFileName};
pub use path::PathOrigin;
pub use service::Service;

use crate::bytes::split_once;

/// Server and connector name of a connector-id: `SERVER\Default Frontend SERVER`. Without a backslash the server is empty, as
/// in send logs.
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

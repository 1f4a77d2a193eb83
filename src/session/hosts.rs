//! Whether a certificate is for the host that presented it, as far as the log has the names of the hosts at both ends.
//!
//! A server names itself in the reply to EHLO or HELO (RFC 5321, section 4.1.1.1) and in its greeting (section 4.3.1), a client in
//! EHLO or HELO. The name that a client looked up in DNS is not in the log. Facts and queries both ask here.

use super::view::SessionView;
use crate::bytes::first_word;
use crate::entry::LogType;
use crate::exchange::certificate::{is_for_host, is_host_name};
use crate::exchange::{Certificate, CertificateDirection};
use crate::store::{Session, Store};

/// The host with which a certificate of a session is compared, and whether it is for that host: the first of the names of the
/// side that presented it for which it is, or else the first. Empty and `None` where the log names no host; `None` also
/// where the certificate has no names.
pub fn fit<'a>(store: &'a Store, session: &'a Session, certificate: &Certificate<'_>) -> (&'a [u8], Option<bool>) {
    let Some(direction) = certificate.direction else { return (b"", None) };
    let view = SessionView::new(store, session);
    let is_of_client = (direction == CertificateDirection::Sent) == (session.log_type == LogType::SmtpSend);
    // The best known name comes first. Most certificates fit it, so the other one is not read before.
    let names: &[fn(&SessionView<'a>) -> &'a [u8]] = match is_of_client {
        true => &[|view| view.client_name()],
        false => &[|view| first_word(view.hello_reply()).0, |view| first_word(view.greeting()).0],
    };
    let mut compared = (&b""[..], None);
    for name in names {
        let host = name(&view);
        match is_for_host(certificate, host) {
            Some(true) => return (host, Some(true)),
            other if compared.0.is_empty() && is_host_name(host) => compared = (host, other),
            _ => {}
        }
    }
    compared
}

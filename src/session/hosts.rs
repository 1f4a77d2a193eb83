//! The names of the hosts at both ends of an SMTP session, and whether a certificate is for the one that presented it.
//!
//! A server names itself in the reply to EHLO or HELO (RFC 5321, section 4.1.1.1) and in its greeting (section 4.3.1), a client in
//! EHLO or HELO. The name that a client looked up in DNS is not in the log. Facts and queries both ask here.

use super::view::SessionView;
use crate::bytes::first_word;
use crate::entry::LogType;
use crate::exchange::certificate::{is_for_host, is_host_name};
use crate::exchange::{Certificate, CertificateDirection};
use crate::store::{Session, Store};

/// The names of the hosts at both ends, the best known first; empty where none is known.
#[derive(Clone, Copy, Debug)]
pub struct Hosts<'a> {
    own: [&'a [u8]; 2],
    remote: [&'a [u8]; 2],
}

impl<'a> Hosts<'a> {
    /// Those of a session.
    pub fn of(store: &'a Store, session: &'a Session) -> Hosts<'a> {
        let view = SessionView::new(store, session);
        let known = |name| if is_host_name(name) { name } else { &b""[..] };
        let client = [view.client_name(), b""].map(known);
        let server = [view.hello_reply(), view.greeting()].map(|text| known(first_word(text).0));
        match session.log_type {
            LogType::SmtpSend => Hosts { own: client, remote: server },
            _ => Hosts { own: server, remote: client },
        }
    }

    /// The host with which a certificate is compared, and whether it is for that host: the first of the names of the side
    /// that presented it for which it is, or else the first. Empty and `None` where the log names no host; `None`
    /// also where the certificate has no names.
    pub fn fit(&self, certificate: &Certificate<'_>) -> (&'a [u8], Option<bool>) {
        let names = match certificate.direction {
            Some(CertificateDirection::Sent) => self.own,
            Some(CertificateDirection::Received | CertificateDirection::Remote) => self.remote,
            None => [&b""[..]; 2],
        };
        let mut known = names.into_iter().filter(|name| !name.is_empty());
        let fitting = known.clone().find(|name| is_for_host(certificate, name) == Some(true));
        let host = fitting.or_else(|| known.next()).unwrap_or_default();
        (host, is_for_host(certificate, host))
    }
}

//! The certificates that were presented in a session.

use super::dialogue::Dialogue;
use super::facts::{banner, information};
use super::masking::{DisplayText, Mask};
use super::opened::Opened;
use super::reportable::{report_type, report_words};
use crate::bytes::first_word;
use crate::content::TextKind;
use crate::entry::LogType;
use crate::exchange::certificate::{Validity, is_for_host, is_host_name};
use crate::exchange::{Certificate, CertificateCollector, CertificateDirection, Information};
use crate::session::view::SessionView;
use crate::smtp::Verb;
use alloc::vec::Vec;

report_words! {
    /// The side that presented a certificate, as seen from the server that wrote the log.
    pub enum Presented {
        /// This server.
        Sent,
        /// The peer.
        Received,
        /// Not logged.
        Unknown,
    }
}

report_words! {
    /// Whether a certificate was valid at the time of the session.
    pub enum CertificateValidity {
        /// It was.
        Valid,
        /// It was, and expired within 30 days.
        ExpiresSoon,
        /// It had expired.
        Expired,
        /// It was not valid yet.
        NotYetValid,
        /// The log has no dates, or dates that can mean either.
        Unknown,
    }
}

report_words! {
    /// Whether a certificate names the host that presented it.
    pub enum HostFit {
        /// It does.
        Fits,
        /// It names others only.
        DoesNotFit,
        /// The log names no host, or the certificate has no names.
        Unknown,
    }
}

report_type! {
    /// A presented certificate.
    pub struct CertificateFact {
        /// The side that presented it.
        pub direction: Presented,
        /// What to call it: the common name of its subject, else its first alternate name.
        pub name: DisplayText<'static>,
        /// Distinguished name of the subject, which may be empty; null if unknown.
        pub subject: Option<DisplayText<'static>>,
        /// Distinguished name of the issuer; null if unknown.
        pub issuer: Option<DisplayText<'static>>,
        /// Subject and issuer together, where the log does not show where one ends; otherwise empty.
        pub undivided: DisplayText<'static>,
        /// Whether subject and issuer are the same; null if unknown.
        pub self_signed: Option<bool>,
        /// Serial number, hexadecimal.
        pub serial_number: DisplayText<'static>,
        /// Thumbprint, hexadecimal.
        pub thumbprint: DisplayText<'static>,
        /// Start of its validity, as logged.
        pub not_before: DisplayText<'static>,
        /// End of its validity, as logged.
        pub not_after: DisplayText<'static>,
        /// Subject alternative names.
        pub alternate_names: Vec<DisplayText<'static>>,
        /// Whether it was valid at the time of the session; null if the dates do not show it.
        pub valid_then: Option<bool>,
        /// The same with its reason.
        pub validity: CertificateValidity,
        /// The name of the host that presented it, from EHLO or the greeting; empty if not logged.
        pub host: DisplayText<'static>,
        /// Whether it names that host.
        pub fits: HostFit,
        /// Position of its first entry in the session.
        pub entry: u32,
    }
}

/// The presented certificates, in order.
pub fn certificates(opened: &Opened<'_>, dialogue: &Dialogue) -> Vec<CertificateFact> {
    let collected = collected(opened);
    // Most sessions have none.
    let hosts = if collected.is_empty() { Hosts::default() } else { Hosts::of(opened, dialogue) };
    let fact = |(place, found): &(usize, Certificate<'_>)| {
        certificate_fact(opened.mask(), found, *place as u32, opened.time(*place), hosts.presenting(found.direction))
    };
    collected.iter().map(fact).collect()
}

/// The presented certificates as logged, each with the place of its first entry.
fn collected<'a>(opened: &'a Opened<'_>) -> Vec<(usize, Certificate<'a>)> {
    let mut collector = CertificateCollector::default();
    for (place, row) in information(opened) {
        if let Information::Certificate(part) = row {
            collector.push(place as usize, &part);
        }
    }
    collector.finish()
}

/// The certificate of the other side, or else the server's own; `None` if none is logged.
pub fn decisive_certificate<'a>(opened: &'a Opened<'_>) -> Option<Certificate<'a>> {
    let of_other = |(_, found): &(usize, Certificate<'_>)| {
        matches!(found.direction, Some(CertificateDirection::Received | CertificateDirection::Remote))
    };
    let mut collected = collected(opened);
    let place = collected.iter().position(of_other).unwrap_or(0);
    (place < collected.len()).then(|| collected.swap_remove(place).1)
}

/// The names of the hosts at both ends, the best known first.
#[derive(Default)]
struct Hosts<'a> {
    own: Vec<&'a [u8]>,
    remote: Vec<&'a [u8]>,
}

impl<'a> Hosts<'a> {
    fn of(opened: &'a Opened<'_>, dialogue: &Dialogue) -> Hosts<'a> {
        let client = SessionView::new(&opened.archive.store, opened.session).client_name();
        let server = [hello_reply(opened, dialogue), banner(opened, dialogue).map(|(_, text)| text)];
        let server = server.into_iter().flatten().map(|text| first_word(text).0);
        let names = |names: &mut dyn Iterator<Item = &'a [u8]>| names.filter(|name| is_host_name(name)).collect();
        let (client, server) = (names(&mut core::iter::once(client)), names(&mut server.into_iter()));
        match opened.session.log_type {
            LogType::SmtpSend => Hosts { own: client, remote: server },
            _ => Hosts { own: server, remote: client },
        }
    }

    fn presenting(&self, direction: Option<CertificateDirection>) -> &[&'a [u8]] {
        match direction {
            Some(CertificateDirection::Sent) => &self.own,
            Some(CertificateDirection::Received | CertificateDirection::Remote) => &self.remote,
            None => &[],
        }
    }
}

/// The text of the reply to EHLO or HELO, which begins with the name of the server (RFC 5321, 4.1.1.1).
fn hello_reply<'a>(opened: &'a Opened<'_>, dialogue: &Dialogue) -> Option<&'a [u8]> {
    let mut replies = opened.texts_of(|kind| matches!(kind, TextKind::Reply { code: 250, .. }));
    let (_, text, kind) = replies.find(|(place, ..)| {
        let answered = dialogue.answers(*place).map(|place| opened.text(place).1);
        matches!(answered.and_then(TextKind::verb), Some(Verb::Ehlo | Verb::Helo))
    })?;
    text.reply(kind).map(|reply| reply.text)
}

fn certificate_fact(
    mask: Mask<'_>,
    certificate: &Certificate<'_>,
    entry: u32,
    time: i64,
    hosts: &[&[u8]],
) -> CertificateFact {
    let text = |part| mask.name(part).into_owned();
    let validity = match certificate.validity_at(time) {
        Some(Validity::Valid) => CertificateValidity::Valid,
        Some(Validity::ExpiresSoon) => CertificateValidity::ExpiresSoon,
        Some(Validity::Expired) => CertificateValidity::Expired,
        Some(Validity::NotYetValid) => CertificateValidity::NotYetValid,
        None => CertificateValidity::Unknown,
    };
    let (host, fits) = fit(certificate, hosts);
    CertificateFact {
        direction: match certificate.direction {
            Some(CertificateDirection::Sent) => Presented::Sent,
            Some(CertificateDirection::Received | CertificateDirection::Remote) => Presented::Received,
            None => Presented::Unknown,
        },
        name: text(certificate.display_name()),
        subject: certificate.subject.map(text),
        issuer: certificate.issuer.map(text),
        undivided: text(certificate.undivided),
        self_signed: certificate.is_self_signed(),
        serial_number: text(certificate.serial_number),
        thumbprint: text(certificate.thumbprint),
        not_before: text(certificate.not_before),
        not_after: text(certificate.not_after),
        alternate_names: certificate.names().map(text).collect(),
        valid_then: match validity {
            CertificateValidity::Valid | CertificateValidity::ExpiresSoon => Some(true),
            CertificateValidity::Expired | CertificateValidity::NotYetValid => Some(false),
            CertificateValidity::Unknown => None,
        },
        validity,
        host: text(host),
        fits,
        entry,
    }
}

/// The host that a certificate is compared with, and the result: the first of its names that fits, or else the first.
fn fit<'h>(certificate: &Certificate<'_>, hosts: &[&'h [u8]]) -> (&'h [u8], HostFit) {
    let fitting = hosts.iter().find(|host| is_for_host(certificate, host) == Some(true));
    let host = fitting.or(hosts.first()).copied().unwrap_or_default();
    match is_for_host(certificate, host) {
        Some(true) => (host, HostFit::Fits),
        Some(false) => (host, HostFit::DoesNotFit),
        None => (host, HostFit::Unknown),
    }
}

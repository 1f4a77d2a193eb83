//! The certificates that were presented in a session.

use super::facts::information;
use super::masking::DisplayText;
use super::opened::Opened;
use super::reportable::{report_type, report_words};
use crate::exchange::certificate::Validity;
use crate::exchange::{Certificate, CertificateCollector, CertificateDirection, Information};
use crate::session::hosts;
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
pub fn certificates(opened: &Opened<'_>) -> Vec<CertificateFact> {
    let collected = collected(opened);
    collected.iter().map(|(place, found)| certificate_fact(opened, found, *place)).collect()
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

fn certificate_fact(opened: &Opened<'_>, certificate: &Certificate<'_>, place: usize) -> CertificateFact {
    let mask = opened.mask();
    let text = |part| mask.name(part).into_owned();
    let validity = match certificate.validity_at(opened.time(place)) {
        Some(Validity::Valid) => CertificateValidity::Valid,
        Some(Validity::ExpiresSoon) => CertificateValidity::ExpiresSoon,
        Some(Validity::Expired) => CertificateValidity::Expired,
        Some(Validity::NotYetValid) => CertificateValidity::NotYetValid,
        None => CertificateValidity::Unknown,
    };
    let (host, fits) = hosts::fit(&opened.archive.store, opened.session, certificate);
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
        fits: match fits {
            Some(true) => HostFit::Fits,
            Some(false) => HostFit::DoesNotFit,
            None => HostFit::Unknown,
        },
        entry: place as u32,
    }
}

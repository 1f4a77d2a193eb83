//! Certificates in a protocol log.
//!
//! There are two forms. Up to Exchange 2013 a certificate takes six rows: `Sending certificate`, then one row per
//! attribute, which the context names. Since 2016 it takes [one row](row).

mod date;
mod host;
mod name;
mod row;

pub use host::{is_for_host, is_host_name};

use crate::bytes::{begins_with, strip_prefix};
use crate::time::Timestamp;
use alloc::vec::Vec;

/// Whose certificate it is, from the point of view of the logging server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateDirection {
    /// `Sending certificate`: the server's own.
    Sent,
    /// `Received certificate`: the other side's, in Exchange 2007 to 2013.
    Received,
    /// `Remote certificate`: the other side's, in the one-row form.
    Remote,
}

impl CertificateDirection {
    /// Reads the words at the start of a context, and returns the rest.
    fn split(context: &[u8]) -> Option<(CertificateDirection, &[u8])> {
        let after = |words: &[u8], direction| strip_prefix(context, words).map(|rest| (direction, rest));
        after(b"Sending certificate", CertificateDirection::Sent)
            .or_else(|| after(b"Received certificate", CertificateDirection::Received))
            .or_else(|| after(b"Remote certificate", CertificateDirection::Remote))
    }
}

/// An attribute that has a row of its own in the older form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// `Certificate subject`
    Subject,
    /// `Certificate issuer name`
    Issuer,
    /// `Certificate serial number`
    SerialNumber,
    /// `Certificate thumbprint`
    Thumbprint,
    /// `Certificate not before`
    NotBefore,
    /// `Certificate not after`
    NotAfter,
    /// `Certificate alternate names`
    AlternateNames,
}

impl Attribute {
    fn of(context: &[u8]) -> Option<Attribute> {
        let name = strip_prefix(context, b"Certificate ")?.trim_ascii();
        let known = ATTRIBUTES.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name));
        known.map(|(_, attribute)| *attribute)
    }
}

const ATTRIBUTES: &[(&str, Attribute)] = &[
    ("subject", Attribute::Subject),
    ("issuer name", Attribute::Issuer),
    ("serial number", Attribute::SerialNumber),
    ("thumbprint", Attribute::Thumbprint),
    ("not before", Attribute::NotBefore),
    ("not after", Attribute::NotAfter),
    ("alternate names", Attribute::AlternateNames),
];

/// The part of a certificate that is in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificatePart<'a> {
    /// The attributes follow in rows of their own.
    Begin(CertificateDirection),
    /// One attribute and its value.
    Attribute(Attribute, &'a [u8]),
    /// The whole certificate.
    Whole(Certificate<'a>),
}

impl<'a> CertificatePart<'a> {
    /// Whether a context announces a certificate or a part of one. Cheaper than [`CertificatePart::parse`].
    pub fn is_announced_by(context: &[u8]) -> bool {
        CertificateDirection::split(context).is_some() || Attribute::of(context).is_some()
    }

    /// Reads a row of either form.
    pub fn parse(data: &'a [u8], context: &[u8]) -> Option<CertificatePart<'a>> {
        if let Some(attribute) = Attribute::of(context) {
            return Some(CertificatePart::Attribute(attribute, data.trim_ascii()));
        }
        let (direction, _) = CertificateDirection::split(context)?;
        Some(match data.trim_ascii() {
            [] => CertificatePart::Begin(direction),
            _ => CertificatePart::Whole(row::certificate(direction, data)),
        })
    }
}

/// A certificate as far as it is in the log. Unknown values are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Certificate<'a> {
    /// Whose it is; `None` if that row is missing.
    pub direction: Option<CertificateDirection>,
    /// Distinguished name of the holder, which may be empty; `None` if unknown.
    pub subject: Option<&'a [u8]>,
    /// Distinguished name of the issuer; `None` if unknown.
    pub issuer: Option<&'a [u8]>,
    /// Subject and issuer together, where the log does not show where one ends.
    pub undivided: &'a [u8],
    /// Serial number in hexadecimal digits.
    pub serial_number: &'a [u8],
    /// SHA-1 thumbprint, 40 hexadecimal digits.
    pub thumbprint: &'a [u8],
    /// Start of validity, as logged.
    pub not_before: &'a [u8],
    /// End of validity, as logged.
    pub not_after: &'a [u8],
    /// Subject alternative names.
    pub alternate_names: &'a [u8],
}

/// Whether a certificate is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// It is, for more than 30 days.
    Valid,
    /// It is, and expires within 30 days.
    ExpiresSoon,
    /// No longer.
    Expired,
    /// Not yet.
    NotYetValid,
}

/// When a certificate is valid, as far as the dates in the log show it.
#[derive(Clone, Copy, Debug)]
pub struct ValidityPeriod {
    from: Option<date::Instants>,
    to: Option<date::Instants>,
}

impl ValidityPeriod {
    /// Whether the certificate is valid at a time in milliseconds since 1970 (UTC); `None` if the dates do not show it.
    pub fn validity_at(&self, time: i64) -> Option<Validity> {
        if self.to.is_some_and(|to| time > to.latest) {
            return Some(Validity::Expired);
        }
        let from = self.from?;
        if time < from.earliest {
            return Some(Validity::NotYetValid);
        }
        let to = self.to.filter(|to| time >= from.latest && time <= to.earliest)?;
        let is_soon = to.latest.saturating_sub(time) <= SOON;
        Some(if is_soon { Validity::ExpiresSoon } else { Validity::Valid })
    }
}

/// Milliseconds before the end of its validity from which a certificate expires soon: 30 days, as in the notices of
/// Exchange itself.
const SOON: i64 = 30 * 24 * 60 * 60 * 1000;

impl<'a> Certificate<'a> {
    /// The subject alternative names one by one.
    pub fn names(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let names = self.alternate_names.split(|byte| matches!(byte, b';' | b',' | b' '));
        // Windows shows a name as `DNS Name=mail.contoso.com`.
        let words = names.filter(|word| !word.is_empty() && *word != b"DNS");
        words.map(|name| strip_prefix(name, b"Name=").or_else(|| strip_prefix(name, b"DNS:")).unwrap_or(name))
    }

    /// What to call it: the common name of its subject, else its first alternate name, else the subject.
    pub fn display_name(&self) -> &'a [u8] {
        let subject = self.subject.unwrap_or_default();
        name::common_name(subject).or_else(|| self.names().next()).unwrap_or(subject)
    }

    /// Whether it was issued by its holder; `None` if subject or issuer is unknown.
    pub fn is_self_signed(&self) -> Option<bool> {
        let (subject, issuer) = (self.subject?, self.issuer?);
        Some(!subject.is_empty() && subject == issuer)
    }

    /// Whether it is valid at a time in milliseconds since 1970 (UTC); `None` if the dates in the log do not show it.
    pub fn validity_at(&self, time: i64) -> Option<Validity> {
        self.period().validity_at(time)
    }

    /// When it is valid.
    pub fn period(&self) -> ValidityPeriod {
        let [from, to] = date::instants([self.not_before, self.not_after]);
        ValidityPeriod { from, to }
    }

    /// When it expires, as it is written in the log and as if that were UTC; `None` where the day is uncertain.
    pub fn expiry(&self) -> Option<Timestamp> {
        let [_, to] = date::instants([self.not_before, self.not_after]);
        to?.as_written()
    }

    /// Adds the value of an attribute; false if the certificate has one already.
    fn add(&mut self, attribute: Attribute, value: &'a [u8]) -> bool {
        let field = match attribute {
            Attribute::Subject if self.subject.is_none() => self.subject.insert(b""),
            Attribute::Issuer if self.issuer.is_none() => self.issuer.insert(b""),
            Attribute::SerialNumber => &mut self.serial_number,
            Attribute::Thumbprint => &mut self.thumbprint,
            Attribute::NotBefore => &mut self.not_before,
            Attribute::NotAfter => &mut self.not_after,
            Attribute::AlternateNames => &mut self.alternate_names,
            Attribute::Subject | Attribute::Issuer => return false,
        };
        let is_new = field.is_empty();
        if is_new {
            *field = value;
        }
        is_new
    }
}

/// Collects certificates from the rows of one session, in the order of the rows.
///
/// An attribute without a preceding `Sending certificate`, or one that the current certificate already has, begins
/// another certificate: a log may begin or end between the rows.
#[derive(Clone, Debug, Default)]
pub struct CertificateCollector<'a> {
    certificates: Vec<(usize, Certificate<'a>)>,
    open: bool,
}

impl<'a> CertificateCollector<'a> {
    /// Adds a row; `entry` is the caller's number of it.
    pub fn push(&mut self, entry: usize, part: &CertificatePart<'a>) {
        match *part {
            CertificatePart::Begin(direction) => {
                self.open(entry, Certificate { direction: Some(direction), ..Certificate::default() });
            }
            CertificatePart::Attribute(attribute, value) => self.push_attribute(entry, attribute, value),
            CertificatePart::Whole(certificate) => {
                self.open(entry, certificate);
                self.open = false;
            }
        }
    }

    /// The certificates, each with the number of its first entry.
    pub fn finish(self) -> Vec<(usize, Certificate<'a>)> {
        self.certificates
    }

    fn open(&mut self, entry: usize, certificate: Certificate<'a>) {
        self.certificates.push((entry, certificate));
        self.open = true;
    }

    fn push_attribute(&mut self, entry: usize, attribute: Attribute, value: &'a [u8]) {
        let current = self.certificates.last_mut().filter(|_| self.open);
        if current.is_some_and(|(_, certificate)| certificate.add(attribute, value)) {
            return;
        }
        let mut certificate = Certificate::default();
        certificate.add(attribute, value);
        self.open(entry, certificate);
    }
}

/// Whether a context announces the chain status of a certificate, not the certificate.
pub(super) fn is_chain_status(context: &[u8]) -> bool {
    begins_with(context, b"Client certificate chain validation status")
        || begins_with(context, b"Remote certificate chain validation status")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMED: &[u8] = b"Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after \
        Subject alternate names";
    const THUMBPRINT: &str = "EC5A76488FE0A501C5FC28EC845E443889BA16E2";

    fn whole(data: &str) -> Certificate<'_> {
        match CertificatePart::parse(data.as_bytes(), NAMED) {
            Some(CertificatePart::Whole(certificate)) => certificate,
            other => panic!("not a whole certificate: {other:?}"),
        }
    }

    /// Subject, issuer, and what is undivided.
    fn names<'a>(certificate: &Certificate<'a>) -> (Option<&'a str>, Option<&'a str>, &'a str) {
        let text = |name: &'a [u8]| core::str::from_utf8(name).unwrap();
        (certificate.subject.map(text), certificate.issuer.map(text), text(certificate.undivided))
    }

    #[test]
    fn a_row_is_read_by_the_form_of_its_values() {
        let data = format!(
            " CN=mail.contoso.com CN=R3, O=Let's Encrypt, C=US 0404C0F0 {THUMBPRINT} 2023-08-12T10:39:24.000Z \
             2023-11-10T09:39:23.000Z mail.contoso.com;autodiscover.contoso.com"
        );
        let certificate = whole(&data);
        assert_eq!(certificate.direction, Some(CertificateDirection::Sent));
        assert_eq!(names(&certificate), (Some("CN=mail.contoso.com"), Some("CN=R3, O=Let's Encrypt, C=US"), ""));
        assert_eq!(certificate.serial_number, b"0404C0F0");
        assert_eq!(certificate.thumbprint, THUMBPRINT.as_bytes());
        assert!(certificate.names().eq([&b"mail.contoso.com"[..], b"autodiscover.contoso.com"]));
        assert_eq!(certificate.display_name(), b"mail.contoso.com");
        assert_eq!(certificate.is_self_signed(), Some(false));
    }

    #[test]
    fn an_empty_name_leaves_two_blanks() {
        let data = format!(
            "  CN=R10, O=Let's Encrypt, C=US 03A1 {THUMBPRINT} 2026-01-01T00:00:00.000Z 2026-04-01T00:00:00.000Z mx.fabrikam.com"
        );
        let certificate = whole(&data);
        assert_eq!(names(&certificate), (Some(""), Some("CN=R10, O=Let's Encrypt, C=US"), ""));
        assert_eq!((certificate.display_name(), certificate.is_self_signed()), (&b"mx.fabrikam.com"[..], Some(false)));
        let data = format!("  OU=Root, O=Fabrikam CN=x 03A1 {THUMBPRINT}");
        assert_eq!(names(&whole(&data)), (Some(""), Some("OU=Root, O=Fabrikam CN=x"), ""));
        let data = format!(" CN=a  03A1 {THUMBPRINT}");
        assert_eq!(names(&whole(&data)), (Some("CN=a"), Some(""), ""));
        let trimmed = format!("CN=R10, O=Let's Encrypt, C=US 03A1 {THUMBPRINT} mx.fabrikam.com");
        assert_eq!(names(&whole(&trimmed)), (None, None, "CN=R10, O=Let's Encrypt, C=US"), "the blanks are lost");
    }

    #[test]
    fn dates_may_be_missing_or_of_another_culture() {
        let data = format!(" CN=SRV CN=SRV 12DE {THUMBPRINT} SRV;SRV.contoso.com");
        let certificate = whole(&data);
        assert_eq!(names(&certificate), (Some("CN=SRV"), Some("CN=SRV"), ""));
        assert_eq!((certificate.serial_number, certificate.is_self_signed()), (&b"12DE"[..], Some(true)));
        assert_eq!((certificate.alternate_names, certificate.validity_at(0)), (&b"SRV;SRV.contoso.com"[..], None));
        let data = format!(" CN=a CN=b 12 {THUMBPRINT} 3/1/2026 1:00:00 PM 6/30/2026 1:00:00 PM a.com b.com");
        let certificate = whole(&data);
        assert_eq!(certificate.not_before, b"3/1/2026 1:00:00 PM");
        assert_eq!(certificate.not_after, b"6/30/2026 1:00:00 PM");
        assert!(certificate.names().eq([&b"a.com"[..], b"b.com"]), "separated by a blank");
    }

    #[test]
    fn alternate_names_may_be_missing_or_single() {
        let ends_with_date = format!("CN=a CN=b 12 {THUMBPRINT} 2023-08-12T10:39:24.000Z 2023-11-10T09:39:23.000Z");
        let certificate = whole(&ends_with_date);
        assert_eq!((certificate.alternate_names, certificate.not_after), (&b""[..], &b"2023-11-10T09:39:23.000Z"[..]));
        let ends_with_thumbprint = format!("CN=a CN=b 12 {THUMBPRINT}");
        assert_eq!(whole(&ends_with_thumbprint).thumbprint, THUMBPRINT.as_bytes());
        let single = format!("CN=a CN=b 12 {THUMBPRINT} SRV");
        assert_eq!(whole(&single).alternate_names, b"SRV");
        assert_eq!(whole(THUMBPRINT).thumbprint, THUMBPRINT.as_bytes(), "the thumbprint alone");
        let shown = format!(" CN=a CN=b 12 {THUMBPRINT} DNS Name=a.com, DNS Name=b.com");
        assert!(whole(&shown).names().eq([&b"a.com"[..], b"b.com"]));
    }

    #[test]
    fn a_redacted_row_is_not_misread() {
        let certificate = whole(" CN=*.contoso.com, OU=Redacted Certificate Information *.contoso.com;contoso.com");
        assert_eq!(names(&certificate), (None, None, "CN=*.contoso.com, OU=Redacted Certificate Information"));
        assert_eq!(certificate.names().count(), 2);
        let dates = "2026-01-01T00:00:00.000Z 2026-04-01T00:00:00.000Z";
        let data = format!(" CN=a, O=Contoso Inc. CN=CA 5 xxxx {THUMBPRINT} {dates} a.com");
        assert_eq!(names(&whole(&data)), (Some("CN=a, O=Contoso Inc."), Some("CN=CA 5"), ""));
        let data = format!(" CN=a CN=CA 5 <removed> {dates} a.com");
        let certificate = whole(&data);
        assert_eq!(names(&certificate), (Some("CN=a"), Some("CN=CA 5"), ""));
        assert_eq!(
            (certificate.not_before, certificate.alternate_names),
            (&b"2026-01-01T00:00:00.000Z"[..], &b"a.com"[..])
        );
        assert_eq!(names(&whole(" CN=a, O=Contoso Inc.")), (None, None, "CN=a, O=Contoso Inc."));
    }

    #[test]
    fn validity_is_stated_only_if_it_is_certain() {
        let at = |not_before: &str, not_after: &str, time: i64| {
            let certificate = Certificate {
                not_before: not_before.as_bytes(),
                not_after: not_after.as_bytes(),
                ..Certificate::default()
            };
            certificate.validity_at(time)
        };
        let (from, to) = ("2023-08-12T10:39:24.000Z", "2023-11-10T09:39:23.000Z");
        let (begin, end) = (1_691_836_764_000, 1_699_609_163_000);
        assert_eq!(at(from, to, begin - 1), Some(Validity::NotYetValid));
        assert_eq!(at(from, to, begin), Some(Validity::Valid));
        assert_eq!(at(from, to, end - SOON - 1), Some(Validity::Valid));
        assert_eq!(at(from, to, end - SOON), Some(Validity::ExpiresSoon));
        assert_eq!(at(from, to, end), Some(Validity::ExpiresSoon));
        assert_eq!(at(from, to, end + 1), Some(Validity::Expired));
        assert_eq!(at("", to, end + 1), Some(Validity::Expired));
        assert_eq!((at("", to, begin), at(from, "", begin), at("", "", begin)), (None, None, None));
        let local = ("12.08.2023 10:39:24", "10.11.2023 09:39:23");
        assert_eq!(at(local.0, local.1, begin), None, "the offset from UTC is unknown");
        assert_eq!(at(local.0, local.1, begin + 15 * 3_600_000), Some(Validity::Valid));
        assert_eq!(at("2/1/2023 1:00:00 PM", "3/1/2023 1:00:00 PM", begin), Some(Validity::Expired), "in either order");
        assert_eq!(at("2/1/2023 1:00:00 PM", "9/8/2023 1:00:00 PM", begin), None, "August or September");
    }

    fn collect<'a>(rows: &[(&'a str, &'a str)]) -> Vec<(usize, Certificate<'a>)> {
        let mut collector = CertificateCollector::default();
        for (entry, (data, context)) in rows.iter().enumerate() {
            let part = CertificatePart::parse(data.as_bytes(), context.as_bytes()).expect("a certificate row");
            collector.push(entry, &part);
        }
        collector.finish()
    }

    #[test]
    fn collects_a_certificate_from_its_rows() {
        let collected = collect(&[
            ("", "Sending certificate"),
            ("CN=*.contoso.com, O=Contoso", "Certificate subject"),
            ("CN=CA 5, C=US", "Certificate issuer name"),
            ("0404", "Certificate serial number"),
            ("352D", "Certificate thumbprint"),
            ("*.contoso.com;contoso.com", "Certificate alternate names"),
            ("", "Received certificate"),
            ("CN=mail.fabrikam.com", "Certificate subject"),
        ]);
        let [(0, sent), (6, received)] = collected.as_slice() else { panic!("{collected:?}") };
        assert_eq!(
            (sent.direction, sent.subject),
            (Some(CertificateDirection::Sent), Some(&b"CN=*.contoso.com, O=Contoso"[..]))
        );
        assert_eq!(
            (sent.issuer, sent.serial_number, sent.thumbprint),
            (Some(&b"CN=CA 5, C=US"[..]), &b"0404"[..], &b"352D"[..])
        );
        assert_eq!(sent.names().count(), 2);
        assert_eq!(
            (received.direction, received.subject),
            (Some(CertificateDirection::Received), Some(&b"CN=mail.fabrikam.com"[..]))
        );
    }

    #[test]
    fn an_attribute_without_a_beginning_or_repeated_starts_another_certificate() {
        let collected = collect(&[
            ("CN=a", "Certificate subject"),
            ("CN=b", "Certificate subject"),
            ("CN=x CN=y", "Sending certificate Subject Issuer name"),
            ("01", "Certificate serial number"),
        ]);
        let entries: Vec<_> = collected.iter().map(|(entry, _)| *entry).collect();
        assert_eq!(entries, [0, 1, 2, 3]);
        assert_eq!(collected.first().map(|(_, certificate)| certificate.direction), Some(None));
    }

    #[test]
    fn other_rows_are_not_certificates() {
        assert_eq!(CertificatePart::parse(b"", b"Certificate of merit"), None);
        assert!(!CertificatePart::is_announced_by(b"attempting to connect"));
        assert!(CertificatePart::is_announced_by(b"Remote certificate Subject Issuer name"));
        assert!(is_chain_status(b"Client certificate chain validation status: 'EmptyCertificate'"));
    }
}

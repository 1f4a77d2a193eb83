//! Certificates in a protocol log.
//!
//! There are two forms. Up to Exchange 2013 a certificate takes six rows: `Sending certificate`, then one row per
//! attribute, which the context names. Since 2016 it takes one row: the context lists the attributes, the data their
//! values, separated by blanks only. The first builds of 2016 omitted the dates.
//!
//! The one-row form cannot be read from the left, because subject and issuer contain blanks. So it is read **from the
//! right**, where each value has a form of its own: alternate names without blanks, two dates, forty hexadecimal
//! digits, more hexadecimal digits. The rest is subject and issuer. Windows quotes any value that contains `=`, `,` or
//! `+`, which shows where the issuer begins: at an attribute (`CN=`, `O=`) outside quotes that follows neither a comma
//! nor a plus. If there is not exactly one such place, both remain in the subject rather than being split arbitrarily.

use alloc::vec::Vec;

use crate::bytes::{begins_with, last_word, strip_prefix};

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
            values => CertificatePart::Whole(Certificate::from_values(direction, values)),
        })
    }
}

/// A certificate as far as it is in the log. Unknown values are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Certificate<'a> {
    /// Whose it is; `None` if that row is missing.
    pub direction: Option<CertificateDirection>,
    /// Distinguished name of the holder; subject and issuer together if they could not be separated.
    pub subject: &'a [u8],
    /// Distinguished name of the issuer.
    pub issuer: &'a [u8],
    /// Serial number in hexadecimal digits.
    pub serial_number: &'a [u8],
    /// SHA-1 thumbprint, 40 hexadecimal digits.
    pub thumbprint: &'a [u8],
    /// Start of validity, ISO 8601 UTC.
    pub not_before: &'a [u8],
    /// End of validity, ISO 8601 UTC.
    pub not_after: &'a [u8],
    /// Subject alternative names, separated by `;`.
    pub alternate_names: &'a [u8],
}

impl<'a> Certificate<'a> {
    fn from_values(direction: CertificateDirection, values: &'a [u8]) -> Certificate<'a> {
        let (rest, alternate_names) = split_alternate_names(values);
        let (rest, not_after) = split_if(rest, is_date);
        let (rest, not_before) = split_if(rest, is_date);
        let (rest, thumbprint) = split_if(rest, is_thumbprint);
        let (rest, serial_number) = match thumbprint {
            [] => (rest, thumbprint),
            _ => split_if(rest, is_hexadecimal),
        };
        let (subject, issuer) = split_names(rest);
        let direction = Some(direction);
        Certificate { direction, subject, issuer, serial_number, thumbprint, not_before, not_after, alternate_names }
    }

    /// The subject alternative names one by one.
    pub fn names(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let names = self.alternate_names.split(|byte| matches!(byte, b';' | b','));
        names.map(<[u8]>::trim_ascii).filter(|name| !name.is_empty())
    }

    /// Start and end of validity in milliseconds since 1970 (UTC); `None` if the log has no dates.
    pub fn validity(&self) -> Option<(i64, i64)> {
        Some((milliseconds(self.not_before)?, milliseconds(self.not_after)?))
    }

    /// Whether it was valid at a time in milliseconds since 1970 (UTC); `None` if the log has no dates.
    pub fn valid_at(&self, time: i64) -> Option<bool> {
        self.validity().map(|(from, to)| (from..=to).contains(&time))
    }

    fn attribute(&mut self, attribute: Attribute) -> &mut &'a [u8] {
        match attribute {
            Attribute::Subject => &mut self.subject,
            Attribute::Issuer => &mut self.issuer,
            Attribute::SerialNumber => &mut self.serial_number,
            Attribute::Thumbprint => &mut self.thumbprint,
            Attribute::AlternateNames => &mut self.alternate_names,
        }
    }
}

/// Splits off the last word if it has the form.
fn split_if(text: &[u8], has_form: impl Fn(&[u8]) -> bool) -> (&[u8], &[u8]) {
    match last_word(text) {
        (rest, word) if has_form(word) => (rest, word),
        _ => (text, &[]),
    }
}

/// Splits off the last word as the list of names, unless it is one of the values before it: a certificate without
/// alternate names ends with a date or the thumbprint, an anonymised one with a part of a name.
fn split_alternate_names(values: &[u8]) -> (&[u8], &[u8]) {
    let (rest, names) = last_word(values);
    let (_, before) = last_word(rest);
    let other = is_date(names) || is_thumbprint(names) || names.contains(&b'=');
    let follows_value = is_date(before) || is_thumbprint(before);
    let is_list = names.iter().any(|byte| matches!(byte, b';' | b'.'));
    if !other && (follows_value || is_list) { (rest, names) } else { (values, &[]) }
}

fn is_date(word: &[u8]) -> bool {
    milliseconds(word).is_some()
}

fn is_thumbprint(word: &[u8]) -> bool {
    word.len() == 40 && is_hexadecimal(word)
}

fn is_hexadecimal(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(u8::is_ascii_hexdigit)
}

/// Milliseconds since 1970 of an ISO 8601 time stamp.
fn milliseconds(text: &[u8]) -> Option<i64> {
    // Cheaper than the parser: nearly every word checked is not a date.
    text.first().filter(|byte| byte.is_ascii_digit())?;
    let time = chrono::DateTime::parse_from_rfc3339(core::str::from_utf8(text).ok()?).ok()?;
    Some(time.timestamp_millis())
}

/// Subject and issuer; both in the first if the boundary is uncertain.
fn split_names(names: &[u8]) -> (&[u8], &[u8]) {
    let mut starts = NameStarts { names, position: 0, quoted: false };
    match (starts.next(), starts.next()) {
        (Some(start), None) => {
            let (subject, issuer) = names.split_at_checked(start).unwrap_or((names, &[]));
            (subject.trim_ascii(), issuer)
        }
        _ => (names, &[]),
    }
}

/// The positions at which distinguished names begin, except the first.
struct NameStarts<'a> {
    names: &'a [u8],
    position: usize,
    quoted: bool,
}

impl Iterator for NameStarts<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            let byte = *self.names.get(self.position)?;
            self.position += 1;
            match byte {
                b'"' => self.quoted = !self.quoted,
                b' ' if !self.quoted && self.begins_name() => return Some(self.position),
                _ => {}
            }
        }
    }
}

impl NameStarts<'_> {
    /// Whether an attribute at the position begins a name, rather than continuing the preceding one.
    fn begins_name(&self) -> bool {
        let Some((before, after)) = self.names.split_at_checked(self.position) else {
            return false;
        };
        let key = after.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'.').count();
        let is_attribute = key > 0 && after.get(key) == Some(&b'=');
        is_attribute && !matches!(before.trim_ascii_end().last(), None | Some(b',' | b'+'))
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
        match current.map(|(_, certificate)| certificate.attribute(attribute)) {
            Some(field) if field.is_empty() => *field = value,
            _ => {
                let mut certificate = Certificate::default();
                *certificate.attribute(attribute) = value;
                self.open(entry, certificate);
            }
        }
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

    #[test]
    fn reads_the_one_row_shape_from_the_right() {
        let data = format!(
            " CN=mail.contoso.com CN=R3, O=Let's Encrypt, C=US 0404C0F0 {THUMBPRINT} 2023-08-12T10:39:24.000Z \
             2023-11-10T09:39:23.000Z mail.contoso.com;autodiscover.contoso.com"
        );
        let certificate = whole(&data);
        assert_eq!(certificate.direction, Some(CertificateDirection::Sent));
        assert_eq!(certificate.subject, b"CN=mail.contoso.com");
        assert_eq!(certificate.issuer, b"CN=R3, O=Let's Encrypt, C=US");
        assert_eq!(certificate.serial_number, b"0404C0F0");
        assert_eq!(certificate.thumbprint, THUMBPRINT.as_bytes());
        assert!(certificate.names().eq([&b"mail.contoso.com"[..], b"autodiscover.contoso.com"]));
        assert_eq!(certificate.validity(), Some((1_691_836_764_000, 1_699_609_163_000)));
        assert_eq!(certificate.valid_at(1_691_836_764_000), Some(true));
        assert_eq!(certificate.valid_at(1_691_836_763_999), Some(false));
        assert_eq!(certificate.valid_at(1_699_609_163_001), Some(false));
    }

    #[test]
    fn reads_the_early_shape_without_dates() {
        let data = format!(" CN=SRV CN=SRV 12DE {THUMBPRINT} SRV;SRV.contoso.com");
        let certificate = whole(&data);
        assert_eq!((certificate.subject, certificate.issuer), (&b"CN=SRV"[..], &b"CN=SRV"[..]));
        assert_eq!(
            (certificate.serial_number, certificate.alternate_names),
            (&b"12DE"[..], &b"SRV;SRV.contoso.com"[..])
        );
        assert_eq!((certificate.validity(), certificate.valid_at(0)), (None, None));
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
    }

    #[test]
    fn a_redacted_row_is_not_split() {
        let certificate = whole(" CN=*.contoso.com, OU=Redacted Certificate Information *.contoso.com;contoso.com");
        assert_eq!(certificate.subject, b"CN=*.contoso.com, OU=Redacted Certificate Information");
        assert_eq!((certificate.issuer, certificate.names().count()), (&b""[..], 2));
    }

    #[test]
    fn divides_the_names_where_the_second_begins() {
        let names = |text: &'static str| {
            let (subject, issuer) = split_names(text.as_bytes());
            format!("{}|{}", subject.escape_ascii(), issuer.escape_ascii()).replace("\\\"", "\"")
        };
        assert_eq!(names("CN=a, O=Contoso Corp CN=CA 5, O=Fabrikam"), "CN=a, O=Contoso Corp|CN=CA 5, O=Fabrikam");
        assert_eq!(names("CN=a OU=Root, O=Fabrikam"), "CN=a|OU=Root, O=Fabrikam");
        assert_eq!(names("CN=a E=x@fabrikam.com, CN=CA"), "CN=a|E=x@fabrikam.com, CN=CA");
        assert_eq!(names("CN=a + OU=b CN=CA"), "CN=a + OU=b|CN=CA");
        assert_eq!(names(r#"CN=a, O="Contoso CN=x, Inc." CN=CA"#), r#"CN=a, O="Contoso CN=x, Inc."|CN=CA"#);
        assert_eq!(names("CN=a CN=b CN=c"), "CN=a CN=b CN=c|");
        assert_eq!(names("CN=a, O=b"), "CN=a, O=b|");
        assert_eq!(names(""), "|");
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
            (Some(CertificateDirection::Sent), &b"CN=*.contoso.com, O=Contoso"[..])
        );
        assert_eq!(
            (sent.issuer, sent.serial_number, sent.thumbprint),
            (&b"CN=CA 5, C=US"[..], &b"0404"[..], &b"352D"[..])
        );
        assert_eq!(sent.names().count(), 2);
        assert_eq!(
            (received.direction, received.subject),
            (Some(CertificateDirection::Received), &b"CN=mail.fabrikam.com"[..])
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

//! A certificate in one row, as Exchange 2016 and later write it.
//!
//! The context lists the attributes, the data their values, with nothing but a blank between them; subject and issuer
//! contain blanks themselves. So the values with a form of their own are located first: the thumbprint, the serial
//! number before it, the dates after it. What precedes them is subject and issuer, what follows are the alternate
//! names. The first builds of 2016 omitted the dates.
//!
//! An empty value leaves two blanks in a row: a certificate without a subject, as public authorities now issue them,
//! begins with them.

use super::date::split_date;
use super::name::{Names, divide};
use super::{Certificate, CertificateDirection};
use crate::bytes::last_word;

/// Reads the values of a certificate.
pub fn certificate(direction: CertificateDirection, data: &[u8]) -> Certificate<'_> {
    let row = Row::of(data);
    let mut certificate = Certificate {
        direction: Some(direction),
        serial_number: row.serial_number,
        thumbprint: row.thumbprint,
        not_before: row.not_before,
        not_after: row.not_after,
        alternate_names: row.alternate_names,
        ..Certificate::default()
    };
    match row.names() {
        Names::Known { subject, issuer } => (certificate.subject, certificate.issuer) = (Some(subject), Some(issuer)),
        Names::Undivided(names) => certificate.undivided = names,
    }
    certificate
}

/// The values of a row, with subject and issuer in one.
#[derive(Default)]
struct Row<'a> {
    /// Subject and issuer, with the blanks around them.
    names: &'a [u8],
    serial_number: &'a [u8],
    thumbprint: &'a [u8],
    not_before: &'a [u8],
    not_after: &'a [u8],
    alternate_names: &'a [u8],
}

impl<'a> Row<'a> {
    fn of(data: &'a [u8]) -> Row<'a> {
        let data = data.trim_ascii_end();
        let Some((before, thumbprint, after)) = split_at_thumbprint(data).or_else(|| split_at_dates(data)) else {
            let (names, alternate_names) = split_host_names(data);
            return Row { names, alternate_names, ..Row::default() };
        };
        let (names, serial_number) =
            split_last(before, if thumbprint.is_empty() { is_removed } else { is_serial_number });
        let (not_before, after) = split_date(after).unwrap_or((b"", after));
        let (not_after, after) = split_date(after).unwrap_or((b"", after));
        Row { names, serial_number, thumbprint, not_before, not_after, alternate_names: after.trim_ascii() }
    }

    /// Subject and issuer. One of them is empty if there are two blanks where it should be.
    fn names(&self) -> Names<'a> {
        let both = self.names.trim_ascii();
        let is_known = !self.serial_number.is_empty();
        if is_known && self.names.starts_with(b"  ") {
            Names::Known { subject: b"", issuer: both }
        } else if is_known && self.names.ends_with(b"  ") {
            Names::Known { subject: both, issuer: b"" }
        } else {
            divide(both)
        }
    }
}

/// The text before the thumbprint, the thumbprint, and the text after it. If several words look like one, it is the
/// last that follows a serial number.
fn split_at_thumbprint(data: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let mut found: Option<(usize, &[u8])> = None;
    let mut follows_serial_number = false;
    let (mut before, mut at) = (&b""[..], 0);
    for word in data.split(|byte| *byte == b' ') {
        let follows = is_serial_number(before);
        if is_thumbprint(word) && (follows || !follows_serial_number) {
            (found, follows_serial_number) = (Some((at, word)), follows);
        }
        before = if word.is_empty() { before } else { word };
        at += word.len() + 1;
    }
    let (start, word) = found?;
    Some((data.get(..start)?, word, data.get(start + word.len()..)?))
}

/// The text before two dates in a row, no thumbprint, and the text from the dates on: somebody removed the thumbprint.
fn split_at_dates(data: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let begins =
        |at: &usize| data.get(*at).is_some_and(u8::is_ascii_digit) && (*at == 0 || data.get(*at - 1) == Some(&b' '));
    let mut places = (0..data.len()).filter(begins);
    places.find_map(|at| {
        let (before, dates) = data.split_at_checked(at)?;
        let (_, rest) = split_date(dates)?;
        split_date(rest).map(|_| (before, &b""[..], dates))
    })
}

/// Splits off the last word if it has the form; keeps the blanks before it, except one.
fn split_last(text: &[u8], has_form: impl Fn(&[u8]) -> bool) -> (&[u8], &[u8]) {
    let (_, word) = last_word(text);
    let end = text.trim_ascii_end().len().saturating_sub(word.len());
    match text.get(..end) {
        Some(rest) if has_form(word) => (rest, word),
        _ => (text, b""),
    }
}

/// Splits off the last word if it is a list of hosts.
fn split_host_names(data: &[u8]) -> (&[u8], &[u8]) {
    let is_host = |name: &[u8]| {
        let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'*');
        name.iter().all(is_letter) && name.last().is_some_and(u8::is_ascii_alphanumeric)
    };
    let is_list = |word: &[u8]| {
        word.iter().any(|byte| matches!(byte, b';' | b'.')) && word.split(|byte| *byte == b';').all(is_host)
    };
    split_last(data, is_list)
}

/// A thumbprint: SHA-1, or SHA-256.
fn is_thumbprint(word: &[u8]) -> bool {
    matches!(word.len(), 40 | 64) && is_hexadecimal(word)
}

/// A serial number, or what somebody put in its place.
fn is_serial_number(word: &[u8]) -> bool {
    is_hexadecimal(word) || is_removed(word)
}

fn is_hexadecimal(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(u8::is_ascii_hexdigit)
}

/// What people put in place of a value that nobody should see: `xxxx`, `****`, `<removed>`.
fn is_removed(word: &[u8]) -> bool {
    let same = |of: &[u8]| word.len() >= 3 && word.iter().all(|byte| of.contains(byte));
    same(b"xX") || same(b"*") || same(b"#") || (word.starts_with(b"<") && word.ends_with(b">"))
}

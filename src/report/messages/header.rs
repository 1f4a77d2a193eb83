//! What a pasted block of headers says: RFC 5321 (4.4) for `Received`.

use super::header_fields::{fields, is_known};
use super::{HeaderBlock, ReceivedLine};
use crate::bytes::{begins_with, decimal, words};
use crate::report::masking::Mask;
use crate::report::units::TimeMs;
use crate::time::common_log_time;
use alloc::vec::Vec;

/// Most `Received` fields that are read; loops have some dozens.
const MOST_RECEIVED: usize = 100;

/// Reads a block of headers; `None` if the text is none. The Message-ID, the address of `From` and the subject come with it, as
/// one of them is searched for.
pub fn header(text: &str, mask: Mask<'_>) -> Option<(HeaderBlock, [Vec<u8>; 3])> {
    let fields = fields(text);
    if !fields.iter().any(|(name, _)| is_known(name)) {
        return None;
    }
    let first = |wanted: &[u8]| {
        let field = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        field.map_or(&b""[..], |(_, value)| value.as_slice())
    };
    let shown = |value: &[u8]| mask.name(value).into_owned();
    let received = fields.iter().filter(|(name, _)| name.eq_ignore_ascii_case(b"Received"));
    let mut received: Vec<ReceivedLine> =
        received.take(MOST_RECEIVED).map(|(_, value)| received_line(value, mask)).collect();
    received.reverse();
    let (id, from, subject) = (bracketed(first(b"Message-ID")), first(b"From"), first(b"Subject"));
    let block = HeaderBlock {
        message_id: shown(id),
        from: shown(from),
        to: shown(first(b"To")),
        subject: shown(subject),
        date: date(first(b"Date")),
        received,
    };
    Some((block, [id, address(from), subject].map(<[u8]>::to_vec)))
}

/// The text in angle brackets with them; all of it without them.
fn bracketed(value: &[u8]) -> &[u8] {
    let begin = value.iter().position(|&byte| byte == b'<');
    let end = value.iter().rposition(|&byte| byte == b'>');
    match (begin, end) {
        (Some(begin), Some(end)) => value.get(begin..=end).unwrap_or(value),
        _ => value,
    }
}

/// The address in `Anna <anna@contoso.com>`; the last one, as a name can have brackets, too.
fn address(value: &[u8]) -> &[u8] {
    let inner = bracketed(value);
    let begin = inner.iter().rposition(|&byte| byte == b'<').map_or(0, |begin| begin + 1);
    inner.get(begin..).map_or(inner, |inner| inner.strip_suffix(b">").unwrap_or(inner))
}

/// The words that begin a part of a `Received` field.
const PARTS: [&[u8]; 6] = [b"from", b"by", b"via", b"with", b"id", b"for"];

fn received_line(value: &[u8], mask: Mask<'_>) -> ReceivedLine {
    let (clauses, time) = match value.iter().rposition(|&byte| byte == b';') {
        Some(end) => (&value[..end], date(&value[end + 1..])),
        None => (value, None),
    };
    let mut parts: [Vec<u8>; PARTS.len()] = Default::default();
    let (mut current, mut depth) = (None, 0_usize);
    for word in words(clauses) {
        let part = PARTS.iter().position(|part| part.eq_ignore_ascii_case(word));
        // In brackets is what the server found out about the other side.
        match part.filter(|&part| depth == 0 && parts[part].is_empty()) {
            Some(part) => current = Some(part),
            None => {
                if let Some(part) = current {
                    let text: &mut Vec<u8> = &mut parts[part];
                    if !text.is_empty() {
                        text.push(b' ');
                    }
                    text.extend_from_slice(word);
                }
            }
        }
        let count = |bracket| word.iter().filter(|&&byte| byte == bracket).count();
        depth = (depth + count(b'(')).saturating_sub(count(b')'));
    }
    // Some servers write a comment after the recipient.
    let recipient = &mut parts[PARTS.len() - 1];
    if let Some(comment) = memchr::memmem::find(recipient, b" (") {
        recipient.truncate(comment);
    }
    let [from, by, _, with, id, recipient] = parts.map(|part| mask.name(&part).into_owned());
    ReceivedLine { from, by, with, id, recipient, time }
}

/// The zones that have names (RFC 5322, 4.3). The letters of military zones say nothing, other than `Z`.
const ZONES: [(&[u8], &[u8]); 12] = [
    (b"GMT", b"+0000"),
    (b"UT", b"+0000"),
    (b"UTC", b"+0000"),
    (b"Z", b"+0000"),
    (b"EDT", b"-0400"),
    (b"EST", b"-0500"),
    (b"CDT", b"-0500"),
    (b"CST", b"-0600"),
    (b"MDT", b"-0600"),
    (b"MST", b"-0700"),
    (b"PDT", b"-0700"),
    (b"PST", b"-0800"),
];

/// A date such as `Mon, 2 Mar 2026 09:55:00 +0100 (CET)`, also with what was allowed once (RFC 5322, 4.3). `None` if its zone
/// is not known.
fn date(text: &[u8]) -> Option<TimeMs> {
    let text = text.iter().rposition(|&byte| byte == b',').map_or(text, |comma| &text[comma + 1..]);
    let is_digit = |word: &&[u8]| word.first().is_some_and(u8::is_ascii_digit);
    // The comma after the day of the week may be left out.
    let mut words = words(text).skip_while(|word| !is_digit(word));
    let (day, month, year, clock) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let zone = words.next().unwrap_or(b"+0000");
    let zone = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(zone)).map_or(zone, |(_, offset)| offset);
    let month = if month.len() > 3 && is_month(month) { month.get(..3)? } else { month };
    let century = match (year.len(), decimal(year)?) {
        (2, ..50) => &b"20"[..],
        (2, _) => b"19",
        _ => b"",
    };
    let year = if year.len() == 3 { alloc::format!("{}", 1900 + decimal(year)?).into_bytes() } else { year.to_vec() };
    // Seconds may be left out, and a leap second has the number 60.
    let is_leap = clock.len() > 5 && clock.ends_with(b":60");
    let (clock, seconds, leap) = match clock.iter().filter(|&&byte| byte == b':').count() {
        1 => (clock, &b":00"[..], 0),
        _ if is_leap => (&clock[..clock.len() - 3], &b":59"[..], 1_000),
        _ => (clock, &b""[..], 0),
    };
    let written = [day, b"/", month, b"/", century, &year, b":", clock, seconds, b" ", zone].concat();
    common_log_time(&written).map(|time| (time.0 + leap).into())
}

/// Whether a word is the full name of a month.
fn is_month(word: &[u8]) -> bool {
    const MONTHS: [&str; 11] = [
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.iter().any(|month| month.as_bytes().eq_ignore_ascii_case(word)) || word.eq_ignore_ascii_case(b"Sept")
}

/// Whether a text looks like headers although it has one line only.
pub fn begins_with_field(text: &str) -> bool {
    let text = text.trim_start().as_bytes();
    [&b"Received:"[..], b"Message-ID:", b"Subject:"].iter().any(|field| begins_with(text, field))
}

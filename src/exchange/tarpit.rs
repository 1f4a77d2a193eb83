//! Tarpit rows: Exchange delays a reply; the row has the delay and, since about 2013, the reason.
//!
//! The delay is a .NET time span, `d.hh:mm:ss[.fff]`. The reason is a word of Exchange or the delayed reply itself: a
//! delayed reply to a failed logon slows attackers down, `DelayedAck` waits for a shadow copy, `Back Pressure` means
//! that the server is short of resources (Set-ReceiveConnector, TarpitInterval and MaxAcknowledgementDelay; Microsoft's page
//! on back pressure).

use crate::bytes::{between, decimal, split_once, strip_prefix};
use crate::smtp::Reply;

/// A delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tarpit<'a> {
    /// The delay in milliseconds; `None` if the time span is invalid.
    pub duration_ms: Option<u64>,
    /// The reason as logged; `None` without one.
    pub reason: Option<&'a [u8]>,
    /// The context: `Delivered` for a delayed acknowledgement that succeeded; usually empty.
    pub result: &'a [u8],
}

/// The reason of a delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TarpitReason<'a> {
    /// Exchange waits until the message is delivered or a shadow copy exists (shadow redundancy).
    DelayedAck,
    /// The server is short of disk space, memory or queue capacity.
    BackPressure,
    /// The delayed reply.
    Reply(Reply<'a>),
    /// Any other text.
    Other(&'a [u8]),
}

impl<'a> Tarpit<'a> {
    /// Whether the data of a row announces a delay.
    pub fn is_announced_by(data: &[u8]) -> bool {
        strip_prefix(data, b"Tarpit for '").is_some()
    }

    /// Reads `Tarpit for '0.00:00:05' due to '…'`.
    pub fn parse(data: &'a [u8], context: &'a [u8]) -> Option<Tarpit<'a>> {
        let rest = strip_prefix(data, b"Tarpit for '")?;
        let (span, rest) = split_once(rest, b"'")?;
        let reason = strip_prefix(rest.trim_ascii(), b"due to '");
        let reason = reason.map(|reason| reason.strip_suffix(b"'").unwrap_or(reason));
        Some(Tarpit { duration_ms: time_span(span), reason, result: context.trim_ascii() })
    }

    /// The kind of reason.
    pub fn reason(&self) -> Option<TarpitReason<'a>> {
        let reason = self.reason?;
        Some(if reason.eq_ignore_ascii_case(b"DelayedAck") {
            TarpitReason::DelayedAck
        } else if reason.eq_ignore_ascii_case(b"Back Pressure") || reason.eq_ignore_ascii_case(b"BackPressure") {
            TarpitReason::BackPressure
        } else {
            Reply::parse(reason).map_or(TarpitReason::Other(reason), TarpitReason::Reply)
        })
    }
}

/// Milliseconds of a .NET time span, `[d.]hh:mm:ss[.fff]`; further decimal places are ignored.
pub fn time_span(text: &[u8]) -> Option<u64> {
    let (hours, rest) = split_once(text, b":")?;
    let (minutes, seconds) = split_once(rest, b":")?;
    let (days, hours) = split_once(hours, b".").unwrap_or((b"0", hours));
    let (seconds, fraction) = split_once(seconds, b".").unwrap_or((seconds, b"0"));
    let hours = decimal(days)?.checked_mul(24)?.checked_add(decimal(hours)?)?;
    let minutes = hours.checked_mul(60)?.checked_add(decimal(minutes)?)?;
    let seconds = minutes.checked_mul(60)?.checked_add(decimal(seconds)?)?;
    seconds.checked_mul(1000)?.checked_add(thousandths(fraction)?)
}

/// Milliseconds of the decimal places of a second; only the first three count.
fn thousandths(decimals: &[u8]) -> Option<u64> {
    decimal(decimals)?;
    let first = decimals.get(..3).unwrap_or(decimals);
    let scale = [1, 100, 10, 1].get(first.len())?;
    Some(decimal(first)? * scale)
}

/// The text in the first pair of single quotes.
pub(super) fn quoted(text: &[u8]) -> Option<&[u8]> {
    between(text, b"'", b"'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse<'a>(data: &'a str, context: &'a str) -> Tarpit<'a> {
        Tarpit::parse(data.as_bytes(), context.as_bytes()).expect("a tarpit row")
    }

    #[test]
    fn reads_time_spans() {
        for (text, expected) in [
            ("0.00:00:05", Some(5_000)),
            ("0.00:00:25.639", Some(25_639)),
            ("0.00:00:00.5", Some(500)),
            ("00:01:00.1234567", Some(60_123)),
            ("1.02:03:04", Some(93_784_000)),
            ("00:05", None),
            ("a.00:00:05", None),
            ("0.00:00:05.x", None),
            ("-0.00:00:05", None),
            ("18446744073709551615.00:00:00", None),
            ("", None),
        ] {
            assert_eq!(time_span(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn reads_rows_with_and_without_a_reason() {
        let plain = parse("Tarpit for '0.00:00:05'", "");
        assert_eq!((plain.duration_ms, plain.reason()), (Some(5_000), None));
        let acknowledged = parse("Tarpit for '0.00:00:25.639' due to 'DelayedAck'", "Delivered");
        assert_eq!(acknowledged.reason(), Some(TarpitReason::DelayedAck));
        assert_eq!((acknowledged.duration_ms, acknowledged.result), (Some(25_639), &b"Delivered"[..]));
        let pressed = parse("Tarpit for '0.00:00:55' due to 'Back Pressure'", "");
        assert_eq!(pressed.reason(), Some(TarpitReason::BackPressure));
        assert_eq!(parse("Tarpit for '0.00:00:05' due to 'x'", "").reason(), Some(TarpitReason::Other(b"x")));
    }

    #[test]
    fn the_reason_may_be_the_reply() {
        let row = parse("Tarpit for '0.00:00:05' due to '535 5.7.3 Authentication unsuccessful'", "");
        assert!(matches!(row.reason(), Some(TarpitReason::Reply(Reply { code: 535, .. }))));
        let apostrophe = parse("Tarpit for '0.00:00:05' due to '550 5.1.1 it's gone'", "");
        assert_eq!(apostrophe.reason, Some(&b"550 5.1.1 it's gone"[..]));
    }

    #[test]
    fn a_truncated_row_is_read_as_far_as_possible() {
        assert_eq!(Tarpit::parse(b"Tarpit for '0.00", b""), None);
        assert_eq!(parse("Tarpit for 'soon'", "").duration_ms, None);
        assert_eq!(parse("Tarpit for '0.00:00:05' due to 'Del", "").reason, Some(&b"Del"[..]));
        assert_eq!(quoted(b"status: 'None'; x"), Some(&b"None"[..]));
    }
}

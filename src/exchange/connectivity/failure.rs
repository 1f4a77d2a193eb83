//! What failed before a connection was open: the query for its address, or the attempt to connect.

use super::{is_host, without_stop};
use crate::bytes::{contains, decimal, first_word, rsplit_once, split_once, strip_prefix};
use crate::exchange::{delivery_type, winsock};

/// A connection that could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedConnection<'a> {
    /// Address, with port where the log has one; may be empty.
    pub address: &'a [u8],
    /// `TimedOut`; empty if the row has no reason.
    pub error: &'a [u8],
    /// Winsock error code, see [`super::super::winsock`].
    pub code: Option<u32>,
    rest: &'a [u8],
}

/// The beginnings of a row about a connection that failed.
const FAILED: &[&[u8]] = &[
    b"Failed connection to",
    b"Failed to connect to",
    b"Unable to connect to",
    b"Failed connection",
    b"Failed to connect",
    b"Unable to connect",
];

impl<'a> FailedConnection<'a> {
    /// `Failed connection to 192.0.2.7:25 (TimedOut:0000274C)[TargetHost:…][TargetIPAddress:…]`
    pub(super) fn parse(description: &'a [u8]) -> Option<FailedConnection<'a>> {
        // The first letter distinguishes most rows.
        if !matches!(description.first(), Some(b'F' | b'f' | b'U' | b'u')) {
            return None;
        }
        let text = FAILED.iter().find_map(|beginning| strip_prefix(description, beginning))?;
        let before_targets = split_once(text, b"[Target").map_or(text, |(before, _)| before);
        let word = first_word(before_targets).0;
        let is_address = word.iter().any(|byte| matches!(byte, b'.' | b':')) && !word.starts_with(b"(");
        let address = if is_address { word.split(|byte| *byte == b'(').next().unwrap_or_default() } else { b"" };
        let reason = split_once(before_targets, b"(")
            .map_or(&b""[..], |(_, rest)| split_once(rest, b")").map_or(rest, |(reason, _)| reason));
        let (error, code) = match rsplit_once(reason, b":") {
            Some((error, code)) if error_code(code.trim_ascii()).is_some() => {
                (error.trim_ascii(), error_code(code.trim_ascii()))
            }
            Some((error, _)) if !error.contains(&b' ') => (error, None),
            _ => (reason, error_code(reason)),
        };
        Some(FailedConnection { address: without_stop(address), error, code, rest: text })
    }

    /// What Exchange has recorded about the host and the address.
    pub fn targets(&self) -> impl Iterator<Item = Target<'a>> + use<'a> {
        targets(self.rest)
    }
}

/// The code of a socket error: eight hexadecimal digits, or the number of a known error.
fn error_code(digits: &[u8]) -> Option<u32> {
    if digits.len() == 8 {
        return digits.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?));
    }
    decimal(digits).and_then(|code| u32::try_from(code).ok()).filter(|code| winsock::error(*code).is_some())
}

/// What Exchange has recorded about a failed target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'a> {
    /// Host or address, with port.
    pub name: &'a [u8],
    /// `MarkedUnhealthy` and the like.
    pub state: &'a [u8],
    /// Consecutive failures.
    pub failures: Option<u64>,
    /// The next retry, ISO 8601 UTC; empty if it is not in the row.
    pub next_retry: &'a [u8],
}

/// The targets in a description: `[TargetIPAddress:192.0.2.7:25|MarkedUnhealthy|FailureCount:15|NextRetryTime:…]`.
pub fn targets(description: &[u8]) -> impl Iterator<Item = Target<'_>> {
    let mut rest = description;
    core::iter::from_fn(move || {
        loop {
            let (_, after) = split_once(rest, b"[Target")?;
            // The closing bracket may be cut off. A name can have brackets of its own: `[2001:db8::1]:25`.
            let end = memchr::memmem::find(after, b"[Target").unwrap_or(after.len());
            let (item, next) = after.split_at_checked(end)?;
            rest = next;
            if let Some(target) = Target::parse(item.trim_ascii_end().strip_suffix(b"]").unwrap_or(item)) {
                return Some(target);
            }
        }
    })
}

impl<'a> Target<'a> {
    /// `IPAddress:192.0.2.7:25|MarkedUnhealthy|FailureCount:15|NextRetryTime:…`
    fn parse(text: &'a [u8]) -> Option<Target<'a>> {
        let (_, text) = split_once(text, b":")?;
        let mut parts = text.split(|byte| *byte == b'|').map(<[u8]>::trim_ascii);
        let name = parts.next()?;
        let state = parts.find(|part| !part.contains(&b':'))?;
        // A name may look like one of these.
        let after_state = |name: &[u8]| parts.clone().find_map(|part| strip_prefix(part, name));
        Some(Target {
            name,
            state,
            failures: after_state(b"FailureCount:").and_then(decimal),
            next_retry: after_state(b"NextRetryTime:")
                .map_or(b"", |time| time.split(|byte| *byte == b']').next().unwrap_or_default()),
        })
    }
}

/// A DNS query that gave no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DnsFailure<'a> {
    /// The domain that was asked for; empty if the row does not name it.
    pub domain: &'a [u8],
    /// Exchange's word for the error, `ErrorRetry`; empty if the row has none.
    pub error: &'a [u8],
}

impl<'a> DnsFailure<'a> {
    /// `The DNS query for 'DnsConnectorDelivery':'fabrikam.com':'<GUID>' failed with error : ErrorRetry`
    pub(super) fn parse(description: &'a [u8]) -> Option<DnsFailure<'a>> {
        // In capitals, unlike the delivery type DnsConnectorDelivery.
        let is_dns = memchr::memmem::find(description, b"DNS").is_some() || contains(description, b"name resolution");
        if !is_dns {
            return None;
        }
        let error = description.split(|byte| !byte.is_ascii_alphanumeric()).find(|word| is_dns_error(word));
        let is_said = || [&b"fail"[..], b"error", b"timed out"].iter().any(|word| contains(description, word));
        (error.is_some() || is_said())
            .then(|| DnsFailure { domain: domain(description), error: error.unwrap_or_default() })
    }
}

/// Whether a word is Exchange's for an answer without an address: `ErrorRetry`, `InfoNoRecords`, `ServerFailure`.
fn is_dns_error(word: &[u8]) -> bool {
    let is_of_kind =
        |kind: &&[u8]| word.strip_prefix(*kind).and_then(<[u8]>::first).is_some_and(u8::is_ascii_uppercase);
    [&b"Error"[..], b"Info"].iter().any(is_of_kind) || word == b"ServerFailure"
}

/// The domain in `[Domain:Result] = fabrikam.com:ErrorRetry;`.
fn domain_with_result(text: &[u8]) -> Option<&[u8]> {
    let (_, results) = split_once(text, b"[Domain:Result] = ")?;
    let (domain, _) = split_once(results, b":")?;
    is_host(domain).then_some(domain)
}

/// The domain of a query: the one with the result, or the quoted name that is neither a delivery type nor the GUID of a
/// connector.
fn domain(text: &[u8]) -> &[u8] {
    if let Some(domain) = domain_with_result(text) {
        return domain;
    }
    let mut quoted = text.split(|byte| matches!(byte, b'\'' | b'"')).skip(1).step_by(2);
    let is_guid = |name: &[u8]| name.len() == 36 && name.iter().filter(|byte| **byte == b'-').count() == 4;
    quoted.find(|name| delivery_type::meaning(name).is_none() && !is_guid(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(description: &'static str) -> FailedConnection<'static> {
        FailedConnection::parse(description.as_bytes()).unwrap()
    }

    #[test]
    fn reads_a_failed_connection() {
        let failed = failed(
            "Failed connection to 192.0.2.7:25 (TimedOut:0000274C)[TargetHost:mx.fabrikam.com:25|MarkedUnhealthy|\
             FailureCount:15|NextRetryTime:2016-11-05T17:01:44.184Z][TargetIPAddress:192.0.2.7:25|MarkedUnhealthy|\
             FailureCount:2|NextRetryTime:2016-11-05T17:02:44.184Z]",
        );
        assert_eq!((failed.address, failed.error, failed.code), (&b"192.0.2.7:25"[..], &b"TimedOut"[..], Some(10060)));
        let targets: Vec<_> = failed.targets().collect();
        let host = Target {
            name: b"mx.fabrikam.com:25",
            state: b"MarkedUnhealthy",
            failures: Some(15),
            next_retry: b"2016-11-05T17:01:44.184Z",
        };
        assert_eq!((targets.len(), targets[0]), (2, host));
        assert_eq!((targets[1].name, targets[1].failures), (&b"192.0.2.7:25"[..], Some(2)));
    }

    #[test]
    fn reads_other_wordings_and_incomplete_ones() {
        let parts = |description| {
            let FailedConnection { address, error, code, .. } = failed(description);
            [address, error]
                .map(|part| core::str::from_utf8(part).unwrap())
                .into_iter()
                .chain(code.map(|_| "+"))
                .collect()
        };
        let cases: [(&str, &[&str]); 10] = [
            ("Failed connection to 192.0.2.7", &["192.0.2.7", ""]),
            ("Failed connection to 192.0.2.7:25 (TimedOut", &["192.0.2.7:25", "TimedOut"]),
            ("Failed connection to mx1.x (Odd:123456789)", &["mx1.x", "Odd"]),
            (
                "Failed to connect to [2001:db8::7]:25(ConnectionRefused:0000274D)",
                &["[2001:db8::7]:25", "ConnectionRefused", "+"],
            ),
            ("Failed to connect. Error 10061", &["", ""]),
            ("Failed to connect to 192.0.2.7, (10061)", &["192.0.2.7", "10061", "+"]),
            ("Unable to connect", &["", ""]),
            ("Failed to connect to the server (TimedOut)", &["", "TimedOut"]),
            ("failed connection to 192.0.2.7:25.", &["192.0.2.7:25", ""]),
            ("Failed connection to mx.x[TargetHost:mx.x:25|MarkedUnhealthy]", &["mx.x", ""]),
        ];
        for (description, expected) in cases {
            let found: Vec<&str> = parts(description);
            assert_eq!(found, expected, "{description}");
        }
        assert_eq!(FailedConnection::parse(b"Connection pool failed"), None);
    }

    #[test]
    fn targets_are_found_anywhere_and_where_they_are_cut() {
        let found = |text: &'static str| -> Vec<Target<'static>> { targets(text.as_bytes()).collect() };
        let cut =
            found("x [TargetIPAddress:[2001:db8::7]:25|MarkedUnhealthy|FailureCount:3|NextRetryTime:2026-03-02T09:17");
        assert_eq!((cut[0].name, cut[0].failures), (&b"[2001:db8::7]:25"[..], Some(3)));
        assert_eq!(cut[0].next_retry, b"2026-03-02T09:17");
        assert!(found("[TargetHost:y]").is_empty() && found("[Target").is_empty() && found("").is_empty());
        assert_eq!(found("[TargetHost:y|#MarkedUnhealthy]")[0].state, b"#MarkedUnhealthy");
        let named_so = &found("[TargetHost:NextRetryTime:1|MarkedUnhealthy]")[0];
        assert_eq!((named_so.name, named_so.next_retry), (&b"NextRetryTime:1"[..], &b""[..]));
    }

    #[test]
    fn reads_dns_failures() {
        let parts = |description: &'static str| {
            let failure = DnsFailure::parse(description.as_bytes())?;
            Some([failure.domain, failure.error].map(|part| core::str::from_utf8(part).unwrap()))
        };
        let by_connector = "The DNS query for  'DnsConnectorDelivery':'nodomain.example':'20ea587d-f931-4617-ae72-\
                            76b1dfca85ef' failed with error : ErrorRetry";
        assert_eq!(parts(by_connector), Some(["nodomain.example", "ErrorRetry"]));
        assert_eq!(parts("DNS query failed with error InfoNoRecords."), Some(["", "InfoNoRecords"]));
        assert_eq!(parts("The DNS query for 'a.example' failed."), Some(["a.example", ""]));
        assert_eq!(parts("The name resolution failed with error: ErrorTimeout (x)"), Some(["", "ErrorTimeout"]));
        assert_eq!(parts("DNS lookup failed (InfoDomainNonexistent)"), Some(["", "InfoDomainNonexistent"]));
        assert_eq!(parts("DNS server returned ServerFailure for a.example"), Some(["", "ServerFailure"]));
        let reported =
            "DNS server returned InfoNoRecords reported by 192.0.2.53. [Domain:Result] = a.example:InfoNoRecords;";
        assert_eq!(parts(reported), Some(["a.example", "InfoNoRecords"]));
        assert_eq!(parts("DNS lookup timed out"), Some(["", ""]));
        assert_eq!(parts("The DNS query for 'a.example' took 20 ms"), None);
        assert_eq!(parts("DnsConnectorDelivery failed"), None);
    }
}

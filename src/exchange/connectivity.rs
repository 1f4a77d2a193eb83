//! Descriptions in the connectivity log: the next hop of a connection, and whether it was reached.
//!
//! One session is one attempt to reach a next hop: a `+` row with the queue, `>` rows with the DNS answer and every
//! address that was tried, a `-` row with the totals. A description can be read only together with its direction: a
//! single server name is the mailbox server after `+`, and has no known meaning after `>`. Descriptions of unknown form
//! stay text.
//!
//! The trap: Exchange truncates long DNS answers with dots (`192.0.2.1, ....`), so a list of addresses may be
//! incomplete.

use crate::bytes::{decimal, first_word, leading_decimal, rsplit_once, split_once, strip_prefix, strip_suffix};

/// The field `direction` of the connectivity log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `+`: the session begins.
    Connect,
    /// `>`: progress of the session.
    Progress,
    /// `-`: the session ends.
    Disconnect,
}

/// A parsed description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connectivity<'a> {
    /// `DnsConnectorDelivery <GUID>;QueueLength=TQ=1;RN=1;`
    NextHop(NextHop<'a>),
    /// The mailbox server from which mail is retrieved (MapiSubmission).
    MailboxServer {
        /// Its name.
        server: &'a [u8],
    },
    /// `host[address, address]`: the DNS answer.
    Resolved(Resolved<'a>),
    /// `Established connection to …`
    Established {
        /// Address, with port where the log has one.
        address: &'a [u8],
    },
    /// `Failed connection to …`
    Failed(FailedConnection<'a>),
    /// `Messages: 1 Bytes: 28272 ()`
    Finished(Finished<'a>),
    /// Unknown: shown as logged.
    Other,
}

/// The queue of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextHop<'a> {
    /// See [`super::delivery_type`].
    pub delivery_type: &'a [u8],
    /// GUID of the connector, site or DAG; zeros without one.
    pub id: &'a [u8],
    /// Messages in the queue: `QueueLength=3`, or the `TQ` part of `QueueLength=TQ=3;RN=1;`.
    pub queue_length: Option<u64>,
    /// The `RN` part; `None` in older logs.
    pub ready: Option<u64>,
}

/// A DNS answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved<'a> {
    /// The host.
    pub host: &'a [u8],
    addresses: &'a [u8],
}

/// A connection that could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedConnection<'a> {
    /// Address, with port where the log has one.
    pub address: &'a [u8],
    /// `TimedOut`; empty if the row has no reason.
    pub error: &'a [u8],
    /// Winsock error code, see [`super::winsock`].
    pub code: Option<u32>,
    /// What Exchange has recorded about the host, `MarkedUnhealthy`.
    pub host: Option<TargetHealth<'a>>,
    /// What Exchange has recorded about the address.
    pub ip_address: Option<TargetHealth<'a>>,
}

/// What Exchange has recorded about a failed target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetHealth<'a> {
    /// Host or address, with port.
    pub target: &'a [u8],
    /// `MarkedUnhealthy` and the like.
    pub state: &'a [u8],
    /// Consecutive failures.
    pub failures: Option<u64>,
    /// The next retry, ISO 8601 UTC; empty if it is not in the row.
    pub next_retry: &'a [u8],
}

/// How the session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished<'a> {
    /// Messages sent.
    pub messages: u64,
    /// Bytes sent.
    pub bytes: u64,
    /// Empty on success; otherwise Exchange's words, `Retry : Unable to connect`.
    pub result: &'a [u8],
}

impl<'a> Connectivity<'a> {
    /// Reads a description.
    pub fn parse(direction: Direction, description: &'a [u8]) -> Connectivity<'a> {
        let description = description.trim_ascii();
        let parsed = match direction {
            Direction::Connect => NextHop::parse(description)
                .map(Connectivity::NextHop)
                .or_else(|| is_host(description).then_some(Connectivity::MailboxServer { server: description })),
            Direction::Progress => progress(description),
            Direction::Disconnect => Finished::parse(description).map(Connectivity::Finished),
        };
        parsed.unwrap_or(Connectivity::Other)
    }
}

fn progress(description: &[u8]) -> Option<Connectivity<'_>> {
    if let Some(address) = strip_prefix(description, b"Established connection to ") {
        return Some(Connectivity::Established { address: address.trim_ascii() });
    }
    if let Some(failure) = strip_prefix(description, b"Failed connection to ") {
        return Some(Connectivity::Failed(FailedConnection::parse(failure)));
    }
    Resolved::parse(description).map(Connectivity::Resolved)
}

/// Whether a text can be a host name.
fn is_host(text: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    !text.is_empty() && text.iter().all(|byte| allowed(byte) || !byte.is_ascii())
}

impl<'a> NextHop<'a> {
    fn parse(description: &'a [u8]) -> Option<NextHop<'a>> {
        let (hop, queue) = split_once(description, b";QueueLength=")?;
        let (delivery_type, id) = first_word(hop);
        let (total, ready) = match strip_prefix(queue, b"TQ=") {
            Some(total) => (total, split_once(total, b";RN=").map(|(_, ready)| ready)),
            None => (queue, None),
        };
        let number = |text| leading_decimal(text).map(|(number, _)| number);
        Some(NextHop { delivery_type, id, queue_length: number(total), ready: ready.and_then(number) })
    }
}

impl<'a> Resolved<'a> {
    fn parse(description: &'a [u8]) -> Option<Resolved<'a>> {
        let (host, addresses) = split_once(description, b"[")?;
        let addresses = addresses.strip_suffix(b"]").unwrap_or(addresses);
        is_host(host).then_some(Resolved { host, addresses })
    }

    /// The addresses in their order.
    pub fn addresses(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let items = self.addresses.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
        items.filter(|item| item.iter().any(|byte| *byte != b'.'))
    }

    /// Whether Exchange truncated the list, so that not all addresses are in the log.
    pub fn is_cut(&self) -> bool {
        self.addresses.trim_ascii_end().ends_with(b"...")
    }
}

impl<'a> FailedConnection<'a> {
    /// `192.0.2.7:25 (TimedOut:0000274C)[TargetHost:…][TargetIPAddress:…]`
    fn parse(text: &'a [u8]) -> FailedConnection<'a> {
        let (address, rest) = first_word(text);
        let (reason, targets) = match rest.strip_prefix(b"(").and_then(|rest| split_once(rest, b")")) {
            Some(found) => found,
            None => (&rest[..0], rest),
        };
        let (error, code) = rsplit_once(reason, b":").unwrap_or((reason, b""));
        let health = |name| split_once(targets, name).and_then(|(_, target)| TargetHealth::parse(target));
        FailedConnection {
            address,
            error,
            code: hexadecimal(code),
            host: health(b"[TargetHost:"),
            ip_address: health(b"[TargetIPAddress:"),
        }
    }
}

/// Up to eight hexadecimal digits.
fn hexadecimal(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 8 {
        return None;
    }
    digits.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?))
}

impl<'a> TargetHealth<'a> {
    /// `192.0.2.7:25|MarkedUnhealthy|FailureCount:15|NextRetryTime:…]`; the closing bracket may be missing.
    fn parse(text: &'a [u8]) -> Option<TargetHealth<'a>> {
        let text = split_once(text, b"|")
            .map(|(target, rest)| (target, split_once(rest, b"]").map_or(rest, |(rest, _)| rest)));
        let (target, rest) = text?;
        let (state, counts) = split_once(rest, b"|").unwrap_or((rest, b""));
        let count = |name: &[u8]| counts.split(|byte| *byte == b'|').find_map(|count| strip_prefix(count, name));
        Some(TargetHealth {
            target,
            state,
            failures: count(b"FailureCount:").and_then(decimal),
            next_retry: count(b"NextRetryTime:").unwrap_or_default(),
        })
    }
}

impl<'a> Finished<'a> {
    fn parse(description: &'a [u8]) -> Option<Finished<'a>> {
        let (messages, rest) = leading_decimal(strip_prefix(description, b"Messages:")?.trim_ascii_start())?;
        let (bytes, rest) = leading_decimal(strip_prefix(rest.trim_ascii_start(), b"Bytes:")?.trim_ascii_start())?;
        let result = rest.trim_ascii();
        let result = result.strip_prefix(b"(").unwrap_or(result);
        Some(Finished { messages, bytes, result: strip_suffix(result, b")").unwrap_or(result).trim_ascii() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(sign: &str, description: &'static str) -> Connectivity<'static> {
        let direction = match sign {
            "+" => Direction::Connect,
            "-" => Direction::Disconnect,
            _ => Direction::Progress,
        };
        Connectivity::parse(direction, description.as_bytes())
    }

    #[test]
    fn reads_the_next_hop_of_both_versions() {
        let newer = parse("+", "DnsConnectorDelivery 20ea587d-f931-4617-ae72-76b1dfca85ef;QueueLength=TQ=12;RN=3;");
        let expected = NextHop {
            delivery_type: b"DnsConnectorDelivery",
            id: b"20ea587d-f931-4617-ae72-76b1dfca85ef",
            queue_length: Some(12),
            ready: Some(3),
        };
        assert_eq!(newer, Connectivity::NextHop(expected));
        let Connectivity::NextHop(older) = parse("+", "Undefined 00000000;QueueLength=0") else { panic!() };
        assert_eq!((older.delivery_type, older.queue_length, older.ready), (&b"Undefined"[..], Some(0), None));
        let Connectivity::NextHop(odd) = parse("+", "x;QueueLength=TQ=;") else { panic!() };
        assert_eq!((odd.id, odd.queue_length), (&b""[..], None));
    }

    #[test]
    fn a_lone_name_is_the_mailbox_server_only_at_the_beginning() {
        assert_eq!(parse("+", "MBX-01.contoso.com"), Connectivity::MailboxServer { server: b"MBX-01.contoso.com" });
        assert_eq!(parse(">", "MBX-01.contoso.com"), Connectivity::Other);
        assert_eq!(parse("+", "two words"), Connectivity::Other);
        assert_eq!(parse("+", ""), Connectivity::Other);
    }

    #[test]
    fn reads_dns_answers() {
        let resolved = |description| match parse(">", description) {
            Connectivity::Resolved(resolved) => (resolved.host, resolved.addresses().count(), resolved.is_cut()),
            other => panic!("{other:?}"),
        };
        assert_eq!(resolved("mx.fabrikam.com[192.0.2.7]"), (&b"mx.fabrikam.com"[..], 1, false));
        assert_eq!(resolved("mx.fabrikam.com[192.0.2.7, 2001:db8::7]"), (&b"mx.fabrikam.com"[..], 2, false));
        assert_eq!(resolved("mx.fabrikam.com[192.0.2.7, 192.0.2.8, ...."), (&b"mx.fabrikam.com"[..], 2, true));
        assert_eq!(resolved("mx.fabrikam.com["), (&b"mx.fabrikam.com"[..], 0, false));
    }

    #[test]
    fn reads_connections() {
        assert_eq!(
            parse(">", "Established connection to 192.0.2.7"),
            Connectivity::Established { address: b"192.0.2.7" }
        );
        let Connectivity::Failed(failed) = parse(
            ">",
            "Failed connection to 192.0.2.7:25 (TimedOut:0000274C)[TargetHost:mx.fabrikam.com:25|MarkedUnhealthy|\
             FailureCount:15|NextRetryTime:2016-11-05T17:01:44.184Z][TargetIPAddress:192.0.2.7:25|MarkedUnhealthy|\
             FailureCount:2|NextRetryTime:2016-11-05T17:02:44.184Z]",
        ) else {
            panic!()
        };
        assert_eq!((failed.address, failed.error, failed.code), (&b"192.0.2.7:25"[..], &b"TimedOut"[..], Some(10060)));
        let host = failed.host.expect("the host's health");
        assert_eq!((host.target, host.state), (&b"mx.fabrikam.com:25"[..], &b"MarkedUnhealthy"[..]));
        assert_eq!((host.failures, host.next_retry), (Some(15), &b"2016-11-05T17:01:44.184Z"[..]));
        assert_eq!(failed.ip_address.and_then(|address| address.failures), Some(2));
    }

    #[test]
    fn reads_an_incomplete_failure() {
        let failed = |description| match parse(">", description) {
            Connectivity::Failed(failed) => failed,
            other => panic!("{other:?}"),
        };
        assert_eq!(failed("Failed connection to 192.0.2.7").error, b"");
        assert_eq!(failed("Failed connection to 192.0.2.7:25 (TimedOut").code, None);
        assert_eq!(failed("Failed connection to x (Odd:123456789)").code, None);
        assert_eq!(failed("Failed connection to x (ConnectionRefused:0000274D)[TargetHost:y]").host, None);
    }

    #[test]
    fn reads_the_end() {
        let finished = |description| match parse("-", description) {
            Connectivity::Finished(end) => Some((end.messages, end.bytes, end.result)),
            _ => None,
        };
        assert_eq!(finished("Messages: 1 Bytes: 28272 ()"), Some((1, 28272, &b""[..])));
        let retry = &b"Retry : Unable to connect"[..];
        assert_eq!(finished("Messages: 0 Bytes: 0 (Retry : Unable to connect)"), Some((0, 0, retry)));
        assert_eq!(finished("Messages: 0 Bytes: 0"), Some((0, 0, &b""[..])));
        assert_eq!(finished("Messages: many"), None);
        assert_eq!(finished(""), None);
    }
}

//! Descriptions in the connectivity log: the next hop of a connection, and whether it was reached.
//!
//! One session is one attempt to reach a next hop: a `+` row with the queue, `>` rows with the DNS answer and every
//! address that was tried, a `-` row with the totals. Builds word and arrange these descriptions differently, so each
//! is read by its parts: a part that is not known stays text and says nothing about the session.
//!
//! The direction matters for one form alone: a single server name is the next hop after `+`, and has no known meaning
//! elsewhere.

mod end;
mod failure;
mod resolved;

pub use end::{End, Finished};
pub use failure::{DnsFailure, FailedConnection, Target, targets};
pub use resolved::resolved;

use super::delivery_type;
use crate::bytes::{between, first_word, leading_decimal, split_once, strip_prefix};
use crate::smtp::Reply;

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
    /// `host[address, address], host[address]`: the DNS answer, to be read with [`resolved()`].
    Resolved {
        /// The list.
        hosts: &'a [u8],
    },
    /// `Established connection to …`
    Established {
        /// Address, with port where the log has one; may be empty.
        address: &'a [u8],
    },
    /// `Failed connection to …`
    Failed(FailedConnection<'a>),
    /// `The DNS query for … failed with error : …`
    DnsFailed(DnsFailure<'a>),
    /// Targets that are not used for a while, to be read with [`targets`].
    Unhealthy {
        /// The text that has them.
        targets: &'a [u8],
    },
    /// The reply of a server.
    Reply(Reply<'a>),
    /// `Messages: 1 Bytes: 28272 ()`
    Finished(Finished<'a>),
    /// Unknown: shown as logged.
    Other,
}

/// The queue of the connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NextHop<'a> {
    /// See [`super::delivery_type`]; or the server to which mail is delivered, or from which it is fetched.
    pub name: &'a [u8],
    /// GUID of the connector, site or DAG; empty without one.
    pub id: &'a [u8],
    /// Messages in the queue: `QueueLength=3`, or the `TQ` part of `QueueLength=TQ=3;RN=1;`.
    pub queue_length: Option<u64>,
    /// The `RN` part, those to be sent now; `None` in older logs.
    pub ready: Option<u64>,
}

impl<'a> Connectivity<'a> {
    /// Reads a description.
    pub fn parse(direction: Direction, description: &'a [u8]) -> Connectivity<'a> {
        let description = description.trim_ascii();
        let next_hop = if direction == Direction::Connect { NextHop::parse(description) } else { None };
        next_hop
            .map(Connectivity::NextHop)
            .or_else(|| Finished::parse(description).map(Connectivity::Finished))
            .or_else(|| established(description))
            .or_else(|| FailedConnection::parse(description).map(Connectivity::Failed))
            .or_else(|| resolved(description).next().map(|_| Connectivity::Resolved { hosts: description }))
            .or_else(|| targets(description).next().map(|_| Connectivity::Unhealthy { targets: description }))
            .or_else(|| DnsFailure::parse(description).map(Connectivity::DnsFailed))
            .or_else(|| Reply::parse(description).map(Connectivity::Reply))
            .unwrap_or(Connectivity::Other)
    }

    /// Whether any address that is named satisfies a condition; hosts are asked too.
    pub fn any_address(&self, mut holds: impl FnMut(&'a [u8]) -> bool) -> bool {
        // `mx1.fabrikam.com[192.0.2.7]:25` has both.
        let mut names = |text: &'a [u8]| holds(text) || between(text, b"[", b"]").is_some_and(&mut holds);
        match *self {
            Connectivity::Resolved { hosts } => {
                resolved(hosts).any(|host| names(host.name) || host.addresses().any(&mut names))
            }
            Connectivity::Established { address } => names(address),
            Connectivity::Failed(failed) => names(failed.address) || failed.targets().any(|target| names(target.name)),
            Connectivity::Unhealthy { targets: found } => targets(found).any(|target| names(target.name)),
            _ => false,
        }
    }
}

fn established(description: &[u8]) -> Option<Connectivity<'_>> {
    let address = strip_prefix(description, b"Established connection")?.trim_ascii();
    let address = first_word(strip_prefix(address, b"to ").unwrap_or_default()).0;
    Some(Connectivity::Established { address: without_stop(address) })
}

/// A word without the punctuation after it.
fn without_stop(word: &[u8]) -> &[u8] {
    let end = word.iter().rposition(|byte| !matches!(byte, b',' | b';' | b'.' | b':')).map_or(0, |last| last + 1);
    word.get(..end).unwrap_or_default()
}

/// Whether a text can be a host name.
fn is_host(text: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    !text.is_empty() && text.iter().all(|byte| allowed(byte) || !byte.is_ascii())
}

impl<'a> NextHop<'a> {
    fn parse(description: &'a [u8]) -> Option<NextHop<'a>> {
        let (hop, queue) = split_once(description, b";QueueLength=").unwrap_or((description, b""));
        let (name, id) = first_word(hop);
        let has_queue = hop.len() < description.len();
        let is_known = delivery_type::meaning(name).is_some() || (is_host(name) && id.is_empty());
        let number = |text| leading_decimal(text).map(|(number, _)| number);
        let part = |name: &[u8]| split_once(queue, name).map(|(_, rest)| rest);
        (has_queue || is_known).then(|| NextHop {
            name,
            id,
            queue_length: number(queue).or_else(|| number(part(b"TQ=")?)),
            ready: part(b"RN=").and_then(number),
        })
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

    fn next_hop(description: &'static str) -> NextHop<'static> {
        match parse("+", description) {
            Connectivity::NextHop(hop) => hop,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_the_next_hop_of_every_version() {
        let newer = next_hop("DnsConnectorDelivery 20ea587d-f931-4617-ae72-76b1dfca85ef;QueueLength=TQ=12;RN=3;");
        let expected = NextHop {
            name: b"DnsConnectorDelivery",
            id: b"20ea587d-f931-4617-ae72-76b1dfca85ef",
            queue_length: Some(12),
            ready: Some(3),
        };
        assert_eq!(newer, expected);
        let older = next_hop("Undefined 00000000;QueueLength=0");
        assert_eq!((older.name, older.queue_length, older.ready), (&b"Undefined"[..], Some(0), None));
        let other_order = next_hop("x;QueueLength=RN=2;TQ=5;");
        assert_eq!((other_order.queue_length, other_order.ready), (Some(5), Some(2)));
        let odd = next_hop("x;QueueLength=<no priority counts>");
        assert_eq!((odd.id, odd.queue_length), (&b""[..], None));
        assert_eq!(next_hop("SmartHostConnectorDelivery 20ea587d").id, b"20ea587d");
        assert_eq!(next_hop("mbx01.contoso.com;QueueLength=1").name, b"mbx01.contoso.com");
    }

    #[test]
    fn a_lone_name_is_a_server_only_at_the_beginning() {
        assert_eq!(next_hop("MBX-01.contoso.com").name, b"MBX-01.contoso.com");
        assert_eq!(parse(">", "MBX-01.contoso.com"), Connectivity::Other);
        assert_eq!(parse("+", "two words"), Connectivity::Other);
        assert_eq!(parse("+", ""), Connectivity::Other);
    }

    #[test]
    fn a_connection_is_established_in_any_direction() {
        for (description, address) in [
            ("Established connection to 192.0.2.7", &b"192.0.2.7"[..]),
            ("Established connection to 192.0.2.7:25.", b"192.0.2.7:25"),
            ("Established connection to [2001:db8::7]:25 (mx.fabrikam.com)", b"[2001:db8::7]:25"),
            ("Established connection", b""),
        ] {
            assert_eq!(parse(">", description), Connectivity::Established { address }, "{description}");
            assert_eq!(parse("-", description), Connectivity::Established { address }, "{description}");
        }
    }

    #[test]
    fn what_is_not_known_stays_text() {
        for description in ["", "SMTP connection pool is warm", "foo[bar baz]", "DNS", "Messages: many", "a;b"] {
            for sign in [">", "-"] {
                assert_eq!(parse(sign, description), Connectivity::Other, "{description}");
            }
        }
        assert!(matches!(parse("-", "432 4.3.2 STOREDRV; mailbox server is too busy"), Connectivity::Reply(_)));
    }

    #[test]
    fn every_address_is_asked() {
        let has = |description, address: &[u8]| parse(">", description).any_address(|found| found == address);
        assert!(has("mx1[192.0.2.1, 192.0.2.2], mx2[192.0.2.3]", b"192.0.2.3"));
        assert!(has("Established connection to 192.0.2.1", b"192.0.2.1"));
        assert!(has("Established connection to mx1.fabrikam.com[192.0.2.1]:25", b"192.0.2.1"));
        let failed =
            "Failed connection to 192.0.2.1:25 (TimedOut:0000274C)[TargetIPAddress:192.0.2.2:25|MarkedUnhealthy]";
        assert!(has(failed, b"192.0.2.1:25") && has(failed, b"192.0.2.2:25"));
        assert!(has("[TargetHost:mx1:25|MarkedUnhealthy]", b"mx1:25"));
        assert!(!has("Messages: 1", b"1"));
    }
}

//! What a description in the connectivity log means.
//!
//! Sources: Microsoft's pages on connectivity logging, on queues, on DNS lookups of transport servers and on component
//! states (Get-ServerComponentState); KB 2866822 and KB 972744. What an error is called is from public logs.

use alloc::borrow::Cow;
use alloc::format;

use super::explain_reply;
use crate::bytes::contains;
use crate::exchange::connectivity::{Connectivity, DnsFailure, End, FailedConnection, Finished, NextHop, resolved};
use crate::exchange::{delivery_type, winsock};

/// What a description means, one or two sentences; `None` if it is self-explanatory.
pub fn explain_connectivity<'a>(connectivity: &Connectivity<'a>) -> Option<Cow<'static, str>> {
    match connectivity {
        Connectivity::NextHop(hop) => Some(Cow::Borrowed(explain_next_hop(hop))),
        Connectivity::Resolved { hosts } => resolved(hosts).any(|host| host.is_cut()).then_some(Cow::Borrowed(CUT)),
        Connectivity::Failed(failed) => explain_failure(failed),
        Connectivity::DnsFailed(DnsFailure { error, .. }) => Some(Cow::Borrowed(explain_dns_error(error))),
        Connectivity::Unhealthy { .. } => Some(Cow::Borrowed(UNHEALTHY)),
        Connectivity::Reply(reply) => explain_reply(reply),
        Connectivity::Finished(finished) => explain_end(finished).map(Cow::Borrowed),
        Connectivity::Established { .. } | Connectivity::Other => None,
    }
}

const CUT: &str = "DNS returned more addresses than Exchange logs: the list is truncated.";
const UNHEALTHY: &str = "Exchange has marked the target as unhealthy and does not use it until the retry time.";

fn explain_next_hop(hop: &NextHop<'_>) -> &'static str {
    // Sources of the log in Microsoft's documentation (connectivity-logging).
    delivery_type::meaning(hop.name).unwrap_or(
        "The mailbox server of this session: mail is delivered to it (source MapiDelivery), or what users have sent is \
         fetched from it (MapiSubmission).",
    )
}

fn explain_failure(failed: &FailedConnection<'_>) -> Option<Cow<'static, str>> {
    let error = failed.code.and_then(winsock::error).map(|error| error.explanation);
    let is_unhealthy = failed.targets().any(|target| contains(target.state, b"Unhealthy"));
    match (error, is_unhealthy) {
        (Some(error), true) => Some(Cow::Owned(format!("{error} {UNHEALTHY}"))),
        (None, true) => Some(Cow::Borrowed(UNHEALTHY)),
        (error, false) => error.map(Cow::Borrowed),
    }
}

fn explain_end(finished: &Finished<'_>) -> Option<&'static str> {
    let known = RESULTS.iter().find(|(words, _)| contains(finished.result, words.as_bytes()));
    known.filter(|_| finished.end() != End::Unknown).map(|(_, sentence)| *sentence)
}

/// Results of a session; the more specific ones first. The first two were seen in public logs (KB 2866822 for the
/// second).
const RESULTS: &[(&str, &str)] = &[
    (
        "Unable to connect",
        "No address could be reached; the queue retries later. The preceding rows show which addresses were tried.",
    ),
    (
        "Service not active",
        "The transport service on the next server is inactive, usually because of maintenance mode: check \
         Get-ServerComponentState there.",
    ),
    ("DNS", "There was no address to connect to; the queue retries later. Check the domain with Resolve-DnsName."),
    (
        "Retry",
        "The session ended before all mail was sent; the queue retries later. The SMTP send log has the conversation.",
    ),
];

/// What an error of a DNS query means, and what to do.
pub fn explain_dns_error(error: &[u8]) -> &'static str {
    let is = |(word, _): &&(&str, &str)| contains(error, word.as_bytes());
    DNS_ERRORS.iter().find(is).map_or(DNS_FAILED, |(_, sentence)| *sentence)
}

const DNS_FAILED: &str = "The DNS query gave no address, so there was nothing to connect to. Check the domain with \
                          Resolve-DnsName on this server, and the DNS servers that Exchange uses \
                          (Get-TransportService, Get-NetworkConnectionInfo).";

/// Errors of DNS queries as Exchange names them, also in the last error of a queue (`451 4.4.0 DNS query failed`, KB
/// 972744 and event 2000 of MSExchangeTransport).
const DNS_ERRORS: &[(&str, &str)] = &[
    (
        "ErrorRetry",
        "No DNS server gave a usable answer this time; the queue retries later. If it lasts, check the DNS servers that \
         Exchange uses and the network adapter that is selected for lookups (Get-NetworkConnectionInfo), and whether a \
         firewall blocks DNS over UDP or TCP.",
    ),
    (
        "ErrorTimeout",
        "The DNS servers did not answer in time; the queue retries later. Check that this server can reach them on port \
         53, over UDP and TCP.",
    ),
    (
        "ErrorNoDns",
        "Exchange found no DNS server to ask. Check the network adapters, and the DNS lookups that are set on this \
         server.",
    ),
    (
        "NoRecords",
        "The domain exists in DNS, but has no MX record and no address. Check its spelling; if it is right, its owner \
         has to publish a record.",
    ),
    (
        "NonExistent",
        "The domain does not exist in DNS. Check its spelling, and whether this server asks the DNS servers that know it.",
    ),
    (
        "MxLoopback",
        "The MX record of the domain leads back to this server. Make the domain an accepted domain, or correct its MX \
         record or the smart host of the connector.",
    ),
    (
        "Truncated",
        "The answer of the DNS server was truncated. Allow DNS over TCP between this server and its DNS servers.",
    ),
    (
        "ServerFailure",
        "The DNS server could not resolve the domain. Often the DNS servers of the domain are unreachable, or DNSSEC \
         fails: try another resolver.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::connectivity::Direction;

    fn explain(direction: Direction, description: &str) -> Option<String> {
        explain_connectivity(&Connectivity::parse(direction, description.as_bytes())).map(Cow::into_owned)
    }

    #[test]
    fn every_result_has_its_own_explanation() {
        for (result, sentence) in [
            ("Retry : Unable to connect", RESULTS[0].1),
            ("Retry : Service not active", RESULTS[1].1),
            ("Retry : DNS query failed", RESULTS[2].1),
            ("Retry", RESULTS[3].1),
        ] {
            let explained = explain(Direction::Disconnect, &format!("Messages: 0 Bytes: 0 ({result})"));
            assert_eq!(explained.as_deref(), Some(sentence));
        }
        assert_eq!(explain(Direction::Disconnect, "Messages: 1 Bytes: 28272 ()"), None);
        assert_eq!(explain(Direction::Disconnect, "Messages: 1 Bytes: 28272 (Never Retry)"), None);
    }

    #[test]
    fn explains_the_next_hop_and_its_addresses() {
        let next_hop = explain(Direction::Connect, "DnsConnectorDelivery 20ea587d;QueueLength=TQ=1;RN=1;");
        assert!(next_hop.is_some_and(|sentence| sentence.contains("MX")));
        assert!(explain(Direction::Connect, "MBX-01.contoso.com").is_some());
        assert!(explain(Direction::Progress, "mx.fabrikam.com[192.0.2.7, ....").is_some());
        assert_eq!(explain(Direction::Progress, "mx.fabrikam.com[192.0.2.7]"), None);
        assert_eq!(explain(Direction::Progress, "Established connection to 192.0.2.7"), None);
    }

    #[test]
    fn explains_failures_by_their_number() {
        let failed = explain(Direction::Progress, "Failed connection to 192.0.2.7:25 (ConnectionRefused:0000274D)");
        assert_eq!(failed.as_deref(), winsock::error(10061).map(|error| error.explanation));
        let unhealthy = explain(
            Direction::Progress,
            "Failed connection to 192.0.2.7:25 (TimedOut:0000274C)[TargetHost:mx:25|MarkedUnhealthy|FailureCount:1]",
        );
        assert!(unhealthy.is_some_and(|sentence| sentence.contains("retry time")));
        assert_eq!(explain(Direction::Progress, "Failed connection to 192.0.2.7:25"), None);
        assert_eq!(explain(Direction::Progress, "[TargetHost:mx:25|MarkedUnhealthy]").as_deref(), Some(UNHEALTHY));
    }

    #[test]
    fn every_dns_error_is_explained() {
        for (index, (word, sentence)) in DNS_ERRORS.iter().enumerate() {
            assert_eq!(explain_dns_error(format!("Info{word}").as_bytes()), *sentence);
            assert!(sentence.ends_with('.') && DNS_ERRORS[..index].iter().all(|(other, _)| !word.contains(other)));
        }
        assert_eq!(explain_dns_error(b"Odd"), DNS_FAILED);
        let row = explain(Direction::Disconnect, "The DNS query for 'a.example' failed with error : InfoNoRecords");
        assert!(row.is_some_and(|sentence| sentence.contains("no MX record")));
    }
}

//! What a description in the connectivity log means.

use alloc::borrow::Cow;
use alloc::format;

use crate::bytes::contains;
use crate::exchange::connectivity::{Connectivity, FailedConnection, Finished};
use crate::exchange::{delivery_type, winsock};

/// What a description means, one or two sentences; `None` if it is self-explanatory.
pub fn explain_connectivity(connectivity: &Connectivity<'_>) -> Option<Cow<'static, str>> {
    match connectivity {
        Connectivity::NextHop(hop) => delivery_type::meaning(hop.delivery_type).map(Cow::Borrowed),
        Connectivity::MailboxServer { .. } => Some(Cow::Borrowed(
            "Mailbox Transport Submission retrieves mail that users have sent from the mailbox database.",
        )),
        Connectivity::Resolved(resolved) if resolved.is_cut() => {
            Some(Cow::Borrowed("DNS returned more addresses than Exchange logs: the list is truncated."))
        }
        Connectivity::Failed(failed) => explain_failure(failed),
        Connectivity::Finished(finished) => explain_end(finished).map(Cow::Borrowed),
        Connectivity::Resolved(_) | Connectivity::Established { .. } | Connectivity::Other => None,
    }
}

fn explain_failure(failed: &FailedConnection<'_>) -> Option<Cow<'static, str>> {
    let error = failed.code.and_then(winsock::error)?;
    let unhealthy = failed.host.or(failed.ip_address).is_some_and(|target| contains(target.state, b"Unhealthy"));
    Some(if unhealthy {
        Cow::Owned(format!(
            "{} Exchange has marked the target as unhealthy and does not use it until the retry time.",
            error.explanation
        ))
    } else {
        Cow::Borrowed(error.explanation)
    })
}

fn explain_end(finished: &Finished<'_>) -> Option<&'static str> {
    let known = RESULTS.iter().find(|(words, _)| contains(finished.result, words.as_bytes()));
    known.map(|(_, sentence)| *sentence)
}

/// Results of a session; the more specific ones first.
const RESULTS: &[(&str, &str)] = &[
    (
        "Retry : Unable to connect",
        "No address could be reached; the queue retries later. The preceding rows show which addresses were tried.",
    ),
    (
        "Retry : Service not active",
        "The transport service on the next server is inactive, usually because of maintenance mode: check \
         Get-ServerComponentState there.",
    ),
    (
        "Retry",
        "The session ended before all mail was sent; the queue retries later. The SMTP send log has the conversation.",
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
        for (words, sentence) in RESULTS {
            let explained = explain(Direction::Disconnect, &format!("Messages: 0 Bytes: 0 ({words})"));
            assert_eq!(explained.as_deref(), Some(*sentence));
        }
        assert_eq!(explain(Direction::Disconnect, "Messages: 1 Bytes: 28272 ()"), None);
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
    }
}

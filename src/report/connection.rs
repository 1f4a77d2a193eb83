//! The connection of a session in a connectivity log, for display: next hop, DNS, attempts, and what was delivered.

use super::masking::{DisplayText, Mask};
use super::numbers::{Numbers, set};
use super::opened::Opened;
use super::reply::{ReplyFact, reply_of};
use super::reportable::report_type;
use super::units::{ByteCount, Count};
use crate::content::TextKind;
use crate::entry::LogType;
use crate::exchange::connectivity::{Connectivity, Direction, Target, resolved, targets};
use crate::exchange::explanation::explain_dns_error;
use crate::exchange::{delivery_type, winsock};
use alloc::vec::Vec;

report_type! {
    /// A connection, as recorded in a connectivity log.
    #[derive(Default)]
    pub struct ConnectivityFact {
        /// Field `source`.
        pub source: DisplayText<'static>,
        /// Field `destination`.
        pub destination: DisplayText<'static>,
        /// Delivery type of the next hop, e.g. `DnsConnectorDelivery`, or the mailbox server.
        pub next_hop: DisplayText<'static>,
        /// The meaning of the delivery type; empty if unknown.
        pub next_hop_meaning: &'static str,
        /// GUID of the connector, site or DAG of the next hop; empty without one.
        pub next_hop_id: DisplayText<'static>,
        /// Number of messages in the queue when the session began.
        pub queue_length: Option<Count>,
        /// How many of them were to be sent at once; null in older logs.
        pub ready: Option<Count>,
        /// The DNS queries that gave no address.
        pub dns_failures: Vec<FailedQuery>,
        /// Hosts and addresses that Exchange does not use for a while.
        pub unhealthy: Vec<UnhealthyTarget>,
        /// The hosts that DNS resolved.
        pub resolved: Vec<ResolvedHost>,
        /// The addresses that were tried, in order.
        pub attempts: Vec<ConnectionAttempt>,
        /// How many more DNS queries, hosts and attempts there are; omitted if all are listed, as up to 200 of each are.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        pub unlisted: Option<u32>,
        /// Number of transferred messages.
        pub messages: Option<Count>,
        /// Number of transferred bytes.
        pub bytes: Option<ByteCount>,
        /// Number of recipients of the messages.
        pub recipients: Option<Count>,
        /// Exchange's description of the result, e.g. `Retry : Unable to connect`; empty on success.
        pub result: DisplayText<'static>,
    }
}

report_type! {
    /// A DNS query that gave no address.
    pub struct FailedQuery {
        /// The domain; empty if it is not logged.
        pub domain: DisplayText<'static>,
        /// Exchange's word for the error, e.g. `ErrorRetry`.
        pub error: DisplayText<'static>,
        /// What the error means and what to do.
        pub explanation: &'static str,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

report_type! {
    /// A host or address that Exchange does not use for a while, because it failed.
    pub struct UnhealthyTarget {
        /// Host or address, with the port.
        pub target: DisplayText<'static>,
        /// Exchange's word for its state, e.g. `MarkedUnhealthy`.
        pub state: DisplayText<'static>,
        /// Number of failures in succession.
        pub failures: Option<Count>,
        /// When it is tried again, as logged; may be empty.
        pub next_retry: DisplayText<'static>,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

report_type! {
    /// A host that DNS resolved.
    pub struct ResolvedHost {
        /// The host.
        pub host: DisplayText<'static>,
        /// Its addresses.
        pub addresses: Vec<DisplayText<'static>>,
        /// Whether Exchange truncated the list of addresses.
        pub truncated: bool,
    }
}

report_type! {
    /// An address that was tried.
    pub struct ConnectionAttempt {
        /// The address, with a port if logged.
        pub address: DisplayText<'static>,
        /// Whether the connection was established.
        pub ok: bool,
        /// Winsock's name and meaning of the error, or else Exchange's description.
        pub error: DisplayText<'static>,
        /// Winsock error code; 0 if none was logged.
        pub code: u32,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

/// The worst reply that a connectivity log has in a description.
pub fn refusal(opened: &Opened<'_>) -> Option<ReplyFact> {
    let index = opened.session.facts.worst_reply;
    let text = index.is_some().then(|| opened.archive.store.texts.get(index))?;
    reply_of(opened, text.data, opened.place_of(index))
}

/// The connection in a connectivity log; `None` for other logs.
pub fn connection(opened: &Opened<'_>) -> Option<ConnectivityFact> {
    if opened.session.log_type != LogType::Connectivity {
        return None;
    }
    let mask = opened.mask();
    let mut fact = ConnectivityFact {
        source: mask.of_exchange().string(opened.session.labels.connector).into_owned(),
        destination: mask.of_exchange().string(opened.session.labels.remote).into_owned(),
        ..ConnectivityFact::default()
    };
    let mut numbers = Numbers::default();
    for (place, text, kind) in opened.texts() {
        let way = match kind {
            TextKind::Connect => Direction::Connect,
            TextKind::Disconnect => Direction::Disconnect,
            _ => Direction::Progress,
        };
        fact.add(mask, Connectivity::parse(way, text.data), place, &mut numbers);
    }
    let ConnectivityFact { dns_failures, unhealthy, resolved, attempts, .. } = &mut fact;
    let more = cut(dns_failures) + cut(unhealthy) + cut(resolved) + cut(attempts);
    fact.unlisted = (more > 0).then_some(more);
    Some(fact)
}

/// Most DNS queries, hosts and attempts of a connection that are listed; there are rarely more than a few.
const MAX_LISTED: usize = 200;

/// Leaves the first of a list, and returns how many there were after them.
fn cut<T>(list: &mut Vec<T>) -> u32 {
    let more = list.len().saturating_sub(MAX_LISTED) as u32;
    list.truncate(MAX_LISTED);
    more
}

impl ConnectivityFact {
    fn add(&mut self, mask: Mask<'_>, description: Connectivity<'_>, place: u32, numbers: &mut Numbers) {
        let name = |name| mask.name(name).into_owned();
        match description {
            Connectivity::NextHop(hop) => {
                self.next_hop = name(hop.name);
                self.next_hop_meaning = delivery_type::meaning(hop.name).unwrap_or_default();
                let is_set = hop.id.iter().any(|digit| !matches!(digit, b'0' | b'-'));
                self.next_hop_id = name(if is_set { hop.id } else { b"" });
                self.queue_length = hop.queue_length.map(Count::from);
                self.ready = hop.ready.map(Count::from);
            }
            Connectivity::Resolved { hosts } => self.resolved.extend(resolved(hosts).map(|host| ResolvedHost {
                host: name(host.name),
                addresses: host.addresses().map(name).collect(),
                truncated: host.is_cut(),
            })),
            Connectivity::Established { address } => self.attempts.push(ConnectionAttempt {
                address: name(address),
                ok: true,
                error: DisplayText::default(),
                code: 0,
                entry: place,
            }),
            Connectivity::Failed(failed) => {
                self.attempts.push(ConnectionAttempt {
                    address: name(failed.address),
                    ok: false,
                    error: attempt_error(mask, failed.error, failed.code),
                    code: failed.code.unwrap_or(0),
                    entry: place,
                });
                self.add_unhealthy(mask, failed.targets(), place, numbers);
            }
            Connectivity::DnsFailed(failure) => self.dns_failures.push(FailedQuery {
                domain: name(failure.domain),
                error: name(failure.error),
                explanation: explain_dns_error(failure.error),
                entry: place,
            }),
            Connectivity::Unhealthy { targets: found } => self.add_unhealthy(mask, targets(found), place, numbers),
            Connectivity::Finished(finished) => {
                self.messages = finished.messages.map(Count::from);
                self.bytes = finished.bytes.map(ByteCount::from);
                self.recipients = finished.recipients.map(Count::from);
                self.result = mask.text(finished.result).into_owned();
            }
            Connectivity::Reply(_) | Connectivity::Other => {}
        }
    }

    /// Adds the targets; of one that failed several times the last state counts.
    fn add_unhealthy<'a>(
        &mut self,
        mask: Mask<'_>,
        targets: impl Iterator<Item = Target<'a>>,
        place: u32,
        numbers: &mut Numbers,
    ) {
        let name = |name| mask.name(name).into_owned();
        for target in targets {
            let added = UnhealthyTarget {
                target: name(target.name),
                state: name(target.state),
                failures: target.failures.map(Count::from),
                next_retry: name(target.next_retry),
                entry: place,
            };
            set(&mut self.unhealthy, numbers.of(added.target.as_bytes().to_ascii_lowercase()), added);
        }
    }
}

/// Winsock's name of the code with its meaning, or else Exchange's description.
fn attempt_error(mask: Mask<'_>, word: &[u8], code: Option<u32>) -> DisplayText<'static> {
    match code.and_then(winsock::error) {
        Some(error) => DisplayText::concat([error.name.into(), ": ".into(), error.explanation.into()]),
        None => mask.text(word).into_owned(),
    }
}

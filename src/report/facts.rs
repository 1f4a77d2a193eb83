//! The facts of one session for display: TLS, certificates, authentication, permissions, connectivity.

use super::dialogue::Dialogue;
use super::explanation::{foreign_protocol, logged_duration, rewritten};
use super::fact::Fact;
use super::masking::{DisplayText, Mask};
use super::numbers::{Numbers, set};
use super::opened::Opened;
use super::records;
use super::reply::{ReplyFact, reply_of};
use super::reportable::report_type;
use super::requests;
use super::units::{ByteCount, Count};
use crate::content::TextKind;
use crate::entry::LogType;
use crate::exchange::connectivity::{Connectivity, Direction, Target, resolved, targets};
use crate::exchange::explanation::explain_dns_error;
use crate::exchange::{Information, InformationKind, ProxiedClient, ProxyCommand, TlsResult, delivery_type, winsock};
use crate::session::view::{SessionView, may_name_client, proxied_client_in};
use crate::smtp::{ForeignProtocol, Verb};
use crate::sort;
use crate::store::sessions::Flags;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

report_type! {
    /// The result of the TLS negotiation.
    #[derive(Default)]
    pub struct TlsFact {
        /// `1.2`, `1.3`, `SSL 3.0`; empty if the negotiation failed.
        pub version: DisplayText<'static>,
        /// Name of the cipher.
        pub cipher: DisplayText<'static>,
        /// Length of its key, in bits.
        pub cipher_bits: u32,
        /// Name of the message authentication code.
        pub mac: DisplayText<'static>,
        /// Length of the message authentication code, in bits.
        pub mac_bits: u32,
        /// Name of the key exchange.
        pub key_exchange: DisplayText<'static>,
        /// Length of its key, in bits.
        pub key_exchange_bits: u32,
        /// The error that Exchange logged; empty if the negotiation succeeded.
        pub error: DisplayText<'static>,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

report_type! {
    /// A permission of the session.
    pub struct PermissionFact {
        /// Its name, e.g. `SMTPSubmit`.
        pub name: DisplayText<'static>,
        /// What it allows, in one sentence; empty if the permission is unknown.
        pub meaning: &'static str,
    }
}

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

/// The information rows, in order.
pub(super) fn information<'a>(opened: &'a Opened<'_>) -> impl Iterator<Item = (u32, Information<'a>)> {
    let is_known = |kind| matches!(kind, TextKind::Information(kind) if kind != InformationKind::Unknown);
    opened.texts_of(is_known).map(|(place, text, _)| (place, Information::parse(text.data, text.context)))
}

/// Facts that consist of a name and a value.
pub fn facts(opened: &Opened<'_>) -> Vec<Fact> {
    if opened.session.log_type == LogType::Http {
        return requests::facts(opened);
    } else if opened.session.log_type.is_grouped() {
        return records::facts(opened);
    }
    let mut facts = Vec::new();
    let mut add = |name, value: &[u8], entry| facts.extend(Fact::new(name, opened.mask().text(value), entry));
    let found = opened.session.facts;
    let view = SessionView::new(&opened.archive.store, opened.session);
    add("client-name", view.client_name(), opened.place_of(found.hello));
    add("banner", view.greeting(), opened.first_place_of(found.greeting));
    if let Some(criteria) = inferred_from(opened) {
        facts.extend(Fact::new("inferred-from", criteria.into(), 0));
    }
    facts.extend(foreign_protocols(opened));
    facts.extend(rewriting_device(opened));
    let mut add = |name, value: &[u8], entry| facts.extend(Fact::new(name, opened.mask().text(value), entry));
    for (place, text, _) in opened.texts_of(|kind| matches!(kind, TextKind::Answered { verb: Verb::Quit, .. })) {
        if let Some(duration) = logged_duration(text.context) {
            add("logged-duration", duration, place);
        }
    }
    facts.extend(original_clients(opened));
    facts.extend(proxy_parameters(opened));
    let mut add = |name, value: &[u8], entry| facts.extend(Fact::new(name, opened.mask().text(value), entry));
    for (place, row) in information(opened) {
        match row {
            Information::ProxyEstablished { user } => add("proxied-user", user, place),
            Information::ProxySettingUp { destinations } => add("proxy-target", destinations, place),
            Information::ProxyingInboundSession { session_id } => add("inbound-session", session_id, place),
            Information::TlsDomainCapabilities { capabilities, status, .. } => {
                add("tls-domain-capabilities", capabilities, place);
                add("tls-certificate-status", status, place);
            }
            Information::ChainValidation { status } => add("certificate-chain", status, place),
            Information::FailedToConnect(failure) => add("connect-failure", failure.message, place),
            _ => {}
        }
    }
    facts
}

/// The protocols other than SMTP in which somebody spoke, each with the number of its lines.
fn foreign_protocols(opened: &Opened<'_>) -> impl Iterator<Item = Fact> {
    let mut found: BTreeMap<ForeignProtocol, (u64, u32)> = BTreeMap::new();
    for (place, text, kind) in opened.texts_of(TextKind::may_be_foreign) {
        if let Some(protocol) = foreign_protocol(opened.session.log_type, text, kind) {
            found.entry(protocol).or_insert((0, place)).0 += 1;
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    sort::by_key(&mut found, |&(_, (_, place))| place);
    found.into_iter().filter_map(|(protocol, (count, place))| {
        Fact::new("foreign-protocol", DisplayText::from(protocol.name()).times(count), place)
    })
}

/// Original clients that are facts; the others are in the entries.
const CLIENTS_SHOWN: usize = 20;

/// The clients whose sessions or messages another server has passed on.
fn original_clients(opened: &Opened<'_>) -> Vec<Fact> {
    let mask = opened.mask();
    let mut seen: Vec<ProxiedClient<'_>> = Vec::new();
    let mut facts = Vec::new();
    for (place, text, kind) in opened.texts_of(may_name_client) {
        let client = proxied_client_in(text, kind);
        if client == ProxiedClient::default() || seen.contains(&client) || seen.len() >= CLIENTS_SHOWN {
            continue;
        }
        seen.push(client);
        let (open, close) = if client.address.contains(&b':') { ("[", "]:") } else { ("", ":") };
        let endpoint = match client.port {
            [] => mask.name(client.address),
            port => DisplayText::concat([open.into(), mask.name(client.address), close.into(), mask.name(port)]),
        };
        let value = DisplayText::join([endpoint, mask.name(client.name)], " ");
        facts.extend(Fact::new("original-client", value, place));
    }
    facts
}

/// The parameters of XPROXY, XPROXYFROM and XPROXYTO that are facts of their own, with the names of these. SECID is left
/// out: it contains the identity that the client proved.
const PROXY_PARAMETERS: &[(&str, &str)] = &[
    ("SID", "original-session"),
    ("SESSIONID", "proxied-session"),
    ("SEQNUM", "original-sequence-number"),
    ("PERMS", "original-permissions"),
    ("AUTHSRC", "original-authentication"),
    ("CAPABILITIES", "original-capabilities"),
    ("DESTINATIONS", "proxy-destinations"),
];

/// The parameters in these commands, each value once.
fn proxy_parameters(opened: &Opened<'_>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let is_proxy = |kind: TextKind| matches!(kind.verb(), Some(Verb::XProxy | Verb::XProxyFrom | Verb::XProxyTo));
    for (place, text, _) in opened.texts_of(is_proxy).take(CLIENTS_SHOWN) {
        let command = ProxyCommand::parse(text.data);
        for (parameter, name) in PROXY_PARAMETERS {
            let value = opened.mask().name(command.get(parameter));
            if !facts.iter().any(|fact| fact.name == *name && fact.value == value) {
                facts.extend(Fact::new(name, value, place));
            }
        }
    }
    facts
}

/// The device that has rewritten lines of the session.
fn rewriting_device(opened: &Opened<'_>) -> Option<Fact> {
    let log_type = opened.session.log_type;
    let (place, ..) = opened.texts().find(|&(_, text, kind)| rewritten(log_type, text, kind).is_some())?;
    Fact::new("rewriting-device", "Cisco PIX or ASA (SMTP inspection)".into(), place)
}

/// The criteria by which a session was inferred; `None` for sessions with a session-id.
fn inferred_from(opened: &Opened<'_>) -> Option<&'static str> {
    if !opened.session.flags.has(Flags::INFERRED) {
        return None;
    }
    let quit = opened.kinds().any(|(_, kind)| kind.verb() == Some(Verb::Quit));
    let outbound = opened.kinds().any(|(_, kind)| matches!(kind, TextKind::Command(_) | TextKind::Reply { .. }));
    Some(match (opened.session.log_type, outbound, quit) {
        (LogType::Http, ..) => "address and user of the client; a pause of more than 30 minutes starts another session",
        (LogType::NntpService, false, _) => {
            "address and user of the client; ended by QUIT or a pause of 10 minutes. Parallel connections of one host \
            cannot be distinguished"
        }
        (_, true, true) => "address of the remote server; from its greeting to QUIT",
        (_, true, false) => {
            "address of the remote server; without QUIT, it ends with the log or before a pause of 10 minutes"
        }
        (_, false, true) => {
            "address and HELO name of the client; ended by QUIT. Parallel connections of one host with the same name \
            cannot be distinguished"
        }
        (_, false, false) => {
            "address and HELO name of the client; without QUIT, it ends with the log, before another HELO or before a \
            pause of 10 minutes. Parallel connections of one host with the same name cannot be distinguished"
        }
    })
}

/// The result of TLS; `None` if no row is about TLS.
pub fn tls(opened: &Opened<'_>) -> Option<TlsFact> {
    let index = opened.session.facts.tls;
    let text = index.is_some().then(|| opened.archive.store.texts.get(index))?;
    let entry = opened.place_of(index);
    match Information::parse(text.data, text.context) {
        Information::TlsSucceeded(result) => Some(tls_fact(opened.mask(), &result, entry)),
        Information::TlsFailed { error } => {
            Some(TlsFact { error: opened.mask().text(error).into_owned(), entry, ..TlsFact::default() })
        }
        _ => None,
    }
}

/// Whether the log shows that nothing was encrypted: a whole SMTP session in which the server never agreed to TLS.
pub fn is_unencrypted(opened: &Opened<'_>, dialogue: &Dialogue) -> bool {
    let session = opened.session;
    let is_whole = ![Flags::NO_BEGIN, Flags::HOLES, Flags::NO_END].into_iter().any(|flag| session.flags.has(flag));
    let is_smtp = matches!(session.log_type, LogType::SmtpReceive | LogType::SmtpSend);
    let starts = |verb: Option<Verb>| matches!(verb, Some(Verb::StartTls | Verb::XAnonymousTls));
    let mut open_requests = 0_u32;
    is_whole
        && is_smtp
        && opened.kinds().all(|(place, kind)| {
            match kind {
                TextKind::Information(
                    InformationKind::Certificate | InformationKind::TlsSucceeded | InformationKind::TlsFailed,
                ) => return false,
                TextKind::Command(verb) if starts(Some(verb)) => open_requests += 1,
                TextKind::Reply { code, continued: false } if starts(dialogue.answered_verb(opened, place)) => {
                    open_requests = open_requests.saturating_sub(u32::from(code >= 400));
                }
                _ => {}
            }
            true
        })
        && open_requests == 0
}

fn tls_fact(mask: Mask<'_>, result: &TlsResult<'_>, entry: u32) -> TlsFact {
    TlsFact {
        version: mask.composed(result.version()).into_owned(),
        cipher: mask.composed(result.cipher_name()).into_owned(),
        cipher_bits: result.cipher_bits,
        mac: mask.composed(result.mac_name()).into_owned(),
        mac_bits: result.mac_bits,
        key_exchange: mask.composed(result.key_exchange_name()).into_owned(),
        key_exchange_bits: result.key_exchange_bits,
        error: DisplayText::default(),
        entry,
    }
}

/// The permissions of the session, from the last row that sets them.
pub fn permissions(opened: &Opened<'_>) -> Vec<PermissionFact> {
    let set = information(opened).filter_map(|(_, row)| match row {
        Information::Permissions { names } => Some(names),
        _ => None,
    });
    let names = set.last().unwrap_or_default();
    let fact = |permission: crate::exchange::Permission<'_>| PermissionFact {
        name: opened.mask().name(permission.name).into_owned(),
        meaning: permission.meaning.unwrap_or_default(),
    };
    crate::exchange::permissions(names).map(fact).collect()
}

/// The worst reply that a connectivity log has in a description.
pub fn connectivity_refusal(opened: &Opened<'_>) -> Option<ReplyFact> {
    let index = opened.session.facts.worst_reply;
    let text = index.is_some().then(|| opened.archive.store.texts.get(index))?;
    reply_of(opened, text.data, opened.place_of(index))
}

/// The connection in a connectivity log; `None` for other logs.
pub fn connectivity(opened: &Opened<'_>) -> Option<ConnectivityFact> {
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

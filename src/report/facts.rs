//! The facts of one session for display: TLS, certificates, authentication, permissions.

use super::dialogue::Dialogue;
use super::explanation::{foreign_protocol, logged_duration, rewritten};
use super::fact::Fact;
use super::masking::{DisplayText, Mask};
use super::opened::Opened;
use super::records;
use super::reportable::report_type;
use super::requests;
use crate::content::TextKind;
use crate::entry::LogType;
use crate::exchange::{Information, InformationKind, ProxiedClient, ProxyCommand, TlsResult};
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
        /// `1.2`, `1.3`, `SSL 3.0`, `unknown` where no row says it; empty if the negotiation failed.
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
        _ => Some(TlsFact { version: "unknown".into(), entry, ..TlsFact::default() }),
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

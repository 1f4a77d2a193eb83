//! The readable facts of one session: TLS, certificates, authentication, permissions, connectivity.

use super::dialogue::Dialogue;
use super::explanation::logged_duration;
use super::fact::Fact;
use super::opened::{Opened, lossy};
use super::records;
use crate::entry::LogType;
use crate::exchange::connectivity::{Connectivity, Direction};
use crate::exchange::{
    Certificate, CertificateCollector, CertificateDirection, Information, InformationKind, TlsResult, delivery_type,
    winsock,
};
use crate::session::view::SessionView;
use crate::smtp::{Reply, Verb};
use crate::store::AuthResult;
use crate::store::sessions::Flags;
use crate::store::texts::TextKind;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// How TLS came out; see the contract.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct TlsFact {
    pub version: String,
    pub cipher: String,
    pub cipher_bits: u32,
    pub mac: String,
    pub mac_bits: u32,
    pub key_exchange: String,
    pub key_exchange_bits: u32,
    pub error: String,
    pub entry: u32,
}

/// A certificate; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct CertificateFact {
    pub direction: &'static str,
    pub subject: String,
    pub issuer: String,
    pub serial_number: String,
    pub thumbprint: String,
    pub not_before: String,
    pub not_after: String,
    pub alternate_names: Vec<String>,
    pub valid_then: Option<bool>,
    pub entry: u32,
}

/// How authentication came out; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct AuthFact {
    pub mechanism: String,
    pub user: String,
    pub result: &'static str,
    pub error: String,
    pub entry: u32,
}

/// A right of the session; see the contract.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct PermissionFact {
    pub name: String,
    pub meaning: &'static str,
}

/// What a connectivity log tells; see the contract.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct ConnectivityFact {
    pub source: String,
    pub destination: String,
    pub next_hop: String,
    pub next_hop_meaning: &'static str,
    pub resolved: Vec<ResolvedFact>,
    pub attempts: Vec<AttemptFact>,
    pub messages: Option<f64>,
    pub bytes: Option<f64>,
    pub result: String,
}

/// What DNS answered.
#[derive(Debug, Serialize)]
pub struct ResolvedFact {
    /// The host.
    pub host: String,
    /// Its addresses; Exchange cuts long lists.
    pub addresses: Vec<String>,
}

/// An address that was tried.
#[derive(Debug, Serialize)]
pub struct AttemptFact {
    /// Address, with the port where the log has one.
    pub address: String,
    /// Whether the connection came about.
    pub ok: bool,
    /// Winsock's name and meaning of the error, else Exchange's word.
    pub error: String,
    /// Winsock error code, 0 without one.
    pub code: u32,
    /// Place of the entry.
    pub entry: u32,
}

/// The information rows in order.
fn information<'a>(opened: &'a Opened<'_>) -> impl Iterator<Item = (u32, Information<'a>)> {
    opened.texts().filter_map(|(place, text, kind)| match kind {
        TextKind::Information(InformationKind::Unknown) => None,
        TextKind::Information(_) => Some((place, Information::parse(text.data, text.context))),
        _ => None,
    })
}

/// Facts that need no more than a name and a value.
pub fn facts(opened: &Opened<'_>, dialogue: &Dialogue) -> Vec<Fact> {
    if opened.session.log_type.is_grouped() {
        return records::facts(opened);
    }
    let mut facts = Vec::new();
    let mut add = |name, value: &[u8], entry| {
        if !value.is_empty() {
            facts.push(Fact { name, value: lossy(value), entry: Some(entry) });
        }
    };
    let found = opened.session.facts;
    let view = SessionView::new(&opened.archive.store, opened.session);
    add("client-name", view.client_name(), opened.place_of(found.hello));
    if let Some((place, banner)) = banner(opened, dialogue) {
        add("banner", banner, place);
    }
    if let Some(reason) = rebuilt_by(opened) {
        add("rebuilt-by", reason.as_bytes(), 0);
    }
    for (place, text, kind) in opened.texts() {
        if matches!(kind, TextKind::Answered { verb: Verb::Quit, .. })
            && let Some(duration) = logged_duration(text.context)
        {
            add("logged-duration", duration.as_bytes(), place);
        }
    }
    for (place, row) in information(opened) {
        match row {
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

/// By what a session was put together whose entries name none; `None` for other sessions.
fn rebuilt_by(opened: &Opened<'_>) -> Option<&'static str> {
    if !opened.session.flags.has(Flags::INFERRED) {
        return None;
    }
    let quit = opened.texts().any(|(_, _, kind)| kind.verb() == Some(Verb::Quit));
    let outbound = opened.texts().any(|(_, _, kind)| matches!(kind, TextKind::Command(_) | TextKind::Reply { .. }));
    Some(match (opened.session.log_type, outbound, quit) {
        (LogType::Http, ..) => "address and user of the client; a pause of more than 30 minutes begins another session",
        (LogType::NntpService, false, _) => {
            "address and user of the client; QUIT or a pause of 10 minutes ends a session. Parallel connections of one \
             host cannot be told apart"
        }
        (_, true, true) => "address of the remote server; from its greeting to QUIT",
        (_, true, false) => {
            "address of the remote server; no QUIT follows, so it ends with the log, or before a pause of 10 minutes"
        }
        (_, false, true) => {
            "address and name (HELO) of the client; ended by QUIT. Parallel connections of one host with the same name \
             cannot be told apart"
        }
        (_, false, false) => {
            "address and name (HELO) of the client; no QUIT follows, so it ends with the log, before another HELO or \
             before a pause of 10 minutes. Parallel connections of one host with the same name cannot be told apart"
        }
    })
}

/// The greeting of the server: the first reply, as long as it answers no command.
fn banner<'a>(opened: &'a Opened<'_>, dialogue: &Dialogue) -> Option<(u32, &'a [u8])> {
    let mut replies = opened.texts().filter(|(_, _, kind)| matches!(kind, TextKind::Reply { .. }));
    let (place, text, kind) = replies.next()?;
    let greets = matches!(kind, TextKind::Reply { code: 220, .. }) && dialogue.answers(place).is_none();
    Some((place, Reply::parse(text.data)?.text)).filter(|_| greets)
}

/// How TLS came out; `None` when no row tells of TLS.
pub fn tls(opened: &Opened<'_>) -> Option<TlsFact> {
    let index = opened.session.facts.tls;
    let text = index.is_some().then(|| opened.archive.store.texts.get(index))?;
    let entry = opened.place_of(index);
    match Information::parse(text.data, text.context) {
        Information::TlsSucceeded(result) => Some(tls_fact(&result, entry)),
        Information::TlsFailed { error } => Some(TlsFact { error: lossy(error), entry, ..TlsFact::default() }),
        _ => None,
    }
}

fn tls_fact(result: &TlsResult<'_>, entry: u32) -> TlsFact {
    TlsFact {
        version: result.version().into_owned(),
        cipher: result.cipher_name().into_owned(),
        cipher_bits: result.cipher_bits,
        mac: result.mac_name().into_owned(),
        mac_bits: result.mac_bits,
        key_exchange: result.key_exchange_name().into_owned(),
        key_exchange_bits: result.key_exchange_bits,
        error: String::new(),
        entry,
    }
}

/// The certificates that were shown, in order.
pub fn certificates(opened: &Opened<'_>) -> Vec<CertificateFact> {
    let mut collector = CertificateCollector::default();
    for (place, row) in information(opened) {
        if let Information::Certificate(part) = row {
            collector.push(place as usize, &part);
        }
    }
    let time = |place: usize| opened.time(place);
    collector.finish().into_iter().map(|(place, found)| certificate_fact(&found, place as u32, time(place))).collect()
}

fn certificate_fact(certificate: &Certificate<'_>, entry: u32, time: i64) -> CertificateFact {
    CertificateFact {
        direction: match certificate.direction {
            Some(CertificateDirection::Sent) => "sent",
            Some(CertificateDirection::Received | CertificateDirection::Remote) => "received",
            None => "unknown",
        },
        subject: lossy(certificate.subject),
        issuer: lossy(certificate.issuer),
        serial_number: lossy(certificate.serial_number),
        thumbprint: lossy(certificate.thumbprint),
        not_before: lossy(certificate.not_before),
        not_after: lossy(certificate.not_after),
        alternate_names: certificate.names().map(lossy).collect(),
        valid_then: certificate.valid_at(time),
        entry,
    }
}

/// How authentication came out; `None` when nobody tried.
pub fn auth(opened: &Opened<'_>) -> Option<AuthFact> {
    let found = opened.session.facts;
    let result = found.auth_result.name()?;
    let view = SessionView::new(&opened.archive.store, opened.session);
    let failure = information(opened).filter_map(|(place, row)| match row {
        Information::InboundAuthenticationFailed { mechanism, error } => Some((place, mechanism, error)),
        Information::OutboundAuthenticationFailed { error } => Some((place, &b""[..], error)),
        _ => None,
    });
    let failure = failure.last().filter(|_| found.auth_result == AuthResult::Failed);
    let (place, mechanism, error) = failure.unwrap_or((opened.place_of(found.auth), b"", b""));
    let named = view.mechanism();
    Some(AuthFact {
        mechanism: if named.is_empty() { lossy(mechanism) } else { named },
        user: lossy(view.user()),
        result,
        error: lossy(error),
        entry: place,
    })
}

/// The rights of the session: the last row that sets them counts.
pub fn permissions(opened: &Opened<'_>) -> Vec<PermissionFact> {
    let set = information(opened).filter_map(|(_, row)| match row {
        Information::Permissions { names } => Some(names),
        _ => None,
    });
    let names = set.last().unwrap_or_default();
    let fact = |permission: crate::exchange::Permission<'_>| PermissionFact {
        name: lossy(permission.name),
        meaning: permission.meaning.unwrap_or(""),
    };
    crate::exchange::permissions(names).map(fact).collect()
}

/// What a connectivity log tells; `None` for other logs.
pub fn connectivity(opened: &Opened<'_>) -> Option<ConnectivityFact> {
    if opened.session.log_type != LogType::Connectivity {
        return None;
    }
    let strings = &opened.archive.store.strings;
    let mut fact = ConnectivityFact {
        source: strings.text(opened.session.labels.connector),
        destination: strings.text(opened.session.labels.remote),
        ..ConnectivityFact::default()
    };
    for (place, text, kind) in opened.texts() {
        let way = match kind {
            TextKind::Connect => Direction::Connect,
            TextKind::Disconnect => Direction::Disconnect,
            _ => Direction::Progress,
        };
        fact.add(Connectivity::parse(way, text.data), place);
    }
    Some(fact)
}

impl ConnectivityFact {
    fn add(&mut self, description: Connectivity<'_>, place: u32) {
        match description {
            Connectivity::NextHop(hop) => {
                self.next_hop = lossy(hop.delivery_type);
                self.next_hop_meaning = delivery_type::meaning(hop.delivery_type).unwrap_or("");
            }
            Connectivity::MailboxServer { server } => self.next_hop = lossy(server),
            Connectivity::Resolved(answer) => self
                .resolved
                .push(ResolvedFact { host: lossy(answer.host), addresses: answer.addresses().map(lossy).collect() }),
            Connectivity::Established { address } => self.attempts.push(AttemptFact {
                address: lossy(address),
                ok: true,
                error: String::new(),
                code: 0,
                entry: place,
            }),
            Connectivity::Failed(failed) => self.attempts.push(AttemptFact {
                address: lossy(failed.address),
                ok: false,
                error: attempt_error(failed.error, failed.code),
                code: failed.code.unwrap_or(0),
                entry: place,
            }),
            Connectivity::Finished(finished) => {
                self.messages = Some(finished.messages as f64);
                self.bytes = Some(finished.bytes as f64);
                self.result = lossy(finished.result);
            }
            Connectivity::Other => {}
        }
    }
}

/// Winsock's name of the code with its meaning, else Exchange's word.
fn attempt_error(word: &[u8], code: Option<u32>) -> String {
    match code.and_then(winsock::error) {
        Some(error) => alloc::format!("{}: {}", error.name, error.explanation),
        None => lossy(word).to_string(),
    }
}

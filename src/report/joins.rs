//! How the sessions of one connection or message are found in other logs.
//!
//! Sessions are joined by these ids:
//!
//! - a connection has the same id in the connectivity log and in the send log, and the agent log has the id of the
//!   receive session;
//! - a front end logs the id of a session that it proxies in its send log (`Proxying inbound session with session id`);
//! - RECEIVE events in a tracking log contain the id of the receive session in `source-context`
//!   (`<session-id>;<time>;<n>`), and the Message-ID is the same in the tracking log and in the replies and information
//!   rows of the protocol logs;
//! - no id is in both the POP3 or IMAP4 log of a front end and that of the back end to which it proxies. The front end logs
//!   the back end's host and port (`Proxy:mbx01.contoso.com:1993:SSL`), and both log the user; a session of the back end
//!   that begins meanwhile is probably the same one.
//!
//! Ids are unique only within a process, so sessions that share nothing but an id must also be close in time.

use crate::archive::Archive;
use crate::content::{Text, TextKind};
use crate::entry::LogType;
use crate::exchange::information::InformationKind;
use crate::exchange::mail_access::{AccessContext, Proxy};
use crate::exchange::{Information, Service, address, endpoint, server_label, user_name};
use crate::query::sessions_with;
use crate::session::view::SessionView;
use crate::store::{Session, SessionId, SessionIndex};
use crate::work;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// Groups of logs in which the sessions of one connection have the same id.
const SAME_ID: [(LogType, LogType); 2] =
    [(LogType::SmtpSend, LogType::Connectivity), (LogType::SmtpReceive, LogType::Agent)];

/// Most time between sessions of one connection, in milliseconds: logs are written with a delay, and a connection is
/// planned before it is made.
pub const NEAR_MS: i64 = 10 * 60_000;

/// The other logs in which a session of this log has the same id.
pub fn same_id_logs(log_type: LogType) -> impl Iterator<Item = LogType> {
    let other = move |(one, other)| match log_type {
        _ if log_type == one => Some(other),
        _ if log_type == other => Some(one),
        _ => None,
    };
    SAME_ID.into_iter().filter_map(other)
}

/// The published sessions of a log that have that id, the latest first.
pub fn with_id<'a>(archive: &'a Archive, log_type: LogType, id: &SessionId) -> impl Iterator<Item = SessionIndex> + 'a {
    let sessions = &archive.store.sessions;
    let before =
        |index: &SessionIndex| Some(sessions.get(*index).namesake).filter(|&other| other != SessionIndex::NONE);
    let all = core::iter::successors(sessions.latest(log_type, id), before);
    all.filter(|index| (index.0 as usize) < archive.published())
}

/// Whether two sessions are close enough in time to be of one connection.
pub fn is_near(one: &Session, other: &Session) -> bool {
    one.start.since(other.end) <= NEAR_MS && other.start.since(one.end) <= NEAR_MS
}

/// The session of a message in the tracking log, where the id is usually in angle brackets; `id` has none.
pub fn tracked(archive: &Archive, id: &[u8]) -> impl Iterator<Item = SessionIndex> + use<> {
    let latest = |text: &[u8]| {
        let id = SessionId::known(text, &archive.store.strings)?;
        archive.store.sessions.latest(LogType::Tracking, &id)
    };
    [latest(&[b"<", id, b">"].concat()), latest(id)].into_iter().flatten()
}

/// The published sessions with a text of the given kinds that satisfies a predicate, in order.
pub async fn sessions_where(
    archive: &Archive,
    wanted: impl Fn(TextKind) -> bool,
    holds: impl Fn(TextKind, Text<'_>) -> bool,
) -> Vec<SessionIndex> {
    let texts = &archive.store.texts;
    let mut found = FixedBitSet::with_capacity(texts.len());
    let mut see = |range| {
        let matching = texts.kinds_of(range).filter(|(index, kind)| wanted(*kind) && holds(*kind, texts.get(*index)));
        matching.for_each(|(index, _)| found.insert(index.0 as usize));
    };
    work::each_part(texts.len(), &mut see).await;
    sessions_with(archive, &found).await.ones().map(|index| SessionIndex(index as u32)).collect()
}

/// The receive session named in a row of a front end's send log.
pub fn proxied_session(text: Text<'_>, kind: TextKind) -> Option<&[u8]> {
    if !names_proxied_session(kind) {
        return None;
    }
    match Information::parse(text.data, text.context) {
        Information::ProxyingInboundSession { session_id } => Some(session_id),
        _ => None,
    }
}

/// Whether a text of that kind can name the receive session that a send session proxies.
pub fn names_proxied_session(kind: TextKind) -> bool {
    kind == TextKind::Information(InformationKind::ProxyingInboundSession)
}

/// The session-id in `08DC1DB12C345BE5;2024-01-25T15:16:09.544Z;0`.
pub fn session_in_context(context: &[u8]) -> Option<&[u8]> {
    let mut parts = context.split(|&byte| byte == b';');
    let id = parts.next().filter(|id| !id.is_empty() && id.len() <= 36)?;
    parts.next().is_some().then_some(id)
}

/// Without angle brackets.
pub fn bare(id: &[u8]) -> &[u8] {
    id.strip_prefix(b"<").and_then(|id| id.strip_suffix(b">")).unwrap_or(id)
}

/// Whether a text of that kind can name the back end to which a POP3 or IMAP4 session is proxied.
pub fn names_back_end(kind: TextKind) -> bool {
    matches!(kind, TextKind::Access { .. })
}

/// The back end to which a front end proxied a POP3 or IMAP4 session.
pub fn back_end(text: Text<'_>, kind: TextKind) -> Option<Proxy<'_>> {
    if !names_back_end(kind) { None } else { AccessContext::new(text.context).proxy() }
}

/// Most time by which the clocks of a front end and a back end may differ, in milliseconds.
const CLOCKS_MS: i64 = 5_000;

/// Whether a POP3 or IMAP4 session is probably that of the back end in which a session of a front end, which names the back
/// end, went on.
pub fn may_go_on_in(archive: &Archive, front: &Session, proxy: Proxy<'_>, back: &Session) -> bool {
    let began_meanwhile = back.start.since(front.start) >= -CLOCKS_MS && back.start.since(front.end) <= CLOCKS_MS;
    if front.log_type != back.log_type || !began_meanwhile {
        return false;
    }
    let [one, other] = [front, back].map(|session| SessionView::new(&archive.store, session));
    let port = endpoint(archive.store.strings.get(back.labels.local)).1;
    let listens = if proxy.port.is_some() { port == proxy.port } else { is_back_end(other.own_service()) };
    let server = other.server();
    let is_there = server.is_empty()
        || address(proxy.host).is_some()
        || server_label(server.as_bytes()) == server_label(proxy.host);
    listens && is_there && is_same_user(one.user(), other.user())
}

fn is_back_end(service: Service) -> bool {
    matches!(service, Service::Pop3Backend | Service::Imap4Backend)
}

/// Whether two names are of one user: a client may leave out the domain, with which a back end logs the name.
fn is_same_user(one: &[u8], other: &[u8]) -> bool {
    let [name, other_name] = [one, other].map(user_name);
    let is_bare = name == one || other_name == other;
    let is_equal = one.eq_ignore_ascii_case(other) || (is_bare && name.eq_ignore_ascii_case(other_name));
    !one.is_empty() && is_equal
}

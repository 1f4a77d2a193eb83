//! The list of sessions: those that a query found, in the order of a column.

use crate::engine::Archive;
use crate::session::reading::Reading;
use crate::store::SessionIndex;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// A column that sessions can be ordered by; the names are those of the contract's `SORT_KEYS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the column of that name")]
pub enum SortKey {
    Start,
    Log,
    Server,
    Connector,
    Local,
    Remote,
    Helo,
    From,
    To,
    Messages,
    Size,
    Duration,
    Gap,
    Tls,
    Auth,
    User,
    Code,
    Outcome,
    Entries,
    Session,
}

impl SortKey {
    /// The key of that name.
    pub fn from_name(name: &str) -> Option<SortKey> {
        use SortKey::*;
        Some(match name {
            "start" => Start,
            "log" => Log,
            "server" => Server,
            "connector" => Connector,
            "local" => Local,
            "remote" => Remote,
            "helo" => Helo,
            "from" => From,
            "to" => To,
            "messages" => Messages,
            "size" => Size,
            "duration" => Duration,
            "gap" => Gap,
            "tls" => Tls,
            "auth" => Auth,
            "user" => User,
            "code" => Code,
            "outcome" => Outcome,
            "entries" => Entries,
            "session" => Session,
            _ => return None,
        })
    }
}

/// Column and direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortOrder {
    /// The column.
    pub key: SortKey,
    /// Largest first.
    pub descending: bool,
}

/// What a session is ordered by: a number or a text. Sessions of equal value stand in the order of their start.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Value<'a> {
    Number(i64),
    Text(Cow<'a, [u8]>),
}

/// The sessions that a query found; ordered when they are asked for, and kept so until another order is wanted.
#[derive(Debug, Default)]
pub struct SessionList {
    sessions: Vec<SessionIndex>,
    order: Option<SortOrder>,
}

impl SessionList {
    /// A list of the sessions that were found.
    pub fn new(sessions: Vec<SessionIndex>) -> Self {
        SessionList { sessions, order: None }
    }

    /// The sessions in any order.
    pub fn sessions(&self) -> &[SessionIndex] {
        &self.sessions
    }

    /// The sessions in the wanted order.
    pub fn ordered(&mut self, archive: &Archive, order: SortOrder) -> &[SessionIndex] {
        if self.order != Some(order) {
            sort(&mut self.sessions, archive, order);
            self.order = Some(order);
        }
        &self.sessions
    }
}

fn sort(sessions: &mut [SessionIndex], archive: &Archive, order: SortOrder) {
    let start = |index: SessionIndex| archive.store.sessions.get(index).start;
    let mut keyed: Vec<_> =
        sessions.iter().map(|&index| (value(archive, index, order.key), start(index), index)).collect();
    // Equal values keep the time order in both directions.
    keyed.sort_unstable_by(|a, b| {
        let by_value = if order.descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) };
        by_value.then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
    });
    for (slot, (_, _, index)) in sessions.iter_mut().zip(keyed) {
        *slot = index;
    }
}

fn value(archive: &Archive, index: SessionIndex, key: SortKey) -> Value<'_> {
    let session = archive.store.sessions.get(index);
    let reading = Reading::new(&archive.store, session);
    let facts = &session.facts;
    let label = |index| Value::Text(Cow::Borrowed(archive.store.strings.get(index)));
    let number = |number: u64| Value::Number(i64::try_from(number).unwrap_or(i64::MAX));
    match key {
        SortKey::Start => Value::Number(session.start.0),
        SortKey::Log => Value::Number(session.log_type as i64),
        SortKey::Server => Value::Text(into_bytes(reading.server())),
        SortKey::Connector => label(session.labels.connector),
        SortKey::Local => label(session.labels.local),
        SortKey::Remote => label(session.labels.remote),
        SortKey::Helo => Value::Text(lower(reading.client_name())),
        SortKey::From => Value::Text(lower(reading.sender())),
        SortKey::To => Value::Text(lower(reading.recipient())),
        SortKey::User => Value::Text(lower(reading.user())),
        SortKey::Messages => number(facts.messages.into()),
        SortKey::Size => number(facts.size),
        SortKey::Duration => Value::Number(reading.duration_ms()),
        SortKey::Gap => number(facts.largest_gap_ms.into()),
        SortKey::Tls => Value::Text(into_bytes(reading.tls_version())),
        SortKey::Auth => Value::Text(Cow::Owned(reading.auth().into_bytes())),
        SortKey::Code => number(facts.worst_code.into()),
        SortKey::Outcome => number(facts.outcome as u64),
        SortKey::Entries => number(session.entry_count.into()),
        SortKey::Session => Value::Text(Cow::Owned(reading.session_id().into_bytes())),
    }
}

fn into_bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// Addresses and names are ordered without case.
fn lower(text: &[u8]) -> Cow<'_, [u8]> {
    if text.iter().any(u8::is_ascii_uppercase) { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) }
}

//! The list of sessions: those that a query found, in the order of a column.

use crate::archive::Archive;
use crate::session::view::SessionView;
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
    Service,
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
            "service" => Service,
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
    let numeric = |index: SessionIndex| number(archive, index, order.key);
    match sessions.first().copied().and_then(numeric) {
        Some(_) => sort_by(sessions, archive, order.descending, |index| numeric(index).unwrap_or_default()),
        None => sort_by(sessions, archive, order.descending, |index| text(archive, index, order.key)),
    }
}

/// Sessions of equal value stand in the order of their start, whatever the direction.
fn sort_by<V: Ord>(
    sessions: &mut [SessionIndex],
    archive: &Archive,
    descending: bool,
    value: impl Fn(SessionIndex) -> V,
) {
    let keyed = |&index: &SessionIndex| (value(index), archive.store.sessions.get(index).start, index);
    let mut keyed: Vec<_> = sessions.iter().map(keyed).collect();
    // Stable, since it uses the order that is there: sessions are met nearly in the order of their start.
    keyed.sort_by(|a, b| {
        let by_value = if descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) };
        by_value.then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
    });
    for (slot, (_, _, index)) in sessions.iter_mut().zip(keyed) {
        *slot = index;
    }
}

/// What a session is ordered by in a column of numbers; `None` in a column of texts.
fn number(archive: &Archive, index: SessionIndex, key: SortKey) -> Option<i64> {
    let session = archive.store.sessions.get(index);
    let facts = &session.facts;
    Some(match key {
        SortKey::Start => session.start.0,
        SortKey::Log => session.log_type as i64,
        SortKey::Messages => facts.messages.into(),
        SortKey::Size => i64::try_from(facts.size).unwrap_or(i64::MAX),
        SortKey::Duration => session.end.since(session.start),
        SortKey::Gap => facts.largest_gap_ms.into(),
        SortKey::Code => facts.worst_code.into(),
        SortKey::Outcome => facts.outcome as i64,
        SortKey::Entries => session.entry_count.into(),
        _ => return None,
    })
}

/// What a session is ordered by in a column of texts; empty in a column of numbers.
fn text(archive: &Archive, index: SessionIndex, key: SortKey) -> Cow<'_, [u8]> {
    let session = archive.store.sessions.get(index);
    let view = SessionView::new(&archive.store, session);
    let label = |index| Cow::Borrowed(archive.store.strings.get(index));
    match key {
        SortKey::Server => into_bytes(view.server()),
        SortKey::Service => into_bytes(view.service()),
        SortKey::Connector => label(session.labels.connector),
        SortKey::Local => label(session.labels.local),
        SortKey::Remote => label(session.labels.remote),
        SortKey::Helo => lower(view.client_name()),
        SortKey::From => lower(view.sender()),
        SortKey::To => lower(view.recipient()),
        SortKey::User => lower(view.user()),
        SortKey::Tls => into_bytes(view.tls_version()),
        SortKey::Auth => Cow::Owned(view.auth().into_bytes()),
        SortKey::Session => Cow::Owned(view.session_id().into_bytes()),
        _ => Cow::Borrowed(b""),
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

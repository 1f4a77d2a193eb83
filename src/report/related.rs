//! Related sessions: the same connection, or the same message, in other logs; see [`super::joins`].

use super::dialogue::Dialogue;
use super::joins::{
    back_end, bare, is_near, may_go_on_in, names_back_end, names_proxied_session, proxied_session, same_id_logs,
    session_in_context, sessions_where, tracked, with_id,
};
use super::masking::{DisplayText, Mask};
use super::opened::{Opened, secrets_of};
use super::reportable::{report_type, report_words};
use super::units::TimeMs;
use crate::archive::Archive;
use crate::content::Text;
use crate::content::message::{message_id, names_message_id};
use crate::entry::LogType;
use crate::exchange::mail_access::Proxy;
use crate::format::Property;
use crate::session::view::SessionView;
use crate::sort;
use crate::store::Outcome;
use crate::store::SessionId;
use crate::store::{Session, SessionIndex, StringIndex};
use crate::work;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

report_type! {
    /// Another session of the same connection or message.
    pub struct RelatedSession {
        /// Handle of the session.
        pub session: u32,
        /// What relates the two.
        pub relation: Relation,
        /// The id in both; empty for several messages.
        pub id: DisplayText<'static>,
        /// The type of its log.
        pub log_type: LogType,
        /// The name of the log type.
        pub log_type_name: &'static str,
        /// The server that wrote the log; empty if unknown.
        pub server: DisplayText<'static>,
        /// The service that wrote the log; empty if unknown.
        pub service: DisplayText<'static>,
        /// Field `remote-endpoint`.
        pub remote_endpoint: DisplayText<'static>,
        /// Time of its first entry.
        pub start: TimeMs,
        /// Its outcome.
        pub outcome: Outcome,
    }
}

report_words! {
    /// What relates two sessions, most certain first.
    pub enum Relation {
        /// The session-id.
        SessionId,
        /// One was proxied to the other.
        Proxy,
        /// A message.
        Message,
        /// The user and the time, as far as logs of POP3 and IMAP4 tell the other side of the proxy.
        User,
    }
}

/// Most sessions that are listed: a newsletter may be in thousands.
const MAX_RELATED: usize = 100;

/// A session that is related, what relates it, and the id in both.
pub type Found = (SessionIndex, Relation, Vec<u8>);

/// The sessions of the same connection as a published one, or of the messages with these Message-IDs, by start.
pub async fn find_related(archive: &Archive, session: SessionIndex, message_ids: &BTreeSet<Vec<u8>>) -> Vec<Found> {
    let opened = Opened::new(archive, session);
    let mut search = Search { archive, opened: &opened, message_ids, found: BTreeMap::new() };
    search.same_id();
    match opened.session.log_type {
        LogType::SmtpReceive => {
            search.find_previous_hop().await;
            search.tracked_by_session().await;
            search.messages().await;
        }
        LogType::SmtpSend => {
            search.find_next_hop();
            search.messages().await;
        }
        LogType::Tracking => {
            search.received_in();
            search.messages().await;
        }
        LogType::Pop3 | LogType::Imap4 => search.other_end().await,
        _ => {}
    }
    search.by_start()
}

/// The Message-IDs of the messages of a session, without angle brackets.
pub fn message_ids(opened: &Opened<'_>, dialogue: &Dialogue) -> BTreeSet<Vec<u8>> {
    if opened.session.log_type == LogType::Tracking {
        let id = opened.session.id.to_text(&opened.archive.store.strings);
        return BTreeSet::from([Vec::from(bare(id.as_bytes()))]);
    }
    let ids = dialogue.message_ids(opened);
    ids.into_iter().map(bare).filter(|id| !id.is_empty()).map(Vec::from).collect()
}

/// They as the page shows them.
pub fn related(archive: &Archive, found: &[Found]) -> Vec<RelatedSession> {
    found.iter().map(|(session, relation, id)| row(archive, *session, *relation, id)).collect()
}

struct Search<'a> {
    archive: &'a Archive,
    opened: &'a Opened<'a>,
    message_ids: &'a BTreeSet<Vec<u8>>,
    found: BTreeMap<SessionIndex, (Relation, Vec<u8>)>,
}

impl<'a> Search<'a> {
    fn add(&mut self, session: SessionIndex, relation: Relation, id: &[u8]) {
        let visible = (session.0 as usize) < self.archive.published();
        if visible && session != self.opened.index {
            let entry = self.found.entry(session).or_insert_with(|| (relation, Vec::from(id)));
            if relation < entry.0 {
                *entry = (relation, Vec::from(id));
            }
        }
    }

    /// Adds the sessions of a log that have that id and are close in time.
    fn add_by_id(&mut self, log_type: LogType, id: &SessionId, relation: Relation) {
        let text = id.to_text(&self.archive.store.strings);
        for candidate in with_id(self.archive, log_type, id) {
            if self.found.len() >= MAX_RELATED {
                break;
            }
            if is_near(self.opened.session, self.archive.store.sessions.get(candidate)) {
                self.add(candidate, relation, text.as_bytes());
            }
        }
    }

    fn same_id(&mut self) {
        let Session { log_type, id, .. } = self.opened.session;
        for other in same_id_logs(*log_type) {
            self.add_by_id(other, id, Relation::SessionId);
        }
    }

    /// Adds the receive session that a send session proxies.
    fn find_next_hop(&mut self) {
        let id_in = |(_, text, kind)| SessionId::known(proxied_session(text, kind)?, &self.archive.store.strings);
        let ids = sort::set(self.opened.texts().filter_map(id_in));
        for id in ids {
            self.add_by_id(LogType::SmtpReceive, &id, Relation::Proxy);
        }
    }

    /// Adds the send sessions that name this receive session.
    async fn find_previous_hop(&mut self) {
        let view = SessionView::new(&self.archive.store, self.opened.session);
        let names_it = |kind, text: Text<'_>| {
            proxied_session(text, kind).is_some_and(|named| view.with_session_id(|id| id == named))
        };
        let sessions = sessions_where(self.archive, names_proxied_session, names_it).await;
        self.add_all(&sessions, Relation::Proxy, view.session_id().as_bytes());
    }

    /// Adds the POP3 or IMAP4 sessions that may be the same one in the log of the back end, or of the front end.
    async fn other_end(&mut self) {
        let (archive, own) = (self.archive, self.opened.session);
        let mut other_ends: Vec<SessionIndex> = Vec::new();
        match self.back_end_of(self.opened.index) {
            Some(proxy) => {
                let see = |(index, session)| {
                    if other_ends.len() < MAX_RELATED && may_go_on_in(archive, own, proxy, session) {
                        other_ends.push(index);
                    }
                };
                work::each(archive.store.sessions.of(0..archive.published()), see).await;
            }
            None => {
                let names_one = |kind, text: Text<'_>| back_end(text, kind).is_some();
                let proxied = sessions_where(archive, names_back_end, names_one).await;
                let comes_from = |front: &SessionIndex| {
                    let goes_on = |proxy| may_go_on_in(archive, archive.store.sessions.get(*front), proxy, own);
                    self.back_end_of(*front).is_some_and(goes_on)
                };
                let see = |front| {
                    if other_ends.len() < MAX_RELATED && comes_from(&front) {
                        other_ends.push(front);
                    }
                };
                work::each(proxied.into_iter(), see).await;
            }
        }
        self.add_all(&other_ends, Relation::User, SessionView::new(&archive.store, own).user());
    }

    /// The back end to which a front end proxied a session; `None` if no entry names one.
    fn back_end_of(&self, session: SessionIndex) -> Option<Proxy<'a>> {
        let store = &self.archive.store;
        let mut entries = Vec::new();
        store.entries_of(session, &mut entries);
        entries.into_iter().find_map(|entry| {
            let text = store.entries.text(entry);
            back_end(store.texts.get(text), store.texts.kind(text))
        })
    }

    /// Adds the receive sessions that the RECEIVE events of a message name.
    fn received_in(&mut self) {
        let strings = &self.archive.store.strings;
        let cells = self.opened.order.iter().filter_map(|&entry| {
            let (table, row) = self.archive.tables.of_entry(entry)?;
            Some(table.property(row, Property::SourceContext))
        });
        let id_in = |cell| SessionId::known(session_in_context(strings.get(cell))?, strings);
        let ids = sort::set(cells.filter_map(id_in));
        for id in ids {
            self.add_by_id(LogType::SmtpReceive, &id, Relation::SessionId);
        }
    }

    /// Adds the messages whose RECEIVE events name this receive session.
    async fn tracked_by_session(&mut self) {
        let id = self.opened.session.id.to_text(&self.archive.store.strings);
        let mut sessions = Vec::new();
        for table in self.archive.tables.iter().filter(|table| table.log_type == LogType::Tracking) {
            for column in table.columns_of(Property::SourceContext) {
                let see = |row| {
                    if self.names_session(table.cell(row, column), id.as_bytes())
                        && let Some(entry) = table.entry_of(row as u32)
                    {
                        sessions.push(self.archive.store.entries.session(entry));
                    }
                };
                work::each(0..table.len(), see).await;
            }
        }
        self.add_all(&sessions, Relation::SessionId, id.as_bytes());
    }

    fn names_session(&self, cell: StringIndex, id: &[u8]) -> bool {
        !cell.is_empty() && session_in_context(self.archive.store.strings.get(cell)) == Some(id)
    }

    /// Adds the other sessions of the messages.
    async fn messages(&mut self) {
        let ids = self.message_ids;
        if ids.is_empty() {
            return;
        }
        for id in ids {
            for tracked in tracked(self.archive, id) {
                self.add(tracked, Relation::Message, id);
            }
        }
        let names_one = |kind, text: Text<'_>| ids.contains(bare(message_id(kind, text)));
        let sessions = sessions_where(self.archive, names_message_id, names_one).await;
        let id = if ids.len() == 1 { ids.iter().next().cloned() } else { None };
        self.add_all(&sessions, Relation::Message, &id.unwrap_or_default());
    }

    fn add_all(&mut self, sessions: &[SessionIndex], relation: Relation, id: &[u8]) {
        sessions.iter().for_each(|session| self.add(*session, relation, id));
    }

    fn by_start(self) -> Vec<Found> {
        let sessions = &self.archive.store.sessions;
        let found = self.found.into_iter().map(|(session, (relation, id))| (session, relation, id));
        let mut found: Vec<Found> = found.collect();
        sort::by_key(&mut found, |&(session, ..)| sessions.get(session).start);
        found.truncate(MAX_RELATED);
        found
    }
}

fn row(archive: &Archive, index: SessionIndex, relation: Relation, id: &[u8]) -> RelatedSession {
    let session = archive.store.sessions.get(index);
    let (secrets, view) = (secrets_of(archive, index), SessionView::new(&archive.store, session));
    let mask = Mask::with(archive, &secrets);
    RelatedSession {
        session: index.0,
        relation,
        id: mask.name(id).into_owned(),
        log_type: session.log_type,
        log_type_name: session.log_type.name(),
        server: mask.of_exchange().composed(view.server()).into_owned(),
        service: mask.of_exchange().composed(view.service()).into_owned(),
        remote_endpoint: mask.of_exchange().string(session.labels.remote).into_owned(),
        start: session.start.0.into(),
        outcome: session.facts.outcome,
    }
}

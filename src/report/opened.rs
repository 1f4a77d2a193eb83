//! A session opened for reading: its entries in order, and the mask for its texts.

use super::masking::{Mask, Secrets};
use super::ordered::Ordered;
use super::session_secrets::{SecretsSearch, row_secrets, session_secrets};
use crate::archive::{Archive, Credentials};
use crate::store::tables::Table;
use crate::store::{EntryIndex, Session, SessionIndex};
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::ops::Deref;

/// A session with its entries in order.
pub struct Opened<'a> {
    /// Its index.
    pub index: SessionIndex,
    /// The session.
    pub session: &'a Session,
    ordered: Ordered<'a>,
    /// What its texts may repeat, once one of them is displayed.
    secrets: OnceCell<Secrets>,
    /// How far they have been looked for before.
    search: SecretsSearch,
}

impl<'a> Opened<'a> {
    /// Opens a session.
    pub fn new(archive: &'a Archive, index: SessionIndex) -> Self {
        let session = archive.store.sessions.get(index);
        let ordered = Ordered::new(archive, index);
        Opened { index, session, ordered, secrets: OnceCell::new(), search: SecretsSearch::default() }
    }

    /// Keeps what was found out about the session, to go on with it later.
    pub fn close(self) -> Closed {
        let credentials = self.archive.credentials;
        let Opened { index, ordered, secrets, search, .. } = self;
        Closed { index, order: ordered.order, secrets, search, credentials }
    }

    /// Looks for its secrets in as many further entries as there is room for, which they take. Returns whether all are known.
    pub fn look_for_secrets(&mut self, room: &mut usize) -> bool {
        if self.secrets.get().is_none() && self.search.go_on(&self.ordered, self.session, room) {
            self.secrets = OnceCell::from(core::mem::take(&mut self.search).secrets());
        }
        self.secrets.get().is_some()
    }

    /// The mask for its texts.
    pub fn mask(&self) -> Mask<'_> {
        let secrets = || session_secrets(&self.ordered, self.session);
        Mask::with(self.archive, self.secrets.get_or_init(secrets))
    }
}

/// A session that was opened, without the archive.
#[derive(Debug)]
pub struct Closed {
    /// Its index.
    pub index: SessionIndex,
    order: Vec<EntryIndex>,
    secrets: OnceCell<Secrets>,
    search: SecretsSearch,
    /// Whether credentials were shown.
    credentials: Credentials,
}

impl Closed {
    /// Whether what was found out still holds: not if credentials are masked now that were shown, or the reverse.
    pub fn holds(&self, archive: &Archive) -> bool {
        self.credentials == archive.credentials
    }

    /// Opens the session again.
    pub fn open(self, archive: &Archive) -> Opened<'_> {
        let Closed { index, order, secrets, search, .. } = self;
        let session = archive.store.sessions.get(index);
        let ordered = Ordered { archive, log_type: session.log_type, order };
        Opened { index, session, ordered, secrets, search }
    }
}

impl<'a> Deref for Opened<'a> {
    type Target = Ordered<'a>;

    fn deref(&self) -> &Ordered<'a> {
        &self.ordered
    }
}

/// Most entries of a session that is searched for what a row of a list or table repeats, unless somebody logged on.
/// Larger ones are as a rule the requests of a program over days, each of which has what is needed to mask it.
const MAX_LISTED: u32 = 65_536;

/// Most entries of a session that is searched for each of its rows in a table.
const MAX_IN_TABLE: u32 = 64;

/// What a row of the list of sessions may repeat. Most sessions have no secret, and are searched for one only once.
pub fn secrets_of(archive: &Archive, index: SessionIndex) -> Secrets {
    let session = archive.store.sessions.get(index);
    let is_too_large = session.entry_count > MAX_LISTED && !session.facts.auth.is_some();
    if is_too_large || archive.credentials == Credentials::Shown {
        return Secrets::NONE;
    }
    let search = || session_secrets(&Ordered::new(archive, index), session);
    let mut found = None;
    let has_secrets = archive.screened.sessions.ask(index.0, || !found.insert(search()).is_empty());
    found.unwrap_or_else(|| if has_secrets { search() } else { Secrets::NONE })
}

/// What the cells of a row of a table may repeat.
pub fn secrets_of_row(archive: &Archive, table: &Table, row: u32) -> Secrets {
    let session = table.entry_of(row).map(|entry| archive.store.entries.session(entry));
    let published = session.filter(|session| (session.0 as usize) < archive.published());
    match published.filter(|&session| archive.store.sessions.get(session).entry_count <= MAX_IN_TABLE) {
        Some(session) => secrets_of(archive, session),
        None => row_secrets(archive, table, row as usize),
    }
}

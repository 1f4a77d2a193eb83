//! A session opened for reading: its entries in order, and the mask for its texts.

use super::masking::Mask;
use super::ordered::Ordered;
use super::session_secrets::{SecretsSearch, row_secrets, session_secrets};
use crate::archive::{Archive, Credentials};
use crate::store::tables::Table;
use crate::store::{EntryIndex, Session, SessionIndex};
use crate::text::secrets::Secrets;
use crate::work::{PART, rest};
use alloc::rc::Rc;
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
    secrets: OnceCell<Rc<Secrets>>,
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
        if self.secrets.get().is_none() {
            let found = remembered(self.archive, self.index).or_else(|| {
                let secrets = self.search.go_on(&self.ordered, self.session, room)?;
                Some(remember(self.archive, self.index, secrets))
            });
            self.secrets = found.map(OnceCell::from).unwrap_or_default();
        }
        self.secrets.get().is_some()
    }

    /// The mask for its texts.
    pub fn mask(&self) -> Mask<'_> {
        let secrets = || found_once(self.archive, self.index, || session_secrets(&self.ordered, self.session));
        Mask::with(self.archive, self.secrets.get_or_init(secrets))
    }
}

/// A session that was opened, without the archive.
#[derive(Debug)]
pub struct Closed {
    /// Its index.
    pub index: SessionIndex,
    order: Vec<EntryIndex>,
    secrets: OnceCell<Rc<Secrets>>,
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

/// Fewest entries of a session whose secrets are remembered: it takes milliseconds to search it, and a list, its summaries
/// and an export each need them.
const MIN_REMEMBERED: u32 = 1_024;

/// Most bytes of secrets that are remembered, but for those of a single session.
const MAX_REMEMBERED: usize = 32 << 20;

/// Number of entries that are searched for secrets in a step.
const STEP: usize = PART / 4;

/// What is remembered of the secrets of a session.
fn remembered(archive: &Archive, index: SessionIndex) -> Option<Rc<Secrets>> {
    archive.screened.secrets.get(&index.0)
}

/// Remembers the secrets of a session, if it is long.
fn remember(archive: &Archive, index: SessionIndex, secrets: Secrets) -> Rc<Secrets> {
    let (size, secrets) = (secrets.size(), Rc::new(secrets));
    if is_long(archive, index) && archive.credentials == Credentials::Masked {
        archive.screened.secrets.keep(index.0, Rc::clone(&secrets), size, MAX_REMEMBERED);
    }
    secrets
}

fn is_long(archive: &Archive, index: SessionIndex) -> bool {
    archive.store.sessions.get(index).entry_count >= MIN_REMEMBERED
}

/// The secrets of a session: those that are remembered, or what a search finds.
fn found_once(archive: &Archive, index: SessionIndex, search: impl FnOnce() -> Secrets) -> Rc<Secrets> {
    remembered(archive, index).unwrap_or_else(|| remember(archive, index, search()))
}

/// Whether a session is searched for what its row in a list may repeat.
fn is_searched(archive: &Archive, index: SessionIndex) -> bool {
    let session = archive.store.sessions.get(index);
    let is_too_large = session.entry_count > MAX_LISTED && !session.facts.auth.is_some();
    !is_too_large && archive.credentials == Credentials::Masked
}

/// Looks for the secrets of the long ones among some sessions, in steps: [`secrets_of`] then knows them.
pub async fn look_for_secrets(archive: &Archive, sessions: impl IntoIterator<Item = SessionIndex>) {
    for index in sessions {
        if !is_long(archive, index) || !is_searched(archive, index) || remembered(archive, index).is_some() {
            continue;
        }
        let mut opened = Opened::new(archive, index);
        while !opened.look_for_secrets(&mut { STEP }) {
            rest().await;
        }
        rest().await;
    }
}

/// What a row of the list of sessions may repeat. Most sessions have no secret, and are searched for one only once.
pub fn secrets_of(archive: &Archive, index: SessionIndex) -> Rc<Secrets> {
    if !is_searched(archive, index) {
        return Rc::default();
    }
    let session = archive.store.sessions.get(index);
    let search = || found_once(archive, index, || session_secrets(&Ordered::new(archive, index), session));
    let mut found = None;
    let has_secrets = archive.screened.sessions.ask(index.0, || !found.insert(search()).is_empty());
    found.unwrap_or_else(|| if has_secrets { search() } else { Rc::default() })
}

/// What the cells of a row of a table may repeat.
pub fn secrets_of_row(archive: &Archive, table: &Table, row: u32) -> Rc<Secrets> {
    let session = table.entry_of(row).map(|entry| archive.store.entries.session(entry));
    let published = session.filter(|session| (session.0 as usize) < archive.published());
    match published.filter(|&session| archive.store.sessions.get(session).entry_count <= MAX_IN_TABLE) {
        Some(session) => secrets_of(archive, session),
        None => Rc::new(row_secrets(archive, table, row as usize)),
    }
}

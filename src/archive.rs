//! Everything that has been read, in one place: the subject of queries, reports and exports.

use crate::bytes::HashKey;
use crate::store::{
    CertificateStates, Classes, Deferrals, Diagnostics, Files, Memo, Recent, SessionsOfTexts, Store, Tables, Uncommon,
};
use crate::text::secrets::Secrets;
use alloc::rc::Rc;
use alloc::string::String;
use core::cell::{Cell, RefCell};
use fixedbitset::FixedBitSet;

/// Everything that has been read.
#[cfg_attr(test, derive(Default))]
#[derive(Debug)]
pub struct Archive {
    /// The key under which everything is hashed.
    pub(crate) hash_key: HashKey,
    /// Entries and sessions.
    pub store: Store,
    /// Logs without sessions.
    pub tables: Tables,
    /// The files.
    pub files: Files,
    /// The diagnostics.
    pub diagnostics: Diagnostics,
    /// How credentials are shown and exported.
    pub credentials: Credentials,
    /// What is known about where credentials are.
    pub(crate) screened: Screened,
    /// What was worked out from all of it, until it changes.
    pub(crate) worked_out: WorkedOut,
    /// Sessions before this one have been published at least once: their facts are known.
    pub(crate) published: u32,
}

/// How credentials (AUTH, passwords, tokens) are shown and exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Replaced by a mask.
    #[default]
    Masked,
    /// As logged, because the user asked for them.
    Shown,
}

/// What queries ask of all sessions together; `None` until it is asked for.
#[derive(Debug, Default)]
pub(crate) struct WorkedOut {
    /// The log and the outcome of each session, and whether it is noise.
    pub classes: RefCell<Option<Rc<Classes>>>,
    /// What became of mail that was put off.
    pub deferrals: RefCell<Option<Rc<Deferrals>>>,
    /// What the certificates are that were presented.
    pub certificates: RefCell<Option<Rc<CertificateStates>>>,
    /// The sessions for which a condition holds that every one was asked, by how it is written.
    pub conditions: Recent<FixedBitSet, String>,
    /// The texts of uncommon kinds.
    pub uncommon: RefCell<Option<Rc<Uncommon>>>,
    /// Their sessions.
    pub uncommon_sessions: RefCell<Option<Rc<SessionsOfTexts>>>,
    /// Whether the sessions of some of them have been asked for.
    pub has_asked_for_sessions: Cell<bool>,
}

/// What is remembered here, or else what the work makes of it, which is remembered then.
pub(crate) async fn worked_out_once<T>(known: &RefCell<Option<Rc<T>>>, work: impl Future<Output = T>) -> Rc<T> {
    if let Some(known) = &*known.borrow() {
        return Rc::clone(known);
    }
    let made = Rc::new(work.await);
    known.replace(Some(Rc::clone(&made)));
    made
}

/// Which texts, strings and sessions contain a credential, as far as that has been asked: each is searched once, however
/// often it is displayed.
#[derive(Debug, Default)]
pub struct Screened {
    /// The texts of entries.
    pub texts: Memo,
    /// The other strings.
    pub strings: Memo,
    /// The strings that name a column whose cells are credentials.
    pub columns: Memo,
    /// The sessions, as long as nothing is added to them and credentials are masked.
    pub sessions: Memo,
    /// What is secret in long sessions, for as long.
    pub secrets: Recent<Secrets>,
}

impl Screened {
    /// Forgets what is known about sessions.
    pub fn forget_sessions(&mut self) {
        self.sessions = Memo::default();
        self.secrets = Recent::default();
    }
}

impl Archive {
    /// Nothing, hashed under a key.
    pub(crate) fn new(hash_key: HashKey) -> Archive {
        Archive {
            store: Store::new(&hash_key),
            hash_key,
            tables: Tables::default(),
            files: Files::default(),
            diagnostics: Diagnostics::default(),
            credentials: Credentials::default(),
            screened: Screened::default(),
            worked_out: WorkedOut::default(),
            published: 0,
        }
    }

    /// Number of sessions that have been published: those whose facts are known.
    pub fn published(&self) -> usize {
        self.published as usize
    }
}

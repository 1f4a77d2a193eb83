//! All that was read, in one place: what questions are asked of.

use crate::store::{Diagnostics, Files, Store, Tables};

/// All that was read.
#[derive(Debug, Default)]
pub struct Archive {
    /// Entries and sessions.
    pub store: Store,
    /// Logs without sessions.
    pub tables: Tables,
    /// The files.
    pub files: Files,
    /// What was odd.
    pub diagnostics: Diagnostics,
    /// What becomes of credentials wherever something of a log is shown or exported.
    pub credentials: Credentials,
    /// Sessions before this one were made visible at least once: their facts are known.
    pub(crate) published: u32,
}

/// What becomes of credentials (AUTH, passwords, tokens) in whatever is shown or exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Something else stands in their place.
    #[default]
    Masked,
    /// They stand there as in the log, because the user asked for them.
    Shown,
}

impl Archive {
    /// Number of sessions that are visible: those whose facts are known.
    pub fn published(&self) -> usize {
        self.published as usize
    }
}

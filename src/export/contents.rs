//! What an export contains, for the name of its file and for what is said when it is saved.

use crate::archive::Archive;
use crate::report::masking::{DisplayText, Mask};
use crate::report::reportable::report_type;
use crate::report::units::{Count, TimeMs};
use crate::session::view::SessionView;
use crate::store::SessionIndex;

report_type! {
    /// What an export of sessions contains.
    pub struct ExportContents {
        /// Number of sessions.
        pub sessions: Count,
        /// Start of the first session; null without sessions.
        pub start: Option<TimeMs>,
        /// The latest end of a session; null without sessions.
        pub end: Option<TimeMs>,
        /// The server that wrote their logs; empty if there are several, or if it is unknown.
        pub server: DisplayText<'static>,
    }
}

/// What an export of these sessions contains.
pub fn contents(archive: &Archive, sessions: &[SessionIndex]) -> ExportContents {
    let rows = || sessions.iter().map(|index| archive.store.sessions.get(*index));
    let mut servers = rows().map(|session| SessionView::new(&archive.store, session).server());
    let named = servers.next().unwrap_or_default();
    let is_only = servers.all(|server| server == named);
    ExportContents {
        sessions: Count::from(sessions.len() as u64),
        start: rows().map(|session| session.start.0).min().map(TimeMs::from),
        end: rows().map(|session| session.end.0).max().map(TimeMs::from),
        server: if is_only { Mask::of(archive).composed(named).into_owned() } else { DisplayText::default() },
    }
}

//! What an export contains, for the name of its file and for what is said when it is saved.

use crate::archive::Archive;
use crate::report::masking::{DisplayText, Mask};
use crate::report::reportable::report_type;
use crate::report::units::{Count, TimeMs};
use crate::session::view::SessionView;
use crate::store::Session;
use crate::time::Timestamp;
use alloc::string::String;

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

/// What is known of the sessions that were seen.
#[derive(Debug, Default)]
pub struct Contents {
    sessions: u64,
    period: Option<(Timestamp, Timestamp)>,
    /// The server of the first one.
    server: String,
    /// Another one has another server.
    has_others: bool,
}

impl Contents {
    /// Adds a session.
    pub fn add(&mut self, archive: &Archive, session: &Session) {
        let server = || SessionView::new(&archive.store, session).server();
        match self.period {
            None => self.server = server().into_owned(),
            Some(_) => self.has_others = self.has_others || server() != self.server,
        }
        let (start, end) = self.period.unwrap_or((session.start, session.end));
        self.period = Some((start.min(session.start), end.max(session.end)));
        self.sessions += 1;
    }

    /// What an export of them contains.
    pub fn report(&self, archive: &Archive) -> ExportContents {
        let server = Some(self.server.as_str()).filter(|_| !self.has_others).unwrap_or_default();
        ExportContents {
            sessions: self.sessions.into(),
            start: self.period.map(|(start, _)| start.0.into()),
            end: self.period.map(|(_, end)| end.0.into()),
            server: Mask::of(archive).composed(server).into_owned(),
        }
    }
}

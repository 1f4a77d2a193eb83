//! A window of the session list, as columns.

use super::masking::{DisplayText, Mask};
use crate::archive::Archive;
use crate::session::view::SessionView;
use crate::store::{Session, SessionIndex};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::ops::Range;
use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// The strings of a window, each once; 0 is the empty string.
#[derive(Debug)]
pub struct StringTable {
    strings: Vec<DisplayText<'static>>,
    known: HashMap<DisplayText<'static>, u32, FixedState>,
}

impl Default for StringTable {
    fn default() -> Self {
        StringTable { strings: alloc::vec![DisplayText::default()], known: HashMap::default() }
    }
}

impl StringTable {
    fn add(&mut self, text: DisplayText<'_>) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(&index) = self.known.get(text.as_str()) {
            return index;
        }
        let (index, text) = (self.strings.len() as u32, text.into_owned());
        self.strings.push(text.clone());
        self.known.insert(text, index);
        index
    }

    /// The strings in the order of their indices.
    pub fn strings(&self) -> &[DisplayText<'static>] {
        &self.strings
    }
}

/// The rows of a window; see `SessionWindow` in the contract for each column.
#[derive(Debug, Default)]
#[allow(missing_docs, reason = "the columns are documented in the page's contract")]
pub struct Window {
    pub from: u32,
    pub total: u32,
    pub session: Vec<u32>,
    pub start: Vec<f64>,
    pub duration: Vec<f64>,
    pub gap: Vec<f64>,
    pub messages: Vec<u32>,
    pub recipients: Vec<u32>,
    pub size: Vec<f64>,
    pub entries: Vec<u32>,
    pub outcome: Vec<u8>,
    pub code: Vec<u16>,
    pub flags: Vec<u16>,
    pub log: Vec<u32>,
    pub server: Vec<u32>,
    pub service: Vec<u32>,
    pub connector: Vec<u32>,
    pub local: Vec<u32>,
    pub remote: Vec<u32>,
    pub helo: Vec<u32>,
    pub sender: Vec<u32>,
    pub recipient: Vec<u32>,
    pub tls: Vec<u32>,
    pub auth: Vec<u32>,
    pub user: Vec<u32>,
    pub session_id: Vec<u32>,
    pub strings: StringTable,
}

/// Rows of a window that one call may ask for: more is a mistake, and would hold up the page.
const MOST_ROWS: usize = 10_000;

/// The rows of `range`, as far as they exist, of the sessions in their order.
pub fn window(archive: &Archive, sessions: &[SessionIndex], range: Range<u32>) -> Window {
    let from = (range.start as usize).min(sessions.len());
    let to = (range.end as usize).clamp(from, sessions.len()).min(from + MOST_ROWS);
    let mut window = Window { from: from as u32, total: sessions.len() as u32, ..Window::default() };
    for &index in sessions.get(from..to).unwrap_or_default() {
        window.push(archive, index, archive.store.sessions.get(index));
    }
    window
}

impl Window {
    fn push(&mut self, archive: &Archive, index: SessionIndex, session: &Session) {
        let view = SessionView::new(&archive.store, session);
        let facts = &session.facts;
        self.session.push(index.0);
        self.start.push(session.start.0 as f64);
        self.duration.push(view.duration_ms() as f64);
        self.gap.push(f64::from(facts.largest_gap_ms));
        self.messages.push(facts.messages);
        self.recipients.push(facts.recipients);
        self.size.push(facts.size as f64);
        self.entries.push(session.entry_count);
        self.outcome.push(facts.outcome as u8);
        self.code.push(facts.worst_code);
        self.flags.push(session.flags.0);
        let (mask, strings) = (Mask::of(archive), &mut self.strings);
        self.log.push(strings.add(session.log_type.name().into()));
        self.server.push(strings.add(mask.composed(view.server())));
        self.service.push(strings.add(mask.composed(view.service())));
        self.connector.push(strings.add(mask.string(session.labels.connector)));
        self.local.push(strings.add(mask.string(session.labels.local)));
        self.remote.push(strings.add(mask.string(session.labels.remote)));
        self.helo.push(strings.add(mask.name(view.client_name())));
        self.sender.push(strings.add(mask.name(view.sender())));
        self.recipient.push(strings.add(mask.name(view.recipient())));
        self.tls.push(strings.add(mask.composed(tls(view.tls_version()))));
        self.auth.push(strings.add(mask.composed(view.auth())));
        self.user.push(strings.add(mask.name(view.user())));
        self.session_id.push(strings.add(mask.composed(view.session_id())));
    }
}

/// `1.2` is shown as `TLS 1.2`; `SSL 3.0` and `failed` as they are.
fn tls(version: Cow<'_, str>) -> Cow<'_, str> {
    if version.starts_with(|first: char| first.is_ascii_digit()) {
        Cow::Owned(alloc::format!("TLS {version}"))
    } else {
        version
    }
}

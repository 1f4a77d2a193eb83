//! One session, whole: what the page shows as a conversation.

use super::dialogue::Dialogue;
use super::entries::{self, EntryDetail};
use super::fact::Fact;
use super::facts::{self, AuthFact, CertificateFact, ConnectivityFact, PermissionFact, TlsFact};
use super::mail_access::{self, MailAccessFact};
use super::opened::{Opened, lossy};
use super::reply::ReplyFact;
use super::transaction::TransactionFact;
use crate::archive::Archive;
use crate::entry::LogType;
use crate::query::Matches;
use crate::session::view::SessionView;
use crate::store::{Outcome, SessionIndex};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use serde::Serialize;

/// One session; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct SessionDetail {
    pub session: u32,
    pub log_type: LogType,
    pub log_type_name: &'static str,
    pub session_id: String,
    pub server: String,
    pub service: String,
    pub folder: String,
    pub connector_id: String,
    pub local_endpoint: String,
    pub remote_endpoint: String,
    pub start: f64,
    pub end: f64,
    pub duration_ms: f64,
    pub ended: String,
    pub outcome: Outcome,
    pub flags: u16,
    pub missing_entries: u32,
    pub largest_gap: Option<Gap>,
    pub tarpit_ms: u32,
    pub facts: Vec<Fact>,
    pub tls: Option<TlsFact>,
    pub certificates: Vec<CertificateFact>,
    pub auth: Option<AuthFact>,
    pub permissions: Vec<PermissionFact>,
    pub transactions: Vec<TransactionFact>,
    pub connectivity: Option<ConnectivityFact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_access: Option<MailAccessFact>,
    pub worst_reply: Option<ReplyFact>,
    pub entry_count: u32,
    pub first_entry: u32,
    pub entries: Vec<EntryDetail>,
}

/// The largest pause in a session.
#[derive(Debug, Serialize)]
pub struct Gap {
    /// How long, in milliseconds.
    pub ms: f64,
    /// Place of the entry before it.
    pub before: u32,
    /// Place of the entry after it.
    pub after: u32,
}

/// A session with the entries of `range`; `matches` marks those that the query found.
pub fn detail(archive: &Archive, index: SessionIndex, range: Range<u32>, matches: &Matches) -> SessionDetail {
    let opened = Opened::new(archive, index);
    let dialogue = Dialogue::read(&opened);
    let session = opened.session;
    let view = SessionView::new(&archive.store, session);
    let strings = &archive.store.strings;
    let is_mail_access = session.log_type.is_mail_access();
    let first_entry = range.start.min(session.entry_count);
    SessionDetail {
        session: index.0,
        log_type: session.log_type,
        log_type_name: session.log_type.name(),
        session_id: view.session_id(),
        server: view.server().into_owned(),
        service: view.service().into_owned(),
        folder: strings.text(session.folder),
        connector_id: strings.text(session.labels.connector),
        local_endpoint: strings.text(session.labels.local),
        remote_endpoint: strings.text(session.labels.remote),
        start: session.start.0 as f64,
        end: session.end.0 as f64,
        duration_ms: view.duration_ms() as f64,
        ended: lossy(view.ended()),
        outcome: session.facts.outcome,
        flags: session.flags.0,
        missing_entries: session.facts.missing,
        largest_gap: largest_gap(&opened),
        tarpit_ms: session.facts.tarpit_ms,
        facts: facts::facts(&opened, &dialogue),
        tls: facts::tls(&opened),
        certificates: facts::certificates(&opened),
        auth: if is_mail_access { mail_access::auth(&opened) } else { facts::auth(&opened) },
        permissions: facts::permissions(&opened),
        transactions: dialogue.transactions(&opened),
        connectivity: facts::connectivity(&opened),
        mail_access: mail_access::mail_access(&opened),
        worst_reply: if is_mail_access { mail_access::worst_reply(&opened) } else { dialogue.worst_reply(&opened) },
        entry_count: session.entry_count,
        first_entry,
        entries: entries::entries(&opened, &dialogue, first_entry..range.end.min(session.entry_count), matches),
    }
}

fn largest_gap(opened: &Opened<'_>) -> Option<Gap> {
    let gap = |after: usize| (opened.time(after).saturating_sub(opened.time(after - 1)), after);
    // Of equal pauses the first.
    let (ms, after) = (1..opened.order.len()).rev().map(gap).max_by_key(|&(ms, _)| ms)?;
    (ms > 0).then_some(Gap { ms: ms as f64, before: after as u32 - 1, after: after as u32 })
}

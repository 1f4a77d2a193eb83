//! One session in full, which the page shows as a conversation.

use super::authentication::{self, AttemptFact, LogonResult};
use super::certificates::{CertificateFact, certificates};
use super::connection::{self, ConnectivityFact};
use super::dialogue::Dialogue;
use super::entries::{self, EntryDetail};
use super::fact::Fact;
use super::facts::{self, PermissionFact, TlsFact};
use super::mail_access::{self, MailAccessFact};
use super::masking::DisplayText;
use super::opened::Opened;
use super::reply::ReplyFact;
use super::reportable::report_type;
use super::transaction::TransactionFact;
use super::units::{DurationMs, TimeMs};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::query::Matches;
use crate::session::view::SessionView;
use crate::store::{Noise, Outcome, SessionIndex};
use alloc::vec::Vec;
use core::ops::Range;

report_type! {
    /// One session in full.
    pub struct SessionDetail {
        /// Handle of the session, stable until `clear`.
        pub session: u32,
        /// The type of its log.
        pub log_type: LogType,
        /// The name of the log type.
        pub log_type_name: &'static str,
        /// Field `session-id`.
        pub session_id: DisplayText<'static>,
        /// The server that wrote the log; empty if unknown.
        pub server: DisplayText<'static>,
        /// The service that wrote the log; empty if unknown.
        pub service: DisplayText<'static>,
        /// Folder of the log, with `/` between its parts.
        pub folder: DisplayText<'static>,
        /// Field `connector-id`.
        pub connector_id: DisplayText<'static>,
        /// Field `local-endpoint`.
        pub local_endpoint: DisplayText<'static>,
        /// Field `remote-endpoint`.
        pub remote_endpoint: DisplayText<'static>,
        /// Time of the first entry.
        pub start: TimeMs,
        /// Time of the last entry.
        pub end: TimeMs,
        /// Time from the first entry to the last.
        pub duration_ms: DurationMs,
        /// How it ended, in Exchange's terms: `Local`, `Remote`, `Remote(ConnectionReset)`; empty without an event `-`.
        pub ended: DisplayText<'static>,
        /// The outcome.
        pub outcome: Outcome,
        /// Whether it is noise, and why.
        pub noise: Noise,
        /// Peculiarities: bits of SESSION_FLAGS.
        pub flags: u16,
        /// Number of sequence-numbers missing inside the session.
        pub missing_entries: u32,
        /// The longest pause; null if there is none.
        pub largest_gap: Option<LargestGap>,
        /// Total of the tarpit delays, in milliseconds.
        pub tarpit_ms: u32,
        /// Facts that consist of a name and a value, in display order.
        pub facts: Vec<Fact>,
        /// The TLS negotiation, if there was one.
        pub tls: Option<TlsFact>,
        /// The presented certificates, in order.
        pub certificates: Vec<CertificateFact>,
        /// What the attempts to authenticate amount to; null without an attempt.
        pub logon: Option<LogonResult>,
        /// The first twenty attempts to authenticate, in order.
        pub auth: Vec<AttemptFact>,
        /// Number of the attempts after these; omitted if there are none.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        pub more_attempts: Option<u32>,
        /// The permissions of the session.
        pub permissions: Vec<PermissionFact>,
        /// The first eighty mail transactions, in order. A session of tracking or agent records has one, the message.
        pub transactions: Vec<TransactionFact>,
        /// Number of the transactions after these.
        pub more_transactions: u32,
        /// The connection, in a session of a connectivity log.
        pub connectivity: Option<ConnectivityFact>,
        /// The activity of a POP3 or IMAP4 session; omitted for other logs.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        pub mail_access: Option<MailAccessFact>,
        /// The worst reply, if anything was rejected.
        pub worst_reply: Option<ReplyFact>,
        /// Position of the first entry that the current query matches; null if it matches none.
        pub first_match: Option<u32>,
        /// Number of entries in the session; `entries` contains some of them.
        pub entry_count: u32,
        /// Position in the session of the first of `entries`.
        pub first_entry: u32,
        /// The requested entries, in order.
        pub entries: Vec<EntryDetail>,
    }
}

report_type! {
    /// The longest pause in a session.
    pub struct LargestGap {
        /// Its length.
        pub ms: DurationMs,
        /// Position in the session of the entry before it.
        pub before: u32,
        /// Position in the session of the entry after it.
        pub after: u32,
    }
}

/// Most transactions in a detail. A relay may send a hundred thousand messages in a session, and nobody reads their facts
/// beside each page of the conversation; exports have all of them.
const MAX_TRANSACTIONS: usize = 80;

/// Most attempts to authenticate in a detail: there may be as many as entries.
const MAX_ATTEMPTS: usize = 20;

/// What is known of a session as a whole, without any of its entries: see [`SessionDetail::page`].
pub fn detail(opened: &Opened<'_>, dialogue: &Dialogue) -> SessionDetail {
    let session = opened.session;
    let view = SessionView::new(&opened.archive.store, session);
    let mask = opened.mask();
    let is_mail_access = session.log_type.is_mail_access();
    let transactions = dialogue.transaction_count(opened);
    let attempts = authentication::attempt_count(opened, dialogue);
    SessionDetail {
        session: opened.index.0,
        log_type: session.log_type,
        log_type_name: session.log_type.name(),
        session_id: mask.composed(view.session_id()),
        server: mask.of_exchange().composed(view.server()).into_owned(),
        service: mask.of_exchange().composed(view.service()).into_owned(),
        folder: mask.string(session.folder).into_owned(),
        connector_id: mask.of_exchange().string(session.labels.connector).into_owned(),
        local_endpoint: mask.of_exchange().string(session.labels.local).into_owned(),
        remote_endpoint: mask.of_exchange().string(session.labels.remote).into_owned(),
        start: session.start.0.into(),
        end: session.end.0.into(),
        duration_ms: view.duration_ms().into(),
        ended: mask.text(view.ended()).into_owned(),
        outcome: session.facts.outcome,
        noise: session.facts.noise,
        flags: session.flags.0,
        missing_entries: session.facts.missing,
        largest_gap: largest_gap(opened),
        tarpit_ms: session.facts.tarpit_ms,
        facts: facts::facts(opened),
        tls: facts::tls(opened),
        certificates: certificates(opened),
        logon: LogonResult::of(session.facts.logon),
        auth: authentication::attempts(opened, dialogue, 0).take(MAX_ATTEMPTS).collect(),
        more_attempts: Some(attempts.saturating_sub(MAX_ATTEMPTS) as u32).filter(|more| *more > 0),
        permissions: facts::permissions(opened),
        transactions: dialogue.transactions_in(opened, 0..transactions.min(MAX_TRANSACTIONS)),
        more_transactions: transactions.saturating_sub(MAX_TRANSACTIONS) as u32,
        connectivity: connection::connection(opened),
        mail_access: mail_access::mail_access(opened),
        worst_reply: match session.log_type {
            _ if is_mail_access => mail_access::worst_reply(opened),
            LogType::Connectivity => connection::refusal(opened),
            _ => dialogue.worst_reply(opened),
        },
        first_match: None,
        entry_count: session.entry_count,
        first_entry: 0,
        entries: Vec::new(),
    }
}

impl SessionDetail {
    /// The same with the entries in `range`; `matches` marks those that the query found.
    pub fn page(
        &self,
        opened: &Opened<'_>,
        dialogue: &Dialogue,
        range: Range<u32>,
        matches: &Matches,
    ) -> SessionDetail {
        let first_entry = range.start.min(self.entry_count);
        SessionDetail {
            first_match: entries::next_match(opened, matches, -1, false),
            first_entry,
            entries: entries::entries(opened, dialogue, first_entry..range.end.min(self.entry_count), matches),
            ..self.clone()
        }
    }
}

/// The place of the next entry after `place` that a query matches, or of the one before it; beyond the last follows the
/// first. `None` if no entry matches.
pub fn next_match(
    archive: &Archive,
    index: SessionIndex,
    matches: &Matches,
    place: i64,
    backwards: bool,
) -> Option<u32> {
    entries::next_match(&Opened::new(archive, index), matches, place, backwards)
}

fn largest_gap(opened: &Opened<'_>) -> Option<LargestGap> {
    let gap = |after: usize| (opened.time(after).saturating_sub(opened.time(after - 1)), after);
    // The first of equally long pauses.
    let (ms, after) = (1..opened.order.len()).rev().map(gap).max_by_key(|&(ms, _)| ms)?;
    (ms > 0).then_some(LargestGap { ms: ms.into(), before: after as u32 - 1, after: after as u32 })
}

//! The recipients that were refused in a session, by RCPT or with the whole message.

use super::source::{See, domain};
use crate::archive::Archive;
use crate::content::smtp::recipient;
use crate::session::replay::Replay;
use crate::smtp::conversation::{Transaction, TransactionOutcome};
use crate::store::{EntryIndex, SessionIndex};
use alloc::vec::Vec;

/// Reads what was refused. Keeps its buffers from session to session.
pub struct Refused<'a> {
    archive: &'a Archive,
    replay: Replay,
    order: Vec<EntryIndex>,
}

impl<'a> Refused<'a> {
    /// For the sessions of an archive.
    pub fn new(archive: &'a Archive) -> Refused<'a> {
        Refused { archive, replay: Replay::default(), order: Vec::new() }
    }

    /// Calls `see` with the domain of each recipient that was refused in a dialogue, for good or for now.
    pub fn domains(&mut self, session: SessionIndex, see: See<'_>) {
        let store = &self.archive.store;
        let has_sequence = store.sessions.get(session).log_type.has_sequence();
        store.entries_of(session, &mut self.order);
        self.replay.clear();
        for entry in &self.order {
            let row = store.entries.get(*entry);
            let sequence = has_sequence.then_some(row.sequence);
            self.replay.entry(store.texts.kind(row.text), sequence, || store.texts.get(row.text));
        }
        self.replay.finish();
        for place in self.replay.transactions().iter().flat_map(refused_in) {
            if let Some(entry) = self.order.get(place as usize) {
                see(domain(recipient(store.texts.get(store.entries.text(*entry)).data)));
            }
        }
    }
}

/// The places of the RCPT commands whose recipients were refused in a transaction.
fn refused_in(transaction: &Transaction) -> impl Iterator<Item = u32> + '_ {
    let is_whole = matches!(transaction.outcome, TransactionOutcome::Rejected | TransactionOutcome::Deferred);
    let refused = move |reply: u16| reply >= 400 || is_whole;
    transaction
        .recipients
        .iter()
        .filter(move |one| refused(one.reply.map_or(0, |reply| reply.code)))
        .map(|one| one.place)
}

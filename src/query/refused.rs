//! The recipients that were refused in a session, by RCPT or with the whole message, and by which reply.

use super::expression::{Condition, Expression};
use super::field::{NumberField, TextField};
use super::matching::any_matches;
use super::source::{See, domain};
use crate::archive::Archive;
use crate::content::smtp::recipient;
use crate::session::replay::Replay;
use crate::smtp::Reply;
use crate::smtp::conversation::{Transaction, TransactionOutcome};
use crate::store::{EntryIndex, Outcome, SessionIndex, TextIndex};
use alloc::vec::Vec;

/// Reads what was refused. Keeps its buffers from session to session.
pub struct Refused<'a> {
    archive: &'a Archive,
    /// What asks for refusals.
    query: &'a Expression,
    replay: Replay,
    order: Vec<EntryIndex>,
}

impl<'a> Refused<'a> {
    /// For the sessions of an archive that a query finds, as far as their replies are what it asks for.
    pub fn new(archive: &'a Archive, query: &'a Expression) -> Refused<'a> {
        Refused { archive, query, replay: Replay::default(), order: Vec::new() }
    }

    /// Calls `see` with the domain of each recipient that was refused in a dialogue by such a reply.
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
        for (command, reply) in self.replay.transactions().iter().flat_map(refused_in) {
            if self.text(reply).is_none_or(|reply| self.is_meant(reply))
                && let Some(command) = self.text(command)
            {
                see(domain(recipient(store.texts.get(command).data)));
            }
        }
    }

    fn text(&self, place: u32) -> Option<TextIndex> {
        self.order.get(place as usize).map(|entry| self.archive.store.entries.text(*entry))
    }

    fn is_meant(&self, reply: TextIndex) -> bool {
        let texts = &self.archive.store.texts;
        asks_for(self.query, texts.get(reply).answer(texts.kind(reply))) != Some(false)
    }
}

/// Whether a query asks for a reply; `None` if it says nothing of replies.
fn asks_for(query: &Expression, reply: &[u8]) -> Option<bool> {
    match query {
        Expression::All(parts) => {
            let mut known = parts.iter().filter_map(|part| asks_for(part, reply)).peekable();
            known.peek().copied().map(|_| known.all(|holds| holds))
        }
        Expression::Any(parts) => {
            // What says nothing of replies may be why a session was found.
            parts.iter().map(|part| asks_for(part, reply)).try_fold(false, |any, part| Some(any || part?))
        }
        Expression::Not(part) => asks_for(part, reply).map(|holds| !holds),
        Expression::Condition(condition) => condition_holds(condition, reply),
    }
}

fn condition_holds(condition: &Condition, line: &[u8]) -> Option<bool> {
    let reply = Reply::parse(line);
    let code = reply.as_ref().map_or(0, |reply| reply.code);
    match condition {
        Condition::Field(TextField::Refusal, patterns) => Some(any_matches(patterns, line)),
        Condition::Status(wanted) => {
            let status = reply?.status.map(|status| [status.class.into(), status.subject, status.detail]);
            Some(status.is_some_and(|status| wanted.iter().any(|wanted| wanted.holds(status))))
        }
        Condition::Number(NumberField::Code, ranges) => Some(ranges.iter().any(|range| range.holds(code.into()))),
        Condition::Deferral(_) => Some(code < 500),
        Condition::Outcome(outcomes) => {
            let is_refusal = |outcome: &Outcome| match outcome {
                Outcome::Rejected => code >= 500,
                Outcome::Deferred => code < 500,
                _ => false,
            };
            Some(outcomes.iter().any(is_refusal))
        }
        _ => None,
    }
}

/// The places of the RCPT commands whose recipients were refused in a transaction, and of the replies.
fn refused_in(transaction: &Transaction) -> impl Iterator<Item = (u32, u32)> + '_ {
    let is_whole = matches!(transaction.outcome, TransactionOutcome::Rejected | TransactionOutcome::Deferred);
    let decision = transaction.decision.filter(|_| is_whole);
    transaction.recipients.iter().filter_map(move |one| {
        let own = one.reply.filter(|reply| reply.code >= 400);
        Some((one.place, own.or(decision)?.place))
    })
}

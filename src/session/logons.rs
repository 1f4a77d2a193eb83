//! Finds the attempts to authenticate of a session ([`Attempts`]) in its rows.

use super::authentication::{Attempt, Attempts};
use super::mail_access::MailAccess;
use super::replay::Replay;
use super::requests;
use crate::content::{Text, TextKind};
use crate::entry::LogType;
use crate::exchange::{AuthError, Information, InformationKind, TarpitReason};
use crate::smtp::{Verb, authenticates};
use crate::store::{AuthResult, EntryIndex, Session, Store, Tables};
use alloc::vec::Vec;

/// All attempts of a session whose entries are in order.
pub fn attempts(store: &Store, tables: &Tables, session: &Session, order: &[EntryIndex]) -> Vec<Attempt> {
    let mut attempts = Attempts::default();
    if session.log_type.is_mail_access() {
        let mut access = MailAccess::new(&mut attempts);
        for (place, &entry) in (0..).zip(order) {
            access.entry(store, tables, entry, place);
        }
    } else if session.log_type == LogType::Http {
        requests::logons(store, order, !session.facts.records.user.is_empty(), &mut attempts);
    } else if !session.log_type.is_grouped() {
        read_smtp(store, session, order, &mut attempts);
    }
    attempts.list().to_vec()
}

fn read_smtp(store: &Store, session: &Session, order: &[EntryIndex], attempts: &mut Attempts) {
    let (mut replay, mut last) = (Replay::default(), None);
    let verb_at = |place: u32| {
        let entry = *order.get(place as usize)?;
        store.texts.kind(store.entries.get(entry).text).verb()
    };
    for (place, &entry) in (0..).zip(order) {
        let row = store.entries.get(entry);
        let kind = store.texts.kind(row.text);
        let text = || store.texts.get(row.text);
        if session.log_type.has_sequence() {
            let missing = last.map_or(row.sequence, |last: u32| row.sequence.saturating_sub(last.saturating_add(1)));
            note_hole(attempts, missing);
            last = Some(row.sequence);
        }
        let sequence = session.log_type.has_sequence().then_some(row.sequence);
        let answer = replay.entry(kind, sequence, text);
        note(attempts, place, kind, text, || answer.command.and_then(verb_at));
    }
}

/// Rows are missing before the next one.
#[inline]
pub fn note_hole(attempts: &mut Attempts, missing: u32) {
    if missing > 0 {
        attempts.interrupt(missing);
    }
}

/// What a row of an SMTP session says about attempts. `answered` is the verb of the command that a reply answers.
#[inline]
pub fn note<'t>(
    attempts: &mut Attempts,
    place: u32,
    kind: TextKind,
    text: impl FnOnce() -> Text<'t>,
    answered: impl FnOnce() -> Option<Verb>,
) {
    match kind {
        TextKind::Command(verb) if authenticates(verb) => attempts.command(place),
        TextKind::Answered { verb, status } if authenticates(verb) => {
            attempts.command(place);
            note_reply(attempts, place, status);
        }
        TextKind::Command(_) => attempts.other_command(),
        TextKind::Reply { code: 334, .. } => attempts.challenged(place),
        TextKind::Reply { code: code @ (235 | 535), continued: false } => note_reply(attempts, place, code),
        TextKind::Reply { code: code @ 400.., continued: false } if answered().is_some_and(authenticates) => {
            note_reply(attempts, place, code);
        }
        TextKind::Information(kind) => note_information(attempts, place, kind, text),
        _ => {}
    }
}

/// The final reply to an attempt (RFC 4954, 6): 235 or 535; a server of Exchange 2003 may log any other 2xx.
fn note_reply(attempts: &mut Attempts, place: u32, code: u16) {
    match code {
        200..=299 => attempts.replied(place, AuthResult::Ok, false),
        400.. => attempts.replied(place, AuthResult::Failed, code == 535),
        _ => {}
    }
}

fn note_information<'t>(attempts: &mut Attempts, place: u32, kind: InformationKind, text: impl FnOnce() -> Text<'t>) {
    use InformationKind::{
        Authenticated, BackendLocator, InboundAuthenticationFailed, OutboundAuthenticationFailed, ProxyEstablished,
        Tarpit, UserName,
    };
    match kind {
        UserName => attempts.user(place),
        Authenticated => attempts.authenticated(place),
        BackendLocator | ProxyEstablished => attempts.located(place),
        InboundAuthenticationFailed | OutboundAuthenticationFailed => attempts.failed(place, is_denial(text())),
        Tarpit if announces_refusal(text()) => attempts.refusal_announced(place),
        _ => {}
    }
}

/// Whether a row that reports a failure says that name or password was refused; an unknown word may mean that.
fn is_denial(text: Text<'_>) -> bool {
    match Information::parse(text.data, text.context) {
        Information::InboundAuthenticationFailed { error, .. }
        | Information::OutboundAuthenticationFailed { error } => {
            AuthError::of(error).is_none_or(|error| error.is_denial)
        }
        _ => false,
    }
}

/// Whether a tarpit row delays the reply 535, which answers nothing but an attempt to authenticate.
fn announces_refusal(text: Text<'_>) -> bool {
    let Information::Tarpit(tarpit) = Information::parse(text.data, text.context) else { return false };
    matches!(tarpit.reason(), Some(TarpitReason::Reply(reply)) if reply.code == 535)
}

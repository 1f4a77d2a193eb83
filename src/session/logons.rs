//! Finds the attempts to authenticate of a session ([`Attempts`]) in its rows.

use super::authentication::{Attempt, Attempts};
use super::mail_access::MailAccess;
use super::requests;
use crate::content::{Text, TextKind};
use crate::entry::LogType;
use crate::exchange::{AuthError, Information, InformationKind, TarpitReason};
use crate::smtp::{AuthInfo, Command, Verb, authenticates};
use crate::store::{AuthResult, EntryIndex, Session, Store, Tables};
use alloc::vec::Vec;

/// The attempts of a session of a log without a replay, whose entries are in order: of clients that access their mailbox,
/// of web requests, and none of other records. `None` for SMTP and NNTP.
pub fn of_records(store: &Store, tables: &Tables, session: &Session, order: &[EntryIndex]) -> Option<Vec<Attempt>> {
    let mut attempts = Attempts::default();
    if session.log_type.is_mail_access() {
        let mut access = MailAccess::new(&mut attempts);
        for (place, &entry) in (0..).zip(order) {
            access.entry(store, tables, entry, place);
        }
    } else if session.log_type == LogType::Http {
        requests::logons(store, order, !session.facts.records.user.is_empty(), &mut attempts);
    } else if !session.log_type.is_grouped() {
        return None;
    }
    Some(attempts.list().to_vec())
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
    answered: impl Fn() -> Option<Verb>,
) {
    match kind {
        TextKind::Command(verb) if authenticates(verb) => attempts.command(place),
        TextKind::Answered { verb, status } if authenticates(verb) => {
            attempts.command(place);
            note_reply(attempts, place, status);
        }
        TextKind::Command(Verb::AuthInfo) => note_auth_info(attempts, place, text()),
        TextKind::Answered { verb: Verb::AuthInfo, status } => {
            note_auth_info(attempts, place, text());
            note_news_reply(attempts, place, status);
        }
        TextKind::Command(_) => attempts.other_command(),
        TextKind::Reply { code: 334, .. } => attempts.challenged(place),
        // In NNTP, 235 is also the reply to an article that IHAVE transferred.
        TextKind::Reply { code: 235, continued: false } if answered() == Some(Verb::IHave) => {}
        TextKind::Reply { code: code @ (235 | 535), continued: false } => note_reply(attempts, place, code),
        TextKind::Reply { code: code @ (281 | 400..), continued: false } => match answered() {
            Some(Verb::AuthInfo) => note_news_reply(attempts, place, code),
            Some(verb) if authenticates(verb) => note_reply(attempts, place, code),
            _ => {}
        },
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

/// AUTHINFO of NNTP: name and password are two commands of one attempt.
fn note_auth_info(attempts: &mut Attempts, place: u32, text: Text<'_>) {
    match AuthInfo::parse(Command::parse(text.data).argument) {
        Some(AuthInfo::User(_)) => {
            attempts.command(place);
            attempts.user(place);
        }
        Some(AuthInfo::Password | AuthInfo::Response) => attempts.continued(place),
        Some(AuthInfo::Mechanism(_)) | None => attempts.command(place),
    }
}

/// A reply to AUTHINFO: 281 is success, 381 and 383 request more (RFC 4643). 481 refuses name and password, and so does
/// 482 in the older RFC 2980 (3.1.1); 480, 483 and 502 refuse the command.
fn note_news_reply(attempts: &mut Attempts, place: u32, code: u16) {
    match code {
        281 => attempts.replied(place, AuthResult::Ok, false),
        400.. => attempts.replied(place, AuthResult::Failed, matches!(code, 481 | 482)),
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

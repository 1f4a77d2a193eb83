//! The attempts to authenticate in one session, and what they amount to.

use super::dialogue::Dialogue;
use super::masking::DisplayText;
use super::opened::Opened;
use super::reply::reply_fact;
use super::reportable::{report_type, report_words};
use super::units::TimeMs;
use crate::content::mail_access::refusal;
use crate::content::{TextKind, web};
use crate::entry::LogType;
use crate::exchange::{AccessContext, Information};
use crate::format::Property;
use crate::session::authentication::Attempt;
use crate::session::view::{mechanism_in, user_in};
use crate::store::{AuthResult, Logon};

report_words! {
    /// The result of an attempt to authenticate.
    pub enum Authentication {
        /// It succeeded.
        Ok,
        /// It failed.
        Failed,
        /// Not logged.
        Unknown,
    }
}

report_type! {
    /// An attempt to authenticate.
    pub struct AttemptFact {
        /// The mechanism in capitals; empty if unknown.
        pub mechanism: DisplayText<'static>,
        /// The user who authenticated or tried to; empty if the log does not name one.
        pub user: DisplayText<'static>,
        /// The result.
        pub result: Authentication,
        /// Exchange's term for the failure, e.g. `LogonDenied`, or else the reply; empty unless it failed.
        pub error: DisplayText<'static>,
        /// Time of its first entry.
        pub time: TimeMs,
        /// Position of its first entry in the session.
        pub entry: u32,
    }
}

report_words! {
    /// What all attempts of a session amount to.
    pub enum LogonResult {
        /// The client logged on.
        Ok,
        /// It logged on after attempts with a wrong name or password.
        Guessed,
        /// It logged on and did nothing else.
        Tested,
        /// Attempts failed, and none succeeded.
        Failed,
        /// Not logged.
        Unknown,
    }
}

impl LogonResult {
    /// The result in a session; `None` without an attempt.
    pub fn of(logon: Logon) -> Option<LogonResult> {
        Some(match logon {
            Logon::None => return None,
            Logon::Ok => LogonResult::Ok,
            Logon::Guessed => LogonResult::Guessed,
            Logon::Tested => LogonResult::Tested,
            Logon::Failed => LogonResult::Failed,
            Logon::Unknown => LogonResult::Unknown,
        })
    }
}

/// The attempts to authenticate from one on, in order.
pub fn attempts(opened: &Opened<'_>, dialogue: &Dialogue, first: usize) -> impl Iterator<Item = AttemptFact> {
    all(opened, dialogue).iter().skip(first).map(|attempt| attempt_fact(opened, attempt))
}

/// Number of the attempts to authenticate.
pub fn attempt_count(opened: &Opened<'_>, dialogue: &Dialogue) -> usize {
    all(opened, dialogue).len()
}

fn all<'a>(opened: &Opened<'_>, dialogue: &'a Dialogue) -> &'a [Attempt] {
    if opened.session.facts.attempts == 0 { &[] } else { dialogue.attempts(opened) }
}

fn attempt_fact(opened: &Opened<'_>, attempt: &Attempt) -> AttemptFact {
    let named = attempt.command.or(attempt.failure).map(|place| opened.text(place));
    let mechanism = named.map_or(&b""[..], |(text, kind)| mechanism_in(text, kind));
    AttemptFact {
        mechanism: opened.mask().name(&mechanism.to_ascii_uppercase()).into_owned(),
        user: user(opened, attempt),
        result: match attempt.result {
            AuthResult::Ok => Authentication::Ok,
            AuthResult::Failed => Authentication::Failed,
            AuthResult::Unknown => Authentication::Unknown,
        },
        error: if attempt.result == AuthResult::Failed { error(opened, attempt) } else { DisplayText::default() },
        time: opened.time(attempt.first as usize).into(),
        entry: attempt.first,
    }
}

/// The user in a row of the attempt, or else in the column of its last row.
fn user(opened: &Opened<'_>, attempt: &Attempt) -> DisplayText<'static> {
    let named = attempt.user.map_or(&b""[..], |place| {
        let (text, kind) = opened.text(place);
        user_in(text, kind)
    });
    let log_type = opened.session.log_type;
    if !named.is_empty() || !(log_type.is_mail_access() || log_type == LogType::Http) {
        return opened.mask().name(named).into_owned();
    }
    let entry = opened.order.get(attempt.reply.unwrap_or(attempt.first) as usize);
    let cell = entry.and_then(|&entry| opened.archive.tables.of_entry(entry));
    let cell = cell.map(|(table, row)| table.property(row, Property::User)).unwrap_or_default();
    opened.mask().string(cell).into_owned()
}

/// Exchange's word for the failure, or else the reply.
fn error(opened: &Opened<'_>, attempt: &Attempt) -> DisplayText<'static> {
    let mask = opened.mask();
    if let Some(place) = attempt.failure {
        let (text, _) = opened.text(place);
        return match Information::parse(text.data, text.context) {
            Information::InboundAuthenticationFailed { error, .. }
            | Information::OutboundAuthenticationFailed { error } => mask.text(error).into_owned(),
            _ => DisplayText::default(),
        };
    }
    let Some(place) = attempt.reply else { return announced(opened, attempt) };
    let (text, kind) = opened.text(place);
    let shown = |text| mask.text(text).into_owned();
    match kind {
        TextKind::Access { .. } => match AccessContext::new(text.context).error() {
            [] => shown(refusal(text.context)),
            error => shown(error),
        },
        TextKind::AccessReply(_) => shown(text.data),
        TextKind::Record { code } => web::result(code, text).error_name().into(),
        _ => reply_fact(opened, place, None).map(|reply| reply.line()).unwrap_or_default(),
    }
}

/// The reply that Exchange delayed, and for which the client did not wait.
fn announced(opened: &Opened<'_>, attempt: &Attempt) -> DisplayText<'static> {
    let Some(place) = attempt.announced else { return DisplayText::default() };
    let (text, _) = opened.text(place);
    match Information::parse(text.data, text.context) {
        Information::Tarpit(tarpit) => opened.mask().text(tarpit.reason.unwrap_or_default()).into_owned(),
        _ => DisplayText::default(),
    }
}

//! Decides the outcome of a session.
//!
//! If several apply, it is the worst one: an administrator looks for what went wrong. A refused AUTH counts only if
//! nobody logged on later; if nothing but the logon happened, how it came about is the outcome: *guessed* after a wrong
//! name or password, or *tested*. A refusal to which the client reacts with another attempt (a `500` to an extension it
//! probes) counts only if no message was accepted. A refusal that follows from an
//! earlier one (`503` to DATA after every RCPT was deferred) does not count.
//!
//! A mailbox session (POP3, IMAP4) transfers no message that could be accepted, so the words have the closest meaning:
//! *accepted*: the client used the mailbox and nothing was refused; *failed*: it did not get in; *proxied*: a front
//! end passed it on after the logon; *rejected* and *deferred*: a command other than the logon was refused; *empty*:
//! nobody tried to log on.

use crate::exchange::AccessStatus;
use crate::smtp::conversation::{Transaction, TransactionOutcome};
use crate::store::sessions::Flags;
use crate::store::{Facts, Logon, Outcome};

/// What the entries show besides the transactions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ending {
    /// A connection was established.
    pub connected: bool,
    /// A connection could not be established; another attempt may have succeeded.
    pub connect_failed: bool,
    /// One address could not be reached; another one may have been reached.
    pub attempt_failed: bool,
    /// TLS failed and did not succeed before.
    pub tls_failed: bool,
    /// The session was proxied to a back end.
    pub proxied: bool,
    /// A command was sent that is not only part of a logon.
    pub is_used: bool,
    /// The connection ended with an error.
    pub broken: bool,
    /// The last row of a connectivity session does not say how it ended.
    pub unknown: bool,
    /// According to the connectivity log, delivery is to be retried.
    pub retried: bool,
    /// The worst status of a POP3 or IMAP4 command other than a logon.
    pub refusal: AccessStatus,
    /// The largest code of a reply that refuses something other than a logon; 0 if there is none.
    pub worst_refusal: u16,
}

impl Ending {
    /// Whether every attempt to connect failed.
    pub fn never_connected(&self) -> bool {
        (self.connect_failed || self.attempt_failed) && !self.connected
    }
}

/// The outcome of a session other than a mailbox session.
pub fn outcome(facts: &Facts, flags: Flags, ending: &Ending, transactions: &[Transaction]) -> Outcome {
    let any = |wanted| transactions.iter().any(|transaction| transaction.outcome == wanted);
    let refused = |hundreds| {
        transactions
            .iter()
            .flat_map(|transaction| &transaction.recipients)
            .any(|recipient| recipient.reply.is_some_and(|reply| reply.code / 100 == hundreds && !reply.follows))
    };
    let no_mail = facts.messages == 0;
    let broken_mail = ending.broken && any(TransactionOutcome::Unfinished);
    let failed_logon = facts.logon == Logon::Failed;
    if ending.never_connected() || broken_mail || (no_mail && (ending.tls_failed || failed_logon)) {
        Outcome::Failed
    } else if any(TransactionOutcome::Rejected) || refused(5) || (no_mail && ending.worst_refusal >= 500) {
        Outcome::Rejected
    } else if ending.retried
        || any(TransactionOutcome::Deferred)
        || refused(4)
        || (no_mail && ending.worst_refusal >= 400)
    {
        Outcome::Deferred
    } else if !no_mail {
        Outcome::Accepted
    } else if ending.proxied {
        Outcome::Proxied
    } else if let Some(outcome) = logon_outcome(facts.logon) {
        outcome
    } else if flags.has(Flags::NO_BEGIN)
        || flags.has(Flags::NO_END)
        || ending.unknown
        || any(TransactionOutcome::Unfinished)
    {
        Outcome::Incomplete
    } else {
        Outcome::Empty
    }
}

/// The outcome of a session in which nothing happened but a logon.
fn logon_outcome(logon: Logon) -> Option<Outcome> {
    match logon {
        Logon::Guessed => Some(Outcome::Guessed),
        Logon::Tested => Some(Outcome::Tested),
        _ => None,
    }
}

/// The outcome of a mailbox session.
pub fn mail_access_outcome(facts: &Facts, flags: Flags, ending: &Ending) -> Outcome {
    let is_part = flags.has(Flags::NO_BEGIN) || flags.has(Flags::NO_END);
    if facts.logon == Logon::Failed {
        Outcome::Failed
    } else if ending.refusal == AccessStatus::Refused {
        Outcome::Rejected
    } else if ending.refusal == AccessStatus::Deferred {
        Outcome::Deferred
    } else if ending.proxied {
        Outcome::Proxied
    } else if let Some(outcome) = logon_outcome(facts.logon).filter(|_| !ending.is_used) {
        outcome
    } else if facts.logon.succeeded() {
        Outcome::Accepted
    } else if is_part || facts.logon == Logon::Unknown {
        Outcome::Incomplete
    } else {
        Outcome::Empty
    }
}

//! What a session came to, in one word.
//!
//! Where several hold, the worst one is named: an administrator looks for what went wrong. A refused AUTH counts only
//! when nobody got in later, and a refusal that a client answers with another try (a `500` to an extension it probes)
//! counts only when no message came through.
//!
//! A session of a mailbox (POP3, IMAP4) carries no message that could be taken, so the words mean what comes nearest to
//! them: *accepted* that the client got into the mailbox and nothing was refused, *failed* that it did not get in, *proxied*
//! that a front end passed it on after the logon, *rejected* and *deferred* that a command other than the logon was refused,
//! *empty* that nobody tried to log on.

use crate::exchange::AccessStatus;
use crate::smtp::conversation::{Transaction, TransactionOutcome};
use crate::store::sessions::Flags;
use crate::store::{AuthResult, Facts, Outcome};

/// What the entries told beside the transactions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ending {
    /// A connection was there.
    pub connected: bool,
    /// A connection could not be made; another try may have come about.
    pub connect_failed: bool,
    /// One address could not be reached; another one may have been.
    pub attempt_failed: bool,
    /// TLS failed and did not succeed before.
    pub tls_failed: bool,
    /// The session was handed to a back end.
    pub proxied: bool,
    /// The connection ended with an error and not by intent.
    pub broken: bool,
    /// A connectivity log says that it is to be tried again.
    pub retried: bool,
    /// The worst answer to a command of a POP3 or IMAP4 client other than a logon.
    pub refusal: AccessStatus,
    /// The largest code of a reply that refuses something other than a logon, 0 without one.
    pub worst_refusal: u16,
}

impl Ending {
    /// Whether every try to connect failed.
    pub fn never_connected(&self) -> bool {
        (self.connect_failed || self.attempt_failed) && !self.connected
    }
}

/// Names the outcome.
pub fn outcome(facts: &Facts, flags: Flags, ending: &Ending, transactions: &[Transaction]) -> Outcome {
    let any = |wanted| transactions.iter().any(|transaction| transaction.outcome == wanted);
    let refused = |hundreds| {
        transactions
            .iter()
            .flat_map(|transaction| &transaction.recipients)
            .any(|recipient| recipient.reply.is_some_and(|reply| reply.code / 100 == hundreds))
    };
    let no_mail = facts.messages == 0;
    let broken_mail = ending.broken && any(TransactionOutcome::Unfinished);
    let failed_logon = facts.auth_result == AuthResult::Failed;
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
    } else if flags.has(Flags::NO_BEGIN) || flags.has(Flags::NO_END) || any(TransactionOutcome::Unfinished) {
        Outcome::Incomplete
    } else {
        Outcome::Empty
    }
}

/// Names the outcome of a session of a mailbox.
pub fn mail_access_outcome(facts: &Facts, flags: Flags, ending: &Ending) -> Outcome {
    let logged_on = facts.auth_result == AuthResult::Ok;
    let is_part = flags.has(Flags::NO_BEGIN) || flags.has(Flags::NO_END);
    if facts.auth_result == AuthResult::Failed {
        Outcome::Failed
    } else if ending.refusal == AccessStatus::Refused {
        Outcome::Rejected
    } else if ending.refusal == AccessStatus::Deferred {
        Outcome::Deferred
    } else if ending.proxied {
        Outcome::Proxied
    } else if logged_on {
        Outcome::Accepted
    } else if is_part || facts.auth_result == AuthResult::Unknown {
        Outcome::Incomplete
    } else {
        Outcome::Empty
    }
}

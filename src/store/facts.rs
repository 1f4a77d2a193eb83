//! The facts of a session, which are computed once from its entries, so that all sessions can be queried at once.
//!
//! Facts are small: numbers, and the index of the text that states a fact. The details in that text (the address in a
//! `MAIL FROM`, the cipher in a TLS row) are parsed on request, which is rare.

use super::index::{StringIndex, TextIndex};
use super::outcome::Outcome;

/// The result of authentication. The order is by how much is known: a success outweighs the failures before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum AuthResult {
    /// No attempt.
    #[default]
    None,
    /// An attempt whose result is not logged.
    Unknown,
    /// A failed attempt, without a later success.
    Failed,
    /// A successful logon.
    Ok,
}

/// What is known about a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The last EHLO or HELO.
    pub hello: TextIndex,
    /// The row with the result of TLS: the last successful one, or else the last one.
    pub tls: TextIndex,
    /// The last AUTH command.
    pub auth: TextIndex,
    /// The last row that names a user.
    pub user: TextIndex,
    /// The user named in a column; empty where no row names one.
    pub user_name: StringIndex,
    /// The result of authentication.
    pub auth_result: AuthResult,
    /// The first MAIL.
    pub sender: TextIndex,
    /// The first RCPT.
    pub recipient: TextIndex,
    /// Number of messages that were accepted.
    pub messages: u32,
    /// Number of RCPT commands.
    pub recipients: u32,
    /// Bytes of the accepted messages, as far as they are logged; in POP3 and IMAP4 logs bytes sent to the client.
    pub size: u64,
    /// The worst negative reply; in POP3 and IMAP4 logs the row that contains it.
    pub worst_reply: TextIndex,
    /// Its code; 0 if there is none.
    pub worst_code: u16,
    /// The row with event `-`.
    pub ended: TextIndex,
    /// The longest pause between two consecutive entries, in milliseconds.
    pub largest_gap_ms: u32,
    /// Sum of the delays that Exchange announced (tarpitting), in milliseconds.
    pub tarpit_ms: u32,
    /// Number of sequence-numbers missing before the last entry.
    pub missing: u32,
    /// The outcome.
    pub outcome: Outcome,
    /// Facts from the cells of its records.
    pub records: RecordFacts,
}

/// The first values in the cells of a session of records; empty in other sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordFacts {
    /// The sender of the message.
    pub sender: StringIndex,
    /// The recipients of the first record that has any, separated by `;`.
    pub recipients: StringIndex,
    /// The authenticated user.
    pub user: StringIndex,
    /// The name of the client: the host that submitted the message, or the program that made the request.
    pub client_name: StringIndex,
}

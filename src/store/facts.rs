//! The facts of a session, which are computed once from its entries, so that all sessions can be queried at once.
//!
//! Facts are small: numbers, and the index of the text that states a fact. The details in that text (the address in a
//! `MAIL FROM`, the cipher in a TLS row) are parsed on request, which is rare.

use super::index::{StringIndex, TextIndex};
use super::noise::Noise;
use super::outcome::Outcome;

/// The result of one attempt to authenticate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuthResult {
    /// Not logged.
    #[default]
    Unknown,
    /// It failed.
    Failed,
    /// It succeeded.
    Ok,
}

/// What all attempts to authenticate in a session amount to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Logon {
    /// No attempt.
    #[default]
    None,
    /// Attempts whose results are not logged.
    Unknown,
    /// Attempts failed, and none succeeded.
    Failed,
    /// An attempt succeeded after others with a wrong name or password.
    Guessed,
    /// The client logged on and did nothing else.
    Tested,
    /// An attempt succeeded.
    Ok,
}

impl Logon {
    /// Whether an attempt succeeded.
    pub fn succeeded(self) -> bool {
        matches!(self, Logon::Ok | Logon::Guessed | Logon::Tested)
    }
}

/// What is known about a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The last EHLO or HELO.
    pub hello: TextIndex,
    /// The first row of the first reply that accepted one, in which the server names itself.
    pub hello_reply: TextIndex,
    /// The greeting of the server: the first reply, if it is 220 and answers nothing.
    pub greeting: TextIndex,
    /// The row with the result of TLS: the last successful one, or else the last one; without such a row the reply that agreed to TLS, if
    /// commands follow.
    pub tls: TextIndex,
    /// The row with the mechanism of the attempt to authenticate that a list shows.
    pub auth: TextIndex,
    /// The row that names the user of that attempt, or else the last row that names one.
    pub user: TextIndex,
    /// The user named in a column; empty where no row names one.
    pub user_name: StringIndex,
    /// What the attempts to authenticate amount to.
    pub logon: Logon,
    /// Number of attempts to authenticate.
    pub attempts: u16,
    /// Number of those that failed.
    pub failed_attempts: u16,
    /// Number of those in which name or password was refused.
    pub denied_attempts: u16,
    /// Number of those before the first success in which name or password was refused.
    pub guesses: u16,
    /// The row that names the address of the original client, where another server has passed the session on.
    pub original: TextIndex,
    /// The row that names the host of the original client.
    pub original_name: TextIndex,
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
    /// The longest of those in which one side waited for the other: neither between messages nor announced as a tarpit, and without
    /// the time that a slow line takes for what was sent.
    pub longest_wait_ms: u32,
    /// Sum of the delays that Exchange announced (tarpitting), in milliseconds.
    pub tarpit_ms: u32,
    /// Number of sequence-numbers missing before the last entry.
    pub missing: u32,
    /// The outcome.
    pub outcome: Outcome,
    /// Whether it is noise, and why.
    pub noise: Noise,
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
    /// The original client where a server or a proxy in between has passed on its request or message.
    pub original: StringIndex,
    /// The name of the client: the host that submitted the message, or the program that made the request.
    pub client_name: StringIndex,
}

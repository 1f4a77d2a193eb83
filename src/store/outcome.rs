//! The outcome of a session, in one word.

use serde::Serialize;

/// The outcome of a session. The order is that of `OUTCOMES` in the page's contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub enum Outcome {
    /// At least one message was accepted and nothing was refused.
    Accepted,
    /// The session was proxied to a back end, and its commands are in that server's log.
    Proxied,
    /// Something was refused temporarily (4xx), or is to be retried.
    Deferred,
    /// Something was refused permanently (5xx).
    Rejected,
    /// No connection, no TLS, no logon, or the connection was lost in the middle of a message.
    Failed,
    /// No message was attempted: probes, load balancers, scanners.
    Empty,
    /// Unknown: the beginning or the end is missing from the log.
    #[default]
    Incomplete,
}

impl Outcome {
    /// All outcomes in order.
    pub const ALL: [Outcome; 7] = [
        Outcome::Accepted,
        Outcome::Proxied,
        Outcome::Deferred,
        Outcome::Rejected,
        Outcome::Failed,
        Outcome::Empty,
        Outcome::Incomplete,
    ];

    /// The word that the page and queries use.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::Accepted => "accepted",
            Outcome::Proxied => "proxied",
            Outcome::Deferred => "deferred",
            Outcome::Rejected => "rejected",
            Outcome::Failed => "failed",
            Outcome::Empty => "empty",
            Outcome::Incomplete => "incomplete",
        }
    }
}

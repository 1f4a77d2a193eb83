//! The outcome of a session, in one word.

use super::words::words;

words! {
    /// The outcome of a session.
    Outcome, "All outcomes, in the order in which the timeline stacks them.";
    Accepted, "accepted", "At least one message was accepted and nothing was refused.";
    Proxied, "proxied", "The session was proxied to a back end, and its commands are in that server's log.";
    Deferred, "deferred", "Something was refused temporarily (4xx), or is to be retried.";
    Rejected, "rejected", "Something was refused permanently (5xx).";
    Failed, "failed", "No connection, no TLS, no logon, or the connection was lost in the middle of a message.";
    Guessed, "guessed", "A client logged on after a wrong name or password, and sent no message.";
    Tested, "tested", "A client logged on and did nothing else.";
    Empty, "empty", "Neither a message nor a logon: probes, load balancers, scanners.";
    #[default] Incomplete, "incomplete", "Unknown: the beginning or the end is missing from the log.";
}

//! The outcome of a session, in one word.

use serde::Serialize;

/// The table of outcomes, one row each: variant, key, documentation.
macro_rules! outcomes {
    ($($(#[$attribute:meta])* $variant:ident, $key:literal, $doc:literal;)*) => {
        /// The outcome of a session.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[repr(u8)]
        pub enum Outcome {
            $(#[doc = $doc] #[serde(rename = $key)] $(#[$attribute])* $variant,)*
        }

        impl Outcome {
            /// All outcomes, in the order in which the timeline stacks them.
            pub const ALL: &[Outcome] = &[$(Outcome::$variant,)*];

            /// The word that the page and queries use.
            pub fn key(self) -> &'static str {
                match self { $(Outcome::$variant => $key,)* }
            }
        }
    };
}

outcomes! {
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

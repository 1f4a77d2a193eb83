//! SMTP as the RFCs define it: commands, replies, enhanced status codes.
//!
//! This layer reads *one line of protocol text at a time* and knows nothing of where the line came from: no log, no
//! session, no Exchange wording. The verbs that begin with `X` are here by name only, because a verb must be one small
//! number wherever it comes from; what they mean stands in [`crate::exchange`].
//!
//! Every parser takes bytes, since logs hold whatever a client sent, and gives borrowed parts of them. None of them can
//! fail: what is not understood becomes [`command::Verb::Other`] or `None`, and the caller still has the text. What
//! real clients get wrong in harmless ways (missing angle brackets, blanks after the colon, lower case) is accepted,
//! for an administrator wants to see the address and not that a bracket is missing.
//!
//! The parsers run once per distinct string of a log, which is millions of times for a gigabyte. Therefore
//! [`command::Command::parse`] and [`reply::Reply::parse`] look at the first bytes only, and nothing here allocates.

#[cfg(test)]
pub(crate) mod hostile;

pub mod auth;
pub mod command;
pub mod conversation;
pub mod envelope;
pub mod reply;
pub mod status;

pub use auth::{AuthArgument, authenticates, challenge, may_be_encoded, password, quoted_secrets, secret};
pub use command::{Command, Verb};
pub use envelope::{Chunk, ClientName, MailArgument, Parameter, Path, RcptArgument};
pub use reply::{Class, Reply};
pub use status::Status;

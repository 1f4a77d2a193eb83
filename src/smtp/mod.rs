//! SMTP as the RFCs define it: commands, replies, enhanced status codes.
//!
//! This layer parses *one line of protocol text at a time* and does not know where the line came from: no log, no
//! session, no Exchange wording. Exchange's own verbs, which begin with `X`, are listed here because a verb must be one
//! small number whatever its origin; their meaning is in [`crate::exchange`].
//!
//! Every parser takes bytes, since a log contains whatever a client sent, and returns borrowed parts of them. Parsers
//! do not fail: unknown text becomes [`command::Verb::Other`] or `None`, and the caller still has the text. Harmless
//! errors of real clients (missing angle brackets, blanks after the colon, lower case) are accepted, because an
//! administrator wants to see the address and not that a bracket is missing.
//!
//! The parsers run once for each distinct string of a log, millions of times for a gigabyte. Therefore
//! [`command::Command::parse`] and [`reply::Reply::parse`] examine the first bytes only, and nothing here allocates,
//! except the list of transactions of a [`conversation`], after missing rows its possible queues, and a [`reason()`].

#[cfg(test)]
pub(crate) mod hostile;

pub mod auth;
mod awaited;
pub mod command;
pub mod conversation;
pub mod envelope;
pub mod foreign;
mod possible;
mod queue;
mod quoted;
mod reason;
pub mod reply;
pub mod rewritten;
pub mod status;
mod stray;
mod waiting;

pub use auth::{AuthArgument, AuthInfo, authenticates, challenge, is_placeholder, may_be_encoded, password, secret};
pub use awaited::Awaited;
pub use command::{Command, Verb};
pub use envelope::{Chunk, ClientName, MailArgument, RcptArgument};
pub use foreign::ForeignProtocol;
pub use quoted::{is_telling, quoted_secrets, secret_in_text, with_logon_names};
pub use reason::reason;
pub use reply::{Class, Reply, joined};
pub use rewritten::Rewritten;
pub use status::Status;
pub use stray::is_command;

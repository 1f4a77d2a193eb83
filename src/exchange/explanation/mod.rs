//! Explanations for administrators: what a row means, what usually causes it, what to check.
//!
//! Style: one to three short sentences in plain English, the cause first, then what to check, with the names that
//! Exchange's own tools use. No blame, and no guess presented as a fact. They are shown next to the row they explain,
//! so they do not repeat its text.
//!
//! Explanations are tables. A reply is looked up in `replies.rs` from the most specific rule to the most general. Every
//! rule has a sample, and a test proves that it is explained by its own rule, so a rule that is never reached, or that
//! hides another, is noticed. Order matters: put a new rule before the rules that would also match its sample.
//!
//! Explanations are only shown: outcomes and facts come from the parsers.

mod access_replies;
mod agent;
mod auth_replies;
mod cell;
mod connectivity;
mod exchange_replies;
mod foreign;
mod http;
mod information;
mod latency;
mod mail_access;
mod news_replies;
mod online_replies;
mod replies;
mod reply_codes;
mod reply_rule;
mod rewritten;
mod status_codes;
mod tls;
mod tracking;

pub use agent::{explain_agent, explain_agent_reason};
pub use auth_replies::explain_auth_reply;
pub use cell::explain_cell;
pub use connectivity::{explain_connectivity, explain_dns_error};
pub use foreign::{explain_foreign_client, explain_foreign_server};
pub use http::explain_request;
pub use information::explain_information;
pub use latency::latency_component;
pub use mail_access::{explain_access, explain_access_reply};
pub use news_replies::explain_news_reply;
pub use replies::explain_reply;
pub use rewritten::explain_rewritten;
pub use tracking::{explain_tracking, is_tracking_event};

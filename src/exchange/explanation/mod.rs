//! Sentences for administrators: what a row means, what usually causes it, where to look.
//!
//! The sentences are the product's voice: plain English, no blame, no guess presented as a fact, and the place to look
//! at named by the word that Exchange's own tools use for it. They are made to be read beside the row they explain, so
//! they do not repeat its text.
//!
//! Everything is tables. A reply is looked up in `replies.rs` from the most specific row to the most general one; every
//! row carries a sample, and a test proves that the sample is explained by its own row, so a new row that would never be
//! reached, or one that hides another, is noticed. The order of rows is therefore meaning: put a new row before the
//! rows that would match its sample as well.
//!
//! What is explained does not decide anything: outcomes and facts come from the parsers, never from these texts.

mod access_replies;
mod agent;
mod connectivity;
mod exchange_replies;
mod http;
mod information;
mod mail_access;
mod news_replies;
mod online_replies;
mod replies;
mod reply_codes;
mod reply_rule;
mod status_codes;
mod tracking;

pub use agent::explain_agent;
pub use connectivity::explain_connectivity;
pub use http::explain_http;
pub use information::explain_information;
pub use mail_access::{explain_access, explain_access_reply};
pub use news_replies::explain_news_reply;
pub use replies::explain_reply;
pub use tracking::explain_tracking;

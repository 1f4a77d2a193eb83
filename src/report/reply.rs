//! A reply and what it means.

use super::explanation::explain_refusal;
use super::masking::masked;
use super::opened::{Opened, lossy};
use crate::smtp::Reply;
use alloc::string::{String, ToString};
use serde::Serialize;

/// A reply and what it means; see the contract.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct ReplyFact {
    pub code: u16,
    pub status: String,
    pub text: String,
    pub explanation: String,
    pub entry: u32,
}

/// What the reply at a place says.
pub fn reply_fact(opened: &Opened<'_>, place: u32) -> Option<ReplyFact> {
    let (text, kind) = opened.text(place);
    reply_of(opened, text.answer(kind), place)
}

/// What a reply says that stands in the entry at a place.
pub fn reply_of(opened: &Opened<'_>, line: &[u8], place: u32) -> Option<ReplyFact> {
    let line = masked(opened.archive.credentials, line);
    let reply = Reply::parse(line.as_bytes())?;
    let explanation = if reply.class().is_failure() { explain_refusal(opened.session.log_type, &reply) } else { None };
    Some(ReplyFact {
        code: reply.code,
        status: reply.status.map(|status| status.to_string()).unwrap_or_default(),
        text: lossy(reply.text),
        explanation: explanation.map(String::from).unwrap_or_default(),
        entry: place,
    })
}

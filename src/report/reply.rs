//! A reply and its explanation.

use super::explanation::explain_refusal;
use super::masking::{DisplayText, str_of};
use super::opened::Opened;
use super::reportable::report_type;
use crate::session::reply_rows::reply_rows;
use crate::smtp::{Reply, Verb, joined};
use core::ops::RangeInclusive;

report_type! {
    /// A reply and its explanation.
    pub struct ReplyFact {
        /// Reply code; 0 for POP3 and IMAP4 replies, which have none.
        pub code: u16,
        /// Enhanced status code such as `5.7.1`; may be empty.
        pub status: DisplayText<'static>,
        /// The text after the codes; its beginning, if it is very long: it may be about thousands of recipients.
        pub text: DisplayText<'static>,
        /// Its meaning and usual cause; empty for positive replies.
        pub explanation: DisplayText<'static>,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

/// Longest text of a reply in bytes. Servers send a few lines.
const MAX_TEXT: usize = 2_000;

impl ReplyFact {
    /// Code and text in a line.
    pub fn line(self) -> DisplayText<'static> {
        DisplayText::join([DisplayText::from(u64::from(self.code)), self.status, self.text], " ")
    }
}

/// The places of the rows of the reply that the entry at `place` is part of.
pub fn rows_of(opened: &Opened<'_>, place: u32) -> RangeInclusive<u32> {
    reply_rows(|at| (opened.text(at).1, opened.sequence(at).unwrap_or(at)), opened.order.len() as u32, place)
}

/// The reply of which the entry at `place` is a row, with the text of all of its rows. `answered` is the verb of the
/// command that it answers, if known.
pub fn reply_fact(opened: &Opened<'_>, place: u32, answered: Option<Verb>) -> Option<ReplyFact> {
    let rows = rows_of(opened, place);
    let lines = rows.clone().map(|row| {
        let (text, kind) = opened.text(row);
        text.answer(kind)
    });
    reply_to(opened, answered, &joined(lines), *rows.end())
}

/// The explanation of a refusal that follows from another one.
pub fn consequence(cause: Option<ReplyFact>) -> DisplayText<'static> {
    let Some(reply) = cause else { return DisplayText::default() };
    let code = DisplayText::join([u64::from(reply.code).into(), reply.status], " ");
    DisplayText::concat([
        "A consequence: the server had already refused what this command needs. The reason is the reply ".into(),
        code,
        " above.".into(),
    ])
}

/// A given reply in the entry at `place`.
pub fn reply_of(opened: &Opened<'_>, line: &[u8], place: u32) -> Option<ReplyFact> {
    reply_to(opened, None, line, place)
}

fn reply_to(opened: &Opened<'_>, answered: Option<Verb>, line: &[u8], place: u32) -> Option<ReplyFact> {
    let mask = opened.mask();
    // Masked as a whole, since the words before a credential can determine where it begins.
    let line = mask.text(line);
    let reply = Reply::parse(line.as_str().as_bytes())?;
    let text = line.part(|line| Reply::parse(line.as_bytes()).map_or("", |reply| str_of(reply.text)));
    let explanation =
        if reply.class().is_failure() { explain_refusal(opened.session.log_type, answered, &reply) } else { None };
    Some(ReplyFact {
        code: reply.code,
        status: reply.status.map(DisplayText::from).unwrap_or_default(),
        text: text.head(MAX_TEXT).into_owned(),
        explanation: explanation.map(|sentence| mask.sentence(sentence)).unwrap_or_default(),
        entry: place,
    })
}

//! A reply and its explanation.

use super::explanation::explain_refusal;
use super::masking::{DisplayText, str_of};
use super::opened::Opened;
use super::repetition::without_repetitions;
use super::reportable::report_type;
use crate::smtp::Reply;

report_type! {
    /// A reply and its explanation.
    #[derive(Clone)]
    pub struct ReplyFact {
        /// Reply code; 0 for POP3 and IMAP4 replies, which have none.
        pub code: u16,
        /// Enhanced status code such as `5.7.1`; may be empty.
        pub status: DisplayText<'static>,
        /// The text after the codes.
        pub text: DisplayText<'static>,
        /// Its meaning and usual cause; empty for positive replies.
        pub explanation: DisplayText<'static>,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

impl ReplyFact {
    /// Code and text in a line.
    pub fn line(self) -> DisplayText<'static> {
        DisplayText::join([DisplayText::from(u64::from(self.code)), self.status, self.text], " ")
    }
}

/// The reply in the entry at `place`.
pub fn reply_fact(opened: &Opened<'_>, place: u32) -> Option<ReplyFact> {
    let (text, kind) = opened.text(place);
    reply_of(opened, text.answer(kind), place)
}

/// A given reply in the entry at `place`.
pub fn reply_of(opened: &Opened<'_>, line: &[u8], place: u32) -> Option<ReplyFact> {
    let mask = opened.mask();
    // Masked as a whole, since the words before a credential can determine where it begins.
    let line = without_repetitions(opened, place, mask.text(line));
    let reply = Reply::parse(line.as_str().as_bytes())?;
    let text = line.part(|line| Reply::parse(line.as_bytes()).map_or("", |reply| str_of(reply.text)));
    let explanation =
        if reply.class().is_failure() { explain_refusal(opened.session.log_type, None, &reply) } else { None };
    Some(ReplyFact {
        code: reply.code,
        status: reply.status.map(DisplayText::from).unwrap_or_default(),
        text: text.into_owned(),
        explanation: explanation.map(|sentence| mask.sentence(sentence)).unwrap_or_default(),
        entry: place,
    })
}

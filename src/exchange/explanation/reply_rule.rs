//! A row of the reply tables: which replies it explains, a sample of them, and the explanation.
//!
//! The tables are data; `replies.rs` has the lookup.

use crate::bytes::contains;
use crate::smtp::{Reply, Status};

/// Which replies are meant, one of them, and their explanation.
pub(super) struct ReplyRule {
    /// First and last reply code.
    codes: (u16, u16),
    status: StatusPattern,
    /// What the text must contain, compared without case; empty for any text.
    text: &'static str,
    /// A reply that this rule must explain. The tests check it.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) sample: &'static str,
    /// The explanation, one to three sentences.
    pub(super) sentence: &'static str,
}

/// Which enhanced status codes a rule matches.
enum StatusPattern {
    /// Any code, or none.
    Any,
    /// A subject with the details from the second to the third number, in any class.
    Details(u16, u16, u16),
    /// A subject with any detail, in any class.
    Subject(u16),
}

impl StatusPattern {
    fn matches(&self, status: Option<Status>) -> bool {
        match (self, status) {
            (StatusPattern::Any, _) => true,
            (StatusPattern::Details(subject, from, to), Some(status)) => {
                status.subject == *subject && (*from..=*to).contains(&status.detail)
            }
            (StatusPattern::Subject(subject), Some(status)) => status.subject == *subject,
            (_, None) => false,
        }
    }
}

/// A rule for a range of reply codes (`(421, 421)` is one), with any status and text.
pub(super) const fn on(codes: (u16, u16), sample: &'static str, sentence: &'static str) -> ReplyRule {
    ReplyRule { codes, status: StatusPattern::Any, text: "", sample, sentence }
}

/// A rule for 4xx and 5xx replies with this subject and detail.
pub(super) const fn detail(subject: u16, detail: u16, sample: &'static str, sentence: &'static str) -> ReplyRule {
    details(subject, detail, detail, sample, sentence)
}

/// A rule for 4xx and 5xx replies with this subject and a detail in the range.
pub(super) const fn details(
    subject: u16,
    from: u16,
    to: u16,
    sample: &'static str,
    sentence: &'static str,
) -> ReplyRule {
    ReplyRule { codes: (400, 599), status: StatusPattern::Details(subject, from, to), text: "", sample, sentence }
}

/// A rule for 4xx and 5xx replies with this subject and any detail.
pub(super) const fn subject(subject: u16, sample: &'static str, sentence: &'static str) -> ReplyRule {
    ReplyRule { codes: (400, 599), status: StatusPattern::Subject(subject), text: "", sample, sentence }
}

impl ReplyRule {
    /// The same rule for other reply codes.
    pub(super) const fn codes(self, codes: (u16, u16)) -> ReplyRule {
        ReplyRule { codes, ..self }
    }

    /// The same rule, restricted to replies that contain the text, compared without case.
    pub(super) const fn text(self, text: &'static str) -> ReplyRule {
        ReplyRule { text, ..self }
    }

    pub(super) fn matches(&self, reply: &Reply<'_>) -> bool {
        (self.codes.0..=self.codes.1).contains(&reply.code)
            && self.status.matches(reply.status)
            && contains(reply.text, self.text.as_bytes())
    }
}

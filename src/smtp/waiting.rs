//! A command that waits for a reply.

use super::awaited::Awaited;
use super::reply::Class;

/// The place of a command that is not in the log.
pub const NOWHERE: u32 = u32::MAX;

/// A reply: where it is, and its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyRef {
    /// Place of the reply; of a reply of several rows, that of the last row.
    pub place: u32,
    /// Its code.
    pub code: u16,
    /// Whether it only follows from an earlier refusal: `503 Need RCPT` after every RCPT was refused.
    pub follows: bool,
}

/// A command that waits for a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What it awaits.
    pub awaited: Awaited,
    /// Its place, or [`NOWHERE`].
    pub place: u32,
    /// The transaction that it belongs to.
    pub transaction: Option<usize>,
}

impl Waiting {
    /// What waits after a reply that it gets; `None` if that was the last one. DATA gets two replies, `354` and, after
    /// the message, the final one; AUTH gets any number of `334` before the final one. `381` is the final reply to
    /// AUTHINFO USER of NNTP, which AUTHINFO PASS follows (RFC 4643, 2.3.2).
    pub fn after(self, code: u16) -> Option<Waiting> {
        match Class::of(code) {
            _ if code == 381 => None,
            Some(Class::Intermediate) if self.awaited.meets(Awaited::DATA) => {
                Some(Waiting { awaited: Awaited::MESSAGE, ..self })
            }
            Some(Class::Intermediate) => Some(self),
            _ => None,
        }
    }
}

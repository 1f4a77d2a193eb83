//! The text of an entry.

use crate::entry::Event;

/// The text of an entry: what it says, without when and in which session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// Field `event`.
    pub event: Event,
    /// Field `data`.
    pub data: &'a [u8],
    /// Field `context`.
    pub context: &'a [u8],
}

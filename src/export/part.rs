//! A part of an export, to which only displayable text can be written.

use crate::report::masking::DisplayText;
use crate::report::reportable::Reportable;
use alloc::vec::Vec;

/// The bytes of a part.
#[derive(Debug, Default)]
pub struct Part(Vec<u8>);

impl Part {
    /// The number of bytes so far.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Writes a text.
    pub fn text(&mut self, text: &DisplayText<'_>) {
        self.0.extend_from_slice(text.as_str().as_bytes());
    }

    /// Writes the program's own words.
    pub fn words(&mut self, words: &'static str) {
        self.0.extend_from_slice(words.as_bytes());
    }

    /// Writes a report as a line of JSON.
    pub fn json_line(&mut self, report: &impl Reportable) {
        // Plain texts and numbers always serialise; if that changed, the line would be missing rather than truncated.
        if let Ok(mut line) = serde_json::to_vec(report) {
            self.0.append(&mut line);
            self.0.push(b'\n');
        }
    }

    /// The bytes; `None` if there are none.
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        (!self.0.is_empty()).then_some(self.0)
    }
}

//! A part of an export, to which only displayable text can be written.

use crate::report::masking::{DisplayText, is_hidden};
use crate::report::reportable::Reportable;
use alloc::format;
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
        if let Ok(line) = serde_json::to_string(report) {
            self.json(&line);
            self.0.push(b'\n');
        }
    }

    /// Writes JSON with escapes for characters that do not show: some readers end a line at U+0085 or U+2028, and a
    /// terminal obeys U+009B. They can only be in strings, so the values stay as they are.
    fn json(&mut self, json: &str) {
        let mut rest = json;
        while let Some((before, hidden)) = rest.char_indices().find(|&(_, character)| is_hidden(character)) {
            self.0.extend_from_slice(rest.get(..before).unwrap_or_default().as_bytes());
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                self.0.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
            }
            rest = rest.get(before + hidden.len_utf8()..).unwrap_or_default();
        }
        self.0.extend_from_slice(rest.as_bytes());
    }

    /// The bytes; `None` if there are none.
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        (!self.0.is_empty()).then_some(self.0)
    }
}

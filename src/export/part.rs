//! A part of an export, to which only displayable text can be written.

use crate::report::masking::{DisplayText, hidden_characters};
use crate::report::reportable::Reportable;
use alloc::format;
use alloc::vec::Vec;

/// Size in bytes at which a part is complete.
pub const SIZE: usize = 1 << 18;

/// Number of entries after which a part is complete, whatever its size: it may take hundreds of thousands to write a row.
pub const ENTRIES: usize = 1 << 16;

/// The bytes of a part.
#[derive(Debug)]
pub struct Part {
    bytes: Vec<u8>,
    /// Number of entries that may be read for it without giving a text of their own.
    room: usize,
}

impl Default for Part {
    fn default() -> Part {
        Part { bytes: Vec::new(), room: ENTRIES }
    }
}

impl Part {
    /// Writes a text.
    pub fn text(&mut self, text: &DisplayText<'_>) {
        self.bytes.extend_from_slice(text.as_str().as_bytes());
    }

    /// Writes the program's own words.
    pub fn words(&mut self, words: &'static str) {
        self.bytes.extend_from_slice(words.as_bytes());
    }

    /// Counts entries that are read for it without being written.
    pub fn read(&mut self, entries: u32) {
        self.room = self.room.saturating_sub(entries as usize);
    }

    /// The number of entries that may still be read for it, to take from.
    pub fn room(&mut self) -> &mut usize {
        &mut self.room
    }

    /// Whether it is complete.
    pub fn is_full(&self) -> bool {
        self.bytes.len() >= SIZE || self.room == 0
    }

    /// Writes a report as JSON.
    pub fn json(&mut self, report: &impl Reportable) {
        self.bytes.extend_from_slice(&json(report));
    }

    /// Writes a piece of JSON.
    pub fn piece(&mut self, piece: &Json) {
        self.bytes.extend_from_slice(&piece.0);
    }

    /// The bytes; `None` if there are none.
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        (!self.bytes.is_empty()).then_some(self.bytes)
    }
}

/// A piece of a report as JSON.
#[derive(Debug)]
pub struct Json(Vec<u8>);

/// A report with an empty array of that name, as JSON up to the items of the array, and from there on.
pub fn json_around(report: &impl Reportable, array: &str) -> [Json; 2] {
    let mut before = json(report);
    // In a text, the quotes would be escaped.
    let begin = format!("\"{array}\":[");
    let at = before.windows(begin.len()).position(|bytes| bytes == begin.as_bytes());
    let after = at.map(|at| before.split_off(at + begin.len())).unwrap_or_default();
    [Json(before), Json(after)]
}

/// The same for an object that more members follow.
pub fn members_around(report: &impl Reportable, array: &str) -> [Json; 2] {
    let [before, Json(mut after)] = json_around(report, array);
    after.pop();
    [before, Json(after)]
}

/// A report as JSON, with escapes for characters that do not show: some readers end a line at U+0085 or U+2028, and a
/// terminal obeys U+009B. They can only be in strings, so the values stay as they are.
fn json(report: &impl Reportable) -> Vec<u8> {
    // Plain texts and numbers always serialise.
    let json = serde_json::to_string(report).unwrap_or_default();
    let mut bytes = Vec::with_capacity(json.len());
    let mut from = 0;
    for (place, character) in hidden_characters(&json) {
        bytes.extend_from_slice(json.get(from..place).unwrap_or_default().as_bytes());
        for unit in character.encode_utf16(&mut [0; 2]) {
            bytes.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
        }
        from = place + character.len_utf8();
    }
    bytes.extend_from_slice(json.get(from..).unwrap_or_default().as_bytes());
    bytes
}

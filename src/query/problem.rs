//! Errors in queries: what is wrong, and where.

use alloc::string::String;
use serde::Serialize;

/// Why a query could not be parsed: a sentence that also says what to do, and the part that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "QueryProblem"))]
pub struct Problem {
    /// What is wrong and what to do.
    pub message: String,
    /// First UTF-16 code unit of the part that it is about.
    pub from: u32,
    /// The code unit after the last one; greater than `from` unless the query ends where something is missing.
    pub to: u32,
}

/// An error in the text of a query, by byte offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub message: String,
    pub from: usize,
    pub to: usize,
}

impl SyntaxError {
    pub fn new(from: usize, to: usize, message: impl Into<String>) -> SyntaxError {
        SyntaxError { message: message.into(), from, to }
    }

    /// Converts byte offsets in `text` to UTF-16 code units, which text fields in browsers count.
    pub fn located(self, text: &str) -> Problem {
        Problem { message: self.message, from: utf16_offset(text, self.from), to: utf16_offset(text, self.to) }
    }
}

/// The number of UTF-16 code units before a byte of the text.
pub(super) fn utf16_offset(text: &str, byte: usize) -> u32 {
    let before = text.char_indices().take_while(|&(at, _)| at < byte);
    let units: usize = before.map(|(_, character)| character.len_utf16()).sum();
    u32::try_from(units).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_utf16_code_units() {
        // é: 2 bytes, 1 unit; €: 3 bytes, 1 unit; 𝄞: 4 bytes, 2 units.
        let text = "é€𝄞x";
        let problem = SyntaxError::new(9, 10, "").located(text);
        assert_eq!((problem.from, problem.to), (4, 5));
        assert_eq!(SyntaxError::new(0, 2, "").located(text).to, 1);
    }

    #[test]
    fn a_position_after_the_text_is_its_end() {
        assert_eq!(SyntaxError::new(2, 99, "").located("ab").to, 2);
    }

    #[test]
    fn it_crosses_as_the_contract_says() {
        let json = serde_json::to_string(&SyntaxError::new(0, 1, "no").located("a")).expect("serialises");
        assert_eq!(json, r#"{"message":"no","from":0,"to":1}"#);
    }
}

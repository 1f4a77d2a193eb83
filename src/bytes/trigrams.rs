//! Whether a text can contain one of many words: a search for their first three letters, in one pass.

/// The first three letters of some words, without case.
#[derive(Debug)]
pub(crate) struct Trigrams([u64; 512]);

/// Bits of a letter.
const BITS: usize = 5;

impl Trigrams {
    /// No words.
    pub(crate) const NONE: Trigrams = Trigrams([0; 512]);

    /// These and more words. Words of less than three bytes are left out.
    pub(crate) const fn with(mut self, words: &[&str]) -> Trigrams {
        let mut index = 0;
        while index < words.len() {
            if let [first, second, third, ..] = *words[index].as_bytes() {
                let place = next(next(next(0, first), second), third);
                self.0[place / 64] |= 1 << (place % 64);
            }
            index += 1;
        }
        self
    }

    /// Whether a text may contain one of the words; false is certain.
    pub(crate) fn may_occur_in(&self, text: &[u8]) -> bool {
        let mut place = 0;
        text.iter().any(|&byte| {
            place = next(place, byte);
            self.0[place / 64] >> (place % 64) & 1 == 1
        })
    }
}

/// The place of the last three letters, after one more.
const fn next(place: usize, byte: u8) -> usize {
    (place << BITS | LETTERS[byte as usize] as usize) & ((1 << (3 * BITS)) - 1)
}

/// The number of each letter. Digits and most signs have the same one, and so have all letters beyond ASCII.
static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        letters[byte] = match byte as u8 {
            letter @ (b'a'..=b'z' | b'A'..=b'Z') => letter & 0x1F,
            b':' => 27,
            b'/' => 28,
            b'=' => 29,
            0x80.. => 30,
            _ => 0,
        };
        byte += 1;
    }
    letters
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_noticed_in_any_case() {
        let words = Trigrams::NONE.with(&["password", "://", "pw"]);
        for text in ["old_PASSWORD=", "Pas", "x://y", "compass"] {
            assert!(words.may_occur_in(text.as_bytes()), "{text}");
        }
        for text in ["", "pw", "pa", "250 2.1.0 Sender OK", "RCPT TO:<ann@contoso.com>"] {
            assert!(!words.may_occur_in(text.as_bytes()), "{text}");
        }
    }
}

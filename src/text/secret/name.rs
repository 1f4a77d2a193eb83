//! Names whose value is a secret: `password`, `access_token`, `X-Api-Key`, `.AspNet.Cookies`.

use super::words::{BEGINNINGS, HEADERS, KEYS, LAST_OF_KEYS, LAST_WORDS, NO_SECRETS, PASSWORDS, STEMS, WORDS};
use crate::bytes::Trigrams;
use alloc::string::String;
use alloc::vec::Vec;

/// Most words of a name.
const MAX_WORDS: usize = 4;

/// Longest name in bytes.
const MAX_NAME: usize = 64;

/// Adds the letters by which names are noticed.
pub(super) const fn with_stems(stems: Trigrams) -> Trigrams {
    stems.with(STEMS)
}

static NAMES: Trigrams = with_stems(Trigrams::NONE);

/// Whether the value with that name is a secret.
pub fn is_secret_name(name: &[u8]) -> bool {
    // Nearly every word is none, and comparing it with all of them is slow. `pw` is shorter than what is looked for.
    if !ends_with_pw(name) && !NAMES.may_occur_in(name) {
        return false;
    }
    let letters = letters(name);
    let ends = |ending: &&str| letters.ends_with(ending.as_bytes());
    !letters.is_empty()
        && !NO_SECRETS.iter().any(|known| letters == known.as_bytes())
        && (endings().any(ends)
            || BEGINNINGS.iter().any(|beginning| letters.starts_with(beginning.as_bytes()))
            || HEADERS.iter().any(|header| letters == header.as_bytes())
            || ends_with_word(name))
}

fn endings() -> impl Iterator<Item = &'static &'static str> {
    PASSWORDS.iter().chain(KEYS)
}

fn ends_with_pw(name: &[u8]) -> bool {
    without_digits(name).last_chunk::<2>().is_some_and(|end| end.eq_ignore_ascii_case(b"pw"))
}

/// Whether a header of that name is a secret to the end of the line.
pub(super) fn is_secret_header(name: &[u8]) -> bool {
    let letters = letters(name);
    HEADERS.iter().any(|header| letters == header.as_bytes())
}

/// Whether a name is one of those that are secret only as a word.
pub(super) fn is_word(name: &[u8]) -> bool {
    WORDS.iter().any(|word| name.eq_ignore_ascii_case(word.as_bytes()))
}

fn ends_with_word(name: &[u8]) -> bool {
    let name = without_digits(name);
    let start = name.iter().rposition(|byte| b"-_.$".contains(byte)).map_or(0, |separator| separator + 1);
    let capital = name
        .iter()
        .rposition(u8::is_ascii_uppercase)
        .filter(|&at| at > start && name.get(at - 1).is_some_and(u8::is_ascii_lowercase));
    [Some(start), capital].into_iter().flatten().any(|start| is_word(name.get(start..).unwrap_or_default()))
}

/// A name without separators, blanks and digits at its end, in small letters.
fn letters(name: &[u8]) -> Vec<u8> {
    let name = without_digits(name).iter().filter(|byte| !b"-_.$[]() '".contains(byte));
    let letters: Vec<u8> = name.map(u8::to_ascii_lowercase).collect();
    if letters.is_ascii() { letters } else { lossy_lowercase(&letters) }
}

/// A name without the number at its end.
fn without_digits(name: &[u8]) -> &[u8] {
    let end = name.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |last| last + 1);
    name.get(..end).unwrap_or_default()
}

/// Small letters of ASCII's width, each as one character, without what is between words or does not show.
fn lossy_lowercase(letters: &[u8]) -> Vec<u8> {
    let narrow = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        _ => letter,
    };
    let is_left_out = |letter: &char| {
        matches!(letter, '\u{A0}' | '\u{300}'..='\u{36F}' | '\u{2019}' | '\u{3000}' | '\u{FEFF}' | '\u{FFFD}')
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202F}' | '\u{2066}'..='\u{2069}')
    };
    let small = String::from_utf8_lossy(letters).to_lowercase();
    small.chars().filter(|letter| !is_left_out(letter)).map(narrow).collect::<String>().into_bytes()
}

/// The start of the name of a secret of which the word that begins at `start` is all, or the last part: `mot de passe`.
pub(super) fn secret_start(text: &[u8], start: usize, word: &[u8]) -> Option<usize> {
    if is_secret_name(word) { Some(start) } else { phrase_start(text, start, word) }
}

/// The same in a sentence, which may be about a key or a code without one.
pub(super) fn secret_start_in_sentence(text: &[u8], start: usize, word: &[u8]) -> Option<usize> {
    secret_start(text, start, word).filter(|&found| found == start || !is_one_of(LAST_OF_KEYS, word))
}

fn phrase_start(text: &[u8], start: usize, last: &[u8]) -> Option<usize> {
    if !is_one_of(LAST_WORDS, last) {
        return None;
    }
    let end = start + last.len();
    let is_phrase = |&begin: &usize| {
        let letters = letters(text.get(begin..end).unwrap_or_default());
        endings().any(|ending| letters == ending.as_bytes())
    };
    core::iter::successors(Some(start), |&begin| word_before(text, begin)).skip(1).take(MAX_WORDS - 1).find(is_phrase)
}

/// The start of the word before the one that begins at `start`, if nothing but blanks or an apostrophe parts them.
fn word_before(text: &[u8], start: usize) -> Option<usize> {
    let head = text.get(..start)?;
    let between = head.iter().rev().take(3).take_while(|byte| b" \t'".contains(byte)).count();
    let (begin, word) = name_before(text, start - between);
    (between > 0 && !word.is_empty()).then_some(begin)
}

/// Whether a word is one of these in any case, without the brackets and the number at its end.
fn is_one_of(words: &[&str], word: &[u8]) -> bool {
    if word.is_ascii() {
        let end = word.iter().rposition(|byte| !b"()[]".contains(byte)).map_or(0, |last| last + 1);
        let word = without_digits(word.get(..end).unwrap_or_default());
        return words.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
    }
    let letters = letters(word);
    words.iter().any(|known| letters == known.as_bytes())
}

/// Whether a name is that of a password and nothing more: `password`, but not `SetPassword`.
pub(super) fn is_password(name: &[u8]) -> bool {
    let letters = letters(name);
    PASSWORDS.iter().any(|ending| letters == ending.as_bytes())
}

fn is_of_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.$[]()".contains(byte) || *byte >= 0x80
}

/// The name that ends at `end`, and its start; empty if there is none. A longer run of letters is no name.
pub(super) fn name_before(text: &[u8], end: usize) -> (usize, &[u8]) {
    let head = text.get(..end).unwrap_or_default();
    let length = head.iter().rev().take(MAX_NAME + 1).take_while(|byte| is_of_name(byte)).count();
    let start = head.len() - length;
    let name = text.get(start..end).unwrap_or_default();
    // What was taken for the name may begin with a bracket of the text around it.
    let brackets = name.iter().take_while(|byte| b"()[]".contains(byte)).count();
    (start + brackets, name.get(brackets..).unwrap_or_default())
}

/// The length of the name that the text begins with.
pub(super) fn name_length(text: &[u8]) -> usize {
    let length = text.iter().take(MAX_NAME).take_while(|byte| is_of_name(byte)).count();
    if text.first().is_some_and(|first| first.is_ascii_digit()) { 0 } else { length }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_noticed() {
        let stems = with_stems(Trigrams::NONE);
        for name in [PASSWORDS, KEYS, BEGINNINGS, WORDS, HEADERS].concat() {
            let names = [name.to_string(), name.to_uppercase(), std::format!("{name}2")];
            for name in names {
                assert!(is_secret_name(name.as_bytes()), "{name}");
                assert!(stems.may_occur_in(std::format!("{name}=").as_bytes()), "{name}");
            }
        }
        for name in ["auth_code", "device-code", "User_Code", "session-key", "root-pw", "Bind.PW", "set_cookie"] {
            assert!(is_secret_name(name.as_bytes()), "{name}");
            assert!(stems.may_occur_in(std::format!("{name}=").as_bytes()), "{name}");
        }
    }
}

//! Names whose value is a secret: `password`, `access_token`, `X-Api-Key`, `.AspNet.Cookies`.

use super::words::{
    ABBREVIATIONS, BEGINNINGS, COPULAS, HEADERS, KEYS, LAST_OF_HEADERS, LAST_OF_KEYS, LAST_WORDS, NO_SECRETS, NUMBERS,
    PARTICIPLES, PASSWORDS, QUALIFIERS, STEMS, SUFFIXES, WORDS,
};
use crate::bytes::{Trigrams, strip_prefix, strip_suffix};
use alloc::string::String;
use alloc::vec::Vec;

/// Most words of a name.
const MAX_WORDS: usize = 4;

/// Between the words of a name.
const SEPARATORS: &[u8] = b"-_.$[(";

/// Most qualifiers of a short word: `confirmnewpw`.
const MAX_QUALIFIERS: usize = 2;

/// Most words between the name of a secret and the secret: `password has been set to x`.
const MAX_LINKS: usize = 4;

/// Longest of these words with the blank after it, in bytes.
const MAX_LINK: usize = 8;

/// Longest name in bytes.
const MAX_NAME: usize = 64;

/// Adds the letters by which names are noticed.
pub(super) const fn with_stems(stems: Trigrams) -> Trigrams {
    stems.with(STEMS)
}

static NAMES: Trigrams = with_stems(Trigrams::NONE);

/// Whether the value with that name is a secret.
pub fn is_secret_name(name: &[u8]) -> bool {
    // Nearly every word is none, and comparing it with all of them is slow. In these ends there is no stem.
    if !ends_unnoticed(name) && !NAMES.may_occur_in(name) {
        return false;
    }
    is_listed(name) || without_suffix(name).is_some_and(is_listed)
}

/// The same of a name to which nothing is appended.
fn is_listed(name: &[u8]) -> bool {
    let letters = letters(name);
    !letters.is_empty()
        && !NO_SECRETS.iter().any(|known| letters == known.as_bytes())
        && (endings().any(|ending| ends(&letters, ending))
            || BEGINNINGS.iter().any(|beginning| letters.starts_with(beginning.as_bytes()))
            || HEADERS.iter().any(|header| letters == header.as_bytes())
            || ends_with_word(name))
}

/// Whether letters end with a word, of which the last byte is compared at once: there are very many.
#[inline]
fn ends(letters: &[u8], word: &str) -> bool {
    letters.last() == word.as_bytes().last() && letters.ends_with(word.as_bytes())
}

fn endings() -> impl Iterator<Item = &'static &'static str> {
    PASSWORDS.iter().chain(KEYS)
}

/// Whether a name ends with `pw` or `auth`, which a text shows only with the sign after it.
fn ends_unnoticed(name: &[u8]) -> bool {
    let name = without_index(name);
    strip_suffix(name, b"pw").or(strip_suffix(name, b"auth")).is_some()
}

/// Whether a header of that name is a secret to the end of the line.
pub(super) fn is_secret_header(name: &[u8]) -> bool {
    let letters = letters(name);
    LAST_OF_HEADERS.iter().any(|ending| letters.ends_with(ending.as_bytes()))
        || HEADERS.iter().any(|header| letters == header.as_bytes())
}

/// Whether a name is one of those that are secret only as a word, and may be another one.
pub(super) fn is_word(name: &[u8]) -> bool {
    equals_any(WORDS, name)
}

/// Whether a name is one of these whose values are numbers.
pub(super) fn is_number(name: &[u8]) -> bool {
    equals_any(NUMBERS, name)
}

#[inline]
fn equals_any(words: &[&str], name: &[u8]) -> bool {
    words.iter().any(|word| name.eq_ignore_ascii_case(word.as_bytes()))
}

fn ends_with_word(name: &[u8]) -> bool {
    let name = without_index(name);
    let end = name.iter().rposition(|byte| !SEPARATORS.contains(byte)).map_or(0, |last| last + 1);
    let name = name.get(..end).unwrap_or_default();
    let start = name.iter().rposition(|byte| SEPARATORS.contains(byte)).map_or(0, |separator| separator + 1);
    let capital = name
        .iter()
        .rposition(u8::is_ascii_uppercase)
        .filter(|&at| at > start && name.get(at - 1).is_some_and(u8::is_ascii_lowercase));
    [Some(start), capital].into_iter().flatten().any(|start| is_short(name.get(start..).unwrap_or_default()))
}

/// Whether a part of a name is a short word, by itself or after qualifiers: `newpw`.
fn is_short(part: &[u8]) -> bool {
    let mut words = ABBREVIATIONS.iter().chain(WORDS);
    words.any(|word| strip_suffix(part, word.as_bytes()).is_some_and(|head| are_qualifiers(head, MAX_QUALIFIERS)))
}

fn are_qualifiers(text: &[u8], most: usize) -> bool {
    let follows = |word: &&str| strip_prefix(text, word.as_bytes()).is_some_and(|rest| are_qualifiers(rest, most - 1));
    text.is_empty() || (most > 0 && QUALIFIERS.iter().any(follows))
}

/// A name without what may follow that of a secret, if it ends so: `user_pass` of `user_pass_confirm`.
fn without_suffix(name: &[u8]) -> Option<&[u8]> {
    let name = without_index(name);
    SUFFIXES.iter().find_map(|suffix| strip_suffix(name, suffix.as_bytes()))
}

/// A name without separators, blanks and the index at its end, in small letters.
fn letters(name: &[u8]) -> Vec<u8> {
    let name = without_index(name).iter().filter(|byte| !b"-_.$[]() '".contains(byte));
    let letters: Vec<u8> = name.map(u8::to_ascii_lowercase).collect();
    if letters.is_ascii() { letters } else { lossy_lowercase(&letters) }
}

/// A name without the number at its end, also in brackets: `password2`, `password[0]`.
fn without_index(name: &[u8]) -> &[u8] {
    let is_index = |byte: &u8| byte.is_ascii_digit() || b"[]()".contains(byte);
    let end = name.iter().rposition(|byte| !is_index(byte)).map_or(0, |last| last + 1);
    name.get(..end).unwrap_or_default()
}

/// Small letters of ASCII's width, each as one character, without what is between words or does not show.
fn lossy_lowercase(letters: &[u8]) -> Vec<u8> {
    let narrow = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        _ => letter,
    };
    let is_left_out = |letter: &char| {
        matches!(
            letter,
            '\u{A0}' | '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{2019}' | '\u{3000}' | '\u{FEFF}' | '\u{FFFD}'
        ) || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202F}' | '\u{2066}'..='\u{2069}')
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

/// Whether a word is one of these in any case, without the index at its end.
fn is_one_of(words: &[&str], word: &[u8]) -> bool {
    if word.is_ascii() {
        return equals_any(words, without_index(word));
    }
    let letters = letters(word);
    words.iter().any(|known| letters == known.as_bytes())
}

/// Whether a name is that of a password and nothing more: `password`, but not `SetPassword`.
pub(super) fn is_password(name: &[u8]) -> bool {
    let letters = letters(without_suffix(name).unwrap_or(name));
    PASSWORDS.iter().chain(ABBREVIATIONS).any(|word| letters == word.as_bytes())
}

/// The end of what is before the words that lead from the name of a secret to what follows them: of `password` in
/// `password was set to`. `None` without any.
pub(super) fn before_links(text: &[u8], end: usize) -> Option<usize> {
    before_words(text, end, &[COPULAS])
}

/// The end of what is before the words that say that a secret became another one: of `password` in `password was changed`.
pub(super) fn before_change(text: &[u8], end: usize) -> Option<usize> {
    before_words(text, end, &[COPULAS, PARTICIPLES])
}

/// The end of what is before copulas and participles, of which the last is one of these. `None` without any.
fn before_words(text: &[u8], end: usize, last: &[&[&str]]) -> Option<usize> {
    let mut found = None;
    for _ in 0..MAX_LINKS {
        let (start, word) = name_before(text, found.unwrap_or(end));
        let words = if found.is_some() { &[COPULAS, PARTICIPLES] } else { last };
        let is_link = || words.iter().any(|words| equals_any(words, word));
        match start.checked_sub(1).filter(|&blank| text.get(blank) == Some(&b' ') && is_link()) {
            Some(blank) => found = Some(blank),
            None => break,
        }
    }
    found
}

/// The place of the blank before a secret whose name ends at `at`: after the words that lead to it.
pub(super) fn after_links(text: &[u8], at: usize) -> usize {
    let (mut place, mut found) = (at, at);
    for _ in 0..MAX_LINKS {
        let rest = text.get(place..).and_then(|rest| rest.strip_prefix(b" ")).unwrap_or_default();
        let Some(length) = memchr::memchr(b' ', rest.get(..rest.len().min(MAX_LINK)).unwrap_or_default()) else {
            break;
        };
        let word = rest.get(..length).unwrap_or_default();
        place += 1 + length;
        match () {
            () if equals_any(COPULAS, word) => found = place,
            () if equals_any(PARTICIPLES, word) => {}
            () => break,
        }
    }
    found
}

/// Whether a word is one that a secret follows in a sentence.
pub(super) fn is_copula(word: &[u8]) -> bool {
    equals_any(COPULAS, word)
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
        for name in [PASSWORDS, KEYS, BEGINNINGS, ABBREVIATIONS, WORDS].concat() {
            let of_one = |name: &str| [name.to_string(), name.to_uppercase(), std::format!("{name}2")];
            let names = of_one(name).into_iter().chain(of_one(&std::format!("{name}[0]")));
            for name in names {
                assert!(is_secret_name(name.as_bytes()), "{name}");
                for sign in ["=", ":", "\":", " = "] {
                    assert!(stems.may_occur_in(std::format!("{name}{sign}").as_bytes()), "{name}{sign}");
                }
            }
        }
        let others = ["auth_code", "device-code", "User_Code", "session-key", "root-pw", "Bind.PW", "set_cookie"];
        for name in HEADERS.iter().chain(&others) {
            assert!(is_secret_name(name.as_bytes()), "{name}");
            for sign in ["=", ":", "\":", " = "] {
                assert!(stems.may_occur_in(std::format!("{name}{sign}").as_bytes()), "{name}{sign}");
            }
        }
    }
}

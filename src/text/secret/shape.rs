//! Secrets that are recognised by their shape: credentials after a scheme, tokens, private keys.

use crate::bytes::Trigrams;
use core::ops::Range;

/// Schemes of HTTP authentication (RFC 9110, 11) that are followed by a credential.
const SCHEMES: &[&str] = &["basic", "bearer", "negotiate", "ntlm", "digest", "kerberos", "hmac", "apikey"];

/// Minimum length of a credential after a scheme in bytes; anything shorter is an ordinary word.
const MIN_CREDENTIAL: usize = 8;

/// Minimum length of a JSON Web Token, or of its beginning, in bytes.
const MIN_TOKEN: usize = 16;

/// Minimum length of a ticket of Kerberos in base64, in bytes.
const MIN_TICKET: usize = 40;

/// Length of the key ids of Amazon Web Services in bytes.
const AWS_KEY_ID: usize = 20;

/// Longest first line of a private key in bytes.
const MAX_KEY_LINE: usize = 64;

/// Adds the beginnings of schemes, tokens and private keys.
pub(super) const fn with_stems(stems: Trigrams) -> Trigrams {
    stems.with(SCHEMES).with(&["eyJ", "TlRM", "YII", "AKIA", "ASIA", "BEGIN"])
}

/// The credential after `Basic `, `Bearer ` and the like.
pub(super) fn credential(text: &[u8], at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let scheme = SCHEMES.iter().find(|scheme| ends_with_word(before, scheme))?;
    let start = at + text.get(at..)?.iter().take_while(|byte| **byte == b' ').count();
    let rest = text.get(start..)?;
    if *scheme == "digest" {
        // RFC 7616: a list that contains the response.
        return rest.starts_with(b"username=").then_some(start..text.len());
    }
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/=._~-%".contains(byte);
    let length = rest.iter().take_while(is_part).count();
    let word = rest.get(..length)?;
    let is_credential = match *scheme {
        // In lists of mechanisms another one follows.
        "ntlm" | "negotiate" | "kerberos" => {
            is_mixed(word) && (word.ends_with(b"=") || word.len() > 2 * MIN_CREDENTIAL)
        }
        // `Basic Authentication` is not a credential; encoded text contains digits, or capitals after its first letter.
        _ => {
            !is_title_with_number(word)
                && word.iter().skip(1).any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        }
    };
    (length >= MIN_CREDENTIAL && is_credential).then_some(start..start + length)
}

/// The length of a scheme with the blanks after it that the text begins with; 0 without one.
pub(super) fn scheme_length(text: &[u8]) -> usize {
    let length = text.iter().position(|byte| *byte == b' ').unwrap_or(0);
    let word = text.get(..length).unwrap_or_default();
    let is_scheme = SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme.as_bytes()));
    if is_scheme { length + 1 } else { 0 }
}

/// A token that begins at `at`: a JSON Web Token (RFC 7519), a message of NTLM or Kerberos, a key id of Amazon Web
/// Services.
pub(super) fn token(text: &[u8], at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let is_inside = at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(u8::is_ascii_alphanumeric);
    if is_inside {
        return None;
    }
    let run = |more: &[u8]| rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || more.contains(byte)).count();
    let (length, least) = match rest {
        [b'e', b'y', b'J', ..] => (run(b"-_.="), MIN_TOKEN),
        [b'T', b'l', b'R', b'M', b'T', b'V', b'N', b'T', b'U', b'A', ..] => (run(b"+/="), 0),
        [b'Y', b'I', b'I', ..] => (run(b"+/="), MIN_TICKET),
        [b'A', b'K' | b'S', b'I', b'A', ..] => match run(b"") {
            AWS_KEY_ID => (AWS_KEY_ID, 0),
            _ => return None,
        },
        _ => return None,
    };
    (length >= least).then_some(at..at + length)
}

/// The content of a private key (RFC 7468) whose first line begins at `at`.
pub(super) fn private_key(text: &[u8], at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?.strip_prefix(b"-----BEGIN ")?;
    let line = rest.get(..rest.len().min(MAX_KEY_LINE))?;
    let label = memchr::memmem::find(line, b"-----")?;
    // RFC 7468; RFC 9580, 6.2.
    if ![&b"PRIVATE KEY"[..], b"PRIVATE KEY BLOCK"].iter().any(|end| line[..label].ends_with(end)) {
        return None;
    }
    let start = text.len() - rest.len() + label + 5;
    let content = text.get(start..)?;
    Some(start..start + memchr::memmem::find(content, b"-----END").unwrap_or(content.len()))
}

/// Whether a word is one that no language has: with a digit among its letters, capitals after small letters, or signs
/// inside.
pub fn is_no_word(word: &[u8]) -> bool {
    let end = word.iter().rposition(|byte| !b".,;:!?)]\"'".contains(byte)).map_or(0, |last| last + 1);
    let word = word.get(..end).unwrap_or_default();
    let has = |class: fn(&u8) -> bool| word.iter().any(class);
    // Letters of other scripts, whose words have no digits either.
    let letters = has(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    letters && (has(u8::is_ascii_digit) || is_mixed(word) || has(|byte| b"!#$%&*+=?@^~".contains(byte)))
}

/// Whether a word is the name of a host in a domain.
pub fn is_host(word: &[u8]) -> bool {
    let word = word.strip_suffix(b">").unwrap_or(word);
    let is_of_host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let top = memchr::memrchr(b'.', word).and_then(|dot| word.get(dot + 1..)).unwrap_or_default();
    top.len() > 1 && top.iter().all(u8::is_ascii_alphabetic) && word.iter().all(is_of_host)
}

/// Whether a word is one of a title, with a year or another number after it: `Basic Training2026`.
fn is_title_with_number(word: &[u8]) -> bool {
    let Some((first, rest)) = word.split_first() else { return false };
    let letters = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let number = rest.get(letters..).unwrap_or_default();
    first.is_ascii_uppercase() && (1..=4).contains(&number.len()) && number.iter().all(u8::is_ascii_digit)
}

/// Whether a word has capitals after its first letter, and small letters as well.
fn is_mixed(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_lowercase) && word.iter().skip(1).any(u8::is_ascii_uppercase)
}

/// Whether a text ends with a word, compared without case.
fn ends_with_word(text: &[u8], word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    let is_inside = start.checked_sub(1).and_then(|before| text.get(before)).is_some_and(u8::is_ascii_alphanumeric);
    !is_inside && text.get(start..).is_some_and(|tail| tail.eq_ignore_ascii_case(word.as_bytes()))
}

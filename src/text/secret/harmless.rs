//! Values that are no secrets although they follow the name of one: words that say whether there is one, counts, and
//! numbers of cases, orders and models: `password=expired`, `PASS=12`, `Ticket INC0012345`, `Token ERC20`.

use super::name::{is_number, is_password, is_word};
use super::shape::is_host;
use core::ops::Range;

/// Values that say that there is a secret, or none, or what became of it.
const WORDS: &[&str] = &[
    "",
    "true",
    "false",
    "null",
    "(null)",
    "none",
    "yes",
    "no",
    "expired",
    "missing",
    "invalid",
    "incorrect",
    "required",
    "instructions",
];

/// Names of secrets that are also words of a language, or are called like what a help desk, a shop or an airline writes.
const AMBIGUOUS: &[&str] =
    &["ticket", "e-ticket", "authorization", "cookie", "cookies", "token", "credential", "credentials"];

/// From this length in bytes a word of capitals and digits is a secret.
const MIN_KEY: usize = 16;

/// Longest name of a server or a room that follows `password`, in bytes: `AD password: DC01 audit`.
const MAX_MODEL: usize = 5;

/// Longest number of a token, in bytes: `Greylisted, token: a1b2c3d4`.
const MAX_TOKEN: usize = 8;

/// Most digits of a count.
const MAX_COUNT: usize = 3;

/// Whether a value is a word that says whether there is a secret.
pub(super) fn is_word_about(value: &[u8]) -> bool {
    let value = value.trim_ascii();
    let bare = value.strip_suffix(b")").filter(|_| !value.starts_with(b"(")).unwrap_or(value);
    WORDS.iter().any(|word| bare.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether an assigned value is a count or a percentage.
pub(super) fn is_count(value: &[u8]) -> bool {
    let digits = value.strip_suffix(b"%").unwrap_or(value);
    (1..=MAX_COUNT).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
}

/// Whether a word after the name of a secret is the number of a case, an order or a model instead. `is_last` says whether
/// no word follows.
pub(super) fn is_reference(name: &[u8], word: &[u8], is_last: bool) -> bool {
    let is_ambiguous = AMBIGUOUS.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    let in_brackets = word.starts_with(b"(") && word.ends_with(b")");
    let bare = bare(word);
    let is_short_token = || {
        let is_digit = |byte: &u8| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase();
        name.eq_ignore_ascii_case(b"token") && bare.len() <= MAX_TOKEN && bare.iter().all(is_digit)
    };
    match () {
        () if is_ambiguous => is_short_token() || is_case_number(bare) || is_plain_number(name, bare),
        () if is_word(name) && !is_number(name) => is_case_number(bare),
        () => is_password(name) && (in_brackets || (bare.len() <= MAX_MODEL && !is_last)) && is_case_number(bare),
    }
}

/// Whether a word is a number without letters, as what has that name often has: `OTRS Ticket: 20260302000123`.
fn is_plain_number(name: &[u8], word: &[u8]) -> bool {
    let is_numbered =
        ["ticket", "e-ticket", "authorization"].iter().any(|one| name.eq_ignore_ascii_case(one.as_bytes()));
    is_numbered && (1..MIN_KEY).contains(&word.len()) && word.iter().all(u8::is_ascii_digit)
}

/// A word without the signs around it.
fn bare(word: &[u8]) -> &[u8] {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric();
    let start = word.iter().position(is_part).unwrap_or(word.len());
    let end = word.iter().rposition(is_part).map_or(start, |last| last + 1);
    word.get(start..end).unwrap_or_default()
}

/// Whether a word consists of capitals and digits, as the numbers of cases do: `INC0012345`, `ABC-1234`.
pub(super) fn is_case_number(word: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"-_./".contains(byte);
    let has = |class: fn(&u8) -> bool| word.iter().any(class);
    word.len() < MIN_KEY
        && word.iter().all(is_part)
        && has(u8::is_ascii_digit)
        && (has(u8::is_ascii_uppercase) || word.contains(&b'-'))
}

/// A value without the domain of a mail address in whose name it is, as of a bounce: `token=abc123@bounce.contoso.com`.
pub(super) fn without_domain(text: &[u8], value: Range<usize>) -> Range<usize> {
    let found = text.get(value.clone()).unwrap_or_default();
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._+=".contains(byte);
    let in_address = |at: &usize| {
        let (name, domain) = found.split_at(*at);
        name.iter().all(is_of_name) && is_host(domain.get(1..).unwrap_or_default())
    };
    let end = memchr::memrchr(b'@', found).filter(in_address).unwrap_or(found.len());
    value.start..value.start + end
}

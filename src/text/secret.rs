//! Finds secrets in addresses and messages: `password=…`, `Bearer …`.
//!
//! Logs contain whatever clients send. A password in a query string is as secret as one in AUTH, so every
//! text that is displayed or exported is checked here first. In doubt, a text is masked.

use alloc::vec::Vec;
use core::ops::Range;

/// Names whose value is a secret, compared without case. A longer name may end with one of them (`oldPassword`), but
/// not begin with one (`passwordExpired`).
const NAMES: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "assertion",
    "authorization",
    "credential",
];

/// Schemes of HTTP authentication that are followed by a credential.
const SCHEMES: &[&str] = &["basic", "bearer"];

/// Minimum length of a credential after a scheme in bytes; anything shorter is an ordinary word.
const MIN_CREDENTIAL: usize = 8;

/// Whether [`secrets`] may find anything in a text. Much cheaper, and false for nearly every name and address.
pub fn may_hold_secrets(text: &[u8]) -> bool {
    let mut before = 0;
    text.iter().any(|&byte| {
        let last = core::mem::replace(&mut before, byte);
        match byte {
            b'=' => true,
            b':' => matches!(last, b'"' | b'\''),
            // The last letters of the schemes.
            b' ' | b'+' => matches!(last, b'c' | b'C' | b'r' | b'R'),
            _ => false,
        }
    })
}

/// The ranges of secrets in a text, in order and without overlap.
pub fn secrets(text: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !may_hold_secrets(text) {
        return found;
    }
    for at in memchr::memchr3_iter(b'=', b':', b' ', text).chain(memchr::memchr_iter(b'+', text)) {
        let range = match text.get(at) {
            Some(b'=' | b':') => value(text, at),
            _ => credential(text, at),
        };
        found.extend(range.filter(|range| !range.is_empty()));
    }
    found.sort_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// The value after `name=`, or after `"name":` in JSON.
fn value(text: &[u8], at: usize) -> Option<Range<usize>> {
    let mut name = text.get(..at)?;
    let quoted = name.last().is_some_and(|byte| matches!(byte, b'"' | b'\''));
    if quoted {
        name = name.get(..name.len() - 1)?;
        // A quote in a quoted field is doubled.
        name = name.strip_suffix(b"\"").unwrap_or(name);
    }
    let is_json = text.get(at) == Some(&b':');
    if (is_json && !quoted) || !ends_with_name(name) {
        return None;
    }
    let lead = text.get(at + 1..)?.iter().take_while(|byte| matches!(byte, b'"' | b'\'' | b' ')).count();
    let start = at + 1 + if is_json || lead == 0 || text.get(at + 1) != Some(&b' ') { lead } else { 0 };
    let in_quotes = start > at + 1;
    let ends = |byte: &u8| match byte {
        b'"' | b'\'' => true,
        b'&' | b';' | b',' | b' ' | b'<' | b'>' | b'}' | b'\t' => !in_quotes,
        _ => false,
    };
    let rest = text.get(start..)?;
    Some(start..start + rest.iter().position(ends).unwrap_or(rest.len()))
}

fn ends_with_name(text: &[u8]) -> bool {
    NAMES.iter().any(|name| ends_with(text, name))
}

fn ends_with(text: &[u8], word: &str) -> bool {
    let tail = text.len().checked_sub(word.len()).and_then(|start| text.get(start..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word.as_bytes()))
}

/// The credential after `Basic ` or `Bearer `; a log may have `+` for the space.
fn credential(text: &[u8], at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let scheme = SCHEMES.iter().find(|scheme| ends_with(before, scheme))?;
    let in_word = before.len().checked_sub(scheme.len() + 1).and_then(|byte| before.get(byte));
    if in_word.is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=._~-%".contains(byte);
    let length = rest.iter().take_while(|byte| is_part(byte)).count();
    let word = rest.get(..length)?;
    // `Basic Authentication` is not a credential; encoded text contains digits, or capitals after its first letter.
    let is_encoded = word.iter().skip(1).any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    (length >= MIN_CREDENTIAL && is_encoded).then(|| at + 1..at + 1 + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn masked(text: &str) -> String {
        let mut shown = String::from(text);
        for range in secrets(text.as_bytes()).into_iter().rev() {
            shown.replace_range(range, "*");
        }
        shown
    }

    #[test]
    fn values_with_a_secret_name_are_found() {
        for (text, shown) in [
            ("Cmd=Sync&password=hunter2&x=1", "Cmd=Sync&password=*&x=1"),
            ("PWD=a;b", "PWD=*;b"),
            ("?access_token=eyJ0.eyJ1&client_secret=s", "?access_token=*&client_secret=*"),
            ("{\"Password\":\"a, b\",\"x\":1}", "{\"Password\":\"*\",\"x\":1}"),
            ("{\"\"newPassword\"\": \"\"a b\"\"}", "{\"\"newPassword\"\": \"\"*\"\"}"),
            ("password=\"a b\" c", "password=\"*\" c"),
            ("Authorization: Bearer eyJ0eXAi.x", "Authorization: Bearer *"),
            ("auth=Basic+dXNlcjpwYXNz", "auth=Basic+*"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn other_text_is_unchanged() {
        for text in [
            "",
            "passwordExpired=1",
            "Your password: ask the help desk",
            "basic rules",
            "A basic understanding of Basic Authentication",
            "token=",
            "user=anna&Cmd=Sync",
            "=",
            ":",
        ] {
            let shown = masked(text);
            assert_eq!(shown, text);
        }
    }
}

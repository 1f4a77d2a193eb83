//! Secrets among the arguments of a command: `-Password x`, `ConvertTo-SecureString x`, `ldapsearch -w x`; and in
//! sentences: `with password x`, `the password is x`.

use super::name::{is_secret_name, is_word, name_before};
use super::shape::is_no_word;
use crate::bytes::Trigrams;
use core::ops::Range;

/// The cmdlet of PowerShell that takes a password in plain text.
const TO_SECURE_STRING: &[u8] = b"ConvertTo-SecureString";

/// Options whose names do not say that a password follows, and the tools that have them.
const OPTIONS: &[(&[u8], &str)] = &[(b"-w", "ldap"), (b"-P", "sqlcmd"), (b"-P", "osql"), (b"-u", "curl")];

/// Number of bytes before an option within which the tool is named.
const MAX_COMMAND: usize = 256;

/// Adds the beginnings of the tools whose options have no name of a secret.
pub(super) const fn with_stems(stems: Trigrams) -> Trigrams {
    stems.with(&["SecureString", "ldap", "sqlcmd", "osql", "curl"])
}

/// The argument after the blank at `at`, if the word before it asks for a secret.
pub(super) fn argument(text: &[u8], at: usize) -> Option<Range<usize>> {
    let (start, name) = name_before(text, at);
    let before = text.get(..start)?;
    if name.eq_ignore_ascii_case(TO_SECURE_STRING) {
        return argument_at(text, after_switches(text, at));
    }
    let is_option = name.starts_with(b"-") || before == b"/" || before.ends_with(b" /");
    let begins = text.get(at + 1).copied();
    if is_option && is_secret_name(name) && !matches!(begins, Some(b'-' | b'=')) {
        return argument_at(text, at);
    }
    if OPTIONS.iter().any(|(option, tool)| name == *option && names_tool(before, tool)) {
        return argument_at(text, at).map(|argument| without_user(text, name, argument));
    }
    let in_sentence = before.last().is_none_or(|byte| b" (\"'".contains(byte)) && !is_word(name);
    if !in_sentence || is_option || !is_secret_name(name) {
        return None;
    }
    let word = argument_at(text, after_verb(text, at))?;
    let in_quotes =
        word.start.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|byte| b"\"'".contains(byte));
    (in_quotes || is_no_word(text.get(word.clone())?)).then_some(word)
}

fn names_tool(text: &[u8], tool: &str) -> bool {
    let near = text.get(text.len().saturating_sub(MAX_COMMAND)..).unwrap_or_default();
    near.windows(tool.len()).any(|window| window.eq_ignore_ascii_case(tool.as_bytes()))
}

/// The password in `user:password`, the argument of `curl -u`.
fn without_user(text: &[u8], option: &[u8], argument: Range<usize>) -> Range<usize> {
    let user = text.get(argument.clone()).and_then(|argument| memchr::memchr(b':', argument));
    match user {
        Some(length) if option == b"-u" => argument.start + length + 1..argument.end,
        _ => argument,
    }
}

/// The place after the verb of `the password is x`.
fn after_verb(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let verb = [&b" is "[..], b" was "].into_iter().find(|verb| rest.starts_with(verb));
    at + verb.map_or(0, |verb| verb.len() - 1)
}

/// The argument after the blanks at `at`: in quotes, in brackets, or a word.
fn argument_at(text: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at + text.get(at..)?.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let rest = text.get(start..)?;
    let (start, ends): (usize, &[u8]) = match rest.first()? {
        b'"' => (start + 1, b"\""),
        b'\'' => (start + 1, b"'"),
        b'(' => (start + 1, b""),
        _ => (start, b" \t\r\n;|"),
    };
    let rest = text.get(start..)?;
    Some(start..start + rest.iter().position(|byte| ends.contains(byte)).unwrap_or(rest.len()))
}

/// The place after switches such as `-AsPlainText` and `-String`.
fn after_switches(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let mut place = at;
    for word in rest.split(|&byte| byte == b' ').take(5) {
        if !word.is_empty() && !word.starts_with(b"-") {
            break;
        }
        place += word.len() + 1;
    }
    place.min(text.len()).saturating_sub(1).max(at)
}

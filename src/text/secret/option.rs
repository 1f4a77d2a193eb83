//! Secrets among the arguments of a command: `-Password x`, `ConvertTo-SecureString x`, `ldapsearch -w x`; and in
//! sentences: `with password x`, `the password is x`.

use super::name::{is_secret_name, is_word, name_before, secret_start, secret_start_in_sentence};
use super::shape::is_no_word;
use crate::bytes::Trigrams;
use core::ops::Range;

/// The cmdlet of PowerShell that takes a password in plain text.
const TO_SECURE_STRING: &[u8] = b"ConvertTo-SecureString";

/// Its switch, where it is not named.
const AS_PLAIN_TEXT: &[u8] = b"-AsPlainText";

/// Most switches before an argument.
const MAX_SWITCHES: usize = 5;

/// What is between the name of a secret and the secret in a sentence, in some languages.
const VERBS: &[&str] = &[
    " is ",
    " was ",
    " are ",
    " ist ",
    " war ",
    " est ",
    " es ",
    " era ",
    " \u{E9} ",
    " \u{E8} ",
    " to ",
    " - ",
    " \u{2013} ",
    " \u{2014} ",
    " | ",
];

/// Options whose names do not say that a password follows, and the tools that have them.
const OPTIONS: &[(&[u8], &str)] = &[(b"-w", "ldap"), (b"-P", "sqlcmd"), (b"-P", "osql"), (b"-u", "curl")];

/// Number of bytes before an option within which the tool is named.
const MAX_COMMAND: usize = 256;

/// Adds the beginnings of the tools whose options have no name of a secret.
pub(super) const fn with_stems(stems: Trigrams) -> Trigrams {
    stems.with(&["SecureString", "AsPlainText", "ldap", "sqlcmd", "osql", "curl"])
}

/// The argument after the blank at `at`, if the word before it asks for a secret.
pub(super) fn argument(text: &[u8], at: usize) -> Option<Range<usize>> {
    let (start, name) = name_before(text, at);
    let before = text.get(..start)?;
    if name.eq_ignore_ascii_case(TO_SECURE_STRING) || name.eq_ignore_ascii_case(AS_PLAIN_TEXT) {
        return argument_at(text, after_switches(text, at)?);
    }
    let is_option = name.starts_with(b"-") || before == b"/" || before.ends_with(b" /");
    let begins = text.get(at + 1).copied();
    if is_option && is_secret_name(name) && !matches!(begins, Some(b'-' | b'=')) {
        return argument_at(text, at);
    }
    if OPTIONS.iter().any(|(option, tool)| name == *option && names_tool(before, tool)) {
        return argument_at(text, at).map(|argument| without_user(text, name, argument));
    }
    let start = secret_start_in_sentence(text, start, name).filter(|_| !is_option && !is_word(name))?;
    let before = start.checked_sub(1).and_then(|before| text.get(before));
    if before.is_some_and(|byte| !b" (\"'".contains(byte)) {
        return None;
    }
    let word = argument_at(text, after_verb(text, at))?;
    if assigns_secret(text, &word) {
        return None;
    }
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

/// Whether a word ends the name of a secret and begins its value, which may be longer: `d'ordine=x` after `parola`.
fn assigns_secret(text: &[u8], word: &Range<usize>) -> bool {
    let sign = text.get(word.clone()).and_then(|word| memchr::memchr(b'=', word));
    sign.is_some_and(|offset| {
        let (start, name) = name_before(text, word.start + offset);
        secret_start(text, start, name).is_some()
    })
}

/// The place after the verb of `the password is x`.
fn after_verb(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let verb = VERBS.iter().find(|verb| rest.starts_with(verb.as_bytes()));
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

/// The place after switches such as `-AsPlainText` and `-String`; `None` where the command ends with them.
fn after_switches(text: &[u8], at: usize) -> Option<usize> {
    let mut place = at;
    for _ in 0..MAX_SWITCHES {
        let rest = text.get(place..)?;
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let word = rest.get(blanks..)?;
        if !word.starts_with(b"-") {
            break;
        }
        let length = word.iter().position(u8::is_ascii_whitespace)?;
        if word.get(..length)?.ends_with(b")") || word.get(..length)?.ends_with(b";") {
            return None;
        }
        place += blanks + length;
    }
    let begins = text.get(place..)?.iter().find(|byte| !matches!(byte, b' ' | b'\t'))?;
    (!b"|;)\r\n".contains(begins)).then_some(place)
}

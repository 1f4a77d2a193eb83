//! Secrets among the arguments of a command: `-Password x`, `ConvertTo-SecureString x`, `ldapsearch -w x`; and in
//! sentences: `with password x`, `the password is x`.

use super::extent::blanks;
use super::name::{
    after_links, before_change, is_copula, is_number, is_password, is_secret_name, is_word, name_before, name_length,
    secret_start, secret_start_in_sentence,
};
use super::shape::is_no_word;
use super::value::{begins_named_value, follows_password_for, is_code, is_parameter_name, is_reference_at, no_word};
use crate::bytes::{Trigrams, begins_with, contains, strip_prefix, words};
use alloc::vec::Vec;
use core::ops::Range;

/// The cmdlet of PowerShell that takes a password in plain text.
const TO_SECURE_STRING: &[u8] = b"ConvertTo-SecureString";

/// Its switch, where it is not named.
const AS_PLAIN_TEXT: &[u8] = b"-AsPlainText";

/// Most switches before an argument.
const MAX_SWITCHES: usize = 5;

/// Options whose names do not say that a password follows, and the tools that have them.
const OPTIONS: &[(&[u8], &str)] = &[
    (b"-w", "ldap"),
    (b"-P", "sqlcmd"),
    (b"-P", "osql"),
    (b"-p", "psexec"),
    (b"-p", "sshpass"),
    (b"-p", "mysql"),
    (b"RP", "chtasks"),
    (b"rp", "chtasks"),
    (b"Rp", "chtasks"),
    (b"P", "chtasks"),
    (b"p", "chtasks"),
];

/// Options that take a user with a password, `user:password`, likewise.
const USER_OPTIONS: &[(&[u8], &str)] =
    &[(b"-u", "curl"), (b"--user", "curl"), (b"-U", "curl"), (b"--proxy-user", "curl")];

/// The command of Windows whose password follows a share or a user, without an option.
const NET: &[&[u8]] = &[b"net", b"net.exe", b"net1", b"net1.exe"];
const NET_COMMANDS: &[&[u8]] = &[b"use", b"user"];

/// Number of bytes before an option within which the tool is named.
const MAX_COMMAND: usize = 256;

/// Adds the beginnings of the tools whose options have no name of a secret; of `SecureString` a part that `KB/sec` does not have, with
/// which Exchange confirms every mail.
pub(super) const fn with_stems(stems: Trigrams) -> Trigrams {
    stems.with(&[
        "cureString",
        "AsPlainText",
        "ldap",
        "sqlcmd",
        "osql",
        "curl",
        "xec",
        "sshpass",
        "mysql",
        "chtasks",
        "t use",
        "xe use",
    ])
}

/// The argument after the blank at `at`, if the word before it asks for a secret.
pub(super) fn argument(text: &[u8], at: usize) -> Option<Range<usize>> {
    let (start, name) = name_before(text, at);
    let before = text.get(..start)?;
    // The name was that of a page: `GET /token HTTP/1.1`.
    if text.get(at + 1..)?.starts_with(b"HTTP/") {
        return None;
    }
    if name.eq_ignore_ascii_case(TO_SECURE_STRING) || name.eq_ignore_ascii_case(AS_PLAIN_TEXT) {
        return argument_at(text, after_switches(text, at)?);
    }
    let is_option = name.starts_with(b"-") || before == b"/" || before.ends_with(b" /");
    let begins = text.get(at + 1).copied();
    if is_option && is_secret_name(name) && !matches!(begins, Some(b'-' | b'=')) {
        return argument_at(text, at);
    }
    if names_tool(OPTIONS, name, before) {
        return argument_at(text, at);
    }
    if let Some(password) = of_net_command(text, at).or_else(|| replaced(text, start, name, at)) {
        return Some(password);
    }
    if names_tool(USER_OPTIONS, name, before) {
        let argument = argument_at(text, at)?;
        let is_key = || is_no_word(text.get(argument.clone()).unwrap_or_default());
        return after_user(text, argument.clone()).or_else(|| is_key().then(|| argument.clone()));
    }
    // `The password for the attached zip is x`.
    if is_copula(name) && follows_password_for(text, start.saturating_sub(1)) > 0 {
        return no_word(text, at);
    }
    if is_number(name) {
        return code_after_links(text, name, at);
    }
    if is_option || is_word(name) || is_column(name) {
        return None;
    }
    // Nearly every word is the name of no secret, so what follows it is looked at after that.
    let start = secret_start_in_sentence(text, start, name).filter(|_| !is_reference_at(text, name, at))?;
    let follows =
        |signs: &[u8]| start.checked_sub(1).and_then(|at| text.get(at)).is_some_and(|byte| signs.contains(byte));
    let after_links = after_links(text, at);
    let is_in_path = follows(b"/\\") && is_password(name);
    if start > 0 && after_links == at && !follows(b" (\"'") && !is_in_path {
        return None;
    }
    let word = argument_at(text, after_links)?;
    // Parameters of a page.
    let is_parameter = || follows(b"/") && begins_named_value(text.get(word.start..).unwrap_or_default());
    if assigns_secret(text, &word) || is_parameter() {
        return None;
    }
    let in_quotes =
        word.start.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|byte| b"\"'".contains(byte));
    let found = text.get(word.clone())?;
    if !in_quotes && is_parameter_name(found) {
        return None;
    }
    (in_quotes || is_no_word(found) || is_code(name, found)).then_some(word)
}

/// The digits in `your PIN is 4711`: without *is*, they may count something else.
fn code_after_links(text: &[u8], name: &[u8], at: usize) -> Option<Range<usize>> {
    let after = Some(after_links(text, at)).filter(|after| *after > at)?;
    argument_at(text, after).filter(|word| text.get(word.clone()).is_some_and(|found| is_code(name, found)))
}

/// Whether a name is that of a column of a W3C log, after which comes the next one and no value: `cs(Cookie)`, `cs-cookie`.
fn is_column(name: &[u8]) -> bool {
    name.contains(&b'(') || begins_with(name, b"cs-") || begins_with(name, b"sc-")
}

/// The argument of the option at `at` that follows without a blank: `curl -uann:x`, `curl --user=ann:x`, `sqlcmd -Px`.
pub(super) fn attached(text: &[u8], at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let before = text.get(..at).filter(|before| before.ends_with(b" "))?;
    let argument = |options: &[(&[u8], &str)]| {
        let begins = |(option, _): &&(&[u8], &str)| rest.starts_with(option);
        let option = options.iter().find(begins).map(|(option, _)| *option)?;
        let sign = usize::from(option.starts_with(b"--"));
        let is_attached = match rest.get(option.len())? {
            b'=' => sign == 1,
            byte => sign == 0 && !byte.is_ascii_whitespace(),
        };
        // Of `-password x` the argument is another.
        let is_other = || is_secret_name(rest.get(..name_length(rest)).unwrap_or_default());
        let is_secret = is_attached && names_tool(options, option, before) && !is_other();
        is_secret.then(|| argument_at(text, at + option.len() + sign))?
    };
    let is_telling = |range: &Range<usize>| text.get(range.clone()).is_some_and(is_no_word);
    argument(OPTIONS).filter(is_telling).or_else(|| after_user(text, argument(USER_OPTIONS)?))
}

/// Whether an option is one of these, of a tool that is named before it.
fn names_tool(options: &[(&[u8], &str)], option: &[u8], before: &[u8]) -> bool {
    let near = before.get(before.len().saturating_sub(MAX_COMMAND)..).unwrap_or_default();
    options.iter().any(|(name, tool)| option == *name && contains(near, tool.as_bytes()))
}

/// The password after the blank at `at` in `net use Z: \\\\EX01\\logs x /user:ann` and `net user ann x`, where options may be
/// anywhere.
fn of_net_command(text: &[u8], at: usize) -> Option<Range<usize>> {
    let near = text.get(at.saturating_sub(MAX_COMMAND)..at)?;
    // Nearly no text has its name, so it is looked for before the words are.
    let begins_name = |at: usize| matches!(near.get(at + 1..at + 3), Some(b"et" | b"ET"));
    if !memchr::memchr2_iter(b'n', b'N', near).any(begins_name) {
        return None;
    }
    let is = |word: &[u8], names: &[&[u8]]| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    let all: Vec<&[u8]> = words(near).collect();
    let begin =
        all.windows(2).rposition(|pair| matches!(pair, [net, use_] if is(net, NET) && is(use_, NET_COMMANDS)))?;
    let given = all.get(begin + 2..)?;
    // What follows is another sentence.
    if given.iter().any(|word| word.ends_with(b",") || word.ends_with(b";")) {
        return None;
    }
    let (options, arguments): (Vec<&[u8]>, Vec<&[u8]>) = given.iter().partition(|word| word.starts_with(b"/"));
    let is_quoted = |word: &[u8]| word.starts_with(b"\"") && !word.ends_with(b"\"");
    // In quotes, a share or a name may have blanks.
    let open = arguments.iter().rposition(|word| is_quoted(word));
    let target = match open {
        Some(open) if arguments.last()?.ends_with(b"\"") => open,
        _ => arguments.len().checked_sub(1)?,
    };
    let word = *arguments.get(target)?;
    let is_share = [&b"\\\\"[..], b"\"\\\\", b"http"].iter().any(|begin| word.starts_with(begin));
    let is_user = || target == 0 && all.get(begin + 1).is_some_and(|word| is(word, &[b"user"]));
    if !is_share && !is_user() {
        return None;
    }
    let argument = argument_at(text, at)?;
    let word = text.get(argument.clone())?;
    let after = text.get(argument.end..)?;
    let is_before_option = || after.strip_prefix(b"\"").unwrap_or(after).starts_with(b" /");
    let is_telling = !options.is_empty() || is_no_word(word) || is_before_option();
    (!word.starts_with(b"/") && word != b"*" && is_telling).then_some(argument)
}

/// Both passwords after the blank at `at` in `the password was changed from x to y`, if one of them is no word of a language.
fn replaced(text: &[u8], start: usize, name: &[u8], at: usize) -> Option<Range<usize>> {
    if !name.eq_ignore_ascii_case(b"from") {
        return None;
    }
    let end = start.checked_sub(1)?;
    let end = before_change(text, end).unwrap_or(end);
    let (start, name) = name_before(text, end);
    if secret_start_in_sentence(text, start, name).is_none() && follows_password_for(text, end) == 0 {
        return None;
    }
    let old = word_at(text, at);
    let rest = text.get(old.end..)?.trim_ascii_start();
    let rest = strip_prefix(rest, b"to ").or_else(|| strip_prefix(rest, b"into "))?;
    let new = word_at(text, text.len() - rest.len());
    let is_telling = |word: &Range<usize>| text.get(word.clone()).is_some_and(is_no_word);
    (is_telling(&old) || is_telling(&new)).then_some(old.start..new.end)
}

/// The word after the blanks at `at`, with quotes around it.
fn word_at(text: &[u8], at: usize) -> Range<usize> {
    let start = at + blanks(text, at);
    let rest = text.get(start..).unwrap_or_default();
    let near = rest.get(..rest.len().min(MAX_COMMAND)).unwrap_or_default();
    let quoted = near.strip_prefix(b"\"").and_then(|inner| Some(memchr::memchr(b'"', inner)? + 2));
    let length = || near.iter().position(u8::is_ascii_whitespace).unwrap_or(near.len());
    start..start + quoted.unwrap_or_else(length)
}

/// The password in `user:password`.
fn after_user(text: &[u8], argument: Range<usize>) -> Option<Range<usize>> {
    let user = memchr::memchr(b':', text.get(argument.clone())?)?;
    Some(argument.start + user + 1..argument.end)
}

/// Whether a word ends the name of a secret and begins its value, which may be longer: `d'ordine=x` after `parola`.
fn assigns_secret(text: &[u8], word: &Range<usize>) -> bool {
    let sign = text.get(word.clone()).and_then(|word| memchr::memchr(b'=', word));
    sign.is_some_and(|offset| {
        let (start, name) = name_before(text, word.start + offset);
        secret_start(text, start, name).is_some()
    })
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

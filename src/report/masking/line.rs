//! Masking of a whole line that could not be read, so that nothing is known about its contents.

use super::field::{MASKED, credentials, masked_after, masked_by, masked_from, secret_in_command, without};
use crate::smtp::{self, Verb};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// A line without credentials.
pub(super) fn masked(line: &[u8]) -> String {
    if let Some(argument) = argument_of_auth(line) {
        return masked_from(line, argument);
    }
    // Some secrets span several fields.
    let line = without(line, &credentials(line)).into_bytes();
    let mut shown: Vec<Cow<'_, str>> = Vec::new();
    let mut before: &[u8] = b"";
    for field in line.split(|&byte| byte == b',') {
        let command = core::mem::replace(&mut before, field.trim_ascii());
        let argument = masked_after(command, field);
        // A quoted field may contain a comma: then the credential continues after it.
        let is_cut = argument.is_some() && field.trim_ascii_start().starts_with(b"\"");
        let follows_event = matches!(command, b"<" | b">");
        shown.push(argument.map_or_else(|| masked_field(field, follows_event), Cow::Owned));
        if is_cut {
            break;
        }
    }
    shown.join(",")
}

/// A field of a line by itself, without knowledge of previous lines.
fn masked_field(field: &[u8], follows_event: bool) -> Cow<'_, str> {
    let arrow = after_arrow(field);
    let word = field.get(arrow..).unwrap_or_default().trim_ascii();
    let may_respond = follows_event || arrow > 0;
    let is_response = may_respond && smtp::Command::parse(word).verb == Verb::Other && smtp::may_be_encoded(word);
    if is_response { Cow::Borrowed(MASKED) } else { lossy_masked(field, arrow) }
}

fn lossy_masked(field: &[u8], arrow: usize) -> Cow<'_, str> {
    masked_by(field, arrow, secret_in_command).map_or_else(|| String::from_utf8_lossy(field), Cow::Owned)
}

/// Where the argument of AUTH begins in an IIS row, which has other separators: everything after it may be secret.
fn argument_of_auth(line: &[u8]) -> Option<usize> {
    let capitals = line.to_ascii_uppercase();
    let ends = ["AUTH - ", "AUTH -?", "AUTH, -, "].into_iter().filter_map(|verb| {
        let begin = memchr::memmem::find(&capitals, verb.as_bytes())?;
        Some(begin + verb.len())
    });
    ends.min()
}

/// Where the command begins in a line of an L-file, after the time and the arrow; 0 for other lines.
fn after_arrow(line: &[u8]) -> usize {
    let arrows = [&b" : <<<"[..], b" : >>>", b" : IO: |", b" : "];
    let find = |arrow: &&[u8]| Some(memchr::memmem::find(line, arrow)? + arrow.len());
    arrows.iter().find_map(find).unwrap_or(0)
}

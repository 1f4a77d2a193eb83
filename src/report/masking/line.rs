//! Masking of a whole line that could not be read, so that nothing is known about its contents.

use super::field::{
    MASKED, credentials, credentials_after, lossy, masked_after, masked_from, secret_in_command, without,
};
use super::unknown::{NO_COMMAND, hidden, is_unknown};
use crate::bytes::split_once;
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
    let (mut before, mut rest): (&[u8], &[u8]) = (b"", &line);
    let mut number = 0;
    loop {
        let (field, after) = split_once(rest, b",").map_or((rest, None), |(field, after)| (field, Some(after)));
        if let Some(start) = said_at(number, before, field).filter(|&start| is_unknown_from(field, start)) {
            // What is unknown may contain commas.
            let (known, unknown) = rest.split_at(start);
            shown.push(Cow::Owned(lossy(known) + &hidden(NO_COMMAND, unknown.trim_ascii().len())));
            break;
        }
        let argument = masked_after(before, field);
        // A quoted field may contain a comma: then the credential continues after it.
        let is_cut = argument.is_some() && field.trim_ascii_start().starts_with(b"\"");
        shown.push(argument.map_or_else(|| masked_field(field), Cow::Owned));
        match after {
            Some(after) if !is_cut => (before, rest, number) = (field.trim_ascii(), after, number + 1),
            _ => break,
        }
    }
    shown.join(",")
}

/// Number of the field with the description of an event in a connectivity log, counted from 0.
const CONNECTIVITY_EVENT: usize = 5;

/// Where the text begins that client or server sent, if a field has it: after the event, or after the arrow of an L-file.
fn said_at(number: usize, before: &[u8], field: &[u8]) -> Option<usize> {
    let arrow = ARROWS.iter().find_map(|arrow| Some(memchr::memmem::find(field, arrow)? + arrow.len()));
    // In a connectivity log, descriptions follow the fifth field.
    let is_event = before == b"<" || (before == b">" && number > CONNECTIVITY_EVENT);
    if is_event { Some(0) } else { arrow }
}

fn is_unknown_from(field: &[u8], start: usize) -> bool {
    let said = field.get(start..).unwrap_or_default().trim_ascii();
    is_unknown(said.strip_prefix(b"\"").unwrap_or(said))
}

/// A field of a line by itself, without knowledge of previous lines.
fn masked_field(field: &[u8]) -> Cow<'_, str> {
    let start = after_arrow(field);
    let word = field.get(start..).unwrap_or_default().trim_ascii();
    if start > 0 && smtp::Command::parse(word).verb == Verb::Other && smtp::may_be_encoded(word) {
        return Cow::Borrowed(MASKED);
    }
    let ranges = credentials_after(field, start, secret_in_command);
    if ranges.is_empty() { String::from_utf8_lossy(field) } else { Cow::Owned(without(field, &ranges)) }
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

/// What precedes the text of client and server in a line of an L-file.
const ARROWS: [&[u8]; 3] = [b" : <<<", b" : >>>", b"IO: |"];

/// Where the text begins in a line of an L-file, after the time and the arrow; 0 for other lines.
fn after_arrow(line: &[u8]) -> usize {
    let mut arrows = ARROWS.into_iter().chain([&b" : "[..]]);
    arrows.find_map(|arrow| Some(memchr::memmem::find(line, arrow)? + arrow.len())).unwrap_or(0)
}

//! Masking of a whole line that could not be read, so that nothing is known about its contents.

use super::field::{
    MASKED, credentials, credentials_after, lossy, masked_after, masked_from, secret_in_command, without,
};
use super::unknown::{LONGER, NO_COMMAND, hidden, is_unknown};
use crate::bytes::split_once;
use crate::entry::Event;
use crate::exchange::{address, endpoint};
use crate::smtp::{self, Verb};
use crate::text::secrets::MIN_NUMBER;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// A line that could not be read, without credentials: up to what may be anything that a client sent.
pub(super) fn masked(line: &[u8]) -> String {
    masked_fields(line, false)
}

/// A line that could be read, without credentials.
pub(super) fn masked_as_read(line: &[u8]) -> String {
    masked_fields(line, true)
}

/// The first field of a line whose end is not known.
pub(super) fn masked_cut(line: &[u8]) -> String {
    let first = line.iter().position(|byte| b",;\t| ".contains(byte)).map_or(0, |separator| separator + 1);
    let (first, rest) = line.split_at(first);
    masked(first) + &hidden(LONGER, rest.len())
}

fn masked_fields(line: &[u8], is_read: bool) -> String {
    if let Some(argument) = argument_of_auth(line) {
        return masked_from(line, argument);
    }
    // Some secrets span several fields.
    let line = without(line, &credentials(line)).into_bytes();
    let separator = separator(&line);
    let mut shown: Vec<Cow<'_, str>> = Vec::new();
    let (mut before, mut rest): (&[u8], &[u8]) = (b"", &line);
    let (mut number, mut may_be_client) = (0, false);
    loop {
        let (field, after) =
            split_once(rest, separator.as_bytes()).map_or((rest, None), |(field, after)| (field, Some(after)));
        let said = said_at(number, before, field).or_else(|| (may_be_client && may_be_said(field)).then_some(0));
        if let Some(start) = said.filter(|&start| is_unknown_from(field, start)) {
            // What is unknown may contain separators.
            let (known, unknown) = rest.split_at(start);
            shown.push(Cow::Owned(lossy(known) + &hidden(NO_COMMAND, unknown.trim_ascii().len())));
            break;
        }
        let argument = masked_after(before, field);
        // A quoted field may contain a comma: then the credential continues after it.
        let is_cut = argument.is_some() && field.trim_ascii_start().starts_with(b"\"");
        shown.push(argument.map_or_else(|| masked_field(field), Cow::Owned));
        match after {
            Some(after) if !is_cut => {
                may_be_client = may_be_of_client(field, is_read).unwrap_or(may_be_client);
                (before, rest, number) = (unquoted(field), after, number + 1);
            }
            _ => break,
        }
    }
    shown.join(separator)
}

/// The separator of the fields: the first one in the line of those that exported logs have.
fn separator(line: &[u8]) -> &'static str {
    let first = line.iter().find(|byte| b",;\t|".contains(byte));
    match first {
        Some(b';') => ";",
        Some(b'\t') => "\t",
        Some(b'|') => "|",
        _ => ",",
    }
}

/// Whether the fields after this one may be what a client sent; `None` if the field does not show it. They may be after
/// an endpoint, wherever the column of the text begins: a row that could not be read may have lost a field, or its event.
/// An address without a port follows in logs that are no conversations. What follows another event than `<` is what the
/// client sent only where it is not certain that the field is the event.
fn may_be_of_client(field: &[u8], is_read: bool) -> Option<bool> {
    match Event::parse(unquoted(field)) {
        Some(Event::Receive) => Some(true),
        Some(_) => is_read.then_some(false),
        None => address(field).map(|_| endpoint(field).1.is_some()),
    }
}

/// Whether a field is more than an event, a sequence number, a size or an address.
fn may_be_said(field: &[u8]) -> bool {
    let field = unquoted(field);
    let is_number = field.len() < MIN_NUMBER && field.iter().all(u8::is_ascii_digit);
    !is_number && Event::parse(field).is_none() && address(field).is_none()
}

/// A field without blanks and quotes around it.
fn unquoted(field: &[u8]) -> &[u8] {
    let field = field.trim_ascii();
    let field = field.strip_prefix(b"\"").unwrap_or(field);
    field.strip_suffix(b"\"").unwrap_or(field)
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
    is_unknown(unquoted(field.get(start..).unwrap_or_default()))
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

//! Values of forms in several parts (RFC 7578): `name="password"`, a blank line, and the value.

use super::name::{is_secret_name, name_before};
use core::ops::Range;

/// Longest name of a part in bytes.
const MAX_NAME: usize = 64;

/// Most headers between the name of a part and its value.
const MAX_HEADERS: usize = 4;

/// Line breaks as they are, or as JSON and other logs write them.
const BREAKS: [&[u8]; 4] = [b"\r", b"\n", b"\\r", b"\\n"];

/// The value of the part whose name is assigned at `at`.
pub(super) fn part(text: &[u8], at: usize) -> Option<Range<usize>> {
    let (_, parameter) = name_before(text, at);
    if !parameter.eq_ignore_ascii_case(b"name") {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let quote = rest.first().filter(|byte| b"\"'".contains(byte));
    let start = at + 1 + usize::from(quote.is_some());
    let rest = text.get(start..)?;
    let ends = |byte: &u8| quote.map_or(b"\r\n\\".contains(byte), |quote| byte == quote);
    let length = rest.get(..rest.len().min(MAX_NAME))?.iter().position(ends)?;
    if !is_secret_name(rest.get(..length)?) {
        return None;
    }
    let mut place = start + length + usize::from(quote.is_some());
    for _ in 0..MAX_HEADERS {
        let begin = after_breaks(text, place)?;
        let rest = text.get(begin..)?;
        if !rest.get(..8).is_some_and(|head| head.eq_ignore_ascii_case(b"content-")) {
            // A break with a backslash ends the value only where such a break began it.
            let is_written = text.get(place) == Some(&b'\\');
            return Some(begin..begin + next_break(rest, is_written));
        }
        place = begin + next_break(rest, text.get(place) == Some(&b'\\'));
    }
    None
}

/// The place after the line breaks at `at`; `None` if there are none.
fn after_breaks(text: &[u8], at: usize) -> Option<usize> {
    let mut place = at;
    while let Some(length) = break_length(text.get(place..)?) {
        place += length;
    }
    (place > at).then_some(place)
}

fn break_length(text: &[u8]) -> Option<usize> {
    BREAKS.iter().find(|line_break| text.starts_with(line_break)).map(|line_break| line_break.len())
}

/// The place of the next line break, or the end of the text.
fn next_break(text: &[u8], is_written: bool) -> usize {
    let ends = |at: usize| {
        text.get(at..).and_then(break_length).is_some_and(|length| length == if is_written { 2 } else { 1 })
    };
    (0..text.len()).find(|&at| ends(at)).unwrap_or(text.len())
}

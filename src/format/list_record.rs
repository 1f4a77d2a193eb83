//! A record in the output of `Format-List`: a line for each property, or several lines where the console is too narrow for the
//! value.

use super::held::HeldLines;
use super::row_text::joined;
use super::wrapped::is_usual_width;
use crate::bytes::{decimal, first_word, last_word, split_once};
use crate::text::prefix::indent;
use crate::text::{Line, LineSyntax};
use alloc::vec::Vec;

/// The records in a file.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The one that is being read.
    pub(super) open: Option<ListRecord>,
    /// The file has some.
    pub(super) were_read: bool,
    /// The columns of the last one, as long as the rows of the current log have these.
    pub(super) names: Option<Vec<Vec<u8>>>,
    /// Lines are being read that look like a record and are none.
    pub(super) releasing: bool,
}

/// A record as far as its lines have been read.
#[derive(Debug)]
pub(super) struct ListRecord {
    pub(super) lines: HeldLines,
    properties: Vec<Property>,
    /// What precedes each line: blanks, quote marks.
    prefix: Vec<u8>,
    /// Where values begin after that, and go on in the next line.
    indent: usize,
}

/// A property: its name, and the lines of its value.
#[derive(Debug)]
struct Property {
    name: Vec<u8>,
    value: Vec<Vec<u8>>,
}

/// The properties of message tracking and of agent logs that are lists, which are printed in braces.
const LISTS: [&[u8]; 5] = [b"Recipients", b"RecipientStatus", b"Reference", b"EventData", b"P2FromAddresses"];

/// The name and the value of a property in a line, and where the value begins.
fn property(line: &[u8]) -> Option<(&[u8], &[u8], usize)> {
    let (before, value) = split_once(line, b":")?;
    let name = before.trim_ascii_end();
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b" -_".contains(byte);
    let is_named = name.first().is_some_and(u8::is_ascii_alphabetic) && name.len() < before.len();
    let is_property = is_named && name.iter().all(of_name) && value.first().is_none_or(|byte| *byte == b' ');
    is_property.then(|| (name, value.trim_ascii_start(), before.len() + 2))
}

impl ListRecord {
    /// The record that a line begins; `None` if it has no property.
    pub(super) fn new(line: &Line<'_>) -> Option<ListRecord> {
        let (prefix, text) = line.text.split_at_checked(indent(line.text))?;
        let (_, _, indent) = property(text)?;
        let prefix = prefix.to_vec();
        let mut record = ListRecord { lines: HeldLines::default(), properties: Vec::new(), prefix, indent };
        record.take(line).then_some(record)
    }

    /// Takes the next line of the record. False if it is none.
    pub(super) fn take(&mut self, line: &Line<'_>) -> bool {
        if !self.lines.has_room(line) || line.overlong || line.only_nul {
            return false;
        }
        let Some(text) = line.text.strip_prefix(self.prefix.as_slice()) else { return false };
        let rest = text.get(self.indent..).filter(|_| text.iter().take(self.indent).all(|byte| *byte == b' '));
        match (property(text), rest, self.properties.last_mut()) {
            (Some((name, value, indent)), ..) if indent == self.indent => {
                // A trace of Exchange Online is printed with blanks in the names: `Message Trace ID`.
                let name: Vec<u8> = name.iter().copied().filter(|byte| *byte != b' ').collect();
                // Mail programs and forums remove empty lines: where the first property comes again, the next record begins.
                if self.properties.first().is_some_and(|first| first.name == name) {
                    return false;
                }
                self.properties.push(Property { name, value: Vec::from([value.to_vec()]) });
            }
            (_, Some(rest), Some(last)) if !rest.trim_ascii().is_empty() => last.value.push(rest.to_vec()),
            _ => return false,
        }
        self.lines.push(line);
        true
    }

    /// Whether something precedes its lines.
    pub(super) fn is_indented(&self) -> bool {
        !self.prefix.is_empty()
    }

    /// The column names.
    pub(super) fn names(&self) -> Vec<Vec<u8>> {
        self.properties.iter().map(|property| property.name.clone()).collect()
    }

    /// The values as a row of an export.
    pub(super) fn row(&self) -> Vec<u8> {
        let room = Room::of(self);
        let cells: Vec<Vec<u8>> = self.properties.iter().map(|property| property.cell(room)).collect();
        joined(cells.iter().map(Vec::as_slice), LineSyntax::Commas)
    }
}

/// How much of a value a line has at most, and whether all lines that were broken have that much: then they were cut there,
/// whatever words they have.
#[derive(Clone, Copy)]
struct Room {
    width: usize,
    is_cut: bool,
}

impl Room {
    fn of(record: &ListRecord) -> Room {
        let broken = || record.properties.iter().flat_map(|property| property.value.iter().rev().skip(1)).map(Vec::len);
        let width = broken().max().unwrap_or_default();
        let is_usual = [0, 1].into_iter().any(|more| is_usual_width(width + record.indent + more));
        Room { width, is_cut: (is_usual || broken().count() > 1) && broken().all(|length| length == width) }
    }

    /// Whether a word was cut between two lines.
    fn cuts(self, line: &[u8], next: &[u8]) -> bool {
        let is_long_word = || last_word(line).1.len() + first_word(next).0.len() > self.width;
        line.len() == self.width && (self.is_cut || is_long_word())
    }
}

impl Property {
    /// The value as an export has it.
    fn cell(&self, room: Room) -> Vec<u8> {
        let mut whole: Vec<u8> = Vec::new();
        let mut last: &[u8] = b"";
        for line in &self.value {
            if !whole.is_empty() && !room.cuts(last, line) && whole.last() != Some(&b' ') {
                whole.push(b' ');
            }
            whole.extend_from_slice(line);
            last = line;
        }
        let text = whole.trim_ascii();
        // A subject may have braces of its own.
        let is_list = LISTS.iter().any(|name| self.name.eq_ignore_ascii_case(name));
        let inner = text.strip_prefix(b"{").and_then(|inner| inner.strip_suffix(b"}"));
        match inner.filter(|_| is_list) {
            Some(inner) if !inner.contains(&b',') => inner.to_vec(),
            Some(inner) if self.name.eq_ignore_ascii_case(b"RecipientStatus") => separated_replies(inner),
            _ => text.to_vec(),
        }
    }
}

/// A list of replies with the separator of an export. A comma in the text of a reply has no code after it.
fn separated_replies(list: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(list.len());
    let mut rest = list;
    while let Some((before, after)) = split_once(rest, b", ") {
        whole.extend_from_slice(before);
        let is_reply = after.get(..3).and_then(decimal).is_some_and(|code| (200..600).contains(&code));
        whole.extend_from_slice(if is_reply { b";" } else { b", " });
        rest = after;
    }
    whole.extend_from_slice(rest);
    whole
}

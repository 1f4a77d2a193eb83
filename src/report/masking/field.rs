//! Masking of one field of a log.

use crate::bytes::Trigrams;
use crate::exchange::mail_access::command::secret as access_secret;
use crate::exchange::{AccessCommand, address};
use crate::smtp;
use crate::sort;
use crate::text::escape::{joined, unescaped};
use crate::text::secret::{secrets, with_stems};
use crate::text::secrets::Secrets;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// Replaces a credential.
pub(super) const MASKED: &str = "*****";

/// Finds a credential in a command.
pub type FindSecret = fn(&[u8]) -> Option<Range<usize>>;

/// Finds a credential in a command of any protocol, or in a challenge of the server.
pub fn secret_in_command(command: &[u8]) -> Option<Range<usize>> {
    smtp::secret(command).or_else(|| smtp::password(command)).or_else(|| smtp::challenge(command))
}

/// Secrets that are known from other texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub(super) secrets: &'a Secrets,
    /// Whether only one that is all of a field is masked.
    pub(super) is_whole: bool,
}

impl<'a> Known<'a> {
    pub(super) fn of(secrets: &'a Secrets) -> Known<'a> {
        Known { secrets, is_whole: false }
    }

    /// Where they are in a field. An address is none, nor a part of one.
    fn ranges(self, field: &[u8]) -> Vec<Range<usize>> {
        let mut ranges = self.secrets.ranges(field);
        if self.is_whole {
            ranges.retain(|range| range.len() == field.len());
        }
        if !ranges.is_empty() && address(field).is_some() {
            ranges.clear();
        }
        ranges
    }
}

/// A field in which the credential that `find` finds, named passwords and tokens, and known secrets are masked; `None` if
/// there is nothing to mask, as in nearly every field.
pub(super) fn masked_by(field: &[u8], find: FindSecret, known: Known<'_>) -> Option<String> {
    let mut ranges = credentials_in(field, find);
    ranges.extend(known.ranges(field));
    sort::by_key(&mut ranges, |range| range.start);
    (!ranges.is_empty()).then(|| without(field, &ranges))
}

/// A field in which nothing but known secrets is masked; `None` if it has none.
pub(super) fn masked_known(field: &[u8], known: Known<'_>) -> Option<String> {
    let mut ranges = known.ranges(field);
    sort::by_key(&mut ranges, |range| range.start);
    (!ranges.is_empty()).then(|| without(field, &ranges))
}

/// The credential that `find` finds in a field, and named passwords and tokens; they may overlap.
pub fn credentials_in(field: &[u8], find: FindSecret) -> Vec<Range<usize>> {
    credentials_after(field, 0, find)
}

/// The same, where the command begins after the first `skipped` bytes.
pub(super) fn credentials_after(field: &[u8], skipped: usize, find: FindSecret) -> Vec<Range<usize>> {
    let rest = field.get(skipped..).unwrap_or_default();
    let lead = skipped + rest.iter().take_while(|byte| matches!(byte, b'"' | b' ')).count();
    let command = field.get(lead..).and_then(find).map(|range| lead + range.start..lead + range.end);
    let mut ranges = credentials(field);
    ranges.extend(command);
    sort::by_key(&mut ranges, |range| range.start);
    ranges
}

/// What every text contains that has a credential or quotes a logon command.
static STEMS: Trigrams = smtp::with_logon_names(with_stems(Trigrams::NONE));

/// The credentials in a text whatever it is, in order; they may overlap.
pub(super) fn credentials(text: &[u8]) -> Vec<Range<usize>> {
    let mut layers = unescaped(text);
    layers.extend(joined(text));
    // Nearly every text has none, so it is read as few times as possible. A reply `500` may quote any word.
    if layers.is_empty() && !text.starts_with(b"50") && !STEMS.may_occur_in(text) {
        return Vec::new();
    }
    let mut ranges = found_in(text);
    for layer in layers {
        let mut separators = NextSeparator::default();
        let in_log = |piece: Range<usize>| {
            to_end_of_escaped(text, layer.in_log(&piece), layer.text.get(piece.end), &mut separators)
        };
        ranges.extend(found_in(&layer.text).into_iter().map(in_log));
    }
    sort::by_key(&mut ranges, |range| range.start);
    ranges
}

fn found_in(text: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = secrets(text);
    ranges.extend(smtp::quoted_secrets(text));
    ranges
}

/// A value does not end at an escaped separator, which may be part of it: it continues to the next plain one.
fn to_end_of_escaped(
    text: &[u8],
    range: Range<usize>,
    separator: Option<&u8>,
    separators: &mut NextSeparator,
) -> Range<usize> {
    let is_plain = text.get(range.end) == separator || matches!(separator, Some(b'"' | b'\''));
    range.start..if is_plain { range.end } else { separators.from(text, range.end) }
}

/// Finds the next plain separator. A text may have thousands of values and no separator, so it is searched only once.
#[derive(Default)]
struct NextSeparator {
    /// There is none from the first place to the second.
    known: Range<usize>,
}

impl NextSeparator {
    /// The place of the first separator from a place on, or the end of the text.
    fn from(&mut self, text: &[u8], place: usize) -> usize {
        if !self.known.contains(&place) {
            let ends = |byte: &u8| matches!(byte, b'&' | b' ' | b';' | b',' | b'"' | b'<' | b'\t' | b'\r' | b'\n');
            let rest = text.get(place..).unwrap_or_default();
            self.known = place..place + rest.iter().position(ends).unwrap_or(rest.len());
        }
        self.known.end
    }
}

/// A text with the mask in place of the ranges, which are ordered by start. A range inside a previous one is masked
/// with that.
pub(super) fn without(field: &[u8], ranges: &[Range<usize>]) -> String {
    let (mut shown, mut end) = (String::new(), 0);
    for range in ranges {
        if range.start >= end {
            shown += &String::from_utf8_lossy(field.get(end..range.start).unwrap_or_default());
            shown += MASKED;
        }
        end = range.end.max(end);
    }
    shown + &String::from_utf8_lossy(field.get(end..).unwrap_or_default())
}

/// A field that is an argument of the command in the previous field, without the credential; `None` if it contains none.
pub(super) fn masked_after(before: &[u8], field: &[u8]) -> Option<String> {
    secret_after(before, field).map(|start| masked_from(field, start))
}

/// Where the credential begins in a field that is an argument of the POP3, IMAP4 or FTP command in the previous field or,
/// after the event `<`, such a command; `None` if it contains none.
pub fn secret_after(before: &[u8], field: &[u8]) -> Option<usize> {
    let before = before.trim_ascii();
    if before == b"<" {
        let lead = field.iter().take_while(|byte| matches!(byte, b'"' | b' ')).count();
        return Some(lead + access_secret(field.get(lead..)?)?.start);
    }
    let verb = without_channel(before);
    let command = AccessCommand::parse(verb);
    if !command.verb.is_logon() || command.name.len() != verb.len() {
        return None;
    }
    let secret = access_secret(&[verb, b" ", field].concat())?;
    secret.start.checked_sub(verb.len() + 1)
}

/// A command of FTP without what IIS writes before it: the number of the session, `[1]PASS`, or the channel,
/// `ControlChannel+PASS`.
fn without_channel(method: &[u8]) -> &[u8] {
    method.rsplit(|byte| b"]+".contains(byte)).next().unwrap_or_default()
}

/// The beginning of a field, with the rest masked.
pub(super) fn masked_from(field: &[u8], start: usize) -> String {
    lossy(field.get(..start).unwrap_or_default()) + MASKED
}

/// Bytes as text, with replacement characters for invalid UTF-8.
pub(super) fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_values_end_at_the_next_plain_separator() {
        let masked = |text: &str| without(text.as_bytes(), &credentials(text.as_bytes()));
        assert_eq!(masked("x?pwd%3Da%26b&y=1"), "x?pwd%3D*****&y=1");
        assert_eq!(masked("pwd%3Da%26b;c pwd%3Dd%26e f"), "pwd%3D*****;c pwd%3D***** f");
    }

    #[test]
    fn a_text_of_escaped_values_takes_linear_time() {
        let text = "pwd%3Da%26".repeat(100_000);
        assert_eq!(without(text.as_bytes(), &credentials(text.as_bytes())), "pwd%3D*****");
    }
}

//! Masking of one field of a log.

use crate::exchange::AccessCommand;
use crate::exchange::mail_access::command::secret as access_secret;
use crate::smtp;
use crate::text::secret::{may_hold_secrets, secrets};
use alloc::borrow::Cow;
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

/// A field in which the credential that `find` finds after the first `skipped` bytes, its repetitions, and named
/// passwords and tokens are masked.
pub(super) fn masked_by(field: &[u8], skipped: usize, find: FindSecret) -> Cow<'_, str> {
    let rest = field.get(skipped..).unwrap_or_default();
    let lead = skipped + rest.iter().take_while(|byte| matches!(byte, b'"' | b' ')).count();
    let command = field.get(lead..).and_then(find).map(|range| lead + range.start..lead + range.end);
    let mut ranges: Vec<Range<usize>> = command.into_iter().chain(smtp::quoted_secrets(field)).collect();
    ranges.extend(secrets(field));
    masked_ranges(field, ranges).map_or_else(|| String::from_utf8_lossy(field), Cow::Owned)
}

/// A name that contains a credential, masked; `None` if there is nothing to mask, as in nearly every name.
pub(super) fn masked_name(name: &[u8]) -> Option<String> {
    if !may_hold_secrets(name) && !smtp::names_auth(name) {
        return None;
    }
    let mut ranges: Vec<Range<usize>> = smtp::repeated_secrets(name).collect();
    ranges.extend(smtp::secret(name));
    ranges.extend(secrets(name));
    masked_ranges(name, ranges)
}

fn masked_ranges(field: &[u8], mut ranges: Vec<Range<usize>>) -> Option<String> {
    if ranges.is_empty() {
        return None;
    }
    ranges.sort_by_key(|range| range.start);
    Some(without(field, &ranges))
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

/// A field that is an argument of the POP3 or IMAP4 command in the previous field or, after the event `<`, such a
/// command; `None` if it contains no credential.
pub(super) fn masked_after(before: &[u8], field: &[u8]) -> Option<String> {
    let before = before.trim_ascii();
    if before == b"<" {
        let lead = field.iter().take_while(|byte| matches!(byte, b'"' | b' ')).count();
        let secret = access_secret(field.get(lead..)?)?;
        return Some(masked_from(field, lead + secret.start));
    }
    let command = AccessCommand::parse(before);
    if !command.verb.is_logon() || command.name.len() != before.len() {
        return None;
    }
    let secret = access_secret(&[before, b" ", field].concat())?;
    Some(masked_from(field, secret.start.checked_sub(before.len() + 1)?))
}

/// The beginning of a field, with the rest masked.
pub(super) fn masked_from(field: &[u8], start: usize) -> String {
    lossy(field.get(..start).unwrap_or_default()) + MASKED
}

/// Bytes as text, with replacement characters for invalid UTF-8.
pub(super) fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

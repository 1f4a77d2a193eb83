//! What may be shown of a text of a log: everything but credentials.
//!
//! Logs of Exchange 2007 and later mostly leave credentials out; older ones have them in full, and a log that was taken
//! for another, or was written by something else, may have them anywhere. So whatever reaches the page or an export goes
//! through here: fields of entries ([`shown_data`]), other texts ([`masked`]), the cells of a row ([`masked_cell`]), and
//! lines that could not be read ([`masked_line`]). Each of these has to be told what becomes of credentials, so that nobody
//! can forget that the user may have asked for them ([`Credentials`]); the answer stands in the archive. What a credential looks like is known where the commands are known
//! ([`smtp`], POP3 and IMAP4, passwords and tokens in any text); here it is decided which of those to ask.

use super::opened::{Opened, lossy};
use crate::archive::Credentials;
use crate::exchange::mail_access::command::secret as access_secret;
use crate::exchange::{AccessCommand, AccessStatus, AccessVerb};
use crate::smtp::{self, Reply, Verb};
use crate::store::texts::TextKind;
use crate::text::secret::secrets;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// What stands in the place of a credential.
const MASKED: &str = "*****";

/// Finds a credential in a command.
type FindSecret = fn(&[u8]) -> Option<Range<usize>>;

/// The field `data` of the entry at a place as it may be shown.
pub fn shown_data<'a>(opened: &Opened<'a>, place: u32) -> Cow<'a, str> {
    let (text, kind) = opened.text(place);
    if opened.archive.credentials == Credentials::Shown {
        return String::from_utf8_lossy(text.data);
    }
    // A log that was taken for one of the other direction has the client's commands where replies should be.
    let may_respond = matches!(kind, TextKind::Command(Verb::Other) | TextKind::Reply { code: 0, .. });
    let is_credential = match kind {
        TextKind::Credential => true,
        TextKind::Access { verb: AccessVerb::Unknown, .. } => is_access_response(opened, place),
        _ if may_respond && !text.data.is_empty() => Reply::parse(text.data).is_none() && is_response(opened, place),
        _ => false,
    };
    if is_credential {
        return Cow::Borrowed(MASKED);
    }
    masked_by(text.data, 0, find_in(kind, text.data))
}

/// How to look for a credential in the `data` of an entry of that kind.
fn find_in(kind: TextKind, data: &[u8]) -> FindSecret {
    match kind {
        TextKind::Access { .. } | TextKind::AccessReply(AccessStatus::None) => access_secret,
        // An SMTP log may be in truth one of POP3 or IMAP4 in the layout of 2007, which has the same columns.
        TextKind::Command(Verb::Other) | TextKind::Reply { code: 0, .. }
            if AccessCommand::parse(data).verb.is_logon() =>
        {
            access_secret
        }
        TextKind::Command(_) | TextKind::Answered { .. } | TextKind::Reply { code: 0 | 334, .. } => secret_in_command,
        _ => smtp::secret,
    }
}

/// A credential in a command of any of the protocols, or in what the server asks back.
fn secret_in_command(command: &[u8]) -> Option<Range<usize>> {
    smtp::secret(command).or_else(|| smtp::password(command)).or_else(|| smtp::challenge(command))
}

/// Entries behind a command AUTH in which something that is no command counts as a response to its challenges.
const RESPONSES_WITHIN: u32 = 32;

/// The places before a place in which AUTH may stand that it responds to, nearest first.
fn places_before(place: u32) -> impl Iterator<Item = u32> {
    (place.saturating_sub(RESPONSES_WITHIN)..place).rev()
}

/// Whether what stands at a place follows AUTH, or a challenge, with no command that is known in between: it is what the
/// client was asked for, or what it sends all the same after a refusal (user name and password of `AUTH LOGIN`).
fn is_response(opened: &Opened<'_>, place: u32) -> bool {
    for before in places_before(place) {
        let (text, kind) = opened.text(before);
        if !matches!(kind, TextKind::Command(_) | TextKind::Reply { .. }) {
            continue;
        }
        match (Reply::parse(text.data).map(|reply| reply.code), smtp::Command::parse(text.data).verb) {
            (Some(334), _) => return true,
            (Some(235), _) => return false,
            (_, Verb::Other) => {}
            (_, verb) => return smtp::authenticates(verb),
        }
    }
    false
}

/// Whether what stands at a place goes on with an AUTHENTICATE or AUTH that was not answered yet.
fn is_access_response(opened: &Opened<'_>, place: u32) -> bool {
    for before in places_before(place) {
        match opened.text(before).1 {
            TextKind::Access { verb: AccessVerb::Auth, status } => return status == AccessStatus::None,
            TextKind::Access { verb: AccessVerb::Unknown, .. } | TextKind::AccessReply(AccessStatus::None) => {}
            TextKind::Access { .. } | TextKind::AccessReply(_) => return false,
            _ => {}
        }
    }
    false
}

/// A field as text. Where credentials are masked, that is the one in a command AUTH, also where another text repeats it,
/// and passwords and tokens.
pub fn masked(credentials: Credentials, field: &[u8]) -> Cow<'_, str> {
    match credentials {
        Credentials::Masked => masked_by(field, 0, smtp::secret),
        Credentials::Shown => String::from_utf8_lossy(field),
    }
}

/// A field as text, masked where `secret` finds a credential in what stands behind the first `skipped` bytes, where it is
/// repeated, and where passwords and tokens are named.
fn masked_by(field: &[u8], skipped: usize, secret: FindSecret) -> Cow<'_, str> {
    let behind = field.get(skipped..).unwrap_or_default();
    let lead = skipped + behind.iter().take_while(|byte| matches!(byte, b'"' | b' ')).count();
    let command = field.get(lead..).and_then(secret).map(|range| lead + range.start..lead + range.end);
    let mut ranges: Vec<Range<usize>> = command.into_iter().chain(smtp::quoted_secrets(field)).collect();
    ranges.extend(secrets(field));
    if ranges.is_empty() {
        return String::from_utf8_lossy(field);
    }
    ranges.sort_by_key(|range| range.start);
    Cow::Owned(without(field, &ranges))
}

/// A text with something else in the place of the ranges, which come by their start. What lies in one that came before
/// is masked with it.
fn without(field: &[u8], ranges: &[Range<usize>]) -> String {
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

/// A cell of a row as text; `before` is the cell before it. POP3 and IMAP4 logs have a command in one cell and its arguments
/// in the next.
pub fn masked_cell<'a>(credentials: Credentials, before: &[u8], cell: &'a [u8]) -> Cow<'a, str> {
    let argument = if credentials == Credentials::Masked { masked_behind(before, cell) } else { None };
    argument.map_or_else(|| masked(credentials, cell), Cow::Owned)
}

/// A line of a file as text. NUL bytes are left out: between letters, as in lines of UTF-16 in a file that is not, they
/// would hide a credential from us and not from who reads it.
pub fn masked_line(credentials: Credentials, line: &[u8]) -> String {
    let line: Vec<u8> = line.iter().copied().filter(|&byte| byte != 0).collect();
    match credentials {
        Credentials::Masked => line_without_credentials(&line),
        Credentials::Shown => lossy(&line),
    }
}

fn line_without_credentials(line: &[u8]) -> String {
    if let Some(argument) = argument_of_auth(line) {
        return lossy(line.get(..argument).unwrap_or_default()) + MASKED;
    }
    // Some secrets go over several fields.
    let line = without(line, &secrets(line)).into_bytes();
    let mut shown: Vec<Cow<'_, str>> = Vec::new();
    let mut before: &[u8] = b"";
    for field in line.split(|&byte| byte == b',') {
        let command = core::mem::replace(&mut before, field.trim_ascii());
        let argument = masked_behind(command, field);
        // What stands in quotes may hold a comma: then the credential goes on behind it.
        let is_cut = argument.is_some() && field.trim_ascii_start().starts_with(b"\"");
        let follows_event = matches!(command, b"<" | b">");
        shown.push(argument.map_or_else(|| masked_field(field, follows_event), Cow::Owned));
        if is_cut {
            break;
        }
    }
    shown.join(",")
}

/// A field of a line by itself: it cannot be told what stood before the line.
fn masked_field(field: &[u8], follows_event: bool) -> Cow<'_, str> {
    let arrow = behind_arrow(field);
    let word = field.get(arrow..).unwrap_or_default().trim_ascii();
    let may_respond = follows_event || arrow > 0;
    let is_response = may_respond && smtp::Command::parse(word).verb == Verb::Other && smtp::may_be_encoded(word);
    if is_response { Cow::Borrowed(MASKED) } else { masked_by(field, arrow, secret_in_command) }
}

/// A field behind another one that makes it an argument of a POP3 or IMAP4 command, or behind the event `<` such a command;
/// `None` where no credential is in it.
fn masked_behind(before: &[u8], field: &[u8]) -> Option<String> {
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

/// The beginning of a field, with the rest of it masked.
fn masked_from(field: &[u8], start: usize) -> String {
    lossy(field.get(..start).unwrap_or_default()) + MASKED
}

/// Where the argument of AUTH begins in a row of IIS, whose fields have other separators: all behind it may be secret.
fn argument_of_auth(line: &[u8]) -> Option<usize> {
    let capitals = line.to_ascii_uppercase();
    let ends = ["AUTH - ", "AUTH -?", "AUTH, -, "].into_iter().filter_map(|verb| {
        let begin = memchr::memmem::find(&capitals, verb.as_bytes())?;
        Some(begin + verb.len())
    });
    ends.min()
}

/// Where the command begins in a line of an L-file, behind the time and the arrow; 0 in any other.
fn behind_arrow(line: &[u8]) -> usize {
    let arrows = [&b" : <<<"[..], b" : >>>", b" : IO: |", b" : "];
    let find = |arrow: &&[u8]| Some(memchr::memmem::find(line, arrow)? + arrow.len());
    arrows.iter().find_map(find).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_show_no_credential() {
        let shown = |line: &str| masked_line(Credentials::Masked, line.as_bytes());
        assert_eq!(shown("t,c,s,1,<,AUTH PLAIN c2VjcmV0,x,y"), "t,c,s,1,<,AUTH PLAIN *****,x,y");
        assert_eq!(shown("t,c,s,1,<,\"NOOP\nAUTH PLAIN c2Vjcm"), "t,c,s,1,<,\"NOOP\nAUTH PLAIN *****");
        assert_eq!(shown("t,c,s,1,<,c2VjcmV0,x,y"), "t,c,s,1,<,*****,x,y", "a response");
        assert_eq!(shown("t,c,s,1,>,YW5uYQ=="), "t,c,s,1,>,*****", "a response in a send log");
        assert_eq!(shown("t,OutBound,s,1,<,QUIT,x,y"), "t,OutBound,s,1,<,QUIT,x,y");
        assert_eq!(shown("A\0U\0T\0H\0 \0P\0L\0A\0I\0N\0 \0c\x002\0V\0"), "AUTH PLAIN *****");
    }

    #[test]
    fn what_the_user_asked_for_stands_as_in_the_log() {
        let line = "t,c,s,1,<,AUTH PLAIN c2VjcmV0,pass x,password=y";
        assert_eq!(masked_line(Credentials::Shown, line.as_bytes()), line);
        assert_eq!(masked(Credentials::Shown, line.as_bytes()), line);
        for (credentials, shown) in [(Credentials::Masked, MASKED), (Credentials::Shown, "hunter2")] {
            assert_eq!(masked_cell(credentials, b"pass", b"hunter2"), shown);
        }
    }

    #[test]
    fn what_is_masked_is_masked_once() {
        assert_eq!(masked(Credentials::Masked, b"AUTH PLAIN c2VjcmV0 c2VjcmV0"), "AUTH PLAIN *****");
        assert_eq!(
            masked(Credentials::Masked, b"500 AUTH PLAIN c2VjcmV0, not c2VjcmV0!"),
            "500 AUTH PLAIN *****, not *****!"
        );
        assert_eq!(masked(Credentials::Masked, b"\"AUTH PLAIN \xE9"), "\"AUTH PLAIN *****");
    }
}

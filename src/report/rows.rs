//! The entries of one session as the page shows them, line by line.

use super::detail::{Opened, lossy};
use super::dialogue::Dialogue;
use super::records;
use crate::archive::Archive;
use crate::entry::{Labels, LogType, Role};
use crate::exchange::connectivity::{Connectivity, Direction};
use crate::exchange::explanation::{explain_connectivity, explain_information, explain_news_reply, explain_reply};
use crate::exchange::{Disconnect, Information, InformationKind};
use crate::query::Matches;
use crate::smtp::{self, Class, Reply, Verb};
use crate::store::texts::{Text, TextKind};
use crate::store::{EntryIndex, StringIndex};
use crate::text::secret::secrets;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;
use serde::Serialize;

/// One entry; see the contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct EntryDetail {
    pub time: f64,
    pub delta_ms: f64,
    pub sequence: u32,
    pub event: &'static str,
    pub role: Role,
    pub data: String,
    pub context: String,
    pub own_labels: Option<OwnLabels>,
    pub label: String,
    pub explanation: String,
    pub matched: bool,
    pub severity: Severity,
    pub answers: Option<u32>,
    pub missing_before: u32,
    pub file: u32,
    pub fields: Vec<FieldDetail>,
}

/// A field of an entry beside time, event, data and context.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct FieldDetail {
    pub name: String,
    pub value: String,
}

/// Connector-id and endpoints of an entry that differ from those of its session.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct OwnLabels {
    pub connector_id: String,
    pub local_endpoint: String,
    pub remote_endpoint: String,
}

/// How an entry came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Nothing to say.
    None,
    /// Went well.
    Ok,
    /// Refused for now, or delayed.
    Warning,
    /// Refused for good, or failed.
    Error,
}

/// What stands in the place of a credential.
const MASKED: &str = "*****";

/// The entries at the places of `range`.
pub fn entries(opened: &Opened<'_>, dialogue: &Dialogue, range: Range<u32>, matches: &Matches) -> Vec<EntryDetail> {
    range.filter_map(|place| entry(opened, dialogue, place, matches)).collect()
}

fn entry(opened: &Opened<'_>, dialogue: &Dialogue, place: u32, matches: &Matches) -> Option<EntryDetail> {
    let store = &opened.archive.store;
    let index = *opened.order.get(place as usize)?;
    let row = store.entries.get(index);
    let (text, kind) = opened.text(place);
    let before = place.checked_sub(1).and_then(|place| opened.order.get(place as usize)).map(|&e| store.entries.get(e));
    let missing = |last: u32| row.sequence.saturating_sub(last.saturating_add(1));
    Some(EntryDetail {
        time: row.time.0 as f64,
        delta_ms: before.map_or(0.0, |before| row.time.since(before.time) as f64),
        sequence: row.sequence,
        event: text.event.as_str(),
        role: kind.role(),
        data: shown_data(opened, place).into_owned(),
        context: shown_context(opened, place),
        own_labels: own_labels(opened, index),
        label: label(text, kind),
        explanation: explanation(opened.session.log_type, text, kind),
        matched: matches.marks(index, opened.index, row.text),
        severity: severity(opened.session.log_type, text, kind),
        answers: dialogue.answers(place),
        missing_before: before
            .filter(|_| opened.session.log_type.has_sequence())
            .map_or(0, |before| missing(before.sequence)),
        file: opened.archive.files.of_entry(index).0,
        fields: fields(opened.archive, index),
    })
}

/// The cells beside an entry that are not empty, with their columns; credentials are masked.
pub fn fields(archive: &Archive, entry: EntryIndex) -> Vec<FieldDetail> {
    let Some((table, row)) = archive.tables.of_entry(entry) else { return Vec::new() };
    let strings = &archive.store.strings;
    // Logs of IIS have `-` where there is nothing to say.
    let is_empty = |cell: StringIndex| match table.log_type.is_rebuilt() {
        true => matches!(strings.get(cell), b"" | b"-"),
        false => cell.is_empty(),
    };
    let cells = table.columns.iter().zip(table.row(row)).filter(|(_, cell)| !is_empty(*cell));
    let field = |(&name, cell): (&StringIndex, StringIndex)| FieldDetail {
        name: strings.text(name),
        value: masked(strings.get(cell)).into_owned(),
    };
    cells.map(field).collect()
}

fn own_labels(opened: &Opened<'_>, index: EntryIndex) -> Option<OwnLabels> {
    let store = &opened.archive.store;
    if !store.sessions.has_own_labels(index) {
        return None;
    }
    let Labels { connector, local, remote } = store.sessions.labels_of(opened.index, index);
    let text = |label: StringIndex| store.strings.text(label);
    Some(OwnLabels { connector_id: text(connector), local_endpoint: text(local), remote_endpoint: text(remote) })
}

/// The field `data` of the entry at a place as it may be shown: credentials in it are masked.
pub fn shown_data<'a>(opened: &Opened<'a>, place: u32) -> Cow<'a, str> {
    let (text, kind) = opened.text(place);
    if kind == TextKind::Credential {
        return Cow::Borrowed(MASKED);
    }
    // A log that was taken for one of the other direction has the client's commands where replies should be.
    let may_respond = matches!(kind, TextKind::Command(Verb::Other) | TextKind::Reply { code: 0, .. });
    if may_respond && !text.data.is_empty() && Reply::parse(text.data).is_none() && is_response(opened, place) {
        return Cow::Borrowed(MASKED);
    }
    match kind {
        TextKind::Command(_) | TextKind::Answered { .. } | TextKind::Reply { code: 0 | 334, .. } => {
            masked_by(text.data, 0, secret_in_command)
        }
        _ => masked(text.data),
    }
}

/// Entries behind a command AUTH in which something that is no command counts as a response to its challenges.
const RESPONSES_WITHIN: u32 = 32;

/// Whether what stands at a place follows AUTH, or a challenge, with no command that is known in between: it is what the
/// client was asked for, or what it sends all the same after a refusal (user name and password of `AUTH LOGIN`).
fn is_response(opened: &Opened<'_>, place: u32) -> bool {
    for before in (place.saturating_sub(RESPONSES_WITHIN)..place).rev() {
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

/// The field `context` of the entry at a place as it may be shown; of a record what matters of its cells as well.
pub fn shown_context(opened: &Opened<'_>, place: u32) -> String {
    let (text, kind) = opened.text(place);
    let entry = opened.order.get(place as usize).filter(|_| kind.role() == Role::Record);
    entry.map_or_else(|| masked(text.context).into_owned(), |&entry| records::context(opened, place, entry, text))
}

/// A credential in a command of any of the protocols, or in what the server asks back.
fn secret_in_command(command: &[u8]) -> Option<Range<usize>> {
    smtp::secret(command).or_else(|| smtp::password(command)).or_else(|| smtp::challenge(command))
}

/// A field as text; the credential in a command AUTH is masked, also where another text repeats it, and so are passwords
/// and tokens.
pub fn masked(field: &[u8]) -> Cow<'_, str> {
    masked_by(field, 0, smtp::secret)
}

/// A field as text, masked where `secret` finds a credential in what stands behind the first `skipped` bytes, and where
/// it is repeated.
fn masked_by(field: &[u8], skipped: usize, secret: fn(&[u8]) -> Option<Range<usize>>) -> Cow<'_, str> {
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

/// A line of a file as text; the credentials in its fields are masked. NUL bytes are left out: between letters, as in
/// lines of UTF-16 in a file that is not, they would hide a credential from us and not from who reads it.
pub fn masked_line(line: &[u8]) -> String {
    let line: Vec<u8> = line.iter().copied().filter(|&byte| byte != 0).collect();
    if let Some(argument) = argument_of_auth(&line) {
        return lossy(line.get(..argument).unwrap_or_default()) + MASKED;
    }
    // Some secrets go over several fields.
    let line = without(&line, &secrets(&line)).into_bytes();
    let mut fields: Vec<Cow<'_, str>> = Vec::new();
    let mut follows_event = false;
    for field in line.split(|&byte| byte == b',') {
        let arrow = behind_arrow(field);
        let word = field.get(arrow..).unwrap_or_default().trim_ascii();
        // It cannot be told what stood before a line by itself.
        let may_respond = follows_event || arrow > 0;
        let is_response = may_respond && smtp::Command::parse(word).verb == Verb::Other && smtp::may_be_encoded(word);
        fields.push(if is_response { Cow::Borrowed(MASKED) } else { masked_by(field, arrow, secret_in_command) });
        follows_event = matches!(word, b"<" | b">");
    }
    fields.join(",")
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

/// Verb or reply code, for the margin.
fn label(text: Text<'_>, kind: TextKind) -> String {
    match kind {
        TextKind::Command(Verb::Other) | TextKind::Credential => String::new(),
        TextKind::Information(_) | TextKind::Delivery => String::new(),
        TextKind::Answered { verb, status: 0 } => verb.name().to_string(),
        TextKind::Answered { verb, status } => format!("{} {status}", verb.name()).trim_start().to_string(),
        TextKind::Command(verb) => verb.name().to_string(),
        TextKind::Reply { code: 0, .. } => String::new(),
        TextKind::Record { code: 0 } => String::new(),
        TextKind::Reply { code, .. } | TextKind::Record { code } => code.to_string(),
        TextKind::Connect | TextKind::Disconnect => text.event.as_str().to_string(),
    }
}

/// What a reply that refuses something means in that log.
pub fn explain_refusal(log_type: LogType, reply: &Reply<'_>) -> Option<Cow<'static, str>> {
    if log_type.is_news() { explain_news_reply(reply.code).map(Cow::Borrowed) } else { explain_reply(reply) }
}

fn explanation(log_type: LogType, text: Text<'_>, kind: TextKind) -> String {
    let sentence = match kind {
        TextKind::Reply { code: 400.., .. } | TextKind::Answered { status: 400.., .. } => {
            text.reply(kind).and_then(|reply| explain_refusal(log_type, &reply))
        }
        TextKind::Answered { verb: Verb::Quit, status: 0 } => explain_quit(text.context).map(Cow::Owned),
        TextKind::Information(kind) if kind != InformationKind::Unknown => {
            return explain_information(&Information::parse(text.data, text.context))
                .map(String::from)
                .unwrap_or_default();
        }
        TextKind::Record { code } => return records::explanation(log_type, text, code),
        TextKind::Disconnect if log_type == LogType::Connectivity => {
            explain_connectivity(&Connectivity::parse(Direction::Disconnect, text.data))
        }
        TextKind::Disconnect => {
            let end = Disconnect::parse(text.context).filter(|end| !end.is_orderly());
            end.map(|end| Cow::Borrowed(end.explanation()))
        }
        TextKind::Delivery => explain_connectivity(&Connectivity::parse(Direction::Progress, text.data)),
        _ => None,
    };
    sentence.map(String::from).unwrap_or_default()
}

/// IIS logs QUIT with a status of its own, and the duration of the session beside it (formats.md section 4.1).
fn explain_quit(status: &[u8]) -> Option<String> {
    let duration = logged_duration(status)?;
    Some(format!("The session ended after {duration}. Status 240 is how IIS logs that; it is no reply code."))
}

/// The duration of a session that stands beside the status of QUIT: `6219 ms` in `240 6219 ms`.
pub fn logged_duration(status: &[u8]) -> Option<String> {
    let duration = status.strip_prefix(b"240 ")?;
    duration.ends_with(b" ms").then(|| lossy(duration))
}

fn severity(log_type: LogType, text: Text<'_>, kind: TextKind) -> Severity {
    match kind {
        TextKind::Record { code } => records::severity(log_type, text, code),
        TextKind::Reply { code, .. } | TextKind::Answered { status: code, .. } => match Class::of(code) {
            Some(Class::Positive | Class::Intermediate) => Severity::Ok,
            Some(Class::Transient) => Severity::Warning,
            Some(Class::Permanent) => Severity::Error,
            None => Severity::None,
        },
        TextKind::Information(kind) => match kind {
            InformationKind::TlsFailed
            | InformationKind::FailedToConnect
            | InformationKind::InboundAuthenticationFailed
            | InformationKind::OutboundAuthenticationFailed => Severity::Error,
            InformationKind::Tarpit => Severity::Warning,
            InformationKind::TlsSucceeded => match Information::parse(text.data, text.context) {
                Information::TlsSucceeded(result) if result.is_outdated() => Severity::Warning,
                _ => Severity::Ok,
            },
            InformationKind::Authenticated => Severity::Ok,
            _ => Severity::None,
        },
        TextKind::Delivery => match Connectivity::parse(Direction::Progress, text.data) {
            Connectivity::Failed(_) => Severity::Error,
            Connectivity::Established { .. } => Severity::Ok,
            _ => Severity::None,
        },
        TextKind::Disconnect => {
            match (Disconnect::parse(text.context), Connectivity::parse(Direction::Disconnect, text.data)) {
                (Some(end), _) if !end.is_orderly() => Severity::Warning,
                (_, Connectivity::Finished(finished)) if !finished.result.is_empty() => Severity::Warning,
                _ => Severity::None,
            }
        }
        TextKind::Connect | TextKind::Command(_) | TextKind::Credential => Severity::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_show_no_credential() {
        let shown = |line: &str| masked_line(line.as_bytes());
        assert_eq!(shown("t,c,s,1,<,AUTH PLAIN c2VjcmV0,x,y"), "t,c,s,1,<,AUTH PLAIN *****,x,y");
        assert_eq!(shown("t,c,s,1,<,\"NOOP\nAUTH PLAIN c2Vjcm"), "t,c,s,1,<,\"NOOP\nAUTH PLAIN *****");
        assert_eq!(shown("t,c,s,1,<,c2VjcmV0,x,y"), "t,c,s,1,<,*****,x,y", "a response");
        assert_eq!(shown("t,c,s,1,>,YW5uYQ=="), "t,c,s,1,>,*****", "a response in a send log");
        assert_eq!(shown("t,OutBound,s,1,<,QUIT,x,y"), "t,OutBound,s,1,<,QUIT,x,y");
        assert_eq!(shown("A\0U\0T\0H\0 \0P\0L\0A\0I\0N\0 \0c\x002\0V\0"), "AUTH PLAIN *****");
    }

    #[test]
    fn what_is_masked_is_masked_once() {
        assert_eq!(masked(b"AUTH PLAIN c2VjcmV0 c2VjcmV0"), "AUTH PLAIN *****");
        assert_eq!(masked(b"500 AUTH PLAIN c2VjcmV0, not c2VjcmV0!"), "500 AUTH PLAIN *****, not *****!");
        assert_eq!(masked(b"\"AUTH PLAIN \xE9"), "\"AUTH PLAIN *****");
    }
}

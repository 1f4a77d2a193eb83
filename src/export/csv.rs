//! CSV: one session per row, for spreadsheets.
//!
//! RFC 4180, UTF-8 with a byte order mark, which makes Excel read it as UTF-8. Logs contain what strangers sent, and
//! spreadsheets evaluate cells that begin with `=`, `+`, `-` or `@`, even after white space, as formulas. Such cells
//! are prefixed with an apostrophe, which marks them as text. Our own numbers are never negative, so they do not
//! change.
//!
//! Cells are quoted here and not by `csv_core::Writer`, which needs 1.7 times the instructions for it (a whole export 18 %
//! more), a second writer for the cells with an apostrophe, and writes an empty cell that is alone in its row as `""`.

use super::part::Part;
use crate::archive::Archive;
use crate::report::masking::{DisplayText, Mask};
use crate::report::repetition::worst_reply;
use crate::session::view::SessionView;
use crate::store::SessionIndex;

const COLUMNS: [&str; 31] = [
    "start",
    "end",
    "log",
    "server",
    "service",
    "connector-id",
    "session-id",
    "local-endpoint",
    "remote-endpoint",
    "client-name",
    "sender",
    "recipient",
    "recipients",
    "messages",
    "size",
    "duration-ms",
    "largest-gap-ms",
    "tarpit-ms",
    "tls",
    "auth",
    "attempts",
    "failed-attempts",
    "user",
    "worst-reply-code",
    "worst-reply",
    "ended",
    "outcome",
    "entries",
    "missing-entries",
    "not-logged",
    "folder",
];

/// Starts a file; see the module documentation.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Writes the byte order mark and the column names.
pub fn header(part: &mut Part) {
    part.words(BYTE_ORDER_MARK);
    row(COLUMNS.map(DisplayText::from), part);
}

/// Writes a session as one row.
pub fn session(archive: &Archive, index: SessionIndex, part: &mut Part) {
    let (mask, session) = (Mask::of(archive), archive.store.sessions.get(index));
    let view = SessionView::new(&archive.store, session);
    let facts = &session.facts;
    let number = |number: u64| DisplayText::from(number);
    let known = |value: Option<u64>| value.map(DisplayText::from).unwrap_or_default();
    let cells: [DisplayText<'_>; COLUMNS.len()] = [
        DisplayText::time(session.start),
        DisplayText::time(session.end),
        session.log_type.name().into(),
        mask.composed(view.server()),
        mask.composed(view.service()),
        mask.string(session.labels.connector),
        mask.composed(view.session_id()),
        mask.string(session.labels.local),
        mask.string(session.labels.remote),
        mask.name(view.client_name()),
        mask.name(view.sender()),
        mask.name(view.recipient()),
        number(facts.recipients.into()),
        number(facts.messages.into()),
        known(view.size()),
        number(u64::try_from(view.duration_ms()).unwrap_or(0)),
        number(facts.largest_gap_ms.into()),
        number(facts.tarpit_ms.into()),
        mask.composed(view.tls_version()),
        mask.composed(view.auth()),
        number(facts.attempts.into()),
        number(facts.failed_attempts.into()),
        mask.name(view.user()),
        known(view.worst_code().map(u64::from)),
        worst_reply(archive, index),
        mask.text(view.ended()),
        facts.outcome.key().into(),
        number(session.entry_count.into()),
        number(facts.missing.into()),
        DisplayText::join(view.not_logged().map(DisplayText::from), " "),
        mask.string(session.folder),
    ];
    row(cells, part);
}

/// Writes one row.
pub fn row<'a>(cells: impl IntoIterator<Item = DisplayText<'a>>, part: &mut Part) {
    for (number, value) in cells.into_iter().enumerate() {
        if number > 0 {
            part.words(",");
        }
        cell(value, part);
    }
    part.words("\r\n");
}

fn cell(value: DisplayText<'_>, part: &mut Part) {
    let guard = if is_formula(value.as_str()) { "'" } else { "" };
    let is_special = |byte: u8| matches!(byte, b'"' | b',' | b'\r' | b'\n');
    if value.bytes().any(is_special) || !guard.is_empty() {
        part.words("\"");
        part.words(guard);
        part.text(&value.replace('"', "\"\""));
        part.words("\"");
    } else {
        part.text(&value);
    }
}

/// Whether a spreadsheet would evaluate a cell as a formula.
fn is_formula(value: &str) -> bool {
    // Nearly every cell begins with a letter or a digit.
    if value.bytes().next().is_none_or(|first| first.is_ascii_alphanumeric()) {
        return false;
    }
    let blank = |character: char| character.is_whitespace() || character.is_control() || character == '\u{FEFF}';
    value.trim_start_matches(blank).starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn written(value: &'static str) -> String {
        let mut part = Part::default();
        cell(value.into(), &mut part);
        String::from_utf8(part.into_bytes().unwrap_or_default()).unwrap()
    }

    #[test]
    fn cells_are_quoted_where_necessary() {
        assert_eq!(written("plain"), "plain");
        assert_eq!(written(""), "");
        assert_eq!(written("a,b"), "\"a,b\"");
        assert_eq!(written("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(written("two\nlines"), "\"two\nlines\"");
    }

    #[test]
    fn formulas_are_neutralised() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\u{FF1D}1", "\u{FEFF}=1", "\u{A0}=1"] {
            let cell = written(formula);
            assert!(cell.starts_with("\"'") && cell.ends_with(&alloc::format!("{formula}\"")), "{cell:?}");
        }
        assert_eq!(written("a=b"), "a=b");
    }
}

//! CSV: one session a row, for spreadsheets.
//!
//! RFC 4180, UTF-8 with byte order mark, which is what makes Excel read it as UTF-8. A log holds what strangers sent, and
//! a spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, also behind white space. Such a cell
//! gets an apostrophe in front, which spreadsheets take as "this is text". Numbers of ours are never negative, so none
//! of them is changed.

use crate::report::masking::masked;
use crate::report::opened::Opened;
use crate::session::view::SessionView;
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const COLUMNS: [&str; 28] = [
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
    "user",
    "worst-reply-code",
    "worst-reply",
    "ended",
    "outcome",
    "entries",
    "missing-entries",
    "folder",
];

/// Stands at the beginning of a file; see the module's essay.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes byte order mark and column names.
pub fn header(into: &mut Vec<u8>) {
    into.extend_from_slice(BYTE_ORDER_MARK);
    row(COLUMNS.map(Cow::Borrowed), into);
}

/// Writes a session as one row.
pub fn session(opened: &Opened<'_>, into: &mut Vec<u8>) {
    let (store, session) = (&opened.archive.store, opened.session);
    let view = SessionView::new(store, session);
    let facts = &session.facts;
    let label = |index| String::from_utf8_lossy(store.strings.get(index));
    let text = String::from_utf8_lossy;
    let number = |number: u64| Cow::Owned(number.to_string());
    let cells: [Cow<'_, str>; COLUMNS.len()] = [
        session.start.to_iso().to_string().into(),
        session.end.to_iso().to_string().into(),
        session.log_type.name().into(),
        view.server(),
        view.service(),
        label(session.labels.connector),
        view.session_id().into(),
        label(session.labels.local),
        label(session.labels.remote),
        text(view.client_name()),
        text(view.sender()),
        text(view.recipient()),
        number(facts.recipients.into()),
        number(facts.messages.into()),
        number(facts.size),
        number(u64::try_from(view.duration_ms()).unwrap_or(0)),
        number(facts.largest_gap_ms.into()),
        number(facts.tarpit_ms.into()),
        view.tls_version(),
        view.auth().into(),
        text(view.user()),
        number(facts.worst_code.into()),
        masked(opened.archive.credentials, view.worst_reply()),
        text(view.ended()),
        facts.outcome.key().into(),
        number(session.entry_count.into()),
        number(facts.missing.into()),
        label(session.folder),
    ];
    row(cells, into);
}

/// Writes one row.
pub fn row<'a>(cells: impl IntoIterator<Item = Cow<'a, str>>, into: &mut Vec<u8>) {
    for (number, value) in cells.into_iter().enumerate() {
        if number > 0 {
            into.push(b',');
        }
        cell(&value, into);
    }
    into.extend_from_slice(b"\r\n");
}

fn cell(value: &str, into: &mut Vec<u8>) {
    let guard = if is_formula(value) { "'" } else { "" };
    if value.contains(['"', ',', '\r', '\n']) || !guard.is_empty() {
        into.push(b'"');
        into.extend_from_slice(guard.as_bytes());
        into.extend_from_slice(value.replace('"', "\"\"").as_bytes());
        into.push(b'"');
    } else {
        into.extend_from_slice(value.as_bytes());
    }
}

/// Whether a spreadsheet would take a cell as a formula.
fn is_formula(value: &str) -> bool {
    let blank = |character: char| character.is_whitespace() || character.is_control() || character == '\u{FEFF}';
    value.trim_start_matches(blank).starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str) -> String {
        let mut into = Vec::new();
        cell(value, &mut into);
        String::from_utf8(into).unwrap()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(written("plain"), "plain");
        assert_eq!(written(""), "");
        assert_eq!(written("a,b"), "\"a,b\"");
        assert_eq!(written("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(written("two\nlines"), "\"two\nlines\"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\u{FF1D}1", "\u{FEFF}=1", "\u{A0}=1"] {
            let cell = written(formula);
            assert!(cell.starts_with("\"'") && cell.ends_with(&alloc::format!("{formula}\"")), "{cell:?}");
        }
        assert_eq!(written("a=b"), "a=b");
    }
}

//! Conversations as text, to read or to send to others. Lines end as Windows ends them.

use super::Written;
use super::part::Part;
use crate::content::TextKind;
use crate::entry::Role;
use crate::report::authentication::{AttemptFact, Authentication};
use crate::report::dialogue::Dialogue;
use crate::report::entries::{entry_context, judged};
use crate::report::entry_data::entry_data;
use crate::report::masking::DisplayText;
use crate::report::opened::Opened;
use crate::report::severity::EntrySeverity;
use crate::session::view::SessionView;

/// Writes a session until the part is full: a heading, the connection, and a line for each attempt to authenticate and
/// each entry. What went wrong is explained below the entry, once in a session. Returns whether the session is whole.
pub fn write(opened: &Opened<'_>, written: &mut Written, part: &mut Part) -> bool {
    if !written.begun {
        if written.attempts == 0 {
            headline(opened, part);
        }
        if !written.write_attempts(opened, part, |_, found, part| attempt(opened, found, part)) {
            return false;
        }
        written.begun = true;
    }
    for place in written.entries..opened.order.len() as u32 {
        if part.is_full() {
            return false;
        }
        entry(opened, place, opened.text(place).1, part);
        let sentence = problem(opened, &written.dialogue, place);
        if !sentence.is_empty() && written.explained.insert(sentence.clone()) {
            explanation(sentence, part);
        }
        written.entries += 1;
    }
    part.words("\r\n");
    true
}

fn headline(opened: &Opened<'_>, part: &mut Part) {
    let (mask, session) = (opened.mask(), opened.session);
    let view = SessionView::new(&opened.archive.store, session);
    part.words("=== ");
    part.words(session.log_type.name());
    part.words(" session ");
    part.text(&mask.composed(view.session_id()).one_line());
    part.words(" ");
    part.text(&DisplayText::time(session.start));
    part.words(" to ");
    part.text(&DisplayText::time(session.end));
    part.words(" (");
    part.words(session.facts.outcome.key());
    for missing in view.not_logged() {
        part.words(", ");
        part.words(missing);
        part.words(" not logged");
    }
    part.words(") ===\r\n");
    part.text(&mask.of_exchange().string(session.labels.connector).one_line());
    part.words(" ");
    part.text(&mask.of_exchange().string(session.labels.local).one_line());
    part.words(" -> ");
    part.text(&mask.of_exchange().string(session.labels.remote).one_line());
    part.words("\r\n");
}

/// Writes an attempt to authenticate: `Logon 2026-…Z LOGIN, ann, failed: LogonDenied`.
fn attempt(opened: &Opened<'_>, found: &AttemptFact, part: &mut Part) {
    part.words("Logon ");
    part.text(&DisplayText::time(opened.archive.store.entries.time(opened.order[found.entry as usize])));
    part.words(" ");
    for named in [&found.mechanism, &found.user] {
        if !named.is_empty() {
            part.text(&named.part(str::trim).one_line());
            part.words(", ");
        }
    }
    part.words(match found.result {
        Authentication::Ok => "succeeded",
        Authentication::Failed => "failed",
        Authentication::Unknown => "result not logged",
    });
    if !found.error.is_empty() {
        part.words(": ");
        part.text(&found.error.part(str::trim).one_line());
    }
    part.words("\r\n");
}

/// Writes the time, the speaker and the text, on one line so that a field cannot imitate another line of the
/// conversation.
fn entry(opened: &Opened<'_>, place: u32, kind: TextKind, part: &mut Part) {
    let (speaker, mut separator) = match kind.role() {
        Role::Client => ("  C:", " "),
        Role::Server => ("  S:", " "),
        Role::Connect => ("  +", "  "),
        Role::Disconnect => ("  -", "  "),
        Role::Information | Role::Record => ("  *", "  "),
    };
    part.text(&DisplayText::time(opened.archive.store.entries.time(opened.order[place as usize])));
    part.words(speaker);
    for field in [entry_data(opened, place), entry_context(opened, place)] {
        let text = field.part(str::trim).one_line();
        if !text.is_empty() {
            part.words(separator);
            part.text(&text);
            separator = " | ";
        }
    }
    part.words("\r\n");
}

/// The explanation of the entry at `place` if it is a refusal or a failure; otherwise empty.
fn problem(opened: &Opened<'_>, dialogue: &Dialogue, place: u32) -> DisplayText<'static> {
    match judged(opened, dialogue, place) {
        (sentence, EntrySeverity::Warning | EntrySeverity::Error) => sentence,
        _ => DisplayText::default(),
    }
}

/// Writes an explanation. No entry can imitate it, as these begin with their time.
fn explanation(sentence: DisplayText<'_>, part: &mut Part) {
    part.words(EXPLANATION);
    part.text(&sentence.one_line());
    part.words("\r\n");
}

/// Begins the line of an explanation, below the text of the entry.
const EXPLANATION: &str = "                            ^ ";

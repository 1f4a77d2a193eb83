//! The conversations as text, to read or to send to somebody.

use crate::entry::Role;
use crate::report::entries::shown_context;
use crate::report::masking::shown_data;
use crate::report::opened::Opened;
use crate::session::view::SessionView;
use crate::store::texts::TextKind;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Writes a session: a headline, the connection, and a line an entry.
pub fn session(opened: &Opened<'_>, into: &mut Vec<u8>) {
    let (store, session) = (&opened.archive.store, opened.session);
    let view = SessionView::new(store, session);
    let label = |index| one_line(&store.strings.text(index));
    let headline = format!(
        "=== {} session {} {} to {} ({}) ===\n{} {} -> {}\n",
        session.log_type.name(),
        one_line(&view.session_id()),
        session.start.to_iso(),
        session.end.to_iso(),
        session.facts.outcome.key(),
        label(session.labels.connector),
        label(session.labels.local),
        label(session.labels.remote),
    );
    into.extend_from_slice(headline.as_bytes());
    for (place, _, kind) in opened.texts() {
        into.extend_from_slice(line(opened, place, kind).as_bytes());
    }
    into.push(b'\n');
}

fn line(opened: &Opened<'_>, place: u32, kind: TextKind) -> String {
    let time = opened.archive.store.entries.time(opened.order[place as usize]);
    let speaker = match kind.role() {
        Role::Client => "C:",
        Role::Server => "S:",
        Role::Connect => "+",
        Role::Disconnect => "-",
        Role::Information | Role::Record => "*",
    };
    let said = [shown_data(opened, place).to_string(), shown_context(opened, place)];
    let said: Vec<String> =
        said.into_iter().map(|part| one_line(part.trim())).filter(|part| !part.is_empty()).collect();
    format!("{}  {speaker:<2} {}", time.to_iso(), said.join(" | ")).trim_end().to_string() + "\n"
}

/// What a field holds must not look like another line of the conversation.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

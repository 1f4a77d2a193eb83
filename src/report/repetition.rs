//! Credentials of a session that its other entries repeat.
//!
//! Servers quote what they refuse, and logs echo what they read. A password among the words of a reply looks like any
//! other word, but it was sent a few entries before.

use super::credential::{find_in, is_credential};
use super::masking::{DisplayText, Mask};
use super::opened::Opened;
use crate::archive::Archive;
use crate::content::{Text, TextKind};
use crate::exchange::AccessVerb;
use crate::session::view::SessionView;
use crate::smtp::{Verb, authenticates};
use crate::store::SessionIndex;
use alloc::vec::Vec;
use core::ops::Range;

/// Number of entries before and after a credential that may repeat it. Also keeps the time linear.
const MAX_DISTANCE: u32 = 32;

/// Minimum length of a credential that is looked for in bytes; shorter ones are parts of many words.
const MIN_LENGTH: usize = 4;

/// A text of the entry at `place` without what it repeats.
pub fn without_repetitions<'a>(opened: &Opened<'a>, place: u32, text: DisplayText<'a>) -> DisplayText<'a> {
    let credentials = opened.credentials.get_or_init(|| credentials(opened));
    let from = credentials.partition_point(|&(other, _)| other.saturating_add(MAX_DISTANCE) < place);
    let near = credentials.iter().skip(from).take_while(|&&(other, _)| other <= place.saturating_add(MAX_DISTANCE));
    near.fold(text, |text, (other, range)| {
        let data = opened.text(*other).0.data;
        opened.mask().without(text, data.get(range.clone()).unwrap_or_default())
    })
}

/// The worst reply of a session without what it repeats.
pub fn worst_reply<'a>(archive: &'a Archive, index: SessionIndex) -> DisplayText<'a> {
    let session = archive.store.sessions.get(index);
    let text = Mask::of(archive).text(&SessionView::new(&archive.store, session).worst_reply()).into_owned();
    let log_type = session.log_type;
    if text.is_empty() || !(session.facts.auth.is_some() || log_type.is_mail_access() || log_type.is_news()) {
        return text;
    }
    let opened = Opened::new(archive, index);
    without_repetitions(&opened, opened.place_of(session.facts.worst_reply), text)
}

/// The credentials in the entries of a session, in order.
fn credentials(opened: &Opened<'_>) -> Vec<(u32, Range<usize>)> {
    let credential = |(place, Text { data, .. }, kind): (u32, Text<'_>, TextKind)| {
        if !may_have_credential(kind) {
            return None;
        }
        let range =
            if is_credential(opened, place) { 0..data.trim_ascii_end().len() } else { find_in(kind, data)(data)? };
        (range.len() >= MIN_LENGTH).then_some((place, range))
    };
    opened.texts().filter_map(credential).collect()
}

/// Whether an entry of that kind may be the beginning of an authentication or a part of it.
fn may_have_credential(kind: TextKind) -> bool {
    match kind {
        TextKind::Command(verb) | TextKind::Answered { verb, .. } => {
            matches!(verb, Verb::Other | Verb::AuthInfo) || authenticates(verb)
        }
        TextKind::Access { verb, .. } => verb.is_logon() || verb == AccessVerb::Unknown,
        TextKind::Credential | TextKind::Reply { code: 0, .. } => true,
        _ => false,
    }
}

//! What the sessions of a file tell of its origin, for files whose folder tells nothing.

use super::reading::Reading;
use super::tracker::Store;
use crate::store::{EntryIndex, FileIndex, Origin, SessionIndex};
use core::ops::Range;

/// Entries of a file that are asked: a file whose first ones tell nothing has connectors of its administrator's making.
const ENTRIES_ASKED: u32 = 2000;

/// Notes what the sessions of a file tell; `entries` are those of the file.
pub fn learn(store: &mut Store, file: FileIndex, entries: Range<EntryIndex>) {
    let mut origin = store.origins.get(file).sessions;
    let mut before = SessionIndex::NONE;
    for entry in (entries.start.0..entries.end.0).take(ENTRIES_ASKED as usize).map(EntryIndex) {
        let session = store.entries.session(entry);
        if !origin.server.is_empty() && !origin.service.is_empty() {
            break;
        }
        if session != before && session != SessionIndex::NONE {
            origin = with_session(store, origin, session);
        }
        before = session;
    }
    if let Some(row) = store.origins.get_mut(file) {
        row.sessions = origin;
    }
}

fn with_session(store: &mut Store, origin: Origin, index: SessionIndex) -> Origin {
    let session = store.sessions.get(index);
    let own = Reading::new(store, session).own_service().name();
    let server = if origin.server.is_empty() { session.server } else { origin.server };
    let service = if origin.service.is_empty() { store.strings.intern(own.as_bytes()) } else { origin.service };
    Origin { server, service }
}

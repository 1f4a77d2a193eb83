//! Who logged on in a session.

use crate::archive::Archive;
use crate::session::view::SessionView;
use crate::store::SessionIndex;

/// The user of the first logon that succeeded in a session; empty if none did, or the log does not name the user.
pub fn logged_on(archive: &Archive, session: SessionIndex) -> &[u8] {
    let session = archive.store.sessions.get(session);
    if session.facts.logon.succeeded() { SessionView::new(&archive.store, session).user() } else { b"" }
}

//! Who logged on in a session, and whether two names are of one user.

use crate::archive::Archive;
use crate::exchange::user_name;
use crate::session::view::SessionView;
use crate::store::SessionIndex;
use alloc::vec::Vec;

/// The user of the first logon that succeeded in a session; empty if none did, or the log does not name the user.
pub fn logged_on(archive: &Archive, session: SessionIndex) -> &[u8] {
    let session = archive.store.sessions.get(session);
    if session.facts.logon.succeeded() { SessionView::new(&archive.store, session).user() } else { b"" }
}

/// What names of one user have in common: without a domain, in lower case.
pub fn plain_user(user: &[u8]) -> Vec<u8> {
    user_name(user).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_the_same_with_and_without_a_domain() {
        for user in ["ann", "CONTOSO\\Ann", "ann@contoso.com", "contoso.com\\ANN"] {
            assert_eq!(plain_user(user.as_bytes()), b"ann", "{user}");
        }
    }
}

//! Finds the logons of a user ([`Attempts`]) among web requests.
//!
//! A request with a wrong name or password is an attempt that failed. IIS names a user in a request that it answers
//! only once the user has logged on, so the first such request is an attempt that succeeded, as is one after a failure.

use super::authentication::Attempts;
use crate::content::{TextKind, web};
use crate::store::{AuthResult, EntryIndex, Store};

/// Collects the logons in the requests of a session. `has_user`: the log names its user.
pub fn logons(store: &Store, order: &[EntryIndex], has_user: bool, attempts: &mut Attempts) {
    let mut logged_on = false;
    for (place, &entry) in (0..).zip(order) {
        let text = store.entries.text(entry);
        match store.texts.kind(text) {
            TextKind::Record { code: 401 } if web::result(401, store.texts.get(text)).is_failed_logon() => {
                attempts.replied(place, AuthResult::Failed, true);
                logged_on = false;
            }
            TextKind::Record { code: 200..=399 } if has_user && !logged_on => {
                attempts.replied(place, AuthResult::Ok, false);
                logged_on = true;
            }
            _ => {}
        }
    }
}

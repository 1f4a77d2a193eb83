//! How many logons were refused to each of the groups of a summary.

use super::groups::{Unit, each};
use super::{Assigned, Summarised};
use crate::archive::Archive;
use crate::query::Matches;
use crate::store::SessionIndex;
use alloc::vec;
use alloc::vec::Vec;

/// The number of logons in which name or password was refused, of each group by its number. A session with several values does
/// not show whose they all are, so each of these has one of them.
pub async fn refused_logons(archive: &Archive, matches: &Matches, summarised: &Summarised) -> Vec<u64> {
    let assigned: Vec<&Assigned> = summarised.assigned();
    let mut counts = vec![0; summarised.len()];
    let mut last: Option<Last> = None;
    each(archive, matches, &assigned, &mut |unit, key| {
        let (Some(group), Unit::Session(session)) = (summarised.groups.find(key), unit) else { return true };
        counts[group] += 1;
        match last.as_mut().filter(|last| last.session == session) {
            Some(last) => last.is_alone = false,
            None => {
                add(archive, last.replace(Last { session, group, is_alone: true }), &mut counts);
            }
        }
        true
    })
    .await;
    add(archive, last, &mut counts);
    counts
}

/// The session that was seen last.
struct Last {
    session: SessionIndex,
    group: usize,
    /// It is in no other group.
    is_alone: bool,
}

/// Adds all logons but the first of a session that is in one group.
fn add(archive: &Archive, last: Option<Last>, counts: &mut [u64]) {
    let Some(last) = last.filter(|last| last.is_alone) else { return };
    let denied = archive.store.sessions.get(last.session).facts.denied_attempts;
    counts[last.group] += u64::from(denied.saturating_sub(1));
}

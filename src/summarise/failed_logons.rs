//! How many logons failed of each of the groups of a summary.

use super::groups::{Unit, each};
use super::{Assigned, Summarised};
use crate::archive::Archive;
use crate::query::Matches;
use crate::store::{Facts, SessionIndex};
use alloc::vec;
use alloc::vec::Vec;

/// Which logons are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailedLogons {
    /// Those in which name or password was refused.
    Denied,
    /// Those that failed for another reason.
    NotChecked,
}

impl FailedLogons {
    fn of(self, facts: &Facts) -> u64 {
        let denied = facts.denied_attempts;
        u64::from(match self {
            FailedLogons::Denied => denied,
            FailedLogons::NotChecked => facts.failed_attempts.saturating_sub(denied),
        })
    }
}

/// The number of such logons of each group by its number. A session with several values does not show whose they all are, so each of
/// these has one of them.
pub async fn failed_logons(
    archive: &Archive,
    matches: &Matches,
    summarised: &Summarised,
    counted: FailedLogons,
) -> Vec<u64> {
    let assigned: Vec<&Assigned> = summarised.assigned();
    let mut counts = vec![0; summarised.len()];
    let mut last: Option<Last> = None;
    // All but the first of a session that is in one group.
    let add = |last: Option<Last>, counts: &mut [u64]| {
        let Some(last) = last.filter(|last| last.is_alone) else { return };
        let of_session = counted.of(&archive.store.sessions.get(last.session).facts);
        counts[last.group] += of_session.saturating_sub(1);
    };
    each(archive, matches, &assigned, &mut |unit, key| {
        let (Some(group), Unit::Session(session)) = (summarised.groups.find(key), unit) else { return true };
        counts[group] += 1;
        match last.as_mut().filter(|last| last.session == session) {
            Some(last) => last.is_alone = false,
            None => add(last.replace(Last { session, group, is_alone: true }), &mut counts),
        }
        true
    })
    .await;
    add(last, &mut counts);
    counts
}

/// The session that was seen last.
struct Last {
    session: SessionIndex,
    group: usize,
    /// It is in no other group.
    is_alone: bool,
}

//! Logons that succeed after many that failed, in other sessions: somebody may have found a password.
//!
//! Failures count in a row: a success between them begins anew, so that an address that many people share, where now and
//! then one of them mistypes, is no guesser. What is counted is attempts, since one session may have several. Of another user than the
//! one who logs on only the first few count: a device with an old password fails again and again, and says nothing of others.

use super::assigned::Assigned;
use super::assignments::{Assignments, FEW};
use super::sprayed::MANY;
use crate::archive::Archive;
use crate::bytes::HashMap;
use crate::query::{Dimension, Few, plain_user};
use crate::session::view::SessionView;
use crate::store::{Session, SessionIndex};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// Something that happened to a value: failures when a session ended, or a success when one began.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    value: u32,
    time: i64,
    /// A session that ends in the millisecond in which another begins comes before it.
    succeeded: bool,
    failures: u16,
    /// Who failed, or logged on.
    user: User,
    session: SessionIndex,
}

/// The number of a user; `None` if the log does not name one.
type User = Option<u32>;

/// The sessions with a successful logon that began after so many failed ones with the same value of a dimension, in other
/// sessions that had ended by then, no earlier than so many milliseconds before.
pub async fn logons_after_failures(
    archive: &Archive,
    assignments: &Assignments,
    dimension: &Dimension,
    many: u64,
    within: i64,
) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(archive.published());
    let attempts = with_attempts(archive);
    let events = match Few::new(&archive.store, &attempts, FEW) {
        Some(few) => events(archive, &attempts, &Assigned::new(archive, dimension, 0, Some(&few)).await),
        None => events(archive, &attempts, &*assignments.of(archive, dimension, 0).await),
    };
    for of_one in events.chunk_by(|one, other| one.value == other.value) {
        let mut row: Vec<&Event> = Vec::new();
        for event in of_one {
            if !event.succeeded {
                row.push(event);
                continue;
            }
            row.retain(|failure| event.time.saturating_sub(failure.time) <= within);
            if failures_before(event.user, &row) >= many.max(1) {
                found.insert(event.session.0 as usize);
            }
            row.clear();
        }
    }
    found
}

/// How many of some failures count for a user who logs on after them.
fn failures_before(user: User, row: &[&Event]) -> u64 {
    let mut of_others: BTreeMap<u32, u64> = BTreeMap::new();
    let mut own = 0;
    for failure in row {
        match failure.user.filter(|other| user.is_some_and(|user| user != *other)) {
            Some(other) => *of_others.entry(other).or_insert(0) += u64::from(failure.failures),
            None => own += u64::from(failure.failures),
        }
    }
    own + of_others.into_values().map(|failures| failures.min(MANY.into())).sum::<u64>()
}

/// The sessions with attempts of which the result is known.
fn with_attempts(archive: &Archive) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(archive.published());
    let sessions = archive.store.sessions.iter().take(archive.published());
    let has_result = |row: &Session| row.facts.denied_attempts > 0 || row.facts.logon.succeeded();
    found.extend(sessions.filter(|(_, row)| has_result(row)).map(|(index, _)| index.0 as usize));
    found
}

/// In order, by value and time.
fn events(archive: &Archive, attempts: &FixedBitSet, values: &Assigned) -> Vec<Event> {
    let (mut events, mut own, mut place) = (Vec::new(), Vec::new(), 0);
    let mut users: HashMap<Vec<u8>, u32> = HashMap::with_hasher(archive.hash_key.clone());
    for session in attempts.ones().map(|index| SessionIndex(index as u32)) {
        let row = archive.store.sessions.get(session);
        let (failures, succeeded) = (row.facts.denied_attempts, row.facts.logon.succeeded());
        values.sessions.get(session.0, &mut place, &mut own);
        let next = users.len() as u32;
        let named = Some(plain_user(SessionView::new(&archive.store, row).user())).filter(|name| !name.is_empty());
        let user = named.map(|name| *users.entry(name).or_insert(next));
        let time = if succeeded { row.start.0 } else { row.end.0 };
        let known = own.iter().filter(|value| value.is_some());
        events.extend(known.map(|value| Event { value: value.0, time, succeeded, failures, user, session }));
    }
    events.sort_unstable();
    events
}

//! Logons that failed as many users in a short time: somebody tries a few passwords with many names.
//!
//! Who mistypes a password logs on from the same address soon after, and a device with an old password fails again and again.
//! Neither counts: an office with one address, or a Monday on which many come back from holiday, is no attack.

use super::assigned::Assigned;
use super::assignments::Assignments;
use super::names::ValueIndex;
use crate::archive::Archive;
use crate::bytes::HashMap;
use crate::query::{Dimension, logged_on, plain_user};
use crate::sort;
use crate::store::SessionIndex;
use crate::work::each;
use alloc::rc::Rc;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// More failures than this of one user from one address are those of a device with an old password.
pub(super) const MANY: u32 = 3;

/// How many have to fail in how short a time.
#[derive(Clone, Copy, Debug)]
pub struct Spray {
    /// Users.
    pub users: u64,
    /// Addresses from which that is tried; without a number, each address is looked at by itself.
    pub clients: Option<u64>,
    /// Milliseconds.
    pub within: i64,
}

/// Those of some sessions with failed logons that are part of such an attack.
pub async fn sprayed(
    archive: &Archive,
    assignments: &Assignments,
    failed: Vec<SessionIndex>,
    spray: Spray,
) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(archive.published());
    let Some(mut logons) = Logons::new(archive, assignments).await else { return found };
    logons.fail(failed).await;
    logons.succeed().await;
    let mut failures = logons.in_vain(spray.within);
    if spray.clients.is_some() {
        let counts = logons.counts(&failures);
        failures.retain(|failure| counts.get(&failure.pair()).is_none_or(|count| *count <= MANY));
        sort::by_key(&mut failures, |failure| failure.time);
        mark(archive, &failures, spray, &mut found).await;
        return found;
    }
    sort::by_key(&mut failures, |failure| (failure.client, failure.time));
    for of_one in failures.chunk_by(|one, other| one.client == other.client) {
        mark(archive, of_one, spray, &mut found).await;
    }
    found
}

/// A logon that failed.
#[derive(Clone, Copy)]
struct Failure {
    time: i64,
    client: u32,
    user: u32,
    session: SessionIndex,
}

impl Failure {
    fn pair(&self) -> (u32, u32) {
        (self.client, self.user)
    }
}

/// Who logged on from where.
struct Logons<'a> {
    archive: &'a Archive,
    /// Of each session the addresses and the users, as numbers.
    clients: Rc<Assigned>,
    users: Rc<Assigned>,
    /// The number of each user by name: with and without a domain it is the same.
    known: HashMap<Vec<u8>, u32>,
    /// The same by value.
    numbers: Vec<u32>,
    failures: Vec<Failure>,
    /// When those who failed succeeded.
    successes: HashMap<(u32, u32), Vec<i64>>,
}

impl<'a> Logons<'a> {
    async fn new(archive: &'a Archive, assignments: &Assignments) -> Option<Logons<'a>> {
        let (client, user) = (Dimension::named("client")?, Dimension::named("user")?);
        let clients = assignments.of(archive, &client, 0).await;
        let users = assignments.of(archive, &user, 0).await;
        let mut known: HashMap<Vec<u8>, u32> = HashMap::with_hasher(archive.hash_key.clone());
        let mut numbers = Vec::new();
        each(0..users.names.len() as u32, |value| {
            let next = known.len() as u32;
            numbers.push(*known.entry(plain_user(users.names.get(ValueIndex(value)))).or_insert(next));
        })
        .await;
        let successes = HashMap::with_hasher(archive.hash_key.clone());
        Some(Logons { archive, clients, users, known, numbers, failures: Vec::new(), successes })
    }

    /// Calls `see` with each address and each user of a session.
    fn pairs(&self, index: SessionIndex, places: &mut (usize, usize), mut see: impl FnMut(u32, u32)) {
        let mut users = Vec::new();
        self.users.sessions.get(index.0, &mut places.1, &mut users);
        self.clients.sessions.each(index.0, &mut places.0, |client| {
            let of_client = users.iter().filter(|user| user.is_some() && client.is_some());
            let known = of_client.filter_map(|user| self.numbers.get(user.0 as usize));
            known.for_each(|user| see(client.0, *user));
        });
    }

    async fn fail(&mut self, failed: Vec<SessionIndex>) {
        let (mut failures, mut places) = (Vec::new(), (0, 0));
        each(failed.into_iter(), |session| {
            let time = self.archive.store.sessions.get(session).start.0;
            self.pairs(session, &mut places, |client, user| failures.push(Failure { time, client, user, session }));
        })
        .await;
        failures.iter().for_each(|failure| drop(self.successes.insert(failure.pair(), Vec::new())));
        self.failures = failures;
    }

    async fn succeed(&mut self) {
        let mut successes =
            core::mem::replace(&mut self.successes, HashMap::with_hasher(self.archive.hash_key.clone()));
        let sessions = self.archive.store.sessions.iter().take(self.archive.published());
        let mut place = 0;
        each(sessions.filter(|(_, session)| session.facts.logon.succeeded()), |(index, session)| {
            // Of several users of a session only one is known to have logged on.
            let Some(user) = self.known.get(&plain_user(logged_on(self.archive, index))) else { return };
            self.clients.sessions.each(index.0, &mut place, |client| {
                let times = successes.get_mut(&(client.0, *user));
                times.into_iter().for_each(|times| times.push(session.start.0));
            });
        })
        .await;
        successes.values_mut().for_each(|times| sort::by(times, Ord::cmp));
        self.successes = successes;
    }

    /// The failures after which the same user did not log on from the same address within so many milliseconds.
    fn in_vain(&self, within: i64) -> Vec<Failure> {
        let is_followed = |failure: &Failure| {
            let times = self.successes.get(&failure.pair()).map_or(&[][..], Vec::as_slice);
            let next = times.get(times.partition_point(|time| *time < failure.time));
            next.is_some_and(|time| time.saturating_sub(failure.time) <= within)
        };
        self.failures.iter().copied().filter(|failure| !is_followed(failure)).collect()
    }

    /// How often each user failed from each address.
    fn counts(&self, failures: &[Failure]) -> HashMap<(u32, u32), u32> {
        let mut counts = HashMap::with_hasher(self.archive.hash_key.clone());
        failures.iter().for_each(|failure| *counts.entry(failure.pair()).or_insert(0) += 1);
        counts
    }
}

/// Marks the sessions of failures, in the order of their times, wherever there are as many as it takes in as short a time.
async fn mark(archive: &Archive, failures: &[Failure], spray: Spray, found: &mut FixedBitSet) {
    let mut users: HashMap<u32, u32> = HashMap::with_hasher(archive.hash_key.clone());
    let mut clients: HashMap<u32, u32> = HashMap::with_hasher(archive.hash_key.clone());
    let (mut first, mut left, mut marked) = (failures.iter().peekable(), 0, 0);
    each(failures.iter().enumerate(), |(place, failure)| {
        *users.entry(failure.user).or_insert(0) += 1;
        *clients.entry(failure.client).or_insert(0) += 1;
        while let Some(old) = first.next_if(|old| failure.time.saturating_sub(old.time) > spray.within) {
            forget(&mut users, old.user);
            forget(&mut clients, old.client);
            left += 1;
        }
        if users.len() as u64 >= spray.users.max(1) && clients.len() as u64 >= spray.clients.unwrap_or(1) {
            let own = failures.get(left.max(marked)..=place).unwrap_or_default();
            own.iter().for_each(|failure| found.insert(failure.session.0 as usize));
            marked = place + 1;
        }
    })
    .await;
}

/// One fewer of a value.
fn forget(counts: &mut HashMap<u32, u32>, value: u32) {
    if let Some(count) = counts.get_mut(&value) {
        *count -= 1;
        if *count == 0 {
            counts.remove(&value);
        }
    }
}

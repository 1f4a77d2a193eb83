//! Attempts to connect after which nothing was reached: neither the same server nor another one for the same destination.
//!
//! In a SEND log each attempt is a session of its own. A destination with an IPv6 and an IPv4 address, or with several
//! servers, has one that fails and one that succeeds, and the former does not say so. What it names is the destination domain
//! and the address; what the one that succeeds names is its address, the host that answered, and the recipients. Where the
//! destination is no domain but a name of Exchange's own (`internalproxy`), its connector leads nowhere else. Connectivity logs
//! name the destination in either case, that of a smart host as well.

use super::assignments::Assignments;
use crate::archive::Archive;
use crate::bytes::{HashMap, first_word};
use crate::entry::LogType;
use crate::query::Dimension;
use crate::session::view::SessionView;
use crate::sort;
use crate::store::{Outcome, Session, SessionIndex};
use crate::work::each;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// Attempts that begin together may be logged in either order.
const TOGETHER: i64 = 1000;

/// Those of some sessions that failed to connect after which the same server reached nothing of what they wanted within so
/// many milliseconds.
pub async fn not_reached_soon(
    archive: &Archive,
    assignments: &Assignments,
    failed: Vec<SessionIndex>,
    within: i64,
) -> FixedBitSet {
    let mut wanted = Wanted::new(archive);
    each(failed.iter(), |index| wanted.want(*index)).await;
    if !wanted.numbers.is_empty() {
        wanted.find_reached(assignments).await;
    }
    wanted.unreached(&failed, within)
}

/// What sessions that failed to connect wanted to reach.
struct Wanted<'a> {
    archive: &'a Archive,
    /// The number of each name or address, of a server.
    numbers: HashMap<Vec<u8>, usize>,
    /// When each was reached.
    times: Vec<Vec<i64>>,
    /// The numbers of what each session wanted.
    of_sessions: Vec<Vec<usize>>,
    key: Vec<u8>,
}

impl<'a> Wanted<'a> {
    fn new(archive: &'a Archive) -> Wanted<'a> {
        let numbers = HashMap::with_hasher(archive.hash_key.clone());
        Wanted { archive, numbers, times: Vec::new(), of_sessions: Vec::new(), key: Vec::new() }
    }

    fn session(&self, index: SessionIndex) -> &'a Session {
        self.archive.store.sessions.get(index)
    }

    /// Begins the keys of a session: what one server reaches says nothing of another one.
    fn begin(&mut self, session: &'a Session) -> usize {
        let server = SessionView::new(&self.archive.store, session).server();
        self.key.clear();
        self.key.extend(server.bytes().map(|byte| byte.to_ascii_lowercase()));
        self.key.push(0);
        self.key.len()
    }

    fn complete(&mut self, begin: usize, name: &[u8]) {
        self.key.truncate(begin);
        self.key.extend(name.iter().map(u8::to_ascii_lowercase));
    }

    /// Notes what a session that failed wanted.
    fn want(&mut self, index: SessionIndex) {
        let session = self.session(index);
        let strings = &self.archive.store.strings;
        let mut names = Vec::new();
        if session.log_type == LogType::SmtpSend {
            let view = SessionView::new(&self.archive.store, session);
            let destination = view.destination_not_reached();
            names.push(view.remote_address());
            let is_own_name = !destination.is_empty() && !destination.contains(&b'.');
            names.push(if is_own_name { strings.get(session.labels.connector) } else { destination });
        } else {
            names.push(strings.get(session.labels.remote));
        }
        let begin = self.begin(session);
        let mut own = Vec::new();
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            self.complete(begin, name);
            let next = self.times.len();
            let number = *self.numbers.entry(self.key.clone()).or_insert(next);
            if number == next {
                self.times.push(Vec::new());
            }
            own.push(number);
        }
        self.of_sessions.push(own);
    }

    /// Notes when each was reached.
    async fn find_reached(&mut self, assignments: &Assignments) {
        let Some(dimension) = Dimension::named("recipient-domain") else { return };
        let domains = assignments.of(self.archive, &dimension, 0).await;
        let (mut place, mut values) = (0, Vec::new());
        let sessions = self.archive.store.sessions.iter().take(self.archive.published());
        each(sessions.filter(|(_, session)| has_connected(session)), |(index, session)| {
            let begin = self.begin(session);
            let time = session.start.0;
            let store = &self.archive.store;
            if session.log_type == LogType::Connectivity {
                return self.reach(begin, store.strings.get(session.labels.remote), time);
            }
            let view = SessionView::new(store, session);
            self.reach(begin, view.remote_address(), time);
            self.reach(begin, store.strings.get(session.labels.connector), time);
            self.reach(begin, first_word(view.greeting()).0, time);
            self.reach(begin, first_word(view.hello_reply()).0, time);
            domains.sessions.get(index.0, &mut place, &mut values);
            values.iter().filter(|value| value.is_some()).for_each(|value| {
                self.reach(begin, domains.names.get(*value), time);
            });
        })
        .await;
        for times in &mut self.times {
            sort::by(times, Ord::cmp);
        }
    }

    fn reach(&mut self, begin: usize, name: &[u8], time: i64) {
        self.complete(begin, name);
        let number = self.numbers.get(self.key.as_slice()).copied();
        number.and_then(|number| self.times.get_mut(number)).into_iter().for_each(|times| times.push(time));
    }

    /// The sessions that wanted nothing that was reached soon.
    fn unreached(&self, failed: &[SessionIndex], within: i64) -> FixedBitSet {
        let mut found = FixedBitSet::with_capacity(self.archive.published());
        for (index, own) in failed.iter().zip(&self.of_sessions) {
            let session = self.session(*index);
            let (from, to) = (session.start.0.saturating_sub(TOGETHER), session.end.0.saturating_add(within));
            let is_reached = |number: &usize| {
                let times = self.times.get(*number).map_or(&[][..], Vec::as_slice);
                times.get(times.partition_point(|time| *time < from)).is_some_and(|time| *time <= to)
            };
            if !own.iter().any(is_reached) {
                found.insert(index.0 as usize);
            }
        }
        found
    }
}

/// Whether a session reached a server.
fn has_connected(session: &Session) -> bool {
    let facts = &session.facts;
    match session.log_type {
        LogType::SmtpSend => facts.messages > 0 || facts.greeting.is_some() || facts.hello_reply.is_some(),
        LogType::Connectivity => {
            matches!(facts.outcome, Outcome::Accepted | Outcome::Deferred | Outcome::Rejected)
        }
        _ => false,
    }
}

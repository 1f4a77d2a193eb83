//! Collects the steps of a message from all logs.
//!
//! The Message-ID leads to most of them. What does not show it is found from the others: by session-id, by the id of a
//! session that is proxied, by the endpoints of a connection, and at last by sender, recipients and time. Every way of
//! searching looks at each text or session once, for all steps together.

use super::chain::is_passed_on;
use super::found::sessions_of;
use super::read::{Reader, Wanted};
use super::step::Step;
use super::way::{HopKind, PlaceKind};
use crate::archive::Archive;
use crate::content::smtp::sender;
use crate::content::{Text, TextKind};
use crate::entry::LogType;
use crate::exchange::endpoint;
use crate::exchange::origin::service::OUTBOUND_PROXY_PORT;
use crate::report::joins::{NEAR_MS, names_proxied_session, proxied_session, sessions_where, tracked, with_id};
use crate::report::opened::Opened;
use crate::smtp::Verb;
use crate::sort;
use crate::store::{Session, SessionId, SessionIndex, StringIndex};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// How often steps that were found lead to further ones.
const ROUNDS: usize = 4;
/// Most steps from which further ones are looked for.
const MOST_SOURCES: usize = 500;
/// Most sessions of one id that are looked at: hostile logs have the same one everywhere.
const MOST_NAMESAKES: usize = 50;
/// Most sessions that are looked at for one envelope.
const MOST_CANDIDATES: usize = 50;

/// The steps of the message that a session shows at a place, and whether there are more than were read.
pub async fn discover(archive: &Archive, session: SessionIndex, place: u32) -> (Vec<Step>, bool) {
    let mut reader = Reader::new(archive);
    reader.read(session, Wanted::Place(place)).await;
    let ids: BTreeSet<Vec<u8>> =
        reader.steps.iter().map(|step| step.message_id.clone()).filter(|id| !id.is_empty()).collect();
    let mut search = Search { archive, reader, ids, done: 0 };
    search.by_message_id().await;
    for _ in 0..ROUNDS {
        let from = search.done;
        search.done = search.reader.steps.len();
        if from == search.done {
            break;
        }
        search.by_session_ids(from).await;
        search.by_proxied_ids(from).await;
        search.by_endpoints(from).await;
        search.by_front_end(from).await;
        search.learn_ids().await;
    }
    search.by_envelope().await;
    let Search { reader, .. } = search;
    (reader.steps, reader.is_full)
}

struct Search<'a> {
    archive: &'a Archive,
    reader: Reader<'a>,
    /// The Message-IDs, without angle brackets.
    ids: BTreeSet<Vec<u8>>,
    /// The steps before this one have led to further ones.
    done: usize,
}

impl Search<'_> {
    async fn by_message_id(&mut self) {
        for session in sessions_of(self.archive, &self.ids).await {
            self.reader.read(session, Wanted::Ids(&self.ids)).await;
        }
    }

    /// A step without a Message-ID may have led to one with it.
    async fn learn_ids(&mut self) {
        if self.ids.is_empty() {
            let named = self.reader.steps.iter().map(|step| step.message_id.clone());
            self.ids = named.filter(|id| !id.is_empty()).take(1).collect();
            self.by_message_id().await;
        }
    }

    fn sources(&mut self, from: usize) -> Vec<Step> {
        self.reader.is_full |= self.reader.steps.len() - from > MOST_SOURCES;
        self.reader.steps.iter().skip(from).take(MOST_SOURCES).cloned().collect()
    }

    /// Reads what goes with a step in the sessions of a log that have an id.
    async fn read_with_id(&mut self, log: LogType, id: &[u8], step: &Step) {
        let Some(id) = SessionId::known(id, &self.archive.store.strings) else { return };
        let sessions: Vec<SessionIndex> = with_id(self.archive, log, &id).take(MOST_NAMESAKES).collect();
        for session in sessions {
            self.read_beside(session, step).await;
        }
    }

    /// Reads what goes with a step in a session, if that is near in time.
    async fn read_beside(&mut self, session: SessionIndex, step: &Step) {
        if is_about(self.archive.store.sessions.get(session), step) {
            self.reader.read(session, Wanted::Beside(step)).await;
        }
    }

    async fn by_session_ids(&mut self, from: usize) {
        for step in self.sources(from) {
            let logs: &[LogType] = match step.kind {
                HopKind::Receive => &[LogType::Agent],
                HopKind::Proxy | HopKind::Send => &[LogType::Connectivity],
                HopKind::Event if step.is_arrival() => &[LogType::SmtpReceive, LogType::Agent],
                HopKind::Event if step.is_sent_event() => &[LogType::SmtpSend, LogType::Connectivity],
                _ => &[],
            };
            for &log in logs {
                self.read_with_id(log, &step.session_id, &step).await;
            }
            if !step.network_id.is_empty() {
                let sessions: Vec<SessionIndex> = tracked(self.archive, &step.network_id).collect();
                for session in sessions {
                    self.reader.read(session, Wanted::All).await;
                }
            }
            if !step.proxied.is_empty() {
                self.read_with_id(LogType::SmtpReceive, &step.proxied, &step).await;
            }
        }
    }

    /// The send sessions that name a receive session which they proxy.
    async fn by_proxied_ids(&mut self, from: usize) {
        let steps = self.sources(from);
        let sent = self.reader.steps.iter().filter(|step| step.is_sent());
        let passed: BTreeSet<&[u8]> = sort::set(sent.map(|step| step.proxied.as_slice()));
        let may_pass = |step: &&Step| {
            let is_front_end = matches!(step.role, PlaceKind::FrontEnd | PlaceKind::Server);
            step.kind == HopKind::Receive
                && is_front_end
                && !step.session_id.is_empty()
                && !passed.contains(step.session_id.as_slice())
        };
        let received = steps.iter().filter(may_pass);
        let by_id: BTreeMap<&[u8], &Step> = sort::map(received.map(|step| (step.session_id.as_slice(), step)));
        if by_id.is_empty() {
            return;
        }
        let names_one = |kind, text: Text<'_>| proxied_session(text, kind).is_some_and(|id| by_id.contains_key(id));
        let most = MOST_NAMESAKES * by_id.len();
        let sessions = sessions_where(self.archive, names_proxied_session, names_one).await;
        self.reader.is_full |= sessions.len() > most;
        for session in sessions.into_iter().take(most) {
            // A session that is kept open proxies one after the other.
            let opened = Opened::new(self.archive, session);
            let named = opened.texts().filter_map(|(_, text, kind)| proxied_session(text, kind));
            let ids: BTreeSet<&[u8]> = sort::set(named);
            for step in ids.into_iter().filter_map(|id| by_id.get(id)) {
                self.read_beside(session, step).await;
            }
        }
    }

    /// The sessions with the endpoints of a step in turn: the other end of the connection.
    async fn by_endpoints(&mut self, from: usize) {
        let steps = self.sources(from);
        let strings = &self.archive.store.strings;
        let known = Ends::of(&self.reader.steps);
        let mut ends: BTreeMap<(StringIndex, StringIndex), &Step> = BTreeMap::new();
        for step in steps.iter().filter(|step| step.kind == HopKind::Receive || step.is_sent()) {
            if known.has_other(step) {
                continue;
            }
            if let (Some(local), Some(remote)) = (strings.find(&step.local), strings.find(&step.remote))
                && !local.is_empty()
                && !remote.is_empty()
            {
                ends.insert((remote, local), step);
            }
        }
        if ends.is_empty() {
            return;
        }
        let mut found: Vec<(SessionIndex, &Step)> = Vec::new();
        for (index, row) in self.archive.store.sessions.iter().take(self.archive.published()) {
            if matches!(row.log_type, LogType::SmtpReceive | LogType::SmtpSend)
                && let Some(step) = ends.get(&(row.labels.local, row.labels.remote))
                && row.log_type != step.log
            {
                found.push((index, step));
            }
        }
        for (session, step) in found {
            self.read_beside(session, step).await;
        }
    }

    /// Transfers whose other end may be in the logs without any id: the same sender and recipients at about the same time.
    async fn by_envelope(&mut self) {
        let steps = &self.reader.steps;
        let known = Ends::of(steps);
        let is_open =
            |step: &&Step| step.kind == HopKind::Send && !step.recipients.is_empty() && !known.has_other(step);
        let mut open: Vec<Step> = steps.iter().filter(is_open).take(MOST_CHECKED + 1).cloned().collect();
        self.reader.is_full |= open.len() > MOST_CHECKED;
        open.truncate(MOST_CHECKED);
        let sessions = &self.archive.store.sessions;
        let mut received = self.with_senders(&open).await;
        received.retain(|session| sessions.get(*session).log_type == LogType::SmtpReceive);
        for step in open {
            let mut near: Vec<(i64, SessionIndex)> = received
                .iter()
                .filter(|session| is_about(sessions.get(**session), &step))
                .map(|&session| ((sessions.get(session).start.0 - step.time).abs(), session))
                .collect();
            sort::by(&mut near, Ord::cmp);
            for (_, session) in near.into_iter().take(MOST_CANDIDATES) {
                self.reader.read_unnamed(session, &step, |_, _| true).await;
            }
        }
    }

    /// The sessions that name one of the senders of some steps.
    async fn with_senders(&self, steps: &[Step]) -> Vec<SessionIndex> {
        let senders: BTreeSet<Vec<u8>> = sort::set(steps.iter().map(|step| step.sender.to_ascii_lowercase()));
        if senders.is_empty() {
            return Vec::new();
        }
        let is_mail = |kind| kind == TextKind::Command(Verb::Mail);
        let names_one = |_, text: Text<'_>| senders.contains(sender(text.data).to_ascii_lowercase().as_slice());
        sessions_where(self.archive, is_mail, names_one).await
    }

    /// What a front end sends on of what it receives, and the reverse: one is within the other.
    async fn by_front_end(&mut self, from: usize) {
        let mut steps = self.sources(from);
        steps.retain(|step| step.leaves() || endpoint(&step.local).1 == Some(OUTBOUND_PROXY_PORT));
        let sessions = &self.archive.store.sessions;
        let candidates = self.with_senders(&steps).await;
        for step in steps {
            let is_other_end = |session: &&SessionIndex| {
                let row = sessions.get(**session);
                row.log_type != step.log && row.start.0 <= step.end && step.time <= row.end.0
            };
            for &session in candidates.iter().filter(is_other_end).take(MOST_CANDIDATES) {
                let fits = |one: &Step, other: &Step| is_passed_on(one, other) || is_passed_on(other, one);
                self.reader.read_unnamed(session, &step, fits).await;
            }
        }
    }
}

/// Most transfers whose other end is looked for by the envelope.
const MOST_CHECKED: usize = 8;

/// The ends of transfers among some steps.
struct Ends<'s> {
    /// The local and the remote endpoints.
    endpoints: BTreeSet<(&'s [u8], &'s [u8])>,
    /// The numbers that servers gave what they received.
    received: BTreeSet<&'s (u64, Vec<u8>)>,
}

impl<'s> Ends<'s> {
    fn of(steps: &'s [Step]) -> Ends<'s> {
        let endpoints = steps.iter().map(|step| (step.local.as_slice(), step.remote.as_slice()));
        let received = steps.iter().filter(|step| step.kind == HopKind::Receive);
        let received = received.filter_map(|step| step.queued.as_ref());
        Ends { endpoints: sort::set(endpoints), received: sort::set(received) }
    }

    /// Whether the other end of a transfer is among them.
    fn has_other(&self, step: &Step) -> bool {
        let is_end =
            !step.remote.is_empty() && self.endpoints.contains(&(step.remote.as_slice(), step.local.as_slice()));
        let is_received = || step.queued.as_ref().is_some_and(|queued| self.received.contains(queued));
        is_end || (step.kind != HopKind::Receive && is_received())
    }
}

/// Whether a session is near a step in time.
fn is_about(session: &Session, step: &Step) -> bool {
    session.start.0 <= step.end.saturating_add(NEAR_MS) && step.time <= session.end.0.saturating_add(NEAR_MS)
}

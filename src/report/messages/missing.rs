//! Hops that must have been, as others show, and are not in the open logs: which log would show them, and why it may not be
//! there.

use super::places::{OpenLog, Places, Spot, shown_place};
use super::shown::Shown;
use super::step::Step;
use super::way::{HopKind, MissingHop, MissingWhy, PlaceKind};
use crate::entry::LogType;
use crate::exchange::server_label;
use crate::report::coverage::defaults::is_off;
use crate::smtp::conversation::TransactionOutcome;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

/// The missing hops, in the order of the hops that show them.
pub fn missing(places: &Places<'_>, shown: &mut Shown<'_>) -> Vec<MissingHop> {
    let mut search = Search { places, shown, found: Vec::new(), known: BTreeSet::new() };
    for index in 0..search.places.steps.len() {
        search.around(index);
    }
    search.found
}

/// Exchange begins a new log file every hour, so a file covers the hours of its entries.
const HOUR_MS: i64 = 3_600_000;

/// What makes missing hops the same.
type Same = (LogType, Vec<u8>, PlaceKind, HopKind, Option<usize>);

struct Search<'p, 's, 'a, 'b> {
    places: &'p Places<'s>,
    shown: &'b mut Shown<'a>,
    found: Vec<MissingHop>,
    known: BTreeSet<Same>,
}

impl Search<'_, '_, '_, '_> {
    fn around(&mut self, index: usize) {
        let steps = self.places.steps;
        let step = &steps[index];
        let previous = self.places.links[index].previous;
        let before = previous.map(|previous| &steps[previous]);
        let is_smtp = step.source.eq_ignore_ascii_case(b"SMTP");
        let is_accepted = step.outcome == Some(TransactionOutcome::Accepted);
        let beside =
            |wanted: &dyn Fn(&Step) -> bool| steps.iter().any(|other| other.label == step.label && wanted(other));
        let same_session = |other: &Step| other.session_id == step.session_id && !step.session_id.is_empty();
        let is_named = |other: &Step| other.kind == HopKind::Receive && other.session_id == step.proxied;
        if !step.proxied.is_empty() && !steps.iter().any(is_named) && step.kind != HopKind::Connect {
            let spot = if step.is_sent() { own(step) } else { self.places.other_side(step, PlaceKind::FrontEnd) };
            self.add(step, previous, HopKind::Receive, spot, LogType::SmtpReceive);
        }
        match step.kind {
            HopKind::Receive => {
                // What was passed on by a front end, and what was submitted, is looked for there.
                let is_handed = before.is_some_and(|before| {
                    let passes = before.is_at_front_end();
                    let leaves = before.is_sent() || before.is_sent_event() || before.is_submission();
                    !before.is_beside(step) && (leaves || passes)
                });
                if !is_handed && self.places.is_inside(step, &step.local) {
                    let passes = !step.proxied.is_empty();
                    let kind = if passes { HopKind::Proxy } else { HopKind::Send };
                    let role = if passes { PlaceKind::FrontEnd } else { PlaceKind::Hub };
                    let spot = self.places.other_side(step, role);
                    self.add(step, previous, kind, spot, LogType::SmtpSend);
                }
                if !is_accepted {
                    return;
                }
                match step.role {
                    PlaceKind::FrontEnd => self.behind_front_end(index),
                    PlaceKind::Mailbox if !beside(&|other| other.kind == HopKind::Deliver) => {
                        self.add(step, Some(index), HopKind::Deliver, own(step), LogType::Tracking);
                    }
                    PlaceKind::Hub | PlaceKind::Edge if !beside(&|other| other.is_arrival()) => {
                        self.add(step, Some(index), HopKind::Event, own(step), LogType::Tracking);
                    }
                    _ => {}
                }
            }
            HopKind::Send | HopKind::Proxy => {
                let is_planned = |other: &Step| other.kind == HopKind::Connect && same_session(other);
                if !beside(&is_planned) {
                    self.add(step, previous, HopKind::Connect, own(step), LogType::Connectivity);
                }
                if is_accepted && self.places.continuation(index).is_none() {
                    let target = self.places.target(step);
                    self.add(step, Some(index), HopKind::Receive, target, LogType::SmtpReceive);
                }
            }
            HopKind::Connect => {
                let has_failed = !step.reply.is_empty();
                if !has_failed && !beside(&|other| other.is_sent() && same_session(other)) {
                    self.add(step, Some(index), HopKind::Send, own(step), LogType::SmtpSend);
                }
            }
            // Before Exchange 2013, whose records have no network-message-id, mail is delivered by RPC, which has no log.
            HopKind::Deliver if !step.network_id.is_empty() && !self.is_received(step, before) => {
                self.add(step, previous, HopKind::Receive, own(step), LogType::SmtpReceive);
            }
            HopKind::Event if step.is_arrival() && is_smtp && !self.is_received(step, before) => {
                self.add(step, previous, HopKind::Receive, own(step), LogType::SmtpReceive);
                if step.came_through && !steps.iter().any(Step::is_at_front_end) {
                    let spot = self.places.other_side(step, PlaceKind::FrontEnd);
                    self.add(step, previous, HopKind::Receive, spot, LogType::SmtpReceive);
                }
            }
            HopKind::Event if step.is_sent_event() && is_smtp && !self.places.has_sender(index) => {
                self.add(step, previous, HopKind::Send, own(step), LogType::SmtpSend);
                if self.places.continuation(index).is_none() {
                    let target = self.places.target(step);
                    self.add(step, Some(index), HopKind::Receive, target, LogType::SmtpReceive);
                }
            }
            _ => {}
        }
    }

    /// Whether it is logged how what a step is about came to its server.
    fn is_received(&self, step: &Step, before: Option<&Step>) -> bool {
        let receives = |other: &&Step| other.kind == HopKind::Receive && other.shares_recipient(step);
        let received = self.places.steps.iter().filter(receives);
        before.into_iter().chain(received).any(|other| other.is_beside(step))
    }

    /// What a front end that accepted a message has passed on.
    fn behind_front_end(&mut self, index: usize) {
        let steps = self.places.steps;
        let step = &steps[index];
        let is_own =
            |other: &Step| other.proxied == step.session_id || (other.queued.is_some() && other.queued == step.queued);
        if steps.iter().any(|other| other.kind == HopKind::Proxy && other.is_beside(step) && is_own(other)) {
            return;
        }
        self.add(step, Some(index), HopKind::Proxy, own(step), LogType::SmtpSend);
        if !step.taken_by.is_empty() && self.places.continuation(index).is_none() {
            let spot = Spot { kind: PlaceKind::Hub, name: step.taken_by.clone(), service: b"Transport" };
            self.add(step, Some(index), HopKind::Receive, spot, LogType::SmtpReceive);
        }
    }

    fn add(&mut self, step: &Step, after: Option<usize>, kind: HopKind, spot: Spot<'_>, log: LogType) {
        let server = server_label(&spot.name);
        let spot = Spot { name: self.places.name_of(&spot.name), ..spot };
        // A message is tracked once on a server, and several hops show that it was received there.
        let place = after.filter(|_| log != LogType::Tracking && kind != HopKind::Receive);
        if !self.known.insert((log, server.clone(), spot.kind, kind, place)) {
            return;
        }
        let service = if log == LogType::Tracking { b"" } else { spot.service };
        let place = shown_place(step, &spot, self.shown);
        self.found.push(MissingHop {
            after: after.map(|after| after as u32),
            kind,
            log,
            log_type_name: log.name(),
            server: place.name.clone(),
            why: if spot.kind == PlaceKind::Outside {
                MissingWhy::Outside
            } else {
                self.why(step, log, &server, service)
            },
            place,
        });
    }

    fn why(&self, step: &Step, log: LogType, server: &[u8], service: &[u8]) -> MissingWhy {
        let fits = |one: &[u8]| one.is_empty() || service.is_empty() || one == service;
        let is_it = |open: &&OpenLog| open.log == log && open.server == server && fits(&open.service);
        let (mut is_open, mut covers) = (false, false);
        for open in self.places.open.iter().filter(is_it) {
            is_open = true;
            covers |= open.times.is_some_and(|(first, last)| {
                let hour = |time: i64| time.div_euclid(HOUR_MS);
                (hour(first)..=hour(last)).contains(&hour(step.time))
            });
        }
        // In a log that is open at that time, only a connector that does not log can be missing.
        match is_off(&String::from_utf8_lossy(service), log) {
            true if !is_open || covers => MissingWhy::OffByDefault,
            _ if covers => MissingWhy::NotThere,
            _ if is_open => MissingWhy::Hole,
            _ => MissingWhy::NotOpened,
        }
    }
}

/// The place of a step.
fn own(step: &Step) -> Spot<'_> {
    Spot { kind: step.role, name: step.server.clone(), service: &step.service }
}

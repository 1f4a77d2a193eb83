//! The places between which a message travels: servers by service, the client, and hosts outside of the logs.

use super::chain::{Link, is_port, peer};
use super::shown::Shown;
use super::step::Step;
use super::way::{HopKind, Place, PlaceKind};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::exchange::origin::service::{OUTBOUND_PROXY_PORT, is_between_servers};
use crate::exchange::{endpoint, server_label};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// A log that is open: its type, server, service, and the time that it covers.
pub struct OpenLog {
    /// Its type.
    pub log: LogType,
    /// The name of the server, to be compared.
    pub server: Vec<u8>,
    /// The service.
    pub service: Vec<u8>,
    /// The time that it covers.
    pub times: Option<(i64, i64)>,
}

/// A place before it is masked.
pub struct Spot<'s> {
    /// What it is.
    pub kind: PlaceKind,
    /// Its name.
    pub name: Vec<u8>,
    /// The service.
    pub service: &'s [u8],
}

/// The places of a way, in the order of travel.
pub struct Places<'s> {
    /// The steps.
    pub steps: &'s [Step],
    /// What they continue.
    pub links: &'s [Link],
    /// The places so far.
    pub list: Vec<Place>,
    /// The logs that are open.
    pub open: Vec<OpenLog>,
    servers: BTreeMap<Vec<u8>, Vec<u8>>,
    /// The name of each server as it is written first, by its label.
    names: BTreeMap<Vec<u8>, Vec<u8>>,
    known: BTreeMap<(PlaceKind, Vec<u8>), u32>,
}

impl<'s> Places<'s> {
    /// No places yet.
    pub fn new(
        archive: &Archive,
        steps: &'s [Step],
        links: &'s [Link],
        servers: BTreeMap<Vec<u8>, Vec<u8>>,
    ) -> Places<'s> {
        let strings = &archive.store.strings;
        let mut open = Vec::new();
        for (index, file) in archive.files.iter() {
            let origin = archive.store.origins.get(index);
            let times = file.times.map(|(first, last)| (first.0, last.0));
            open.extend(file.log_types.iter().map(|log| OpenLog {
                log,
                server: server_label(strings.get(origin.server())),
                service: strings.get(origin.service_of(log)).to_vec(),
                times,
            }));
        }
        let mut names = BTreeMap::new();
        // Tracking logs write domains, others as a rule do not.
        let (tracked, others): (Vec<&Step>, Vec<&Step>) = steps.iter().partition(|step| step.is_tracked());
        for step in others.into_iter().chain(tracked) {
            names.entry(step.label.clone()).or_insert_with(|| step.server.clone());
        }
        Places { steps, links, list: Vec::new(), open, servers, names, known: BTreeMap::new() }
    }

    /// The name of a server as it is shown everywhere.
    pub fn name_of(&self, server: &[u8]) -> Vec<u8> {
        self.names.get(&server_label(server)).cloned().unwrap_or_else(|| server.to_vec())
    }

    /// The indices of the places that a step leads from and to.
    pub fn ends(&mut self, index: usize, shown: &mut Shown<'_>) -> (u32, u32) {
        let step = &self.steps[index];
        let own = Spot { kind: step.role, name: step.server.clone(), service: &step.service };
        let leads_on = step.is_sent() || (step.is_sent_event() && !self.has_sender(index));
        let before = self.links[index].previous.map(|previous| &self.steps[previous]);
        let is_entrance = step.kind == HopKind::Receive || step.is_arrival() || step.kind == HopKind::Deliver;
        let from = match before.filter(|before| !before.is_beside(step)) {
            Some(before) if is_entrance => {
                let there = Spot { kind: before.role, name: before.server.clone(), service: &before.service };
                Some(self.index(before, there, shown))
            }
            _ if step.kind == HopKind::Receive || (step.is_arrival() && before.is_none()) => {
                self.source(step).map(|source| self.index(step, source, shown))
            }
            _ => None,
        };
        let at = self.index(step, own, shown);
        if !leads_on {
            return (from.unwrap_or(at), at);
        }
        let target = match self.continuation(index) {
            Some(next) => {
                let next = &self.steps[next];
                let there = Spot { kind: next.role, name: next.server.clone(), service: &next.service };
                self.index(next, there, shown)
            }
            None => {
                let target = self.target(step);
                self.index(step, target, shown)
            }
        };
        (at, target)
    }

    /// Whether the transfer that an event is about is among the steps.
    pub fn has_sender(&self, index: usize) -> bool {
        self.links[index].previous.is_some_and(|previous| self.steps[previous].is_sent())
    }

    /// The step on another server that continues one.
    pub fn continuation(&self, index: usize) -> Option<usize> {
        let continues =
            |&next: &usize| self.links[next].previous == Some(index) && !self.steps[next].is_beside(&self.steps[index]);
        (index + 1..self.steps.len()).find(continues)
    }

    /// Where a step leads to, if no other one shows it.
    pub fn target(&self, step: &Step) -> Spot<'s> {
        let kind = match () {
            () if !self.is_inside(step, &step.remote) => PlaceKind::Outside,
            () if is_port(&step.remote, 475) => PlaceKind::Mailbox,
            () if is_port(&step.remote, OUTBOUND_PROXY_PORT) => PlaceKind::FrontEnd,
            () => PlaceKind::Hub,
        };
        self.other_side(step, kind)
    }

    /// Where a step comes from, if no other one shows it; `None` if nothing names it.
    fn source(&self, step: &Step) -> Option<Spot<'s>> {
        let kind = match () {
            () if !step.proxied.is_empty() => PlaceKind::FrontEnd,
            () if !self.is_inside(step, &step.local) => PlaceKind::Client,
            () => PlaceKind::Hub,
        };
        let spot = self.other_side(step, kind);
        (!spot.name.is_empty() || step.kind == HopKind::Receive).then_some(spot)
    }

    /// The other side of a step as a place.
    pub fn other_side(&self, step: &Step, kind: PlaceKind) -> Spot<'s> {
        let address = endpoint(&step.remote).0;
        let name = if step.remote_name.is_empty() { address } else { &step.remote_name };
        let service: &[u8] = match kind {
            PlaceKind::FrontEnd => b"Front End Transport",
            PlaceKind::Hub => b"Transport",
            PlaceKind::Mailbox => b"Mailbox Transport Delivery",
            _ => b"",
        };
        Spot { kind, name: name.to_vec(), service }
    }

    /// Whether the other side of a step is a server of the same organization: its logs are open, or the connector or the
    /// port on the receiving side is one of those between servers.
    pub fn is_inside(&self, step: &Step, receiving: &[u8]) -> bool {
        const PORTS: [u16; 3] = [475, OUTBOUND_PROXY_PORT, 2525];
        let peer = peer(step, &self.servers);
        let is_open = !peer.is_empty() && self.open.iter().any(|open| open.server == peer);
        let connector = step.connector.as_slice();
        let is_internal = is_between_servers(connector);
        is_open || is_internal || PORTS.iter().any(|&port| is_port(receiving, port))
    }

    /// The index of a place, which is added if it is new; `step` names it.
    fn index(&mut self, step: &Step, spot: Spot<'_>, shown: &mut Shown<'_>) -> u32 {
        let next = self.list.len() as u32;
        match self.known.entry((spot.kind, server_label(&spot.name))) {
            alloc::collections::btree_map::Entry::Occupied(known) => *known.get(),
            alloc::collections::btree_map::Entry::Vacant(place) => {
                place.insert(next);
                let name = self.names.get(&server_label(&spot.name)).cloned().unwrap_or(spot.name);
                self.list.push(shown_place(step, &Spot { name, ..spot }, shown));
                next
            }
        }
    }
}

/// A place as it is shown.
pub fn shown_place(step: &Step, spot: &Spot<'_>, shown: &mut Shown<'_>) -> Place {
    Place { kind: spot.kind, name: shown.text(step, &spot.name), service: shown.text(step, spot.service) }
}

//! Which step continues which, and what says so.
//!
//! Steps on one server are put in order by its clock. From one server to the next only ids and endpoints lead, since clocks
//! differ. Every step looks for the one that it continues among all others, so the number of steps has to be bounded.

use super::step::Step;
use super::way::{Certainty, HopKind, Join, PlaceKind};
use crate::entry::LogType;
use crate::exchange::{Handling, endpoint, server_label};
use crate::report::joins::NEAR_MS;
use crate::smtp::conversation::TransactionOutcome;
use crate::sort;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// What a step continues.
#[derive(Clone)]
pub struct Link {
    /// The index of the step; `None` for a first one.
    pub previous: Option<usize>,
    /// What joins the two.
    pub join: Join,
    /// The id that is in both.
    pub id: Vec<u8>,
    /// How sure it is.
    pub certainty: Certainty,
}

impl Link {
    /// A step that continues none.
    pub fn first() -> Link {
        Link { previous: None, join: Join::First, id: Vec::new(), certainty: Certainty::Logged }
    }
}

/// How far logs of one server may be out of step, in milliseconds.
const SAME_CLOCK_MS: i64 = 1_000;
/// Within this time an inferred step is likely, if it is the only one.
const LIKELY_MS: i64 = 60_000;

/// The last of the groups of [`Chain::between`] that say for sure which step it is.
const SURE: u8 = 1;

/// The best candidate is the least one: how near the kind of step is, what joins, and how far it is away.
type Rank = (u8, Join, u8, i64);

/// The servers of addresses, as far as steps name them.
pub fn servers_of(steps: &[Step]) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut known = BTreeMap::new();
    for step in steps.iter().filter(|step| !step.server.is_empty()) {
        let local = endpoint(&step.local).0;
        if !local.is_empty() && local.first().is_some_and(u8::is_ascii_alphanumeric) {
            known.entry(local.to_vec()).or_insert_with(|| step.label.clone());
        }
    }
    known
}

/// The server that a step hands the message over to, or gets it from; empty if unknown.
pub fn peer(step: &Step, servers: &BTreeMap<Vec<u8>, Vec<u8>>) -> Vec<u8> {
    let by_address = servers.get(endpoint(&step.remote).0).cloned();
    let named = || match &step.queued {
        Some((_, host)) if !step.is_tracked() && step.is_sent() => host.clone(),
        _ => server_label(&step.remote_name),
    };
    by_address.unwrap_or_else(named)
}

/// The steps so that each comes after the one that it continues, otherwise by time; those without a link come after them.
pub fn causally(steps: &[Step], links: &[Link]) -> (Vec<Step>, Vec<Link>) {
    let mut next: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut ready = BTreeSet::new();
    for (index, link) in links.iter().enumerate() {
        match link.previous {
            Some(previous) => next.entry(previous).or_default().push(index),
            None => drop(ready.insert(index)),
        }
    }
    let mut places = BTreeMap::new();
    let (mut ordered, mut ordered_links) = (Vec::new(), Vec::new());
    while let Some(index) = ready.pop_first() {
        let previous = links[index].previous.and_then(|previous| places.get(&previous).copied());
        places.insert(index, ordered.len());
        ordered.push(steps[index].clone());
        ordered_links.push(Link { previous, ..links[index].clone() });
        ready.extend(next.remove(&index).unwrap_or_default());
    }
    ordered.extend(steps.iter().skip(links.len()).cloned());
    (ordered, ordered_links)
}

/// What each of the steps continues. They are in the order of time.
pub fn chain(steps: &[Step], servers: &BTreeMap<Vec<u8>, Vec<u8>>) -> Vec<Link> {
    let mut links: Vec<Link> = steps.iter().map(|_| Link::first()).collect();
    let chain = Chain { steps, servers };
    for index in 0..steps.len() {
        let best = chain.best(index, |before, after| chain.on_server(before, after));
        if let Some(link) = best
            && !leads_to(&links, link.previous, index)
        {
            links[index] = link;
        }
    }
    // What is sure comes first: what it leads to cannot lead back to it. A message comes in through a front end, and a server
    // that it went through later may hand it over to another service of that name.
    let sure = |before: &Step, after: &Step| chain.between(before, after).filter(|((group, ..), _)| *group <= SURE);
    let between = |before: &Step, after: &Step| chain.between(before, after);
    let anywhere = |before: &Step, after: &Step| chain.anywhere(before, after);
    chain.link(&mut links, |_| true, sure);
    chain.link(&mut links, |step| !step.is_at_front_end(), between);
    chain.link(&mut links, Step::is_at_front_end, between);
    chain.link(&mut links, |step| !step.is_at_front_end(), anywhere);
    for index in 0..steps.len() {
        if links[index].previous.is_none() && !steps[index].is_at_front_end() {
            links[index] = chain.envelope(index, &links).unwrap_or_else(Link::first);
        }
    }
    links
}

/// Whether a step continues another one, directly or not.
fn leads_to(links: &[Link], from: Option<usize>, to: usize) -> bool {
    let mut at = from;
    for _ in 0..=links.len() {
        match at {
            Some(index) if index == to => return true,
            Some(index) => at = links.get(index).and_then(|link| link.previous),
            None => return false,
        }
    }
    true
}

struct Chain<'s> {
    steps: &'s [Step],
    servers: &'s BTreeMap<Vec<u8>, Vec<u8>>,
}

impl Chain<'_> {
    /// Links those of the steps that are wanted and not linked yet, each to the best that it does not lead to.
    fn link(
        &self,
        links: &mut [Link],
        is_wanted: impl Fn(&Step) -> bool,
        rank: impl Fn(&Step, &Step) -> Option<(Rank, Vec<u8>)>,
    ) {
        for index in 0..self.steps.len() {
            if links[index].previous.is_none() && is_wanted(&self.steps[index]) {
                let best = self.best_where(index, &rank, |candidate| !leads_to(links, Some(candidate), index));
                links[index] = best.unwrap_or_else(Link::first);
            }
        }
    }

    fn best(&self, index: usize, rank: impl Fn(&Step, &Step) -> Option<(Rank, Vec<u8>)>) -> Option<Link> {
        self.best_where(index, rank, |_| true)
    }

    fn best_where(
        &self,
        index: usize,
        rank: impl Fn(&Step, &Step) -> Option<(Rank, Vec<u8>)>,
        may: impl Fn(usize) -> bool,
    ) -> Option<Link> {
        let step = self.steps.get(index).filter(|step| !step.is_from_mailbox())?;
        let mut best: Option<(Rank, Vec<u8>, usize)> = None;
        for (candidate, before) in self.steps.iter().enumerate().filter(|(candidate, _)| *candidate != index) {
            let Some((rank, id)) = rank(before, step) else { continue };
            // Of equals the later one is nearer.
            if best.as_ref().is_none_or(|(least, ..)| rank <= *least) && may(candidate) {
                best = Some((rank, id, candidate));
            }
        }
        let ((_, join, ..), id, previous) = best?;
        let certainty = if join == Join::Envelope { Certainty::Likely } else { Certainty::Logged };
        Some(Link { previous: Some(previous), join, id, certainty })
    }

    /// Whether a step continues another one in the same service of the same server.
    fn on_server(&self, before: &Step, step: &Step) -> Option<(Rank, Vec<u8>)> {
        let behind = step.time - before.time;
        // Why an attempt failed is written after it.
        let may_be_late = before.log != step.log && before.stage() < step.stage() && !before.handling.has_reason();
        let slack = if may_be_late { SAME_CLOCK_MS } else { 0 };
        if !before.is_beside(step)
            || continues_no_copy(before, step)
            || behind < -slack
            || (before.stage() >= step.stage() && behind == 0 && before.entry >= step.entry)
        {
            return None;
        }
        let group = self.group(before, step)?;
        let (join, id) = shared_on_server(before, step)?;
        // What was written later continues only what nothing before it does.
        let (stage, distance) =
            if behind < 0 { (u8::MAX, i64::MAX + behind) } else { (u8::MAX - before.stage(), behind) };
        Some(((group, join, stage, distance), id))
    }

    /// How near a kind of step is to the one that may continue it; `None` if it cannot.
    fn group(&self, before: &Step, step: &Step) -> Option<u8> {
        let same_session = before.session_id == step.session_id && !step.session_id.is_empty();
        let is_event = before.kind == HopKind::Event && before.log != LogType::Agent && !before.is_final();
        let continues = is_event && (before.handling != Handling::Redirected || before.shares_recipient(step));
        match step.kind {
            HopKind::Receive => None,
            HopKind::Proxy | HopKind::Send if before.kind == HopKind::Connect => same_session.then_some(0),
            HopKind::Proxy | HopKind::Send | HopKind::Connect => match before.kind {
                HopKind::Event if continues => Some(1),
                HopKind::Receive => Some(2),
                _ => None,
            },
            HopKind::Event if step.log == LogType::Agent => {
                (before.kind == HopKind::Receive && same_session).then_some(0)
            }
            HopKind::Event if step.is_arrival() => (before.kind == HopKind::Receive).then_some(0),
            HopKind::Event if step.is_submission() => before.is_from_mailbox().then_some(0),
            HopKind::Event if step.is_sent_event() => match before.kind {
                HopKind::Send | HopKind::Proxy if before.shares_recipient(step) => Some(0),
                HopKind::Connect => same_session.then_some(1),
                HopKind::Event if continues => Some(2),
                HopKind::Receive => Some(3),
                _ => None,
            },
            HopKind::Event | HopKind::Deliver => match before.kind {
                HopKind::Send | HopKind::Proxy => {
                    let is_refusal = before.outcome != Some(TransactionOutcome::Accepted);
                    (step.handling.has_reason() && is_refusal && before.shares_recipient(step)).then_some(0)
                }
                HopKind::Event if continues => Some(1),
                HopKind::Receive => Some(if step.kind == HopKind::Deliver { 0 } else { 2 }),
                _ => None,
            },
        }
    }

    /// Whether a step continues another one that led to its server, or in another service of it.
    fn between(&self, before: &Step, step: &Step) -> Option<(Rank, Vec<u8>)> {
        // What a front end passes on comes to the Transport service, and from there to a mailbox.
        let skips_hub = step.kind == HopKind::Deliver && before.role == PlaceKind::FrontEnd;
        if (before.session == step.session && !step.is_tracked()) || skips_hub {
            return None;
        }
        let is_end = step.kind == HopKind::Receive || step.is_arrival() || step.kind == HopKind::Deliver;
        let distance = (step.time - before.end).abs();
        if !is_end {
            return None;
        }
        if let Some(found) = self.delivered_by(before, step, distance) {
            return Some(found);
        }
        let is_half = step.kind == HopKind::Receive && before.is_sent();
        if is_half && step.is_other_end_of(before) && distance <= NEAR_MS {
            return Some(((0, Join::Endpoints, 0, distance), [&before.local[..], b" ", &before.remote].concat()));
        }
        if continues_no_copy(before, step) {
            return None;
        }
        let leaves = before.is_sent() || before.is_sent_event();
        let passes = before.is_at_front_end();
        if before.is_beside(step) || !(leaves || passes || before.is_submission()) {
            return None;
        }
        let is_refused = before.outcome.is_some_and(|outcome| outcome != TransactionOutcome::Accepted);
        // On the way through one server its front end comes last.
        let way = match () {
            () if before.label == step.label => 0,
            () if before.is_sent() => 1,
            () if leaves => 2,
            () => 3,
        };
        if let Some(id) = queue_id(before, step) {
            return Some(((1, Join::QueueId, way, distance), id));
        }
        if passes && !step.proxied.is_empty() && step.proxied == before.session_id {
            return Some(((1, Join::ProxiedId, way, distance), step.proxied.clone()));
        }
        if passes && step.role == PlaceKind::FrontEnd {
            return None;
        }
        let (join, id) = shared_between(before, step)?;
        let target = peer(before, self.servers);
        let fits = target.is_empty() || target == step.label;
        if passes {
            return before.queued.is_none().then_some(((4, join, way, distance), id));
        }
        if !fits && !before.is_submission() || is_refused || !before.shares_recipient(step) {
            return None;
        }
        let to_mailbox = is_port(&before.remote, 475);
        if to_mailbox && step.role != PlaceKind::Mailbox {
            return None;
        }
        let group = if target.is_empty() { 3 } else { 2 };
        Some(((group, join, way, distance), id))
    }

    /// What a server has received under a number it hands over to its own mailboxes, and delivers, under the same one. It logs
    /// that it has handed it over once it has been delivered.
    fn delivered_by(&self, before: &Step, step: &Step, distance: i64) -> Option<(Rank, Vec<u8>)> {
        let is_handed = before.is_sent_event() && peer(before, self.servers) == step.label;
        let slack = if is_handed { SAME_CLOCK_MS } else { 0 };
        let is_here = step.kind == HopKind::Deliver && before.label == step.label && before.shares_recipient(step);
        let leads = is_here && (is_handed || before.is_arrival()) && !continues_no_copy(before, step);
        if !leads || before.time > step.time + slack {
            return None;
        }
        let (join, id) = shared_on_server(before, step).filter(|(join, _)| *join == Join::InternalMessageId)?;
        Some(((0, join, u8::from(!is_handed), distance), id))
    }

    /// Whether a step comes after another one on another server, where what is in between is not logged.
    fn anywhere(&self, before: &Step, step: &Step) -> Option<(Rank, Vec<u8>)> {
        let is_over = before.is_final() && !before.is_sent_event() && !before.is_submission();
        let may_lead = before.kind != HopKind::Deliver && !is_over && before.log != LogType::Agent;
        let is_from = |step: &Step, server: &Step| !server.label.is_empty() && peer(step, self.servers) == server.label;
        // A clock may be behind that of the server that the message comes from, and services of one server log when they are done.
        let slack = if before.label == step.label || is_from(step, before) { NEAR_MS } else { 0 };
        let comes_from_it = before.is_received() && before.label != step.label && is_from(before, step);
        let is_later = before.time <= step.time + slack && !comes_from_it;
        let is_no_copy = continues_no_copy(before, step);
        if before.is_beside(step) || !may_lead || is_no_copy || !is_later || !before.shares_recipient(step) {
            return None;
        }
        let (join, id) = shared_between(before, step)?;
        let distance =
            if before.time <= step.time { step.time - before.time } else { NEAR_MS + before.time - step.time };
        let skips_hub = step.kind == HopKind::Deliver && before.role == PlaceKind::FrontEnd;
        Some(((u8::from(skips_hub), join, 0, distance), id))
    }

    /// What a step continues by sender, recipients and time alone.
    fn envelope(&self, index: usize, links: &[Link]) -> Option<Link> {
        let step = self.steps.get(index).filter(|step| step.kind == HopKind::Receive)?;
        let is_near = |before: &Step| (step.time - before.time).abs();
        let fits = |before: &Step| {
            before.is_sent()
                && !before.is_beside(step)
                && (before.message_id.is_empty() || step.message_id.is_empty())
                && !step.sender.is_empty()
                && before.sender.eq_ignore_ascii_case(&step.sender)
                && before.recipients == step.recipients
                && is_near(before) <= NEAR_MS
        };
        let candidates = self.steps.iter().enumerate().filter(|(at, before)| *at != index && fits(before));
        let mut near: Vec<(i64, usize)> = candidates.map(|(at, before)| (is_near(before), at)).collect();
        sort::by(&mut near, Ord::cmp);
        let &(distance, previous) = near.iter().find(|(_, at)| !leads_to(links, Some(*at), index))?;
        let rivals = |other: &&Step| other.kind == HopKind::Receive && !other.is_beside(&self.steps[previous]);
        let same = |other: &&Step| {
            other.sender.eq_ignore_ascii_case(&step.sender)
                && other.recipients == step.recipients
                && other.message_id.is_empty() == step.message_id.is_empty()
        };
        let receivers = self
            .steps
            .iter()
            .filter(rivals)
            .filter(same)
            .filter(|other| (other.time - self.steps[previous].time).abs() <= LIKELY_MS);
        let is_only = near.iter().filter(|(distance, _)| *distance <= LIKELY_MS).count() == 1 && receivers.count() == 1;
        let certainty = if is_only && distance <= LIKELY_MS { Certainty::Likely } else { Certainty::Possible };
        Some(Link { previous: Some(previous), join: Join::Envelope, id: Vec::new(), certainty })
    }
}

/// Whether one step is about a shadow copy and the other one is not: a message goes on from its copy only where that is
/// submitted again (Microsoft, *Shadow redundancy in Exchange Server*).
fn continues_no_copy(before: &Step, step: &Step) -> bool {
    before.is_shadow && !step.is_shadow && !step.is_event(&["RESUBMIT"])
}

/// The id by which two steps on one server belong together.
fn shared_on_server(before: &Step, step: &Step) -> Option<(Join, Vec<u8>)> {
    let is_filled = |id: &[u8]| !id.is_empty();
    // What delivers to mailboxes answers with a number of its own, and is tracked with that of the hub.
    let is_delivery = before.kind == HopKind::Receive && step.kind == HopKind::Deliver;
    let numbers = before.internal.as_ref().zip(step.internal.as_ref()).filter(|_| !is_delivery);
    let are_others = numbers.is_some_and(|(one, other)| one.0 != other.0);
    if are_others && before.kind == HopKind::Receive && step.is_tracked() {
        return None;
    }
    if before.session_id == step.session_id
        && is_filled(&step.session_id)
        && !(before.is_tracked() && step.is_tracked())
    {
        return Some((Join::SessionId, step.session_id.clone()));
    }
    if before.kind == HopKind::Receive && is_filled(&step.proxied) && step.proxied == before.session_id {
        return Some((Join::ProxiedId, step.proxied.clone()));
    }
    if let Some((one, other)) = numbers {
        let is_same = one.0 == other.0;
        if is_same {
            let by_reply = before.kind == HopKind::Receive;
            return Some((if by_reply { Join::QueueId } else { Join::InternalMessageId }, number(one.0)));
        }
        // A server numbers every copy of a message, and a message that comes again.
        if !makes_copies(before) && !makes_copies(step) {
            return None;
        }
    }
    if let (Some(one), Some(other)) = (&before.queued, &step.queued)
        && one == other
    {
        return Some((Join::QueueId, number(one.0)));
    }
    shared_between(before, step).or_else(|| is_passed_on(before, step).then_some((Join::Envelope, Vec::new())))
}

/// Whether a front end passes on what it receives in the other step: it answers after it has been answered.
pub fn is_passed_on(before: &Step, step: &Step) -> bool {
    before.kind == HopKind::Receive
        && step.kind == HopKind::Proxy
        && before.is_beside(step)
        && before.time <= step.time
        && step.end <= before.end
        && has_envelope_of(before, step)
}

/// Whether two steps have the same envelope, and no two names of messages.
fn has_envelope_of(step: &Step, other: &Step) -> bool {
    (step.message_id == other.message_id || step.message_id.is_empty() || other.message_id.is_empty())
        && !step.sender.is_empty()
        && step.sender.eq_ignore_ascii_case(&other.sender)
        && step.recipients == other.recipients
}

/// Whether the copies that a step is about have other ids than the message.
fn makes_copies(step: &Step) -> bool {
    let is_made = step.is_event(&["TRANSFER", "COPY", "RESUBMIT", "DUPLICATEEXPAND", "DUPLICATEREDIRECT"]);
    step.is_shadow || step.handling == Handling::Redirected || is_made
}

/// The id of a message that two steps have in common. Mails of one Message-ID may be different messages: a device gives the
/// same one to all.
fn shared_between(before: &Step, step: &Step) -> Option<(Join, Vec<u8>)> {
    let (one, other) = (&before.network_id, &step.network_id);
    let are_others = !one.is_empty() && !other.is_empty() && one != other;
    if are_others && !makes_copies(before) && !makes_copies(step) {
        return None;
    }
    if !step.message_id.is_empty() && before.message_id == step.message_id {
        return Some((Join::MessageId, step.message_id.clone()));
    }
    let same = !step.network_id.is_empty() && before.network_id == step.network_id;
    same.then(|| (Join::NetworkMessageId, step.network_id.clone()))
}

/// Sets of steps, each of which is known by the first one.
struct Sets(Vec<usize>);

impl Sets {
    /// As many sets as steps.
    fn of(steps: &[Step]) -> Sets {
        Sets((0..steps.len()).collect())
    }

    fn first(&mut self, mut at: usize) -> usize {
        let Sets(up) = self;
        while up[at] != at {
            up[at] = up[up[at]];
            at = up[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }

    fn all(mut self) -> Vec<usize> {
        (0..self.0.len()).map(|at| self.first(at)).collect()
    }
}

/// For each step the first one of its message. Steps of one Message-ID are one message, unless message tracking has several
/// ids for it and nothing links them; what has no such id goes with the nearest that has.
pub fn messages_of(steps: &[Step], links: &[Link]) -> Vec<usize> {
    let mut sets = Sets::of(steps);
    let mut first_of: BTreeMap<&[u8], usize> = BTreeMap::new();
    for (index, step) in steps.iter().enumerate() {
        let linked = links.get(index).and_then(|link| link.previous);
        let same = (!step.network_id.is_empty()).then(|| *first_of.entry(&step.network_id).or_insert(index));
        linked.into_iter().chain(same).for_each(|other| sets.join(index, other));
    }
    let tops = sets.all();
    let known: BTreeSet<usize> = sort::set(first_of.values().map(|&index| tops[index]));
    let nearest = |index: usize| {
        let distance = |&&other: &&usize| (steps[index].time - steps[other].time).abs();
        known.iter().min_by_key(distance).copied().unwrap_or(0)
    };
    tops.iter().map(|&top| if known.contains(&top) { top } else { nearest(top) }).collect()
}

/// Most steps with the same recipients, before and after one, among which what belongs to it is looked for.
const MOST_BESIDE: usize = 16;

/// For each step the first one of its transaction. What passes through a front end is in the logs of all who take part, and what is
/// refused has a Message-ID in few of them: it is one transaction by the ends of connections, and because the front end
/// waits for the answer that it repeats.
pub fn transactions_of(steps: &[Step]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..steps.len()).collect();
    let rank = |index: usize| (&steps[index].recipients, steps[index].time);
    sort::by(&mut order, |one, other| rank(*one).cmp(&rank(*other)));
    let mut sets = Sets::of(steps);
    for (place, &index) in order.iter().enumerate() {
        let step = &steps[index];
        let beside = &order[place.saturating_sub(MOST_BESIDE)..(place + MOST_BESIDE).min(order.len())];
        let distance = |other: &&usize| (steps[**other].time - step.time).abs();
        let is_end = |other: &&usize| {
            let other = &steps[**other];
            other.is_sent() && step.is_other_end_of(other) && has_envelope_of(step, other)
        };
        let end = || beside.iter().filter(is_end).min_by_key(distance).filter(|other| distance(other) <= NEAR_MS);
        let mut received = beside.iter().filter(|other| is_passed_on(&steps[**other], step));
        let other = match step.kind {
            HopKind::Receive => end(),
            // Of several that it may be nobody knows which one it is.
            _ => received.next().filter(|_| received.next().is_none()),
        };
        other.into_iter().for_each(|other| sets.join(index, *other));
    }
    sets.all()
}

/// The number that a server has given the message, if the reply to one step names it and the other one has it.
fn queue_id(before: &Step, step: &Step) -> Option<Vec<u8>> {
    let (id, host) = before.queued.as_ref()?;
    let own = step.internal.as_ref().or(step.queued.as_ref().filter(|_| !step.is_tracked()))?;
    // Before Exchange 2013 the reply does not name the server.
    let is_unnamed = host.is_empty() && step.internal.is_some();
    let is_host = is_unnamed || *host == own.1 || *host == step.label;
    (*id == own.0 && is_host && before.message_id == step.message_id).then(|| number(*id))
}

fn number(id: u64) -> Vec<u8> {
    alloc::format!("{id}").into_bytes()
}

/// Whether an endpoint has that port.
pub fn is_port(text: &[u8], port: u16) -> bool {
    endpoint(text).1 == Some(port)
}

//! Follows a message: its steps as hops between places, in the order in which one continues the other.

use super::chain::{Link, chain, servers_of};
use super::discover::discover;
use super::found::{in_order, read_key};
use super::missing::missing;
use super::outcome::message;
use super::places::Places;
use super::shown::Shown;
use super::step::Step;
use super::way::{Branch, ClockOffset, Hop, HopKind, Join, MessageWay};
use crate::archive::Archive;
use crate::report::masking::{DisplayText, Mask};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// Most hops that are listed. Each is compared with every other one.
const MOST_HOPS: usize = 500;

/// The way of the message of a key; `None` if no message has it.
pub fn follow_message(archive: &Archive, key: &str) -> Option<MessageWay> {
    let (session, place) = read_key(key)?;
    let (mut steps, is_full) = discover(archive, session, place);
    if steps.is_empty() {
        return None;
    }
    in_order(archive, &mut steps);
    let truncated = is_full || steps.len() > MOST_HOPS;
    let mut shown = Shown::new(archive);
    let listed = steps.get(..steps.len().min(MOST_HOPS)).unwrap_or_default();
    let servers = servers_of(listed);
    let links = chain(listed, &servers);
    let key = Mask::of(archive).name(key.as_bytes()).into_owned();
    let message = message(&steps, &links, key, &mut shown);
    let (listed, links) = causally(listed, &links);
    let mut places = Places::new(archive, &listed, &links, servers);
    let ends: Vec<(u32, u32)> = (0..listed.len()).map(|index| places.ends(index, &mut shown)).collect();
    let delays: Vec<Option<i64>> = (0..listed.len()).map(|index| delay(&listed, &links, index)).collect();
    let branches = branches(&listed, &links);
    let mut hops = Vec::new();
    for (index, step) in listed.iter().enumerate() {
        let (link, (from, to)) = (links[index].clone(), ends[index]);
        hops.push(Hop {
            kind: step.kind,
            from,
            to,
            log: step.log,
            log_type_name: step.log.name(),
            server: shown.text(step, &step.server),
            service: shown.text(step, &step.service),
            event: shown.text(step, &step.event),
            session: step.session.0,
            entry: step.entry,
            time: step.time.into(),
            end: step.end.into(),
            reply: shown.text(step, &step.reply),
            outcome: step.outcome,
            recipients: (step.recipients.len() as u64).into(),
            previous: link.previous.map(|previous| previous as u32),
            delay_ms: delays[index].map(Into::into),
            join: link.join,
            join_id: join_id(&mut shown, step, &link),
            certainty: link.certainty,
            branch: branches[index],
        });
    }
    let slowest = (0..delays.len()).filter(|&index| delays[index].is_some_and(|delay| delay > 0));
    let slowest = slowest.max_by_key(|&index| (delays[index], core::cmp::Reverse(index)));
    Some(MessageWay {
        message,
        missing: missing(&places, &mut shown),
        offsets: offsets(&listed, &links, &mut shown),
        places: places.list,
        hops,
        slowest: slowest.map(|index| index as u32),
        truncated,
    })
}

fn join_id(shown: &mut Shown<'_>, step: &Step, link: &Link) -> DisplayText<'static> {
    if link.join == Join::MessageId { shown.id(step, &link.id) } else { shown.text(step, &link.id) }
}

/// The steps so that each comes after the one that it continues, otherwise by time.
fn causally(steps: &[Step], links: &[Link]) -> (Vec<Step>, Vec<Link>) {
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
    (ordered, ordered_links)
}

/// Whether two steps are both ends of one transfer, or the second one is how a front end passes on the first.
fn is_same_transfer(before: &Step, step: &Step) -> bool {
    let is_transfer = |step: &Step| step.outcome.is_some();
    is_transfer(before) && is_transfer(step) && (step.kind == HopKind::Receive || step.kind == HopKind::Proxy)
}

/// See [`Hop::delay_ms`].
fn delay(steps: &[Step], links: &[Link], index: usize) -> Option<i64> {
    let (step, before) = (&steps[index], &steps[links[index].previous?]);
    Some(match () {
        () if is_same_transfer(before, step) => step.time - before.time,
        // A server logs the arrival of a message before it answers.
        () if before.is_beside(step) => (step.time - before.end).max(0),
        () => step.time - before.end,
    })
}

/// How each step came onto its branch.
fn branches(steps: &[Step], links: &[Link]) -> Vec<Branch> {
    let mut branches: Vec<Branch> = Vec::new();
    let mut sent: BTreeMap<(usize, u8), usize> = BTreeMap::new();
    for (index, step) in steps.iter().enumerate() {
        let inherited = links[index].previous.and_then(|previous| branches.get(previous).copied());
        let inherited = inherited.unwrap_or(Branch::Main);
        let own = own_branch(step).unwrap_or_else(|| {
            let previous = links[index].previous.filter(|_| step.stage() >= 4 && inherited == Branch::Main);
            let Some(previous) = previous else { return inherited };
            let sibling = *sent.entry((previous, step.stage())).or_insert(index);
            let is_other = sibling != index && !steps[sibling].shares_recipient(step);
            if is_other { Branch::Copy } else { inherited }
        });
        branches.push(own);
    }
    branches
}

fn own_branch(step: &Step) -> Option<Branch> {
    let is_shadow = step.remote.eq_ignore_ascii_case(b"shadowredundancy") && step.kind == HopKind::Connect;
    match () {
        () if is_shadow || step.is_shadow => Some(Branch::Shadow),
        () if step.is_event(&["EXPAND"]) => Some(Branch::Expansion),
        () if step.is_event(&["REDIRECT"]) => Some(Branch::Redirect),
        () if step.is_event(&["RESUBMIT"]) => Some(Branch::Resubmit),
        () if step.is_event(&["TRANSFER", "COPY"]) => Some(Branch::Copy),
        () => None,
    }
}

/// What pairs of hops between two servers show, and a step of each server.
type Pairs = (Vec<i64>, usize, usize);

/// The clocks of two servers, from the transfers that both logged. The sender writes MAIL before it arrives and the reply after
/// it was sent, so half of both differences is free of the time on the wire.
fn offsets(steps: &[Step], links: &[Link], shown: &mut Shown<'_>) -> Vec<ClockOffset> {
    // By the labels of the two servers: the offsets, and a step of each.
    let mut pairs: BTreeMap<[&[u8]; 2], Pairs> = BTreeMap::new();
    for (index, step) in steps.iter().enumerate() {
        let Some(previous) = links[index].previous else { continue };
        let before = &steps[previous];
        let is_sure =
            matches!(links[index].join, Join::Endpoints | Join::QueueId | Join::NetworkMessageId | Join::MessageId);
        let is_pair = before.is_sent() && step.kind == HopKind::Receive || before.is_sent_event() && step.is_arrival();
        let (one, other) = (before.label.as_slice(), step.label.as_slice());
        if !is_pair || !is_sure || one == other || one.is_empty() || other.is_empty() {
            continue;
        }
        let offset = (step.time - before.time + step.end - before.end) / 2;
        let (key, offset, ends) = match one < other {
            true => ([one, other], offset, (previous, index)),
            false => ([other, one], -offset, (index, previous)),
        };
        pairs.entry(key).or_insert_with(|| (Vec::new(), ends.0, ends.1)).0.push(offset);
    }
    let offset = |(mut offsets, a, b): Pairs| {
        offsets.sort_unstable();
        let (least, most) = (*offsets.first()?, *offsets.last()?);
        Some(ClockOffset {
            a: shown.text(&steps[a], &steps[a].server),
            b: shown.text(&steps[b], &steps[b].server),
            offset_ms: (*offsets.get(offsets.len() / 2)?).into(),
            spread_ms: (most - least).into(),
            pairs: (offsets.len() as u64).into(),
        })
    };
    pairs.into_values().filter_map(offset).collect()
}

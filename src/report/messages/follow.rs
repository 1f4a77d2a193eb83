//! Follows a message: its steps as hops between places, in the order in which one continues the other.

use super::chain::{Link, causally, chain, servers_of};
use super::clocks::{Clocks, EVENTS_MS, clocks, pairs};
use super::discover::discover;
use super::found::{apart, in_order, read_key};
use super::linked::linked;
use super::missing::missing;
use super::outcome::message;
use super::places::Places;
use super::shown::Shown;
use super::step::Step;
use super::way::{Branch, ClockOffset, Hop, HopKind, Join, MessageWay};
use crate::archive::Archive;
use crate::report::masking::{DisplayText, Mask};
use crate::report::opened::look_for_secrets;
use crate::store::SessionIndex;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Most hops that are listed. Each is compared with every other one.
const MOST_HOPS: usize = 500;

/// The way of the message of a key; `None` if no message has it.
pub async fn follow_message(archive: &Archive, key: &str) -> Option<MessageWay> {
    let (session, place) = read_key(key)?;
    let (mut steps, is_full) = discover(archive, session, place).await;
    if steps.is_empty() {
        return None;
    }
    in_order(archive, &mut steps);
    steps = only_message(steps, (session, place));
    let truncated = is_full || steps.len() > MOST_HOPS;
    look_for_secrets(archive, steps.iter().map(|step| step.session)).await;
    let mut shown = Shown::new(archive);
    let linked = linked(archive, &steps, &mut shown).await;
    let listed = steps.get(..steps.len().min(MOST_HOPS)).unwrap_or_default();
    let servers = servers_of(listed);
    let links = chain(listed, &servers);
    let key = Mask::of(archive).name(key.as_bytes()).into_owned();
    let (steps, links) = causally(&steps, &links);
    let message = message(&steps, &links, key, &mut shown);
    let listed = steps.get(..links.len()).unwrap_or_default();
    let mut places = Places::new(archive, listed, &links, servers);
    let ends: Vec<(u32, u32)> = (0..listed.len()).map(|index| places.ends(index, &mut shown)).collect();
    let clocks = clocks(pairs(listed, &links));
    let ahead = ahead(&clocks);
    let is_by_one_clock = |index: usize| {
        let by = |step: &Step| ahead.get(step.label.as_slice());
        let before = links[index].previous.map(|previous| &listed[previous]);
        match before.map(|before| (by(before), by(&listed[index]))) {
            Some((Some(one), Some(other))) => one.0 != other.0 || one.1 == other.1,
            _ => true,
        }
    };
    let delay = |index| delay(listed, &links, index, is_by_one_clock(index));
    let delays: Vec<Option<i64>> = (0..listed.len()).map(delay).collect();
    let branches = branches(listed, &links);
    let mut hops = Vec::new();
    for (index, step) in listed.iter().enumerate() {
        let (link, (from, to)) = (links[index].clone(), ends[index]);
        hops.push(Hop {
            kind: step.kind,
            from,
            to,
            log: step.log,
            log_type_name: step.log.name(),
            server: shown.text(step, &places.name_of(&step.server)),
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
    let slowest =
        (0..delays.len()).filter(|&index| delays[index].is_some_and(|delay| delay > 0) && is_by_one_clock(index));
    let slowest = slowest.max_by_key(|&index| (delays[index], core::cmp::Reverse(index)));
    Some(MessageWay {
        message,
        missing: missing(&places, &mut shown),
        offsets: clocks.iter().map(|clock| offset(clock, listed, &places, &mut shown)).collect(),
        places: places.list,
        hops,
        linked,
        slowest: slowest.map(|index| index as u32),
        truncated,
    })
}

/// The steps of the message of a key, of all that have its Message-ID.
fn only_message(steps: Vec<Step>, key: (SessionIndex, u32)) -> Vec<Step> {
    let mut parts = apart(steps);
    let own = parts.iter().position(|steps| steps.iter().any(|step| (step.session, step.first) == key));
    parts.swap_remove(own.unwrap_or(0))
}

fn join_id(shown: &mut Shown<'_>, step: &Step, link: &Link) -> DisplayText<'static> {
    if link.join == Join::MessageId { shown.id(step, &link.id) } else { shown.text(step, &link.id) }
}

/// Whether two steps are both ends of one transfer, or the second one is how a front end passes on the first.
fn is_same_transfer(before: &Step, step: &Step) -> bool {
    let is_transfer = |step: &Step| step.outcome.is_some();
    is_transfer(before) && is_transfer(step) && (step.kind == HopKind::Receive || step.kind == HopKind::Proxy)
}

/// See [`Hop::delay_ms`].
fn delay(steps: &[Step], links: &[Link], index: usize, is_by_one_clock: bool) -> Option<i64> {
    let (step, before) = (&steps[index], &steps[links[index].previous?]);
    Some(match () {
        () if is_same_transfer(before, step) => step.time - before.time,
        () if before.label == step.label => (step.time - before.end).max(0),
        // A server logs the arrival of a message before it answers, and the other one that it was sent after that.
        () if is_by_one_clock && (step.is_arrival() || step.kind == HopKind::Deliver) => {
            let begin = if before.is_sent_event() { before.time - EVENTS_MS } else { before.time };
            if (begin..=before.end).contains(&step.time) { 0 } else { step.time - before.end }
        }
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

fn offset(clocks: &Clocks, steps: &[Step], places: &Places<'_>, shown: &mut Shown<'_>) -> ClockOffset {
    let first = clocks.ends.first().copied().unwrap_or_default();
    let [a, b] = first.map(|index| shown.text(&steps[index], &places.name_of(&steps[index].server)));
    let (offset_ms, spread_ms) = (clocks.offset.into(), clocks.spread.into());
    ClockOffset { a, b, offset_ms, spread_ms, pairs: (clocks.ends.len() as u64).into() }
}

/// By the labels of servers: those that can be compared with each other have the same number, and their clocks are that far
/// ahead of the first one.
fn ahead(clocks: &[Clocks]) -> BTreeMap<&[u8], (usize, i64)> {
    let mut known: BTreeMap<&[u8], (usize, i64)> = BTreeMap::new();
    let mut next: BTreeMap<&[u8], Vec<(&[u8], i64)>> = BTreeMap::new();
    for Clocks { labels: [a, b], offset, .. } in clocks {
        next.entry(a).or_default().push((b, *offset));
        next.entry(b).or_default().push((a, -offset));
    }
    for (number, clock) in clocks.iter().enumerate() {
        let mut open = alloc::vec![(clock.labels[0].as_slice(), 0)];
        while let Some((label, ms)) = open.pop() {
            if !known.contains_key(label) {
                known.insert(label, (number, ms));
                open.extend(next.get(label).into_iter().flatten().map(|(other, by)| (*other, ms + by)));
            }
        }
    }
    known
}

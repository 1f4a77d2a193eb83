//! How far the clocks of two servers are apart, from transfers that both logged.
//!
//! The sender writes MAIL before it arrives and the reply after it was sent, so half of both differences is free of the time on
//! the wire, and half of what they are apart is how far it may be off.

use super::chain::Link;
use super::step::Step;
use super::way::{HopKind, Join};
use crate::sort;
use alloc::vec::Vec;

/// How far an offset may be off where it is measured by entries of SMTP: the system clock of Windows ticks every 15.6 ms.
const CLOCK_TICK_MS: i64 = 20;
/// The same where events of message tracking are all there is: one is written as the message is accepted, the other one
/// after the reply has arrived.
pub const EVENTS_MS: i64 = 1_000;

/// Both ends of a transfer.
pub struct Pair {
    /// The labels of the two servers, the lesser one first.
    labels: [Vec<u8>; 2],
    /// The numbers of what each of them logged.
    pub ends: [usize; 2],
    /// How far the clock of the second server is ahead, and how far that may be off, in milliseconds.
    offset: (i64, i64),
}

impl Pair {
    /// What the two ends of a transfer show; `None` if they are not those of two known servers. `ends` are the numbers of
    /// what the one that sent and the one that received logged.
    pub fn of(before: &Step, step: &Step, ends: [usize; 2]) -> Option<Pair> {
        let is_transfer = before.is_sent() && step.kind == HopKind::Receive;
        let is_pair = is_transfer || before.is_sent_event() && step.is_arrival();
        let (one, other) = (&before.label, &step.label);
        if !is_pair || one == other || one.is_empty() || other.is_empty() {
            return None;
        }
        let (begin, end) = (step.time - before.time, step.end - before.end);
        let doubt = (begin - end).abs() / 2 + if is_transfer { CLOCK_TICK_MS } else { EVENTS_MS };
        let offset = (begin + end) / 2;
        let [sent, received] = ends;
        Some(match one < other {
            true => Pair { labels: [one.clone(), other.clone()], ends: [sent, received], offset: (offset, doubt) },
            false => Pair { labels: [other.clone(), one.clone()], ends: [received, sent], offset: (-offset, doubt) },
        })
    }
}

/// The transfers that both ends logged, among steps that continue each other.
pub fn pairs(steps: &[Step], links: &[Link]) -> Vec<Pair> {
    let pair = |(index, link): (usize, &Link)| {
        let is_sure = matches!(link.join, Join::Endpoints | Join::QueueId | Join::NetworkMessageId | Join::MessageId);
        let previous = link.previous.filter(|_| is_sure)?;
        Pair::of(steps.get(previous)?, steps.get(index)?, [previous, index])
    };
    links.iter().enumerate().filter_map(pair).collect()
}

/// The clocks of two servers, which differ.
pub struct Clocks {
    /// The labels of the two.
    pub labels: [Vec<u8>; 2],
    /// The numbers of what each of them logged of every pair.
    pub ends: Vec<[usize; 2]>,
    /// How far the second one is ahead: the median.
    pub offset: i64,
    /// The range of what the pairs show, without the least and the largest tenth.
    pub spread: i64,
}

/// The clocks of servers that differ by more than what pairs may be off.
pub fn clocks(mut pairs: Vec<Pair>) -> Vec<Clocks> {
    sort::by(&mut pairs, |one, other| one.labels.cmp(&other.labels));
    pairs.chunk_by(|one, other| one.labels == other.labels).filter_map(of_two).collect()
}

fn of_two(pairs: &[Pair]) -> Option<Clocks> {
    let mut offsets: Vec<(i64, i64)> = pairs.iter().map(|pair| pair.offset).collect();
    sort::by(&mut offsets, Ord::cmp);
    let tenth = offsets.len() / 10;
    let (least, most) = (offsets.get(tenth)?.0, offsets.get(offsets.len() - 1 - tenth)?.0);
    let (offset, doubt) = *offsets.get(offsets.len() / 2)?;
    let (labels, spread) = (pairs.first()?.labels.clone(), most - least);
    let ends = pairs.iter().map(|pair| pair.ends).collect();
    (offset.abs() > doubt.max(spread / 2)).then_some(Clocks { labels, ends, offset, spread })
}

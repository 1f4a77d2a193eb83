//! The commands that wait for replies, oldest first.
//!
//! Replies answer commands in the order in which the commands were sent, first in, first out; adjacency means nothing,
//! since a client may send several commands before the first reply (PIPELINING, RFC 2920). A reply must also be one
//! that the command can get by its code (`354` answers DATA, `221` QUIT): commands before the first one that it can
//! answer have lost their replies and are dropped.
//!
//! Where rows are known to be missing, nobody knows what waits: a missing row may be a command or a reply. From there
//! on every [possible](Possible) queue is followed until only one is left.

use super::awaited::Awaited;
use super::possible::{Possible, Settled};
use super::waiting::{ReplyRef, Waiting};
use crate::bytes::steps::step;
use alloc::borrow::Cow;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// The most commands that can wait for replies; a log without replies must not make the queue grow without bound.
const MAX_WAITING: usize = 4096;

/// The most queues that are followed at the same time, and the most commands in one of them.
const MAX_POSSIBLE: usize = 24;
const MAX_FOLLOWED: usize = 64;

/// What is known about the command that a reply answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is this one.
    Command(Waiting),
    /// Nothing waits that it could answer.
    Nothing,
    /// It is one of several; later rows may show which ([`Queue::settled`]).
    OneOfSeveral,
}

/// The queue; see the documentation of the module.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: VecDeque<Waiting>,
    /// The queues that are possible after missing rows; empty while `waiting` is certain.
    possible: Vec<Possible>,
    /// The row before was a reply.
    after_reply: bool,
    /// Nothing but replies came after the one to a message.
    may_repeat: bool,
    settled: VecDeque<Settled>,
}

impl Queue {
    /// Resets it for another conversation.
    pub fn clear(&mut self) {
        self.waiting.clear();
        self.possible.clear();
        self.after_reply = false;
        self.may_repeat = false;
        self.settled.clear();
    }

    /// A command waits.
    pub fn push(&mut self, waiting: Waiting) {
        self.may_repeat = false;
        if !self.possible.is_empty() {
            self.push_to_possible(waiting);
        } else if self.waiting.len() < MAX_WAITING {
            self.waiting.push_back(waiting);
        }
    }

    /// Everything that waits, which will get no more replies.
    pub fn take_all(&mut self) -> VecDeque<Waiting> {
        self.settle_common();
        core::mem::take(&mut self.waiting)
    }

    /// So many rows are missing.
    pub fn missing(&mut self, rows: u32) {
        if self.possible.is_empty() {
            self.possible.push(Possible::of(self.waiting.drain(..), self.may_repeat));
        }
        self.after_reply = false;
        let before = core::mem::take(&mut self.possible);
        for possible in &before {
            possible.after_missing(rows, &mut |next| self.follow(Cow::Borrowed(next)));
        }
        self.check();
    }

    /// A reply: its last row, or, if `continued` is set, one before. `exact` is what the reply can answer by its text
    /// as well as by its code.
    #[inline]
    pub fn reply(&mut self, reply: ReplyRef, continued: bool, exact: impl FnOnce() -> Awaited) -> Answered {
        if self.possible.is_empty() {
            self.first_in_first_out(reply.code, continued)
        } else {
            self.reply_to_possible(reply, continued, exact())
        }
    }

    fn first_in_first_out(&mut self, code: u16, continued: bool) -> Answered {
        let by_code = Awaited::by_code(code);
        let Some(at) = self.waiting.iter().position(|waiting| waiting.awaited.meets(by_code)) else {
            return Answered::Nothing;
        };
        let Some(&answered) = self.waiting.get(at) else { return Answered::Nothing };
        if !continued {
            self.waiting.drain(..at);
            match (self.waiting.front_mut(), answered.after(code)) {
                (Some(front), Some(after)) => *front = after,
                _ => drop(self.waiting.pop_front()),
            }
            self.may_repeat = self.waiting.is_empty() && answered.awaited.meets(Awaited::DELIVERY);
        }
        Answered::Command(answered)
    }

    #[cold]
    fn push_to_possible(&mut self, waiting: Waiting) {
        // A client that waits for a reply has got it before it sends another command.
        let allowed = |possible: &Possible| possible.may_send();
        if self.possible.iter().any(allowed) {
            self.possible.retain(allowed);
        }
        let before = core::mem::take(&mut self.possible);
        for possible in &before {
            possible.after_command(waiting, self.after_reply, &mut |next| self.follow(Cow::Owned(next)));
        }
        self.after_reply = false;
        self.check();
    }

    #[cold]
    fn reply_to_possible(&mut self, reply: ReplyRef, continued: bool, exact: Awaited) -> Answered {
        let mut answered: Option<Answered> = None;
        let mut note = |waiting: Waiting| {
            let same = |known: Answered| matches!(known, Answered::Command(one) if one.place == waiting.place);
            answered = Some(match answered {
                None => Answered::Command(waiting),
                Some(known) if same(known) => known,
                Some(_) => Answered::OneOfSeveral,
            });
        };
        let mut next: Vec<(Settled, Possible)> = Vec::new();
        for possible in &self.possible {
            possible.after_reply(reply, exact, &mut |pair, after| {
                note(pair.command);
                next.push((pair, after));
            });
        }
        let answered = answered.unwrap_or(Answered::Nothing);
        if continued {
            return answered;
        }
        self.after_reply = true;
        if next.is_empty() {
            self.settle_common();
            self.possible.push(Possible::unknown());
            return Answered::Nothing;
        }
        self.possible.clear();
        for (pair, mut possible) in next {
            if answered == Answered::OneOfSeveral {
                possible.settle(pair);
            }
            self.follow(Cow::Owned(possible));
        }
        self.check();
        answered
    }

    /// Adds a possible queue. Of two equal ones, only what both have settled is certain.
    fn follow(&mut self, next: Cow<'_, Possible>) {
        step();
        match self.possible.iter_mut().find(|possible| possible.waits_as(&next)) {
            Some(possible) => possible.merge(&next),
            None => self.possible.push(next.into_owned()),
        }
    }

    /// Whether one queue is left, or too many.
    fn check(&mut self) {
        if self.possible.len() > MAX_POSSIBLE {
            self.widen();
        }
        let too_many = self.possible.len() > MAX_POSSIBLE;
        if too_many || self.possible.iter().any(|possible| possible.len() > MAX_FOLLOWED) {
            self.settle_common();
            self.possible.push(Possible::unknown());
        } else if let [only] = self.possible.as_slice()
            && let Some(waiting) = only.certain()
        {
            self.waiting = waiting;
            self.settled.extend(only.settled());
            self.possible.clear();
        }
    }

    /// Follows one queue for all that resemble each other: less is known, but for as long as it takes.
    fn widen(&mut self) {
        for next in core::mem::take(&mut self.possible) {
            match self.possible.iter_mut().find(|possible| possible.resembles(&next)) {
                Some(possible) => possible.widen(&next),
                None => self.possible.push(next),
            }
        }
    }

    /// Ends the search: what all possible queues have in common is settled.
    fn settle_common(&mut self) {
        let is_likely = self.possible.iter().any(Possible::is_likely);
        self.possible.retain(|possible| possible.is_likely() == is_likely);
        if let Some(mut first) = self.possible.pop() {
            self.possible.iter().for_each(|other| first.merge(other));
            self.settled.extend(first.settled());
        }
        self.possible.clear();
    }

    /// Number of the queues that are possible; 0 while it is certain what waits.
    pub fn possible(&self) -> usize {
        self.possible.len()
    }

    /// The log has ended.
    pub fn finish(&mut self) {
        self.settle_common();
        self.waiting.clear();
    }

    /// Takes a pair that has become certain after the reply.
    #[inline]
    pub fn settled(&mut self) -> Option<Settled> {
        self.settled.pop_front()
    }
}

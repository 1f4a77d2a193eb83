//! One of the queues that are possible after missing rows.
//!
//! A missing row may be a command, which then waits as well, a reply, which one of the commands has then got, or
//! neither. Every division of the missing rows gives a queue, in which [`Slot::Missing`] holds the commands that are
//! not in the log. Replies and commands after the missing rows contradict most of them: a reply must be one that the
//! oldest command can get, and a client that waits for a reply sends nothing (RFC 2920, 3.1).

use super::awaited::Awaited;
use super::waiting::{NOWHERE, ReplyRef, Waiting};
use alloc::collections::VecDeque;
use alloc::rc::Rc;
use alloc::vec::Vec;

/// The missing rows in which a message can be hidden as a whole: MAIL and RCPT with their replies, and the last chunk.
const ROWS_OF_MESSAGE: u32 = 5;

/// The most replies that one queue remembers.
const MAX_SETTLED: usize = 64;

/// A command, a reply that answers it in this queue, and what the reply can answer at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The command.
    pub command: Waiting,
    /// Its reply.
    pub reply: ReplyRef,
    /// What the reply can answer.
    pub exact: Awaited,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    /// A command in the log.
    Logged(Waiting),
    /// Commands in missing rows.
    Missing {
        /// How many there are at most.
        most: u32,
        /// Whether they continue a group of commands that was sent together.
        continues: bool,
        /// How many rows there must be for a message among them.
        message_from: u32,
    },
}

/// A possible queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    slots: VecDeque<Slot>,
    /// In the order of the replies; most queues of a conversation have it in common.
    settled: Rc<Vec<Settled>>,
    /// Whether it would need an odd client: one that sends RCPT, but not the MAIL before it, without waiting for replies,
    /// or one that has got a reply, and goes on before it has got the others.
    is_odd: bool,
    /// Nothing but replies came after the one to a message, so there may be one for each recipient (RFC 2033, 4.2).
    may_repeat: bool,
}

impl Possible {
    /// The queue that is certain so far. `may_repeat`: the last reply was one to a message.
    pub fn of(waiting: impl Iterator<Item = Waiting>, may_repeat: bool) -> Possible {
        Possible { slots: waiting.map(Slot::Logged).collect(), settled: Rc::default(), is_odd: false, may_repeat }
    }

    /// A queue about which nothing is known.
    pub fn unknown() -> Possible {
        let missing = Slot::Missing { most: u32::MAX, continues: true, message_from: 0 };
        Possible { slots: [missing].into(), settled: Rc::default(), is_odd: false, may_repeat: true }
    }

    /// Number of slots.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether ordinary clients bring it about.
    pub fn is_likely(&self) -> bool {
        !self.is_odd
    }

    /// What waits, if no missing row may be part of it.
    pub fn certain(&self) -> Option<VecDeque<Waiting>> {
        let waiting = |slot: &Slot| match slot {
            Slot::Logged(waiting) => Some(*waiting),
            Slot::Missing { .. } => None,
        };
        self.slots.iter().map(waiting).collect()
    }

    /// Whether nothing in the log waits.
    fn is_missing(&self) -> bool {
        self.slots.iter().all(|slot| matches!(slot, Slot::Missing { .. }))
    }

    /// The pairs found since rows were missing.
    pub fn settled(&self) -> &[Settled] {
        &self.settled
    }

    /// Remembers a pair.
    pub fn settle(&mut self, pair: Settled) {
        let settled = Rc::make_mut(&mut self.settled);
        if settled.len() >= MAX_SETTLED {
            settled.remove(0);
        }
        settled.push(pair);
    }

    /// Whether the same commands wait in another queue.
    pub fn waits_as(&self, other: &Possible) -> bool {
        self.slots == other.slots
    }

    /// Keeps only the pairs that an equal queue has as well.
    pub fn merge(&mut self, other: &Possible) {
        if self.is_odd != other.is_odd {
            if self.is_odd {
                self.settled.clone_from(&other.settled);
            }
        } else if self.settled != other.settled {
            let mut others = other.settled.iter().peekable();
            Rc::make_mut(&mut self.settled).retain(|pair| {
                while others.next_if(|known| known.reply.place < pair.reply.place).is_some() {}
                let is_same = |known: &Settled| {
                    (pair.reply.place, pair.command.place) == (known.reply.place, known.command.place)
                };
                others.peek().copied().is_some_and(is_same)
            });
        }
        self.is_odd &= other.is_odd;
        self.may_repeat |= other.may_repeat;
    }

    /// Whether the same commands of the log wait in another queue, with missing ones at the same places.
    pub fn resembles(&self, other: &Possible) -> bool {
        let same = |pair: (&Slot, &Slot)| match pair {
            (Slot::Logged(own), Slot::Logged(other)) => own == other,
            (Slot::Missing { .. }, Slot::Missing { .. }) => true,
            _ => false,
        };
        self.slots.len() == other.slots.len() && self.slots.iter().zip(&other.slots).all(same)
    }

    /// Becomes a queue that stands for another one that resembles it as well.
    pub fn widen(&mut self, other: &Possible) {
        for (slot, other) in self.slots.iter_mut().zip(&other.slots) {
            if let (
                Slot::Missing { most, continues, message_from },
                Slot::Missing { most: other_most, continues: other_continues, message_from: other_from },
            ) = (slot, other)
            {
                *most = (*most).max(*other_most);
                *continues |= *other_continues;
                *message_from = (*message_from).min(*other_from);
            }
        }
        self.merge(other);
    }

    /// Whether a client sends another command while these wait.
    pub fn may_send(&self) -> bool {
        !self
            .slots
            .iter()
            .any(|slot| matches!(slot, Slot::Logged(waiting) if waiting.awaited.is_within(Awaited::ALONE)))
    }

    /// Calls `follow` with every queue that is possible after a command. Directly after a reply, a client that sends
    /// groups of commands has got the replies to all of them.
    pub fn after_command(&self, waiting: Waiting, after_reply: bool, follow: &mut impl FnMut(Possible)) {
        let mut next = Possible { may_repeat: false, ..self.clone() };
        if after_reply && !self.slots.is_empty() {
            next.is_odd = true;
            if self.is_missing() {
                let slots = [Slot::Logged(waiting)].into();
                follow(Possible { slots, settled: Rc::clone(&self.settled), is_odd: self.is_odd, may_repeat: false });
            }
        }
        next.slots.push_back(Slot::Logged(waiting));
        follow(next);
    }

    /// Calls `follow` with every queue that is possible after so many missing rows.
    pub fn after_missing(&self, rows: u32, follow: &mut dyn FnMut(&Possible)) {
        let mut rest = self.clone();
        // The first of the commands that are not in the log may have got its reply in these rows.
        if let Some(Slot::Missing { continues, .. }) = rest.slots.front_mut() {
            *continues = true;
        }
        let mut message_from = 1;
        for replies in 0..=rows {
            let most = rows - replies;
            if most > 0 {
                let continues = !rest.slots.is_empty();
                rest.slots.push_back(Slot::Missing { most, continues, message_from });
                follow(&rest);
                rest.slots.pop_back();
            } else {
                follow(&rest);
            }
            match rest.lose_reply() {
                Some(Awaited::DATA) if most > 0 => rest.without_refused_data(most - 1, follow),
                Some(Awaited::MESSAGE) => message_from = ROWS_OF_MESSAGE,
                Some(_) => {}
                None => break,
            }
        }
    }

    /// Calls `follow` with the queues after `rows` more missing rows, where DATA has got a refusal and not `354`. It is
    /// the last command, since clients wait for the reply to it.
    fn without_refused_data(&self, rows: u32, follow: &mut dyn FnMut(&Possible)) {
        let mut refused = self.clone();
        refused.slots.pop_front();
        if refused.is_missing() {
            refused.after_missing(rows, follow);
        }
    }

    /// The oldest command in the log has got a reply in a missing row, and so have the missing ones before it.
    fn lose_reply(&mut self) -> Option<Awaited> {
        while let Some(slot) = self.slots.pop_front() {
            let Slot::Logged(waiting) = slot else { continue };
            if waiting.awaited == Awaited::DATA {
                self.slots.push_front(Slot::Logged(Waiting { awaited: Awaited::MESSAGE, ..waiting }));
            }
            return Some(waiting.awaited);
        }
        None
    }

    /// Calls `follow` with every command that a reply can answer, and the queue after that, which does not remember it.
    pub fn after_reply(&self, reply: ReplyRef, exact: Awaited, follow: &mut impl FnMut(Settled, Possible)) {
        let pair = |command| Settled { command, reply, exact };
        let mut rest = self.clone();
        while let Some(slot) = rest.slots.pop_front() {
            match slot {
                Slot::Logged(waiting) => {
                    if waiting.awaited.meets(exact) {
                        follow(pair(waiting), rest.answered(waiting, reply.code));
                    }
                    return;
                }
                Slot::Missing { most, continues, message_from } => {
                    let is_message = exact.is_within(Awaited::DELIVERY);
                    let (can, is_odd) = rest.missing_can_get(exact, continues);
                    if can && (!is_message || most >= message_from) {
                        let mut next = rest.clone();
                        next.is_odd |= is_odd;
                        if most > 1 {
                            let most = if most == u32::MAX { most } else { most - 1 };
                            // With this reply, others of the same transaction need not be in missing rows.
                            next.slots.push_front(Slot::Missing { most, continues: true, message_from: 1 });
                        }
                        let unlogged = Waiting { awaited: exact, place: NOWHERE, transaction: None };
                        follow(pair(unlogged), next.answered(unlogged, reply.code));
                    }
                }
            }
        }
        if self.may_repeat && reply.code != 421 && exact.meets(Awaited::MESSAGE) {
            let unlogged = Waiting { awaited: exact, place: NOWHERE, transaction: None };
            follow(pair(unlogged), self.clone().answered(unlogged, reply.code));
        }
    }

    /// Whether a missing command before these can get such a reply, and whether that would be odd.
    fn missing_can_get(&self, exact: Awaited, continues: bool) -> (bool, bool) {
        let is_followed = self.slots.iter().any(|slot| matches!(slot, Slot::Logged(_)));
        if !is_followed {
            return (exact.meets(Awaited::ALL), false);
        }
        (exact.meets(Awaited::PIPELINED), !continues && !exact.meets(Awaited::FIRST_OF_GROUP))
    }

    /// This queue, after a command that was before it has got a reply.
    fn answered(mut self, command: Waiting, code: u16) -> Possible {
        if let Some(after) = command.after(code) {
            self.slots.push_front(Slot::Logged(after));
        }
        self.may_repeat = self.is_missing() && command.awaited.meets(Awaited::DELIVERY);
        self
    }
}

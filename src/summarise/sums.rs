//! What is added up of the sessions of a group.

use crate::store::{Outcome, Session};

/// The sums of a group.
#[derive(Clone, Debug)]
pub struct Sums {
    /// Number of messages.
    pub messages: u64,
    /// Number of recipients.
    pub recipients: u64,
    /// Bytes of mail.
    pub bytes: u64,
    /// Number of sessions of each outcome.
    pub outcomes: [u32; Outcome::ALL.len()],
    /// Number of logons in which name or password was refused.
    pub refused_logons: u64,
    /// The earliest start of a session, in milliseconds since 1970; [`i64::MAX`] without sessions.
    pub first: i64,
    /// The latest end of a session; [`i64::MIN`] without sessions.
    pub last: i64,
    /// The longest duration of a session, in milliseconds.
    pub longest: i64,
    /// The longest pause in a session, in milliseconds.
    pub largest_gap: u32,
}

impl Default for Sums {
    fn default() -> Sums {
        Sums {
            messages: 0,
            recipients: 0,
            bytes: 0,
            outcomes: [0; Outcome::ALL.len()],
            refused_logons: 0,
            first: i64::MAX,
            last: i64::MIN,
            longest: 0,
            largest_gap: 0,
        }
    }
}

impl Sums {
    /// Adds a session.
    pub fn add(&mut self, session: &Session) {
        let facts = &session.facts;
        self.messages += u64::from(facts.messages);
        self.recipients += u64::from(facts.recipients);
        self.bytes = self.bytes.saturating_add(facts.size);
        if let Some(count) = self.outcomes.get_mut(facts.outcome as usize) {
            *count += 1;
        }
        self.refused_logons += u64::from(facts.denied_attempts);
        self.first = self.first.min(session.start.0);
        self.last = self.last.max(session.end.0);
        self.longest = self.longest.max(session.end.since(session.start));
        self.largest_gap = self.largest_gap.max(facts.largest_gap_ms);
    }
}

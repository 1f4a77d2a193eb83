//! Whether mail that was put off was accepted later, in words of a session.

use super::by_word::ByWord;
use super::index::SessionIndex;
use super::words::words;
use alloc::vec::Vec;

words! {
    /// What became of mail that a session put off.
    Deferral, "All of them, in the order of the help.";
    Recovered, "recovered", "Mail of the same sender for the same recipient was accepted later: the same message where the log names both.";
    Unresolved, "unresolved", "No mail of the same sender for the same recipient was accepted later in these logs, or only other messages.";
    #[default] Unknown, "unknown", "The log does not name sender and recipients, or the sender is the null sender and what was accepted later may be another report.";
}

/// What became of the mail that was put off.
#[derive(Debug)]
pub struct Deferrals {
    /// The sessions that put it off; one may have several of the words.
    pub sessions: ByWord<Deferral>,
    /// The domains of the recipients, each with the session and what became of the mail; in order once all are there.
    domains: Vec<(u32, Deferral, Vec<u8>)>,
}

impl Deferrals {
    /// Room for so many sessions.
    pub fn new(sessions: usize) -> Deferrals {
        Deferrals { sessions: ByWord::new(sessions), domains: Vec::new() }
    }

    /// Adds what became of mail for a recipient in that domain.
    pub fn add(&mut self, deferral: Deferral, session: usize, domain: &[u8]) {
        self.sessions.add(deferral, session);
        self.domains.push((session as u32, deferral, domain.to_vec()));
    }

    /// All have been added.
    pub fn complete(&mut self) {
        self.domains.sort_unstable_by_key(|(session, ..)| *session);
    }

    /// The domains of the recipients in a session whose mail became that.
    pub fn domains_of(&self, session: SessionIndex, wanted: Deferral) -> impl Iterator<Item = &[u8]> {
        let begin = self.domains.partition_point(|(own, ..)| *own < session.0);
        let own = self.domains.iter().skip(begin).take_while(move |(own, ..)| *own == session.0);
        own.filter(move |(_, deferral, _)| *deferral == wanted).map(|(.., domain)| domain.as_slice())
    }
}

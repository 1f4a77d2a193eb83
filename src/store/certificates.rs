//! What certificates are that were presented, in words of a session.

use super::by_word::ByWord;
use super::words::{Word, words};
use crate::exchange::certificate::Validity;
use alloc::vec::Vec;

words! {
    /// What a certificate that either side presented is, at the time at which it was.
    CertificateState, "All of them, in the order of the help.";
    #[default] Valid, "valid", "It is valid, for more than 30 days.";
    ExpiresSoon, "expires-soon", "It is valid, and expires within 30 days.";
    Expired, "expired", "It is no longer valid.";
    OwnExpired, "own-expired", "It is the server's own, and no longer valid.";
    NotYetValid, "not-yet-valid", "It is not valid yet.";
    SelfSigned, "self-signed", "Its holder issued it.";
    NameMismatch, "name-mismatch", "It names other hosts than the one that presented it.";
    Changed, "changed", "It is the server's own, which presented another one too on the same connector.";
    Replaced, "replaced", "It is the server's own, which later presented only another one on the same connector.";
}

impl From<Validity> for CertificateState {
    fn from(validity: Validity) -> CertificateState {
        match validity {
            Validity::Valid => CertificateState::Valid,
            Validity::ExpiresSoon => CertificateState::ExpiresSoon,
            Validity::Expired => CertificateState::Expired,
            Validity::NotYetValid => CertificateState::NotYetValid,
        }
    }
}

/// What the certificates are that were presented.
#[derive(Debug)]
pub struct CertificateStates {
    /// The sessions in which they were; one may have several of the words.
    pub sessions: ByWord<CertificateState>,
    subjects: Vec<Subject>,
}

/// The certificates of one subject.
#[derive(Debug)]
struct Subject {
    name: Vec<u8>,
    /// What those of servers are that they presented themselves.
    own: Words,
    /// What those of others are.
    others: Words,
}

impl CertificateStates {
    /// Room for so many sessions.
    pub fn new(sessions: usize) -> CertificateStates {
        CertificateStates { sessions: ByWord::new(sessions), subjects: Vec::new() }
    }

    /// Adds a subject; returns its number.
    pub fn add_subject(&mut self, name: &[u8]) -> usize {
        self.subjects.push(Subject { name: name.to_vec(), own: Words::default(), others: Words::default() });
        self.subjects.len() - 1
    }

    /// Adds a session in which a certificate of a subject was presented, by the server that wrote the log or by others.
    pub fn add(&mut self, word: CertificateState, session: usize, subject: usize, is_own: bool) {
        self.sessions.add(word, session);
        if let Some(subject) = self.subjects.get_mut(subject) {
            let words = if is_own { &mut subject.own } else { &mut subject.others };
            words.0 |= Words::of(word).0;
        }
    }

    /// The subjects with certificates of which a word holds, of servers themselves alone or of anybody.
    pub fn subjects_of(&self, word: CertificateState, own_alone: bool) -> impl Iterator<Item = &[u8]> {
        let has = move |words: Words| words.0 & Words::of(word).0 != 0;
        let found = self.subjects.iter().filter(move |one| has(one.own) || (!own_alone && has(one.others)));
        found.map(|one| one.name.as_slice())
    }
}

/// Some of the words, a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Words(u16);

impl Words {
    fn of(word: CertificateState) -> Words {
        Words(1 << word.number())
    }
}

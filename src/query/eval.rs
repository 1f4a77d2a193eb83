//! Answers a query from the store: which sessions match, and which entries are marked.
//!
//! The idea: every leaf becomes a set of sessions, one bit each, and AND, OR and NOT are operations on those sets. A leaf
//! about entries first becomes a set of texts: each distinct text is looked at once, however many entries have it. One
//! pass over the entries then carries the set of texts over to the sessions.

use super::bits::Bits;
use super::expression::{Expression, Leaf, Level};
use super::leaf;
use crate::archive::Archive;
use crate::store::{SessionIndex, TextIndex};
use alloc::vec::Vec;

/// What a query found.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    sessions: Bits,
    marks: Marks,
    /// Number of marked entries in the sessions that match; all their entries where the query marks none.
    pub entries: u64,
}

/// Which entries a query marks.
#[derive(Clone, Debug, Default)]
struct Marks {
    /// Whether the query marks entries at all.
    any: bool,
    /// Entries with these texts.
    texts: Bits,
    /// All entries of these sessions: a word stands in their endpoints, connector or session-id.
    sessions: Bits,
}

/// What one leaf found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Sessions for which it holds as a whole.
    pub sessions: Bits,
    /// Texts of entries for which it holds.
    pub texts: Option<Bits>,
}

impl Matches {
    /// The sessions that match, in the order in which they were met.
    pub fn sessions(&self) -> Vec<SessionIndex> {
        self.sessions.iter().map(|index| SessionIndex(index as u32)).collect()
    }

    /// Number of sessions that match.
    pub fn session_count(&self) -> usize {
        self.sessions.count()
    }

    /// Whether an entry of that session and text is marked.
    pub fn marks(&self, session: SessionIndex, text: TextIndex) -> bool {
        self.marks.any && (self.marks.texts.has(text.0 as usize) || self.marks.sessions.has(session.0 as usize))
    }
}

/// Evaluates a query over the published sessions.
pub fn evaluate(archive: &Archive, expression: &Expression) -> Matches {
    let mut marks = Marks {
        any: !expression.marking_leaves().is_empty(),
        texts: Bits::none(archive.store.texts.len()),
        sessions: Bits::none(archive.published()),
    };
    let mut carried = 0;
    let sessions = sessions(archive, expression, true, &mut marks, &mut carried);
    let entries = match expression {
        // One question about entries: carrying its texts over to the sessions has counted them already.
        Expression::Leaf(_) if marks.any && marks.sessions.count() == 0 => carried,
        _ => count_entries(archive, &sessions, &marks),
    };
    Matches { sessions, marks, entries }
}

/// The sessions for which the expression holds. Leaves that are not excluded add to the marks.
fn sessions(archive: &Archive, expression: &Expression, positive: bool, marks: &mut Marks, carried: &mut u64) -> Bits {
    let count = archive.published();
    match expression {
        Expression::All(parts) => parts.iter().fold(Bits::every(count), |mut bits, part| {
            bits.keep(&sessions(archive, part, positive, marks, carried));
            bits
        }),
        Expression::Any(parts) => parts.iter().fold(Bits::none(count), |mut bits, part| {
            bits.join(&sessions(archive, part, positive, marks, carried));
            bits
        }),
        Expression::Not(part) => {
            let mut bits = sessions(archive, part, !positive, marks, carried);
            bits.invert();
            bits
        }
        Expression::Leaf(leaf) => leaf_sessions(archive, leaf, positive, marks, carried),
    }
}

fn leaf_sessions(archive: &Archive, leaf: &Leaf, positive: bool, marks: &mut Marks, carried: &mut u64) -> Bits {
    let Found { mut sessions, texts } = leaf::find(archive, leaf);
    if positive && leaf.level() == Level::Entry {
        marks.sessions.join(&sessions);
        texts.iter().for_each(|texts| marks.texts.join(texts));
    }
    if let Some(texts) = texts {
        *carried += add_sessions_of(archive, &texts, &mut sessions);
    }
    sessions
}

/// Adds the sessions that have an entry with one of the texts; returns the number of those entries.
fn add_sessions_of(archive: &Archive, texts: &Bits, sessions: &mut Bits) -> u64 {
    let mut entries = 0;
    for (in_block, texts_in_block) in archive.store.entries.session_texts() {
        for (session, text) in in_block.iter().zip(texts_in_block) {
            // Duplicates belong to no session, and sessions that are not published do not count yet.
            if texts.has(text.0 as usize) && sessions.add(session.0 as usize) {
                entries += 1;
            }
        }
    }
    entries
}

fn count_entries(archive: &Archive, sessions: &Bits, marks: &Marks) -> u64 {
    if !marks.any {
        let entries = |index: usize| u64::from(archive.store.sessions.get(SessionIndex(index as u32)).entry_count);
        return sessions.iter().map(entries).sum();
    }
    let mut count = 0;
    for (in_block, texts) in archive.store.entries.session_texts() {
        for (session, text) in in_block.iter().zip(texts) {
            let session = session.0 as usize;
            let marked = marks.texts.has(text.0 as usize) || marks.sessions.has(session);
            count += u64::from(marked && sessions.has(session));
        }
    }
    count
}

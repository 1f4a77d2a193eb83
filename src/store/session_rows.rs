//! Finds a row among those of a long session. The sessions that may have a row of another folder are few, so their rows
//! are listed only when that is asked.

use super::entries::Entries;
use super::index::{EntryIndex, SessionIndex, StringIndex, TextIndex};
use super::sessions::Sessions;
use crate::bytes::steps::step;
use crate::entry::Labels;
use crate::time::Timestamp;
use alloc::collections::{BTreeMap, BTreeSet};

/// Sessions with more rows are listed; the others are quicker to walk through.
const MAX_WALK: u32 = 64;

/// A row of a session; without a sequence-number it is any row that is otherwise the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionRow {
    /// Its time.
    pub time: Timestamp,
    /// Event, data and context.
    pub text: TextIndex,
    /// Connector-id and endpoints.
    pub labels: Labels<StringIndex>,
    /// The sequence-number.
    pub sequence: Option<u32>,
}

/// The rows of the sessions that were asked about, until their entries are put in order.
#[derive(Debug, Default)]
pub struct SessionRows {
    lists: BTreeMap<SessionIndex, Listed>,
}

#[derive(Debug)]
struct Listed {
    rows: BTreeSet<SessionRow>,
    /// The last entry that is listed.
    last: EntryIndex,
}

impl SessionRows {
    /// Whether a session has that row, or had it before it was taken out as a duplicate of one that may have other labels:
    /// else it would depend on when sessions are put in order.
    pub fn has(&mut self, sessions: &Sessions, entries: &Entries, index: SessionIndex, row: SessionRow) -> bool {
        let session = sessions.get(index);
        if row.time < session.start || row.time > session.end {
            return false;
        }
        let row_of = |at| {
            step();
            let entry = entries.get(at);
            let labels = sessions.labels_of(index, at);
            SessionRow { time: entry.time, text: entry.text, labels, sequence: Some(entry.sequence) }
        };
        let is_one = |at: &EntryIndex| *at != EntryIndex::NONE;
        let backwards = |from: EntryIndex, to: EntryIndex| {
            let before = move |at: &EntryIndex| Some(entries.previous(*at)).filter(is_one);
            core::iter::successors(Some(from).filter(is_one), before).take_while(move |&at| at != to)
        };
        let duplicates = backwards(session.last_duplicate, EntryIndex::NONE);
        if session.entry_count + session.duplicates <= MAX_WALK {
            let is_it = |own: SessionRow| SessionRow { sequence: row.sequence.and(own.sequence), ..own } == row;
            return backwards(session.last, EntryIndex::NONE).chain(duplicates).any(|at| is_it(row_of(at)));
        }
        let listed = self.lists.entry(index).or_insert(Listed { rows: BTreeSet::new(), last: EntryIndex::NONE });
        // Duplicates are taken out when sessions are put in order, after which all is listed anew.
        let duplicates = duplicates.take(if listed.last == EntryIndex::NONE { usize::MAX } else { 0 });
        for own in backwards(session.last, listed.last).chain(duplicates).map(row_of) {
            listed.rows.insert(own);
            listed.rows.insert(SessionRow { sequence: None, ..own });
        }
        listed.last = session.last;
        listed.rows.contains(&row)
    }

    /// Forgets all rows: the entries of sessions are put in order.
    pub fn clear(&mut self) {
        self.lists.clear();
    }
}

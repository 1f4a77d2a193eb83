//! Finds a row among those of a long session. The sessions that may have a row of another folder are few, so their rows
//! are listed only when that is asked.

use super::entries::Entries;
use super::index::{EntryIndex, SessionIndex, StringIndex, TextIndex};
use super::sessions::Sessions;
use crate::bytes::steps::step;
use crate::entry::Labels;
use crate::time::Timestamp;
use alloc::collections::{BTreeMap, BTreeSet};

/// Sessions with more entries are listed; the others are quicker to walk through.
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
    /// Whether a session has that row.
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
        let backwards = |from: EntryIndex, to: EntryIndex| {
            let before = move |at: &EntryIndex| Some(entries.previous(*at)).filter(|&at| at != EntryIndex::NONE);
            core::iter::successors(Some(from), before).take_while(move |&at| at != to)
        };
        if session.entry_count <= MAX_WALK {
            let is_it = |own: SessionRow| SessionRow { sequence: row.sequence.and(own.sequence), ..own } == row;
            return backwards(session.last, EntryIndex::NONE).any(|at| is_it(row_of(at)));
        }
        let listed = self.lists.entry(index).or_insert(Listed { rows: BTreeSet::new(), last: EntryIndex::NONE });
        for own in backwards(session.last, listed.last).map(row_of) {
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

//! The sessions of which a condition is asked: all, or the few for which the conditions before it hold.
//!
//! As a rule each distinct text is examined once, and one pass over all entries finds their sessions. Where few sessions
//! are left to ask of, it is cheaper to look at their entries alone.

use super::bits::insert_if_below;
use super::held::Selection;
use super::matching::search;
use super::pattern::Pattern;
use super::uncommon::{are_uncommon, each_text, sessions_of_uncommon};
use crate::archive::Archive;
use crate::content::TextKind;
use crate::entry::LogType;
use crate::store::{EntryIndex, SessionIndex, Store, TextIndex};
use crate::work::{Tally, each, each_part};
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::ops::Range;
use fixedbitset::FixedBitSet;

/// Sessions are few if they have at most one of so many entries: to follow the entries of a session costs several times as
/// much as to pass over them.
const FEW: u32 = 8;

/// Sessions are not few if they would have so many times the most entries if they had as many as all on average.
const MANY_TIMES: u64 = 4;

/// Sessions that have few of all entries, and the texts of these.
pub struct Few {
    /// The sessions.
    pub sessions: FixedBitSet,
    /// The texts of their entries, once they are asked for: to follow the entries takes longer than all else.
    texts: OnceCell<FixedBitSet>,
}

impl Few {
    /// The sessions, if they have at most one of so many entries.
    pub fn new(store: &Store, sessions: &FixedBitSet, of: u32) -> Option<Few> {
        are_few(store, sessions, of).then(|| Few { sessions: sessions.clone(), texts: OnceCell::new() })
    }

    /// The texts of their entries.
    pub fn texts(&self, store: &Store) -> &FixedBitSet {
        self.texts.get_or_init(|| {
            let mut texts = FixedBitSet::with_capacity(store.texts.len());
            let entries = indices(&self.sessions).flat_map(|index| entries_back(store, index));
            entries.for_each(|entry| texts.insert(store.entries.text(entry).0 as usize));
            texts
        })
    }

    /// The entries, in the order in which they were read.
    pub fn entries(&self, store: &Store) -> Vec<EntryIndex> {
        let mut entries: Vec<EntryIndex> =
            indices(&self.sessions).flat_map(|index| entries_back(store, index)).collect();
        entries.sort();
        entries
    }
}

fn indices(sessions: &FixedBitSet) -> impl Iterator<Item = SessionIndex> + '_ {
    sessions.ones().map(|index| SessionIndex(index as u32))
}

fn are_few(store: &Store, sessions: &FixedBitSet, of: u32) -> bool {
    let all = store.entries.next_index().0;
    let most = (all / of) as usize;
    // Each has an entry at least.
    let mut left = sessions.count_ones(..);
    // To add up the entries of very many takes long, and few of those would have as few as that.
    let on_average = u64::from(all) / store.sessions.len().max(1) as u64;
    if left as u64 * on_average > MANY_TIMES * most as u64 {
        return false;
    }
    let mut entries = 0_usize;
    indices(sessions).all(|index| {
        left -= 1;
        entries = entries.saturating_add(store.sessions.get(index).entry_count as usize);
        entries.saturating_add(left) <= most
    })
}

/// The entries of a session, the last one first.
fn entries_back(store: &Store, index: SessionIndex) -> impl Iterator<Item = EntryIndex> + '_ {
    let session = store.sessions.get(index);
    store.entries.chain(session.last).take(session.entry_count as usize)
}

/// Counts the entries of sessions for which something holds; `None` if they are not few.
pub(super) fn count_of_few(
    store: &Store,
    sessions: &FixedBitSet,
    holds: impl Fn(EntryIndex, SessionIndex, TextIndex) -> bool,
) -> Option<u64> {
    let of_one = |index| {
        let own = entries_back(store, index);
        own.filter(|entry| holds(*entry, index, store.entries.text(*entry))).count() as u64
    };
    are_few(store, sessions, FEW).then(|| indices(sessions).map(of_one).sum())
}

/// What conditions are asked of.
pub(super) struct Scope<'a> {
    pub archive: &'a Archive,
    few: Option<Few>,
}

impl<'a> Scope<'a> {
    /// Everything that is published.
    pub fn all(archive: &'a Archive) -> Scope<'a> {
        Scope { archive, few: None }
    }

    /// The dialogues of a selection, if they are few, without cells beside their entries, and no record is selected:
    /// records are asked apart from the sessions that they are in.
    pub fn few(archive: &'a Archive, selection: &Selection) -> Option<Scope<'a>> {
        let store = &archive.store;
        let beside: Vec<LogType> =
            archive.tables.iter().filter(|table| !table.stands_alone()).map(|table| table.log_type).collect();
        let has_cells = |index| beside.contains(&store.sessions.get(index).log_type);
        if !selection.rows.iter().all(FixedBitSet::is_clear) {
            return None;
        }
        let few = Few::new(store, &selection.sessions, FEW)?;
        let is_simple = !indices(&few.sessions).any(has_cells);
        is_simple.then_some(Scope { archive, few: Some(few) })
    }

    /// Whether there are few sessions, none of which has cells.
    pub fn is_few(&self) -> bool {
        self.few.is_some()
    }

    /// Number of sessions, or more.
    pub fn session_count(&self) -> usize {
        self.few.as_ref().map_or(self.archive.published(), |few| few.sessions.count_ones(..))
    }

    /// Calls `see` with one range of sessions after the other.
    pub async fn each_part(&self, see: &mut dyn FnMut(Range<usize>)) {
        match &self.few {
            Some(few) => few.sessions.ones().for_each(|index| see(index..index + 1)),
            None => each_part(self.archive.published(), see).await,
        }
    }

    /// Calls `see` with every text of the kinds that are wanted, in no order.
    pub async fn each_text(&self, wanted: &dyn Fn(TextKind) -> bool, see: &mut dyn FnMut(TextIndex, TextKind)) {
        let Some(few) = &self.few else { return each_text(self.archive, wanted, see).await };
        let texts = &self.archive.store.texts;
        for text in few.texts(&self.archive.store).ones().map(|index| TextIndex(index as u32)) {
            let kind = texts.kind(text);
            if wanted(kind) {
                see(text, kind);
            }
        }
    }

    /// Whether few texts are of the kinds that are wanted.
    pub async fn has_few_texts(&self, wanted: &dyn Fn(TextKind) -> bool) -> bool {
        self.is_few() || are_uncommon(self.archive, wanted).await
    }

    /// The texts that match a pattern somewhere.
    pub async fn texts_matching(&self, pattern: &Pattern) -> FixedBitSet {
        let arena = self.archive.store.texts.arena();
        let Some(few) = &self.few else { return search(arena, core::slice::from_ref(pattern)).await };
        let mut found = FixedBitSet::with_capacity(arena.len());
        let matching = few.texts(&self.archive.store).ones().filter(|index| pattern.is_in(arena.get(*index as u32)));
        each(matching, |index| found.insert(index)).await;
        found
    }

    /// Adds the sessions that have an entry with one of the texts; returns the number of those entries.
    pub async fn add_sessions_of(&self, texts: &FixedBitSet, sessions: &mut FixedBitSet) -> u64 {
        let (store, mut entries) = (&self.archive.store, 0);
        if texts.is_clear() {
            return entries;
        }
        if let Some(few) = &self.few {
            each(indices(&few.sessions), |index| {
                let own = entries_back(store, index);
                let count = own.filter(|entry| texts.contains(store.entries.text(*entry).0 as usize)).count();
                if count > 0 {
                    sessions.insert(index.0 as usize);
                }
                entries += count as u64;
            })
            .await;
            return entries;
        }
        let known = sessions_of_uncommon(self.archive, texts).await;
        if let Some(entries) = known.and_then(|known| known.add_sessions_of(texts, sessions)) {
            return entries;
        }
        let mut tally = Tally::default();
        for (in_block, texts_in_block) in store.entries.session_texts() {
            for (session, text) in in_block.iter().zip(texts_in_block) {
                // Duplicates belong to no session, and sessions that are not published do not count yet.
                if texts.contains(text.0 as usize) && insert_if_below(sessions, session.0 as usize) {
                    entries += 1;
                }
            }
            tally.add(in_block.len()).await;
        }
        entries
    }
}

/// The published sessions that have an entry with one of these texts.
pub async fn sessions_with(archive: &Archive, texts: &FixedBitSet) -> FixedBitSet {
    let mut sessions = FixedBitSet::with_capacity(archive.published());
    Scope::all(archive).add_sessions_of(texts, &mut sessions).await;
    sessions
}

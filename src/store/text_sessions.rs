//! The sessions of some texts. To pass over all entries for each question about such texts takes longer than all else.

use super::index::{SessionIndex, TextIndex};
use alloc::vec::Vec;
use core::ops::Range;
use fixedbitset::FixedBitSet;

/// Bits of a block of a set.
const BLOCK: usize = usize::BITS as usize;

/// Some texts, each with a place among them.
#[derive(Debug)]
pub struct Places {
    texts: FixedBitSet,
    /// The number of texts before each block of the set.
    before: Vec<u32>,
}

impl Places {
    /// Those of these texts.
    pub fn of(texts: FixedBitSet) -> Places {
        let mut sum = 0;
        let before = texts.as_slice().iter().map(|block| {
            let before = sum;
            sum += block.count_ones();
            before
        });
        Places { before: before.collect(), texts }
    }

    /// The place of a text; `None` if it is not one of these.
    #[inline]
    pub fn of_text(&self, text: TextIndex) -> Option<usize> {
        let number = text.0 as usize;
        if !self.texts.contains(number) {
            return None;
        }
        let block = self.texts.as_slice()[number / BLOCK];
        let below = block & ((1 << (number % BLOCK)) - 1);
        Some(self.before[number / BLOCK] as usize + below.count_ones() as usize)
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.texts.count_ones(..)
    }
}

/// The sessions of some texts.
#[derive(Debug)]
pub struct SessionsOfTexts {
    places: Places,
    sessions: Vec<Own>,
    /// The sessions of one text that few entries have after the other, once for each of its entries.
    listed: Vec<SessionIndex>,
}

/// The sessions of a text.
#[derive(Debug)]
enum Own {
    /// Where they are listed.
    Listed(Range<u32>),
    /// Of so many entries that a set takes no more room than a list, with their number.
    Set(FixedBitSet, u32),
}

/// Bits of an entry in a list.
const LISTED_BITS: usize = u32::BITS as usize;

impl SessionsOfTexts {
    /// Room for the sessions of these texts, of so many sessions, where `counts` has the number of entries at each place.
    pub fn of(places: Places, counts: &[u32], sessions: usize) -> SessionsOfTexts {
        let (mut own, mut end) = (Vec::with_capacity(counts.len()), 0);
        for &count in counts {
            own.push(if count as usize * LISTED_BITS < sessions {
                end += count;
                // Empty, up to where the next one is added.
                Own::Listed(end - count..end - count)
            } else {
                Own::Set(FixedBitSet::with_capacity(sessions), 0)
            });
        }
        SessionsOfTexts { places, sessions: own, listed: alloc::vec![SessionIndex::default(); end as usize] }
    }

    /// Adds an entry of a session.
    #[inline]
    pub fn add(&mut self, text: TextIndex, session: SessionIndex) {
        let Some(place) = self.places.of_text(text) else { return };
        match &mut self.sessions[place] {
            Own::Listed(own) => {
                self.listed[own.end as usize] = session;
                own.end += 1;
            }
            Own::Set(own, count) => {
                own.insert(session.0 as usize);
                *count += 1;
            }
        }
    }

    /// Adds the sessions of these texts to a set; returns the number of entries that have them. Adds nothing and returns `None` if the
    /// sessions of one of them are not known.
    pub fn add_sessions_of(&self, texts: &FixedBitSet, sessions: &mut FixedBitSet) -> Option<u64> {
        if !texts.is_subset(&self.places.texts) {
            return None;
        }
        let mut entries = 0;
        for place in texts.ones().filter_map(|text| self.places.of_text(TextIndex(text as u32))) {
            match &self.sessions[place] {
                Own::Listed(own) => {
                    let listed = &self.listed[own.start as usize..own.end as usize];
                    entries += listed.len() as u64;
                    listed.iter().for_each(|session| sessions.insert(session.0 as usize));
                }
                Own::Set(own, count) => {
                    entries += u64::from(*count);
                    sessions.union_with(own);
                }
            }
        }
        Some(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const TEXTS: usize = 200;
    const SESSIONS: usize = 50;

    fn sessions_of(of: &FixedBitSet, entries: &[(u32, u32)]) -> SessionsOfTexts {
        let places = Places::of(of.clone());
        let mut counts = alloc::vec![0; places.len()];
        let place = |text: &u32| places.of_text(TextIndex(*text));
        entries.iter().filter_map(|(text, _)| place(text)).for_each(|place| counts[place] += 1);
        let mut all = SessionsOfTexts::of(places, &counts, SESSIONS);
        entries.iter().for_each(|(text, session)| all.add(TextIndex(*text), SessionIndex(*session)));
        all
    }

    proptest! {
        #[test]
        fn the_sessions_are_those_of_the_entries(
            // Some texts have many entries.
            entries in vec((prop_oneof![0..TEXTS as u32, 0..5_u32], 0..SESSIONS as u32), 0..600),
            of in vec(0..TEXTS, 0..150),
            asked in vec(0..TEXTS, 0..20),
        ) {
            let [of, asked] = [of, asked].map(|numbers| {
                let mut set = FixedBitSet::with_capacity(TEXTS);
                numbers.into_iter().for_each(|number| set.insert(number));
                set
            });
            let is_known = asked.is_subset(&of);
            let mut expected = FixedBitSet::with_capacity(SESSIONS);
            let own: Vec<_> = entries.iter().filter(|entry| is_known && asked.contains(entry.0 as usize)).collect();
            own.iter().for_each(|entry| expected.insert(entry.1 as usize));
            let mut found = FixedBitSet::with_capacity(SESSIONS);
            let number = sessions_of(&of, &entries).add_sessions_of(&asked, &mut found);
            prop_assert_eq!(number, is_known.then_some(own.len() as u64));
            prop_assert_eq!(found, expected);
        }
    }
}

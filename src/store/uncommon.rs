//! The texts of kinds that few of them are. Most texts of a log are of a handful of kinds: MAIL, RCPT and a few replies.

use super::index::TextIndex;
use crate::bytes::{HashKey, HashMap};
use crate::content::TextKind;
use alloc::vec::Vec;

/// A kind is uncommon if at most one of so many texts is of it.
const OF: usize = 32;

/// Number of kinds that are found without being hashed.
const RECENT: usize = 64;

/// The texts of uncommon kinds.
#[derive(Debug)]
pub struct Uncommon {
    /// Most texts of an uncommon kind.
    most: usize,
    /// Where each kind is among them.
    places: HashMap<TextKind, usize>,
    /// The same of kinds that were added last, by code and verb: most texts are of a few kinds that take turns.
    recent: [Option<(TextKind, usize)>; RECENT],
    /// The texts of each kind; `None` once they are more.
    texts: Vec<(TextKind, Option<Vec<TextIndex>>)>,
}

impl Uncommon {
    /// None yet, of so many texts.
    pub fn new(key: &HashKey, texts: usize) -> Uncommon {
        let places = HashMap::with_hasher(key.clone());
        Uncommon { most: texts / OF, places, recent: [None; RECENT], texts: Vec::new() }
    }

    /// Adds a text of that kind.
    pub fn add(&mut self, text: TextIndex, kind: TextKind) {
        let place = self.place(kind);
        let of_kind = &mut self.texts[place].1;
        match of_kind {
            Some(texts) if texts.len() < self.most => texts.push(text),
            _ => *of_kind = None,
        }
    }

    fn place(&mut self, kind: TextKind) -> usize {
        let verb = kind.verb().map_or(0, |verb| verb as usize);
        let recent = &mut self.recent[(usize::from(kind.code()) + verb) % RECENT];
        match recent {
            Some((known, place)) if *known == kind => *place,
            _ => {
                let place = *self.places.entry(kind).or_insert(self.texts.len());
                if place == self.texts.len() {
                    self.texts.push((kind, Some(Vec::new())));
                }
                *recent = Some((kind, place));
                place
            }
        }
    }

    /// Whether few texts are of a kind.
    pub fn has(&self, kind: TextKind) -> bool {
        self.places.get(&kind).is_none_or(|place| self.texts[*place].1.is_some())
    }

    /// All texts of uncommon kinds, in no order.
    pub fn all(&self) -> impl Iterator<Item = TextIndex> {
        self.texts.iter().filter_map(|(_, texts)| texts.as_ref()).flatten().copied()
    }

    /// The texts of all kinds that are wanted, with their kinds; `None` if a common kind is wanted.
    pub fn of(&self, wanted: &dyn Fn(TextKind) -> bool) -> Option<Vec<(TextIndex, TextKind)>> {
        let mut all = Vec::new();
        for (kind, texts) in self.texts.iter().filter(|(kind, _)| wanted(*kind)) {
            all.extend(texts.as_ref()?.iter().map(|text| (*text, *kind)));
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn uncommon(kinds: &[TextKind]) -> Uncommon {
        let mut uncommon = Uncommon::new(&HashKey::default(), kinds.len());
        (0..).map(TextIndex).zip(kinds).for_each(|(text, kind)| uncommon.add(text, *kind));
        uncommon
    }

    fn reply(code: u16) -> TextKind {
        TextKind::Reply { code, continued: false }
    }

    #[test]
    fn texts_of_uncommon_kinds_are_found_without_the_others() {
        let mut kinds = vec![reply(250); 100];
        (kinds[7], kinds[40], kinds[41]) = (reply(550), reply(550), reply(354));
        let uncommon = uncommon(&kinds);
        let of = |wanted: fn(TextKind) -> bool| {
            let mut found: Vec<u32> = uncommon.of(&wanted)?.into_iter().map(|(text, _)| text.0).collect();
            found.sort();
            Some(found)
        };
        assert_eq!(of(|kind| kind.code() >= 400), Some(vec![7, 40]));
        assert_eq!(of(|kind| kind.code() > 250), Some(vec![7, 40, 41]));
        assert_eq!(of(|kind| kind.code() == 421), Some(vec![]), "a kind that no text is of");
        assert_eq!(of(|kind| kind.code() < 500), None, "a common kind is wanted, too");
        let mut all: Vec<u32> = uncommon.all().map(|text| text.0).collect();
        all.sort();
        assert_eq!(all, [7, 40, 41]);
        assert_eq!([250, 354, 550, 421].map(|code| uncommon.has(reply(code))), [false, true, true, true]);
    }
}

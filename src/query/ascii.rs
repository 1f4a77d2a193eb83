//! Finds an ASCII-case-insensitive byte string in large blocks of log text.
//!
//! This is where a search over a gigabyte of logs spends its time, so it does as little as possible per byte. Of the
//! needle it takes the two bytes that are rarest in protocol text ([`FREQUENT`]) and searches for positions where both
//! occur at their offsets: one comparison each, for 64 positions at a time, in a loop without branches that the
//! compiler turns into vector instructions (SSE2, or wasm `simd128`). Only there the whole needle is compared.
//!
//! Why not `memchr2` on the rarest byte alone: the needles people type (`550 5.7.1`, `192.0.2.`) consist of bytes that
//! are everywhere in these logs, and then every call returns after a few bytes. Two bytes at once are selective even
//! then, whatever their frequencies are. `memchr::memmem` does the same, but cannot ignore case.
//!
//! Case: an ASCII letter matches itself in both cases, every other byte only itself. `byte | 0x20` is exact for that:
//! only `A` and `a` become `a`.

use alloc::boxed::Box;

/// Bytes of protocol text without case, roughly from the most frequent down; what is not listed is rarer than all of
/// these. Ordered after real logs; since two bytes are compared, the order affects speed a little and results never.
const FREQUENT: &[u8] = b" 0etia1sn2oc5mr.l38h4d76ug9pb@<>fx_:-y=vw,k'";

/// Positions that are tested in one step.
const STEP: usize = 64;
/// Positions that are tested in one step within a larger step that holds a candidate.
const SMALL_STEP: usize = 16;

/// One byte of the needle and its offset.
#[derive(Clone, Copy, Debug)]
struct Probe {
    offset: usize,
    byte: u8,
    /// 0x20 for a letter, else 0: makes both cases equal.
    fold: u8,
}

impl Probe {
    fn new(needle: &[u8], offset: usize) -> Probe {
        let byte = needle.get(offset).copied().unwrap_or(0);
        Probe { offset, byte, fold: if byte.is_ascii_lowercase() { 0x20 } else { 0 } }
    }

    #[inline(always)]
    fn hits(self, byte: u8) -> bool {
        byte | self.fold == self.byte
    }
}

/// A text prepared for searching.
#[derive(Clone, Debug)]
pub(super) struct AsciiFinder {
    /// In lower case.
    needle: Box<[u8]>,
    rarest: Probe,
    second: Probe,
}

impl AsciiFinder {
    pub fn new(needle: &[u8]) -> AsciiFinder {
        let needle = needle.to_ascii_lowercase().into_boxed_slice();
        let rarest = rarest_offset(&needle, None);
        let second = rarest_offset(&needle, Some(rarest));
        AsciiFinder { rarest: Probe::new(&needle, rarest), second: Probe::new(&needle, second), needle }
    }

    /// The first match that starts at or after `from`, as start and end.
    pub fn find_at(&self, haystack: &[u8], from: usize) -> Option<(usize, usize)> {
        let places = (haystack.len() + 1).checked_sub(self.needle.len())?.checked_sub(from)?;
        if self.needle.is_empty() {
            return (places > 0).then_some((from, from));
        }
        let start = from + self.find_in(haystack.get(from..)?, places)?;
        Some((start, start + self.needle.len()))
    }

    /// The first of `places` places at which the needle begins.
    fn find_in(&self, haystack: &[u8], places: usize) -> Option<usize> {
        let rarest = haystack.get(self.rarest.offset..self.rarest.offset + places)?;
        let second = haystack.get(self.second.offset..self.second.offset + places)?;
        self.find_by::<STEP>(rarest, second, |base, a, b| {
            self.find_by::<SMALL_STEP>(a, b, |near, a, b| self.verify(haystack, base + near, a, b))
        })
    }

    /// Calls `look` with every `N` places that hold a candidate, and with those that are left over at the end, until it
    /// finds something.
    #[inline(always)]
    fn find_by<const N: usize>(
        &self,
        rarest: &[u8],
        second: &[u8],
        look: impl Fn(usize, &[u8], &[u8]) -> Option<usize>,
    ) -> Option<usize> {
        let (rarest_steps, rarest_tail) = rarest.as_chunks::<N>();
        let (second_steps, second_tail) = second.as_chunks::<N>();
        for (step, (a, b)) in rarest_steps.iter().zip(second_steps).enumerate() {
            if self.any_candidate(a, b)
                && let Some(found) = look(step * N, a, b)
            {
                return Some(found);
            }
        }
        look(rarest_steps.len() * N, rarest_tail, second_tail)
    }

    #[inline(always)]
    fn any_candidate<const N: usize>(&self, rarest: &[u8; N], second: &[u8; N]) -> bool {
        let mut any = 0_u8;
        for (&a, &b) in rarest.iter().zip(second) {
            any |= u8::from(self.rarest.hits(a)) & u8::from(self.second.hits(b));
        }
        any != 0
    }

    /// The first candidate that is a match; `base` is the place of the slices' first bytes.
    fn verify(&self, haystack: &[u8], base: usize, rarest: &[u8], second: &[u8]) -> Option<usize> {
        let pairs = rarest.iter().zip(second).enumerate();
        pairs
            .filter(|&(_, (&a, &b))| self.rarest.hits(a) && self.second.hits(b))
            .map(|(at, _)| base + at)
            .find(|&at| self.matches_at(haystack, at))
    }

    fn matches_at(&self, haystack: &[u8], at: usize) -> bool {
        haystack.get(at..at + self.needle.len()).is_some_and(|found| found.eq_ignore_ascii_case(&self.needle))
    }
}

/// Offset of the rarest byte, other than the one at `taken`. Of equal bytes the last: log lines begin alike.
fn rarest_offset(needle: &[u8], taken: Option<usize>) -> usize {
    let taken_byte = taken.and_then(|offset| needle.get(offset));
    let free = needle.iter().enumerate().filter(|&(offset, _)| Some(offset) != taken);
    let rank = |byte: &u8| FREQUENT.iter().position(|frequent| frequent == byte).unwrap_or(FREQUENT.len());
    // A second occurrence of the same byte is less selective than another byte.
    free.max_by_key(|&(_, byte)| (Some(byte) != taken_byte, rank(byte))).map_or(0, |(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against the definition: some window of the string equals the text, without ASCII case.
        #[test]
        fn the_finder_finds_what_is_there(text in "[ab.A]{1,5}", string in "[ab.AB]{0,200}") {
            let same = |window: &[u8]| window.eq_ignore_ascii_case(text.as_bytes());
            let expected = string.as_bytes().windows(text.len()).position(same);
            let found = AsciiFinder::new(text.as_bytes()).find_at(string.as_bytes(), 0);
            prop_assert_eq!(found, expected.map(|at| (at, at + text.len())));
        }
    }

    #[test]
    fn a_match_is_found_at_every_place_of_a_step() {
        for (place, length) in (0..200).flat_map(|place| [(place, 200), (place, place + 3)]) {
            let mut haystack = alloc::vec![b'.'; length.max(place + 3)];
            haystack.splice(place..place + 3, *b"Qx.");
            assert_eq!(AsciiFinder::new(b"qX.").find_at(&haystack, 0), Some((place, place + 3)));
            assert_eq!(AsciiFinder::new(b"qX.").find_at(&haystack, place + 1), None);
        }
    }
}

//! Patterns against strings: one string, all strings of an arena, and the forms in which values are compared.

use super::pattern::Pattern;
use crate::store::Arena;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// What must stand in a text for a value in it to match; `None` where that cannot be told.
pub(super) fn parts_of(patterns: &[Pattern]) -> Option<Vec<Pattern>> {
    patterns.iter().map(Pattern::inside).collect()
}

/// The strings of an arena that match one of the patterns.
pub fn search(arena: &Arena, patterns: &[Pattern]) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(arena.len());
    arena.each_block(|bytes, ends, first| {
        for pattern in patterns {
            pattern.strings_matching(bytes, ends, |number| found.insert(first as usize + number));
        }
    });
    found
}

/// Whether one of the patterns matches.
pub(super) fn any_matches(patterns: &[Pattern], text: &[u8]) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}

/// Without angle brackets; the null sender is empty then.
pub(super) fn bare(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"<").and_then(|text| text.strip_suffix(b">")).unwrap_or(text)
}

/// Without blanks: services are written `FrontEnd` as often as `Front End`.
pub(super) fn tight(name: &[u8]) -> Vec<u8> {
    name.iter().copied().filter(|&byte| byte != b' ').collect()
}

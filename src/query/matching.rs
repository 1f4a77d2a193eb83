//! Matches patterns with strings: one string or all strings of an arena, in the forms in which values are compared.

use super::pattern::Pattern;
use crate::store::{Arena, StringBlock};
use crate::work::rest;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// Patterns of which a text must match one for a value inside it to match; `None` if there are no such patterns.
pub(super) fn parts_of(patterns: &[Pattern]) -> Option<Vec<Pattern>> {
    patterns.iter().map(Pattern::inside).collect()
}

/// The strings of an arena that match one of the patterns.
pub async fn search(arena: &Arena, patterns: &[Pattern]) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(arena.len());
    for (number, StringBlock { bytes, ends, first }) in arena.blocks().enumerate() {
        for pattern in patterns {
            if number > 0 {
                rest().await;
            }
            pattern.strings_matching(bytes, &ends, |number| found.insert(first as usize + number));
        }
    }
    found
}

/// Whether one of the patterns matches.
pub(super) fn any_matches(patterns: &[Pattern], text: &[u8]) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}

/// Without angle brackets; this makes the null sender empty.
pub(super) fn bare(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"<").and_then(|text| text.strip_suffix(b">")).unwrap_or(text)
}

/// Without spaces: services are written `FrontEnd` as often as `Front End`.
pub(super) fn tight(name: &[u8]) -> Vec<u8> {
    name.iter().copied().filter(|&byte| byte != b' ').collect()
}

//! Finds the bytes that matter in a block of text: line ends, separators, quotes, and whether all of it is ASCII.

use super::line_syntax::LineSyntax;

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;

/// What a block of text contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stops {
    /// Bit `n` is set if byte `n` is one of those that were asked for.
    pub places: u64,
    /// Whether there is a byte beyond ASCII.
    pub beyond_ascii: bool,
}

/// What separates the fields of a line, and what may change that: a quote, or the separator again in a syntax without
/// quotes. `None` if it takes more than that to find the fields.
pub(super) fn separator_and_quote(syntax: LineSyntax) -> Option<[u8; 2]> {
    let separator = syntax.separator();
    match syntax {
        LineSyntax::Commas | LineSyntax::Semicolons | LineSyntax::QuotedTabs => Some([separator, b'"']),
        LineSyntax::Spaces | LineSyntax::Tabs => Some([separator; 2]),
        LineSyntax::Iis | LineSyntax::CommonLog | LineSyntax::Stamped => None,
    }
}

/// The complete blocks of a text, and its rest, filled with NUL.
pub(super) fn blocks(text: &[u8]) -> (&[[u8; BLOCK]], [u8; BLOCK]) {
    let (complete, rest) = text.as_chunks::<BLOCK>();
    let mut last = [0; BLOCK];
    last.iter_mut().zip(rest).for_each(|(room, &byte)| *room = byte);
    (complete, last)
}

/// Where a block has these bytes, none of which may be NUL.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
pub(super) fn find(block: &[u8; BLOCK], wanted: [u8; 3]) -> Stops {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128_or};
    let (quarters, _) = block.as_chunks::<16>();
    let [first, second, third] = wanted.map(|byte| u8x16_splat(byte));
    let (mut places, mut all) = (0, u64x2(0, 0));
    for (number, quarter) in quarters.iter().enumerate() {
        let (halves, _) = quarter.as_chunks::<8>();
        let bytes = u64x2(u64::from_le_bytes(halves[0]), u64::from_le_bytes(halves[1]));
        let found = v128_or(v128_or(u8x16_eq(bytes, first), u8x16_eq(bytes, second)), u8x16_eq(bytes, third));
        places |= u64::from(u8x16_bitmask(found)) << (number * 16);
        all = v128_or(all, bytes);
    }
    Stops { places, beyond_ascii: u8x16_bitmask(all) != 0 }
}

/// Where a block has these bytes, none of which may be NUL. Compilers vectorise this, but do not find the instruction of
/// WebAssembly that makes a mask, hence the other version.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
pub(super) fn find(block: &[u8; BLOCK], wanted: [u8; 3]) -> Stops {
    let [first, second, third] = wanted;
    let found = block.map(|byte| u8::from(byte == first) | u8::from(byte == second) | u8::from(byte == third));
    // The multiplication gathers the lowest bits of eight bytes in the highest byte.
    let bits = |word: &[u8; 8]| u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (words, _) = found.as_chunks::<8>();
    let places = words.iter().rev().fold(0, |places, word| places << 8 | bits(word));
    Stops { places, beyond_ascii: block.iter().fold(0, |all, byte| all | byte) >= 0x80 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    proptest::proptest! {
        #[test]
        fn every_wanted_byte_is_found(text in "[,\"\n\ra\u{0}é]{0,200}", other: u8) {
            let mut text = text.into_bytes();
            text.push(other);
            let wanted = [b'\n', b',', b'"'];
            let (mut found, mut ascii, mut seen) = (Vec::new(), true, 0);
            let (complete, last) = blocks(&text);
            for (number, block) in complete.iter().chain([&last]).enumerate() {
                let Stops { places, beyond_ascii } = find(block, wanted);
                found.extend((0..BLOCK).filter(|place| places >> place & 1 == 1).map(|place| number * BLOCK + place));
                proptest::prop_assert_eq!(beyond_ascii, !block.is_ascii());
                ascii &= !beyond_ascii;
                seen += BLOCK.min(text.len() - seen);
            }
            let expected: Vec<usize> = (0..text.len()).filter(|&place| wanted.contains(&text[place])).collect();
            proptest::prop_assert_eq!(found, expected);
            proptest::prop_assert_eq!((ascii, seen), (text.is_ascii(), text.len()));
        }
    }
}

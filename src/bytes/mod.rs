//! Comparing, searching, splitting and [hashing](HashKey) text that is still bytes, and [reading numbers](decimal) in it.
//!
//! The lowest layer: every module may use it. Case always means ASCII case: protocol words are ASCII, and folding
//! anything else would change lengths.

pub(crate) mod base64;
mod hash_key;
mod number;
pub(crate) mod steps;
mod trigrams;

pub(crate) use hash_key::{HashKey, HashMap};
pub(crate) use number::{decimal, decimal_u32, fraction, leading_decimal};
pub(crate) use trigrams::Trigrams;

/// Whether two byte strings are equal. Compares eight bytes at a time, inline: rows are compared with stored strings
/// all the time, and in WebAssembly the compiler's own comparison costs a call and goes byte by byte. The last eight, in
/// which most strings of one length differ, come first; the words before them may overlap them.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let equal = |(a, b): (&[u8; 8], &[u8; 8])| u64::from_le_bytes(*a) == u64::from_le_bytes(*b);
    match a.last_chunk().zip(b.last_chunk()) {
        Some(last) => equal(last) && a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0).all(equal),
        None => a.iter().zip(b).all(|(a, b)| a == b),
    }
}

/// Whether all bytes are ASCII. Reads eight at a time without an early exit: nearly all lines are ASCII, and short.
#[inline]
pub(crate) fn is_ascii(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().fold(0, |all, &word| all | u64::from_le_bytes(word));
    let rest = rest.iter().fold(0, |all, &byte| all | byte);
    words & 0x8080_8080_8080_8080 == 0 && rest < 0x80
}

/// At most the first `max` bytes of UTF-8 text, cut between two characters.
pub(crate) fn beginning(text: &[u8], max: usize) -> &[u8] {
    let is_inside = |place: &usize| text.get(*place).is_some_and(|byte| byte & 0xC0 == 0x80);
    // At most three bytes of a character follow its first.
    let end = (max.saturating_sub(3)..=max).rev().find(|place| !is_inside(place)).unwrap_or(max);
    text.get(..end).unwrap_or(text)
}

/// The text after `prefix`, compared without case.
pub(crate) fn strip_prefix<'a>(text: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The text before `suffix`, compared without case.
pub(crate) fn strip_suffix<'a>(text: &'a [u8], suffix: &[u8]) -> Option<&'a [u8]> {
    let (rest, tail) = text.split_at_checked(text.len().checked_sub(suffix.len())?)?;
    tail.eq_ignore_ascii_case(suffix).then_some(rest)
}

/// Whether the text begins with `prefix`, compared without case.
pub(crate) fn begins_with(text: &[u8], prefix: &[u8]) -> bool {
    strip_prefix(text, prefix).is_some()
}

/// The place of the first `needle`. Preparing a search for several bytes takes longer than most searches.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memchr(*byte, text),
        _ => memchr::memmem::find(text, needle),
    }
}

/// The place of the last `needle`.
fn rfind(text: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [byte] => memchr::memrchr(*byte, text),
        _ => memchr::memmem::rfind(text, needle),
    }
}

/// The parts before and after the first `separator`.
pub(crate) fn split_once<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let (before, rest) = text.split_at_checked(find(text, separator)?)?;
    Some((before, rest.get(separator.len()..)?))
}

/// The parts before and after the last `separator`.
pub(crate) fn rsplit_once<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let (before, rest) = text.split_at_checked(rfind(text, separator)?)?;
    Some((before, rest.get(separator.len()..)?))
}

/// The text between `before` and the next `after`.
pub(crate) fn between<'a>(text: &'a [u8], before: &[u8], after: &[u8]) -> Option<&'a [u8]> {
    let (_, rest) = split_once(text, before)?;
    split_once(rest, after).map(|(inner, _)| inner)
}

/// Whether the text contains `needle`, compared without case.
pub(crate) fn contains(text: &[u8], needle: &[u8]) -> bool {
    needle.is_empty() || text.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
}

/// The first word, and the rest without the blanks around it.
pub(crate) fn first_word(text: &[u8]) -> (&[u8], &[u8]) {
    let text = text.trim_ascii();
    let end = text.iter().position(u8::is_ascii_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (word, rest.trim_ascii_start())
}

/// The last word, and the text before it without the blanks around it.
pub(crate) fn last_word(text: &[u8]) -> (&[u8], &[u8]) {
    let text = text.trim_ascii();
    let start = text.iter().rposition(u8::is_ascii_whitespace).map_or(0, |blank| blank + 1);
    let (rest, word) = text.split_at(start);
    (rest.trim_ascii_end(), word)
}

/// The words, separated by blanks.
pub(crate) fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_and_suffixes_ignore_case() {
        assert_eq!(strip_prefix(b"from:<a>", b"FROM:"), Some(&b"<a>"[..]));
        assert_eq!(strip_prefix(b"fro", b"FROM:"), None);
        assert_eq!(strip_suffix(b"x.LOG", b".log"), Some(&b"x"[..]));
        assert_eq!(strip_suffix(b"g", b".log"), None);
        assert!(begins_with(b"Tarpit for", b"tarpit"));
        assert!(contains(b"Unable To Relay", b"to relay"));
        assert!(contains(b"", b""));
        assert!(!contains(b"re", b"relay"));
    }

    #[test]
    fn splits_at_the_first_or_the_last() {
        assert_eq!(split_once(b"a, b, c", b", "), Some((&b"a"[..], &b"b, c"[..])));
        assert_eq!(rsplit_once(b"a, b, c", b", "), Some((&b"a, b"[..], &b"c"[..])));
        assert_eq!(split_once(b"a", b", "), None);
        assert_eq!(between(b"for '5' due", b"'", b"'"), Some(&b"5"[..]));
        assert_eq!(between(b"for '5 due", b"'", b"'"), None);
    }

    #[test]
    fn words_lose_the_blanks_around_them() {
        assert_eq!(first_word(b"  a \t b c "), (&b"a"[..], &b"b c"[..]));
        assert_eq!(last_word(b"a b  c "), (&b"a b"[..], &b"c"[..]));
        assert_eq!(first_word(b""), (&b""[..], &b""[..]));
        assert_eq!(last_word(b"c"), (&b""[..], &b"c"[..]));
        assert!(words(b" a  b ").eq([&b"a"[..], b"b"]));
    }

    #[test]
    fn truncation_does_not_split_a_character() {
        let text = "aé😀b".as_bytes();
        let lengths: [usize; 10] = core::array::from_fn(|most| beginning(text, most).len());
        assert_eq!(lengths, [0, 1, 1, 3, 3, 3, 3, 7, 8, 8]);
        assert_eq!(beginning(b"\xBF\xBF\xBF\xBF\xBF", 4), b"\xBF\xBF\xBF\xBF", "what is no UTF-8 is cut anywhere");
    }

    proptest::proptest! {
        #[test]
        fn comparison_agrees_with_equality(a in "[ab]{0,20}", b in "[ab]{0,20}") {
            proptest::prop_assert!(same(a.as_bytes(), a.as_bytes()));
            proptest::prop_assert_eq!(same(a.as_bytes(), b.as_bytes()), a == b);
        }

        #[test]
        fn ascii_is_ascii(text in "[a\u{7F}\u{80}é]{0,3}[a-z]{0,20}[aé]{0,2}") {
            proptest::prop_assert_eq!(is_ascii(text.as_bytes()), text.is_ascii());
        }
    }
}

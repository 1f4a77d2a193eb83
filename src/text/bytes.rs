//! Comparing bytes and looking through them quickly.

/// Whether two strings are the same. Eight bytes at a time and without a call: rows are compared with what is stored all
/// the time, and in WebAssembly the compiler's own comparison costs a call and goes byte by byte.
#[inline]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let ((words, rest), (other_words, other_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let differ = |(a, b): (&[u8; 8], &[u8; 8])| u64::from_le_bytes(*a) != u64::from_le_bytes(*b);
    !words.iter().zip(other_words).any(differ) && rest.iter().zip(other_rest).all(|(a, b)| a == b)
}

/// Whether a text begins with another, compared without case.
pub fn begins_with(text: &[u8], beginning: &[u8]) -> bool {
    text.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

/// Whether all bytes are ASCII. Eight at a time and without a way out before the end: nearly all lines are, and short.
#[inline]
pub fn is_ascii(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().fold(0, |all, &word| all | u64::from_le_bytes(word));
    let rest = rest.iter().fold(0, |all, &byte| all | byte);
    words & 0x8080_8080_8080_8080 == 0 && rest < 0x80
}

/// The first `most` bytes of a text in UTF-8 at most, without a character that this would cut.
pub fn beginning(text: &[u8], most: usize) -> &[u8] {
    let is_inside = |place: &usize| text.get(*place).is_some_and(|byte| byte & 0xC0 == 0x80);
    // A character has at most three bytes behind its first.
    let end = (most.saturating_sub(3)..=most).rev().find(|place| !is_inside(place)).unwrap_or(most);
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_cuts_no_character() {
        let text = "aé😀b".as_bytes();
        let lengths: [usize; 10] = core::array::from_fn(|most| beginning(text, most).len());
        assert_eq!(lengths, [0, 1, 1, 3, 3, 3, 3, 7, 8, 8]);
        assert_eq!(beginning(b"\xBF\xBF\xBF\xBF\xBF", 4), b"\xBF\xBF\xBF\xBF", "what is no UTF-8 is cut anywhere");
    }

    proptest::proptest! {
        #[test]
        fn sameness_is_equality(a in "[ab]{0,20}", b in "[ab]{0,20}") {
            proptest::prop_assert!(same(a.as_bytes(), a.as_bytes()));
            proptest::prop_assert_eq!(same(a.as_bytes(), b.as_bytes()), a == b);
        }

        #[test]
        fn ascii_is_ascii(text in "[a\u{7F}\u{80}é]{0,3}[a-z]{0,20}[aé]{0,2}") {
            proptest::prop_assert_eq!(is_ascii(text.as_bytes()), text.is_ascii());
        }
    }
}

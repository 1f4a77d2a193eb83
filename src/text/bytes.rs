//! Comparing bytes quickly.

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

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn sameness_is_equality(a in "[ab]{0,20}", b in "[ab]{0,20}") {
            proptest::prop_assert!(same(a.as_bytes(), a.as_bytes()));
            proptest::prop_assert_eq!(same(a.as_bytes(), b.as_bytes()), a == b);
        }
    }
}

//! Small questions about byte text that both `smtp` and `exchange` ask.
//!
//! Case means ASCII case everywhere: protocol words are ASCII, and folding anything else would change lengths.

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

/// The parts before and after the first `separator`.
pub(crate) fn split_once<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let (before, rest) = text.split_at_checked(memchr::memmem::find(text, separator)?)?;
    Some((before, rest.get(separator.len()..)?))
}

/// The parts before and after the last `separator`.
pub(crate) fn rsplit_once<'a>(text: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let (before, rest) = text.split_at_checked(memchr::memmem::rfind(text, separator)?)?;
    Some((before, rest.get(separator.len()..)?))
}

/// What stands after `before` and up to the next `after`.
pub(crate) fn between<'a>(text: &'a [u8], before: &[u8], after: &[u8]) -> Option<&'a [u8]> {
    let (_, rest) = split_once(text, before)?;
    split_once(rest, after).map(|(inner, _)| inner)
}

/// Whether `needle` stands anywhere in the text, compared without case.
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

/// The last word, and what stands before it without the blanks around it.
pub(crate) fn last_word(text: &[u8]) -> (&[u8], &[u8]) {
    let text = text.trim_ascii();
    let start = text.iter().rposition(u8::is_ascii_whitespace).map_or(0, |blank| blank + 1);
    let (rest, word) = text.split_at(start);
    (rest.trim_ascii_end(), word)
}

/// The words between blanks.
pub(crate) fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty())
}

/// A number in decimal digits and nothing else; `None` when it is empty or does not fit.
pub(crate) fn decimal(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0u64, |number, digit| {
        let digit = char::from(*digit).to_digit(10)?;
        number.checked_mul(10)?.checked_add(u64::from(digit))
    })
}

/// The number that the text begins with, and the rest.
pub(crate) fn leading_decimal(text: &[u8]) -> Option<(u64, &[u8])> {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((decimal(digits)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_and_suffixes_have_no_case() {
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
    fn numbers_are_digits_that_fit() {
        assert_eq!(decimal(b"18446744073709551615"), Some(u64::MAX));
        assert_eq!(decimal(b"18446744073709551616"), None);
        assert_eq!(decimal(b""), None);
        assert_eq!(decimal(b"+1"), None);
        assert_eq!(leading_decimal(b"12 x"), Some((12, &b" x"[..])));
        assert_eq!(leading_decimal(b"x"), None);
    }
}

//! Numbers as logs and protocols write them: ASCII decimal digits, no sign.

/// Digits that fit into any `u64`; only longer numbers can overflow.
const SAFE_DIGITS: usize = 19;

/// A number written in decimal digits and nothing else; `None` when the text is empty or the number exceeds 64 bits.
#[inline]
pub(crate) fn decimal(text: &[u8]) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    let (safe, rest) = text.split_at(text.len().min(SAFE_DIGITS));
    let number = safe.iter().try_fold(0u64, |number, &byte| Some(number * 10 + digit(byte)?))?;
    rest.iter().try_fold(number, |number, &byte| number.checked_mul(10)?.checked_add(digit(byte)?))
}

/// A number written in at most ten decimal digits and nothing else; `None` for any other text, and when the number
/// exceeds 32 bits.
#[inline]
pub(crate) fn decimal_u32(text: &[u8]) -> Option<u32> {
    decimal(text).filter(|_| text.len() <= 10).and_then(|number| u32::try_from(number).ok())
}

/// The number that the text begins with, and the rest.
pub(crate) fn leading_decimal(text: &[u8]) -> Option<(u64, &[u8])> {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((decimal(digits)?, rest))
}

/// The digits after a decimal point in units of 10^-`places`: `5` is 500 for three places. Further digits are dropped;
/// `None` if there are no digits, or anything else.
pub(crate) fn fraction(digits: &[u8], places: usize) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let padded = digits.iter().copied().chain(core::iter::repeat(b'0'));
    padded.take(places).try_fold(0u64, |sum, byte| sum.checked_mul(10)?.checked_add(digit(byte)?))
}

/// The value of an ASCII digit.
fn digit(byte: u8) -> Option<u64> {
    let value = byte.wrapping_sub(b'0');
    (value <= 9).then_some(u64::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_that_fit_are_numbers() {
        assert_eq!(decimal(b"0"), Some(0));
        assert_eq!(decimal(b"18446744073709551615"), Some(u64::MAX));
        assert_eq!(decimal(b"0000000000018446744073709551615"), Some(u64::MAX));
        assert_eq!(decimal(b"18446744073709551616"), None);
        assert_eq!(decimal(b"99999999999999999999"), None);
        for text in [&b""[..], b"+1", b"-1", b"1 ", b"12345678901234567890x", b"1x"] {
            assert_eq!(decimal(text), None, "{}", text.escape_ascii());
            assert_eq!(decimal_u32(text), None, "{}", text.escape_ascii());
        }
        assert_eq!(decimal_u32(b"4294967295"), Some(u32::MAX));
        assert_eq!(decimal_u32(b"4294967296"), None);
        assert_eq!(decimal_u32(b"00000000001"), None, "longer than any 32-bit number");
    }

    #[test]
    fn a_leading_number_is_split_from_the_text() {
        assert_eq!(leading_decimal(b"12 x"), Some((12, &b" x"[..])));
        assert_eq!(leading_decimal(b"x"), None);
    }

    #[test]
    fn a_fraction_is_padded_or_cut_to_its_places() {
        assert_eq!(fraction(b"5", 3), Some(500));
        assert_eq!(fraction(b"0625", 3), Some(62));
        assert_eq!(fraction(b"9999999999999999999999999", 3), Some(999));
        for text in [&b""[..], b"x", b"5x", b"-5", b"555x"] {
            assert_eq!(fraction(text, 3), None, "{}", text.escape_ascii());
        }
    }
}

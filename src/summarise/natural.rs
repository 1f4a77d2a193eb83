//! The order of values as people expect it: numbers in them count as numbers.

use core::cmp::Ordering;

/// A value, in the order of its numbers: `EX2` comes before `EX10`, and 192.0.2.9 before 192.0.2.10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Natural<'a>(pub &'a [u8]);

impl Ord for Natural<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut one, mut two) = (self.0, other.0);
        loop {
            let order = match (one, two) {
                // The same but for zeros before a number.
                ([], []) => return self.0.cmp(other.0),
                ([a, ..], [b, ..]) if a.is_ascii_digit() && b.is_ascii_digit() => {
                    let (a, b) = (digits(&mut one), digits(&mut two));
                    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
                }
                ([a, rest @ ..], [b, others @ ..]) => {
                    (one, two) = (rest, others);
                    a.cmp(b)
                }
                _ => one.len().cmp(&two.len()),
            };
            if order.is_ne() {
                return order;
            }
        }
    }
}

impl PartialOrd for Natural<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Takes the digits that a text begins with; without the zeros before them.
fn digits<'a>(text: &mut &'a [u8]) -> &'a [u8] {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at(length);
    *text = rest;
    let zeros = number.iter().take_while(|byte| **byte == b'0').count();
    number.get(zeros..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn numbers_count_as_numbers() {
        for in_order in [
            &["", "2", "9", "10", "31", "1711"][..],
            &["192.0.2.2", "192.0.2.10", "192.0.10.1", "198.51.100.1"],
            &["10.1.2.0/24", "10.1.10.0/24", "10.1.100.0/24"],
            &["EX", "EX2", "EX2-a", "EX10", "EXA"],
            &["2026-03-02", "2026-03-02T08", "2026-03-02T10", "2026-11-01"],
            &["007", "07", "7", "7a", "08"],
            &["-1", "0", "12.5", "1500"],
        ] {
            let mut sorted: Vec<&str> = in_order.to_vec();
            sorted.reverse();
            sorted.sort_by(|one, two| Natural(one.as_bytes()).cmp(&Natural(two.as_bytes())));
            assert_eq!(sorted, in_order);
        }
    }
}

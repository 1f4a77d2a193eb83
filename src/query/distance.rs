//! How near two texts are.

use alloc::vec::Vec;

/// How many bytes must be added, removed, replaced or swapped with their neighbour to get from one text to the other
/// (optimal string alignment), ignoring the case of ASCII letters; `None` if they are more than `most`.
pub fn distance(one: &[u8], other: &[u8], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let same = |i: usize, j: usize| match (one.get(i), other.get(j)) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        _ => false,
    };
    let far = most + 1;
    let (mut before, mut row): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=other.len()).collect());
    for i in 0..one.len() {
        // Off the diagonal by more than `most`, nothing is near.
        let (begin, end) = (i.saturating_sub(most), (i + most + 1).min(other.len()));
        let mut next = alloc::vec![far; other.len() + 1];
        if begin == 0 {
            next[0] = i + 1;
        }
        let mut least = next[0];
        for j in begin..end {
            let mut steps = (row[j] + usize::from(!same(i, j))).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && same(i, j - 1) && same(i - 1, j) {
                steps = steps.min(before[j - 1] + 1);
            }
            next[j + 1] = steps;
            least = least.min(steps);
        }
        if least > most {
            return None;
        }
        before = core::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|steps| *steps <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by the textbook.
    fn whole(a: &[u8], b: &[u8]) -> usize {
        let mut rows = alloc::vec![alloc::vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                if i == 0 || j == 0 {
                    rows[i][j] = i + j;
                    continue;
                }
                let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                rows[i][j] = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    rows[i][j] = rows[i][j].min(rows[i - 2][j - 2] + 1);
                }
            }
        }
        rows[a.len()][b.len()]
    }

    #[test]
    fn near_and_far() {
        for (one, other, most, expected) in [
            ("from", "FORM", 1, Some(1)),
            ("from", "from", 0, Some(0)),
            ("gpa", "gap", 1, Some(1)),
            ("", "ab", 2, Some(2)),
            ("contoso.com", "cotnoso.con", 2, Some(2)),
            ("contoso.com", "fabrikam.com", 2, None),
            ("abc", "abcdef", 2, None),
        ] {
            assert_eq!(distance(one.as_bytes(), other.as_bytes(), most), expected, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn as_the_textbook_has_it(one in "[ab]{0,7}", other in "[abc]{0,7}", most in 0..4_usize) {
            let expected = Some(whole(one.as_bytes(), other.as_bytes())).filter(|steps| *steps <= most);
            prop_assert_eq!(distance(one.as_bytes(), other.as_bytes(), most), expected);
        }
    }
}

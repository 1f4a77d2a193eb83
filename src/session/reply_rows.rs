//! The rows of one reply: up to Exchange 2013, and in L-files, each line of a reply has a row of its own.

use crate::content::TextKind;
use core::ops::RangeInclusive;

/// The places of the rows of the reply that the row at `place` is part of. `row` is what the row at a place is, and its
/// sequence-number, in logs without these its place: rows with others missing between them are not of one reply. There
/// are `rows` of them.
pub fn reply_rows(row: impl Fn(u32) -> (TextKind, u32), rows: u32, place: u32) -> RangeInclusive<u32> {
    let (TextKind::Reply { code, .. }, _) = row(place) else { return place..=place };
    let continues = |at: u32| {
        let ((kind, sequence), (next, next_sequence)) = (row(at), row(at + 1));
        kind == TextKind::Reply { code, continued: true }
            && matches!(next, TextKind::Reply { code: other, .. } if other == code)
            && next_sequence == sequence.saturating_add(1)
    };
    let first = (0..place).rev().take_while(|&before| continues(before)).last().unwrap_or(place);
    let last = (place + 1..rows).take_while(|&at| continues(at - 1)).last().unwrap_or(place);
    first..=last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_extends_from_its_first_row_to_its_last() {
        let reply = |code, continued| TextKind::Reply { code, continued };
        let rows = [
            (reply(250, false), 0),
            (reply(550, true), 1),
            (reply(550, true), 2),
            (reply(550, false), 3),
            (reply(550, false), 4),
            (reply(451, true), 5),
            (reply(451, false), 7),
            (TextKind::Disconnect, 8),
        ];
        let of = |place: u32| reply_rows(|at| rows[at as usize], rows.len() as u32, place);
        let expected = [0..=0, 1..=3, 1..=3, 1..=3, 4..=4, 5..=5, 6..=6, 7..=7];
        assert_eq!([0, 1, 2, 3, 4, 5, 6, 7].map(of), expected);
    }
}

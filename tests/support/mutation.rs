//! Damages logs; the same seed gives the same damage.

use super::generator::random::Random;

/// Pieces that may be inserted anywhere in a log.
const STRANGERS: &[&[u8]] = &[
    b"\0",
    b"\0\0\0\0\0\0\0\0",
    b"\"",
    b"\"\"",
    b",",
    b"\n",
    b"\r",
    b"\r\n\r\n",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"\xC3",
    b"\xE9t\xE9",
    b"\n\0",
    b"\x3D\xD8",
    b"\x1F",
    b"#",
    b"\n#Fields: a,b\n",
    b"\n#Fields: \n",
    b"\n#Fields: date-time,session,source,Destination,direction,description\n",
    b"\n#Log-type: Agent Log\n#Fields: a b c\n",
    b"99999999999999999999999999",
    b"4294967295",
    b"18446744073709551615",
    b"-1",
    b"9999-12-31T23:59:59.999Z",
    b"0001-01-01T00:00:00.000Z",
    b"AUTH PLAIN AGFubmEAc2VjcmV0",
    b"BDAT 18446744073709551615 LAST",
    b"SIZE=18446744073709551615",
    b"Tarpit for '99999999.99:99:99.999'",
    b"Messages: 18446744073709551615 Bytes: 18446744073709551615 ()",
    b"x[",
    b"PK\x03\x04",
];

/// A log with one to four kinds of damage; pieces of `other` may be inserted.
pub fn damaged(random: &mut Random, log: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = log.to_vec();
    for _ in 0..random.between(1, 4) {
        damage(random, &mut bytes, other);
    }
    bytes
}

fn damage(random: &mut Random, bytes: &mut Vec<u8>, other: &[u8]) {
    let (from, to) = range(random, bytes.len());
    match random.below(9) {
        0 => (0..random.between(1, 12)).for_each(|_| flip(random, bytes)),
        1 => bytes.truncate(from),
        2 => drop(bytes.drain(from..to)),
        3 => {
            let piece = bytes[from..to].to_vec();
            insert(bytes, to, &piece);
        }
        4 => {
            let (start, end) = range(random, other.len());
            insert(bytes, from, &other[start..end]);
        }
        5 => {
            let (start, _) = range(random, other.len());
            bytes.truncate(from);
            bytes.extend_from_slice(&other[start..]);
        }
        6 => bytes[from..to].reverse(),
        7 => swap_lines(random, bytes),
        _ => (0..random.between(1, 8)).for_each(|_| {
            let (at, _) = range(random, bytes.len());
            let stranger = random.pick(STRANGERS);
            insert(bytes, at, stranger);
        }),
    }
}

/// A range, mostly short.
fn range(random: &mut Random, length: usize) -> (usize, usize) {
    let from = below(random, length + 1);
    let most = if random.one_in(4) { length } else { 200 };
    (from, (from + below(random, most + 1)).min(length))
}

/// A number from 0 to `limit - 1`.
pub fn below(random: &mut Random, limit: usize) -> usize {
    usize::try_from(random.below(limit as u64)).unwrap_or(0)
}

fn flip(random: &mut Random, bytes: &mut [u8]) {
    let at = below(random, bytes.len());
    let bits = random.below(256) as u8;
    if let Some(byte) = bytes.get_mut(at) {
        *byte = if random.one_in(2) { bits } else { *byte ^ (1 << (bits % 8)) };
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

fn swap_lines(random: &mut Random, bytes: &mut Vec<u8>) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    for _ in 0..3 {
        let (one, other) = (below(random, lines.len()), below(random, lines.len()));
        if one < lines.len() && other < lines.len() {
            lines.swap(one, other);
        }
    }
    *bytes = lines.concat();
}

/// The bytes in pieces of arbitrary size, some of them empty.
pub fn pieces<'b>(random: &mut Random, bytes: &'b [u8]) -> Vec<&'b [u8]> {
    let most = [1, 7, 100, 1000, bytes.len()][below(random, 5)];
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(below(random, most + 2).min(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

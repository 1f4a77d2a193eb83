//! Changes of inputs that keep their structure: lines and fields are moved, copied and replaced as a whole. Every third
//! change is libFuzzer's own, and every third one damage.

use crate::support::generator::random::Random;
use crate::support::mutation::{below, damaged};
use libfuzzer_sys::fuzzer_mutate;

/// Values that logs have and that borders are at.
const VALUES: &[&[u8]] = &[
    b"",
    b"0",
    b"4294967295",
    b"+",
    b"-",
    b">",
    b"<",
    b"*",
    b"2026-03-02T08:00:00.000Z",
    b"9999-12-31T23:59:59.999Z",
    b"192.0.2.10:25",
    b"[2001:db8::1]:25",
    b"EHLO mail.contoso.com",
    b"MAIL FROM:<ann@contoso.com> SIZE=10",
    b"RCPT TO:<bob@contoso.com>",
    b"DATA",
    b"BDAT 10 LAST",
    b"AUTH LOGIN",
    b"AUTH PLAIN AGFubgBzZWNyZXQ=",
    b"STARTTLS",
    b"QUIT",
    b"RSET",
    b"220 ready",
    b"250-SIZE",
    b"250 2.1.0 Sender OK",
    b"334 VXNlcm5hbWU6",
    b"354 go on",
    b"421 4.4.2 closing",
    b"535 5.7.3 Authentication unsuccessful",
    b"550 5.7.1 Unable to relay",
];

/// Changes the input in `data[..size]`; returns its new size, at most `max_size`.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let random = &mut Random::new(u64::from(seed));
    let changed = match random.below(3) {
        0 => return fuzzer_mutate(data, size, max_size),
        1 => damaged(random, &data[..size], &data[..size]),
        _ => restructured(random, &data[..size]),
    };
    let size = changed.len().min(max_size).min(data.len());
    data[..size].copy_from_slice(&changed[..size]);
    size
}

/// The input with one to three lines or fields changed.
fn restructured(random: &mut Random, input: &[u8]) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = input.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    for _ in 0..random.between(1, 3) {
        if lines.is_empty() {
            break;
        }
        change(random, &mut lines);
    }
    lines.concat()
}

fn change(random: &mut Random, lines: &mut Vec<Vec<u8>>) {
    let (one, other) = (below(random, lines.len()), below(random, lines.len()));
    match random.below(6) {
        0 => lines.swap(one, other),
        1 => lines.insert(one, lines[other].clone()),
        2 => drop(lines.remove(one)),
        3 => {
            let rest: Vec<Vec<u8>> = lines.drain(one..).collect();
            lines.splice(0..0, rest);
        }
        _ => {
            let donor = lines[other].clone();
            lines[one] = with_another_field(random, &lines[one], &donor);
        }
    }
}

/// The line with one field replaced: by that of another line in the same column, or by a value.
fn with_another_field(random: &mut Random, line: &[u8], donor: &[u8]) -> Vec<u8> {
    let separator = *[b",", b" ", b"\t"]
        .iter()
        .max_by_key(|one| line.iter().filter(|&&byte| byte == one[0]).count())
        .unwrap_or(&b",");
    let mut fields: Vec<&[u8]> = line.split(|byte| separator.contains(byte)).collect();
    let column = below(random, fields.len());
    let theirs = donor.split(|byte| separator.contains(byte)).nth(column).unwrap_or_default();
    match random.below(4) {
        0 => drop(fields.remove(column)),
        1 => fields.insert(column, fields[column]),
        2 => fields[column] = theirs,
        _ => fields[column] = random.pick(VALUES),
    }
    fields.join(&separator[..])
}

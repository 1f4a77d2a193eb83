//! Damaged logs: whatever a file contains, nothing panics, every byte is accounted for, every diagnostic points into
//! the file, and every session that was read can be shown and exported.

use crate::support::fixtures::{Input, cases};
use crate::support::generator::random::Random;
use crate::support::mutation::{below, damaged, pieces};
use crate::support::promises::check;
use crate::support::result::{details, digest};
use crate::support::ways::{PREFIXES, cut, each_line, filled};
use exchange_log_viewer::{DiagnosticKind, Engine, FileEnd, summary};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

/// Number of damaged logs; each is made from a seed below this.
const SEEDS: u64 = 20_000;

/// Diagnostics that damage does not cause: lines of a megabyte, and partly read files except where a case expects them.
const NOT_MET: [DiagnosticKind; 1] = [DiagnosticKind::OverlongLine];

#[test]
fn damaged_logs_are_read_without_a_panic_and_without_losing_a_byte() {
    let inputs: Vec<Input> = cases().into_iter().flat_map(|case| case.inputs).collect();
    let met = Mutex::new(HashSet::new());
    let workers = thread::available_parallelism().map_or(1, |count| count.get() as u64);
    thread::scope(|scope| {
        for worker in 0..workers {
            let (inputs, met) = (&inputs, &met);
            scope.spawn(move || {
                for seed in (worker..SEEDS).step_by(workers as usize) {
                    met.lock().unwrap().extend(read_seed(inputs, seed));
                }
            });
        }
    });
    let met = met.into_inner().unwrap();
    let missed: Vec<&str> = DiagnosticKind::ALL
        .iter()
        .filter(|kind| !met.contains(*kind) && !NOT_MET.contains(kind))
        .map(|kind| kind.name())
        .collect();
    assert_eq!(missed, [""; 0], "the damage is too mild to cause these");
}

fn read_seed(inputs: &[Input], seed: u64) -> Vec<DiagnosticKind> {
    let outcome = catch_unwind(AssertUnwindSafe(|| read_damaged(inputs, seed)));
    outcome.unwrap_or_else(|_| panic!("seed {seed} panicked, see above"))
}

/// Reads one or two damaged files into one engine, in pieces of any size; returns the kinds of diagnostics. Only in pieces
/// after the one by which a log is recognised do its lines come with their fields, so this also compares the ways of
/// splitting them.
fn read_damaged(inputs: &[Input], seed: u64) -> Vec<DiagnosticKind> {
    let mut random = Random::new(seed);
    let mut files = Vec::new();
    for _ in 0..random.between(1, 2) {
        let log = &inputs[below(&mut random, inputs.len())];
        let other = &inputs[below(&mut random, inputs.len())];
        let bytes = arrived(&mut random, &log.bytes);
        files.push((log, damaged(&mut random, &bytes, &other.bytes)));
    }
    let mut whole = read(&files, |engine, bytes| engine.push(bytes));
    let parted = read(&files, |engine, bytes| pieces(&mut random, bytes).iter().for_each(|piece| engine.push(piece)));
    assert_eq!(digest(&parted), digest(&whole), "seed {seed}: splitting changes what is read");
    let bytes: Vec<&[u8]> = files.iter().map(|(_, bytes)| &bytes[..]).collect();
    check(&mut whole, &bytes, &format!("seed {seed}"));
    whole.archive().diagnostics.iter().map(|(_, kind, _)| kind).collect()
}

/// Every other file as it arrives in a ticket: after prefixes, broken into several lines, or both.
fn arrived(random: &mut Random, bytes: &[u8]) -> Vec<u8> {
    let Some(text) = str::from_utf8(bytes).ok().filter(|_| random.between(0, 1) == 0) else { return bytes.to_vec() };
    let width = [72, 76, 80, 100][below(random, 4)];
    let broken = match random.between(0, 3) {
        0 => each_line(text, |_, line| cut(line, width)),
        1 => each_line(text, |_, line| filled(line, width)),
        _ => text.to_string(),
    };
    let way = below(random, PREFIXES.len() + 1);
    PREFIXES.get(way).map_or(broken.clone(), |(_, prefixed)| each_line(&broken, prefixed)).into_bytes()
}

fn read(files: &[(&Input, Vec<u8>)], mut feed: impl FnMut(&mut Engine, &[u8])) -> Engine {
    let mut engine = Engine::new(7);
    for (input, bytes) in files {
        engine.begin_file(&input.name, &input.folder, bytes.len() as u64);
        feed(&mut engine, bytes);
        engine.end_file(input.end);
    }
    engine.publish();
    engine
}

/// Pushes a good entry, a line of `length` bytes in pieces of a megabyte, and another entry.
fn read_long_line(length: usize, byte: u8, line_end: &str) -> Engine {
    let row = |number: u32, event: &str| {
        format!(
            "2026-03-02T08:00:00.000Z,EX19\\In,08DE70D52F650001,{number},192.0.2.19:25,198.51.100.7:4711,{event},,\r\n"
        )
    };
    let mut engine = Engine::new(7);
    engine.begin_file("RECV2026030208-1.LOG", "", 0);
    engine.push(row(0, "+").as_bytes());
    let piece = vec![byte; 1 << 20];
    for start in (0..length).step_by(piece.len()) {
        engine.push(&piece[..piece.len().min(length - start)]);
    }
    engine.push(line_end.as_bytes());
    engine.push(row(1, "-").as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    engine
}

#[test]
fn a_line_of_a_hundred_megabytes_loses_only_itself() {
    for (byte, kind) in [(b'x', DiagnosticKind::OverlongLine), (b'"', DiagnosticKind::OverlongLine)] {
        let engine = read_long_line(100_000_000, byte, "\r\n");
        let archive = engine.archive();
        let file = archive.files.iter().next().unwrap().1;
        assert_eq!((file.accounts.diagnosed, file.accounts.total()), (100_000_002, file.read));
        let occurrences: Vec<_> = archive.diagnostics.iter().map(|(_, kind, row)| (kind, row.count)).collect();
        assert_eq!(occurrences, [(kind, 1)]);
        assert_eq!(details(&engine)[0]["entryCount"], 2);
    }
}

#[test]
fn a_hundred_megabytes_of_nul_are_padding() {
    let engine = read_long_line(100_000_000, 0, "\n");
    let archive = engine.archive();
    let occurrences: Vec<_> = archive.diagnostics.iter().map(|(_, kind, row)| (kind, row.count)).collect();
    assert_eq!(occurrences, [(DiagnosticKind::NulPadding, 1)]);
    assert_eq!(details(&engine)[0]["entryCount"], 2);
    let file = archive.files.iter().next().unwrap().1;
    assert_eq!((file.accounts.diagnosed, file.accounts.total()), (100_000_001, file.read));
}

#[test]
fn a_file_of_unknown_size_is_as_large_as_what_was_read() {
    let mut engine = Engine::new(7);
    engine.begin_file("RECV2026030208-1.LOG.gz", "", None);
    engine.push(b"#Software: Microsoft Exchange Server\r\n");
    engine.end_file(FileEnd::Complete);
    engine.publish();
    let report = summary(engine.archive());
    assert_eq!([report.per_file[0].bytes, report.per_file[0].accounted_bytes], [38.0, 38.0]);
}

#[test]
fn an_unread_file_is_not_reported_as_empty() {
    for (end, kinds) in [(FileEnd::Complete, ["empty-file"]), (FileEnd::Encrypted, ["file-encrypted"])] {
        let mut engine = Engine::new(7);
        engine.begin_file("RECV2026030208-1.LOG", "incident.zip", 1000);
        engine.end_file(end);
        let found: Vec<_> = engine.diagnostics().iter().map(|one| one.kind).collect();
        assert_eq!(found, kinds);
    }
}

//! What a file is, is found out without its name, without its header, and with another log behind it.
//!
//! Every log of the fixtures is read as it is, and then again in these three ways; what was found in it must be the same.
//! A log that cannot be told without name or header is in a list below with the reason, and must really need it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[allow(dead_code, reason = "each test uses a part of it")]
mod support;

use exchange_log_viewer::{Engine, FileEnd, LogType};
use std::collections::BTreeSet;
use support::fixtures::{Input, cases};

/// Cases whose logs need their name, with the reason.
const NEED_NAME: &[(&str, &str)] =
    &[("mail-access-headerless", "rows without header whose port and command POP3 and IMAP4 may both have")];

/// Cases whose logs need their header, with the reason.
const NEED_HEADER: &[(&str, &str)] = &[
    ("columns-reordered", "the header gives the order of the columns"),
    (
        "header-changes-log-type",
        "send rows look like receive rows, and the columns of an SMTP virtual server were chosen",
    ),
    ("http-subset", "the header says which columns there are"),
    ("smtpsvc-w3c-subset", "the header says which columns there are"),
    ("smtpsvc-w3c-time-only", "the header says which columns there are"),
];

/// What was found in a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    log_types: BTreeSet<LogType>,
    entries: u64,
}

fn read(name: &str, bytes: &[u8]) -> Found {
    let mut engine = Engine::new();
    engine.begin_file(name, "", bytes.len() as u64);
    engine.push(bytes);
    engine.end_file(FileEnd::Complete);
    let (_, file) = engine.archive().files.iter().next().unwrap();
    Found { log_types: file.log_types.iter().collect(), entries: file.entries + file.duplicates }
}

/// The logs of all cases in which there is something to find, with the name of their case.
fn logs() -> Vec<(String, Input)> {
    let all = cases().into_iter().flat_map(|case| case.inputs.into_iter().map(move |input| (case.name.clone(), input)));
    all.filter(|(_, input)| input.correction.read_as.is_none() && read(&input.name, &input.bytes).entries > 0).collect()
}

/// Checks that the logs of the listed cases, and of no others, are found to be something else.
fn compare(listed: &[(&str, &str)], other: impl Fn(&Input) -> Option<Found>) {
    let mut needed = BTreeSet::new();
    for (case, input) in logs() {
        let expected = read(&input.name, &input.bytes);
        let Some(found) = other(&input) else { continue };
        if listed.iter().any(|(name, _)| *name == case) {
            if found != expected {
                needed.insert(case);
            }
        } else {
            assert_eq!(found, expected, "{case}, {}", input.name);
        }
    }
    for (case, reason) in listed {
        assert!(needed.contains(*case), "{case} is in the list ({reason}), but not in need of it");
    }
}

#[test]
fn the_name_of_a_file_is_not_needed() {
    compare(NEED_NAME, |input| Some(read("notes.txt", &input.bytes)));
    compare(NEED_NAME, |input| Some(read("CONNECTLOG2026030208-1.LOG", &input.bytes)));
}

#[test]
fn the_header_of_a_log_is_not_needed() {
    compare(NEED_HEADER, |input| {
        let whole = read(&input.name, &input.bytes);
        let text = std::str::from_utf8(&input.bytes).ok()?;
        let rows: String =
            text.split_inclusive('\n').filter(|line| !line.trim_start_matches('\u{FEFF}').starts_with('#')).collect();
        // A table has no other shape than its header's, and a log without header stays what it was.
        (rows.len() < text.len() && !whole.log_types.contains(&LogType::Table))
            .then(|| read(&input.name, rows.as_bytes()))
    });
}

#[test]
fn a_log_may_have_another_one_behind_it() {
    let logs = logs();
    let mut compared = 0;
    for (place, (case, first)) in logs.iter().enumerate() {
        // The distance makes for pairs of different cases, and over all pairs every log comes first and second.
        for distance in [1, 7, 17, 31] {
            let (other, second) = &logs[(place + distance) % logs.len()];
            // Column names alone go on with the log before where that has the same columns.
            // A file has one encoding.
            let is_utf16 = first.bytes.iter().take(4).any(|byte| matches!(byte, 0 | 0xFE | 0xFF));
            if is_utf16 || !first.bytes.ends_with(b"\n") || !second.bytes.starts_with(b"#Software") {
                continue;
            }
            let (one, two) = (read("notes.txt", &first.bytes), read("notes.txt", &second.bytes));
            let both = read("notes.txt", &[&first.bytes[..], &second.bytes].concat());
            let expected = Found {
                log_types: one.log_types.union(&two.log_types).copied().collect(),
                entries: one.entries + two.entries,
            };
            assert_eq!(both, expected, "{case}/{} and {other}/{}", first.name, second.name);
            compared += 1;
        }
    }
    assert!(compared > 200, "only {compared} pairs were compared");
}

//! Every format that the generator writes is recognised: each row is read once, in as many sessions as were written.
//!
//! The generator knows nothing of the viewer, so its counts and the viewer's are independent.

#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

#[allow(dead_code, reason = "each test uses only part of it")]
mod support;

use exchange_log_viewer::{Engine, FileEnd, LogType};
use support::generator::family::{FORMATS, Format, generate_formats};
use support::generator::weave::Written;
use support::generator::{LogFile, Plan};

/// Bytes of each format: enough for several files of those with hourly files.
const BYTES: u64 = 3_000_000;

fn written(format: &'static Format) -> (Vec<LogFile>, Written) {
    let mut files = Vec::new();
    let plan = Plan { seed: 7, bytes: BYTES };
    let mut all = generate_formats(&plan, &[format], &mut |_, file| files.push(file));
    (files, all.remove(0).1)
}

fn read<'f>(files: impl IntoIterator<Item = &'f LogFile>) -> Engine {
    let mut engine = Engine::new(7);
    for file in files {
        engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
        for chunk in file.text.chunks(100_000) {
            engine.push(chunk);
        }
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

#[test]
fn every_log_type_is_generated() {
    let generated: Vec<&str> = FORMATS.iter().map(|format| format.log_type).collect();
    for log_type in LogType::ALL.iter().filter(|log_type| **log_type != LogType::Unknown) {
        assert!(generated.contains(&log_type.key()), "no generated log of type {}", log_type.key());
    }
}

#[test]
fn every_format_is_read_completely() {
    for format in &FORMATS {
        let (files, written) = written(format);
        let engine = read(files.iter());
        let archive = engine.archive();
        for (_, file) in archive.files.iter() {
            let name = archive.store.strings.text(file.name);
            assert_eq!(file.log_type.key(), format.log_type, "{}: {name}", format.name);
            assert_eq!(file.accounts.total(), file.read, "{}: {name}", format.name);
            assert_eq!(file.accounts.diagnosed, 0, "{}: {name}", format.name);
        }
        let entries: u64 = archive.files.iter().map(|(_, file)| file.entries).sum();
        assert_eq!(entries, written.all.entries, "{}: entries", format.name);
        assert_eq!(archive.store.sessions.len() as u64, written.all.sessions, "{}: sessions", format.name);
    }
}

#[test]
fn a_log_that_is_opened_twice_counts_once() {
    for format in FORMATS.iter().filter(|format| format.log_type != "table") {
        let (files, written) = written(format);
        let engine = read(files.iter().chain(&files));
        let archive = engine.archive();
        let entries: u64 = archive.files.iter().map(|(_, file)| file.entries).sum();
        assert_eq!(entries, written.all.entries, "{}: entries", format.name);
        assert_eq!(archive.store.sessions.len() as u64, written.all.sessions, "{}: sessions", format.name);
    }
}

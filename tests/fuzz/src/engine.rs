//! Reads files as the page does, and holds the result to everything that is promised.

use crate::File;
use crate::canary;
use crate::support::generator::random::Random;
use crate::support::mutation::{below, pieces};
use crate::support::promises::{check_reading, check_sessions};
use crate::support::result::{over_time, result};
use exchange_log_viewer::{
    BinWidth, Engine, ExportFormat, FileEnd, SessionColumn, SessionIndex, SortOrder,
};

/// Queries of every kind; an input is asked two of them.
const QUERIES: &[&str] = &[
    "code:5xx",
    "gap>1s or duration>10s",
    "from:ann to:*@contoso.com",
    "ip:192.0.2.0/24 -tls:none",
    "auth:failed",
    "/a.*b/ \"two words\"",
    "start>2026-03-02 server:EX19",
    "outcome:rejected,deferred user:*",
    "missing-entries>0 size>=1",
];

/// Asserts what is promised of files that were read in one piece. Whatever takes longer than reading them is tried with
/// a third of the inputs: reading them in pieces with publishing between, exports, and questions. Secrets are planted among an
/// eighth.
pub fn check(files: &[File<'_>], whole: &mut Engine, random: &mut Random) {
    let bytes: Vec<&[u8]> = files.iter().map(|file| file.bytes).collect();
    check_reading(whole, &bytes, "whole");
    match random.below(3) {
        0 => {
            let mut parted = read(files, |engine, bytes| push_in_parts(random, engine, bytes));
            assert_eq!(result(&mut parted), result(whole), "splitting and publishing change nothing");
        }
        1 => check_sessions(whole, "whole"),
        _ => ask(random, whole),
    }
    if random.one_in(8) {
        canary::check(files, random);
    }
}

/// Reads files and publishes them; `feed` pushes the bytes of each.
pub fn read(files: &[File<'_>], mut feed: impl FnMut(&mut Engine, &[u8])) -> Engine {
    let mut engine = Engine::new(7);
    for File { name, bytes } in files {
        engine.begin_file(name, "", bytes.len() as u64);
        feed(&mut engine, bytes);
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

/// Pushes a file in pieces and publishes about four times.
fn push_in_parts(random: &mut Random, engine: &mut Engine, bytes: &[u8]) {
    let pieces = pieces(random, bytes);
    for piece in &pieces {
        engine.push(piece);
        if below(random, pieces.len()) < 4 {
            engine.publish();
        }
    }
}

/// Asks for everything else that the page can show.
fn ask(random: &mut Random, engine: &mut Engine) {
    for _ in 0..2 {
        let query = random.pick(QUERIES);
        let counted = engine.count(query, 0).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
        assert_eq!(engine.query(query, 0).ok(), Some(counted), "{query}");
    }
    for format in [ExportFormat::Csv, ExportFormat::Ndjson, ExportFormat::Text] {
        engine.export(format, "code:5xx", 0).expect("a query");
    }
    let column = SessionColumn::ALL[below(random, SessionColumn::ALL.len())];
    engine.window(SortOrder { column, descending: random.one_in(2) }, 0..u32::MAX);
    engine.coverage(BinWidth::Hour);
    over_time(engine);
    let sessions = engine.archive().published();
    if sessions > 0 {
        let session = below(random, sessions) as u32;
        engine.related(SessionIndex(session));
        engine.follow_message(&format!("{session}.0"));
    }
}

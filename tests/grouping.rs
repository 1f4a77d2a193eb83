//! Sessions are reassembled as by an independent implementation: read all rows with the `csv` crate, group them by
//! folder and session-id, and sort them by sequence-number.
//!
//! The logs are generated, cut into several files at arbitrary rows, and opened in any order and in any pieces; one
//! file is missing, and one is a duplicate.

use crate::support::generator::random::Random;
use crate::support::generator::{LogFile, Plan, generate};
use crate::support::mutation::{below, pieces};
use crate::support::result::ndjson;
use exchange_log_viewer::{Engine, FileEnd};
use serde_json::Value;
use std::collections::BTreeMap;

/// Folder and session-id.
type Key = (String, String);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Session {
    connector: String,
    local: String,
    remote: String,
    /// Time, sequence-number, event, data and context.
    entries: Vec<[String; 5]>,
}

#[test]
fn sessions_equal_those_of_an_independent_grouping() {
    for seed in 0..150 {
        let mut random = Random::new(seed);
        let files = shuffled(&mut random, seed);
        let found = by_engine(&mut random, &files);
        let expected = by_csv(&files);
        assert_eq!(found.len(), expected.len(), "seed {seed}: number of sessions");
        for (key, session) in &expected {
            assert_eq!(found.get(key), Some(session), "seed {seed}: {key:?}");
        }
    }
}

#[test]
fn generated_logs_contain_straddling_and_incomplete_sessions() {
    let sessions: Vec<Value> = (0..10)
        .flat_map(|seed| {
            let mut random = Random::new(seed);
            let files = shuffled(&mut random, seed);
            ndjson(&read(&mut random, &files), "")
        })
        .collect();
    for name in
        ["incomplete beginning", "incomplete end", "holes (rows missing)", "duplicates dropped", "several files"]
    {
        let any = sessions.iter().any(|session| session["flags"].as_array().unwrap().iter().any(|flag| flag == name));
        assert!(any, "no session tests the grouping: {name}");
    }
}

/// Logs of about 150 kB, cut into more files and shuffled.
fn shuffled(random: &mut Random, seed: u64) -> Vec<LogFile> {
    let mut files = Vec::new();
    generate(&Plan { seed, bytes: 150_000 }, &mut |file| files.extend(cut(random, &file)));
    files.remove(below(random, files.len()));
    let LogFile { folder, name, text } = &files[below(random, files.len())];
    files.push(LogFile { folder: folder.clone(), name: name.clone(), text: text.clone() });
    for place in (1..files.len()).rev() {
        files.swap(place, below(random, place + 1));
    }
    files
}

/// Cuts a file into one to four, each with the header.
fn cut(random: &mut Random, file: &LogFile) -> Vec<LogFile> {
    let lines: Vec<&[u8]> = file.text.split_inclusive(|&byte| byte == b'\n').collect();
    let (header, mut rows) = lines.split_at(lines.iter().take_while(|line| line.starts_with(b"#")).count());
    let mut files = Vec::new();
    for number in 0..random.between(0, 3) {
        let (part, rest) = rows.split_at(below(random, rows.len() + 1));
        files.push(part_of(file, number, header, part));
        rows = rest;
    }
    files.push(part_of(file, 9, header, rows));
    files
}

fn part_of(file: &LogFile, number: u64, header: &[&[u8]], rows: &[&[u8]]) -> LogFile {
    let text = [header.concat(), rows.concat()].concat();
    LogFile { folder: file.folder.clone(), name: format!("{number}-{}", file.name), text }
}

fn read(random: &mut Random, files: &[LogFile]) -> Engine {
    let mut engine = Engine::new(7);
    for file in files {
        engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
        pieces(random, &file.text).iter().for_each(|piece| engine.push(piece));
        engine.end_file(FileEnd::Complete);
        if random.one_in(3) {
            engine.publish();
        }
    }
    engine.publish();
    engine
}

/// The sessions according to the NDJSON export.
fn by_engine(random: &mut Random, files: &[LogFile]) -> BTreeMap<Key, Session> {
    let engine = read(random, files);
    let sessions = ndjson(&engine, "");
    let count = sessions.len();
    let found: BTreeMap<Key, Session> = sessions.iter().map(session_of).collect();
    assert_eq!(found.len(), count, "a session appears twice");
    found
}

fn session_of(value: &Value) -> (Key, Session) {
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let is_connectivity = value["logType"] == "connectivity";
    let entry = |entry: &Value| {
        // Without a sequence-number, an entry's number is its position, which the rows do not contain.
        let sequence = if is_connectivity { String::new() } else { entry["sequence"].to_string() };
        [text(&entry["time"]), sequence, text(&entry["event"]), text(&entry["data"]), text(&entry["context"])]
    };
    let session = Session {
        connector: text(&value["connectorId"]),
        local: text(&value["localEndpoint"]),
        remote: text(&value["remoteEndpoint"]),
        entries: value["entries"].as_array().unwrap().iter().map(entry).collect(),
    };
    ((text(&value["origin"]["folder"]), text(&value["sessionId"])), session)
}

/// The sessions according to the rows.
fn by_csv(files: &[LogFile]) -> BTreeMap<Key, Session> {
    let mut rows: Vec<(String, csv::StringRecord)> = Vec::new();
    let mut files: Vec<&LogFile> = files.iter().collect();
    files.sort_by_key(|file| (&file.folder, &file.name));
    files.dedup_by_key(|file| (&file.folder, &file.name));
    for file in files {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .comment(Some(b'#'))
            .flexible(true)
            .from_reader(file.text.as_slice());
        rows.extend(reader.records().map(|record| (file.folder.clone(), record.unwrap())));
    }
    let mut sessions: BTreeMap<Key, Session> = BTreeMap::new();
    for (folder, row) in &rows {
        let id = if row.len() == 6 { 1 } else { 2 };
        add(sessions.entry((folder.clone(), row[id].to_string())).or_default(), row);
    }
    sessions.values_mut().for_each(|session| session.entries.sort_by_key(|entry| entry[1].parse::<u32>().unwrap_or(0)));
    sessions
}

fn add(session: &mut Session, row: &csv::StringRecord) {
    let text = |field: usize| row[field].to_string();
    if row.len() == 6 {
        session.connector = text(2);
        session.remote = text(3);
        return session.entries.push([text(0), String::new(), text(4), text(5), String::new()]);
    }
    session.connector = text(1);
    if session.local.is_empty() {
        session.local = text(4);
    }
    session.remote = text(5);
    session.entries.push([text(0), text(3), text(6), text(7), text(8)]);
}

//! Exports of hostile and ordinary logs, as read by a spreadsheet, a program and a person.

#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

#[allow(dead_code, reason = "each test uses only part of it")]
mod support;

use exchange_log_viewer::{Engine, ExportFormat, FileEnd, TableOrder};
use support::fixtures::{case, cases};
use support::generator::{Plan, generate};
use support::result::{export, ndjson};

#[test]
fn a_csv_export_contains_no_formula() {
    for case in cases() {
        let text = export(&case.read_whole(), ExportFormat::Csv, "");
        let text = text.strip_prefix('\u{FEFF}').expect("a byte order mark, so that Excel reads it as UTF-8");
        for record in csv::Reader::from_reader(text.as_bytes()).into_records() {
            for cell in &record.unwrap() {
                let first = cell.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
                assert!(!first.starts_with(['=', '+', '-', '@']), "{}: {cell:?}", case.name);
            }
        }
    }
}

/// A table of an engine as CSV, with these columns.
fn table(engine: &mut Engine, order: Option<TableOrder>, columns: &[u32]) -> String {
    let mut exporter = engine.export_table(0, order, columns.to_vec());
    let mut bytes = Vec::new();
    while let Some(mut part) = exporter.next_part(engine.archive()) {
        bytes.append(&mut part);
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_table_is_exported_as_it_is_shown() {
    let mut engine = case("table-http-proxy").read_whole();
    engine.query("url:/ews", 0).unwrap();
    let by_latency = Some(TableOrder { column: 9, descending: true });
    let expected = "\u{FEFF}RequestId,UserAgent,BackendProcessingLatency\r\n\
                    a2,Outlook 16.0,1500\r\na1,Outlook 16.0,12.5\r\nc1,\"'=HYPERLINK(1)\",\"'-1\"\r\n";
    assert_eq!(table(&mut engine, by_latency, &[1, 4, 9]), expected);
    engine.query("url:/nothing", 0).unwrap();
    assert_eq!(table(&mut engine, None, &[1]), "\u{FEFF}RequestId\r\n");
}

#[test]
fn csv_and_ndjson_agree_on_every_session() {
    for case in cases() {
        let engine = case.read_whole();
        let text = export(&engine, ExportFormat::Csv, "");
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        let columns = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.into_records().map(Result::unwrap).collect();
        let sessions = ndjson(&engine, "");
        assert_eq!(rows.len(), sessions.len(), "{}", case.name);
        for (row, session) in rows.iter().zip(&sessions) {
            let cell = |name: &str| {
                let place = columns.iter().position(|column| column == name).unwrap();
                row[place].trim_start_matches('\'').to_string()
            };
            let texts = [
                ("start", "start"),
                ("end", "end"),
                ("session-id", "sessionId"),
                ("connector-id", "connectorId"),
                ("remote-endpoint", "remoteEndpoint"),
                ("client-name", "clientName"),
                ("tls", "tls"),
                ("auth", "auth"),
                ("user", "user"),
                ("outcome", "outcome"),
                ("ended", "ended"),
            ];
            for (column, field) in texts {
                assert_eq!(cell(column), session[field].as_str().unwrap(), "{}: {column}", case.name);
            }
            for (column, field) in [("size", "size"), ("messages", "messages"), ("worst-reply-code", "worstReplyCode")]
            {
                // What is unknown is null, and an empty cell.
                let number = session[field].as_u64().map(|number| number.to_string()).unwrap_or_default();
                assert_eq!(cell(column), number, "{}: {column}", case.name);
                assert!(cell(column) != "0" || column == "messages", "{}: {column}", case.name);
            }
            let parts: Vec<&str> =
                session["notLogged"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
            assert_eq!(cell("not-logged"), parts.join(" "), "{}", case.name);
            let attempts = session["attempts"].as_array().unwrap();
            let failed = attempts.iter().filter(|attempt| attempt["result"] == "failed").count();
            assert_eq!(cell("attempts"), attempts.len().to_string(), "{}", case.name);
            assert_eq!(cell("failed-attempts"), failed.to_string(), "{}", case.name);
        }
    }
}

#[test]
fn an_entry_or_an_attempt_is_one_line_of_the_text_export_whatever_it_contains() {
    for case in cases() {
        let engine = case.read_whole();
        let count = |name: &str| -> usize {
            ndjson(&engine, "").iter().map(|session| session[name].as_array().unwrap().len()).sum()
        };
        let rows = count("entries") + count("attempts");
        let sessions = engine.archive().published();
        // Two heading lines before each session, and a blank one after it.
        assert_eq!(export(&engine, ExportFormat::Text, "").lines().count(), rows + 3 * sessions, "{}", case.name);
    }
}

#[test]
fn an_export_contains_the_matching_sessions_by_start_time() {
    let engine = case("receive-relay-denied").read_whole();
    let ids = |query: &str| -> Vec<String> {
        let last = |id: &str| id[id.len() - 4..].to_string();
        ndjson(&engine, query).iter().map(|session| last(session["sessionId"].as_str().unwrap())).collect()
    };
    assert_eq!(ids(""), ["5101", "5102", "5103", "5104"]);
    assert_eq!(ids("relay"), ["5101", "5102"]);
    assert_eq!(ids("code:530 OR from:ceo"), ["5103", "5104"]);
    assert_eq!(export(&engine, ExportFormat::Ndjson, "nothing"), "");
    let header = export(&engine, ExportFormat::Csv, "nothing");
    assert_eq!(header.lines().count(), 1, "the column names are exported even without sessions");
    assert!(engine.export(ExportFormat::Text, "code:", 0).is_err());
}

#[test]
fn a_large_export_comes_in_parts_of_whole_sessions() {
    let mut engine = Engine::new();
    generate(&Plan { seed: 3, bytes: 6_000_000 }, &mut |file| {
        engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
        engine.push(&file.text);
        engine.end_file(FileEnd::Complete);
    });
    engine.publish();
    let (mut exporter, sessions, entries) = engine.export(ExportFormat::Ndjson, "", 0).unwrap();
    let (mut parts, mut lines, mut rows) = (0, 0, 0);
    while let Some(part) = exporter.next_part(engine.archive()) {
        assert!(part.ends_with(b"\n") && part.len() < 2 << 20, "{} bytes", part.len());
        parts += 1;
        for line in part.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            let session: serde_json::Value = serde_json::from_slice(line).unwrap();
            rows += session["entries"].as_array().unwrap().len() as u64;
            lines += 1;
        }
    }
    assert!(parts > 3, "{parts} parts");
    assert_eq!((lines, rows), (sessions, entries));
}

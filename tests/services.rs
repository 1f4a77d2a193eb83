//! Logs without session-ids: the inferred conversations are those that were generated, however they are interleaved and
//! wherever the log is cut into files. And credentials in old logs stay masked.

use crate::support::fixtures::case;
use crate::support::generator::Plan;
use crate::support::generator::family::{formats_of, generate_formats};
use crate::support::generator::random::Random;
use crate::support::mutation::below;
use crate::support::result::{details, export, ndjson};
use exchange_log_viewer::{Engine, ExportFormat, FileEnd, summary};
use serde_json::Value;

const HEADER: &str = "#Software: Microsoft Internet Information Services 6.0\r\n#Version: 1.0\r\n\
    #Fields: date time c-ip cs-username s-sitename s-port cs-method cs-uri-query sc-status \r\n";

/// A pause that ends a session, in seconds.
const PAUSE: u64 = 700;

/// A row, and its time in seconds.
type Row = (u64, String);

/// The texts of a session, in order.
type Session = Vec<String>;

/// Conversations of several hosts, one after another for each host: all rows by time, and the texts of each
/// conversation.
fn conversations(random: &mut Random) -> (Vec<Row>, Vec<Session>) {
    let (mut rows, mut sessions) = (Vec::new(), Vec::new());
    for host in 0..random.between(2, 5) {
        let mut second = random.between(0, 300);
        for _ in 0..random.between(1, 4) {
            let outbound = host % 3 == 2;
            let texts = if outbound { outbound_rows(random, host) } else { inbound_rows(random, host) };
            let mut session: Session = Vec::new();
            for (text, columns) in &texts {
                // Two equal rows of one second on both sides of a cut would be treated as copies.
                second += u64::from(session.contains(text));
                session.push(text.clone());
                rows.push((second, columns.clone()));
                second += random.between(0, 3) * random.between(0, 90);
            }
            let quit = texts.iter().any(|(text, _)| text == "QUIT");
            second += if quit { random.between(0, 5) } else { PAUSE };
            sessions.push(session);
        }
    }
    rows.sort_by_key(|row| row.0);
    (rows, sessions)
}

/// What a host says, each with the columns after the time. Two hosts share an address, and differ in their name.
fn inbound_rows(random: &mut Random, host: u64) -> Vec<(String, String)> {
    let row = |verb: &str, argument: &str, status: u32| {
        let text = if argument.is_empty() { verb.to_string() } else { format!("{verb} {argument}") };
        let query = if argument.is_empty() { "-".to_string() } else { format!("+{argument}") };
        let address = 10 + host / 2;
        (text, format!("198.51.100.{address} host{host} SMTPSVC1 0 {verb} {query} {status}"))
    };
    let mut rows = vec![row("EHLO", &format!("host{host}"), 250)];
    if random.one_in(3) {
        rows.push(row("STARTTLS", "", 220));
        rows.push(row("EHLO", &format!("host{host}"), 250));
    }
    for number in 0..random.between(0, 2) {
        rows.push(row("MAIL", &format!("FROM:<a{number}@contoso.com>"), 250));
        rows.push(row("RCPT", "TO:<b@fabrikam.com>", if random.one_in(4) { 550 } else { 250 }));
        rows.push(row("DATA", &format!("<{number}+x@contoso.com>"), 250));
    }
    if !random.one_in(4) {
        rows.push(row("QUIT", "", 240));
    }
    rows
}

fn outbound_rows(random: &mut Random, host: u64) -> Vec<(String, String)> {
    let row = |kind: &str, verb: &str, text: &str| {
        let logged = if verb == "-" { text.to_string() } else { format!("{verb} {text}").trim().to_string() };
        let query = if text.is_empty() { "-".to_string() } else { text.replace(' ', "+") };
        (logged, format!("203.0.113.{host} OutboundConnection{kind} SMTPSVC1 25 {verb} {query} 0"))
    };
    let mut rows =
        vec![row("Response", "-", "220 ready"), row("Command", "EHLO", "ex03"), row("Response", "-", "250-hi")];
    if random.one_in(2) {
        rows.extend([row("Command", "STARTTLS", ""), row("Response", "-", "220 go ahead")]);
    }
    if !random.one_in(4) {
        rows.extend([row("Command", "QUIT", ""), row("Response", "-", "221 bye")]);
    }
    rows
}

fn log(rows: &[Row]) -> String {
    let line = |(second, row): &Row| {
        let second = 80_000 + second;
        let (day, clock) = (9 + second / 86_400, second % 86_400);
        format!("2006-10-{day:02} {:02}:{:02}:{:02} {row}\r\n", clock / 3600, clock / 60 % 60, clock % 60)
    };
    HEADER.to_string() + &rows.iter().map(line).collect::<String>()
}

fn read(files: &[String]) -> Engine {
    let mut engine = Engine::new(7);
    for (number, file) in files.iter().enumerate() {
        engine.begin_file(&format!("ex{number}.log"), "SMTPSVC1", file.len() as u64);
        engine.push(file.as_bytes());
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

fn sessions(engine: &Engine) -> Vec<Session> {
    let text = |entry: &Value| entry["data"].as_str().unwrap().to_string();
    let session = |session: &Value| session["entries"].as_array().unwrap().iter().map(text).collect();
    sorted(ndjson(engine, "").iter().map(session).collect())
}

fn sorted(mut sessions: Vec<Session>) -> Vec<Session> {
    sessions.sort();
    sessions
}

#[test]
fn interleaved_conversations_are_reassembled() {
    for seed in 0..200 {
        let (rows, expected) = conversations(&mut Random::new(seed));
        assert_eq!(sessions(&read(&[log(&rows)])), sorted(expected), "seed {seed}");
    }
}

#[test]
fn sessions_do_not_depend_on_where_the_log_is_cut_into_files() {
    for seed in 0..40 {
        let (rows, expected) = conversations(&mut Random::new(seed));
        let expected = sorted(expected);
        for cut in 0..=rows.len() {
            let (first, second) = rows.split_at(cut);
            assert_eq!(sessions(&read(&[log(first), log(second)])), expected, "seed {seed} cut at {cut}");
        }
    }
}

#[test]
fn files_that_are_opened_twice_change_nothing() {
    let mut compared = 0;
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let (rows, expected) = conversations(&mut random);
        let cut = below(&mut random, rows.len());
        // A file within one second cannot be distinguished from a continuation.
        if [&rows[..cut], &rows[cut..]].iter().any(|part| part.first().map(|row| row.0) == part.last().map(|row| row.0))
        {
            continue;
        }
        let files = [log(&rows[..cut]), log(&rows[cut..])];
        let twice = [files.clone(), files].concat();
        assert_eq!(sessions(&read(&twice)), sorted(expected), "seed {seed}");
        compared += 1;
    }
    assert!(compared > 40, "only {compared} logs were opened twice");
}

#[test]
fn inferred_sessions_are_marked_and_found_by_their_facts() {
    let engine = case("smtpsvc-w3c").read_whole();
    let rebuilt = |session: &Value| session["flags"].as_u64().unwrap() & 128 != 0;
    assert!(details(&engine).iter().all(|session| rebuilt(session) && session["facts"][1]["name"] != Value::Null));
    for (query, expected) in [
        ("log:smtp-service", 3),
        ("server:EX03", 3),
        ("code:550", 2),
        ("code:240", 0),
        ("verb:DATA", 2),
        ("from:<anna+lists@fabrikam.com>", 1),
        ("to:nobody", 1),
        ("message-id:4F5002F2", 1),
        ("helo:printer size>20kb", 1),
        ("outcome:deferred port:25", 1),
    ] {
        assert_eq!(engine.count(query, 0).unwrap().0, expected, "{query}");
    }
}

#[test]
fn generated_logs_contain_the_sessions_that_were_written() {
    let names = [
        "internetMail",
        "internetNews",
        "smtpService-w3c",
        "smtpService-iis",
        "smtpService-ncsa",
        "smtpService-odbc",
        "nntpService",
    ];
    for name in names {
        let formats = formats_of(&[name]).unwrap();
        let mut engine = Engine::new(7);
        let parts = generate_formats(&Plan { seed: 3, bytes: 400_000 }, &formats, &mut |_, file| {
            engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
            engine.push(&file.text);
            engine.end_file(FileEnd::Complete);
        });
        engine.publish();
        let archive = engine.archive();
        let written = parts[0].1.all;
        let odd: Vec<_> = archive.diagnostics.iter().map(|(_, kind, row)| (kind.name(), &row.locations)).collect();
        assert!(odd.is_empty(), "{name}: {odd:?}");
        let read = summary(archive);
        assert_eq!([read.sessions, read.entries], [written.sessions as f64, written.entries as f64], "{name}");
        assert!(archive.files.iter().all(|(_, file)| file.log_type.key() == parts[0].0.log_type), "{name}");
    }
}

/// Everything that a case shows: its sessions, diagnostics and exports.
fn everything(engine: &Engine) -> String {
    let mut shown = serde_json::to_string(&details(engine)).unwrap();
    shown += &serde_json::to_string(&engine.diagnostics()).unwrap();
    for format in [ExportFormat::Ndjson, ExportFormat::Csv, ExportFormat::Text] {
        shown += &export(engine, format, "");
    }
    shown
}

#[test]
fn no_credential_is_shown_or_exported() {
    for (name, secrets) in [
        ("l-file-auth", &["YW5uYQ", "aHVudGVyMg", "TlRMTVNT", "AGFubmEA"][..]),
        ("l-file-ins", &["hunter2"]),
        ("l-file-pop3", &["hunter2"]),
        ("l-file-imap4", &["hunter2"]),
        ("smtpsvc-auth", &["AGFubmEA"]),
    ] {
        let case = case(name);
        let log = String::from_utf8(case.inputs[0].bytes.clone()).unwrap();
        let shown = everything(&case.read_whole());
        for secret in secrets {
            assert!(log.contains(secret), "{name} has no {secret} to hide");
            assert!(!shown.contains(secret), "{name} shows {secret}");
        }
    }
}

#[test]
fn old_logs_are_recognised_without_header_and_name() {
    for name in [
        "smtpsvc-w3c",
        "nntpsvc-w3c",
        "smtpsvc-iis",
        "smtpsvc-ncsa",
        "smtpsvc-odbc",
        "l-file-ims-inbound",
        "l-file-ims-outbound",
        "l-file-ins",
        "l-file-pop3",
        "l-file-imap4",
    ] {
        let case = case(name);
        let log = String::from_utf8(case.inputs[0].bytes.clone()).unwrap();
        let is_row = |line: &&str| !line.starts_with('#') && !line.starts_with("ClientHost");
        let rows: String = log.split_inclusive('\n').filter(is_row).collect();
        let log_type = |name: &str, text: &str| {
            let mut engine = Engine::new(7);
            engine.begin_file(name, "", text.len() as u64);
            engine.push(text.as_bytes());
            engine.end_file(FileEnd::Complete);
            engine.publish();
            let archive = engine.archive();
            assert!(archive.diagnostics.iter().next().is_none(), "{name}: {rows}");
            archive.files.iter().next().unwrap().1.log_type
        };
        let named = log_type(&case.inputs[0].name, &log);
        assert_eq!(log_type("RECV2026010510-1.LOG", &rows), named, "{name}");
    }
}

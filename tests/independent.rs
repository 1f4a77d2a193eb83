//! The simple facts, read a second time by other means: plain Rust and the `csv` crate, without the engine. Protocol logs
//! with nine columns (SMTP, POP3, IMAP4), connectivity logs and message tracking logs are compared fact by fact, for every
//! fixture and for generated logs.
//!
//! Where both differ for a reason, [`DIFFERENCES`] names it, and each of its rows must still be needed.

use crate::support::fixtures::cases;
use crate::support::generator::Plan;
use crate::support::generator::family::{FORMATS, generate_formats};
use crate::support::result::details;
use exchange_log_viewer::{Engine, FileEnd};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Sessions in which both readings differ: fixture, beginning of log and session-id, and why the engine is right.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("fault-archive", "smtpReceive", "a zip archive under the name of a log begins with text"),
    ("fault-archive-ends", "smtpReceive 08DE70D52F659401", "a second file has the same rows"),
    ("fault-dates", "smtpReceive 08DE70D52F659103", "no log is of the year 1899"),
    (
        "fault-dates",
        "smtpReceive 08DE70D52F65910",
        "a blank for the T, and seconds with no or seven decimals, are times",
    ),
    ("fault-formula", "smtpReceive", "what is before the colon is the route of the address (RFC 5321, C)"),
    ("fault-nul-middle", "smtpReceive 08DE70D52F659041", "NUL bytes before a row are skipped"),
    ("fault-published-copies", "connectivity", "copies of a row are counted once"),
    ("fault-quoted-line-break", "smtpReceive 08DE70D52F659062", "a field of a hundred lines is an open quote"),
    ("fault-secrets", "smtpSend 08DE70D52F659503", "rows without a header are read by their shape"),
    ("fault-unterminated-quote", "smtpReceive", "an open quote costs its own line and not the next ones"),
    ("mail-access-secrets", "imap4 0000000000000001", "another file begins the same ids for another client"),
    ("mail-access-secrets", "smtpSend", "rows without a header are read by their shape"),
    ("prefix-indent", "smtpReceive", "rows are indented"),
    ("row-entities", "smtpReceive", "events are entities of HTML"),
    ("row-star-lost", "smtpReceive", "a row has lost its event"),
    ("rows-repeated", "smtpReceive 08DE70D52F65C002", "a block of rows that is repeated is a copy"),
    ("sessions-opened-twice", "connectivity", "copies of a file are counted once"),
    ("sessions-opened-twice", "smtp", "copies of a file are counted once"),
    ("sessions-overlapping-copies", "connectivity", "copies of a file are counted once"),
    ("sessions-overlapping-copies", "smtp", "copies of a file are counted once"),
    ("sessions-reused-id", "connectivity", "a session-id was used again a day later"),
    ("sessions-reused-id", "smtpReceive", "a session-id was used again a day later"),
    ("sessions-two-servers", "smtp", "servers and services have ids of their own"),
    ("text-byte-order-mark", "smtpReceive 08DE70D52F657042", "rows without a header are read by their shape"),
    ("text-utf16-appended", "smtpReceive", "rows of UTF-16 that were appended are read"),
    ("tracking-2007", "tracking <07b@contoso.com>", "rows without a header are read by their shape"),
    ("tracking-2010", "tracking 10 EX10", "a record without a message-id has the internal one"),
    ("tracking-2010", "tracking <10b@fabrikam.com>", "rows without a header are read by their shape"),
    ("tracking-2013", "tracking <13b@fabrikam.com>", "rows without a header are read by their shape"),
    ("tracking-2016", "tracking 6a638d20", "a record without a message-id has the network message id"),
    ("tracking-2016", "tracking MDB:", "a record without any id is identified by its context"),
    ("tracking-two-servers", "tracking <walk@fabrikam.com>", "copies of a file are counted once"),
];

/// The facts of a session or message by name, comparable as text.
type Facts = BTreeMap<&'static str, String>;

/// Sessions by log and id.
type Sessions = BTreeMap<(String, String), Facts>;

/// A row of a log by column name.
type Row = BTreeMap<String, String>;

/// The columns that are read.
const PROTOCOL_COLUMNS: &[&str] = &["date-time", "session-id", "sequence-number", "remote-endpoint", "event", "data"];
const CONNECTIVITY_COLUMNS: &[&str] = &["date-time", "session", "Destination", "direction", "description"];
const TRACKING_COLUMNS: &[&str] = &["date-time", "message-id", "recipient-address", "event-id", "total-bytes"];

/// The rows of the files of one log type that have all columns of their header, in the order of the files.
fn rows(files: &[&str], log_type: &str, needed: &[&str]) -> Vec<Row> {
    let of_file = |text: &&str| {
        let mut columns: Vec<String> = Vec::new();
        let mut is_wanted = false;
        let mut rows = Vec::new();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        for record in reader.records().map(|record| record.unwrap()) {
            let first = record.get(0).unwrap_or_default();
            if let Some(name) = first.strip_prefix("#Log-type: ") {
                is_wanted = name.trim() == log_type;
            } else if let Some(name) = first.strip_prefix("#Fields: ") {
                columns = std::iter::once(name).chain(record.iter().skip(1)).map(str::to_string).collect();
            } else if !first.starts_with('#') && is_wanted && record.len() == columns.len() {
                rows.push(columns.iter().cloned().zip(record.iter().map(str::to_string)).collect());
            }
        }
        rows
    };
    files.iter().flat_map(of_file).filter(|row: &Row| needed.iter().all(|column| row.contains_key(*column))).collect()
}

/// Milliseconds since 1970 of `2026-03-02T08:00:00.000Z`.
fn milliseconds(time: &str) -> Option<i64> {
    let number = |from: usize, to: usize| time.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |month: i64| match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if time.len() != 24 || !(1..=12).contains(&month) || !(1..=length(month)).contains(&day) {
        return None;
    }
    let days = (1970..year).map(|year| 365 + i64::from(is_leap(year))).sum::<i64>()
        + (1..month).map(length).sum::<i64>()
        + day
        - 1;
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second;
    (hour < 24 && minute < 60 && second <= 60).then_some(())?;
    Some(seconds * 1000 + number(20, 23)?)
}

/// The facts of the sessions of a protocol log.
fn sessions_of_protocol(rows: &[Row], read: impl Fn(&[(u32, i64, &Row)]) -> Facts) -> BTreeMap<String, Facts> {
    let mut by_id: BTreeMap<String, Vec<(u32, i64, &Row)>> = BTreeMap::new();
    for row in rows {
        let (id, time) = (row["session-id"].clone(), milliseconds(&row["date-time"]));
        let is_event = ["+", "-", "<", ">", "*"].contains(&row["event"].as_str());
        if let (Some(time), Ok(sequence)) = (time, row["sequence-number"].parse::<u32>())
            && is_event
            && !id.is_empty()
        {
            by_id.entry(id).or_default().push((sequence, time, row));
        }
    }
    let facts = |mut rows: Vec<(u32, i64, &Row)>| {
        rows.sort_by_key(|&(sequence, time, _)| (sequence, time));
        read(&rows)
    };
    by_id.into_iter().map(|(id, rows)| (id, facts(rows))).collect()
}

/// Commands have the event `<` where the server logs, `>` where the client does.
fn protocol_facts(rows: &[(u32, i64, &Row)], command: &str, reply: &str) -> Facts {
    let commands = || rows.iter().filter(|row| row.2["event"] == command).map(|row| row.2["data"].trim());
    let begins = |text: &str, verb: &str| text.get(..verb.len()).is_some_and(|head| head.eq_ignore_ascii_case(verb));
    let path = |command: &str| {
        let (_, rest) = command.split_once('<')?;
        Some(rest.split_once('>')?.0.to_string())
    };
    let sender = commands().find(|command| begins(command, "MAIL FROM:")).and_then(path);
    let mut codes: BTreeMap<String, u32> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.2["event"] == reply) {
        let code = row.2["data"].get(..3).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some(code) = code {
            *codes.entry(code.to_string()).or_default() += 1;
        }
    }
    let sequences: BTreeSet<u32> = rows.iter().map(|row| row.0).collect();
    let (first, last) = (sequences.first().unwrap(), sequences.last().unwrap());
    let gap = rows.windows(2).map(|pair| pair[1].1 - pair[0].1).max().unwrap_or(0).max(0);
    let times = || rows.iter().map(|row| row.1);
    Facts::from([
        ("entries", rows.len().to_string()),
        ("start", times().min().unwrap().to_string()),
        ("end", times().max().unwrap().to_string()),
        ("remote", rows.iter().map(|row| row.2["remote-endpoint"].clone()).next_back().unwrap()),
        ("sender", sender.unwrap_or_default()),
        ("RCPT commands", commands().filter(|command| begins(command, "RCPT TO:")).count().to_string()),
        ("replies by code", format!("{codes:?}")),
        ("largest gap", gap.to_string()),
        ("missing", (u64::from(last - first) + 1 - sequences.len() as u64).to_string()),
    ])
}

/// The facts of the sessions of a POP3 or IMAP4 log.
fn access_facts(rows: &[(u32, i64, &Row)]) -> Facts {
    let count = |event: &str, has: &dyn Fn(&str) -> bool| {
        rows.iter().filter(|row| row.2["event"] == event && has(&row.2["data"])).count().to_string()
    };
    let mut facts = protocol_facts(rows, "<", ">");
    facts.retain(|name, _| ["entries", "start", "end", "remote", "largest gap"].contains(name));
    facts.extend([
        ("commands", count("<", &|_| true)),
        ("refusals", count(">", &|data| data.starts_with("-ERR") || data.contains(" NO ") || data.contains(" BAD "))),
    ]);
    facts
}

/// The facts of the sessions of a connectivity log, whose rows have no numbers.
fn connections(rows: &[Row]) -> BTreeMap<String, Facts> {
    let mut by_id: BTreeMap<String, Vec<(i64, &Row)>> = BTreeMap::new();
    for row in rows {
        let is_direction = ["+", "-", ">"].contains(&row["direction"].as_str());
        if let (Some(time), true) = (milliseconds(&row["date-time"]), is_direction && !row["session"].is_empty()) {
            by_id.entry(row["session"].clone()).or_default().push((time, row));
        }
    }
    let facts = |mut rows: Vec<(i64, &Row)>| {
        rows.sort_by_key(|&(time, _)| time);
        let gap = rows.windows(2).map(|pair| pair[1].0 - pair[0].0).max().unwrap_or(0);
        let last = rows.iter().rfind(|row| row.1["direction"] == "-").map_or("", |row| row.1["description"].as_str());
        let count = |name: &str| {
            let (_, after) = last.split_once(name)?;
            let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
            (!digits.is_empty()).then_some(digits)
        };
        Facts::from([
            ("entries", rows.len().to_string()),
            ("start", rows[0].0.to_string()),
            ("end", rows[rows.len() - 1].0.to_string()),
            ("destination", rows[0].1["Destination"].clone()),
            ("largest gap", gap.to_string()),
            ("messages", count("Messages:").or_else(|| count("RegularSubmissions:")).unwrap_or_default()),
            ("bytes", count("Bytes:").unwrap_or_default()),
            ("recipients", count("Recipients:").unwrap_or_default()),
        ])
    };
    by_id.into_iter().map(|(id, rows)| (id, facts(rows))).collect()
}

/// The facts of the messages of a tracking log.
fn messages(rows: &[Row]) -> BTreeMap<String, Facts> {
    let mut by_id: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    let is_event = |row: &&Row| !row["event-id"].is_empty() && milliseconds(&row["date-time"]).is_some();
    for row in rows.iter().filter(|row| is_event(row) && !row["message-id"].is_empty()) {
        by_id.entry(row["message-id"].clone()).or_default().push(row);
    }
    let facts = |rows: Vec<&Row>| {
        let sizes = rows.iter().filter_map(|row| row["total-bytes"].parse::<u64>().ok());
        let times = || rows.iter().filter_map(|row| milliseconds(&row["date-time"]));
        let recipients: BTreeSet<String> = rows
            .iter()
            .flat_map(|row| row["recipient-address"].split(';'))
            .map(|address| address.trim().to_lowercase())
            .filter(|address| !address.is_empty())
            .collect();
        let mut events: Vec<&str> = rows.iter().map(|row| row["event-id"].as_str()).collect();
        events.sort_unstable();
        Facts::from([
            ("entries", rows.len().to_string()),
            ("start", times().min().unwrap().to_string()),
            ("end", times().max().unwrap().to_string()),
            ("events", events.join(" ")),
            ("recipients", recipients.into_iter().collect::<Vec<_>>().join(" ")),
            ("size", sizes.filter(|&size| size > 0).max().map(|size| size.to_string()).unwrap_or_default()),
        ])
    };
    by_id.into_iter().map(|(id, rows)| (id, facts(rows))).collect()
}

/// What a log is called, which events commands and replies have, and the engine's name for it.
const PROTOCOLS: [(&str, &str, &str, &str); 2] =
    [("SMTP Receive Protocol Log", "<", ">", "smtpReceive"), ("SMTP Send Protocol Log", ">", "<", "smtpSend")];

const ACCESS: [(&str, &str); 2] = [("POP3 Log", "pop3"), ("IMAP4 Log", "imap4")];

const CONNECTIVITY: &str = "Transport Connectivity Log";

const TRACKING: &str = "Message Tracking Log";

/// All facts without the engine.
fn read_plainly(files: &[&str]) -> Sessions {
    let mut all = Sessions::new();
    for (log_type, command, reply, key) in PROTOCOLS {
        let rows = rows(files, log_type, PROTOCOL_COLUMNS);
        let sessions = sessions_of_protocol(&rows, |rows| protocol_facts(rows, command, reply));
        all.extend(sessions.into_iter().map(|(id, facts)| ((key.to_string(), id), facts)));
    }
    for (log_type, key) in ACCESS {
        let sessions = sessions_of_protocol(&rows(files, log_type, PROTOCOL_COLUMNS), access_facts);
        all.extend(sessions.into_iter().map(|(id, facts)| ((key.to_string(), id), facts)));
    }
    let connections = connections(&rows(files, CONNECTIVITY, CONNECTIVITY_COLUMNS));
    all.extend(connections.into_iter().map(|(id, facts)| (("connectivity".to_string(), id), facts)));
    let messages = messages(&rows(files, TRACKING, TRACKING_COLUMNS));
    all.extend(messages.into_iter().map(|(id, facts)| (("tracking".to_string(), id), facts)));
    all
}

/// The same facts as the engine reports them.
fn read_by_engine(engine: &Engine) -> Vec<((String, String), Facts)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let session = |session: Value| {
        let key = (text(&session["logType"]), text(&session["sessionId"]));
        let facts = match key.0.as_str() {
            "tracking" => message_facts(&session),
            "connectivity" => connection_facts(&session),
            "pop3" | "imap4" => access_session_facts(&session),
            _ => session_facts(&session),
        };
        (key, facts)
    };
    details(engine).into_iter().map(session).collect()
}

fn whole(value: &Value) -> String {
    value.as_f64().map(|number| number.to_string()).unwrap_or_default()
}

fn session_facts(session: &Value) -> Facts {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let entries = list(&session["entries"]);
    let mut codes: BTreeMap<String, u32> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry["role"] == "server" && entry["label"] != "") {
        *codes.entry(text(&entry["label"])).or_default() += 1;
    }
    let recipients = entries.iter().filter(|entry| entry["role"] == "client" && entry["label"] == "RCPT").count();
    let sender =
        list(&session["transactions"]).into_iter().map(|mail| text(&mail["sender"])).find(|name| !name.is_empty());
    let sender = sender.map(|sender| if sender == "<>" { String::new() } else { sender });
    Facts::from([
        ("entries", whole(&session["entryCount"])),
        ("start", whole(&session["start"])),
        ("end", whole(&session["end"])),
        ("remote", text(&session["remoteEndpoint"])),
        ("sender", sender.unwrap_or_default()),
        ("RCPT commands", recipients.to_string()),
        ("replies by code", format!("{codes:?}")),
        ("largest gap", if session["largestGap"].is_null() { "0".into() } else { whole(&session["largestGap"]["ms"]) }),
        ("missing", whole(&session["missingEntries"])),
    ])
}

fn access_session_facts(session: &Value) -> Facts {
    let entries = session["entries"].as_array().cloned().unwrap_or_default();
    let count = |role: &str, has: &dyn Fn(&Value) -> bool| {
        entries.iter().filter(|entry| entry["role"] == role && has(entry)).count().to_string()
    };
    let mut facts = session_facts(session);
    facts.retain(|name, _| ["entries", "start", "end", "remote", "largest gap"].contains(name));
    let is_refusal = |entry: &Value| entry["severity"] == "error" || entry["severity"] == "warning";
    facts.extend([("commands", count("client", &|_| true)), ("refusals", count("server", &is_refusal))]);
    facts
}

fn connection_facts(session: &Value) -> Facts {
    let connection = &session["connectivity"];
    let mut facts = session_facts(session);
    facts.retain(|name, _| ["entries", "start", "end", "largest gap"].contains(name));
    facts.extend([
        ("destination", connection["destination"].as_str().unwrap_or_default().to_string()),
        ("messages", whole(&connection["messages"])),
        ("bytes", whole(&connection["bytes"])),
        ("recipients", whole(&connection["recipients"])),
    ]);
    facts
}

fn message_facts(session: &Value) -> Facts {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let event = |entry: &Value| text(&entry["data"]).split(' ').next().unwrap_or_default().to_string();
    let mut events: Vec<String> = list(&session["entries"]).iter().map(event).collect();
    events.sort_unstable();
    let recipients: BTreeSet<String> = list(&session["transactions"])
        .iter()
        .flat_map(|mail| list(&mail["recipients"]))
        .map(|recipient| text(&recipient["address"]).to_lowercase())
        .collect();
    Facts::from([
        ("entries", whole(&session["entryCount"])),
        ("start", whole(&session["start"])),
        ("end", whole(&session["end"])),
        ("events", events.join(" ")),
        ("recipients", recipients.into_iter().collect::<Vec<_>>().join(" ")),
        ("size", whole(&session["transactions"][0]["size"])),
    ])
}

/// The facts in which both readings differ: session, fact, plain value, engine's value.
fn differences(plain: &Sessions, engine: &Engine) -> Vec<(String, &'static str, String, String)> {
    let mut found = Vec::new();
    let mut read: BTreeMap<(String, String), Vec<Facts>> = BTreeMap::new();
    for (key, facts) in read_by_engine(engine) {
        // Of POP3 and IMAP4, only logs with nine columns are read plainly.
        let is_access = ACCESS.iter().any(|access| access.1 == key.0) && plain.contains_key(&key);
        if is_access
            || PROTOCOLS.iter().any(|protocol| protocol.3 == key.0)
            || ["connectivity", "tracking"].contains(&key.0.as_str())
        {
            read.entry(key).or_default().push(facts);
        }
    }
    let keys: BTreeSet<&(String, String)> = plain.keys().chain(read.keys()).collect();
    for key in keys {
        let name = format!("{} {}", key.0, key.1);
        let count = read.get(key).map_or(0, Vec::len);
        match (plain.get(key), read.get(key).map(Vec::as_slice)) {
            (Some(plain), Some([read])) => {
                for (fact, value) in plain.iter().filter(|(fact, value)| read.get(*fact) != Some(value)) {
                    found.push((name.clone(), *fact, value.clone(), read.get(fact).cloned().unwrap_or_default()));
                }
            }
            (plain, _) => found.push((name, "sessions", u8::from(plain.is_some()).to_string(), count.to_string())),
        }
    }
    found
}

#[test]
fn every_fixture_has_the_facts_of_a_plain_reading() {
    let mut unneeded: BTreeSet<(&str, &str)> = DIFFERENCES.iter().map(|&(name, session, _)| (name, session)).collect();
    let (mut compared, mut found) = (0, Vec::new());
    for case in cases() {
        let texts: Vec<String> =
            case.inputs.iter().map(|input| String::from_utf8_lossy(&input.bytes).replace('\u{FEFF}', "")).collect();
        let files: Vec<&str> = texts.iter().map(String::as_str).collect();
        let plain = read_plainly(&files);
        if plain.is_empty() {
            continue;
        }
        compared += plain.len();
        for (session, fact, plain, engine) in differences(&plain, &case.read_whole()) {
            let known = DIFFERENCES.iter().find(|known| known.0 == case.name && session.starts_with(known.1));
            match known {
                Some(&(name, session, _)) => drop(unneeded.remove(&(name, session))),
                None => {
                    found.push(format!("{}, {session}: {fact}: {plain:?} plainly, {engine:?} by the engine", case.name))
                }
            }
        }
    }
    assert!(compared > 50, "only {compared} sessions are compared");
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
    assert!(unneeded.is_empty(), "these no longer differ: {unneeded:?}");
}

#[test]
fn generated_logs_have_the_facts_of_a_plain_reading() {
    for format in
        FORMATS.iter().filter(|format| ["smtpReceive", "smtpSend", "connectivity", "tracking"].contains(&format.name))
    {
        let mut files = Vec::new();
        generate_formats(&Plan { seed: 11, bytes: 1_000_000 }, &[format], &mut |_, file| files.push(file));
        let mut engine = Engine::new(7);
        for file in &files {
            engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
            engine.push(&file.text);
            engine.end_file(FileEnd::Complete);
        }
        engine.publish();
        let texts: Vec<&str> = files.iter().map(|file| str::from_utf8(&file.text).unwrap()).collect();
        let plain = read_plainly(&texts);
        assert!(plain.len() > 100, "{}: only {} sessions", format.name, plain.len());
        let found = differences(&plain, &engine);
        let shown: Vec<_> = found.iter().take(20).collect();
        assert!(found.is_empty(), "{}: {} differences: {shown:#?}", format.name, found.len());
    }
}

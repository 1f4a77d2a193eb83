//! Credentials: masked in everything that is shown or exported, and exactly as logged once the user asks for them.

#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

#[allow(dead_code, reason = "each test uses only part of it")]
mod support;

use exchange_log_viewer::{Engine, ExportFormat, FileEnd};
use serde_json::Value;
use support::fixtures::{Case, case, cases};
use support::result::{details, export, result};

/// Replaces a credential.
const MASK: &str = "*****";

/// The fixtures whose logs contain credentials, with the credentials.
const SECRETS: [(&str, &[&str]); 11] = [
    ("fault-secrets", &["AGFubmEAc2VjcmV0cGFzc3dvcmQ", "YW5uYQ=="]),
    ("http-activesync", &["hun_E5ter2"]),
    ("http-owa", &["hunter2", "eyJ0eXAiOiJKV1Qi"]),
    ("l-file-auth", &["YW5uYQ", "aHVudGVyMg", "TlRMTVNT", "AGFubmEA"]),
    ("l-file-echoes", &["aunt-agatha", "hunter2", "hunter3"]),
    ("l-file-imap4", &["hunter2"]),
    ("l-file-ins", &["hunter2"]),
    ("l-file-pop3", &["hunter2"]),
    ("mail-access-secrets", &["geheimnis7", "AGFubgBnZWhlaW1uaXM3"]),
    ("nntp-logons", &["wrong-horse", "hunter2"]),
    ("smtpsvc-auth", &["AGFubmEAc2VjcmV0"]),
];

/// The fixtures whose logs contain lines that may be anything: of a client that are no known command, and of files that
/// are no entries.
const UNKNOWN: [&str; 22] = [
    "columns-reordered",
    "fault-archive",
    "fault-binary",
    "fault-field-count",
    "fault-markup",
    "fault-missing-session-id",
    "fault-not-logs",
    "fault-not-text",
    "fault-quoted-line-break",
    "fault-unterminated-quote",
    "fault-xml",
    "headers-missing",
    "prefix-quoted",
    "replay-no-commands",
    "row-entities",
    "row-star-lost",
    "smtpsvc-w3c",
    "text-line-ends",
    "text-utf16-be",
    "text-windows-1252",
    "wrapped-beyond-repair",
    "wrapped-words",
];

const FORMATS: [ExportFormat; 4] =
    [ExportFormat::Ndjson, ExportFormat::Csv, ExportFormat::Text, ExportFormat::Messages];

/// All tables of an engine with all their columns, as CSV.
fn tables(engine: &mut Engine) -> String {
    let mut bytes = Vec::new();
    for table in engine.table_rows().tables(engine.archive()) {
        let columns = (0..table.columns.len() as u32).collect();
        let mut exporter = engine.export_table(table.table, None, columns);
        while let Some(mut part) = exporter.next_part(engine.archive()) {
            bytes.append(&mut part);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Everything visible about the result of a query: what the page may request, and every export.
fn seen(engine: &mut Engine, query: &str) -> Vec<String> {
    engine.query(query, 0).unwrap();
    let mut seen: Vec<String> = FORMATS.map(|format| export(engine, format, query)).into();
    seen.extend([result(engine).to_string(), tables(engine)]);
    seen
}

fn logs(case: &Case) -> String {
    case.inputs.iter().map(|input| String::from_utf8_lossy(&input.bytes)).collect()
}

/// Collects the texts that differ, as pairs.
fn differences<'a>(masked: &'a Value, shown: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    match (masked, shown) {
        (Value::Array(masked), Value::Array(shown)) if masked.len() == shown.len() => {
            masked.iter().zip(shown).for_each(|(masked, shown)| differences(masked, shown, found));
        }
        (Value::Object(masked), Value::Object(shown)) if masked.keys().eq(shown.keys()) => {
            masked.values().zip(shown.values()).for_each(|(masked, shown)| differences(masked, shown, found));
        }
        (Value::String(masked), Value::String(shown)) if masked != shown => found.push((masked, shown)),
        _ => assert_eq!(masked, shown, "only texts contain credentials"),
    }
}

#[test]
fn credentials_are_masked_everywhere_by_default() {
    for (name, secrets) in SECRETS {
        let case = case(name);
        let (logs, mut engine) = (logs(&case), case.read_whole());
        for secret in secrets {
            assert!(logs.contains(secret), "{name}: the logs do not contain {secret}");
            for query in ["", secret, "auth", "verb:pass", "user:*"] {
                for text in seen(&mut engine, query) {
                    // Command names are displayed in capitals, whatever their case in the log.
                    let text = text.to_ascii_lowercase();
                    assert!(!text.contains(&secret.to_ascii_lowercase()), "{name}: {secret} is visible with “{query}”");
                }
            }
        }
    }
}

#[test]
fn credentials_are_shown_and_exported_on_request_wherever_they_were_masked() {
    for (name, secrets) in SECRETS {
        let mut engine = case(name).read_whole();
        let before = seen(&mut engine, "");
        engine.show_credentials(true);
        let [ndjson, _, text, _, page, tables] = seen(&mut engine, "").try_into().unwrap();
        let conversations = Value::from(details(&engine)).to_string();
        for secret in secrets {
            assert!(page.contains(secret), "{name}: {secret} is not shown");
            for (what, exported) in [("NDJSON", &ndjson), ("text", &text)] {
                // The text export omits the other cells of an entry's row.
                let expected = conversations.contains(secret) && (what == "NDJSON" || !name.starts_with("http-"));
                assert_eq!(exported.contains(secret), expected, "{name}: {secret} in {what}");
            }
        }
        assert!(!tables.contains(MASK), "{name}");
        engine.show_credentials(false);
        assert_eq!(seen(&mut engine, ""), before, "{name}: masked again");
    }
}

#[test]
fn showing_credentials_changes_nothing_else() {
    let mut with_credentials = Vec::new();
    for case in cases() {
        let mut engine = case.read_whole();
        let masked = result(&mut engine);
        engine.show_credentials(true);
        let (shown, logs) = (result(&mut engine), logs(&case));
        let mut found = Vec::new();
        differences(&masked, &shown, &mut found);
        for (masked, shown) in &found {
            assert!(masked.contains(MASK), "{}: {masked}", case.name);
            assert!(!shown.contains(MASK) || logs.contains(MASK), "{}: {shown}", case.name);
        }
        if !found.is_empty() {
            with_credentials.push(case.name);
        }
    }
    let mut expected = [SECRETS.map(|(name, _)| name).as_slice(), &UNKNOWN].concat();
    expected.sort_unstable();
    assert_eq!(with_credentials, expected, "the fixtures that contain credentials, or what may be some");
}

/// An engine that has read this as a file.
fn engine_of(name: &str, log: &str) -> Engine {
    let mut engine = Engine::new(7);
    read(&mut engine, name, log);
    engine
}

fn read(engine: &mut Engine, name: &str, log: &str) {
    engine.begin_file(name, "", log.len() as u64);
    engine.push(log.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
}

#[test]
fn the_worst_reply_in_a_csv_export_contains_no_credential() {
    let row = "2026-03-02T08:00:00.000Z,EX19\\Relay,08DE70D52F659501,1,192.0.2.19:25,192.0.2.91:5001,>,\
               \"500 5.3.3 Unrecognized command 'AUTH PLAIN AGFubmEA'\",\r\n";
    let head = "#Log-type: SMTP Receive Protocol Log\r\n#Fields: date-time,connector-id,session-id,sequence-number,\
                local-endpoint,remote-endpoint,event,data,context\r\n";
    let mut engine = engine_of("RECV1.LOG", &(head.to_string() + row));
    let csv = |engine: &Engine| export(engine, ExportFormat::Csv, "");
    assert!(csv(&engine).contains("AUTH PLAIN *****"), "{}", csv(&engine));
    engine.show_credentials(true);
    assert!(csv(&engine).contains("AUTH PLAIN AGFubmEA'"), "{}", csv(&engine));
}

#[test]
fn a_table_is_exported_without_credentials() {
    let mut engine = engine_of("some.log", "#Fields: a,b\r\nAUTH PLAIN AGFubmEA,x\r\n");
    assert_eq!(tables(&mut engine).lines().last(), Some("AUTH PLAIN *****,x"));
    engine.show_credentials(true);
    assert_eq!(tables(&mut engine).lines().last(), Some("AUTH PLAIN AGFubmEA,x"));
}

#[test]
fn a_value_in_a_form_of_several_parts_is_masked() {
    let form = "Content-Disposition: form-data; name=\"\"password\"\"\r\n\r\nsword-fish\r\n--x";
    let log = format!("#Fields: a,b\r\n\"{form}\",x\r\n");
    let mut engine = engine_of("some.log", &log);
    let shown = tables(&mut engine);
    assert!(shown.contains("*****") && shown.contains("--x") && !shown.contains("sword-fish"), "{shown}");
    engine.show_credentials(true);
    assert!(tables(&mut engine).contains("sword-fish"));
}

#[test]
fn showing_credentials_ends_when_the_logs_are_closed() {
    let log = "#Fields: a,b\r\nAUTH PLAIN AGFubmEA,x\r\n";
    let mut engine = engine_of("some.log", log);
    engine.show_credentials(true);
    read(&mut engine, "more.log", &log.replace(",x", ",y"));
    assert_eq!(tables(&mut engine).matches("AGFubmEA").count(), 2, "it also applies to logs that are read later");
    engine.clear();
    read(&mut engine, "some.log", log);
    assert_eq!(tables(&mut engine).matches("AGFubmEA").count(), 0);
}

#[test]
fn what_was_known_of_a_session_does_not_outlast_further_rows() {
    let head = "#Log-type: SMTP Receive Protocol Log\r\n#Fields: date-time,connector-id,session-id,sequence-number,\
                local-endpoint,remote-endpoint,event,data,context\r\n";
    let row = |sequence: u32, event: &str, data: &str| {
        format!(
            "2026-03-02T08:00:0{sequence}.000Z,EX19\\Relay,08DE70D52F659501,{sequence},192.0.2.19:25,192.0.2.91:5001,\
             {event},{data},\r\n"
        )
    };
    let first = [row(0, "+", ""), row(1, "<", "EHLO sword-fish9")].concat();
    let more = [row(2, "<", "AUTH PLAIN AGFubgBzd29yZC1maXNoOQ=="), row(3, ">", "235 2.7.0 Authentication successful")]
        .concat();
    let mut engine = engine_of("RECV1.LOG", &(head.to_string() + &first));
    let before = result(&mut engine).to_string();
    assert!(before.contains("sword-fish9"), "a name like any other");
    read(&mut engine, "RECV2.LOG", &(head.to_string() + &more));
    assert!(!result(&mut engine).to_string().contains("sword-fish9"), "the password of the session");
}

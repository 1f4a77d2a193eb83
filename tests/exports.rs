//! Exports of hostile and ordinary logs, as read by a spreadsheet, a program and a person.

use crate::support::fixtures::{case, cases};
use crate::support::generator::{Plan, generate};
use crate::support::result::{export, ndjson};
use exchange_log_viewer::{
    Engine, ExportFormat, FileEnd, FileIndex, Separator, SessionIndex, Sheet, TableOrder, Timestamp, Zone,
};
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn a_csv_export_contains_no_formula() {
    for case in cases() {
        let engine = case.read_whole();
        for format in [ExportFormat::Csv, ExportFormat::Messages] {
            let text = export(&engine, format, "");
            let text = text.strip_prefix('\u{FEFF}').expect("a byte order mark, so that Excel reads it as UTF-8");
            for record in csv::Reader::from_reader(text.as_bytes()).into_records() {
                for cell in &record.unwrap() {
                    let first = cell.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
                    assert!(!first.starts_with(['=', '+', '-', '@']), "{}: {cell:?}", case.name);
                }
            }
        }
    }
}

/// An export for a spreadsheet, as column names and rows by column name.
fn sheet(engine: &Engine, format: ExportFormat, sheet: Sheet) -> (String, Vec<BTreeMap<String, String>>) {
    let delimiter = match sheet.separator {
        Separator::Comma => b',',
        Separator::Semicolon => b';',
        Separator::Tab => b'\t',
    };
    let (exporter, _, _) = engine.export(format, "", 0).unwrap();
    let mut exporter = exporter.for_sheet(sheet);
    let mut text = String::new();
    while let Some(part) = exporter.next_part(engine.archive()) {
        text.push_str(core::str::from_utf8(&part).unwrap());
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let names = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| names.iter().zip(&row).map(|(name, cell)| (name.into(), cell.into())).collect();
    let rows = reader.records().map(|record| row(record.unwrap())).collect();
    (text, rows)
}

#[test]
fn a_spreadsheet_of_any_culture_reads_cells_and_times() {
    let engine = case("receive-2019").read_whole();
    let summer = Zone::new([(Timestamp(0), 60), (Timestamp(1_772_439_330_200), 120)]);
    let german = Sheet { separator: Separator::Semicolon, decimal_comma: true, zone: summer.clone() };
    let (text, rows) = sheet(&engine, ExportFormat::Csv, german);
    assert!(text.starts_with("\u{FEFF}start;end;time-zone;log;"), "a byte order mark, and no line `sep=`");
    let times = |row: &BTreeMap<String, String>| {
        ["start", "end", "time-zone", "start-utc", "end-utc"].map(|name| row[name].clone())
    };
    assert_eq!(
        times(&rows[0]),
        [
            "2026-03-02 09:15:30,104",
            "2026-03-02 10:15:30,707",
            "UTC+01:00",
            "2026-03-02T08:15:30.104Z",
            "2026-03-02T08:15:30.707Z"
        ],
        "the zone is that of the start"
    );
    assert_eq!(times(&rows[1])[..3], ["2026-03-02 10:15:30,300", "2026-03-02 10:15:30,329", "UTC+02:00"]);
    let (_, rows) = sheet(&engine, ExportFormat::Messages, Sheet { separator: Separator::Tab, ..Sheet::default() });
    assert_eq!(times(&rows[0])[2..3], ["UTC"]);
    assert!(rows[0]["start"].starts_with("2026-03-02 08:15:30."), "{:?}", rows[0]);
}

#[test]
fn an_export_knows_its_period_and_its_server_if_there_is_one() {
    let contents = |name: &str, query: &str| {
        let engine = case(name).read_whole();
        let (mut exporter, _, _) = engine.export(ExportFormat::Csv, query, 0).unwrap();
        let contents = serde_json::to_value(exporter.contents(engine.archive()).unwrap()).unwrap();
        let before = exporter.share();
        while exporter.next_part(engine.archive()).is_some() {}
        (contents, before, exporter.share())
    };
    let expected =
        json!({ "sessions": 2.0, "start": 1_772_439_330_104.0, "end": 1_772_439_330_707.0, "server": "EX19" });
    assert_eq!(contents("receive-2019", ""), (expected, 0.0, 1.0));
    let none = json!({ "sessions": 0.0, "start": null, "end": null, "server": "" });
    assert_eq!(contents("receive-2019", "nothing"), (none, 1.0, 1.0));
    assert_eq!(contents("sessions-two-servers", "").0["server"], "");
}

#[test]
fn the_csv_of_messages_has_a_row_for_every_recipient_of_every_message() {
    let mut several = 0;
    for case in cases() {
        let engine = case.read_whole();
        let (_, rows) = sheet(&engine, ExportFormat::Messages, Sheet::default());
        let (_, list) = sheet(&engine, ExportFormat::Csv, Sheet::default());
        let sessions = ndjson(&engine, "");
        let mut expected = Vec::new();
        for (session, listed) in sessions.iter().zip(&list) {
            let transactions = session["transactions"].as_array().unwrap();
            let mut all = Vec::new();
            for transaction in transactions {
                let recipients = transaction["recipients"].as_array().unwrap();
                let addresses: Vec<&str> = recipients.iter().map(|one| one["address"].as_str().unwrap()).collect();
                all.extend(addresses.iter().filter(|address| !address.is_empty()).copied());
                let named = if addresses.is_empty() { vec![""] } else { addresses };
                let row = |address: &str| {
                    [&session["sessionId"], &transaction["sender"], &transaction["messageId"]]
                        .map(|value| value.as_str().unwrap().to_string())
                        .into_iter()
                        .chain([address.to_string()])
                        .collect::<Vec<_>>()
                };
                expected.extend(named.into_iter().map(row));
            }
            let listed: Vec<&str> =
                listed["recipient"].trim_start_matches('\'').split("; ").filter(|one| !one.is_empty()).collect();
            assert!(all.iter().all(|address| listed.contains(address)), "{}: {all:?} {listed:?}", case.name);
            several += usize::from(listed.len() > 1);
        }
        let plain = |cell: &str| cell.trim_start_matches('\'').to_string();
        let columns = ["session-id", "sender", "message-id", "recipient"];
        let found: Vec<Vec<String>> = rows.iter().map(|row| columns.map(|name| plain(&row[name])).to_vec()).collect();
        assert_eq!(found, expected, "{}", case.name);
    }
    assert!(several > 5, "{several}");
}

#[test]
fn recipients_have_their_own_outcome() {
    let engine = case("receive-relay-denied").read_whole();
    let (_, rows) = sheet(&engine, ExportFormat::Messages, Sheet::default());
    let row = rows.iter().find(|row| row["session-id"].ends_with("5101")).unwrap();
    assert_eq!(row["recipient-outcome"], "rejected");
    assert!(row["recipient-reply"].starts_with("550 5.7."), "{row:?}");
}

#[test]
fn a_cell_says_none_only_where_nothing_was_encrypted() {
    let tls = |name: &str| -> Vec<String> {
        let (_, rows) = sheet(&case(name).read_whole(), ExportFormat::Csv, Sheet::default());
        rows.into_iter().map(|row| row["tls"].clone()).collect()
    };
    assert_eq!(tls("receive-2019"), ["1.3", "1.2"]);
    assert!(tls("receive-relay-denied").iter().all(|tls| tls == "none"), "{:?}", tls("receive-relay-denied"));
    assert!(tls("tracking-2016").iter().all(String::is_empty), "message tracking has nothing about TLS");
    assert!(tls("sessions-straddle").iter().any(|tls| tls == "none"));
    assert!(tls("imap4-2019").iter().all(String::is_empty));
}

#[test]
fn a_query_knows_every_exported_column_or_says_what_to_write() {
    let engine = case("receive-2019").read_whole();
    let mut asked_back = Vec::new();
    for format in [ExportFormat::Csv, ExportFormat::Messages] {
        let head = export(&engine, format, "nothing");
        for column in head.trim_start_matches('\u{FEFF}').trim_end().split(',') {
            // Either there is such a field, and only the value is missing, or a sentence names one.
            let without_value = engine.count(&format!("-{column}:"), 0);
            if without_value.is_err_and(|problem| problem.message.starts_with("There is no value")) {
                continue;
            }
            let message = engine.count(&format!("{column}:x1"), 0).unwrap_err().message;
            assert!(message.starts_with(&format!("There is no field `{column}`: ")), "{column}: {message}");
            let named = message.split('`').nth(3).unwrap();
            let known = engine.count(&format!("-{named}:"), 0).unwrap_err().message;
            assert!(known.starts_with("There is no value"), "{column}: {named}");
            asked_back.push(column.to_string());
        }
    }
    asked_back.sort();
    asked_back.dedup();
    assert_eq!(
        asked_back,
        ["local-port", "message-number", "recipient-outcome", "recipient-reply", "remote-port", "time-zone"]
    );
    let problem = |query: &str| engine.count(query, 0).unwrap_err().message;
    assert!(problem("duration-ms:500").contains("a value of `duration`, which takes a duration with a unit"));
    assert_eq!(engine.count("duration-ms:603ms failed-attempts:0 flags:straddles", 0).unwrap().0, 0);
    assert_eq!(engine.count("duration-ms:603ms missing-entries:0 start-utc:2026-03-02T08:15:30.104Z", 0).unwrap().0, 1);
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

/// A text as a cell of CSV shows it: with marks for characters that do not show or that turn what is beside them.
fn marked(text: &str) -> String {
    let is_hidden = |c: char| match c {
        '\t' | '\r' | '\n' => false,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}' => true,
        c => c.is_control(),
    };
    text.chars().map(|c| if is_hidden(c) { format!("<U+{:04X}>", u32::from(c)) } else { c.to_string() }).collect()
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
                ("start-utc", "start"),
                ("end-utc", "end"),
                ("session-id", "sessionId"),
                ("connector-id", "connectorId"),
                ("client-name", "clientName"),
                ("auth", "auth"),
                ("user", "user"),
                ("outcome", "outcome"),
                ("ended", "ended"),
            ];
            for (column, field) in texts {
                assert_eq!(cell(column), marked(session[field].as_str().unwrap()), "{}: {column}", case.name);
            }
            let tls = session["tls"].as_str().unwrap();
            assert!(cell("tls") == tls || (tls.is_empty() && cell("tls") == "none"), "{}: {}", case.name, cell("tls"));
            let remote = session["remoteEndpoint"].as_str().unwrap();
            let address = cell("remote-address");
            assert!(remote.trim_start_matches('[').starts_with(&address), "{}: {remote} {address}", case.name);
            assert!(remote.ends_with(&cell("remote-port")), "{}: {remote}", case.name);
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
    let mut explained = 0;
    for case in cases() {
        let engine = case.read_whole();
        let count = |name: &str| -> usize {
            ndjson(&engine, "").iter().map(|session| session[name].as_array().unwrap().len()).sum()
        };
        let rows = count("entries") + count("attempts");
        let sessions = engine.archive().published();
        let text = export(&engine, ExportFormat::Text, "");
        let (explanations, lines): (Vec<&str>, Vec<&str>) =
            text.split_terminator("\r\n").partition(|line| line.starts_with("        "));
        // Two heading lines before each session, and a blank one after it.
        assert_eq!(lines.len(), rows + 3 * sessions, "{}", case.name);
        assert!(!lines.concat().contains(char::is_control), "{}: {lines:?}", case.name);
        explained += explanations.len();
    }
    assert!(explained > 100, "{explained}");
}

#[test]
fn the_text_export_explains_what_was_refused_once() {
    let engine = case("receive-relay-denied").read_whole();
    let text = export(&engine, ExportFormat::Text, "relay");
    let mut lines = text.lines().skip_while(|line| !line.contains("S: 550 5.7."));
    assert!(lines.next().is_some_and(|refusal| refusal.contains("relay")), "{text}");
    assert!(
        lines.next().is_some_and(|sentence| sentence.trim_start().starts_with("^ ") && sentence.ends_with('.')),
        "{text}"
    );
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
fn a_large_export_comes_in_parts() {
    let mut engine = Engine::new(7);
    generate(&Plan { seed: 3, bytes: 6_000_000 }, &mut |file| {
        engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
        engine.push(&file.text);
        engine.end_file(FileEnd::Complete);
    });
    engine.publish();
    let (mut exporter, sessions, entries) = engine.export(ExportFormat::Ndjson, "", 0).unwrap();
    let (mut parts, mut whole) = (0, Vec::new());
    while let Some(mut part) = exporter.next_part(engine.archive()) {
        assert!(part.len() < 300_000, "{} bytes", part.len());
        parts += 1;
        whole.append(&mut part);
    }
    assert!(parts > 3, "{parts} parts");
    assert!(whole.ends_with(b"\n"));
    let lines = whole.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let sessions_read: Vec<serde_json::Value> = lines.map(|line| serde_json::from_slice(line).unwrap()).collect();
    let rows: usize = sessions_read.iter().map(|session| session["entries"].as_array().unwrap().len()).sum();
    assert_eq!((sessions_read.len(), rows as u64), (sessions, entries));
}

/// A session with so many messages that no part of an export has all of it. Each contains a password.
fn long_session(messages: usize) -> Engine {
    let mut log = String::from(
        "#Log-type: SMTP Receive Protocol Log\n#Fields: date-time,connector-id,session-id,sequence-number,\
         local-endpoint,remote-endpoint,event,data,context\n",
    );
    let rcpt = |name: &str| format!("<,RCPT TO:<{name}@fabrikam.com>");
    let lines = (0..messages).flat_map(|number| {
        [
            format!("<,MAIL FROM:<ann{number}@contoso.com>"),
            String::from(">,250 2.1.0 Sender OK"),
            // One repeats the password.
            if number == 0 { rcpt("sword7fish") } else { rcpt(&format!("bob{number}")) },
            String::from(">,550 5.1.1 token=sword7fish is no user"),
            String::from("<,RSET"),
            String::from(">,250 2.0.0 Resetting"),
        ]
    });
    for (number, line) in lines.enumerate() {
        log += &format!(
            "2026-03-02T08:00:00.000Z,EX01\\Default,08DDA1F3C2B40001,{number},192.0.2.10:25,203.0.113.25:41822,{line},\n"
        );
    }
    let mut engine = Engine::new(7);
    engine.begin_file("RECV20260302-1.LOG", "", log.len() as u64);
    engine.push(log.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    engine
}

/// The parts of an export of everything, between which `between` is done.
fn parts(engine: &mut Engine, format: ExportFormat, mut between: impl FnMut(&mut Engine)) -> Vec<String> {
    let (mut exporter, _, _) = engine.export(format, "", 0).unwrap();
    let mut parts = Vec::new();
    while let Some(part) = exporter.next_part(engine.archive()) {
        parts.push(String::from_utf8(part).unwrap());
        between(engine);
    }
    parts
}

#[test]
fn a_long_session_is_exported_in_parts() {
    const MESSAGES: usize = 5_000;
    let mut engine = long_session(MESSAGES);
    for format in [ExportFormat::Ndjson, ExportFormat::Text, ExportFormat::Messages] {
        let parts = parts(&mut engine, format, |_| {});
        assert!(parts.len() > 2, "{format:?} has {} parts", parts.len());
        assert!(parts.iter().all(|part| part.len() < 300_000), "{format:?}");
        let whole = parts.concat();
        match format {
            ExportFormat::Ndjson => {
                let line: serde_json::Value = serde_json::from_str(&whole).unwrap();
                assert_eq!(whole.matches('\n').count(), 1);
                assert_eq!(line["entries"].as_array().unwrap().len(), 6 * MESSAGES);
                assert_eq!(line["transactions"].as_array().unwrap().len(), MESSAGES);
                assert_eq!(line["transactions"][MESSAGES - 1]["sender"], format!("ann{}@contoso.com", MESSAGES - 1));
            }
            ExportFormat::Text => assert_eq!(whole.lines().filter(|line| line.contains("  C: RSET")).count(), MESSAGES),
            _ => assert_eq!(whole.lines().count(), MESSAGES + 1),
        }
    }
}

#[test]
fn a_secret_that_is_masked_in_the_middle_of_an_export_is_not_in_the_rest() {
    let mut engine = long_session(3_000);
    for format in [ExportFormat::Ndjson, ExportFormat::Text, ExportFormat::Messages] {
        engine.show_credentials(true);
        let parts = parts(&mut engine, format, |engine| engine.show_credentials(false));
        assert!(parts[0].contains("sword7fish"), "{format:?}");
        assert!(parts[1..].iter().all(|part| !part.contains("sword7fish")), "{format:?}");
    }
}

#[test]
fn a_row_that_is_gathered_in_parts_is_masked_as_it_is_written() {
    const MESSAGES: usize = 30_000;
    let mut engine = long_session(MESSAGES);
    let masked = parts(&mut engine, ExportFormat::Csv, |_| {}).concat();
    let mut row = csv::Reader::from_reader(masked.trim_start_matches('\u{FEFF}').as_bytes());
    let columns = row.headers().unwrap().clone();
    let row = row.records().next().unwrap().unwrap();
    for (column, first, last) in
        [("sender", "ann0@contoso.com; ann1@", "ann29999@contoso.com"), ("recipient", "*****", "bob29999@fabrikam.com")]
    {
        let cell = &row[columns.iter().position(|name| name == column).unwrap()];
        assert!(cell.starts_with(first) && cell.ends_with(last), "{column}");
        assert_eq!(cell.split("; ").count(), MESSAGES, "{column}");
    }
    for (before, after) in [(true, false), (false, true)] {
        engine.show_credentials(before);
        let mut count = 0;
        let parts = parts(&mut engine, ExportFormat::Csv, |engine| {
            count += 1;
            engine.show_credentials(if count < 3 { before } else { after });
        });
        assert!(parts.len() > 5, "{} parts", parts.len());
        assert_eq!(parts.concat().contains("sword7fish"), after);
        assert!(after || parts.concat() == masked);
    }
}

#[test]
fn the_pages_of_a_session_are_those_of_the_whole_whatever_was_asked_before() {
    let mut engine = long_session(200);
    let page =
        |engine: &Engine, from: u32| crate::support::result::value(engine.detail(SessionIndex(0), from..from + 100));
    let fresh = |from: u32| page(&long_session(200), from);
    for from in [0, 1_100, 300] {
        assert_eq!(page(&engine, from), fresh(from));
    }
    let first = page(&engine, 0);
    assert_eq!((first["transactions"].as_array().unwrap().len(), &first["moreTransactions"]), (80, &json!(120)));
    engine.show_credentials(true);
    assert!(page(&engine, 0).to_string().contains("sword7fish"));
    engine.show_credentials(false);
    assert_eq!(page(&engine, 0), first);
    engine.query("bob3@fabrikam.com", 0).unwrap();
    assert_eq!(page(&engine, 0)["firstMatch"], 20);
    let again = "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n\
                 2026-03-02T08:00:01.000Z,EX01\\Default,08DDA1F3C2B40001,1200,192.0.2.10:25,203.0.113.25:41822,-,,Local\n";
    engine.begin_file("RECV20260302-2.LOG", "", again.len() as u64);
    engine.push(again.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    assert_eq!(page(&engine, 0)["entryCount"], 1_201);
    engine.set_origin(&[FileIndex(0), FileIndex(1)], Some("EX09"), None);
    assert_eq!(page(&engine, 100)["server"], "EX09");
}

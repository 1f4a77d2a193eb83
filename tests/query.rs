//! What queries find: every field of the language on an archive with known sessions, and laws on generated logs.
//!
//! Sessions of the archive are named by the last four digits of their session-id.

use crate::support::fixtures::{case, cases};
use crate::support::generator::random::Random;
use crate::support::generator::{Plan, generate};
use crate::support::mutation::below;
use crate::support::result::ndjson;
use exchange_log_viewer::{
    Engine, FileEnd, SessionColumn, SessionIndex, SortOrder, TableOrder, next_match, query_examples, query_help,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Cases whose logs form the archive; no two of their sessions share the last four digits.
const CASES: [&str; 12] = [
    "receive-2019",
    "receive-auth-login",
    "receive-auth-failed",
    "receive-hub",
    "receive-pipelined",
    "receive-relay-denied",
    "send-2016",
    "send-2016-tls-failed",
    "connectivity-retry",
    "connectivity-ipv6",
    "text-utf8",
    "table-http-proxy",
];

fn archive() -> Engine {
    archive_of(&CASES)
}

fn archive_of(cases: &[&str]) -> Engine {
    let mut engine = Engine::new(7);
    for input in cases.iter().flat_map(|name| case(name).inputs) {
        engine.begin_file(&input.name, &input.folder, input.bytes.len() as u64);
        engine.push(&input.bytes);
        engine.end_file(input.end);
    }
    engine.publish();
    engine
}

fn name(engine: &Engine, session: SessionIndex) -> String {
    let store = &engine.archive().store;
    let id = store.sessions.get(session).id.to_text(&store.strings);
    id[id.len() - 4..].to_string()
}

/// The names of the sessions that a query finds, in order, and the number of entries.
fn found(engine: &mut Engine, text: &str) -> (String, u64) {
    let (count, entries) = engine.query(text, 0).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    let names: BTreeSet<String> = engine.sessions().iter().map(|&session| name(engine, session)).collect();
    assert_eq!(names.len(), count, "{text}");
    assert_eq!(engine.count(text, 0).unwrap(), (count, entries), "{text}: counting finds the same");
    (names.into_iter().collect::<Vec<_>>().join(" "), entries)
}

/// Query, sessions, and the number of entries that it marks; if it marks none, all entries of the sessions count.
type Expected = (&'static str, &'static str, u64);

fn check(cases: &[Expected]) {
    check_in(&mut archive(), cases);
}

fn check_in(engine: &mut Engine, cases: &[Expected]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|&(text, sessions, entries)| {
            let found = found(engine, text);
            (found != (sessions.to_string(), entries))
                .then(|| format!("{text}\n  expected {sessions:?} {entries}\n  found    {:?} {}", found.0, found.1))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The rows that a query finds in the fixture's only table.
fn found_rows(engine: &mut Engine, text: &str) -> Vec<u32> {
    engine.query(text, 0).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    engine.table_rows().of(0).to_vec()
}

#[test]
fn the_parts_of_connectivity_rows_are_found() {
    check_in(
        &mut archive_of(&["connectivity-parts"]),
        &[
            ("ip:203.0.113.27", "0104", 6),
            ("ip:2001:db8::27", "0104", 6),
            ("ip:203.0.113.25", "0104", 6),
            ("ip:192.0.2.25", "0105", 4),
            ("recipients=3 messages=2 size=7000b", "0103", 2),
            ("dns:mx2.fabrikam.com", "0104", 6),
            ("dns:tailspin.example", "0101", 2),
            ("outcome:failed", "0101 0102 0107", 7),
            ("outcome:incomplete", "0105 0108", 6),
            ("outcome:deferred", "0106", 2),
        ],
    );
}

#[test]
fn rows_of_a_table_are_found_by_field_and_by_column() {
    let mut engine = case("table-http-proxy").read_whole();
    for (text, rows) in [
        ("", &[0, 1, 2, 3, 4][..]),
        ("url:/ews code:5xx", &[1, 4]),
        ("url:/ews http-status>=500 time-taken>1s", &[1]),
        ("method:GET -user:*", &[3]),
        ("ip:192.0.2.0/24", &[0, 1]),
        ("ip:2001:db8::/32", &[4]),
        ("agent:outlook", &[0, 1]),
        ("ErrorCode:NotFound OR code:401", &[3, 4]),
        ("BackendProcessingLatency>10", &[0, 1]),
        ("BackendProcessingLatency:12.5", &[0]),
        ("BackendProcessingLatency:-5..9", &[2, 4]),
        ("column.clientipaddress:198.51.100.0/24", &[2, 3]),
        ("UrlStem:/owa", &[2, 3]),
        ("after:2026-03-02T08:00:02 before:2026-03-02T08:00:03", &[2]),
        ("file:HttpProxy_2026 mozilla", &[2, 3]),
        ("log:table -ErrorCode:*", &[0, 2, 3]),
        ("outcome:rejected", &[]),
    ] {
        assert_eq!(found_rows(&mut engine, text), rows, "{text}");
    }
    let problem = engine.query("BackendProcesingLatency>10", 0).unwrap_err();
    assert!(problem.message.contains("Did you mean `BackendProcessingLatency`?"), "{}", problem.message);
    assert!(engine.query("column.SessionId:1", 0).is_err(), "no open table has this column");
}

/// Records of requests, of messages and of agents: entries of sessions, and rows of tables.
#[test]
fn records_are_found_as_entries_and_as_rows() {
    let mut engine = Engine::new(7);
    for name in ["http-owa", "tracking-2016", "agent-log"] {
        for input in case(name).inputs {
            engine.begin_file(&input.name, &input.folder, input.bytes.len() as u64);
            engine.push(&input.bytes);
            engine.end_file(input.end);
        }
    }
    engine.publish();
    for (text, sessions, entries) in [
        ("url:/owa http-status:440", 1, 1),
        ("url:/ews time-taken>10s", 1, 1),
        ("code:503 user:app", 1, 1),
        ("log:http method:post -url:/owa", 2, 2),
        ("sc-substatus>0", 1, 1),
        ("event-id:FAIL to:nobody", 1, 1),
        ("event-id:DELIVER message-id:<one@fabrikam.com>", 1, 2),
        ("message-id:<two@fabrikam.com> after:2026-03-02T08:01:01", 1, 1),
        ("subject:\"second draft\" to:<omar@contoso.com>", 1, 3),
        ("log:tracking from:<>", 1, 2),
        ("action:reject log:agent", 2, 4),
        ("agent:\"content filter\" session:08DE70D2D1F04D10", 1, 1),
        ("log:agent ip:198.51.100.66 -action:accept -action:reject", 1, 1),
    ] {
        assert_eq!(engine.query(text, 0).unwrap(), (sessions, entries), "{text}");
        let rows: f64 = engine.table_rows().tables(engine.archive()).iter().map(|table| table.rows.0).sum();
        assert_eq!(rows, entries as f64, "{text}: rows");
    }
}

#[test]
fn a_table_of_records_shows_times_and_sessions() {
    let engine = case("agent-log").read_whole();
    let report = &engine.table_rows().tables(engine.archive())[0];
    let names: Vec<&str> = report.columns.iter().take(3).map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["date-time", "SessionId", "LocalEndpoint"]);
    for (column, descending) in [(0, true), (1, true)] {
        let window = engine.table_window(0, Some(TableOrder { column, descending }), 0..9);
        let cells: Vec<&str> = window.rows.iter().map(|row| row[column].as_str()).collect();
        assert!(cells.len() > 3 && cells.windows(2).all(|pair| pair[0] >= pair[1]), "{cells:?}");
        assert!(window.times[0].iter().all(Option::is_some) && window.sessions.iter().all(Option::is_some));
    }
}

#[test]
fn a_list_of_a_table_has_the_columns_that_are_asked_for_and_the_beginning_of_long_cells() {
    let long = "ä".repeat(2_000);
    let mut engine = Engine::new(7);
    engine.begin_file("odd.log", "", 0);
    engine.push(
        format!("#Fields: DateTime,a,b,c\n2026-03-02T08:00:02Z,1,{long},3\n2026-03-02T08:00:03Z,4,5,6\n").as_bytes(),
    );
    engine.end_file(FileEnd::Complete);
    engine.publish();
    engine.query("", 0).unwrap();
    let part = engine.table_part(0, None, 0..9, &[3, 0, 2, 99]);
    assert_eq!((part.rows.len(), part.rows[1].len(), part.times.len(), part.total.0), (2, 3, 3, 2.0));
    assert_eq!((part.rows[0][0].as_str(), part.rows[1][2].as_str()), ("3", "5"));
    assert_eq!(part.rows[0][2].as_str(), format!("{}…", "ä".repeat(500)));
    assert!(part.times[1].iter().all(Option::is_some) && part.times[0].is_empty());
    assert_eq!(engine.table_window(0, None, 0..1).rows[0][2].as_str(), long);
}

#[test]
fn records_that_are_opened_twice_are_shown_once() {
    let once = case("tracking-2016").read_whole();
    let mut twice = case("tracking-2016").read_whole();
    for input in case("tracking-2016").inputs {
        twice.begin_file(&input.name, &input.folder, input.bytes.len() as u64);
        twice.push(&input.bytes);
        twice.end_file(input.end);
    }
    twice.publish();
    let rows = |engine: &Engine| engine.table_rows().of(0).len();
    assert_eq!((rows(&twice), twice.count("", 0)), (rows(&once), once.count("", 0)));
}

#[test]
fn rows_of_a_table_are_sorted_by_value() {
    let engine = case("table-http-proxy").read_whole();
    let sorted = |column, descending| {
        let window = engine.table_window(0, Some(TableOrder { column, descending }), 0..9);
        window.rows.into_iter().map(|row| row[1].clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sorted(9, false), "c1 b1 a1 a2 b2", "numbers, nothing last");
    assert_eq!(sorted(9, true), "a2 a1 b1 c1 b2");
    assert_eq!(sorted(5, true), "c1 b1 b2 a1 a2", "addresses");
    assert_eq!(sorted(99, true), "", "an unknown column");
}

#[test]
fn sessions_without_a_value_come_last_in_both_directions() {
    let mut engine = archive();
    engine.query("", 0).unwrap();
    let (by_code, shown) = (SessionColumn::Code, SessionColumn::Reply);
    let columns = [SessionColumn::To, SessionColumn::Tls, SessionColumn::User].map(|column| (column, column));
    for (column, shown) in columns.into_iter().chain([(by_code, shown)]) {
        let sorted = |descending| {
            let window = engine.window(SortOrder { column, descending }, 0..99);
            window.texts(shown).map(str::to_lowercase).collect::<Vec<_>>()
        };
        let (up, down) = (sorted(false), sorted(true));
        for list in [&up, &down] {
            let values = list.iter().take_while(|text| !text.is_empty()).count();
            assert!(values > 1 && values < list.len(), "{column:?}: some have a value, some have none");
            assert!(list[values..].iter().all(String::is_empty), "{column:?}: {list:?}");
        }
        let values = |list: &[String]| list.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>();
        assert_ne!(values(&up)[0], values(&down)[0], "{column:?}");
    }
}

/// Columns of texts that sessions can be sorted by, with whether case is ignored.
const TEXTS: [(SessionColumn, bool); 9] = [
    (SessionColumn::Connector, false),
    (SessionColumn::Local, false),
    (SessionColumn::Remote, true),
    (SessionColumn::Helo, true),
    (SessionColumn::From, true),
    (SessionColumn::To, true),
    (SessionColumn::Server, false),
    (SessionColumn::Tls, false),
    (SessionColumn::Session, false),
];

/// Asserts that sessions are in the order of each column of texts: those without one last, and equals by their start.
fn assert_sorted_by_texts(engine: &Engine, name: &str) {
    let start = |&session: &SessionIndex| engine.archive().store.sessions.get(session).start;
    for (column, ignores_case) in TEXTS {
        let key = |text: &str| if ignores_case { text.to_ascii_lowercase() } else { text.into() };
        let sorted = |descending| {
            let window = engine.window(SortOrder { column, descending }, 0..9_999);
            let starts = window.sessions.iter().map(|session| (start(session), *session));
            window.texts(column).map(key).zip(starts).collect::<Vec<_>>()
        };
        let mut expected = sorted(false);
        expected.sort_by(|(one, by_start), (other, after)| {
            one.is_empty().cmp(&other.is_empty()).then_with(|| one.cmp(other)).then(by_start.cmp(after))
        });
        assert_eq!(sorted(false), expected, "{name}: {column:?}");
        expected.sort_by(|(one, by_start), (other, after)| {
            one.is_empty().cmp(&other.is_empty()).then_with(|| other.cmp(one)).then(by_start.cmp(after))
        });
        assert_eq!(sorted(true), expected, "{name}: {column:?}, descending");
    }
}

#[test]
fn sessions_are_in_the_order_of_each_column_of_texts() {
    for case in cases() {
        let mut engine = case.read_whole();
        engine.show_credentials(true);
        engine.query("", 0).unwrap();
        assert_sorted_by_texts(&engine, &case.name);
    }
}

#[test]
fn names_that_begin_alike_are_in_order() {
    let beginnings = ["", "EX", "mailgateway-of-contoso-", "mailgateway", "MailGateway-Of-Contoso-"];
    let row = |number: usize| {
        let helo = format!("{}{}", beginnings[number % 5], number * 7 % 90);
        let connector = format!("EX01\\a connector with a long name {}", number % 3);
        format!(
            "2026-03-02T08:{:02}:00.000Z,{connector},08DE{number:012X},0,192.0.2.1:25,198.51.100.{}:{},<,EHLO {helo},\n",
            (97 - number % 60) % 60,
            number % 4,
            1_000 + number % 2,
        )
    };
    let rows: String = (0..200).map(row).collect();
    let header = "#Log-type: SMTP Receive Protocol Log\n\
        #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n";
    let mut engine = Engine::new(1);
    engine.begin_file("RECV1.LOG", "", None);
    engine.push(header.as_bytes());
    engine.push(rows.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    assert_eq!(engine.counts().0, 200);
    assert_sorted_by_texts(&engine, "beginnings");
}

#[test]
fn the_list_shows_the_worst_reply_with_its_text() {
    let mut engine = archive();
    engine.query("session:5102", 0).unwrap();
    let window = engine.window(SortOrder { column: SessionColumn::Start, descending: false }, 0..9);
    let replies: Vec<&str> = window.texts(SessionColumn::Reply).collect();
    assert_eq!(replies, ["550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"]);
}

#[test]
fn from_match_to_match_all_entries_that_match_are_visited_in_a_circle() {
    let mut engine = archive();
    for query in ["verb:rcpt", "code:4xx", "session:6A1F", "code:999"] {
        engine.query(query, 0).unwrap();
        for (index, _) in engine.archive().store.sessions.iter() {
            let whole = engine.detail(index, 0..u32::MAX);
            let matched: Vec<u32> =
                (0..).zip(&whole.entries).filter(|(_, entry)| entry.matched).map(|(place, _)| place).collect();
            assert_eq!(whole.first_match, matched.first().copied(), "{query}");
            let walk = |backwards| {
                let step = |place: Option<u32>| {
                    let place = place.map_or(if backwards { 0 } else { -1 }, i64::from);
                    next_match(engine.archive(), index, engine.matches(), place, backwards)
                };
                let visited = core::iter::successors(step(None), |&place| step(Some(place)));
                visited.take(matched.len() + 1).collect::<Vec<u32>>()
            };
            let circle: Vec<u32> = matched.iter().chain(matched.first()).copied().collect();
            assert_eq!(walk(false), circle, "{query}");
            let circle: Vec<u32> = matched.iter().rev().chain(matched.last()).copied().collect();
            // The first entry is where the walk backwards begins, and is visited last all the same.
            assert_eq!(walk(true), circle, "{query}, backwards");
        }
    }
}

#[test]
fn a_log_without_sessions_that_is_opened_twice_counts_once() {
    let case = case("table-http-proxy");
    let mut engine = case.read_whole();
    let input = &case.inputs[0];
    for (name, opened_rows) in [(input.name.as_str(), 5), ("other.log", 10)] {
        engine.begin_file(name, "", input.bytes.len() as u64);
        engine.push(&input.bytes);
        engine.end_file(FileEnd::Complete);
        engine.publish();
        assert_eq!(found_rows(&mut engine, "").len(), opened_rows, "{name}");
    }
    let files: Vec<_> = engine.archive().files.iter().map(|(_, file)| (file.entries, file.duplicates)).collect();
    assert_eq!(files, [(5, 0), (0, 5), (5, 0)]);
}

#[test]
fn fields_about_the_origin() {
    check(&[
        ("log:send", "0101 0201 0202 7062", 32 + 11 + 12 + 9),
        ("log:connectivity", "0005 0006 0011 0012 0013", 5 + 4 + 6 + 5 + 4),
        ("log:receive server:ex19 -service:\"front end\"", "6A1F", 38),
        ("service:/^transport$/", "0005 0006 0011 0012 0013 0101 6A1F", 5 + 4 + 6 + 5 + 4 + 32 + 38),
        ("file:CONNECTLOG20120120", "0005 0006", 9),
        ("file:邮件/SEND", "7062", 9),
        ("connector:\"client frontend\"", "4D00 4E01 4E02 4E04", 26 + 12 + 25 + 7),
        ("session:08DE70D52F654CC6", "4CC6", 24),
        ("session:4cc", "4CC6 4CC7", 24 + 21),
    ]);
}

#[test]
fn fields_about_the_connection() {
    check(&[
        (
            "ip:203.0.113.0/24 log:send,receive",
            "0101 0201 0202 4E01 4E03 4E04 5101 5102 7062",
            32 + 11 + 12 + 12 + 10 + 7 + 12 + 17 + 9,
        ),
        ("ip:203.0.113.31", "0012", 5),
        ("ip:2001:db8::/32", "0005 0006 6A1F", 5 + 4 + 38),
        ("port:587", "4D00 4E01 4E02 4E04", 70),
        ("helo:PRINTER", "4D00", 26),
        ("ended:ConnectionReset", "0201 4E04", 18),
        ("ended:local log:send", "0202", 12),
        ("duration>=5m", "6A1F", 38),
        ("gap:5s..6s", "4E01 4E02 4E03 5101 5102", 12 + 25 + 10 + 12 + 17),
        ("entries<=4", "0006 0013", 8),
        ("after:2026-03-02T12", "5001 5101 5102 5103 5104 6A1F", 24 + 12 + 17 + 9 + 9 + 38),
        ("before:2026-01-01", "0005 0006", 9),
        ("after:2026-03-02T09:00:10 before:2026-03-02T09:00:20", "0012", 5),
    ]);
}

#[test]
fn fields_about_security() {
    check(&[
        ("user:erp", "4E02", 25),
        ("user:*", "4CC7 4D00 4E01 4E02", 21 + 26 + 12 + 25),
        ("auth:failed", "4E01 4E02 4E03", 12 + 25 + 10),
        ("auth:failed-only", "4E01 4E03", 22),
        ("auth:guessed", "4E02", 25),
        ("auth:ntlm auth:login", "4E02", 25),
        ("auth:ok", "4CC7 4D00 4E02", 72),
        ("auth:login", "4D00 4E01 4E02 4E04", 70),
        ("auth:cram-md5", "4E03", 10),
        ("auth:none log:receive messages=0", "5101 5103 5104", 30),
        ("tls:1.3", "4CC6", 24),
        ("tls<1.3", "4CC7 4D00", 47),
        ("tls:failed", "0201", 11),
        ("tls:* -tls:1.2", "4CC6", 24),
        ("tls:none port:587", "4E01 4E02 4E04", 44),
        ("cipher:aes-128", "4D00", 26),
        ("cipher:CALG_AES_256", "4CC6 4CC7", 45),
        ("capability:STARTTLS", "0201 4CC6 4CC7 4D00 4E01 4E02 4E03 4E04 5001", 9),
        ("capability:<STARTTLS> log:send", "0201", 1),
        ("capability:\"AUTH LOGIN\"", "4CC6 4D00 4E01 4E04", 4),
        ("information:\"negotiation succeeded\"", "4CC6 4CC7 4D00", 3),
        ("information:\"Established connection\"", "0005 0006 0012 0013", 4),
        ("rewritten:*", "", 0),
    ]);
}

#[test]
fn any_attempt_to_authenticate_can_be_found() {
    let mut engine = archive_of(&["auth-attempts"]);
    let cases = [
        ("auth:failed auth:ok", "0001 0002 0005", 24 + 25 + 26),
        ("auth:failed-only", "0004 0006 0007 0008", 28 + 5 + 14 + 8),
        ("auth:denied", "0001 0002 0004 0006 0007 0008", 104),
        ("auth:failed -auth:denied", "0005", 26),
        ("denied-attempts>1", "0001 0004 0007", 66),
        ("auth:guessed", "0001 0002", 24 + 25),
        ("auth:guessed messages>0", "0002", 25),
        ("auth:tested", "0003", 12),
        ("auth:none", "", 0),
        ("auth:plain", "0005", 26),
        ("auth:ntlm,exchangeauth", "0005 0009", 26 + 11),
        ("user:anna", "0001", 24),
        ("user:ben", "0001", 24),
        ("user:scanner@contoso.com", "0001 0002 0003", 24 + 25 + 12),
        ("user:admin,marc", "0004 0007", 28 + 14),
        ("-user:*", "0008", 8),
        ("attempts>3", "0004", 28),
        ("attempts:2", "0002 0007", 25 + 14),
        ("attempts>=1 outcome:guessed,tested", "0001 0003", 24 + 12),
        ("outcome:empty", "0009", 11),
    ];
    check_in(&mut engine, &cases);
    let mut engine = archive_of(&["auth-attempts-mailbox"]);
    let cases = [
        ("auth:failed auth:ok", "0001 0002 0004 0006", 6 + 6 + 5 + 8),
        ("auth:guessed", "0001 0002", 12),
        ("auth:tested", "0003", 6),
        ("auth:failed-only", "0005", 10),
        ("auth:plain", "0001", 6),
        ("user:ben", "0001 0005", 6 + 10),
        ("user:ann log:imap", "0001 0002", 12),
        ("attempts>3", "0005", 10),
    ];
    check_in(&mut engine, &cases);
}

#[test]
fn the_original_client_of_a_session_can_be_found() {
    let mut engine = archive_of(&["original-clients"]);
    let cases = [
        ("ip:198.51.100.7", "0001 0002 0005", 18 + 26 + 10),
        ("ip:203.0.113.9", "0002", 26),
        ("ip:2001:db8::/32", "0003", 18),
        ("ip:198.51.100.8", "0004", 18),
        ("ip:192.0.2.12 log:receive", "0001 0002 0003 0004", 18 + 26 + 18 + 18),
    ];
    check_in(&mut engine, &cases);
    for address in ["203.0.113.40", "192.0.2.251"] {
        assert_eq!(engine.count(&format!("ip:{address}"), 0).unwrap(), (1, 2), "X-Forwarded-For has both");
    }
    engine.query("", 0).unwrap();
    let window = engine.window(SortOrder { column: SessionColumn::Start, descending: false }, 0..9);
    let column = |column| window.texts(column).map(|text| text.to_string()).collect::<Vec<_>>();
    let remotes = [
        "198.51.100.7",
        "192.0.2.12:41001",
        "2001:db8::77",
        "198.51.100.8",
        "192.0.2.11:2525",
        "192.0.2.13:717",
        "203.0.113.40",
        "192.0.2.250",
    ];
    assert_eq!(column(SessionColumn::Remote), remotes, "the second one passed on the messages of two clients");
    let hub = "EX02.contoso.com";
    assert_eq!(column(SessionColumn::Via), [hub, "", hub, hub, "", "", "192.0.2.250", ""]);
}

/// A receive log with a session for each of these remote addresses.
fn sessions_of_clients(remotes: &[&str]) -> Engine {
    let columns = "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context";
    let session = |(number, remote): (usize, &&str)| {
        format!("2026-03-02T08:00:00.000Z,EX01\\R,08DE7A1B2C3D{number:04X},0,192.0.2.10:25,{remote}:41000,+,,\n")
    };
    let rows: String = remotes.iter().enumerate().map(session).collect();
    let mut engine = Engine::new(7);
    engine.begin_file("RECV1.LOG", "", None);
    engine.push(format!("#Fields: {columns}\n{rows}").as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    engine
}

#[test]
fn an_ipv4_address_inside_ipv6_is_found_however_it_is_written() {
    let engine = sessions_of_clients(&[
        "[::ffff:198.51.100.7]",
        "[::FFFF:C633:6407]",
        "[0:0:0:0:0:ffff:c633:6407]",
        "198.51.100.7",
        "[::c633:6407]",
    ]);
    for query in ["client:198.51.100.7", "ip:198.51.100.7", "client:198.51.100.0/24", "ip:198.51.0.0/16"] {
        assert_eq!(engine.count(query, 0).unwrap().0, 4, "{query}");
    }
}

#[test]
fn an_ipv6_address_is_found_however_it_is_written() {
    let engine = sessions_of_clients(&[
        "[2001:db8::7]",
        "[2001:0DB8:0:0::7]",
        "[2001:db8:0000:0000:0000:0000:0000:0007]",
        "[2001:db8::1:0]",
        "[64:ff9b::7]",
        "[0064:FF9B::7]",
        "[::7]",
        "192.0.2.7",
    ]);
    for (query, sessions) in [
        ("ip:2001:db8::7", 3),
        ("client:2001:0db8:0::7", 3),
        ("ip:2001:db8::/32", 4),
        ("ip:2000::/4", 4),
        ("ip:64:ff9b::/96", 2),
        ("ip:::7", 1),
        ("ip:::/0", 7),
    ] {
        assert_eq!(engine.count(query, 0).unwrap().0, sessions, "{query}");
    }
}

/// Where the conditions of sessions leave few of them, the others are asked of these alone. What is found and marked is the same
/// as without: of an OR, each part is asked of everything.
#[test]
fn what_few_sessions_are_asked_is_what_all_are_asked() {
    let mut engine = Engine::new(7);
    for (number, case) in cases().iter().enumerate() {
        for input in &case.inputs {
            engine.begin_corrected_file(&input.name, &format!("{number}"), input.bytes.len() as u64, input.correction);
            engine.push(&input.bytes);
            engine.end_file(input.end);
        }
    }
    engine.publish();
    let help = query_help();
    let examples = help.iter().filter(|field| !["finding", "severity"].contains(&field.name)).map(|field| field.sample);
    let words = ["550", "\"Failed to connect\"", "/25[0-9] 2.\\d/", "ex01", "08D", "contoso"].map(String::from);
    let asked: Vec<String> = examples.map(String::from).chain(words).collect();
    let narrow = [
        "log:send outcome:failed",
        "log:receive messages=0",
        "log:connectivity",
        "log:pop3 outcome:rejected",
        "log:imap4 failed-attempts>0",
        "log:send,tracking outcome:deferred",
        "outcome:deferred,failed",
        "entries=1",
        "noise:silent",
        "-outcome:accepted recipients>1",
    ];
    let mut found = |query: &str| {
        let counts = engine.query(query, 0).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
        (counts, engine.sessions().to_vec())
    };
    let mut marked = 0;
    for (query, narrow) in asked.iter().flat_map(|query| narrow.map(|narrow| (query, narrow))) {
        for query in [format!("{narrow} {query}"), format!("{narrow} -{query}"), format!("{narrow} ({query} OR to:*)")]
        {
            let alone = found(&query);
            marked += usize::from(alone.0.1 > 0);
            // Two parts that are written alike would be one.
            assert_eq!(alone, found(&format!("({query}) OR ({query} session:<none>)")), "{query}");
        }
    }
    assert!(marked > 500, "{marked}");
}

/// Sessions for which a condition holds, and the texts of uncommon kinds, are remembered only until more is read.
#[test]
fn the_same_query_finds_what_was_read_since() {
    let queries = ["messages>0", "tls:none", "auth:none", "auth:failed", "code:550", "verb:AUTH", "permissions:*"];
    let mut engine = Engine::new(7);
    let mut grown = BTreeSet::new();
    for (number, name) in CASES.iter().enumerate() {
        for input in case(name).inputs {
            engine.begin_file(&input.name, &input.folder, input.bytes.len() as u64);
            engine.push(&input.bytes);
            engine.end_file(input.end);
        }
        engine.publish();
        let mut fresh = archive_of(&CASES[..=number]);
        for query in queries {
            let expected = found(&mut fresh, query);
            assert_eq!(found(&mut engine, query), expected, "{query} after {name}");
            assert_eq!(found(&mut engine, query), expected, "{query} once more");
            grown.insert((query, expected.0));
        }
    }
    assert!(grown.len() > 2 * queries.len(), "{grown:?}");
}

#[test]
fn fields_about_mailboxes() {
    let mut engine = archive_of(&["pop3-2007", "pop3-2016", "imap4-2010", "imap4-2013", "imap4-2019"]);
    let cases = [
        ("log:pop3", "0001 0002 BC12 BC13", 13 + 9 + 4 + 4),
        ("log:imap port:1993", "001A 001B", 9 + 2),
        ("log:imap4 auth:failed user:ann@contoso.com", "00E2", 4),
        ("auth:failed", "0002 00E2 00E3 BC13", 9 + 4 + 4 + 4),
        ("auth:ntlm", "00E5", 4),
        ("auth:user/pass auth:ok", "0001 BC12", 13 + 4),
        ("auth:none", "00E4", 2),
        ("user:scanner", "BC12", 4),
        ("user:bob", "0002 001B 00E3", 9 + 2 + 4),
        ("scanner", "BC12", 4),
        ("helo:example*", "04D1", 10),
        ("verb:login", "001A 001B 00E2 04D1", 4),
        ("verb:pass", "0001 0002 BC12 BC13", 4),
        ("ip:2001:db8::51", "BC13", 4),
        ("outcome:proxied", "00E5 BC12", 4 + 4),
        ("outcome:accepted", "0001 001B", 13 + 2),
        ("outcome:rejected", "001A 04D1", 9 + 10),
        ("outcome:empty", "00E4", 2),
        ("size>900kb", "001A", 9),
        ("gap>20m", "04D1", 10),
        ("duration>20m", "04D1", 10),
        ("LogonDenied", "00E3", 2),
        ("mbx01", "00E2 00E5", 2),
        ("ended:local", "0001", 13),
    ];
    check_in(&mut engine, &cases);
}

#[test]
fn fields_about_mail_mark_its_entries() {
    check(&[
        ("from:lidia", "4CC6", 1),
        ("from:<>", "6A1F", 1),
        ("from:<bounce@fabrikam.com>", "5001", 2),
        ("to:*@contoso.com", "4CC6 5001 5102 6A1F 7061", 1 + 4 + 1 + 4 + 1),
        ("to:<megan@contoso.com>", "4CC6", 1),
        ("to:éloïse", "7061", 1),
        ("message-id:<second@fabrikam.com>", "6A1F", 2),
        ("message-id:m2@", "0101", 1),
        ("messages=2", "6A1F", 38),
        ("messages:1..9 log:connectivity", "0005 0006 0012", 14),
        ("recipients>3", "5001 6A1F", 62),
        ("size>=1mb", "4D00", 26),
        ("size:11511b", "4CC6", 24),
        ("verb:bdat", "6A1F", 3),
        ("verb:x-anonymoustls", "4CC7", 1),
        ("outcome:rejected", "0101 5101 5102 5103 5104", 32 + 12 + 17 + 9 + 9),
        ("outcome:failed,deferred log:receive", "4E01 4E03 5001 6A1F", 12 + 10 + 24 + 38),
    ]);
}

#[test]
fn fields_about_replies_mark_them() {
    check(&[
        ("code:550", "0101 5001 5101 5102 5103", 5),
        ("code:4xx", "0101 0202 6A1F", 4),
        ("code>=530 code<=535", "0101 4E01 4E02 5001 5101 5102 5103 5104", 14 + 5 + 10 + 11 + 5 + 8 + 4 + 4),
        ("status:5.7.*", "0202 4E01 4E02 4E03 5101 5102 5103 5104", 9),
        ("status:5.7.54", "5102", 1),
        ("event:+ log:send", "0101 0201 0202 7062", 4),
        ("event:* session:4D00", "4D00", 4),
    ]);
}

#[test]
fn fields_about_connectivity() {
    check(&[
        ("destination:adatum", "0012", 5),
        ("source:smtp", "0005 0006 0011 0012 0013", 24),
        ("dns:mx2.fabrikam.com", "0011", 6),
        ("dns:2001:db8::25", "0005 0006", 9),
    ]);
}

#[test]
fn words_with_a_shape_are_read_as_what_they_are() {
    let engine = archive_of(&["receive-2019", "receive-relay-denied", "send-2016", "send-2010"]);
    for (word, written) in [
        ("tls1.2", "tls:1.2"),
        ("-TLSv1.2", "-tls:1.2"),
        ("198.51.100.7", "ip:198.51.100.7"),
        ("198.51.100.0/24", "ip:198.51.100.0/24"),
        ("last 20000 days", ""),
        ("!code:550 && log:receive", "-code:550 AND log:receive"),
    ] {
        let [found, expected] = [word, written].map(|query| engine.count(query, 0).expect("a query").0);
        assert_eq!(found, expected, "{word}");
    }
    let (_, last) = engine.archive().files.period().expect("entries");
    let [hour, day] = ["last hour", "today"].map(|query| engine.count(query, 0).expect("a query").0);
    assert!(hour >= 1 && day >= 1, "{hour} in the last hour, {day} on the last day");
    assert_eq!(engine.understood("last hour", 0)[0].last, Some((last).into()));
    assert!(engine.count("", 0).expect("a query").0 > day);
}

#[test]
fn a_star_is_any_text() {
    let mut engine = archive();
    let [all, star, none] = ["", "*", "-*"].map(|query| engine.count(query, 0).expect("a query").0);
    assert_eq!((star, none), (all, 0));
    assert_eq!(found(&mut engine, "* bdat*last").0, "6A1F");
}

#[test]
fn words_match_in_entries_and_labels() {
    check(&[
        ("\"unable to RELAY\"", "5101 5102", 4),
        ("Unable relay", "5101 5102", 4),
        ("198.51.100.7", "4CC6 6A1F", 24 + 1),
        ("bdat*last", "6A1F", 2),
        ("\"bdat*last\"", "", 0),
        ("/RCPT TO:<(adele|bianca)@/", "5001 6A1F", 4),
        ("/^BDAT \\d+$/", "6A1F", 1),
        ("почта", "7061", 1),
        ("ПОЧТА", "7061", 1),
        ("发送连接器", "7062", 9),
        ("ÉLOÏSE@contoso", "7061", 1),
        ("4E04", "4E04", 7),
        ("DelayedAck", "6A1F", 1),
        ("zephyrquill", "", 0),
    ]);
}

#[test]
fn terms_combine() {
    check(&[
        (
            "",
            "0005 0006 0011 0012 0013 0101 0201 0202 4CC6 4CC7 4D00 4E01 4E02 4E03 4E04 5001 5101 5102 5103 5104 6A1F 7061 7062",
            24 + 64 + 248,
        ),
        ("log:receive -connector:frontend", "6A1F 7061", 52),
        ("NOT log:receive NOT log:send", "0005 0006 0011 0012 0013", 24),
        ("(helo:printer OR helo:erp01) auth:ok", "4D00 4E02", 51),
        ("helo:printer OR helo:erp01 auth:failed-only", "4D00", 26),
        ("code:550 AND from:bounce", "5001", 1 + 2),
        ("-(log:receive OR log:send OR result)", "0005 0006 0011 0012 0013", 24),
        ("code:550 -\"No such user\"", "5001 5101 5102 5103", 4),
        ("quit -log:send auth:none -messages:0", "4CC6 5102 7061", 3),
    ]);
}

#[test]
fn entries_that_match_are_marked_in_the_conversation() {
    let mut engine = archive();
    let marked = |engine: &Engine, wanted: &str| -> Vec<usize> {
        let session = *engine.sessions().iter().find(|&&session| name(engine, session) == wanted).unwrap();
        let detail = engine.detail(session, 0..u32::MAX);
        detail.entries.iter().enumerate().filter(|(_, entry)| entry.matched).map(|(place, _)| place).collect()
    };
    engine.query("code:550", 0).unwrap();
    assert_eq!(marked(&engine, "5001"), [12]);
    assert_eq!(marked(&engine, "5101"), [8]);
    engine.query("to:gone OR (from:bounce -to:nobody)", 0).unwrap();
    assert_eq!(marked(&engine, "5001"), [4, 6, 16], "an excluded term marks nothing");
    engine.query("duration>1s", 0).unwrap();
    assert_eq!(marked(&engine, "5001"), [0; 0], "a field about the session marks nothing");
    engine.query("203.0.113.66", 0).unwrap();
    assert_eq!(marked(&engine, "4E01").len(), 12, "a word in an endpoint marks the whole session");
    engine.query("", 0).unwrap();
    assert_eq!(marked(&engine, "5001"), [0; 0]);
}

#[test]
fn rows_of_tables_match_words() {
    let mut engine = archive();
    let rows = |engine: &mut Engine, text: &str| {
        engine.query(text, 0).unwrap();
        engine.table_rows().tables(engine.archive())[0].rows
    };
    assert_eq!(rows(&mut engine, ""), 5.0);
    assert_eq!(rows(&mut engine, "\"outlook 16\""), 2.0);
    assert_eq!(rows(&mut engine, "exchange.asmx -outlook"), 1.0);
    assert_eq!(rows(&mut engine, "2026-03-02T08:00:02 OR outlook"), 3.0);
    assert_eq!(rows(&mut engine, "tls:1.2"), 0.0);
    assert_eq!(rows(&mut engine, "code:550"), 0.0);
    let window = engine.table_window(0, None, 0..10);
    assert!(window.rows.is_empty());
}

#[test]
fn an_invalid_query_reports_the_position_of_the_problem_and_changes_nothing() {
    let mut engine = archive();
    engine.query("code:550", 0).unwrap();
    let problem = engine.query("code:550 fom:ann", 0).unwrap_err();
    assert_eq!((problem.from, problem.to), (9, 12));
    assert!(problem.message.contains("`from`"), "{}", problem.message);
    let problem = engine.query("почта \"open", 0).unwrap_err();
    assert_eq!((problem.from, problem.to), (6, 11), "positions count UTF-16 code units");
    assert_eq!(engine.sessions().len(), 5, "the last result is kept");
}

#[test]
fn times_in_a_query_are_in_the_time_zone_of_the_user() {
    let engine = archive();
    let utc = engine.count("after:2026-03-02T13 before:2026-03-02T14", 0).unwrap();
    assert_eq!(utc, (1, 24));
    assert_eq!(engine.count("after:2026-03-02T14 before:2026-03-02T15", 60).unwrap(), utc);
    assert_eq!(engine.count("after:2026-03-02T13Z before:2026-03-02T14Z", 60).unwrap(), utc);
}

#[test]
fn every_sample_and_example_of_the_help_can_be_evaluated() {
    let engine = archive();
    let samples =
        query_help().into_iter().map(|field| field.sample).chain(query_examples().iter().map(|example| example.query));
    for text in samples {
        engine.count(text, 0).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    }
}

fn generated(seed: u64) -> Engine {
    let mut engine = Engine::new(7);
    generate(&Plan { seed, bytes: 200_000 }, &mut |file| {
        engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
        engine.push(&file.text);
        engine.end_file(FileEnd::Complete);
    });
    engine.publish();
    engine
}

/// An exhaustive search: sessions and entries with a word, in lower case.
fn naive(sessions: &[Value], word: &str) -> (usize, u64) {
    let word = word.to_lowercase();
    let has = |value: &Value| value.as_str().unwrap().to_lowercase().contains(&word);
    let (mut found, mut entries) = (0, 0);
    for session in sessions {
        let rows = session["entries"].as_array().unwrap();
        let label =
            ["connectorId", "localEndpoint", "remoteEndpoint", "sessionId"].iter().any(|field| has(&session[*field]));
        let marked = rows.iter().filter(|row| label || has(&row["data"]) || has(&row["context"])).count();
        found += usize::from(marked > 0);
        entries += marked as u64;
    }
    (found, entries)
}

/// A piece of text from the log, with some letters in the other case.
fn word(random: &mut Random, sessions: &[Value]) -> String {
    let session = &sessions[below(random, sessions.len())];
    let rows = session["entries"].as_array().unwrap();
    let row = &rows[below(random, rows.len())];
    let text = match random.below(8) {
        0 => &session["sessionId"],
        1 => &session["remoteEndpoint"],
        2 => &session["connectorId"],
        3 => &row["context"],
        _ => &row["data"],
    };
    let letters: Vec<char> = text.as_str().unwrap().chars().collect();
    let from = below(random, letters.len() + 1);
    let length = 1 + below(random, 14);
    let piece = letters.iter().skip(from).take(length);
    piece
        .map(|letter| if random.one_in(3) { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() })
        .collect()
}

#[test]
fn words_find_what_an_exhaustive_search_finds() {
    for seed in 0..4 {
        let engine = generated(seed);
        let sessions = ndjson(&engine, "");
        let mut random = Random::new(seed);
        for _ in 0..250 {
            let word = word(&mut random, &sessions);
            if word.is_empty() {
                continue;
            }
            let phrase = format!("\"{}\"", word.replace('"', "\"\""));
            assert_eq!(engine.count(&phrase, 0).unwrap(), naive(&sessions, &word), "seed {seed}: {phrase}");
        }
    }
}

/// Queries that find some of the sessions of a generated log.
const TERMS: [&str; 16] = [
    "log:receive",
    "log:send",
    "code:5xx",
    "code:250",
    "tls:none",
    "tls>=1.2",
    "auth:failed",
    "messages>0",
    "gap>1s",
    "from:bauer",
    "to:contoso.com",
    "verb:BDAT",
    "outcome:accepted",
    "ip:192.0.2.0/24",
    "quit",
    "/[ab]1/",
];

#[test]
fn exclusion_alternatives_and_conjunction_are_set_operations() {
    let mut engine = generated(7);
    let mut sessions = |text: &str| -> BTreeSet<SessionIndex> {
        engine.query(text, 0).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        engine.sessions().iter().copied().collect()
    };
    let all = sessions("");
    for one in TERMS {
        let first = sessions(one);
        assert!(!first.is_empty() && first.len() < all.len(), "{one} finds {} of {}", first.len(), all.len());
        assert_eq!(sessions(&format!("-{one}")), &all - &first, "-{one}");
        for other in TERMS {
            let second = sessions(other);
            assert_eq!(sessions(&format!("{one} {other}")), &first & &second, "{one} {other}");
            assert_eq!(sessions(&format!("{one} OR {other}")), &first | &second, "{one} OR {other}");
            assert_eq!(sessions(&format!("-({one} OR {other})")), &all - &(&first | &second), "-({one} OR {other})");
        }
    }
}

/// Adds a file without making it visible.
fn add(engine: &mut Engine, name: &str, log: &str) {
    engine.begin_file(name, "", None);
    engine.push(log.as_bytes());
    engine.end_file(FileEnd::Complete);
}

/// The numbers of matching rows of the first two tables.
fn shown(engine: &Engine) -> [usize; 2] {
    [0, 1].map(|table| engine.table_rows().of(table).len())
}

#[test]
fn the_current_query_runs_again_when_something_is_published() {
    let mut engine = Engine::new(7);
    engine.query("annex", 0).unwrap();
    add(&mut engine, "Own_1.LOG", "#Log-type: Own\r\n#Fields: Name,Rank\r\nannex,1\r\nbarn,2\r\n");
    engine.publish();
    assert_eq!(shown(&engine), [1, 0], "a query may come before the logs");
    add(&mut engine, "Own_2.LOG", "#Log-type: Own\r\n#Fields: Name,Rank\r\nannex,2\r\n");
    engine.publish();
    assert_eq!(shown(&engine), [2, 0]);
    assert!(engine.query("annex nofield:1", 0).is_err());
    engine.publish();
    assert_eq!(shown(&engine), [2, 0], "an invalid query changes nothing");
}

#[test]
fn a_column_added_since_gives_the_current_query_another_meaning() {
    let mut engine = Engine::new(7);
    add(&mut engine, "Own_1.LOG", "#Log-type: Own\r\n#Fields: Name,Rank\r\nCity=Bern,1\r\n");
    engine.publish();
    engine.query("City=Bern", 0).unwrap();
    assert_eq!(shown(&engine), [1, 0], "text");
    add(&mut engine, "Other_1.LOG", "#Log-type: Other\r\n#Fields: City,Rank\r\nBern,1\r\n");
    engine.publish();
    assert_eq!(shown(&engine), [0, 1], "a column");
}

#[test]
fn the_current_query_outlives_its_logs_and_their_columns() {
    let mut engine = Engine::new(7);
    let log = "#Log-type: Own\r\n#Fields: City,Rank\r\nBern,1\r\nBasel,2\r\n";
    add(&mut engine, "Own_1.LOG", log);
    engine.publish();
    engine.query("City=Bern", 0).unwrap();
    engine.clear();
    engine.publish();
    assert_eq!(shown(&engine), [0, 0]);
    add(&mut engine, "Own_1.LOG", log);
    engine.publish();
    assert_eq!(shown(&engine), [1, 0]);
}

#[test]
fn another_offset_runs_the_current_query_again() {
    let mut engine = Engine::new(7);
    add(&mut engine, "Own_1.LOG", "#Log-type: Own\r\n#Fields: Time,Rank\r\n2026-03-01T10:00:00Z,1\r\n");
    engine.publish();
    engine.query("after:2026-03-01T11:00", 0).unwrap();
    assert_eq!(shown(&engine), [0, 0]);
    engine.set_query_offset(90);
    assert_eq!(shown(&engine), [1, 0]);
    engine.publish();
    assert_eq!(shown(&engine), [1, 0]);
}

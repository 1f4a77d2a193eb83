//! Credentials: masked in everything that is shown or exported, and exactly as logged once the user asks for them.

use crate::support::base64::base64;
use crate::support::fixtures::{Case, case, cases};
use crate::support::result::{details, export, result};
use exchange_log_viewer::{
    Dimension, Engine, ExportFormat, FileEnd, FindingKind, Measure, Order, Question, SessionColumn, SortOrder,
    SummaryScope,
};
use serde_json::Value;

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

/// The first columns of a receive log, as Exchange writes them.
const RECEIVE: &str = "#Log-type: SMTP Receive Protocol Log\r\n#Fields: date-time,connector-id,session-id,sequence-number,\
                       local-endpoint,remote-endpoint,event,data,context\r\n";

/// A session of a client that may not relay, with more rows after its greeting.
fn relaying(number: usize, more: &[(&str, &str)]) -> String {
    let greeting = [("+", ""), (">", "220 EX01 ready"), ("<", "EHLO mail.fabrikam.com"), (">", "250 EX01 Hello")];
    let mail = [
        ("<", "MAIL FROM:<ann@fabrikam.com>"),
        (">", "250 2.1.0 Sender OK"),
        ("<", "RCPT TO:<bob@contoso.com>"),
        (">", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"),
        ("-", ""),
    ];
    let rows: Vec<(&str, &str)> = greeting.iter().chain(more).chain(&mail).copied().collect();
    session(number, &rows)
}

/// A session with these rows.
fn session(number: usize, rows: &[(&str, &str)]) -> String {
    let row = |(sequence, (event, data)): (usize, &(&str, &str))| {
        format!(
            "2026-03-02T08:{:02}:{sequence:02}.000Z,EX01\\Relay,08DE70D5{number:08X},{sequence},192.0.2.10:25,\
             198.51.100.7:4711,{event},\"{data}\",\r\n",
            number % 60
        )
    };
    rows.iter().enumerate().map(row).collect()
}

/// The values by which sessions and rows are grouped, of these dimensions.
fn grouped(engine: &Engine, dimensions: &[&str]) -> Vec<(String, Vec<String>)> {
    let of_one = |name: &&str| {
        let dimensions = vec![Dimension::named(name).unwrap()];
        let (order, descending) = (Order::By(Measure::Sessions), true);
        let question = Question { dimensions, distinct: None, quantiles: false, order, descending };
        let table = engine.summarise(&question, &SummaryScope::default(), 0..usize::MAX).unwrap();
        let values = table.rows.iter().flat_map(|row| &row.values).map(|value| value.text.as_str().to_string());
        (name.to_string(), values.collect())
    };
    dimensions.iter().map(of_one).collect()
}

/// What says who did what: the list, the summaries, and the findings.
fn attribution(engine: &mut Engine) -> Vec<(String, Vec<String>)> {
    let dimensions =
        ["server", "service", "connector", "client", "network", "remote", "helo", "from", "to", "user", "code"];
    let mut seen = grouped(engine, &dimensions);
    let window = engine.window(SortOrder { column: SessionColumn::Start, descending: false }, 0..u32::MAX);
    seen.extend(
        SessionColumn::ALL
            .iter()
            .filter(|column| **column != SessionColumn::Reply)
            .map(|&column| (format!("list: {}", column.name()), window.texts(column).map(str::to_string).collect())),
    );
    let finding = |&kind: &FindingKind| {
        let found = serde_json::to_value(engine.finding(kind)).unwrap();
        ("finding".to_string(), vec![found["servers"].to_string(), found["groups"].to_string()])
    };
    seen.extend(FindingKind::ALL.iter().map(finding));
    seen
}

/// Checks that what says who did what is as readable as with credentials shown.
fn check_attribution(engine: &mut Engine, what: &str) {
    let masked = attribution(engine);
    engine.show_credentials(true);
    for (masked, shown) in masked.into_iter().zip(attribution(engine)) {
        assert_eq!(masked, shown, "{what}");
    }
    engine.show_credentials(false);
}

#[test]
fn a_password_is_masked_in_summaries_behind_many_sessions_without_a_logon() {
    let greeting = [("+", ""), (">", "220 EX01 ready"), ("<", "EHLO Zebra-Quilt77"), (">", "250 EX01 Hello")];
    let rest = |more: &[(&'static str, &'static str)]| {
        greeting.iter().chain(more).chain(&[("<", "QUIT"), (">", "221 2.0.0 Bye"), ("-", "")]).copied().collect()
    };
    let (harmless, logon): (Vec<_>, Vec<_>) = (
        rest(&[]),
        // NUL, ann, NUL, Zebra-Quilt77
        rest(&[("<", "AUTH PLAIN AGFubgBaZWJyYS1RdWlsdDc3"), (">", "235 2.7.0 Authentication successful")]),
    );
    let sessions: String = (0..40).map(|number| session(number, &harmless)).collect();
    let helo = |log: &str| grouped(&engine_of("RECV2026030208-1.LOG", &(RECEIVE.to_string() + log)), &["helo"]);
    assert_eq!(helo(&sessions)[0].1, ["Zebra-Quilt77"]);
    assert_eq!(helo(&(sessions + &session(40, &logon)))[0].1, [MASK]);
}

#[test]
fn a_client_cannot_hide_who_did_what_by_naming_it_as_a_password() {
    let named = "NOOP pwd=EX01 pwd=EX01\\Relay pwd=198.51.100.7 pwd=mail.fabrikam.com pwd=bob@contoso.com \
                 pwd=ann@fabrikam.com pwd=5.7.54 pwd=Transport pwd=Relay token=contoso.com";
    let sessions: String = (1..100).map(|number| relaying(number, &[])).collect();
    let log = RECEIVE.to_string() + &relaying(0, &[("<", named), (">", "250 2.0.0 OK")]) + &sessions;
    let mut engine = engine_of("RECV2026030208-1.LOG", &log);
    check_attribution(&mut engine, named);
    let page = result(&mut engine).to_string();
    assert!(!page.contains("pwd=198.51") && !page.contains("token=contoso"), "masked at its own place");
}

#[test]
fn a_client_cannot_hide_its_address_by_logging_on_with_it() {
    for password in ["198.51.100.7", "198.51", "198.51.100.7:4711", "mail.fabrikam.com", "ann@fabrikam.com", "EX01"] {
        let plain = base64(format!("\0ann\0{password}").as_bytes());
        let prompted = base64(password.as_bytes());
        let ways: [&[(&str, &str)]; 3] = [
            &[("<", &format!("AUTH PLAIN {plain}")), (">", "535 5.7.3 Authentication unsuccessful")],
            &[
                ("<", "AUTH LOGIN"),
                (">", "334 VXNlcm5hbWU6"),
                ("<", "YW5u"),
                (">", "334 UGFzc3dvcmQ6"),
                ("<", &prompted),
                (">", "535 5.7.3 Authentication unsuccessful"),
            ],
            &[("<", &format!("NOOP password={password}")), (">", "250 2.0.0 OK")],
        ];
        for way in ways {
            let log = RECEIVE.to_string() + &relaying(0, way) + &relaying(1, &[]);
            let mut engine = engine_of("RECV2026030208-1.LOG", &log);
            check_attribution(&mut engine, password);
            let page = result(&mut engine).to_string();
            assert!(!page.contains(&plain) && !page.contains(&prompted), "{password} is masked at its own place");
            assert!(!page.contains(&format!("password={password}")), "{password} is masked at its own place");
        }
    }
}

#[test]
fn a_client_of_imap_cannot_hide_its_address_by_logging_on_with_it() {
    let log = "#Log-type: IMAP4 Log\r\n#Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,\
               parameters,context\r\n2026-03-02T08:00:00.000Z,00000000000000A1,0,192.0.2.10:143,198.51.100.7:4711,,3,12,40,\
               login,ann 198.51.100.7,\"R=\"\"a1 NO LOGIN failed\"\"\"\r\n";
    let mut engine = engine_of("IMAP42026030208-1.LOG", log);
    let shown = result(&mut engine).to_string();
    assert!(shown.contains("198.51.100.7:4711") && !shown.contains("ann 198"), "{shown}");
    check_attribution(&mut engine, "LOGIN");
}

#[test]
fn a_request_cannot_hide_where_it_comes_from() {
    let query = "pwd=198.51.100.7&token=/owa/&pass=CONTOSO%5Cann&secret=EX01&password=Zebra-Quilt77";
    let iis = format!(
        "#Fields: date time s-computername s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip sc-status\r\n\
         2026-03-02 08:00:00 EX01 192.0.2.10 GET /owa/ {query} 443 CONTOSO\\ann 198.51.100.7 200\r\n"
    );
    let proxy = format!(
        "#Log-type: HttpProxy Logs\r\n#Fields: DateTime,RequestId,UrlStem,AuthenticatedUser,ClientIpAddress,ServerHostName,\
         HttpStatus,UrlQuery\r\n2026-03-02T08:00:00.000Z,47a25adf-57a3-4538-ba98-4bafdfee8095,/owa/,CONTOSO\\ann,\
         198.51.100.7,EX01,200,?{query}\r\n"
    );
    for (name, log) in [("u_ex260302.log", iis), ("HttpProxy_2026030208-1.LOG", proxy)] {
        let mut engine = engine_of(name, &log);
        let seen = tables(&mut engine) + &result(&mut engine).to_string();
        assert!(!seen.contains("Zebra-Quilt77") && !seen.contains("pwd=198"), "{name}: masked at its own place");
        check_attribution(&mut engine, name);
        let columns =
            ["column.c-ip", "column.ClientIpAddress", "column.cs-uri-stem", "column.UrlStem", "user", "server"];
        assert!(!format!("{:?}", grouped(&engine, &columns)).contains(MASK), "{name}");
        let cells = tables(&mut engine);
        assert!(cells.contains("198.51.100.7") && cells.contains("CONTOSO\\ann") && cells.contains("/owa/"), "{cells}");
    }
}

#[test]
fn a_subject_about_a_password_does_not_hide_its_recipient() {
    for subject in ["Password reset - bob@contoso.com", "Passwort: bob@contoso.com", "Your password, bob@contoso.com"] {
        let log = format!(
            "#Log-type: Message Tracking Log\r\n#Fields: date-time,client-ip,server-hostname,source,event-id,\
             internal-message-id,message-id,recipient-address,message-subject,sender-address\r\n\
             2026-03-02T08:00:00.000Z,198.51.100.7,EX01,SMTP,RECEIVE,71,<m1@fabrikam.com>,bob@contoso.com,\"{subject}\",\
             ann@fabrikam.com\r\n"
        );
        check_attribution(&mut engine_of("MSGTRK2026030208-1.LOG", &log), subject);
    }
}

#[test]
fn a_password_that_is_also_the_name_of_a_client_is_masked_in_every_summary() {
    let plain = format!("AUTH PLAIN {}", base64(b"\0ann\0Zebra-Quilt77"));
    let log = RECEIVE.to_string() + &relaying(0, &[("<", &plain), (">", "235 2.7.0 ok"), ("<", "EHLO Zebra-Quilt77")]);
    let engine = engine_of("RECV2026030208-1.LOG", &log);
    assert_eq!(grouped(&engine, &["helo"])[0].1, [MASK]);
}

/// Logs with a password in the cell after that of its command, and once more in the last cell.
const IN_NEXT_CELL: &[(&str, &str)] = &[
    (
        "u_ex260302.log",
        "#Fields: date time s-ip cs-method cs-uri-stem s-port cs-username c-ip sc-status sc-win32-status cs(Referer)\r\n\
         2026-03-02 08:00:00 192.0.2.10 {VERB} Zebra-Quilt77 21 ann 198.51.100.7 530 1326 Zebra-Quilt77\r\n",
    ),
    ("other.log", "#Fields: session,{COLUMNS},note\r\n1,pass,Zebra-Quilt77,x Zebra-Quilt77\r\n"),
    ("other.log", "#Fields: session,{COLUMNS},note\r\n1,login,ann Zebra-Quilt77,x Zebra-Quilt77\r\n"),
];

#[test]
fn a_cell_that_the_cell_before_it_makes_a_credential_is_masked_wherever_it_is_repeated() {
    for (name, log) in IN_NEXT_CELL {
        for (verb, columns) in [
            ("PASS", "command,parameters"),
            ("[1]PASS", "verb,argument"),
            ("ControlChannel+PASS", "cs-method,cs-uri-stem"),
        ] {
            let log = log.replace("{VERB}", verb).replace("{COLUMNS}", columns);
            let mut engine = engine_of(name, &log);
            let columns = ["url", "column.parameters", "column.argument", "column.cs-uri-stem", "column.note"];
            let summaries = grouped(&engine, &columns);
            let findings = attribution(&mut engine);
            let completed = serde_json::to_string(&engine.complete("url:", 4, 0)).unwrap();
            let all = format!("{summaries:?} {findings:?} {completed} {:?}", seen(&mut engine, ""));
            assert!(!all.contains("Zebra-Quilt77"), "{log}{all}");
            engine.show_credentials(true);
            assert!(seen(&mut engine, "").concat().contains("Zebra-Quilt77"));
        }
    }
}

#[test]
fn a_column_of_passwords_is_masked_in_summaries_whatever_is_in_it() {
    let log = "#Fields: name,password\r\nann,198.51.100.7\r\nbob,bob@contoso.com\r\nomar,omar\r\nann,xy7\r\n";
    let engine = engine_of("other.log", log);
    assert_eq!(grouped(&engine, &["column.password"])[0].1, [MASK; 4]);
}

#[test]
fn a_password_in_the_name_of_a_user_is_masked_and_a_name_of_claims_is_not() {
    let head = "#Fields: date time s-ip cs-method cs-uri-stem s-port cs-username c-ip sc-status\r\n";
    let row = |user: &str| format!("2026-03-02 08:00:00 192.0.2.10 GET /owa/ 443 {user} 198.51.100.7 200\r\n");
    let mut engine = engine_of("u_ex260302.log", &(head.to_string() + &row("ann:Zebra-Quilt77")));
    assert!(!seen(&mut engine, "").concat().contains("Zebra-Quilt77"));
    assert_eq!(grouped(&engine, &["user"])[0].1, ["ann:*****"]);
    let engine = engine_of("u_ex260302.log", &(head.to_string() + &row("i:0#.w|ann")));
    assert_eq!(grouped(&engine, &["user"])[0].1, ["i:0#.w|ann"]);
}

//! What the log generator promises: the same plan gives the same bytes, every row has the columns of its header, and
//! the files contain what it reports. Everything is recounted here in the simplest way that each format allows.

mod headers;
mod iis;

use std::collections::{BTreeMap, BTreeSet};

use crate::support::generator::family::{FORMATS, Format, formats_of, generate_formats};
use crate::support::generator::weave::Written;
use crate::support::generator::{LogFile, Plan, client_access, generate};

/// Enough for services to restart.
const BYTES: u64 = 6_000_000;

/// Writes logs of one format.
fn written(name: &str, bytes: u64) -> (Written, Vec<LogFile>) {
    let format = *formats_of(&[name]).unwrap().first().unwrap();
    let mut files = Vec::new();
    let parts = generate_formats(&Plan { seed: 7, bytes }, &[format], &mut |_, file| files.push(file));
    (parts.first().unwrap().1, files)
}

fn text(file: &LogFile) -> &str {
    std::str::from_utf8(&file.text).unwrap()
}

/// The lines without those of the header; every line ends with CR LF.
fn rows<'f>(files: &'f [LogFile], header: &'static str) -> impl Iterator<Item = &'f str> {
    let lines = files.iter().flat_map(|file| text(file).split_terminator('\n'));
    lines.map(|line| line.strip_suffix('\r').unwrap()).filter(move |line| !line.starts_with(header))
}

/// The rows as comma-separated fields, as many as the `#Fields` of their file names.
fn csv_rows(files: &[LogFile]) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for file in files {
        let fields = text(file).lines().find_map(|line| line.strip_prefix("#Fields: ")).unwrap();
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).comment(Some(b'#')).flexible(true).from_reader(&file.text[..]);
        for record in reader.records() {
            let record = record.unwrap();
            assert_eq!(record.len(), fields.split(',').count(), "{}: {record:?}", file.name);
            all.push(record.iter().map(String::from).collect());
        }
    }
    all
}

fn assert_counts(name: &str, written: &Written, entries: usize, sessions: usize) {
    assert_eq!(written.all.entries, entries as u64, "entries of {name}");
    assert_eq!(written.all.sessions, sessions as u64, "sessions of {name}");
}

/// The distinct values of a column.
fn different(rows: &[Vec<String>], column: usize) -> BTreeSet<&str> {
    rows.iter().map(|row| row[column].as_str()).collect()
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let all = |seed| {
        let mut files = Vec::new();
        let parts =
            generate_formats(&Plan { seed, bytes: 3_000_000 }, &FORMATS.iter().collect::<Vec<_>>(), &mut |_, file| {
                files.push((file.folder, file.name, file.text));
            });
        (files, parts.iter().map(|(_, written)| *written).collect::<Vec<_>>())
    };
    assert!(all(1) == all(1));
    let [one, two] =
        [all(1).0, all(2).0].map(|files| files.into_iter().map(|(.., text)| text).collect::<BTreeSet<_>>());
    assert!(one.is_disjoint(&two), "another seed, another log");
}

/// Figures of the benchmark are compared with earlier ones, which were measured on exactly these bytes.
#[test]
fn transport_logs_do_not_change() {
    // FNV-1a, 64 bits.
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let truth = generate(&Plan { seed: 1, bytes: 1_000_000 }, &mut |file| {
        for byte in file.folder.bytes().chain(file.name.bytes()).chain(file.text) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    });
    let counts = [truth.files, truth.bytes, truth.all.sessions, truth.all.entries, truth.replies_5xx.entries];
    assert_eq!((counts, hash), ([12, 1_373_316, 331, 8_187, 32], 0xFDE9_1B74_1112_DF80));
}

#[test]
fn files_and_bytes_are_counted_correctly() {
    for format in &FORMATS {
        let (written, files) = written(format.name, 400_000);
        assert_eq!(written.files, files.len() as u64, "{}", format.name);
        assert_eq!(written.bytes, files.iter().map(|file| file.text.len() as u64).sum::<u64>(), "{}", format.name);
        assert!(written.bytes >= 380_000, "{}: {}", format.name, written.bytes);
        let paths: BTreeSet<(&str, &str)> = files.iter().map(|file| (&*file.folder, &*file.name)).collect();
        assert_eq!(paths.len(), files.len(), "{}: a file was written twice", format.name);
    }
}

#[test]
fn formats_are_selected_by_words() {
    let names =
        |words: &[&'static str]| formats_of(words).map(|formats| formats.iter().map(|format| format.name).collect());
    assert_eq!(names(&["pop3", "agent"]), Ok(vec!["pop3", "agent"]));
    assert_eq!(names(&["tracking"]), Ok(vec!["tracking", "tracking-2003"]));
    assert_eq!(names(&["all"]), Ok(FORMATS.iter().map(|format| format.name).collect()));
    assert_eq!(names(&["pop3", "gopher"]), Err("gopher"));
    assert_eq!(FORMATS.iter().map(|format: &Format| format.share).sum::<u64>(), 100);
}

#[test]
fn transport_logs_are_the_same_alone_and_in_a_mix() {
    let mut alone = Vec::new();
    let plan = Plan { seed: 7, bytes: 2_000_000 };
    let truth = generate(&plan, &mut |file| alone.push(file));
    for (name, count) in
        [("smtpReceive", truth.receive), ("smtpSend", truth.send), ("connectivity", truth.connectivity)]
    {
        let (written, files) = written(name, 1_000_000);
        let rows = csv_rows(&files);
        let column = if name == "connectivity" { 1 } else { 2 };
        assert_counts(name, &written, rows.len(), different(&rows, column).len());
        assert!(count.sessions > 0 && count.entries > count.sessions);
        let folders = |files: &[LogFile]| files.iter().map(|file| file.folder.clone()).collect::<BTreeSet<_>>();
        assert!(folders(&files).is_subset(&folders(&alone)), "{name}");
    }
}

/// Session-ids restart: a session is whatever follows its `OpenSession` with the same id and client.
#[test]
fn client_access_sessions_open_and_close() {
    for (name, log_type) in [("pop3", "POP3 Log"), ("imap4", "IMAP4 Log")] {
        let (written, files) = written(name, BYTES);
        let (nine, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.folder.starts_with("OLD07"));
        let old = csv_rows(&nine);
        let mut sessions = different(&old, 2).len();
        assert_eq!(old.iter().filter(|row| row[6] == "+").count(), sessions);
        assert_eq!(old.iter().filter(|row| row[6] == "-").count(), sessions);
        let rows = csv_rows(&others);
        let mut open: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
        let mut restarts = 0;
        for row in &rows {
            let (client, next) = open.remove(row[1].as_str()).unwrap_or((&row[4], 0));
            assert_eq!(client, row[4], "two at once: {row:?}");
            assert_eq!((row[2].as_str(), row[9] == "OpenSession"), (&*next.to_string(), next == 0), "{row:?}");
            restarts += usize::from(row[9] == "OpenSession" && row[1] == "0000000000000001");
            match row[9].as_str() {
                "CloseSession" => sessions += 1,
                _ => assert!(open.insert(&row[1], (client, next + 1)).is_none()),
            }
        }
        assert!(open.is_empty());
        assert!(restarts > 2, "{restarts} starts of two services");
        assert_counts(name, &written, old.len() + rows.len(), sessions);
        for file in nine.iter().chain(&others) {
            let lines: Vec<&str> = text(file).split("\r\n").take(5).collect();
            assert_eq!(
                [lines[0], lines[2]],
                ["#Software: Microsoft Exchange Server", &format!("#Log-type: {log_type}")]
            );
        }
        assert!(client_access::SESSIONS_OF_A_RUN < written.all.sessions);
    }
}

/// `5/13/00 2:36:27 PM : text`.
fn is_stamped(line: &str) -> bool {
    let Some((stamp, _)) = line.split_once(" : ") else { return false };
    let parts: Vec<&str> = stamp.split([' ', '/', ':']).collect();
    let (half, numbers) = parts.split_last().unwrap();
    matches!(*half, "AM" | "PM") && numbers.len() == 6 && numbers.iter().all(|part| part.parse::<u32>().is_ok())
}

#[test]
fn each_connection_of_an_old_service_has_its_own_file() {
    for (name, begin) in [("internetMail", "A connection"), ("internetNews", "Connection to")] {
        let (written, files) = written(name, 700_000);
        let entries = rows(&files, "\0").filter(|line| !line.is_empty()).count();
        assert_counts(name, &written, entries, files.len());
        assert!(rows(&files, "\0").any(|line| !is_stamped(line) && !line.is_empty()), "{name} has continuation lines");
        for (number, file) in files.iter().enumerate() {
            let first = text(file).lines().next().unwrap().split_once(" : ").unwrap().1;
            assert!(first.starts_with(begin), "{first}");
            let number = number + usize::from(name == "internetMail");
            assert_eq!(file.name, format!("L{number:07}.LOG"));
        }
    }
    let (_, files) = written("internetMail", 700_000);
    let logins = ["AUTH NTLM ", "AUTH LOGIN"].map(|login| rows(&files, "\0").any(|line| line.contains(login)));
    assert_eq!(logins, [true, true]);
}

/// The server in the name of a receive connector, `SERVER\\Name`.
fn server(connector: &str) -> &str {
    connector.split('\\').next().unwrap()
}

#[test]
fn tracked_messages_have_several_events_and_name_receive_sessions() {
    let (written, files) = written("tracking", BYTES);
    let rows = csv_rows(&files);
    let widths: BTreeSet<usize> = rows.iter().map(Vec::len).collect();
    assert_eq!(widths, BTreeSet::from([26, 27, 30]));
    let messages = different(&rows, 10);
    assert_counts("tracking", &written, rows.len(), messages.len());
    let new: Vec<&Vec<String>> = rows.iter().filter(|row| row.len() > 26).collect();
    let pairs: BTreeSet<[&str; 2]> = new.iter().map(|row| [row[10].as_str(), row[11].as_str()]).collect();
    assert_eq!(
        pairs.len(),
        new.iter().map(|row| &row[10]).collect::<BTreeSet<_>>().len(),
        "one network id per message"
    );
    let (_, receive) = self::written("smtpReceive", BYTES);
    // A receive connector is named after its server.
    let receive = csv_rows(&receive);
    let known: BTreeSet<[&str; 2]> = receive.iter().map(|row| [server(&row[1]), row[2].as_str()]).collect();
    let named = rows.iter().filter(|row| row[7] == "SMTP" && row[8] == "RECEIVE");
    let found = named.filter(|row| known.contains(&[server(&row[6]), row[5].split(';').next().unwrap()])).count();
    assert!(found > 100, "{found} messages name a session of the receive log");
}

const OLD_TRACKING: &str = "Date\tTime\tclient-ip\tClient-hostname\tPartner-Name\tServer-hostname\tserver-IP\t\
                            Recipient-Address\tEvent-ID\tMSGID\tPriority\tRecipient-Report-Status\ttotal-bytes\t\
                            Number-Recipients\tOrigination-Time\tEncryption\tservice-Version\tLinked-MSGID\t\
                            Message-Subject\tSender-Address";

#[test]
fn old_tracking_logs_are_tab_separated() {
    let (written, files) = written("tracking-2003", 1_000_000);
    let rows: Vec<Vec<&str>> = rows(&files, "# ").map(|line| line.split('\t').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == 20));
    let messages: BTreeSet<&str> = rows.iter().map(|row| row[9]).collect();
    assert_counts("tracking of 2003", &written, rows.len(), messages.len());
    for file in &files {
        let lines: Vec<&str> = text(file).split("\r\n").take(3).collect();
        assert_eq!(lines[0], "# Message Tracking Log File");
        assert!(lines[1].starts_with("# Exchange System Attendant Version 6.5."));
        assert_eq!(lines[2], format!("# {OLD_TRACKING}"));
    }
}

#[test]
fn agent_log_and_http_proxy_have_their_columns() {
    let (written, files) = written("agent", 1_000_000);
    let rows = csv_rows(&files);
    assert_eq!(rows[0].len(), 20);
    assert_counts("agent", &written, rows.len(), different(&rows, 1).len());
    let (written, files) = self::written("httpProxy", 1_000_000);
    let rows = csv_rows(&files);
    assert_eq!(rows[0].len(), 74);
    assert_counts("httpProxy", &written, rows.len(), 0);
}

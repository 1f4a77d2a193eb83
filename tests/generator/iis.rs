//! Logs that IIS writes: virtual servers in every notation, and the web site.

use std::collections::BTreeMap;

use super::{BYTES, assert_counts, rows, text, written};
use crate::support::generator::LogFile;

/// Enough for more than one day of a virtual server.
const DAYS: u64 = 25_000_000;

/// The relevant fields of a virtual server's record: address, user, command, result, argument or reply.
struct Seen {
    client: String,
    user: String,
    method: String,
    status: String,
    query: String,
}

fn seen([client, user, method, status, query]: [&str; 5]) -> Seen {
    let [client, user, method, status] = [client, user, method, status].map(String::from);
    Seen { client, user, method, status, query: query.replace('+', " ") }
}

/// Counts conversations: an address has one at a time, which ends with QUIT or, if outbound, with the reply to it.
fn conversations(records: &[Seen], quit: &str) -> usize {
    let mut open: BTreeMap<&str, &str> = BTreeMap::new();
    let mut ended = 0;
    for Seen { client, user, method, status, query } in records {
        let outbound = user.starts_with("Outbound");
        let who = if outbound { "" } else { user };
        assert_eq!(*open.entry(client).or_insert(who), who, "two at once from {client}");
        if outbound && user == "OutboundConnectionResponse" && query.starts_with("221") || !outbound && method == "QUIT"
        {
            assert!(outbound || status == quit);
            open.remove(client.as_str());
            ended += 1;
        }
    }
    assert!(open.is_empty());
    ended
}

/// The line ends with a blank.
const W3C_SERVICE: &str = "date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem \
                           cs-uri-query sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version cs-host \
                           cs(User-Agent) cs(Cookie) cs(Referer) ";
const ODBC: &str = "ClientHost,username,LogTime,service,machine,serverip,processingtime,bytesrecvd,bytessent,\
                    servicestatus,win32status,operation,target,parameters";

/// A W3C Extended log as lists of fields.
fn w3c_rows(files: &[LogFile], fields: &str) -> Vec<Vec<String>> {
    for file in files {
        let lines: Vec<&str> = text(file).split("\r\n").take(4).collect();
        assert!(lines[0].starts_with("#Software: Microsoft Internet Information Services "));
        assert_eq!([lines[1], lines[3]], ["#Version: 1.0", &format!("#Fields: {fields}")]);
    }
    let rows: Vec<Vec<String>> = rows(files, "#").map(|line| line.split(' ').map(String::from).collect()).collect();
    assert!(rows.iter().all(|row| row.len() == fields.split_whitespace().count()));
    assert!(rows.is_sorted_by_key(|row| [row[0].clone(), row[1].clone()]));
    rows
}

#[test]
fn conversations_of_virtual_servers_are_distinguishable() {
    for (name, quit) in [("smtpService-w3c", "240"), ("nntpService", "205")] {
        let (written, files) = written(name, DAYS);
        assert!(files.len() > 1, "{name}: more than one day");
        let rows = w3c_rows(&files, W3C_SERVICE);
        let records: Vec<Seen> = rows.iter().map(|row| seen([2, 3, 8, 11, 10].map(|at| row[at].as_str()))).collect();
        assert_counts(name, &written, rows.len(), conversations(&records, quit));
    }
}

#[test]
fn microsoft_iis_format_has_fifteen_fields() {
    let (written, files) = written("smtpService-iis", 1_000_000);
    let records: Vec<Seen> = rows(&files, "\0")
        .map(|line| {
            let fields: Vec<&str> = line.strip_suffix(',').unwrap().splitn(15, ", ").collect();
            assert_eq!((fields.len(), fields[4]), (15, "SMTPSVC2"), "{line}");
            seen([0, 1, 12, 10, 14].map(|at| fields[at]))
        })
        .collect();
    assert_counts("Microsoft IIS", &written, records.len(), conversations(&records, "240"));
}

#[test]
fn ncsa_common_format_has_its_request_in_quotes() {
    let (written, files) = written("smtpService-ncsa", 1_000_000);
    let records: Vec<Seen> = rows(&files, "\0")
        .map(|line| {
            let (before, rest) = line.split_once(" [").unwrap();
            let (time, rest) = rest.split_once("] \"").unwrap();
            assert!(time.ends_with(" -0600") && time.len() == 26, "{time}");
            let (request, after) = rest.rsplit_once(" SMTP\" ").unwrap();
            let fields: Vec<&str> = before.split(' ').chain(after.split(' ')).collect();
            assert_eq!((fields.len(), fields[1]), (5, "-"), "{line}");
            let (method, target) = request.split_once(' ').unwrap();
            let query = target.strip_prefix('-').unwrap();
            seen([fields[0], fields[2], method, fields[3], query.strip_prefix('?').unwrap_or(query)])
        })
        .collect();
    assert_counts("NCSA Common", &written, records.len(), conversations(&records, "240"));
}

#[test]
fn odbc_export_has_the_columns_of_the_table() {
    let (written, files) = written("smtpService-odbc", 1_000_000);
    let mut records = Vec::new();
    for file in &files {
        let mut reader = csv::Reader::from_reader(&file.text[..]);
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>().join(","), ODBC);
        records.extend(reader.records().map(|record| {
            let record = record.unwrap();
            seen([0, 1, 11, 9, 13].map(|at| &record[at]))
        }));
    }
    assert_counts("ODBC", &written, records.len(), conversations(&records, "240"));
}

/// Seconds since midnight of some day.
fn seconds(date: &str, time: &str) -> i64 {
    let day: i64 = chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").unwrap().to_epoch_days().into();
    let parts: Vec<i64> = time.split(':').map(|part| part.parse().unwrap()).collect();
    day * 86_400 + parts[0] * 3_600 + parts[1] * 60 + parts[2]
}

#[test]
fn http_clients_come_once_and_never_pause_for_half_an_hour() {
    let (written, files) = written("http", BYTES);
    let (mut entries, mut sessions) = (0, 0);
    for (folder, [ip, user], fields) in [
        (
            "MBX01/inetpub/logs/LogFiles/W3SVC1",
            [8, 7],
            "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) \
             sc-status sc-substatus sc-win32-status time-taken",
        ),
        (
            "OLD01/LogFiles/W3SVC1",
            [9, 8],
            "date time s-sitename s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) \
             sc-status sc-substatus sc-win32-status time-taken ",
        ),
    ] {
        let files: Vec<LogFile> = files.iter().filter(|file| file.folder == folder).map(copy).collect();
        let rows = w3c_rows(&files, fields);
        let mut last: BTreeMap<[&str; 2], i64> = BTreeMap::new();
        for row in &rows {
            let now = seconds(&row[0], &row[1]);
            let before = last.insert([&row[ip], &row[user]], now);
            assert!(before.is_none_or(|before| now - before < 1_800), "{row:?}");
        }
        sessions += last.len();
        entries += rows.len();
    }
    assert_counts("http", &written, entries, sessions);
}

fn copy(file: &LogFile) -> LogFile {
    LogFile { folder: file.folder.clone(), name: file.name.clone(), text: file.text.clone() }
}

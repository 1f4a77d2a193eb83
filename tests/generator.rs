//! What the generator of logs promises: the same plan gives the same bytes, every row has the columns of its header,
//! and there is in the files what it says. Everything is counted anew here by means as simple as each format allows.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[allow(dead_code, reason = "each test uses a part of it")]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::generator::family::{FORMATS, Format, formats_of, generate_formats};
use support::generator::weave::Written;
use support::generator::{LogFile, Plan, client_access, generate};

/// Large enough for services that start anew.
const BYTES: u64 = 6_000_000;

/// Large enough for more than one day of a virtual server.
const DAYS: u64 = 25_000_000;

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

/// The rows as comma separated fields, each file with as many as its `#Fields` says.
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

/// The different values of a column.
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

#[test]
fn files_and_bytes_are_those_that_were_written() {
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
fn formats_are_named_by_word() {
    let names =
        |words: &[&'static str]| formats_of(words).map(|formats| formats.iter().map(|format| format.name).collect());
    assert_eq!(names(&["pop3", "agent"]), Ok(vec!["pop3", "agent"]));
    assert_eq!(names(&["tracking"]), Ok(vec!["tracking", "tracking-2003"]));
    assert_eq!(names(&["all"]), Ok(FORMATS.iter().map(|format| format.name).collect()));
    assert_eq!(names(&["pop3", "gopher"]), Err("gopher"));
    assert_eq!(FORMATS.iter().map(|format: &Format| format.share).sum::<u64>(), 100);
}

#[test]
fn transport_logs_alone_are_those_of_a_mix() {
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

/// Session-ids start anew: a session is what follows its `OpenSession` with the same id and client.
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

/// What the first file of a folder begins with, its time replaced by `T`.
fn header(name: &str, folder: &str, lines: usize) -> Vec<String> {
    let (_, files) = written(name, 400_000);
    let file = files.iter().find(|file| file.folder == folder).unwrap();
    let time = |line: &str| if line.starts_with("#Date: ") { "#Date: T".into() } else { line.to_string() };
    text(file).split("\r\n").take(lines).map(time).collect()
}

const EVENTS: &str =
    "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context";
const COMMANDS: &str = "dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context";
const BEFORE_NETWORK_ID: &str = "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,\
                                 connector-id,source,event-id,internal-message-id,message-id";
const AFTER_NETWORK_ID: &str = "recipient-address,recipient-status,total-bytes,recipient-count,\
                                related-recipient-address,reference,message-subject,sender-address,return-path,\
                                message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data";
const AGENT: &str = "Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,EnteredOrgFromIP,MessageId,P1FromAddress,\
                     P2FromAddresses,Recipient,NumRecipients,Agent,Event,Action,SmtpResponse,Reason,ReasonData,\
                     Diagnostics,NetworkMsgID,TenantID,Directionality";

#[test]
fn headers_of_exchange_are_exact() {
    let tracking = |between: &str, after: &str| format!("{BEFORE_NETWORK_ID},{between}{AFTER_NETWORK_ID}{after}");
    for (name, folder, version, log_type, fields) in [
        (
            "smtpReceive",
            "MBX01/TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive",
            "15.0.0.0",
            "SMTP Receive Protocol Log",
            EVENTS,
        ),
        ("smtpSend", "LEGACY01/TransportRoles/Logs/ProtocolLog/SmtpSend", "14.0.0.0", "SMTP Send Protocol Log", EVENTS),
        (
            "connectivity",
            "MBX02/TransportRoles/Logs/Hub/Connectivity",
            "15.0.0.0",
            "Transport Connectivity Log",
            "date-time,session,source,Destination,direction,description",
        ),
        ("pop3", "OLD07/Logging/Pop3", "8.0.0.0", "POP3 Log", EVENTS),
        ("pop3", "LEGACY01/Logging/Pop3", "14.0.0.0", "POP3 Log", COMMANDS),
        ("imap4", "MBX01/Logging/Imap4", "15.0.0.0", "IMAP4 Log", &format!("{COMMANDS},puid")),
        (
            "tracking",
            "LEGACY01/TransportRoles/Logs/MessageTracking",
            "14.03.0513.000",
            "Message Tracking Log",
            &tracking("", ""),
        ),
        (
            "tracking",
            "MBX13/TransportRoles/Logs/MessageTracking",
            "15.00.1497.048",
            "Message Tracking Log",
            &tracking("network-message-id,", ""),
        ),
        (
            "tracking",
            "MBX01/TransportRoles/Logs/MessageTracking",
            "15.02.1544.004",
            "Message Tracking Log",
            &tracking("network-message-id,", ",transport-traffic-type,log-id,schema-version"),
        ),
        ("agent", "MBX01/TransportRoles/Logs/Hub/AgentLog", "15.0.0.0", "Agent Log", AGENT),
    ] {
        let wanted = [
            "#Software: Microsoft Exchange Server".to_string(),
            format!("#Version: {version}"),
            format!("#Log-type: {log_type}"),
            "#Date: T".into(),
            format!("#Fields: {fields}"),
        ];
        assert_eq!(header(name, folder, 5), wanted, "{folder}");
    }
}

#[test]
fn header_of_http_proxy_is_exact() {
    let header = header("httpProxy", "MBX01/Logging/HttpProxy/Mapi", 5);
    assert_eq!(header[2], "#Log-type: HttpProxy Logs");
    let fields: Vec<&str> = header[4].strip_prefix("#Fields: ").unwrap().split(',').collect();
    assert_eq!(fields.len(), 74);
    assert_eq!(fields.iter().collect::<BTreeSet<_>>().len(), 74);
    assert!(header[4].starts_with("#Fields: DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,"));
    for (column, name) in [
        (7, "Protocol"),
        (13, "AuthenticatedUser"),
        (17, "ClientIpAddress"),
        (19, "HttpStatus"),
        (31, "RequestBytes"),
        (63, "TotalRequestTime"),
        (67, "GenericInfo"),
        (73, "RoutingStatus"),
    ] {
        assert_eq!(fields[column], name);
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
fn connections_of_old_services_have_a_file_each() {
    for (name, begin) in [("internetMail", "A connection"), ("internetNews", "Connection to")] {
        let (written, files) = written(name, 700_000);
        let entries = rows(&files, "\0").filter(|line| is_stamped(line)).count();
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

/// What counts in a record of a virtual server: address, user, command, result, argument or reply.
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

/// Counts conversations: an address has one at a time, and it ends with QUIT, outbound with the reply to it.
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
const OLD_TRACKING: &str = "Date\tTime\tclient-ip\tClient-hostname\tPartner-Name\tServer-hostname\tserver-IP\t\
                            Recipient-Address\tEvent-ID\tMSGID\tPriority\tRecipient-Report-Status\ttotal-bytes\t\
                            Number-Recipients\tOrigination-Time\tEncryption\tservice-Version\tLinked-MSGID\t\
                            Message-Subject\tSender-Address";

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
fn virtual_servers_have_conversations_that_can_be_told_apart() {
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
fn http_clients_come_once_and_never_rest_for_half_an_hour() {
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
    assert_eq!(pairs.len(), new.iter().map(|row| &row[10]).collect::<BTreeSet<_>>().len(), "one network id a message");
    let (_, receive) = self::written("smtpReceive", BYTES);
    let known = csv_rows(&receive);
    let known = different(&known, 2);
    let named = rows.iter().filter(|row| row[7] == "SMTP" && row[8] == "RECEIVE");
    let found = named.filter(|row| known.contains(row[5].split(';').next().unwrap())).count();
    assert!(found > 100, "{found} messages name a session of the receive log");
}

#[test]
fn old_tracking_has_tabs_between_its_columns() {
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

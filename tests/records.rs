//! Sessions of records: queries find them, and a group of very many records can still be read quickly.

use crate::support::fixtures::case;
use exchange_log_viewer::{Engine, FileEnd, Outcome, SessionColumn, SessionIndex, SortOrder};
use std::fmt::Write;

fn found(engine: &mut Engine, text: &str) -> (usize, u64) {
    engine.query(text, 0).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

#[test]
fn replies_in_records_are_found_by_code_and_status() {
    let mut engine = case("tracking-2016").read_whole();
    assert_eq!(found(&mut engine, "code:550"), (1, 1));
    assert_eq!(found(&mut engine, "status:5.1.10"), (1, 1));
    assert_eq!(found(&mut engine, "code:4xx").0, 2);
    assert_eq!(found(&mut engine, "outcome:rejected").0, 2);
    assert_eq!(found(&mut engine, "outcome:deferred log:tracking").0, 1);
    let mut engine = case("http-owa").read_whole();
    assert_eq!(found(&mut engine, "code:503"), (1, 1));
    assert_eq!(found(&mut engine, "user:*megan").0, 2, "requests after a pause form another session");
}

#[test]
fn the_list_shows_values_of_the_cells() {
    let engine = case("tracking-2016").read_whole();
    let order = SortOrder { column: SessionColumn::From, descending: false };
    let window = engine.window(order, 0..100);
    let column = |column| window.texts(column).collect::<Vec<_>>();
    let senders = column(SessionColumn::From);
    assert_eq!(senders[0], "<>");
    assert!(senders.is_sorted() && senders.contains(&"ann@fabrikam.com"));
    assert!(column(SessionColumn::To).iter().all(|recipient| !recipient.contains(';')));
    assert!(column(SessionColumn::Server).iter().all(|server| *server == "EX01"));
    assert!(column(SessionColumn::Helo).contains(&"mail.fabrikam.com"));
}

/// Health checks come to every server and every web site in the same second.
#[test]
fn equal_requests_to_other_servers_and_sites_are_others() {
    let head = "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem \
                cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken\n";
    let log = |status: u16| {
        let row = |second| {
            format!("2026-03-01 09:00:0{second} ::1 GET /owa/healthcheck.htm - 443 - ::1 AMProbe {status} 0\n")
        };
        (0..10).fold(String::from(head), |log, second| log + &row(second))
    };
    let folder = |server: &str, site: u8| format!("{server}/inetpub/logs/LogFiles/W3SVC{site}");
    let [first, other, site] = [folder("EX01", 1), folder("EX02", 1), folder("EX01", 2)];
    let copy = format!("copies/{}", folder("EX01", 1));
    let files = [(&first, 200), (&other, 503), (&site, 200), (&copy, 200)];
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
        let mut engine = Engine::new(7);
        for (folder, status) in order.map(|place| files[place]) {
            let text = log(status);
            engine.begin_file("u_ex260301.log", folder, text.len() as u64);
            engine.push(text.as_bytes());
            engine.end_file(FileEnd::Complete);
        }
        engine.publish();
        let duplicates: u64 = engine.archive().files.iter().map(|(_, file)| file.duplicates).sum();
        assert_eq!(duplicates, 10, "only those of the copy: {order:?}");
        assert_eq!(found(&mut engine, "log:http"), (3, 30), "{order:?}");
        assert_eq!(found(&mut engine, "server:EX02"), (1, 10), "{order:?}");
        assert_eq!(found(&mut engine, "server:EX02 http-status:503").0, 1, "{order:?}");
        assert_eq!(found(&mut engine, "server:EX01 http-status:503").0, 0, "{order:?}");
    }
}

/// A file whose folder names no server may be of any of them, and makes no one server of two.
#[test]
fn requests_to_two_servers_stay_apart_whatever_comes_in_between() {
    let log = |status: u16| {
        format!(
            "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem s-port \
             cs-username c-ip sc-status time-taken\n2026-03-01 09:00:00 ::1 GET /owa/healthcheck.htm 443 - ::1 {status} 0\n"
        )
    };
    let files = [("EX01/W3SVC1", 200), ("unknown", 401), ("EX02/W3SVC1", 503), ("EX01/W3SVC2", 404)];
    for order in [[0, 1, 2, 3], [2, 1, 0, 3], [1, 0, 2, 3], [3, 2, 1, 0], [0, 2, 1, 3], [0, 1, 3, 2]] {
        let mut engine = Engine::new(7);
        for (folder, status) in order.map(|place| files[place]) {
            let folder =
                if folder == "unknown" { folder.into() } else { folder.replacen('/', "/inetpub/logs/LogFiles/", 1) };
            let text = log(status);
            engine.begin_file("u_ex260301.log", &folder, text.len() as u64);
            engine.push(text.as_bytes());
            engine.end_file(FileEnd::Complete);
        }
        engine.publish();
        assert_eq!(found(&mut engine, ""), (3, 4), "{order:?}");
        let statuses = |engine: &mut Engine, one: u16, other: u16| {
            found(engine, &format!("http-status:{one}")).0 == 1
                && found(engine, &format!("http-status:{one} http-status:{other}")).0 == 0
        };
        assert!(statuses(&mut engine, 200, 503), "{order:?}");
        assert!(statuses(&mut engine, 200, 404), "{order:?}");
        assert!(statuses(&mut engine, 503, 404), "{order:?}");
    }
}

#[test]
fn the_challenge_before_a_logon_is_not_a_refusal() {
    use Outcome::{Accepted, Empty, Rejected};
    let engine = case("http-activesync").read_whole();
    let outcomes = engine.archive().store.sessions.iter().map(|(_, session)| session.facts.outcome);
    assert_eq!(outcomes.collect::<Vec<_>>(), [Empty, Accepted, Rejected, Accepted, Accepted]);
}

#[test]
fn a_page_of_a_hundred_thousand_requests_contains_the_requested_rows() {
    let mut log =
        String::from("#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method ");
    log.push_str("cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken\n");
    for number in 0..100_000 {
        let (hour, minute, second) = (number / 7200, number / 120 % 60, number / 2 % 60);
        let _ = writeln!(
            log,
            "2026-03-05 {hour:02}:{minute:02}:{second:02} 192.0.2.10 POST /owa/service.svc action=a{number} 443 \
             CONTOSO\\megan 198.51.100.20 Browser/1 {} {}",
            if number % 1000 == 0 { 500 } else { 200 },
            number % 77
        );
    }
    let mut engine = Engine::new(7);
    engine.begin_file("u_ex260305.log", "", log.len() as u64);
    engine.push(log.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    let page = engine.detail(SessionIndex(0), 50_000..50_400);
    assert_eq!((page.entry_count, page.entries.len(), page.first_entry), (100_000, 400, 50_000));
    assert_eq!(page.worst_reply.map(|reply| reply.code), Some(500));
    let status = page.facts.iter().filter(|fact| fact.name == "http-status").map(|fact| fact.value.as_str());
    assert_eq!(status.collect::<Vec<_>>(), ["200 × 99900", "500 × 100"]);
    assert!(page.facts.iter().any(|fact| fact.name == "slowest-request" && fact.value.starts_with("0.076 s")));
}

#[test]
fn of_a_connection_with_very_many_attempts_the_first_are_listed() {
    let mut log = String::from("#Software: Microsoft Exchange Server\n#Log-type: Transport Connectivity Log\n");
    log.push_str("#Fields: date-time,session,source,Destination,direction,description\n");
    for number in 0..300 {
        let host = format!("mx{}.fabrikam.com:25|MarkedUnhealthy|FailureCount:{number}", number % 250);
        let _ = writeln!(
            log,
            "2026-03-02T08:00:00.000Z,08DE70D533580021,SMTP,fabrikam.com,>,\
             Failed connection to 203.0.113.25:25 (TimedOut:0000274C)[TargetHost:{host}]"
        );
    }
    let mut engine = Engine::new(7);
    engine.begin_file("CONNECTLOG2026030208-1.LOG", "", None);
    engine.push(log.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    let fact = engine.detail(SessionIndex(0), 0..1).connectivity.unwrap();
    assert_eq!((fact.attempts.len(), fact.unhealthy.len()), (200, 200));
    assert_eq!(fact.unlisted, Some(100 + 50));
    // Of a host that failed twice, the last state.
    let first = fact.unhealthy[0].failures.map(|failures| serde_json::to_value(failures).unwrap());
    assert_eq!(first, Some(serde_json::json!(250.0)));
}

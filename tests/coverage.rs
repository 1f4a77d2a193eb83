//! What the coverage view reports for logs whose gaps are known.

use crate::support::fixtures::{case, cases};
use exchange_log_viewer::{BinWidth, Count, Coverage, CoverageCell, Engine, FileEnd, FileIndex, GapCell};
use serde_json::json;

const FRONT_END: &str = "EXCH01/TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive";
const HEAD: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP Receive Protocol Log\r\n\
    #Date: 2026-03-01T09:00:00.000Z\r\n\
    #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n";
const HOUR: f64 = 3_600_000.0;
/// 2026-03-01T00:00Z.
const DAY_ONE: f64 = 1_772_323_200_000.0;

/// A session of two rows; `base` is the part of its id that derives from the start of the service.
fn session(day: u32, hour: u32, minute: u32, id: &str) -> String {
    let row = |second, event, context| {
        format!(
            "2026-03-{day:02}T{hour:02}:{minute:02}:{second:02}.000Z,EXCH01\\Default Frontend EXCH01,{id},{second},\
             192.0.2.1:25,198.51.100.7:4711,{event},,{context}\r\n"
        )
    };
    row(0, "+", "") + &row(1, "-", "Local")
}

/// A session-id of a service that started at that time on 2026-03-01: .NET ticks plus a number.
fn id(hour: u64, minute: u64, number: u64) -> String {
    let ms = DAY_ONE as u64 + (hour * 60 + minute) * 60_000;
    format!("{:016X}", (ms + 62_135_596_800_000) * 10_000 + number)
}

fn open(engine: &mut Engine, folder: &str, name: &str, text: &str, end: FileEnd) {
    engine.begin_file(name, folder, text.len() as u64);
    engine.push(text.as_bytes());
    engine.end_file(end);
}

fn opened(files: &[(&str, String)]) -> Engine {
    let mut engine = Engine::new(7);
    for (name, text) in files {
        open(&mut engine, FRONT_END, name, text, FileEnd::Complete);
    }
    engine.publish();
    engine
}

fn cells(coverage: &Coverage) -> Vec<Vec<CoverageCell>> {
    coverage.rows.iter().map(|row| row.cells.clone()).collect()
}

#[test]
fn entries_are_counted_by_hour_and_gaps_are_classified() {
    let engine = opened(&[
        (
            "RECV2026030109-1.LOG",
            HEAD.to_string() + &session(1, 9, 10, &id(0, 0, 1)) + &session(1, 9, 50, &id(0, 0, 2)),
        ),
        ("RECV2026030110-1.LOG", HEAD.to_string()),
        // Named for 12:00, and its rows continue into 14:00.
        ("RECV2026030112-1.LOG", session(1, 12, 0, &id(0, 0, 3)) + &session(1, 14, 30, &id(0, 0, 4))),
    ]);
    let coverage = engine.coverage(BinWidth::Auto);
    use CoverageCell::*;
    assert_eq!((coverage.start.0, coverage.bin_ms.0, coverage.bins), (DAY_ONE + 9.0 * HOUR, HOUR, 6));
    assert_eq!(cells(&coverage), [[Entries, HeaderOnly, NoFile, Entries, Quiet, Entries]]);
    let row = &coverage.rows[0];
    assert_eq!(
        (row.server.as_str(), row.service.as_str(), row.log.as_str()),
        ("EXCH01", "Front End Transport", "SMTP Receive")
    );
    assert_eq!(row.cell_entries, [4.0, 0.0, 0.0, 2.0, 0.0, 2.0]);
    assert_eq!((row.entries.0, row.files, row.undated_files), (8.0, 3, 0));
    let read: u64 = engine.archive().files.iter().map(|(_, file)| file.read).sum();
    assert_eq!(row.cell_bytes.iter().map(|bytes| bytes.0).sum::<f64>(), read as f64, "every byte belongs to an hour");
    assert_eq!(
        row.cell_bytes[3], row.cell_bytes[5],
        "the bytes of a file that spans hours are distributed by its entries"
    );
    let gaps: Vec<_> = coverage
        .gaps
        .iter()
        .map(|gap| ((gap.from.0 - DAY_ONE) / HOUR, (gap.to.0 - DAY_ONE) / HOUR, gap.cell))
        .collect();
    assert_eq!(gaps, [(10.0, 11.0, GapCell::HeaderOnly), (11.0, 12.0, GapCell::NoFile), (13.0, 14.0, GapCell::Quiet)]);
    assert_eq!(coverage.gap_count, 3);
}

#[test]
fn hours_are_combined_into_days() {
    let engine = opened(&[
        ("RECV2026030109-1.LOG", session(1, 9, 10, "x") + &session(1, 9, 50, "y")),
        ("RECV2026030123-1.LOG", session(1, 23, 0, "z")),
        ("RECV2026030500-1.LOG", session(5, 0, 0, "v")),
    ]);
    for width in [BinWidth::Auto, BinWidth::Day] {
        let coverage = engine.coverage(width);
        assert_eq!((coverage.start.0, coverage.bin_ms.0, coverage.bins), (DAY_ONE, 24.0 * HOUR, 5), "{width:?}");
        assert_eq!(coverage.rows[0].cell_entries, [6.0, 0.0, 0.0, 0.0, 2.0]);
        assert_eq!(coverage.rows[0].cells[1], CoverageCell::NoFile);
    }
    let hours = engine.coverage(BinWidth::Hour);
    assert_eq!((hours.start.0, hours.bin_ms.0, hours.bins), (DAY_ONE + 9.0 * HOUR, HOUR, 4 * 24 - 9 + 1));
    assert_eq!(hours.rows[0].cell_entries.iter().map(|count| count.0).sum::<f64>(), 8.0);
    assert_eq!(hours.gap_count, 2, "the list does not depend on the width of the columns");
}

#[test]
fn logs_that_span_years_have_wider_columns() {
    let row = |year| session(1, 9, 0, "x").replace("2026-", &format!("{year}-"));
    let engine = opened(&[("a.log", row(1990)), ("b.log", row(2099))]);
    let coverage = engine.coverage(BinWidth::Hour);
    assert!(coverage.bins <= 336 && coverage.bin_ms.0 > 24.0 * HOUR, "{} {}", coverage.bins, coverage.bin_ms.0);
    assert_eq!(coverage.rows[0].cell_entries.first(), Some(&Count(2.0)));
    assert_eq!(coverage.rows[0].cell_entries.iter().map(|count| count.0).sum::<f64>(), 4.0);
}

#[test]
fn missing_file_numbers_are_reported_with_their_neighbours() {
    let file = |number| {
        (
            ["RECV2026030109-1.LOG", "RECV2026030109-3.LOG", "recv2026030109-7.log"][number],
            session(1, 9, number as u32, "x"),
        )
    };
    let mut engine = opened(&[file(0), file(1), file(2), ("RECV20260302-2.LOG", session(2, 9, 0, "y"))]);
    // Another server's file of the same hour, and an empty file.
    open(
        &mut engine,
        "EXCH02/FrontEnd",
        "RECV2026030109-2.LOG",
        &session(1, 9, 0, "z").replace("EXCH01", "EXCH02"),
        FileEnd::Complete,
    );
    open(&mut engine, FRONT_END, "RECV2026030109-5.LOG", "", FileEnd::Complete);
    engine.publish();
    let found: Vec<_> = engine
        .coverage(BinWidth::Auto)
        .missing
        .iter()
        .map(|hole| {
            (
                hole.row,
                (hole.time.unwrap().0 - DAY_ONE) / HOUR,
                hole.hourly,
                hole.before,
                hole.first,
                hole.last,
                hole.after,
            )
        })
        .collect();
    let expected = [
        (0, 9.0, true, Some(1), 2, 2, 3),
        (0, 9.0, true, Some(3), 4, 4, 5),
        (0, 9.0, true, Some(5), 6, 6, 7),
        (0, 24.0, false, None, 1, 1, 2),
        (1, 9.0, true, None, 1, 1, 2),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_new_base_of_the_ids_is_a_restart() {
    let sessions: Vec<String> = vec![
        session(1, 9, 0, &id(2, 0, 1)),
        session(1, 9, 30, &id(2, 0, 2)),
        session(1, 10, 0, &id(2, 0, 3)),
        session(1, 11, 0, &id(10, 40, 1)),
        session(1, 11, 30, &id(10, 40, 2)),
        // An anonymised id, and one from the future: neither contains the start of a service.
        session(1, 12, 0, "0000000000000000"),
        session(1, 12, 30, &id(20, 0, 0)),
    ];
    let engine = opened(&[("RECV2026030109-1.LOG", sessions.concat())]);
    let restarts: Vec<_> = engine
        .coverage(BinWidth::Auto)
        .restarts
        .iter()
        .map(|restart| {
            (restart.rows.clone(), [restart.before, restart.time, restart.after].map(|time| (time.0 - DAY_ONE) / HOUR))
        })
        .collect();
    assert_eq!(restarts, [(vec![0], [10.0, 10.0 + 40.0 / 60.0, 11.0])]);
}

#[test]
fn ids_that_change_with_every_session_are_not_restarts() {
    let sessions: Vec<String> = (0..12).map(|hour| session(1, hour, 30, &id(hour.into(), 29, 0))).collect();
    let engine = opened(&[("RECV2026030109-1.LOG", sessions.concat())]);
    assert_eq!(engine.coverage(BinWidth::Auto).restarts, []);
}

#[test]
fn logs_of_one_service_show_one_restart() {
    let mut engine = Engine::new(7);
    let text = session(1, 9, 0, &id(2, 0, 1)) + &session(1, 11, 0, &id(10, 40, 1));
    let connectivity = |hour: u32, id: String| format!("2026-03-01T{hour:02}:00:00.000Z,{id},SMTP,fabrikam.com,+,\r\n");
    open(&mut engine, FRONT_END, "RECV2026030109-1.LOG", &text, FileEnd::Complete);
    let text = connectivity(8, id(2, 0, 1)) + &connectivity(12, id(10, 40, 7));
    open(&mut engine, "EXCH01/FrontEnd/Connectivity", "CONNECTLOG2026030108-1.LOG", &text, FileEnd::Complete);
    engine.publish();
    let coverage = engine.coverage(BinWidth::Auto);
    assert_eq!(coverage.rows.len(), 2);
    assert_eq!(coverage.restarts.len(), 1, "{:?}", coverage.restarts);
    assert_eq!(coverage.restarts[0].rows, [0, 1]);
    assert_eq!(
        [coverage.restarts[0].before, coverage.restarts[0].after].map(|time| (time.0 - DAY_ONE) / HOUR),
        [9.0, 11.0]
    );
}

#[test]
fn logs_that_are_off_by_default_are_mentioned() {
    let engine = opened(&[("RECV2026030109-1.LOG", session(1, 9, 0, "x"))]);
    let coverage = engine.coverage(BinWidth::Auto);
    assert!(coverage.rows[0].note.contains("Default Frontend"));
    let lacking: Vec<_> = coverage.unlogged.iter().map(|log| (log.service, log.log)).collect();
    assert!(lacking.contains(&("Transport", "SMTP Send")) && lacking.contains(&("POP3", "POP3")), "{lacking:?}");
    assert!(!lacking.contains(&("Front End Transport", "SMTP Receive")));
    assert!(coverage.unlogged.iter().all(|log| log.server == "EXCH01" && log.sentence.contains("default")));
    let tables = case("table-w3c").read_whole();
    assert_eq!(
        tables.coverage(BinWidth::Auto).unlogged,
        [],
        "a log of another service gives no reason to expect transport logs"
    );
}

const PROXY: &str = "EXCH01/Logging/HttpProxy/Mapi";

/// Rows of a table, each with the value of its time column.
fn proxy_log(times: &[&str]) -> String {
    let head = "#Log-type: HttpProxy Logs\r\n#Fields: RequestId,DateTime\r\n".to_string();
    times.iter().enumerate().fold(head, |text, (number, time)| text + &format!("r{number},{time}\r\n"))
}

fn opened_in(folder: &str, files: &[(&str, String)]) -> Engine {
    let mut engine = Engine::new(7);
    files.iter().for_each(|(name, text)| open(&mut engine, folder, name, text, FileEnd::Complete));
    engine.publish();
    engine
}

#[test]
fn files_without_times_are_placed_by_their_names() {
    let text = || proxy_log(&["", "-"]);
    let engine = opened_in(
        PROXY,
        &[("HttpProxy_2026030109-1.LOG", text()), ("HttpProxy_20260302-1.LOG", text()), ("HttpProxy.LOG", text())],
    );
    let coverage = engine.coverage(BinWidth::Auto);
    let row = &coverage.rows[0];
    assert_eq!((row.service.as_str(), row.log.as_str()), ("HttpProxy Mapi", "HttpProxy Logs"));
    assert_eq!((row.entries.0, row.undated_files, row.files), (6.0, 1, 3));
    assert_eq!((row.cells[0], row.cell_entries[0].0), (CoverageCell::Entries, 2.0));
    assert_eq!((row.cells[14], *row.cells.last().unwrap()), (CoverageCell::NoFile, CoverageCell::File));
}

#[test]
fn rows_of_tables_are_counted_in_their_hours() {
    let day = proxy_log(&["2026-03-01T09:00:00.000Z", "", "2026-03-01T11:59:59Z", "2026-03-01T09:30:00Z"]);
    let engine = opened_in(
        PROXY,
        &[
            ("HttpProxy_20260301-1.LOG", day.clone()),
            // A name without a date, and a copy.
            ("HttpProxy.LOG", proxy_log(&["2026-03-01T12:30:00Z", "2026-03-01T12:31:00Z"])),
            ("HttpProxy_20260301-1.LOG", day.clone()),
        ],
    );
    let coverage = engine.coverage(BinWidth::Auto);
    let row = &coverage.rows[0];
    assert_eq!((row.entries.0, row.undated_files, coverage.bin_ms.0), (6.0, 0, HOUR));
    let filled: Vec<_> =
        row.cell_entries.iter().map(|count| count.0).enumerate().filter(|(_, entries)| *entries > 0.0).collect();
    assert_eq!(filled, [(9, 2.0), (11, 1.0), (12, 2.0)], "a row without a time counts only in the total");
    assert_eq!(row.cells[10], CoverageCell::Quiet);
    assert_eq!(coverage.gaps.iter().map(|gap| (gap.from.0 - DAY_ONE) / HOUR).collect::<Vec<_>>(), [10.0]);
    let nine = format!("{} after:2026-03-01T09:00Z before:2026-03-01T10:00Z", row.query);
    let mut engine = engine;
    engine.query(&nine, 0).unwrap();
    assert_eq!(engine.table_window(0, None, 0..9).total, 2.0, "{nine}");
    engine.query(&row.query.as_str().replace("EXCH01", "EXCH02"), 0).unwrap();
    assert_eq!(engine.table_window(0, None, 0..9).total, 0.0, "no row of another server");
}

/// A row of a W3C log without times, so that only its name places the file in time.
const UNTIMED: &str = "#Software: Microsoft Internet Information Services 6.0\r\n#Fields: a b\r\n1 2\r\n";

/// From the first hour to the last, in hours since 2026-03-01.
fn spans_of(name: &str) -> (f64, u32) {
    let engine = opened_in("EXCH01/LogFiles/SMTPSVC1", &[(name, UNTIMED.to_string())]);
    let coverage = engine.coverage(BinWidth::Hour);
    ((coverage.start.0 - DAY_ONE) / HOUR, coverage.bins)
}

#[test]
fn names_of_iis_and_of_tracking_of_2003_are_dates() {
    assert_eq!(spans_of("ex260301.log"), (0.0, 24));
    assert_eq!(spans_of("u_ex26030217.log"), (24.0 + 17.0, 1));
    assert_eq!(spans_of("nc2602.log"), (-28.0 * 24.0, 28), "a monthly file, in days");
    assert_eq!(spans_of("20260303.log"), (48.0, 24));
    assert_eq!(spans_of("in991231.log").1, 24);
    assert_eq!(spans_of("extend1.log"), ((0.0 - DAY_ONE) / HOUR, 0), "a number is not a date");
}

#[test]
fn a_name_that_contradicts_the_rows_is_ignored() {
    let engine = opened(&[("RECV2026030109-1.LOG", session(2, 9, 10, "x")), ("ex260301.log", session(2, 10, 10, "y"))]);
    let coverage = engine.coverage(BinWidth::Auto);
    assert_eq!((coverage.start.0, coverage.bins), (DAY_ONE + 33.0 * HOUR, 2));
    assert_eq!(cells(&coverage), [[CoverageCell::Entries, CoverageCell::Entries]]);
}

#[test]
fn file_numbers_without_a_date_are_missing_only_between_two_others() {
    let log = |second: u32| format!("#Log-type: Some Log\r\n#Fields: DateTime\r\n2026-03-01T09:00:{second:02}Z\r\n");
    let names = ["L0000003.log", "L0000007.log", "L0000004.log", "inetsv2.log", "inetsv4.log"];
    let files: Vec<_> = names.iter().zip(1..).map(|(name, second)| (*name, log(second))).collect();
    let engine = opened_in("EXCH01/imcdata/log", &files);
    let found: Vec<_> = engine
        .coverage(BinWidth::Auto)
        .missing
        .into_iter()
        .map(|hole| (hole.prefix.to_string(), hole.time, hole.before, hole.first, hole.last, hole.after))
        .collect();
    let expected = [("INETSV".to_string(), None, Some(2), 3, 3, 4), ("L".to_string(), None, Some(4), 5, 6, 7)];
    assert_eq!(found, expected);
}

#[test]
fn a_cell_of_a_group_of_records_finds_the_records_of_its_server() {
    let head = "#Log-type: Message Tracking Log\r\n#Fields: date-time,client-hostname,server-hostname,source,event-id,\
                internal-message-id,message-id,sender-address\r\n";
    // A message on two servers: the first one logs its first event, the second one its last.
    let row = |hour: u32, client: &str, server: &str, event: &str| {
        format!("2026-03-01T{hour:02}:00:00.000Z,{client},{server},SMTP,{event},7,<m@contoso.com>,ann@contoso.com\r\n")
    };
    let first = row(9, "fabrikam", "EXCH01", "RECEIVE") + &row(10, "EXCH01", "EXCH02", "SEND");
    let second = row(11, "EXCH01", "EXCH02", "RECEIVE") + &row(12, "EXCH02", "EXCH02", "DELIVER");
    let mut engine = Engine::new(7);
    for (server, text) in [("EXCH01", first), ("EXCH02", second)] {
        let folder = format!("{server}/TransportRoles/Logs/MessageTracking");
        open(&mut engine, &folder, "MSGTRK2026030109-1.LOG", &(head.to_string() + &text), FileEnd::Complete);
    }
    engine.publish();
    let coverage = engine.coverage(BinWidth::Auto);
    assert_eq!(coverage.rows.iter().map(|row| row.entries).collect::<Vec<_>>(), [2.0, 2.0]);
    let count = |row: usize, from: u32, to: u32| {
        let query = &coverage.rows[row].query;
        engine.count(&format!("{query} after:2026-03-01T{from:02}:00Z before:2026-03-01T{to:02}:00Z"), 0).unwrap()
    };
    for (row, hours) in [(0, [9, 10]), (1, [11, 12])] {
        for hour in hours {
            assert_eq!(count(row, hour, hour + 1), (1, 1), "row {row}, {hour}:00");
        }
    }
    assert_eq!(count(1, 9, 10), (0, 0), "by then the message is in the logs of the other server");
}

#[test]
fn copies_count_once() {
    let text = session(1, 9, 10, "x");
    let engine = opened(&[("RECV2026030109-1.LOG", text.clone()), ("RECV2026030109-1 (2).LOG", text.clone())]);
    let coverage = engine.coverage(BinWidth::Auto);
    assert_eq!((coverage.rows[0].entries.0, coverage.rows[0].bytes.0), (2.0, text.len() as f64));
}

#[test]
fn partly_read_files_are_listed() {
    let mut engine = opened(&[("RECV2026030109-1.LOG", session(1, 9, 10, "x"))]);
    open(&mut engine, FRONT_END, "RECV2026030109-2.LOG", &session(1, 9, 20, "y"), FileEnd::Unreadable);
    open(&mut engine, "", "photo.jpg", "\u{0}\u{1}\u{2}\u{3}", FileEnd::Complete);
    open(&mut engine, "", "notes.txt", "hello\nworld", FileEnd::Complete);
    engine.publish();
    let troubles: Vec<_> = engine
        .coverage(BinWidth::Auto)
        .troubles
        .iter()
        .map(|trouble| (trouble.file, trouble.kind, trouble.no_log))
        .collect();
    assert!(troubles.contains(&(1, "file-unreadable", false)), "{troubles:?}");
    for file in [2, 3] {
        let mut own = troubles.iter().filter(|trouble| trouble.0 == file).peekable();
        assert!(own.peek().is_some() && own.all(|(.., no_log)| *no_log), "{troubles:?}");
    }
    assert!(troubles.iter().all(|(file, ..)| *file != 0));
}

#[test]
fn the_query_of_a_row_finds_its_sessions() {
    let mut engine = case("sessions-two-servers").read_whole();
    engine.set_origin(&[FileIndex(0), FileIndex(5)], None, Some("Odd/one, \"two\" (three)"));
    let coverage = engine.coverage(BinWidth::Auto);
    assert!(coverage.rows.len() >= 4);
    for row in &coverage.rows {
        let (sessions, entries) =
            engine.count(&row.query, 0).unwrap_or_else(|problem| panic!("{}: {problem:?}", row.query));
        assert!(sessions > 0, "{}", row.query);
        assert_eq!(row.entries, entries as f64, "{}", row.query);
    }
}

#[test]
fn every_entry_of_every_fixture_is_counted() {
    for case in cases() {
        let engine = case.read_whole();
        let archive = engine.archive();
        for width in [BinWidth::Auto, BinWidth::Hour, BinWidth::Day] {
            let coverage = engine.coverage(width);
            let counted: f64 = coverage.rows.iter().map(|row| row.entries.0).sum();
            let read: u64 = archive.files.iter().map(|(_, file)| file.entries).sum();
            assert_eq!(counted, read as f64, "{} {width:?}", case.name);
            for row in &coverage.rows {
                assert_eq!(row.cells.len() as u32, coverage.bins, "{}", case.name);
                assert_eq!(row.cell_entries.len(), row.cells.len());
                assert!(row.cell_entries.iter().map(|count| count.0).sum::<f64>() <= row.entries.0);
            }
        }
    }
}

#[test]
fn coverage_without_logs_is_empty() {
    let coverage = serde_json::to_value(Engine::new(7).coverage(BinWidth::Auto)).unwrap();
    assert_eq!(coverage["rows"], json!([]));
    assert_eq!(coverage["bins"], 0);
}

/// As many entries as in a gigabyte of logs, thirty per session.
///
/// `cargo test --release --test tests coverage -- --ignored --nocapture`
#[test]
#[ignore = "prints times, and asserts none"]
fn speed_of_coverage() {
    let mut engine = Engine::new(7);
    let (mut entries, per_day) = (0.0, 24 * 60 * 5);
    for day in 1..=28 {
        let long = |n: u32| (0..15).map(move |_| session(day, n / 300, n / 5 % 60, &id(0, 0, n.into())));
        let text: String = (0..per_day).flat_map(long).collect();
        let text = numbered(&text);
        open(&mut engine, FRONT_END, &format!("RECV202603{day:02}-1.LOG"), &text, FileEnd::Complete);
        entries += 30.0 * f64::from(per_day);
    }
    engine.publish();
    let start = std::time::Instant::now();
    let coverage = engine.coverage(BinWidth::Auto);
    println!("{entries} entries, {} sessions: {:?}", engine.sessions().len(), start.elapsed());
    assert_eq!(coverage.rows[0].entries, entries);
}

/// Numbers the rows of each group of thirty from 0.
fn numbered(text: &str) -> String {
    let row = |(number, line): (usize, &str)| {
        let mut fields: Vec<&str> = line.split(',').collect();
        let sequence = (number % 30).to_string();
        fields[3] = &sequence;
        fields[6] = match number % 30 {
            0 => "+",
            29 => "-",
            _ => "*",
        };
        fields.join(",") + "\r\n"
    };
    text.lines().enumerate().map(row).collect()
}

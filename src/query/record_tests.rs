//! Records and cells: what is asked of one row, and what of a session.

use super::{Surroundings, evaluating, parse_in};
use crate::archive::Archive;
use crate::content::{Text, TextClass};
use crate::entry::{Event, Labels, LogType, Meaning};
use crate::session::tracker::{Row, Source, Tracker};
use crate::store::files::File;
use crate::store::{EntryIndex, FileIndex, SessionId, SessionIndex, StringIndex};
use crate::time::Timestamp;
use crate::work::finish;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const HTTP: [&str; 7] =
    ["c-ip", "cs-method", "cs-uri-stem", "sc-status", "sc-win32-status", "time-taken", "cs(User-Agent)"];

/// An archive that is filled row by row.
struct Logs {
    archive: Archive,
    source: Source,
}

impl Logs {
    fn new() -> Logs {
        let mut archive = Archive::default();
        let name = archive.store.strings.intern(b"test.log");
        let file = archive.files.push(File::new(name, StringIndex::EMPTY, Some(0), EntryIndex(0)));
        Logs { archive, source: Source { file, folder: StringIndex::EMPTY } }
    }

    fn columns(&mut self, log_type: LogType, columns: &[&str]) {
        let strings = &mut self.archive.store.strings;
        let columns = columns.iter().map(|column| strings.intern(column.as_bytes())).collect();
        self.archive.tables.select(log_type, StringIndex::EMPTY, columns, &self.archive.store.strings);
    }

    /// An entry of a session, with the cells beside it.
    fn entry(&mut self, log_type: LogType, session: &str, event: Event, data: &str, cells: &[&str]) {
        let store = &mut self.archive.store;
        let time = Timestamp(1_772_438_400_000 + i64::from(store.entries.next_index().0) * 1000);
        let text = Text { event, data: data.as_bytes(), context: b"" };
        let text = store.texts.intern(TextClass::of(log_type, text, Meaning::AsWritten), text);
        let row = Row { time, sequence: None, event, text, labels: Labels::default() };
        let id = SessionId::read(session.as_bytes(), &mut store.strings);
        let cells: Vec<_> = cells.iter().map(|cell| store.strings.intern(cell.as_bytes())).collect();
        let mut tracker = Tracker::new(store);
        let latest = tracker.latest(log_type, &id, SessionIndex::NONE);
        let session = tracker.find_or_begin(log_type, id, latest, &row, self.source);
        let entry = tracker.append(session, &row, self.source);
        self.archive.tables.push_beside(entry, cells.into_iter(), &self.archive.store.strings);
        self.archive.published = self.archive.store.sessions.len() as u32;
    }

    fn row(&mut self, file: FileIndex, cells: &[&str]) {
        let strings = &mut self.archive.store.strings;
        let cells: Vec<_> = cells.iter().map(|cell| strings.intern(cell.as_bytes())).collect();
        self.archive.tables.push_from(file, cells.into_iter(), strings);
    }

    fn http() -> Logs {
        let mut logs = Logs::new();
        logs.columns(LogType::Http, &HTTP);
        for (session, cells) in [
            ("ann", ["192.0.2.7", "GET", "/owa/", "200", "0", "15", "Mozilla/5.0"]),
            ("ann", ["192.0.2.7", "POST", "/ews/exchange.asmx", "500", "64", "1700", "Mozilla/5.0"]),
            ("bob", ["198.51.100.9", "POST", "/owa/service.svc", "500", "0", "31", "Outlook 16"]),
            ("bob", ["198.51.100.9", "GET", "/owa/", "401", "5", "-", "-"]),
        ] {
            logs.entry(LogType::Http, session, Event::Information, "", &cells);
        }
        logs
    }

    /// The ids of the sessions that a query finds, the entries that count, those that are marked, and the rows of the
    /// first table.
    fn found(&self, text: &str) -> (String, u64, Vec<u32>, Vec<usize>) {
        let columns: Vec<String> = self.columns_of_all();
        let surroundings = Surroundings { columns: Some(&columns), ..Surroundings::default() };
        let expression = parse_in(text, &surroundings).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        let store = &self.archive.store;
        let matches = finish(evaluating(&self.archive, &expression));
        let id = |session: SessionIndex| store.sessions.get(session).id.to_text(&store.strings);
        let ids: Vec<String> = matches.sessions().into_iter().map(id).collect();
        let is_marked = |&entry: &u32| {
            let row = store.entries.get(EntryIndex(entry));
            let is_listed = matches.sessions().contains(&row.session);
            is_listed && matches.marks(EntryIndex(entry), row.session, row.text)
        };
        let marked = (0..store.entries.next_index().0).filter(is_marked).collect();
        (ids.join(" "), matches.entries, marked, matches.rows(0).collect())
    }

    fn columns_of_all(&self) -> Vec<String> {
        let columns = self.archive.tables.iter().flat_map(|table| &table.columns);
        columns.map(|&column| self.archive.store.strings.text(column)).collect()
    }

    fn refused(&self, text: &str) -> String {
        let columns = self.columns_of_all();
        let surroundings = Surroundings { columns: Some(&columns), ..Surroundings::default() };
        parse_in(text, &surroundings).expect_err(text).message
    }
}

/// Query, sessions, and the entries that it marks, which are also those that count and the rows of the table.
fn check(logs: &Logs, cases: &[(&str, &str, &[u32])]) {
    for (text, sessions, marked) in cases {
        let rows: Vec<usize> = marked.iter().map(|&entry| entry as usize).collect();
        let expected = (sessions.to_string(), marked.len() as u64, marked.to_vec(), rows);
        assert_eq!(logs.found(text), expected, "{text}");
    }
}

#[test]
fn all_conditions_hold_for_one_record() {
    check(
        &Logs::http(),
        &[
            ("url:/owa http-status:500", "bob", &[2]),
            ("url:/owa", "ann bob", &[0, 2, 3]),
            ("http-status:5xx -url:/owa", "ann", &[1]),
            ("url:/owa (code:401 OR code:200)", "ann bob", &[0, 3]),
            ("url:/owa url:/ews", "", &[]),
        ],
    );
}

#[test]
fn fields_are_understood_by_what_columns_say() {
    check(
        &Logs::http(),
        &[
            ("method:post time-taken>1s", "ann", &[1]),
            ("verb:GET", "ann bob", &[0, 3]),
            ("time-taken<=31ms", "ann bob", &[0, 2]),
            ("user-agent:outlook", "bob", &[2]),
            ("agent:*", "ann bob", &[0, 1, 2]),
            ("ip:192.0.2.0/24", "ann", &[0, 1]),
            ("code:404,401", "bob", &[3]),
            ("service.svc", "bob", &[2]),
            ("/Mozilla.[0-9]/ 500", "ann", &[1]),
        ],
    );
}

#[test]
fn records_have_their_own_time() {
    check(
        &Logs::http(),
        &[("url:* after:2026-03-02T08:00:02", "bob", &[2, 3]), ("url:* before:2026-03-02T08:00:01", "ann", &[0])],
    );
}

#[test]
fn columns_are_asked_by_their_own_names() {
    let logs = Logs::http();
    check(
        &logs,
        &[
            ("sc-win32-status:5", "bob", &[3]),
            ("SC-Win32-Status>5", "ann", &[1]),
            ("column.sc-win32-status:0..10 url:svc", "bob", &[2]),
            ("column.\"cs(User-Agent)\":mozilla", "ann", &[0, 1]),
            ("cs(User-Agent):mozilla cs-method=GET", "ann", &[0]),
            ("c-ip:192.0.2.0/24", "ann", &[0, 1]),
            ("column.c-ip:*.9", "bob", &[2, 3]),
            ("sc-win32-status:\"6\"", "ann", &[1]),
        ],
    );
    assert!(logs.refused("column.sc-win31-status:5").contains("Did you mean `sc-win32-status`?"));
    assert!(logs.refused("sc-substatus:7").contains("There is no field or column `sc-substatus`."));
    assert!(logs.refused("c-ip>ann").contains("A column cannot be compared with"));
    assert!(logs.refused("column.c-ip: ").contains("There is no value"));
    assert_eq!(logs.found("c-ip: 192.0.2.7").0, "", "a name that nothing follows is pasted text");
}

#[test]
fn what_is_excluded_marks_nothing_and_counts_the_rest() {
    assert_eq!(Logs::http().found("-url:/owa"), ("ann".to_string(), 1, Vec::new(), Vec::from([1])));
    assert_eq!(Logs::http().found("log:http").1, 4);
    assert!(Logs::http().found("log:http").2.is_empty());
}

#[test]
fn a_record_that_is_there_twice_is_none() {
    let mut logs = Logs::http();
    logs.archive.store.entries.put_into(EntryIndex(2), SessionIndex::NONE);
    check(&logs, &[("url:/owa", "ann bob", &[0, 3]), ("url:svc", "", &[])]);
}

#[test]
fn cells_beside_a_dialogue_belong_to_its_session() {
    let mut logs = Logs::new();
    logs.columns(LogType::Pop3, &["user", "duration"]);
    for (session, cells) in [("a1", ["", "3"]), ("a1", ["contoso\\ann", "2000"]), ("b2", ["contoso\\bob", "4"])] {
        logs.entry(LogType::Pop3, session, Event::Information, "RETR", &cells);
    }
    let none = Vec::<usize>::new();
    assert_eq!(logs.found("user:ann"), ("a1".to_string(), 2, Vec::new(), none.clone()), "a field of the session");
    assert_eq!(logs.found("time-taken>1s"), ("a1".to_string(), 1, Vec::from([1]), none.clone()));
    assert_eq!(logs.found("time-taken<10ms user:ann"), ("a1".to_string(), 1, Vec::from([0]), none.clone()));
    assert_eq!(logs.found("contoso").2, [1, 2]);
    assert_eq!(logs.found("-contoso").0, "");
    assert_eq!(logs.found("time-taken>1s OR RETR").1, 3);
}

#[test]
fn rows_without_sessions_are_asked_one_by_one() {
    let mut logs = Logs::new();
    logs.columns(LogType::Table, &["DateTime", "UrlStem", "HttpStatus", "ErrorCode"]);
    let file = logs.source.file;
    for cells in [
        ["2026-03-02T08:00:00Z", "/ews", "200", ""],
        ["2026-03-02T09:00:00Z", "/owa", "404", "NotFound 7"],
        ["2026-03-02T10:00:00Z", "/owa", "500", "17"],
    ] {
        logs.row(file, &cells);
    }
    for (text, rows) in [
        ("url:/owa code:404", &[1][..]),
        ("ErrorCode:7", &[1, 2]),
        ("ErrorCode>5", &[2]),
        ("-ErrorCode:*", &[0]),
        ("after:2026-03-02T09 before:2026-03-02T10", &[1]),
        ("DateTime>=2026-03-02T09:30", &[2]),
        ("log:table file:test.log", &[0, 1, 2]),
        ("log:http", &[]),
        ("NotFound OR 200", &[0, 1]),
    ] {
        assert_eq!(logs.found(text).3, rows, "{text}");
    }
}

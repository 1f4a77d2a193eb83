//! What a value is narrowed by: the condition that is written for a value of the list or of a table finds what shows the
//! value, in all fixtures.

use crate::support::fixtures::cases;
use crate::support::result::value;
use exchange_log_viewer::{Engine, Narrowing, SessionColumn, SessionIndex, SortOrder};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The columns of texts whose condition is about the text as a whole.
const COLUMNS: [SessionColumn; 10] = [
    SessionColumn::Log,
    SessionColumn::Server,
    SessionColumn::Service,
    SessionColumn::Connector,
    SessionColumn::Local,
    SessionColumn::Helo,
    SessionColumn::From,
    SessionColumn::To,
    SessionColumn::Tls,
    SessionColumn::Session,
];

/// The sessions that show each text of a column, in small letters.
fn by_text(engine: &mut Engine, column: SessionColumn) -> BTreeMap<String, BTreeSet<SessionIndex>> {
    let window = engine.window(SortOrder { column, descending: false }, 0..10_000);
    let logs = window.texts(SessionColumn::Log).map(String::from).collect::<Vec<_>>();
    let mut found: BTreeMap<String, BTreeSet<SessionIndex>> = BTreeMap::new();
    for ((text, &session), log) in window.texts(column).zip(&window.sessions).zip(logs) {
        // There the column has the source, which is a field of its own.
        if column == SessionColumn::Connector && log == "Connectivity" {
            continue;
        }
        found.entry(text.to_lowercase()).or_default().insert(session);
    }
    found
}

fn sessions(engine: &mut Engine, query: &str) -> BTreeSet<SessionIndex> {
    engine.query(query, 0).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
    engine.sessions().iter().copied().collect()
}

/// The dialogues among them: a group of records matches for each of its records.
fn dialogues(engine: &Engine, sessions: &BTreeSet<SessionIndex>) -> BTreeSet<SessionIndex> {
    let store = &engine.archive().store;
    sessions.iter().copied().filter(|&session| !store.sessions.get(session).log_type.is_grouped()).collect()
}

#[test]
fn a_value_of_the_list_finds_its_sessions_and_its_exclusion_the_others() {
    let mut tested = 0;
    for case in cases() {
        let mut engine = case.read_whole();
        let all = sessions(&mut engine, "");
        for column in COLUMNS {
            for (text, shown) in by_text(&mut engine, column) {
                let of_value = (column.name(), text.as_str());
                let Some(condition) = engine.condition(of_value.0, of_value.1, 0) else {
                    let is_unasked = text.contains("*****") || (column == SessionColumn::From && text.is_empty());
                    assert!(is_unasked || text.len() > 2_000, "{}: {of_value:?}", case.name);
                    continue;
                };
                let found = sessions(&mut engine, &condition);
                assert!(found.is_superset(&shown), "{}: {condition} misses sessions that show {text:?}", case.name);
                let without = engine.narrowed_query(&condition, Narrowing::Exclude, of_value, 0).unwrap();
                let others = sessions(&mut engine, &without);
                assert_eq!(&others | &found, all, "{}: {without}", case.name);
                let twice = dialogues(&engine, &(&others & &found));
                assert!(twice.is_empty(), "{}: {without}", case.name);
                let both = engine.narrowed_query(&without, Narrowing::Add, of_value, 0).unwrap();
                assert_eq!(sessions(&mut engine, &both), all, "{}: {both}", case.name);
                engine.query("", 0).unwrap();
                tested += 1;
            }
        }
    }
    assert!(tested > 1_000, "{tested} values");
}

/// Rows of a table that are tested.
const ROWS: u32 = 20;

#[test]
fn a_cell_of_a_table_finds_its_row() {
    let mut tested = 0;
    for case in cases() {
        let mut engine = case.read_whole();
        for report in engine.table_rows().tables(engine.archive()) {
            engine.query("", 0).unwrap();
            let window = value(engine.table_window(report.table, None, 0..ROWS));
            for (row, cells) in window["rows"].as_array().unwrap().iter().enumerate() {
                for (column, cell) in report.columns.iter().zip(cells.as_array().unwrap()) {
                    let Value::String(text) = cell else { panic!("{cell}") };
                    // A time is asked for by its minute, which the page has as a number.
                    let is_time = column.field.as_str() == "start";
                    if is_time || text.trim().is_empty() || text == "-" || text.contains("*****") || text.len() > 2_000
                    {
                        continue;
                    }
                    let condition = engine.condition(column.field.as_str(), text, 0).unwrap();
                    engine.query(&condition, 0).unwrap_or_else(|problem| panic!("{condition}: {problem:?}"));
                    let found = engine.table_rows().of(report.table).contains(&(row as u32));
                    assert!(found, "{}: {condition} misses row {row}", case.name);
                    tested += 1;
                }
            }
        }
    }
    assert!(tested > 1_000, "{tested} cells");
}

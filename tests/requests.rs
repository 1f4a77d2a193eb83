//! A web request has one id in the logs of the front end, of its web site, and of the back end.

use crate::support::fixtures::case;
use crate::support::result::value;
use exchange_log_viewer::{Engine, FileEnd, TableOrder};
use serde_json::Value;
use std::fmt::Write;

fn items(of: &Value) -> impl Iterator<Item = &Value> {
    of.as_array().unwrap().iter()
}

fn text(of: &Value) -> &str {
    of.as_str().unwrap()
}

/// The other rows about the request of a row, each in one line.
fn others(engine: &Engine, table: u32, place: u32) -> Vec<String> {
    let found = value(engine.same_request(table, None, place));
    let row = |row: &Value| {
        let result = |one: &Value| format!(" {}={}", text(&one["name"]), text(&one["value"]));
        let results: String = items(&row["results"]).map(result).collect();
        let [name, server, severity] = ["name", "server", "severity"].map(|field| text(&row[field]));
        format!("{name} {} of {server}:{results} {severity} {} ms", row["row"], row["takenMs"])
    };
    items(&found["rows"]).map(row).collect()
}

/// The table of that name.
fn table(engine: &Engine, name: &str) -> u32 {
    let strings = &engine.archive().store.strings;
    engine.archive().tables.iter().position(|table| strings.text(table.name) == name).unwrap() as u32
}

const PROXY: &str = "HttpProxy Logs";
const EWS: &str = "EWS Logs";

#[test]
fn a_request_is_found_in_the_logs_of_proxy_web_site_and_back_end() {
    let mut engine = case("http-request-ids").read_whole();
    engine.query("", 0).unwrap();
    let [proxy, back_end] = [PROXY, EWS].map(|name| table(&engine, name));
    let web = (0..3).find(|number| ![proxy, back_end].contains(number)).unwrap();
    let web_name = engine.archive().store.strings.text(engine.archive().tables.get(web as usize).unwrap().name);
    let in_web = format!("{web_name} 1 of EX01: sc-status=500 error 1713.0 ms");
    let in_proxy = "HttpProxy Logs 1 of EX01: HttpStatus=500 BackEndStatus=500 error 1711.0 ms";
    let in_back_end = "EWS Logs 1 of EX02: HttpStatus=500 ErrorCode=ErrorInternalServerError error 1695.0 ms";
    for (table, others_of_it) in
        [(proxy, [&in_web[..], in_back_end]), (back_end, [in_proxy, &in_web]), (web, [in_proxy, in_back_end])]
    {
        let mut found = others(&engine, table, 1);
        let mut expected = others_of_it;
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "table {table}");
    }
    assert_eq!(others(&engine, proxy, 0).len(), 2);
}

#[test]
fn only_what_the_front_end_passed_on_is_the_same_request() {
    let mut engine = case("http-request-ids").read_whole();
    engine.query("", 0).unwrap();
    let proxy = table(&engine, PROXY);
    let never_passed_on = engine.same_request(proxy, None, 2);
    assert_eq!(never_passed_on.id.as_str(), "5399c497-d85f-4914-bc22-1ff088e33d73");
    assert!(never_passed_on.rows.is_empty(), "a CorrelationGuid is another id");
    for (place, why) in [(3, "a4 is no GUID"), (9, "there is no such row")] {
        let found = engine.same_request(proxy, None, place);
        assert!(found.id.is_empty() && found.rows.is_empty(), "{why}");
    }
}

#[test]
fn the_place_of_a_row_is_that_among_those_that_are_found() {
    let mut engine = case("http-request-ids").read_whole();
    let proxy = table(&engine, PROXY);
    let by_status = TableOrder { column: 8, descending: true };
    for (query, order, row, place) in [
        ("", None, 2, Some(2)),
        ("", Some(by_status), 2, Some(0)),
        ("column.HttpStatus:503", None, 2, Some(0)),
        ("column.HttpStatus:503", None, 1, None),
        ("", None, 9, None),
    ] {
        engine.query(query, 0).unwrap();
        assert_eq!(engine.place_of_row(proxy, order, row), place, "{query} {row}");
    }
    engine.query("column.HttpStatus:503", 0).unwrap();
    assert_eq!(engine.same_request(proxy, None, 0).id.as_str(), "5399c497-d85f-4914-bc22-1ff088e33d73");
}

#[test]
fn of_an_id_that_a_client_repeats_a_hundred_rows_are_listed_and_the_others_counted() {
    let mut log = String::from("#Log-type: HttpProxy Logs\n#Fields: DateTime,RequestId,UrlStem,HttpStatus\n");
    for second in 0..250 {
        let (minute, second) = (second / 60, second % 60);
        let id = "5399c497-d85f-4914-bc22-1ff088e33d72";
        writeln!(log, "2026-03-02T08:{minute:02}:{second:02}.000Z,{id},/ews/,200").unwrap();
    }
    let mut engine = Engine::new(7);
    engine.begin_file("HttpProxy_1.LOG", "", None);
    engine.push(log.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
    let found = engine.same_request(0, None, 100);
    assert_eq!((found.rows.len(), found.more.0), (100, 149.0));
    assert!(found.rows.iter().all(|row| row.row != 100));
}

//! The engine and the page agree on what crosses between them.
//!
//! What the engine makes of some logs is written as TypeScript into `www/test/contract/golden.ts`, each value under its type
//! of `contract.ts`: the type checker of the page then refuses a property that is missing, left over or of another type.
//! This test holds that the file is what the engine makes now; `UPDATE_GOLDEN=1` writes it anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

#[allow(dead_code, reason = "each test uses only part of it")]
mod support;

use exchange_log_viewer::{
    BinWidth, Engine, SessionIndex, detail, diagnostics, query_examples, query_help, query_questions, related, summary,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};
use support::fixtures::case;
use support::json::pretty;

/// Sessions in which every part of a detail is there somewhere: case, place of the session in it, and a query that
/// marks some of its entries.
const SESSIONS: [(&str, u32, &str); 15] = [
    ("receive-2019", 0, "code:250"),
    ("receive-2019", 1, "certificate"),
    ("receive-auth-failed", 0, "code:5xx"),
    ("receive-proxied-client", 0, ""),
    ("send-2016", 0, "verb:MAIL"),
    ("send-connect-failed", 2, ""),
    ("sessions-holes", 0, ""),
    ("connectivity-retry", 0, "dns:mx1"),
    ("text-windows-1252", 0, ""),
    ("imap4-2010", 0, "verb:login"),
    ("imap4-2019", 0, ""),
    ("pop3-2016", 0, ""),
    ("tracking-2016", 1, "code:550"),
    ("agent-log", 0, ""),
    ("http-owa", 1, ""),
];

const HEAD: &str = "\
// Written by tests/contract.rs: what the engine makes of some logs, under the types of the contract. The type checker
// says so when the two disagree. `UPDATE_GOLDEN=1 cargo test --test contract` writes it anew.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated

import type {
  Coverage,
  DiagnosticReport,
  QueryAnswer,
  QueryHelp,
  RelatedSession,
  SessionDetail,
  Summary,
  TableReport,
  TableWindow,
} from '../../src/contract.js';
";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn value(of: impl serde::Serialize) -> Value {
    serde_json::to_value(of).unwrap()
}

/// All that crosses as an object, as TypeScript.
fn golden() -> String {
    let mut text = String::from(HEAD);
    let mut add = |name: &str, of: &str, value: &Value| {
        let literal = pretty(value);
        text.push_str(&format!("\nexport const {name}: {of} = {};\n", literal.trim_end()));
    };
    let faults = case("fault-ends").read_whole();
    add("summary", "Summary", &value(summary(faults.archive())));
    add("diagnostics", "DiagnosticReport[]", &value(diagnostics(faults.archive())));
    let mut tables = case("table-http-proxy").read_whole();
    add("summaryOfTables", "Summary", &value(summary(tables.archive())));
    add("tables", "TableReport[]", &value(tables.table_rows().tables(tables.archive())));
    add("tableWindow", "TableWindow", &value(tables.table_window(0, None, 0..2)));
    add(
        "details",
        "SessionDetail[]",
        &SESSIONS.iter().map(|(name, place, text)| session(name, *place, text)).collect(),
    );
    let joins = case("joins").read_whole();
    let related: Vec<_> = (0..joins.archive().published() as u32)
        .flat_map(|index| related(joins.archive(), SessionIndex(index)))
        .collect();
    add("related", "RelatedSession[]", &value(related));
    add("answers", "QueryAnswer[]", &json!(["", "code:5xx", "fom:ann", "\"open"].map(|text| answer(&faults, text))));
    let help = json!({ "fields": query_help(), "questions": query_questions, "examples": query_examples() });
    add("help", "QueryHelp", &help);
    let gaps = case("coverage-gaps").read_whole();
    add("coverage", "Coverage", &value(gaps.coverage(BinWidth::Auto)));
    text
}

fn session(name: &str, place: u32, text: &str) -> Value {
    let mut engine = case(name).read_whole();
    engine.query(text, 0).unwrap();
    value(detail(engine.archive(), SessionIndex(place), 0..u32::MAX, engine.matches()))
}

/// As the binding gives it.
fn answer(engine: &Engine, text: &str) -> Value {
    match engine.count(text, 0) {
        Ok((sessions, entries)) => json!({ "ok": true, "counts": { "sessions": sessions, "entries": entries } }),
        Err(problem) => json!({ "ok": false, "problem": problem }),
    }
}

#[test]
fn what_the_page_checks_its_types_against_is_what_the_engine_makes() {
    let path = root().join("www/test/contract/golden.ts");
    let now = golden();
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(now.lines()).position(|(kept, now)| kept != now);
    assert!(
        kept == now,
        "golden.ts is out of date from line {:?}; see the head of this file",
        differs.map(|line| line + 1)
    );
}

#[test]
fn the_chosen_sessions_show_every_part_of_a_detail() {
    let details: Vec<Value> = SESSIONS.iter().map(|(name, place, text)| session(name, *place, text)).collect();
    for (name, field) in details[0].as_object().unwrap() {
        let is_there = |detail: &Value| match &detail[name] {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            _ => true,
        };
        assert!(details.iter().any(is_there), "{name} is always empty: {field}");
    }
    let entries = || details.iter().flat_map(|detail| detail["entries"].as_array().unwrap());
    for name in ["ownLabels", "answers"] {
        assert!(
            entries().any(|entry| !entry[name].is_null()) && entries().any(|entry| entry[name].is_null()),
            "{name}"
        );
    }
    assert!(entries().any(|entry| entry["matched"] == true) && entries().any(|entry| entry["missingBefore"] != 0));
}

/// The lines of a declaration in the contract, from its first to the one that closes it.
fn declaration(head: &str) -> Vec<String> {
    let contract = fs::read_to_string(root().join("www/src/contract.ts")).unwrap();
    let lines = contract.lines().skip_while(|line| !line.starts_with(head)).skip(1);
    lines.take_while(|line| !line.starts_with(['}', ']'])).map(|line| line.trim().to_string()).collect()
}

/// Name and type of the properties that an interface of the contract declares.
fn properties(interface: &str) -> BTreeMap<String, String> {
    let lines = declaration(&format!("export interface {interface} "));
    lines
        .iter()
        .filter_map(|line| line.strip_suffix(';')?.split_once(": "))
        .map(|(name, of)| (name.into(), of.into()))
        .collect()
}

/// Name and type of the columns that a function of the binding sets.
fn columns(function: &str) -> BTreeMap<String, String> {
    let source = fs::read_to_string(root().join("src/wasm/columns.rs")).unwrap();
    let body = source
        .split(&format!("pub fn {function}("))
        .nth(1)
        .and_then(|rest| rest.split("\n}").next())
        .unwrap_or_default();
    let column = |call: &str| {
        let (method, rest) = call.split_once("(\"")?;
        let (name, value) = rest.split_once('"')?;
        let of = match method {
            "set" if value.contains("Uint32Array::from") => "Uint32Array",
            "set" if value.contains("columns.0") => "SessionColumns",
            "set" if value.contains("collect::<Array>") => "string[]",
            "set" => "number",
            _ => return None,
        };
        Some((name.to_string(), of.to_string()))
    };
    body.split("?")
        .flat_map(|part| part.rsplit_once("        .").map(|(_, call)| call).or_else(|| part.strip_prefix('.')))
        .filter_map(column)
        .collect()
}

#[test]
fn the_binding_sets_the_columns_that_the_contract_declares() {
    for (function, interface) in [("window", "SessionWindow"), ("timeline", "Timeline")] {
        let declared = properties(interface);
        assert!(declared.len() > 3, "{interface}");
        assert_eq!(columns(function), declared, "{interface}");
    }
}

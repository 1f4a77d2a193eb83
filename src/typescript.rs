//! Generates the TypeScript that page and engine share; tests keep the files up to date.
//!
//! `tables.ts` contains the tables (log types, outcomes, flags, columns), `reports.ts` the types of objects that cross.

mod reports;

use crate::entry::LogType;
use crate::finding::{FindingKind, FindingSeverity};
use crate::findings::Threshold;
use crate::query::Dimension;
use crate::report::session_column;
use crate::store::sessions::Flags;
use crate::store::{Noise, Outcome};
use crate::summarise::Measure;
use std::format;
use std::path::Path;
use std::string::String;
use std::{env, fs};

const HEAD: &str = "\
// Generated from the tables in Rust by src/typescript.rs: `UPDATE_GOLDEN=1 cargo test --lib typescript` updates it.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
";

fn tables() -> String {
    let log_types = keys(
        "The log type of a file or session. `table` is any other log with a `#Fields` header.",
        "LOG_TYPES",
        "LogType",
        LogType::ALL.iter().map(|log_type| log_type.key()),
    );
    let outcomes = keys(
        "The outcome of a session; if several apply, the first one counts. The order is the stacking order of the timeline.",
        "OUTCOMES",
        "Outcome",
        Outcome::ALL.iter().map(|outcome| outcome.key()),
    );
    let noises = keys(
        "Whether a session is noise, and why: nothing was done in it, and nothing went wrong.",
        "NOISES",
        "Noise",
        Noise::ALL.iter().map(|noise| noise.key()),
    );
    [
        HEAD,
        &log_types,
        &outcomes,
        &noises,
        &flags(),
        &session_column::typescript::declarations(),
        &dimensions(),
        &measures(),
        &findings(),
    ]
    .join("\n")
}

fn dimensions() -> String {
    let names: String = Dimension::names().map(|name| format!("  '{name}',\n")).collect();
    format!(
        "/** What sessions can be grouped by: names of fields, or of a part of one; and the columns of tables. */\n\
         export const DIMENSIONS = [\n{names}] as const;\n\
         export type Dimension = (typeof DIMENSIONS)[number] | `column.${{string}}`;\n"
    )
}

fn findings() -> String {
    let severities = keys(
        "How much a finding matters, the worst first.",
        "FINDING_SEVERITIES",
        "FindingSeverity",
        FindingSeverity::ALL.iter().map(|severity| severity.word()),
    );
    let kinds = FindingKind::ALL.iter();
    let kinds: String = kinds
        .map(|kind| format!("  /** {} */\n  '{}': '{}',\n", kind.doc(), kind.word(), kind.severity().word()))
        .collect();
    let thresholds = Threshold::ALL.iter();
    let thresholds: String = thresholds
        .map(|threshold| {
            let (word, value, unit) = (threshold.word(), threshold.default_value(), threshold.unit());
            format!("  /** {} */\n  '{word}': {{ value: {value}, unit: '{unit}' }},\n", threshold.doc())
        })
        .collect();
    format!(
        "{severities}\n/** The kinds of findings, each with its severity, in the order of the page. */\n\
         export const FINDING_KINDS = {{\n{kinds}}} as const satisfies Record<string, FindingSeverity>;\n\
         export type FindingKind = keyof typeof FINDING_KINDS;\n\n\
         /** What findings compare with, unless the user sets other values; in the unit that a query writes. */\n\
         export const THRESHOLDS = {{\n{thresholds}}} as const;\n\
         export type Threshold = keyof typeof THRESHOLDS;\n"
    )
}

fn measures() -> String {
    let names: String = Measure::ALL.iter().map(|(name, doc)| format!("  /** {doc} */\n  '{name}',\n")).collect();
    format!(
        "/** What groups can be ordered by. */\nexport const MEASURES = [\n{names}] as const;\n\
         export type Measure = (typeof MEASURES)[number];\n\
         /** A measure, or the number of a dimension, from 0. */\n\
         export type SummaryOrder = Measure | `${{number}}`;\n"
    )
}

fn keys(doc: &str, list: &str, of: &str, keys: impl Iterator<Item = &'static str>) -> String {
    let keys: String = keys.map(|key| format!("  '{key}',\n")).collect();
    format!("/** {doc} */\nexport const {list} = [\n{keys}] as const;\nexport type {of} = (typeof {list})[number];\n")
}

fn flags() -> String {
    let flags = Flags::ALL.iter().map(|(key, flag, doc)| format!("  /** {doc} */\n  {key}: {},\n", flag.0));
    format!(
        "/** Peculiarities of a session, as bits. */\nexport const SESSION_FLAGS = {{\n{}}} as const;\n",
        flags.collect::<String>()
    )
}

/// Asserts that a file in `www/src/contract` is up to date, or updates it.
fn check(file: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/src/contract").join(file);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("can be made");
        fs::write(&path, now).expect("can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == now, "{} is out of date; its header explains how to update it", path.display());
}

#[test]
fn tables_of_the_page_are_up_to_date() {
    check("tables.ts", &tables());
}

#[test]
fn types_of_the_page_are_up_to_date() {
    check("reports.ts", &reports::declarations());
}

//! The contents of a golden file: the parts of an answer that a case is about, as lines that read well in a diff.
//!
//! A case names its parts in `case.json`:
//!
//! | part | lines |
//! | --- | --- |
//! | `files` | what each file was recognised as and why, where it comes from, what was read, and whether its bytes add up |
//! | `diagnostics` | each kind in each file, with its places |
//! | `sessions` | a session's identity, ends, outcome, flags and counts |
//! | `conversation` | its entries in order: the speaker, the text, and the entry that is answered |
//! | `fields` | below each entry of a conversation, the other columns of its row |
//! | `capabilities` | below each EHLO reply of a conversation, the extensions that it offers |
//! | `explanations` | the sentences that explain entries |
//! | `tables` | columns with their types, rows, times |
//! | `coverage`, `related` | the answers of that name |
//! | `facts`, `logon`, `auth`, `tls`, `certificates`, `permissions`, `transactions`, `connectivity`, `mailAccess`, `worstReply` | the session's property of that name |
//!
//! Nothing else of an answer is kept. A new property of a session shows up only in the few cases that keep the whole
//! answer (`whole`).

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat};
use exchange_log_viewer::{BinWidth, Engine, SessionIndex};
use serde_json::Value;

use super::result::{result, value};

/// The parts with lines of their own.
const PARTS: [&str; 10] = [
    "files",
    "diagnostics",
    "sessions",
    "conversation",
    "fields",
    "capabilities",
    "explanations",
    "tables",
    "coverage",
    "related",
];

/// Properties of a session that are written unchanged, one line per item.
const PROPERTIES: [&str; 10] = [
    "logon",
    "auth",
    "tls",
    "certificates",
    "permissions",
    "transactions",
    "connectivity",
    "mailAccess",
    "worstReply",
    "facts",
];

/// Names of the bits of a session's flags, lowest first.
const FLAGS: [&str; 9] =
    ["no-begin", "no-end", "holes", "reordered", "duplicates", "reused-id", "straddles", "inferred", "local-times"];

/// The sentences and meanings that are the same wherever they appear.
const CONSTANT: [&str; 2] = ["explanation", "meaning"];

/// The parts of the result of reading a case.
pub fn parts(engine: &mut Engine, parts: &[String]) -> String {
    let known = |part: &String| PARTS.contains(&part.as_str()) || PROPERTIES.contains(&part.as_str());
    let unknown: Vec<_> = parts.iter().filter(|part| !known(part)).collect();
    assert!(unknown.is_empty(), "no such part: {unknown:?}");
    let golden = Golden { answer: result(engine), parts };
    let mut lines = golden.lines();
    if golden.has("coverage") {
        coverage(engine, &mut lines);
    }
    if golden.has("related") {
        all_related(engine, &mut lines);
    }
    lines.0
}

/// Text that is written line by line.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, indent: usize, line: impl AsRef<str>) {
        let _ = writeln!(self.0, "{:indent$}{}", "", line.as_ref().trim_end());
    }
}

struct Golden<'p> {
    answer: Value,
    parts: &'p [String],
}

impl Golden<'_> {
    fn has(&self, part: &str) -> bool {
        self.parts.iter().any(|own| own == part)
    }

    fn lines(&self) -> Lines {
        let mut lines = Lines::default();
        self.files(&mut lines);
        self.diagnostics(&mut lines);
        self.sessions(&mut lines);
        self.tables(&mut lines);
        lines
    }

    fn files(&self, lines: &mut Lines) {
        if !self.has("files") {
            return;
        }
        let summary = &self.answer["summary"];
        let total = ["files", "bytes", "entries", "sessions"].map(|name| count(summary, name));
        lines.push(0, total.join(", "));
        for file in items(&summary["perFile"]) {
            lines.push(0, format!("file {} {} in {}", file["file"], file["name"], file["folder"]));
            let own = text(&file["logType"]);
            let name = if own == "table" { format!(" {}", file["logTypeName"]) } else { String::new() };
            let others = items(&file["logTypes"]).map(text).filter(|other| *other != own);
            let others: String = others.map(|other| format!(" and {other}")).collect();
            lines.push(2, format!("{own}{name} by {}{others}", text(&file["evidence"])));
            lines.push(2, origin(file));
            let counts = ["entries", "sessions", "duplicates", "diagnostics"].map(|name| count(file, name));
            let bytes = format!("{} of {}", nested(&file["accountedBytes"]), count(file, "bytes"));
            lines.push(2, format!("{}, {bytes}, {}", counts.join(", "), text(&file["end"])));
            if !file["firstTime"].is_null() {
                let zone = if file["localTimes"] == true { " by the server's clock" } else { "" };
                lines.push(2, format!("{} to {}{zone}", time(&file["firstTime"]), time(&file["lastTime"])));
            }
        }
    }

    fn diagnostics(&self, lines: &mut Lines) {
        if !self.has("diagnostics") {
            return;
        }
        for found in items(&self.answer["diagnostics"]) {
            let kind = format!("{} {}", text(&found["severity"]), text(&found["kind"]));
            lines.push(0, format!("file {}: {kind} × {}", found["file"], nested(&found["count"])));
            for place in items(&found["places"]) {
                lines.push(
                    2,
                    format!("line {} byte {}: {}", nested(&place["line"]), nested(&place["byte"]), place["excerpt"]),
                );
            }
        }
    }

    fn sessions(&self, lines: &mut Lines) {
        for session in items(&self.answer["sessions"]) {
            let mut own = Lines::default();
            if self.has("sessions") {
                identity(session, &mut own);
            }
            PROPERTIES.iter().filter(|part| self.has(part)).for_each(|part| property(session, part, &mut own));
            if self.has("conversation") {
                items(&session["entries"]).enumerate().for_each(|(place, entry)| self.entry(place, entry, &mut own));
            }
            if self.has("explanations") {
                explanations(session, &mut own);
            }
            if !own.0.is_empty() {
                let name = format!("{} {}", text(&session["logType"]), session["sessionId"]);
                lines.push(0, format!("session {} {name}\n{}", session["session"], own.0.trim_end()));
            }
        }
    }

    fn entry(&self, place: usize, entry: &Value, lines: &mut Lines) {
        let mut line =
            format!("{place:>3} {:>+7} {} {}", number(&entry["deltaMs"]), text(&entry["event"]), text(&entry["role"]));
        if entry["severity"] != "none" {
            let _ = write!(line, " {}", text(&entry["severity"]));
        }
        if !["", text(&entry["event"])].contains(&text(&entry["label"])) {
            let _ = write!(line, " [{}]", text(&entry["label"]));
        }
        if entry["data"] != "" {
            let _ = write!(line, " {}", entry["data"]);
        }
        if entry["context"] != "" {
            let _ = write!(line, " | {}", entry["context"]);
        }
        if !entry["answers"].is_null() {
            let _ = write!(line, " answers {}", entry["answers"]);
        }
        if entry["sequence"] != place {
            let _ = write!(line, " sequence {}", entry["sequence"]);
        }
        if entry["missingBefore"] != 0 {
            let _ = write!(line, " after {} missing", entry["missingBefore"]);
        }
        if entry["file"] != 0 {
            let _ = write!(line, " file {}", entry["file"]);
        }
        if !entry["ownLabels"].is_null() {
            let _ = write!(line, " {}", pairs(&entry["ownLabels"]));
        }
        if entry["explanation"] != "" {
            line.push_str(" (explained)");
        }
        lines.push(0, line);
        if self.has("capabilities") {
            items(&entry["capabilities"]).for_each(|item| lines.push(14, format!("offers {}", pairs(item))));
        }
        if self.has("fields") {
            items(&entry["fields"])
                .for_each(|field| lines.push(14, format!("{} = {}", text(&field["name"]), field["value"])));
        }
    }

    fn tables(&self, lines: &mut Lines) {
        if !self.has("tables") {
            return;
        }
        for (report, table) in items(&self.answer["tableReports"]).zip(items(&self.answer["tables"])) {
            let name = format!("{} {}, {}", report["table"], report["name"], count(report, "rows"));
            lines.push(0, format!("table {name} of {}", text(&report["logType"])));
            for (column, times) in items(&report["columns"]).zip(items(&table["times"])) {
                lines.push(2, format!("column {}", pairs(column)));
                let times: Vec<String> = items(times).map(time).collect();
                if !times.is_empty() {
                    lines.push(4, times.join(" "));
                }
            }
            for (row, session) in items(&table["rows"]).zip(items(&table["sessions"])) {
                let session = if session.is_null() { String::new() } else { format!(" session {session}") };
                lines.push(2, format!("{row}{session}"));
            }
            for meaning in items(&table["meanings"]) {
                lines.push(4, format!("column {} means: {}", meaning["column"], text(&meaning["meaning"])));
            }
        }
    }
}

/// Where a file or a session comes from.
fn origin(of: &Value) -> String {
    format!("server {}, service {}", of["server"], of["service"])
}

/// The peers, times and outcome of a session.
fn identity(session: &Value, lines: &mut Lines) {
    let flags = session["flags"].as_u64().unwrap_or_default();
    let set: Vec<&str> = (0..).zip(FLAGS).filter(|(bit, _)| flags & (1 << bit) != 0).map(|(_, name)| name).collect();
    let ended = if session["ended"] == "" { String::new() } else { format!(", ended {}", session["ended"]) };
    let flags = if set.is_empty() { String::new() } else { format!(", {}", set.join(" ")) };
    let missing =
        if session["missingEntries"] == 0 { String::new() } else { format!(", {} missing", session["missingEntries"]) };
    let outcome = text(&session["outcome"]);
    lines.push(2, format!("{outcome}, {} entries{missing}{ended}{flags}", session["entryCount"]));
    lines.push(2, format!("{}, folder {}", origin(session), session["folder"]));
    let ends = format!("local {} remote {}", session["localEndpoint"], session["remoteEndpoint"]);
    lines.push(2, format!("connector {} {ends}", session["connectorId"]));
    let gap = &session["largestGap"];
    let between = format!(", largest gap {} ms from {} to {}", nested(&gap["ms"]), gap["before"], gap["after"]);
    let gap = if gap.is_null() { String::new() } else { between };
    let tarpit = if session["tarpitMs"] == 0 { String::new() } else { format!(", tarpit {} ms", session["tarpitMs"]) };
    let times = format!("{} to {}", time(&session["start"]), time(&session["end"]));
    lines.push(2, format!("{times}, {} ms{gap}{tarpit}", nested(&session["durationMs"])));
}

/// A property of a session: one line, or one for each item of a list.
fn property(session: &Value, name: &str, lines: &mut Lines) {
    match &session[name] {
        Value::Null => {}
        Value::Array(items) => items.iter().for_each(|item| lines.push(2, format!("{name}: {}", pairs(item)))),
        one => lines.push(2, format!("{name}: {}", pairs(one))),
    }
}

/// Each sentence once, with the entries that it explains.
fn explanations(session: &Value, lines: &mut Lines) {
    let mut sentences: Vec<(&str, Vec<String>)> = Vec::new();
    for (place, entry) in items(&session["entries"]).enumerate().filter(|(_, entry)| entry["explanation"] != "") {
        let sentence = text(&entry["explanation"]);
        match sentences.iter_mut().find(|(own, _)| *own == sentence) {
            Some((_, places)) => places.push(place.to_string()),
            None => sentences.push((sentence, vec![place.to_string()])),
        }
    }
    sentences.iter().for_each(|(sentence, places)| lines.push(2, format!("{} means: {sentence}", places.join(" "))));
}

fn coverage(engine: &Engine, lines: &mut Lines) {
    let coverage = value(engine.coverage(BinWidth::Auto));
    lines.push(
        0,
        format!("coverage from {}: {} × {} ms", time(&coverage["start"]), coverage["bins"], nested(&coverage["binMs"])),
    );
    for (name, part) in coverage.as_object().into_iter().flatten() {
        items(part).for_each(|item| lines.push(2, format!("{name}: {}", pairs(item))));
    }
}

fn all_related(engine: &Engine, lines: &mut Lines) {
    for session in 0..engine.archive().published() as u32 {
        for other in items(&value(engine.related(SessionIndex(session)))) {
            lines.push(0, format!("session {session} {} session {}", text(&other["relation"]), other["session"]));
        }
    }
}

/// `name=value` for each field that is not empty. What is the same wherever it appears is left out.
fn pairs(object: &Value) -> String {
    let Some(fields) = object.as_object() else { return object.to_string() };
    let filled = fields.iter().filter(|(name, value)| !CONSTANT.contains(&name.as_str()) && !is_empty(value));
    filled.map(|(name, value)| format!("{name}={}", nested(value))).collect::<Vec<_>>().join(" ")
}

/// A value inside of another: objects in parentheses, lists in brackets, whole numbers without a fraction.
fn nested(value: &Value) -> String {
    match value {
        Value::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        Value::Object(_) => format!("({})", pairs(value)),
        Value::Array(items) => format!("[{}]", items.iter().map(nested).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// A number and what it counts.
fn count(of: &Value, name: &str) -> String {
    format!("{} {name}", nested(&of[name]))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}"))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("not a number: {value}"))
}

/// Milliseconds since 1970 as a date and time in UTC.
fn time(ms: &Value) -> String {
    let time = DateTime::from_timestamp_millis(number(ms) as i64).unwrap_or_else(|| panic!("not a time: {ms}"));
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}

//! Writes generated logs into a folder, with what is in them beside it.
//!
//! Usage: `generate-logs <folder> <bytes> [seed]`. The folder must not exist yet. `truth.json` is written last.

#[allow(dead_code)]
#[path = "../support/generator/mod.rs"]
mod generator;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use generator::{Count, LogFile, NEEDLE, Plan, Truth};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((folder, plan)) = parse(&arguments) else {
        eprintln!("Usage: generate-logs <folder> <bytes> [seed]");
        return ExitCode::from(2);
    };
    match write(Path::new(folder), &plan) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate-logs: {folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(arguments: &[String]) -> Option<(&str, Plan)> {
    let (folder, numbers) = arguments.split_first()?;
    let numbers: Vec<u64> = numbers.iter().map(|text| text.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [bytes] => Some((folder, Plan { seed: 1, bytes })),
        [bytes, seed] => Some((folder, Plan { seed, bytes })),
        _ => None,
    }
}

fn write(folder: &Path, plan: &Plan) -> io::Result<()> {
    fs::create_dir(folder)?;
    let mut outcome = Ok(());
    let truth = generator::generate(plan, &mut |file| {
        if outcome.is_ok() {
            outcome = write_file(folder, &file);
        }
    });
    outcome?;
    fs::write(folder.join("truth.json"), format!("{:#}\n", report(&truth)))
}

fn write_file(folder: &Path, file: &LogFile) -> io::Result<()> {
    let folder = folder.join(&file.folder);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(&file.name), &file.text)
}

/// The truth as JSON. `queries` says what a query must find; `entries` is left out where a query is about sessions.
fn report(truth: &Truth) -> Value {
    json!({
        "files": truth.files,
        "bytes": truth.bytes,
        "sessions": truth.all.sessions,
        "entries": truth.all.entries,
        "mostOpen": truth.most_open,
        "accepted": count(truth.accepted),
        "byLogType": {
            "smtpReceive": count(truth.receive),
            "smtpSend": count(truth.send),
            "connectivity": count(truth.connectivity),
        },
        "queries": [
            { "query": "", "sessions": truth.all.sessions, "entries": truth.all.entries },
            { "query": NEEDLE, "sessions": truth.needle.sessions, "entries": truth.needle.entries },
            { "query": "code:5xx", "sessions": truth.replies_5xx.sessions, "entries": truth.replies_5xx.entries },
            { "query": "code:4xx", "sessions": truth.replies_4xx.sessions, "entries": truth.replies_4xx.entries },
            { "query": "tls:1.0", "sessions": truth.tls_1_0.sessions },
            { "query": "auth:failed", "sessions": truth.auth_failed.sessions },
            { "query": "log:receive", "sessions": truth.receive.sessions },
            { "query": "log:send", "sessions": truth.send.sessions },
            { "query": "log:connectivity", "sessions": truth.connectivity.sessions },
        ],
    })
}

fn count(count: Count) -> Value {
    json!({ "sessions": count.sessions, "entries": count.entries })
}

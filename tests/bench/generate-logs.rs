//! Writes generated logs into a folder, and their contents as counts into its `truth.json`.
//!
//! Usage: `generate-logs <folder> <bytes> [seed] [--mix <formats>]`. The folder must not exist yet. `truth.json` is
//! written last. Without `--mix`, the transport logs are written; `--mix all` writes every format that the viewer
//! reads, and `--mix pop3,tracking` just these; both also print the truth, without file names, on one line.

#[allow(dead_code)]
#[path = "../support/generator/mod.rs"]
mod generator;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use generator::family::{FORMATS, Format, formats_of, generate_formats};
use generator::weave::Written;
use generator::{Count, LogFile, NEEDLE, Plan, Truth};
use serde_json::{Value, json};

const USAGE: &str = "Usage: generate-logs <folder> <bytes> [seed] [--mix <formats>]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((folder, plan, formats)) = parse(&arguments) else {
        eprintln!("{USAGE}\nFormats: all, {}", FORMATS.map(|format| format.name).join(", "));
        return ExitCode::from(2);
    };
    let written = match &formats[..] {
        [] => write(Path::new(folder), &plan),
        formats => write_mix(Path::new(folder), &plan, formats),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate-logs: {folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder, the plan, and the formats of a mix.
fn parse(arguments: &[String]) -> Option<(&str, Plan, Vec<&'static Format>)> {
    let (arguments, formats) = match arguments {
        [others @ .., option, words] if option == "--mix" => {
            (others, formats_of(&words.split(',').collect::<Vec<_>>()).ok()?)
        }
        others => (others, Vec::new()),
    };
    let (folder, numbers) = arguments.split_first()?;
    let numbers: Vec<u64> = numbers.iter().map(|text| text.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [bytes] => Some((folder, Plan { seed: 1, bytes }, formats)),
        [bytes, seed] => Some((folder, Plan { seed, bytes }, formats)),
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

fn write_mix(folder: &Path, plan: &Plan, formats: &[&'static Format]) -> io::Result<()> {
    fs::create_dir(folder)?;
    let mut outcome = Ok(());
    let mut paths: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let parts = generate_formats(plan, formats, &mut |format, file| {
        paths.entry(format.name).or_default().push(format!("{}/{}", file.folder, file.name));
        if outcome.is_ok() {
            outcome = write_file(folder, &file);
        }
    });
    outcome?;
    let mut truth = report_mix(&parts);
    println!("{truth}");
    truth["paths"] = json!(paths);
    fs::write(folder.join("truth.json"), format!("{truth:#}\n"))
}

fn write_file(folder: &Path, file: &LogFile) -> io::Result<()> {
    let folder = folder.join(&file.folder);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(&file.name), &file.text)
}

/// The truth as JSON. `queries` lists the expected counts; `entries` is omitted for queries about sessions.
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

/// The truth of a mix: the total, and each format.
fn report_mix(parts: &[(&'static Format, Written)]) -> Value {
    let mut all = Written::default();
    parts.iter().for_each(|(_, written)| all.join(written));
    let formats = parts.iter().map(|(format, written)| {
        let mut part = sizes(written);
        part["name"] = json!(format.name);
        part["logType"] = json!(format.log_type);
        part
    });
    let mut truth = sizes(&all);
    truth["formats"] = formats.collect();
    truth
}

fn sizes(Written { files, bytes, all, .. }: &Written) -> Value {
    json!({ "files": files, "bytes": bytes, "sessions": all.sessions, "entries": all.entries })
}

fn count(count: Count) -> Value {
    json!({ "sessions": count.sessions, "entries": count.entries })
}

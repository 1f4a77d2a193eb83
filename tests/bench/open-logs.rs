//! Opens logs natively and prints what was read: for profilers, and to compare the cost of opening before and after a change.
//! With `--by`, also summarises them by one field after the other, or by up to three with commas between them, and prints how long
//! that took when it was asked for the first time, and again in another order. With `--findings`, looks for every kind of finding and
//! prints how long that took, one after the other in the order in which the page asks. With `--messages`, looks for the messages that
//! each of some texts asks for, and prints how many there are and how long that took.
//!
//! Usage: `open-logs <file>... [--findings | --by <fields>... | --messages <texts>...]`

use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

use exchange_log_viewer::{Dimension, Engine, FileEnd, FindingKind, Measure, Order, Question, SummaryScope, summary};

/// As many messages as the page lists at first.
const MESSAGES: usize = 100;

/// As many bytes as the page pushes at once.
const CHUNK: usize = 4 << 20;

fn main() -> ExitCode {
    let mut engine = Engine::new(7);
    let args: Vec<String> = env::args().skip(1).collect();
    let (paths, asked) = args.split_at(args.iter().position(|arg| arg.starts_with("--")).unwrap_or(args.len()));
    for path in paths {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("open-logs: {path}: {error}");
                return ExitCode::FAILURE;
            }
        };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        engine.begin_file(name, folder, bytes.len() as u64);
        bytes.chunks(CHUNK).for_each(|chunk| engine.push(chunk));
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    let read = summary(engine.archive());
    println!("{} bytes, {} entries, {} sessions", read.bytes.0, read.entries.0, read.sessions.0);
    match asked.split_first() {
        Some((what, fields)) if what == "--by" => fields.iter().for_each(|fields| print_summary(&engine, fields)),
        Some((what, _)) if what == "--findings" => print_findings(&engine),
        Some((what, texts)) if what == "--messages" => texts.iter().for_each(|text| print_messages(&engine, text)),
        Some((what, _)) => {
            eprintln!("open-logs: {what} is not known");
            return ExitCode::FAILURE;
        }
        None => {}
    }
    ExitCode::SUCCESS
}

fn print_summary(engine: &Engine, fields: &str) {
    let [first, again] = [Measure::Sessions, Measure::Recipients].map(|measure| summarise(engine, fields, measure));
    println!("{fields}: {first:.1} ms, again {again:.1} ms");
}

fn print_messages(engine: &Engine, text: &str) {
    let began = Instant::now();
    let found = engine.find_messages(text, MESSAGES).total.0;
    println!("{text}: {:.1} ms, {found} messages", began.elapsed().as_secs_f64() * 1_000.0);
}

fn print_findings(engine: &Engine) {
    let all = Instant::now();
    for kind in FindingKind::ALL {
        let began = Instant::now();
        let sessions = engine.finding(*kind).sessions.0;
        println!("{}: {:.1} ms, {sessions} sessions", kind.word(), began.elapsed().as_secs_f64() * 1_000.0);
    }
    println!("all findings: {:.1} ms", all.elapsed().as_secs_f64() * 1_000.0);
}

/// The milliseconds that a summary by some fields takes.
fn summarise(engine: &Engine, fields: &str, measure: Measure) -> f64 {
    let dimensions = fields.split(',').filter_map(Dimension::named).collect();
    let question = Question { dimensions, order: Order::By(measure), ..Question::of_most_sessions() };
    let began = Instant::now();
    let table = engine.summarise(&question, &SummaryScope::default(), 0..100);
    assert!(table.is_ok(), "{fields}");
    began.elapsed().as_secs_f64() * 1_000.0
}

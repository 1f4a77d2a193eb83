//! Measures how the cost of everything that the engine does grows with its input, and asserts that it does not grow
//! much faster: four times the input may cost six times as much.
//!
//! Usage: `growth [<part of a case's name>]...`
//!
//! A case is measured at n, 2n and 4n, where n is the smallest size that takes long enough to be measured. What counts is
//! the time of the processor, and the best of several runs: other work on the machine only ever adds to it. A question
//! that finds nothing would measure nothing, so every case has to find something at every size.

#[path = "growth/cases.rs"]
mod cases;
#[path = "growth/cpu.rs"]
mod cpu;
#[path = "growth/logs.rs"]
mod logs;

use std::env;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use cases::{Act, CASES, Case, found};
use cpu::time_of;
use exchange_log_viewer::{Engine, FileEnd};
use logs::LogFile;

/// Four times the input may cost this many times as much: n log n costs less than five times, n² sixteen times.
const MOST: f64 = 6.0;

/// What is shorter cannot be measured.
const MEASURABLE: Duration = Duration::from_millis(20);

/// A shorter time counts as this much, in a case that is too fast at its largest size.
const LEAST: Duration = Duration::from_millis(5);

/// How often a size is measured: until this much time has passed, and so often.
const PATIENCE: Duration = Duration::from_millis(400);
const RUNS: usize = 5;

/// A case that grows too fast, or is too slow, is measured so often before that is believed.
const TRIALS: usize = 8;

/// As many bytes as the page pushes at once.
const CHUNK: usize = 4 << 20;

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args().skip(1).collect();
    let is_wanted = |case: &&Case| wanted.is_empty() || wanted.iter().any(|part| case.name.contains(part.as_str()));
    println!("{:<58} {:>9} {:>9} {:>9} {:>9} {:>7} {:>6}", "case", "n", "t(n)", "t(2n)", "t(4n)", "t4/t1", "MB/s");
    let mut breaches = Vec::new();
    for case in CASES.iter().filter(is_wanted) {
        if let Some(breach) = measured(case) {
            breaches.push(breach);
        }
    }
    let count = CASES.iter().filter(is_wanted).count();
    println!("{count} cases, {} breaches", breaches.len());
    breaches.iter().for_each(|breach| eprintln!("growth: {breach}"));
    if breaches.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures a case and prints it; returns what is wrong with it.
fn measured(case: &Case) -> Option<String> {
    let (n, first) = smallest(case);
    let mut runs = [first, time(case, 2 * n), time(case, 4 * n)];
    for _ in 1..TRIALS {
        if ratio(&runs) <= MOST && speed(&runs) >= case.least_speed {
            break;
        }
        let again = [n, 2 * n, 4 * n].map(|n| time(case, n));
        runs = [0, 1, 2].map(|place| if again[place].time < runs[place].time { again[place] } else { runs[place] });
    }
    let speed = speed(&runs);
    let [one, two, four] = runs.map(|run| format!("{:.1} ms", run.time.as_secs_f64() * 1e3));
    let ratio = ratio(&runs);
    println!("{:<58} {n:>9} {one:>9} {two:>9} {four:>9} {ratio:>7.1} {speed:>6.0}", case.name);
    if runs.iter().any(|run| run.found == 0) {
        return Some(format!("{}: measures nothing, because nothing is found", case.name));
    }
    if ratio > MOST {
        return Some(format!("{}: four times the input costs {ratio:.1} times as much", case.name));
    }
    if speed < case.least_speed {
        return Some(format!("{}: {speed:.0} MB/s, less than {:.0}", case.name, case.least_speed));
    }
    None
}

fn ratio(runs: &[Run; 3]) -> f64 {
    runs[2].time.as_secs_f64() / runs[0].time.max(LEAST).as_secs_f64()
}

/// Megabytes per second, of the largest size.
fn speed(runs: &[Run; 3]) -> f64 {
    runs[2].bytes as f64 / 1e6 / runs[2].time.as_secs_f64()
}

/// What it took to do something once.
#[derive(Clone, Copy)]
struct Run {
    time: Duration,
    /// Bytes of the logs.
    bytes: usize,
    /// Number of things that were read or found.
    found: usize,
}

/// The smallest size of a case that can be measured, up to its limit, and its run.
fn smallest(case: &Case) -> (usize, Run) {
    let mut n = case.least;
    loop {
        let run = time(case, n);
        if run.time >= MEASURABLE || n * 2 > case.most / 4 {
            return (n, run);
        }
        n *= 2;
    }
}

/// The best run of a size.
fn time(case: &Case, n: usize) -> Run {
    let logs = (case.logs)(n);
    let bytes = logs.iter().map(|file| file.bytes.len()).sum();
    let began = Instant::now();
    let mut best = Run { time: Duration::MAX, bytes, found: 0 };
    for run in 0.. {
        let (time, found) = once(case, n, &logs);
        best = Run { time: best.time.min(time), found, ..best };
        if run + 1 >= RUNS || began.elapsed() >= PATIENCE {
            break;
        }
    }
    best
}

/// The time of the processor, and what was found.
fn once(case: &Case, n: usize, logs: &[LogFile]) -> (Duration, usize) {
    match case.act {
        Act::Open => {
            let (time, engine) = time_of(|| opened(logs));
            (time, found(&engine, case))
        }
        Act::OpenPublishing(times) => {
            let (time, engine) = time_of(|| opened_publishing(logs, times));
            (time, found(&engine, case))
        }
        Act::Ask(ask) => {
            let mut engine = opened(logs);
            time_of(|| ask(&mut engine, n))
        }
    }
}

fn opened(logs: &[LogFile]) -> Engine {
    let mut engine = Engine::new(1);
    for file in logs {
        engine.begin_file(&file.name, &file.folder, file.bytes.len() as u64);
        file.bytes.chunks(CHUNK).for_each(|chunk| engine.push(chunk));
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

/// The page publishes every second while it reads: a number of times that grows with the input, evenly spread.
fn opened_publishing(logs: &[LogFile], times: usize) -> Engine {
    let bytes: usize = logs.iter().map(|file| file.bytes.len()).sum();
    let chunk = (bytes / times).max(1);
    let mut engine = Engine::new(1);
    let mut room = chunk;
    for file in logs {
        engine.begin_file(&file.name, &file.folder, file.bytes.len() as u64);
        let mut rest = &file.bytes[..];
        while !rest.is_empty() {
            let (next, after) = rest.split_at(room.min(rest.len()));
            engine.push(next);
            rest = after;
            room -= next.len();
            if room == 0 {
                engine.publish();
                room = chunk;
            }
        }
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

//! Measures how the cost of everything that the engine does grows with its input, and asserts that it does not grow
//! much faster: four times the input may cost six times as much.
//!
//! Usage: `growth [<part of a case's name>]...`
//!
//! A case is measured at n, 2n and 4n, where n is the smallest size that takes long enough to be measured. Other work
//! on the machine only ever adds to a time, so the best of several runs counts.

#[path = "growth/cases.rs"]
mod cases;
#[path = "growth/logs.rs"]
mod logs;

use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, hint};

use cases::{Act, CASES, Case};
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

/// A case that grows too fast is measured so often before that is believed.
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
    breaches.iter().for_each(|breach| eprintln!("growth: {breach}"));
    if breaches.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures a case and prints it; returns what is wrong with it.
fn measured(case: &Case) -> Option<String> {
    let (n, first) = smallest(case);
    let mut times = [first, time(case, 2 * n), time(case, 4 * n)];
    for _ in 1..TRIALS {
        if ratio(&times) <= MOST {
            break;
        }
        let again = [n, 2 * n, 4 * n].map(|n| time(case, n));
        times = [0, 1, 2].map(|place| times[place].min(again[place]));
    }
    let bytes: usize = (case.logs)(4 * n).iter().map(|file| file.bytes.len()).sum();
    let speed = bytes as f64 / 1e6 / times[2].as_secs_f64();
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    let [one, two, four] = times.map(ms);
    println!("{:<58} {n:>9} {one:>9} {two:>9} {four:>9} {:>7.1} {speed:>6.0}", case.name, ratio(&times));
    if ratio(&times) > MOST {
        return Some(format!("{}: four times the input costs {:.1} times as much", case.name, ratio(&times)));
    }
    if speed < case.least_speed {
        return Some(format!("{}: {speed:.0} MB/s, less than {:.0}", case.name, case.least_speed));
    }
    None
}

fn ratio(times: &[Duration; 3]) -> f64 {
    times[2].as_secs_f64() / times[0].max(LEAST).as_secs_f64()
}

/// The smallest size of a case that can be measured, up to its limit, and its time.
fn smallest(case: &Case) -> (usize, Duration) {
    let mut n = case.least;
    loop {
        let time = time(case, n);
        if time >= MEASURABLE || n * 2 > case.most / 4 {
            return (n, time);
        }
        n *= 2;
    }
}

/// The best time of a size.
fn time(case: &Case, n: usize) -> Duration {
    let logs = (case.logs)(n);
    let began = Instant::now();
    let mut best = Duration::MAX;
    for run in 0.. {
        best = best.min(once(case, n, &logs));
        if run + 1 >= RUNS || began.elapsed() >= PATIENCE {
            break;
        }
    }
    best
}

fn once(case: &Case, n: usize, logs: &[LogFile]) -> Duration {
    match case.act {
        Act::Open => {
            let began = Instant::now();
            let engine = opened(logs);
            let time = began.elapsed();
            hint::black_box(engine.counts());
            time
        }
        Act::OpenPublishing(times) => {
            let began = Instant::now();
            let engine = opened_publishing(logs, times);
            let time = began.elapsed();
            hint::black_box(engine.counts());
            time
        }
        Act::Ask(ask) => {
            let mut engine = opened(logs);
            let began = Instant::now();
            ask(&mut engine, n);
            began.elapsed()
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

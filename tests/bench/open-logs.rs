//! Opens logs natively and prints what was read: for profilers, and to compare the cost of opening before and after a change.
//!
//! Usage: `open-logs <file>...`

use std::process::ExitCode;
use std::{env, fs};

use exchange_log_viewer::{Engine, FileEnd, summary};

/// As many bytes as the page pushes at once.
const CHUNK: usize = 4 << 20;

fn main() -> ExitCode {
    let mut engine = Engine::new(7);
    for path in env::args().skip(1) {
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("open-logs: {path}: {error}");
                return ExitCode::FAILURE;
            }
        };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        engine.begin_file(name, folder, bytes.len() as u64);
        bytes.chunks(CHUNK).for_each(|chunk| engine.push(chunk));
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    let read = summary(engine.archive());
    println!("{} bytes, {} entries, {} sessions", read.bytes.0, read.entries.0, read.sessions.0);
    ExitCode::SUCCESS
}

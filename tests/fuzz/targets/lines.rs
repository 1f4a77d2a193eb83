//! Any bytes are lines, at the same places however they are split.
#![no_main]

use exchange_log_viewer::fuzzing::lines;
use exchange_log_viewer_fuzz::random_of;
use exchange_log_viewer_fuzz::support::mutation::below;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| lines(file, below(&mut random_of(file), file.len() + 1)));

//! The readers of all formats report the same however a file is split, and account for every byte of it.
#![no_main]

use exchange_log_viewer::LogType;
use exchange_log_viewer::fuzzing::format;
use exchange_log_viewer_fuzz::support::mutation::below;
use exchange_log_viewer_fuzz::{files, mutation, random_of};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|input: &[u8]| {
    let random = &mut random_of(input);
    for file in files(input).iter().take(1) {
        // A control character at the beginning of the name chooses the log type, as a user may.
        let chosen = file.name.bytes().next().map(usize::from).filter(|&first| first < LogType::ALL.len());
        format(chosen.map(|index| LogType::ALL[index]), file.name, file.bytes, below(random, file.bytes.len() + 1));
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutation::mutate(data, size, max_size, seed)
});

//! The readers of all formats report the same however a file is split, and account for every byte of it.
#![no_main]

use exchange_log_viewer::LogType;
use exchange_log_viewer::fuzzing::Reading;
use exchange_log_viewer_fuzz::support::mutation::below;
use exchange_log_viewer_fuzz::{File, files, mutation, random_of};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|input: &[u8]| {
    let random = &mut random_of(input);
    for File { name, bytes } in files(input).into_iter().take(1) {
        // A control character at the beginning of the name chooses the log type, as a user may.
        let chosen = name.bytes().next().map(usize::from).filter(|&first| first < LogType::ALL.len());
        let read_as = chosen.map(|index| LogType::ALL[index]);
        // The readers get lines, and `lines` shows that these are the same for any split.
        let split = random.one_in(8).then(|| below(random, bytes.len() + 1));
        Reading { name, read_as, tries_breaks: random.one_in(4) }.check(bytes, split);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    match data.first_mut().filter(|_| size > 0 && seed % 16 == 0) {
        Some(first) => *first = ((seed / 16) as usize % LogType::ALL.len()) as u8,
        None => return mutation::mutate(data, size, max_size, seed),
    }
    size
});

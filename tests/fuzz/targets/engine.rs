//! Whatever files are opened, all promises hold, and memory stays in proportion.
#![no_main]

use exchange_log_viewer_fuzz::{engine, files, mutation, random_of};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes of memory per byte of input that reading may take at most.
const MEMORY_PER_BYTE: usize = 40;

/// Bytes that an engine takes before it has read anything, and for its buffers.
const MEMORY_OF_ENGINE: usize = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let files = files(input);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let mut whole = engine::read(&files, |engine, bytes| engine.push(bytes));
    let taken = MEMORY.peak_usage() - before;
    assert!(taken <= MEMORY_OF_ENGINE + MEMORY_PER_BYTE * input.len(), "{taken} bytes of memory for {}", input.len());
    engine::check(&files, &mut whole, &mut random_of(input));
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutation::mutate(data, size, max_size, seed)
});

//! No damaged batch of a log does more than an error: it is refused, or merged as another one would be.
#![no_main]

use exchange_log_viewer::{Batch, Engine, FileEnd, FileParser};
use exchange_log_viewer_fuzz::support::generator::random::Random;
use exchange_log_viewer_fuzz::support::mutation::below;
use exchange_log_viewer_fuzz::{File, files, mutation, random_of};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

const SEED: u64 = 7;

/// Damages up to four bytes, or cuts the end off.
fn damage(random: &mut Random, bytes: &mut Vec<u8>) {
    for _ in 0..=random.below(4) {
        let place = below(random, bytes.len().max(1));
        match bytes.get_mut(place) {
            Some(byte) => *byte = random.below(256) as u8,
            None => return,
        }
    }
    if random.one_in(8) {
        bytes.truncate(below(random, bytes.len().max(1)));
    }
}

fuzz_target!(|input: &[u8]| {
    let random = &mut random_of(input);
    for File { name, bytes } in files(input).into_iter().take(1) {
        let mut batches = Vec::new();
        let mut parser = FileParser::new(SEED);
        parser.begin(name, Default::default());
        parser.push(bytes, |batch| batches.push(batch.to_bytes()));
        parser.end(FileEnd::Complete, |batch| batches.push(batch.to_bytes()));
        let mut engine = Engine::new(SEED);
        engine.begin_file(name, "", bytes.len() as u64);
        for batch in &mut batches {
            damage(random, batch);
            if let Ok(batch) = Batch::from_bytes(batch) {
                engine.merge(&batch);
            }
        }
        engine.end_file(FileEnd::Complete);
        engine.publish();
        assert_eq!(engine.archive().files.len(), 1);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutation::mutate(data, size, max_size, seed)
});

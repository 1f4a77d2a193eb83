//! However the bytes of a log are split, the result is the same.
//!
//! Splits into two pieces, at every position, are compared by a digest of everything that was read, which is cheap;
//! single bytes and some of the splits by the whole result that the page would get.

use crate::support::fixtures::{Case, cases};
use crate::support::result::{digest, result};
use exchange_log_viewer::Engine;

/// Position after which a file is no longer split.
const MOST_CUTS: usize = 4096;

#[test]
fn a_log_split_in_two_anywhere_reads_the_same() {
    for case in cases() {
        let whole = digest(&case.unpublished(|engine, bytes| engine.push(bytes)));
        for cut in 1..longest(&case).min(MOST_CUTS) {
            let parted = digest(&case.unpublished(|engine, bytes| push_in_two(engine, bytes, cut)));
            assert_eq!(parted, whole, "{} cut at {cut}", case.name);
        }
    }
}

#[test]
fn a_log_pushed_byte_by_byte_reads_the_same() {
    for case in cases() {
        let mut bytewise = case.engine(|engine, bytes| bytes.chunks(1).for_each(|byte| engine.push(byte)));
        assert_eq!(result(&mut bytewise), result(&mut case.read_whole()), "{}", case.name);
    }
}

#[test]
fn a_log_pushed_in_pieces_of_any_size_reads_the_same() {
    for case in cases() {
        let whole = result(&mut case.read_whole());
        for size in [2, 3, 5, 17, 64, 333, 1000] {
            let mut parted = case.engine(|engine, bytes| bytes.chunks(size).for_each(|piece| engine.push(piece)));
            assert_eq!(result(&mut parted), whole, "{} in pieces of {size}", case.name);
        }
    }
}

#[test]
fn publishing_while_reading_does_not_change_the_result() {
    for case in cases() {
        let mut published = case.engine(|engine, bytes| {
            for piece in bytes.chunks(700) {
                engine.push(piece);
                engine.publish();
            }
        });
        assert_eq!(result(&mut published), result(&mut case.read_whole()), "{}", case.name);
    }
}

fn push_in_two(engine: &mut Engine, bytes: &[u8], cut: usize) {
    let (first, second) = bytes.split_at(cut.min(bytes.len()));
    engine.push(first);
    engine.push(second);
}

fn longest(case: &Case) -> usize {
    case.inputs.iter().map(|input| input.bytes.len()).max().unwrap_or(0)
}

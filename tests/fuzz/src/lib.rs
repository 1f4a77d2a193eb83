//! What the fuzzers share.
//!
//! An input of `formats` and `engine` is one or more files, separated by the byte 0x1C (FILE SEPARATOR); the first line
//! of each is its name. Whatever else is arbitrary (where a file is split, when it is published, what is asked) follows
//! from a checksum of the input, so that the input is all that it takes to repeat what was found.

pub mod canary;
pub mod engine;
pub mod mutation;

#[allow(dead_code, reason = "the fuzzers use only part of it")]
#[path = "../../support/mod.rs"]
pub mod support;

use support::generator::random::Random;

/// Separates the files of an input.
const FILE_SEPARATOR: u8 = 0x1C;

/// Most files of an input that are read.
const MAX_FILES: usize = 3;

/// A file of an input.
#[derive(Clone, Copy)]
pub struct File<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// The files of an input.
pub fn files(input: &[u8]) -> Vec<File<'_>> {
    let parts = input.split(|&byte| byte == FILE_SEPARATOR).take(MAX_FILES);
    parts
        .map(|part| {
            let end = part.iter().position(|&byte| byte == b'\n').unwrap_or(0);
            File {
                name: str::from_utf8(&part[..end]).unwrap_or_default(),
                bytes: part.get(end + 1..).unwrap_or_default(),
            }
        })
        .collect()
}

/// What is arbitrary about an input.
pub fn random_of(input: &[u8]) -> Random {
    let checksum = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    Random::new(input.iter().fold(0xCBF2_9CE4_8422_2325, checksum))
}

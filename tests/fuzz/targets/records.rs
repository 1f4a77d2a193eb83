//! A line has the fields that csv-core reads in it.
#![no_main]

use csv_core::ReadRecordResult::Record;
use exchange_log_viewer::fuzzing::Records;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

/// More than the longest input has.
const MAX_BYTES: usize = 4096;

thread_local! {
    /// Both readers, made once: csv-core's tables take longer than a line.
    static READERS: RefCell<(Records, csv_core::Reader)> = RefCell::new((Records::default(), reference()));
}

fn reference() -> csv_core::Reader {
    csv_core::ReaderBuilder::new().terminator(csv_core::Terminator::Any(b'\n')).build()
}

/// The fields that csv-core reads in a line.
fn expected(reader: &mut csv_core::Reader, line: &[u8]) -> Vec<Vec<u8>> {
    let (mut text, mut ends) = ([0; MAX_BYTES], [0; MAX_BYTES]);
    reader.reset();
    let ended = [line, b"\n"].concat();
    let (result, .., count) = reader.read_record(&ended, &mut text, &mut ends);
    // To csv-core an empty line is no record.
    if line.is_empty() || result != Record {
        return vec![Vec::new()];
    }
    let starts = [0].into_iter().chain(ends);
    ends[..count].iter().zip(starts).map(|(&end, start)| text[start..end].to_vec()).collect()
}

fuzz_target!(|input: &[u8]| {
    let line: Vec<u8> = input.iter().copied().filter(|&byte| byte != b'\n').take(MAX_BYTES - 1).collect();
    // csv-core takes a byte order mark away; here that is done before lines are split.
    if line.starts_with(b"\xEF\xBB\xBF") {
        return;
    }
    READERS.with_borrow_mut(|(records, reader)| {
        if let Some(fields) = records.fields(&line) {
            assert_eq!(fields, expected(reader, &line), "{}", line.escape_ascii());
        }
    });
});

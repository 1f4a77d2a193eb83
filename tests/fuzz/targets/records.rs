//! A line has the fields that csv-core reads in it.
#![no_main]

use csv_core::ReadRecordResult::Record;
use exchange_log_viewer::fuzzing::Records;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

/// More than the longest input has.
const MAX_BYTES: usize = 512;

thread_local! {
    /// Both readers, made once: csv-core's tables take longer than a line.
    static READERS: RefCell<(Records, csv_core::Reader)> = RefCell::new((Records::default(), reference()));
}

fn reference() -> csv_core::Reader {
    csv_core::ReaderBuilder::new().terminator(csv_core::Terminator::Any(b'\n')).build()
}

/// The fields that csv-core reads in a line; `None` if a quoted field is not closed, and takes the line end for text.
fn expected(reader: &mut csv_core::Reader, line: &[u8]) -> Option<Vec<Vec<u8>>> {
    // To csv-core an empty line is no record.
    if line.is_empty() {
        return Some(vec![Vec::new()]);
    }
    let (mut text, mut ends) = ([0; MAX_BYTES], [0; MAX_BYTES]);
    reader.reset();
    let ended = [line, b"\n"].concat();
    let (result, .., count) = reader.read_record(&ended, &mut text, &mut ends);
    let starts = [0].into_iter().chain(ends);
    (result == Record)
        .then(|| ends[..count].iter().zip(starts).map(|(&end, start)| text[start..end].to_vec()).collect())
}

fuzz_target!(|input: &[u8]| {
    let line: Vec<u8> = input.iter().copied().filter(|&byte| byte != b'\n').take(MAX_BYTES - 1).collect();
    // csv-core takes a byte order mark away; here that is done before lines are split.
    if line.starts_with(b"\xEF\xBB\xBF") {
        return;
    }
    READERS.with_borrow_mut(|(records, reader)| {
        assert_eq!(records.fields(&line), expected(reader, &line), "{}", line.escape_ascii());
    });
});

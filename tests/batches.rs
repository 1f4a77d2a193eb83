//! A file that was parsed elsewhere and arrives in batches gives the same answers as one that was pushed, wherever it is cut;
//! and no damaged batch does more than an error.

use crate::support::fixtures::{Case, Input, cases};
use crate::support::generator::random::Random;
use crate::support::mutation::{below, damaged, pieces};
use crate::support::result::answers;
use exchange_log_viewer::{Batch, Correction, DamagedBatch, Engine, FileEnd, FileParser};

const SEED: u64 = 7;

/// The batches of a file that arrives in these pieces, each handed over after its piece, as bytes.
fn batches(parser: &mut FileParser, input: &Input, pieces: &[&[u8]]) -> Vec<Vec<u8>> {
    let mut batches = Vec::new();
    let mut take = |batch: &Batch| batches.push(batch.to_bytes());
    parser.begin(&input.name, input.correction);
    for piece in pieces {
        parser.push(piece, &mut take);
        parser.flush(&mut take);
    }
    parser.end(input.end, &mut take);
    batches
}

fn begin(engine: &mut Engine, input: &Input) {
    engine.begin_corrected_file(&input.name, &input.folder, input.bytes.len() as u64, input.correction);
}

/// The answers about files whose batches are made by one parser each of several, in turns.
fn answers_by_batches(inputs: &[Input], parsers: usize, mut cut: impl FnMut(&[u8]) -> Vec<&[u8]>) -> String {
    let mut engine = Engine::new(SEED);
    let mut parsers: Vec<FileParser> = (0..parsers).map(|_| FileParser::new(SEED)).collect();
    for (number, input) in inputs.iter().enumerate() {
        let parser = number % parsers.len();
        let made = batches(&mut parsers[parser], input, &cut(&input.bytes));
        begin(&mut engine, input);
        for bytes in &made {
            engine.merge(&Batch::from_bytes(bytes).unwrap());
        }
        engine.end_file(input.end);
    }
    engine.publish();
    answers(&mut engine).to_string()
}

fn answers_by_pushing(inputs: &[Input]) -> String {
    let mut engine = Engine::new(SEED);
    for input in inputs {
        begin(&mut engine, input);
        engine.push(&input.bytes);
        engine.end_file(input.end);
    }
    engine.publish();
    answers(&mut engine).to_string()
}

#[test]
fn any_number_of_parsers_gives_the_same_answers() {
    for Case { name, inputs, .. } in cases() {
        let pushed = answers_by_pushing(&inputs);
        for parsers in [1, 2, 4, 8] {
            assert!(answers_by_batches(&inputs, parsers, |bytes| vec![bytes]) == pushed, "{name}, {parsers} parsers");
        }
    }
}

#[test]
fn a_file_may_be_cut_into_batches_anywhere() {
    let mut random = Random::new(1);
    for Case { name, inputs, .. } in cases() {
        let pushed = answers_by_pushing(&inputs);
        for round in 0..3 {
            let cut = answers_by_batches(&inputs, 2, |bytes| pieces(&mut random, bytes));
            assert!(cut == pushed, "{name}, round {round}");
        }
        let by_lines = answers_by_batches(&inputs, 1, |bytes| bytes.split_inclusive(|&byte| byte == b'\n').collect());
        assert!(by_lines == pushed, "{name}, line by line");
    }
}

#[test]
fn damaged_files_may_be_cut_into_batches_anywhere() {
    let mut random = Random::new(2);
    let cases = cases();
    for round in 0..400 {
        let case = &cases[below(&mut random, cases.len())];
        let inputs: Vec<Input> = case.inputs.iter().map(|input| damaged_input(&mut random, input)).collect();
        let pushed = answers_by_pushing(&inputs);
        let cut = answers_by_batches(&inputs, 2, |bytes| pieces(&mut random, bytes));
        assert!(cut == pushed, "{}, round {round}", case.name);
    }
}

/// Where the line ends that `bytes` has at `at`.
fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    rest.iter().position(|&byte| byte == b'\n').map(|place| at + place + 1)
}

/// What was made of the parts of files.
#[derive(Debug, Default)]
struct Parts {
    /// Read by parsers that knew the beginning of their file only.
    own: usize,
    /// Read by the parser of the part before, as it knew more than that.
    joined: usize,
}

/// The batches of a file that is cut after every `each` bytes, each part of it with its own parser, which first reads the
/// lines in the first `most` bytes.
fn batches_of_parts(input: &Input, most: usize, each: usize, parts: &mut Parts) -> Vec<Vec<u8>> {
    let bytes = input.bytes.as_slice();
    let head = bytes[..most.min(bytes.len())].iter().rposition(|&byte| byte == b'\n').map_or(0, |place| place + 1);
    let cuts = (1..).map(|number| number * each).take_while(|&cut| cut < bytes.len());
    let mut cuts: Vec<usize> = cuts.filter_map(|cut| line_end(bytes, cut.max(head) - 1)).collect();
    cuts.retain(|&cut| cut < bytes.len());
    cuts.dedup();
    let (mut made, mut from) = (Vec::new(), 0);
    loop {
        let mut take = |batch: &Batch| made.push(batch.to_bytes());
        let mut parser = FileParser::new(SEED);
        parser.begin(&input.name, input.correction);
        parser.push(&bytes[..head], &mut take);
        let is_known = parser.mark();
        let mut at = head;
        if from > 0 {
            assert!(is_known, "the part before was to go on");
            parser.skip_to(from as u64);
            at = from;
        }
        let next = cuts.iter().copied().filter(|&cut| cut > from).find(|&cut| {
            parser.push(&bytes[at..cut], &mut take);
            at = cut;
            let is_part = parser.is_as_marked();
            *if is_part { &mut parts.own } else { &mut parts.joined } += 1;
            is_part
        });
        let Some(next) = next else {
            parser.push(&bytes[at..], &mut take);
            parser.end(input.end, &mut take);
            return made;
        };
        parser.flush(&mut take);
        from = next;
    }
}

fn answers_by_parts(inputs: &[Input], most: usize, each: usize, parts: &mut Parts) -> String {
    let mut engine = Engine::new(SEED);
    for input in inputs {
        begin(&mut engine, input);
        for bytes in batches_of_parts(input, most, each, parts) {
            engine.merge(&Batch::from_bytes(&bytes).unwrap());
        }
        engine.end_file(input.end);
    }
    engine.publish();
    answers(&mut engine).to_string()
}

#[test]
fn a_file_may_be_parsed_in_parts() {
    let mut random = Random::new(4);
    let mut parts = Parts::default();
    for Case { name, inputs, .. } in cases() {
        let pushed = answers_by_pushing(&inputs);
        for _ in 0..4 {
            let (most, each) = (200 + below(&mut random, 2000), 100 + below(&mut random, 600));
            let cut = answers_by_parts(&inputs, most, each, &mut parts);
            assert!(cut == pushed, "{name}, cut after {each} bytes, of which each parser knows the first {most}");
        }
    }
    assert!(parts.own > 1000 && parts.joined > 1000, "{parts:?}");
}

#[test]
fn damaged_files_may_be_parsed_in_parts() {
    let mut random = Random::new(5);
    let (cases, mut parts) = (cases(), Parts::default());
    for round in 0..400 {
        let case = &cases[below(&mut random, cases.len())];
        let inputs: Vec<Input> = case.inputs.iter().map(|input| damaged_input(&mut random, input)).collect();
        let (most, each) = (200 + below(&mut random, 2000), 100 + below(&mut random, 600));
        let cut = answers_by_parts(&inputs, most, each, &mut parts);
        assert!(cut == answers_by_pushing(&inputs), "{}, round {round}", case.name);
    }
    assert!(parts.own > 300 && parts.joined > 300, "{parts:?}");
}

const HEAD: &str = "#Log-type: SMTP Receive Protocol Log\n\
    #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n";
const ROW: &str = "2026-01-05T10:00:00.000Z,EX01\\In,08DE4C1234567890,0,192.0.2.10:25,198.51.100.7:4711,+,,\n";

/// Compares a file that is cut once, before `last`, with the whole; each parser knows its `beginning`.
#[track_caller]
fn is_the_same_in_two_parts(beginning: &str, middle: &str, last: &str) {
    let bytes = [beginning, middle, last].concat().into_bytes();
    let each = beginning.len() + middle.len();
    assert!(2 * each >= bytes.len(), "it is cut once");
    let correction = Correction::default();
    let input = Input { name: "x.log".into(), folder: String::new(), bytes, end: FileEnd::Complete, correction };
    let inputs = [input];
    let mut parts = Parts::default();
    let cut = answers_by_parts(&inputs, beginning.len(), each, &mut parts);
    assert_eq!(parts.own + parts.joined, 1, "{parts:?}");
    assert!(cut == answers_by_pushing(&inputs), "{parts:?}");
}

#[test]
fn connections_of_an_l_file_are_counted_over_all_parts() {
    let connection = "5/13/00 2:36:27 PM : A connection was accepted from EX55A.\n\
        5/13/00 2:36:27 PM : <<< EHLO ex55a.contoso.com\n5/13/00 2:36:28 PM : <<< QUIT\n";
    let log = format!("{HEAD}{}", ROW.repeat(70));
    is_the_same_in_two_parts(&log, &format!("{connection}{connection}{log}"), connection);
}

#[test]
fn a_file_without_rows_is_reported_at_its_beginning_also_in_parts() {
    let rest = "\n".repeat(400);
    is_the_same_in_two_parts(&format!("{HEAD}{rest}"), &rest, &rest);
}

#[test]
fn what_the_first_strange_line_looks_like_is_known_in_all_parts() {
    let log = format!("{HEAD}{}", ROW.repeat(70));
    // Names that several formats have, a line that is no row, and the log again.
    let strange = format!("#Fields: date,time,s-ip,cs-method,cs-uri-stem,s-port,c-ip,sc-status\n<html>\n{log}");
    let other = format!("C:\\logs\\L0000001.LOG:7:#Software: x\nC:\\logs\\SEND1.LOG:8:{HEAD}");
    let last = format!("C:\\logs\\MSGTRK20260105-1.LOG:7:{ROW}C:\\logs\\SEND2.LOG:8:#Software: x\n");
    // So far behind it that it is no longer remembered as a line that was searched for a prefix.
    let middle = strange + &ROW.repeat(15_000);
    is_the_same_in_two_parts(&log, &middle, &last);
    is_the_same_in_two_parts(&log, &middle, &other);
}

fn damaged_input(random: &mut Random, input: &Input) -> Input {
    let bytes = damaged(random, &input.bytes, &input.bytes);
    Input {
        name: input.name.clone(),
        folder: input.folder.clone(),
        bytes,
        end: input.end,
        correction: input.correction,
    }
}

/// Merges a batch, whatever it says, and asks everything.
fn survives(input: &Input, bytes: &[u8]) -> bool {
    let Ok(batch) = Batch::from_bytes(bytes) else { return false };
    let mut engine = Engine::new(SEED);
    begin(&mut engine, input);
    engine.merge(&batch);
    engine.end_file(input.end);
    engine.publish();
    answers(&mut engine);
    true
}

#[test]
fn no_damaged_batch_does_more_than_an_error() {
    let mut random = Random::new(3);
    let (mut parser, mut refused, mut merged) = (FileParser::new(SEED), 0, 0);
    for Case { inputs, .. } in cases() {
        let Some(input) = inputs.first() else { continue };
        for bytes in batches(&mut parser, input, &[&input.bytes]).iter().take(2) {
            assert_eq!(Batch::from_bytes(bytes).unwrap().to_bytes(), *bytes);
            for _ in 0..6 {
                let bytes = with_wrong_bytes(&mut random, bytes);
                if survives(input, &bytes) { merged += 1 } else { refused += 1 }
            }
        }
    }
    assert!(refused > 300 && merged > 20, "{refused} refused, {merged} merged");
}

/// One to three bytes are wrong, lost or added, or the end is cut off.
fn with_wrong_bytes(random: &mut Random, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(3) {
        let place = below(random, bytes.len());
        match random.below(4) {
            0 => bytes.truncate(place + 1),
            1 => drop(bytes.remove(place)),
            2 => bytes.insert(place, random.below(256) as u8),
            _ => bytes[place] ^= 1 << random.below(8),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn what_is_no_batch_is_refused() {
    for bytes in [&b""[..], b"\x01", &[0xFF; 64]] {
        assert_eq!(Batch::from_bytes(bytes), Err(DamagedBatch));
    }
}

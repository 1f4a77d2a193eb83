//! Publishing at any moment gives in the end what publishing once gives: between chunks split anywhere, in the middle of
//! a line, between files.

use crate::support::fixtures::{Case, Input, cases};
use crate::support::generator::random::Random;
use crate::support::mutation::{below, damaged};
use crate::support::result::answers;
use exchange_log_viewer::{Engine, FileEnd};

/// How often each is tried: the environment variable `ROUNDS`, or ten times.
fn rounds() -> u64 {
    std::env::var("ROUNDS").map_or(10, |rounds| rounds.parse().expect("ROUNDS is a number"))
}

/// The answers after reading the files; `cuts` decides after which bytes of which file they are published before, at some
/// only in part or ahead.
fn answers_after(inputs: &[&Input], mut cuts: impl FnMut(usize) -> Vec<usize>) -> String {
    let mut engine = Engine::new(7);
    for input in inputs {
        engine.begin_corrected_file(&input.name, &input.folder, input.bytes.len() as u64, input.correction);
        let mut from = 0;
        for (number, cut) in cuts(input.bytes.len()).into_iter().enumerate() {
            engine.push(&input.bytes[from..cut]);
            match number % 4 {
                1 => drop(engine.prepare_publishing()),
                2 => while engine.look_ahead() {},
                _ => engine.publish(),
            }
            from = cut;
        }
        engine.push(&input.bytes[from..]);
        engine.end_file(input.end);
    }
    engine.publish();
    answers(&mut engine).to_string()
}

/// Some places in a file of that size; sometimes none, sometimes the beginning and the end.
fn some_cuts(random: &mut Random, size: usize) -> Vec<usize> {
    let mut cuts: Vec<usize> = (0..random.below(5)).map(|_| random.below(size as u64 + 1) as usize).collect();
    cuts.extend((random.below(3) == 0).then_some(0));
    cuts.extend((random.below(3) == 0).then_some(size));
    cuts.sort_unstable();
    cuts
}

fn check(random: &mut Random, inputs: &[&Input], what: &str) {
    let once = answers_after(inputs, |_| Vec::new());
    let mut published = Vec::new();
    let often = answers_after(inputs, |size| {
        published.push(some_cuts(random, size));
        published.last().cloned().unwrap_or_default()
    });
    assert!(once == often, "{what}, published at {published:?}: {}", difference(&once, &often));
}

/// The first place where two answers differ, and what is around it.
fn difference(one: &str, other: &str) -> String {
    let place = one.bytes().zip(other.bytes()).position(|(one, other)| one != other).unwrap_or(0);
    let around = |text: &str| {
        String::from_utf8_lossy(
            &text.as_bytes()[place.saturating_sub(200)..][..300.min(text.len() - place.saturating_sub(200))],
        )
        .into_owned()
    };
    format!("\n{}\n{}", around(one), around(other))
}

#[test]
fn fixtures_may_be_published_anywhere() {
    let mut random = Random::new(1);
    for case in cases() {
        let inputs: Vec<&Input> = case.inputs.iter().collect();
        for _ in 0..rounds() {
            check(&mut random, &inputs, &case.name);
        }
    }
}

#[test]
fn every_row_of_a_fixture_may_be_published() {
    for case in cases() {
        let inputs: Vec<&Input> = case.inputs.iter().collect();
        let mut texts = inputs.iter();
        let often = answers_after(&inputs, |_| {
            let bytes = &texts.next().unwrap().bytes;
            (0..bytes.len()).filter(|&place| bytes[place] == b'\n').take(300).map(|place| place + 1).collect()
        });
        let once = answers_after(&inputs, |_| Vec::new());
        assert!(once == often, "{}: {}", case.name, difference(&once, &often));
    }
}

#[test]
fn files_that_are_opened_twice_or_in_any_order_may_be_published_anywhere() {
    let mut random = Random::new(2);
    let cases = cases();
    for _ in 0..rounds() * 60 {
        let case = &cases[below(&mut random, cases.len())];
        let other = &cases[below(&mut random, cases.len())];
        let mut inputs: Vec<&Input> = case.inputs.iter().chain(&case.inputs).chain(&other.inputs).collect();
        for place in 0..inputs.len() {
            let other = below(&mut random, inputs.len());
            inputs.swap(place, other);
        }
        check(&mut random, &inputs, &format!("{} with {}", case.name, other.name));
    }
}

#[test]
fn damaged_files_and_their_originals_may_be_published_anywhere() {
    let mut random = Random::new(3);
    let cases = cases();
    for round in 0..rounds() * 120 {
        let case = &cases[below(&mut random, cases.len())];
        let damaged = damaged_inputs(&mut random, case);
        let mut inputs: Vec<&Input> = damaged.iter().collect();
        if round % 2 == 0 {
            inputs.extend(&case.inputs);
        }
        check(&mut random, &inputs, &format!("{}, damage {round}", case.name));
    }
}

/// A row that was taken out as a duplicate is still known by its labels: a copy of it in another folder is of its session.
#[test]
fn a_copy_of_a_duplicate_belongs_to_its_session() {
    let row = |remote: &str| {
        format!(
            "2026-03-02T08:00:00.000Z,Outbound,08DE70D532748052,0,,{remote},*,SendRoutingHeaders,Set Session Permissions\n"
        )
    };
    let files = [("logs", row("203.0.113.61:25")), ("logs", row("203.0.113.60:25")), ("copy", row("203.0.113.60:25"))];
    for is_published in [false, true] {
        let mut engine = Engine::new(7);
        for (folder, text) in &files {
            if is_published {
                engine.publish();
            }
            engine.begin_file("SEND2026030208-1.LOG", folder, text.len() as u64);
            engine.push(text.as_bytes());
            engine.end_file(FileEnd::Complete);
        }
        engine.publish();
        let counts: Vec<_> = engine.archive().files.iter().map(|(_, file)| (file.entries, file.duplicates)).collect();
        assert_eq!(counts, [(1, 0), (0, 1), (0, 1)], "published: {is_published}");
    }
}

/// The first row of a file follows the last row of the file before it, but is not next to it.
#[test]
fn whether_a_row_is_a_copy_does_not_depend_on_the_next_file() {
    let row =
        |session: &str, second: u8, rest: &str| format!("2026-03-01T09:00:0{second}.000Z,Relay,{session},{rest}\n");
    let opened = row("08DE7755AC000001", 0, "0,192.0.2.1:25,198.51.100.7:4711,+,,");
    let closed = row("08DE7755AC000001", 1, "1,192.0.2.1:25,198.51.100.7:4711,-,,Local");
    let next = row("08DE7755AC000002", 0, "0,192.0.2.1:25,198.51.100.8:4711,+,,");
    let mut engine = Engine::new(7);
    for text in [[closed.as_str(), &opened, &closed].concat(), next] {
        engine.begin_file("RECV2026030109-1.LOG", "", text.len() as u64);
        engine.push(text.as_bytes());
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    let counts: Vec<_> = engine.archive().files.iter().map(|(_, file)| (file.entries, file.duplicates)).collect();
    assert_eq!(counts, [(3, 0), (1, 0)]);
}

fn damaged_inputs(random: &mut Random, case: &Case) -> Vec<Input> {
    let all = |input: &Input| Input {
        name: input.name.clone(),
        folder: input.folder.clone(),
        bytes: damaged(random, &input.bytes, &input.bytes),
        end: input.end,
        correction: input.correction,
    };
    case.inputs.iter().map(all).collect()
}

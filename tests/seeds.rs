//! The seed under which an engine hashes decides nothing: every seed gives the same answers, byte for byte.

use crate::support::fixtures::{Case, cases};
use crate::support::result::answers;
use exchange_log_viewer::Engine;

fn answers_under(case: &Case, seed: u64) -> String {
    let mut engine = Engine::new(seed);
    case.read_into(&mut engine, |engine, bytes| engine.push(bytes));
    engine.publish();
    answers(&mut engine).to_string()
}

#[test]
fn two_seeds_give_the_same_answers() {
    for case in cases() {
        let one = answers_under(&case, 0x0123_4567_89AB_CDEF);
        assert!(one == answers_under(&case, 0xFEDC_BA98_7654_3210), "{}", case.name);
    }
}

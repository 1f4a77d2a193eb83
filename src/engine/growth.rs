//! What answers about a session of very many logons cost, counted in entries that are looked at: it is searched for passwords once, in
//! steps.

use super::{Engine, SummaryScope};
use crate::bytes::steps::steps;
use crate::finding::FindingKind;
use crate::query::Dimension;
use crate::report::list::SortOrder;
use crate::report::session_column::SessionColumn;
use crate::store::SessionIndex;
use crate::store::files::FileEnd;
use crate::summarise::Question;
use crate::work::PART;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Logons of the long session: each is a command and a reply.
const LOGONS: usize = 20_000;

/// The password of a logon.
fn password(number: usize) -> String {
    format!("Zebra-{number:06}")
}

/// Bytes in base64, of which there are three times as many as groups of four digits.
fn base64(bytes: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let number = three.iter().fold(0_usize, |number, &byte| number << 8 | usize::from(byte));
        [18, 12, 6, 0].map(|shift| char::from(DIGITS[number >> shift & 63]))
    };
    bytes.as_bytes().chunks(3).flat_map(group).collect()
}

/// A log of one session: logons, each refused with a reply that repeats another password.
fn log(logons: core::ops::Range<usize>) -> String {
    let row = |number, event, data: &str| {
        format!(
            "2026-03-02T08:00:00.000Z,EX01\\R,08DE70D533580021,{number},192.0.2.1:25,192.0.2.7:25,{event},{data},\n"
        )
    };
    let logon = |number: usize| {
        let reply = format!("535 5.7.3 not {}", password(LOGONS - 1 - number % LOGONS));
        row(2 * number, '<', &format!("AUTH PLAIN {}", base64(&format!("\0a\0{}", password(number)))))
            + &row(2 * number + 1, '>', &reply)
    };
    logons.map(logon).collect()
}

fn read(engine: &mut Engine, name: &str, log: &str) {
    engine.begin_file(name, "", None);
    engine.push(log.as_bytes());
    engine.end_file(FileEnd::Complete);
    engine.publish();
}

/// A row of the session that has no time, and so is shown among the diagnostics: it repeats a password.
fn odd_row() -> String {
    let reply = format!("535 5.7.3 not {}", password(1));
    format!("2026-03-02T99:00:00.000Z,EX01\\R,08DE70D533580021,1,192.0.2.1:25,192.0.2.7:25,>,{reply},\n")
}

fn engine() -> Engine {
    let mut engine = Engine::new(7);
    read(&mut engine, "RECV1.LOG", &(log(0..LOGONS) + &odd_row()));
    engine
}

/// An answer that needs to know what is secret in the session; `None` as long as it takes further steps.
type Ask = fn(&Engine) -> Option<String>;

/// The questions, each by its name.
const QUESTIONS: [(&str, Ask); 8] = [
    ("list", |engine| {
        let order = SortOrder { column: SessionColumn::Start, descending: false };
        let window = engine.window_step(order, 0..50)?;
        Some(format!("{:?}", window.strings))
    }),
    ("detail", |engine| {
        let is_read = engine.read_some(SessionIndex(0));
        is_read.then(|| format!("{:?}", engine.detail(SessionIndex(0), 0..20)))
    }),
    ("related", |engine| Some(format!("{:?}", engine.related_step(SessionIndex(0))?))),
    ("diagnostics", |engine| Some(format!("{:?}", engine.diagnostics_step()?))),
    ("help", |engine| Some(format!("{:?}", engine.help_step(0)?))),
    ("finding", |engine| Some(format!("{:?}", engine.finding_step(FindingKind::PasswordInClear)?))),
    ("summary", |engine| {
        let by_reply = Question::by(Dimension::named("reply").expect("a dimension"));
        Some(format!("{:?}", engine.summarise_step(&by_reply, &SummaryScope::default(), 0..20)?.ok()))
    }),
    ("way", |engine| Some(format!("{:?}", engine.follow_message_step("0.0")?))),
];

/// The answer, the most entries that are looked at for a step of it, and the entries for all steps.
fn answer(engine: &Engine, ask: Ask) -> (String, u64, u64) {
    let (mut most, mut all) = (0, 0);
    loop {
        let mut answer = None;
        let looked_at = steps(|| answer = ask(engine));
        (most, all) = (looked_at.max(most), all + looked_at);
        if let Some(answer) = answer {
            return (answer, most, all);
        }
    }
}

fn answers(engine: &Engine) -> Vec<String> {
    QUESTIONS.iter().map(|(_, ask)| answer(engine, *ask).0).collect()
}

#[test]
fn a_long_session_is_searched_for_secrets_once_and_in_steps() {
    // The entries around each are looked at as well, but there are always the same number of them.
    let (entries, most_of_part) = (2 * LOGONS as u64, 32 * PART as u64 / 4);
    for (name, ask) in QUESTIONS {
        let engine = engine();
        let (_, most, all) = answer(&engine, ask);
        assert!(most < most_of_part && all < 40 * entries, "{name}: {most} of {all}");
        let (_, _, list) = answer(&engine, QUESTIONS[0].1);
        assert!(name == "way" || list < entries / 10, "the list after {name}, which was {all}: {list}");
    }
}

#[test]
fn answers_are_the_same_whether_secrets_are_remembered_or_not() {
    let check = |change: &dyn Fn(&mut Engine)| {
        // One has answered before, and the others are each asked one question.
        let mut asked = engine();
        answers(&asked);
        change(&mut asked);
        let fresh: Vec<String> = QUESTIONS
            .iter()
            .map(|(_, ask)| {
                let mut engine = engine();
                change(&mut engine);
                answer(&engine, *ask).0
            })
            .collect();
        for _ in 0..2 {
            assert_eq!(answers(&asked), fresh);
        }
        fresh.concat()
    };
    let masked = check(&|_| ());
    assert!(!masked.contains("Zebra-"), "{masked}");
    let shown = check(&|engine| engine.show_credentials(true));
    assert!(shown.contains(&password(LOGONS - 1)));
    let again = check(&|engine| {
        engine.show_credentials(true);
        answers(engine);
        engine.show_credentials(false);
    });
    assert_eq!(again, masked);
    // More of the session, with a password that a known reply repeats.
    let more = |engine: &mut Engine| read(engine, "RECV2.LOG", &log(LOGONS..LOGONS + 9));
    assert!(!check(&more).contains("Zebra-"));
}

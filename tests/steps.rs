//! Questions that take long are answered in steps: each step is short, others may be asked in between, and the answer is the
//! same.

use exchange_log_viewer::{
    Dimension, Engine, ExportFormat, FileEnd, FindingKind, Measure, Order, Question, SessionColumn, SessionIndex,
    SortOrder, SummaryScope,
};
use std::fmt::Debug;

/// Sessions between two rests.
const PART: usize = 1 << 16;

const HEADER: &str = "#Log-type: SMTP Receive Protocol Log\n\
    #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n";

/// A row that is a session, with an endpoint and a text of its own.
fn row(number: usize) -> String {
    let (minute, second, ms) = (number / 60_000 % 60, number / 1_000 % 60, number % 1_000);
    let [high, low] = [number / 251 % 251, number % 251];
    format!(
        "2026-03-02T08:{minute:02}:{second:02}.{ms:03}Z,EX01\\R,08DE{number:012X},0,192.0.2.1:25,198.51.{high}.{low}:{},<,\
         EHLO host{number}.contoso.com,\n",
        1_024 + number % 60_000
    )
}

fn read(engine: &mut Engine, name: &str, numbers: std::ops::Range<usize>) {
    engine.begin_file(name, "", None);
    engine.push(HEADER.as_bytes());
    for number in numbers {
        engine.push(row(number).as_bytes());
    }
    engine.end_file(FileEnd::Complete);
}

fn opened(count: usize) -> Engine {
    let mut engine = Engine::new(0x5EED);
    read(&mut engine, "RECV1.LOG", 0..count);
    engine.publish();
    engine
}

/// The answer, and the number of steps to it.
fn steps<T>(mut step: impl FnMut() -> Option<T>) -> (T, usize) {
    for number in 1..100_000 {
        if let Some(answer) = step() {
            return (answer, number);
        }
    }
    panic!("no end of steps");
}

fn by_client() -> Question {
    Question {
        dimensions: vec![Dimension::named("client").unwrap()],
        distinct: Dimension::named("helo"),
        quantiles: true,
        order: Order::By(Measure::Sessions),
        descending: true,
    }
}

const BY_REMOTE: SortOrder = SortOrder { column: SessionColumn::Remote, descending: true };

/// A question: what comes of it, as text, and in how many steps.
type Asked = (&'static str, fn(&mut Engine) -> (String, usize));

fn shown<T: Debug>((answer, number): (T, usize)) -> (String, usize) {
    (format!("{answer:?}"), number)
}

/// Every kind of question that takes steps.
const QUESTIONS: &[Asked] = &[
    ("a word", |engine| shown(steps(|| engine.count_step("host77", 0)))),
    ("an expression", |engine| shown(steps(|| engine.count_step("/host7+\\./", 0)))),
    ("an address", |engine| shown(steps(|| engine.count_step("ip:198.51.7.0/24", 0)))),
    ("parts", |engine| shown(steps(|| engine.count_step("(helo:host7* OR duration>1s) -host8", 0)))),
    ("the current query", |engine| shown(steps(|| engine.query_step("helo:host5*", 0)))),
    ("the offset of its times", |engine| shown(steps(|| engine.set_query_offset_step(60).then_some(())))),
    ("its noise", |engine| shown(steps(|| engine.hide_noise_step(true).then_some(())))),
    ("thresholds", |engine| shown(steps(|| engine.set_thresholds_step(&[3; 40]).then_some(())))),
    ("a list by text", |engine| shown(steps(|| engine.window_step(BY_REMOTE, 0..3).map(|window| window.sessions)))),
    ("a place in it", |engine| shown(steps(|| engine.row_of_step(BY_REMOTE, SessionIndex(7))))),
    ("a summary", |engine| {
        let ask = || engine.summarise_step(&by_client(), &SummaryScope::default(), 0..3);
        let (table, number) = steps(ask);
        (format!("{:?}", table.unwrap().rows.len()), number)
    }),
    ("values", |engine| shown(steps(|| engine.complete_step("helo:host12", 11, 0)))),
    ("what is near", |engine| {
        let (nearby, number) = steps(|| engine.nearby_step("helo:hst7.contoso.com", 0, 1, 0));
        (format!("{:?}", nearby.near.len()), number)
    }),
    ("a finding", |engine| shown(steps(|| engine.finding_step(FindingKind::ALL[0])))),
    ("a query for findings", |engine| shown(steps(|| engine.count_step("severity:problem", 0)))),
    ("what is related", |engine| {
        let (related, number) = steps(|| engine.related_step(SessionIndex(7)));
        (format!("{:?}", related.len()), number)
    }),
    ("messages", |engine| {
        let (found, number) = steps(|| engine.find_messages_step("<id7@contoso.com>", 9));
        (format!("{:?}", found.messages.len()), number)
    }),
    ("the way of a message", |engine| {
        let (way, number) = steps(|| engine.follow_message_step("7.0"));
        (format!("{:?}", way.is_some()), number)
    }),
    ("delays", |engine| shown(steps(|| engine.delays_step().map(|_| ())))),
    ("a timeline", |engine| shown(steps(|| engine.timeline_step(&[0, 1 << 41], &[])))),
    ("an export", |engine| {
        let (export, number) = steps(|| engine.export_step(ExportFormat::Csv, "helo:host6*", 0));
        (format!("{:?}", export.map(|(_, sessions, entries)| (sessions, entries))), number)
    }),
];

#[test]
fn questions_about_many_sessions_take_steps_and_about_few_none() {
    let (mut few, mut some, mut many) = (opened(100), opened(PART + 1_000), opened(3 * PART));
    for (name, ask) in QUESTIONS {
        let (_, of_few) = ask(&mut few);
        let ((_, of_some), (_, of_many)) = (ask(&mut some), ask(&mut many));
        // Findings that others ask for are found one in a step.
        let is_several = name.contains("findings");
        assert!(of_few == 1 || is_several, "{name}: {of_few}");
        assert!(of_some <= of_many, "{name}: {of_some}, {of_many}");
    }
    let several = [
        "a word",
        "an expression",
        "an address",
        "a list by text",
        "a summary",
        "values",
        "a finding",
        "what is related",
    ];
    let mut anew = opened(3 * PART);
    for (name, ask) in QUESTIONS.iter().filter(|(name, _)| several.contains(name)) {
        let (_, number) = ask(&mut anew);
        assert!(number >= 3, "{name}: {number}");
    }
}

#[test]
fn in_steps_or_at_once_the_answers_are_the_same() {
    let count = 2 * PART + 77;
    let (mut stepwise, mut whole) = (opened(count), opened(count));
    let at_once = |engine: &Engine, query| engine.count(query, 0).unwrap();
    for query in ["host77", "/host7+\\./", "ip:198.51.7.0/24", "(helo:host7* OR duration>1s) -host8"] {
        let (answer, _) = steps(|| stepwise.count_step(query, 0));
        assert_eq!(answer.unwrap(), at_once(&whole, query), "{query}");
    }
    let (window, _) = steps(|| stepwise.window_step(BY_REMOTE, 0..100));
    assert_eq!(window.sessions, whole.window(BY_REMOTE, 0..100).sessions);
    for (name, ask) in QUESTIONS {
        let (answer, _) = ask(&mut stepwise);
        assert_eq!(answer, ask(&mut whole).0, "{name}");
    }
}

#[test]
fn questions_are_answered_in_turns() {
    let mut engine = opened(3 * PART);
    assert!(engine.query_step("host1", 0).is_none());
    assert!(engine.count_step("host2", 0).is_none());
    assert!(engine.window_step(BY_REMOTE, 0..3).is_none());
    // What is short is answered meanwhile.
    assert_eq!(engine.counts(), (3 * PART, 3 * PART as u64));
    assert_eq!(engine.query_parts("host1 host2", 0).len(), 2);
    let (counted, rest) = steps(|| engine.count_step("host2", 0));
    assert!(rest > 1 && counted.is_ok());
    let (queried, rest) = steps(|| engine.query_step("host1", 0));
    assert!(rest > 1, "it went on where it was");
    assert_eq!(engine.counts(), queried.unwrap());
}

#[test]
fn as_many_questions_as_a_page_asks_at_a_time_are_all_answered() {
    let engine = opened(3 * PART);
    let fields = ["client", "helo", "outcome", "hour", "log", "server"];
    let by = |field: &str| Question { dimensions: vec![Dimension::named(field).unwrap()], ..by_client() };
    let mut waiting: Vec<String> = (0..12).map(|number| format!("/host{number}7+\\./")).collect();
    waiting.extend(fields.map(String::from));
    let is_answered = |question: &String| match fields.contains(&question.as_str()) {
        true => engine.summarise_step(&by(question.as_str()), &SummaryScope::default(), 0..9).is_some(),
        false => engine.count_step(question, 0).is_some(),
    };
    for _ in 0..1_000 {
        waiting.retain(|question| !is_answered(question));
    }
    assert_eq!(waiting, [""; 0], "they do not keep each other from being answered");
}

#[test]
fn what_is_read_in_between_is_in_the_answer() {
    let mut engine = opened(2 * PART);
    assert!(engine.count_step("host", 0).is_none());
    read(&mut engine, "RECV2.LOG", 2 * PART..2 * PART + 5);
    let (published, number) = steps(|| engine.publish_step().then_some(()));
    assert_eq!(published, ());
    assert!(number >= 1);
    let (answer, _) = steps(|| engine.count_step("host", 0));
    assert_eq!(answer.unwrap().0, 2 * PART + 5);
    assert_eq!(engine.counts().0, 2 * PART + 5);
}

#[test]
fn publishing_runs_a_long_query_again_in_steps() {
    let mut engine = opened(3 * PART);
    engine.query("/host7+\\./", 0).unwrap();
    let before = engine.counts();
    read(&mut engine, "RECV2.LOG", 777..778);
    assert!(!engine.publish_step(), "the query takes more steps");
    assert_eq!(engine.counts(), before, "until they are done, what was found before is shown");
    let ((), number) = steps(|| engine.publish_step().then_some(()));
    assert!(number > 1);
    engine.publish();
    assert_eq!(engine.counts(), engine.count("/host7+\\./", 0).unwrap());
}

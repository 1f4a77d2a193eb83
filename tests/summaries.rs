//! Laws of summaries, over all fixtures, damaged fixtures and generated logs.
//!
//! Each value of a dimension is written as a condition that finds exactly its group; what is counted as one facet is what
//! `count` finds; *only* and *exclude* part what there is; and where each session has one value, the groups add up to the
//! total.

use crate::support::fixtures::{Case, Input, case, cases};
use crate::support::generator::random::Random;
use crate::support::mutation::damaged;
use exchange_log_viewer::{
    Correction, Dimension, Engine, FileEnd, Measure, Order, Outcome, Question, SummaryGroup, SummaryScope, SummaryTable,
};

/// Queries under which everything is summarised; the last three find few dialogues, whose values are worked out alone.
const QUERIES: [&str; 9] = [
    "",
    "log:receive",
    "code:4xx,5xx",
    "-tls:none",
    "messages>0 OR to:*",
    "-ip:192.0.2.0/24",
    "log:send outcome:failed,deferred",
    "log:connectivity messages=0",
    "log:pop3,imap4 auth:failed",
];

/// Groups of each dimension whose conditions are asked.
const GROUPS: usize = 40;

fn opened(inputs: &[Input]) -> Engine {
    let mut engine = Engine::new(7);
    engine.show_credentials(true);
    for input in inputs {
        engine.begin_corrected_file(&input.name, &input.folder, input.bytes.len() as u64, input.correction);
        engine.push(&input.bytes);
        engine.end_file(input.end);
    }
    engine.publish();
    engine
}

fn by(dimensions: &[&str]) -> Question {
    let dimensions = dimensions.iter().map(|name| Dimension::named(name).unwrap()).collect();
    Question { dimensions, distinct: None, quantiles: true, order: Order::By(Measure::Sessions), descending: true }
}

fn summary(engine: &Engine, name: &str) -> SummaryTable {
    engine.summarise(&by(&[name]), &SummaryScope::default(), 0..usize::MAX).unwrap()
}

/// Numbers of sessions, and of rows of logs without sessions, that a query finds.
fn counts(engine: &mut Engine, query: &str) -> (f64, f64) {
    engine.query(query, 0).unwrap_or_else(|problem| panic!("{query}: {problem:?}"));
    let tables = engine.archive().tables.iter().enumerate();
    let alone = tables.filter(|(_, table)| table.log_type == exchange_log_viewer::LogType::Table);
    let rows: usize = alone.map(|(number, _)| engine.matches().rows(number).count()).sum();
    (engine.counts().0 as f64, rows as f64)
}

fn both(group: &SummaryGroup) -> (f64, f64) {
    (group.sessions.0, group.rows.0)
}

fn joined(query: &str, condition: &str) -> String {
    match query {
        "" => condition.into(),
        query => format!("({query}) {condition}"),
    }
}

/// Checks the laws for one dimension under the queries; returns the number of groups.
fn check(engine: &mut Engine, name: &str, queries: &[&str]) -> usize {
    let mut seen = 0;
    for query in queries {
        let (sessions, rows) = counts(engine, query);
        let summary = summary(engine, name);
        if summary.sessions == sessions {
            let has_several = summary.counted.0 + summary.counted_rows.0 > sessions + rows;
            let adds_up = summary.counted == sessions && summary.counted_rows == rows;
            assert!(has_several || adds_up, "{name} under {query:?}: {:?} {:?}", summary.counted, (sessions, rows));
        }
        let largest = summary.rows.iter().map(|group| group.sessions.0.max(group.rows.0)).fold(0.0, f64::max);
        assert_eq!(summary.most, largest);
        assert_eq!(summary.groups, summary.rows.len() as f64);
        assert_eq!(summary.cut, 0.0);
        for group in summary.rows.iter().take(GROUPS) {
            seen += 1;
            let value = &group.values[0];
            let Some(condition) = &value.condition else {
                let text = value.text.as_str();
                // Nothing can be asked of what is not text, nor across the unit separator.
                assert!(!value.known || text.contains(['\u{FFFD}', '\u{1F}']), "{name}: {value:?}");
                continue;
            };
            let with = joined(query, condition.as_str());
            assert_eq!(counts(engine, &with), both(group), "{name} {:?}: {with}", value.text);
            if value.known && !name.contains("column") {
                let excluded = joined(query, &format!("-({})", condition.as_str()));
                let without = counts(engine, &excluded);
                let all = counts(engine, query);
                assert!(
                    without.0 + group.sessions.0 >= all.0 && without.1 + group.rows.0 == all.1,
                    "{name} {:?}: {excluded} {without:?} {all:?}",
                    value.text
                );
            }
        }
    }
    seen
}

#[test]
fn each_value_of_a_dimension_finds_its_group() {
    let everything: Vec<Input> = cases().into_iter().flat_map(|case| case.inputs).collect();
    let mut engine = opened(&everything);
    for name in Dimension::names() {
        let seen = check(&mut engine, name, &QUERIES);
        assert!(seen > 1, "the fixtures have no values of {name}");
    }
}

#[test]
fn each_fixture_can_be_summarised() {
    for case in cases() {
        let mut engine = opened(&case.inputs);
        for name in Dimension::names() {
            check(&mut engine, name, &[""]);
        }
    }
}

#[test]
fn damaged_fixtures_can_be_summarised() {
    let mut random = Random::new(11);
    for case in cases() {
        let inputs: Vec<Input> = case
            .inputs
            .iter()
            .map(|input| Input {
                name: input.name.clone(),
                folder: input.folder.clone(),
                bytes: damaged(&mut random, &input.bytes, b"550 5.7.1 x"),
                end: input.end,
                correction: input.correction,
            })
            .collect();
        let mut engine = opened(&inputs);
        for name in Dimension::names() {
            check(&mut engine, name, &[""]);
        }
    }
}

/// The groups of a question about a fixture, by their values.
fn groups(engine: &Engine, question: &Question, scope: &SummaryScope) -> Vec<(Vec<String>, f64, f64)> {
    let table = engine.summarise(question, scope, 0..usize::MAX).unwrap();
    let texts = |group: &SummaryGroup| group.values.iter().map(|value| value.text.as_str().to_owned()).collect();
    table.rows.iter().map(|group| (texts(group), group.sessions.0, group.distinct.0)).collect()
}

#[test]
fn a_facet_is_not_narrowed_by_itself() {
    let mut engine = opened(&[]);
    for input in ["receive-2019", "send-2016", "connectivity-retry"].into_iter().flat_map(|name| case(name).inputs) {
        engine.begin_corrected_file(&input.name, &input.folder, input.bytes.len() as u64, input.correction);
        engine.push(&input.bytes);
        engine.end_file(input.end);
    }
    engine.publish();
    let facet = SummaryScope { is_facet: true, ..SummaryScope::default() };
    let logs = |engine: &Engine, scope: &SummaryScope| groups(engine, &by(&["log"]), scope).len();
    engine.query("log:send", 0).unwrap();
    assert_eq!((logs(&engine, &facet), logs(&engine, &SummaryScope::default())), (3, 1));
    engine.query("log:send,receive -log:receive", 0).unwrap();
    assert_eq!((logs(&engine, &facet), logs(&engine, &SummaryScope::default())), (3, 1));
    engine.query("log:send code:2xx", 0).unwrap();
    let found: f64 = groups(&engine, &by(&["log"]), &facet).iter().map(|group| group.1).sum();
    assert_eq!(found, engine.count("code:2xx", 0).unwrap().0 as f64);
    let within = SummaryScope { within: "log:receive".into(), is_facet: false };
    assert_eq!(groups(&engine, &by(&["log"]), &within), [], "nothing is in both logs");
}

#[test]
fn several_dimensions_and_distinct_values_are_counted() {
    let engine = opened(&case("receive-relay-denied").inputs);
    let question = Question { distinct: Dimension::named("to"), ..by(&["connector", "outcome"]) };
    let found = groups(&engine, &question, &SummaryScope::default());
    let sessions: f64 = found.iter().map(|group| group.1).sum();
    assert_eq!(sessions, engine.counts().0 as f64);
    for (values, sessions, distinct) in &found {
        let query = format!("connector:<\"{}\"> outcome:{}", values[0], values[1]);
        assert_eq!(engine.count(&query, 0).unwrap().0 as f64, *sessions, "{query}");
        let within = SummaryScope { within: query, is_facet: false };
        let recipients = groups(&engine, &by(&["to"]), &within).iter().filter(|group| !group.0[0].is_empty()).count();
        assert_eq!(recipients as f64, *distinct);
    }
    assert!(found.iter().any(|group| group.2 > 1.0), "{found:?}");
}

#[test]
fn groups_come_in_the_order_that_is_asked_for() {
    let engine = opened(&cases().into_iter().flat_map(|case| case.inputs).collect::<Vec<_>>());
    let ordered = |order, descending| {
        let question = Question { order, descending, ..by(&["to"]) };
        groups(&engine, &question, &SummaryScope::default())
    };
    let names = |groups: &[(Vec<String>, f64, f64)]| groups.iter().map(|group| group.0[0].clone()).collect::<Vec<_>>();
    let by_name = ordered(Order::Value(0), false);
    let mut sorted = names(&by_name);
    sorted.pop_if(|last| last.is_empty());
    assert!(sorted.is_sorted() && sorted.len() + 1 == by_name.len(), "what has no recipient comes last: {sorted:?}");
    let backwards = names(&ordered(Order::Value(0), true));
    assert!(backwards.iter().rev().eq(&names(&by_name)));
    assert!(ordered(Order::By(Measure::Sessions), true).is_sorted_by(|one, other| one.1 >= other.1));
    assert!(ordered(Order::By(Measure::Sessions), false).is_sorted_by(|one, other| one.1 <= other.1));
    let all = ordered(Order::By(Measure::Bytes), true);
    let question = Question { order: Order::By(Measure::Bytes), ..by(&["to"]) };
    let paged = [0..2, 2..5, 5..usize::MAX].map(|rows| {
        let table = engine.summarise(&question, &SummaryScope::default(), rows).unwrap();
        table.rows.into_iter().map(|group| group.values[0].text.as_str().to_owned()).collect::<Vec<_>>()
    });
    assert_eq!(paged.concat(), names(&all), "pages of the same question");
}

/// A log with so many sessions, each with a client name of its own, but for every tenth, and with a mail of another size.
fn of_many_clients(sessions: usize) -> [Input; 1] {
    let header = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP Receive Protocol Log\r\n\
        #Date: 2026-03-02T00:00:00.000Z\r\n\
        #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n";
    let mut log = header.to_string();
    for number in 0..sessions {
        let name = if number % 10 == 0 { 0 } else { number };
        let (second, size) = (number % 3600, number * 7919 % 5000);
        let mut row = |place: usize, event: &str, data: &str| {
            log += &format!(
                "2026-03-02T08:{:02}:{:02}.{place:03}Z,EX01\\Relay,08DE7A0000{number:06X},{place},192.0.2.1:25,198.51.100.7:40000,{event},{data},\r\n",
                second / 60,
                second % 60,
            );
        };
        row(0, "+", "");
        row(1, "<", &format!("EHLO client{name}.contoso.com"));
        row(2, "<", &format!("MAIL FROM:<ann@contoso.com> SIZE={size}"));
        row(3, ">", "250 2.1.0 Sender OK");
        row(4, "<", "RCPT TO:<bob@fabrikam.com>");
        row(5, ">", if number % 7 == 0 { "550 5.1.1 User unknown" } else { "250 2.1.5 Recipient OK" });
        row(6, "-", "");
    }
    let (name, folder, bytes) = ("RECV2026030208-1.LOG".into(), String::new(), log.into_bytes());
    [Input { name, folder, bytes, end: FileEnd::Complete, correction: Correction::default() }]
}

#[test]
fn the_first_of_very_many_groups_are_the_same_whether_the_rest_is_asked_for_or_not() {
    let inputs = of_many_clients(6_000);
    let (some, whole) = (opened(&inputs), opened(&inputs));
    let names = "sessions rows messages recipients bytes rejected deferred failed first last distinct medianDuration highDuration longest";
    for name in names.split(' ') {
        for descending in [true, false] {
            let order = Order::named(name).unwrap();
            let question = Question { order, descending, distinct: Dimension::named("code"), ..by(&["helo"]) };
            let of = |engine: &Engine, rows| engine.summarise(&question, &SummaryScope::default(), rows).unwrap();
            let (first, all) = (of(&some, 0..50), of(&whole, 0..usize::MAX));
            assert_eq!((first.groups, first.counted, first.most), (all.groups, all.counted, all.most));
            assert_eq!((all.groups.0, all.counted.0, all.most.0), (5_401.0, 6_000.0, 600.0));
            assert_eq!(format!("{:?}", first.rows), format!("{:?}", &all.rows[..50]), "{name} {descending}");
            let codes = if name == "distinct" && !descending { 1.0 } else { 2.0 };
            assert!(first.rows.iter().all(|group| group.distinct.0 <= codes && group.distinct.0 > 0.0), "{name}");
        }
    }
}

#[test]
fn very_many_groups_are_in_the_order_of_what_is_measured_of_all_sessions_or_of_some() {
    let inputs = of_many_clients(6_000);
    let engine = opened(&inputs);
    type Value = fn(&SummaryGroup) -> f64;
    let measures: [(&str, Value); 6] = [
        ("recipients", |group| group.recipients.0),
        ("bytes", |group| group.bytes.0),
        ("rejected", |group| group.outcomes[Outcome::Rejected as usize].into()),
        ("first", |group| group.first.unwrap().0),
        ("last", |group| group.last.unwrap().0),
        ("longest", |group| group.longest.0),
    ];
    // A seventh of the sessions is few of all, but more than are asked by themselves.
    for (within, sessions) in [("", 6_000.0), ("code:550", 858.0)] {
        for (name, value) in measures {
            let question = Question { order: Order::named(name).unwrap(), ..by(&["helo"]) };
            let scope = SummaryScope { within: within.into(), is_facet: false };
            let table = engine.summarise(&question, &scope, 0..usize::MAX).unwrap();
            let values: Vec<f64> = table.rows.iter().map(value).collect();
            assert_eq!(table.sessions.0, sessions);
            assert!(values.is_sorted_by(|one, other| one >= other), "{name} {within}: {values:?}");
        }
    }
}

#[test]
fn days_of_the_week_are_in_the_order_of_a_calendar_and_of_the_page_s_clock() {
    let mut engine = opened(&cases().into_iter().flat_map(|case| case.inputs).collect::<Vec<_>>());
    let question = Question { order: Order::Value(0), descending: false, ..by(&["weekday"]) };
    let mut counted = Vec::new();
    for east in [0, 720, -720] {
        engine.query("", east).unwrap();
        let table = engine.summarise(&question, &SummaryScope::default(), 0..usize::MAX).unwrap();
        let days: Vec<&str> = table.rows.iter().map(|group| group.values[0].text.as_str()).collect();
        let week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", ""];
        let places: Vec<_> = days.iter().map(|day| week.iter().position(|known| known == day)).collect();
        assert!(places.len() > 5 && places.iter().all(Option::is_some) && places.is_sorted(), "{days:?}");
        let found = table.rows.iter().filter(|group| group.values[0].known).map(|group| {
            let query = group.values[0].condition.as_ref().unwrap().as_str().to_owned();
            let found = engine.count(&query, east).unwrap().0 as f64;
            assert_eq!(found, group.sessions.0, "{query} {east}");
            found
        });
        counted.push(found.collect::<Vec<f64>>());
    }
    assert!(counted[0] != counted[1] && counted[0] != counted[2], "{counted:?}");
}

#[test]
fn the_order_of_files_changes_no_summary() {
    // Flags are about how the files were read.
    let names = || Dimension::names().filter(|name| *name != "flags");
    let all = |engine: &Engine| {
        names().map(|name| groups(engine, &by(&[name]), &SummaryScope::default())).collect::<Vec<_>>()
    };
    let mut several = 0;
    // Without session-ids, which session an entry belongs to may depend on the order.
    let depends = ["mail-access-restarts", "smtpsvc-straddle"];
    let has_ids = |case: &Case| case.inputs.len() > 1 && !depends.contains(&case.name.as_str());
    for mut case in cases().into_iter().filter(has_ids) {
        let forwards = all(&opened(&case.inputs));
        case.inputs.reverse();
        let backwards = all(&opened(&case.inputs));
        let both = forwards.iter().zip(&backwards).zip(names());
        let differing: Vec<&str> = both.filter(|((one, other), _)| one != other).map(|(_, name)| name).collect();
        assert!(differing.is_empty(), "{}: {differing:?}", case.name);
        several += 1;
    }
    assert!(several > 5);
}

#[test]
fn a_secret_that_is_repeated_as_a_value_is_masked_in_summaries() {
    let log = "#Log-type: SMTP Receive Protocol Log\r\n\
        #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n\
        2026-04-07T23:30:00.000Z,EX07\\Relay,08DE0000000000A1,0,192.0.2.4:25,203.0.113.77:4711,+,,\r\n\
        2026-04-07T23:30:01.000Z,EX07\\Relay,08DE0000000000A1,1,192.0.2.4:25,203.0.113.77:4711,<,EHLO Tr0ub4dor-3x,\r\n\
        2026-04-07T23:30:02.000Z,EX07\\Relay,08DE0000000000A1,2,192.0.2.4:25,203.0.113.77:4711,<,AUTH PLAIN AGFubgBUcjB1YjRkb3ItM3g=,\r\n\
        2026-04-07T23:30:03.000Z,EX07\\Relay,08DE0000000000A1,3,192.0.2.4:25,203.0.113.77:4711,>,535 5.7.3 no Tr0ub4dor-3x,\r\n\
        2026-04-07T23:30:04.000Z,EX07\\Relay,08DE0000000000A1,4,192.0.2.4:25,203.0.113.77:4711,<,MAIL FROM:<Tr0ub4dor-3x@contoso.com>,\r\n\
        2026-04-07T23:30:05.000Z,EX07\\Relay,08DE0000000000A1,5,192.0.2.4:25,203.0.113.77:4711,-,,Local\r\n";
    let mut engine = Engine::new(7);
    engine.begin_file("RECV.LOG", "", log.len() as u64);
    engine.push(log.as_bytes());
    engine.end_file(exchange_log_viewer::FileEnd::Complete);
    engine.publish();
    let mut shown = 0;
    for credentials in [true, false] {
        engine.show_credentials(credentials);
        for name in Dimension::names() {
            let table = summary(&engine, name);
            let json = serde_json::to_string(&table).unwrap();
            shown += usize::from(json.contains("Tr0ub4dor-3x"));
            assert!(credentials || !json.contains("Tr0ub4dor"), "{name}: {json}");
        }
    }
    assert!(shown >= 3, "the password is a client name, a sender and in a reply");
}

//! What is noise: each kind in each log that shows it, and beside it what only looks like it.

use crate::support::fixtures::{case, cases};
use exchange_log_viewer::{Dimension, Engine, Measure, Noise, Order, Question, SessionIndex, SummaryScope};

fn opened(names: &[&str]) -> Engine {
    let mut engine = Engine::new(7);
    for input in names.iter().flat_map(|name| case(name).inputs) {
        engine.begin_file(&input.name, &input.folder, input.bytes.len() as u64);
        engine.push(&input.bytes);
        engine.end_file(input.end);
    }
    engine.publish();
    engine
}

/// The noise of the one session that a query finds.
fn noise_of(engine: &mut Engine, query: &str) -> Noise {
    assert_eq!(engine.query(query, 0).unwrap().0, 1, "{query}");
    engine.archive().store.sessions.get(engine.sessions()[0]).facts.noise
}

fn check(cases: &[(&str, Noise, &str)]) {
    let mut engine = opened(&["noise"]);
    for (query, noise, why) in cases {
        assert_eq!(noise_of(&mut engine, query), *noise, "{query}: {why}");
    }
}

#[test]
fn sessions_in_which_nothing_is_said() {
    check(&[
        ("session:AB01", Noise::Silent, "greeted, left in good order"),
        ("session:AB02", Noise::Silent, "greeted, left with a reset, as some load balancers do"),
        ("session:AB03", Noise::Silent, "left at once"),
        ("session:AB04", Noise::None, "the server did not greet it for half a minute"),
        ("session:AB05", Noise::None, "the server closed it"),
        ("session:AB06", Noise::None, "its end is not in the log"),
        ("session:AB07", Noise::None, "the connection broke"),
        ("session:AB18", Noise::None, "the server refused it"),
        ("log:imap4 session:A01", Noise::Silent, "a port without TLS"),
        ("log:imap4 session:A02", Noise::None, "a failed TLS handshake looks the same"),
    ]);
}

#[test]
fn health_checks_of_load_balancers_and_monitors() {
    check(&[
        ("session:AB11", Noise::Probe, "only QUIT"),
        ("session:AB12", Noise::Probe, "HELO and NOOP, closed in good order"),
        ("session:AB13", Noise::Probe, "EHLO, RSET, QUIT"),
        ("session:AB14", Noise::None, "reset after EHLO"),
        ("session:AB15", Noise::None, "it began TLS, and did not go on"),
        ("session:AB16", Noise::None, "it looked for users"),
        ("session:AB17", Noise::None, "rows are missing"),
        ("session:AB19", Noise::None, "it began a message"),
        ("session:AB1A", Noise::None, "it spoke another protocol"),
        ("log:imap4 session:A03", Noise::Probe, "CAPABILITY, LOGOUT"),
        ("log:imap4 session:A06", Noise::None, "it began TLS, and did not go on"),
        ("log:http remote:192.0.2.4", Noise::Probe, "only healthcheck.htm"),
        ("log:http remote:192.0.2.5", Noise::None, "another page besides"),
        ("log:http remote:192.0.2.6", Noise::None, "the server says that it is not healthy"),
    ]);
}

#[test]
fn monitoring_of_exchange_itself() {
    check(&[
        ("session:AB21", Noise::Health, "a delivery probe"),
        ("session:AB22", Noise::Health, "a probe of the front end"),
        ("session:AB23", Noise::Health, "a logon"),
        ("session:AB24", Noise::None, "to somebody else"),
        ("session:AB25", Noise::None, "a probe that fails"),
        ("session:AB26", Noise::None, "another message in the same session"),
        ("session:AB27", Noise::None, "a wrong password before"),
        ("log:imap4 session:A04", Noise::Health, "a logon"),
        ("log:imap4 session:A05", Noise::None, "a logon that fails"),
        ("log:http user:HealthMailbox83d6781", Noise::Health, "by its user"),
        ("log:http user-agent:AMProbe local:::1", Noise::Health, "from the server itself"),
        ("log:http remote:203.0.113.66", Noise::None, "anybody may call itself that"),
        ("message-id:<a@contoso.com>", Noise::Health, "a message of a probe"),
        ("message-id:<b@contoso.com>", Noise::None, "one that was not delivered"),
        ("message-id:<c@contoso.com>", Noise::None, "one that somebody else got too"),
    ]);
}

#[test]
fn noise_is_nothing_that_went_wrong() {
    for case in cases() {
        let mut engine = Engine::new(7);
        for input in case.inputs {
            engine.begin_corrected_file(&input.name, &input.folder, input.bytes.len() as u64, input.correction);
            engine.push(&input.bytes);
            engine.end_file(input.end);
        }
        engine.publish();
        for query in ["failed-attempts>0", "tls:failed", "flags:incomplete,holes", "outcome:failed,rejected,deferred"] {
            let faulty = engine.count(query, 0).unwrap().0;
            assert_eq!(engine.count(&format!("({query}) noise:none"), 0).unwrap().0, faulty, "{}: {query}", case.name);
        }
        let count = |query: &str| engine.count(query, 0).unwrap().0;
        let each: usize = Noise::ALL.iter().map(|noise| count(&format!("noise:{}", noise.key()))).sum();
        assert_eq!(each, count(""), "{}", case.name);
        assert_eq!(count("noise:*") + count("noise:none"), count(""));
        assert_eq!((count("noise:any"), count("-noise:*")), (count("noise:silent,probe,health"), count("noise:none")));
    }
}

fn by_noise(engine: &Engine, is_facet: bool) -> Vec<(String, f64)> {
    let question = Question {
        dimensions: vec![Dimension::named("noise").unwrap()],
        distinct: None,
        quantiles: false,
        order: Order::By(Measure::Sessions),
        descending: true,
    };
    let scope = SummaryScope { within: String::new(), is_facet };
    let table = engine.summarise(&question, &scope, 0..9).unwrap();
    table.rows.iter().map(|group| (group.values[0].text.as_str().into(), group.sessions.0)).collect()
}

#[test]
fn hidden_noise_is_found_by_no_query_that_does_not_ask_for_it() {
    let mut engine = opened(&["noise", "receive-2019"]);
    let (all, none) = (engine.count("", 0).unwrap().0, engine.count("noise:none", 0).unwrap().0);
    let noise = engine.count("log:receive noise:*", 0).unwrap().0;
    let counted = by_noise(&engine, true);
    engine.query("log:receive", 0).unwrap();
    let shown = by_noise(&engine, true);
    engine.hide_noise(true);
    assert_eq!(by_noise(&engine, true), shown, "what is hidden can be counted");
    assert_eq!(by_noise(&engine, false).len(), 1);
    assert_eq!(engine.sessions().len(), engine.count("log:receive noise:none", 0).unwrap().0);
    assert_eq!(engine.count("", 0).unwrap().0, none);
    let (_, exported, _) = engine.export(exchange_log_viewer::ExportFormat::Csv, "", 0).unwrap();
    assert_eq!(exported, none);
    assert_eq!(engine.count("log:receive noise:*", 0).unwrap().0, noise, "a query that asks for it is answered");
    assert!(engine.asks_noise("a (b OR -noise:probe)", 0) && !engine.asks_noise("log:receive noise", 0));
    engine.publish();
    assert_eq!(engine.sessions().len(), engine.count("log:receive noise:none", 0).unwrap().0);
    engine.hide_noise(false);
    engine.query("", 0).unwrap();
    assert_eq!((engine.sessions().len(), by_noise(&engine, true)), (all, counted));
}

#[test]
fn a_value_of_noise_is_completed_also_while_it_is_hidden() {
    let mut engine = opened(&["noise"]);
    let offered = |engine: &Engine| {
        let items = engine.complete("log:receive noise:", 18, 0).items;
        items.iter().map(|item| (item.text.as_str().to_string(), item.count.map(|count| count.0))).collect::<Vec<_>>()
    };
    let before = offered(&engine);
    assert!(before.iter().any(|(text, count)| text == "probe" && *count == Some(3.0)), "{before:?}");
    engine.hide_noise(true);
    assert_eq!(offered(&engine), before);
}

#[test]
fn what_is_hidden_stays_so_when_logs_are_closed() {
    let mut engine = opened(&["noise"]);
    engine.hide_noise(true);
    engine.clear();
    for input in case("noise").inputs {
        engine.begin_file(&input.name, &input.folder, None);
        engine.push(&input.bytes);
        engine.end_file(input.end);
    }
    engine.publish();
    let is_noise = |session: &SessionIndex| engine.archive().store.sessions.get(*session).facts.noise != Noise::None;
    assert!(!engine.sessions().is_empty() && !engine.sessions().iter().any(is_noise));
}

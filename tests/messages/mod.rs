//! Messages are found by what is known of one, and followed over all logs and servers.

mod flow;
mod one_server;
mod outbound;
use crate::support::fixtures::{case, cases};
use crate::support::generator::random::Random;
use crate::support::mutation::damaged;
use exchange_log_viewer::{Engine, FindingKind, FindingSeverity, FoundMessage, MessageWay, OutcomePart, SessionIndex};
use flow::{
    Event, FROM, FRONT_AGENT, FRONT_CONNECT, FRONT_RECEIVE, FRONT_SEND, HUB1_CONNECT, HUB1_RECEIVE, HUB1_SEND,
    HUB1_TRACKING, HUB2_CONNECT, HUB2_RECEIVE, HUB2_SEND, HUB2_TRACKING, HUB3_TRACKING, INSIDE, Log, Logs,
    MAILBOX_RECEIVE, MAILBOX_TRACKING, MAILBOX1_TRACKING, OUTSIDE, SUBMISSION_TRACKING, Session, id_of, iso, mail,
    opened,
};
use std::collections::BTreeSet;

/// The words of an enum as they are in the code.
fn word(value: impl std::fmt::Debug) -> String {
    format!("{value:?}")
}

/// The only message that a text finds.
fn find(engine: &Engine, text: &str) -> FoundMessage {
    let found = engine.find_messages(text, 10);
    assert_eq!(found.total, 1.0, "{text}");
    found.messages.into_iter().next().unwrap()
}

/// The way of the only message that a text finds.
fn follow(engine: &Engine, text: &str) -> MessageWay {
    engine.follow_message(find(engine, text).key.as_str()).expect("can be followed")
}

/// A hop by server, service and what it is.
fn name(way: &MessageWay, index: usize) -> String {
    let hop = &way.hops[index];
    let server = hop.server.as_str().split('.').next().unwrap();
    let service = match hop.service.as_str() {
        "Front End Transport" => "front",
        "Transport" => "hub",
        "Mailbox Transport Delivery" => "mailbox",
        other => other,
    };
    match hop.event.as_str() {
        "" => format!("{server} {service} {}", word(hop.kind).to_lowercase()),
        event => format!("{server} {service} {event}"),
    }
}

fn place(way: &MessageWay, index: u32) -> String {
    let place = &way.places[index as usize];
    format!("{}:{}", word(place.kind), place.name.as_str())
}

/// A hop with what it continues and what joins the two.
fn joined(way: &MessageWay, index: usize) -> String {
    let hop = &way.hops[index];
    let previous = hop.previous.map_or("nothing".into(), |previous| name(way, previous as usize));
    format!("{} after {previous} by {}", name(way, index), word(hop.join))
}

fn all_joined(way: &MessageWay) -> Vec<String> {
    (0..way.hops.len()).map(|index| joined(way, index)).collect()
}

/// What is missing: server, service, what it is, and why.
fn missing(way: &MessageWay) -> Vec<String> {
    let line = |missing: &_| {
        let exchange_log_viewer::MissingHop { server, place, kind, why, .. } = missing;
        let server = server.as_str().trim_end_matches(".contoso.com");
        format!("{server} {} {} {}", word(place.kind), word(kind), word(why))
    };
    way.missing.iter().map(line).collect()
}

/// Two mails a minute apart, of which the first one is looked for.
fn two_mails() -> Logs {
    let mut logs = Logs::default();
    mail(&mut logs, 1, 1_000);
    mail(&mut logs, 2, 61_000);
    logs
}

const WHOLE: [&str; 18] = [
    "EX01 front receive after nothing by First",
    "EX01 front connect after EX01 front receive by ProxiedId",
    "EX01 front proxy after EX01 front connect by SessionId",
    "EX01 hub receive after EX01 front proxy by Endpoints",
    "EX01 hub RECEIVE after EX01 hub receive by SessionId",
    "EX01 hub connect after EX01 hub RECEIVE by InternalMessageId",
    "EX01 hub send after EX01 hub connect by SessionId",
    "EX02 hub receive after EX01 hub send by Endpoints",
    "EX02 hub RECEIVE after EX02 hub receive by SessionId",
    "EX01 hub SEND after EX01 hub send by SessionId",
    "EX01 hub connect after EX01 hub RECEIVE by InternalMessageId",
    "EX01 hub send after EX01 hub connect by SessionId",
    "EX01 hub SENDEXTERNAL after EX01 hub send by SessionId",
    "EX02 hub connect after EX02 hub RECEIVE by InternalMessageId",
    "EX02 hub send after EX02 hub connect by SessionId",
    "EX03 mailbox receive after EX02 hub send by Endpoints",
    "EX03 mailbox DELIVER after EX03 mailbox receive by MessageId",
    "EX02 hub SEND after EX02 hub send by SessionId",
];

#[test]
fn a_mail_is_followed_from_the_client_to_the_mailbox_and_out() {
    let way = follow(&two_mails().engine(), &id_of(1));
    assert_eq!(all_joined(&way), WHOLE);
    assert_eq!(missing(&way), ["mx.tailspintoys.com Outside Receive Outside"]);
    let places: Vec<String> = (0..way.places.len() as u32).map(|index| place(&way, index)).collect();
    assert_eq!(
        places,
        [
            "Client:mx.fabrikam.com",
            "FrontEnd:EX01",
            "Hub:EX01",
            "Hub:EX02",
            "Outside:mx.tailspintoys.com",
            "Mailbox:EX03"
        ]
    );
    assert!(way.hops.iter().all(|hop| word(hop.certainty) == "Logged"));
    assert!(!way.truncated);
    assert_eq!(name(&way, way.slowest.unwrap() as usize), "EX02 hub connect", "it waited there longest");
    let message = &way.message;
    assert_eq!((message.message_id.as_str(), message.sender.as_str()), (id_of(1).as_str(), FROM));
    assert_eq!((message.subject.as_str(), message.recipient_count.0), ("Quarterly figures", 2.0));
    assert_eq!(word(message.outcome), "Sent", "one recipient is outside");
    let part = |part: &_| {
        let exchange_log_viewer::OutcomePart { what, whom, count, .. } = part;
        format!("{} {} {}", word(what), whom.as_str(), count.0)
    };
    let parts: Vec<String> = message.parts.iter().map(part).collect();
    assert_eq!(
        parts,
        [
            "Accepted mx.fabrikam.com 2",
            "Handed EX02.contoso.com 1",
            "Handed mx.tailspintoys.com 1",
            "Delivered anna@contoso.com 1"
        ]
    );
}

/// What is missing if a log is left out, and what else cannot be joined then.
fn left_out(log: Log) -> (&'static str, &'static [&'static str]) {
    match log {
        FRONT_RECEIVE => ("EX01 FrontEnd Receive NotOpened", &["EX01 front receive"]),
        FRONT_SEND => ("EX01 FrontEnd Proxy NotOpened", &["EX01 front proxy", "EX01 front connect"]),
        FRONT_CONNECT => ("EX01 FrontEnd Connect NotOpened", &["EX01 front connect"]),
        HUB1_RECEIVE => ("EX01 Hub Receive OffByDefault", &["EX01 hub receive"]),
        HUB1_TRACKING => ("EX01 Hub Event NotOpened", &["EX01 hub RECEIVE", "EX01 hub SEND", "EX01 hub SENDEXTERNAL"]),
        HUB1_CONNECT => ("EX01 Hub Connect NotOpened", &["EX01 hub connect"]),
        HUB1_SEND => ("EX01 Hub Send OffByDefault", &["EX01 hub send"]),
        HUB2_RECEIVE => ("EX02 Hub Receive OffByDefault", &["EX02 hub receive"]),
        HUB2_TRACKING => ("EX02 Hub Event NotOpened", &["EX02 hub RECEIVE", "EX02 hub SEND"]),
        HUB2_CONNECT => ("EX02 Hub Connect NotOpened", &["EX02 hub connect"]),
        HUB2_SEND => ("EX02 Hub Send OffByDefault", &["EX02 hub send"]),
        MAILBOX_RECEIVE => ("EX03 Mailbox Receive OffByDefault", &["EX03 mailbox receive"]),
        MAILBOX_TRACKING => ("EX03 Mailbox Deliver NotOpened", &["EX03 mailbox DELIVER"]),
        other => panic!("{other:?} is not written"),
    }
}

#[test]
fn a_log_that_is_left_out_is_named() {
    let logs = two_mails();
    for log in logs.logs() {
        let way = follow(&logs.without(log).engine(), &id_of(1));
        let (named, gone) = left_out(log);
        let names: Vec<&str> = WHOLE.iter().map(|hop| hop.split(" after ").next().unwrap()).collect();
        let mut expected: Vec<&str> = names.into_iter().filter(|name| !gone.contains(name)).collect();
        let mut found: Vec<String> = (0..way.hops.len()).map(|index| name(&way, index)).collect();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "without {log:?}");
        let firsts = way.hops.iter().filter(|hop| hop.previous.is_none()).count();
        assert_eq!(firsts, 1, "without {log:?} all is one way: {:#?}", all_joined(&way));
        let mut missing = missing(&way);
        missing.retain(|missing| missing != "mx.tailspintoys.com Outside Receive Outside");
        // Several copies were sent, but each was received once.
        missing.dedup_by(|one, other| one == other && !one.contains("Receive"));
        assert_eq!(missing, [named], "without {log:?}");
    }
}

#[test]
fn a_log_that_does_not_show_the_time_has_a_hole() {
    let mut logs = Logs::default();
    mail(&mut logs, 1, 1_000);
    mail(&mut logs, 2, 3_661_000);
    let begins = |row: &str| row.starts_with(&iso(0)[..17]);
    for (log, missing_there) in [
        (HUB1_TRACKING, "EX01 Hub Event Hole"),
        (FRONT_CONNECT, "EX01 FrontEnd Connect Hole"),
        (HUB2_RECEIVE, "EX02 Hub Receive Hole"),
    ] {
        let files = logs.edited(log, |text| {
            let rows: Vec<&str> = text.split_inclusive("\r\n").filter(|row| !begins(row)).collect();
            rows.concat()
        });
        let found = missing(&follow(&opened(&files), &id_of(1)));
        assert!(found.contains(&missing_there.into()), "{found:?}");
    }
}

#[test]
fn a_clock_that_is_ahead_is_found_and_changes_nothing_else() {
    for ahead in [90_000, 86_000] {
        let mut logs = Logs::default();
        logs.ahead.insert("EX02", ahead);
        for number in 0..3 {
            mail(&mut logs, number, 1_000 + 60_000 * i64::from(number));
        }
        let way = follow(&logs.engine(), &id_of(1));
        let mut hops = all_joined(&way);
        let mut expected = WHOLE.map(String::from).to_vec();
        hops.sort();
        expected.sort();
        assert_eq!(hops, expected);
        let offsets: Vec<_> = way
            .offsets
            .iter()
            .map(|offset| (offset.a.as_str(), offset.b.as_str(), offset.offset_ms.0, offset.spread_ms.0))
            .collect();
        let ahead = ahead as f64;
        assert_eq!(offsets, [("EX01", "EX02", ahead, 0.0), ("EX02", "EX03", -ahead, 0.0)]);
        let servers: BTreeSet<&str> = way.hops.iter().map(|hop| hop.server.as_str()).collect();
        assert_eq!(Vec::from_iter(servers), ["EX01", "EX02", "EX03"], "hops and offsets name a server alike");
        assert_eq!(name(&way, way.slowest.unwrap() as usize), "EX02 hub connect", "what clocks make of it is no delay");
    }
}

#[test]
fn a_log_that_shows_the_time_but_not_the_hop_has_no_hole() {
    let files = two_mails().edited(FRONT_CONNECT, |text| {
        let rows: Vec<&str> = text.split_inclusive("\r\n").filter(|row| !row.starts_with(&iso(0)[..17])).collect();
        rows.concat()
    });
    let found = missing(&follow(&opened(&files), &id_of(1)));
    assert!(found.contains(&"EX01 FrontEnd Connect NotThere".into()), "an hourly file covers its hour: {found:?}");
}

#[test]
fn what_a_hub_sent_is_missed_where_message_tracking_does_not_show_it_either() {
    let logs = two_mails().without(HUB1_SEND).without(HUB1_CONNECT);
    let files = logs.edited(HUB1_TRACKING, |text| {
        let rows: Vec<&str> = text.split_inclusive("\r\n").filter(|row| !row.contains(",SMTP,SEND")).collect();
        rows.concat()
    });
    let found = missing(&follow(&opened(&files), &id_of(1)));
    assert!(found.contains(&"EX01 Hub Send OffByDefault".into()), "{found:?}");
}

#[test]
fn what_is_delivered_comes_from_the_hub_and_not_from_the_front_end() {
    let mut logs = Logs::default();
    mail(&mut logs, 1, 1_000);
    let mut logs = logs.without(HUB1_RECEIVE);
    let deliver = Event { source: "STOREDRIVER", event: "DELIVER", internal: 1001, id: id_of(1), ..Event::default() };
    logs.event(MAILBOX1_TRACKING, 1_020, &Event { server: ("", "EX01"), to: INSIDE, from: FROM, ..deliver });
    let way = follow(&logs.engine(), &id_of(1));
    let delivered = joined(&way, (0..way.hops.len()).find(|&at| name(&way, at) == "EX01 mailbox DELIVER").unwrap());
    assert!(delivered.starts_with("EX01 mailbox DELIVER after EX01 hub RECEIVE"), "{delivered}");
}

#[test]
fn a_message_goes_from_one_server_to_the_next_though_no_row_says_that_it_was_sent() {
    let mut logs = Logs::default();
    let way_of =
        [("mx.fabrikam.com", HUB1_TRACKING), ("EX01.contoso.com", HUB2_TRACKING), ("EX02.contoso.com", HUB3_TRACKING)];
    for (number, (from, log)) in (0..).zip(way_of) {
        let (source, event, internal) = ("SMTP", "RECEIVE", 1_001 + number);
        let row = Event { source, event, internal, id: id_of(1), to: INSIDE, from: FROM, ..Event::default() };
        let row = Event {
            client: ("", from),
            server: ("", log.server),
            network: "6f9619ff-8b86-d011-b42d-00cf4fc964ff".into(),
            ..row
        };
        logs.event(log, 10_000 * i64::from(number), &row);
    }
    let engine = logs.engine();
    let way = follow(&engine, &id_of(1));
    let joins = all_joined(&way);
    assert!(joins[1].starts_with("EX02 hub RECEIVE after EX01 hub RECEIVE"), "{joins:?}");
    assert!(joins[2].starts_with("EX03 hub RECEIVE after EX02 hub RECEIVE"), "{joins:?}");
    let accepted = &find(&engine, &id_of(1)).parts[0];
    assert_eq!(accepted.whom.as_str(), "mx.fabrikam.com");
}

#[test]
fn each_recipient_fails_for_its_own_reason() {
    let mut logs = Logs::default();
    let row = Event { id: id_of(1), to: "a@contoso.com;b@contoso.com", from: FROM, internal: 7, ..Event::default() };
    let status = "550 5.1.10 Recipient not found;550 5.7.124 Sender not in allowed-senders list";
    logs.event(HUB1_TRACKING, 0, &Event { source: "ROUTING", event: "FAIL", server: ("", "EX01"), status, ..row });
    let message = find(&logs.engine(), &id_of(1));
    let failed: Vec<(&str, &str)> =
        message.parts.iter().map(|part| (part.recipient.as_str(), part.reply.as_str())).collect();
    let first = ("a@contoso.com", "550 5.1.10 Recipient not found");
    assert_eq!(failed, [first, ("b@contoso.com", "550 5.7.124 Sender not in allowed-senders list")]);
}

#[test]
fn what_is_submitted_comes_from_the_mailbox_and_then_to_the_hub() {
    let mut logs = Logs::default();
    let network = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
    let at_hub = [("SMTP", "RECEIVE", SUBMISSION_TRACKING, HUB1_TRACKING, 300)];
    let of_store = [
        ("STOREDRIVER", "RECEIVE", SUBMISSION_TRACKING, SUBMISSION_TRACKING, 0),
        ("STOREDRIVER", "SUBMIT", SUBMISSION_TRACKING, SUBMISSION_TRACKING, 200),
    ];
    for (source, event, from, log, time) in of_store.into_iter().chain(at_hub) {
        let row = Event { source, event, id: id_of(1), to: INSIDE, from: FROM, internal: 7, ..Event::default() };
        let row = Event { client: ("", from.server), server: ("", log.server), network: network.into(), ..row };
        logs.event(log, time, &row);
    }
    let joins = all_joined(&follow(&logs.engine(), &id_of(1)));
    let submission = "EX01 Mailbox Transport Submission";
    assert!(joins[0].starts_with(&format!("{submission} RECEIVE after nothing")), "{joins:?}");
    assert!(joins[1].starts_with(&format!("{submission} SUBMIT after {submission} RECEIVE")), "{joins:?}");
    assert!(joins[2].starts_with(&format!("EX01 hub RECEIVE after {submission} SUBMIT")), "{joins:?}");
}

#[test]
fn before_2013_nothing_is_received_where_a_message_is_delivered() {
    let mut logs = Logs::default();
    let row = Event { id: id_of(1), to: INSIDE, from: FROM, internal: 7, ..Event::default() };
    let arrived = Event { source: "SMTP", event: "RECEIVE", client: ("", "mx.fabrikam.com"), ..row };
    logs.event(HUB1_TRACKING, 0, &Event { server: ("", "EX01"), ..arrived });
    let row = Event { id: id_of(1), to: INSIDE, from: FROM, internal: 7, ..Event::default() };
    let delivered = Event { source: "STOREDRIVER", event: "DELIVER", client: ("", "EX01"), ..row };
    logs.event(HUB1_TRACKING, 1_000, &Event { server: ("", "MBX02"), ..delivered });
    let found = missing(&follow(&logs.engine(), &id_of(1)));
    assert!(!found.iter().any(|hop| hop.contains("Mailbox")), "{found:?}");
}

#[test]
fn what_arrives_before_the_reply_has_no_delay_and_no_other_clock() {
    let logs = two_mails().without(HUB2_RECEIVE).without(MAILBOX_RECEIVE);
    for logs in [tracked_only(&two_mails()), logs] {
        let way = follow(&logs.engine(), &id_of(1));
        let delays: Vec<f64> = way.hops.iter().filter_map(|hop| Some(hop.delay_ms?.0)).collect();
        assert!(delays.iter().all(|&delay| delay >= 0.0), "{delays:?} {:#?}", all_joined(&way));
    }
}

/// The arrival of a mail of a device at EX02, and its delivery.
fn scan(logs: &mut Logs, at: i64, internal: u32, network: &str, to: &str) {
    let base = Event { server: ("192.0.2.12", "EX02.contoso.com"), id: id_of(7), from: FROM, ..Event::default() };
    let base = Event { internal, network: network.into(), to, ..base };
    let printer = ("192.0.2.77", "printer");
    logs.event(HUB2_TRACKING, at, &Event { client: printer, source: "SMTP", event: "RECEIVE", ..base.clone() });
    let status = "451 4.4.0 DNS query failed";
    logs.event(HUB2_TRACKING, at + 500, &Event { source: "ROUTING", event: "DEFER", status, ..base.clone() });
    logs.event(HUB2_TRACKING, at + 900, &Event { source: "STOREDRIVER", event: "DELIVER", ..base });
}

#[test]
fn mails_of_one_message_id_that_nothing_links_are_different_messages() {
    let mut logs = Logs::default();
    scan(&mut logs, 1_000, 501, "1e6eb197-0000-4000-8000-0000000000c0", INSIDE);
    scan(&mut logs, 600_000, 502, "1e6eb197-0000-4000-8000-0000000000c1", "bert@contoso.com");
    let engine = logs.engine();
    let found = engine.find_messages(&id_of(7), 10);
    assert_eq!((found.total.0, found.messages.len()), (2.0, 2));
    for message in &found.messages {
        assert_eq!(message.recipient_count.0, 1.0);
        assert_eq!(engine.follow_message(message.key.as_str()).unwrap().hops.len(), 3);
    }
    assert_eq!(find(&engine, "bert@contoso.com").recipients[0].as_str(), "bert@contoso.com");
}

#[test]
fn a_message_that_passes_a_server_twice_is_joined_by_its_number_there() {
    let mut logs = Logs::default();
    for (at, internal) in [(1_000, 501), (600_000, 502)] {
        scan(&mut logs, at, internal, "1e6eb197-0000-4000-8000-0000000000c0", INSIDE);
    }
    let way = follow(&logs.engine(), &id_of(7));
    let previous: Vec<Option<u32>> = way.hops.iter().map(|hop| hop.previous).collect();
    assert_eq!(way.hops.len(), 6);
    for (index, previous) in (0..).zip(previous) {
        assert!(previous.is_none_or(|previous| (previous < 3) == (index < 3)), "{:#?}", all_joined(&way));
    }
}

/// On a server whose clock is behind, too, what it delivers is what it received, and not what another server sent.
#[test]
fn what_is_delivered_was_received_by_the_server_that_delivers_it() {
    for behind in [0, 90_000] {
        let mut logs = Logs::default();
        logs.ahead.insert("EX02", -behind);
        let (ex01, ex02) = (("192.0.2.11", "EX01.contoso.com"), ("192.0.2.12", "EX02.contoso.com"));
        let event = |client, server, source, event, internal, context: &str| Event {
            client,
            server,
            source,
            event,
            internal,
            context: context.into(),
            id: id_of(5),
            to: INSIDE,
            from: FROM,
            ..Event::default()
        };
        let reply = format!("08DE70D52F659210;250 2.6.0 {} [InternalId=900, Hostname=EX02.contoso.com]", id_of(5));
        logs.event(HUB1_TRACKING, 0, &event(("198.51.100.7", "mx.fabrikam.com"), ex01, "SMTP", "RECEIVE", 100, ""));
        logs.event(HUB1_TRACKING, 1_000, &event(ex01, ex02, "SMTP", "SEND", 100, &reply));
        logs.event(HUB2_TRACKING, 950, &event(ex01, ex02, "SMTP", "RECEIVE", 900, ""));
        logs.event(HUB2_TRACKING, 9_000, &event(ex02, ex02, "STOREDRIVER", "DELIVER", 900, ""));
        let way = follow(&logs.engine(), &id_of(5));
        let named = |index: usize| way.hops[index].event.as_str().to_owned() + " " + way.hops[index].server.as_str();
        let delivered = way.hops.iter().find(|hop| hop.event.as_str() == "DELIVER").unwrap();
        let previous = named(delivered.previous.unwrap() as usize);
        assert!(previous.starts_with("RECEIVE EX02"), "{behind}: {previous}");
        assert_eq!(delivered.delay_ms.map(|delay| delay.0), Some(8_050.0), "{behind}");
    }
}

#[test]
fn who_is_outside_defers_what_a_front_end_sends() {
    let mut logs = Logs::default();
    let session = Session(FRONT_SEND, "Internet", "08DE70D532740001", "192.0.2.11:1025", "203.0.113.5:25");
    let rows = [
        (0, '+', "", ""),
        (10, '<', "220 mx.example.net ESMTP", ""),
        (20, '>', "EHLO EX01.contoso.com", ""),
        (30, '<', "250 mx.example.net", ""),
        (40, '>', "MAIL FROM:<anna@contoso.com>", ""),
        (50, '<', "250 2.1.0 Ok", ""),
        (60, '>', "RCPT TO:<bob@example.net>", ""),
        (70, '<', "451 4.7.1 Greylisted", ""),
        (80, '>', "QUIT", ""),
        (90, '<', "221 2.0.0 Bye", ""),
        (95, '-', "", "Local"),
    ];
    logs.session(&session, &rows);
    let message = find(&logs.engine(), "bob@example.net");
    assert_eq!(said(&message)[0], "Deferred mx.example.net for bob@example.net 1");
}

#[test]
fn a_subject_is_found_whatever_characters_it_has() {
    for subject in [r#"Quarterly "v2" figures"#, r"\\ex01\share figures", "figures (final): 50% *"] {
        let mut logs = Logs::default();
        event_on_ex01(&mut logs, 0, &Event { source: "SMTP", event: "RECEIVE", to: INSIDE, ..Event::default() });
        let quoted = format!("\"{}\"", subject.replace('"', "\"\""));
        let engine = opened(&logs.edited(HUB1_TRACKING, |text| text.replace("Quarterly figures", &quoted)));
        assert_eq!(find(&engine, subject).subject.as_str(), subject);
    }
}

#[test]
fn clocks_that_may_be_alike_are_not_compared() {
    let mut logs = Logs::default();
    logs.ahead.insert("EX02", 4);
    mail(&mut logs, 1, 1_000);
    assert_eq!(follow(&logs.engine(), &id_of(1)).offsets.len(), 0);
    assert_eq!(follow(&tracked_only(&logs).engine(), &id_of(1)).offsets.len(), 0);
}

/// What the finding says of clocks: who is ahead of whom, by how much, and how many transfers show it.
fn clocks(engine: &Engine) -> Vec<(String, String, f64, f64)> {
    let logs = engine.finding(FindingKind::ClockOffset).logs.into_iter();
    let name = |name: &str| name.split('.').next().unwrap().to_string();
    logs.map(|log| (name(&log.server), name(&log.other), log.offset_ms.unwrap().0, log.count.0)).collect()
}

#[test]
fn clocks_are_found_in_all_mail_as_in_one_message_and_from_as_many_transfers_as_are_asked_for() {
    for (ahead, mails, is_found) in [(7_000, 6, true), (-7_000, 5, true), (7_000, 4, false), (4_900, 6, false)] {
        let mut logs = Logs::default();
        logs.ahead.insert("EX02", ahead);
        for number in 0..mails {
            mail(&mut logs, number, 60_000 + 60_000 * i64::from(number));
        }
        let other = |other: &str| match ahead > 0 {
            true => ("EX02".to_string(), other.to_string(), ahead as f64, f64::from(mails)),
            false => (other.to_string(), "EX02".to_string(), -ahead as f64, f64::from(mails)),
        };
        let expected = if is_found { vec![other("EX01"), other("EX03")] } else { Vec::new() };
        assert_eq!(clocks(&logs.engine()), expected);
        let tracked = clocks(&tracked_only(&logs).engine());
        let near = |found: &(String, String, f64, f64)| {
            expected.iter().any(|one| {
                (&one.0, &one.1, one.3) == (&found.0, &found.1, found.3) && (one.2 - found.2).abs() <= 1_000.0
            })
        };
        assert!(tracked.iter().all(near), "{tracked:?}");
        assert_eq!(tracked.is_empty(), !is_found);
        let engine = tracked_only(&logs).engine();
        let messages = engine.finding(FindingKind::ClockOffset).sessions.0;
        assert_eq!(messages, if is_found { f64::from(mails) } else { 0.0 });
        assert_eq!(engine.count("finding:clock-offset", 0).unwrap().0 as f64, messages);
        // Each finding is about the sessions of its transfers, and of no other.
        let engine = logs.engine();
        let sessions = engine.finding(FindingKind::ClockOffset).sessions.0;
        assert_eq!(engine.count("finding:clock-offset log:receive,send", 0).unwrap().0 as f64, sessions);
        assert_eq!(sessions, if is_found { 4.0 * f64::from(mails) } else { 0.0 });
    }
}

/// The same logs without those of which this holds.
fn without_all(logs: &Logs, is_left_out: impl Fn(&Log) -> bool) -> Logs {
    logs.logs().into_iter().filter(is_left_out).fold(logs.clone(), |logs, log| logs.without(log))
}

/// The same logs without message tracking.
fn protocol_only(logs: &Logs) -> Logs {
    without_all(logs, |log| log.name.contains("tracking"))
}

#[test]
fn clocks_that_are_hours_apart_are_found_by_the_messages_of_connections() {
    const HOUR: i64 = 3_600_000;
    // Seldom enough for an hour between an end of a connection and the next one with that port.
    for (ahead, every) in [(HOUR, 60_000), (-2 * HOUR, 60_000), (HOUR, 5 * HOUR / 2), (-HOUR, 5 * HOUR / 2)] {
        let mut logs = Logs::default();
        logs.ahead.insert("EX02", ahead);
        for number in 0..6 {
            mail(&mut logs, number, 60_000 + every * i64::from(number));
        }
        let one_port = |(name, folder, mut text): (String, String, String)| {
            for number in (0..6).filter(|_| every > HOUR) {
                for base in ["192.0.2.11:2100", "192.0.2.12:2300"] {
                    text = text.replace(&format!("{base}{number}"), &format!("{base}7"));
                }
            }
            (name, folder, text)
        };
        let of = |logs: &Logs| clocks(&opened(&logs.files().into_iter().map(one_port).collect::<Vec<_>>()));
        let apart = |other: &str| match ahead > 0 {
            true => ("EX02".to_string(), other.to_string(), ahead as f64, 6.0),
            false => (other.to_string(), "EX02".to_string(), -ahead as f64, 6.0),
        };
        for logs in [&logs, &protocol_only(&logs)] {
            assert_eq!(of(logs), [apart("EX01"), apart("EX03")], "{ahead} {every}");
        }
        let way = follow(&logs.engine(), &id_of(1));
        assert_eq!(join_of(&way, "EX02 hub receive"), "EX02 hub receive after EX01 hub send by QueueId Logged");
        assert_eq!(way.offsets.len(), 2);
    }
}

#[test]
fn ends_of_connections_that_are_hours_apart_say_nothing_without_the_same_message() {
    let mut logs = Logs::default();
    logs.ahead.insert("EX02", 3_600_000);
    for number in 0..6 {
        mail(&mut logs, number, 60_000 + 60_000 * i64::from(number));
    }
    // Each of the two has the mails of another day.
    let other = |(name, folder, text): (String, String, String)| {
        let text = if folder.starts_with("EX02") { text.replace("<mail", "<other") } else { text };
        (name, folder, text)
    };
    let files: Vec<_> = protocol_only(&logs).files().into_iter().map(other).collect();
    let found = clocks(&opened(&files));
    assert_eq!(found, [], "EX01 and EX02, and EX02 and EX03");
}

#[test]
fn mail_that_went_well_over_all_servers_gives_no_problem_and_no_warning() {
    let mut logs = Logs::default();
    for number in 0..24 {
        mail(&mut logs, number, 1_000 + 600_000 * i64::from(number));
    }
    let engine = logs.engine();
    let is_bad = |kind: &&FindingKind| {
        let finding = engine.finding(**kind);
        finding.severity != FindingSeverity::Note && finding.sessions.0 + finding.rows.0 + finding.log_count.0 > 0.0
    };
    let bad: Vec<&str> = FindingKind::ALL.iter().filter(is_bad).map(|kind| kind.word()).collect();
    assert_eq!(bad, [""; 0]);
}

/// What joins a hop to the one before, with how sure it is.
fn join_of(way: &MessageWay, hop: &str) -> String {
    let index = (0..way.hops.len()).find(|&index| name(way, index) == hop);
    let index = index.unwrap_or_else(|| panic!("{hop} is not there: {:#?}", all_joined(way)));
    format!("{} {}", joined(way, index), word(way.hops[index].certainty))
}

#[test]
fn servers_are_joined_by_whatever_both_log() {
    let logs = two_mails();
    // Between both an address is translated.
    let translated = |text: String| text.replace("192.0.2.11:21001", "203.0.113.99:4711");
    let files = logs.edited(HUB2_RECEIVE, translated);
    let way = follow(&opened(&files), &id_of(1));
    assert_eq!(join_of(&way, "EX02 hub receive"), "EX02 hub receive after EX01 hub send by QueueId Logged");
    // And the sending server logs no reply that names it.
    let mut unnamed = files.clone();
    for (_, folder, text) in &mut unnamed {
        if folder.starts_with("EX01") {
            *text =
                text.replace("[InternalId=5001, Hostname=EX02.contoso.com] 4096 bytes in 0.030, 133.333 KB/sec ", "");
        }
    }
    let way = follow(&opened(&unnamed), &id_of(1));
    assert_eq!(join_of(&way, "EX02 hub receive"), "EX02 hub receive after EX01 hub send by MessageId Logged");
}

/// The same logs with nothing but message tracking.
fn tracked_only(logs: &Logs) -> Logs {
    without_all(logs, |log| log.name != "tracking")
}

#[test]
fn message_tracking_alone_shows_the_way() {
    let logs = tracked_only(&two_mails());
    let way = follow(&logs.engine(), &id_of(1));
    assert_eq!(
        all_joined(&way),
        [
            "EX01 hub RECEIVE after nothing by First",
            "EX01 hub SEND after EX01 hub RECEIVE by InternalMessageId",
            "EX02 hub RECEIVE after EX01 hub SEND by QueueId",
            "EX01 hub SENDEXTERNAL after EX01 hub RECEIVE by InternalMessageId",
            "EX02 hub SEND after EX02 hub RECEIVE by InternalMessageId",
            "EX03 mailbox DELIVER after EX02 hub SEND by MessageId",
        ]
    );
    let files = logs.edited(HUB2_TRACKING, |text| text.replace(&id_of(1), ""));
    let way = follow(&opened(&logs_without_replies(files)), &id_of(1));
    assert_eq!(join_of(&way, "EX02 hub RECEIVE"), "EX02 hub RECEIVE after EX01 hub SEND by NetworkMessageId Logged");
}

/// The same files, whose replies do not name the number that the next server gave the message.
fn logs_without_replies(mut files: Vec<(String, String, String)>) -> Vec<(String, String, String)> {
    for (_, _, text) in &mut files {
        *text = text.replace("InternalId=", "Id=");
    }
    files
}

/// A transfer between hubs that is refused before any id is logged, behind a translated address.
fn refused(logs: &mut Logs, number: u32, at: i64) {
    let hello = |command, answer| {
        [(at, '+', "", ""), (at + 1, command, "EHLO EX01.contoso.com", ""), (at + 2, answer, "250 OK", "")]
    };
    let (mail, to) = (format!("MAIL FROM:<{FROM}>"), "RCPT TO:<nobody@contoso.com>");
    let sending = format!("sending message with RecordId 77 and InternetMessageId {}", id_of(number));
    let reply = "550 5.1.10 RESOLVER.ADR.RecipientNotFound";
    let rows = |command, answer| {
        [
            (at + 3, command, mail.as_str(), ""),
            (at + 4, answer, "250 2.1.0 Sender OK", ""),
            (at + 5, command, to, ""),
            (at + 6, answer, reply, ""),
            (at + 7, command, "QUIT", ""),
        ]
    };
    let id = |of: u32| format!("08DE70D600{:06X}", number * 16 + of);
    let (sender, receiver) = (id(1), id(2));
    let mut sent = hello('>', '<').to_vec();
    sent.push((at + 2, '*', "", &sending));
    sent.extend(rows('>', '<'));
    logs.session(&Session(HUB1_SEND, "To EX02", &sender, "192.0.2.11:31001", "192.0.2.12:25"), &sent);
    let received = [hello('<', '>').as_slice(), rows('<', '>').as_slice()].concat();
    let there = Session(HUB2_RECEIVE, "EX02\\Default EX02", &receiver, "192.0.2.12:25", "203.0.113.99:4711");
    logs.session(&there, &received);
}

#[test]
fn an_envelope_joins_where_nothing_else_is_there_and_says_how_sure_it_is() {
    let mut logs = Logs::default();
    refused(&mut logs, 1, 1_000);
    let way = follow(&logs.engine(), &id_of(1));
    assert_eq!(join_of(&way, "EX02 hub receive"), "EX02 hub receive after EX01 hub send by Envelope Likely");
    assert_eq!(word(way.message.outcome), "Refused");
    refused(&mut logs, 2, 21_000);
    let way = follow(&logs.engine(), &id_of(1));
    assert_eq!(join_of(&way, "EX02 hub receive"), "EX02 hub receive after EX01 hub send by Envelope Possible");
}

/// An event on EX01 about the first mail.
fn event_on_ex01(logs: &mut Logs, at: i64, event: &Event<'_>) {
    let ex01 = ("192.0.2.11", "EX01.contoso.com");
    let base = Event { server: ex01, internal: 900, id: id_of(9), from: FROM, ..event.clone() };
    logs.event(HUB1_TRACKING, at, &base);
}

#[test]
fn what_becomes_several_messages_branches() {
    let mut logs = Logs::default();
    let add = event_on_ex01;
    let event = |source, event, to| Event { source, event, to, ..Event::default() };
    let context = "08DE70D533000099;2026-03-02T08:00:00.000Z;0".to_string();
    let arrival = event("SMTP", "RECEIVE", "all@contoso.com;omar@contoso.com;carl@tailspintoys.com");
    add(&mut logs, 1_000, &Event { client: ("198.51.100.8", "mx.fabrikam.com"), context, ..arrival });
    let expansion = event("ROUTING", "EXPAND", "anna@contoso.com;bert@contoso.com");
    add(&mut logs, 1_100, &Event { related: "all@contoso.com", ..expansion });
    let redirect = event("ROUTING", "REDIRECT", "olga@contoso.com");
    add(&mut logs, 1_200, &Event { related: "omar@contoso.com", ..redirect });
    let (next, mx) = (("192.0.2.12", "EX02.contoso.com"), ("203.0.113.25", "mx.tailspintoys.com"));
    let send = |to, server| Event { client: ("192.0.2.11", "EX01.contoso.com"), server, ..event("SMTP", "SEND", to) };
    for (at, sent) in [
        (2_000, send("anna@contoso.com;bert@contoso.com", next)),
        (2_100, send("olga@contoso.com", next)),
        (2_200, send("carl@tailspintoys.com", mx)),
    ] {
        logs.event(HUB1_TRACKING, at, &Event { internal: 900, id: id_of(9), from: FROM, ..sent });
    }
    add(&mut logs, 2_300, &event("SMTP", "HAREDIRECT", "carl@tailspintoys.com"));
    add(&mut logs, 2_400, &event("SAFETYNET", "RESUBMIT", "olga@contoso.com"));
    let way = follow(&logs.engine(), &id_of(9));
    let branches: Vec<String> = (0..way.hops.len())
        .map(|index| {
            let to = way.hops[index].recipients.0;
            let previous = way.hops[index].previous.map_or("-".into(), |previous| name(&way, previous as usize));
            format!("{} {to} {previous} {}", name(&way, index), word(way.hops[index].branch))
        })
        .collect();
    assert_eq!(
        branches,
        [
            "EX01 hub RECEIVE 3 - Main",
            "EX01 hub EXPAND 2 EX01 hub RECEIVE Expansion",
            "EX01 hub REDIRECT 1 EX01 hub RECEIVE Redirect",
            "EX01 hub SEND 2 EX01 hub EXPAND Expansion",
            "EX01 hub SEND 1 EX01 hub REDIRECT Redirect",
            "EX01 hub SEND 1 EX01 hub RECEIVE Main",
            "EX01 hub HAREDIRECT 1 EX01 hub RECEIVE Shadow",
            "EX01 hub RESUBMIT 1 EX01 hub REDIRECT Resubmit",
        ]
    );
    let parts: Vec<String> = way.message.parts.iter().map(|part| word(part.what)).collect();
    assert_eq!(parts, ["Accepted", "Expanded", "Redirected", "Handed", "Handed", "Resubmitted"]);
    assert_eq!(way.message.recipient_count, 4.0, "a group is replaced by its members");
}

const HEADERS: &str = "Received: from EX01.contoso.com (192.0.2.11) by EX02.contoso.com\r
 (192.0.2.12) with Microsoft SMTP Server (version=TLS1_2,\r
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.2.1544.4; Mon, 2 Mar 2026\r
 09:00:01 +0100\r
Received: from mx.fabrikam.com (198.51.100.8) by mail.contoso.com\r
\tid 15.2.1544.4 for <anna@contoso.com>; Mon, 2 Mar 2026 03:00:01 EST\r
From: Ulrich <ulrich@fabrikam.com>\r
To: Anna <anna@contoso.com>\r
Subject: Quarterly\r
 figures\r
Date: Mon, 2 Mar 2026 08:59:59 +0100 (CET)\r
Message-ID:\r
 <mail1@fabrikam.com>\r
\r
";

#[test]
fn a_message_is_found_by_each_key() {
    let engine = two_mails().engine();
    for (text, understood, count) in [
        ("<mail1@fabrikam.com>", "MessageId", 1.0),
        (" mail1@fabrikam.com ", "MessageId", 1.0),
        ("ulrich@fabrikam.com", "Address", 2.0),
        ("ANNA@contoso.com", "Address", 2.0),
        ("<carl@tailspintoys.com>", "Address", 2.0),
        ("Anna <anna@contoso.com>", "Address", 2.0),
        ("\"Doe, Anna\" <anna@contoso.com>", "Address", 2.0),
        ("smtp:anna@contoso.com", "Address", 2.0),
        ("mailto: Anna@contoso.com", "Address", 2.0),
        ("<mail1@fabrikam.com", "MessageId", 1.0),
        ("mail1@fabrikam.com>", "MessageId", 1.0),
        ("\"<mail1@fabrikam.com>\"", "MessageId", 1.0),
        ("&lt;mail1@fabrikam.com&gt;", "MessageId", 1.0),
        ("anna@contoso.com;", "Address", 2.0),
        ("'anna@contoso.com',", "Address", 2.0),
        ("\"quarterly figures\"", "Subject", 2.0),
        ("\"annual figures\"", "Subject", 0.0),
        ("<>", "Address", 0.0),
        ("quarterly", "Subject", 2.0),
        ("figures quarterly", "Subject", 2.0),
        ("nobody@contoso.com", "Address", 0.0),
        ("annual figures", "Subject", 0.0),
        ("", "Latest", 2.0),
        ("  \n ", "Latest", 2.0),
        (HEADERS, "Header", 1.0),
        ("Message-ID: <mail1@fabrikam.com>", "Header", 1.0),
        ("Message-ID: <mail1@fabrikam.com", "Header", 1.0),
        ("From: Ulrich <ulrich@fabrikam.com>\nSubject: x", "Header", 2.0),
        ("From: Ulrich <ann@contoso.com> <ulrich@fabrikam.com>\nSubject: x", "Header", 2.0),
        ("Subject: Quarterly figures", "Header", 2.0),
        ("To: bob@contoso.com\nSubject: annual figures", "Header", 0.0),
    ] {
        let found = engine.find_messages(text, 10);
        assert_eq!((word(found.understood).as_str(), found.total.0), (understood, count), "{text}");
        assert_eq!(found.messages.len() as f64, count, "{text}");
        assert!(!found.truncated);
        let ids: Vec<&str> = found.messages.iter().map(|message| message.message_id.as_str()).collect();
        assert!(ids.iter().all(|id| id.starts_with("<mail")), "{text}: {ids:?}");
        assert!(found.messages.is_sorted_by(|one, next| one.last.0 >= next.last.0), "the latest is first");
        for message in &found.messages {
            assert_eq!((word(message.outcome).as_str(), message.session_count.0), ("Sent", 9.0), "{text}");
        }
    }
    assert_eq!(engine.find_messages("quarterly", 1).messages.len(), 1);
    assert_eq!(engine.find_messages("quarterly", 1).total, 2.0);
}

#[test]
fn pasted_headers_are_read_in_the_order_of_travel() {
    let header = two_mails().engine().find_messages(HEADERS, 10).header.unwrap();
    let texts = [&header.message_id, &header.from, &header.to, &header.subject].map(|text| text.as_str());
    assert_eq!(
        texts,
        ["<mail1@fabrikam.com>", "Ulrich <ulrich@fabrikam.com>", "Anna <anna@contoso.com>", "Quarterly figures"]
    );
    let noon = flow::START as f64;
    assert_eq!(header.date.unwrap().0, noon - 1_000.0);
    let [first, second] = header.received.as_slice() else { panic!("two") };
    assert_eq!(first.from.as_str(), "mx.fabrikam.com (198.51.100.8)");
    assert_eq!((first.by.as_str(), first.recipient.as_str()), ("mail.contoso.com", "<anna@contoso.com>"));
    assert_eq!(first.time.unwrap().0, noon + 1_000.0, "a zone by its name");
    assert!(second.with.as_str().starts_with("Microsoft SMTP Server (version=TLS1_2,"));
    assert_eq!((second.id.as_str(), second.time.unwrap().0), ("15.2.1544.4", noon + 1_000.0));
}

#[test]
fn a_trace_says_that_a_message_is_in_quarantine() {
    let trace = "MessageId,Received,SenderAddress,RecipientAddress,Subject,Status\n\
                 <t1@fabrikam.com>,2026-03-02T08:00:01Z,ann@fabrikam.com,megan@contoso.com,Offer,Quarantined\n";
    let engine = opened(&[("MessageTrace.csv".into(), String::new(), trace.into())]);
    let found = find(&engine, "<t1@fabrikam.com>");
    assert_eq!(found.parts.len(), 1, "what became of it is not open");
    assert_eq!(word(found.parts[0].what), "Quarantined");
    assert_eq!(found.parts[0].recipient.as_str(), "megan@contoso.com");
}

#[test]
fn a_report_of_a_trace_says_of_each_recipient_what_became_of_the_message() {
    let report = "origin_timestamp_utc,sender_address,recipient_status,message_subject,message_id\n\
                  2026-03-02T08:00:01.1230000Z,ann@fabrikam.com,\"megan@contoso.com##Receive, Deliver;\
                  bob@contoso.com##Receive, Fail\",Offer,<t2@fabrikam.com>\n";
    let engine = opened(&[("MTSummary.csv".into(), String::new(), report.into())]);
    let found = find(&engine, "<t2@fabrikam.com>");
    let part = |part: &OutcomePart| format!("{} {}", word(part.what), part.recipient.as_str());
    let parts: BTreeSet<String> = found.parts.iter().map(part).collect();
    assert_eq!(Vec::from_iter(parts), ["Delivered megan@contoso.com", "Failed bob@contoso.com"]);
    assert_eq!((word(found.outcome).as_str(), found.recipient_count.0), ("Partly", 2.0));
    assert_eq!(engine.find_messages("bob@contoso.com", 10).total.0, 1.0);
}

#[test]
fn headers_that_came_by_a_mail_or_a_web_page_find_their_message() {
    let engine = two_mails().engine();
    let changed = |change: fn(&str) -> String| HEADERS.trim_end().lines().map(change).collect::<Vec<_>>().join("\n");
    for text in [
        changed(|line| format!("> {line}")),
        changed(|line| format!("    {line}")),
        changed(|line| line.trim().into()),
        changed(|line| format!("{line}\n")),
        HEADERS.replace(' ', "\u{A0}"),
    ] {
        let found = engine.find_messages(&text, 10);
        assert_eq!((word(found.understood).as_str(), found.total.0), ("Header", 1.0), "{text}");
        let received = found.header.unwrap().received;
        assert_eq!(received.len(), 2, "{text}");
        assert!(received.iter().all(|line| line.time.is_some() && !line.by.as_str().is_empty()), "{text}");
    }
}

#[test]
fn the_text_of_a_pasted_mail_is_no_header() {
    let engine = two_mails().engine();
    let header = |text: &str| engine.find_messages(text, 10).header.unwrap();
    let mail = format!(
        "\r\n{HEADERS}Hello Anna,\r\nSubject: not this\r\nReceived: from a by b; Mon, 2 Mar 2026 08:00:00 Z\r\n"
    );
    let read = header(&mail);
    assert_eq!((read.subject.as_str(), read.received.len()), ("Quarterly figures", 2));
    let body = "From: ulrich@fabrikam.com\n\nMessage-ID: <mail1@fabrikam.com>\n";
    assert_eq!(header(body).message_id.as_str(), "");
}

#[test]
fn dates_are_read_as_they_are_and_were_written() {
    let engine = Engine::new(1);
    let time = |date: &str| {
        let text = format!("Subject: x\nDate: {date}\n");
        engine.find_messages(&text, 1).header.unwrap().date.map(|time| time.0 - flow::START as f64)
    };
    for date in [
        "Mon, 2 Mar 2026 08:00:00 +0000",
        "Mon,2 Mar 2026 09:00 +0100",
        "2 Mar 26 08:00:00 GMT",
        "2 Mar 126 08:00:00 GMT",
        "Monday, 02 March 2026 08:00:00 Z",
        "Mon 2 Mar 2026 03:00:00 EST",
        "Mon, 2 Mar 2026 07:59:60 UT",
    ] {
        assert_eq!(time(date), Some(0.0), "{date}");
    }
    for date in ["Mon, 2 Mar 2026 08:00:00 CET", "Mon, 2 Mar 2026 08:00:00 A", "Mon, 2 Marsh 2026 08:00:00 Z", "today"]
    {
        assert_eq!(time(date), None, "{date}");
    }
    assert!(time("Fri, 2 Mar 98 08:00:00 GMT").is_some_and(|time| time < 0.0));
}

/// An answer without what depends on the order of files: the handles of sessions.
fn stable(engine: &Engine) -> String {
    let way = follow(engine, &id_of(1));
    let hops: Vec<String> = (0..way.hops.len())
        .map(|index| {
            let hop = &way.hops[index];
            let places = [hop.from, hop.to].map(|index| place(&way, index));
            format!("{} {places:?} {} {:?} {:?}", joined(&way, index), hop.entry, hop.delay_ms, hop.branch)
        })
        .collect();
    let exchange_log_viewer::FoundMessage { outcome, parts, servers, recipients, .. } = &way.message;
    format!("{hops:#?} {:?} {outcome:?} {parts:?} {servers:?} {recipients:?} {:?}", missing(&way), way.offsets)
}

#[test]
fn the_order_of_files_changes_nothing() {
    let files = two_mails().files();
    let expected = stable(&opened(&files));
    let mut random = Random::new(5);
    for _ in 0..12 {
        let mut files = files.clone();
        for last in (1..files.len()).rev() {
            files.swap(last, random.below(last as u64 + 1) as usize);
        }
        assert_eq!(stable(&opened(&files)), expected);
    }
}

/// Every message that is found can be followed, and what that says is there.
fn check(engine: &Engine, text: &str) -> usize {
    let found = engine.find_messages(text, 20);
    assert!(found.messages.len() <= 20 && found.messages.len() as f64 <= found.total.0, "{text}");
    for message in &found.messages {
        let way = engine.follow_message(message.key.as_str()).unwrap_or_else(|| panic!("{text}: {message:?}"));
        let (hops, places) = (way.hops.len() as u32, way.places.len() as u32);
        assert!(hops > 0 && message.parts.len() <= 10 && message.recipients.len() <= 5);
        for (index, hop) in (0..).zip(&way.hops) {
            assert!(hop.from < places && hop.to < places && hop.previous.is_none_or(|previous| previous < index));
            assert!((hop.session as usize) < engine.archive().published());
            let session = engine.archive().store.sessions.get(SessionIndex(hop.session));
            assert!(hop.entry < session.entry_count && session.log_type == hop.log);
            assert_eq!(hop.previous.is_none(), word(hop.join) == "First");
        }
        assert!(way.missing.iter().all(|missing| missing.after.is_none_or(|after| after < hops)));
        assert!(way.slowest.is_none_or(|slowest| slowest < hops));
    }
    found.messages.len()
}

/// What the logs of an engine may be asked.
fn asked(engine: &Engine) -> Vec<String> {
    let store = &engine.archive().store;
    let mut texts: Vec<String> = vec!["@".into(), "a".into(), "<>".into(), "<".into(), "x y".into(), "\"\\*?".into()];
    for index in 0..engine.archive().published().min(40) as u32 {
        let detail = engine.detail(SessionIndex(index), 0..1);
        for transaction in &detail.transactions {
            texts.extend([&transaction.message_id, &transaction.sender].map(|text| text.as_str().to_string()));
            texts.extend(transaction.recipients.first().map(|recipient| recipient.address.as_str().to_string()));
        }
    }
    let _ = store;
    texts.sort();
    texts.dedup();
    texts.truncate(40);
    texts
}

#[test]
fn whatever_is_found_can_be_followed() {
    let (mut random, mut followed) = (Random::new(3), 0);
    for case in cases() {
        let whole = case.read_whole();
        for text in asked(&whole) {
            followed += check(&whole, &text);
        }
        let other = case.inputs[0].bytes.as_slice();
        let broken = case.engine(|engine, bytes| engine.push(&damaged(&mut random, bytes, other)));
        for text in asked(&broken) {
            check(&broken, &text);
        }
    }
    assert!(followed > 100, "{followed}");
    let engine = two_mails().engine();
    for key in ["", ".", "0", "0.", "x.1", "99999.0", "0.99999", "4294967295.0", "1.2.3"] {
        assert!(engine.follow_message(key).is_none(), "{key}");
    }
}

#[test]
fn a_retry_after_a_refusal_is_the_same_message() {
    let mut logs = Logs::default();
    let sessions = ["08DE70D533000A01", "08DE70D533000A02"];
    let mail = format!("MAIL FROM:<{FROM}>");
    for (session, at, reply) in
        [(sessions[0], 1_000, "451 4.7.1 Greylisted, try again later"), (sessions[1], 400_000, "250 2.0.0 OK queued")]
    {
        let sending = format!("sending message with RecordId 77 and InternetMessageId {}", id_of(1));
        let session = Session(HUB1_SEND, "To Internet", session, "192.0.2.11:31001", "203.0.113.25:25");
        let rows = [
            (at, '+', "", ""),
            (at + 1, '<', "220 mx.tailspintoys.com ESMTP", ""),
            (at + 2, '>', "EHLO EX01.contoso.com", ""),
            (at + 3, '<', "250 mx.tailspintoys.com", ""),
            (at + 3, '*', "", &sending),
            (at + 4, '>', &mail, ""),
            (at + 5, '<', "250 2.1.0 OK", ""),
            (at + 6, '>', "RCPT TO:<carl@tailspintoys.com>", ""),
            (at + 7, '<', "250 2.1.5 OK", ""),
            (at + 8, '>', "DATA", ""),
            (at + 9, '<', "354 Go ahead", ""),
            (at + 10, '<', reply, ""),
            (at + 11, '>', "QUIT", ""),
        ];
        logs.session(&session, &rows);
    }
    let message = find(&logs.engine(), &id_of(1));
    assert_eq!(word(message.outcome), "Sent");
    let parts: Vec<String> =
        message.parts.iter().map(|part| format!("{} {}", word(part.what), part.reply.as_str())).collect();
    assert_eq!(parts, ["Deferred 451 4.7.1 Greylisted, try again later", "Handed "]);
}

/// A mail that the front end refuses for one recipient, or for all.
fn refused_by_front_end(logs: &mut Logs, to: &[(&str, &str)], end: &str) {
    let session = Session(
        FRONT_RECEIVE,
        "EX01\\Default Frontend EX01",
        "08DE70D533000B01",
        "192.0.2.11:25",
        "198.51.100.8:41000",
    );
    let mut rows = vec![
        (1_000, '+', String::new()),
        (1_001, '>', "220 mail.contoso.com".into()),
        (1_002, '<', "EHLO mx.fabrikam.com".into()),
        (1_003, '>', "250 mail.contoso.com".into()),
        (1_004, '<', format!("MAIL FROM:<{FROM}>")),
        (1_005, '>', "250 2.1.0 Sender OK".into()),
    ];
    for (at, (to, reply)) in (1_010..).step_by(10).zip(to) {
        rows.push((at, '<', format!("RCPT TO:<{to}>")));
        rows.push((at + 1, '>', reply.to_string()));
    }
    if !end.is_empty() {
        rows.push((2_000, '<', "DATA".into()));
        rows.push((2_001, '>', "354 Start mail input".into()));
        rows.push((2_002, '>', end.into()));
    }
    let rows: Vec<_> = rows.iter().map(|(at, event, data)| (*at, *event, data.as_str(), "")).collect();
    logs.session(&session, &rows);
    logs.agent(
        2_001,
        &Session(FRONT_AGENT, "", "08DE70D533000B01", "192.0.2.11:25", "198.51.100.8:41000"),
        (&id_of(1), FROM, INSIDE),
        "AcceptMessage",
    );
}

#[test]
fn what_is_refused_is_a_message_without_an_id() {
    let (unknown, fine) = ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", "250 2.1.5 Recipient OK");
    let mut logs = Logs::default();
    refused_by_front_end(&mut logs, &[("nobody@contoso.com", unknown)], "");
    let engine = logs.engine();
    let message = find(&engine, "nobody@contoso.com");
    assert_eq!((message.message_id.as_str(), word(message.outcome).as_str()), ("", "Refused"));
    assert_eq!(message.parts[0].reply.as_str(), unknown);
    assert_eq!(message.parts[0].whom.as_str(), "nobody@contoso.com");
    let way = engine.follow_message(message.key.as_str()).unwrap();
    assert_eq!(missing(&way), Vec::<String>::new(), "nothing was passed on");

    let mut logs = Logs::default();
    let taken = format!("250 2.6.0 {} [InternalId=8, Hostname=EX01.contoso.com] Queued mail for delivery", id_of(1));
    refused_by_front_end(&mut logs, &[(INSIDE, fine), ("nobody@contoso.com", unknown)], &taken);
    let way = follow(&logs.engine(), &id_of(1));
    assert_eq!(word(way.message.outcome), "Accepted", "nothing is known of what became of it for the other one");
    assert_eq!(
        said(&way.message),
        [
            "Refused nobody@contoso.com for nobody@contoso.com 1",
            "Accepted mx.fabrikam.com for anna@contoso.com 1",
            "Open anna@contoso.com for anna@contoso.com 1"
        ]
    );
    assert_eq!(all_joined(&way)[1], "EX01 front AcceptMessage after EX01 front receive by SessionId");
    assert_eq!(missing(&way), ["EX01 FrontEnd Proxy NotOpened", "EX01 Hub Receive OffByDefault"]);
}

/// What is said of a message: what, whom, for which recipient, for how many.
fn said(message: &FoundMessage) -> Vec<String> {
    let line = |part: &_| {
        let exchange_log_viewer::OutcomePart { what, whom, recipient, count, .. } = part;
        format!("{} {} for {} {}", word(what), whom.as_str(), recipient.as_str(), count.0)
    };
    message.parts.iter().map(line).collect()
}

#[test]
fn who_receives_a_message_defers_it_and_for_whom_is_said() {
    let (later, fine) = ("452 4.2.2 Mailbox full, try again later", "250 2.1.5 Recipient OK");
    let taken = format!("250 2.6.0 {} [InternalId=8, Hostname=EX01.contoso.com] Queued mail for delivery", id_of(1));
    let mut logs = Logs::default();
    refused_by_front_end(&mut logs, &[(INSIDE, later), ("bert@contoso.com", fine)], &taken);
    let message = follow(&logs.engine(), &id_of(1)).message;
    assert_eq!(word(message.outcome), "Deferred");
    assert_eq!(
        said(&message),
        [
            "Deferred EX01 for anna@contoso.com 1",
            "Accepted mx.fabrikam.com for bert@contoso.com 1",
            "Open bert@contoso.com for bert@contoso.com 1",
            "Pending anna@contoso.com for anna@contoso.com 1",
        ]
    );
    let mut logs = Logs::default();
    refused_by_front_end(&mut logs, &[("bert@contoso.com", fine)], "451 4.7.0 Temporary server error");
    let message = find(&logs.engine(), "bert@contoso.com");
    assert_eq!(said(&message)[0], "Deferred EX01 for bert@contoso.com 1");
}

#[test]
fn what_is_not_known_is_said_of_those_of_whom_it_is_not() {
    let mut logs = Logs::default();
    let event = |source, event, to| Event { source, event, to, ..Event::default() };
    let arrival = event("SMTP", "RECEIVE", "anna@contoso.com;bert@contoso.com;nobody@contoso.com");
    event_on_ex01(&mut logs, 1_000, &Event { client: ("198.51.100.8", "mx.fabrikam.com"), ..arrival });
    event_on_ex01(&mut logs, 2_000, &event("STOREDRIVER", "DELIVER", INSIDE));
    let message = find(&logs.engine(), &id_of(9));
    assert_eq!(word(message.outcome), "Accepted");
    let open = said(&message).pop();
    assert_eq!(open.as_deref(), Some("Open  for  2"));
    event_on_ex01(&mut logs, 2_100, &event("ROUTING", "FAIL", "nobody@contoso.com"));
    let message = find(&logs.engine(), &id_of(9));
    assert_eq!(word(message.outcome), "Partly");
    assert_eq!(said(&message).pop().as_deref(), Some("Open bert@contoso.com for bert@contoso.com 1"));

    let mut logs = Logs::default();
    event_on_ex01(&mut logs, 1_000, &event("SMTP", "RECEIVE", "anna@contoso.com;nobody@contoso.com"));
    event_on_ex01(&mut logs, 2_000, &event("ROUTING", "FAIL", "nobody@contoso.com"));
    assert_eq!(word(find(&logs.engine(), &id_of(9)).outcome), "Accepted", "nothing is delivered or handed on");
    event_on_ex01(&mut logs, 3_000, &event("SMTP", "SEND", INSIDE));
    assert_eq!(word(find(&logs.engine(), &id_of(9)).outcome), "PartlySent");
}

#[test]
fn the_client_is_named_whatever_is_missing_of_the_front_end() {
    let whole = two_mails();
    for (without, first) in [
        (vec![], "Accepted mx.fabrikam.com for  2"),
        (vec![FRONT_RECEIVE], "Accepted mx.fabrikam.com for  2"),
        (vec![FRONT_RECEIVE, FRONT_CONNECT], "Accepted mx.fabrikam.com for  2"),
        (vec![FRONT_RECEIVE, FRONT_CONNECT, FRONT_SEND], "Accepted mx.fabrikam.com for  2"),
        (vec![FRONT_RECEIVE, HUB1_RECEIVE], "Accepted  for  2"),
    ] {
        let logs = without.iter().fold(whole.clone(), |logs, &log| logs.without(log));
        let said = said(&find(&logs.engine(), &id_of(1)));
        let accepted: Vec<&String> = said.iter().filter(|part| part.starts_with("Accepted")).collect();
        assert_eq!(accepted, [first], "without {without:?}: {said:?}");
        assert_eq!(said[0], first, "without {without:?}: {said:?}");
    }
}

#[test]
fn the_latest_messages_are_listed_while_nothing_is_looked_for() {
    let mut logs = Logs::default();
    for number in 0..3_000 {
        let arrival =
            Event { source: "SMTP", event: "RECEIVE", id: id_of(number), from: FROM, to: INSIDE, ..Event::default() };
        logs.event(HUB1_TRACKING, i64::from(number) * 10, &arrival);
    }
    let found = logs.engine().find_messages("", 200);
    let listed: Vec<&str> = found.messages.iter().map(|message| message.message_id.as_str()).collect();
    let latest: Vec<String> = (2_800..3_000).rev().map(id_of).collect();
    assert_eq!(listed, latest);
    assert!(found.truncated, "there are more");
    let without_mail = opened(&[]).find_messages("", 200);
    assert_eq!((without_mail.total.0, without_mail.truncated), (0.0, false));
}

#[test]
fn a_message_to_thousands_is_bounded_and_says_so() {
    let mut logs = Logs::default();
    let everyone: Vec<String> = (0..5_000).map(|number| format!("user{number:04}@contoso.com")).collect();
    let arrival = Event { source: "SMTP", event: "RECEIVE", to: &everyone.join(";"), ..Event::default() };
    event_on_ex01(&mut logs, 1_000, &arrival);
    for (at, to) in (2_000..).zip(&everyone) {
        event_on_ex01(&mut logs, at, &Event { source: "STOREDRIVER", event: "DELIVER", to, ..Event::default() });
    }
    let engine = logs.engine();
    let message = find(&engine, &id_of(9));
    assert_eq!((word(message.outcome).as_str(), message.recipient_count.0), ("Delivered", 5_000.0));
    let part = message.parts.iter().find(|part| word(part.what) == "Delivered").unwrap();
    assert_eq!((part.count.0, part.whom.as_str()), (5_000.0, ""));
    let way = engine.follow_message(message.key.as_str()).unwrap();
    assert_eq!((way.hops.len(), way.truncated), (500, true));
    assert!(engine.find_messages(&id_of(9), 10).truncated, "what became of it is put in order from a part");
    assert_eq!(find(&engine, "user4999@contoso.com").message_id.as_str(), id_of(9));
}

#[test]
fn a_client_that_has_logged_on_is_passed_on_without_transactions() {
    let mut logs = Logs::default();
    let (front, hub) = ("08DE70D533000C01", "08DE70D533000C02");
    let ends = ("192.0.2.11:587", "198.51.100.9:42000");
    let session = Session(FRONT_RECEIVE, "EX01\\Client Frontend EX01", front, ends.0, ends.1);
    let rows = [
        (1_000, '+', "", ""),
        (1_001, '>', "220 mail.contoso.com", ""),
        (1_002, '<', "EHLO laptop", ""),
        (1_003, '>', "250 mail.contoso.com", ""),
        (1_010, '*', "", "Setting up client proxy session to destination(s): EX01.contoso.com"),
        (1_020, '*', "", "Proxy session was successfully set up. Session for anna@contoso.com will now be proxied"),
        (3_000, '-', "", "Local"),
    ];
    logs.session(&session, &rows);
    let xproxy = format!("XPROXY SID={front} IP=198.51.100.9 PORT=42000 DOMAIN=laptop");
    let taken = format!("250 2.6.0 {} [InternalId=8, Hostname=EX01.contoso.com] Queued mail for delivery", id_of(1));
    let rows = [
        (1_011, '+', "", ""),
        (1_012, '>', "220 EX01.contoso.com", ""),
        (1_013, '<', "EHLO EX01.contoso.com", ""),
        (1_014, '>', "250 EX01.contoso.com", ""),
        (1_015, '<', xproxy.as_str(), ""),
        (1_016, '>', "250 XProxy accepted", ""),
        (1_100, '<', "MAIL FROM:<anna@contoso.com>", ""),
        (1_101, '>', "250 2.1.0 Sender OK", ""),
        (1_102, '<', "RCPT TO:<carl@tailspintoys.com>", ""),
        (1_103, '>', "250 2.1.5 Recipient OK", ""),
        (1_104, '<', "BDAT 100 LAST", ""),
        (1_200, '>', taken.as_str(), ""),
    ];
    logs.session(&Session(HUB1_RECEIVE, "EX01\\Default EX01", hub, "192.0.2.11:2525", "192.0.2.11:19000"), &rows);
    let way = follow(&logs.engine(), &id_of(1));
    assert_eq!(
        all_joined(&way),
        ["EX01 front receive after nothing by First", "EX01 hub receive after EX01 front receive by ProxiedId"]
    );
    assert_eq!(place(&way, way.hops[0].from), "Client:laptop");
    assert_eq!(
        missing(&way),
        ["EX01 Hub Event NotOpened"],
        "what the front end sent has no log of its own transactions"
    );
}

#[test]
fn a_mail_from_a_mailbox_begins_with_its_submission() {
    let mut logs = Logs::default();
    let (ex01, ex03) = (("192.0.2.11", "EX01.contoso.com"), ("192.0.2.13", "EX03.contoso.com"));
    let base = Event { id: id_of(9), from: INSIDE, to: OUTSIDE, source: "STOREDRIVER", ..Event::default() };
    logs.event(MAILBOX_TRACKING, 1_000, &Event { client: ex03, server: ex01, event: "SUBMIT", ..base.clone() });
    logs.event(
        HUB1_TRACKING,
        1_100,
        &Event { client: ex03, server: ex01, event: "RECEIVE", internal: 5, ..base.clone() },
    );
    let refused = Event { source: "ROUTING", event: "FAIL", internal: 5, server: ex01, ..base };
    logs.event(HUB1_TRACKING, 1_200, &Event { status: "550 5.1.10 RESOLVER.ADR.RecipientNotFound", ..refused });
    let way = follow(&logs.engine(), &id_of(9));
    assert_eq!(
        all_joined(&way),
        [
            "EX03 Mailbox Transport Submission SUBMIT after nothing by First",
            "EX01 hub RECEIVE after EX03 Mailbox Transport Submission SUBMIT by MessageId",
            "EX01 hub FAIL after EX01 hub RECEIVE by InternalMessageId",
        ]
    );
    assert_eq!(word(way.message.outcome), "Failed");
    let parts: Vec<String> =
        way.message.parts.iter().map(|part| format!("{} {}", word(part.what), part.whom.as_str())).collect();
    assert_eq!(parts, ["Submitted anna@contoso.com", "Failed carl@tailspintoys.com"]);
    assert_eq!(missing(&way), Vec::<String>::new());
}

#[test]
fn a_message_and_the_notification_about_it_lead_to_each_other() {
    let engine = case("tracking-2016").read_whole();
    let linked = |id: &str| -> Vec<String> {
        let one = |one: &exchange_log_viewer::LinkedMessage| {
            format!("{} {} known {}", word(one.link), one.message_id.as_str(), one.known)
        };
        follow(&engine, id).linked.iter().map(one).collect()
    };
    assert_eq!(linked("<two@fabrikam.com>"), ["Notification <bounce-two@contoso.com> known true"]);
    assert_eq!(linked("<bounce-two@contoso.com>"), ["Original <two@fabrikam.com> known true"]);
    assert_eq!(linked("<one@fabrikam.com>"), [""; 0]);
}

#[test]
fn notifications_are_those_whose_event_says_so() {
    let mut logs = Logs::default();
    for (at, id, event, reference) in [
        (0, "<a@contoso.com>", "FAIL", ""),
        (1_000, "<report@contoso.com>", "DSN", "<a@contoso.com>"),
        (2_000, "<moderation@contoso.com>", "INITMESSAGECREATED", "<a@contoso.com>"),
        (3_000, "<late@contoso.com>", "DSN", "<unknown@fabrikam.com>"),
    ] {
        let event = Event { source: "DSN", event, id: id.into(), reference, to: INSIDE, ..Event::default() };
        logs.event(HUB1_TRACKING, at, &event);
    }
    let engine = logs.engine();
    let linked = |id: &str| -> Vec<(String, bool)> {
        let linked = follow(&engine, id).linked;
        linked.iter().map(|one| (one.message_id.as_str().to_owned(), one.known)).collect()
    };
    assert_eq!(linked("<a@contoso.com>"), [("<report@contoso.com>".to_owned(), true)]);
    assert_eq!(linked("<late@contoso.com>"), [("<unknown@fabrikam.com>".to_owned(), false)]);
    assert_eq!(linked("<moderation@contoso.com>"), []);
}

/// From where to where, how often, and how long: median, 95th percentile and largest.
fn delays(engine: &Engine) -> Vec<String> {
    let hop = |hop: &exchange_log_viewer::HopDelay| {
        let way = format!("{} → {} {}", hop.from.as_str(), hop.to.as_str(), word(hop.end));
        let between = if hop.between { "two clocks" } else { "one clock" };
        format!("{way}: {} × {} {} {}, {between}", hop.count.0, hop.median_ms.0, hop.high_ms.0, hop.largest_ms.0)
    };
    engine.delays().hops.iter().map(hop).collect()
}

/// A mail that EX01 receives, passes to EX02 after `queued` and to another organization after twice as long; EX02 has it delivered
/// by EX03 a second later.
fn tracked(logs: &mut Logs, number: u32, at: i64, queued: i64) {
    let base = Event { id: id_of(number), to: INSIDE, source: "SMTP", ..Event::default() };
    let [ex01, ex02, ex03] = [("192.0.2.11", "EX01"), ("192.0.2.12", "EX02.contoso.com"), ("192.0.2.13", "EX03")];
    let outside = ("203.0.113.25", "mx.tailspintoys.com");
    let mut log = |log, at, event, source, client, server| {
        logs.event(log, at, &Event { event, source, client, server, ..base.clone() });
    };
    log(HUB1_TRACKING, at, "RECEIVE", "SMTP", ("198.51.100.8", "mx.fabrikam.com"), ex01);
    log(HUB1_TRACKING, at + queued + 10, "SEND", "SMTP", ex01, ex02);
    log(HUB1_TRACKING, at + 2 * queued, "SEND", "SMTP", ex01, outside);
    log(HUB2_TRACKING, at + queued, "RECEIVE", "SMTP", ex01, ex02);
    log(HUB2_TRACKING, at + queued + 1_000, "SEND", "SMTP", ex02, ex03);
    log(MAILBOX_TRACKING, at + queued + 1_005, "DELIVER", "STOREDRIVER", ex03, ("", ""));
}

#[test]
fn delays_of_all_messages_are_measured_hop_by_hop() {
    let mut logs = Logs::default();
    // 100 to 9,900 ms, and one that waited for an hour.
    (1..100).for_each(|number| tracked(&mut logs, number, i64::from(number) * 20_000, i64::from(number) * 100));
    tracked(&mut logs, 100, 2_100_000, 3_600_000);
    let engine = logs.engine();
    let expected = [
        "EX01 → EX01 Sent: 200 × 6710 18200 7200000, one clock",
        "EX01 → EX02.contoso.com Arrived: 100 × 5000 9500 3600000, two clocks",
        "EX02.contoso.com → EX03 Delivered: 100 × 1005 1005 1005, two clocks",
        "EX02.contoso.com → EX02.contoso.com Sent: 100 × 1000 1000 1000, one clock",
    ];
    assert_eq!(delays(&engine), expected);
    let slowest = engine.delays().hops[1].slowest.clone();
    let way = engine.follow_message(slowest.as_str()).expect("can be followed");
    assert_eq!(way.message.message_id.as_str(), id_of(100));
}

#[test]
fn delays_are_those_of_one_message_from_its_last_sender() {
    let [ex01, ex02, ex03] = [("192.0.2.11", "EX01"), ("192.0.2.12", "EX02"), ("192.0.2.13", "EX03")];
    let base = Event { id: id_of(1), to: INSIDE, source: "SMTP", ..Event::default() };
    let minutes = |count: i64| count * 60_000;
    // Two messages of one Message-ID.
    let mut logs = Logs::default();
    for (network, arrived, sent) in [("a", 0, 120), ("b", 60, 150)] {
        let network = format!("1e6eb197-0000-4000-8000-00000000000{network}");
        let event = |event| Event { event, network: network.clone(), server: ex01, ..base.clone() };
        logs.event(HUB1_TRACKING, minutes(arrived), &event("RECEIVE"));
        logs.event(HUB1_TRACKING, minutes(sent), &Event { client: ex01, server: ex02, ..event("SEND") });
    }
    let engine = logs.engine();
    assert_eq!(delays(&engine), ["EX01 → EX01 Sent: 2 × 5400000 7200000 7200000, one clock"]);
    let key = engine.delays().hops[0].slowest.clone();
    let way = engine.follow_message(key.as_str()).unwrap();
    assert_eq!(way.message.last.0 - way.message.first.0, minutes(120) as f64);
    // A message that two servers sent to a third one, half an hour apart.
    let mut logs = Logs::default();
    for (log, server, at) in [(HUB1_TRACKING, ex01, 0), (HUB2_TRACKING, ex02, 30)] {
        let event = |event| Event { event, server, ..base.clone() };
        logs.event(log, minutes(at), &event("RECEIVE"));
        logs.event(log, minutes(at) + 1_000, &Event { client: server, server: ex03, ..event("SEND") });
        let delivery =
            Event { event: "DELIVER", source: "STOREDRIVER", client: ex03, server: ("", ""), ..base.clone() };
        logs.event(MAILBOX_TRACKING, minutes(at) + 2_000, &delivery);
    }
    let found = delays(&logs.engine());
    let delivered: Vec<&String> = found.iter().filter(|hop| hop.contains("Delivered")).collect();
    let of = |server: &str| format!("{server} → EX03 Delivered: 1 × 2000 2000 2000, two clocks");
    assert_eq!(delivered, [&of("EX01"), &of("EX02")], "{found:?}");
    // What left a server an hour before it is known to have arrived there.
    let mut logs = Logs::default();
    let event = |event| Event { event, server: ex01, ..base.clone() };
    logs.event(HUB1_TRACKING, 0, &Event { client: ex01, server: ex02, ..event("SEND") });
    logs.event(HUB1_TRACKING, minutes(60), &event("RECEIVE"));
    assert_eq!(delays(&logs.engine()), [""; 0]);
}

#[test]
fn a_clock_that_is_behind_makes_delays_negative() {
    let mut logs = Logs::default();
    logs.ahead.insert("EX02", -5_000);
    tracked(&mut logs, 1, 10_000, 300);
    let found = delays(&logs.engine());
    assert!(
        found.contains(&"EX01 → EX02.contoso.com Arrived: 1 × -4700 -4700 -4700, two clocks".to_owned()),
        "{found:?}"
    );
}

#[test]
fn the_last_arrival_before_an_event_counts() {
    let mut logs = Logs::default();
    tracked(&mut logs, 1, 0, 300);
    tracked(&mut logs, 1, 50_000, 300);
    let found = delays(&logs.engine());
    assert!(found.contains(&"EX01 → EX02.contoso.com Arrived: 2 × 300 300 300, two clocks".to_owned()), "{found:?}");
    assert_eq!(delays(&Engine::new(7)), [""; 0]);
}

#[test]
fn delays_do_not_depend_on_the_order_of_files() {
    let mut logs = Logs::default();
    (1..4).for_each(|number| tracked(&mut logs, number, i64::from(number) * 20_000, 300));
    // Servers of one delay, one of which is also logged without its domain.
    let [ex02, ex04] = [("192.0.2.12", "EX02"), ("192.0.2.14", "EX04")];
    for (number, log, server, at) in [(8, HUB2_TRACKING, ex02, 0), (9, HUB1_TRACKING, ex04, 500)] {
        let base = Event { id: id_of(number), to: INSIDE, source: "SMTP", server, ..Event::default() };
        logs.event(log, at, &Event { event: "RECEIVE", ..base.clone() });
        let outside = ("203.0.113.25", "mx.tailspintoys.com");
        logs.event(log, at + 1_000, &Event { event: "SEND", client: server, server: outside, ..base });
    }
    let mut files = logs.files();
    let forwards = opened(&files);
    files.reverse();
    let backwards = opened(&files);
    assert_eq!(delays(&forwards), delays(&backwards));
    let slowest = |engine: &Engine| {
        let key = engine.delays().hops[0].slowest.clone();
        let message = engine.follow_message(key.as_str()).expect("can be followed").message;
        (message.message_id.as_str().to_owned(), message.first.0)
    };
    assert_eq!(slowest(&forwards), slowest(&backwards));
    let found = delays(&forwards).concat();
    assert!(found.contains("EX02 → EX02 Sent: 4 × 1000"), "{found}");
}

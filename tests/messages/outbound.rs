//! Mail that leaves, or comes in, through a front end: its sessions show one message, which one side accepts or refuses.

use super::flow::{FROM, FRONT_RECEIVE, FRONT_SEND, HUB1_RECEIVE, HUB1_SEND, INSIDE, Logs, OUTSIDE, Session, id_of};
use super::{all_joined, said, word};
use exchange_log_viewer::{FindingKind, FoundMessage};

/// A transaction with one recipient, from the side of one who sends or receives it.
fn transaction(
    logs: &mut Logs,
    session: &Session<'_>,
    at: i64,
    before: &[(char, &str, &str)],
    mail: [&str; 3],
    end: i64,
) {
    let [from, to, reply] = mail;
    let (command, answer) = if session.0.name.ends_with("send") { ('>', '<') } else { ('<', '>') };
    let greeting = if command == '<' || session.4.ends_with(":717") || session.4.ends_with(":2525") {
        "220 EX01.contoso.com Microsoft ESMTP MAIL Service ready"
    } else {
        "220 mx.tailspintoys.com ESMTP"
    };
    let (mail, rcpt) = (format!("MAIL FROM:<{from}> SIZE=4096"), format!("RCPT TO:<{to}>"));
    let mut rows = vec![(at, '+', "", ""), (at + 1, answer, greeting, "")];
    rows.extend(before.iter().map(|(event, data, context)| (at + 2, *event, *data, *context)));
    rows.extend([
        (at + 5, command, mail.as_str(), ""),
        (at + 6, answer, "250 2.1.0 Sender OK", ""),
        (at + 7, command, rcpt.as_str(), ""),
        (end, answer, reply, ""),
        (end + 1, command, "QUIT", ""),
        (end + 2, answer, "221 2.0.0 Service closing transmission channel", ""),
        (end + 3, '-', "", "Local"),
    ]);
    logs.session(session, &rows);
}

/// A mail of the hub that its front end passes on to a server outside, which answers with `reply`; the time at which it begins, and
/// the number of the attempt.
fn sent_through_front_end(logs: &mut Logs, number: u32, at: i64, reply: &str) {
    let ids: Vec<String> = (0..3).map(|of| format!("08DE70D5340{number:04X}{of}")).collect();
    let (hub, out) = (format!("192.0.2.11:{}", 21_000 + number), format!("192.0.2.11:{}", 22_000 + number));
    let named = format!("sending message with RecordId {} and InternetMessageId {}", 1000 + number, id_of(1));
    let mail = [INSIDE, OUTSIDE, reply];
    let send = Session(HUB1_SEND, "To Internet", &ids[0], &hub, "192.0.2.11:717");
    transaction(logs, &send, at, &[('*', "", &named)], mail, at + 90);
    let receive = Session(FRONT_RECEIVE, "EX01\\Outbound Proxy Frontend EX01", &ids[1], "192.0.2.11:717", &hub);
    transaction(logs, &receive, at, &[], mail, at + 89);
    let on = Session(FRONT_SEND, "To Internet", &ids[2], &out, "203.0.113.25:25");
    transaction(logs, &on, at + 4, &[], mail, at + 80);
}

/// A mail from outside that the front end passes on to the hub, which answers with `reply`.
fn received_through_front_end(logs: &mut Logs, reply: &str) {
    let ids = ["08DE70D535000010", "08DE70D535000020", "08DE70D535000030"];
    let mail = [FROM, INSIDE, reply];
    let receive = Session(FRONT_RECEIVE, "EX01\\Default Frontend EX01", ids[0], "192.0.2.11:25", "198.51.100.8:41000");
    transaction(logs, &receive, 1_000, &[], mail, 1_100);
    let proxying = format!("Proxying inbound session with session id {}", ids[0]);
    let on =
        Session(FRONT_SEND, "Inbound Proxy Internal Send Connector", ids[1], "192.0.2.11:18000", "192.0.2.11:2525");
    transaction(logs, &on, 1_010, &[('*', "", &proxying)], mail, 1_090);
    let xproxy = format!("XPROXYFROM SID={} IP=198.51.100.8 PORT=41000 DOMAIN=mx.fabrikam.com SEQNUM=1", ids[0]);
    let hub = Session(HUB1_RECEIVE, "EX01\\Default EX01", ids[2], "192.0.2.11:2525", "192.0.2.11:18000");
    transaction(logs, &hub, 1_011, &[('<', &xproxy, "")], mail, 1_080);
}

/// The kinds of findings about sessions, each with their number.
fn findings(logs: &Logs) -> Vec<(&'static str, f64)> {
    let engine = logs.engine();
    let found = FindingKind::ALL.iter().map(|kind| (kind.word(), engine.finding(*kind).sessions.0));
    found.filter(|(_, sessions)| *sessions > 0.0).collect()
}

const GREYLISTED: &str = "451 4.7.1 Greylisted, try again later";
const UNKNOWN: &str = "550 5.1.1 No such user";

#[test]
fn who_refuses_something_is_who_says_it_first() {
    let outbound = |reply| {
        let mut logs = Logs::default();
        sent_through_front_end(&mut logs, 1, 1_000, reply);
        findings(&logs)
    };
    assert_eq!(outbound(UNKNOWN), [("refused-by-others", 2.0)], "sent by the hub, and by its front end");
    assert_eq!(outbound(GREYLISTED), [("greylisted", 2.0), ("deferred-unresolved", 2.0)]);
    assert_eq!(outbound("421 4.3.2 Service not available"), [("deferred-unresolved", 2.0)]);
    let inbound = |reply| {
        let mut logs = Logs::default();
        received_through_front_end(&mut logs, reply);
        findings(&logs)
    };
    assert_eq!(inbound(UNKNOWN), [("unknown-recipient", 2.0)], "received by the front end, and by the hub");
    assert_eq!(inbound(GREYLISTED), [("deferred-unresolved", 2.0)]);
}

#[test]
fn what_comes_in_later_is_not_what_was_put_off_on_the_way_out() {
    let mut logs = Logs::default();
    sent_through_front_end(&mut logs, 1, 1_000, GREYLISTED);
    let session =
        Session(HUB1_RECEIVE, "EX01\\Default EX01", "08DE70D536000010", "192.0.2.11:2525", "192.0.2.13:41000");
    transaction(&mut logs, &session, 9_000, &[], [INSIDE, OUTSIDE, "250 2.1.5 Recipient OK"], 9_090);
    let engine = logs.engine();
    assert_eq!(engine.count("deferral:unresolved", 0).unwrap().0, 3);
    assert_eq!(engine.count("deferral:recovered", 0).unwrap().0, 0);
}

/// What is listed: of each message the outcome, and what is said of it.
fn listed(logs: &Logs, text: &str) -> Vec<String> {
    let found = logs.engine().find_messages(text, 10);
    let line = |message: &FoundMessage| format!("{}: {}", word(message.outcome), said(message)[0]);
    assert_eq!(found.total.0, found.messages.len() as f64);
    found.messages.iter().map(line).collect()
}

#[test]
fn a_mail_that_leaves_through_a_front_end_is_one_message() {
    for (reply, said) in [
        (UNKNOWN, "Refused: Refused carl@tailspintoys.com for carl@tailspintoys.com 1"),
        (GREYLISTED, "Deferred: Deferred mx.tailspintoys.com for carl@tailspintoys.com 1"),
    ] {
        let mut logs = Logs::default();
        sent_through_front_end(&mut logs, 1, 1_000, reply);
        for text in ["", OUTSIDE] {
            assert_eq!(listed(&logs, text), [said], "{text}");
            assert_eq!(listed(&logs.without(HUB1_SEND), text), [said], "{text}: nothing names it");
            assert_eq!(listed(&logs.without(FRONT_SEND), text).len(), 1, "{text}");
        }
        let engine = logs.engine();
        let way = engine.follow_message(engine.find_messages("", 1).messages[0].key.as_str()).unwrap();
        let front = "EX01 front receive after EX01 hub send by Endpoints";
        let hops =
            ["EX01 hub send after nothing by First", front, "EX01 front proxy after EX01 front receive by Envelope"];
        assert_eq!(all_joined(&way), hops);
        assert_eq!(format!("{}: {}", word(way.message.outcome), super::said(&way.message)[0]), said);
        // It is tried again, with the same Message-ID.
        sent_through_front_end(&mut logs, 2, 60_000, reply);
        assert_eq!(listed(&logs, ""), [said]);
        assert_eq!(listed(&logs.without(HUB1_SEND), ""), [said; 2], "nothing says that it is the same one");
    }
}

#[test]
fn a_mail_that_comes_in_through_a_front_end_is_one_message() {
    let mut logs = Logs::default();
    received_through_front_end(&mut logs, UNKNOWN);
    assert_eq!(listed(&logs, ""), ["Refused: Refused anna@contoso.com for anna@contoso.com 1"]);
}

#[test]
fn mails_of_one_envelope_at_one_time_are_joined_only_as_far_as_it_is_known() {
    let mut logs = Logs::default();
    sent_through_front_end(&mut logs, 1, 1_000, UNKNOWN);
    sent_through_front_end(&mut logs, 2, 1_002, UNKNOWN);
    // The ends of a connection are known, and what the front end sends on may be either.
    assert_eq!(listed(&logs.without(HUB1_SEND), "").len(), 4);
    assert_eq!(listed(&logs, "").len(), 3);
}

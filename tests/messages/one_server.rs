//! Mail that one server receives and delivers, with the logs that it writes by default.

use super::flow::{
    Event, FROM, FRONT_RECEIVE, HUB1_SEND, HUB1_TRACKING, HUB2_TRACKING, INSIDE, Logs, MAILBOX1_TRACKING, OUTSIDE,
    Session, id_of, opened,
};
use super::{all_joined, follow, missing, said, word};
use exchange_log_viewer::MessageWay;

const EX01: (&str, &str) = ("192.0.2.11", "EX01.contoso.com");
const EX02: (&str, &str) = ("192.0.2.12", "EX02.contoso.com");
const CLIENT: (&str, &str) = ("198.51.100.8", "mx.fabrikam.com");

/// An event about the mail on EX01.
fn event(source: &'static str, event: &'static str) -> Event<'static> {
    let base =
        Event { client: EX01, server: EX01, internal: 1001, id: id_of(1), to: INSIDE, from: FROM, ..Event::default() };
    Event { source, event, ..base }
}

/// The mail as the front end receives it, and answers what the hub answers.
fn front_end(logs: &mut Logs, at: i64) {
    let reply = format!("250 2.6.0 {} [InternalId=1001, Hostname=EX01.contoso.com] Queued mail for delivery", id_of(1));
    let session = Session(
        FRONT_RECEIVE,
        "EX01\\Default Frontend EX01",
        "08DE70D534000010",
        "192.0.2.11:25",
        "198.51.100.8:41000",
    );
    logs.session(
        &session,
        &[
            (at, '+', "", ""),
            (at + 1, '>', "220 mail.contoso.com Microsoft ESMTP MAIL Service ready", ""),
            (at + 2, '<', "EHLO mx.fabrikam.com", ""),
            (at + 2, '>', "250 mail.contoso.com Hello [198.51.100.8]", ""),
            (at + 3, '<', "MAIL FROM:<ulrich@fabrikam.com> SIZE=4096", ""),
            (at + 4, '>', "250 2.1.0 Sender OK", ""),
            (at + 5, '<', "RCPT TO:<anna@contoso.com>", ""),
            (at + 6, '>', "250 2.1.5 Recipient OK", ""),
            (at + 7, '<', "BDAT 4096 LAST", ""),
            (at + 90, '>', &reply, ""),
            (at + 91, '<', "QUIT", ""),
            (at + 92, '>', "221 2.0.0 Service closing transmission channel", ""),
            (at + 93, '-', "", "Local"),
        ],
    );
}

/// It is received, and handed over to the service that delivers it; `handed` is when that is logged.
fn delivered(logs: &mut Logs, handed: i64) {
    let context = "08DE70D534000012;2026-03-02T08:00:00.000Z;0".to_string();
    logs.event(HUB1_TRACKING, 1_060, &Event { context, ..event("SMTP", "RECEIVE") });
    logs.event(HUB1_TRACKING, handed, &Event { context: ";250 2.0.0 OK".into(), ..event("SMTP", "SEND") });
    logs.event(MAILBOX1_TRACKING, 1_900, &event("STOREDRIVER", "DELIVER"));
}

fn way(logs: &Logs) -> MessageWay {
    follow(&logs.engine(), &id_of(1))
}

#[test]
fn it_comes_in_through_the_front_end_whatever_is_logged_first() {
    for handed in [1_850, 1_902] {
        let mut logs = Logs::default();
        front_end(&mut logs, 1_000);
        delivered(&mut logs, handed);
        let way = way(&logs);
        assert_eq!(
            all_joined(&way),
            [
                "EX01 front receive after nothing by First",
                "EX01 hub RECEIVE after EX01 front receive by QueueId",
                "EX01 hub SEND after EX01 hub RECEIVE by InternalMessageId",
                "EX01 mailbox DELIVER after EX01 hub SEND by InternalMessageId",
            ],
            "{handed}"
        );
        assert_eq!(word(way.message.outcome), "Delivered", "{handed}");
        assert_eq!(
            said(&way.message),
            ["Accepted mx.fabrikam.com for anna@contoso.com 1", "Delivered anna@contoso.com for anna@contoso.com 1"]
        );
    }
}

#[test]
fn a_shadow_copy_is_beside_the_mail_whichever_clock_is_ahead() {
    for at in [1_050, 1_070] {
        let mut logs = Logs::default();
        front_end(&mut logs, 1_000);
        delivered(&mut logs, 1_902);
        let copy = Event { server: EX02, internal: 55, ..event("SMTP", "HARECEIVE") };
        logs.event(HUB2_TRACKING, at, &copy);
        logs.event(HUB1_TRACKING, 1_055, &Event { server: EX02, ..event("SMTP", "HAREDIRECT") });
        let way = way(&logs);
        let main: Vec<String> =
            way.hops.iter().filter(|hop| word(hop.branch) == "Main").map(|hop| hop.event.as_str().into()).collect();
        assert_eq!(main, ["", "RECEIVE", "SEND", "DELIVER"], "{:#?}", all_joined(&way));
        assert_eq!(said(&way.message)[0], "Accepted mx.fabrikam.com for anna@contoso.com 1");
    }
}

#[test]
fn a_duplicate_is_dropped_after_the_mail_arrived() {
    let mut logs = Logs::default();
    logs.event(HUB1_TRACKING, 1_000, &Event { client: CLIENT, ..event("SMTP", "RECEIVE") });
    logs.event(MAILBOX1_TRACKING, 1_900, &event("STOREDRIVER", "DELIVER"));
    logs.event(MAILBOX1_TRACKING, 2_000, &event("STOREDRIVER", "DUPLICATEDELIVER"));
    let way = way(&logs);
    let events: Vec<&str> = way.hops.iter().map(|hop| hop.event.as_str()).collect();
    assert_eq!(events, ["RECEIVE", "DELIVER", "DUPLICATEDELIVER"], "{:#?}", all_joined(&way));
    assert_eq!(said(&way.message)[0], "Accepted mx.fabrikam.com for anna@contoso.com 1");
}

#[test]
fn a_deferral_comes_after_the_attempt_that_it_is_about() {
    let mut logs = Logs::default();
    let to = OUTSIDE;
    logs.event(HUB1_TRACKING, 1_000, &Event { to, ..event("STOREDRIVER", "RECEIVE") });
    let named = format!("sending message with RecordId 1001 and InternetMessageId {}", id_of(1));
    let session = Session(HUB1_SEND, "Outbound to Internet", "08DE70D534000011", "192.0.2.11:23456", "203.0.113.25:25");
    let later = "451 4.7.1 Greylisted";
    logs.session(
        &session,
        &[
            (1_500, '+', "", ""),
            (1_510, '<', "220 mx.tailspintoys.com ESMTP", ""),
            (1_520, '>', "EHLO mail.contoso.com", ""),
            (1_530, '<', "250 mx.tailspintoys.com", ""),
            (1_630, '*', "", &named),
            (1_640, '>', "MAIL FROM:<ulrich@fabrikam.com> SIZE=4096", ""),
            (1_650, '<', "250 2.1.0 Ok", ""),
            (1_660, '>', "RCPT TO:<carl@tailspintoys.com>", ""),
            (1_670, '<', later, ""),
            (1_680, '>', "QUIT", ""),
            (1_690, '-', "", "Local"),
        ],
    );
    logs.event(HUB1_TRACKING, 1_780, &Event { to, status: later, ..event("SMTP", "DEFER") });
    let way = way(&logs);
    let joined = all_joined(&way);
    assert_eq!(joined.len(), 3, "{joined:#?}");
    assert_eq!(joined[1], "EX01 hub send after EX01 hub RECEIVE by InternalMessageId", "{joined:#?}");
    assert!(joined[2].starts_with("EX01 hub DEFER after EX01 hub send"), "{joined:#?}");
    let deferred = said(&way.message).iter().filter(|part| part.starts_with("Deferred")).count();
    assert_eq!(deferred, 1, "{:#?}", said(&way.message));
}

#[test]
fn what_waits_for_a_moderator_says_so_until_one_decides() {
    let last = |events: &[&'static str]| {
        let mut logs = Logs::default();
        logs.event(HUB1_TRACKING, 1_000, &Event { client: CLIENT, ..event("SMTP", "RECEIVE") });
        for (number, name) in (1..).zip(events) {
            logs.event(HUB1_TRACKING, 1_000 + number * 100, &event("APPROVAL", name));
        }
        said(&way(&logs).message).pop().unwrap()
    };
    assert!(last(&["INITMESSAGECREATED"]).starts_with("Moderated"));
    assert!(last(&["INITMESSAGECREATED", "MODERATORAPPROVE"]).starts_with("Open"));
}

#[test]
fn the_front_end_that_a_record_tells_of_is_missed() {
    let mut logs = Logs::default();
    delivered(&mut logs, 1_902);
    let proxied = ",Incoming,,198.51.100.8,,S:ProxyHop1=EX01.contoso.com(192.0.2.11),Email";
    for (edited, is_missed) in [(",Incoming,,,,,Email", false), (proxied, true)] {
        let files = logs.edited(HUB1_TRACKING, |text| text.replace(",Incoming,,,,,Email", edited));
        let missed = missing(&follow(&opened(&files), &id_of(1)));
        let front = missed.iter().any(|hop| hop.contains("front") || hop.contains("Front"));
        assert_eq!(front, is_missed, "{missed:#?}");
    }
}

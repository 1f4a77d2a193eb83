//! A session is related to every other session about the same connection or message.

use crate::support::fixtures::case;
use exchange_log_viewer::{Engine, SessionIndex};

/// Log, server and service of a session, short enough to compare.
fn name(engine: &Engine, session: u32) -> String {
    let window = engine.archive().store.sessions.get(SessionIndex(session));
    format!("{} {}", window.log_type.key(), window.id.to_text(&engine.archive().store.strings))
}

/// The session of that name.
fn session(engine: &Engine, wanted: &str) -> SessionIndex {
    let mut all = (0..engine.archive().published() as u32).filter(|&index| name(engine, index) == wanted);
    let found = all.next().unwrap_or_else(|| panic!("no session {wanted}"));
    assert_eq!(all.next(), None, "{wanted} appears once");
    SessionIndex(found)
}

/// What is related to the session of that name: the relation and the name of the other, in order.
fn relations(engine: &Engine, wanted: &str) -> Vec<String> {
    let found = engine.related(session(engine, wanted));
    let mut names: Vec<String> =
        found.iter().map(|other| format!("{:?} {}", other.relation, name(engine, other.session))).collect();
    names.sort();
    names
}

const FRONT_END: &str = "smtpReceive 08DE70D52F656001";
const PASSES_ON: &str = "smtpSend 08DE70D52F656002";
const HUB: &str = "smtpReceive 08DE70D52F6F0A10";
const SENDS_ON: &str = "smtpSend 08DE70D52F6F0A11";

#[test]
fn a_mail_is_followed_from_log_to_log() {
    let engine = case("joins").read_whole();
    let connectivity = "connectivity 08DE70D52F6F0A11";
    assert_eq!(relations(&engine, connectivity), [format!("SessionId {SENDS_ON}")]);
    for (from, to) in [
        (SENDS_ON, format!("SessionId {connectivity}")),
        (PASSES_ON, format!("Proxy {FRONT_END}")),
        (FRONT_END, format!("Proxy {PASSES_ON}")),
        (FRONT_END, format!("Message {HUB}")),
        (HUB, format!("Message {SENDS_ON}")),
        (HUB, format!("Message {FRONT_END}")),
    ] {
        let found = relations(&engine, from);
        assert!(found.contains(&to), "{from}: {found:?} lacks {to}");
    }
}

#[test]
fn an_id_alone_is_not_enough() {
    let engine = case("joins").read_whole();
    // A connectivity session two hours later happens to have the id of the send session.
    let found = relations(&engine, PASSES_ON);
    assert!(engine.archive().store.sessions.iter().any(|(_, other)| other.log_type.key() == "connectivity"));
    assert!(!found.is_empty() && !found.iter().any(|other| other.contains("connectivity")), "{found:?}");
}

#[test]
fn agent_and_tracking_logs_lead_to_the_same_mail() {
    let engine = case("joins").read_whole();
    let tracked = "tracking <pi1@fabrikam.com>";
    for (from, to) in [
        (FRONT_END, "SessionId agent 08DE70D52F656001".to_string()),
        ("agent 08DE70D52F656001", format!("SessionId {FRONT_END}")),
        (HUB, format!("SessionId {tracked}")),
        (SENDS_ON, format!("Message {tracked}")),
        (tracked, format!("SessionId {HUB}")),
        (tracked, format!("Message {SENDS_ON}")),
    ] {
        let found = relations(&engine, from);
        assert!(found.contains(&to), "{from}: {found:?} lacks {to}");
    }
}

#[test]
fn a_mailbox_session_is_found_on_the_other_side_of_the_proxy() {
    let engine = case("mailbox-proxy").read_whole();
    let related = |id: &str| relations(&engine, &format!("imap4 00000000000000{id}"));
    let other = |id: &str| [format!("User imap4 00000000000000{id}")];
    for (front, back) in [("A1", "B1"), ("A2", "C2"), ("A3", "B3")] {
        assert_eq!(related(front), other(back), "{front}");
        assert_eq!(related(back), other(front), "{back}");
    }
    for (id, why) in [("B4", "half an hour later"), ("B5", "a server that was not named"), ("C1", "another server")] {
        assert_eq!(related(id), [""; 0], "{why}");
    }
}

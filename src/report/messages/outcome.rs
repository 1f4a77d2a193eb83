//! What became of a message: what its steps say of each recipient, and the facts of which a sentence is made.

use super::chain::{Link, is_port};
use super::shown::Shown;
use super::step::Step;
use super::way::{HopKind, PlaceKind};
use super::{FoundMessage, MessageOutcome, OutcomePart, PartKind};
use crate::bytes::begins_with;
use crate::entry::LogType;
use crate::exchange::{Handling, endpoint, server_label};
use crate::report::masking::DisplayText;
use crate::report::units::ByteCount;
use crate::smtp::conversation::TransactionOutcome;
use crate::sort;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// Most recipients that are named.
const MOST_NAMED: usize = 5;
/// Most facts that are reported besides what is not known, and most that are kept apart.
const MOST_PARTS: usize = 8;
const MOST_KEPT: usize = 64;

/// A status of message traces.
const QUARANTINED: &str = "QUARANTINED";

/// What became of a message for a recipient.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Known,
    Accepted,
    /// In quarantine, from which it may be released.
    Held,
    Deferred,
    Refused,
    Sent,
    Delivered,
    Failed,
}

impl State {
    /// Whether a later step that says less leaves it as it is.
    fn is_settled(self) -> bool {
        matches!(self, State::Sent | State::Delivered | State::Failed)
    }
}

/// The message of some steps, which are in the order of time.
pub fn message(steps: &[Step], links: &[Link], key: DisplayText<'static>, shown: &mut Shown<'_>) -> FoundMessage {
    let states = states(steps, links);
    let mut servers: Vec<DisplayText<'static>> = Vec::new();
    let mut labels = BTreeSet::new();
    for step in steps.iter().filter(|step| !step.server.is_empty()) {
        if labels.insert(step.label.as_slice()) {
            servers.push(shown.text(step, &step.server));
        }
    }
    let mut first_of = |value: fn(&Step) -> &[u8]| {
        let step = steps.iter().find(|step| !value(step).is_empty())?;
        Some(shown.text(step, value(step)))
    };
    let sender = first_of(|step| &step.sender).unwrap_or_default();
    let subject = first_of(|step| &step.subject).unwrap_or_default();
    let named = steps.iter().find(|step| !step.message_id.is_empty());
    let bytes = steps.iter().filter(|step| step.is_tracked()).find_map(|step| step.bytes);
    let bytes = bytes.or_else(|| steps.iter().filter_map(|step| step.bytes).max());
    let recipients = states.keys().take(MOST_NAMED);
    let owner = |recipient: &Vec<u8>| {
        let names_it = |step: &&Step| step.recipients.binary_search(recipient).is_ok();
        steps.iter().find(names_it).or(steps.first())
    };
    let recipients =
        recipients.filter_map(|recipient| owner(recipient).map(|step| shown.text(step, step.written(recipient))));
    let recipients: Vec<DisplayText<'static>> = recipients.collect();
    FoundMessage {
        key,
        message_id: named.map(|step| shown.id(step, &step.message_id)).unwrap_or_default(),
        sender,
        recipients,
        recipient_count: (states.len() as u64).into(),
        subject,
        first: steps.first().map_or(0, |step| step.time).into(),
        last: steps.iter().map(|step| step.end).max().unwrap_or(0).into(),
        bytes: bytes.map(ByteCount::from),
        servers,
        outcome: outcome(&states, steps),
        parts: parts(steps, links, &states, shown),
        session_count: (sort::set(steps.iter().map(|step| step.session)).len() as u64).into(),
    }
}

/// Whether the next server's log goes on where a step leads to.
fn continued(steps: &[Step], links: &[Link]) -> BTreeSet<usize> {
    let next = links.iter().zip(steps).filter_map(|(link, step)| {
        let previous = link.previous?;
        (!steps.get(previous)?.is_beside(step)).then_some(previous)
    });
    let mut found: BTreeSet<usize> = sort::set(next);
    // What follows an event follows the transfer that it is about, and the reverse.
    for (index, link) in links.iter().enumerate() {
        if let Some(previous) = link.previous
            && steps[index].is_sent_event()
            && steps[previous].is_sent()
            && (found.contains(&index) || found.contains(&previous))
        {
            found.extend([index, previous]);
        }
    }
    found
}

fn states(steps: &[Step], links: &[Link]) -> BTreeMap<Vec<u8>, State> {
    let continued = continued(steps, links);
    let mut states: BTreeMap<Vec<u8>, State> = BTreeMap::new();
    let mut replaced = BTreeSet::new();
    for (index, step) in steps.iter().enumerate().filter(|(_, step)| !step.is_shadow) {
        let state = match step.kind {
            HopKind::Receive => transferred(step, State::Accepted),
            HopKind::Proxy if !step.leaves() => transferred(step, State::Accepted),
            HopKind::Send if continued.contains(&index) => transferred(step, State::Accepted),
            HopKind::Proxy | HopKind::Send => transferred(step, State::Sent),
            HopKind::Deliver => State::Delivered,
            HopKind::Event if step.is_tracked() => match step.handling {
                Handling::Delivered if step.is_event(&["DUPLICATEDELIVER"]) => State::Delivered,
                Handling::Delivered if continued.contains(&index) => State::Accepted,
                Handling::Delivered => State::Sent,
                Handling::Refused | Handling::Lost | Handling::Dropped => State::Failed,
                Handling::Deferred => State::Deferred,
                Handling::Report | Handling::Discarded => continue,
                _ if step.is_event(&[QUARANTINED]) => State::Held,
                Handling::Arrived | Handling::Redirected | Handling::Other => State::Accepted,
            },
            HopKind::Event | HopKind::Connect => continue,
        };
        replaced.extend(step.replaced.iter().map(|one| one.to_ascii_lowercase()));
        let class = |reply: &[u8]| reply.first().copied().unwrap_or(0);
        let refused: BTreeMap<Vec<u8>, u8> =
            sort::map(step.refused.iter().map(|(who, reply)| (who.to_ascii_lowercase(), class(reply))));
        for recipient in &step.recipients {
            let own = match refused.get(recipient) {
                Some(b'4') => State::Deferred,
                Some(_) => State::Refused,
                None => state,
            };
            let known = states.entry(recipient.clone()).or_insert(State::Known);
            // A server says that it handed a message over once the mailbox has it.
            let says_less = own == State::Sent && *known == State::Delivered;
            if (own.is_settled() && !says_less) || !known.is_settled() {
                *known = own;
            }
        }
    }
    for recipient in replaced {
        // A group may be a recipient again.
        if states.get(&recipient).is_some_and(|state| !state.is_settled()) {
            states.remove(&recipient);
        }
    }
    states
}

fn transferred(step: &Step, accepted: State) -> State {
    match step.outcome {
        Some(TransactionOutcome::Accepted) => accepted,
        Some(TransactionOutcome::Rejected) => State::Refused,
        Some(TransactionOutcome::Deferred) => State::Deferred,
        _ => State::Known,
    }
}

fn outcome(states: &BTreeMap<Vec<u8>, State>, steps: &[Step]) -> MessageOutcome {
    let count = |wanted: &[State]| states.values().filter(|state| wanted.contains(state)).count();
    let total = states.len();
    let (bad, good) = (count(&[State::Refused, State::Failed]), count(&[State::Sent, State::Delivered]));
    match () {
        () if total == 0 => last_outcome(steps),
        () if bad == total && count(&[State::Failed]) > 0 => MessageOutcome::Failed,
        () if bad == total => MessageOutcome::Refused,
        () if bad > 0 && count(&[State::Delivered]) > 0 => MessageOutcome::Partly,
        () if bad > 0 && good > 0 => MessageOutcome::PartlySent,
        () if count(&[State::Deferred]) > 0 => MessageOutcome::Deferred,
        () if count(&[State::Delivered]) == total => MessageOutcome::Delivered,
        () if good == total => MessageOutcome::Sent,
        () if good + count(&[State::Accepted, State::Held]) > 0 => MessageOutcome::Accepted,
        () => MessageOutcome::Unknown,
    }
}

/// What became of a message without recipients: its sender was refused.
fn last_outcome(steps: &[Step]) -> MessageOutcome {
    match steps.iter().rev().find_map(|step| step.outcome) {
        Some(TransactionOutcome::Accepted) => MessageOutcome::Accepted,
        Some(TransactionOutcome::Rejected) => MessageOutcome::Refused,
        Some(TransactionOutcome::Deferred) => MessageOutcome::Deferred,
        _ => MessageOutcome::Unknown,
    }
}

/// A fact before it is masked.
struct Part<'s> {
    what: PartKind,
    step: &'s Step,
    /// The other side: a host, a sender, a group.
    other: Vec<u8>,
    /// The recipients in lower case.
    recipients: BTreeSet<&'s [u8]>,
    reply: &'s [u8],
}

fn parts(steps: &[Step], links: &[Link], states: &BTreeMap<Vec<u8>, State>, shown: &mut Shown<'_>) -> Vec<OutcomePart> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let repeated = repeated(steps, links);
    let own = |(index, step): &(usize, &Step)| !step.is_shadow && !repeated.contains(index);
    for (index, step) in steps.iter().enumerate().filter(own) {
        let previous = links.get(index).and_then(|link| steps.get(link.previous?));
        facts(step, previous, is_entrance(index, steps, links), &mut |part| add(&mut parts, part));
    }
    let has = |parts: &[Part<'_>], what| parts.iter().any(|part| part.what == what);
    // That a server handed it over to the service that delivers it says less than that it was delivered.
    if has(&parts, PartKind::Delivered) {
        let is_to_own = |step: &Step| is_port(&step.remote, 475) || server_label(&step.remote_name) == step.label;
        parts.retain(|part| part.what != PartKind::Handed || !is_to_own(part.step));
    }
    // What a front end passed on was accepted by the server after it.
    if has(&parts, PartKind::Accepted) {
        let is_passed_on = |step: &Step| step.kind == HopKind::Proxy && !step.leaves();
        parts.retain(|part| part.what != PartKind::Handed || !is_passed_on(part.step));
    }
    parts.truncate(MOST_PARTS);
    if !parts.is_empty() {
        parts.extend(unsettled(steps, states));
    }
    let part = |part: Part<'_>| {
        let is_only = part.recipients.len() == 1;
        let only = part.recipients.first().filter(|_| is_only).map_or(&b""[..], |one| part.step.written(one));
        OutcomePart {
            what: part.what,
            whom: shown.text(part.step, if names_other(part.what) { &part.other } else { only }),
            recipient: shown.text(part.step, only),
            count: (part.recipients.len() as u64).into(),
            time: part.step.end.into(),
            reply: shown.text(part.step, part.reply),
        }
    };
    parts.into_iter().map(part).collect()
}

/// What the logs do not show: of whom there is no later step, and whom it was deferred for with no later success.
fn unsettled<'s>(steps: &'s [Step], states: &'s BTreeMap<Vec<u8>, State>) -> Vec<Part<'s>> {
    let last = states.is_empty().then(|| last_outcome(steps));
    let open = if is_moderated(steps) { PartKind::Moderated } else { PartKind::Open };
    let kinds: [(PartKind, &[State], MessageOutcome); 2] = [
        (open, &[State::Accepted, State::Known], MessageOutcome::Accepted),
        (PartKind::Pending, &[State::Deferred], MessageOutcome::Deferred),
    ];
    let part = |(what, wanted, outcome): (PartKind, &[State], MessageOutcome)| {
        let those = states.iter().filter(|(_, state)| wanted.contains(state)).map(|(one, _)| one.as_slice());
        let recipients: BTreeSet<&[u8]> = sort::set(those);
        let names_it = |step: &&Step| recipients.first().is_some_and(|one| !step.written(one).is_empty());
        let step = steps.iter().find(names_it).or(steps.first())?;
        let is_so = !recipients.is_empty() || last == Some(outcome);
        is_so.then_some(Part { what, step, other: Vec::new(), recipients, reply: b"" })
    };
    kinds.into_iter().filter_map(part).collect()
}

/// Whether the last that is logged of a decision of moderators is that they were asked for it.
fn is_moderated(steps: &[Step]) -> bool {
    const DECIDED: &[&str] = &["MODERATORAPPROVE", "MODERATORREJECT", "MODERATORSALLNDR", "MODERATIONEXPIRE"];
    let asked = |step: &Step| step.is_event(&["INITMESSAGECREATED"]);
    steps.iter().rev().find(|step| asked(step) || step.is_event(DECIDED)).is_some_and(asked)
}

/// The transfers to a front end that sends the message to a server outside: their replies are those of that server.
fn repeated(steps: &[Step], links: &[Link]) -> BTreeSet<usize> {
    let previous = |at: usize| links.get(at).and_then(|link| link.previous);
    let leaving = (0..steps.len()).filter(|&at| steps[at].leaves());
    let received = leaving.filter_map(previous).filter(|&at| steps[at].kind == HopKind::Receive);
    sort::set(received.flat_map(|at| [Some(at), previous(at).filter(|&at| steps[at].is_sent())].into_iter().flatten()))
}

/// Whether a step shows how the message came in: before it a front end at most passed it on.
fn is_entrance(index: usize, steps: &[Step], links: &[Link]) -> bool {
    let mut at = links.get(index).and_then(|link| link.previous);
    for _ in links {
        let Some(step) = at.and_then(|at| steps.get(at)) else { break };
        if step.role != PlaceKind::FrontEnd || !matches!(step.kind, HopKind::Proxy | HopKind::Connect) {
            return false;
        }
        at = at.and_then(|at| links.get(at)?.previous);
    }
    at.is_none()
}

/// Whether the other side is named, and not the recipient.
fn names_other(what: PartKind) -> bool {
    is_by_other(what) || what == PartKind::Expanded
}

/// Whether facts about different other sides are different facts.
fn is_by_other(what: PartKind) -> bool {
    matches!(what, PartKind::Accepted | PartKind::Submitted | PartKind::Handed | PartKind::Deferred)
}

/// Adds a fact, or adds it to an equal one.
fn add<'s>(parts: &mut Vec<Part<'s>>, part: Part<'s>) {
    let is_same = |known: &&mut Part<'_>| {
        known.what == part.what && known.reply == part.reply && (!is_by_other(part.what) || known.other == part.other)
    };
    let is_full = parts.len() >= MOST_KEPT;
    match parts.iter_mut().find(is_same) {
        Some(known) => {
            if known.other != part.other {
                known.other.clear();
            }
            known.recipients.extend(part.recipients);
        }
        None if is_full => {}
        None => parts.push(part),
    }
}

/// The other host of a step.
fn host(step: &Step) -> Vec<u8> {
    let names = [step.remote_name.as_slice(), endpoint(&step.remote).0];
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_vec()
}

/// Whether the other side of a proxied session is the server itself, and not one outside to which its front end sends.
fn is_own(step: &Step) -> bool {
    match step.remote_name.is_empty() {
        true => endpoint(&step.remote).0 == endpoint(&step.local).0,
        false => server_label(&step.remote_name) == step.label,
    }
}

/// Who handed the message to the first server; empty if that is not known.
fn client(step: &Step) -> Vec<u8> {
    let host = if step.origin.is_empty() { host(step) } else { step.origin.clone() };
    // What a front end passes on comes from its own server, and not from the client.
    if server_label(&host) == step.label { Vec::new() } else { host }
}

/// The facts that a step adds to those of the step before.
fn facts<'s>(step: &'s Step, previous: Option<&Step>, is_entrance: bool, add: &mut impl FnMut(Part<'s>)) {
    let all = || -> BTreeSet<&'s [u8]> { sort::set(step.recipients.iter().map(Vec::as_slice)) };
    let mut fact = |what, other, recipients, reply| add(Part { what, step, other, recipients, reply });
    let nobody = Vec::new;
    match step.kind {
        // Both ends log one transfer, and what a front end passes on it has received.
        HopKind::Receive | HopKind::Proxy if !is_entrance && !step.leaves() => {}
        HopKind::Receive | HopKind::Proxy | HopKind::Send => {
            // Who receives it defers it.
            let is_received = step.kind == HopKind::Receive || (step.kind == HopKind::Proxy && is_own(step));
            let by = || if is_received { step.server.clone() } else { host(step) };
            let mut others = all();
            for (recipient, reply) in &step.refused {
                let lower = recipient.to_ascii_lowercase();
                let recipient = others.take(lower.as_slice());
                let (what, other) = match reply.starts_with(b"4") {
                    true => (PartKind::Deferred, by()),
                    false => (PartKind::Refused, nobody()),
                };
                fact(what, other, recipient.into_iter().collect(), reply.as_slice());
            }
            let is_about_others = step.refused.is_empty() || !others.is_empty();
            match step.outcome {
                Some(TransactionOutcome::Accepted) if step.kind == HopKind::Receive => {
                    fact(PartKind::Accepted, client(step), others, b"");
                }
                Some(TransactionOutcome::Accepted) => fact(PartKind::Handed, host(step), others, b""),
                Some(TransactionOutcome::Deferred) if is_about_others => {
                    fact(PartKind::Deferred, by(), others, &step.reply);
                }
                Some(TransactionOutcome::Rejected) if is_about_others => {
                    fact(PartKind::Refused, nobody(), others, &step.reply);
                }
                _ => {}
            }
        }
        HopKind::Deliver => fact(PartKind::Delivered, nobody(), all(), b""),
        HopKind::Connect => {}
        HopKind::Event if step.log == LogType::Agent => {
            if begins_with(&step.event, b"Quarantine") {
                fact(PartKind::Quarantined, nobody(), all(), b"");
            }
        }
        HopKind::Event => {
            let is_sent = previous.is_some_and(|before| before.is_sent() && before.is_beside(step));
            match step.handling {
                Handling::Arrived if step.source.eq_ignore_ascii_case(b"STOREDRIVER") => {
                    fact(PartKind::Submitted, step.sender.clone(), all(), b"");
                }
                Handling::Arrived if is_entrance && step.source.eq_ignore_ascii_case(b"SMTP") => {
                    fact(PartKind::Accepted, client(step), all(), b"");
                }
                Handling::Delivered if step.is_event(&["DUPLICATEDELIVER"]) => {
                    fact(PartKind::Duplicate, nobody(), all(), b"");
                }
                Handling::Delivered if !is_sent => fact(PartKind::Handed, host(step), all(), b""),
                // What an attempt has shown already.
                Handling::Deferred if is_sent => {}
                Handling::Deferred | Handling::Refused | Handling::Lost | Handling::Dropped => {
                    let is_deferred = step.handling == Handling::Deferred;
                    let what = if is_deferred { PartKind::Deferred } else { PartKind::Failed };
                    let other = || if is_deferred { host(step) } else { nobody() };
                    let mut others = all();
                    for (recipient, reply) in &step.told {
                        if let Some(own) = others.take(recipient.as_slice()) {
                            fact(what, other(), BTreeSet::from([own]), reply.as_slice());
                        }
                    }
                    if step.told.is_empty() || !others.is_empty() {
                        fact(what, other(), others, &step.reply);
                    }
                }
                Handling::Redirected if step.is_event(&["EXPAND", "26", "28"]) => {
                    let list = step.replaced.first().cloned().unwrap_or_default();
                    fact(PartKind::Expanded, list, all(), b"");
                }
                Handling::Redirected if step.is_event(&["REDIRECT"]) => {
                    fact(PartKind::Redirected, nobody(), all(), b"");
                }
                _ if step.is_event(&[QUARANTINED]) => fact(PartKind::Quarantined, nobody(), all(), b""),
                _ if step.is_event(&["RESUBMIT"]) => fact(PartKind::Resubmitted, nobody(), all(), b""),
                _ if step.is_event(&["SUBMIT"]) => fact(PartKind::Submitted, step.sender.clone(), all(), b""),
                _ => {}
            }
        }
    }
}

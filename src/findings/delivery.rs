//! Mail that is put off, and servers that cannot be reached.
//!
//! Doubled mail: Microsoft, *Message tracking* (event DUPLICATEDELIVER) and *Safety Net in Exchange Server*; RFC 1047. That a client sent
//! a message twice is not claimed from its Message-ID, which need not be unique in practice.
//!
//! Back pressure: Microsoft, "Understanding back pressure"; PRX: see `exchange/explanation/exchange_replies.rs`.

use super::concern::Concern::{Deferred, RefusedDomains};
use super::{Besides, Rule, Threshold, besides, rule};
use crate::finding::FindingKind::*;
use crate::store::Deferral;

pub(super) static RULES: &[Rule] = &[
    rule(
        BackPressure,
        receiving!(r#"(status:4.3.1 OR refusal:"Insufficient system resources")"#),
        &["server", "reason"],
    ),
    rule(
        ProxyFailed,
        // The front end refuses what comes in, and what a transport service sends out through it.
        concat!(
            "(",
            receiving!("refusal:/Temporary server error.*PRX/"),
            ") OR (log:receive,send refusal:\"Proxy session setup failed\")"
        ),
        &["server", "reason"],
    ),
    rule(
        ServiceInactive,
        concat!(
            "(",
            receiving!(r#"refusal:"Service not active","Service not available","not accepting network messages""#),
            r#") OR (log:connectivity information:"Service not active")"#
        ),
        &["log", "server"],
    ),
    rule(Greylisted, sending!(r"refusal:/^4.*gr[ae]y[- ]?list/"), &["recipient-domain", "target"])
        .about(RefusedDomains),
    rule(
        DeferredHere,
        receiving!(
            "outcome:deferred deferral:unknown -deferral:unresolved \
             -finding:back-pressure,proxy-failed,service-inactive,tls-failed"
        ),
        &["reason"],
    ),
    rule(
        DeferredByOthers,
        sending!(
            "outcome:deferred deferral:unknown -deferral:unresolved \
             -finding:proxy-failed,greylisted,block-listed,tls-failed"
        ),
        &["recipient-domain", "reason"],
    )
    .about(RefusedDomains),
    // The rules above say why mail was put off, these say what became of it.
    rule(DeferredUnresolved, saying!("deferral:unresolved"), &["log", "recipient-domain", "reason"])
        .about(Deferred(Deferral::Unresolved)),
    rule(
        DeferredRecovered,
        saying!("deferral:recovered -deferral:unresolved,unknown"),
        &["log", "recipient-domain", "reason"],
    )
    .about(Deferred(Deferral::Recovered)),
    besides(
        UnreachableTarget,
        "log:send,connectivity messages=0 ((log:send outcome:failed information:\"Failed to connect\") OR (log:connectivity \
         -information:\"Established connection\" information:/Failed connection|(Failed|Unable) to connect/))",
        &["target", "destination"],
        Besides::NotReached(Threshold::ReachedWithin),
    ),
    // The words by which `DnsFailure` is known.
    besides(
        DnsFailed,
        r#"log:connectivity messages=0 -information:"Established connection" information:/(\bDNS\b|name resolution).*(fail|error|timed out|\bInfo(No|Domain|Mx|Trunc))/"#,
        &["destination"],
        Besides::NotReached(Threshold::ReachedWithin),
    ),
    rule(DoubledMail, "log:tracking event-id:<DUPLICATEDELIVER>", &["server", "from"]),
    rule(Expired, r#"refusal:"QUEUE.Expired""#, &["recipient-domain"]),
    // What is being sent comes after the reply 354 (RFC 5321, section 4.1.1.4), or with BDAT (RFC 3030).
    rule(CutOff, r#"log:receive,send flags:"cut off in a message""#, &["client", "target"]),
];

//! Mail that is put off, and servers that cannot be reached.
//!
//! Back pressure: Microsoft, "Understanding back pressure"; PRX: see `exchange/explanation/exchange_replies.rs`.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(
        BackPressure,
        r#"log:receive,send (status:4.3.1 OR refusal:"Insufficient system resources")"#,
        &["server", "reason"],
    ),
    rule(
        ProxyFailed,
        r#"log:receive,send refusal:"Proxy session setup failed",/Temporary server error.*PRX/"#,
        &["server", "reason"],
    ),
    rule(
        ServiceInactive,
        r#"log:receive,send refusal:"Service not active","Service not available","not accepting network messages""#,
        &["server", "reason"],
    ),
    rule(Greylisted, r"log:receive,send refusal:/^4.*gr[ae]y-?list/", &["log", "recipient-domain"]),
    rule(
        DeferredHere,
        "log:receive outcome:deferred -finding:back-pressure,proxy-failed,service-inactive,greylisted,tls-failed",
        &["reason"],
    ),
    rule(
        DeferredByOthers,
        "log:send outcome:deferred -finding:back-pressure,proxy-failed,service-inactive,greylisted,block-listed,tls-failed",
        &["recipient-domain", "reason"],
    ),
    rule(UnreachableTarget, r#"log:send,connectivity outcome:failed "Failed to connect""#, &["target", "destination"]),
    rule(DnsFailed, r#"log:connectivity messages=0 ("DNS server returned" OR "DNS query failed")"#, &["destination"]),
    rule(Expired, r#"refusal:"QUEUE.Expired""#, &["recipient-domain"]),
    rule(CutOff, "log:receive,send outcome:failed verb:DATA,BDAT -tls:failed", &["client", "target"]),
];

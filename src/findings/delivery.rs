//! Mail that is put off, and servers that cannot be reached.
//!
//! Back pressure: Microsoft, "Understanding back pressure"; PRX: see `exchange/explanation/exchange_replies.rs`.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(BackPressure, r#"log:receive,send (status:4.3.1 OR "Insufficient system resources")"#, &["server", "reason"]),
    rule(
        ProxyFailed,
        r#"log:receive,send ("Proxy session setup failed" OR /4\.7\.0 Temporary server error.*PRX/)"#,
        &["server", "reason"],
    ),
    rule(
        ServiceInactive,
        r#"log:receive,send ("Service not active" OR "Service not available" OR "not accepting network messages")"#,
        &["server", "reason"],
    ),
    rule(Greylisted, r"log:receive,send code:4xx /gr[ae]y-?list/", &["log", "recipient-domain"]),
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
    rule(DnsFailed, r#"log:connectivity outcome:failed "DNS server returned""#, &["destination"]),
    rule(Expired, r#""QUEUE.Expired""#, &["recipient-domain"]),
    rule(CutOff, "log:receive,send outcome:failed verb:DATA,BDAT -tls:failed", &["client", "target"]),
];

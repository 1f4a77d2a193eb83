//! Requests of the web logs, and commands of mailbox clients.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(WebErrors, "http-status:5xx", &["http-status", "url"]),
    rule(WebLogonsFailed, "http-status:401 user:*", &["user", "client"]),
    rule(SlowRequests, "time-taken>{slow-request}", &["log", "url"]),
];

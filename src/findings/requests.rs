//! Requests of the web logs, and commands of mailbox clients.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(WebErrors, "http-status:5xx", &["http-status", "url"]),
    rule(WebLogonsFailed, "http-status:401 user:*", &["user", "client"]),
    // IDLE (RFC 2177), Ping of ActiveSync, streamed events of EWS and notifications of MAPI wait on purpose.
    rule(
        SlowRequests,
        r#"time-taken>{slow-request} -verb:IDLE -"Cmd=Ping" -GetStreamingEvents -NotificationWait"#,
        &["log", "url"],
    ),
];

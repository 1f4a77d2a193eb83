//! Requests of the web logs, and commands of mailbox clients.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(WebErrors, "http-status:5xx", &["http-status", "url"]),
    rule(WebLogonsFailed, "http-status:401 user:*", &["user", "client"]),
    // Ping of ActiveSync, streamed events of EWS, notifications of MAPI and OWA, and the two channels of RPC over HTTP (MS-RPCH) wait on
    // purpose, as does IDLE (RFC 2177), of which `time-taken` says nothing.
    rule(
        SlowRequests,
        r#"time-taken>{slow-request} -"Cmd=Ping" -GetStreamingEvents -NotificationWait -RPC_IN_DATA -RPC_OUT_DATA -"ev.owa""#,
        &["log", "url"],
    ),
];

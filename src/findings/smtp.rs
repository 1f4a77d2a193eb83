//! What happens to the dialogue itself: pauses, tarpits, firewalls that rewrite it, clients that speak something else.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(LongPause, "log:receive,send messages>0 gap>{pause}", &["connector", "client", "target"]),
    rule(Tarpitted, "tarpit>={tarpit}", &["connector", "client"]),
    // A firewall that inspects SMTP overwrites what it does not know with X, and the greeting with asterisks.
    rule(RewrittenSmtp, r"log:receive,send /^(250[ -])?X{4,}|^220[ -]\*{4}/", &["client", "target"]),
    rule(NothingDone, "log:receive noise:silent", &["client", "connector"]),
    rule(ForeignProtocol, "protocol:*", &["protocol", "client"]),
];

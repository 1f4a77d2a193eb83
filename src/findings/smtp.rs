//! What happens to the dialogue itself: pauses, tarpits, firewalls that rewrite it, clients that speak something else.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    // A client that keeps the connection for the next message has nothing to wait for, and a large message takes its time.
    rule(LongPause, "log:receive,send messages>0 wait>{pause}", &["connector", "client", "target"]),
    // All but delayed acknowledgements (`due to 'DelayedAck'`): every server waits for a shadow copy of messages from others
    // (Microsoft, *Shadow redundancy in Exchange Server*), whatever the client did.
    rule(Tarpitted, r"tarpit>={tarpit} /^Tarpit for '[^']*'( due to '([^D]|D[^e])|\s*$)/", &["connector", "client"]),
    rule(RewrittenSmtp, "log:receive,send rewritten:*", &["client", "target"]),
    rule(NothingDone, "log:receive noise:silent", &["client", "connector"]),
    rule(ForeignProtocol, "protocol:*", &["protocol", "client"]),
];

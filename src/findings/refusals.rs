//! Mail that this server refuses, and mail that others refuse, by reason.
//!
//! The wording of replies is that of Exchange's default texts; what they mean and where that is documented is in
//! `exchange/explanation`. Enhanced status codes: RFC 3463 and the IANA registry.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(RelayDenied, r#"log:receive (status:5.7.54 OR "Unable to relay")"#, &["client", "recipient-domain"]),
    rule(
        UnknownRecipient,
        r#"log:receive (status:5.1.1,5.1.10 OR "RecipientNotFound")"#,
        &["recipient-domain", "client"],
    ),
    rule(
        SendAsDenied,
        r#"log:receive (status:5.7.60 OR "permissions to send as this sender" OR "SendAsDenied")"#,
        &["client", "from"],
    ),
    rule(
        SenderRefused,
        r#"log:receive (status:5.1.0,5.1.7,5.1.8 OR "Sender denied") -finding:send-as-denied"#,
        &["sender-domain", "client"],
    ),
    rule(
        MessageTooLarge,
        r#"log:receive,send (status:5.3.4,5.2.3 OR "message size exceeds")"#,
        &["log", "sender-domain"],
    ),
    rule(
        BlockedAsSpam,
        r#"log:receive (status:5.2.1 "quarantined" OR "rejected as spam" OR "Content Filter" OR "blocked using" OR "block list" OR "blocklist")"#,
        &["client"],
    ),
    rule(
        RefusedHere,
        "log:receive outcome:rejected -finding:relay-denied,unknown-recipient,send-as-denied,sender-refused,\
         message-too-large,blocked-as-spam,mail-loop,foreign-protocol",
        &["reason"],
    ),
    rule(
        BlockListed,
        r#"log:send code:4xx,5xx ("blocked using" OR "block list" OR "blocklist" OR "blacklist" OR "poor reputation" OR "spamhaus")"#,
        &["recipient-domain", "target"],
    ),
    rule(
        RefusedByOthers,
        "log:send outcome:rejected -finding:block-listed,message-too-large,mail-loop",
        &["recipient-domain", "reason"],
    ),
    rule(
        MailLoop,
        r#"log:receive,send,tracking (status:5.4.6,5.4.14 OR "Hop count exceeded")"#,
        &["log", "recipient-domain"],
    ),
];

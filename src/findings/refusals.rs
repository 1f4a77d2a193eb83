//! Mail that this server refuses, and mail that others refuse, by reason.
//!
//! The wording of replies is that of Exchange's default texts; what they mean and where that is documented is in
//! `exchange/explanation`. Enhanced status codes: RFC 3463 and the IANA registry.

use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(RelayDenied, receiving!(r#"refusal:"5.7.54","Unable to relay""#), &["client", "recipient-domain"]),
    rule(
        UnknownRecipient,
        receiving!("(status:5.1.1,5.1.10 OR refusal:RecipientNotFound)"),
        &["recipient-domain", "client"],
    ),
    rule(
        SendAsDenied,
        receiving!(r#"refusal:"5.7.60","permissions to send as this sender","SendAsDenied""#),
        &["client", "from"],
    ),
    rule(
        SenderRefused,
        receiving!(
            r#"(status:5.1.0,5.1.7,5.1.8 OR refusal:"Sender denied","Sender ID (PRA)","purported responsible address")
            -finding:send-as-denied"#
        ),
        &["sender-domain", "client"],
    ),
    rule(
        MessageTooLarge,
        receiving!(r#"(status:5.3.4,5.2.3 OR refusal:"message size exceeds")"#),
        &["sender-domain", "client"],
    ),
    rule(
        BlockedAsSpam,
        receiving!(r#"refusal:"rejected as spam","Content Filter","blocked using","block list","blocklist""#),
        &["client"],
    ),
    rule(
        RefusedHere,
        receiving!(
            "outcome:rejected -finding:relay-denied,unknown-recipient,send-as-denied,sender-refused,message-too-large,\
             blocked-as-spam,mail-loop,foreign-protocol"
        ),
        &["reason"],
    ),
    rule(
        BlockListed,
        // Words are found faster than expressions, and few refusals have one of these.
        sending!(
            "refusal:block,black,listed,reputation,dnsbl,spamhaus,banned,ipcheck \
             refusal:/blocked using|blocked by [a-z0-9-]+\\.[a-z0-9-]|(block|black) ?list|(low|poor|bad) reputation|\
             reputation is (too |very )?(low|poor|bad)|(is|been) listed (at|by|in|on) |dnsbl|spamhaus|\
             banned sending IP|banned sender\\[|ipcheck\\.proofpoint/"
        ),
        &["recipient-domain", "target"],
    ),
    rule(
        RefusedByOthers,
        sending!("outcome:rejected -finding:block-listed,mail-loop"),
        &["recipient-domain", "reason"],
    ),
    rule(
        MailLoop,
        r#"log:receive,send,tracking (status:5.4.6,5.4.14 OR refusal:"Hop count exceeded")"#,
        &["log", "recipient-domain"],
    ),
];

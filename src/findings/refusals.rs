//! Mail that this server refuses, and mail that others refuse, by reason.
//!
//! The wording of replies is that of Exchange's default texts; what they mean and where that is documented is in
//! `exchange/explanation`. Enhanced status codes: RFC 3463 and the IANA registry.

use super::concern::Concern::RefusedDomains;
use super::{Rule, rule};
use crate::finding::FindingKind::*;

pub(super) static RULES: &[Rule] = &[
    rule(RelayDenied, receiving!(r#"refusal:"5.7.54","Unable to relay""#), &["client", "recipient-domain"]).about(RefusedDomains),
    rule(
        UnknownRecipient,
        receiving!("(status:5.1.1,5.1.10 OR refusal:RecipientNotFound)"),
        &["recipient-domain", "client"],
    )
    .about(RefusedDomains),
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
        // Words are found faster than expressions, and few refusals have one of these. What is not about this server names what it
        // is about: a link or a file in the message, or the list that a recipient keeps of senders.
        sending!(
            r#"refusal:block,black,listed,reputation,dnsbl,rbl,spamhaus,spamcop,sorbs,uceprotect,abuseat,banned,ipcheck,delist,"(BL)"
            refusal:/blocked using [a-z0-9-]+\.[a-z]|\b(client|host|ip|sender address|helo)\b[^;]* blocked using |"#,
            r#"(\b(client|host|ip|connection|helo)\b|[0-9]+(\.[0-9]+){3}|\[[0-9a-f:]+\])[^;,]* blocked by [a-z0-9-]+\.[a-z]|"#,
            r#"(\bip( address)?|[0-9]+(\.[0-9]+){3}\]?|\[[0-9a-f:]+\]) (is|was|are|has been) ([a-z]+ )?(blocked|banned) |"#,
            r#"(^|[^a-z@])(block|black)[- ]?list(s|ed|ing)?([^a-z@]|$)|"#,
            r#"(low|poor|bad) reputation|\bip reputation|reputation is (too |very )?(low|poor|bad)|"#,
            r#"(is|been|are|was) listed (at|by|in|on) |\blisted (at|by|in|on) [a-z0-9-]+\.[a-z]|dnsbl|\brbl\b|spamhaus|spamcop|sorbs|uceprotect|abuseat|"#,
            r#"banned sending IP|banned sender\[|ipcheck\.proofpoint|\bdelist|^5[0-9]+ IP=[0-9a-f.:]+ - .*\(BL\)/
            -refusal:/attachment|\bmacros?\b|\bfile (name|type|extension)|\bnot listed\b|"#,
            r#"\b(attached|file|hash|phrase|keyword)s?\b[^;]* (black|block|listed|reputation)|"#,
            r#"\b(subject|content|body) (is |was |has been |contains )?(an? )?(black|block)[- ]?list|"#,
            r#"[^ ]@[^ ]* (is|was|has been) (black|block)[- ]?listed|"#,
            r#"(black|block)[- ]?listed (word|phrase|keyword|term|string|content|ur[li]|link|file|extension)|"#,
            r#"\bur[li]s?\b[^;]* (listed|block|black|reputation)|"#,
            r#"\b(contain(s|ed|ing)?|includ(es?|ing)) ([a-z-]+ ){0,4}(ur[li]|link|domain|website)s?\b|"#,
            r#"\b(ur[li]|link|domain|website|host|address)(s|es)? ([^ ]+ )?(that (is|are|was) )?(found |contained |mentioned |used )?"#,
            r#"(in|inside|within) (((the|this|your|a) )?(message|body)|(the|this|your|a) (e?-?mail|content|text))|"#,
            r#"\b(recipient|user|mailbox|receiver|addressee|personal|private)('?s'?)? ([a-z-]+ )?(block|black|deny|reject)(ed)?[- ]?(senders? )?list|"#,
            r#"@[^ ]+'s (personal |own )?(block|black)[- ]?list|(block|black)[- ]?list of (the|this|that|our|its) (recipient|user|mailbox)|"#,
            r#"\b(sender|recipient)( e?-?mail)?( address)?( rejected)?:? (<?[^ ]*@[^ ]* )?"#,
            r#"((sender|address|is|was|has|been|on|in|the|our|a|an|this|local|internal|server's) )*(block|black)[- ]?list/"#
        ),
        &["recipient-domain", "target"],
    )
    .about(RefusedDomains),
    rule(
        RefusedByOthers,
        sending!("outcome:rejected -finding:block-listed,mail-loop"),
        &["recipient-domain", "reason"],
    )
    .about(RefusedDomains),
    // Other servers have a reply of their own: Postfix and Sendmail `too many hops`, Exim `Too many "Received" headers`.
    rule(
        MailLoop,
        concat!(
            r#"log:receive,send,tracking refusal:hop,loop,received,5.4.6,5.4.14 (status:5.4.6,5.4.14 OR "#,
            r#"refusal:/hop count exceeded|too many hops|too many .?received|(mail|message|routing|forwarding|delivery) loop\b|"#,
            r#"\bis looping|loops back to|loop detected/)"#
        ),
        &["log", "recipient-domain"],
    )
    .about(RefusedDomains),
];

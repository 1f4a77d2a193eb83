//! What the events and sources in message tracking mean, by their names in Microsoft's documentation
//! (message-tracking-log; KB 173364, 246959 and 821905 for the numbers before Exchange 2007).

use alloc::string::String;

const EVENTS: &[(&str, &str)] = &[
    ("AGENTINFO", "Transport agents recorded what they did to the message; custom-data names them."),
    ("BADMAIL", "The message could neither be delivered nor returned; it was moved to the Badmail folder or dropped."),
    ("CLIENTSUBMISSION", "A client placed the message in the Outbox of a mailbox, from which it is submitted."),
    ("DEFER", "Delivery was deferred and will be retried; the message is in a queue. Get-Queue shows when."),
    ("DELIVER", "The message was delivered to the mailboxes of these recipients."),
    ("DELIVERFAIL", "The message could not be delivered to the mailbox."),
    (
        "DROP",
        "The message was dropped without notifying the sender. source-context names the agent or the reason, if there \
         is one.",
    ),
    ("DSN", "A delivery status notification was generated; reference has the Message-ID of the original message."),
    ("DUPLICATEDELIVER", "The mailbox already had this message, so this copy was discarded."),
    ("DUPLICATEEXPAND", "The recipient was already added, from another distribution group."),
    ("DUPLICATEREDIRECT", "The alternate recipient was already a recipient of this message."),
    ("EXPAND", "A distribution group was expanded to its members; related-recipient-address names the group."),
    ("FAIL", "Delivery failed permanently for these recipients. The sender is sent a non-delivery report."),
    ("HADISCARD", "The shadow copy was discarded, because the message was delivered to the next hop."),
    ("HARECEIVE", "This server received a shadow copy of the message, in case the primary copy is lost."),
    ("HAREDIRECT", "A shadow copy of the message was created on another server."),
    (
        "HAREDIRECTFAIL",
        "No shadow copy could be created on another server. The message itself is processed further, unless \
         RejectMessageOnShadowFailure is set (Get-TransportConfig). Check the transport service on the other servers \
         of the DAG or site.",
    ),
    ("INITMESSAGECREATED", "The message waits for a moderator, who was sent an approval request."),
    ("LOAD", "The message was loaded from the queue database when the service started."),
    ("MODERATIONEXPIRE", "No moderator decided in time."),
    ("MODERATORAPPROVE", "A moderator approved the message."),
    ("MODERATORREJECT", "A moderator rejected the message."),
    ("MODERATORSALLNDR", "No moderator could be reached: all approval requests were returned."),
    ("NOTIFYMAPI", "A message was found in the Outbox of a mailbox on this server."),
    ("NOTIFYSHADOW", "The server with the shadow copy was notified to take over the message or discard the copy."),
    (
        "POISONMESSAGE",
        "The message was moved to the poison message queue, or released from it, because it was suspected of crashing \
         the service.",
    ),
    ("PROCESS", "The message was processed."),
    ("PROCESSMEETINGMESSAGE", "Mailbox transport processed a meeting message."),
    ("RECEIVE", "This server received the message: by SMTP, or from a mailbox or a folder."),
    ("REDIRECT", "The message was redirected to an alternate recipient."),
    ("RESOLVE", "The address was replaced by the one that the directory has for this recipient."),
    ("RESUBMIT", "The message was resubmitted from Safety Net."),
    ("RESUBMITDEFER", "Resubmitting the message was deferred."),
    ("RESUBMITFAIL", "The message could not be resubmitted."),
    ("SEND", "The message was sent by SMTP to another server, which accepted it."),
    ("SENDEXTERNAL", "The message was sent to a server outside the organisation, which accepted it."),
    ("SUBMIT", "The message was submitted from the mailbox to the Transport service."),
    ("SUBMITDEFER", "Submitting the message to the Transport service was deferred."),
    ("SUBMITFAIL", "The message could not be submitted to the Transport service."),
    ("SUPPRESSED", "Transmission of the message was suppressed."),
    ("THROTTLE", "The message was throttled."),
    (
        "TRANSFER",
        "These recipients were moved to a forked copy of the message, because it needs another format or has too many \
         recipients.",
    ),
    ("0", "The message was received from another server, a connector or a gateway."),
    ("2", "A delivery or non-delivery report was received from another server, a connector or a gateway."),
    ("4", "A client submitted the message."),
    ("7", "The message was sent to another server, a connector or a gateway."),
    ("8", "A delivery or non-delivery report was sent to another server, a connector or a gateway."),
    ("9", "The message was delivered to a mailbox or a public folder."),
    ("10", "A delivery or non-delivery report was delivered to a mailbox."),
    ("26", "A distribution list was expanded to its members."),
    ("28", "The message was redirected to another mailbox than that of the recipient."),
    ("29", "The message was sent on by another route."),
    ("33", "Reports were deleted, because there were too many of them."),
    ("34", "A delivery or non-delivery report was generated."),
    ("43", "A report could not be routed and was deleted."),
    ("50", "An administrator deleted the message from the queue of a gateway."),
    ("1000", "The message was delivered on this server; sender and recipient are both on it."),
    ("1001", "The message was received from another mail system, through a connector or a gateway."),
    ("1002", "The message was sent to another mail system, through a connector or a gateway."),
    ("1003", "The message was sent through a gateway."),
    ("1004", "The message was received from a gateway."),
    ("1007", "A gateway generated a non-delivery report."),
    ("1010", "The Internet Mail Service queued the message to be sent."),
    ("1011", "The Internet Mail Service sent the message to an Internet recipient."),
    ("1012", "The Internet Mail Service received the message."),
    ("1013", "The Internet Mail Service transferred the message to the information store."),
    ("1014", "An Internet message was rerouted or forwarded."),
    ("1017", "The Internet Mail Service generated a delivery or non-delivery report."),
    ("1018", "A report could not be delivered, and was dropped: there is no report about a report."),
    ("1019", "The SMTP service (Advanced Queuing) received the message."),
    ("1020", "The message is about to be sent to another server."),
    ("1021", "The message was moved to the Badmail folder."),
    ("1023", "The message was delivered to a mailbox on this server."),
    ("1024", "The message was submitted to the categorizer, which resolves its recipients."),
    ("1025", "The SMTP service begins to process the message."),
    ("1027", "A mailbox store or the MTA submitted the message."),
    ("1028", "The message was delivered to a mailbox on this server."),
    ("1030", "All recipients were rejected, and the sender was sent a non-delivery report."),
    ("1031", "The message was sent to another server, which accepted it."),
];

const SOURCES: &[(&str, &str)] = &[
    ("ADMIN", "an administrator"),
    ("AGENT", "a transport agent"),
    ("APPROVAL", "moderation"),
    ("BOOTLOADER", "loading the queue at service start"),
    ("DNS", "DNS"),
    ("DSN", "a delivery status notification"),
    ("GATEWAY", "a foreign connector"),
    ("MAILBOXRULE", "an Inbox rule"),
    ("MEETINGMESSAGEPROCESSOR", "meeting message processing"),
    ("ORAR", "an alternate recipient requested by the sender"),
    ("PICKUP", "the Pickup or Replay folder"),
    ("POISONMESSAGE", "poison message detection"),
    ("PUBLICFOLDER", "a mail-enabled public folder"),
    ("QUEUE", "a queue"),
    ("REDUNDANCY", "shadow redundancy"),
    ("RESOLVER", "recipient resolution"),
    ("ROUTING", "routing"),
    ("SAFETYNET", "Safety Net"),
    ("SMTP", "SMTP"),
    ("STOREDRIVER", "the mailbox database"),
];

fn find(table: &[(&'static str, &'static str)], name: &[u8]) -> Option<&'static str> {
    let is = |(known, _): &&(&str, &str)| known.as_bytes().eq_ignore_ascii_case(name);
    table.iter().find(is).map(|(_, meaning)| *meaning)
}

/// Whether it is the name of an event; case does not matter.
pub fn is_tracking_event(name: &[u8]) -> bool {
    find(EVENTS, name).is_some()
}

/// What an event and its source mean: `RECEIVE STOREDRIVER`. `None` for an unknown event.
pub fn explain_tracking(event_and_source: &[u8]) -> Option<String> {
    let mut words = event_and_source.split(|&byte| byte == b' ');
    let event = find(EVENTS, words.next()?)?;
    let source = words.next().and_then(|source| find(SOURCES, source));
    let by = source.map(|source| alloc::format!(" Source: {source}.")).unwrap_or_default();
    Some(alloc::format!("{event}{by}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_events_have_a_sentence() {
        for (index, (name, sentence)) in EVENTS.iter().enumerate() {
            assert!(sentence.ends_with('.') && !EVENTS[..index].iter().any(|(other, _)| other == name), "{name}");
        }
        assert!(explain_tracking(b"FAIL ROUTING").unwrap().ends_with("Source: routing."));
        assert_eq!(explain_tracking(b"1031").unwrap(), "The message was sent to another server, which accepted it.");
        assert_eq!(explain_tracking(b"NEWEVENT SMTP"), None);
    }
}

//! What the events and sources of a message tracking log mean, by their names in Microsoft's documentation
//! (message-tracking-log, KB 246959 and 821905 for the numbers of Exchange 2000 and 2003).

use alloc::string::String;

const EVENTS: &[(&str, &str)] = &[
    ("AGENTINFO", "Transport agents noted what they did to the message; the custom-data names them."),
    ("BADMAIL", "The message could neither be delivered nor returned; it lies in the Badmail folder or was given up."),
    ("CLIENTSUBMISSION", "A client put the message into the Outbox of a mailbox, from where it is submitted."),
    ("DEFER", "Delivery was put off and will be tried again; the message waits in a queue."),
    ("DELIVER", "The message is in the mailbox of these recipients."),
    ("DELIVERFAIL", "The message could not be put into the mailbox."),
    ("DROP", "The message was given up without a report to the sender."),
    ("DSN", "A delivery report was made; the reference names the message that it is about."),
    ("DUPLICATEDELIVER", "The mailbox had this message already, so this copy was not needed."),
    ("DUPLICATEEXPAND", "The recipient had come up before, from another distribution group."),
    ("DUPLICATEREDIRECT", "The alternate recipient was a recipient of this message already."),
    ("EXPAND", "A distribution group was replaced by its members; the related address names the group."),
    ("FAIL", "Delivery failed for good for these recipients."),
    ("HADISCARD", "The shadow copy was thrown away, since the next server has the message."),
    ("HARECEIVE", "This server took a shadow copy of the message, in case the other one is lost."),
    ("HAREDIRECT", "A shadow copy of the message was made on another server."),
    ("HAREDIRECTFAIL", "No shadow copy could be made; the source-context says why. The message itself goes on."),
    ("INITMESSAGECREATED", "The message waits for a moderator, who was sent a request."),
    ("LOAD", "The message was read back from the queue database when the service started."),
    ("MODERATIONEXPIRE", "No moderator decided in time."),
    ("MODERATORAPPROVE", "A moderator let the message pass."),
    ("MODERATORREJECT", "A moderator refused the message."),
    ("MODERATORSALLNDR", "No moderator could be reached: all requests came back."),
    ("NOTIFYMAPI", "A message was found in the Outbox of a mailbox on this server."),
    ("NOTIFYSHADOW", "The server with the shadow copy was told to take it over or to throw it away."),
    ("POISONMESSAGE", "The message was put aside, or freed again, because it seemed to bring the service down."),
    ("PROCESS", "The message was processed."),
    ("PROCESSMEETINGMESSAGE", "The mailbox transport worked on a meeting message."),
    ("RECEIVE", "This server took the message: by SMTP, or from a mailbox or a folder."),
    ("REDIRECT", "The message goes to an alternate recipient."),
    ("RESOLVE", "The address was replaced by the one that the directory has for this recipient."),
    ("RESUBMIT", "The message was sent through again from the safety net."),
    ("RESUBMITDEFER", "Sending the message through again was put off."),
    ("RESUBMITFAIL", "The message could not be sent through again."),
    ("SEND", "The message was handed by SMTP to another server, which took it."),
    ("SENDEXTERNAL", "The message was handed to a server outside of the organisation, which took it."),
    ("SUBMIT", "The message went from the mailbox to the transport service."),
    ("SUBMITDEFER", "Handing the message to the transport service was put off."),
    ("SUBMITFAIL", "The message could not be handed to the transport service."),
    ("SUPPRESSED", "The message was not sent on."),
    ("THROTTLE", "The message was slowed down by a limit."),
    ("TRANSFER", "These recipients were moved to a copy of the message, as it needs another form or has too many."),
    ("1019", "The message came to the SMTP service (Advanced Queuing)."),
    ("1020", "The message is about to be sent to another server."),
    ("1021", "The message lies in the Badmail folder."),
    ("1023", "The message was delivered to a mailbox on this server."),
    ("1024", "The message went to the categorizer, which looks up its recipients."),
    ("1025", "The message begins its way through the SMTP service."),
    ("1027", "A mailbox store or the MTA handed in the message."),
    ("1028", "The message is in a mailbox of this server."),
    ("1030", "All recipients were refused, and the sender got a report."),
    ("1031", "The message was sent to another server, which took it."),
];

const SOURCES: &[(&str, &str)] = &[
    ("ADMIN", "an administrator"),
    ("AGENT", "a transport agent"),
    ("APPROVAL", "moderation"),
    ("BOOTLOADER", "the start of the service"),
    ("DNS", "name resolution"),
    ("DSN", "a delivery report"),
    ("GATEWAY", "a foreign connector"),
    ("MAILBOXRULE", "an Inbox rule"),
    ("MEETINGMESSAGEPROCESSOR", "the calendar"),
    ("ORAR", "an alternate recipient that the sender asked for"),
    ("PICKUP", "the Pickup or Replay folder"),
    ("POISONMESSAGE", "the poison message check"),
    ("PUBLICFOLDER", "a mail-enabled public folder"),
    ("QUEUE", "a queue"),
    ("REDUNDANCY", "shadow redundancy"),
    ("RESOLVER", "the lookup of recipients"),
    ("ROUTING", "routing"),
    ("SAFETYNET", "the safety net"),
    ("SMTP", "SMTP"),
    ("STOREDRIVER", "a mailbox"),
];

fn find(table: &[(&'static str, &'static str)], name: &[u8]) -> Option<&'static str> {
    let is = |(known, _): &&(&str, &str)| known.as_bytes().eq_ignore_ascii_case(name);
    table.iter().find(is).map(|(_, meaning)| *meaning)
}

/// What an event with its source means: `RECEIVE STOREDRIVER`. `None` for an event that is not known.
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
        assert_eq!(explain_tracking(b"1031").unwrap(), "The message was sent to another server, which took it.");
        assert_eq!(explain_tracking(b"NEWEVENT SMTP"), None);
    }
}

//! What the actions of transport agents mean, by their names in Microsoft's documentation (anti-spam-agent-logging).

/// What an agent's action means; `None` if it is not documented.
pub fn explain_agent(action: &[u8]) -> Option<&'static str> {
    ACTIONS.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(action)).map(|(_, meaning)| *meaning)
}

const ACTIONS: &[(&str, &str)] = &[
    ("AcceptMessage", "The agent allowed the message."),
    ("DeleteMessage", "The message was accepted and deleted; the sender was not notified."),
    ("DeleteRecipients", "The recipients were removed from the message; the sender was not notified."),
    ("Disconnect", "The agent closed the connection."),
    ("ModifyHeaders", "The agent modified headers of the message and allowed it."),
    ("QuarantineMessage", "The message was sent to the quarantine mailbox."),
    ("QuarantineRecipients", "For these recipients the message was sent to the quarantine mailbox."),
    ("RejectAuthentication", "The agent rejected the logon."),
    ("RejectCommand", "The agent rejected the command with this reply."),
    ("RejectConnection", "The agent rejected the connection."),
    ("RejectMessage", "The agent rejected the message with this reply; the sending server notifies the sender."),
    ("RejectRecipients", "The agent rejected the recipients with this reply."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_explained() {
        assert!(ACTIONS.iter().all(|(_, sentence)| sentence.ends_with('.')));
        assert!(explain_agent(b"rejectmessage").is_some());
        assert_eq!(explain_agent(b"Juggle"), None);
    }
}

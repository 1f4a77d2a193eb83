//! What the actions of transport agents mean, by their names in Microsoft's documentation (anti-spam-agent-logging).

/// What an action of an agent means; `None` for one that is not documented.
pub fn explain_agent(action: &[u8]) -> Option<&'static str> {
    ACTIONS.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(action)).map(|(_, meaning)| *meaning)
}

const ACTIONS: &[(&str, &str)] = &[
    ("AcceptMessage", "The agent let the message pass."),
    ("DeleteMessage", "The message was taken and thrown away; the sender was not told."),
    ("DeleteRecipients", "The recipients were taken off the message; the sender was not told."),
    ("Disconnect", "The agent closed the connection."),
    ("ModifyHeaders", "The agent changed headers of the message and let it pass."),
    ("QuarantineMessage", "The message went to the quarantine mailbox."),
    ("QuarantineRecipients", "For these recipients the message went to the quarantine mailbox."),
    ("RejectAuthentication", "The agent refused the logon."),
    ("RejectCommand", "The agent refused the command with this reply."),
    ("RejectConnection", "The agent refused the connection."),
    ("RejectMessage", "The agent refused the message with this reply; the sending server tells the sender."),
    ("RejectRecipients", "The agent refused the recipients with this reply."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_have_a_sentence() {
        assert!(ACTIONS.iter().all(|(_, sentence)| sentence.ends_with('.')));
        assert!(explain_agent(b"rejectmessage").is_some());
        assert_eq!(explain_agent(b"Juggle"), None);
    }
}

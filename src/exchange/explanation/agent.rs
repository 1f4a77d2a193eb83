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

/// What an agent's reason means, and what to do; `None` if it is not documented.
pub fn explain_agent_reason(reason: &[u8]) -> Option<&'static str> {
    REASONS.iter().find(|(name, _)| name.as_bytes().eq_ignore_ascii_case(reason)).map(|(_, meaning)| *meaning)
}

/// Values of `Reason` as the agent log has them; the settings that cause them are on Microsoft's pages on connection
/// filtering, recipient filtering and content filtering.
const REASONS: &[(&str, &str)] = &[
    (
        "BlockListProvider",
        "The address of the client is on the block list of the provider that ReasonData names. If the client is wanted, \
         ask the provider to remove it, or add it to the IP allow list (Add-IPAllowListEntry).",
    ),
    ("LocalBlockList", "The address of the client is on the IP block list of this server (Get-IPBlockListEntry)."),
    ("LocalAllowList", "The address of the client is on the IP allow list of this server (Get-IPAllowListEntry)."),
    (
        "AllowListProvider",
        "The address of the client is on the allow list of the provider that ReasonData names \
         (Get-IPAllowListProvider).",
    ),
    (
        "RecipientDoesNotExist",
        "Recipient validation found no such recipient. On an Edge Transport server, check that EdgeSync has run since the \
         mailbox was created.",
    ),
    (
        "SclAtOrAboveRejectThreshold",
        "The spam confidence level in ReasonData reached SCLRejectThreshold, so the message was rejected \
         (Get-ContentFilterConfig).",
    ),
    (
        "SclAtOrAboveDeleteThreshold",
        "The spam confidence level in ReasonData reached SCLDeleteThreshold, so the message was deleted; the sender is not \
         notified (Get-ContentFilterConfig).",
    ),
    (
        "SclAtOrAboveQuarantineThreshold",
        "The spam confidence level in ReasonData reached SCLQuarantineThreshold (Get-ContentFilterConfig).",
    ),
    ("SCL", "ReasonData is the spam confidence level of the message."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_explained() {
        assert!(ACTIONS.iter().all(|(_, sentence)| sentence.ends_with('.')));
        assert!(explain_agent(b"rejectmessage").is_some());
        assert_eq!(explain_agent(b"Juggle"), None);
        assert!(REASONS.iter().all(|(_, sentence)| sentence.ends_with('.')));
        assert!(explain_agent_reason(b"blocklistprovider").is_some_and(|sentence| sentence.contains("ReasonData")));
        assert_eq!(explain_agent_reason(b"Spamhaus"), None);
    }
}

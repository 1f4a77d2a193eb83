//! The delivery type of a queue, the first word of a connectivity session. The words are those of Microsoft's page on
//! queues.

/// What a delivery type means, one sentence; `None` if it is unknown. Case does not matter.
pub fn meaning(delivery_type: &[u8]) -> Option<&'static str> {
    let known = DELIVERY_TYPES.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(delivery_type));
    known.map(|(_, meaning)| *meaning)
}

const DELIVERY_TYPES: &[(&str, &str)] = &[
    ("DeliveryAgent", "Through a delivery agent connector on this server, to non-SMTP addresses."),
    ("DnsConnectorDelivery", "Through a send connector on this server, directly to the MX hosts of the domain."),
    ("Heartbeat", "Internal to Exchange: checks whether the other server in shadow redundancy is available."),
    ("MapiDelivery", "To a mailbox on Exchange 2010 or earlier in the same Active Directory site, by RPC."),
    ("NonSmtpGatewayDelivery", "Through a foreign connector on this server, to non-SMTP addresses."),
    ("ShadowRedundancy", "A shadow queue: copies that are kept until the primary server has delivered the messages."),
    ("SmartHostConnectorDelivery", "Through a send connector on this server, to its smart host."),
    ("SmtpDeliveryToExo", "To Exchange Online; not used on premises."),
    ("SmtpDeliveryToMailbox", "To a mailbox database on this server, in its DAG, or in its Active Directory site."),
    (
        "SmtpRelayToConnectorSourceServers",
        "To another server, the source server of the send connector for this address.",
    ),
    ("SmtpRelayToDag", "To a server of the DAG that holds the recipient's database."),
    (
        "SmtpRelayToMailboxDeliveryGroup",
        "To a server of an earlier version that is responsible for the recipient's mailbox.",
    ),
    (
        "SmtpRelayToRemoteActiveDirectorySite",
        "To a server in another Active Directory site, on the route to the recipient.",
    ),
    ("SmtpRelayToRemoteForest", "To a server in another forest; not used on premises."),
    ("SmtpRelayToServers", "To the expansion server of a distribution group."),
    ("SmtpRelayToTiRg", "From Exchange 2010 to a routing group of Exchange 2003."),
    ("SmtpRelayWithinAdSite", "To another Exchange 2010 server in the same Active Directory site."),
    ("SmtpRelayWithinAdSiteToEdge", "To an Edge Transport server that is subscribed to this Active Directory site."),
    (
        "Undefined",
        "No next hop of a queue: the Submission queue, the poison message queue, or a session that is proxied.",
    ),
    ("Unreachable", "No route: the server cannot determine where to send mail for these recipients."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_documented_words_in_any_case() {
        assert!(meaning(b"DnsConnectorDelivery").is_some_and(|meaning| meaning.contains("MX")));
        assert_eq!(meaning(b"undefined"), meaning(b"Undefined"));
        assert!(DELIVERY_TYPES.is_sorted_by(|one, next| one.0.to_ascii_lowercase() < next.0.to_ascii_lowercase()));
    }

    #[test]
    fn other_words_are_unknown() {
        assert_eq!(meaning(b""), None);
        assert_eq!(meaning(b"DnsConnector"), None);
    }
}

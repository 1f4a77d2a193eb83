//! The delivery type of a queue's next hop, first word of a connectivity session.
//!
//! The words are those of Microsoft's page on queues. Of a word that is not in the table nothing is said.

/// What a delivery type means, one sentence; `None` when it is not a known one. Case does not matter.
pub fn meaning(delivery_type: &[u8]) -> Option<&'static str> {
    let known = DELIVERY_TYPES.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(delivery_type));
    known.map(|(_, meaning)| *meaning)
}

const DELIVERY_TYPES: &[(&str, &str)] = &[
    ("DeliveryAgent", "Through a delivery agent connector on this server, to addresses that are not SMTP."),
    ("DnsConnectorDelivery", "Through a send connector of this server, straight to the servers that DNS (MX) names."),
    ("Heartbeat", "Internal to Exchange: checks whether the other server of a shadow copy is there."),
    ("MapiDelivery", "Into a mailbox of Exchange 2010 or older in the same Active Directory site, by RPC."),
    ("NonSmtpGatewayDelivery", "Through a foreign connector on this server, to addresses that are not SMTP."),
    ("ShadowRedundancy", "A shadow queue: copies that are kept until the other server has delivered the originals."),
    ("SmartHostConnectorDelivery", "Through a send connector of this server, to the smart host that it names."),
    ("SmtpDeliveryToExo", "To Exchange Online; not used by servers on premises."),
    ("SmtpDeliveryToMailbox", "Into a mailbox database on this server, in its DAG, or in its Active Directory site."),
    (
        "SmtpRelayToConnectorSourceServers",
        "To another server, because only that one may use the connector for this address.",
    ),
    ("SmtpRelayToDag", "To a server of the DAG that holds the recipient's database."),
    (
        "SmtpRelayToMailboxDeliveryGroup",
        "To a server of an older version that is in charge of the recipient's mailbox.",
    ),
    (
        "SmtpRelayToRemoteActiveDirectorySite",
        "To a server in another Active Directory site, on the way to the recipient.",
    ),
    ("SmtpRelayToRemoteForest", "To a server of another forest; not used on premises."),
    ("SmtpRelayToServers", "To the server that expands a distribution group."),
    ("SmtpRelayToTiRg", "From Exchange 2010 to a routing group of Exchange 2003."),
    ("SmtpRelayWithinAdSite", "To another Exchange 2010 server in the same Active Directory site."),
    ("SmtpRelayWithinAdSiteToEdge", "To an Edge Transport server that is subscribed to this Active Directory site."),
    ("Undefined", "No next hop of a queue: submission of new mail, or the poison message queue."),
    ("Unreachable", "No route: the server does not know where the recipients' mail could go."),
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
    fn says_nothing_of_other_words() {
        assert_eq!(meaning(b""), None);
        assert_eq!(meaning(b"DnsConnector"), None);
    }
}

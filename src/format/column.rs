//! The meaning of a column, by its name.
//!
//! Logs that have little else in common record the same properties: the address of a client is `c-ip` in a W3C extended
//! log, `client-ip` in a tracking log, `ClientIpAddress` in a proxy log. One table lists the names of each property, so
//! that a query for a sender or a status works in every log with such a column, including logs without a format of
//! their own. The names are those that Exchange and IIS write, compared without case.

use serde::Serialize;

/// What a column contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Property {
    /// Address of a sender, in the envelope or in the header.
    Sender,
    /// Addresses of recipients, separated by `;`.
    Recipient,
    /// The Message-ID.
    MessageId,
    /// The subject.
    Subject,
    /// Size of the message in bytes.
    MessageSize,
    /// The authenticated user.
    User,
    /// Address of the client, with or without port.
    ClientAddress,
    /// Address of the client whose request or message a server or a proxy in between has passed on; may be a list.
    OriginalClient,
    /// Name of the client: the host that sent a message.
    ClientName,
    /// Address of the server, with or without port.
    ServerAddress,
    /// Name of the server that wrote the row.
    Server,
    /// The id of a web request, which the front end passes on to the back end.
    RequestId,
    /// Path of a request.
    Url,
    /// Method of a request, verb of a command.
    Method,
    /// Status of a response: of HTTP, or a reply code of SMTP and NNTP.
    Status,
    /// Bytes received from the client.
    ReceivedBytes,
    /// Bytes sent to the client.
    SentBytes,
    /// Duration of a request in milliseconds.
    TimeTaken,
    /// The name that the client software gives itself.
    UserAgent,
    /// What happened: `event-id` of a tracking log, `Action` of the agents.
    EventId,
    /// The component that acted: `source` of a tracking log, `Agent`.
    Source,
    /// The connector.
    Connector,
    /// What a row refers to: the receive session for RECEIVE, the reply for SEND.
    SourceContext,
    /// The status of each recipient, or the reply about it.
    RecipientStatus,
    /// The recipient that a row replaces: the group, the former address.
    RelatedRecipient,
    /// When the message arrived, and how long each component took.
    MessageInfo,
    /// Further data of an event, as names and values.
    CustomData,
    /// The server that a message is handed over to, in tracking logs of Exchange 2000 and 2003.
    Partner,
}

const NAMES: &[(Property, &[&str])] = &[
    (Property::Sender, &["sender-address", "P1FromAddress", "P2FromAddresses", "return-path"]),
    (Property::Recipient, &["recipient-address", "Recipient", "Recipients"]),
    (Property::MessageId, &["message-id", "MSGID", "MessageId"]),
    (Property::Subject, &["message-subject"]),
    (Property::MessageSize, &["total-bytes"]),
    (Property::User, &["cs-username", "user", "AuthenticatedUser", "Username"]),
    (
        Property::ClientAddress,
        &[
            "c-ip",
            "cIp",
            "client-ip",
            "original-client-ip",
            "ClientIpAddress",
            "ClientHost",
            "ClientIp",
            "RemoteEndpoint",
            "IPAddress",
            "EnteredOrgFromIP",
        ],
    ),
    (
        Property::OriginalClient,
        &["X-Forwarded-For", "cs(X-Forwarded-For)", "cs-x-forwarded-for", "XForwardedFor", "X-Real-IP"],
    ),
    (Property::ClientName, &["client-hostname"]),
    (Property::ServerAddress, &["s-ip", "sIp", "server-ip", "original-server-ip", "LocalEndpoint", "ServerIP"]),
    (Property::Server, &["s-computername", "server-hostname", "ServerHostName", "Machine", "Server", "ServerName"]),
    (Property::RequestId, &["RequestId"]),
    (Property::Url, &["cs-uri-stem", "UrlStem", "Target"]),
    (Property::Method, &["cs-method", "Method", "Operation", "command"]),
    (Property::Status, &["sc-status", "HttpStatus", "BackEndStatus", "ServiceStatus"]),
    (Property::ReceivedBytes, &["rqsize", "cs-bytes"]),
    (Property::SentBytes, &["rpsize", "sc-bytes"]),
    (Property::TimeTaken, &["time-taken", "TotalRequestTime", "ProcessingTime", "duration"]),
    (Property::UserAgent, &["cs(User-Agent)", "UserAgent"]),
    (Property::EventId, &["event-id", "Action"]),
    (Property::Source, &["source", "Agent"]),
    (Property::Connector, &["connector-id"]),
    (Property::SourceContext, &["source-context"]),
    (Property::RecipientStatus, &["recipient-status"]),
    (Property::RelatedRecipient, &["related-recipient-address"]),
    (Property::MessageInfo, &["message-info", "MessageInfo"]),
    (Property::CustomData, &["custom-data", "EventData"]),
    (Property::Partner, &["Partner-Name"]),
];

impl Property {
    /// The property in the column of that name; `None` if the name is unknown.
    pub fn of_column(name: &[u8]) -> Option<Property> {
        let is = |known: &&str| known.as_bytes().eq_ignore_ascii_case(name);
        NAMES.iter().find(|(_, names)| names.iter().any(is)).map(|(property, _)| *property)
    }

    /// Whether Exchange or IIS itself writes the cells, and no client: addresses of the connection, servers, connectors,
    /// events and status codes.
    pub fn is_of_exchange(self) -> bool {
        use Property::{ClientAddress, Connector, EventId, Server, ServerAddress, Source, Status};
        matches!(self, ClientAddress | Connector | EventId | Server | ServerAddress | Source | Status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_different_logs_have_the_same_property() {
        for name in ["c-ip", "CLIENT-IP", "ClientIpAddress"] {
            assert_eq!(Property::of_column(name.as_bytes()), Some(Property::ClientAddress));
        }
        assert_eq!(Property::of_column(b"cs(User-Agent)"), Some(Property::UserAgent));
        assert_eq!(Property::of_column(b"date-time"), None);
    }

    #[test]
    fn names_are_unique() {
        let names: alloc::vec::Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        for (index, name) in names.iter().enumerate() {
            assert!(!names[..index].iter().any(|other| other.eq_ignore_ascii_case(name)), "{name}");
        }
    }
}

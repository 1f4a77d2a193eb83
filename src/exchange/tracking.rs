//! What an event in message tracking means for the message, and on which side of it the server is that logged it.
//!
//! Exchange 2007 and later name the event (`RECEIVE`, `FAIL`), earlier versions number it (KB 173364 and 821905). An
//! event that is not in the table does not show where the message is.

/// What an event means for the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// The server received the message.
    Arrived,
    /// The message left the server: to a mailbox, or to another server that accepted it.
    Delivered,
    /// A shadow copy was discarded, because the message was delivered from another server.
    Discarded,
    /// Delivery was deferred and will be retried.
    Deferred,
    /// It was dropped without notifying the sender.
    Dropped,
    /// Delivery to a recipient failed permanently, and the sender is notified.
    Refused,
    /// It could neither be delivered nor returned.
    Lost,
    /// Its recipients were replaced by others: the members of a group, another address.
    Redirected,
    /// The message is a report about another one, which is the one that the status is about.
    Report,
    /// Anything else: it was inspected, modified or copied.
    Other,
}

/// By their names in tracking logs, their numbers in those of Exchange 2000 and 2003, and the status in message traces.
const EVENTS: &[(Handling, &[&str])] = &[
    (Handling::Arrived, &["RECEIVE", "0", "4", "1001", "1004", "1012", "1019", "1025", "1027"]),
    (
        Handling::Delivered,
        &[
            "DELIVER",
            "DUPLICATEDELIVER",
            "SEND",
            "SENDEXTERNAL",
            "7",
            "9",
            "1000",
            "1002",
            "1003",
            "1011",
            "1023",
            "1028",
            "1029",
            "1031",
            "Delivered",
            "FilteredAsSpam",
        ],
    ),
    (Handling::Discarded, &["HADISCARD"]),
    (Handling::Deferred, &["DEFER", "SUBMITDEFER", "RESUBMITDEFER", "Pending"]),
    (Handling::Dropped, &["DROP", "50"]),
    (
        Handling::Refused,
        &["FAIL", "DELIVERFAIL", "SUBMITFAIL", "RESUBMITFAIL", "MODERATORREJECT", "MODERATIONEXPIRE", "1030", "Failed"],
    ),
    (Handling::Lost, &["BADMAIL", "POISONMESSAGE", "1021"]),
    (Handling::Redirected, &["EXPAND", "REDIRECT", "RESOLVE", "26", "28"]),
    (Handling::Report, &["DSN", "34", "1007", "1017"]),
];

impl Handling {
    /// The meaning of an `event-id`; case does not matter.
    pub fn of(event_id: &[u8]) -> Handling {
        EVENTS.iter().find(|(_, names)| is_one_of(event_id, names)).map_or(Handling::Other, |(handling, _)| *handling)
    }

    /// Whether the event keeps the message from being delivered, so that the row has a reason.
    pub fn has_reason(self) -> bool {
        matches!(self, Handling::Deferred | Handling::Dropped | Handling::Refused | Handling::Lost)
    }
}

fn is_one_of(event_id: &[u8], names: &[&str]) -> bool {
    names.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(event_id))
}

/// What the client and server columns of an event are.
///
/// The client is the host that hands the message over and the server the one that gets it (message-tracking in
/// Microsoft's documentation), so which of them wrote the row depends on the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Transfer {
    /// The server of the row received the message from its client.
    Received,
    /// The client of the row handed the message over to its server, or tried to.
    Sent,
    /// The message stayed where it was: the only side that is named wrote the row.
    Internal,
}

/// Events in which the server of the row gets something from its client.
const RECEIVED: &[&str] = &["RECEIVE", "HARECEIVE"];
/// Statuses of message traces. There the client is the host that sent the message to Exchange Online.
const TRACED: &[&str] =
    &["Delivered", "Expanded", "Failed", "FilteredAsSpam", "GettingStatus", "None", "Pending", "Quarantined"];

/// Whether it is what message traces say of a message: `Delivered`, `Quarantined`.
pub fn is_trace_status(event_id: &[u8]) -> bool {
    is_one_of(event_id, TRACED)
}

/// Events in which the client of the row hands something over, besides all others with the source SMTP.
const SENT: &[&str] = &[
    "DELIVER",
    "DELIVERFAIL",
    "DUPLICATEDELIVER",
    "HAREDIRECT",
    "HAREDIRECTFAIL",
    "NOTIFYMAPI",
    "SEND",
    "SENDEXTERNAL",
    "SUBMIT",
    "SUBMITDEFER",
    "SUBMITFAIL",
];

impl Transfer {
    /// What the columns are in an event of Exchange 2007 or later.
    pub fn of(event_id: &[u8], source: &[u8]) -> Transfer {
        // Traces have no source, and write events with small letters.
        let is_traced = event_id.is_empty() || (source.is_empty() && event_id.iter().any(u8::is_ascii_lowercase));
        if is_one_of(event_id, RECEIVED) || is_traced {
            Transfer::Received
        } else if source.eq_ignore_ascii_case(b"SMTP") || is_one_of(event_id, SENT) {
            Transfer::Sent
        } else {
            Transfer::Internal
        }
    }

    /// The side of the server that wrote the row, and the other one, of what the row has for its client and its server;
    /// the other side is empty if there is none.
    pub fn sides<T: Copy + Default>(self, client: T, server: T, is_empty: impl Fn(T) -> bool) -> (T, T) {
        match self {
            Transfer::Received if is_empty(server) => (T::default(), client),
            Transfer::Received => (server, client),
            Transfer::Sent if is_empty(client) => (server, T::default()),
            Transfer::Sent => (client, server),
            Transfer::Internal if is_empty(server) => (client, T::default()),
            Transfer::Internal => (server, T::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_known_by_name_and_by_number() {
        assert_eq!(Handling::of(b"RECEIVE"), Handling::Arrived);
        assert_eq!(Handling::of(b"sendexternal"), Handling::Delivered);
        assert_eq!(Handling::of(b"1031"), Handling::Delivered);
        assert_eq!(Handling::of(b"AGENTINFO"), Handling::Other);
        assert_eq!(Handling::of(b""), Handling::Other);
        assert!(Handling::of(b"DEFER").has_reason() && !Handling::of(b"DSN").has_reason());
    }

    #[test]
    fn the_side_that_wrote_a_row_depends_on_its_event() {
        let sides = |event: &str, source: &str, client, server| {
            Transfer::of(event.as_bytes(), source.as_bytes()).sides(client, server, str::is_empty)
        };
        assert_eq!(sides("RECEIVE", "SMTP", "c", "s"), ("s", "c"));
        assert_eq!(sides("HARECEIVE", "SMTP", "c", "s"), ("s", "c"));
        assert_eq!(sides("RECEIVE", "STOREDRIVER", "c", ""), ("", "c"));
        for (event, source) in
            [("SEND", "SMTP"), ("SendExternal", "smtp"), ("DEFER", "SMTP"), ("DELIVER", "STOREDRIVER"), ("SUBMIT", "")]
        {
            assert_eq!(sides(event, source, "c", "s"), ("c", "s"), "{event}");
        }
        assert_eq!(sides("FAIL", "SMTP", "", "s"), ("s", ""));
        assert_eq!(sides("FAIL", "ROUTING", "", "s"), ("s", ""));
        assert_eq!(sides("TRANSFER", "ROUTING", "c", ""), ("c", ""));
        assert_eq!(sides("EXPAND", "ROUTING", "", ""), ("", ""));
        assert_eq!(sides("Delivered", "", "c", "s"), ("s", "c"), "in a message trace");
        assert_eq!(sides("Deliver", "", "c", ""), ("", "c"), "in a report of a message trace");
    }
}

//! What an event in message tracking means for the message.
//!
//! Exchange 2007 and later name the event (`RECEIVE`, `FAIL`), Exchange 2000 and 2003 number it (KB 821905). An event
//! that is not in the table does not show where the message is.

/// What an event means for the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// The server received the message.
    Arrived,
    /// The message left the server: to a mailbox, or to another server that accepted it.
    Delivered,
    /// Delivery was deferred and will be retried.
    Deferred,
    /// It was dropped without notifying the sender.
    Dropped,
    /// Delivery to a recipient failed permanently, and the sender is notified.
    Refused,
    /// It could neither be delivered nor returned.
    Lost,
    /// Anything else: it was inspected, modified or copied.
    Other,
}

const EVENTS: &[(Handling, &[&str])] = &[
    (Handling::Arrived, &["RECEIVE", "0", "4", "1019", "1025", "1027"]),
    (
        Handling::Delivered,
        &["DELIVER", "DUPLICATEDELIVER", "SEND", "SENDEXTERNAL", "HADISCARD", "7", "9", "1023", "1028", "1031"],
    ),
    (Handling::Deferred, &["DEFER", "SUBMITDEFER", "RESUBMITDEFER"]),
    (Handling::Dropped, &["DROP"]),
    (
        Handling::Refused,
        &["FAIL", "DELIVERFAIL", "SUBMITFAIL", "RESUBMITFAIL", "MODERATORREJECT", "MODERATIONEXPIRE", "1030"],
    ),
    (Handling::Lost, &["BADMAIL", "POISONMESSAGE", "1021"]),
];

impl Handling {
    /// The meaning of an `event-id`; case does not matter.
    pub fn of(event_id: &[u8]) -> Handling {
        let is = |name: &&str| name.as_bytes().eq_ignore_ascii_case(event_id);
        EVENTS.iter().find(|(_, names)| names.iter().any(is)).map_or(Handling::Other, |(handling, _)| *handling)
    }

    /// Whether the event keeps the message from being delivered, so that the row has a reason.
    pub fn has_reason(self) -> bool {
        matches!(self, Handling::Deferred | Handling::Dropped | Handling::Refused | Handling::Lost)
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
}

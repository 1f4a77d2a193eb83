//! What an event of a message tracking log does to the message.
//!
//! Exchange 2007 and later name the event (`RECEIVE`, `FAIL`), Exchange 2000 and 2003 number it (KB 821905). What is in
//! none of the tables says nothing about where the message is, and is shown as it stands.

/// What an event does to the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// The message came to the server.
    Arrived,
    /// The message left the server: into a mailbox, or to another server that took it.
    Delivered,
    /// It was put off, and is to be tried again.
    Deferred,
    /// It was given up without a report to the sender.
    Dropped,
    /// It was refused for good for some recipient, and the sender is to hear of it.
    Refused,
    /// It could neither be delivered nor returned.
    Lost,
    /// Anything else: it was looked at, changed, or copied.
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
    /// What the event of that `event-id` does; case does not matter.
    pub fn of(event_id: &[u8]) -> Handling {
        let is = |name: &&str| name.as_bytes().eq_ignore_ascii_case(event_id);
        EVENTS.iter().find(|(_, names)| names.iter().any(is)).map_or(Handling::Other, |(handling, _)| *handling)
    }

    /// Whether the message did not get on its way with this event, so that there is a reason for it.
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

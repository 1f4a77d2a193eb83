//! What the components in `message-info` of a tracking log are.

/// The components by their codes. Exchange does not document the codes: these are the ones whose meaning is evident
/// from public logs and from message headers (`X-MS-Exchange-Organization-OrderedPrecisionLatencyInProgress`), by their
/// place among the others. Services: message-tracking-log and mail-flow in Microsoft's documentation.
const COMPONENTS: &[(&str, &str)] = &[
    ("TOTAL", "total"),
    ("TOTAL-HUB", "Transport service in total"),
    ("TOTAL-EDGE", "Edge Transport service in total"),
    ("TOTAL-FE", "Front End Transport service in total"),
    ("TOTAL-SUB", "Mailbox Transport Submission in total"),
    ("TOTAL-DEL", "Mailbox Transport Delivery in total"),
    ("HUB", "Transport service"),
    ("RCV", "receiving"),
    ("SMR", "SMTP receive"),
    ("SMRDE", "SMTP receive: data from outside the organisation"),
    ("SMRDI", "SMTP receive: data from another server of the organisation"),
    ("SMRC", "SMTP receive: saving the message"),
    ("SMRCL", "SMTP receive: saving it on this server"),
    ("SMRCR", "SMTP receive: saving the shadow copy on another server"),
    ("SMS", "SMTP send"),
    ("SMSC", "SMTP send: connecting"),
    ("SMSMBXD", "SMTP send: delivery to the mailbox"),
    ("CAT", "categorizer"),
    ("CATOS", "categorizer: agents on submitted messages"),
    ("CATSM", "categorizer: agent on submitted messages"),
    ("CATRESL", "categorizer: resolving recipients"),
    ("CATORES", "categorizer: agents on resolved messages"),
    ("CATRS", "categorizer: agent on resolved messages"),
    ("CATORT", "categorizer: agents on routed messages"),
    ("CATRT", "categorizer: agent on routed messages"),
    ("QS", "Submission queue"),
    ("QD", "delivery queue"),
    ("QDE", "delivery queue to servers outside the organisation"),
    ("QDI", "delivery queue to servers of the organisation"),
    ("QDM", "delivery queue to mailboxes"),
    ("QU", "Unreachable queue"),
    ("QP", "poison message queue"),
    ("PCK", "Pickup folder"),
    ("RPL", "Replay folder"),
    ("SA", "submission assistant"),
    ("MTSS", "Mailbox Transport Submission"),
    ("UNK", "not attributed"),
];

/// What a component is; `None` for a code that is not known. `CATSM-Malware Agent` names an agent after its component.
pub fn latency_component(code: &[u8]) -> Option<&'static str> {
    let code = code.strip_prefix(b"X-").unwrap_or(code);
    COMPONENTS.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(code)).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_known_by_their_whole_code() {
        assert_eq!(latency_component(b"CAT"), Some("categorizer"));
        assert_eq!(latency_component(b"X-SMRCR"), latency_component(b"smrcr"));
        assert_eq!(latency_component(b"CATX"), None);
        for (index, (code, _)) in COMPONENTS.iter().enumerate() {
            assert!(COMPONENTS[..index].iter().all(|(other, _)| other != code), "{code}");
        }
    }
}

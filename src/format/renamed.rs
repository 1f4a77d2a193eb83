//! Columns that have another name in another version of the same log, or in an export of it.

/// The columns of a format, each with its names in other versions. A name that only differs in case needs no row.
const RENAMED: &[(&str, &[&str])] = &[
    // Agent log of Exchange 2007 before Service Pack 1, and `Get-AgentLog` of every version.
    ("RemoteEndpoint", &["IPAddress"]),
    ("Recipient", &["Recipients"]),
    // `Get-MessageTrackingLog`, message traces of Exchange Online, and their reports.
    ("date-time", &["Timestamp", "Received", "date_time_utc", "origin_timestamp_utc"]),
    ("recipient-address", &["Recipients", "Recipient"]),
    ("sender-address", &["Sender"]),
    ("message-subject", &["Subject"]),
    ("event-id", &["Status", "Event"]),
    // Agents log their verdict in a column of that name, which is what happened there.
    ("event-action", &["Action"]),
    ("source-context", &["Detail"]),
    ("client-ip", &["FromIP"]),
    ("server-ip", &["ToIP"]),
    ("total-bytes", &["Size"]),
    ("network-message-id", &["MessageTraceId"]),
    ("custom-data", &["EventData"]),
];

/// Whether two names are the same but for case, hyphens and underscores: exports write `ClientIp` and `client_ip` for
/// `client-ip`.
pub(super) fn is_same_name(one: &[u8], other: &[u8]) -> bool {
    fn letters(name: &[u8]) -> impl Iterator<Item = u8> {
        name.iter().filter(|byte| !matches!(byte, b'-' | b'_')).map(u8::to_ascii_lowercase)
    }
    letters(one).eq(letters(other))
}

/// The names that a column of a format has in other versions of the log.
pub(super) fn other_names(column: &str) -> &'static [&'static str] {
    RENAMED.iter().find(|(name, _)| *name == column).map_or(&[], |(_, others)| *others)
}

#[cfg(test)]
mod tests {
    use crate::format::agent::AGENT;
    use crate::text::RecordReader;

    #[test]
    fn a_renamed_column_is_found_unless_its_own_name_is_there() {
        let mut reader = RecordReader::default();
        let fields = reader.split(b"time,id,192.0.2.1,agent,Reject,192.0.2.2").unwrap();
        let mut names = vec![&b"Timestamp"[..], b"SessionId", b"ipaddress", b"Agent", b"Action", b"x"];
        let remote = AGENT.columns.iter().position(|column| *column == "RemoteEndpoint").unwrap();
        assert_eq!(AGENT.columns_named(&names).unwrap().get(&fields, remote), b"192.0.2.1");
        names[5] = b"RemoteEndpoint";
        assert_eq!(AGENT.columns_named(&names).unwrap().get(&fields, remote), b"192.0.2.2");
    }
}

//! `message-info` in a tracking log: when the message arrived, and how long each component took.
//!
//! `2026-03-01T12:00:05.535Z;SRV=EX01.contoso.com:TOTAL-HUB=1.921|CAT=0.146(CATRESL=0.001)|QDE=1.700`
//!
//! The time is that of the original arrival in the organisation. Each server adds the latencies of its components, in
//! seconds: `SRV` where the way is complete, `LSRV` for the server that wrote the row. Components in parentheses are
//! parts of the one before them. `-INC` and `-PEN` mark a component that had not finished. Events without latencies
//! have other values here (`04I: `), which are left alone.

use crate::bytes::{fraction, leading_decimal, split_once, strip_prefix, strip_suffix};

/// When the message arrived in the organisation, as logged, if that is what the field begins with.
pub fn original_arrival(message_info: &[u8]) -> &[u8] {
    message_info.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii()
}

/// The latencies that a server added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerLatency<'a> {
    /// The server.
    pub server: &'a [u8],
    components: &'a [u8],
}

/// The latencies of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency<'a> {
    /// Its code, `CAT`, or `CATSM-Malware Agent` for an agent in it.
    pub component: &'a [u8],
    /// How long it took, in milliseconds.
    pub ms: u64,
    /// Whether it had finished when the row was written.
    pub finished: bool,
    /// Number of components that it is a part of.
    pub depth: u32,
}

/// The servers in the field, each with its latencies, in order.
pub fn latencies(message_info: &[u8]) -> impl Iterator<Item = ServerLatency<'_>> {
    message_info.split(|byte| *byte == b';').filter_map(|part| {
        let part = part.trim_ascii();
        let named = strip_prefix(part, b"SRV=").or_else(|| strip_prefix(part, b"LSRV="))?;
        let (server, components) = split_once(named, b":")?;
        Some(ServerLatency { server, components })
    })
}

impl<'a> ServerLatency<'a> {
    /// The components in their order; a component without a number is left out.
    pub fn components(&self) -> impl Iterator<Item = Latency<'a>> + use<'a> {
        let (mut rest, mut depth) = (self.components, 0u32);
        core::iter::from_fn(move || {
            while !rest.is_empty() {
                let end = rest.iter().position(|byte| matches!(byte, b'|' | b'(' | b')')).unwrap_or(rest.len());
                let (item, after) = rest.split_at_checked(end)?;
                let own = depth;
                depth = match after.first() {
                    Some(b'(') => depth.saturating_add(1),
                    Some(b')') => depth.saturating_sub(1),
                    _ => depth,
                };
                rest = after.get(1..).unwrap_or_default();
                if let Some(latency) = Latency::parse(item, own) {
                    return Some(latency);
                }
            }
            None
        })
    }
}

impl<'a> Latency<'a> {
    /// `TOTAL-HUB=1.921`
    fn parse(item: &'a [u8], depth: u32) -> Option<Latency<'a>> {
        let (name, seconds) = split_once(item, b"=")?;
        let name = name.trim_ascii();
        let cut = strip_suffix(name, b"-INC").or_else(|| strip_suffix(name, b"-PEN"));
        let component = cut.unwrap_or(name);
        let ms = milliseconds(seconds.trim_ascii())?;
        (!component.is_empty()).then_some(Latency { component, ms, finished: cut.is_none(), depth })
    }
}

/// `E2ELatency` in `custom-data`: the time from the original arrival to this event, in milliseconds.
///
/// `S:E2ELatency=1.928;…` in the log, `[E2ELatency, 1.928]` as the Exchange Management Shell prints it.
pub fn end_to_end_latency(custom_data: &[u8]) -> Option<u64> {
    let (_, after) = split_once(custom_data, b"E2ELatency")?;
    let value = after.strip_prefix(b"=").or_else(|| after.strip_prefix(b","))?.trim_ascii_start();
    let end = value.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'.')).unwrap_or(value.len());
    milliseconds(value.get(..end)?)
}

/// Seconds with or without a fraction, in milliseconds. Exchange 2010 wrote whole seconds.
fn milliseconds(text: &[u8]) -> Option<u64> {
    let (seconds, rest) = leading_decimal(text)?;
    let ms = match rest {
        [] => 0,
        [b'.' | b',', digits @ ..] => fraction(digits, 3)?,
        _ => return None,
    };
    seconds.checked_mul(1000)?.checked_add(ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn components(message_info: &str) -> Vec<String> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let of_server = |server: ServerLatency<'_>| -> Vec<String> {
            let item = |Latency { component, ms, finished, depth }: Latency<'_>| {
                let mark = if finished { "" } else { "…" };
                format!("{} {}{} {ms}{mark}", text(server.server), ">".repeat(depth as usize), text(component))
            };
            server.components().map(item).collect()
        };
        latencies(message_info.as_bytes()).flat_map(of_server).collect()
    }

    #[test]
    fn the_latencies_of_every_server_are_read() {
        assert_eq!(
            components("2026-03-01T12:00:05.535Z;SRV=EX01.contoso.com:TOTAL-HUB=1.921"),
            ["EX01.contoso.com TOTAL-HUB 1921"]
        );
        let nested = "2026-03-01T12:00:05.535Z;LSRV=a:TOTAL-HUB=0.369|SMR=0.113(SMRC=0.103(SMRCL=0.1))|\
                      CAT=0.146(CATSM-Malware Agent=0.117|CATRS=0.001 )|SMS=5.5(SMSMBXD-INC=5.3);SRV=b:TOTAL=2|QDE=1";
        assert_eq!(
            components(nested),
            [
                "a TOTAL-HUB 369",
                "a SMR 113",
                "a >SMRC 103",
                "a >>SMRCL 100",
                "a CAT 146",
                "a >CATSM-Malware Agent 117",
                "a >CATRS 1",
                "a SMS 5500",
                "a >SMSMBXD 5300…",
                "b TOTAL 2000",
                "b QDE 1000",
            ]
        );
    }

    #[test]
    fn other_values_have_no_latencies() {
        for text in ["", "04I: ", "0cA: ", "2008-02-11T06:00:00.000Z", "SRV=", "SRV=a:", "SRV=a:CAT", "SRV=a:CAT=x|=1"]
        {
            assert!(components(text).is_empty(), "{text}");
        }
        assert_eq!(components("SRV=a:(((|))))CAT=1"), ["a CAT 1000"]);
    }

    #[test]
    fn the_original_arrival_is_the_first_part() {
        assert_eq!(original_arrival(b"2026-03-01T12:00:05.535Z;SRV=a:TOTAL=1"), b"2026-03-01T12:00:05.535Z");
        assert_eq!(original_arrival(b"2008-02-11T06:00:00.000Z"), b"2008-02-11T06:00:00.000Z");
        assert_eq!(original_arrival(b""), b"");
    }

    #[test]
    fn the_end_to_end_latency_is_found_in_both_spellings() {
        assert_eq!(end_to_end_latency(b"S:E2ELatency=1.928;S:ToEntity=Internet"), Some(1928));
        assert_eq!(end_to_end_latency(b"S:ToEntity=Internet;S:E2ELatency=14"), Some(14_000));
        assert_eq!(end_to_end_latency(b"{[E2ELatency, 0.701], [ToEntity, Unknown]}"), Some(701));
        for other in [&b""[..], b"S:E2ELatency=", b"S:E2ELatency=x", b"S:E2ELatency=1.2.3"] {
            assert_eq!(end_to_end_latency(other), None, "{}", other.escape_ascii());
        }
    }
}

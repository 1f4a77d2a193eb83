//! DNS answers: hosts with their addresses.
//!
//! The trap: Exchange truncates long answers with dots (`192.0.2.1, ....`), so a list of addresses may be incomplete.

use super::is_host;
use crate::exchange::endpoint::{address, endpoint};

/// A host in a DNS answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResolvedHost<'a> {
    /// The host, or an address where a smart host is one.
    pub name: &'a [u8],
    addresses: &'a [u8],
}

/// The hosts in a description, in their order: `mx1[192.0.2.1, 192.0.2.2], mx2[2001:db8::1]`. Ends before a part that
/// is none.
pub fn resolved(description: &[u8]) -> impl Iterator<Item = ResolvedHost<'_>> {
    let mut rest = description;
    core::iter::from_fn(move || {
        let (host, after) = ResolvedHost::parse(rest)?;
        rest = after;
        Some(host)
    })
}

impl<'a> ResolvedHost<'a> {
    /// The first host, and the text after it.
    fn parse(text: &'a [u8]) -> Option<(ResolvedHost<'a>, &'a [u8])> {
        let text = trim_separators(text);
        let (name, after) = split_at_byte(text, b'[')?;
        let name = name.trim_ascii();
        let (addresses, rest) = split_at_byte(after, b']').unwrap_or((after, b""));
        let has_name = is_host(name) || (name.contains(&b':') && is_host(endpoint(name).0));
        // An address in the place of a name is its own: `[192.0.2.1]`.
        let is_literal = || name.is_empty() && address(addresses).is_some();
        let host = match has_name {
            true => ResolvedHost { name, addresses },
            false => is_literal().then_some(ResolvedHost { name: addresses, addresses })?,
        };
        // No address has blanks in it.
        let is_list = match host.addresses().next() {
            Some(first) => !first.contains(&b' '),
            None => addresses.trim_ascii().is_empty(),
        };
        is_list.then_some((host, without_mark(rest)))
    }

    /// The addresses in their order.
    pub fn addresses(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let items = self.addresses.split(|byte| matches!(byte, b',' | b';')).map(<[u8]>::trim_ascii);
        // The dots of a truncated list, with or without the beginning of an address before them.
        items.filter(|item| !item.is_empty() && !item.ends_with(b"..")).map(|item| {
            // `192.0.2.1#MarkedUnhealthy`
            item.split(|byte| *byte == b'#').next().unwrap_or_default()
        })
    }

    /// Whether Exchange truncated the list, so that not all addresses are in the log.
    pub fn is_cut(&self) -> bool {
        self.addresses.trim_ascii_end().ends_with(b"...")
    }
}

/// The parts before and after the first such byte.
fn split_at_byte(text: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let (before, rest) = text.split_at_checked(memchr::memchr(byte, text)?)?;
    Some((before, rest.get(1..)?))
}

/// The text without separators and dots before it.
fn trim_separators(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|byte| !matches!(byte, b',' | b';' | b'.' | b' ')).unwrap_or(text.len());
    text.get(start..).unwrap_or_default()
}

/// The text after a mark such as `#MarkedUnhealthy`.
fn without_mark(text: &[u8]) -> &[u8] {
    let Some(mark) = text.strip_prefix(b"#") else { return text };
    let end = mark.iter().position(|byte| matches!(byte, b',' | b';' | b' ')).unwrap_or(mark.len());
    mark.get(end..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each host with its addresses, and `…` where they are truncated.
    fn hosts(description: &str) -> Vec<String> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let host = |host: ResolvedHost<'_>| {
            let addresses: Vec<String> = host.addresses().map(text).collect();
            format!("{} {}{}", text(host.name), addresses.join(" "), if host.is_cut() { "…" } else { "" })
        };
        resolved(description.as_bytes()).map(host).collect()
    }

    #[test]
    fn reads_every_host_with_every_address() {
        assert_eq!(hosts("mx.fabrikam.com[192.0.2.7]"), ["mx.fabrikam.com 192.0.2.7"]);
        assert_eq!(hosts("mx.fabrikam.com[192.0.2.7, 2001:db8::7]"), ["mx.fabrikam.com 192.0.2.7 2001:db8::7"]);
        assert_eq!(hosts("mx1[192.0.2.1, 192.0.2.2], mx2[192.0.2.3]"), ["mx1 192.0.2.1 192.0.2.2", "mx2 192.0.2.3"]);
        assert_eq!(hosts("mx1[192.0.2.1];mx2[192.0.2.3,192.0.2.4]"), ["mx1 192.0.2.1", "mx2 192.0.2.3 192.0.2.4"]);
        assert_eq!(hosts("mx1:25 [192.0.2.1]"), ["mx1:25 192.0.2.1"]);
        assert_eq!(hosts("[192.0.2.9]"), ["192.0.2.9 192.0.2.9"]);
        assert_eq!(hosts("mx1[203.0.113.XX]"), ["mx1 203.0.113.XX"], "somebody hid a part before posting it");
    }

    #[test]
    fn a_truncated_list_is_known_to_be_one() {
        assert_eq!(hosts("mx[192.0.2.7, 192.0.2.8, ...."), ["mx 192.0.2.7 192.0.2.8…"]);
        assert_eq!(hosts("mx[192.0.2.7, 192.0.2...."), ["mx 192.0.2.7…"]);
        assert_eq!(hosts("mx1[192.0.2.1, ....], mx2[192.0.2.3]"), ["mx1 192.0.2.1…", "mx2 192.0.2.3"]);
        assert_eq!(hosts("mx["), ["mx "]);
    }

    #[test]
    fn marks_are_no_part_of_an_address() {
        let marked = "mx1[192.0.2.1#MarkedUnhealthy, 192.0.2.2]#MarkedUnhealthy, mx2[192.0.2.3]";
        assert_eq!(hosts(marked), ["mx1 192.0.2.1 192.0.2.2", "mx2 192.0.2.3"]);
    }

    #[test]
    fn other_text_has_no_hosts() {
        for description in ["", "mx1", "foo[bar baz]", "two words[192.0.2.1]", "[TargetHost:mx1:25|MarkedUnhealthy]"] {
            assert!(hosts(description).is_empty(), "{description}");
        }
    }
}

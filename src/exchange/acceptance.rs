//! The reply with which Exchange accepts a message, and the facts in it.
//!
//! `250 2.6.0 <id> [InternalId=…, Hostname=…] 11511 bytes in 0.102, 109,173 KB/sec Queued mail for delivery`
//!
//! The trap is the rate: its decimal separator depends on the server's locale, so `109,173` is about a hundred. Only
//! the byte count is read. Exchange 2007 logs neither brackets nor bytes, 2010 only the `InternalId`.

use crate::bytes::{between, decimal, leading_decimal, split_once, strip_prefix};
use crate::smtp::{Reply, Status};

/// What Exchange reports about a message that it has accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance<'a> {
    /// The Message-ID with its angle brackets; empty if the reply has none.
    pub message_id: &'a [u8],
    /// The number of the message in the server's queue database, `internal-message-id` of message tracking.
    pub internal_id: Option<u64>,
    /// The server that accepted it; empty before Exchange 2013.
    pub hostname: &'a [u8],
    /// Size in bytes, as counted by the server.
    pub bytes: Option<u64>,
}

impl<'a> Acceptance<'a> {
    /// Reads a reply; `None` unless it is `250 2.6.0 … Queued mail for delivery`.
    pub fn parse(reply: &Reply<'a>) -> Option<Acceptance<'a>> {
        let accepted = Status { class: 2, subject: 6, detail: 0 };
        let (facts, _) = split_once(reply.text, b"Queued mail for delivery")?;
        if reply.code != 250 || reply.status.is_some_and(|status| status != accepted) {
            return None;
        }
        let (before, list, after) = bracket(facts);
        Some(Acceptance {
            message_id: message_id(before),
            internal_id: item(list, b"InternalId=").and_then(decimal),
            hostname: item(list, b"Hostname=").unwrap_or_default(),
            bytes: byte_count(after),
        })
    }
}

/// The text before, in and after `[InternalId=…]`. The whole word is searched for, since a Message-ID may contain
/// brackets.
fn bracket(facts: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let Some((before, rest)) = split_once(facts, b"[InternalId=") else {
        return (facts, &[], &[]);
    };
    let Some((_, after)) = split_once(rest, b"]") else {
        return (before, &[], &[]);
    };
    (before, between(facts.get(before.len()..).unwrap_or_default(), b"[", b"]").unwrap_or_default(), after)
}

fn message_id(before: &[u8]) -> &[u8] {
    let before = before.trim_ascii();
    if before.starts_with(b"<") { before } else { &[] }
}

/// The value of an item in a comma-separated list.
fn item<'a>(list: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    list.split(|byte| *byte == b',').find_map(|item| strip_prefix(item.trim_ascii(), name))
}

fn byte_count(after: &[u8]) -> Option<u64> {
    let (bytes, rest) = leading_decimal(after.trim_ascii_start())?;
    rest.starts_with(b" bytes").then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Option<Acceptance<'_>> {
        Acceptance::parse(&Reply::parse(line.as_bytes())?)
    }

    #[test]
    fn reads_every_version() {
        let newest = "250 2.6.0 <a.b@contoso.com> [InternalId=237172389052427, Hostname=Exchange.contoso.com] 11511 bytes \
            in 0.102, 109,173 KB/sec Queued mail for delivery";
        let expected = Acceptance {
            message_id: b"<a.b@contoso.com>",
            internal_id: Some(237_172_389_052_427),
            hostname: b"Exchange.contoso.com",
            bytes: Some(11_511),
        };
        assert_eq!(parse(newest), Some(expected));
        let of_2010 = parse("250 2.6.0 <a@contoso.com> [InternalId=110] Queued mail for delivery");
        assert_eq!(
            of_2010.map(|facts| (facts.internal_id, facts.hostname, facts.bytes)),
            Some((Some(110), &b""[..], None))
        );
        let of_2007 = parse("250 2.6.0 <a@contoso.com> Queued mail for delivery");
        assert_eq!(of_2007.map(|facts| (facts.message_id, facts.internal_id)), Some((&b"<a@contoso.com>"[..], None)));
    }

    #[test]
    fn survives_odd_message_ids() {
        let bracketed = parse(
            "250 2.6.0 <[192.0.2.1]a b@contoso.com> [InternalId=1, Hostname=h] 2 bytes in 0 Queued mail for delivery",
        );
        assert_eq!(bracketed.map(|facts| facts.message_id), Some(&b"<[192.0.2.1]a b@contoso.com>"[..]));
        assert_eq!(bracketed.map(|facts| (facts.internal_id, facts.bytes)), Some((Some(1), Some(2))));
        assert_eq!(parse("250 2.6.0 Queued mail for delivery").map(|facts| facts.message_id), Some(&b""[..]));
        let cut = parse("250 2.6.0 <a@b> [InternalId=1, Queued mail for delivery");
        assert_eq!(cut.map(|facts| (facts.message_id, facts.internal_id)), Some((&b"<a@b>"[..], None)));
    }

    #[test]
    fn other_replies_are_none() {
        assert_eq!(parse("250 2.1.5 Recipient OK"), None);
        assert_eq!(parse("250 ok 1666169082 30910"), None);
        assert_eq!(parse("550 5.7.1 Queued mail for delivery"), None);
        assert_eq!(parse("250 2.1.5 Queued mail for delivery"), None);
    }
}

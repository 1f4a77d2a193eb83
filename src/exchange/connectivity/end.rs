//! The last row of a connectivity session: what was transferred, and how it ended.

use super::failure::{DnsFailure, FailedConnection};
use crate::bytes::{leading_decimal, split_once, strip_prefix};

/// How a session ended. What the row does not say is `None`, and not 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Finished<'a> {
    /// Messages sent; of a session that fetches mail from a mailbox server, those submitted.
    pub messages: Option<u64>,
    /// Bytes sent.
    pub bytes: Option<u64>,
    /// Recipients of the messages.
    pub recipients: Option<u64>,
    /// Exchange's words for the result, `Retry : Unable to connect`; empty on success.
    pub result: &'a [u8],
}

/// The meaning of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing went wrong.
    Ok,
    /// What remains in the queue is retried later.
    Retry,
    /// There was no connection, or no address to connect to.
    NotConnected,
    /// Other words.
    Unknown,
}

impl<'a> Finished<'a> {
    /// `Messages: 1 Bytes: 7000 Recipients: 2 (Retry)`, in any order and with other counts in between; `None` for a
    /// text without any of these three. A submission has `RegularSubmissions: 5 … Failures: 0 ReachedLimit: False Idle: True`.
    pub(super) fn parse(description: &'a [u8]) -> Option<Finished<'a>> {
        let mut finished = Finished::default();
        let mut rest = description;
        while let Some((name, number, after)) = count(rest) {
            let known = [
                (&[&b"Messages"[..], b"RegularSubmissions"][..], &mut finished.messages),
                (&[b"Bytes"], &mut finished.bytes),
                (&[b"Recipients"], &mut finished.recipients),
            ];
            let is_own = |names: &[&[u8]]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
            if let Some((_, own)) = known.into_iter().find(|(names, _)| is_own(names)) {
                *own = number.or(*own);
            }
            rest = after;
            if let Some((result, after)) = group(rest) {
                finished.result = if finished.result.is_empty() { result } else { finished.result };
                rest = after;
            }
        }
        if finished.result.is_empty() {
            finished.result = rest.trim_ascii();
        }
        let Finished { messages, bytes, recipients, .. } = finished;
        messages.or(bytes).or(recipients).map(|_| finished)
    }

    /// The meaning of its result.
    pub fn end(&self) -> End {
        if self.result.is_empty() {
            return End::Ok;
        }
        let (first, cause) = split_once(self.result, b":").unwrap_or((self.result, self.result));
        let is_retry = first.trim_ascii().eq_ignore_ascii_case(b"Retry");
        let cause = if is_retry { cause } else { self.result }.trim_ascii();
        if DnsFailure::parse(cause).is_some() || FailedConnection::parse(cause).is_some() {
            End::NotConnected
        } else if is_retry {
            End::Retry
        } else {
            End::Unknown
        }
    }
}

/// Name and number of the count that a text begins with, and the rest. `ReachedLimit: False` counts nothing.
fn count(text: &[u8]) -> Option<(&[u8], Option<u64>, &[u8])> {
    let text = trim_separators(text);
    let (name, rest) = text.split_at_checked(text.iter().position(|byte| !byte.is_ascii_alphabetic())?)?;
    let value = rest.strip_prefix(b":")?.trim_ascii_start();
    let (number, rest) = match leading_decimal(value) {
        Some((number, rest)) => (Some(number), rest),
        None => (None, [&b"True"[..], b"False"].into_iter().find_map(|word| strip_prefix(value, word))?),
    };
    (!name.is_empty()).then_some((name, number, rest))
}

/// The text in the parentheses that a text begins with, and the rest. The last one may be cut off.
fn group(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let inner = trim_separators(text).strip_prefix(b"(")?;
    let mut depth = 0;
    let end = inner.iter().position(|byte| {
        depth += match byte {
            b'(' => 1,
            b')' => -1,
            _ => 0,
        };
        depth < 0
    });
    let (result, rest) = inner.split_at_checked(end.unwrap_or(inner.len()))?;
    Some((result.trim_ascii(), rest.get(1..).unwrap_or_default()))
}

fn trim_separators(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|byte| !matches!(byte, b' ' | b',' | b';')).unwrap_or(text.len());
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_in_any_order_and_number() {
        let read = |description: &'static str| {
            let end = Finished::parse(description.as_bytes())?;
            Some((end.messages, end.bytes, end.recipients, core::str::from_utf8(end.result).unwrap()))
        };
        assert_eq!(read("Messages: 1 Bytes: 28272 ()"), Some((Some(1), Some(28272), None, "")));
        assert_eq!(read("Messages: 1 Bytes: 7000 Recipients: 2"), Some((Some(1), Some(7000), Some(2), "")));
        assert_eq!(read("Recipients: 2, Messages:1; Bytes: 7"), Some((Some(1), Some(7), Some(2), "")));
        assert_eq!(read("Bytes: 7"), Some((None, Some(7), None, "")));
        assert_eq!(read("Messages: 1 Latency: 30 Bytes: 7 ()"), Some((Some(1), Some(7), None, "")));
        assert_eq!(read("Messages: 0 Bytes: 0 (Retry) Recipients: 4"), Some((Some(0), Some(0), Some(4), "Retry")));
        assert_eq!(read("Messages: 0 Bytes: 0 (Retry : x (y)) z"), Some((Some(0), Some(0), None, "Retry : x (y)")));
        assert_eq!(read("Messages: 0 Bytes: 0 (Retry"), Some((Some(0), Some(0), None, "Retry")));
        assert_eq!(read("Messages: 0 Bytes: 0 Retry"), Some((Some(0), Some(0), None, "Retry")));
        let submitted = "RegularSubmissions: 5 ShadowSubmissions: 0 Bytes: 7000 Recipients: 6 Failures: 0 ReachedLimit: False \
                         Idle: True";
        assert_eq!(read(submitted), Some((Some(5), Some(7000), Some(6), "")));
        for other in ["", "Idle: True", "Messages: many", "Messages", "Latency: 30", "(Retry)"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn results_are_told_apart() {
        let end = |result: &'static str| Finished { result: result.as_bytes(), ..Finished::default() }.end();
        assert_eq!(end(""), End::Ok);
        for result in ["Retry", "retry: ", "Retry : Service not active"] {
            assert_eq!(end(result), End::Retry, "{result}");
        }
        for result in ["Retry : Unable to connect", "Unable to connect", "Retry : The DNS query for 'x' failed: error"]
        {
            assert_eq!(end(result), End::NotConnected, "{result}");
        }
        for result in ["Success", "Retried", "Shutdown : Retry"] {
            assert_eq!(end(result), End::Unknown, "{result}");
        }
    }
}

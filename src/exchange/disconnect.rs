//! How a session ended: the context of the row with event `-`.
//!
//! `Local` means that the logging server closed the connection, `Remote` that the other side did. After QUIT both are
//! normal: the receiving server closes, so a receive log has `Local` and a send log `Remote`. A word in parentheses is
//! the reason; it has been seen only with `Remote`, but is accepted with both.

use crate::bytes::strip_prefix;

/// Who closed the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closer {
    /// The logging server.
    Local,
    /// The other side.
    Remote,
}

/// The end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disconnect<'a> {
    /// Who closed it.
    pub closer: Closer,
    /// The word in parentheses, `ConnectionReset`; empty for an orderly end.
    pub reason: &'a [u8],
}

impl<'a> Disconnect<'a> {
    /// Reads `Local`, `Remote`, `Remote(ConnectionReset)`; `None` for anything else.
    pub fn parse(context: &'a [u8]) -> Option<Disconnect<'a>> {
        let context = context.trim_ascii();
        let local = strip_prefix(context, b"Local").map(|rest| (Closer::Local, rest));
        let (closer, rest) = local.or_else(|| strip_prefix(context, b"Remote").map(|rest| (Closer::Remote, rest)))?;
        let reason = match rest {
            [] => rest,
            [b'(', reason @ .., b')'] if !reason.is_empty() => reason,
            _ => return None,
        };
        Some(Disconnect { closer, reason })
    }

    /// Whether the connection was closed properly.
    pub fn is_orderly(&self) -> bool {
        self.reason.is_empty()
    }

    /// What it means, one to three sentences.
    pub fn explanation(&self) -> &'static str {
        let known = REASONS.iter().find(|(reason, _)| reason.as_bytes().eq_ignore_ascii_case(self.reason));
        match (known, self.closer, self.is_orderly()) {
            (Some((_, sentence)), _, _) => sentence,
            (None, Closer::Local, true) => {
                "This server closed the connection. After QUIT that is how a receiving server ends a session; without \
                 QUIT it timed out or refused to continue."
            }
            (None, Closer::Remote, true) => {
                "The other side closed the connection. After QUIT that is how a sending session ends; without QUIT \
                 the other side ended it early."
            }
            (None, Closer::Local, false) => {
                "This server aborted the connection; the word in parentheses is the reason."
            }
            (None, Closer::Remote, false) => "The connection broke; the word in parentheses is the socket error.",
        }
    }
}

/// The words are those of .NET's enumeration SocketError, and what they mean is in [`super::winsock`]; for SMTP see
/// `421 4.4.2 Connection dropped due to …` on Microsoft's page on non-delivery reports.
const REASONS: &[(&str, &str)] = &[
    (
        "ConnectionReset",
        "The other side reset the connection instead of closing it (TCP reset). Some clients and load balancers \
         always do that; in the middle of a session, check for a firewall, a client that was stopped, or incompatible \
         TLS settings.",
    ),
    (
        "SocketError",
        "The connection failed below SMTP. Often one side does not accept the TLS version or cipher of the other, or \
         a firewall cut the connection.",
    ),
    (
        "ConnectionAborted",
        "The connection was aborted because data could not be delivered in time. Check the network and firewalls \
         between the two sides.",
    ),
    (
        "TimedOut",
        "The other side did not respond in time. Check the network, firewalls, and the load on the other side.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(context: &[u8]) -> Option<(Closer, &[u8])> {
        Disconnect::parse(context).map(|end| (end.closer, end.reason))
    }

    #[test]
    fn reads_who_and_why() {
        assert_eq!(parse(b"Local"), Some((Closer::Local, &b""[..])));
        assert_eq!(parse(b"Remote "), Some((Closer::Remote, &b""[..])));
        assert_eq!(parse(b"Remote(ConnectionReset)"), Some((Closer::Remote, &b"ConnectionReset"[..])));
        assert_eq!(parse(b"local(x)"), Some((Closer::Local, &b"x"[..])));
    }

    #[test]
    fn anything_else_is_none() {
        for context in [&b""[..], b"Locally", b"Remote()", b"Remote(", b"Remote(x", b"Remote)", b"\xff"] {
            assert_eq!(parse(context), None, "{}", context.escape_ascii());
        }
    }

    #[test]
    fn every_end_has_its_own_explanation() {
        let contexts = ["Local", "Remote", "Local(x)", "Remote(x)", "Remote(ConnectionReset)", "Remote(SocketError)"];
        let sentences = contexts.map(|context| Disconnect::parse(context.as_bytes()).map(|end| end.explanation()));
        for (position, sentence) in sentences.iter().enumerate() {
            assert!(sentence.is_some() && !sentences[..position].contains(sentence));
        }
    }
}

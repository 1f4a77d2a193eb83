//! How a session ended: the context of the row with event `-`.
//!
//! `Local` means that the server which writes the log closed the connection, `Remote` that the other side did. After
//! QUIT both are normal: the receiving server closes, so a receive log says `Local` and a send log `Remote`. A word in
//! brackets is the reason; it was seen with `Remote` only, and is accepted with both.

use crate::bytes::strip_prefix;

/// Who closed the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closer {
    /// The server that writes the log.
    Local,
    /// The other side.
    Remote,
}

/// The end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disconnect<'a> {
    /// Who closed it.
    pub closer: Closer,
    /// The word in brackets, `ConnectionReset`; empty for an orderly end.
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

    /// Whether the connection was closed in an orderly way.
    pub fn is_orderly(&self) -> bool {
        self.reason.is_empty()
    }

    /// What it means, one sentence.
    pub fn explanation(&self) -> &'static str {
        let known = REASONS.iter().find(|(reason, _)| reason.as_bytes().eq_ignore_ascii_case(self.reason));
        match (known, self.closer, self.is_orderly()) {
            (Some((_, sentence)), _, _) => sentence,
            (None, Closer::Local, true) => {
                "This server closed the connection. After QUIT that is how a receiving server ends a session; without \
                 QUIT it gave up waiting or refused to go on."
            }
            (None, Closer::Remote, true) => {
                "The other side closed the connection. After QUIT that is how a sending session ends; without QUIT the \
                 other side hung up early."
            }
            (None, Closer::Local, false) => "This server gave up the connection; the word in brackets is the reason.",
            (None, Closer::Remote, false) => "The connection broke; the word in brackets is the socket error.",
        }
    }
}

const REASONS: &[(&str, &str)] = &[
    (
        "ConnectionReset",
        "The other side broke the connection off instead of closing it (TCP reset). Some clients and load balancers \
         always do that; in mid-session look for a firewall, a client that was stopped, or a TLS setting that does \
         not suit both sides.",
    ),
    (
        "SocketError",
        "The connection failed below SMTP. Often one side does not accept the TLS version or cipher of the other one, \
         or a firewall cut the connection.",
    ),
    (
        "ConnectionAborted",
        "The connection was given up after data could not be delivered in time. Look at the network and at firewalls \
         between the two sides.",
    ),
    (
        "TimedOut",
        "The other side did not answer in time. Look at the network, at firewalls, and at the load of the other side.",
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
    fn every_end_has_a_sentence_of_its_own() {
        let contexts = ["Local", "Remote", "Local(x)", "Remote(x)", "Remote(ConnectionReset)", "Remote(SocketError)"];
        let sentences = contexts.map(|context| Disconnect::parse(context.as_bytes()).map(|end| end.explanation()));
        for (position, sentence) in sentences.iter().enumerate() {
            assert!(sentence.is_some() && !sentences[..position].contains(sentence));
        }
    }
}

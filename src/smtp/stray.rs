//! Lines of a client that are no commands: binary data, a response to a challenge, part of a message, TLS, HTTP.

use super::auth::may_be_encoded;
use crate::bytes::first_word;

/// Whether a line whose verb is unknown may still be a command: a typing error, an extension that is not in the table.
pub fn is_command(line: &[u8]) -> bool {
    let (word, argument) = first_word(line);
    let in_verb = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let is_word = word.first().is_some_and(u8::is_ascii_alphabetic) && word.len() <= 20 && word.iter().all(in_verb);
    let is_encoded = argument.is_empty() && word.len() >= 8 && may_be_encoded(word);
    let is_web = argument.rsplit(|&byte| byte == b' ').next().is_some_and(|last| last.starts_with(b"HTTP/"));
    // The hash that follows `X-EXPS EXCHANGEAUTH`.
    is_word && !is_encoded && !is_web && !word.eq_ignore_ascii_case(b"SHA256")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_command_is_none() {
        for line in ["LHLO x", "HELLO", "xclient NAME=x", "TURN", "XRSETPROXYTO", "EHL0 x"] {
            assert!(is_command(line.as_bytes()), "{line}");
        }
        for line in [
            &b""[..],
            b".",
            b"<Binary Data>",
            b"SHA256 abc=",
            b"GET / HTTP/1.1",
            b"Host: contoso.com",
            b"TlRMTVNTUAABAAAA",
            b"YW5uYUBjb250b3NvLmNvbQ==",
            b"\x16\x03\x01\x02",
            b"--boundary",
            b"thisIsNoVerbOfAnyServer x",
        ] {
            assert!(!is_command(line), "{}", line.escape_ascii());
        }
    }
}

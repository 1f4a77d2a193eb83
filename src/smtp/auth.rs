//! The argument of AUTH, and where in a command a credential stands (RFC 4954).
//!
//! A log should not hold credentials, and newer ones do not: the responses are left out. But a client may send its
//! first response together with the command (`AUTH PLAIN AGFubmE…`), and base64 is no protection. So whatever shows or
//! exports a command asks [`secret`] first and masks that range.
//!
//! It errs on the side of masking: everything behind the mechanism counts as a credential, and so does a first word
//! that cannot be a mechanism name.

use core::ops::Range;

use super::bytes::first_word;
use super::command::{Command, Verb};

/// The argument of AUTH or of a verb with the same grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthArgument<'a> {
    /// The mechanism as the client wrote it, `LOGIN` or `login`; empty when what stands there cannot be one.
    pub mechanism: &'a [u8],
    /// The first response that came with the command: a credential. `None` when there is none, or an empty one (`=`).
    pub initial_response: Option<&'a [u8]>,
}

impl<'a> AuthArgument<'a> {
    /// Reads what stands after the verb.
    pub fn parse(argument: &'a [u8]) -> AuthArgument<'a> {
        let (mechanism, response) = match first_word(argument) {
            (word, rest) if is_mechanism(word) => (word, rest),
            _ => (&argument[..0], argument.trim_ascii()),
        };
        let initial_response = (!response.is_empty() && response != b"=").then_some(response);
        AuthArgument { mechanism, initial_response }
    }
}

/// Whether a word can be the name of a mechanism: 1 to 20 letters, digits, `-`, `_` (RFC 4422, 3.1).
fn is_mechanism(word: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=20).contains(&word.len()) && word.iter().all(allowed)
}

/// The bytes of a command line that are a credential and must be masked before anyone sees them.
pub fn secret(line: &[u8]) -> Option<Range<usize>> {
    let command = Command::parse(line);
    if !matches!(command.verb, Verb::Auth | Verb::XExps | Verb::XExchangeAuth) {
        return None;
    }
    let response = AuthArgument::parse(command.argument).initial_response?;
    // The response reaches to the end of the line but for blanks.
    let end = line.trim_ascii_end().len();
    Some(end.checked_sub(response.len())?..end)
}

/// The bytes of a reply `334` that are a challenge: what a server sends there may help to guess a password. The two
/// questions of AUTH LOGIN (`Username:`, `Password:`) and what newer logs write in their place are none.
pub fn challenge(line: &[u8]) -> Option<Range<usize>> {
    const QUESTIONS: [&[u8]; 4] = [b"", b"VXNlcm5hbWU6", b"UGFzc3dvcmQ6", b"<authentication response>"];
    let challenge = line.strip_prefix(b"334 ")?.trim_ascii();
    let end = line.trim_ascii_end().len();
    (!QUESTIONS.contains(&challenge)).then_some(end - challenge.len()..end)
}

/// The bytes of a command of POP3, IMAP4 or NNTP that are a password: `PASS x` (RFC 1939), `APOP user digest`,
/// `tag LOGIN user x` and `tag AUTHENTICATE PLAIN x` (RFC 3501), `AUTHINFO PASS x` (RFC 4643).
pub fn password(line: &[u8]) -> Option<Range<usize>> {
    let (first, rest) = first_word(line);
    let (second, after) = first_word(rest);
    let is = |word: &[u8], name: &str| word.eq_ignore_ascii_case(name.as_bytes());
    let password = match first {
        word if is(word, "PASS") => rest,
        word if is(word, "APOP") => after,
        word if is(word, "AUTHINFO") && is(second, "USER") => return None,
        word if is(word, "AUTHINFO") && is(second, "SASL") => first_word(after).1,
        word if is(word, "AUTHINFO") => after,
        word if Command::parse(word).verb != Verb::Other => return None,
        // A quoted name may hold blanks, so where it ends is not worth finding out.
        _ if is(second, "LOGIN") && after.starts_with(b"\"") => after,
        _ if is(second, "LOGIN") || is(second, "AUTHENTICATE") => first_word(after).1,
        _ => return None,
    };
    let password = password.trim_ascii();
    let end = line.trim_ascii_end().len();
    Some(end.checked_sub(password.len())?..end).filter(|range| !range.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(line: &[u8]) -> Option<&[u8]> {
        line.get(secret(line)?)
    }

    #[test]
    fn a_mechanism_alone_is_no_secret() {
        for line in [&b"AUTH LOGIN"[..], b"AUTH login ", b"auth NTLM", b"AUTH", b"AUTH GSSAPI =", b"X-EXPS GSSAPI"] {
            assert_eq!(masked(line), None, "{}", line.escape_ascii());
        }
        assert_eq!(AuthArgument::parse(b"login").mechanism, b"login");
        assert_eq!(AuthArgument::parse(b"").mechanism, b"");
    }

    #[test]
    fn an_initial_response_is_masked_to_the_end() {
        assert_eq!(masked(b"AUTH PLAIN AGFubmEAc2VjcmV0"), Some(&b"AGFubmEAc2VjcmV0"[..]));
        assert_eq!(masked(b"auth  login  YW5uYQ== \t"), Some(&b"YW5uYQ=="[..]));
        assert_eq!(masked(b"X-EXPS EXCHANGEAUTH SHA256 YII"), Some(&b"SHA256 YII"[..]));
        assert_eq!(masked(b"AUTH PLAIN a b c"), Some(&b"a b c"[..]));
    }

    #[test]
    fn what_cannot_be_a_mechanism_is_masked_too() {
        assert_eq!(masked(b"AUTH AGFubmEAc2VjcmV0c2VjcmV0c2VjcmV0"), Some(&b"AGFubmEAc2VjcmV0c2VjcmV0c2VjcmV0"[..]));
        assert_eq!(masked(b"AUTH YW5uYQ=="), Some(&b"YW5uYQ=="[..]));
    }

    #[test]
    fn passwords_of_other_protocols_are_masked() {
        let masked = |line: &'static str| password(line.as_bytes()).map(|range| &line[range]);
        assert_eq!(masked("PASS hunter 2 "), Some("hunter 2"));
        assert_eq!(masked("apop anna c4c9334bac560ecc979e58001b3e22fb"), Some("c4c9334bac560ecc979e58001b3e22fb"));
        assert_eq!(masked("AUTHINFO PASS x"), Some("x"));
        assert_eq!(masked("AUTHINFO SASL PLAIN x"), Some("x"));
        assert_eq!(masked("a1 LOGIN anna x y"), Some("x y"));
        assert_eq!(masked("a1 LOGIN \"an na\" x"), Some("\"an na\" x"));
        assert_eq!(masked("a1 AUTHENTICATE PLAIN x"), Some("x"));
        for line in ["PASS", "USER anna", "AUTHINFO USER anna", "a1 LOGIN anna", "AUTH LOGIN x y", "EHLO LOGIN x y", ""]
        {
            assert_eq!(masked(line), None, "{line}");
        }
    }

    #[test]
    fn challenges_are_masked_and_questions_are_not() {
        assert_eq!(challenge(b"334 TlRMTVNTUAACAAAA "), Some(4..20));
        for line in [&b"334 VXNlcm5hbWU6"[..], b"334 <authentication response>", b"334 ", b"334", b"354 go on"] {
            assert_eq!(challenge(line), None);
        }
    }

    #[test]
    fn other_commands_hold_no_secret() {
        assert_eq!(masked(b"MAIL FROM:<a@contoso.com> AUTH=<>"), None);
        assert_eq!(masked(b"EHLO AUTH PLAIN x"), None);
        assert_eq!(masked(b""), None);
    }
}

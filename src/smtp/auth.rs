//! The argument of AUTH, and credentials in commands and replies (RFC 4954).
//!
//! Logs should not contain credentials, and newer ones do not: Exchange omits the responses. But a client may send its
//! initial response with the command (`AUTH PLAIN AGFubmE…`), and base64 does not protect it. So whatever displays or
//! exports a command calls [`secret`] first and masks that range.
//!
//! It errs on the side of masking: everything after the mechanism counts as a credential, and so does a first word that
//! cannot be the name of a mechanism. Servers quote what they reject, so other texts are searched for
//! [`quoted_secrets`].

use core::ops::Range;

use super::command::{Command, Verb};
use crate::bytes::first_word;

/// The argument of AUTH or of a verb with the same grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthArgument<'a> {
    /// The mechanism as the client wrote it, `LOGIN` or `login`; empty if the first word cannot be one.
    pub mechanism: &'a [u8],
    /// The initial response: a credential. `None` without one, or for an empty one (`=`).
    pub initial_response: Option<&'a [u8]>,
}

impl<'a> AuthArgument<'a> {
    /// Reads the text after the verb.
    pub fn parse(argument: &'a [u8]) -> AuthArgument<'a> {
        let (mechanism, response) = match first_word(argument) {
            (word, rest) if is_mechanism(word) => (word, rest),
            _ => (&argument[..0], argument.trim_ascii()),
        };
        let initial_response = (!response.is_empty() && response != b"=").then_some(response);
        AuthArgument { mechanism, initial_response }
    }
}

/// Whether a word can be the name of a mechanism: 1 to 20 letters, digits, `-`, `_` (RFC 4422, 3.1). Names are in upper
/// case; clients also send `login` and `Login`, but any other mix of cases is base64.
fn is_mechanism(word: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=20).contains(&word.len()) && word.iter().all(allowed) && !is_of_both_cases(word)
}

/// Whether a word has capitals after its first letter, and lower-case letters as well.
fn is_of_both_cases(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_lowercase) && word.iter().skip(1).any(u8::is_ascii_uppercase)
}

/// Whether a command authenticates: the text after its mechanism is a credential.
pub fn authenticates(verb: Verb) -> bool {
    matches!(verb, Verb::Auth | Verb::XExps | Verb::XExchangeAuth)
}

/// Whether a word is certainly base64: a multiple of four letters, and padded or with letters of both cases and a
/// digit.
fn is_encoded(word: &[u8]) -> bool {
    let padded = word.ends_with(b"=");
    word.len() >= 8
        && word.len().is_multiple_of(4)
        && may_be_encoded(word)
        && (padded || word.iter().any(u8::is_ascii_digit))
}

/// Whether a word may be base64, or its beginning, and is unlikely to be natural language: padded, or of both cases.
pub fn may_be_encoded(word: &[u8]) -> bool {
    let letters = word.strip_suffix(b"==").or(word.strip_suffix(b"=")).unwrap_or(word);
    letters.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        && (letters.len() < word.len() || is_of_both_cases(letters))
}

/// The words of a text that repeat a credential: either of the two words after an AUTH anywhere in it, and any base64
/// word in a reply to an invalid command (codes 500 to 504), since servers quote what they reject.
pub fn quoted_secrets(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    encoded_words(text, matches!(text, [b'5', b'0', b'0'..=b'4', ..]))
}

/// As [`quoted_secrets`], for text that is not a reply, whatever it begins with.
pub fn repeated_secrets(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    encoded_words(text, false)
}

fn encoded_words(text: &[u8], refused: bool) -> impl Iterator<Item = Range<usize>> + '_ {
    // Words since the last verb that authenticates.
    let mut since = usize::MAX;
    // Few texts have any, but an export searches all of them.
    let text = if refused || names_auth(text) { text } else { b"" };
    words(text).filter(move |range| {
        let word = text.get(range.clone()).unwrap_or_default();
        since = if authenticates(Verb::of(word)) { 0 } else { since.saturating_add(1) };
        (since <= 2 && may_be_encoded(word)) || (refused && is_encoded(word))
    })
}

/// Whether a text contains `AUTH` or `EXPS`, possibly inside a word: every verb that authenticates contains one of
/// them.
pub fn names_auth(text: &[u8]) -> bool {
    let is_at = |start: Option<usize>, name: &[u8]| {
        let found = start.and_then(|start| text.get(start..start + name.len()));
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    memchr::memchr2_iter(b'U', b'u', text).any(|at| is_at(at.checked_sub(1), b"AUTH"))
        || memchr::memchr2_iter(b'X', b'x', text).any(|at| is_at(at.checked_sub(1), b"EXPS"))
}

/// The words of a text, separated by blanks, control characters and punctuation that does not occur in base64.
fn words(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let separates =
        |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_control() || b"\"',;:.!?<>()[]{}`".contains(byte);
    let mut start = 0;
    let ranges = text.split(separates).map(move |word| {
        let range = start..start + word.len();
        start = range.end + 1;
        range
    });
    ranges.filter(|range| !range.is_empty())
}

/// The bytes of a command line that are a credential and must be masked before it is displayed.
pub fn secret(line: &[u8]) -> Option<Range<usize>> {
    let command = Command::parse(line);
    if !authenticates(command.verb) {
        return None;
    }
    let response = AuthArgument::parse(command.argument).initial_response?;
    // The response extends to the end of the line, without trailing blanks.
    let end = line.trim_ascii_end().len();
    Some(end.checked_sub(response.len())?..end)
}

/// The bytes of a reply `334` that are a challenge: it may help to guess a password. The two prompts of AUTH LOGIN
/// (`Username:`, `Password:`) and the placeholder in newer logs are not challenges.
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
        // A quoted name may contain blanks; it is masked as well rather than parsed.
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
    use alloc::vec::Vec;

    fn masked(line: &[u8]) -> Option<&[u8]> {
        line.get(secret(line)?)
    }

    #[test]
    fn a_mechanism_alone_is_not_a_secret() {
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
    fn an_argument_that_cannot_be_a_mechanism_is_masked_too() {
        assert_eq!(masked(b"AUTH AGFubmEAc2VjcmV0c2VjcmV0c2VjcmV0"), Some(&b"AGFubmEAc2VjcmV0c2VjcmV0c2VjcmV0"[..]));
        assert_eq!(masked(b"AUTH YW5uYQ=="), Some(&b"YW5uYQ=="[..]));
        assert_eq!(masked(b"AUTH c2VjcmV0"), Some(&b"c2VjcmV0"[..]), "short enough for a name, but of both cases");
        for name in [&b"XOAUTH2"[..], b"xoauth2", b"Login", b"CRAM-MD5", b"SCRAM-SHA-256", b"OAUTHBEARER"] {
            assert_eq!(masked(&[b"AUTH ", name].concat()), None);
        }
    }

    #[test]
    fn every_verb_that_authenticates_is_noticed() {
        for verb in Verb::ALL.iter().filter(|verb| authenticates(**verb)) {
            assert!(names_auth(verb.name().as_bytes()) && names_auth(verb.name().to_ascii_lowercase().as_bytes()));
        }
        assert!(!names_auth(b"UTH EXP XPS AUT uxUX"));
    }

    #[test]
    fn credentials_quoted_by_servers_are_found() {
        let quoted = |text: &'static [u8]| quoted_secrets(text).map(|range| &text[range]).collect::<Vec<_>>();
        let secret = &b"c2VjcmV0"[..];
        assert_eq!(quoted(b"500 5.5.1 Command unrecognized: \"c2VjcmV0\""), [secret]);
        assert_eq!(quoted(b"501 5.5.4 AUTH PLAIN c2VjcmV0 c2VjcmV0"), [secret, secret]);
        assert_eq!(quoted(b"EHLO x\nauth login c2VjcmV0\nQUIT"), [secret]);
        assert_eq!(quoted(b"x <X-EXPS YW5uYQ==>"), [b"YW5uYQ=="]);
        assert_eq!(quoted(b"NOOP\nAUTH PLAIN AGFubmE"), [b"AGFubmE"], "cut");
        for text in [
            &b"250  mail.contoso.com Hello [192.0.2.1] AUTH NTLM LOGIN X-EXPS GSSAPI NTLM EXCHANGEAUTH 8BITMIME"[..],
            b"500 5.3.3 Unrecognized command",
            b"504 5.7.4 Unrecognized authentication type",
            b"550 5.7.1 id c2VjcmV0",
            b"AUTH LOGIN rejected",
        ] {
            assert_eq!(quoted(text), [b""; 0], "{}", text.escape_ascii());
        }
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
    fn challenges_are_masked_and_prompts_are_not() {
        assert_eq!(challenge(b"334 TlRMTVNTUAACAAAA "), Some(4..20));
        for line in [&b"334 VXNlcm5hbWU6"[..], b"334 <authentication response>", b"334 ", b"334", b"354 go on"] {
            assert_eq!(challenge(line), None);
        }
    }

    #[test]
    fn other_commands_have_no_secret() {
        assert_eq!(masked(b"MAIL FROM:<a@contoso.com> AUTH=<>"), None);
        assert_eq!(masked(b"EHLO AUTH PLAIN x"), None);
        assert_eq!(masked(b""), None);
    }
}

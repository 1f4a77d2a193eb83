//! The argument of AUTH, and credentials in commands and replies (RFC 4954).
//!
//! Logs should not contain credentials, and newer ones do not: Exchange omits the responses. But a client may send its
//! initial response with the command (`AUTH PLAIN AGFubmE…`), and base64 does not protect it. So whatever displays or
//! exports a command calls [`secret`] first and masks that range.
//!
//! It errs on the side of masking: everything after the mechanism counts as a credential, and so does a first word that
//! cannot be the name of a mechanism. Servers quote what they reject, so other texts are searched for
//! [`quoted_secrets`](super::quoted_secrets).

use core::ops::Range;

use super::command::{Command, Verb};
use crate::bytes::base64::is_mail_digit;
use crate::bytes::{first_word, strip_prefix};

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
            (word, rest) if is_mechanism(word) => (word, without_hash(word, rest)),
            _ => (&argument[..0], argument.trim_ascii()),
        };
        let initial_response = (response != b"=" && !is_placeholder(response)).then_some(response);
        AuthArgument { mechanism, initial_response }
    }
}

/// What a client of NNTP sends with AUTHINFO (RFC 4643; RFC 2980, 3.1; MS-NLNP for GENERIC).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthInfo<'a> {
    /// `AUTHINFO USER ann`: the name.
    User(&'a [u8]),
    /// `AUTHINFO PASS`: the password for that name.
    Password,
    /// `AUTHINFO SASL PLAIN` or `AUTHINFO GENERIC NTLM`: the mechanism.
    Mechanism(&'a [u8]),
    /// `AUTHINFO GENERIC`: a response to a challenge.
    Response,
}

impl<'a> AuthInfo<'a> {
    /// Reads the text after the verb; `None` for any other text.
    pub fn parse(argument: &'a [u8]) -> Option<AuthInfo<'a>> {
        let (kind, rest) = first_word(argument);
        let is = |name: &str| kind.eq_ignore_ascii_case(name.as_bytes());
        let mechanism = first_word(rest).0;
        match () {
            () if is("USER") => Some(AuthInfo::User(rest.trim_ascii())),
            () if is("PASS") => Some(AuthInfo::Password),
            () if (is("SASL") || is("GENERIC")) && is_mechanism(mechanism) => Some(AuthInfo::Mechanism(mechanism)),
            () if is("GENERIC") => Some(AuthInfo::Response),
            () => None,
        }
    }

    /// The mechanism: `USER/PASS` for name and password; empty if it is not named here.
    pub fn mechanism(self) -> &'a [u8] {
        match self {
            AuthInfo::User(_) | AuthInfo::Password => b"USER/PASS",
            AuthInfo::Mechanism(mechanism) => mechanism,
            AuthInfo::Response => b"",
        }
    }
}

/// The text after the hash function that EXCHANGEAUTH names before its response.
fn without_hash<'a>(mechanism: &[u8], argument: &'a [u8]) -> &'a [u8] {
    let (word, rest) = first_word(argument);
    if mechanism.eq_ignore_ascii_case(b"EXCHANGEAUTH") && is_hash(word) { rest } else { argument }
}

fn is_hash(word: &[u8]) -> bool {
    word.len() <= 8
        && strip_prefix(word, b"SHA").is_some_and(|size| size.iter().all(|byte| b"-0123456789".contains(byte)))
}

/// Whether a text is what Exchange logs in place of a response or a challenge, or nothing at all, and so no credential.
pub fn is_placeholder(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let logged = ["", "*", "*****", "<Binary Data>", "<authentication response>", "<authentication information>"];
    logged.iter().any(|logged| text.eq_ignore_ascii_case(logged.as_bytes())) || is_hash(text)
}

/// Whether a word can be the name of a mechanism: 1 to 20 letters, digits, `-`, `_` (RFC 4422, 3.1). Names are in upper
/// case; clients also send `login` and `Login`, but any other mix of cases is base64.
fn is_mechanism(word: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=20).contains(&word.len()) && word.iter().all(allowed) && !is_of_both_cases(word)
}

/// Whether a word has capitals after its first letter, and lower-case letters as well.
pub(super) fn is_of_both_cases(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_lowercase) && word.iter().skip(1).any(u8::is_ascii_uppercase)
}

/// Whether a command authenticates: the text after its mechanism is a credential.
pub fn authenticates(verb: Verb) -> bool {
    matches!(verb, Verb::Auth | Verb::XExps | Verb::XExchangeAuth)
}

/// Whether a word may be base64, or its beginning, and is unlikely to be natural language: padded, or of both cases.
pub fn may_be_encoded(word: &[u8]) -> bool {
    let letters = word.strip_suffix(b"==").or(word.strip_suffix(b"=")).unwrap_or(word);
    letters.iter().copied().all(is_mail_digit) && (letters.len() < word.len() || is_of_both_cases(letters))
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
    const QUESTIONS: [&[u8]; 2] = [b"VXNlcm5hbWU6", b"UGFzc3dvcmQ6"];
    let challenge = line.strip_prefix(b"334 ")?.trim_ascii();
    let end = line.trim_ascii_end().len();
    let is_challenge = !QUESTIONS.contains(&challenge) && !is_placeholder(challenge);
    is_challenge.then_some(end - challenge.len()..end)
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
        word if is(word, "AUTHINFO") && matches!(AuthInfo::parse(rest), Some(AuthInfo::Mechanism(_))) => {
            first_word(after).1
        }
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

    fn masked(line: &[u8]) -> Option<&[u8]> {
        line.get(secret(line)?)
    }

    #[test]
    fn a_mechanism_alone_is_not_a_secret() {
        for line in [
            &b"AUTH LOGIN"[..],
            b"AUTH login ",
            b"auth NTLM",
            b"AUTH",
            b"AUTH GSSAPI =",
            b"X-EXPS GSSAPI",
            b"X-EXPS EXCHANGEAUTH SHA256 ",
            b"X-EXPS EXCHANGEAUTH <Binary Data>",
        ] {
            assert_eq!(masked(line), None, "{}", line.escape_ascii());
        }
        assert_eq!(AuthArgument::parse(b"login").mechanism, b"login");
        assert_eq!(AuthArgument::parse(b"").mechanism, b"");
    }

    #[test]
    fn authinfo_names_a_user_or_a_mechanism() {
        for (argument, read, mechanism) in [
            ("USER ann ", Some(AuthInfo::User(b"ann")), "USER/PASS"),
            ("pass x", Some(AuthInfo::Password), "USER/PASS"),
            ("SASL PLAIN x", Some(AuthInfo::Mechanism(b"PLAIN")), "PLAIN"),
            ("GENERIC ntlm", Some(AuthInfo::Mechanism(b"ntlm")), "ntlm"),
            ("GENERIC TlRMTVNTUAABAAAA", Some(AuthInfo::Response), ""),
            ("x", None, ""),
        ] {
            assert_eq!(AuthInfo::parse(argument.as_bytes()), read);
            assert_eq!(read.map_or(&b""[..], AuthInfo::mechanism), mechanism.as_bytes());
        }
    }

    #[test]
    fn an_initial_response_is_masked_to_the_end() {
        assert_eq!(masked(b"AUTH PLAIN AGFubmEAc2VjcmV0"), Some(&b"AGFubmEAc2VjcmV0"[..]));
        assert_eq!(masked(b"auth  login  YW5uYQ== \t"), Some(&b"YW5uYQ=="[..]));
        assert_eq!(masked(b"X-EXPS EXCHANGEAUTH SHA256 YII"), Some(&b"YII"[..]));
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
    fn passwords_of_other_protocols_are_masked() {
        let masked = |line: &'static str| password(line.as_bytes()).map(|range| &line[range]);
        assert_eq!(masked("PASS hunter 2 "), Some("hunter 2"));
        assert_eq!(masked("apop anna c4c9334bac560ecc979e58001b3e22fb"), Some("c4c9334bac560ecc979e58001b3e22fb"));
        assert_eq!(masked("AUTHINFO PASS x"), Some("x"));
        assert_eq!(masked("AUTHINFO SASL PLAIN x"), Some("x"));
        assert_eq!(masked("AUTHINFO GENERIC NTLM"), None);
        assert_eq!(masked("AUTHINFO GENERIC TlRMTVNTUAABAAAA"), Some("TlRMTVNTUAABAAAA"));
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

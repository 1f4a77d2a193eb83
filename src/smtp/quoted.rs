//! Credentials in commands that a text quotes: `500 unknown command "AUTH PLAIN AGFubmE…"`, `<<< IO: |PASS x`.
//!
//! Servers quote what they reject, logs echo what they read, and a damaged row has its command anywhere. A command is
//! certain after a quote, an arrow or a bar: there everything after the mechanism or the name is a credential. Elsewhere
//! the words may be those of a sentence (`AUTH LOGIN rejected`, `NO LOGIN failed.`), or of a subject (`Login issue
//! today`, `Pass exam`), and only words that no language has are credentials. What a client sent is no such text: there
//! [`secret`] and [`password`](super::password) find any word.

use super::auth::{authenticates, is_of_both_cases, is_placeholder, may_be_encoded, secret};
use super::command::Verb;
use crate::bytes::{Trigrams, first_word};
use crate::sort;
use alloc::vec::Vec;
use core::ops::Range;

/// Mechanisms (the registry of SASL, and Exchange's own).
const MECHANISMS: &[&str] = &[
    "PLAIN",
    "LOGIN",
    "NTLM",
    "GSSAPI",
    "GSS-SPNEGO",
    "KERBEROS_V4",
    "XOAUTH2",
    "OAUTHBEARER",
    "CRAM-MD5",
    "DIGEST-MD5",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
    "EXTERNAL",
    "ANONYMOUS",
    "EXCHANGEAUTH",
    "MSN",
    "SIMPLE",
    "GENERIC",
];

/// Length in bytes from which a word after AUTH is no word of a sentence.
const MIN_RESPONSE: usize = 16;

/// What a logon command takes before its credential.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Logon {
    /// AUTH, X-EXPS, AUTHENTICATE, AUTHINFO SASL: a mechanism.
    Mechanism,
    /// PASS, AUTHINFO PASS: nothing.
    Password,
    /// LOGIN, APOP: a user name.
    User,
}

fn logon(word: &[u8]) -> Option<Logon> {
    let is = |name: &str| word.eq_ignore_ascii_case(name.as_bytes());
    match () {
        () if authenticates(Verb::of(word)) || is("AUTHENTICATE") || is("SASL") => Some(Logon::Mechanism),
        () if is("PASS") => Some(Logon::Password),
        () if is("LOGIN") || is("APOP") => Some(Logon::User),
        () => None,
    }
}

/// Adds letters of the names of logon commands, without `X-`: `EXCHANGEAUTH` contains `AUTH`, and `LOG` is frequent in logs.
pub const fn with_logon_names(names: Trigrams) -> Trigrams {
    names.with(&["AUTH", "EXPS", "PASS", "APOP", "OGIN", "SASL"])
}

static NAMES: Trigrams = with_logon_names(Trigrams::NONE);

/// The ranges of credentials in commands that a text quotes, and of the base64 words in a reply to an invalid command
/// (codes 500 to 504). In order; they may overlap.
pub fn quoted_secrets(text: &[u8]) -> Vec<Range<usize>> {
    let mut found = if NAMES.may_occur_in(text) { commands(text) } else { Vec::new() };
    if matches!(text, [b'5', b'0', b'0'..=b'4', b' ' | b'-', ..]) {
        let is_secret = |range: &Range<usize>| is_encoded(text.get(range.clone()).unwrap_or_default());
        found.extend(words(text).filter(is_secret));
        sort::by_key(&mut found, |range| range.start);
        found.dedup();
    }
    found
}

/// The credential in a text that AUTH begins, which may also be a sentence: to its end if the words tell that it is one.
pub fn secret_in_text(text: &[u8]) -> Option<Range<usize>> {
    // Nearly no text begins so, which costs less to see than the words of a text.
    let all = secret(text)?;
    let word = words(text).next()?;
    let found = likely_secret(text, &word, &(0..0), Logon::Mechanism)?;
    Some(found.start..all.end)
}

fn commands(text: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut before, mut end) = (0..0, 0);
    for word in words(text) {
        let last = core::mem::replace(&mut before, word.clone());
        if word.start < end {
            continue;
        }
        let Some(logon) = text.get(word.clone()).and_then(logon) else { continue };
        let tagged = logon != Logon::Password && text.get(last.end..word.start) == Some(b" ");
        let certain = certain_end(text, word.start)
            .or_else(|| certain_end(text, last.start).filter(|end| tagged && *end > word.end && is_tag(text, &last)));
        // The first quote may be one of the argument.
        let certain =
            certain.filter(|end| text.get(word.end..*end).is_some_and(|argument| !argument.trim_ascii().is_empty()));
        let secret = match certain {
            Some(end) => certain_secret(text, word.end..end, logon),
            None => likely_secret(text, &word, &last, logon),
        };
        if let Some(secret) = secret {
            end = secret.end;
            found.push(secret);
        }
    }
    found
}

/// The end of the command that certainly begins at `start`; `None` if it may be a part of a sentence.
fn certain_end(text: &[u8], start: usize) -> Option<usize> {
    let head = text.get(..start)?;
    let blanks = head.iter().rev().take_while(|byte| **byte == b' ').count();
    match head.get(..head.len() - blanks)? {
        [.., quote @ (b'"' | b'\'' | b'`')] => {
            let open = head.len() - blanks - 1;
            Some(quoted_end(text, open, start, if *quote == b'`' { b'\'' } else { *quote }))
        }
        [.., b'|' | b'\r' | b'\n'] | [.., b'<', b'<', b'<'] | [.., b'>', b'>', b'>'] => Some(line_end(text, start)),
        _ => None,
    }
}

/// A tag of IMAP4 (RFC 3501, 2.2.1), as clients choose them: with a digit, or a dot.
fn is_tag(text: &[u8], word: &Range<usize>) -> bool {
    let word = text.get(word.clone()).unwrap_or_default();
    word.len() <= 16 && word.iter().any(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// The credential in the argument of a command.
fn certain_secret(text: &[u8], argument: Range<usize>, logon: Logon) -> Option<Range<usize>> {
    let all = text.get(argument.clone())?.trim_ascii_end();
    let credential = match logon {
        Logon::Password => all.trim_ascii_start(),
        Logon::User => first_word(all).1,
        Logon::Mechanism => super::AuthArgument::parse(all).initial_response?,
    };
    let end = argument.start + all.len();
    (!is_placeholder(credential)).then(|| end - credential.len()..end)
}

/// The credential after a word in a sentence that may be a command.
fn likely_secret(text: &[u8], word: &Range<usize>, before: &Range<usize>, logon: Logon) -> Option<Range<usize>> {
    let piece = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let mut next = words_after(text, word.end);
    match logon {
        Logon::Password => {
            let first = next.next()?;
            let is_command = piece(before).eq_ignore_ascii_case(b"AUTHINFO") || is_telling(piece(&first));
            // The rest may be a part of it.
            (is_command && !is_check(piece(before))).then(|| first.start..line_end(text, first.start))
        }
        Logon::User if is_mechanism(piece(before)) || logon_of(piece(before)) => None,
        Logon::User => {
            let second = next.nth(1)?;
            let quote = text.get(second.start.checked_sub(1)?).filter(|quote| matches!(quote, b'"' | b'\''));
            match quote {
                Some(&quote) => Some(second.start..quoted_end(text, second.start - 1, second.start, quote)),
                None => is_telling(piece(&second)).then_some(second),
            }
        }
        Logon::Mechanism => {
            let first = next.next()?;
            if is_mechanism(piece(&first)) {
                // The hash of EXCHANGEAUTH precedes its response.
                let response = next.find(|word| !is_placeholder(piece(word)))?;
                is_telling(piece(&response)).then_some(response)
            } else {
                // A sentence may have the name of a product (`Auth SharePoint`).
                let is_capital = piece(word).iter().all(|byte| !byte.is_ascii_lowercase());
                let is_response = |word: &[u8]| word.len() >= MIN_RESPONSE || word.ends_with(b"=");
                let is_secret = |word: &[u8]| match is_response(word) {
                    true => is_telling(word),
                    false => is_capital && may_be_encoded(word),
                };
                [Some(first), next.next()].into_iter().flatten().find(|word| is_secret(piece(word)))
            }
        }
    }
}

fn line_end(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    start + rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len())
}

/// The end of the text from `start` whose quote opens at `open`. Quotes inside it are escaped more often, as JSON does
/// it, or have lost their escapes and enclose a word of their own.
fn quoted_end(text: &[u8], open: usize, start: usize, quote: u8) -> usize {
    let escapes = backslashes_before(text, open);
    let is_doubled = open.checked_sub(1).and_then(|before| text.get(before)) == Some(&quote);
    let (mut at, mut is_inner) = (start, false);
    while let Some(offset) = text.get(at..).and_then(|rest| memchr::memchr(quote, rest)) {
        let place = at + offset;
        let more = backslashes_before(text, place);
        at = place + 1;
        if more > escapes {
            at += usize::from(is_doubled && text.get(at) == Some(&quote));
        } else if is_inner || opens_word(text, place) {
            is_inner = !is_inner;
        } else {
            return (place - more).max(start);
        }
    }
    text.len()
}

/// Number of backslashes before a place.
fn backslashes_before(text: &[u8], place: usize) -> usize {
    text.get(..place).unwrap_or_default().iter().rev().take_while(|byte| **byte == b'\\').count()
}

/// Whether the quote at a place follows a blank and precedes a word.
fn opens_word(text: &[u8], place: usize) -> bool {
    let follows_blank = place.checked_sub(1).and_then(|before| text.get(before)) == Some(&b' ');
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\"'`,;:.)]}>\\".contains(byte);
    follows_blank && text.get(place + 1).is_some_and(|byte| !ends(byte))
}

fn logon_of(word: &[u8]) -> bool {
    logon(word) == Some(Logon::Mechanism)
}

fn is_mechanism(word: &[u8]) -> bool {
    MECHANISMS.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(word))
}

/// Whether a word names a check whose result may be `PASS`.
fn is_check(word: &[u8]) -> bool {
    ["SPF", "DKIM", "DMARC", "ARC", "SENDERID", "RESULT"].iter().any(|name| word.eq_ignore_ascii_case(name.as_bytes()))
}

/// Whether a word is neither of a language nor a keyword of SMTP, which are in capitals.
pub fn is_telling(word: &[u8]) -> bool {
    let has_digit = word.iter().any(u8::is_ascii_digit);
    let is_small = word.iter().any(u8::is_ascii_lowercase);
    may_be_encoded(word) || (is_small && (has_digit || is_of_both_cases(word)))
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

/// The words of the same clause after `start`: up to other punctuation than blanks and quotes.
fn words_after(text: &[u8], start: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let start = start + usize::from(text.get(start) == Some(&b'='));
    let rest = text.get(start..).unwrap_or_default();
    let mut end = 0;
    let is_next = move |word: &Range<usize>| {
        let gap = rest.get(end..word.start).unwrap_or_default();
        end = word.end;
        gap.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\''))
    };
    words(rest).take_while(is_next).map(move |word| start + word.start..start + word.end)
}

/// The words of a text, separated by blanks, control characters and punctuation that does not occur in base64. An equals
/// sign separates `AUTH=PLAIN`; others belong to base64.
fn words(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let separates =
        |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_control() || b"\"',;:!?<>()[]{}`|".contains(byte);
    let mut start = 0;
    let ranges = text.split(separates).map(move |word| {
        let range = start..start + word.len();
        start = range.end + 1;
        range
    });
    ranges.filter(|range| !range.is_empty()).flat_map(|range| split_verb(text, range))
}

/// The verb before an equals sign by itself (`AUTH=PLAIN`), and words without a full stop after them.
fn split_verb(text: &[u8], word: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.get(word.clone()).unwrap_or_default();
    // What is before the verb may be a path.
    let verb_end = memchr::memchr(b'=', bytes).unwrap_or(bytes.len());
    let verb_start = bytes.get(..verb_end).and_then(|head| memchr::memrchr(b'/', head)).map_or(0, |slash| slash + 1);
    let is_verb = bytes.get(verb_start..verb_end).and_then(logon).is_some();
    let (first, second) = match is_verb {
        true => (word.start + verb_start..word.start + verb_end, (word.start + verb_end + 1).min(word.end)..word.end),
        false => (word.start..word.end - usize::from(bytes.ends_with(b".")), 0..0),
    };
    let is_word =
        |range: &Range<usize>| text.get(range.clone()).is_some_and(|word| word.iter().any(|&byte| byte != b'='));
    [first, second].into_iter().filter(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn quoted(text: &str) -> Vec<&str> {
        quoted_secrets(text.as_bytes()).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn every_verb_that_authenticates_is_noticed() {
        for verb in Verb::ALL.iter().filter(|verb| authenticates(**verb)) {
            assert!(
                NAMES.may_occur_in(verb.name().as_bytes())
                    && NAMES.may_occur_in(verb.name().to_ascii_lowercase().as_bytes())
            );
        }
        assert!(!NAMES.may_occur_in(b"250 2.1.0 Sender OK"));
    }

    #[test]
    fn credentials_quoted_by_servers_are_found() {
        let secret = "c2VjcmV0";
        assert_eq!(quoted("500 5.5.1 Command unrecognized: \"c2VjcmV0\""), [secret]);
        assert_eq!(quoted("501 5.5.4 AUTH PLAIN c2VjcmV0"), [secret]);
        assert_eq!(quoted("501 5.5.4 AUTH=PLAIN c2VjcmV0"), [secret]);
        assert_eq!(quoted("EHLO x\nauth login c2VjcmV0\nQUIT"), [secret]);
        assert_eq!(quoted("x <X-EXPS YW5uYQ==>"), ["YW5uYQ=="]);
        assert_eq!(quoted("NOOP\nAUTH PLAIN AGFubmE"), ["AGFubmE"], "cut");
        assert_eq!(quoted("x AUTH PLAIN hunter2."), ["hunter2"]);
        assert_eq!(quoted("x 'AUTH PLAIN sword fish' y"), ["sword fish"]);
        assert_eq!(quoted("<<< IO: |PASS sword fish\r\n"), ["sword fish"]);
        assert_eq!(quoted("-ERR unknown: \"pass swordfish\""), ["swordfish"]);
        assert_eq!(quoted("-ERR unknown command PASS hunter 2"), [""; 0], "may be words");
        assert_eq!(quoted("-ERR unknown command PASS hunter2 x"), ["hunter2 x"]);
        assert_eq!(quoted("HELP authinfo pass swordfish"), ["swordfish"]);
        assert_eq!(quoted("a1 BAD 'a1 LOGIN ann sword fish'"), ["sword fish"]);
        assert_eq!(quoted("a1 BAD LOGIN ann hunter2"), ["hunter2"]);
        assert_eq!(quoted("a1 BAD LOGIN \"ann\" \"sword fish\" x"), ["sword fish"]);
        assert_eq!(quoted("USER ann PASS hunter2"), ["hunter2"]);
        assert_eq!(quoted(r#"{"d":"a1 LOGIN ann \"sword fish\"","x":"y"}"#), [r#"\"sword fish\""#], "JSON");
        assert_eq!(quoted(r#"{"d":"a1 LOGIN ann "sword fish"","x":"y"}"#), [r#""sword fish""#], "without escapes");
        assert_eq!(quoted("EHLO app\rAUTH PLAIN AGFubmE"), ["AGFubmE"]);
    }

    #[test]
    fn a_response_extends_to_the_end_of_a_text_that_auth_begins() {
        let found = |text: &str| secret_in_text(text.as_bytes()).map(|range| text[range].to_string());
        assert_eq!(found("AUTH PLAIN AGFu bmEA "), Some("AGFu bmEA".into()));
        assert_eq!(found("auth YW5uYQ=="), Some("YW5uYQ==".into()));
        for text in ["AUTH LOGIN failed", "Auth plain text", "auth ntlm test", "Login issue4 today", "AUTH LOGIN", ""] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn words_of_a_sentence_are_no_credentials() {
        for text in [
            "250  mail.contoso.com Hello [192.0.2.1] AUTH NTLM LOGIN X-EXPS GSSAPI NTLM EXCHANGEAUTH 8BITMIME",
            "250-AUTH=LOGIN PLAIN",
            "500 5.3.3 Unrecognized command",
            "504 5.7.4 Unrecognized authentication type",
            "550 5.7.1 id c2VjcmV0",
            "AUTH LOGIN rejected",
            "a1 NO LOGIN failed.",
            "381 PASS required",
            "-ERR PASS command is not valid here",
            "NO LOGIN failed for ann",
            "SPF: PASS (sender is allowed), DKIM PASS",
            "did not pass the filter of EX01",
            "X-EXPS EXCHANGEAUTH SHA256 ",
            "MAIL FROM:<a@contoso.com> AUTH=<> XMESSAGEVALUE=MediumHigh",
            "R=\"3 NO AUTHENTICATE failed.\";Msg=\"AuthFailed:LogonDenied,User: bob@contoso.com\"",
            "R=\"aXSV NO LOGIN failed.\";Msg=Proxy:mbx01.contoso.com:1993:SSL",
            "Passau PassThrough passwordExpired",
            "Login issue today",
            "Login Daten neu",
            "LOGIN ann fails",
            "Pass exam",
            "PASS by John",
            "Auth plain text",
            "auth ntlm test",
            "AUTH plain text",
            "Auth SharePoint question",
        ] {
            assert_eq!(quoted(text), [""; 0], "{text}");
        }
    }
}

//! One line of an L-file: its event, its text without the arrow, and the service whose words it uses.

use crate::bytes::base64::is_mail_digit;
use crate::bytes::strip_prefix;
use crate::entry::{Event, LogType};

/// Commands that only one service has: RFC 5321, RFC 3977, RFC 1939, RFC 3501.
const SMTP_WORDS: &[&str] = &["EHLO", "HELO", "MAIL", "RCPT", "STARTTLS", "ETRN"];
const NNTP_WORDS: &[&str] =
    &["MODE", "GROUP", "ARTICLE", "XOVER", "IHAVE", "NEWNEWS", "NEWGROUPS", "AUTHINFO", "XHDR", "POST"];
const POP3_WORDS: &[&str] = &["USER", "PASS", "APOP", "RETR", "UIDL", "DELE"];
const IMAP4_WORDS: &[&str] =
    &["LOGIN", "CAPABILITY", "SELECT", "EXAMINE", "FETCH", "AUTHENTICATE", "LOGOUT", "IDLE", "UID"];
/// Commands of several services: they identify none, but a line that begins with one is a command.
const SHARED_WORDS: &[&str] =
    &["DATA", "RSET", "NOOP", "QUIT", "AUTH", "VRFY", "EXPN", "HELP", "TURN", "BDAT", "LIST", "STAT"];

/// A line after its time stamp.
pub(super) struct LFileLine<'a> {
    pub(super) event: Event,
    /// The text without the arrow.
    pub(super) text: &'a [u8],
    /// The host that a line about a connection names; empty in all other lines.
    pub(super) host: &'a [u8],
    /// The event of the line that this one repeats; see [`echoed`].
    pub(super) repeats: Option<Event>,
}

pub(super) fn parse(line: &[u8]) -> LFileLine<'_> {
    fn dialogue(event: Event, text: &[u8]) -> LFileLine<'_> {
        let text = text.trim_ascii();
        match echoed(text) {
            Some(_) => LFileLine { event: Event::Information, text, host: b"", repeats: Some(event) },
            None => LFileLine { event, text, host: b"", repeats: None },
        }
    }
    if let Some(text) = line.strip_prefix(b"<<<") {
        return dialogue(Event::Receive, text);
    }
    if let Some(text) = line.strip_prefix(b">>>") {
        return dialogue(Event::Send, text);
    }
    if let Some(text) = echoed(line) {
        return LFileLine { event: Event::Receive, text, host: b"", repeats: None };
    }
    match connection(line) {
        Some((event, host)) => LFileLine { event, text: line.trim_ascii(), host, repeats: None },
        None if is_command(line) || line == b"." || looks_encoded(line) => dialogue(Event::Send, line),
        None => dialogue(Event::Information, line),
    }
}

/// What was read from the connection: `IO: |HELO app|`. Without an arrow that is a line of the dialogue; after an arrow
/// it is an echo, and the line itself follows.
pub(super) fn echoed(text: &[u8]) -> Option<&[u8]> {
    let text = strip_prefix(text, b"IO:")?.trim_ascii();
    let text = text.strip_prefix(b"|").unwrap_or(text);
    Some(text.strip_suffix(b"|").unwrap_or(text).trim_ascii())
}

/// The connection event in a line without an arrow, and its host. No sample shows how the end of a connection is
/// worded.
fn connection(line: &[u8]) -> Option<(Event, &[u8])> {
    let between = |begin: &[u8], end: &[u8]| {
        let rest = line.strip_prefix(begin)?;
        let host = rest.get(..memchr::memmem::find(rest, end)?)?;
        Some(host.strip_prefix(b"[").and_then(|host| host.strip_suffix(b"]")).unwrap_or(host))
    };
    let begun = between(b"A connection to ", b" was established")
        .or_else(|| between(b"Connection to ", b" established"))
        .or_else(|| {
            let host = line.strip_prefix(b"A connection was accepted from ")?.trim_ascii();
            Some(host.strip_suffix(b".").unwrap_or(host))
        });
    if let Some(host) = begun {
        return Some((Event::Connect, host));
    }
    let about =
        line.starts_with(b"Connection ") || line.starts_with(b"The connection ") || line.starts_with(b"A connection ");
    let ends = ["closed", "dropped", "terminated", "disconnected", "lost"];
    let over = about && ends.iter().any(|word| memchr::memmem::find(line, word.as_bytes()).is_some());
    over.then_some((Event::Disconnect, &b""[..]))
}

/// The service that wrote a line, if its words occur in the logs of one service only.
pub(super) fn service(line: &[u8]) -> Option<LogType> {
    let LFileLine { event, text, repeats, .. } = parse(line);
    if repeats.is_some() {
        return None;
    }
    if matches!(event, Event::Connect) && text.starts_with(b"Connection to ") {
        return Some(LogType::InternetNews);
    }
    if matches!(event, Event::Information) {
        return declared(text);
    }
    let words: [(&[&str], LogType); 3] =
        [(SMTP_WORDS, LogType::InternetMail), (NNTP_WORDS, LogType::InternetNews), (POP3_WORDS, LogType::Pop3)];
    let greetings: [(&[u8], LogType); 7] = [
        (b"220 ", LogType::InternetMail),
        (b"220-", LogType::InternetMail),
        (b"200 ", LogType::InternetNews),
        (b"201 ", LogType::InternetNews),
        (b"+OK", LogType::Pop3),
        (b"-ERR", LogType::Pop3),
        (b"* OK", LogType::Imap4),
    ];
    let greeting = greetings.iter().find(|(begin, _)| text.starts_with(begin)).map(|(_, service)| *service);
    let command = || words.iter().find(|(words, _)| is_one_of(first_word(text), words)).map(|(_, service)| *service);
    let tagged = || is_one_of(second_word(text), IMAP4_WORDS).then_some(LogType::Imap4);
    greeting.or_else(command).or_else(|| if is_reply(text) || is_command(first_word(text)) { None } else { tagged() })
}

/// The service that the first line of a file declares (KB Q182504 mentions the line but not its wording).
fn declared(text: &[u8]) -> Option<LogType> {
    let names = [
        ("POP3", LogType::Pop3),
        ("IMAP", LogType::Imap4),
        ("NNTP", LogType::InternetNews),
        ("Internet News", LogType::InternetNews),
        ("Internet Mail", LogType::InternetMail),
    ];
    names.iter().find(|(name, _)| memchr::memmem::find(text, name.as_bytes()).is_some()).map(|(_, service)| *service)
}

pub(super) fn first_word(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b' ').next().unwrap_or_default()
}

pub(super) fn second_word(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b' ').nth(1).unwrap_or_default()
}

pub(super) fn is_one_of(word: &[u8], words: &[&str]) -> bool {
    words.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

pub(super) fn is_command(text: &[u8]) -> bool {
    let all = [SMTP_WORDS, NNTP_WORDS, POP3_WORDS, SHARED_WORDS];
    all.iter().any(|words| is_one_of(first_word(text), words)) || (is_one_of(second_word(text), IMAP4_WORDS))
}

/// Whether a text begins with a reply code, or as a response of POP3 or IMAP4 does.
pub(super) fn is_reply(text: &[u8]) -> bool {
    let code = text.get(..3).is_some_and(|code| code.iter().all(u8::is_ascii_digit));
    let ends = text.get(3).is_none_or(|byte| matches!(byte, b' ' | b'-'));
    (code && ends) || text == b"+" || [&b"+OK"[..], b"-ERR", b"+ ", b"* "].iter().any(|begin| text.starts_with(begin))
}

/// Whether a text can only be base64, as responses to AUTH challenges are: one long word of its alphabet. No command is
/// that long.
pub(super) fn looks_encoded(text: &[u8]) -> bool {
    let of_alphabet = |byte: &u8| is_mail_digit(*byte) || *byte == b'=';
    text.len() >= 16 && text.len().is_multiple_of(4) && text.iter().all(of_alphabet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrow_gives_the_event() {
        let of = |line: &'static str| (parse(line.as_bytes()).event, parse(line.as_bytes()).text);
        assert_eq!(of("<<< EHLO a"), (Event::Receive, &b"EHLO a"[..]));
        assert_eq!(of(">>> 250 ok"), (Event::Send, &b"250 ok"[..]));
        assert_eq!(of("IO: |220 ready"), (Event::Receive, &b"220 ready"[..]));
        for echo in ["<<< IO: |HELO a|", ">>>IO:|HELO a", "<<<   io: | HELO a"] {
            assert_eq!(of(echo).0, Event::Information);
            assert_eq!(echoed(of(echo).1), Some(&b"HELO a"[..]), "{echo}");
        }
        assert_eq!(of("MAIL FROM:<a@b>"), (Event::Send, &b"MAIL FROM:<a@b>"[..]));
        assert_eq!(of("499 No routing hosts are reachable").0, Event::Information);
        assert_eq!(of("The connection was closed.").0, Event::Disconnect);
        let host = |line: &'static str| parse(line.as_bytes()).host;
        assert_eq!(host("A connection was accepted from EX55."), b"EX55");
        assert_eq!(host("A connection to 192.0.2.1 was established."), b"192.0.2.1");
        assert_eq!(host("Connection to [192.0.2.9] established"), b"192.0.2.9");
    }

    #[test]
    fn words_identify_the_service() {
        for (line, expected) in [
            ("<<< EHLO a", Some(LogType::InternetMail)),
            (">>> mode reader", Some(LogType::InternetNews)),
            ("<<< 200 news ready", Some(LogType::InternetNews)),
            (">>> +OK ready", Some(LogType::Pop3)),
            ("<<< a1 LOGIN anna x", Some(LogType::Imap4)),
            ("POP3 protocol log", Some(LogType::Pop3)),
            ("A connection was accepted from EX55.", None),
            ("<<< QUIT", None),
            (">>> 250 LOGIN", None),
            ("<<< AUTH LOGIN", None),
        ] {
            assert_eq!(service(line.as_bytes()), expected, "{line}");
        }
    }
}

//! L-files (`L0000001.log`) of Exchange 4.0 to 5.5: the Internet Mail Service, the Internet News Service, and what looks
//! like them (formats.md sections 3.2 and 3.3).
//!
//! A file is one connection. A line is a time by the server's clock and what was said, with an arrow that tells the way of
//! it: `<<<` to the server, `>>>` from it, `IO: |` a reply of a remote host, and no arrow at all before the commands that
//! the server sends there. A reply of several lines has one time: its other lines stand alone, and are entries of their
//! own here, as newer logs have them. Who is the client is not said; the reply code tells ([`LogType::has_both_sides`]).
//!
//! Which service it is nothing says reliably. Words that only one of them uses decide ([`service`]); before the first of
//! them a file counts as one of the Internet Mail Service, and the first such word may still change it.
//!
//! These logs hold credentials. The line that answers a `334` is one, and looks like nothing, so it is marked here, where
//! the lines before it are known ([`AUTHENTICATION_RESPONSE`]).

use super::{Fit, Format, Workspace};
use crate::diagnostic::DiagnosticKind;
use crate::entry::{AUTHENTICATION_RESPONSE, Entry, Event, Labels, LogType};
use crate::text::{Fields, Layout};
use crate::time::{Timestamp, local_time};
use alloc::format;
use alloc::vec::Vec;

const COLUMNS: &[&str] = &["LogTime", "text"];
const LOG_TIME: usize = 0;
const TEXT: usize = 1;

/// Internet Mail Service.
pub const INTERNET_MAIL: Format = Format {
    log_type: LogType::InternetMail,
    log_type_headers: &[],
    file_name_prefixes: &["L0"],
    layout: Layout::Stamped,
    columns: COLUMNS,
    required: &[LOG_TIME, TEXT],
    in_entry: &[LOG_TIME, TEXT],
    fit: |fields, _| fit(fields, LogType::InternetMail),
    entry: |fields, _, workspace| entry(fields, workspace, LogType::InternetMail),
};

/// Internet News Service.
pub const INTERNET_NEWS: Format = Format {
    log_type: LogType::InternetNews,
    file_name_prefixes: &[],
    fit: |fields, _| fit(fields, LogType::InternetNews),
    entry: |fields, _, workspace| entry(fields, workspace, LogType::InternetNews),
    ..INTERNET_MAIL
};

/// POP3 in an L-file.
pub const POP3: Format = Format {
    log_type: LogType::Pop3,
    file_name_prefixes: &[],
    fit: |fields, _| fit(fields, LogType::Pop3),
    entry: |fields, _, workspace| entry(fields, workspace, LogType::Pop3),
    ..INTERNET_MAIL
};

/// IMAP4 in an L-file.
pub const IMAP4: Format = Format {
    log_type: LogType::Imap4,
    file_name_prefixes: &[],
    fit: |fields, _| fit(fields, LogType::Imap4),
    entry: |fields, _, workspace| entry(fields, workspace, LogType::Imap4),
    ..INTERNET_MAIL
};

/// Commands that only one service has: RFC 5321, RFC 3977, RFC 1939, RFC 3501.
const SMTP_WORDS: &[&str] = &["EHLO", "HELO", "MAIL", "RCPT", "STARTTLS", "ETRN"];
const NNTP_WORDS: &[&str] =
    &["MODE", "GROUP", "ARTICLE", "XOVER", "IHAVE", "NEWNEWS", "NEWGROUPS", "AUTHINFO", "XHDR", "POST"];
const POP3_WORDS: &[&str] = &["USER", "PASS", "APOP", "RETR", "UIDL", "DELE"];
const IMAP4_WORDS: &[&str] =
    &["LOGIN", "CAPABILITY", "SELECT", "EXAMINE", "FETCH", "AUTHENTICATE", "LOGOUT", "IDLE", "UID"];
/// Commands of more than one service, which decide nothing and are commands all the same.
const SHARED_WORDS: &[&str] =
    &["DATA", "RSET", "NOOP", "QUIT", "AUTH", "VRFY", "EXPN", "HELP", "TURN", "BDAT", "LIST", "STAT"];

/// What the lines of a file said so far that later ones hang on.
#[derive(Debug, Default)]
pub struct Talk {
    file_name: Vec<u8>,
    /// The session-id: the name of the file, and which connection of the file it is.
    session: Vec<u8>,
    connections: u32,
    /// The host at the other end.
    remote: Vec<u8>,
    /// Time and event of the last line with a time.
    last: Option<(Timestamp, Event)>,
    /// Words were met that only this service uses.
    service: Option<LogType>,
    /// An AUTH waits for its result, and lines of this event answer what the server asks.
    authenticating: Option<Event>,
}

impl Talk {
    /// For a file of that name.
    pub fn of_file(name: &str) -> Talk {
        let name = if name.is_empty() { "L-file" } else { name };
        Talk { file_name: name.into(), session: name.into(), ..Talk::default() }
    }

    /// A connection begins, another one where one was talked on already.
    fn connect(&mut self, host: &[u8]) {
        let goes_on = matches!(self.last, Some((_, Event::Connect))) && self.remote == host;
        if self.last.is_some() && !goes_on {
            self.connections += 1;
            self.session.clone_from(&self.file_name);
            self.session.extend_from_slice(format!(" ({})", self.connections + 1).as_bytes());
            self.authenticating = None;
        }
        self.remote = host.to_vec();
    }

    /// Whether what is said is a response of AUTH.
    fn answers_auth(&mut self, event: Event, said: &[u8]) -> bool {
        if is_reply(said) {
            // `334` of SMTP, `+` of POP3 and IMAP4, `381` and `383` of NNTP ask for more.
            let asks = [&b"334"[..], b"+ ", b"381", b"383"].iter().any(|code| said.starts_with(code)) || said == b"+";
            self.authenticating = self.authenticating.filter(|_| asks);
            return false;
        }
        let words = [first_word(said), second_word(said)];
        if words.iter().any(|word| is_one_of(word, &["AUTH", "AUTHENTICATE", "AUTHINFO"])) {
            self.authenticating = Some(event);
            return false;
        }
        let waits = self.authenticating == Some(event) && !is_command(said);
        matches!(event, Event::Send | Event::Receive) && (waits || looks_encoded(said))
    }
}

fn first_word(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b' ').next().unwrap_or_default()
}

fn second_word(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b' ').nth(1).unwrap_or_default()
}

fn is_one_of(word: &[u8], words: &[&str]) -> bool {
    words.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

fn is_command(said: &[u8]) -> bool {
    let all = [SMTP_WORDS, NNTP_WORDS, POP3_WORDS, SHARED_WORDS];
    all.iter().any(|words| is_one_of(first_word(said), words)) || (is_one_of(second_word(said), IMAP4_WORDS))
}

/// Whether it begins with a reply code, or as POP3 and IMAP4 have it.
fn is_reply(said: &[u8]) -> bool {
    let code = said.get(..3).is_some_and(|code| code.iter().all(u8::is_ascii_digit));
    let ends = said.get(3).is_none_or(|byte| matches!(byte, b' ' | b'-'));
    (code && ends) || said == b"+" || [&b"+OK"[..], b"-ERR", b"+ ", b"* "].iter().any(|begin| said.starts_with(begin))
}

/// Whether it can be nothing but base64, as responses of AUTH are: one long word of its alphabet. No command is so long.
fn looks_encoded(said: &[u8]) -> bool {
    let of_alphabet = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    said.len() >= 16 && said.len().is_multiple_of(4) && said.iter().all(of_alphabet)
}

/// What a line says: the event, and the words without the arrow.
struct Said<'a> {
    event: Event,
    text: &'a [u8],
    /// The host that a line about a connection names.
    host: &'a [u8],
}

fn said(line: &[u8]) -> Said<'_> {
    fn said(event: Event, text: &[u8]) -> Said<'_> {
        Said { event, text: text.trim_ascii(), host: b"" }
    }
    if let Some(text) = line.strip_prefix(b"<<<") {
        return said(Event::Receive, text);
    }
    if let Some(text) = line.strip_prefix(b">>>") {
        return said(Event::Send, text);
    }
    if let Some(text) = line.strip_prefix(b"IO:") {
        let text = text.trim_ascii();
        let text = text.strip_prefix(b"|").unwrap_or(text);
        return said(Event::Receive, text.strip_suffix(b"|").unwrap_or(text));
    }
    match connection(line) {
        Some((event, host)) => Said { event, text: line.trim_ascii(), host },
        None if is_command(line) || line == b"." || looks_encoded(line) => said(Event::Send, line),
        None => said(Event::Information, line),
    }
}

/// What a line without arrow tells of the connection. The words of its end are not known from any sample.
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

/// The service that a line speaks of, if only one can have written it.
fn service(line: &[u8]) -> Option<LogType> {
    let Said { event, text, .. } = said(line);
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

/// The service that the first line of a file declares (KB Q182504 says that it does, and not how).
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

fn time(stamp: &[u8], offset_minutes: i32) -> Option<Timestamp> {
    let (date, clock) = stamp.split_at_checked(memchr::memchr(b' ', stamp)?)?;
    local_time(date, clock.trim_ascii(), offset_minutes)
}

fn fit(fields: &Fields<'_>, log_type: LogType) -> Fit {
    let is_row = fields.len() == COLUMNS.len() && time(fields.get(LOG_TIME), 0).is_some();
    let line = fields.get(TEXT);
    let has_arrow = || !matches!(said(line).event, Event::Information);
    match service(line) {
        _ if !is_row => Fit::No,
        Some(service) => {
            if service == log_type {
                Fit::Yes
            } else {
                Fit::No
            }
        }
        None if log_type != LogType::InternetMail => Fit::No,
        None => {
            if has_arrow() {
                Fit::Yes
            } else {
                Fit::Maybe
            }
        }
    }
}

fn entry<'a>(
    fields: &Fields<'a>,
    workspace: &'a mut Workspace,
    log_type: LogType,
) -> Result<Entry<'a>, DiagnosticKind> {
    if fields.len() != COLUMNS.len() {
        return Err(DiagnosticKind::UnrecognisedLine);
    }
    let (stamp, line) = (fields.get(LOG_TIME), fields.get(TEXT));
    let Workspace { talk, offset_minutes, .. } = workspace;
    if stamp.is_empty() {
        return talk.go_on(line).ok_or(DiagnosticKind::UnrecognisedLine);
    }
    let time = time(stamp, *offset_minutes).ok_or(DiagnosticKind::InvalidTime)?;
    match service(line) {
        Some(service) if service == log_type => talk.service = Some(service),
        // Another service's words decide as long as none of this one were met.
        Some(_) if talk.service.is_none() => return Err(DiagnosticKind::UnrecognisedLine),
        _ => {}
    }
    Ok(talk.row(time, said(line)))
}

impl Talk {
    fn row<'a>(&'a mut self, time: Timestamp, said: Said<'a>) -> Entry<'a> {
        if said.event == Event::Connect {
            self.connect(said.host);
        }
        self.last = Some((time, said.event));
        self.entry(time, said.event, said.text)
    }

    /// A line without a time goes on with what was said before it.
    fn go_on<'a>(&'a mut self, line: &'a [u8]) -> Option<Entry<'a>> {
        let (time, event) = self.last?;
        let says = matches!(event, Event::Send | Event::Receive);
        Some(self.entry(time, if says { event } else { Event::Information }, line))
    }

    fn entry<'a>(&'a mut self, time: Timestamp, event: Event, data: &'a [u8]) -> Entry<'a> {
        let context = if self.answers_auth(event, data) { AUTHENTICATION_RESPONSE } else { b"" };
        let labels = Labels { remote: self.remote.as_slice(), ..Labels::default() };
        Entry { time, session_id: &self.session, sequence: None, labels, event, data, context }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_tell_the_way() {
        let of = |line: &'static str| (said(line.as_bytes()).event, said(line.as_bytes()).text);
        assert_eq!(of("<<< EHLO a"), (Event::Receive, &b"EHLO a"[..]));
        assert_eq!(of(">>> 250 ok"), (Event::Send, &b"250 ok"[..]));
        assert_eq!(of("IO: |220 ready"), (Event::Receive, &b"220 ready"[..]));
        assert_eq!(of("MAIL FROM:<a@b>"), (Event::Send, &b"MAIL FROM:<a@b>"[..]));
        assert_eq!(of("499 No routing hosts are reachable").0, Event::Information);
        assert_eq!(of("The connection was closed.").0, Event::Disconnect);
        let host = |line: &'static str| said(line.as_bytes()).host;
        assert_eq!(host("A connection was accepted from EX55."), b"EX55");
        assert_eq!(host("A connection to 192.0.2.1 was established."), b"192.0.2.1");
        assert_eq!(host("Connection to [192.0.2.9] established"), b"192.0.2.9");
    }

    #[test]
    fn words_tell_the_service() {
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

    #[test]
    fn responses_of_auth_are_known_by_what_stands_before_them() {
        let mut talk = Talk::default();
        let mut answers = |event, said: &str| talk.answers_auth(event, said.as_bytes());
        use Event::{Receive as Client, Send as Server};
        let dialogue = [
            (Client, "hunter2", false),
            (Client, "AUTH LOGIN", false),
            (Server, "334 VXNlcm5hbWU6", false),
            (Client, "YW5uYQ==", true),
            (Server, "334 UGFzc3dvcmQ6", false),
            (Client, "hunter2", true),
            (Server, "235 ok", false),
            (Client, "hunter2", false),
            (Client, "AUTH NTLM", false),
            (Client, "MAIL FROM:<a@b>", false),
            (Client, "c2VjcmV0c2VjcmV0c2VjcmV0", true),
        ];
        for (event, said, expected) in dialogue {
            assert_eq!(answers(event, said), expected, "{said}");
        }
    }
}

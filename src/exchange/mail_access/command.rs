//! Commands of POP3 and IMAP4, and the credentials in them.
//!
//! Exchange logs `*****` for passwords. Exchange 2007, other products and scripts may not, so the following count as
//! credentials: the text after PASS, what is no word after the name of USER, the second argument of LOGIN and APOP, the
//! text after the mechanism of AUTH and AUTHENTICATE, and a line that is only base64, which is a step of such an
//! authentication.
//!
//! In logs of Exchange 2007 an IMAP4 command may be preceded by its tag (`a1 LOGIN …`). A tag is recognised by the
//! known command after it.

use super::Protocol;
use crate::bytes::base64::is_mail_digit;
use crate::bytes::first_word;
use crate::smtp::{AuthArgument, Verb, authenticates, is_telling};
use core::ops::Range;

/// The purpose of a command, as far as it matters for the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum AccessVerb {
    /// USER: the user name for a following PASS.
    User,
    /// PASS
    Pass,
    /// APOP: name and digest.
    Apop,
    /// LOGIN: name and password.
    Login,
    /// AUTH, AUTHENTICATE: a SASL mechanism.
    Auth,
    /// STLS, STARTTLS
    StartTls,
    /// ID: the name of the client program.
    Id,
    /// QUIT, LOGOUT
    Logout,
    /// IDLE: waits for news, on purpose (RFC 2177).
    Idle,
    /// Any other command of the two protocols.
    Other,
    /// An unknown command.
    Unknown,
}

impl AccessVerb {
    /// Whether it is part of a logon.
    pub fn is_logon(self) -> bool {
        matches!(self, AccessVerb::User | AccessVerb::Pass | AccessVerb::Apop | AccessVerb::Login | AccessVerb::Auth)
    }
}

use AccessVerb::*;
const POP3: Option<Protocol> = Some(Protocol::Pop3);
const IMAP4: Option<Protocol> = Some(Protocol::Imap4);

/// Commands by name, with their protocol; `None` for commands of both.
#[rustfmt::skip]
const COMMANDS: &[(&str, Option<Protocol>, AccessVerb)] = &[
    ("user", POP3, User), ("pass", POP3, Pass), ("apop", POP3, Apop), ("auth", POP3, Auth), ("stls", POP3, StartTls),
    ("quit", POP3, Logout), ("stat", POP3, Other), ("retr", POP3, Other), ("dele", POP3, Other), ("uidl", POP3, Other),
    ("top", POP3, Other), ("capa", POP3, Other), ("rset", POP3, Other), ("list", None, Other), ("noop", None, Other),
    ("login", IMAP4, Login), ("authenticate", IMAP4, Auth), ("starttls", IMAP4, StartTls), ("id", IMAP4, Id),
    ("logout", IMAP4, Logout), ("capability", IMAP4, Other), ("select", IMAP4, Other), ("examine", IMAP4, Other),
    ("create", IMAP4, Other), ("delete", IMAP4, Other), ("rename", IMAP4, Other), ("subscribe", IMAP4, Other),
    ("unsubscribe", IMAP4, Other), ("lsub", IMAP4, Other), ("xlist", IMAP4, Other), ("status", IMAP4, Other),
    ("append", IMAP4, Other), ("check", IMAP4, Other), ("close", IMAP4, Other), ("unselect", IMAP4, Other),
    ("expunge", IMAP4, Other), ("search", IMAP4, Other), ("fetch", IMAP4, Other), ("store", IMAP4, Other),
    ("copy", IMAP4, Other), ("move", IMAP4, Other), ("uid", IMAP4, Other), ("idle", IMAP4, Idle),
    ("done", IMAP4, Other), ("namespace", IMAP4, Other), ("enable", IMAP4, Other), ("compress", IMAP4, Other),
    ("getquota", IMAP4, Other), ("getquotaroot", IMAP4, Other), ("getacl", IMAP4, Other), ("myrights", IMAP4, Other),
    ("xapplepushservice", IMAP4, Other),
];

fn known(word: &[u8]) -> Option<(Option<Protocol>, AccessVerb)> {
    let named = COMMANDS.iter().find(|(name, ..)| name.as_bytes().eq_ignore_ascii_case(word));
    named.map(|(_, protocol, verb)| (*protocol, *verb))
}

/// The protocol, if only one has a command of that name.
pub(super) fn protocol(word: &[u8]) -> Option<Protocol> {
    known(word)?.0
}

/// A parsed command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessCommand<'a> {
    /// The verb.
    pub verb: AccessVerb,
    /// Its name as logged; the first word of an unknown command.
    pub name: &'a [u8],
    /// The text after the name, without the blanks around it.
    pub argument: &'a [u8],
}

impl<'a> AccessCommand<'a> {
    /// Reads a command with its arguments, with or without a tag.
    pub fn parse(line: &'a [u8]) -> AccessCommand<'a> {
        let (first, rest) = first_word(line);
        if let Some((_, verb)) = known(first) {
            return AccessCommand { verb, name: first, argument: rest };
        }
        // POP3 has no tags, and `X-EXPS LOGIN` is a command of SMTP.
        let is_tag = !authenticates(Verb::of(first));
        let (second, argument) = first_word(rest);
        match known(second).filter(|(protocol, _)| is_tag && *protocol != POP3) {
            Some((_, verb)) => AccessCommand { verb, name: second, argument },
            None => AccessCommand { verb: Unknown, name: first, argument: rest },
        }
    }

    /// The user name of a logon; empty if the command has none.
    pub fn user(&self) -> &'a [u8] {
        match self.verb {
            // After an unclosed quote, the end of the name and the beginning of the password are unknown.
            User | Login | Apop if !is_unclosed(self.argument) => first_argument(self.argument).0,
            _ => b"",
        }
    }

    /// The logon mechanism: `USER/PASS`, `LOGIN`, `APOP`, or the SASL mechanism as the client wrote it; empty for other
    /// commands, and without a mechanism.
    pub fn mechanism(&self) -> &'a [u8] {
        match self.verb {
            User | Pass => b"USER/PASS",
            Login => b"LOGIN",
            Apop => b"APOP",
            Auth => AuthArgument::parse(self.argument).mechanism,
            _ => b"",
        }
    }

    /// The name of the client program in an ID command (RFC 2971): the value after `"name"`; empty without one.
    pub fn client_name(&self) -> &'a [u8] {
        let mut rest = self.argument.strip_prefix(b"(").unwrap_or_default();
        while self.verb == Id && !rest.is_empty() {
            let (key, after) = first_argument(rest);
            let (value, after) = first_argument(after);
            if key.eq_ignore_ascii_case(b"name") {
                return value.strip_suffix(b")").unwrap_or(value);
            }
            rest = after;
        }
        b""
    }
}

/// An argument in quotes or up to a blank, without its quotes, and the text after it. An unclosed quote extends to the
/// end.
fn first_argument(text: &[u8]) -> (&[u8], &[u8]) {
    let Some(inner) = text.trim_ascii_start().strip_prefix(b"\"") else { return first_word(text) };
    let mut escaped = false;
    let closing = inner.iter().position(|&byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    });
    let (value, rest) = inner.split_at(closing.unwrap_or(inner.len()));
    (value, rest.get(1..).unwrap_or_default().trim_ascii())
}

/// The bytes of a command that are a credential and must be masked before it is displayed.
pub fn secret(line: &[u8]) -> Option<Range<usize>> {
    let command = AccessCommand::parse(line);
    let credential = match command.verb {
        Pass => command.argument,
        // A name has no blank, so what follows may be the password. Names with blanks are words.
        User => first_argument(command.argument).1.trim_ascii(),
        Login | Apop => password(command.argument),
        Auth => AuthArgument::parse(command.argument).initial_response?,
        Unknown if is_base64(line.trim_ascii()) => line.trim_ascii(),
        _ => return None,
    };
    if command.verb == User && !is_telling(credential) {
        return None;
    }
    // A credential extends to the end of the line, without trailing blanks.
    let end = line.trim_ascii_end().len();
    (!credential.is_empty()).then_some(end.checked_sub(credential.len())?..end)
}

/// The text after the user name; all of it if the name has an unclosed quote, since its end is unknown.
fn password(argument: &[u8]) -> &[u8] {
    if is_unclosed(argument) { argument } else { first_argument(argument).1 }
}

/// Whether an argument begins with an unclosed quote.
fn is_unclosed(argument: &[u8]) -> bool {
    argument.starts_with(b"\"") && first_argument(argument).0.len() + 1 == argument.len()
}

/// Whether a word can be a step of an authentication: at least two complete groups of base64.
fn is_base64(word: &[u8]) -> bool {
    let padding = word.iter().rev().take_while(|&&byte| byte == b'=').count();
    let digits = word.get(..word.len() - padding).unwrap_or_default();
    word.len() >= 8 && word.len().is_multiple_of(4) && padding <= 2 && digits.iter().copied().all(is_mail_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    #[test]
    fn commands_are_read_with_and_without_a_tag() {
        let parse = |line: &'static str| {
            let command = AccessCommand::parse(line.as_bytes());
            (command.verb, command.name, command.argument)
        };
        assert_eq!(parse("login ann *****"), (Login, &b"login"[..], &b"ann *****"[..]));
        assert_eq!(parse("a1 LOGIN ann x"), (Login, &b"LOGIN"[..], &b"ann x"[..]));
        assert_eq!(parse("pass"), (Pass, &b"pass"[..], &b""[..]));
        assert_eq!(parse("GET / HTTP/1.1"), (Unknown, &b"GET"[..], &b"/ HTTP/1.1"[..]));
        assert_eq!(parse(""), (Unknown, &b""[..], &b""[..]));
    }

    #[test]
    fn users_mechanisms_and_programs_are_found() {
        let user = |line: &'static str| AccessCommand::parse(line.as_bytes()).user();
        assert_eq!(user("user ann"), b"ann");
        assert_eq!(user("login \"ann b\" *****"), b"ann b");
        assert_eq!(user("login \"a\\\"b\" x"), b"a\\\"b");
        assert_eq!(user("pass ann"), b"");
        assert_eq!(user("login \"ann geheim"), b"");
        let mechanism = |line: &'static str| AccessCommand::parse(line.as_bytes()).mechanism();
        assert_eq!(mechanism("pass *****"), b"USER/PASS");
        assert_eq!(mechanism("authenticate ntlm"), b"ntlm");
        let name = |line: &'static str| AccessCommand::parse(line.as_bytes()).client_name();
        assert_eq!(name("id (\"name\" \"Example Mail\" \"version\" \"1\")"), b"Example Mail");
        assert_eq!(name("id (\"vendor\" \"x\" \"name\" y)"), b"y");
        assert_eq!(name("id NIL"), b"");
    }

    fn masked(line: &str) -> String {
        let secret = secret(line.as_bytes()).map_or("", |range| line.get(range).unwrap());
        String::from(secret)
    }

    #[test]
    fn credentials_are_found_in_every_way_to_log_on() {
        for (line, credential) in [
            ("pass geheim", "geheim"),
            ("PASS two words ", "two words"),
            ("login ann geheim", "geheim"),
            ("a1 login \"ann b\" \"ge heim\"", "\"ge heim\""),
            ("login \"ann geheim", "\"ann geheim"),
            ("apop ann 0123abcd", "0123abcd"),
            ("authenticate plain AGFubgBnZWhlaW0=", "AGFubgBnZWhlaW0="),
            ("AUTH AGFubgBnZWhlaW1nZWhlaW0=", "AGFubgBnZWhlaW1nZWhlaW0="),
            ("AGFubgBnZWhlaW0=", "AGFubgBnZWhlaW0="),
            ("user ann", ""),
            ("user ann geheim7", "geheim7"),
            ("user ann smith", ""),
            ("login ann", ""),
            ("pass", ""),
            ("authenticate ntlm", ""),
            ("fetch 1 all", ""),
            ("GET / HTTP/1.1", ""),
            ("compress", ""),
        ] {
            assert_eq!(masked(line), credential, "{line}");
        }
    }

    #[test]
    fn names_are_unique() {
        for (index, (name, ..)) in COMMANDS.iter().enumerate() {
            assert!(COMMANDS[..index].iter().all(|(other, ..)| other != name), "{name}");
        }
    }
}

//! Commands of POP3 and IMAP4, and where in them a credential stands.
//!
//! Exchange writes `*****` for passwords. Logs of the layout of 2007, of other products or of somebody's script may not, so
//! what follows PASS, the second argument of LOGIN and APOP, and what follows the mechanism of AUTH and AUTHENTICATE counts
//! as a credential, and so does a line that is nothing but base64: a step of such an authentication.
//!
//! In the layout of 2007 an IMAP4 command may have its tag in front (`a1 LOGIN …`). A tag is seen by the known command
//! behind it.

use super::Protocol;
use crate::bytes::first_word;
use crate::smtp::AuthArgument;
use core::ops::Range;

/// What a command is about, as far as it matters for the course of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum AccessVerb {
    /// USER: the name, for a PASS that follows.
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
    /// ID: what the client's program calls itself.
    Id,
    /// QUIT, LOGOUT
    Logout,
    /// Any other command of the two protocols.
    Other,
    /// No command that is known.
    Unknown,
}

impl AccessVerb {
    /// Whether it is about logging on.
    pub fn is_logon(self) -> bool {
        matches!(self, AccessVerb::User | AccessVerb::Pass | AccessVerb::Apop | AccessVerb::Login | AccessVerb::Auth)
    }
}

use AccessVerb::*;
const POP3: Option<Protocol> = Some(Protocol::Pop3);
const IMAP4: Option<Protocol> = Some(Protocol::Imap4);

/// Commands by name, with the protocol that has them; `None` for those of both.
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
    ("copy", IMAP4, Other), ("move", IMAP4, Other), ("uid", IMAP4, Other), ("idle", IMAP4, Other),
    ("done", IMAP4, Other), ("namespace", IMAP4, Other), ("enable", IMAP4, Other), ("compress", IMAP4, Other),
    ("getquota", IMAP4, Other), ("getquotaroot", IMAP4, Other), ("getacl", IMAP4, Other), ("myrights", IMAP4, Other),
];

fn known(word: &[u8]) -> Option<(Option<Protocol>, AccessVerb)> {
    let named = COMMANDS.iter().find(|(name, ..)| name.as_bytes().eq_ignore_ascii_case(word));
    named.map(|(_, protocol, verb)| (*protocol, *verb))
}

/// The protocol that alone has a command of that name.
pub(super) fn protocol(word: &[u8]) -> Option<Protocol> {
    known(word)?.0
}

/// A command, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessCommand<'a> {
    /// What it is about.
    pub verb: AccessVerb,
    /// Its name as it stands in the log; of an unknown one the first word.
    pub name: &'a [u8],
    /// What stands behind the name, without the blanks around it.
    pub argument: &'a [u8],
}

impl<'a> AccessCommand<'a> {
    /// Reads a command with its arguments, with or without a tag in front.
    pub fn parse(line: &'a [u8]) -> AccessCommand<'a> {
        let (first, rest) = first_word(line);
        if let Some((_, verb)) = known(first) {
            return AccessCommand { verb, name: first, argument: rest };
        }
        let (second, argument) = first_word(rest);
        match known(second) {
            Some((_, verb)) => AccessCommand { verb, name: second, argument },
            None => AccessCommand { verb: Unknown, name: first, argument: rest },
        }
    }

    /// The name that somebody logs on with; empty where the command holds none.
    pub fn user(&self) -> &'a [u8] {
        match self.verb {
            // In quotes that are not closed nobody knows where the name ends and the password begins.
            User | Login | Apop if !is_unclosed(self.argument) => first_argument(self.argument).0,
            _ => b"",
        }
    }

    /// How somebody logs on: `USER/PASS`, `LOGIN`, `APOP`, or the SASL mechanism as the client wrote it; empty for other
    /// commands, and where no mechanism is named.
    pub fn mechanism(&self) -> &'a [u8] {
        match self.verb {
            User | Pass => b"USER/PASS",
            Login => b"LOGIN",
            Apop => b"APOP",
            Auth => AuthArgument::parse(self.argument).mechanism,
            _ => b"",
        }
    }

    /// The name of the client's program in an ID command (RFC 2971): the value behind `"name"`; empty without one.
    pub fn client_name(&self) -> &'a [u8] {
        let mut rest = self.argument.strip_prefix(b"(").unwrap_or_default();
        while self.verb == Id && !rest.is_empty() {
            let (key, behind) = first_argument(rest);
            let (value, behind) = first_argument(behind);
            if key.eq_ignore_ascii_case(b"name") {
                return value.strip_suffix(b")").unwrap_or(value);
            }
            rest = behind;
        }
        b""
    }
}

/// An argument in quotes or up to a blank, without its quotes, and what follows it. A quote that is not closed takes the rest.
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

/// The bytes of a command that are a credential and must be masked before anyone sees them.
pub fn secret(line: &[u8]) -> Option<Range<usize>> {
    let command = AccessCommand::parse(line);
    let credential = match command.verb {
        Pass => command.argument,
        Login | Apop => password(command.argument),
        Auth => AuthArgument::parse(command.argument).initial_response?,
        Unknown if is_base64(line.trim_ascii()) => line.trim_ascii(),
        _ => return None,
    };
    // A credential reaches to the end of the line but for blanks.
    let end = line.trim_ascii_end().len();
    (!credential.is_empty()).then_some(end.checked_sub(credential.len())?..end)
}

/// What follows the name. The whole where the name is in quotes that are not closed: then nobody knows where it ends.
fn password(argument: &[u8]) -> &[u8] {
    if is_unclosed(argument) { argument } else { first_argument(argument).1 }
}

/// Whether an argument begins with a quote that is never closed.
fn is_unclosed(argument: &[u8]) -> bool {
    argument.starts_with(b"\"") && first_argument(argument).0.len() + 1 == argument.len()
}

/// Whether a word can be a step of an authentication: whole groups of base64, at least two.
fn is_base64(word: &[u8]) -> bool {
    let padding = word.iter().rev().take_while(|&&byte| byte == b'=').count();
    let digits = word.get(..word.len() - padding).unwrap_or_default();
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    word.len() >= 8 && word.len().is_multiple_of(4) && padding <= 2 && digits.iter().all(is_digit)
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
    fn no_name_stands_twice() {
        for (index, (name, ..)) in COMMANDS.iter().enumerate() {
            assert!(COMMANDS[..index].iter().all(|(other, ..)| other != name), "{name}");
        }
    }
}

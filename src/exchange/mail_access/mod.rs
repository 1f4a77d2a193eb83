//! POP3 and IMAP4 as Exchange writes them down: one row is a command of the client together with its reply.
//!
//! The command stands in two columns (`login`, `ann@contoso.com *****`) and is read from both with a blank between; the
//! reply, the way to the back end and the mailbox stand in `context`. Which of both protocols a row speaks is told by the
//! port of the server, else by the command. The two have little in common, but a person asks the same of both: who, from
//! where, did they get in, what did they do, and what took so long. So there is one set of types for both.
//!
//! Sources: formats.md section 3.1; RFC 1939, 2449, 3206 (POP3); RFC 3501, 9051, 2971, 5530 (IMAP4).

pub mod command;
pub mod context;
pub mod status;

pub use command::{AccessCommand, AccessVerb};
pub use context::{AccessContext, Logon, Proxy};
pub use status::AccessStatus;

/// Which of both protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// POP3.
    Pop3,
    /// IMAP4.
    Imap4,
}

impl Protocol {
    /// The protocol that a server speaks on a port: the registered ones, and those of Exchange's back ends.
    pub fn of_port(port: u16) -> Option<Protocol> {
        match port {
            110 | 995 | 1995 => Some(Protocol::Pop3),
            143 | 993 | 1993 => Some(Protocol::Imap4),
            _ => None,
        }
    }

    /// The protocol that has a command of that name; `None` for what both or neither have.
    pub fn of_command(word: &[u8]) -> Option<Protocol> {
        command::protocol(word)
    }
}

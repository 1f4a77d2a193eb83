//! POP3 and IMAP4 as Exchange logs them: a row is a command of the client together with its reply.
//!
//! The command is in two columns (`login`, `ann@contoso.com *****`), which are joined with a blank; the reply, the
//! proxy target and the mailbox are in `context`. The protocol of a row follows from the port of the server, or else
//! from the command. The two protocols have little in common, but the questions are the same: who, from where, did the
//! logon succeed, what did they do, what took so long. So both have the same types.
//!
//! Sources: logs of Exchange 2007 to Subscription Edition; RFC 1939, 2449, 3206 (POP3); RFC 3501, 9051, 2971, 5530
//! (IMAP4).

pub mod command;
pub mod context;
pub mod status;

pub use command::{AccessCommand, AccessVerb};
pub use context::{AccessContext, Logon, Proxy};
pub use status::AccessStatus;

/// The protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// POP3.
    Pop3,
    /// IMAP4.
    Imap4,
}

impl Protocol {
    /// The protocol of a port: the registered ports, and those of Exchange's back-end services.
    pub fn of_port(port: u16) -> Option<Protocol> {
        match port {
            110 | 995 | 1995 => Some(Protocol::Pop3),
            143 | 993 | 1993 => Some(Protocol::Imap4),
            _ => None,
        }
    }

    /// The protocol with a command of that name; `None` if both or neither have it.
    pub fn of_command(word: &[u8]) -> Option<Protocol> {
        command::protocol(word)
    }
}

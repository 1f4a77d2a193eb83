//! The typed row that every format yields, borrowed from the line it stands in.

use crate::time::Timestamp;
use serde::Serialize;

/// What kind of log a file or a session belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LogType {
    /// SMTP Receive protocol log.
    SmtpReceive,
    /// SMTP Send protocol log.
    SmtpSend,
    /// Connectivity log.
    Connectivity,
    /// Any other log with a `#Fields` header: a table without sessions.
    Table,
    /// Nothing that is known.
    #[default]
    Unknown,
}

impl LogType {
    /// In words, as the page shows it.
    pub fn name(self) -> &'static str {
        match self {
            LogType::SmtpReceive => "SMTP Receive",
            LogType::SmtpSend => "SMTP Send",
            LogType::Connectivity => "Connectivity",
            LogType::Table => "Table",
            LogType::Unknown => "Unknown",
        }
    }

    /// The name that crosses to the page and into exports.
    pub fn key(self) -> &'static str {
        match self {
            LogType::SmtpReceive => "smtpReceive",
            LogType::SmtpSend => "smtpSend",
            LogType::Connectivity => "connectivity",
            LogType::Table => "table",
            LogType::Unknown => "unknown",
        }
    }

    /// Whether its entries carry a sequence-number.
    pub fn has_sequence(self) -> bool {
        matches!(self, LogType::SmtpReceive | LogType::SmtpSend)
    }

    /// Who speaks in an entry of this log.
    ///
    /// In a receive log `<` is the client's command and `>` our reply; in a send log `>` is our command and `<` the
    /// remote server's reply. A connectivity log has no dialogue: its `>` is information (formats.md sections 1, 2).
    pub fn role(self, event: Event) -> Role {
        match (self, event) {
            (_, Event::Connect) => Role::Connect,
            (_, Event::Disconnect) => Role::Disconnect,
            (LogType::SmtpReceive, Event::Receive) | (LogType::SmtpSend, Event::Send) => Role::Client,
            (LogType::SmtpReceive, Event::Send) | (LogType::SmtpSend, Event::Receive) => Role::Server,
            _ => Role::Information,
        }
    }
}

/// The one-character field `event` (`direction` in a connectivity log).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Event {
    /// `+`
    Connect = b'+',
    /// `-`
    Disconnect = b'-',
    /// `>`
    Send = b'>',
    /// `<`
    Receive = b'<',
    /// `*`
    Information = b'*',
}

impl Event {
    /// The event that a field holds; `None` for anything but the five characters.
    pub fn parse(field: &[u8]) -> Option<Self> {
        match field {
            b"+" => Some(Event::Connect),
            b"-" => Some(Event::Disconnect),
            b">" => Some(Event::Send),
            b"<" => Some(Event::Receive),
            b"*" => Some(Event::Information),
            _ => None,
        }
    }

    /// The character.
    pub fn as_str(self) -> &'static str {
        match self {
            Event::Connect => "+",
            Event::Disconnect => "-",
            Event::Send => ">",
            Event::Receive => "<",
            Event::Information => "*",
        }
    }
}

/// Who speaks in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// The connection begins.
    Connect,
    /// The connection ends.
    Disconnect,
    /// A command of the SMTP client.
    Client,
    /// A reply of the SMTP server.
    Server,
    /// What Exchange notes beside the dialogue.
    Information,
}

/// One row of a log. The fields borrow from the line.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Field `date-time`.
    pub time: Timestamp,
    /// Field `session-id`.
    pub session_id: &'a [u8],
    /// Field `sequence-number`; `None` in logs that have none.
    pub sequence: Option<u32>,
    /// What belongs to the connection and not to the entry; see [`Labels`].
    pub labels: Labels<&'a [u8]>,
    /// Field `event`.
    pub event: Event,
    /// Field `data`.
    pub data: &'a [u8],
    /// Field `context`.
    pub context: &'a [u8],
}

/// The fields that stay the same through a session.
///
/// A log family uses the ones that it has: SMTP logs the connector-id and both endpoints, connectivity logs source and
/// destination. What a family lacks is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Labels<T> {
    /// Field `connector-id`; in a connectivity log the field `source`.
    pub connector: T,
    /// Field `local-endpoint`; in a connectivity log empty.
    pub local: T,
    /// Field `remote-endpoint`; in a connectivity log the field `destination`.
    pub remote: T,
}

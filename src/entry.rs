//! The typed row that every format yields, borrowed from its line.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The table of log types, one row each: variant, key, name, word in queries with other words for it, documentation.
macro_rules! log_types {
    ($($variant:ident, $key:literal, $name:literal, $word:literal $aliases:expr, $doc:literal;)*) => {
        /// The kind of log that a file or a session belongs to.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        pub enum LogType {
            $(#[doc = $doc] #[serde(rename = $key)] $variant,)*
            /// Not recognised.
            #[default]
            #[serde(rename = "unknown")]
            Unknown,
        }

        impl LogType {
            /// All types.
            pub const ALL: &[LogType] = &[$(LogType::$variant,)* LogType::Unknown];

            /// Its name on the page.
            pub fn name(self) -> &'static str {
                match self { $(LogType::$variant => $name,)* LogType::Unknown => "Unknown" }
            }

            /// Its key in the answers to the page and in exports, as serde writes it.
            #[cfg(not(feature = "wasm"))]
            pub fn key(self) -> &'static str {
                match self { $(LogType::$variant => $key,)* LogType::Unknown => "unknown" }
            }

            /// The word for it in a query.
            pub fn word(self) -> &'static str {
                match self { $(LogType::$variant => $word,)* LogType::Unknown => "unknown" }
            }

            /// Other words that a query may use for it; its key is one of them, ignoring case.
            pub fn word_aliases(self) -> &'static [&'static str] {
                match self { $(LogType::$variant => &$aliases,)* LogType::Unknown => &[] }
            }
        }
    };
}

log_types! {
    SmtpReceive, "smtpReceive", "SMTP Receive", "receive" ["smtpReceive", "recv"],
        "SMTP Receive protocol log.";
    SmtpSend, "smtpSend", "SMTP Send", "send" ["smtpSend"],
        "SMTP Send protocol log.";
    Connectivity, "connectivity", "Connectivity", "connectivity" ["connect"],
        "Connectivity log.";
    Pop3, "pop3", "POP3", "pop3" ["pop"],
        "POP3 protocol log.";
    Imap4, "imap4", "IMAP4", "imap4" ["imap"],
        "IMAP4 protocol log.";
    InternetMail, "internetMail", "Internet Mail Service", "internet-mail" ["internetMail"],
        "Log of the Internet Mail Service of Exchange 4.0 to 5.5.";
    InternetNews, "internetNews", "Internet News Service", "internet-news" ["internetNews"],
        "Log of the Internet News Service of Exchange 5.0 and 5.5.";
    SmtpService, "smtpService", "SMTP virtual server", "smtp-service" ["smtpService"],
        "Log of an SMTP virtual server of Exchange 2000/2003 (IIS).";
    NntpService, "nntpService", "NNTP virtual server", "nntp-service" ["nntpService"],
        "Log of an NNTP virtual server of Exchange 2000/2003 (IIS).";
    Http, "http", "HTTP", "http" [],
        "Log of a web site (IIS): Outlook Web Access, ActiveSync, EWS, MAPI over HTTP.";
    Tracking, "tracking", "Message tracking", "tracking" [],
        "Message tracking log.";
    Agent, "agent", "Agent", "agent" [],
        "Log of the anti-spam agents.";
    Table, "table", "Table", "table" [],
        "Any other log with a `#Fields` header: a table without sessions.";
}

impl LogType {
    /// Whether the sequence-number orders the entries of a session, so that a gap in it is a missing entry.
    pub fn has_sequence(self) -> bool {
        matches!(self, LogType::SmtpReceive | LogType::SmtpSend)
    }

    /// Whether it is a log of clients that access their mailbox: most entries are a command with its reply, and a
    /// session is identified by its id and its client, since ids restart with the service.
    pub fn is_mail_access(self) -> bool {
        matches!(self, LogType::Pop3 | LogType::Imap4)
    }

    /// Whether its sessions begin and end. Groups of records (the events of a message, the requests of a client) do
    /// neither, so nothing is missing there.
    pub fn has_ends(self) -> bool {
        !self.is_grouped()
    }

    /// Whether its entries are independent records that are grouped by what they have in common: rows of a table as
    /// much as entries of a session. A group may span endpoints, and servers except in [`LogType::Http`].
    pub fn is_grouped(self) -> bool {
        matches!(self, LogType::Http | LogType::Tracking | LogType::Agent)
    }

    /// Whether its entries name no session, so that sessions are inferred from address, name and time.
    pub fn is_inferred(self) -> bool {
        matches!(self, LogType::SmtpService | LogType::NntpService | LogType::Http)
    }

    /// Whether a file contains both conversations in which this server is the client and conversations in which it is
    /// the server, so that only the text of an entry shows who sent it.
    pub fn has_both_sides(self) -> bool {
        matches!(self, LogType::SmtpService | LogType::NntpService | LogType::InternetMail | LogType::InternetNews)
    }

    /// Whether it is a log of news: NNTP has no client name, and reply codes of its own.
    pub fn is_news(self) -> bool {
        matches!(self, LogType::NntpService | LogType::InternetNews)
    }

    /// Who sent the text of an entry of this log; of one that [has both sides](LogType::has_both_sides), as far as the
    /// event shows.
    ///
    /// In a receive log `<` is the client's command and `>` our reply; in a send log `>` is our command and `<` the
    /// remote server's reply. POP3 and IMAP4 logs are written by the server as well. A connectivity log has no
    /// dialogue: its `>` is information.
    pub fn role(self, event: Event) -> Role {
        match (self, event) {
            (_, Event::Connect) => Role::Connect,
            (_, Event::Disconnect) => Role::Disconnect,
            (LogType::SmtpReceive | LogType::Pop3 | LogType::Imap4, Event::Receive)
            | (LogType::SmtpSend, Event::Send) => Role::Client,
            (LogType::SmtpReceive | LogType::Pop3 | LogType::Imap4, Event::Send)
            | (LogType::SmtpSend, Event::Receive) => Role::Server,
            _ if self.is_grouped() => Role::Record,
            (log_type, Event::Send | Event::Receive) if log_type.has_both_sides() => Role::Client,
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
    /// The event in a field; `None` for anything but the five characters.
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

/// Who sent the text of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "EntryRole"))]
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
    /// A note by Exchange, not part of the dialogue.
    Information,
    /// An independent record: the event of a message, the action of an agent, a request.
    Record,
}

/// What a row says about the session that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKey<'a> {
    /// Its id: the field `session-id`, or what names the session in logs that have no such field.
    Id(&'a [u8]),
    /// No id, but that it is of a client that connected to this server: its name in HELO or EHLO, empty before these.
    Client(&'a [u8]),
    /// No id, but that it is of a connection that this server opened.
    Outbound,
    /// No id, but the user who sent the request; empty if anonymous.
    User(&'a [u8]),
}

/// What the texts of an entry are, where their wording does not show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    /// What they look like.
    #[default]
    AsWritten,
    /// `data` is the client's response to a challenge of AUTH: a credential, to be masked.
    Credential,
    /// `data` is a command, and `context` begins with the status that answered it, or is empty where the log lacks it.
    AnsweredCommand,
}

/// One row of a log. The fields borrow from the line.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Field `date-time`.
    pub time: Timestamp,
    /// Its session, as far as the row names it.
    pub session: SessionKey<'a>,
    /// Field `sequence-number`; `None` in logs that have none.
    pub sequence: Option<u32>,
    /// The fields that belong to the connection rather than to the entry; see [`Labels`].
    pub labels: Labels<&'a [u8]>,
    /// Field `event`.
    pub event: Event,
    /// Field `data`.
    pub data: &'a [u8],
    /// Field `context`.
    pub context: &'a [u8],
    /// What `data` and `context` are.
    pub meaning: Meaning,
}

/// The fields that are the same in all entries of a session.
///
/// A log family uses those that it has: SMTP logs the connector-id and both endpoints, connectivity logs source and
/// destination. The others are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Labels<T> {
    /// Field `connector-id`; in a connectivity log the field `source`.
    pub connector: T,
    /// Field `local-endpoint`; in a connectivity log empty.
    pub local: T,
    /// Field `remote-endpoint`; in a connectivity log the field `destination`.
    pub remote: T,
}

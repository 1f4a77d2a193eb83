//! The columns of the list of sessions, in one table.
//!
//! Sort keys, the windows that the page draws, the names in the binding, and the page's types derive from it. To add a
//! column, add a row here and run `UPDATE_GOLDEN=1 cargo test --lib`; the page's type checker will then require a label
//! and a way to show it.
//!
//! A column has the name of the query field for the same value, if there is one.

use super::masking::{DisplayText, Mask};
use crate::archive::Archive;
use crate::session::view::SessionView;
use crate::store::{Session, SessionIndex, StringIndex};
use alloc::borrow::Cow;

/// A session with the view of its facts.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    archive: &'a Archive,
    pub(super) session: &'a Session,
    view: SessionView<'a>,
}

impl<'a> Row<'a> {
    pub(super) fn new(archive: &'a Archive, index: SessionIndex) -> Row<'a> {
        let session = archive.store.sessions.get(index);
        Row { archive, session, view: SessionView::new(&archive.store, session) }
    }
}

/// The kind of a column, with the function that reads its value from a session.
#[derive(Clone, Copy)]
pub(super) enum ColumnKind {
    /// Milliseconds since 1970-01-01 UTC.
    Time(fn(&Session) -> i64),
    /// Milliseconds.
    Duration(fn(&Session) -> i64),
    /// Bytes.
    Size(fn(&Session) -> u64),
    /// A count.
    Count(fn(&Session) -> u32),
    /// A reply code; 0 without one.
    Code(fn(&Session) -> u16),
    /// Bits of `SESSION_FLAGS`.
    Flags(fn(&Session) -> u16),
    /// Index into `OUTCOMES`.
    Outcome(fn(&Session) -> u8),
    /// Text.
    Text(TextKind),
}

/// The kind of a column of texts: what it shows, and how it is ordered.
#[derive(Clone, Copy)]
pub(super) enum TextKind {
    /// A word of the program, ordered by the accompanying number.
    Word(fn(&Session) -> (&'static str, i64)),
    /// An interned text, ordered byte by byte.
    Label(fn(&Session) -> StringIndex),
    /// A name or an address, ordered ignoring ASCII case.
    Name(for<'a> fn(&SessionView<'a>) -> &'a [u8]),
    /// A text that is composed or inferred, ordered byte by byte.
    Composed(for<'a> fn(&SessionView<'a>) -> Cow<'a, str>),
    /// The session-id, which is inferred where a log has none, from what a client may have sent as its name.
    Id(for<'a> fn(&SessionView<'a>) -> Cow<'a, str>),
    /// The worst reply as a whole; the list is ordered by its code.
    Reply,
}

use ColumnKind::{Code, Count, Duration, Flags, Outcome, Size, Text, Time};
use TextKind::{Composed, Id, Label, Name, Reply, Word};

macro_rules! session_columns {
    ($($variant:ident, $name:literal, $kind:expr, $doc:literal;)*) => {
        /// A column of the list of sessions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum SessionColumn {
            $(#[doc = $doc] $variant,)*
        }

        impl SessionColumn {
            /// All columns.
            pub const ALL: &[SessionColumn] = &[$(SessionColumn::$variant,)*];

            /// Its name on the page.
            pub fn name(self) -> &'static str {
                match self { $(SessionColumn::$variant => $name,)* }
            }

            /// Its kind, with the function that reads its value.
            pub(super) fn kind(self) -> ColumnKind {
                match self { $(SessionColumn::$variant => $kind,)* }
            }

            /// Its documentation in the page's types.
            #[cfg(test)]
            fn doc(self) -> &'static str {
                match self { $(SessionColumn::$variant => $doc,)* }
            }
        }
    };
}

session_columns! {
    Start, "start", Time(|session| session.start.0),
        "Start of the session, in milliseconds since 1970-01-01 UTC.";
    Log, "log", Text(Word(|session| (session.log_type.name(), session.log_type as i64))),
        "The name of the log type.";
    Server, "server", Text(Composed(|view| view.server())),
        "The server that wrote the log; empty if unknown.";
    Service, "service", Text(Composed(|view| view.service())),
        "The service that wrote the log; empty if unknown.";
    Connector, "connector", Text(Label(|session| session.labels.connector)),
        "The connector-id; in a connectivity log the source.";
    Local, "local", Text(Label(|session| session.labels.local)),
        "The local endpoint.";
    Remote, "remote", Text(Name(|view| view.remote())),
        "The remote endpoint, or the address of the original client if `via` is not empty; in a connectivity log the destination.";
    Via, "via", Text(Name(|view| view.via())),
        "The server or proxy that passed on the session of the original client; empty without one.";
    Helo, "helo", Text(Name(|view| view.client_name())),
        "The name that the client gave in EHLO or HELO.";
    From, "from", Text(Name(|view| view.sender())),
        "The first sender, `<>` for the null sender.";
    To, "to", Text(Name(|view| view.recipient())),
        "The first of `recipients` recipients.";
    Recipients, "recipients", Count(|session| session.facts.recipients),
        "Number of recipients.";
    Messages, "messages", Count(|session| session.facts.messages),
        "Number of messages.";
    Size, "size", Size(|session| session.facts.size),
        "Size of its messages in bytes.";
    Duration, "duration", Duration(|session| session.end.since(session.start)),
        "Time from the first entry to the last, in milliseconds.";
    Gap, "gap", Duration(|session| session.facts.largest_gap_ms.into()),
        "The longest pause between two entries, in milliseconds.";
    Tls, "tls", Text(Composed(|view| view.tls_version())),
        "The TLS version, `failed`, or empty without TLS.";
    Auth, "auth", Text(Composed(|view| view.auth().into())),
        "Mechanism and result of authentication.";
    Attempts, "attempts", Count(|session| session.facts.attempts.into()),
        "Number of attempts to authenticate.";
    User, "user", Text(Name(|view| view.user())),
        "The user who authenticated or tried to.";
    Code, "code", Code(|session| session.facts.worst_code),
        "Code of the worst reply; 0 without one, and for POP3 and IMAP4, whose replies have no codes.";
    Reply, "reply", Text(Reply),
        "The worst reply: code, enhanced status code and text; of POP3 and IMAP4 the text alone. Empty without one.";
    Outcome, "outcome", Outcome(|session| session.facts.outcome as u8),
        "The outcome of the session, as an index into OUTCOMES.";
    Entries, "entries", Count(|session| session.entry_count),
        "Number of entries.";
    Flags, "flags", Flags(|session| session.flags.0),
        "Peculiarities of the session, as bits of SESSION_FLAGS.";
    Session, "session", Text(Id(|view| view.session_id().into())),
        "The session-id.";
}

impl ColumnKind {
    /// The sort key of a session in a column of numbers; `None` for a column of texts.
    pub(super) fn number(self, Row { session, .. }: Row<'_>) -> Option<i64> {
        Some(match self {
            Time(read) | Duration(read) => read(session),
            Size(read) => i64::try_from(read(session)).unwrap_or(i64::MAX),
            Count(read) => read(session).into(),
            Code(read) | Flags(read) => read(session).into(),
            Outcome(read) => read(session).into(),
            Text(Word(read)) => read(session).1,
            Text(_) => return None,
        })
    }

    /// Whether sessions are sorted by the texts in it.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Text(kind) if !matches!(kind, Word(_)))
    }

    /// Whether that number means that there is no value.
    pub(super) fn is_missing(self, number: i64) -> bool {
        matches!(self, Code(_) | Size(_)) && number == 0
    }

    /// The sort key of a session in a column of texts; empty for a column of numbers.
    pub(super) fn text(self, Row { archive, session, view, .. }: Row<'_>) -> Cow<'_, [u8]> {
        match self {
            Text(Label(read)) => Cow::Borrowed(archive.store.strings.get(read(session))),
            Text(Name(read)) => lower(read(&view)),
            Text(Composed(read) | Id(read)) => bytes(read(&view)),
            _ => Cow::Borrowed(b""),
        }
    }
}

impl TextKind {
    /// The text that the list shows.
    pub(super) fn displayed<'a>(self, row: Row<'a>, mask: Mask<'a>) -> DisplayText<'a> {
        let Row { session, view, .. } = row;
        match self {
            Word(read) => read(session).0.into(),
            Label(read) => mask.of_exchange().string(read(session)),
            Name(read) => mask.name(read(&view)),
            Composed(read) => mask.of_exchange().composed(read(&view)),
            Id(read) => mask.composed(read(&view)),
            Reply => mask.text(&view.worst_reply()).into_owned(),
        }
    }
}

fn lower(text: &[u8]) -> Cow<'_, [u8]> {
    if text.iter().any(u8::is_ascii_uppercase) { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) }
}

fn bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

impl SessionColumn {
    /// The sortable column with that name.
    pub fn sort_key(name: &str) -> Option<SessionColumn> {
        SessionColumn::ALL.iter().copied().find(|column| column.name() == name && column.is_sort_key())
    }

    /// Whether sessions can be sorted by it. The list shows the others as part of the columns `to`, `outcome`,
    /// `remote` and `code`.
    fn is_sort_key(self) -> bool {
        use SessionColumn::{Flags, Recipients, Reply, Via};
        !matches!(self, Recipients | Flags | Reply | Via)
    }
}

#[cfg(test)]
pub(crate) mod typescript {
    //! The columns as the page's types.

    use super::*;
    use alloc::string::String;

    /// `SORT_KEYS`, `SESSION_COLUMNS` and the columns of a `SessionWindow`.
    pub(crate) fn declarations() -> String {
        sort_keys() + &kinds() + &columns()
    }

    fn sort_keys() -> String {
        let keys = SessionColumn::ALL.iter().filter(|column| column.is_sort_key());
        let keys: String = keys.map(|column| format!("  '{}',\n", column.name())).collect();
        format!(
            "/** Columns that sessions can be sorted by. */\nexport const SORT_KEYS = [\n{keys}] as const;\n\
             export type SortKey = (typeof SORT_KEYS)[number];\n\n"
        )
    }

    fn kinds() -> String {
        let kinds: String =
            SessionColumn::ALL.iter().map(|column| format!("  {}: '{}',\n", column.name(), names(*column).0)).collect();
        format!(
            "/** The columns of the list of sessions, each with the kind of its values. */\n\
             export const SESSION_COLUMNS = {{\n{kinds}}} as const;\n\
             export type SessionColumn = keyof typeof SESSION_COLUMNS;\n\n"
        )
    }

    fn columns() -> String {
        let columns: String = SessionColumn::ALL
            .iter()
            .map(|column| format!("  /** {} */\n  {}: {};\n", column.doc(), column.name(), names(*column).1))
            .collect();
        format!(
            "/** The columns of a window, one value for each row; those of kind `text` are indices into its strings. */\n\
             export interface SessionColumns {{\n{columns}}}\n"
        )
    }

    /// Name of the kind of a column, and of its array.
    fn names(column: SessionColumn) -> (&'static str, &'static str) {
        match column.kind() {
            Time(_) => ("time", "Float64Array"),
            Duration(_) => ("duration", "Float64Array"),
            Size(_) => ("size", "Float64Array"),
            Count(_) => ("count", "Uint32Array"),
            Code(_) => ("code", "Uint16Array"),
            Flags(_) => ("flags", "Uint16Array"),
            Outcome(_) => ("outcome", "Uint8Array"),
            Text(..) => ("text", "Uint32Array"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query;

    #[test]
    fn columns_are_named_like_query_fields() {
        let fields: alloc::vec::Vec<&str> = query::help().iter().map(|field| field.name).collect();
        let without_field: alloc::vec::Vec<&str> =
            SessionColumn::ALL.iter().map(|column| column.name()).filter(|name| !fields.contains(name)).collect();
        assert_eq!(without_field, ["via"]);
    }

    #[test]
    fn a_sort_key_is_found_by_its_name() {
        assert_eq!(SessionColumn::sort_key("from"), Some(SessionColumn::From));
        assert_eq!(SessionColumn::sort_key("sender"), None);
        assert_eq!(SessionColumn::sort_key("flags"), None, "flags are not sortable");
    }
}

//! Computes the facts of a session of records: the events of a message, the actions of the agents in one SMTP session,
//! the requests of one user.
//!
//! The content of a record is in its columns, so its facts come from the cells of its row and not from its text; only a
//! refusal is in the text ([`crate::format::tracking`]), as reply or status. The order is that of time.

use crate::bytes::decimal;
use crate::content::TextKind;
use crate::entry::{Labels, LogType};
use crate::exchange::{Handling, Verdict};
use crate::format::Property;
use crate::store::tables::{Table, Tables};
use crate::store::{EntryIndex, Facts, Outcome, Session, Store, StringIndex, Strings, TextIndex};
use crate::text::is_blank;

/// End of the text of a request with a wrong name or password: ERROR_LOGON_FAILURE of Windows
/// ([`crate::format::http`]).
const LOGON_FAILURE: &[u8] = b"win32 1326";

/// Server and labels of the session, as its records name them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RecordOrigin {
    /// The server that wrote the first record.
    pub server: StringIndex,
    /// The first connector and addresses of a message; the records of other logs all have the same.
    pub labels: Option<Labels<StringIndex>>,
}

/// Statuses that ask the client to come back: to log on, to log on again (Outlook on the web), to fetch its policy or
/// use another server (ActiveSync). What follows shows the result.
const CHALLENGES: [u16; 4] = [401, 440, 449, 451];

/// Completes the facts of a session from its records.
pub(super) fn read(
    store: &Store,
    tables: &Tables,
    session: &Session,
    order: &[EntryIndex],
    facts: &mut Facts,
) -> RecordOrigin {
    let (statuses, origin) = (Statuses::default(), RecordOrigin::default());
    let mut builder =
        RecordFactsBuilder { strings: &store.strings, log_type: session.log_type, facts, origin, statuses };
    for &entry in order {
        let text = store.entries.get(entry).text;
        if let TextKind::Record { code } = store.texts.kind(text) {
            builder.statuses.add(session.log_type, code, text);
            builder.statuses.logon_failed |= code == 401 && store.texts.get(text).context.ends_with(LOGON_FAILURE);
        }
        if let Some((table, row)) = tables.of_entry(entry) {
            builder.row(table, row);
        }
    }
    builder.finish()
}

/// The results of the records so far.
#[derive(Clone, Copy, Debug, Default)]
struct Statuses {
    /// The worst reply or status, and the text that contains it.
    worst: (u16, TextIndex),
    /// The last challenge that no success followed.
    challenge: Option<(u16, TextIndex)>,
    /// Name or password was wrong.
    logon_failed: bool,
    /// A request was answered without a refusal.
    answered: bool,
    /// The message was delivered somewhere, or an agent accepted something.
    delivered: bool,
    refused: bool,
    lost: bool,
    dropped: bool,
    /// Deferred, and not delivered later.
    deferred: bool,
}

impl Statuses {
    fn add(&mut self, log_type: LogType, code: u16, text: TextIndex) {
        let is_http = log_type == LogType::Http;
        if is_http && CHALLENGES.contains(&code) {
            self.challenge = Some((code, text));
        } else if code >= 400 {
            if code / 100 > self.worst.0 / 100 {
                self.worst = (code, text);
            }
        } else if code > 0 && is_http {
            self.answered = true;
            self.challenge = None;
        }
    }

    fn worst(&self) -> (u16, TextIndex) {
        if self.worst.0 == 0 { self.challenge.unwrap_or_default() } else { self.worst }
    }

    fn handled(&mut self, handling: Handling) {
        match handling {
            Handling::Delivered => (self.delivered, self.deferred) = (true, false),
            Handling::Deferred => self.deferred = true,
            Handling::Dropped => self.dropped = true,
            Handling::Refused => self.refused = true,
            Handling::Lost => self.lost = true,
            Handling::Arrived | Handling::Other => {}
        }
    }

    /// If several apply, the worst one, as for other sessions. A client that was only challenged has no result yet:
    /// once it has logged on, its requests belong to the session of that user.
    fn outcome(&self, log_type: LogType) -> Outcome {
        match (log_type, self.worst().0) {
            (LogType::Http, 401) if self.worst.0 == 0 && !self.logon_failed => Outcome::Empty,
            (LogType::Http, 401) if self.worst.0 == 0 => Outcome::Failed,
            (LogType::Http, 500..) => Outcome::Failed,
            (LogType::Http, 400..) => Outcome::Rejected,
            (LogType::Http, _) if self.answered => Outcome::Accepted,
            _ if self.lost => Outcome::Failed,
            _ if self.refused => Outcome::Rejected,
            _ if self.deferred => Outcome::Deferred,
            _ if self.delivered => Outcome::Accepted,
            _ if self.dropped => Outcome::Rejected,
            _ => Outcome::Incomplete,
        }
    }
}

struct RecordFactsBuilder<'a> {
    strings: &'a Strings,
    log_type: LogType,
    facts: &'a mut Facts,
    origin: RecordOrigin,
    statuses: Statuses,
}

impl RecordFactsBuilder<'_> {
    fn row(&mut self, table: &Table, row: usize) {
        self.take_first(table, row);
        match self.log_type {
            LogType::Tracking => {
                let handling = Handling::of(self.strings.get(table.property(row, Property::EventId)));
                self.statuses.handled(handling);
                self.message(table, row);
            }
            LogType::Agent => {
                match Verdict::of(self.strings.get(table.property(row, Property::EventId))) {
                    Verdict::Refused => self.statuses.refused = true,
                    Verdict::Accepted => self.statuses.delivered = true,
                }
                self.message(table, row);
            }
            _ => {}
        }
    }

    /// Facts that come from the first record with such a cell.
    fn take_first(&mut self, table: &Table, row: usize) {
        let first = |own: &mut StringIndex, property| {
            if own.is_empty() {
                let cell = table.property(row, property);
                *own = if is_blank(self.strings.get(cell)) { StringIndex::EMPTY } else { cell };
            }
        };
        let records = &mut self.facts.records;
        first(&mut records.sender, Property::Sender);
        first(&mut records.recipients, Property::Recipient);
        first(&mut records.user, Property::User);
        let client_name = if self.log_type == LogType::Http { Property::UserAgent } else { Property::ClientName };
        first(&mut records.client_name, client_name);
        if self.log_type == LogType::Tracking {
            let labels = self.origin.labels.get_or_insert_default();
            first(&mut labels.connector, Property::Connector);
            first(&mut labels.local, Property::ServerAddress);
            first(&mut labels.remote, Property::ClientAddress);
        }
        if self.origin.server.is_empty() {
            self.origin.server = writer(table, row, self.strings);
        }
    }

    /// Size and number of recipients are the largest of any record: a message is split on its way, and grows.
    fn message(&mut self, table: &Table, row: usize) {
        let cell = |property| self.strings.get(table.property(row, property));
        let recipients = addresses(cell(Property::Recipient)).count() as u32;
        self.facts.recipients = self.facts.recipients.max(recipients);
        if self.log_type == LogType::Tracking {
            let size = decimal(cell(Property::MessageSize)).unwrap_or(0);
            self.facts.size = self.facts.size.max(size);
            self.facts.messages = 1;
        }
    }

    fn finish(self) -> RecordOrigin {
        let facts = self.facts;
        (facts.worst_code, facts.worst_reply) = self.statuses.worst();
        facts.outcome = self.statuses.outcome(self.log_type);
        self.origin
    }
}

/// The server that wrote a record. A tracking log names the server that sends the message and the one that receives it:
/// events of outbound messages are written by the former, all others by the latter.
pub fn writer(table: &Table, row: usize, strings: &Strings) -> StringIndex {
    let (server, client) = (table.property(row, Property::Server), table.property(row, Property::ClientName));
    if table.log_type != LogType::Tracking {
        return server;
    }
    let says = |property, word: &[u8]| strings.get(table.property(row, property)).eq_ignore_ascii_case(word);
    let by_smtp = says(Property::Source, b"SMTP") && !says(Property::EventId, b"RECEIVE");
    let is_sender = by_smtp || says(Property::EventId, b"SUBMIT");
    let [first, second] = if is_sender { [client, server] } else { [server, client] };
    if first.is_empty() { second } else { first }
}

/// The addresses in a cell of recipients.
pub fn addresses(cell: &[u8]) -> impl Iterator<Item = &[u8]> {
    cell.split(|&byte| byte == b';').map(<[u8]>::trim_ascii).filter(|address| !address.is_empty())
}

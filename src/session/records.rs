//! Computes the facts of a session of records: the events of a message, the actions of the agents in one SMTP session,
//! the requests of one user.
//!
//! The content of a record is in its columns, so its facts come from the cells of its row and not from its text; only a
//! refusal is in the text ([`crate::format::tracking`]), as reply or status. The order is that of time.
//!
//! A message can have several recipients that fare differently: it is deferred as long as one of them waits.

use super::sides::{SidesRank, ranked_sides, writer};
use crate::bytes::decimal;
use crate::content::{TextKind, web};
use crate::entry::{Labels, LogType};
use crate::exchange::monitoring::{is_health_mailbox, is_health_page, is_probe_agent, is_probe_sender};
use crate::exchange::{Handling, Transfer, Verdict, address};
use crate::format::Property;
use crate::store::tables::{Table, Tables};
use crate::store::{EntryIndex, Facts, Noise, Outcome, Store, StringIndex, Strings, TextIndex};
use crate::text::is_blank;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

/// Server and labels of the session, as its records name them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RecordOrigin {
    /// The server that wrote the first record.
    pub server: StringIndex,
    /// The first connector of a message, and the two sides of its arrival or else of another transfer; the records of
    /// other logs all have the same.
    pub labels: Option<Labels<StringIndex>>,
}

/// What the records of a session have shown so far, besides its facts.
#[derive(Debug, Default)]
pub(super) struct RecordsRead {
    origin: RecordOrigin,
    /// The rank of the record that the two sides come from.
    sides_from: Option<SidesRank>,
    statuses: Statuses,
    common: Common,
}

impl RecordsRead {
    /// Takes the next record, and completes the facts from it.
    pub fn entry(&mut self, store: &Store, tables: &Tables, log_type: LogType, entry: EntryIndex, facts: &mut Facts) {
        let text = store.entries.text(entry);
        if let TextKind::Record { code } = store.texts.kind(text) {
            let is_failed_logon = code == 401 && web::result(code, store.texts.get(text)).is_failed_logon();
            self.statuses.add(log_type, code, text, is_failed_logon);
        }
        if let Some((table, row)) = tables.of_entry(entry) {
            Reading { strings: &store.strings, log_type, facts, read: self }.row(table, row);
        }
    }

    /// Completes the facts with what all records together show.
    pub fn finish(&self, log_type: LogType, facts: &mut Facts) -> RecordOrigin {
        (facts.worst_code, facts.worst_reply) = self.statuses.worst();
        facts.outcome = self.statuses.outcome(log_type);
        facts.noise = self.common.noise(log_type, facts.outcome);
        self.origin
    }
}

/// Statuses that ask the client to come back: to log on, to log on again (Outlook on the web), to fetch its policy or
/// use another server (ActiveSync). What follows shows the result.
const CHALLENGES: [u16; 4] = [401, 440, 449, 451];

/// The results of the records so far.
#[derive(Clone, Debug, Default)]
struct Statuses {
    /// The worst reply or status, and the text that contains it.
    worst: (u16, TextIndex),
    /// The last challenge that no success followed; a failed logon outweighs those that ask for credentials.
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
    /// The recipients that were deferred, and neither delivered nor given up later, in lower case.
    waiting: BTreeSet<Vec<u8>>,
    /// Recipients that are not named wait.
    others_wait: bool,
}

impl Statuses {
    fn add(&mut self, log_type: LogType, code: u16, text: TextIndex, is_failed_logon: bool) {
        let is_http = log_type == LogType::Http;
        if is_http && CHALLENGES.contains(&code) {
            if is_failed_logon || !self.logon_failed {
                self.challenge = Some((code, text));
            }
            self.logon_failed |= is_failed_logon;
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

    /// An event about recipients; `replaced` are those that it replaces by them.
    fn handled(&mut self, handling: Handling, recipients: &[u8], replaced: &[u8]) {
        match handling {
            Handling::Delivered | Handling::Discarded => self.delivered = true,
            Handling::Deferred => {
                self.others_wait |= addresses(recipients).next().is_none();
                self.waiting.extend(addresses(recipients).map(<[u8]>::to_ascii_lowercase));
                return;
            }
            Handling::Dropped => self.dropped = true,
            Handling::Refused => self.refused = true,
            Handling::Lost => self.lost = true,
            Handling::Redirected => return self.settle(replaced),
            Handling::Arrived | Handling::Report | Handling::Other => return,
        }
        self.others_wait = false;
        if addresses(recipients).next().is_none() {
            self.waiting.clear();
        }
        self.settle(recipients);
    }

    /// These recipients wait no longer.
    fn settle(&mut self, recipients: &[u8]) {
        if !self.waiting.is_empty() {
            for address in addresses(recipients) {
                self.waiting.remove(&address.to_ascii_lowercase());
            }
        }
    }

    fn is_deferred(&self) -> bool {
        self.others_wait || !self.waiting.is_empty()
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
            _ if self.is_deferred() => Outcome::Deferred,
            _ if self.delivered => Outcome::Accepted,
            _ if self.dropped => Outcome::Rejected,
            _ => Outcome::Incomplete,
        }
    }
}

/// What all records so far have in common that makes noise of them.
#[derive(Clone, Copy, Debug)]
struct Common {
    /// They are of Exchange's own monitoring, as far as they name somebody.
    is_health: bool,
    /// One of them names sender and recipient.
    is_named: bool,
    /// They ask for pages that are there for health checks, if they are requests.
    is_page: bool,
}

impl Default for Common {
    fn default() -> Common {
        Common { is_health: true, is_named: false, is_page: true }
    }
}

impl Common {
    fn noise(self, log_type: LogType, outcome: Outcome) -> Noise {
        let Common { is_health, is_named, is_page } = self;
        match (log_type, outcome) {
            (LogType::Http, Outcome::Accepted | Outcome::Empty) if is_health => Noise::Health,
            (LogType::Http, Outcome::Accepted) if is_page => Noise::Probe,
            (LogType::Tracking | LogType::Agent, Outcome::Accepted) if is_health && is_named => Noise::Health,
            _ => Noise::None,
        }
    }
}

/// A record that is being read.
struct Reading<'a> {
    strings: &'a Strings,
    log_type: LogType,
    facts: &'a mut Facts,
    read: &'a mut RecordsRead,
}

impl Reading<'_> {
    fn row(&mut self, table: &Table, row: usize) {
        self.take_first(table, row);
        match self.log_type {
            LogType::Http if self.read.common.is_health || self.read.common.is_page => self.compare_request(table, row),
            LogType::Tracking | LogType::Agent if self.read.common.is_health => self.compare_message(table, row),
            _ => {}
        }
        match self.log_type {
            LogType::Tracking => {
                let [event, recipients, replaced] =
                    [Property::EventId, Property::Recipient, Property::RelatedRecipient]
                        .map(|property| self.strings.get(table.property(row, property)));
                self.read.statuses.handled(Handling::of(event), recipients, replaced);
                self.message(table, row);
                self.take_sides(table, row);
            }
            LogType::Agent => {
                match Verdict::of(self.strings.get(table.property(row, Property::EventId))) {
                    Verdict::Refused => self.read.statuses.refused = true,
                    Verdict::Accepted => self.read.statuses.delivered = true,
                }
                self.message(table, row);
            }
            _ => {}
        }
    }

    /// Keeps what this request has in common with those before.
    fn compare_request(&mut self, table: &Table, row: usize) {
        let cell = |property| self.strings.get(table.property(row, property));
        let comes_from_server = || {
            let client = address(cell(Property::ClientAddress));
            client.is_some_and(|client| client.is_loopback() || Some(client) == address(cell(Property::ServerAddress)))
                && is_blank(cell(Property::OriginalClient))
        };
        let user = cell(Property::User);
        self.read.common.is_health &= is_health_mailbox(user)
            || (is_blank(user) && is_probe_agent(cell(Property::UserAgent)) && comes_from_server());
        self.read.common.is_page &= is_health_page(cell(Property::Url));
    }

    /// Keeps what this event of a message has in common with those before.
    fn compare_message(&mut self, table: &Table, row: usize) {
        let [sender, recipients] =
            [Property::Sender, Property::Recipient].map(|property| self.strings.get(table.property(row, property)));
        self.read.common.is_named |= !is_blank(sender) && !is_blank(recipients);
        self.read.common.is_health &= (is_blank(sender) || addresses(sender).all(is_probe_sender))
            && (is_blank(recipients) || addresses(recipients).all(is_health_mailbox));
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
        first(&mut records.original, Property::OriginalClient);
        if self.log_type == LogType::Http {
            first(&mut records.client_name, Property::UserAgent);
        }
        if self.log_type == LogType::Tracking {
            first(&mut self.read.origin.labels.get_or_insert_default().connector, Property::Connector);
        }
        if self.read.origin.server.is_empty() {
            self.read.origin.server = writer(table, row, self.strings);
        }
    }

    /// The two sides, and the name of the client: of the arrival if it is logged, or else of the first transfer.
    fn take_sides(&mut self, table: &Table, row: usize) {
        if self.read.sides_from.is_some_and(SidesRank::is_best) {
            return;
        }
        let (sides, rank) = ranked_sides(table, row, self.strings);
        if self.read.sides_from.is_some_and(|known| known <= rank) {
            return;
        }
        self.read.sides_from = Some(rank);
        let labels = self.read.origin.labels.get_or_insert_default();
        (labels.local, labels.remote) = (sides.local.address_or_name(), sides.remote.address_or_name());
        let is_client = rank.transfer == Transfer::Received;
        self.facts.records.client_name = if is_client { sides.remote.name } else { StringIndex::EMPTY };
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
}

/// The addresses in a cell of recipients: a log and `Export-Csv` separate them by `;`, and what PowerShell joins or prints by
/// blanks, commas, bars or line breaks, also in braces, where dots stand for those that it leaves out.
pub fn addresses(cell: &[u8]) -> impl Iterator<Item = &[u8]> {
    let inner = cell.strip_prefix(b"{").and_then(|inner| inner.strip_suffix(b"}"));
    let dots = |inner: &'_ [u8]| {
        ["...", "…"].iter().find(|dots| inner.ends_with(dots.as_bytes())).map_or(0, |dots| dots.len())
    };
    let inner = inner.map_or(cell, |inner| inner.get(..inner.len() - dots(inner)).unwrap_or_default());
    inner
        .split(|&byte| byte == b';')
        .flat_map(joined_addresses)
        .map(<[u8]>::trim_ascii)
        .filter(|address| !address.is_empty())
}

/// The addresses in a text, if it has nothing else; else all of it: names of Active Directory have blanks, as quoted local parts may.
fn joined_addresses(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_between = |byte: &u8| matches!(byte, b' ' | b',' | b'|' | b'\r' | b'\n' | b'\t');
    let is_list = text.trim_ascii().iter().any(is_between)
        && text.split(is_between).all(|part| part.is_empty() || (part.contains(&b'@') && !part.contains(&b'"')));
    text.split(move |byte| is_list && is_between(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn addresses_are_told_apart_however_they_were_joined() {
        let of = |cell: &'static str| {
            addresses(cell.as_bytes()).map(|one| core::str::from_utf8(one).unwrap()).collect::<Vec<_>>()
        };
        let two = ["ann@contoso.com", "bob@contoso.com"];
        for cell in [
            "ann@contoso.com;bob@contoso.com",
            "ann@contoso.com; bob@contoso.com;",
            "ann@contoso.com bob@contoso.com",
            "ann@contoso.com, bob@contoso.com",
            "ann@contoso.com,bob@contoso.com",
            "{ann@contoso.com, bob@contoso.com}",
            "ann@contoso.com|bob@contoso.com",
            "ann@contoso.com\r\nbob@contoso.com",
        ] {
            assert_eq!(of(cell), two, "{cell}");
        }
        for cell in [
            "/o=Contoso/ou=First Administrative Group/cn=Recipients/cn=ann",
            "\"ann b\"@contoso.com",
            "Ann <ann@contoso.com>",
            "ann@contoso.com",
        ] {
            assert_eq!(of(cell), [cell]);
        }
        assert_eq!(of(""), [""; 0]);
    }
}

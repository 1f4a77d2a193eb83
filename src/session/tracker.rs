//! Decides which session an entry belongs to.
//!
//! The key is origin, log type and session-id. The id alone is not enough: two servers may use the same one, and a
//! service may reuse one after a restart. So the sessions of one id form a chain, latest first, and an entry goes to
//! the first one that it fits:
//!
//! - The origin must be the same. Where the connector-id names the server, it is the connector-id, because the services
//!   of one server number their sessions independently; otherwise it is the folder. A log in another folder that
//!   repeats a row of the session is a copy and counts as the same origin, with all its rows: they are then recognised
//!   as duplicates ([`super::order`]) and not counted twice.
//! - An entry that opens a session (sequence-number 0, or a `+` after the end) belongs to a session that began at the
//!   very same time, or to one whose beginning is missing and that does not lie entirely before it. Otherwise it begins
//!   a new one.
//! - Any other entry belongs to the latest session that neither ended before it nor began after it. If all of them
//!   began after it, a clock was set back, and the latest one gets it.
//!
//! The ids of POP3 and IMAP4 sessions are small counters that restart with the service. There the client's address and
//! port are part of the key, and only `OpenSession` opens a session, because the numbers of rows may repeat.
//!
//! Records that are grouped ([`LogType::is_grouped`]) all go to the one session of their id, whatever their origin,
//! because a message passes through several servers. Only the requests of a client are those to one server and one web
//! site, as far as folders reveal them.
//!
//! Files may come in any order, so a session may get its beginning last. Nothing is dropped here.

use crate::bytes::steps::step;
use crate::entry::{Event, Labels, LogType};
use crate::exchange::split_connector;
use crate::store::entries::EntryRow;
use crate::store::sessions::Flags;
use crate::store::{
    EntryIndex, Facts, FileIndex, Session, SessionId, SessionIndex, SessionRow, Store, StringIndex, TextIndex,
};
use crate::time::Timestamp;

/// Sessions of one id that are tried for an entry, latest first. An anonymised log may have a single id for all
/// sessions; trying them all would take quadratic time.
const MAX_NAMESAKES: u32 = 1000;

/// The file that an entry comes from.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The file.
    pub file: FileIndex,
    /// The folder of the file.
    pub folder: StringIndex,
}

/// An entry whose strings are stored.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its time stamp.
    pub time: Timestamp,
    /// The sequence-number; `None` in logs that have none.
    pub sequence: Option<u32>,
    /// Its event.
    pub event: Event,
    /// Event, data and context.
    pub text: TextIndex,
    /// Connector-id and endpoints. Those of a record that is grouped count only if it is the first one with its id.
    pub labels: Labels<StringIndex>,
}

/// Puts entries into a store and into their sessions.
#[derive(Debug)]
pub struct Tracker<'a> {
    store: &'a mut Store,
}

impl<'a> Tracker<'a> {
    /// For a store.
    pub fn new(store: &'a mut Store) -> Self {
        Tracker { store }
    }

    /// The session that had this id last; `known` is a session that had it before, or none.
    pub fn latest(&self, log_type: LogType, id: &SessionId, known: SessionIndex) -> Option<SessionIndex> {
        if known != SessionIndex::NONE && !self.store.sessions.get(known).has_later_namesake {
            return Some(known);
        }
        self.store.sessions.latest(log_type, id)
    }

    /// Whether an entry plainly belongs to this session, as nearly all belong to that of the entry before with the same id.
    #[inline]
    pub fn is_next(&self, known: SessionIndex, row: &Row, source: Source) -> bool {
        let session = self.store.sessions.get(known);
        !session.has_later_namesake && (session.log_type.is_grouped() || is_next(session, row, source))
    }

    /// The session of that id that the entry belongs to, which is begun if there is none; `latest` is the latest one of that id.
    pub fn find_or_begin(
        &mut self,
        log_type: LogType,
        id: SessionId,
        latest: Option<SessionIndex>,
        row: &Row,
        source: Source,
    ) -> SessionIndex {
        let (session, same_labels) = match latest.and_then(|latest| self.find(latest, log_type, row, source)) {
            Some(found) => found,
            None => (self.begin(log_type, id, latest, row, source), true),
        };
        if !same_labels {
            self.keep_other_labels(session, row);
        }
        session
    }

    /// The session that the entry belongs to, if there is one, and whether the entry has its labels.
    fn find(
        &mut self,
        latest: SessionIndex,
        log_type: LogType,
        row: &Row,
        source: Source,
    ) -> Option<(SessionIndex, bool)> {
        if log_type == LogType::Http {
            return self.find_requests(latest, source).map(|found| (found, true));
        }
        if log_type.is_grouped() {
            // A group may come from several servers and through several connectors.
            return Some((latest, true));
        }
        if is_next(self.store.sessions.get(latest), row, source) {
            return Some((latest, true));
        }
        self.find_among_namesakes(latest, log_type, row, source)
    }

    /// The session of a request, of which only address, user and time are known: the same probes come to every server and
    /// every web site in the same second, so the latest one whose folders do not reveal another.
    fn find_requests(&mut self, latest: SessionIndex, source: Source) -> Option<SessionIndex> {
        let Store { sessions, origins, .. } = &mut *self.store;
        let own = origins.get(source.file).path;
        let before = |session: &SessionIndex| {
            Some(sessions.get(*session).namesake).filter(|&namesake| namesake != SessionIndex::NONE)
        };
        let mut namesakes = core::iter::successors(Some(latest), before).take(MAX_NAMESAKES as usize);
        let found = namesakes.find(|&candidate| {
            step();
            !own.differs_from(sessions.get(candidate).site)
        })?;
        // A file whose folder reveals less says nothing against what others reveal.
        let site = &mut sessions.get_mut(found).site;
        *site = site.or(own);
        Some(found)
    }

    /// The session that the entry belongs to, among those of its id.
    #[cold]
    fn find_among_namesakes(
        &mut self,
        latest: SessionIndex,
        log_type: LogType,
        row: &Row,
        source: Source,
    ) -> Option<(SessionIndex, bool)> {
        let Store { entries, sessions, session_rows, .. } = &mut *self.store;
        let Row { time, sequence, text, labels, .. } = *row;
        let stored = SessionRow { time, text, labels, sequence };
        let mut begun_later = None;
        let mut candidate = latest;
        for _ in 0..MAX_NAMESAKES {
            if candidate == SessionIndex::NONE {
                break;
            }
            step();
            let session = sessions.get(candidate);
            let mut same_origin = || match session.server.is_empty() {
                false => session.labels.connector == labels.connector,
                // The file of the last entry was found to be of the same origin when that entry was added. Otherwise
                // only a copy has the very same row, and every session of a copy is asked for it once.
                true => {
                    session.folder == source.folder
                        || session.file == source.file
                        || session_rows.has(sessions, entries, candidate, stored)
                }
            };
            // The client belongs to the key of a session only where ids are small counters.
            let same_client = || !log_type.is_mail_access() || session.labels.remote == labels.remote;
            if fits(session, row) && same_client() && same_origin() {
                let same_labels = session.labels == labels;
                if !session.begun || time >= session.start {
                    return Some((candidate, same_labels));
                }
                begun_later = begun_later.or(Some((candidate, same_labels)));
            }
            candidate = session.namesake;
        }
        begun_later
    }

    fn begin(
        &mut self,
        log_type: LogType,
        id: SessionId,
        latest: Option<SessionIndex>,
        row: &Row,
        source: Source,
    ) -> SessionIndex {
        let namesake = latest.unwrap_or(SessionIndex::NONE);
        let labels = row.labels;
        let server = split_connector(self.store.strings.get(labels.connector)).0.to_vec();
        let server = self.store.strings.intern(&server);
        let mut flags = Flags::default();
        flags.set(Flags::INFERRED, log_type.is_inferred());
        if namesake != SessionIndex::NONE {
            let other = self.store.sessions.get_mut(namesake);
            let same_place = other.folder == source.folder || !server.is_empty();
            let same_client = !log_type.is_mail_access() || other.labels.remote == labels.remote;
            let reused = other.labels.connector == labels.connector && same_place && same_client;
            // Files come in any order: the later of the two reused the id.
            let later = if row.time < other.start { &mut other.flags } else { &mut flags };
            later.set(Flags::REUSED_ID, reused || later.has(Flags::REUSED_ID));
        }
        self.store.sessions.push(Session {
            id,
            log_type,
            server,
            folder: source.folder,
            site: self.store.origins.get(source.file).path,
            labels,
            last: EntryIndex::NONE,
            entry_count: 0,
            last_duplicate: EntryIndex::NONE,
            duplicates: 0,
            start: row.time,
            end: row.time,
            last_sequence: 0,
            file: FileIndex::NONE,
            namesake,
            has_later_namesake: false,
            flags,
            begun: false,
            ended: false,
            unordered: false,
            stale: true,
            facts: Facts::default(),
        })
    }

    /// Puts the entry into the store, as the last one of its session.
    pub fn append(&mut self, index: SessionIndex, row: &Row, source: Source) -> EntryIndex {
        let session = self.store.sessions.get_mut(index);
        let sequence = row.sequence.unwrap_or(session.entry_count + session.duplicates);
        let first = session.entry_count == 0;
        let out_of_order = match row.sequence {
            Some(sequence) if session.log_type.has_sequence() => sequence <= session.last_sequence,
            // Numbers that may repeat order only rows of the same time.
            Some(sequence) if row.time == session.end => sequence <= session.last_sequence,
            _ => row.time < session.end || (session.file != source.file && row.time <= session.end),
        };
        session.unordered |= !first && out_of_order;
        session.last_sequence = sequence;
        session.start = session.start.min(row.time);
        session.end = session.end.max(row.time);
        session.begun |= is_first(session.log_type, row);
        session.ended |= row.event == Event::Disconnect;
        session.stale = true;
        let new_in_file = session.file != source.file;
        session.flags.set(Flags::STRADDLES, session.flags.has(Flags::STRADDLES) || (new_in_file && !first));
        session.file = source.file;
        let own = EntryRow { session: index, time: row.time, sequence, text: row.text, previous: session.last };
        session.entry_count += 1;
        session.last = self.store.entries.push(own);
        session.last
    }

    /// A send session has no endpoints until it is connected, or has tried others: it adopts them when they appear, and
    /// earlier entries keep theirs. An entry that lacks or changes a label of the session keeps its own.
    #[cold]
    fn keep_other_labels(&mut self, index: SessionIndex, row: &Row) {
        let old = self.store.sessions.get(index).labels;
        let own = row.labels;
        let connects = row.event == Event::Connect;
        let fill = |old: StringIndex, own: StringIndex| {
            if old.is_empty() || (connects && !own.is_empty()) { own } else { old }
        };
        let filled = Labels {
            connector: fill(old.connector, own.connector),
            local: fill(old.local, own.local),
            remote: fill(old.remote, own.remote),
        };
        if filled != old {
            self.store.sessions.change_labels(index, self.store.entries.next_index(), filled);
        }
        if own != filled {
            self.store.sessions.set_own_labels(self.store.entries.next_index(), own);
        }
    }
}

/// Whether the entry is the first one of its session. In a send session the `+` follows its first rows.
fn is_first(log_type: LogType, row: &Row) -> bool {
    match row.sequence {
        Some(sequence) if log_type.has_sequence() => sequence == 0,
        _ => row.event == Event::Connect,
    }
}

/// Whether the entry belongs to the latest session of its id, and has its labels. Nearly always they are the same, which is quicker to
/// check than the origin.
fn is_next(session: &Session, row: &Row, source: Source) -> bool {
    (session.folder == source.folder || !session.server.is_empty())
        && (!session.begun || row.time >= session.start)
        && fits(session, row)
        && session.labels == row.labels
}

/// Whether the entry can belong to the session, judging by time and number.
fn fits(session: &Session, row: &Row) -> bool {
    let is_second = row.event == Event::Connect && session.ended && row.time > session.end;
    if is_first(session.log_type, row) || is_second {
        session.start == row.time || (!session.begun && row.time <= session.end)
    } else {
        !is_over(session, row)
    }
}

/// Whether the session ended before the entry, so that the entry must belong to a later one.
fn is_over(session: &Session, row: &Row) -> bool {
    let later = match row.sequence {
        Some(sequence) if session.log_type.has_sequence() => sequence > session.last_sequence,
        _ => true,
    };
    session.ended && later && row.time > session.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Text, TextClass};
    use crate::entry::Meaning;
    use alloc::vec::Vec;

    /// Adds an entry `(sequence, time, event)` without text from a file in a folder, and returns its session.
    fn add(
        store: &mut Store,
        (log_type, id): (LogType, &str),
        (sequence, time, event): (Option<u32>, i64, Event),
        labels: [&str; 3],
        (file, folder): (u32, StringIndex),
    ) -> u32 {
        let [connector, local, remote] = labels.map(|label| store.strings.intern(label.as_bytes()));
        let text = Text { event, data: b"", context: b"" };
        let text = store.texts.intern(TextClass::of(log_type, text, Meaning::AsWritten), text);
        let labels = Labels { connector, local, remote };
        let row = Row { time: Timestamp(time), sequence, event, text, labels };
        let id = SessionId::read(id.as_bytes(), &mut store.strings);
        let source = Source { file: FileIndex(file), folder };
        let mut tracker = Tracker::new(store);
        let latest = tracker.latest(log_type, &id, SessionIndex::NONE);
        let session = tracker.find_or_begin(log_type, id, latest, &row, source);
        tracker.append(session, &row, source);
        session.0
    }

    /// Adds entries drawn as `(folder, connector, id, sequence or -1, time, event)` and returns the session of each.
    fn sessions(rows: &[(u32, &str, &str, i64, i64, Event)]) -> Vec<u32> {
        let mut store = Store::default();
        let place = |&(folder, connector, id, sequence, time, event): &(u32, &str, &str, i64, i64, Event)| {
            let log_type = if sequence < 0 { LogType::Connectivity } else { LogType::SmtpReceive };
            let labels = [connector, "", "198.51.100.7:25"];
            let (sequence, source) = (u32::try_from(sequence).ok(), (folder, StringIndex(folder)));
            add(&mut store, (log_type, id), (sequence, time, event), labels, source)
        };
        rows.iter().map(place).collect()
    }

    use Event::{Connect as Plus, Disconnect as Minus, Information as Star};

    #[test]
    fn entries_of_one_id_are_one_session() {
        let rows = [(0, "A\\c", "x", 0, 1, Plus), (0, "A\\c", "y", 0, 1, Plus), (0, "A\\c", "x", 1, 2, Minus)];
        assert_eq!(sessions(&rows), [0, 1, 0]);
    }

    #[test]
    fn a_reused_id_is_another_session() {
        let rows = [
            (0, "A\\c", "x", 0, 1, Plus),
            (0, "A\\c", "x", 1, 2, Minus),
            (0, "A\\c", "x", 0, 5, Plus),
            (0, "A\\c", "x", 1, 6, Minus),
            (0, "A\\c", "x", 7, 9, Star),
        ];
        assert_eq!(sessions(&rows), [0, 0, 1, 1, 2]);
        let without_numbers = [
            (0, "c", "x", -1, 1, Plus),
            (0, "c", "x", -1, 2, Minus),
            (0, "c", "x", -1, 5, Plus),
            (0, "c", "x", -1, 6, Minus),
        ];
        assert_eq!(sessions(&without_numbers), [0, 0, 1, 1]);
    }

    #[test]
    fn a_send_session_has_its_connect_after_the_first_row() {
        let rows = [
            (0, "c", "x", 0, 1, Star),
            (0, "c", "x", 1, 1, Star),
            (0, "c", "x", 2, 2, Plus),
            (0, "c", "x", 3, 3, Minus),
        ];
        assert_eq!(sessions(&rows), [0, 0, 0, 0]);
    }

    #[test]
    fn two_servers_may_use_one_id() {
        let rows = [
            (0, "A\\c", "x", 0, 1, Plus),
            (0, "B\\c", "x", 0, 1, Plus),
            (0, "A\\c", "x", 1, 2, Minus),
            (0, "B\\c", "x", 1, 2, Minus),
        ];
        assert_eq!(sessions(&rows), [0, 1, 0, 1]);
        let by_folder = [(0, "c", "x", 0, 1, Plus), (1, "c", "x", 0, 9, Plus), (0, "c", "x", 1, 2, Star)];
        assert_eq!(sessions(&by_folder), [0, 1, 0]);
    }

    #[test]
    fn a_copy_in_another_folder_is_the_same_session() {
        let rows = [
            (0, "c", "x", 0, 1, Plus),
            (0, "c", "x", 1, 2, Minus),
            (1, "c", "x", 0, 1, Plus),
            (1, "c", "x", 1, 2, Minus),
        ];
        assert_eq!(sessions(&rows), [0, 0, 0, 0]);
    }

    #[test]
    fn a_session_may_get_its_beginning_last() {
        let rows = [
            (0, "c", "x", 5, 6, Star),
            (0, "c", "x", 6, 7, Minus),
            (0, "c", "x", 0, 1, Plus),
            (0, "c", "x", 1, 2, Star),
        ];
        assert_eq!(sessions(&rows), [0, 0, 0, 0]);
    }

    /// As [`sessions`], of an IMAP4 log: `(client, sequence, time, event)` of one id.
    fn mail_access(rows: &[(&str, u32, i64, Event)]) -> Vec<u32> {
        let mut store = Store::default();
        let place = |&(remote, sequence, time, event): &(&str, u32, i64, Event)| {
            let (id, row) = ((LogType::Imap4, "00000000000000E2"), (Some(sequence), time, event));
            add(&mut store, id, row, ["", "192.0.2.1:993", remote], (0, StringIndex::EMPTY))
        };
        rows.iter().map(place).collect()
    }

    #[test]
    fn sessions_of_a_restarted_counter_are_distinguished_by_client_and_opening() {
        let of_two_clients = [("a:1", 0, 1, Plus), ("b:1", 0, 1, Plus), ("b:1", 1, 2, Star), ("a:1", 1, 3, Minus)];
        assert_eq!(mail_access(&of_two_clients), [0, 1, 1, 0]);
        let of_one_client = [("a:1", 0, 1, Plus), ("a:1", 2, 2, Star), ("a:1", 0, 9, Plus), ("a:1", 1, 9, Star)];
        assert_eq!(mail_access(&of_one_client), [0, 0, 1, 1]);
    }

    #[test]
    fn numbers_that_repeat_are_rows_of_one_mailbox_session() {
        let rows = [("a:1", 0, 1, Plus), ("a:1", 2, 2, Star), ("a:1", 1, 3, Minus), ("a:1", 0, 1, Star)];
        assert_eq!(mail_access(&rows), [0, 0, 0, 0]);
    }

    #[test]
    fn entries_before_the_connection_keep_their_empty_endpoints() {
        let mut store = Store::default();
        let local = ["", "", "192.0.2.1:999", "192.0.2.1:999", ""];
        for (sequence, local) in local.into_iter().enumerate() {
            let row = (Some(sequence as u32), 1, Event::Information);
            add(&mut store, (LogType::SmtpSend, "x"), row, ["c", local, "r"], (0, StringIndex::EMPTY));
        }
        let session = SessionIndex(0);
        for (entry, local) in local.into_iter().enumerate() {
            let labels = store.sessions.labels_of(session, EntryIndex(entry as u32));
            assert_eq!(store.strings.text(labels.local), local, "entry {entry}");
        }
        assert_eq!(store.strings.get(store.sessions.get(session).labels.local), b"192.0.2.1:999");
    }
}

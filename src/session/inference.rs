//! Finds the session of entries that name none (formats.md section 4.5).
//!
//! IIS logs say who spoke but not in which connection. So entries are put together by guess: those of one client of one
//! server belong together until they say that the connection ends, or until nothing was said for a while. What comes out
//! is an id for each entry, and from there on such a log is read like any other.
//!
//! - Commands of clients, [`LogType::SmtpService`] and [`LogType::NntpService`]: one session is one address and one name
//!   of HELO. QUIT ends it, so does a pause of ten minutes. HELO begins one, but not the second HELO after a STARTTLS, or
//!   one that follows a refused EHLO. Rows before HELO have no name; the first name that comes takes them over. When a
//!   host says HELO again in the middle of a mail it has lost the connection, or has two: then the newer one takes what
//!   follows until its QUIT, and the older one the rest. Which row is of which of the two nobody can tell.
//! - Connections that the server opened: one session is one address. The greeting, `220`, begins it (but not the `220`
//!   that answers STARTTLS), the reply to QUIT ends it.
//! - Requests, [`LogType::Http`]: one session is one address and one user, and a pause of half an hour ends it.
//!
//! Sessions go on from file to file of a folder as long as the files come in the order of time. A file that begins before
//! the end of the last one begins anew; so a file that is opened twice gives the same ids, which hold the address, the name
//! and the time of the first row, and its entries are found to be copies.

use super::tracker::Source;
use crate::entry::{Entry, Event, LogType, SessionKey};
use crate::smtp::{Command, Reply, Verb};
use crate::store::{FileIndex, StringIndex};
use crate::time::Timestamp;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use hashbrown::HashMap;

const MINUTE: i64 = 60_000;

/// Milliseconds without a row after which a connection counts as ended.
const LONGEST_PAUSE: i64 = 10 * MINUTE;

/// Milliseconds without a request after which the next one begins another session.
const LONGEST_IDLE: i64 = 30 * MINUTE;

/// Sessions of one party that can be open at a time; more would be a log that lacks every QUIT.
const MOST_OPEN: usize = 64;

/// Parties that are remembered before those are forgotten that have been silent for too long.
const MANY_PARTIES: usize = 1024;

type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// Gives entries without session-id one; see the module's essay.
#[derive(Debug, Default)]
pub struct SessionInference {
    places: Map<(LogType, StringIndex), Place>,
    key: Vec<u8>,
    id: Vec<u8>,
}

/// The logs of one kind in one folder.
#[derive(Debug, Default)]
struct Place {
    file: FileIndex,
    /// The latest time of its rows.
    last: Timestamp,
    parties: Map<Vec<u8>, Party>,
    /// Number of parties at which the silent ones are forgotten.
    most_parties: usize,
}

/// The sessions of one address with one server, in one direction.
#[derive(Debug, Default)]
struct Party {
    /// Those that are open, the newest last.
    open: Vec<Open>,
    last: Timestamp,
    /// When the last session began, and how many began at that time.
    begun: (Timestamp, u32),
}

/// One session.
#[derive(Debug)]
struct Open {
    id: Vec<u8>,
    last: Timestamp,
    name: Vec<u8>,
    hello: Option<Verb>,
    /// A mail was begun in it.
    mail: bool,
    /// STARTTLS was said, and not answered yet.
    starting_tls: bool,
    /// QUIT was said, and not answered yet.
    quitting: bool,
}

/// Which rules apply.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Inbound,
    Outbound,
    Requests,
}

impl Way {
    fn longest_pause(self) -> i64 {
        if self == Way::Requests { LONGEST_IDLE } else { LONGEST_PAUSE }
    }
}

impl SessionInference {
    /// The session-id for an entry: its own, or one inferred from the client, user or connection that it names.
    pub fn session_id<'a>(&'a mut self, log_type: LogType, entry: &Entry<'a>, source: Source) -> &'a [u8] {
        let (way, name) = match entry.session {
            SessionKey::Id(id) => return id,
            SessionKey::Client(name) => (Way::Inbound, name),
            SessionKey::Outbound => (Way::Outbound, &b"outbound"[..]),
            SessionKey::User(name) => (Way::Requests, name),
        };
        let place = self.places.entry((log_type, source.folder)).or_default();
        place.take_time(source.file, entry.time);
        self.key.clear();
        self.key.push(way as u8);
        for part in [entry.labels.connector, b"\0", entry.labels.remote] {
            self.key.extend_from_slice(part);
        }
        if !place.parties.contains_key(&self.key) {
            place.forget_silent(entry.time);
            place.parties.insert(self.key.clone(), Party::default());
        }
        self.id.clear();
        if let Some(party) = place.parties.get_mut(&self.key) {
            party.last = entry.time;
            party.take(way, name, entry, &mut self.id);
        }
        &self.id
    }
}

impl Place {
    fn take_time(&mut self, file: FileIndex, time: Timestamp) {
        let is_new = self.file != file;
        if is_new && time < self.last {
            self.parties.clear();
            self.last = time;
        }
        self.file = file;
        self.last = self.last.max(time);
    }

    fn forget_silent(&mut self, now: Timestamp) {
        if self.parties.len() < self.most_parties.max(MANY_PARTIES) {
            return;
        }
        self.parties.retain(|_, party| is_near(now, party.last, LONGEST_IDLE));
        self.most_parties = self.parties.len() * 2;
    }
}

/// Rows may stand a little out of order, so the pause counts in both directions.
fn is_near(time: Timestamp, other: Timestamp, longest: i64) -> bool {
    time.since(other).abs() <= longest
}

impl Party {
    /// Takes an entry into the session that it belongs to, and writes the id of that.
    fn take(&mut self, way: Way, name: &[u8], entry: &Entry<'_>, id: &mut Vec<u8>) {
        self.open.retain(|session| is_near(entry.time, session.last, way.longest_pause()));
        let command = Command::parse(entry.data).verb;
        let found = match way {
            Way::Requests => self.named(name),
            Way::Inbound => self.inbound(name, command),
            Way::Outbound => self.outbound(entry),
        };
        let place = found.unwrap_or_else(|| self.begin(name, entry));
        let Some(session) = self.open.get_mut(place) else { return };
        id.extend_from_slice(&session.id);
        session.last = entry.time;
        let over = match way {
            Way::Requests => false,
            Way::Inbound => session.take_command(command),
            Way::Outbound => session.take_outbound(entry, command),
        };
        if over {
            self.open.remove(place);
        }
    }

    fn begin(&mut self, name: &[u8], entry: &Entry<'_>) -> usize {
        let number = if self.begun.0 == entry.time { self.begun.1 + 1 } else { 1 };
        self.begun = (entry.time, number);
        if self.open.len() >= MOST_OPEN {
            self.open.remove(0);
        }
        self.open.push(Open::begun_by(name, entry, number));
        self.open.len() - 1
    }

    fn named(&self, name: &[u8]) -> Option<usize> {
        self.open.iter().rposition(|session| session.name == name)
    }

    fn inbound(&mut self, name: &[u8], command: Verb) -> Option<usize> {
        let nameless = || self.open.iter().rposition(|session| session.name.is_empty());
        let place = self.named(name).or_else(nameless)?;
        let session = self.open.get_mut(place)?;
        if session.begins_again(command) {
            return None;
        }
        if session.name.is_empty() {
            session.name.extend_from_slice(name);
        }
        Some(place)
    }

    fn outbound(&self, entry: &Entry<'_>) -> Option<usize> {
        let session = self.open.last()?;
        let greets = entry.event == Event::Receive && Reply::parse(entry.data).is_some_and(|reply| reply.code == 220);
        (!greets || session.starting_tls).then(|| self.open.len() - 1)
    }
}

impl Open {
    /// Its id is server, address, name and time of the first row, and which one it is of those of the same time.
    fn begun_by(name: &[u8], entry: &Entry<'_>, number: u32) -> Open {
        let mut id = Vec::new();
        for part in [entry.labels.connector, entry.labels.remote, name].into_iter().filter(|part| !part.is_empty()) {
            id.extend_from_slice(part);
            id.push(b'/');
        }
        id.extend_from_slice(entry.time.to_iso().to_string().as_bytes());
        if number > 1 {
            id.extend_from_slice(format!("#{number}").as_bytes());
        }
        Open {
            id,
            last: entry.time,
            name: name.to_vec(),
            hello: None,
            mail: false,
            starting_tls: false,
            quitting: false,
        }
    }

    /// Whether a command can only be the first one of another connection.
    fn begins_again(&self, command: Verb) -> bool {
        matches!(command, Verb::Helo | Verb::Ehlo) && (self.mail || self.hello == Some(command))
    }

    /// Takes a command of the client; true when it ends the session.
    fn take_command(&mut self, command: Verb) -> bool {
        match command {
            Verb::Helo | Verb::Ehlo => self.hello = Some(command),
            Verb::StartTls | Verb::XAnonymousTls => self.hello = None,
            Verb::Mail => self.mail = true,
            _ => {}
        }
        command == Verb::Quit
    }

    /// Takes a row of a connection that the server opened; true when it ends the session.
    fn take_outbound(&mut self, entry: &Entry<'_>, command: Verb) -> bool {
        if entry.event == Event::Send {
            self.starting_tls = command == Verb::StartTls;
            self.quitting = command == Verb::Quit;
            return false;
        }
        self.starting_tls = false;
        self.quitting
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Labels, Meaning};
    use alloc::string::String;

    /// The ids of rows drawn as `(second, address, name, data, context)`; data that begins with `>` is a command of the
    /// server. The file changes at a row without address.
    fn ids(log_type: LogType, rows: &[(i64, &str, &str, &str, &str)]) -> Vec<String> {
        let mut inference = SessionInference::default();
        let mut file = 0;
        let mut ids = Vec::new();
        for &(second, address, name, data, context) in rows {
            if address.is_empty() {
                file += 1;
                continue;
            }
            let own = data.strip_prefix('>');
            let session = match log_type {
                LogType::Http => SessionKey::User(name.as_bytes()),
                _ if context.is_empty() => SessionKey::Outbound,
                _ => SessionKey::Client(name.as_bytes()),
            };
            let entry = Entry {
                time: Timestamp(second * 1000),
                session,
                sequence: None,
                labels: Labels { connector: b"S", local: b"", remote: address.as_bytes() },
                event: if own.is_some() { Event::Send } else { Event::Receive },
                data: own.unwrap_or(data).as_bytes(),
                context: context.as_bytes(),
                meaning: Meaning::default(),
            };
            let source = Source { file: FileIndex(file), folder: StringIndex::EMPTY };
            ids.push(String::from_utf8_lossy(inference.session_id(log_type, &entry, source)).into_owned());
        }
        ids
    }

    /// Which of the ids are the same, as numbers in the order of their first.
    fn groups(ids: &[String]) -> Vec<usize> {
        let first = |id: &String| ids.iter().position(|other| other == id).unwrap();
        let mut firsts: Vec<usize> = ids.iter().map(first).collect();
        firsts.dedup();
        let mut distinct = firsts.clone();
        distinct.sort_unstable();
        distinct.dedup();
        ids.iter().map(|id| distinct.iter().position(|&place| place == first(id)).unwrap()).collect()
    }

    fn smtp(rows: &[(i64, &str, &str, &str, &str)]) -> Vec<usize> {
        groups(&ids(LogType::SmtpService, rows))
    }

    #[test]
    fn quit_ends_a_session_and_a_pause_does() {
        let rows = [
            (1, "a", "h", "HELO h", "250"),
            (2, "a", "h", "MAIL FROM:<x@y>", "250"),
            (2, "a", "h", "QUIT", "240"),
            (2, "a", "h", "HELO h", "250"),
            (3, "a", "h", "QUIT", "240"),
            (4, "a", "h", "NOOP", "250"),
            (604, "a", "h", "NOOP", "250"),
            (1205, "a", "h", "NOOP", "250"),
        ];
        assert_eq!(smtp(&rows), [0, 0, 0, 1, 1, 2, 2, 3]);
    }

    #[test]
    fn addresses_and_names_are_kept_apart() {
        let rows = [
            (1, "a", "h", "HELO h", "250"),
            (1, "b", "h", "HELO h", "250"),
            (1, "a", "g", "HELO g", "250"),
            (2, "a", "h", "RSET", "250"),
            (2, "a", "g", "QUIT", "240"),
            (2, "b", "h", "QUIT", "240"),
            (2, "a", "h", "QUIT", "240"),
        ];
        assert_eq!(smtp(&rows), [0, 1, 2, 0, 2, 1, 0]);
    }

    #[test]
    fn rows_before_the_name_belong_to_the_first_one() {
        let rows = [(1, "a", "", "xxxx rr", "500"), (1, "a", "h", "HELO h", "250"), (2, "a", "h", "QUIT", "240")];
        assert_eq!(smtp(&rows), [0, 0, 0]);
        assert!(ids(LogType::SmtpService, &rows)[2].starts_with("S/a/1970"), "the id is that of the beginning");
    }

    #[test]
    fn hello_is_said_again_in_one_session_only_where_smtp_has_it_so() {
        let tls = [
            (1, "a", "h", "EHLO h", "250"),
            (1, "a", "h", "STARTTLS", "220"),
            (1, "a", "h", "EHLO h", "250"),
            (1, "a", "h", "MAIL FROM:<x@y>", "250"),
        ];
        assert_eq!(smtp(&tls), [0, 0, 0, 0]);
        assert_eq!(smtp(&[(1, "a", "h", "EHLO h", "500"), (1, "a", "h", "HELO h", "250")]), [0, 0]);
        let parallel = [
            (1, "a", "h", "EHLO h", "250"),
            (1, "a", "h", "MAIL FROM:<x@y>", "250"),
            (2, "a", "h", "EHLO h", "250"),
            (3, "a", "h", "QUIT", "240"),
            (4, "a", "h", "QUIT", "240"),
        ];
        assert_eq!(smtp(&parallel), [0, 0, 1, 1, 0]);
    }

    #[test]
    fn a_greeting_begins_an_outbound_session_and_the_reply_to_quit_ends_it() {
        let rows = [
            (1, "a", "R", "220 ready", ""),
            (1, "a", "C", ">EHLO s", ""),
            (1, "a", "R", "250 hello", ""),
            (1, "a", "C", ">STARTTLS", ""),
            (1, "a", "R", "220 go ahead", ""),
            (1, "b", "R", "220 ready", ""),
            (1, "a", "C", ">QUIT", ""),
            (1, "a", "R", "221 bye", ""),
            (1, "a", "R", "220 ready", ""),
        ];
        assert_eq!(smtp(&rows), [0, 0, 0, 0, 0, 1, 0, 0, 2]);
        assert!(ids(LogType::SmtpService, &rows)[8].ends_with("#2"), "two may begin in one second");
    }

    #[test]
    fn requests_of_one_user_are_one_session_until_he_rests() {
        let rows = [
            (1, "a", "u", "GET /", "200"),
            (2, "a", "v", "GET /", "200"),
            (1801, "a", "u", "QUIT /", "200"),
            (3601, "a", "u", "GET /", "200"),
            (5402, "a", "u", "GET /", "200"),
        ];
        assert_eq!(groups(&ids(LogType::Http, &rows)), [0, 1, 0, 0, 2]);
    }

    #[test]
    fn a_session_goes_on_in_the_next_file_and_a_file_read_again_gives_the_same_ids() {
        let first = [(1, "a", "h", "HELO h", "250"), (3, "a", "h", "RSET", "250")];
        let second = [(3, "a", "h", "NOOP", "250"), (4, "a", "h", "QUIT", "240")];
        let next = (0, "", "", "", "");
        let rows =
            [first[0], first[1], next, second[0], second[1], next, first[0], first[1], next, second[0], second[1]];
        let ids = ids(LogType::SmtpService, &rows);
        assert_eq!(groups(&ids), [0; 8]);
    }
}

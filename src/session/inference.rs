//! Infers the session of entries that name none.
//!
//! The logs of IIS show which address sent a command but not over which connection. So sessions are inferred from
//! address, name and time: the entries of one client of one server belong together until the connection is closed, or
//! until nothing has been logged for a while. The result is an id for each entry; from there on such a log is read like
//! any other.
//!
//! - Commands of clients ([`LogType::SmtpService`] and `NntpService`): a session is one address and one HELO name. QUIT
//!   ends it, and so does a pause of ten minutes. HELO begins one, except for the second HELO after STARTTLS, or after
//!   a refused EHLO. Rows before HELO have no name; the first name that follows adopts them. A host that sends HELO
//!   again in the middle of a message has lost its connection, or has two of them: then the newer one gets what follows
//!   up to its QUIT, and the older one the rest. Which of the two a row belongs to cannot be known.
//! - Connections that the server opened: a session is one address. The greeting, `220`, begins it (but not the `220` in
//!   reply to STARTTLS); the reply to QUIT ends it.
//! - Requests ([`LogType::Http`]): a session is one address and one user, and a pause of half an hour ends it. Those to
//!   another server or web site are another session ([`super::tracker`]).
//!
//! Sessions continue across the files of a folder as long as the files come in chronological order. A file that begins
//! before the end of the previous one starts afresh. A file that is opened twice therefore yields the same ids, which
//! consist of address, name and time of the first row, and its entries are recognised as duplicates.

use super::tracker::Source;
use crate::bytes::{HashKey, HashMap};
use crate::entry::{Entry, Event, LogType, SessionKey};
use crate::smtp::{Command, Reply, Verb};
use crate::store::{FileIndex, StringIndex};
use crate::time::Timestamp;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

const MINUTE: i64 = 60_000;

/// Milliseconds without a row after which a connection counts as closed.
const MAX_PAUSE: i64 = 10 * MINUTE;

/// Milliseconds without a request after which the next one begins another session.
const MAX_IDLE: i64 = 30 * MINUTE;

/// Sessions of one peer that can be open at a time; only a log without any QUIT would have more.
const MAX_OPEN: usize = 64;

/// Number of peers up to which even silent ones are remembered.
const PEERS_KEPT: usize = 1024;

/// Gives a session-id to entries that have none; see the module's essay.
#[cfg_attr(test, derive(Default))]
#[derive(Debug)]
pub struct SessionInference {
    folders: HashMap<(LogType, StringIndex), Folder>,
    key: Vec<u8>,
    id: Vec<u8>,
}

/// The logs of one type in one folder.
#[derive(Debug)]
struct Folder {
    file: FileIndex,
    /// The latest time of its rows.
    last: Timestamp,
    peers: HashMap<Vec<u8>, Peer>,
    /// Number of peers at which the silent ones are forgotten.
    forget_at: usize,
}

/// The sessions between one address and one server, in one direction.
#[derive(Debug, Default)]
struct Peer {
    /// The open ones, the newest last.
    open: Vec<OpenSession>,
    last: Timestamp,
    /// When the last session began, and how many have begun at that time.
    begun: (Timestamp, u32),
}

/// An open session.
#[derive(Debug)]
struct OpenSession {
    id: Vec<u8>,
    last: Timestamp,
    name: Vec<u8>,
    hello: Option<Verb>,
    /// A message has been begun in it.
    mail: bool,
    /// STARTTLS has been sent and not yet been replied to.
    starting_tls: bool,
    /// QUIT has been sent and not yet been replied to.
    quitting: bool,
}

/// Which rules apply.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rules {
    Inbound,
    Outbound,
    Requests,
}

impl Rules {
    fn max_pause(self) -> i64 {
        if self == Rules::Requests { MAX_IDLE } else { MAX_PAUSE }
    }
}

impl SessionInference {
    /// For logs of which nothing has been read yet.
    pub fn new(key: HashKey) -> SessionInference {
        SessionInference { folders: HashMap::with_hasher(key), key: Vec::new(), id: Vec::new() }
    }

    /// The session-id for an entry: its own, or one inferred from the client, user or connection that it names.
    pub fn session_id<'a>(&'a mut self, log_type: LogType, entry: &Entry<'a>, source: Source) -> &'a [u8] {
        let (rules, name) = match entry.session {
            SessionKey::Id(id) => return id,
            SessionKey::Client(name) => (Rules::Inbound, name),
            SessionKey::Outbound => (Rules::Outbound, &b"outbound"[..]),
            SessionKey::User(name) => (Rules::Requests, name),
        };
        let key = self.folders.hasher().clone();
        let folder = self.folders.entry((log_type, source.folder)).or_insert_with(|| Folder::new(key));
        folder.take_time(source.file, entry.time);
        self.key.clear();
        self.key.push(rules as u8);
        for part in [entry.labels.connector, b"\0", entry.labels.remote] {
            self.key.extend_from_slice(part);
        }
        self.id.clear();
        match folder.peers.get_mut(&self.key) {
            Some(peer) => peer.take(rules, name, entry, &mut self.id),
            None => {
                folder.forget_silent(entry.time);
                let mut peer = Peer::default();
                peer.take(rules, name, entry, &mut self.id);
                folder.peers.insert(self.key.clone(), peer);
            }
        }
        &self.id
    }
}

impl Folder {
    fn new(key: HashKey) -> Folder {
        Folder {
            file: FileIndex::default(),
            last: Timestamp::default(),
            peers: HashMap::with_hasher(key),
            forget_at: 0,
        }
    }

    fn take_time(&mut self, file: FileIndex, time: Timestamp) {
        let is_new = self.file != file;
        if is_new && time < self.last {
            self.peers.clear();
            self.last = time;
        }
        self.file = file;
        self.last = self.last.max(time);
    }

    fn forget_silent(&mut self, now: Timestamp) {
        if self.peers.len() < self.forget_at.max(PEERS_KEPT) {
            return;
        }
        self.peers.retain(|_, peer| is_near(now, peer.last, MAX_IDLE));
        self.forget_at = self.peers.len() * 2;
    }
}

/// Rows may be slightly out of order, so a pause counts in both directions.
fn is_near(time: Timestamp, other: Timestamp, max: i64) -> bool {
    time.since(other).abs() <= max
}

impl Peer {
    /// Adds an entry to the session it belongs to, and appends the id of that session to `id`.
    fn take(&mut self, rules: Rules, name: &[u8], entry: &Entry<'_>, id: &mut Vec<u8>) {
        self.last = entry.time;
        self.open.retain(|session| is_near(entry.time, session.last, rules.max_pause()));
        let command = Command::parse(entry.data).verb;
        let found = match rules {
            Rules::Requests => self.named(name),
            Rules::Inbound => self.inbound(name, command),
            Rules::Outbound => self.outbound(entry),
        };
        let index = found.unwrap_or_else(|| self.begin(name, entry));
        let Some(session) = self.open.get_mut(index) else { return };
        id.extend_from_slice(&session.id);
        session.last = entry.time;
        let over = match rules {
            Rules::Requests => false,
            Rules::Inbound => session.take_command(command),
            Rules::Outbound => session.take_outbound(entry, command),
        };
        if over {
            self.open.remove(index);
        }
    }

    fn begin(&mut self, name: &[u8], entry: &Entry<'_>) -> usize {
        let number = if self.begun.0 == entry.time { self.begun.1 + 1 } else { 1 };
        self.begun = (entry.time, number);
        if self.open.len() >= MAX_OPEN {
            self.open.remove(0);
        }
        self.open.push(OpenSession::begun_by(name, entry, number));
        self.open.len() - 1
    }

    fn named(&self, name: &[u8]) -> Option<usize> {
        self.open.iter().rposition(|session| session.name == name)
    }

    fn inbound(&mut self, name: &[u8], command: Verb) -> Option<usize> {
        let nameless = || self.open.iter().rposition(|session| session.name.is_empty());
        let index = self.named(name).or_else(nameless)?;
        let session = self.open.get_mut(index)?;
        if session.begins_again(command) {
            return None;
        }
        if session.name.is_empty() {
            session.name.extend_from_slice(name);
        }
        Some(index)
    }

    fn outbound(&self, entry: &Entry<'_>) -> Option<usize> {
        let session = self.open.last()?;
        let greets = entry.event == Event::Receive && Reply::parse(entry.data).is_some_and(|reply| reply.code == 220);
        (!greets || session.starting_tls).then(|| self.open.len() - 1)
    }
}

impl OpenSession {
    /// Its id consists of server, address, name and time of the first row, and a number if several began at that time.
    fn begun_by(name: &[u8], entry: &Entry<'_>, number: u32) -> OpenSession {
        let mut id = Vec::new();
        for part in [entry.labels.connector, entry.labels.remote, name].into_iter().filter(|part| !part.is_empty()) {
            id.extend_from_slice(part);
            id.push(b'/');
        }
        id.extend_from_slice(entry.time.to_iso().to_string().as_bytes());
        if number > 1 {
            id.extend_from_slice(format!("#{number}").as_bytes());
        }
        OpenSession {
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

    /// Handles a command of the client; true if it ends the session.
    fn take_command(&mut self, command: Verb) -> bool {
        match command {
            Verb::Helo | Verb::Ehlo => self.hello = Some(command),
            Verb::StartTls | Verb::XAnonymousTls => self.hello = None,
            Verb::Mail => self.mail = true,
            _ => {}
        }
        command == Verb::Quit
    }

    /// Handles a row of a connection that the server opened; true if it ends the session.
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
    fn a_repeated_hello_stays_in_the_session_only_where_smtp_allows_it() {
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
    fn requests_of_one_user_are_one_session_until_a_pause() {
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
    fn a_session_continues_in_the_next_file_and_rereading_a_file_gives_the_same_ids() {
        let first = [(1, "a", "h", "HELO h", "250"), (3, "a", "h", "RSET", "250")];
        let second = [(3, "a", "h", "NOOP", "250"), (4, "a", "h", "QUIT", "240")];
        let next = (0, "", "", "", "");
        let rows =
            [first[0], first[1], next, second[0], second[1], next, first[0], first[1], next, second[0], second[1]];
        let ids = ids(LogType::SmtpService, &rows);
        assert_eq!(groups(&ids), [0; 8]);
    }
}

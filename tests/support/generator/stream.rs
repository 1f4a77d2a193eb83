//! One log of one service on one server: starts sessions, interleaves their rows by time, and cuts files.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt::Write as _;

use super::random::Random;
use super::script::{Marks, Script};
use super::time::{Date, iso};
use super::{Count, Kind, LogFile, Truth, connectivity, receive, send};

/// Exchange cuts a file when it reaches this size.
const FILE_BYTES: usize = 10_000_000;

/// 2024-03-12T05:00:00Z, in milliseconds.
const BEGIN: u64 = 1_710_219_600_000;

/// .NET ticks (100 ns since 0001-01-01) at 1970-01-01T00:00Z.
const TICKS_AT_EPOCH: u64 = 621_355_968_000_000_000;

/// Which build of Exchange wrote the log: the shape of EHLO replies and certificates depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// 2010 and 2013: a row for every line of a reply and every attribute of a certificate.
    Rows,
    /// 2016 and later: one row for all.
    Joined,
}

/// The part of the transport pipeline that wrote the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// The front end: clients and the outside world.
    FrontEnd,
    /// The hub: other services and servers of the organisation.
    Hub,
}

/// One log: what it is and who writes it.
pub struct Log {
    /// Name of the server.
    pub server: &'static str,
    /// Service.
    pub service: Service,
    /// Kind of log.
    pub kind: Kind,
    /// Build.
    pub build: Build,
    /// Part of all bytes, in per cent.
    pub share: u64,
    /// Mean time between two sessions in milliseconds.
    pub pace: u64,
}

const fn log(server: &'static str, service: Service, kind: Kind, build: Build, share: u64, pace: u64) -> Log {
    Log { server, service, kind, build, share, pace }
}

/// All logs: two servers of today and an old one.
pub const LOGS: [Log; 12] = [
    log("MBX01", Service::FrontEnd, Kind::Receive, Build::Joined, 22, 500),
    log("MBX01", Service::Hub, Kind::Receive, Build::Joined, 12, 900),
    log("MBX01", Service::FrontEnd, Kind::Send, Build::Joined, 4, 2_500),
    log("MBX01", Service::Hub, Kind::Send, Build::Joined, 8, 1_200),
    log("MBX01", Service::Hub, Kind::Connectivity, Build::Joined, 3, 700),
    log("MBX02", Service::FrontEnd, Kind::Receive, Build::Joined, 20, 550),
    log("MBX02", Service::Hub, Kind::Receive, Build::Joined, 10, 1_000),
    log("MBX02", Service::Hub, Kind::Send, Build::Joined, 8, 1_200),
    log("MBX02", Service::Hub, Kind::Connectivity, Build::Joined, 3, 700),
    log("LEGACY01", Service::Hub, Kind::Receive, Build::Rows, 6, 1_500),
    log("LEGACY01", Service::Hub, Kind::Send, Build::Rows, 3, 3_000),
    log("LEGACY01", Service::Hub, Kind::Connectivity, Build::Rows, 1, 2_000),
];

impl Log {
    /// The session that comes next, starting at `time` (milliseconds since 1970) with the given id.
    fn script(&self, random: &mut Random, id: u64, time: u64) -> Script {
        let mut script = match self.kind {
            Kind::Receive => receive::script(self, random, id, time),
            Kind::Send => send::script(self, random),
            Kind::Connectivity => connectivity::script(random),
        };
        if random.one_in(400) {
            lose_rows(&mut script, random);
        }
        script
    }

    fn folder(&self) -> String {
        let service = match (self.build, self.service) {
            (Build::Rows, _) => "",
            (Build::Joined, Service::FrontEnd) => "FrontEnd/",
            (Build::Joined, Service::Hub) => "Hub/",
        };
        let kind = match self.kind {
            Kind::Receive => "ProtocolLog/SmtpReceive",
            Kind::Send => "ProtocolLog/SmtpSend",
            Kind::Connectivity => "Connectivity",
        };
        format!("{}/TransportRoles/Logs/{service}{kind}", self.server)
    }

    /// Name of a file: 2013 and later write the hour, older ones only the day.
    fn file_name(&self, hour: u64, number: u64) -> String {
        let prefix = match self.kind {
            Kind::Receive => "RECV",
            Kind::Send => "SEND",
            Kind::Connectivity => "CONNECTLOG",
        };
        let Date { year, month, day, hour, .. } = Date::new(hour * 3_600_000);
        match self.build {
            Build::Joined => format!("{prefix}{year}{month:02}{day:02}{hour:02}-{number}.LOG"),
            Build::Rows => format!("{prefix}{year}{month:02}{day:02}-{number}.LOG"),
        }
    }

    /// Hours, counted from 1970, that one file may span at most.
    fn period(&self, time: u64) -> u64 {
        let hours = if self.build == Build::Joined { 1 } else { 24 };
        time / 3_600_000 / hours * hours
    }

    fn header(&self, time: u64) -> String {
        let version = if self.build == Build::Joined { "15.0.0.0" } else { "14.0.0.0" };
        let (log_type, fields) = match self.kind {
            Kind::Receive => ("SMTP Receive Protocol Log", SMTP_FIELDS),
            Kind::Send => ("SMTP Send Protocol Log", SMTP_FIELDS),
            Kind::Connectivity => ("Transport Connectivity Log", CONNECTIVITY_FIELDS),
        };
        format!(
            "#Software: Microsoft Exchange Server\r\n#Version: {version}\r\n#Log-type: {log_type}\r\n#Date: {}\r\n\
             #Fields: {fields}\r\n",
            iso(time)
        )
    }
}

const SMTP_FIELDS: &str =
    "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context";
const CONNECTIVITY_FIELDS: &str = "date-time,session,source,Destination,direction,description";

/// Makes a session a fragment, as when a file is missing: its first or its last rows are lost. Sessions with an
/// authentication stay whole, as half of one could not be judged.
fn lose_rows(script: &mut Script, random: &mut Random) {
    let rows = &mut script.rows;
    if rows.len() < 4 || rows.iter().any(|row| row.data.starts_with("AUTH")) {
        return;
    }
    let lost = usize::try_from(random.between(1, rows.len() as u64 / 2)).unwrap_or(1);
    if random.one_in(2) {
        rows.drain(..lost);
        script.first_sequence = lost as u64;
    } else {
        rows.truncate(rows.len() - lost);
    }
}

/// A session-id: the service's start in .NET ticks plus a running number.
fn session_id(log_seed: u64, number: u64) -> u64 {
    let days_up = 1 + log_seed % 40;
    let started = BEGIN - days_up * 86_400_000 - log_seed % 86_400_000;
    ((TICKS_AT_EPOCH + started * 10_000) & !0xFFFF) + number
}

/// A session that is under way.
struct Open {
    id: u64,
    script: Script,
    next: usize,
    marks: Marks,
}

/// Sessions that are under way, by the time of their next row and the order in which they began.
type Queue = BinaryHeap<Reverse<(u64, u64)>>;

/// Writes one log of about `bytes` bytes. Every session that began is written to its end.
pub fn write(log: &Log, seed: u64, bytes: u64, truth: &mut Truth, sink: &mut dyn FnMut(LogFile)) {
    let mut random = Random::new(seed);
    let mut open: std::collections::BTreeMap<u64, Open> = std::collections::BTreeMap::new();
    let mut queue = Queue::new();
    let mut files = Files { log, sink, period: 0, number: 0, text: String::new() };
    let base = random.bits();
    let (mut started, mut begin, mut written) = (0, BEGIN, 0);
    loop {
        let due = queue.peek().map(|Reverse((time, _))| *time);
        if written < bytes && due.is_none_or(|time| begin <= time) {
            let script = log.script(&mut random, session_id(base, started), begin);
            queue.push(Reverse((begin, started)));
            open.insert(started, Open { id: session_id(base, started), script, next: 0, marks: Marks::default() });
            truth.most_open = truth.most_open.max(open.len() as u64);
            started += 1;
            begin += random.between(1, 2 * log.pace);
            continue;
        }
        let Some(Reverse((time, number))) = queue.pop() else {
            break;
        };
        let Some(session) = open.get_mut(&number) else {
            break;
        };
        written += files.entry(session, time, truth);
        match session.script.rows.get(session.next) {
            Some(row) => queue.push(Reverse((time + row.delay, number))),
            None => {
                truth.add(log.kind, session.marks, Count { sessions: 1, entries: 0 });
                open.remove(&number);
            }
        }
    }
    files.cut(truth);
}

/// The file that is being written.
struct Files<'s> {
    log: &'s Log,
    sink: &'s mut dyn FnMut(LogFile),
    period: u64,
    number: u64,
    text: String,
}

impl Files<'_> {
    /// Writes the next entry of a session and returns its size in bytes.
    fn entry(&mut self, session: &mut Open, time: u64, truth: &mut Truth) -> u64 {
        self.make_room(time, truth);
        let before = self.text.len();
        if let Some(row) = session.script.rows.get(session.next) {
            session.marks = session.marks.with(row.marks);
            truth.add(self.log.kind, row.marks, Count { sessions: 0, entries: 1 });
        }
        match self.log.kind {
            Kind::Connectivity => write_connectivity(&mut self.text, session, time),
            Kind::Receive | Kind::Send => write_smtp(&mut self.text, session, time),
        }
        session.next += 1;
        (self.text.len() - before) as u64
    }

    /// Cuts the file when it is full or its time is over, and begins the next one.
    fn make_room(&mut self, time: u64, truth: &mut Truth) {
        let period = self.log.period(time);
        let full = self.text.len() >= FILE_BYTES;
        if period == self.period && !full {
            return;
        }
        self.cut(truth);
        self.number = if period == self.period { self.number + 1 } else { 1 };
        self.period = period;
        self.text.push_str(&self.log.header(time));
    }

    fn cut(&mut self, truth: &mut Truth) {
        let text = std::mem::take(&mut self.text).into_bytes();
        if text.is_empty() {
            return;
        }
        truth.files += 1;
        truth.bytes += text.len() as u64;
        let name = self.log.file_name(self.period, self.number);
        (self.sink)(LogFile { folder: self.log.folder(), name, text });
    }
}

/// Writes a row of a protocol log.
fn write_smtp(text: &mut String, session: &Open, time: u64) {
    let Some(row) = session.script.rows.get(session.next) else {
        return;
    };
    let script = &session.script;
    let sequence = script.first_sequence + session.next as u64;
    let local = if row.connected { script.local.as_str() } else { "" };
    let _ = write!(text, "{},", iso(time));
    field(text, &script.connector);
    let _ = write!(text, ",{:016X},{sequence},{local},{},{},", session.id, script.remote, row.event);
    field(text, &row.data);
    text.push(',');
    field(text, &row.context);
    text.push_str("\r\n");
}

/// Writes a row of a connectivity log.
fn write_connectivity(text: &mut String, session: &Open, time: u64) {
    let Some(row) = session.script.rows.get(session.next) else {
        return;
    };
    let Script { connector: source, local: destination, .. } = &session.script;
    let _ = write!(text, "{},{:016X},{source},{destination},{},", iso(time), session.id, row.event);
    field(text, &row.data);
    text.push_str("\r\n");
}

/// Writes a field: in quotes when it holds a comma or a quote, with quotes doubled (RFC 4180).
fn field(text: &mut String, value: &str) {
    if !value.contains([',', '"']) {
        text.push_str(value);
        return;
    }
    text.push('"');
    text.push_str(&value.replace('"', "\"\""));
    text.push('"');
}

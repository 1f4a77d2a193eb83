//! The transport logs, one of each kind per service and server: SMTP Receive, SMTP Send and connectivity.

use std::fmt::Write as _;

use super::random::Random;
use super::row::{exchange_header, field};
use super::script::{Row, Script};
use super::time::{Date, iso};
use super::weave::{FILE_BYTES, Journal, Line, Strand, Written, weave};
use super::{Kind, LogFile, Plan, connectivity, receive, send};

/// 2024-03-12T05:00:00Z, in milliseconds.
pub const BEGIN: u64 = 1_710_219_600_000;

/// .NET ticks (100 ns since 0001-01-01) at 1970-01-01T00:00Z.
const TICKS_AT_EPOCH: u64 = 621_355_968_000_000_000;

/// The build of Exchange that wrote the log, which determines how EHLO replies and certificates are logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// 2010 and 2013: a row for every line of a reply and every attribute of a certificate.
    Rows,
    /// 2016 and later: one row for all.
    Joined,
}

/// The service of the transport pipeline that wrote the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// The front end: clients and the outside world.
    FrontEnd,
    /// The hub: other services and servers of the organisation.
    Hub,
}

/// One log, with the service that writes it.
pub struct Log {
    /// Name of the server.
    pub server: &'static str,
    /// Service.
    pub service: Service,
    /// Kind of log.
    pub kind: Kind,
    /// Build.
    pub build: Build,
    /// Share of all bytes, in per cent.
    pub share: u64,
    /// Mean time between two sessions in milliseconds.
    pub pace: u64,
}

const fn log(server: &'static str, service: Service, kind: Kind, build: Build, share: u64, pace: u64) -> Log {
    Log { server, service, kind, build, share, pace }
}

/// All logs: of two current servers and an old one.
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
    /// The next session, starting at `time` (milliseconds since 1970) with the given id.
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

    /// Name of a file: 2013 and later include the hour, older versions only the day.
    fn file_name(&self, date: &Date, number: u64) -> String {
        let prefix = match self.kind {
            Kind::Receive => "RECV",
            Kind::Send => "SEND",
            Kind::Connectivity => "CONNECTLOG",
        };
        match self.build {
            Build::Joined => format!("{prefix}{}-{number}.LOG", date.compact_hour()),
            Build::Rows => format!("{prefix}{}-{number}.LOG", date.compact_day()),
        }
    }

    fn header(&self, time: u64) -> String {
        let version = if self.build == Build::Joined { "15.0.0.0" } else { "14.0.0.0" };
        let (log_type, fields) = match self.kind {
            Kind::Receive => ("SMTP Receive Protocol Log", SMTP_FIELDS),
            Kind::Send => ("SMTP Send Protocol Log", SMTP_FIELDS),
            Kind::Connectivity => ("Transport Connectivity Log", CONNECTIVITY_FIELDS),
        };
        exchange_header(version, log_type, fields, time)
    }
}

const SMTP_FIELDS: &str =
    "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context";
const CONNECTIVITY_FIELDS: &str = "date-time,session,source,Destination,direction,description";

/// Truncates a session, as if a file was missing: its first or last rows are lost. Sessions with an authentication
/// stay complete, since the result of half of one is undefined.
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
pub fn session_id(log_seed: u64, number: u64) -> u64 {
    let days_up = 1 + log_seed % 40;
    let started = BEGIN - days_up * 86_400_000 - log_seed % 86_400_000;
    ((TICKS_AT_EPOCH + started * 10_000) & !0xFFFF) + number
}

/// A different seed for each log of a plan.
pub fn seed(plan: &Plan, number: u64) -> u64 {
    plan.seed.wrapping_mul(1_000_003).wrapping_add(number)
}

/// The start of the service that wrote a log, and so of its session-ids, is the first number of the log's sequence.
fn numbers(seed: u64) -> (Random, u64) {
    let mut random = Random::new(seed);
    let base = random.bits();
    (random, base)
}

/// The id of a session in the hub's receive log on a server, by its number from 0. A server without such a log still
/// has ids of its own.
pub fn receive_session_id(plan: &Plan, server: &str, number: u64) -> String {
    let place = LOGS.iter().position(|log| is_receive_log_of(log, server)).unwrap_or(LOGS.len());
    let (_, base) = numbers(seed(plan, place as u64));
    format!("{:016X}", session_id(base, number))
}

/// The id of a session in the hub's receive log on a server that began at about that time.
pub fn receive_session(plan: &Plan, server: &str, time: u64) -> String {
    let pace = LOGS.iter().find(|log| is_receive_log_of(log, server)).map_or(1_000, |log| log.pace);
    receive_session_id(plan, server, (time - BEGIN) / pace)
}

fn is_receive_log_of(log: &Log, server: &str) -> bool {
    log.kind == Kind::Receive && log.service == Service::Hub && log.server == server
}

/// Writes one log of about `bytes` bytes.
pub fn write(log: &Log, seed: u64, bytes: u64, sink: &mut dyn FnMut(LogFile)) -> Written {
    let (mut random, base) = numbers(seed);
    let mut journal = Journal {
        folder: log.folder(),
        name: Box::new(|date, number| log.file_name(date, number)),
        header: Box::new(|time| log.header(time)),
        hours: if log.build == Build::Joined { 1 } else { 24 },
        most_bytes: FILE_BYTES,
        begin: BEGIN,
        pace: log.pace,
        calm: false,
        strand: Box::new(|random, number, begin| strand(log, random, session_id(base, number), begin)),
    };
    weave(&mut journal, &mut random, bytes, sink)
}

/// A session as the lines of its log.
fn strand(log: &Log, random: &mut Random, id: u64, begin: u64) -> Strand {
    let script = log.script(random, id, begin);
    let mut time = begin;
    let line = |(index, row): (usize, &Row)| {
        time += if index > 0 { row.delay } else { 0 };
        let text = match log.kind {
            Kind::Connectivity => connectivity_row(&script, row, id, time),
            Kind::Receive | Kind::Send => smtp_row(&script, row, id, script.first_sequence + index as u64, time),
        };
        Line { time, text, marks: row.marks }
    };
    Strand { lines: script.rows.iter().enumerate().map(line).collect(), sessions: 1 }
}

/// A row of a protocol log.
fn smtp_row(script: &Script, row: &Row, id: u64, sequence: u64, time: u64) -> String {
    let local = if row.connected { script.local.as_str() } else { "" };
    let mut text = format!("{},", iso(time));
    field(&mut text, &script.connector);
    let _ = write!(text, ",{id:016X},{sequence},{local},{},{},", script.remote, row.event);
    field(&mut text, &row.data);
    text.push(',');
    field(&mut text, &row.context);
    text.push_str("\r\n");
    text
}

/// A row of a connectivity log.
fn connectivity_row(script: &Script, row: &Row, id: u64, time: u64) -> String {
    let Script { connector: source, local: destination, .. } = script;
    let mut text = format!("{},{id:016X},{source},{destination},{},", iso(time), row.event);
    field(&mut text, &row.data);
    text.push_str("\r\n");
    text
}

//! What POP3 and IMAP4 logs have in common: the servers that write them, the columns, and how a session becomes rows.

use super::names::{client_port, endpoint};
use super::random::Random;
use super::row::{exchange_header, row};
use super::stream::{BEGIN, session_id};
use super::time::{Date, iso};
use super::weave::{FILE_BYTES, Journal, Strand, Written, weave};
use super::{LogFile, Plan};

/// The columns of a log.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// 2007: a row for each command, reply and event, as in SMTP logs.
    Nine,
    /// 2010 and 2013: a row for each command with its reply.
    Twelve,
    /// 2016 and later: the same with `puid`.
    Thirteen,
}

impl Layout {
    /// The `#Fields` of the header.
    fn fields(self) -> &'static str {
        match self {
            Layout::Nine => {
                "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context"
            }
            Layout::Twelve => {
                "dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context"
            }
            Layout::Thirteen => {
                "dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context,puid"
            }
        }
    }
}

/// A server that writes such logs.
struct Server {
    name: &'static str,
    layout: Layout,
    version: &'static str,
    net: &'static str,
    /// Share of all bytes, in per cent.
    share: u64,
}

const SERVERS: [Server; 3] = [
    Server { name: "MBX01", layout: Layout::Thirteen, version: "15.0.0.0", net: "198.51.100", share: 60 },
    Server { name: "LEGACY01", layout: Layout::Twelve, version: "14.0.0.0", net: "203.0.113", share: 25 },
    Server { name: "OLD07", layout: Layout::Nine, version: "8.0.0.0", net: "192.0.2", share: 15 },
];

/// Sessions after which a service restarts, and counts its sessions from 1 again. No session lasts so long that the
/// next one with the same number would begin.
pub const SESSIONS_OF_A_RUN: u64 = 1_000;

/// POP3 or IMAP4.
pub struct Protocol {
    /// `POP3`: the prefix of the file names and of the log type.
    pub name: &'static str,
    /// Folder below `Logging`.
    pub folder: &'static str,
    /// Port that clients connect to.
    pub port: u64,
    /// Mean time between two sessions in milliseconds.
    pub pace: u64,
    /// Makes the next session.
    pub talk: fn(&mut Random) -> Vec<Step>,
}

/// A command with its reply, or the beginning or end of a session.
#[derive(Default)]
pub struct Step {
    /// Time since the step before it, in milliseconds.
    pub delay: u64,
    /// The user, once it is known.
    pub user: String,
    /// How long the command took, in milliseconds.
    pub duration: u64,
    /// Size of the command in bytes.
    pub request: u64,
    /// Size of the reply in bytes.
    pub response: u64,
    /// In lower case; or `OpenSession`, `CloseSession`.
    pub command: String,
    /// Arguments, without passwords.
    pub parameters: String,
    /// Result and more.
    pub context: String,
    /// First line of the reply.
    pub reply: String,
}

impl Step {
    /// The beginning of a session, with the greeting.
    pub fn open(greeting: &str) -> Step {
        Step {
            response: greeting.len() as u64 + 2,
            command: "OpenSession".into(),
            reply: greeting.into(),
            ..Step::default()
        }
    }

    /// The end of a session.
    pub fn close() -> Step {
        Step { delay: 2, command: "CloseSession".into(), ..Step::default() }
    }
}

/// Writes the logs of a protocol on all servers.
pub fn write(protocol: &Protocol, plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut all = Written::default();
    for (number, server) in (0..).zip(&SERVERS) {
        let mut random = Random::new(plan.seed.wrapping_mul(7_919).wrapping_add(number + protocol.port));
        let bytes = plan.bytes * server.share / 100;
        all.join(&weave(&mut journal(protocol, server), &mut random, bytes, sink));
    }
    all
}

fn journal<'j>(protocol: &'j Protocol, server: &'j Server) -> Journal<'j> {
    let prefix = protocol.name;
    Journal {
        folder: format!("{}/Logging/{}", server.name, protocol.folder),
        name: Box::new(move |date: &Date, number| format!("{prefix}{}-{number}.LOG", date.compact_day())),
        header: Box::new(move |time| {
            exchange_header(server.version, &format!("{prefix} Log"), server.layout.fields(), time)
        }),
        hours: 24,
        most_bytes: FILE_BYTES,
        begin: BEGIN,
        pace: protocol.pace,
        calm: false,
        strand: Box::new(|random, number, begin| strand(protocol, server, random, number, begin)),
    }
}

fn strand(protocol: &Protocol, server: &Server, random: &mut Random, number: u64, begin: u64) -> Strand {
    let client = format!("{}.{}", server.net, random.between(1, 254));
    let local = endpoint("192.0.2.25", protocol.port);
    let remote = endpoint(&client, client_port(random));
    let steps = (protocol.talk)(random);
    let mut time = begin;
    let timed = steps.into_iter().enumerate().map(|(index, step)| {
        time += if index > 0 { step.delay } else { 0 };
        (time, step)
    });
    if server.layout == Layout::Nine {
        let id = format!("{:016X}", session_id(protocol.port, number));
        return Strand::of(nine_columns(timed, [&id, &local, &remote]));
    }
    let id = format!("{:016X}", number % SESSIONS_OF_A_RUN + 1);
    let puid = server.layout == Layout::Thirteen;
    let rows = timed.enumerate().map(|(sequence, (time, step))| {
        (time, command_row(&step, [&iso(time), &id, &sequence.to_string(), &local, &remote], puid))
    });
    Strand::of(rows)
}

fn command_row(step: &Step, [time, id, sequence, local, remote]: [&str; 5], puid: bool) -> String {
    let [duration, request, response] = [step.duration, step.request, step.response].map(|number| number.to_string());
    let (command, parameters, context) = (&step.command, &step.parameters, &step.context);
    let fields = [
        time, id, sequence, local, remote, &step.user, &duration, &request, &response, command, parameters, context, "",
    ];
    row(&fields[..if puid { 13 } else { 12 }])
}

/// The rows of 2007: connector-id and context are not used.
fn nine_columns(steps: impl Iterator<Item = (u64, Step)>, [id, local, remote]: [&str; 3]) -> Vec<(u64, String)> {
    let mut rows = Vec::new();
    let mut push = |time: u64, event: &str, data: &str| {
        let sequence = rows.len().to_string();
        rows.push((time, row(&[&iso(time), "", id, &sequence, local, remote, event, data, ""])));
    };
    for (time, step) in steps {
        match step.command.as_str() {
            "OpenSession" => push(time, "+", ""),
            "CloseSession" => push(time, "-", ""),
            command => push(time, "<", format!("{command} {}", step.parameters).trim_end()),
        }
        if !step.reply.is_empty() {
            push(time, ">", &step.reply);
        }
    }
    rows
}

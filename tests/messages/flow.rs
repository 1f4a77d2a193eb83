//! Writes the logs of messages whose way is known: from a client through a front end and two hubs to a mailbox, and out to
//! another organization.

use exchange_log_viewer::{Engine, FileEnd};
use std::collections::BTreeMap;

/// A log: server, what it is, and its folder below `TransportRoles/Logs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Log {
    pub server: &'static str,
    pub name: &'static str,
    folder: &'static str,
    prefix: &'static str,
}

const fn log(server: &'static str, name: &'static str, folder: &'static str, prefix: &'static str) -> Log {
    Log { server, name, folder, prefix }
}

pub const FRONT_RECEIVE: Log = log("EX01", "front receive", "FrontEnd/ProtocolLog/SmtpReceive", "RECV");
pub const FRONT_SEND: Log = log("EX01", "front send", "FrontEnd/ProtocolLog/SmtpSend", "SEND");
pub const FRONT_CONNECT: Log = log("EX01", "front connect", "FrontEnd/Connectivity", "CONNECTLOG");
pub const FRONT_AGENT: Log = log("EX01", "front agent", "FrontEnd/AgentLog", "AGENTLOG");
pub const HUB1_RECEIVE: Log = log("EX01", "hub receive", "Hub/ProtocolLog/SmtpReceive", "RECV");
pub const HUB1_TRACKING: Log = log("EX01", "tracking", "MessageTracking", "MSGTRK");
pub const HUB1_CONNECT: Log = log("EX01", "hub connect", "Hub/Connectivity", "CONNECTLOG");
pub const HUB1_SEND: Log = log("EX01", "hub send", "Hub/ProtocolLog/SmtpSend", "SEND");
pub const MAILBOX1_TRACKING: Log = log("EX01", "mailbox tracking", "MessageTracking", "MSGTRKMD");
pub const SUBMISSION_TRACKING: Log = log("EX01", "submission tracking", "MessageTracking", "MSGTRKMS");
pub const HUB2_RECEIVE: Log = log("EX02", "hub receive", "Hub/ProtocolLog/SmtpReceive", "RECV");
pub const HUB2_TRACKING: Log = log("EX02", "tracking", "MessageTracking", "MSGTRK");
pub const HUB2_CONNECT: Log = log("EX02", "hub connect", "Hub/Connectivity", "CONNECTLOG");
pub const HUB2_SEND: Log = log("EX02", "hub send", "Hub/ProtocolLog/SmtpSend", "SEND");
pub const HUB3_TRACKING: Log = log("EX03", "tracking", "MessageTracking", "MSGTRK");
pub const MAILBOX_RECEIVE: Log = log("EX03", "mailbox receive", "Mailbox/ProtocolLog/SmtpReceive/Delivery", "RECV");
pub const MAILBOX_TRACKING: Log = log("EX03", "tracking", "MessageTracking", "MSGTRKMD");

const SMTP_FIELDS: &str =
    "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context";
const CONNECT_FIELDS: &str = "date-time,session,source,Destination,direction,description";
const AGENT_FIELDS: &str = "Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,EnteredOrgFromIP,MessageId,P1FromAddress,\
P2FromAddresses,Recipient,NumRecipients,Agent,Event,Action,SmtpResponse,Reason,ReasonData,Diagnostics,NetworkMsgID,TenantID,\
Directionality";
const TRACKING_FIELDS: &str = "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,\
event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,\
related-recipient-address,reference,message-subject,sender-address,return-path,message-info,directionality,tenant-id,\
original-client-ip,original-server-ip,custom-data,transport-traffic-type,log-id,schema-version";

/// 2026-03-02T08:00:00Z.
pub const START: i64 = 1_772_438_400_000;

/// The logs, each with its rows and their times in milliseconds after [`START`].
#[derive(Clone, Default)]
pub struct Logs {
    rows: BTreeMap<Log, Vec<(i64, String)>>,
    /// How far the clocks of servers are ahead.
    pub ahead: BTreeMap<&'static str, i64>,
}

/// A time as logs write it.
pub fn iso(ms: i64) -> String {
    let (ms, hours) = (ms.rem_euclid(3_600_000), 8 + ms.div_euclid(3_600_000));
    format!("2026-03-02T{:02}:{:02}:{:02}.{:03}Z", hours, ms / 60_000, ms / 1000 % 60, ms % 1000)
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.into() }
}

/// An SMTP session: log, connector, id, local and remote endpoint.
pub struct Session<'s>(pub Log, pub &'s str, pub &'s str, pub &'s str, pub &'s str);

/// An event of message tracking.
#[derive(Clone, Default)]
pub struct Event<'e> {
    pub client: (&'e str, &'e str),
    pub server: (&'e str, &'e str),
    pub context: String,
    pub connector: &'e str,
    pub source: &'e str,
    pub event: &'e str,
    pub internal: u32,
    pub id: String,
    pub network: String,
    pub to: &'e str,
    pub status: &'e str,
    pub related: &'e str,
    pub reference: &'e str,
    pub from: &'e str,
}

impl Logs {
    fn row(&mut self, log: Log, at: i64, rest: String) {
        let ahead = self.ahead.get(log.server).copied().unwrap_or(0);
        self.rows.entry(log).or_default().push((at + ahead, rest));
    }

    /// A session whose rows are at these times: event, data, context.
    pub fn session(&mut self, session: &Session<'_>, rows: &[(i64, char, &str, &str)]) {
        let Session(log, connector, id, local, remote) = session;
        for (number, (at, event, data, context)) in rows.iter().enumerate() {
            let (data, context) = (quoted(data), quoted(context));
            self.row(*log, *at, format!("{connector},{id},{number},{local},{remote},{event},{data},{context}"));
        }
    }

    /// A connection: id, destination, and descriptions.
    pub fn connection(&mut self, log: Log, id: &str, destination: &str, rows: &[(i64, char, &str)]) {
        for (at, direction, description) in rows {
            self.row(log, *at, format!("{id},SMTP,{destination},{direction},{}", quoted(description)));
        }
    }

    pub fn event(&mut self, log: Log, at: i64, event: &Event<'_>) {
        let Event {
            client,
            server,
            context,
            connector,
            source,
            event,
            internal,
            id,
            network,
            to,
            status,
            related,
            reference,
            from,
        } = event;
        let count = to.split(';').count();
        self.row(
            log,
            at,
            format!(
                "{},{},{},{},{},{connector},{source},{event},{internal},{id},{network},{to},{status},4096,{count},{related},{reference},\
                 Quarterly figures,{from},{from},,Incoming,,,,,Email,,15.02.1544.004",
                client.0,
                client.1,
                server.0,
                server.1,
                quoted(context)
            ),
        );
    }

    pub fn agent(&mut self, at: i64, session: &Session<'_>, (id, from, to): (&str, &str, &str), action: &str) {
        let Session(log, _, session, local, remote) = session;
        let rest = format!(
            "{session},{local},{remote},198.51.100.8,{id},{from},{from};,{to},1,Content Filter Agent,OnEndOfData,{action},,SCL,0,,,,Incoming"
        );
        self.row(*log, at, rest);
    }

    /// Leaves out a log.
    pub fn without(&self, log: Log) -> Logs {
        let mut others = self.clone();
        others.rows.remove(&log).expect("is written");
        others
    }

    pub fn logs(&self) -> Vec<Log> {
        self.rows.keys().copied().collect()
    }

    /// Name, folder and text of each file.
    pub fn files(&self) -> Vec<(String, String, String)> {
        let file = |(log, rows): (&Log, &Vec<(i64, String)>)| {
            let mut rows = rows.clone();
            rows.sort_by_key(|(at, _)| *at);
            let (name, fields) = match log.prefix {
                "RECV" => ("SMTP Receive Protocol Log", SMTP_FIELDS),
                "SEND" => ("SMTP Send Protocol Log", SMTP_FIELDS),
                "CONNECTLOG" => ("Transport Connectivity Log", CONNECT_FIELDS),
                "AGENTLOG" => ("Agent Log", AGENT_FIELDS),
                _ => ("Message Tracking Log", TRACKING_FIELDS),
            };
            let head = format!(
                "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: {name}\r\n#Date: {}\r\n#Fields: {fields}\r\n",
                iso(0)
            );
            let rows: String = rows.iter().map(|(at, row)| format!("{},{row}\r\n", iso(*at))).collect();
            let folder = format!("{}/TransportRoles/Logs/{}", log.server, log.folder);
            (format!("{}2026030208-1.LOG", log.prefix), folder, head + &rows)
        };
        self.rows.iter().map(file).collect()
    }

    /// The files, one of which is edited.
    pub fn edited(&self, log: Log, edit: impl Fn(String) -> String) -> Vec<(String, String, String)> {
        let mut files = self.files();
        let place = self.rows.keys().position(|known| *known == log).expect("is written");
        files[place].2 = edit(std::mem::take(&mut files[place].2));
        files
    }

    /// An engine that has read them.
    pub fn engine(&self) -> Engine {
        opened(&self.files())
    }
}

/// An engine that has read these files.
pub fn opened(files: &[(String, String, String)]) -> Engine {
    let mut engine = Engine::new(7);
    for (name, folder, text) in files {
        engine.begin_file(name, folder, text.len() as u64);
        engine.push(text.as_bytes());
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

pub const FROM: &str = "ulrich@fabrikam.com";
pub const INSIDE: &str = "anna@contoso.com";
pub const OUTSIDE: &str = "carl@tailspintoys.com";

/// The Message-ID of a mail.
pub fn id_of(number: u32) -> String {
    format!("<mail{number}@fabrikam.com>")
}

/// The session-id of a session of a mail.
fn session_id(number: u32, of: u32) -> String {
    format!("08DE70D533{:06X}", number * 16 + of)
}

/// The `network-message-id` of a mail.
fn network(number: u32) -> String {
    format!("1e6eb197-0000-4000-8000-{number:012}")
}

/// The rows of a transaction, from one who sends (`>` is its command) or one who receives.
struct Transfer<'t> {
    session: Session<'t>,
    at: i64,
    to: &'t [&'t str],
    /// Rows before MAIL.
    before: Vec<(char, String)>,
    reply: String,
    /// The row that names the message, for one who receives.
    named: String,
}

fn transfer(logs: &mut Logs, transfer: &Transfer<'_>) {
    let Transfer { session, at, to, before, reply, named } = transfer;
    let (command, answer) = if session.0.prefix == "SEND" { ('>', '<') } else { ('<', '>') };
    let mut rows: Vec<(i64, char, String, &str)> = vec![(*at, '+', String::new(), "")];
    let host = match session {
        Session(log, ..) if log.prefix == "RECV" => format!("{}.contoso.com", log.server),
        Session(_, _, _, _, "192.0.2.11:2525") => "EX01.contoso.com".into(),
        Session(_, _, _, _, "192.0.2.12:2525") => "EX02.contoso.com".into(),
        Session(_, _, _, _, "192.0.2.13:475") => "EX03.contoso.com".into(),
        _ => "mx.tailspintoys.com".into(),
    };
    rows.push((at + 1, answer, format!("220 {host} ESMTP Service ready"), ""));
    for (event, data) in before {
        match event {
            '*' => rows.push((at + 2, '*', String::new(), data)),
            _ => {
                rows.push((at + 2, command, data.clone(), ""));
                rows.push((at + 3, answer, "250 OK".into(), ""));
            }
        }
    }
    rows.push((at + 5, command, format!("MAIL FROM:<{FROM}> SIZE=4096"), ""));
    rows.push((at + 6, answer, "250 2.1.0 Sender OK".into(), ""));
    for to in to.iter() {
        rows.push((at + 7, command, format!("RCPT TO:<{to}>"), ""));
        rows.push((at + 8, answer, "250 2.1.5 Recipient OK".into(), ""));
    }
    rows.push((at + 9, command, "BDAT 4096 LAST".into(), ""));
    if !named.is_empty() {
        rows.push((at + 10, '*', String::new(), named));
    }
    rows.push((at + 40, answer, reply.clone(), ""));
    rows.push((at + 41, command, "QUIT".into(), ""));
    rows.push((at + 42, answer, "221 2.0.0 Service closing transmission channel".into(), ""));
    rows.push((at + 43, '-', String::new(), "Local"));
    let rows: Vec<_> = rows.iter().map(|(at, event, data, context)| (*at, *event, data.as_str(), *context)).collect();
    logs.session(session, &rows);
}

/// A mail from a client to a mailbox on EX03 and to another organization, in all logs.
pub fn mail(logs: &mut Logs, number: u32, at: i64) {
    let (id, network) = (id_of(number), network(number));
    let ids: Vec<String> = (0..9).map(|of| session_id(number, of)).collect();
    let port = |base: u32| base + number;
    let both = [INSIDE, OUTSIDE];
    let queued = |internal: u32, host: &str| {
        format!(
            "250 2.6.0 {id} [InternalId={internal}, Hostname={host}.contoso.com] 4096 bytes in 0.030, 133.333 KB/sec Queued mail for delivery"
        )
    };
    let named = format!("receiving message with InternetMessageId {id}");
    let sending = |record: u32| format!("sending message with RecordId {record} and InternetMessageId {id}");
    let (own, next) = (1000 + number, 5000 + number);
    let (client, front) = (format!("198.51.100.8:{}", port(40000)), format!("192.0.2.11:{}", port(18000)));
    let (hub, out, mailbox) = (
        format!("192.0.2.11:{}", port(21000)),
        format!("192.0.2.11:{}", port(22000)),
        format!("192.0.2.12:{}", port(23000)),
    );
    let mut run = |session, at, to: &[&str], before, reply, named: &str| {
        transfer(logs, &Transfer { session, at, to, before, reply, named: named.into() });
    };
    // Client → front end → hub of EX01, one within the other.
    let hello = vec![('<', "EHLO mx.fabrikam.com".into())];
    let front_receive = Session(FRONT_RECEIVE, "EX01\\Default Frontend EX01", &ids[0], "192.0.2.11:25", &client);
    run(front_receive, at, &both, hello, queued(own, "EX01"), "");
    let proxying = vec![
        ('>', "EHLO EX01.contoso.com".into()),
        ('*', format!("Proxying inbound session with session id {}", ids[0])),
        ('*', sending(0)),
    ];
    let front_send = Session(FRONT_SEND, "Inbound Proxy Internal Send Connector", &ids[1], &front, "192.0.2.11:2525");
    run(front_send, at - 1, &both, proxying, queued(own, "EX01"), "");
    let proxied = vec![
        ('<', "EHLO EX01.contoso.com".into()),
        (
            '<',
            format!(
                "XPROXYFROM SID={} IP=198.51.100.8 PORT={} DOMAIN=mx.fabrikam.com SEQNUM=1 PERMS=1",
                ids[0],
                port(40000)
            ),
        ),
    ];
    let hub1_receive = Session(HUB1_RECEIVE, "EX01\\Default EX01", &ids[2], "192.0.2.11:2525", &front);
    run(hub1_receive, at - 1, &both, proxied, queued(own, "EX01"), &named);
    // Hub of EX01 → hub of EX02, and → another organization.
    let hello = |record| vec![('>', "EHLO EX01.contoso.com".into()), ('*', sending(record))];
    let intra = "Intra-Organization SMTP Send Connector";
    let to_hub = Session(HUB1_SEND, intra, &ids[3], &hub, "192.0.2.12:2525");
    run(to_hub, at + 500, &[INSIDE], hello(own), queued(next, "EX02"), "");
    let to_outside = Session(HUB1_SEND, "To Internet", &ids[4], &out, "203.0.113.25:25");
    run(to_outside, at + 600, &[OUTSIDE], hello(own), format!("250 2.0.0 OK queued as 4F{number}"), "");
    let from_hub = vec![('<', "EHLO EX01.contoso.com".into())];
    let hub2_receive = Session(HUB2_RECEIVE, "EX02\\Default EX02", &ids[5], "192.0.2.12:2525", &hub);
    run(hub2_receive, at + 500, &[INSIDE], from_hub, queued(next, "EX02"), &named);
    // Hub of EX02 → mailbox on EX03.
    let to_mailbox = Session(HUB2_SEND, intra, &ids[6], &mailbox, "192.0.2.13:475");
    let delivered = format!("250 2.6.0 {id} [InternalId=0, Hostname=EX03.contoso.com] Queued mail for delivery");
    let hello = vec![('>', "EHLO EX02.contoso.com".into()), ('*', sending(next))];
    run(to_mailbox, at + 3000, &[INSIDE], hello, delivered.clone(), "");
    let hello = vec![('<', "EHLO EX02.contoso.com".into())];
    let mailbox_receive =
        Session(MAILBOX_RECEIVE, "EX03\\Default Mailbox Delivery EX03", &ids[7], "192.0.2.13:475", &mailbox);
    run(mailbox_receive, at + 3000, &[INSIDE], hello, delivered, &named);
    // Connectivity, a moment earlier.
    for (log, id, to, at) in [
        (FRONT_CONNECT, &ids[1], "internalproxy", at - 1),
        (HUB1_CONNECT, &ids[3], "ex02.contoso.com", at + 500),
        (HUB1_CONNECT, &ids[4], "tailspintoys.com", at + 600),
        (HUB2_CONNECT, &ids[6], "ex03.contoso.com", at + 3000),
    ] {
        let rows = [
            (at - 30, '+', "SmtpRelayToServers 00000000-0000-0000-0000-000000000000;QueueLength=TQ=1;RN=1;"),
            (at - 5, '>', "Established connection to 192.0.2.99"),
            (at + 50, '-', "Messages: 1 Bytes: 4096 ()"),
        ];
        logs.connection(log, id, to, &rows);
    }
    let base = Event { source: "SMTP", id: id.clone(), network, from: FROM, ..Event::default() };
    let all = both.join(";");
    let (ex01, ex02, ex03) =
        (("192.0.2.11", "EX01.contoso.com"), ("192.0.2.12", "EX02.contoso.com"), ("192.0.2.13", "EX03.contoso.com"));
    let receive = |client, server, session: &str, internal, to| Event {
        client,
        server,
        context: format!("{session};2026-03-02T08:00:00.000Z;0"),
        event: "RECEIVE",
        internal,
        to,
        ..base.clone()
    };
    let send = |client, server, session: &str, reply: &str, internal, to| Event {
        client,
        server,
        context: format!("{session};{reply};ClientSubmitTime:"),
        event: "SEND",
        internal,
        to,
        status: "250 2.1.5 Recipient OK",
        ..base.clone()
    };
    logs.event(HUB1_TRACKING, at + 39, &receive(ex01, ex01, &ids[2], own, &all));
    logs.event(HUB1_TRACKING, at + 541, &send(ex01, ex02, &ids[3], &queued(next, "EX02"), own, INSIDE));
    let mx = ("203.0.113.25", "mx.tailspintoys.com");
    let outside = send(ex01, mx, &ids[4], &format!("250 2.0.0 OK queued as 4F{number}"), own, OUTSIDE);
    logs.event(HUB1_TRACKING, at + 641, &Event { event: "SENDEXTERNAL", ..outside });
    logs.event(HUB2_TRACKING, at + 539, &receive(ex01, ex02, &ids[5], next, INSIDE));
    logs.event(HUB2_TRACKING, at + 3041, &send(ex02, ex03, &ids[6], "250 2.6.0 OK", next, INSIDE));
    let delivery =
        Event { client: ex03, source: "STOREDRIVER", event: "DELIVER", internal: next, to: INSIDE, ..base.clone() };
    logs.event(MAILBOX_TRACKING, at + 3039, &delivery);
}

//! Message tracking logs of Exchange 2010 and later: each message is a few events, from arrival to delivery or failure.

use super::names::{client_ip, guid, inside_address, message_id, outside_address, outside_host};
use super::random::Random;
use super::row::{exchange_header, row};
use super::stream::{BEGIN, receive_session};
use super::time::iso;
use super::weave::{FILE_BYTES, Journal, Strand, Written, weave};
use super::{LogFile, Plan};

/// The columns of 2016 and later.
const COLUMNS: [&str; 30] = [
    "date-time",
    "client-ip",
    "client-hostname",
    "server-ip",
    "server-hostname",
    "source-context",
    "connector-id",
    "source",
    "event-id",
    "internal-message-id",
    "message-id",
    "network-message-id",
    "recipient-address",
    "recipient-status",
    "total-bytes",
    "recipient-count",
    "related-recipient-address",
    "reference",
    "message-subject",
    "sender-address",
    "return-path",
    "message-info",
    "directionality",
    "tenant-id",
    "original-client-ip",
    "original-server-ip",
    "custom-data",
    "transport-traffic-type",
    "log-id",
    "schema-version",
];

/// The version, which determines the columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// 2010: up to custom-data, without network-message-id.
    TwentySix,
    /// 2013: up to custom-data.
    TwentySeven,
    /// 2016 and later.
    Thirty,
}

impl Layout {
    fn pick<'v>(self, values: &[&'v str; 30]) -> Vec<&'v str> {
        match self {
            Layout::Thirty => values.to_vec(),
            Layout::TwentySeven => values[..27].to_vec(),
            Layout::TwentySix => [&values[..11], &values[12..27]].concat(),
        }
    }
}

/// A log of one service on one server.
struct Log {
    server: &'static str,
    prefix: &'static str,
    version: &'static str,
    layout: Layout,
    share: u64,
    pace: u64,
}

const LOGS: [Log; 5] = [
    Log { server: "MBX01", prefix: "MSGTRK", version: "15.02.1544.004", layout: Layout::Thirty, share: 45, pace: 900 },
    Log {
        server: "MBX01",
        prefix: "MSGTRKMD",
        version: "15.02.1544.004",
        layout: Layout::Thirty,
        share: 15,
        pace: 1_500,
    },
    Log {
        server: "MBX01",
        prefix: "MSGTRKMS",
        version: "15.02.1544.004",
        layout: Layout::Thirty,
        share: 10,
        pace: 3_000,
    },
    Log {
        server: "MBX13",
        prefix: "MSGTRK",
        version: "15.00.1497.048",
        layout: Layout::TwentySeven,
        share: 18,
        pace: 2_000,
    },
    Log {
        server: "LEGACY01",
        prefix: "MSGTRK",
        version: "14.03.0513.000",
        layout: Layout::TwentySix,
        share: 12,
        pace: 2_500,
    },
];

/// Writes all logs.
pub fn write(plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut all = Written::default();
    for (number, log) in (0..).zip(&LOGS) {
        let mut random = Random::new(plan.seed.wrapping_mul(67_867_967).wrapping_add(number));
        all.join(&weave(&mut journal(log, plan), &mut random, plan.bytes * log.share / 100, sink));
    }
    all
}

fn journal<'j>(log: &'j Log, plan: &'j Plan) -> Journal<'j> {
    let days = log.layout == Layout::TwentySix;
    Journal {
        folder: format!("{}/TransportRoles/Logs/MessageTracking", log.server),
        name: Box::new(move |date, number| {
            let time = if days { date.compact_day() } else { date.compact_hour() };
            format!("{}{time}-{number}.LOG", log.prefix)
        }),
        header: Box::new(|time| {
            exchange_header(log.version, "Message Tracking Log", &log.layout.pick(&COLUMNS).join(","), time)
        }),
        hours: if days { 24 } else { 1 },
        most_bytes: FILE_BYTES,
        begin: BEGIN,
        pace: log.pace,
        calm: false,
        strand: Box::new(|random, _, begin| {
            let session = receive_session(plan, log.server, begin);
            Message::new(log, random, begin).strand(random, session)
        }),
    }
}

/// Fields that all events of a message share.
struct Message<'l> {
    log: &'l Log,
    begin: u64,
    internal: String,
    id: String,
    network: String,
    sender: String,
    recipients: Vec<String>,
    bytes: String,
    subject: String,
    client: String,
    host: String,
    tenant: String,
}

/// Fields of a single event.
#[derive(Default)]
struct Event<'e> {
    delay: u64,
    names: [&'e str; 2],
    context: String,
    connector: String,
    recipients: String,
    status: String,
    custom: String,
}

impl<'l> Message<'l> {
    fn new(log: &'l Log, random: &mut Random, begin: u64) -> Message<'l> {
        let host = outside_host(random);
        let count = random.weighted(&[(8, 1), (3, 2), (1, 9)]);
        Message {
            log,
            begin,
            internal: random.between(10_000_000_000, 90_000_000_000_000).to_string(),
            id: message_id(random, &host),
            network: guid(random),
            sender: outside_address(random),
            recipients: (0..count).map(|_| inside_address(random)).collect(),
            bytes: random.between(2_000, 9_000_000).to_string(),
            subject: subject(random),
            client: client_ip(random),
            host,
            tenant: guid(random),
        }
    }

    fn strand(&self, random: &mut Random, session: String) -> Strand {
        let events = match self.log.prefix {
            "MSGTRKMS" => self.submitted(random),
            "MSGTRKMD" => self.delivered(random),
            _ => self.transported(random, session),
        };
        let mut time = self.begin;
        Strand::of(events.into_iter().enumerate().map(|(index, event)| {
            time += if index > 0 { event.delay } else { 0 };
            (time, self.row(&event, time))
        }))
    }

    /// The transport service: received by SMTP, handled by agents, then relayed, delivered, or failed.
    fn transported(&self, random: &mut Random, session: String) -> Vec<Event<'_>> {
        let server = self.log.server;
        let all = self.recipients.join(";");
        let start = iso(self.begin - random.between(100, 4_000));
        let mut events = vec![
            Event {
                names: ["SMTP", "RECEIVE"],
                context: format!("{session};{start};0"),
                connector: format!("{server}\\Default {server}"),
                recipients: all.clone(),
                custom: format!(
                    "S:ProxyHop1={}.contoso.com(192.0.2.25);S:MessageValue=MediumHigh",
                    server.to_lowercase()
                ),
                ..Event::default()
            },
            Event {
                delay: random.between(5, 90),
                names: ["AGENT", "AGENTINFO"],
                context: "CatContentConversion".into(),
                recipients: all.clone(),
                custom: "S:AMA=SUM|v=0|action=|error=|atch=0;S:CompCost=|ETR=0;S:DeliveryPriority=Normal".into(),
                ..Event::default()
            },
        ];
        if random.one_in(25) {
            events.push(Event {
                delay: random.between(5, 90),
                names: ["ROUTING", "FAIL"],
                recipients: all.clone(),
                status: "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup".into(),
                ..Event::default()
            });
            return events;
        }
        if random.one_in(12) {
            events.push(Event { delay: random.between(50, 900), names: ["SMTP", "DEFER"], ..Event::default() });
        }
        events.push(self.sent(random));
        events
    }

    fn sent(&self, random: &mut Random) -> Event<'_> {
        let (id, internal) = (&self.id, &self.internal);
        let seconds = random.between(40, 900);
        Event {
            delay: random.between(80, 9_000),
            names: ["SMTP", if random.one_in(3) { "SENDEXTERNAL" } else { "SEND" }],
            context: format!(
                ";250 2.6.0 {id} [InternalId={internal}, Hostname=mbx02.contoso.com] {} bytes in 0.{seconds:03}, \
                 1361.827 KB/sec Queued mail for delivery;ClientSubmitTime:",
                self.bytes
            ),
            connector: "Intra-Organization SMTP Send Connector".into(),
            recipients: self.recipients.join(";"),
            status: vec!["250 2.1.5 Recipient OK"; self.recipients.len()].join(";"),
            custom:
                "S:E2ELatency=1.104;S:Microsoft.Exchange.Transport.MailRecipient.RequiredTlsAuthLevel=Opportunistic"
                    .into(),
        }
    }

    /// The delivery service of the mailbox: one event for each recipient.
    fn delivered(&self, random: &mut Random) -> Vec<Event<'_>> {
        let event = |recipient: &String| Event {
            delay: random.between(1, 60),
            names: ["STOREDRIVER", "DELIVER"],
            context: format!("{};{};ClientSubmitTime:", guid(random), iso(self.begin)),
            recipients: recipient.clone(),
            custom: "S:DeliveryPriority=Normal;S:MailboxDatabaseName=DB01".into(),
            ..Event::default()
        };
        self.recipients.iter().map(event).collect()
    }

    /// The submission service of the mailbox.
    fn submitted(&self, random: &mut Random) -> Vec<Event<'_>> {
        let (database, mailbox) = (guid(random), guid(random));
        let event = |name: &'static str, delay: u64| Event {
            delay,
            names: ["STOREDRIVER", name],
            context: format!(
                "MDB:{database}, Mailbox:{mailbox}, Event:63779422, MessageClass:IPM.Note, CreationTime:{}, \
                 ClientType:MOMT, SubmissionAssistant:MailboxTransportSubmissionEmailAssistant",
                iso(self.begin)
            ),
            recipients: self.recipients.join(";"),
            custom: "S:ItemEntryId=00-XXX-00".into(),
            ..Event::default()
        };
        vec![event("RECEIVE", 0), event("SUBMIT", random.between(20, 400))]
    }

    fn row(&self, event: &Event, time: u64) -> String {
        let Message { internal, id, network, bytes, subject, sender, client, host, tenant, .. } = self;
        let Event { names: [source, name], context, connector, recipients, status, custom, .. } = event;
        let (time, count) = (iso(time), self.recipients.len().to_string());
        let count = if *name == "DELIVER" { "1" } else { &count };
        let version = self.log.version;
        row(&self.log.layout.pick(&[
            &time,
            client,
            host,
            "192.0.2.25",
            self.log.server,
            context,
            connector,
            source,
            name,
            internal,
            id,
            network,
            recipients,
            status,
            bytes,
            count,
            "",
            "",
            subject,
            sender,
            sender,
            "0cA: ",
            "Incoming",
            "",
            client,
            "192.0.2.25",
            custom,
            "Email",
            tenant,
            version,
        ]))
    }
}

/// The subject of a mail; some contain a comma or quotes.
pub fn subject(random: &mut Random) -> String {
    let number = random.below(9_000);
    match random.below(5) {
        0 => format!("Re: Order {number}, delivery in week 11"),
        1 => format!("Backup of \"srv{number:04}\" finished"),
        2 => format!("Minutes of the meeting {number}"),
        3 => format!("Rechnung Nr. {number} für März"),
        _ => format!("Scan {number}"),
    }
}

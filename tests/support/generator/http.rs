//! W3C Extended logs of the Default Web Site: Outlook on the web, ActiveSync, EWS, MAPI over HTTP. A client is one user
//! at one address, who comes once, works without pausing for half an hour, and leaves.

use super::iis_record::w3c_header;
use super::names::{guid, inside_address};
use super::random::Random;
use super::smtp_service::address;
use super::stream::BEGIN;
use super::time::date_and_time;
use super::weave::{Journal, Strand, Written, weave};
use super::{LogFile, Plan};

/// A web server.
struct Server {
    folder: &'static str,
    prefix: &'static str,
    iis: &'static str,
    fields: &'static str,
    /// Whether it is IIS 6 with Exchange 2003.
    old: bool,
    begin: u64,
    hours: u64,
    pace: u64,
    /// Share of all bytes, in per cent.
    share: u64,
}

/// The fields that IIS 8 and later write by default.
const FIELDS: &str = "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) \
                      cs(Referer) sc-status sc-substatus sc-win32-status time-taken";

/// The fields that IIS 6 writes by default, with time-taken.
const OLD_FIELDS: &str = "date time s-sitename s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip \
                          cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken ";

const SERVERS: [Server; 2] = [
    Server {
        folder: "MBX01/inetpub/logs/LogFiles/W3SVC1",
        prefix: "u_ex",
        iis: "10.0",
        fields: FIELDS,
        old: false,
        begin: BEGIN,
        hours: 1,
        pace: 20_000,
        share: 85,
    },
    Server {
        folder: "OLD01/LogFiles/W3SVC1",
        prefix: "ex",
        iis: "6.0",
        fields: OLD_FIELDS,
        old: true,
        begin: 1_141_192_800_000,
        hours: 24,
        pace: 120_000,
        share: 15,
    },
];

/// Writes the logs of all servers.
pub fn write(plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut all = Written::default();
    for server in &SERVERS {
        let mut random = Random::new(plan.seed.wrapping_mul(49_979_687).wrapping_add(server.begin));
        let bytes = plan.bytes * server.share / 100;
        all.join(&weave(&mut journal(server), &mut random, bytes, sink));
    }
    all
}

fn journal(server: &'static Server) -> Journal<'static> {
    Journal {
        folder: server.folder.into(),
        name: Box::new(move |date, _| {
            let hour = if server.hours == 1 { format!("{:02}", date.hour) } else { String::new() };
            format!("{}{}{hour}.log", server.prefix, date.short_day())
        }),
        header: Box::new(move |time| w3c_header(server.iis, server.fields, time)),
        hours: server.hours,
        most_bytes: usize::MAX,
        begin: server.begin,
        pace: server.pace,
        calm: false,
        strand: Box::new(move |random, number, begin| strand(server, random, number, begin)),
    }
}

/// One client: who, from where, with what.
struct Client {
    user: String,
    ip: String,
    agent: &'static str,
    app: App,
}

#[derive(Clone, Copy)]
enum App {
    Web,
    ActiveSync,
    Ews,
    Mapi,
    Probe,
}

fn client(server: &Server, random: &mut Random, number: u64) -> Client {
    let (app, agent) = random.weighted(&[
        (
            4,
            (
                App::Web,
                "Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36+(KHTML,+like+Gecko)+Chrome/122.0.0.0",
            ),
        ),
        (5, (App::ActiveSync, "Outlook-iOS-Android/1.0")),
        (3, (App::Ews, "MacOutlook/16.82.24031120+(Intelx64+Mac+OS+X+Version+14.3)")),
        (7, (App::Mapi, "Microsoft+Office/16.0+(Windows+NT+10.0;+Microsoft+Outlook+16.0.17328;+Pro)")),
        (1, (App::Probe, "AMProbe/Local/ClientAccess")),
    ]);
    let old_app = if matches!(app, App::ActiveSync | App::Probe) { app } else { App::Web };
    let (app, agent) = match (server.old, old_app) {
        (false, _) => (app, agent),
        (true, App::ActiveSync) => (App::ActiveSync, "Microsoft-PocketPC/3.0"),
        (true, old_app) => (old_app, "Mozilla/4.0+(compatible;+MSIE+6.0;+Windows+NT+5.1;+SV1)"),
    };
    let name = inside_address(random).replace("@contoso.com", "");
    // The number makes every pair of address and user unique.
    let user = if matches!(app, App::Probe) { "-".into() } else { format!("CONTOSO\\{name}.{number}") };
    let ip = match app {
        App::Probe => format!("2001:db8:{:x}::{:x}", 64 + number / 0xFFFF, number % 0xFFFF + 1),
        _ => address(number),
    };
    Client { user, ip, agent, app }
}

fn strand(server: &Server, random: &mut Random, number: u64, begin: u64) -> Strand {
    let client = client(server, random, number);
    let device = format!("{:016X}", random.bits());
    let mut time = begin;
    let mut lines = Vec::new();
    for _ in 0..random.between(20, 140) {
        let request = request(server, &client, &device, random);
        lines.push((time, line(server, &client, &request, time)));
        time += random.weighted(&[(30, 150), (30, 2_000), (20, 11_000), (2, 240_000)]);
        time += if random.one_in(60) { random.between(300_000, 1_500_000) } else { random.below(900) };
    }
    Strand::of(lines)
}

/// Method, path, query, status with the Windows status, and milliseconds.
struct Request {
    method: &'static str,
    stem: String,
    query: String,
    status: [u64; 3],
    taken: u64,
}

fn request(server: &Server, client: &Client, device: &str, random: &mut Random) -> Request {
    let (method, stem, query) =
        if server.old { old_target(client, device, random) } else { target(client, device, random) };
    let status =
        random.weighted(&[(90, [200, 0, 0]), (3, [302, 0, 0]), (2, [404, 0, 2]), (1, [500, 0, 0]), (1, [503, 0, 64])]);
    let status = if random.one_in(40) { [401, 1, 2_148_074_254] } else { status };
    let taken = random.between(1, 90) + random.weighted(&[(20, 0), (6, 200), (1, 30_000)]);
    Request { method, stem, query, status, taken }
}

/// The path in Exchange 2013 and later, with what Exchange itself adds to the query.
fn target(client: &Client, device: &str, random: &mut Random) -> (&'static str, String, String) {
    let request = guid(random);
    let trace = format!("&CorrelationID=<empty>;&cafeReqId={request};");
    let user = client.user.replace("CONTOSO\\", "");
    match client.app {
        App::Web => {
            let action =
                random.pick(&["FindItem", "GetItem", "FindConversation", "GetConversationItems", "CreateItem"]);
            ("POST", "/owa/service.svc".into(), format!("action={action}&ID=-{}&AC=1{trace}", random.below(900)))
        }
        App::ActiveSync => {
            let command = random.pick(&["Sync", "Ping", "FolderSync", "ItemOperations", "SendMail"]);
            let query = format!("Cmd={command}&User={user}%40contoso.com&DeviceId={device}&DeviceType=Outlook{trace}");
            ("POST", "/Microsoft-Server-ActiveSync/default.eas".into(), query)
        }
        App::Ews => ("POST", "/EWS/Exchange.asmx".into(), trace),
        App::Mapi => {
            let stem = random.pick(&["/mapi/emsmdb/", "/mapi/emsmdb/", "/mapi/nspi/"]);
            ("POST", stem.into(), format!("MailboxId={}@contoso.com{trace}", guid(random)))
        }
        App::Probe => ("GET", "/owa/healthcheck.htm".into(), trace),
    }
}

/// The path in Exchange 2003.
fn old_target(client: &Client, device: &str, random: &mut Random) -> (&'static str, String, String) {
    let user = client.user.replace("CONTOSO\\", "");
    match client.app {
        App::ActiveSync => {
            let query = format!("User={user}&DeviceId={device}&DeviceType=PocketPC&Cmd=Sync&V=2.5");
            ("POST", "/Microsoft-Server-ActiveSync".into(), query)
        }
        App::Probe => ("GET", "/exchweb/bin/auth/owalogon.asp".into(), "-".into()),
        _ => {
            let method = random.weighted(&[(4, "GET"), (3, "SEARCH"), (2, "PROPFIND"), (1, "POLL")]);
            let folder = random.pick(&["Inbox", "Calendar", "Drafts"]);
            (method, format!("/exchange/{user}/{folder}/"), "Cmd=contents".into())
        }
    }
}

fn line(server: &Server, client: &Client, request: &Request, time: u64) -> String {
    let Client { user, ip, agent, .. } = client;
    let Request { method, stem, query, status: [status, sub, win32], taken } = request;
    let (site, referer) = if server.old { ("W3SVC1 ", "") } else { ("", "- ") };
    format!(
        "{} {site}192.0.2.25 {method} {stem} {query} 443 {user} {ip} {agent} {referer}{status} {sub} {win32} {taken}\r\n",
        date_and_time(time)
    )
}

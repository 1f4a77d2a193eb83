//! HttpProxy logs: what the front end did with an HTTP request. They have no sessions, only rows.

use super::names::{client_ip, guid, inside_address};
use super::random::Random;
use super::row::{exchange_header, row};
use super::stream::BEGIN;
use super::time::iso;
use super::weave::{FILE_BYTES, Journal, Strand, Written, weave};
use super::{LogFile, Plan};

/// The columns.
const FIELDS: &str = "DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,RevisionVersion,ClientRequestId,\
                          Protocol,UrlHost,UrlStem,ProtocolAction,AuthenticationType,IsAuthenticated,\
                          AuthenticatedUser,Organization,AnchorMailbox,UserAgent,ClientIpAddress,ServerHostName,\
                          HttpStatus,BackEndStatus,ErrorCode,Method,ProxyAction,TargetServer,TargetServerVersion,\
                          RoutingType,RoutingHint,BackEndCookie,ServerLocatorHost,ServerLocatorLatency,RequestBytes,\
                          ResponseBytes,TargetOutstandingRequests,AuthModulePerfContext,HttpPipelineLatency,\
                          CalculateTargetBackEndLatency,GlsLatencyBreakup,TotalGlsLatency,AccountForestLatencyBreakup,\
                          TotalAccountForestLatency,ResourceForestLatencyBreakup,TotalResourceForestLatency,ADLatency,\
                          SharedCacheLatencyBreakup,TotalSharedCacheLatency,ActivityContextLifeTime,\
                          ModuleToHandlerSwitchingLatency,ClientReqStreamLatency,BackendReqInitLatency,\
                          BackendReqStreamLatency,BackendProcessingLatency,BackendRespInitLatency,\
                          BackendRespStreamLatency,ClientRespStreamLatency,KerberosAuthHeaderLatency,\
                          HandlerCompletionLatency,RequestHandlerLatency,HandlerToModuleSwitchingLatency,ProxyTime,\
                          CoreLatency,RoutingLatency,HttpProxyOverhead,TotalRequestTime,RouteRefresherLatency,\
                          UrlQuery,BackEndGenericInfo,GenericInfo,GenericErrors,EdgeTraceId,DatabaseGuid,\
                          UserADObjectGuid,PartitionEndpointLookupLatency,RoutingStatus";

/// A protocol: its folder, the path and the user agent, in which these logs have blanks for commas.
struct Protocol {
    name: &'static str,
    stem: &'static str,
    agent: &'static str,
    share: u64,
    pace: u64,
}

const PROTOCOLS: [Protocol; 4] = [
    Protocol { name: "Mapi", stem: "/mapi/emsmdb/", agent: "Microsoft Office/16.0", share: 50, pace: 120 },
    Protocol {
        name: "Eas",
        stem: "/Microsoft-Server-ActiveSync/default.eas",
        agent: "Outlook-iOS/2.0",
        share: 20,
        pace: 300,
    },
    Protocol { name: "Ews", stem: "/EWS/Exchange.asmx", agent: "MacOutlook/16.82", share: 15, pace: 400 },
    Protocol {
        name: "Owa",
        stem: "/owa/service.svc",
        agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML  like Gecko) Chrome/122.0.0.0",
        share: 15,
        pace: 400,
    },
];

/// Writes the logs of all protocols.
pub fn write(plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut all = Written::default();
    for (number, protocol) in (0..).zip(&PROTOCOLS) {
        let mut random = Random::new(plan.seed.wrapping_mul(141_650_939).wrapping_add(number));
        let mut journal = Journal {
            folder: format!("MBX01/Logging/HttpProxy/{}", protocol.name),
            name: Box::new(|date, number| format!("HttpProxy_{}-{number}.LOG", date.compact_hour())),
            header: Box::new(|time| exchange_header("15.02.1544.004", "HttpProxy Logs", FIELDS, time)),
            hours: 1,
            most_bytes: FILE_BYTES,
            begin: BEGIN,
            pace: protocol.pace,
            calm: false,
            strand: Box::new(|random, number, begin| Strand {
                sessions: 0,
                ..Strand::of([(begin, request(protocol, random, number, begin))])
            }),
        };
        all.join(&weave(&mut journal, &mut random, plan.bytes * protocol.share / 100, sink));
    }
    all
}

/// One request. Columns that are not set below stay empty or 0, as most do.
fn request(protocol: &Protocol, random: &mut Random, number: u64, time: u64) -> String {
    let [id, connection, mailbox, database] = [guid(random), guid(random), guid(random), guid(random)];
    let latency = random.between(2, 60) + random.weighted(&[(20, 0), (3, 400), (1, 20_000)]);
    let status = random.weighted(&[(40, "200"), (2, "401"), (1, "500"), (1, "302")]);
    let name = inside_address(random).replace("@contoso.com", "");
    let (begin, end) = (iso(time - latency), iso(time));
    let mut fields = [""; 74];
    let (request, response) = (random.between(100, 9_000).to_string(), random.between(100, 90_000).to_string());
    let (backend, total) = (latency.saturating_sub(2).to_string(), latency.to_string());
    let (client, ip) = (format!("R:{connection}:{number};RT:Execute;CI:{connection}:1"), client_ip(random));
    let (user, anchor) = (format!("CONTOSO\\{name}"), format!("MailboxGuid~{mailbox}"));
    let (time, query) = (iso(time), format!("?mailboxId={mailbox}@contoso.com"));
    let generic = format!(
        "BeginRequest={begin};CorrelationID=<empty>;ProxyState-Run=None;FEAuth=BEVersion-1942063431;RoutingEntry=\
         DatabaseGuid:{database}%40contoso.com%40contoso.com Server:MBX02.contoso.com+1942063431@638458;\
         ProxyState-Complete=ProxyResponseData;SharedCacheGuard=0;EndRequest={end};"
    );
    let routing = format!("|RoutingDB:{database}");
    for (column, value) in [
        (0, time.as_str()),
        (1, &id),
        (2, "15"),
        (3, "2"),
        (4, "1544"),
        (5, "4"),
        (6, &client),
        (7, protocol.name),
        (8, "mail.contoso.com"),
        (9, protocol.stem),
        (11, "Negotiate"),
        (12, if status == "401" { "false" } else { "true" }),
        (13, &user),
        (14, "contoso.com"),
        (15, &anchor),
        (16, protocol.agent),
        (17, &ip),
        (18, "MBX01"),
        (19, status),
        (20, status),
        (22, "POST"),
        (23, "Proxy"),
        (24, "MBX02.contoso.com"),
        (25, "15.02.1544.000"),
        (26, "IntraForest"),
        (27, "MailboxGuidWithDomain"),
        (31, &request),
        (32, &response),
        (35, "0"),
        (36, "1"),
        (38, "0"),
        (40, "0"),
        (42, "0"),
        (43, "0"),
        (45, "0"),
        (51, &backend),
        (60, &backend),
        (63, &total),
        (65, &query),
        (67, &generic),
        (70, &routing),
        (73, "CafeV1"),
    ] {
        fields[column] = value;
    }
    row(&fields)
}

//! Agent logs: what the transport agents did with a mail. They use the session-ids of the receive log.

use super::names::{client_ip, client_port, endpoint, guid, inside_address, message_id, outside_address};
use super::random::Random;
use super::row::{exchange_header, row};
use super::stream::{BEGIN, receive_session_id};
use super::time::iso;
use super::weave::{FILE_BYTES, Journal, Strand, Written, weave};
use super::{LogFile, Plan};

/// The columns.
const FIELDS: &str = "Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,EnteredOrgFromIP,MessageId,P1FromAddress,\
                          P2FromAddresses,Recipient,NumRecipients,Agent,Event,Action,SmtpResponse,Reason,ReasonData,\
                          Diagnostics,NetworkMsgID,TenantID,Directionality";

/// Writes the log.
pub fn write(plan: &Plan, sink: &mut dyn FnMut(LogFile)) -> Written {
    let mut random = Random::new(plan.seed.wrapping_mul(122_949_823));
    let mut journal = Journal {
        folder: "MBX01/TransportRoles/Logs/Hub/AgentLog".into(),
        name: Box::new(|date, number| format!("AgentLog{}-{number}.LOG", date.compact_day())),
        header: Box::new(|time| exchange_header("15.0.0.0", "Agent Log", FIELDS, time)),
        hours: 24,
        most_bytes: FILE_BYTES,
        begin: BEGIN,
        pace: 1_000,
        calm: false,
        strand: Box::new(|random, number, begin| session(plan, random, number, begin)),
    };
    weave(&mut journal, &mut random, plan.bytes, sink)
}

/// Agent, event, action, reply, reason, its data, diagnostics.
type Deed = [&'static str; 7];

const TRUSTED: Deed =
    ["Inbound Trust Agent", "OnEndOfHeaders", "ModifyHeaders", "", "", "", "Cross premises headers filtered"];
const SCORED: Deed =
    ["Content Filter Agent", "OnEndOfData", "AcceptMessage", "", "SCL", "1", "DV:3.3.5705.600;SID:SenderIDStatus None"];
const SPAM: Deed = [
    "Content Filter Agent",
    "OnEndOfData",
    "RejectMessage",
    "550 5.7.1 Message rejected as spam by Content Filtering.",
    "SclAtOrAboveRejectThreshold",
    "8",
    "DV:3.3.5705.600;SID:SenderIDStatus Fail, PCL:PhishingConfidenceLevel SUSPICIOUS",
];
const UNKNOWN: Deed = [
    "Recipient Filter Agent",
    "OnRcptCommand",
    "RejectCommand",
    "550 5.1.1 User unknown",
    "RecipientDoesNotExist",
    "",
    "",
];

/// One session: what was done with its mails.
fn session(plan: &Plan, random: &mut Random, number: u64, begin: u64) -> Strand {
    let id = receive_session_id(plan, "MBX01", number);
    let ip = client_ip(random);
    let remote = endpoint(&ip, client_port(random));
    let mut time = begin;
    let mut lines = Vec::new();
    for _ in 0..random.weighted(&[(8, 1), (2, 2), (1, 5)]) {
        let (from, to) = (outside_address(random), inside_address(random));
        let [message, network] = [message_id(random, "mail.fabrikam.com"), guid(random)];
        let deeds: &[Deed] =
            random.weighted(&[(6, &[TRUSTED, SCORED][..]), (3, &[TRUSTED]), (2, &[SPAM]), (2, &[UNKNOWN])]);
        for [agent, event, action, reply, reason, data, diagnostics] in deeds {
            // Before the mail itself there is no Message-ID yet.
            let message = if *event == "OnRcptCommand" { "" } else { &message };
            let fields = [
                &iso(time),
                &id,
                "192.0.2.25:2525",
                &remote,
                &ip,
                message,
                &from,
                &format!("{from};"),
                &to,
                "1",
                agent,
                event,
                action,
                reply,
                reason,
                data,
                diagnostics,
                &network,
                "",
                "Incoming",
            ];
            lines.push((time, row(&fields)));
            time += random.between(1, 400);
        }
    }
    Strand::of(lines)
}

//! The header lines of Exchange's own logs.

use std::collections::BTreeSet;

use super::{text, written};

/// The header of the first file of a folder, with its time replaced by `T`.
fn header(name: &str, folder: &str, lines: usize) -> Vec<String> {
    let (_, files) = written(name, 400_000);
    let file = files.iter().find(|file| file.folder == folder).unwrap();
    let time = |line: &str| if line.starts_with("#Date: ") { "#Date: T".into() } else { line.to_string() };
    text(file).split("\r\n").take(lines).map(time).collect()
}

const EVENTS: &str =
    "date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context";
const COMMANDS: &str = "dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context";
const BEFORE_NETWORK_ID: &str = "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,\
                                 connector-id,source,event-id,internal-message-id,message-id";
const AFTER_NETWORK_ID: &str = "recipient-address,recipient-status,total-bytes,recipient-count,\
                                related-recipient-address,reference,message-subject,sender-address,return-path,\
                                message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data";
const AGENT: &str = "Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,EnteredOrgFromIP,MessageId,P1FromAddress,\
                     P2FromAddresses,Recipient,NumRecipients,Agent,Event,Action,SmtpResponse,Reason,ReasonData,\
                     Diagnostics,NetworkMsgID,TenantID,Directionality";

#[test]
fn headers_of_exchange_are_exact() {
    let tracking = |between: &str, after: &str| format!("{BEFORE_NETWORK_ID},{between}{AFTER_NETWORK_ID}{after}");
    for (name, folder, version, log_type, fields) in [
        (
            "smtpReceive",
            "MBX01/TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive",
            "15.0.0.0",
            "SMTP Receive Protocol Log",
            EVENTS,
        ),
        ("smtpSend", "LEGACY01/TransportRoles/Logs/ProtocolLog/SmtpSend", "14.0.0.0", "SMTP Send Protocol Log", EVENTS),
        (
            "connectivity",
            "MBX02/TransportRoles/Logs/Hub/Connectivity",
            "15.0.0.0",
            "Transport Connectivity Log",
            "date-time,session,source,Destination,direction,description",
        ),
        ("pop3", "OLD07/Logging/Pop3", "8.0.0.0", "POP3 Log", EVENTS),
        ("pop3", "LEGACY01/Logging/Pop3", "14.0.0.0", "POP3 Log", COMMANDS),
        ("imap4", "MBX01/Logging/Imap4", "15.0.0.0", "IMAP4 Log", &format!("{COMMANDS},puid")),
        (
            "tracking",
            "LEGACY01/TransportRoles/Logs/MessageTracking",
            "14.03.0513.000",
            "Message Tracking Log",
            &tracking("", ""),
        ),
        (
            "tracking",
            "MBX13/TransportRoles/Logs/MessageTracking",
            "15.00.1497.048",
            "Message Tracking Log",
            &tracking("network-message-id,", ""),
        ),
        (
            "tracking",
            "MBX01/TransportRoles/Logs/MessageTracking",
            "15.02.1544.004",
            "Message Tracking Log",
            &tracking("network-message-id,", ",transport-traffic-type,log-id,schema-version"),
        ),
        ("agent", "MBX01/TransportRoles/Logs/Hub/AgentLog", "15.0.0.0", "Agent Log", AGENT),
    ] {
        let wanted = [
            "#Software: Microsoft Exchange Server".to_string(),
            format!("#Version: {version}"),
            format!("#Log-type: {log_type}"),
            "#Date: T".into(),
            format!("#Fields: {fields}"),
        ];
        assert_eq!(header(name, folder, 5), wanted, "{folder}");
    }
}

#[test]
fn header_of_http_proxy_is_exact() {
    let header = header("httpProxy", "MBX01/Logging/HttpProxy/Mapi", 5);
    assert_eq!(header[2], "#Log-type: HttpProxy Logs");
    let fields: Vec<&str> = header[4].strip_prefix("#Fields: ").unwrap().split(',').collect();
    assert_eq!(fields.len(), 74);
    assert_eq!(fields.iter().collect::<BTreeSet<_>>().len(), 74);
    assert!(header[4].starts_with("#Fields: DateTime,RequestId,MajorVersion,MinorVersion,BuildVersion,"));
    for (column, name) in [
        (7, "Protocol"),
        (13, "AuthenticatedUser"),
        (17, "ClientIpAddress"),
        (19, "HttpStatus"),
        (31, "RequestBytes"),
        (63, "TotalRequestTime"),
        (67, "GenericInfo"),
        (73, "RoutingStatus"),
    ] {
        assert_eq!(fields[column], name);
    }
}

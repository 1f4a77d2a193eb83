//! Every parser and every explanation of this layer, fed with bytes that nobody would write.

use proptest::prelude::*;

use super::connectivity::Direction;
use super::*;
use crate::smtp::Reply;
use crate::smtp::hostile::line;

const INFORMATION: &[&str] = &[
    "Set Session Permissions",
    "attempting to connect",
    "Failed to connect. Winsock error code: 10061, ",
    "Error Message: ",
    "Destination domain: ",
    "Sending certificate",
    "Remote certificate ",
    "Certificate subject",
    "Certificate thumbprint",
    "CN=a",
    ", O=\"b, c\"",
    " CN=",
    "EC5A76488FE0A501C5FC28EC845E443889BA16E2",
    "2023-08-12T10:39:24.000Z",
    "a.b;c.d",
    " ",
    "'",
    "\"",
    ";",
    ",",
    "TLS protocol ",
    "SP_PROT_TLS1_2_SERVER",
    " negotiation succeeded using bulk encryption algorithm ",
    " with strength ",
    "255",
    "MAC hash algorithm ",
    "key exchange algorithm ",
    "TLS negotiation failed with error ",
    "Client certificate chain validation status: '",
    "TlsDomainCapabilities='",
    "Status='",
    "Domain='",
    "authenticated",
    "AsyncBackendLocator.",
    "End",
    " for user ",
    "Setting up client proxy session to destination(s): ",
    "Proxy session was successfully set up. Session for",
    " will now be proxied",
    "Inbound AUTH ",
    "LOGIN",
    " failed because of ",
    "Outbound Authentication failed with ",
    "User Name: ",
    "Tarpit for '",
    "0.00:00:05",
    "' due to '",
    "DelayedAck",
    "535 5.7.3",
    "receiving message",
    " with InternetMessageId <",
    "sending message with RecordId ",
    "18446744073709551616",
    "Proxy destination(s) obtained from",
    "Correlation Id:",
    "Proxying inbound session with session id ",
    "\u{fc}",
];

const REPLIES: &[&str] = &[
    "250 ",
    "250-",
    "451 4.4.0 ",
    "550 5.7.1 ",
    "454 ",
    "599 9",
    "421 4.999.999 ",
    "Primary target IP address responded with: \"",
    "Proxy session setup failed on Frontend with '",
    "responded with",
    "\"",
    "Winsock error code: ",
    "ErrorCode ",
    "10061",
    "99999999999",
    "PRX",
    "[InternalId=",
    "Hostname=",
    "]",
    " bytes in 0.1, 1 KB/sec ",
    "Queued mail for delivery",
    "<a@b>",
    "mail.contoso.com Hello [192.0.2.1]",
    " SIZE 1",
    " AUTH NTLM",
    "AUTH=",
    " DSN",
    " ",
    "\u{fc}",
];

const CONNECTIONS: &[&str] = &[
    "DnsConnectorDelivery ",
    "20ea587d-f931-4617-ae72-76b1dfca85ef",
    ";QueueLength=",
    "TQ=",
    "1;",
    "RN=",
    "mx.fabrikam.com",
    "[",
    "]",
    "192.0.2.7",
    ":25",
    ", ",
    "....",
    "Established connection to ",
    "Failed connection to ",
    "(TimedOut:0000274C)",
    "(",
    ")",
    "[TargetHost:",
    "[TargetIPAddress:",
    "|",
    "MarkedUnhealthy",
    "FailureCount:",
    "NextRetryTime:",
    "Messages: ",
    "Bytes: ",
    "Local",
    "Remote",
    "ConnectionReset",
    "\u{fc}",
];

const ACCESS: &[&str] = &[
    "R=",
    "Msg=",
    "ErrMsg=",
    "Budget=",
    "=",
    ";",
    "\"",
    "\\",
    " ",
    ",",
    ":",
    "ok",
    "-ERR ",
    "NO ",
    "[IN-USE]",
    "Proxy:",
    "mbx01.contoso.com:1993:SSL",
    "ProxySuccess",
    "AuthFailed:",
    ",User: ",
    "RecipientType: ",
    "Database: ",
    "login ",
    "pass ",
    "a1 ",
    "authenticate ",
    "id (",
    "name",
    "YW5uYQ==",
    "\u{fc}",
];

const PATHS: &[&str] = &[
    "\\\\",
    "//",
    "/",
    "\\",
    "EXCH01",
    "C:",
    "TransportRoles",
    "Logs",
    "FrontEnd",
    "Hub",
    "Edge",
    "Mailbox",
    "ProtocolLog",
    "SmtpReceive",
    "Delivery",
    "Submission",
    "RECV",
    "20230111",
    "16",
    "-1",
    ".LOG",
    " ",
    "\u{fc}",
];

proptest! {
    #[test]
    fn both_readings_of_an_information_row_agree(data in line(INFORMATION), context in line(INFORMATION)) {
        let row = Information::parse(&data, &context);
        let kind = InformationKind::of(&data, &context);
        prop_assert!(row.kind() == kind || row == Information::Unknown);
        if let Some(sentence) = explain_information(&row) {
            prop_assert!(sentence.ends_with('.'));
        }
    }

    #[test]
    fn certificates_are_put_together_from_anything(rows in prop::collection::vec((line(INFORMATION), line(INFORMATION)), 0..6)) {
        let mut collector = CertificateCollector::default();
        for (entry, (data, context)) in rows.iter().enumerate() {
            if let Some(part) = CertificatePart::parse(data, context) {
                collector.push(entry, &part);
            }
        }
        let certificates = collector.finish();
        prop_assert!(certificates.len() <= rows.len());
        for (_, certificate) in certificates {
            let _ = (certificate.names().count(), certificate.valid_at(0));
        }
    }

    #[test]
    fn names_and_numbers_of_rows_are_read_from_anything(data in line(INFORMATION)) {
        if let Some(tls) = TlsResult::parse(&data) {
            let _ = (tls.version(), tls.is_outdated(), tls.side(), tls.cipher_name(), tls.mac_name(), tls.key_exchange_name());
        }
        if let Some(tarpit) = Tarpit::parse(&data, b"") {
            let _ = tarpit.reason();
        }
        let _ = (permissions(&data).count(), PermissionGroup::of(&data), tarpit::time_span(&data));
    }

    #[test]
    fn every_refusal_is_explained(line in line(REPLIES)) {
        if let Some(reply) = Reply::parse(&line) {
            prop_assert!(explain_reply(&reply).is_some() || !reply.class().is_failure());
            let _ = Acceptance::parse(&reply);
        }
    }

    #[test]
    fn capabilities_end(line in line(REPLIES), first in any::<bool>()) {
        prop_assert!(capabilities(&line, first).count() <= line.len());
        prop_assert!(capabilities(&line, first).all(|item| item.size() != Some(0)));
    }

    #[test]
    fn connections_are_read_from_anything(line in line(CONNECTIONS)) {
        for direction in [Direction::Connect, Direction::Progress, Direction::Disconnect] {
            let description = Connectivity::parse(direction, &line);
            if let Connectivity::Resolved(resolved) = description {
                let _ = (resolved.addresses().count(), resolved.is_cut());
            }
            let _ = explain_connectivity(&description);
        }
        let _ = (endpoint(&line), Disconnect::parse(&line).map(|end| end.explanation()));
    }

    #[test]
    fn mail_access_is_read_from_anything(line in line(ACCESS), context in line(ACCESS)) {
        let command = AccessCommand::parse(&line);
        let _ = (command.user(), command.mechanism(), command.client_name());
        if let Some(secret) = mail_access::command::secret(&line) {
            prop_assert!(!secret.is_empty() && secret.end <= line.len());
        }
        let row = AccessContext::new(&context);
        prop_assert!(row.parts().count() <= context.len());
        let _ = (row.error(), row.user(), row.proxy(), row.logon(), row.budget("Conn"));
        let sentence = explain_access(command.verb, &context);
        prop_assert_eq!(sentence.is_some(), row.status().is_refusal());
    }

    #[test]
    fn origins_are_read_from_anything(path in line(PATHS)) {
        let text = String::from_utf8_lossy(&path);
        let origin = PathOrigin::read(&text, &text);
        prop_assert!(text.contains(origin.server) && text.starts_with(origin.root.unwrap_or_default()));
        let _ = (origin.service.name(), LogFileName::parse(&text));
        let _ = (Service::of_connector(&path), split_connector(&path));
    }
}

//! Every parser and every explanation of this layer against input that Exchange does not write.

use core::fmt::Debug;
use proptest::prelude::*;

use super::connectivity::{Direction, DnsFailure, Target, resolved, targets};
use super::explanation::{explain_access, explain_connectivity, explain_information, explain_reply};
use super::information::ConnectFailure;
use super::mail_access::{Logon, Proxy};
use super::*;
use crate::bytes::words;
use crate::smtp::Reply;
use crate::smtp::hostile::{are_pieces_of, hides_all, line, line_after};

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

const CREDENTIALS: &[&str] = &["pass ", "a1 login ", "login \"", "apop ann ", "authenticate plain ", "auth ", "id ("];

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

/// The name of an enum's variant.
pub(super) fn variant(value: &impl Debug) -> String {
    format!("{value:?}").chars().take_while(|letter| letter.is_alphanumeric()).collect()
}

/// Whether a text is made of whole sentences.
fn is_prose(text: &str) -> bool {
    text.starts_with(|first: char| !first.is_whitespace()) && text.ends_with('.') && !text.contains("  ")
}

/// The texts that a row was taken apart into, in the order of the row; empty for rows whose texts have tests of their
/// own.
fn parts<'a>(row: &Information<'a>) -> Vec<&'a [u8]> {
    match *row {
        Information::FailedToConnect(ConnectFailure { destination, message, .. }) => vec![destination, message],
        Information::TlsSucceeded(tls) => vec![tls.protocol, tls.cipher, tls.mac, tls.key_exchange],
        Information::TlsFailed { error } | Information::OutboundAuthenticationFailed { error } => vec![error],
        Information::ChainValidation { status } => vec![status],
        Information::BackendLocator { user, .. } | Information::ProxyEstablished { user } => vec![user],
        Information::ProxySettingUp { destinations } => vec![destinations],
        Information::InboundAuthenticationFailed { mechanism, error } => vec![mechanism, error],
        Information::UserName { name } => vec![name],
        Information::ProxyDestinations { correlation_id } => vec![correlation_id],
        Information::ProxyingInboundSession { session_id } => vec![session_id],
        _ => Vec::new(),
    }
}

/// The text without blanks and quotes at its end.
fn without_quotes(text: &[u8]) -> &[u8] {
    let last = text.iter().rposition(|byte| !byte.is_ascii_whitespace() && *byte != b'"');
    &text[..last.map_or(0, |last| last + 1)]
}

/// The values of a certificate in the order of the one-row form.
fn values<'a>(certificate: &Certificate<'a>) -> [&'a [u8]; 8] {
    let Certificate { subject, issuer, undivided, serial_number, thumbprint, not_before, not_after, .. } = *certificate;
    let [subject, issuer] = [subject, issuer].map(Option::unwrap_or_default);
    [undivided, subject, issuer, serial_number, thumbprint, not_before, not_after, certificate.alternate_names]
}

/// The texts of a target.
fn parts_of(Target { name, state, next_retry, .. }: Target<'_>) -> [&[u8]; 3] {
    [name, state, next_retry]
}

/// The texts of a host in a DNS answer. An address in the place of the name is one text that serves as both.
fn parts_of_host<'a>(name: &'a [u8], addresses: impl Iterator<Item = &'a [u8]>) -> Vec<&'a [u8]> {
    let addresses: Vec<&[u8]> = addresses.collect();
    let is_literal = !addresses.is_empty() && are_pieces_of(name, &addresses);
    [name].into_iter().filter(|_| !is_literal).chain(addresses).collect()
}

proptest! {
    #[test]
    fn a_row_is_of_its_kind_or_unknown(data in line(INFORMATION), context in line(INFORMATION)) {
        let row = Information::parse(&data, &context);
        let kind = InformationKind::of(&data, &context);
        prop_assert!(row == Information::Unknown || variant(&row) == variant(&kind), "{row:?} is {kind:?}");
        prop_assert!(are_pieces_of(&data, &parts(&row)) || are_pieces_of(&context, &parts(&row)), "{row:?}");
        if let Some(sentence) = explain_information(&row) {
            prop_assert!(is_prose(&sentence), "{sentence}");
        }
    }

    #[test]
    fn a_certificate_in_one_row_loses_no_word(data in line(INFORMATION)) {
        if let Some(CertificatePart::Whole(certificate)) = CertificatePart::parse(&data, b"Remote certificate") {
            let values = values(&certificate);
            prop_assert!(are_pieces_of(&data, &values), "{certificate:?}");
            prop_assert!(values.iter().flat_map(|value| words(value)).eq(words(&data)), "{certificate:?}");
        }
    }

    #[test]
    fn certificates_are_collected_from_any_rows(rows in prop::collection::vec((line(INFORMATION), line(INFORMATION)), 0..6)) {
        let mut collector = CertificateCollector::default();
        for (entry, (data, context)) in rows.iter().enumerate() {
            if let Some(part) = CertificatePart::parse(data, context) {
                collector.push(entry, &part);
            }
        }
        let certificates = collector.finish();
        prop_assert!(certificates.is_sorted_by(|(entry, _), (next, _)| entry < next));
        for (entry, certificate) in certificates {
            let own = |value: &&[u8]| rows[entry..].iter().any(|(data, _)| are_pieces_of(data, &[value]));
            prop_assert!(values(&certificate).iter().all(own), "{certificate:?}");
        }
    }

    #[test]
    fn a_time_span_is_read_as_it_is_written(days in 0u64..100, hours in 0u64..24, minutes in 0u64..60, seconds in 0u64..60, ms in 0u64..1000) {
        let row = format!("Tarpit for '{days}.{hours:02}:{minutes:02}:{seconds:02}.{ms:03}' due to 'DelayedAck'");
        let tarpit = Tarpit::parse(row.as_bytes(), b"").expect("a tarpit row");
        let expected = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms;
        prop_assert_eq!((tarpit.duration_ms, tarpit.reason()), (Some(expected), Some(TarpitReason::DelayedAck)));
    }

    #[test]
    fn permissions_are_the_words_of_the_row(data in line(INFORMATION)) {
        prop_assert!(permissions(&data).map(|permission| permission.name).eq(words(&data)));
    }

    #[test]
    fn every_refusal_is_explained(line in line(REPLIES)) {
        if let Some(reply) = Reply::parse(&line) {
            let sentence = explain_reply(&reply);
            prop_assert!(sentence.as_deref().map_or(!reply.class().is_failure(), is_prose), "{sentence:?}");
            if let Some(taken) = Acceptance::parse(&reply) {
                prop_assert!(are_pieces_of(reply.text, &[taken.message_id, taken.hostname]), "{taken:?}");
            }
        }
    }

    #[test]
    fn a_capability_is_a_keyword_and_its_parameters(line in line(REPLIES), first in any::<bool>()) {
        let items: Vec<_> = capabilities(&line, first).collect();
        let parts: Vec<_> = items.iter().flat_map(|item| [item.keyword, item.parameters]).collect();
        prop_assert!(are_pieces_of(&line, &parts), "{items:?}");
        if !first {
            let joined: Vec<u8> = parts.concat();
            let kept = |text: &[u8]| -> Vec<u8> { text.iter().copied().filter(|byte| !b" \t\r\n\x0c=".contains(byte)).collect() };
            prop_assert_eq!(kept(&joined), kept(&line), "a byte is lost");
        }
    }

    #[test]
    fn the_parts_of_a_description_are_pieces_of_it(line in line(CONNECTIONS)) {
        for direction in [Direction::Connect, Direction::Progress, Direction::Disconnect] {
            let description = Connectivity::parse(direction, &line);
            let parts = match description {
                Connectivity::NextHop(hop) => vec![hop.name, hop.id],
                Connectivity::Resolved { hosts } => {
                    resolved(hosts).flat_map(|host| parts_of_host(host.name, host.addresses())).collect()
                }
                Connectivity::Established { address } => vec![address],
                Connectivity::Failed(failed) => {
                    [failed.address, failed.error].into_iter().chain(failed.targets().flat_map(parts_of)).collect()
                }
                Connectivity::DnsFailed(DnsFailure { domain, error }) => vec![domain, error],
                Connectivity::Unhealthy { targets: found } => targets(found).flat_map(parts_of).collect(),
                Connectivity::Reply(reply) => vec![reply.text],
                Connectivity::Finished(finished) => vec![finished.result],
                Connectivity::Other => Vec::new(),
            };
            prop_assert!(are_pieces_of(&line, &parts), "{description:?}");
            if let Some(sentence) = explain_connectivity(&description) {
                prop_assert!(is_prose(&sentence), "{sentence}");
            }
        }
    }

    #[test]
    fn an_endpoint_with_a_port_ends_with_it(line in line(CONNECTIONS)) {
        let (address, port) = endpoint(&line);
        prop_assert!(are_pieces_of(&line, &[address]));
        if let Some(port) = port {
            let digits = line.rsplit(|byte| *byte == b':').next().map(<[u8]>::trim_ascii);
            prop_assert_eq!(digits.and_then(|digits| core::str::from_utf8(digits).ok()?.parse().ok()), Some(port));
        }
        if let Some(end) = Disconnect::parse(&line) {
            prop_assert!(are_pieces_of(&line, &[end.reason]) && is_prose(end.explanation()));
        }
    }

    #[test]
    fn no_part_of_a_credential_of_mail_access_is_left(line in prop_oneof![line(ACCESS), line_after(CREDENTIALS, ACCESS)]) {
        let command = AccessCommand::parse(&line);
        prop_assert!(are_pieces_of(&line, &[command.name, command.argument]));
        prop_assert!(are_pieces_of(&line, &[command.user()]) && are_pieces_of(&line, &[command.client_name()]));
        if let Some(secret) = mail_access::command::secret(&line) {
            prop_assert!(hides_all(&line, &secret, mail_access::command::secret));
            let visible = without_quotes(&line[..secret.start]);
            let known = [command.name, command.user(), command.mechanism()].map(without_quotes);
            let is_end = |text: &&[u8]| !text.is_empty() && visible.ends_with(text);
            prop_assert!(visible.is_empty() || known.iter().any(is_end), "{}", visible.escape_ascii());
        }
    }

    #[test]
    fn the_parts_of_a_context_are_pieces_of_it(line in line(ACCESS), context in line(ACCESS)) {
        let row = AccessContext::new(&context);
        let parts: Vec<_> = row.parts().flat_map(|(key, value)| [key, value]).collect();
        prop_assert!(are_pieces_of(&context, &parts), "{parts:?}");
        let proxy = row.proxy().map(|Proxy { host, security, .. }| vec![host, security]);
        let logon = row.logon().map(|Logon { recipient_type, display_name, .. }| vec![recipient_type, display_name]);
        for texts in [Some(vec![row.error()]), Some(vec![row.user()]), proxy, logon].into_iter().flatten() {
            prop_assert!(texts.iter().all(|text| are_pieces_of(&context, &[text])), "{texts:?}");
        }
        let sentence = explain_access(AccessCommand::parse(&line).verb, &context);
        prop_assert_eq!(sentence.is_some(), row.status().is_refusal());
        prop_assert!(sentence.is_none_or(is_prose));
    }

    #[test]
    fn an_origin_is_a_part_of_the_path(path in line(PATHS)) {
        let text = String::from_utf8_lossy(&path);
        let origin = PathOrigin::read(&text, &text);
        let is_folder = origin.server.is_empty() || text.split(['/', '\\']).any(|folder| folder.starts_with(origin.server));
        prop_assert!(is_folder && text.starts_with(origin.root.unwrap_or_default()), "{origin:?}");
        if let Some(file) = LogFileName::parse(&text) {
            prop_assert!(text.starts_with(file.prefix));
        }
        let (server, connector) = split_connector(&path);
        prop_assert!(are_pieces_of(&path, &[server, connector]));
        prop_assert!(server.is_empty() || [server, b"\\", connector].concat() == path);
    }
}

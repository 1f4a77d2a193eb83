//! Which logs Exchange writes by default: a missing log may never have been written.
//!
//! The defaults are those that Microsoft documents for SMTP protocol logging, connectivity logging, and protocol
//! logging of POP3 and IMAP4.

use super::super::masking::DisplayText;
use super::super::reportable::report_type;
use super::rows::Row;
use crate::entry::LogType;
use alloc::vec::Vec;

report_type! {
    /// A missing log that Exchange does not write by default.
    #[derive(PartialEq)]
    pub struct UnloggedLog {
        /// The server.
        pub server: DisplayText<'static>,
        /// The service.
        pub service: &'static str,
        /// The name of the log.
        pub log: &'static str,
        /// The default, in a sentence.
        pub sentence: &'static str,
    }
}

/// The default for a log of a service. Services are named as in `crate::exchange::Service`.
struct Known {
    service: &'static str,
    log_type: LogType,
    sentence: &'static str,
}

const FRONT_END: &str = "Front End Transport";
const TRANSPORT: &str = "Transport";
const EDGE: &str = "Edge Transport";
const DELIVERY: &str = "Mailbox Transport Delivery";
const SUBMISSION: &str = "Mailbox Transport Submission";

const RECEIVE_FRONT_END: &str = "By default, only the receive connector “Default Frontend <server>” writes this log; other connectors do if protocol logging is enabled on them.";
const SEND_FRONT_END: &str = "By default, only the implicit send connector of this service writes this log; other connectors do if protocol logging is enabled on them.";
const OFF: &str = "Protocol logging is off by default.";
/// Whether a connector that no protocol log names writes one.
pub const UNLOGGED: &str = "Protocol logging is off by default on every connector but “Default Frontend <server>” and the implicit send connector of Front End Transport.";
const CONNECTIVITY: &str = "On by default since Exchange 2013, off in Exchange 2007 and 2010.";
const CLIENTS: &str = "Protocol logging for POP3 and IMAP4 is off by default.";

const fn row(service: &'static str, log_type: LogType, sentence: &'static str) -> Known {
    Known { service, log_type, sentence }
}

const DEFAULTS: &[Known] = &[
    row(FRONT_END, LogType::SmtpReceive, RECEIVE_FRONT_END),
    row(FRONT_END, LogType::SmtpSend, SEND_FRONT_END),
    row(FRONT_END, LogType::Connectivity, CONNECTIVITY),
    row(TRANSPORT, LogType::SmtpReceive, OFF),
    row(TRANSPORT, LogType::SmtpSend, OFF),
    row(TRANSPORT, LogType::Connectivity, CONNECTIVITY),
    row(DELIVERY, LogType::SmtpReceive, OFF),
    row(DELIVERY, LogType::SmtpSend, OFF),
    row(DELIVERY, LogType::Connectivity, CONNECTIVITY),
    row(SUBMISSION, LogType::SmtpSend, OFF),
    row(SUBMISSION, LogType::Connectivity, CONNECTIVITY),
    row(EDGE, LogType::SmtpReceive, OFF),
    row(EDGE, LogType::SmtpSend, OFF),
    row(EDGE, LogType::Connectivity, CONNECTIVITY),
    row("POP3", LogType::Pop3, CLIENTS),
    row("IMAP4", LogType::Imap4, CLIENTS),
];

/// Whether a service does not write a log unless an administrator turns that on.
pub fn is_off(service: &str, log_type: LogType) -> bool {
    note(service, log_type) == OFF
}

/// The default for a log of a service, in a sentence; empty if not known.
pub(super) fn note(service: &str, log_type: LogType) -> &'static str {
    let known = DEFAULTS.iter().find(|known| known.service == service && known.log_type == log_type);
    known.map_or("", |known| known.sentence)
}

/// The missing logs of every known server with logs of a transport service.
pub(super) fn unlogged(rows: &[Row]) -> Vec<UnloggedLog> {
    let same_server = |a: &&Row, b: &&Row| a.server.as_str().eq_ignore_ascii_case(b.server.as_str());
    let rows: Vec<&Row> = rows.iter().collect();
    // For logs of an unknown server, nothing is known about the others.
    rows.chunk_by(same_server)
        .filter(|rows| rows.iter().all(|row| !row.server.is_empty()))
        .flat_map(of_server)
        .collect()
}

fn of_server(rows: &[&Row]) -> Vec<UnloggedLog> {
    let has = |service: &str| rows.iter().any(|row| row.service == service);
    let expected = services(&has);
    let is_there =
        |known: &&Known| rows.iter().any(|row| row.service == known.service && row.log_type == known.log_type);
    let lacking = DEFAULTS.iter().filter(|known| expected.contains(&known.service)).filter(|known| !is_there(known));
    let server = rows.first().map(|row| row.server.clone()).unwrap_or_default();
    lacking
        .map(|known| UnloggedLog {
            server: server.clone(),
            service: known.service,
            log: known.log_type.name(),
            sentence: known.sentence,
        })
        .collect()
}

/// The services that a server runs, as far as its logs show: an Edge server has one, Exchange 2013 and later four for
/// mail, Exchange 2007 and 2010 one, which may also be the only one of the four whose logs were collected.
fn services(has: &impl Fn(&str) -> bool) -> Vec<&'static str> {
    let mailbox = [FRONT_END, DELIVERY, SUBMISSION].iter().any(|service| has(service));
    match () {
        () if mailbox => [FRONT_END, TRANSPORT, DELIVERY, SUBMISSION, "POP3", "IMAP4"].into(),
        () if has(TRANSPORT) => [TRANSPORT, "POP3", "IMAP4"].into(),
        () if has(EDGE) => [EDGE].into(),
        () => Vec::new(),
    }
}

//! Where a log comes from: which server, and which of its transport services.
//!
//! No log says that plainly, so several hints are asked, the surest first:
//!
//! 1. the folder, since each service writes into its own below `TransportRoles\Logs` (Exchange 2013 and later);
//! 2. the connector's name, as long as it is one that Exchange made and in English;
//! 3. the local port of a receive log. Port 25 is the weakest hint: before Exchange 2013, and on Edge servers, the one
//!    transport service listens there itself.
//!
//! A path comes from a browser or from a user, with `/` or `\`, whole or cut anywhere at its front. So parts of it are
//! looked for, never its beginning. The server stands in the connector-id of a receive log (`SERVER\name`); a send log has
//! only the folder, and [`Layout::root`] tells which files came from one place.

use crate::smtp::bytes::{begins_with, split_once};

/// A transport service of Exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Service {
    /// Not known.
    #[default]
    Unknown,
    /// Front End Transport: the side that faces clients and the Internet.
    FrontEndTransport,
    /// Transport (Hub): queues, categorises and routes.
    Transport,
    /// Transport on an Edge server.
    EdgeTransport,
    /// Mailbox Transport Delivery: into mailboxes.
    MailboxDelivery,
    /// Mailbox Transport Submission: out of mailboxes.
    MailboxSubmission,
}

impl Service {
    /// Its name, as Microsoft writes it; the empty string when it is not known.
    pub const fn name(self) -> &'static str {
        match self {
            Service::Unknown => "",
            Service::FrontEndTransport => "Front End Transport",
            Service::Transport => "Transport",
            Service::EdgeTransport => "Edge Transport",
            Service::MailboxDelivery => "Mailbox Transport Delivery",
            Service::MailboxSubmission => "Mailbox Transport Submission",
        }
    }

    /// The service that writes into a folder.
    pub fn of_folder(folder: &str) -> Service {
        Layout::parse(folder).map(|layout| layout.service).unwrap_or_default()
    }

    /// The service that a connector belongs to, as far as its name tells. The name may be the whole connector-id.
    pub fn of_connector(connector: &[u8]) -> Service {
        let (_, name) = split_connector(connector);
        let known = CONNECTORS.iter().find(|(known, _)| begins_with(name, known.as_bytes()));
        known.map(|(_, service)| *service).unwrap_or_default()
    }

    /// The service that listens on a port by default.
    pub const fn of_port(port: u16) -> Service {
        match port {
            25 | 587 | 717 => Service::FrontEndTransport,
            465 | 2525 => Service::Transport,
            475 => Service::MailboxDelivery,
            _ => Service::Unknown,
        }
    }

    /// This service if it is known, else the other one.
    pub fn or(self, other: Service) -> Service {
        if self == Service::Unknown { other } else { self }
    }
}

/// Connectors that Exchange makes by itself; a longer name stands before one that it begins with.
const CONNECTORS: &[(&str, Service)] = &[
    ("Default Frontend ", Service::FrontEndTransport),
    ("Client Frontend ", Service::FrontEndTransport),
    ("Outbound Proxy Frontend ", Service::FrontEndTransport),
    ("Default internal receive connector ", Service::EdgeTransport),
    ("Default ", Service::Transport),
    ("Client Proxy ", Service::Transport),
    ("Inbound Proxy Internal Send Connector", Service::FrontEndTransport),
    ("Intra-Organization SMTP Send Connector", Service::Transport),
];

/// Server and connector name of a connector-id: `SERVER\Default Frontend SERVER`. Without a backslash the server is empty, as
/// in send logs.
pub fn split_connector(connector: &[u8]) -> (&[u8], &[u8]) {
    match split_once(connector, b"\\") {
        Some((server, name)) if !server.is_empty() => (server, name),
        _ => (&[], connector),
    }
}

/// What a folder tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout<'a> {
    /// What stands before the folders that Exchange makes, without a separator at its end: the same for all logs that
    /// came from one place. Empty when the path was cut there.
    pub root: &'a str,
    /// The service that writes into the folder.
    pub service: Service,
}

impl<'a> Layout<'a> {
    /// Reads a folder; `None` when it holds none of the folders that Exchange makes for transport logs.
    pub fn parse(folder: &'a str) -> Option<Layout<'a>> {
        let first = parts(folder).find(|part| PART_NAMES.iter().any(|name| part.is(name)))?;
        let root = folder.get(..first.start).unwrap_or_default().trim_end_matches(['/', '\\']);
        Some(Layout { root, service: service_of_parts(folder) })
    }

    /// The server, if the root's last folder or its network name can be one: `EXCH01` of `\\EXCH01\c$\…`, of
    /// `logs/EXCH01`. Empty when nothing can.
    pub fn server(&self) -> &'a str {
        let network = self.root.strip_prefix("\\\\").or_else(|| self.root.strip_prefix("//"));
        if let Some(rest) = network {
            return rest.split(['/', '\\']).next().unwrap_or_default();
        }
        // Below an installation folder stands no server's name.
        let last = parts(self.root).last().map(|part| part.text).unwrap_or_default();
        let is_generic = GENERIC_NAMES.iter().any(|name| last.eq_ignore_ascii_case(name)) || last.ends_with(':');
        if is_generic { "" } else { last }
    }
}

/// The service by the last folder that tells one. The folders of Mailbox Transport are told apart below `Mailbox`.
fn service_of_parts(folder: &str) -> Service {
    let decisive = parts(folder).filter_map(|part| {
        let known = SERVICE_FOLDERS.iter().find(|(name, _)| part.is(name));
        known.map(|(_, service)| *service)
    });
    match decisive.last() {
        Some(service) => service,
        // Before Exchange 2013 there was one transport service, and no folder for it between these two.
        None if parts(folder).zip(parts(folder).skip(1)).any(|(logs, log)| logs.is("Logs") && !log.is("Mailbox")) => {
            Service::Transport
        }
        None => Service::Unknown,
    }
}

const SERVICE_FOLDERS: &[(&str, Service)] = &[
    ("FrontEnd", Service::FrontEndTransport),
    ("Hub", Service::Transport),
    ("Edge", Service::EdgeTransport),
    ("Delivery", Service::MailboxDelivery),
    ("Submission", Service::MailboxSubmission),
];

/// The folders that Exchange makes, any of which may be the first that is left of a path.
const PART_NAMES: &[&str] =
    &["TransportRoles", "FrontEnd", "Hub", "Edge", "Mailbox", "ProtocolLog", "Connectivity", "SmtpReceive", "SmtpSend"];

/// Folders of an installation, or of a collection of logs, that are not named after a server.
const GENERIC_NAMES: &[&str] = &[
    "Logs",
    "Log",
    "V14",
    "V15",
    "Exchange Server",
    "Exchange",
    "Microsoft",
    "Program Files",
    "Desktop",
    "Downloads",
    "Temp",
];

#[derive(Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    start: usize,
}

impl Part<'_> {
    fn is(&self, name: &str) -> bool {
        self.text.eq_ignore_ascii_case(name)
    }
}

/// The folders of a path with their places.
fn parts(path: &str) -> impl Iterator<Item = Part<'_>> {
    let mut start = 0;
    let parts = path.split(['/', '\\']).map(move |text| {
        let part = Part { text, start };
        start += text.len() + 1;
        part
    });
    parts.filter(|part| !part.text.is_empty())
}

/// The name of a log file, `RECV2023011116-1.LOG`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogFileName<'a> {
    /// What stands before the date, `RECV`, `SEND`, `CONNECTLOG`, `HttpProxy_`.
    pub prefix: &'a str,
    /// Year, month, day (UTC), not checked.
    pub date: (u16, u8, u8),
    /// Hour (UTC) since Exchange 2013; `None` before.
    pub hour: Option<u8>,
    /// Number of the file within the day or hour, from 1.
    pub instance: u32,
}

impl<'a> LogFileName<'a> {
    /// Reads a name; `None` unless it is `<prefix><yyyymmdd>[<hh>]-<n>`, with anything after that.
    pub fn parse(name: &'a str) -> Option<LogFileName<'a>> {
        let stem = name.split(['.', ' ']).next()?;
        let (head, instance) = stem.rsplit_once('-')?;
        let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (prefix, digits) = head.split_at_checked(head.len().checked_sub(digits)?)?;
        let number = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
        let hour = match digits.len() {
            8 => None,
            10 => Some(number(8, 10)?),
            _ => return None,
        };
        let date = (digits.get(..4)?.parse().ok()?, number(4, 6)?, number(6, 8)?);
        Some(LogFileName { prefix, date, hour, instance: instance.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_every_documented_folder() {
        use Service::*;
        for (folder, service) in [
            ("FrontEnd/ProtocolLog/SmtpReceive", FrontEndTransport),
            ("Hub/ProtocolLog/SmtpSend", Transport),
            ("Edge/ProtocolLog/SmtpReceive", EdgeTransport),
            ("Mailbox/ProtocolLog/SmtpReceive/Delivery", MailboxDelivery),
            ("Mailbox/ProtocolLog/SmtpSend/Submission", MailboxSubmission),
            ("Mailbox/ProtocolLog/SmtpSend/Delivery", MailboxDelivery),
            ("Mailbox/Connectivity/Submission", MailboxSubmission),
            ("FrontEnd/Connectivity", FrontEndTransport),
        ] {
            assert_eq!(Service::of_folder(folder), service, "{folder}");
            let installed =
                format!("C:\\Exchange\\TransportRoles\\Logs\\{}\\", folder.replace('/', "\\").to_uppercase());
            assert_eq!(Service::of_folder(&installed), service, "{installed}");
        }
    }

    #[test]
    fn before_2013_there_is_one_transport_service() {
        assert_eq!(Service::of_folder("TransportRoles\\Logs\\ProtocolLog\\SmtpReceive"), Service::Transport);
        assert_eq!(Service::of_folder("TransportRoles/Logs/Connectivity"), Service::Transport);
        assert_eq!(Service::of_folder("ProtocolLog/SmtpReceive"), Service::Unknown);
        assert_eq!(Service::of_folder("TransportRoles/Logs/Mailbox/Connectivity"), Service::Unknown);
        assert_eq!(Service::of_folder("my logs"), Service::Unknown);
        assert_eq!(Service::of_folder(""), Service::Unknown);
    }

    fn layout(folder: &str) -> (&str, &str) {
        Layout::parse(folder).map(|layout| (layout.root, layout.server())).unwrap_or(("none", "none"))
    }

    #[test]
    fn finds_root_and_server() {
        let network =
            "\\\\EXCH01\\c$\\Program Files\\Microsoft\\Exchange Server\\V15\\TransportRoles\\Logs\\Hub\\ProtocolLog";
        let root = "\\\\EXCH01\\c$\\Program Files\\Microsoft\\Exchange Server\\V15";
        assert_eq!(layout(network), (root, "EXCH01"));
        assert_eq!(layout("incident/EXCH01/FrontEnd/ProtocolLog/SmtpSend"), ("incident/EXCH01", "EXCH01"));
        assert_eq!(layout("C:\\Exchange Server\\V15\\TransportRoles\\Logs\\Hub"), ("C:\\Exchange Server\\V15", ""));
        assert_eq!(layout("D:\\Hub"), ("D:", ""));
        assert_eq!(layout("Hub/ProtocolLog"), ("", ""));
        assert_eq!(layout("incident"), ("none", "none"));
    }

    #[test]
    fn knows_connectors_that_exchange_makes() {
        use Service::*;
        for (connector, service) in [
            ("EXCH01\\Default Frontend EXCH01", FrontEndTransport),
            ("EXCH01\\Client Frontend EXCH01", FrontEndTransport),
            ("EXCH01\\Outbound Proxy Frontend EXCH01", FrontEndTransport),
            ("EXCH01\\Default EXCH01", Transport),
            ("EXCH01\\Client Proxy EXCH01", Transport),
            ("EDGE01\\Default internal receive connector EDGE01", EdgeTransport),
            ("Inbound Proxy Internal Send Connector", FrontEndTransport),
            ("Intra-Organization SMTP Send Connector", Transport),
            ("EXCH01\\Relay for scanners", Unknown),
            ("Outbound to Office 365", Unknown),
            ("", Unknown),
        ] {
            assert_eq!(Service::of_connector(connector.as_bytes()), service, "{connector}");
        }
        assert_eq!(Service::of_port(2525), Transport);
        assert_eq!(Service::of_port(10587).or(Service::of_port(475)), MailboxDelivery);
    }

    #[test]
    fn splits_connector_ids() {
        assert_eq!(split_connector(b"EXCH01\\Relay\\2"), (&b"EXCH01"[..], &b"Relay\\2"[..]));
        assert_eq!(split_connector(b"To Internet"), (&b""[..], &b"To Internet"[..]));
        assert_eq!(split_connector(b"\\x"), (&b""[..], &b"\\x"[..]));
    }

    #[test]
    fn reads_file_names() {
        let newer = LogFileName { prefix: "RECV", date: (2023, 1, 11), hour: Some(16), instance: 1 };
        assert_eq!(LogFileName::parse("RECV2023011116-1.LOG"), Some(newer));
        let older = LogFileName { prefix: "send", date: (2011, 9, 27), hour: None, instance: 12 };
        assert_eq!(LogFileName::parse("send20110927-12.log"), Some(older));
        let prefix = |name| LogFileName::parse(name).map(|name| name.prefix);
        assert_eq!(prefix("CONNECTLOG2020022700-1 (2).LOG"), Some("CONNECTLOG"));
        assert_eq!(prefix("ECPActivity_11500_20230111-1.LOG"), Some("ECPActivity_11500_"));
        assert_eq!(prefix("RECV2023011116-1.LOG.gz"), Some("RECV"));
        for name in [
            "",
            "RECV.LOG",
            "RECV2023-1.LOG",
            "RECV20230111-.LOG",
            "RECV20230111-99999999999.LOG",
            "é-1",
            "RECV202301111-1",
        ] {
            assert_eq!(LogFileName::parse(name), None, "{name}");
        }
    }
}

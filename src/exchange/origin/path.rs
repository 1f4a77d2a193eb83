//! The folders that Exchange creates, and which server and service they belong to.
//!
//! Administrators change the default paths, and shorten and rearrange them when they collect logs. So a path needs to
//! contain only the last folders of a row.

use super::file_name::LogFileName;
use super::host::{likely_server_of, server_of};
use super::service::{HttpProtocol, Service};

/// Server, service and root folder of a log file, as far as its path shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathOrigin<'a> {
    /// The server; empty if the path does not name it.
    pub server: &'a str,
    /// The service that writes into the folder.
    pub service: Service,
    /// The path above the folders that Exchange creates, without a trailing separator: the same for all logs that were
    /// collected from one place. `None` if the path has no such folder.
    pub root: Option<&'a str>,
}

impl<'a> PathOrigin<'a> {
    /// Reads the folder and the name of a log file. The separator is `/` or `\`; leading folders may be missing.
    pub fn read(folder: &'a str, name: &str) -> PathOrigin<'a> {
        let service = service_of_folder(folder).or(service_of_name(name));
        PathOrigin { server: server_of_folder(folder), service, root: root_of(folder) }
    }
}

/// One default folder.
struct Folder {
    /// The folders above it, which a path may lack.
    above: &'static str,
    /// The folders by which it is recognised. A trailing `#` matches a number, `*` any name.
    own: &'static str,
    /// The service that logs to it, completed with what `#` or `*` matched.
    service: Service,
}

const fn folder(above: &'static str, own: &'static str, service: Service) -> Folder {
    Folder { above, own, service }
}

/// The default folders, one row each.
const FOLDERS: &[Folder] = &[
    // Exchange 2013 and later. Each has ProtocolLog, Connectivity, AgentLog and others below it.
    folder("TransportRoles\\Logs", "FrontEnd", Service::FrontEndTransport),
    folder("TransportRoles\\Logs", "Hub", Service::Transport),
    folder("TransportRoles\\Logs", "Edge", Service::EdgeTransport),
    // Mailbox Transport is two services, which have folders of their own further down.
    folder("TransportRoles\\Logs\\Mailbox\\ProtocolLog\\SmtpReceive", "Delivery", Service::MailboxDelivery),
    folder("TransportRoles\\Logs\\Mailbox\\ProtocolLog\\SmtpSend", "Delivery", Service::MailboxDelivery),
    folder("TransportRoles\\Logs\\Mailbox\\ProtocolLog\\SmtpSend", "Submission", Service::MailboxSubmission),
    folder("TransportRoles\\Logs\\Mailbox\\Connectivity", "Delivery", Service::MailboxDelivery),
    folder("TransportRoles\\Logs\\Mailbox\\Connectivity", "Submission", Service::MailboxSubmission),
    // Three services log here; the name of the file shows which.
    folder("TransportRoles\\Logs", "MessageTracking", Service::Unknown),
    // Exchange 2007 and 2010: a single transport service, without a folder of its own.
    folder("TransportRoles", "Logs\\ProtocolLog", Service::Transport),
    folder("TransportRoles", "Logs\\Connectivity", Service::Transport),
    folder("TransportRoles", "Logs\\AgentLog", Service::Transport),
    // The client access services.
    folder("Logging", "Pop3", Service::Pop3),
    folder("Logging", "Pop3BE", Service::Pop3Backend),
    folder("Logging", "Imap4", Service::Imap4),
    folder("Logging", "Imap4BE", Service::Imap4Backend),
    folder("Logging", "HttpProxy", Service::HttpProxy(HttpProtocol::Other)),
    folder("Logging", "HttpProxy\\*", Service::HttpProxy(HttpProtocol::Other)),
    folder("", "Logging\\Ews", Service::WebServices),
    folder("", "Logging\\RPS", Service::RemotePowerShell),
    folder("", "Logging\\CmdletInfra", Service::RemotePowerShell),
    folder("", "Logging\\ECP", Service::ControlPanel),
    // Exchange 2000 and 2003, below %windir%.
    folder("System32\\LogFiles", "SMTPSVC#", Service::SmtpVirtualServer(0)),
    folder("System32\\LogFiles", "NNTPSVC#", Service::NntpVirtualServer(0)),
    folder("System32\\LogFiles", "W3SVC#", Service::WebSite(0)),
    // Exchange 4.0 to 5.5.
    folder("Exchsrvr", "imcdata", Service::InternetMail),
    folder("Exchsrvr", "Insdata", Service::InternetNews),
    folder("Exchsrvr", "mdbdata", Service::InformationStore),
];

/// Folders below those of the table.
const BELOW: &[&str] = &["ProtocolLog", "SmtpReceive", "SmtpSend", "Connectivity", "AgentLog"];

/// Folders of an installation or a drive, above those of the table: the folder named after the server may be above
/// them.
const INSTALLATION: &[&str] = &[
    "V14",
    "V15",
    "Exchange Server",
    "Exchange",
    "Microsoft",
    "Program Files",
    "Windows",
    "WINNT",
    "inetpub",
    "Logs",
    "Log",
];

impl Folder {
    /// The service, if the parts of a path begin with the folder's own, and how many these are.
    fn service_at<'a>(&self, mut parts: impl Iterator<Item = &'a str>) -> Option<(usize, Service)> {
        let mut service = self.service;
        let mut count = 0;
        for own in self.own.split('\\') {
            let part = parts.next()?;
            service = match own.strip_suffix('#') {
                _ if own == "*" => Service::HttpProxy(HttpProtocol::of_folder(part)),
                Some(stem) => numbered(service, number_after(part, stem)?),
                None if part.eq_ignore_ascii_case(own) => service,
                None => return None,
            };
            count += 1;
        }
        Some((count, service))
    }
}

/// The number after the stem of a folder's name, `1` in `SMTPSVC1`.
fn number_after(part: &str, stem: &str) -> Option<u16> {
    let (head, number) = part.split_at_checked(stem.len())?;
    if head.eq_ignore_ascii_case(stem) { number.parse().ok() } else { None }
}

fn numbered(service: Service, number: u16) -> Service {
    match service {
        Service::SmtpVirtualServer(_) => Service::SmtpVirtualServer(number),
        Service::NntpVirtualServer(_) => Service::NntpVirtualServer(number),
        Service::WebSite(_) => Service::WebSite(number),
        other => other,
    }
}

/// The service of the last folder that has one; if two rows match there, the longer one.
pub fn service_of_folder(folder: &str) -> Service {
    let mut rest = parts(folder);
    // What begins at each folder, without splitting those before it again.
    let tails = core::iter::from_fn(|| {
        let tail = rest.clone();
        rest.next().map(|_| tail)
    });
    let found = tails.enumerate().flat_map(|(place, tail)| {
        let at = FOLDERS.iter().filter_map(move |row| row.service_at(tail.clone()));
        at.filter(|(_, service)| *service != Service::Unknown)
            .map(move |(count, service)| (place + count, count, service))
    });
    let best = found.max_by_key(|&(end, count, _)| (end, count)).map(|(_, _, service)| service);
    best.or_else(|| tracking_of_2003(folder).map(|_| Service::SystemAttendant)).unwrap_or_default()
}

/// The server of a message tracking folder of Exchange 2000 or 2003: `Exchsrvr\EXCH01.log`.
fn tracking_of_2003(folder: &str) -> Option<&str> {
    let (name, ending) = parts(folder).last()?.rsplit_once('.')?;
    if ending.eq_ignore_ascii_case("log") { server_of(name) } else { None }
}

/// Services by the beginning of a file's name, up to its date. After a beginning that ends with `_`, more may follow.
const NAMES: &[(&str, Service)] = &[
    ("MSGTRK", Service::Transport),
    ("MSGTRKMA", Service::Transport),
    ("MSGTRKMD", Service::MailboxDelivery),
    ("MSGTRKMS", Service::MailboxSubmission),
    ("POP3", Service::Pop3),
    ("IMAP4", Service::Imap4),
    ("HttpProxy_", Service::HttpProxy(HttpProtocol::Other)),
    ("Ews_", Service::WebServices),
    ("Rps_", Service::RemotePowerShell),
    ("ECPActivity_", Service::ControlPanel),
    ("ECPServer", Service::ControlPanel),
];

fn service_of_name(name: &str) -> Service {
    let Some(LogFileName { prefix, .. }) = LogFileName::parse(name) else { return Service::Unknown };
    let fits = |known: &str| {
        let head = if known.ends_with('_') { prefix.get(..known.len()) } else { Some(prefix) };
        head.is_some_and(|head| head.eq_ignore_ascii_case(known))
    };
    NAMES.iter().find(|(known, _)| fits(known)).map(|(_, service)| *service).unwrap_or_default()
}

/// The server: from the message tracking folder of Exchange 2003, from the folder above those that Exchange creates,
/// from a network path, or from the last folder if its name looks like a server's.
fn server_of_folder(folder: &str) -> &str {
    tracking_of_2003(folder)
        .or_else(|| server_above(folder))
        .or_else(|| network_host(folder))
        .or_else(|| last_own_folder(folder).and_then(likely_server_of))
        .unwrap_or_default()
}

fn root_of(folder: &str) -> Option<&str> {
    let mut start = 0;
    for piece in folder.split_inclusive(['/', '\\']) {
        if is_known(piece.trim_end_matches(['/', '\\'])) {
            return folder.get(..start).map(|root| root.trim_end_matches(['/', '\\']));
        }
        start += piece.len();
    }
    None
}

/// The server from the folder above those that Exchange creates, or above the installation. A network path begins with
/// a host and a share, which have a rule of their own.
fn server_above(folder: &str) -> Option<&str> {
    let skipped = if is_network(folder) { 2 } else { 0 };
    let (mut above, mut found) = (None, None);
    for part in parts(folder).skip(skipped) {
        if is_known(part) {
            found = above.or(found);
            above = None;
        } else if !is_installation(part) {
            above = server_of(part);
        }
    }
    found
}

fn is_network(folder: &str) -> bool {
    folder.starts_with("\\\\") || folder.starts_with("//")
}

/// The host of a network path, if the path contains folders of Exchange: other files on a file server are not its own
/// logs.
fn network_host(folder: &str) -> Option<&str> {
    let leads_to_exchange = is_network(folder) && parts(folder).skip(1).any(is_known);
    parts(folder).next().filter(|_| leads_to_exchange)
}

/// The last folder, if it is neither one of Exchange's nor called Logs.
fn last_own_folder(folder: &str) -> Option<&str> {
    let skipped = if is_network(folder) { 2 } else { 0 };
    parts(folder).skip(skipped).filter(|part| !is_installation(part)).last().filter(|part| !is_known(part))
}

/// Whether Exchange creates folders with this name.
fn is_known(part: &str) -> bool {
    let in_row = |row: &Folder| {
        let own = || row.own.split('\\').chain(row.above.split('\\'));
        own().any(|own| match own.strip_suffix('#') {
            Some(stem) => number_after(part, stem).is_some(),
            None => part.eq_ignore_ascii_case(own),
        })
    };
    !is_installation(part) && (BELOW.iter().any(|name| part.eq_ignore_ascii_case(name)) || FOLDERS.iter().any(in_row))
}

fn is_installation(part: &str) -> bool {
    // `C:`, `c$`, and `C` as in archives.
    let is_drive = matches!(part.as_bytes(), [letter] | [letter, b':' | b'$'] if letter.is_ascii_alphabetic());
    is_drive || INSTALLATION.iter().any(|name| part.eq_ignore_ascii_case(name))
}

/// The folders of a path.
fn parts(path: &str) -> impl Iterator<Item = &str> + Clone {
    path.split(['/', '\\']).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn service(folder: &str) -> Service {
        PathOrigin::read(folder, "").service
    }

    fn server(folder: &str) -> &str {
        PathOrigin::read(folder, "RECV2026030109-1.LOG").server
    }

    #[test]
    fn every_row_is_recognised_whole_cut_and_in_capitals() {
        for row in FOLDERS {
            let path = format!("{}\\{}", row.above, row.own).replace('#', "7").replace('*', "Mapi");
            let expected = match row.service {
                Service::HttpProxy(_) if row.own.ends_with('*') => Service::HttpProxy(HttpProtocol::of_folder("Mapi")),
                service => numbered(service, 7),
            };
            let cut = row.own.replace('#', "7").replace('*', "Mapi");
            for path in [&path, &format!("x/{path}").replace('\\', "/"), &path.to_uppercase(), &cut] {
                assert_eq!(service(path), expected, "{path}");
            }
        }
    }

    #[test]
    fn knows_every_documented_folder() {
        use Service::*;
        for (folder, expected) in [
            ("FrontEnd/ProtocolLog/SmtpReceive", FrontEndTransport),
            ("FrontEnd/Connectivity", FrontEndTransport),
            ("FrontEnd/AgentLog", FrontEndTransport),
            ("Hub/ProtocolLog/SmtpSend", Transport),
            ("Edge/ProtocolLog/SmtpReceive", EdgeTransport),
            ("Mailbox/ProtocolLog/SmtpReceive/Delivery", MailboxDelivery),
            ("Mailbox/ProtocolLog/SmtpSend/Submission", MailboxSubmission),
            ("Mailbox/ProtocolLog/SmtpSend/Delivery", MailboxDelivery),
            ("Mailbox/Connectivity/Submission", MailboxSubmission),
            ("V15/Logging/Pop3", Pop3),
            ("V15/Logging/Imap4BE", Imap4Backend),
            ("V15/Logging/HttpProxy/Ews", HttpProxy(HttpProtocol::of_folder("Ews"))),
            ("V15/Logging/HttpProxy/Calendar", HttpProxy(HttpProtocol::Other)),
            ("V15/Logging/Ews", WebServices),
            ("V15/Logging/CmdletInfra/Powershell-Proxy/Cmdlet", RemotePowerShell),
            ("V15/Logging/ECP/Activity", ControlPanel),
            ("C:/WINNT/System32/LogFiles/SMTPSVC1", SmtpVirtualServer(1)),
            ("LogFiles/NNTPSVC12", NntpVirtualServer(12)),
            ("LogFiles/W3SVC1", WebSite(1)),
            ("LogFiles/SMTPSVC", Unknown),
            ("LogFiles/SMTPSVC99999", Unknown),
            ("C:/exchsrvr/imcdata/log", InternetMail),
            ("C:/exchsrvr/Insdata/Log", InternetNews),
            ("C:/exchsrvr/mdbdata", InformationStore),
            ("C:/Program Files/Exchsrvr/EXCH01.log", SystemAttendant),
        ] {
            assert_eq!(service(folder), expected, "{folder}");
        }
    }

    #[test]
    fn before_2013_there_is_one_transport_service() {
        assert_eq!(service("TransportRoles\\Logs\\ProtocolLog\\SmtpReceive"), Service::Transport);
        assert_eq!(service("TransportRoles/Logs/Connectivity"), Service::Transport);
        for folder in ["ProtocolLog/SmtpReceive", "TransportRoles/Logs/Mailbox/Connectivity", "my logs", "Log", ""] {
            assert_eq!(service(folder), Service::Unknown, "{folder}");
        }
    }

    #[test]
    fn a_path_of_many_folders_is_split_once() {
        // Split again for each of its folders, it would take hours.
        let folder = format!("{}TransportRoles/Logs/FrontEnd{}", "d/".repeat(200_000), "/d".repeat(200_000));
        assert_eq!(service(&folder), Service::FrontEndTransport);
    }

    #[test]
    fn the_file_name_shows_the_service_if_the_folder_does_not() {
        let named = |folder, name| PathOrigin::read(folder, name).service;
        assert_eq!(named("TransportRoles/Logs/MessageTracking", "MSGTRKMD2026030109-1.LOG"), Service::MailboxDelivery);
        assert_eq!(named("MessageTracking", "msgtrk2026030109-1.log"), Service::Transport);
        assert_eq!(named("x", "ECPActivity_11500_20230111-1.LOG"), Service::ControlPanel);
        assert_eq!(named("Logging/Pop3BE", "POP320260301-1.LOG"), Service::Pop3Backend);
        assert_eq!(named("x", "HttpProxy_2026030109-1.LOG").name(), "HttpProxy");
        assert_eq!(named("x", "MSGTRKX2026030109-1.LOG"), Service::Unknown);
        assert_eq!(named("x", "MSGTRK.LOG"), Service::Unknown);
    }

    #[test]
    fn the_server_is_above_the_folders_of_exchange() {
        for (folder, expected) in [
            ("incident/EXCH01/FrontEnd/ProtocolLog/SmtpSend", "EXCH01"),
            ("incident.zip/EXCH01/TransportRoles/Logs/Hub", "EXCH01"),
            ("incident.zip/logs.zip/EXCH01/Logging/HttpProxy/Mapi", "EXCH01"),
            ("EXCH01.zip/FrontEnd", "EXCH01"),
            ("EXCH01/C/Program Files/Microsoft/Exchange Server/V15/TransportRoles/Logs/Hub", "EXCH01"),
            ("EXCH01/Logs/FrontEnd", "EXCH01"),
            ("mail.contoso.com/Hub/Connectivity", "mail.contoso.com"),
            ("Hub/MBX02/ProtocolLog", "MBX02"),
            ("FrontEnd/ProtocolLog/SmtpReceive/EXCH01", "EXCH01"),
            ("EXCH01/SMTPSVC1", "EXCH01"),
            ("D:\\Exchsrvr\\EXCH01.log", "EXCH01"),
            ("incident/FrontEnd", ""),
            ("my logs/FrontEnd", ""),
            ("C:\\Program Files\\Microsoft\\Exchange Server\\V15\\TransportRoles\\Logs\\Hub", ""),
            ("D:\\Hub", ""),
            ("Hub/ProtocolLog", ""),
            ("", ""),
        ] {
            assert_eq!(server(folder), expected, "{folder}");
        }
    }

    #[test]
    fn logs_of_one_place_have_one_root() {
        let root = |folder| PathOrigin::read(folder, "").root;
        assert_eq!(root("incident/EXCH01/FrontEnd/ProtocolLog"), Some("incident/EXCH01"));
        assert_eq!(root("D:\\V15\\TransportRoles\\Logs\\Hub"), Some("D:\\V15"));
        assert_eq!(root("Logs/FrontEnd"), Some("Logs"));
        assert_eq!(root("FrontEnd"), Some(""));
        assert_eq!((root("incident"), root("")), (None, None));
    }

    #[test]
    fn a_network_path_names_the_server_unless_it_is_a_file_server() {
        let installed = "c$\\Program Files\\Microsoft\\Exchange Server\\V15\\TransportRoles\\Logs\\Hub\\ProtocolLog";
        assert_eq!(server(&format!("\\\\EXCH01\\{installed}")), "EXCH01");
        assert_eq!(server("\\\\EXCH01\\SmtpLogs\\Hub"), "EXCH01");
        assert_eq!(server("\\\\files\\cases\\EXCH02\\Hub"), "EXCH02");
        assert_eq!(server("\\\\files\\cases\\4711"), "");
    }

    #[test]
    fn a_folder_without_any_of_exchange_may_be_named_after_the_server() {
        for (folder, expected) in [
            ("EXCH01", "EXCH01"),
            ("incident/EXCH01", "EXCH01"),
            ("EXCH01/Logs", "EXCH01"),
            ("incident", ""),
            ("monday", ""),
            ("ticket4711", ""),
            ("EXCH01/monday", ""),
        ] {
            assert_eq!(server(folder), expected, "{folder}");
        }
    }
}

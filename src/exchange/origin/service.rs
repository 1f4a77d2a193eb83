//! The services of Exchange that write logs.

use super::split_connector;
use crate::bytes::begins_with;
use alloc::borrow::Cow;
use alloc::format;

/// A service that writes logs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// Not known.
    #[default]
    Unknown,
    /// Front End Transport: accepts connections from clients and the Internet.
    FrontEndTransport,
    /// Transport (Hub): queues, categorises and routes.
    Transport,
    /// Transport on an Edge server.
    EdgeTransport,
    /// Mailbox Transport Delivery: delivers to mailboxes.
    MailboxDelivery,
    /// Mailbox Transport Submission: submits from mailboxes.
    MailboxSubmission,
    /// POP3, the service for clients.
    Pop3,
    /// POP3 Backend, on the server with the mailbox.
    Pop3Backend,
    /// IMAP4, the service for clients.
    Imap4,
    /// IMAP4 Backend, on the server with the mailbox.
    Imap4Backend,
    /// The HTTP proxy of the Client Access services.
    HttpProxy(HttpProtocol),
    /// Exchange Web Services.
    WebServices,
    /// Remote PowerShell, used by the management tools.
    RemotePowerShell,
    /// Exchange Control Panel, the Exchange admin center.
    ControlPanel,
    /// An SMTP virtual server of Exchange 2000 or 2003, by its number.
    SmtpVirtualServer(u16),
    /// An NNTP virtual server of Exchange 2000 or 2003, by its number.
    NntpVirtualServer(u16),
    /// A web site of Internet Information Services, by its number.
    WebSite(u16),
    /// System Attendant, which writes the message tracking logs of Exchange 2000 and 2003.
    SystemAttendant,
    /// Internet Mail Service of Exchange 4.0 to 5.5.
    InternetMail,
    /// Internet News Service of Exchange 5.5.
    InternetNews,
    /// Information Store of Exchange 5.5, which serves POP3, IMAP4 and NNTP itself.
    InformationStore,
}

/// The protocols of the HTTP proxy; each has a folder of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HttpProtocol {
    /// Unknown, or another one.
    Other,
    /// One of `HTTP_PROTOCOLS`, by its index.
    Known(u8),
}

/// Names of the proxy's folders.
const HTTP_PROTOCOLS: &[&str] = &["Autodiscover", "Eas", "Ecp", "Ews", "Mapi", "Oab", "Owa", "PowerShell", "RpcHttp"];

impl HttpProtocol {
    /// The protocol with a folder of this name.
    pub fn of_folder(name: &str) -> HttpProtocol {
        let known = HTTP_PROTOCOLS.iter().position(|known| known.eq_ignore_ascii_case(name));
        known.and_then(|place| u8::try_from(place).ok()).map_or(HttpProtocol::Other, HttpProtocol::Known)
    }
}

impl Service {
    /// Its name, as Microsoft writes it; empty if it is unknown.
    pub fn name(self) -> Cow<'static, str> {
        let name = match self {
            Service::Unknown => "",
            Service::FrontEndTransport => "Front End Transport",
            Service::Transport => "Transport",
            Service::EdgeTransport => "Edge Transport",
            Service::MailboxDelivery => "Mailbox Transport Delivery",
            Service::MailboxSubmission => "Mailbox Transport Submission",
            Service::Pop3 => "POP3",
            Service::Pop3Backend => "POP3 Backend",
            Service::Imap4 => "IMAP4",
            Service::Imap4Backend => "IMAP4 Backend",
            Service::HttpProxy(HttpProtocol::Other) => "HttpProxy",
            Service::HttpProxy(HttpProtocol::Known(protocol)) => return proxy_name(protocol),
            Service::WebServices => "Exchange Web Services",
            Service::RemotePowerShell => "Remote PowerShell",
            Service::ControlPanel => "Exchange Control Panel",
            Service::SmtpVirtualServer(number) => return Cow::Owned(format!("SMTP virtual server {number}")),
            Service::NntpVirtualServer(number) => return Cow::Owned(format!("NNTP virtual server {number}")),
            Service::WebSite(number) => return Cow::Owned(format!("Web site {number}")),
            Service::SystemAttendant => "System Attendant",
            Service::InternetMail => "Internet Mail Service",
            Service::InternetNews => "Internet News Service",
            Service::InformationStore => "Information Store",
        };
        Cow::Borrowed(name)
    }

    /// The service of a default connector, by its name or its connector-id.
    pub fn of_connector(connector: &[u8]) -> Service {
        let (_, name) = split_connector(connector);
        let known = CONNECTORS.iter().find(|(known, _)| begins_with(name, known.as_bytes()));
        known.map(|(_, service)| *service).unwrap_or_default()
    }

    /// The service that listens on a port for SMTP by default.
    pub const fn of_port(port: u16) -> Service {
        match port {
            25 | 587 | OUTBOUND_PROXY_PORT => Service::FrontEndTransport,
            465 | 2525 => Service::Transport,
            475 => Service::MailboxDelivery,
            _ => Service::Unknown,
        }
    }

    /// The service that listens on a port for mail clients by default.
    pub const fn of_client_port(port: u16) -> Service {
        match port {
            110 | 995 => Service::Pop3,
            143 | 993 => Service::Imap4,
            1995 => Service::Pop3Backend,
            1993 => Service::Imap4Backend,
            _ => Service::Unknown,
        }
    }

    /// This service if it is one of these, otherwise unknown.
    pub fn only_if(self, possible: &[Service]) -> Service {
        if possible.contains(&self) { self } else { Service::Unknown }
    }

    /// This service if it is known, otherwise the other one.
    pub fn or(self, other: Service) -> Service {
        if self == Service::Unknown { other } else { self }
    }
}

fn proxy_name(protocol: u8) -> Cow<'static, str> {
    Cow::Owned(format!("HttpProxy {}", HTTP_PROTOCOLS.get(usize::from(protocol)).copied().unwrap_or_default()))
}

/// Default connectors; a longer name precedes one with which it begins.
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

/// The port on which a front end takes what a Transport service sends out through it.
pub const OUTBOUND_PROXY_PORT: u16 = 717;

/// Whether a Send connector is one of those between servers of the same organization.
pub fn is_between_servers(connector: &[u8]) -> bool {
    begins_with(connector, b"Intra-Organization") || begins_with(connector, b"Inbound Proxy")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_default_connectors() {
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
    }

    #[test]
    fn knows_the_default_ports() {
        use Service::*;
        assert_eq!(Service::of_port(2525), Transport);
        assert_eq!(Service::of_port(10587).or(Service::of_port(475)), MailboxDelivery);
        assert_eq!([143, 995, 1993, 25].map(Service::of_client_port), [Imap4, Pop3, Imap4Backend, Unknown]);
    }

    #[test]
    fn names_say_the_number_and_the_protocol() {
        assert_eq!(Service::SmtpVirtualServer(2).name(), "SMTP virtual server 2");
        assert_eq!(Service::HttpProxy(HttpProtocol::of_folder("MAPI")).name(), "HttpProxy Mapi");
        assert_eq!(Service::HttpProxy(HttpProtocol::of_folder("Fax")).name(), "HttpProxy");
        assert_eq!(Service::Unknown.name(), "");
    }
}

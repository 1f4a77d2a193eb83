//! Windows socket errors, which Exchange logs as numbers: decimal in the protocol log (`10061`), hexadecimal in the
//! connectivity log (`0000274D`). The names are those of `winsock2.h`; what they mean is from Microsoft's page on Windows
//! Sockets error codes.

/// A socket error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WinsockError {
    /// The error code.
    pub code: u32,
    /// Its name, `WSAECONNREFUSED`.
    pub name: &'static str,
    /// What it means and what to check, one or two sentences.
    pub explanation: &'static str,
}

/// The error with that code; `None` if it is not in the table.
pub fn error(code: u32) -> Option<&'static WinsockError> {
    ERRORS.iter().find(|error| error.code == code)
}

const fn row(code: u32, name: &'static str, explanation: &'static str) -> WinsockError {
    WinsockError { code, name, explanation }
}

const ERRORS: &[WinsockError] = &[
    row(
        10013,
        "WSAEACCES",
        "Access to the socket was denied. A local firewall or antivirus program blocks outgoing SMTP, or the port \
         belongs to another program.",
    ),
    row(
        10022,
        "WSAEINVAL",
        "An argument of the socket call was invalid, for example a source address that this server does not have. \
         Check the source address of the connector and the network adapters.",
    ),
    row(
        10024,
        "WSAEMFILE",
        "The server cannot open more sockets. Look for a program that does not close its connections.",
    ),
    row(
        10048,
        "WSAEADDRINUSE",
        "The local address and port are already in use. Either another program listens on the port, or the server has \
         run out of outgoing ports.",
    ),
    row(
        10049,
        "WSAEADDRNOTAVAIL",
        "The address is not valid on this server. Check the bindings and the source address of the connector.",
    ),
    row(10050, "WSAENETDOWN", "The network is down on this server. Check the network adapter."),
    row(
        10051,
        "WSAENETUNREACH",
        "There is no route to the network of the other side. Check the gateway and, for an IPv6 address, whether IPv6 \
         is routed at all.",
    ),
    row(10052, "WSAENETRESET", "The network dropped the connection because it was idle or the route changed."),
    row(
        10053,
        "WSAECONNABORTED",
        "Windows on this server aborted the connection, usually because data was not acknowledged in time. Check \
         firewalls, antivirus programs and the network.",
    ),
    row(
        10054,
        "WSAECONNRESET",
        "The other side reset the connection (TCP reset). Its service stopped, a firewall in between cut the \
         connection, or it did not accept the TLS offer.",
    ),
    row(
        10055,
        "WSAENOBUFS",
        "The server is out of network buffers. Check its memory and the number of open connections.",
    ),
    row(10057, "WSAENOTCONN", "The socket was no longer connected when data was to be sent."),
    row(
        10060,
        "WSAETIMEDOUT",
        "The other side did not respond in time. Usually a firewall silently drops port 25, the address is wrong, or \
         the server is down.",
    ),
    row(
        10061,
        "WSAECONNREFUSED",
        "The other side refused the connection: the address is reachable, but nothing listens on that port. Check \
         that its SMTP service is running and on which port it listens; on an Exchange server, check that its \
         transport services are active.",
    ),
    row(10064, "WSAEHOSTDOWN", "The other host is down."),
    row(
        10065,
        "WSAEHOSTUNREACH",
        "There is no route to the other host. Check the gateway and firewalls that answer 'unreachable'; for an IPv6 \
         address, check whether IPv6 is routed at all.",
    ),
    row(
        11001,
        "WSAHOST_NOT_FOUND",
        "The host does not exist in DNS. Check its spelling and the DNS servers that Exchange uses.",
    ),
    row(
        11002,
        "WSATRY_AGAIN",
        "DNS gave no answer this time. Check the DNS servers that Exchange uses and the network adapter that is \
         selected for lookups.",
    ),
    row(11003, "WSANO_RECOVERY", "The DNS lookup failed permanently. Check the DNS servers that Exchange uses."),
    row(11004, "WSANO_DATA", "The host exists in DNS but has no address. Check its A and AAAA records."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_errors_of_both_logs() {
        for code in
            [10013, 10022, 10048, 10049, 10050, 10051, 10053, 10054, 10060, 10061, 10064, 10065, 11001, 11002, 11004]
        {
            assert!(error(code).is_some(), "{code}");
        }
        assert_eq!(error(0x0000_274C).map(|error| error.name), Some("WSAETIMEDOUT"));
        assert_eq!(error(0x0000_274D).map(|error| error.name), Some("WSAECONNREFUSED"));
        assert_eq!(error(0), None);
    }

    #[test]
    fn the_table_is_sorted_without_duplicate_codes() {
        assert!(ERRORS.is_sorted_by(|one, next| one.code < next.code));
    }
}

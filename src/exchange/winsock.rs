//! Socket errors of Windows, which Exchange writes as numbers.
//!
//! The protocol log has them in decimal (`10061`), the connectivity log in hexadecimal (`0000274D`); both are the same
//! numbers. The names are those of `winsock2.h`.

/// A socket error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WinsockError {
    /// The number.
    pub code: u32,
    /// Its name, `WSAECONNREFUSED`.
    pub name: &'static str,
    /// What it means and where to look, one or two sentences.
    pub explanation: &'static str,
}

/// The error of that number; `None` when it is not in the table.
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
        "Access to the socket was refused. A local firewall or virus scanner blocks outgoing SMTP, or the \
        port belongs to another program.",
    ),
    row(
        10022,
        "WSAEINVAL",
        "An argument of the socket call was invalid, for example a source address that this server does not \
        have. Look at the connector's source address and at the network adapters.",
    ),
    row(
        10024,
        "WSAEMFILE",
        "The server has no more sockets to open. Look for a program that does not close its connections.",
    ),
    row(
        10048,
        "WSAEADDRINUSE",
        "The local address and port are in use already. Either another program listens on the port, or \
        the server has used up its outgoing ports.",
    ),
    row(
        10049,
        "WSAEADDRNOTAVAIL",
        "The address is not valid on this server. Look at the connector's bindings and source \
        address.",
    ),
    row(10050, "WSAENETDOWN", "The network is down on this server. Look at the network adapter."),
    row(
        10051,
        "WSAENETUNREACH",
        "There is no route to the network of the other side. Look at the gateway; with an IPv6 address, \
        whether IPv6 is routed at all.",
    ),
    row(10052, "WSAENETRESET", "The network dropped the connection because it was idle or the route changed."),
    row(
        10053,
        "WSAECONNABORTED",
        "This server's own system gave the connection up, mostly after data were not acknowledged in \
        time. Look at firewalls, virus scanners and the network.",
    ),
    row(
        10054,
        "WSAECONNRESET",
        "The other side broke the connection off (TCP reset). Its service stopped, or a firewall in \
        between cut the connection, or it did not accept the TLS offer.",
    ),
    row(
        10055,
        "WSAENOBUFS",
        "The server is out of network buffers. Look at its memory and at the number of open connections.",
    ),
    row(10057, "WSAENOTCONN", "The socket was not connected any more when data were to be sent."),
    row(
        10060,
        "WSAETIMEDOUT",
        "The other side did not answer in time. Mostly a firewall drops port 25 silently, the address is \
        wrong, or the server is switched off.",
    ),
    row(
        10061,
        "WSAECONNREFUSED",
        "The other side refused the connection: the address is reachable, but nothing listens on that \
        port. Look whether its SMTP service runs and which port it listens on; for a port of an Exchange server, whether \
        its transport services are active.",
    ),
    row(10064, "WSAEHOSTDOWN", "The other host is down."),
    row(
        10065,
        "WSAEHOSTUNREACH",
        "There is no route to the other host. Look at the gateway and at firewalls that answer with \
        'unreachable'; with an IPv6 address, whether IPv6 is routed at all.",
    ),
    row(
        11001,
        "WSAHOST_NOT_FOUND",
        "DNS does not know the host. Look at its spelling and at the DNS servers that Exchange \
        uses.",
    ),
    row(
        11002,
        "WSATRY_AGAIN",
        "DNS gave no answer this time. Look at the DNS servers that Exchange uses and at the network \
        adapter that is set for lookups.",
    ),
    row(11003, "WSANO_RECOVERY", "DNS failed for good on this question. Look at the DNS servers that Exchange uses."),
    row(11004, "WSANO_DATA", "DNS knows the name, but has no address for it. Look at the host's A and AAAA records."),
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
    fn the_table_is_sorted_and_has_no_code_twice() {
        assert!(ERRORS.is_sorted_by(|one, next| one.code < next.code));
    }
}

//! The original client of a session that another Exchange server has passed on.
//!
//! Front End Transport passes sessions on to the Transport service, which then sees its address instead of the client's.
//! It sends the client's in a command: XPROXYFROM before the messages of anonymous clients and servers, XPROXY for a
//! client that has logged on. In the other direction, XPROXYTO names the destinations of outbound mail that a front end
//! is to deliver. The parameters are `NAME=value`, separated by blanks:
//!
//! `XPROXYFROM SID=08DE… IP=198.51.100.7 PORT=50100 DOMAIN=mx.fabrikam.com SEQNUM=1 PERMS=1077 AUTHSRC=Anonymous`
//!
//! Information rows and tracking logs name the same as `ProxiedClientIPAddress` and `ProxiedClientHostname`.
//!
//! Sources: logs of Exchange 2013 to Subscription Edition; Microsoft's page on receive connectors (rights
//! ms-Exch-SMTP-Accept-XProxyFrom and its kind, AcceptProxyProtocol) and on message tracking.

use super::endpoint::address;
use crate::bytes::split_once;
use crate::smtp::{Command, Verb};

/// Parameters of XPROXY, XPROXYFROM or XPROXYTO.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyCommand<'a> {
    argument: &'a [u8],
}

/// The original client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProxiedClient<'a> {
    /// Its address; empty if the row does not name it.
    pub address: &'a [u8],
    /// Its port; empty if unknown.
    pub port: &'a [u8],
    /// The name that it gave in EHLO, or its host name; empty if unknown.
    pub name: &'a [u8],
}

/// Whether a command can name the original client.
pub fn names_proxied_client(verb: Verb) -> bool {
    matches!(verb, Verb::XProxy | Verb::XProxyFrom)
}

impl<'a> ProxyCommand<'a> {
    /// Reads a command line.
    pub fn parse(line: &'a [u8]) -> ProxyCommand<'a> {
        ProxyCommand { argument: Command::parse(line).argument }
    }

    /// Names and values in their order.
    pub fn parameters(self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        let words = self.argument.split(u8::is_ascii_whitespace);
        words.filter_map(|word| split_once(word, b"=")).filter(|(name, value)| !name.is_empty() && !value.is_empty())
    }

    /// The value of a parameter, whose name is compared without case; empty without it.
    pub fn get(self, name: &str) -> &'a [u8] {
        let mut named = self.parameters().filter(|(own, _)| own.eq_ignore_ascii_case(name.as_bytes()));
        named.next().map_or(b"", |(_, value)| value)
    }

    /// The original client.
    pub fn client(self) -> ProxiedClient<'a> {
        // An address that is none names nobody.
        let ip = Some(self.get("IP")).filter(|ip| address(ip).is_some()).unwrap_or_default();
        ProxiedClient { address: ip, port: self.get("PORT"), name: self.get("DOMAIN") }
    }
}

impl<'a> ProxiedClient<'a> {
    /// Reads an information row.
    pub fn in_row(data: &'a [u8], context: &'a [u8]) -> Option<ProxiedClient<'a>> {
        let value = |name: &[u8]| match context.trim_ascii().eq_ignore_ascii_case(name) {
            true => data.trim_ascii(),
            false => [context, data]
                .into_iter()
                .map(|text| after_name(text, name))
                .find(|value| !value.is_empty())
                .unwrap_or_default(),
        };
        let ip = Some(value(ADDRESS)).filter(|ip| address(ip).is_some()).unwrap_or_default();
        let client = ProxiedClient { address: ip, port: b"", name: value(HOST) };
        (client != ProxiedClient::default()).then_some(client)
    }

    /// Whether a statement names the original client.
    pub fn is_announced_by(statement: &[u8]) -> bool {
        [ADDRESS, HOST].iter().any(|name| crate::bytes::begins_with(statement, name))
    }
}

const ADDRESS: &[u8] = b"ProxiedClientIPAddress";
const HOST: &[u8] = b"ProxiedClientHostname";

/// The word after a name and `=`, `:` or blanks.
fn after_name<'a>(text: &'a [u8], name: &[u8]) -> &'a [u8] {
    let Some((_, rest)) = split_once(text, name) else { return b"" };
    let separates = |byte: &u8| b"=: '\"".contains(byte);
    let start = rest.iter().position(|byte| !separates(byte)).unwrap_or(rest.len());
    let value = rest.get(start..).unwrap_or_default();
    let end = value.iter().position(|byte| byte.is_ascii_whitespace() || b";,'\"".contains(byte));
    value.get(..end.unwrap_or(value.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_of_a_command_are_read_in_any_order() {
        let line =
            b"XPROXYFROM SID=08DE70D52F654CC6 IP=198.51.100.7 PORT=50100 DOMAIN=mx.fabrikam.com SEQNUM=1 PERMS=1077 \
            AUTHSRC=Anonymous";
        let command = ProxyCommand::parse(line);
        let client = ProxiedClient { address: b"198.51.100.7", port: b"50100", name: b"mx.fabrikam.com" };
        assert_eq!(command.client(), client);
        assert_eq!((command.get("sid"), command.get("AuthSrc")), (&b"08DE70D52F654CC6"[..], &b"Anonymous"[..]));
        assert_eq!(command.parameters().count(), 7);
        let reversed = ProxyCommand::parse(b"xproxy  domain=a ip=2001:db8::7");
        assert_eq!(reversed.client(), ProxiedClient { address: b"2001:db8::7", port: b"", name: b"a" });
        for odd in [&b"XPROXY"[..], b"XPROXY IP= =x IP", b"XPROXY IP=nobody"] {
            assert_eq!(ProxyCommand::parse(odd).client(), ProxiedClient::default());
        }
    }

    #[test]
    fn rows_name_the_client_in_either_field() {
        let row =
            |data: &'static str, context: &'static str| ProxiedClient::in_row(data.as_bytes(), context.as_bytes());
        let client = ProxiedClient { address: b"198.51.100.7", port: b"", name: b"mx.fabrikam.com" };
        assert_eq!(row("", "ProxiedClientIPAddress=198.51.100.7;ProxiedClientHostname=mx.fabrikam.com"), Some(client));
        assert_eq!(
            row("ProxiedClientHostname: mx.fabrikam.com, ProxiedClientIPAddress: 198.51.100.7", ""),
            Some(client)
        );
        assert_eq!(row("198.51.100.7", "ProxiedClientIPAddress"), Some(ProxiedClient { name: b"", ..client }));
        assert_eq!(row("mx.fabrikam.com", "ProxiedClientHostname"), Some(ProxiedClient { address: b"", ..client }));
        assert_eq!(row("x", "y"), None);
        assert_eq!(row("", "ProxiedClientIPAddress"), None);
    }
}

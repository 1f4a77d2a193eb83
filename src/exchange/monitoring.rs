//! Names of what monitors Exchange: its own Managed Availability (since Exchange 2013), and load balancers.
//!
//! Health mailboxes: Exchange team blog, *Exchange 2013/2016 Monitoring Mailboxes* (2015). Their names are
//! `HealthMailbox` and a GUID, or the first seven digits of one. Senders of probes are the names that Managed Availability
//! uses in `MAIL FROM`, see *Exchange 2013 E-mail Traffic From inboundproxy@inboundproxy.com and HealthMailbox*
//! (letsexchange, 2013); since Service Pack 1 the address is at contoso.com. User agents are the words by which Exchange
//! itself knows the requests of its monitoring. `healthcheck.htm`: Microsoft, *Load balancing in Exchange Server*.

use crate::bytes::{contains, rsplit_once, split_once, strip_prefix};

/// Fewest digits after `HealthMailbox`.
const DIGITS: usize = 7;

/// Senders of probes besides the health mailboxes.
const SENDERS: [&[u8]; 3] =
    [b"inboundproxy@inboundproxy.com", b"inboundproxy@contoso.com", b"maildeliveryprobe@maildeliveryprobe.com"];

/// Words in the user agents of probes.
const AGENTS: [&[u8]; 4] = [b"AMProbe/", b"ActiveMonitoring", b"MSExchMon", b"MSExchangeHM"];

/// Whether an address or the name of an account, perhaps with its domain, is that of a health mailbox.
pub fn is_health_mailbox(name: &[u8]) -> bool {
    let account = rsplit_once(name, b"\\").map_or(name, |(_, account)| account);
    let Some(rest) = strip_prefix(account, b"HealthMailbox") else { return false };
    let digits = rest.split(|byte| *byte == b'@').next().unwrap_or_default();
    digits.len() >= DIGITS && digits.iter().all(u8::is_ascii_hexdigit)
}

/// Whether an address is one that Managed Availability sends probes from.
pub fn is_probe_sender(address: &[u8]) -> bool {
    is_health_mailbox(address) || SENDERS.iter().any(|sender| sender.eq_ignore_ascii_case(address))
}

/// Whether a user agent is one of Managed Availability. Anyone can claim to be one.
pub fn is_probe_agent(agent: &[u8]) -> bool {
    AGENTS.iter().any(|known| contains(agent, known))
}

/// Whether a path is that of the page that says whether a protocol is healthy: `/owa/healthcheck.htm`.
pub fn is_health_page(path: &[u8]) -> bool {
    let parts = path.strip_prefix(b"/").and_then(|path| split_once(path, b"/"));
    parts.is_some_and(|(protocol, page)| !protocol.is_empty() && page.eq_ignore_ascii_case(b"healthcheck.htm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_mailboxes_by_address_and_account() {
        for name in [
            "HealthMailbox83d6781be36b4bbf8893b03c2ee379ab@contoso.com",
            "healthmailbox83D6781@contoso.com",
            "CONTOSO\\HealthMailbox83d6781",
            "HealthMailbox83d6781",
        ] {
            assert!(is_health_mailbox(name.as_bytes()) && is_probe_sender(name.as_bytes()), "{name}");
        }
        for name in ["", "HealthMailbox", "HealthMailbox@contoso.com", "HealthMailbox2024@contoso.com"] {
            assert!(!is_health_mailbox(name.as_bytes()), "{name}");
        }
        for name in ["HealthMailboxOffice@contoso.com", "xHealthMailbox83d6781@contoso.com", "ann@HealthMailbox83d6781"]
        {
            assert!(!is_probe_sender(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn senders_of_probes_are_whole_addresses() {
        assert!(is_probe_sender(b"InboundProxy@contoso.com") && !is_health_mailbox(b"inboundproxy@contoso.com"));
        for sender in ["inboundproxy@fabrikam.com", "x-inboundproxy@contoso.com", "postmaster@contoso.com", "<>"] {
            assert!(!is_probe_sender(sender.as_bytes()), "{sender}");
        }
    }

    #[test]
    fn agents_and_pages_of_health_checks() {
        for agent in ["AMProbe/Local/ClientAccess", "amprobe/local", "x+ActiveMonitoring+(y)", "MSExchangeHMWorker"] {
            assert!(is_probe_agent(agent.as_bytes()), "{agent}");
        }
        assert!(!is_probe_agent(b"Probe/1.0") && !is_probe_agent(b""));
        for path in ["/owa/healthcheck.htm", "/Microsoft-Server-ActiveSync/HealthCheck.htm"] {
            assert!(is_health_page(path.as_bytes()), "{path}");
        }
        for path in ["/healthcheck.htm", "/owa/healthcheck.html", "/owa/auth/healthcheck.htm", "//healthcheck.htm", ""]
        {
            assert!(!is_health_page(path.as_bytes()), "{path}");
        }
    }
}
